//! What can go wrong between a disk and a workspace.

use std::io;
use std::path::PathBuf;

use crate::domain::flaw::{Flaw, NO_WORKSPACE};

/// A place in a text, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in bytes.
    pub column: usize,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a file could not be opened as a workspace. The file is untouched.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such file.
    #[error("there is no such file")]
    NotFound,
    /// A folder, a pipe, a device.
    #[error("this is {0}, not a file")]
    NotAFile(&'static str),
    /// More than is read.
    #[error("the file has {size} bytes; up to {limit} are read")]
    TooLarge {
        /// What it has.
        size: u64,
        /// What is read.
        limit: u64,
    },
    /// What the disk said.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Text in an encoding that JSON is not written in.
    #[error("the file is {0}; a workspace is UTF-8")]
    Encoding(&'static str),
    /// Bytes that are no text.
    #[error("{1}: byte {0} is not UTF-8")]
    NotText(usize, Position),
    /// Not JSON, or not of a workspace's shape.
    #[error("{position}{}: {what}", in_field(path))]
    Shape {
        /// Where.
        position: Position,
        /// The field, where one was being read.
        path: String,
        /// What is wrong.
        what: String,
        /// How far it is from a workspace.
        misfit: Misfit,
    },
    /// A field that cannot stand as it is.
    #[error("{position}: {flaw}{}", there(*with))]
    Content {
        /// Where.
        position: Position,
        /// The field and what is wrong.
        flaw: Flaw,
        /// Where that stands which it does not go with.
        with: Option<Position>,
    },
    /// A journal that was not written for this file.
    #[error("{} was written for another state of {}", journal.display(), workspace.display())]
    ForeignJournal {
        /// The journal.
        journal: PathBuf,
        /// The workspace.
        workspace: PathBuf,
    },
    /// A journal that is damaged before its end.
    #[error("{}, line {line} (byte {offset}): {what}", journal.display())]
    DamagedJournal {
        /// The journal.
        journal: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Where the line begins, in bytes from the start.
        offset: usize,
        /// What is wrong.
        what: String,
    },
}

/// How far a text that is no workspace is from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It is something else from its first character on.
    Other,
    /// It ends too early: it was whole once.
    CutShort,
    /// Something in it is wrong.
    Within,
}

impl LoadError {
    /// Whether it is whole, and a ranking that was exported.
    pub fn is_of_ranking(&self) -> bool {
        matches!(self, LoadError::Content { flaw, .. } if flaw.what == NO_WORKSPACE)
    }
}

fn there(with: Option<Position>) -> String {
    with.map(|position| format!(", {position}")).unwrap_or_default()
}

fn in_field(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(", {path}") }
}

/// What the disk said, in our words where there are better ones.
fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists => "there is such a file already".to_owned(),
        _ => error.to_string(),
    }
}

/// Why something could not be saved. Memory is kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// What the disk said.
    #[error("{}", said(.0))]
    Io(#[from] io::Error),
    /// Somebody else removed the snapshot.
    #[error("somebody removed the file")]
    Gone,
    /// Somebody else changed the snapshot since it was read.
    #[error("another program changed the file")]
    ChangedOutside,
    /// It was put off, because something else was more urgent.
    #[error("something else was more urgent")]
    PutOff,
}
