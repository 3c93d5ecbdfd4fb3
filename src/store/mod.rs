//! Where workspaces are kept: a snapshot that diffs well, and a journal of what came since.
//!
//! ```text
//! open       a path → workspace + store, or read-only and why       file.rs
//! reading    snapshot + journal → workspace, and nothing touched    reading.rs
//! content    bytes ↔ workspace, with line, column and field         content.rs
//! snapshot   the whole, replaced atomically                         snapshot.rs
//! journal    one checksummed line per gesture, synced               journal.rs
//! lock       one writer at a time                                   lock.rs
//! follow     what somebody else wrote since                         follow.rs
//! backup     the last states that were replaced                      backup.rs
//! recovery   what can be read of what is damaged                    recovery.rs  salvage.rs
//! memory     a store that keeps nothing beyond its own life         memory.rs
//! writer     the thread that keeps its promises                     writer.rs
//! disk       the few file operations that all of it rests on        disk.rs
//! ```

pub mod backup;
pub mod content;
pub mod disk;
mod error;
pub mod file;
pub mod follow;
mod journal;
mod lock;
pub mod memory;
pub mod reading;
pub mod recovery;
mod salvage;
mod snapshot;
pub mod writer;

pub use error::{LoadError, SaveError};
pub use file::{Access, FileStore, Opened};
pub use reading::Reading;

use std::path::Path;

use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;

/// A place that keeps a workspace and the gestures since.
pub trait Store: Send {
    /// Keeps gestures, in their order. On return they survive a killed process and a pulled plug.
    ///
    /// After an error nothing is promised about these gestures; the same ones are appended again, or
    /// [`Store::fold`] is called with a workspace that holds them.
    ///
    /// # Errors
    /// What the disk said.
    fn append(&mut self, gestures: &[Gesture]) -> Result<(), SaveError>;

    /// Replaces the snapshot by a workspace that holds every gesture so far, and empties the journal.
    /// Gestures between `append` and `fold` are in one of both at any moment.
    ///
    /// # Errors
    /// What the disk said, or that somebody else changed the snapshot. The journal is kept then.
    fn fold(&mut self, workspace: Workspace) -> Result<(), SaveError>;

    /// Puts another workspace in the place of the present one, of which a backup is made first.
    ///
    /// # Errors
    /// What the disk said, also of the backup; the present one stays then.
    fn replace(&mut self, present: Workspace, other: Workspace) -> Result<(), SaveError> {
        self.fold(present)?;
        self.fold(other)
    }

    /// What else whoever saves should know, each thing once.
    fn complaint(&mut self) -> Option<String> {
        None
    }

    /// Writes a workspace to another file, which must not be there yet.
    ///
    /// # Errors
    /// What the disk said.
    fn copy(&self, path: &Path, workspace: &Workspace) -> Result<(), SaveError> {
        file::create(path, None, workspace)
    }
}

#[cfg(test)]
mod aging;
#[cfg(test)]
mod conformance;
