//! A vector whose copy is cheap: what was not changed since is shared.
//!
//! A snapshot of a million items is taken on the deciding thread and written on another; copying
//! one pointer per 512 items keeps the first part unnoticeable.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// How many make up a chunk.
pub const CHUNK: usize = 512;

/// How many were handed out on this thread, for tests of what a gesture looks at.
#[cfg(test)]
pub(crate) mod handed_out {
    use std::cell::Cell;

    thread_local!(static COUNT: Cell<usize> = const { Cell::new(0) });

    /// How many since this thread began.
    pub(crate) fn count() -> usize {
        COUNT.get()
    }

    pub(super) fn note() {
        COUNT.set(COUNT.get() + 1);
    }
}

/// A growing sequence in shared chunks.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunked<T> {
    chunks: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Chunked { chunks: Vec::new(), len: 0 }
    }
}

impl<T: Clone> Chunked<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The one at `index`.
    pub fn get(&self, index: usize) -> Option<&T> {
        #[cfg(test)]
        handed_out::note();
        self.chunks.get(index / CHUNK)?.get(index % CHUNK)
    }

    /// The one at `index`, to be changed; copies its chunk if a snapshot still shares it.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        Arc::make_mut(self.chunks.get_mut(index / CHUNK)?).get_mut(index % CHUNK)
    }

    /// Appends one.
    pub fn push(&mut self, value: T) {
        if self.len.is_multiple_of(CHUNK) {
            self.chunks.push(Arc::new(Vec::with_capacity(CHUNK.min(self.len + 8))));
        }
        if let Some(chunk) = self.chunks.last_mut() {
            Arc::make_mut(chunk).push(value);
            self.len += 1;
        }
    }

    /// What several vectors hold, one behind the other. Those that fill a chunk are taken as they are.
    pub fn joined(parts: impl IntoIterator<Item = Vec<T>>) -> Chunked<T> {
        let mut joined = Chunked::default();
        for part in parts {
            if joined.len.is_multiple_of(CHUNK) && part.len() == CHUNK {
                joined.len += CHUNK;
                joined.chunks.push(Arc::new(part));
            } else {
                for value in part {
                    joined.push(value);
                }
            }
        }
        joined
    }

    /// The last one.
    pub fn last(&self) -> Option<&T> {
        #[cfg(test)]
        handed_out::note();
        self.chunks.last()?.last()
    }

    /// From first to last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        let each = self.chunks.iter().flat_map(|chunk| chunk.iter());
        #[cfg(test)]
        let each = each.inspect(|_| handed_out::note());
        each
    }
}

impl<T: Clone> FromIterator<T> for Chunked<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut chunked = Chunked::default();
        for value in values {
            chunked.push(value);
        }
        chunked
    }
}

impl<T: Clone> std::ops::Index<usize> for Chunked<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        #[cfg(test)]
        handed_out::note();
        &self.chunks[index / CHUNK][index % CHUNK]
    }
}

impl<T: Clone + Serialize> Serialize for Chunked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Clone + Deserialize<'de>> Deserialize<'de> for Chunked<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ChunkedVisitor(PhantomData))
    }
}

struct ChunkedVisitor<T>(PhantomData<T>);

impl<'de, T: Clone + Deserialize<'de>> Visitor<'de> for ChunkedVisitor<T> {
    type Value = Chunked<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Chunked<T>, A::Error> {
        let mut chunked = Chunked::default();
        while let Some(value) = seq.next_element()? {
            chunked.push(value);
        }
        Ok(chunked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_looks_is_counted() {
        let chunked: Chunked<usize> = (0..3 * CHUNK).collect();
        let looks = |look: &dyn Fn() -> usize| {
            let before = handed_out::count();
            look();
            handed_out::count() - before
        };
        assert_eq!(looks(&|| chunked.get(7).copied().unwrap_or_default() + chunked[CHUNK]), 2);
        assert_eq!(looks(&|| chunked.iter().rev().take(5).sum()), 5);
        assert_eq!(looks(&|| chunked.iter().sum()), 3 * CHUNK);
    }

    #[test]
    fn a_copy_keeps_what_it_saw() {
        let mut live: Chunked<usize> = (0..2000).collect();
        let copy = live.clone();
        *live.get_mut(1500).unwrap() = 7;
        live.push(2000);
        assert_eq!((copy[1500], copy.len()), (1500, 2000));
        assert_eq!((live[1500], live.len(), live.last()), (7, 2001, Some(&2000)));
        assert!(live.iter().take(1500).copied().eq(0..1500));
    }

    #[test]
    fn parts_are_joined_in_their_order_whatever_their_size() {
        for sizes in [&[][..], &[CHUNK, CHUNK, 3], &[1, CHUNK, CHUNK], &[CHUNK, 5, CHUNK, 0, 2 * CHUNK, 1]] {
            let all: Vec<usize> = (0..sizes.iter().sum()).collect();
            let mut rest = all.clone().into_iter();
            let parts = sizes.iter().map(|size| rest.by_ref().take(*size).collect());
            let mut joined = Chunked::joined(parts);
            joined.push(usize::MAX);
            assert_eq!(joined, all.into_iter().chain([usize::MAX]).collect(), "{sizes:?}");
        }
    }
}
