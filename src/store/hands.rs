//! The second pair of hands that the core is lent.

use std::panic::resume_unwind;
use std::thread;

use crate::domain::hands::Hands;

/// This thread, and another one while it is needed.
#[derive(Clone, Copy, Debug, Default)]
pub struct TwoPairs;

impl Hands for TwoPairs {
    fn both<A: Send, B: Send>(
        self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        thread::scope(|scope| {
            let other = scope.spawn(other);
            (one(), other.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })
    }
}
