//! The threads that the core is lent.

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use crate::domain::crew::Crew;

/// More threads than this gain little, and the machine has other things to do.
const MOST: usize = 4;

/// So many threads, side by side.
#[derive(Clone, Copy, Debug)]
pub struct Threads(pub usize);

impl Threads {
    /// As many as the machine has cores, up to four.
    pub fn of_machine() -> Threads {
        Threads(thread::available_parallelism().map_or(1, NonZero::get).min(MOST))
    }
}

impl Crew for Threads {
    fn size(&self) -> usize {
        self.0
    }

    fn work<T: Send>(&self, parts: Vec<Range<usize>>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        let work = &work;
        thread::scope(|scope| {
            let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
            let joined = threads.into_iter().map(ScopedJoinHandle::join);
            joined.map(|part| part.unwrap_or_else(|panic| resume_unwind(panic))).collect()
        })
    }

    fn both<A: Send, B: Send>(
        &self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        if self.0 < 2 {
            return (one(), other());
        }
        thread::scope(|scope| {
            let other = scope.spawn(other);
            (one(), other.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })
    }
}
