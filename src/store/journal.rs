//! The journal: one line per gesture, numbered, checksummed, bound to the snapshot it builds on.
//!
//! The first line names the fingerprint of the snapshot. Each later line carries the checksum of the
//! one before it and its own gesture together, so that a line can be neither lost, changed nor taken
//! from another journal without a word. The snapshot in turn notes the last checksum it holds: a
//! journal that ends there was folded in already.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use twox_hash::XxHash3_128;

use super::disk::{Disk, DiskFile};
use super::error::LoadError;
use super::snapshot::{beside, folder, prepare, temp_of_holder};
use crate::domain::workshop::Gesture;

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    cutline_journal: u32,
    snapshot: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    chain: &'a str,
    #[serde(borrow)]
    gesture: &'a RawValue,
}

/// What was found in a journal.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The fingerprint of the snapshot that it builds on.
    pub(super) snapshot: String,
    /// The gestures in their order, each with the checksum that it ends on.
    pub(super) gestures: Vec<(String, Gesture)>,
    /// The checksum of the last of them.
    pub(super) chain: String,
    /// The bytes that are whole.
    pub(super) whole: Vec<u8>,
    /// Whether the last line was cut short.
    pub(super) torn: bool,
}

/// A journal that is being written.
pub(super) struct Journal {
    path: PathBuf,
    /// The workspace, whose permissions the journal has.
    workspace: PathBuf,
    /// All that the file should hold, so that it can be written anew after a failure.
    content: Vec<u8>,
    chain: String,
    /// Open behind the end of what is synced; none before the first gesture and after a failure.
    file: Option<Box<dyn DiskFile>>,
}

/// Where the journal of a workspace lies.
pub(super) fn path_for(workspace: &Path) -> PathBuf {
    beside(workspace, ".journal")
}

impl Journal {
    /// A journal that builds on a snapshot and has no gestures yet.
    pub(super) fn new(workspace: &Path, snapshot: &str) -> Journal {
        let header = Header { cutline_journal: VERSION, snapshot: snapshot.to_owned() };
        let mut content = serde_json::to_vec(&header).unwrap_or_default();
        content.push(b'\n');
        let workspace = workspace.to_owned();
        Journal { path: path_for(&workspace), workspace, chain: link("", &content), content, file: None }
    }

    /// Goes on behind what was found. A torn tail is cut off with the next gesture.
    pub(super) fn resume(workspace: &Path, found: Found) -> Journal {
        let workspace = workspace.to_owned();
        Journal {
            path: path_for(&workspace),
            workspace,
            content: found.whole,
            chain: found.chain,
            file: None,
        }
    }

    /// The checksum of the last gesture.
    pub(super) fn chain(&self) -> &str {
        &self.chain
    }

    /// Writes gestures and returns when they are on the disk.
    pub(super) fn append(&mut self, disk: &dyn Disk, gestures: &[Gesture]) -> io::Result<()> {
        let (lines, chain) = encode(&self.chain, gestures)?;
        if let Err(error) = self.write(disk, &lines) {
            // Nobody knows how much of it is there: the next attempt writes a fresh file.
            self.file = None;
            return Err(error);
        }
        self.content.extend_from_slice(&lines);
        self.chain = chain;
        Ok(())
    }

    fn write(&mut self, disk: &dyn Disk, lines: &[u8]) -> io::Result<()> {
        if let Some(file) = &mut self.file {
            file.write_all(lines)?;
            return file.sync();
        }
        let prepared = prepare(disk, temp_of_holder(&self.path), &self.workspace, |sink| {
            sink.write_all(&self.content)?;
            sink.write_all(lines)
        })?;
        prepared.publish(&self.path)?;
        disk.sync_folder(folder(&self.path))?;
        self.file = Some(disk.append(&self.path)?);
        Ok(())
    }
}

fn encode(chain: &str, gestures: &[Gesture]) -> io::Result<(Vec<u8>, String)> {
    let mut lines = Vec::new();
    let mut chain = chain.to_owned();
    for gesture in gestures {
        // Fields that are kept as they were written may hold line breaks, between values only.
        let gesture = serde_json::to_string(gesture)?.replace(['\n', '\r'], " ");
        chain = link(&chain, gesture.as_bytes());
        writeln!(lines, r#"{{"chain":"{chain}","gesture":{gesture}}}"#)?;
    }
    Ok((lines, chain))
}

fn link(chain: &str, bytes: &[u8]) -> String {
    let mut hasher = XxHash3_128::new();
    hasher.write(chain.as_bytes());
    hasher.write(bytes);
    format!("{:032x}", hasher.finish_128())
}

/// Reads a journal. A last line without its line break was cut short and is left out.
///
/// # Errors
/// The first whole line that is not what was written.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Found, LoadError> {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut found = Found { torn: whole < bytes.len(), ..Found::default() };
    let mut offset = 0;
    for (i, line) in bytes[..whole].split_inclusive(|byte| *byte == b'\n').enumerate() {
        let step = if i == 0 { read_header(line, &mut found) } else { read_line(line, &mut found) };
        step.map_err(|what| LoadError::DamagedJournal {
            journal: path.to_owned(),
            line: i + 1,
            offset,
            what,
        })?;
        offset += line.len();
    }
    found.whole = bytes[..whole].to_vec();
    Ok(found)
}

/// The fingerprint of the snapshot that a journal builds on.
pub(super) fn snapshot_of(bytes: &[u8]) -> Option<String> {
    let head = bytes.split_inclusive(|byte| *byte == b'\n').next()?;
    let mut found = Found::default();
    read_header(head, &mut found).ok().map(|()| found.snapshot)
}

fn read_header(line: &[u8], found: &mut Found) -> Result<(), String> {
    let header: Header = serde_json::from_slice(line).map_err(|_| "this is not the head of a journal")?;
    if header.cutline_journal != VERSION {
        return Err(format!("written by a newer version (journal {})", header.cutline_journal));
    }
    found.snapshot = header.snapshot;
    found.chain = link("", line);
    Ok(())
}

fn read_line(line: &[u8], found: &mut Found) -> Result<(), String> {
    let text = std::str::from_utf8(line).map_err(|_| "this is not text")?;
    let line: Line = serde_json::from_str(text).map_err(|_| "this is not a gesture")?;
    let chain = link(&found.chain, line.gesture.get().as_bytes());
    if chain != line.chain {
        return Err("the checksum is not that of what is written".to_owned());
    }
    let gesture = serde_json::from_str(line.gesture.get()).map_err(|error| error.to_string())?;
    found.gestures.push((chain.clone(), gesture));
    found.chain = chain;
    Ok(())
}
