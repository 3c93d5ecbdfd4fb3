//! Names that things are known by: cheap to copy, never mixed up, and data only (an id is not a path).

use std::borrow::{Borrow, Cow};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use ecow::EcoString;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $text:ty, $kept:path) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name($text);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                $name($kept(""))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name($kept(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                $name($kept(text.as_str()))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                String::json_schema(generator)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(IdVisitor(|text| $kept(text))).map($name)
            }
        }
    };
}

/// Reads an id.
struct IdVisitor<T>(fn(&str) -> T);

impl<T> Visitor<'_> for IdVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok(self.0(text))
    }
}

/// How many ids are looked for among those that were read before.
const RECENT: usize = 16;

thread_local! {
    /// The ids that were read last.
    static READ: RefCell<VecDeque<Arc<Box<str>>>> = const { RefCell::new(VecDeque::new()) };
}

/// An id of which a file has few, each of them many times: those that were read lately share their text, so that a
/// million items keep it once, and to find two of them alike needs no look at it.
fn recurring(text: &str) -> Arc<Box<str>> {
    READ.with_borrow_mut(|read| {
        if let Some(known) = read.iter().find(|known| ****known == *text) {
            return Arc::clone(known);
        }
        read.truncate(RECENT - 1);
        let fresh: Arc<Box<str>> = Arc::new(text.into());
        read.push_front(Arc::clone(&fresh));
        fresh
    })
}

id! {
    /// Names one item of the backlog. A short one, as most are, takes no memory beside itself.
    ItemId, EcoString, EcoString::from
}
id! {
    /// Names one criterion; frameworks that share a criterion share its id.
    CriterionId, Arc<Box<str>>, recurring
}
id! {
    /// Names one participant.
    ParticipantId, Arc<Box<str>>, recurring
}
id! {
    /// Names one stage of the agenda.
    StageId, Arc<str>, Arc::from
}

/// Where an item sits in memory. Stable while the workspace is open; never written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(u32);

impl Slot {
    /// The slot of the item with this index.
    pub fn new(index: usize) -> Slot {
        Slot(index as u32)
    }

    /// The index of the item in memory.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> CriterionId {
        serde_json::from_str(&format!("\"{text}\"")).unwrap()
    }

    #[test]
    fn ids_that_recur_share_their_text_and_only_the_last_ones_are_remembered() {
        let first = read("effort");
        for other in 0..RECENT - 1 {
            read(&other.to_string());
        }
        assert!(Arc::ptr_eq(&first.0, &read("effort").0));
        for other in 0..2 * RECENT {
            read(&format!("other {other}"));
        }
        assert!(!Arc::ptr_eq(&first.0, &read("effort").0));
        assert_eq!(first, read("effort"));
        assert!(READ.with_borrow(VecDeque::len) <= RECENT);
    }
}
