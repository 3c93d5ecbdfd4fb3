//! Reading a workspace: snapshot and journal put together, and nothing touched.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::content::{self, Parsed};
use super::disk::{Disk, Kind, RealDisk};
use super::error::LoadError;
use super::journal;
use super::outside;
use super::streaming;
use crate::domain::limits;
use crate::domain::migrate::{Format, STEPS, Steps};
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;

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
    /// The snapshot alone.
    pub(super) base: Workspace,
    /// Whether another program has changed the snapshot, and what is read is what was there before.
    pub unsettled: bool,
    pub(super) print: String,
    pub(super) journal: Beside,
    /// The format that the snapshot is written in.
    pub(super) format: Format,
}

/// The journal that was found beside a snapshot.
#[derive(Debug)]
pub(super) enum Beside {
    /// None.
    Nothing,
    /// One that holds nothing that the snapshot does not hold.
    Leftover,
    /// One that goes on from the snapshot.
    Continues(journal::Found),
}

/// Reads a workspace without touching it, its lock, or its journal.
///
/// # Errors
/// Why it is not a workspace.
pub fn read(path: &Path) -> Result<Reading, LoadError> {
    read_on(&RealDisk, &find(&RealDisk, path)?, STEPS)
}

/// Everything in a file or a pipe, up to the size that a workspace may have.
///
/// # Errors
/// That there is no such file, what the disk said, or that it is too large.
pub fn bytes(path: &Path) -> Result<Vec<u8>, LoadError> {
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(LoadError::NotFound),
        file => bytes_of(file.and_then(no_device)?),
    }
}

/// A device has no end either, and is no backlog. A pipe may be one.
#[cfg(unix)]
fn no_device(file: File) -> io::Result<File> {
    use std::os::unix::fs::FileTypeExt;
    let kind = file.metadata()?.file_type();
    let is_device = kind.is_char_device() || kind.is_block_device();
    if is_device { Err(io::Error::other("it is a device")) } else { Ok(file) }
}

#[cfg(not(unix))]
fn no_device(file: File) -> io::Result<File> {
    Ok(file)
}

/// The same of a file, and of nothing else: a pipe that nobody writes into has no end.
///
/// # Errors
/// That there is no such file, what the disk said, or that it is too large.
pub fn bytes_of_file(path: &Path) -> Result<Vec<u8>, LoadError> {
    bytes(&find(&RealDisk, path)?)
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

/// The file that a path leads to. Links are followed once, so that saving replaces the file and not the link to it.
pub(super) fn find(disk: &dyn Disk, path: &Path) -> Result<PathBuf, LoadError> {
    match disk.kind(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(LoadError::NotFound),
        Err(error) => return Err(error.into()),
        Ok(Kind::Dangling) => return Err(LoadError::NotAFile("a link that leads nowhere")),
        Ok(Kind::Folder) => return Err(LoadError::NotAFile("a folder")),
        Ok(Kind::Other) => return Err(LoadError::NotAFile("a pipe or a device")),
        Ok(Kind::File { size, .. }) if size > LARGEST_FILE => {
            return Err(LoadError::TooLarge { size, limit: LARGEST_FILE });
        }
        Ok(Kind::File { .. }) => {}
    }
    Ok(disk.resolve(path)?)
}

/// Reads snapshot and journal. Another process may replace one between the two: what does not fit
/// together is read again before it is called wrong.
pub(super) fn read_on(disk: &dyn Disk, path: &Path, steps: Steps) -> Result<Reading, LoadError> {
    let mut attempt = 1;
    loop {
        match read_once(disk, path, steps) {
            Err(LoadError::ForeignJournal { .. }) if attempt < ATTEMPTS => attempt += 1,
            Err(error) => return before_edit(disk, path, steps).ok_or(error),
            reading => return reading,
        }
    }
}

/// The workspace as it was before another program changed the snapshot, where that was noticed: what was done here
/// goes on from that.
fn before_edit(disk: &dyn Disk, path: &Path, steps: Steps) -> Option<Reading> {
    let journal = disk.read(&journal::path_for(path)).ok()?;
    let print = journal::snapshot_of(&journal)?;
    let base = disk.read(&outside::base_path(path, &print)?).ok()?;
    let parsed = content::parse_as_of(&base, steps).ok()?;
    let mut reading = put_together(path, parsed, &print, Some(&journal)).ok()?;
    reading.unsettled = true;
    reading
        .notices
        .push("another program changed the file since; what was done here is not in it yet".to_owned());
    Some(reading)
}

fn read_once(disk: &dyn Disk, path: &Path, steps: Steps) -> Result<Reading, LoadError> {
    let journal = journal::path_for(path);
    // The journal comes first: a snapshot that is saved in between holds all that was in it.
    let journal_bytes = match disk.read(&journal) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        bytes => Some(bytes?),
    };
    let (parsed, print) = streaming::read(disk, path, steps)?;
    put_together(path, parsed, &print, journal_bytes.as_deref())
}

/// Puts a snapshot, known by its fingerprint, and the journal beside it together.
fn put_together(
    path: &Path,
    (mut workspace, notices, format): Parsed,
    print: &str,
    journal_bytes: Option<&[u8]>,
) -> Result<Reading, LoadError> {
    let journal = journal::path_for(path);
    let base = workspace.clone();
    let reading = |workspace, notices, recovered, journal| {
        let (base, print) = (base.clone(), print.to_owned());
        Reading { workspace, notices, recovered, base, unsettled: false, print, journal, format }
    };
    let Some(journal_bytes) = journal_bytes else {
        return Ok(reading(workspace, notices, 0, Beside::Nothing));
    };
    let revision = workspace.head().revision.clone().unwrap_or_default();
    // What is in the snapshot already may have been written in an older format than that.
    if journal::ends_on(journal_bytes, &revision.chain) {
        return Ok(reading(workspace, notices, 0, Beside::Leftover));
    }
    let mut found = journal::read(&journal, journal_bytes, format)?;
    let folded = found.gestures.iter().any(|(chain, _)| *chain == revision.chain);
    let continues = found.snapshot == print;
    if !folded && !continues {
        return Err(LoadError::ForeignJournal { journal, workspace: path.to_owned() });
    }
    let gestures = std::mem::take(&mut found.gestures).into_iter().map(|(_, gesture)| gesture);
    let missing: Vec<_> = gestures.filter(|gesture| gesture.entry.seq > revision.seq).collect();
    if continues && let Some(what) = gap(&workspace, missing.first()) {
        return Err(LoadError::DamagedJournal {
            journal,
            line: 2,
            offset: journal::first_line(&found.whole),
            what,
        });
    }
    let recovered = missing.len();
    if recovered == 0 && !continues {
        return Ok(reading(workspace, notices, 0, Beside::Leftover));
    }
    for gesture in missing {
        workspace.replay(gesture);
    }
    Ok(reading(workspace, notices, recovered, Beside::Continues(found)))
}

/// What is wrong with a first gesture that does not follow on what the snapshot holds.
pub(super) fn gap(workspace: &Workspace, first: Option<&Gesture>) -> Option<String> {
    let (last, first) = (workspace.last_seq(), first?.entry.seq);
    (last.checked_add(1) != Some(first))
        .then(|| format!("change {first} stands behind the {last} of the file: numbers go up by one"))
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
