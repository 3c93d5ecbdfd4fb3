//! Who does the work: the core starts no threads of its own, whoever asks brings them.

use std::ops::Range;

/// From so many items on it is worth the while to go through them side by side.
pub(super) const MANY: usize = 20_000;

/// Whoever works.
pub trait Crew: Sync {
    /// Into how many parts the work is cut.
    fn size(&self) -> usize;

    /// Does every part, and hands back what came of each in their order.
    fn work<T: Send>(&self, parts: Vec<Range<usize>>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T>;

    /// Does two things, in any order or at once, and hands back what came of both.
    fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B);
}

/// A crew of so many who work one after the other.
#[derive(Clone, Copy, Debug)]
pub struct InTurn(pub usize);

impl Crew for InTurn {
    fn size(&self) -> usize {
        self.0
    }

    fn work<T: Send>(&self, parts: Vec<Range<usize>>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        parts.into_iter().map(work).collect()
    }

    fn both<A, B>(&self, one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }
}
