//! A workspace on a disk: snapshot, journal and lock together.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::disk::{Disk, RealDisk};
use super::error::{LoadError, SaveError};
use super::journal::{self, Journal};
use super::lock::{self, Attempt, Lock};
use super::snapshot::{fingerprint, folder, prepare};
use super::{Store, content};
use crate::domain::limits;
use crate::domain::workshop::Gesture;
use crate::domain::workspace::{FORMAT, Workspace};

/// The largest file that is read, in bytes: 1 GiB.
pub const LARGEST_FILE: u64 = limits::FILE;

/// How often a file is read again that is replaced while it is being read.
const ATTEMPTS: usize = 3;

/// A workspace as it was found: snapshot and journal put together.
#[derive(Debug)]
pub struct Reading {
    /// The workspace.
    pub workspace: Workspace,
    /// What the room should know, one line each.
    pub notices: Vec<String>,
    /// How many gestures came from a journal that nobody had folded in.
    pub recovered: usize,
    pub(super) print: String,
    journal: Beside,
}

/// The journal that was found beside a snapshot.
#[derive(Debug)]
enum Beside {
    /// None.
    Nothing,
    /// One that holds nothing that the snapshot does not hold.
    Leftover,
    /// One that goes on from the snapshot.
    Continues(journal::Found),
}

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
    _lock: Lock,
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
    check_kind(path)?;
    // Links are followed once, so that saving replaces the file and not the link to it.
    let path = fs::canonicalize(path)?;
    let lock = Lock::take(&path);
    let Reading { workspace, mut notices, recovered, print, journal } = read_on(&*disk, &path)?;
    // Who has the lock knows that nobody writes the journal any more.
    if let (Ok(Attempt::Held(_)), Beside::Continues(found)) = (&lock, &journal) {
        notices.extend(told(recovered, found.torn));
    }
    let found = print.clone();
    let opened = |workspace, access| Opened { workspace, notices, recovered, access, print: found };
    let format = workspace.head().format;
    if format > FORMAT {
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
    if fs::metadata(&path)?.permissions().readonly() {
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
    let store = FileStore { disk, path, print, journal, chain, _lock: lock };
    Ok(opened(workspace, Access::Write(Box::new(store))))
}

/// Reads a workspace without touching it, its lock, or its journal.
///
/// # Errors
/// Why it is not a workspace.
pub fn read(path: &Path) -> Result<Reading, LoadError> {
    check_kind(path)?;
    read_on(&RealDisk, &fs::canonicalize(path)?)
}

/// Everything in a file or a pipe, up to the size that a workspace may have.
///
/// # Errors
/// That there is no such file, what the disk said, or that it is too large.
pub fn bytes(path: &Path) -> Result<Vec<u8>, LoadError> {
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(LoadError::NotFound),
        file => bytes_of(file?),
    }
}

/// Everything that is left to be read, up to that size.
///
/// # Errors
/// What the disk said, or that it is too large.
pub fn bytes_of(source: impl Read) -> Result<Vec<u8>, LoadError> {
    bytes_within(source, LARGEST_FILE)
}

fn bytes_within(source: impl Read, limit: u64) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > limit { Err(LoadError::TooLarge { size, limit }) } else { Ok(bytes) }
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

fn check_kind(path: &Path) -> Result<(), LoadError> {
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(LoadError::NotFound),
        metadata => metadata?,
    };
    if metadata.is_dir() {
        return Err(LoadError::NotAFile("a folder"));
    }
    if !metadata.is_file() {
        return Err(LoadError::NotAFile("a pipe or a device"));
    }
    if metadata.len() > LARGEST_FILE {
        return Err(LoadError::TooLarge { size: metadata.len(), limit: LARGEST_FILE });
    }
    Ok(())
}

/// Reads snapshot and journal. Another process may replace one between the two: what does not fit
/// together is read again before it is called wrong.
fn read_on(disk: &dyn Disk, path: &Path) -> Result<Reading, LoadError> {
    let mut attempt = 1;
    loop {
        match read_once(disk, path) {
            Err(LoadError::ForeignJournal { .. }) if attempt < ATTEMPTS => attempt += 1,
            result => return result,
        }
    }
}

fn read_once(disk: &dyn Disk, path: &Path) -> Result<Reading, LoadError> {
    let journal = journal::path_for(path);
    // The journal comes first: a snapshot that is saved in between holds all that was in it.
    let journal_bytes = match disk.read(&journal) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        bytes => Some(bytes?),
    };
    let bytes = disk.read(path)?;
    let print = fingerprint(&bytes);
    let (mut workspace, notices) = content::parse(&bytes)?;
    drop(bytes);
    let reading = |workspace, notices, recovered, journal| {
        let print = print.clone();
        Reading { workspace, notices, recovered, print, journal }
    };
    let Some(journal_bytes) = journal_bytes else {
        return Ok(reading(workspace, notices, 0, Beside::Nothing));
    };
    let mut found = journal::read(&journal, &journal_bytes)?;
    let revision = workspace.head().revision.clone().unwrap_or_default();
    let folded = found.gestures.iter().any(|(chain, _)| *chain == revision.chain);
    let continues = found.snapshot == print;
    // A head that was cut short comes before any gesture: there is nothing in it to lose.
    if !folded && !continues && !found.whole.is_empty() {
        return Err(LoadError::ForeignJournal { journal, workspace: path.to_owned() });
    }
    let gestures = std::mem::take(&mut found.gestures).into_iter().map(|(_, gesture)| gesture);
    let missing: Vec<_> = gestures.filter(|gesture| gesture.entry.seq > revision.seq).collect();
    let recovered = missing.len();
    if recovered == 0 && !continues {
        return Ok(reading(workspace, notices, 0, Beside::Leftover));
    }
    for gesture in missing {
        workspace.replay(gesture);
    }
    Ok(reading(workspace, notices, recovered, Beside::Continues(found)))
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
        let journal = self.journal.get_or_insert_with(|| Journal::new(&self.path, &self.print));
        Ok(journal.append(&*self.disk, gestures)?)
    }

    fn fold(&mut self, mut workspace: Workspace) -> Result<(), SaveError> {
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
        self.journal = None;
        self.disk.sync_folder(folder(&self.path))?;
        Ok(self.disk.remove(&journal::path_for(&self.path))?)
    }

    fn copy(&self, path: &Path, workspace: &Workspace) -> Result<(), SaveError> {
        create(path, Some(&self.path), workspace)
    }
}

impl FileStore {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_is_read_as_there_may_be_and_no_byte_more() {
        assert_eq!(bytes_within(&b"abcde"[..], 5).unwrap(), b"abcde");
        let told = bytes_within(io::repeat(b'a'), 5).unwrap_err().to_string();
        assert_eq!(told, "the file has 6 bytes; up to 5 are read");
    }
}
