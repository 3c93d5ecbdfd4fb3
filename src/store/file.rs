//! A workspace on a disk: snapshot, journal and lock together.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::backup::{Keeper, Time};
use super::disk::{Attempt, Disk, Kind, RealDisk};
use super::error::{LoadError, SaveError};
use super::journal::{self, Journal};
use super::lock;
use super::reading::{Beside, Reading, find, read_on};
use super::snapshot::{fingerprint, folder, prepare};
use super::{Store, content};
use crate::domain::migrate::{Format, STEPS, Steps};
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;

/// What can be done with an opened workspace.
pub enum Access {
    /// Everything.
    Write(Box<FileStore>),
    /// Looking, and why no more.
    ReadOnly(String),
}

/// An opened workspace.
pub struct Opened {
    /// The workspace.
    pub workspace: Workspace,
    /// What the room should know, one line each.
    pub notices: Vec<String>,
    /// How many gestures came from a journal that nobody had folded in.
    pub recovered: usize,
    /// What can be done with it.
    pub access: Access,
    /// The fingerprint of the snapshot.
    pub(super) print: String,
    /// The format that it is written in.
    pub(super) format: Format,
}

/// The store of one workspace file.
pub struct FileStore {
    disk: Box<dyn Disk>,
    path: PathBuf,
    /// The fingerprint of the snapshot that the journal builds on.
    print: String,
    journal: Option<Journal>,
    /// The last checksum that the snapshot holds.
    chain: String,
    backups: Option<Keeper>,
    /// What the snapshot says in the format of today, as long as it has an older one.
    outdated: Option<Workspace>,
    _lock: Box<dyn Send>,
}

/// Opens a workspace for writing if that can be, else for reading.
///
/// # Errors
/// Why it is not a workspace; nothing was touched.
pub fn open(path: &Path) -> Result<Opened, LoadError> {
    open_on(Box::new(RealDisk), path)
}

/// Opens a workspace on a given disk.
///
/// # Errors
/// Why it is not a workspace; nothing was touched.
pub fn open_on(disk: Box<dyn Disk>, path: &Path) -> Result<Opened, LoadError> {
    open_as_of(disk, path, STEPS)
}

/// Opens a workspace that may be of an older format, with the steps from there.
pub(super) fn open_as_of(disk: Box<dyn Disk>, path: &Path, steps: Steps) -> Result<Opened, LoadError> {
    let path = find(&*disk, path)?;
    let lock = disk.lock(&lock::path_for(&path));
    let Reading { workspace, mut notices, recovered, print, journal, format: written } =
        read_on(&*disk, &path, steps)?;
    // Who has the lock knows that nobody writes the journal any more.
    if let (Ok(Attempt::Held(_)), Beside::Continues(found)) = (&lock, &journal) {
        notices.extend(told(recovered, found.torn));
    }
    let found = print.clone();
    let opened =
        |workspace, access| Opened { workspace, notices, recovered, access, print: found, format: written };
    let format = workspace.head().format;
    if format > steps.newest() {
        let why = format!("a newer Cutline wrote this file (format {format})");
        return Ok(opened(workspace, Access::ReadOnly(why)));
    }
    let lock = match lock {
        Ok(Attempt::Held(lock)) => lock,
        Ok(Attempt::Taken(holder)) => {
            return Ok(opened(workspace, Access::ReadOnly(format!("{holder} has it open"))));
        }
        Err(error) => {
            return Ok(opened(workspace, Access::ReadOnly(format!("it cannot be saved: {error}"))));
        }
    };
    if matches!(disk.kind(&path)?, Kind::File { read_only: true, .. }) {
        return Ok(opened(workspace, Access::ReadOnly("the file is read-only".to_owned())));
    }
    let chain = workspace.head().revision.as_ref().map(|revision| revision.chain.clone()).unwrap_or_default();
    let journal = match journal {
        Beside::Nothing => None,
        Beside::Leftover => {
            disk.remove(&journal::path_for(&path))?;
            None
        }
        Beside::Continues(found) => Some(Journal::resume(&path, found)),
    };
    let outdated = written.is_old().then(|| workspace.clone());
    let store = FileStore { disk, path, print, journal, chain, backups: None, outdated, _lock: lock };
    Ok(opened(workspace, Access::Write(Box::new(store))))
}

/// Makes a new workspace file, with the permissions of `like` where that is given; whatever is there
/// already, a dangling link among it, is left alone.
///
/// # Errors
/// What the disk said, that it exists among it.
pub fn create(path: &Path, like: Option<&Path>, workspace: &Workspace) -> Result<(), SaveError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(SaveError::Io(io::ErrorKind::AlreadyExists.into()));
    }
    let prepared = prepare(&RealDisk, path, like.unwrap_or(path), |sink| content::write(workspace, sink))?;
    prepared.publish(path)?;
    Ok(RealDisk.sync_folder(folder(path))?)
}

/// Puts other content in the place of a small file, or makes it: all of it or nothing, and on the disk.
///
/// # Errors
/// What the disk said; what was there before is untouched then.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), SaveError> {
    let prepared = prepare(&RealDisk, path, path, |sink| sink.write_all(content))?;
    prepared.publish(path)?;
    Ok(RealDisk.sync_folder(folder(path))?)
}

/// Whether a path leads to a workspace, or to what is kept beside it: whoever writes something else leaves that alone.
pub fn belongs_to(workspace: &Path, path: &Path) -> bool {
    let Ok(workspace) = fs::canonicalize(workspace) else { return false };
    let beside = fs::canonicalize(folder(path)).ok().zip(path.file_name());
    let named = [beside.map(|(folder, name)| folder.join(name)), fs::canonicalize(path).ok()];
    let kept = [journal::path_for(&workspace), lock::path_for(&workspace), workspace];
    named.iter().flatten().any(|path| kept.contains(path))
}

/// What was found in the journal of a session that is over.
fn told(recovered: usize, torn: bool) -> Option<String> {
    let changes = match recovered {
        1 => "1 change".to_owned(),
        n => format!("{n} changes"),
    };
    match (recovered, torn) {
        (0, false) => None,
        (0, true) => Some("a change that was never confirmed as saved was cut short and left out".to_owned()),
        (_, false) => Some(format!("recovered {changes} from the journal of a session that ended early")),
        (_, true) => Some(format!("recovered {changes}; one more, never confirmed as saved, was cut short")),
    }
}

impl Store for FileStore {
    fn append(&mut self, gestures: &[Gesture]) -> Result<(), SaveError> {
        // A journal has the format of its snapshot: an older one ends here, before anything new is written.
        if let Some(workspace) = self.outdated.clone() {
            self.fold(workspace)?;
        }
        let journal = self.journal.get_or_insert_with(|| Journal::new(&self.path, &self.print));
        Ok(journal.append(&*self.disk, gestures)?)
    }

    fn fold(&mut self, mut workspace: Workspace) -> Result<(), SaveError> {
        self.back_up_if_due();
        if let Some(journal) = &self.journal {
            journal.chain().clone_into(&mut self.chain);
        }
        workspace.set_revision(workspace.last_seq(), self.chain.clone());
        let fill = |sink: &mut dyn io::Write| content::write(&workspace, sink);
        let prepared = prepare(&*self.disk, &self.path, &self.path, fill)?;
        self.check_untouched()?;
        self.print = prepared.publish(&self.path)?;
        // From here on the snapshot holds everything, and the journal is a leftover. It stays until
        // the rename is certain: a power cut may still bring the old snapshot back.
        (self.journal, self.outdated) = (None, None);
        self.disk.sync_folder(folder(&self.path))?;
        Ok(self.disk.remove(&journal::path_for(&self.path))?)
    }

    fn replace(&mut self, present: Workspace, other: Workspace) -> Result<(), SaveError> {
        self.fold(present)?;
        self.back_up()?;
        self.fold(other)
    }

    fn complaint(&mut self) -> Option<String> {
        self.backups.as_mut()?.complaint()
    }

    fn copy(&self, path: &Path, workspace: &Workspace) -> Result<(), SaveError> {
        create(path, Some(&self.path), workspace)
    }
}

impl FileStore {
    /// Keeps backups of what saving replaces, below the folder for what the program remembers.
    pub fn keep_backups(&mut self, state: &Path, clock: impl Fn() -> Time + Send + 'static) {
        self.backups = Some(Keeper::new(state, &self.path, Box::new(clock)));
    }

    /// Makes a backup of what is about to be replaced, if it is time. One that fails never stops saving.
    fn back_up_if_due(&mut self) {
        let due = |keeper: &Keeper| self.outdated.is_some() || keeper.is_due();
        if self.backups.as_ref().is_some_and(due)
            && let (Err(error), Some(keeper)) = (self.back_up(), &mut self.backups)
        {
            keeper.complain(&error);
        }
    }

    /// Makes a backup of what the file holds. Somebody else's content is not ours to replace, and needs none.
    fn back_up(&mut self) -> io::Result<()> {
        let Some(keeper) = &mut self.backups else { return Ok(()) };
        match self.disk.read(&self.path) {
            Ok(bytes) if fingerprint(&bytes) == self.print => keeper.keep(&*self.disk, &bytes),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Nobody else may have changed the snapshot since it was read or saved.
    fn check_untouched(&self) -> Result<(), SaveError> {
        match self.disk.read(&self.path) {
            Ok(bytes) if fingerprint(&bytes) == self.print => Ok(()),
            Ok(_) => Err(SaveError::ChangedOutside),
            // Somebody removed or moved it: writing it again takes nothing from anybody.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
