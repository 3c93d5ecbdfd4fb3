//! How far something that is longer than its window is scrolled.

use std::cell::Cell;

use super::key::Key;
use super::moves::Go;

/// So many rows are above the window. How far it goes is known to who draws it: a position beyond the end is set right
/// by the frame that shows it, so that the next key goes on from what is seen.
#[derive(Clone, Debug, Default)]
pub struct Scroll {
    at: Cell<usize>,
    /// How many rows there can be above the window, by the frame that was drawn last.
    most: Cell<usize>,
}

impl Scroll {
    /// The rows above the window, of at most so many.
    pub fn within(&self, most: usize) -> usize {
        self.most.set(most);
        self.at.set(self.at.get().min(most));
        self.at.get()
    }

    /// Goes on as far as the frame that was drawn last had something; whether it had.
    pub(super) fn go(&self, go: Go) -> bool {
        let before = self.within(self.most.get());
        self.at.set(go.from(before, self.most.get() + 1));
        before != self.at.get()
    }

    /// Goes to the end, wherever the next frame finds it.
    pub(super) fn to_end(&self) {
        self.at.set(usize::MAX);
    }

    /// Takes a key that scrolls; false for any other.
    pub(super) fn takes(&self, key: Key) -> bool {
        Go::of(key).map(|go| self.go(go)).is_some()
    }
}
