//! How far something that is longer than its window is scrolled.

use std::cell::Cell;

use super::key::{Code, Key};
use super::moves::Go;

/// So many rows are above the window. How far it goes is known to who draws it: a position beyond the end is set right
/// by the frame that shows it, so that the next key goes on from what is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scroll(Cell<usize>);

impl Scroll {
    /// The rows above the window, of at most so many.
    pub fn within(&self, most: usize) -> usize {
        let at = self.0.get().min(most);
        self.0.set(at);
        at
    }

    /// Goes on.
    pub(super) fn go(&self, go: Go) {
        self.0.set(go.from(self.0.get(), usize::MAX));
    }

    /// Takes a key that scrolls; false for any other.
    pub(super) fn takes(&self, key: Key) -> bool {
        let go = match key.code {
            Code::Down | Code::Char('j') => Go::Down,
            Code::Up | Code::Char('k') => Go::Up,
            Code::PageDown | Code::Char(' ') => Go::PageDown,
            Code::PageUp => Go::PageUp,
            Code::Home | Code::Char('g') => Go::Top,
            Code::End | Code::Char('G') => Go::Bottom,
            _ => return false,
        };
        self.go(go);
        true
    }
}
