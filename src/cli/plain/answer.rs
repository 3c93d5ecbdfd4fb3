//! What one line leads to: what is said, what has to be kept first, and what has to happen outside.

use std::path::PathBuf;

use crate::domain::workshop::Gesture;
use crate::keeping::Way;

/// Something that has to happen outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Order {
    /// Write everything into the file.
    Fold,
    /// Write a copy into another file.
    Copy(PathBuf),
    /// Settle what another program made of the file; only tell it where no way is named.
    Settle(Option<Way>),
    /// Go on with what another window had open.
    TakeOver,
    /// End.
    Quit,
}

/// What follows from one line.
#[derive(Debug, Default)]
pub(in crate::cli) struct Answer {
    /// What was done, a line for each gesture that is worth one; nobody is told before it is kept.
    pub(in crate::cli) done: Vec<String>,
    /// The gestures, to be kept in this order.
    pub(in crate::cli) gestures: Vec<Gesture>,
    /// What else there is to say.
    pub(in crate::cli) lines: Vec<String>,
    /// What has to happen outside.
    pub(in crate::cli) order: Option<Order>,
    /// What is asked next; nothing in particular without it.
    pub(in crate::cli) question: Option<String>,
}

impl Answer {
    /// Adds a line.
    pub(super) fn say(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }
}
