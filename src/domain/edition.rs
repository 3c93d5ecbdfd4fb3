//! Editions tell what is the same from what may have changed, at the cost of comparing a number.

use std::sync::atomic::{AtomicU64, Ordering};

/// A number that is given once while the program runs: what had one before and has another one now may have changed in
/// between, and what has the same has not. It says nothing else, and is neither shown nor kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Edition(u64);

impl Edition {
    /// The next one. The default is that of what never changed.
    pub fn next() -> Edition {
        static GIVEN: AtomicU64 = AtomicU64::new(0);
        Edition(GIVEN.fetch_add(1, Ordering::Relaxed) + 1)
    }
}
