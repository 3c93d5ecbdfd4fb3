//! What is wrong with a file's content, and at which field.

use std::fmt;

use super::text::abridged;

/// The way to a field: `items[3].scores.effort`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<Step>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the field of an object.
    Field(String),
    /// Into an element of an array.
    Index(usize),
}

impl Path {
    /// One step further, into a field.
    #[must_use]
    pub fn field(mut self, name: &str) -> Path {
        self.0.push(Step::Field(name.to_owned()));
        self
    }

    /// One step further, into an element.
    #[must_use]
    pub fn index(mut self, index: usize) -> Path {
        self.0.push(Step::Index(index));
        self
    }

    /// The same place seen from further out.
    #[must_use]
    pub fn under(self, mut outer: Path) -> Path {
        outer.0.extend(self.0);
        outer
    }

    /// The steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if i == 0 => write!(f, "{name}")?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// What is wrong with a ranking that was exported, read as a workspace.
pub const NO_WORKSPACE: &str = "this is a ranking that was exported, and no workspace";

/// A field that cannot stand as it is, with what is allowed there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", abridged(format!("{path}: {what}")))]
pub struct Flaw {
    /// The field.
    pub path: Path,
    /// What is wrong and what is allowed.
    pub what: String,
    /// The other field that it clashes with, seen from the root.
    pub with: Option<Path>,
}

impl Flaw {
    /// A flaw at a field.
    pub fn new(path: Path, what: impl Into<String>) -> Flaw {
        Flaw { path, what: what.into(), with: None }
    }

    /// The same flaw of a field that clashes with another one; both are seen from the root.
    #[must_use]
    pub fn clashing(self, with: Path) -> Flaw {
        Flaw { with: Some(with), ..self }
    }

    /// The same flaw seen from further out.
    #[must_use]
    pub fn under(self, outer: Path) -> Flaw {
        Flaw { path: self.path.under(outer), ..self }
    }
}

/// Something that was accepted and is still worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The field that it is about; none where it is about the whole.
    pub path: Option<Path>,
    /// What is so.
    pub what: String,
}

impl Notice {
    /// What is so of a field.
    pub fn at(path: Path, what: impl Into<String>) -> Notice {
        Notice { path: Some(path), what: what.into() }
    }
}

impl From<String> for Notice {
    fn from(what: String) -> Notice {
        Notice { path: None, what }
    }
}
