//! Where workspaces are kept: a snapshot that diffs well, and a journal of what came since.
//!
//! ```text
//! open       a path → workspace + store, or read-only and why       file.rs
//! reading    snapshot + journal → workspace, and nothing touched    reading.rs
//! content    bytes ↔ workspace, with line, column and field         content.rs  doubles.rs
//! streaming  a large one in pieces, by two threads                  streaming.rs  cut.rs
//! snapshot   the whole, replaced atomically                         snapshot.rs
//! journal    one checksummed line per gesture, synced               journal.rs
//! lock       one writer at a time                                   lock.rs
//! follow     what somebody else wrote since                         follow.rs
//! onlooker   the store of whoever looks on, until it takes over     onlooker.rs
//! outside    an edit that another program made, and three ways on   outside.rs
//! network    file systems whose locks promise less                  network.rs
//! conflict_copy  what synchronisers leave beside a file             conflict_copy.rs
//! backup     the last states that were replaced                     backup.rs
//! recovery   what can be read of what is damaged                    recovery.rs  salvage.rs
//! memory     a store that keeps nothing beyond its own life         memory.rs
//! writer     the thread that keeps its promises                     writer.rs
//! error      what can go wrong with any of it                       error.rs
//! disk       the few file operations that all of it rests on        disk.rs
//! ```

pub mod backup;
mod conflict_copy;
pub mod content;
mod cut;
pub mod disk;
mod doubles;
mod error;
pub mod file;
pub mod follow;
mod journal;
mod lock;
pub mod memory;
mod network;
mod onlooker;
mod outside;
pub mod reading;
pub mod recovery;
mod salvage;
mod snapshot;
mod streaming;
pub mod writer;

pub use error::{LoadError, Misfit, SaveError};
pub use file::{Access, FileStore, Opened};
pub use onlooker::Onlooker;
pub use reading::Reading;

use std::path::Path;

use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;
use crate::keeping::{Edit, Settled, TakenOver, Way};

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

    /// The same, given up as soon as something is more urgent, where it takes long enough to be asked.
    ///
    /// # Errors
    /// As for [`Store::fold`], and that it was put off: everything is as it was then.
    fn fold_unless(&mut self, _urgent: &dyn Fn() -> bool, workspace: Workspace) -> Result<(), SaveError> {
        self.fold(workspace)
    }

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

    /// Whether somebody else has changed what is kept since it was read or saved; given up as soon as something is
    /// more urgent.
    ///
    /// # Errors
    /// What the disk said, or that it was put off.
    fn is_changed_outside(&mut self, _urgent: &dyn Fn() -> bool) -> Result<bool, SaveError> {
        Ok(false)
    }

    /// What somebody else made of it, beside what it is here; nothing where nobody did anything.
    ///
    /// # Errors
    /// What the disk said.
    fn look_outside(&mut self, _ours: &Workspace) -> Result<Option<Edit>, SaveError> {
        Ok(None)
    }

    /// Settles what somebody else did, seen in this state. Until it is settled on the disk, everything is as it was.
    ///
    /// # Errors
    /// Why it cannot be settled so, for one that it was changed again.
    fn settle(&mut self, _way: &Way, _ours: &Workspace, _state: &str) -> Result<Settled, String> {
        Err("nobody changed it".to_owned())
    }

    /// Opens for writing what somebody else had open, and is known as it is here.
    ///
    /// # Errors
    /// Why not, and who has it open if that is why.
    fn take_over(&mut self, _known: &Workspace) -> Result<TakenOver, (String, Option<String>)> {
        Err(("there is nothing to take over".to_owned(), None))
    }
}

#[cfg(test)]
mod aging;
#[cfg(test)]
mod conformance;
