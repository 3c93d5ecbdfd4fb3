//! Whoever does two things side by side: the core starts no threads, and is lent them.

/// From so many items on it is worth the while to do something side by side.
pub(super) const MANY: usize = 20_000;

/// A pair of hands, or two.
pub trait Hands: Copy + Send + Sync {
    /// Does both, in any order or at once.
    fn both<A: Send, B: Send>(
        self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B);
}

/// One pair: one thing after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct OnePair;

impl Hands for OnePair {
    fn both<A, B>(self, one: impl FnOnce() -> A, other: impl FnOnce() -> B) -> (A, B) {
        (one(), other())
    }
}
