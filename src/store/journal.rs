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
use crate::domain::migrate::Format;
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

    /// Whether it has no gesture yet.
    pub(super) fn is_bare(&self) -> bool {
        first_line(&self.content) == self.content.len()
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
        // One that somebody removed is written anew, with all that was in it.
        if let Some(file) = self.file.as_mut().filter(|file| file.is_at(&self.path)) {
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

/// Where the line behind the head begins, in bytes.
pub(super) fn first_line(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1)
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

/// The checksum behind another one.
pub(super) fn link(chain: &str, bytes: &[u8]) -> String {
    let mut hasher = XxHash3_128::new();
    hasher.write(chain.as_bytes());
    hasher.write(bytes);
    format!("{:032x}", hasher.finish_128())
}

/// Reads a journal whose gestures have the format of its snapshot. What stands behind the last line break was cut
/// short and is left out, and so is a tail with zeros in it: a file system may have made room for what was never
/// written. Without its whole head there is no journal, but one that was damaged.
///
/// # Errors
/// The first whole line that is not what was written.
pub(super) fn read(path: &Path, bytes: &[u8], format: Format) -> Result<Found, LoadError> {
    let (found, damage) = read_to_damage(bytes, format);
    match damage {
        None => Ok(found),
        Some(Damage { line, offset, what }) => {
            Err(LoadError::DamagedJournal { journal: path.to_owned(), line, offset, what })
        }
    }
}

/// Whether a journal is whole and its last checksum is this one. What the gestures say is not read.
pub(super) fn ends_on(bytes: &[u8], chain: &str) -> bool {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let head = lines.next().filter(|_| !chain.is_empty() && bytes.ends_with(b"\n"));
    let mut at = head.map(|head| link("", head));
    for line in lines {
        let line: Option<Line> =
            std::str::from_utf8(line).ok().and_then(|text| serde_json::from_str(text).ok());
        at = at.zip(line).map(|(at, line)| link(&at, line.gesture.get().as_bytes()));
    }
    at.as_deref() == Some(chain)
}

/// The first line of a journal that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Damage {
    /// The line, from 1.
    pub(super) line: usize,
    /// Where it begins, in bytes from the start.
    pub(super) offset: usize,
    /// What is wrong.
    pub(super) what: String,
}

impl Damage {
    /// A journal gets its name with its head on the disk: whatever took that may have taken gestures that were confirmed.
    fn no_head() -> Damage {
        Damage { line: 1, offset: 0, what: "its head is not there".to_owned() }
    }
}

/// Reads a journal as far as every line is what was written, and says where that ends.
pub(super) fn read_to_damage(bytes: &[u8], format: Format) -> (Found, Option<Damage>) {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut found = Found { torn: whole < bytes.len(), ..Found::default() };
    let (mut offset, mut damage) = (0, None);
    for (i, line) in bytes[..whole].split_inclusive(|byte| *byte == b'\n').enumerate() {
        let step = if i == 0 { read_header(line, &mut found) } else { read_line(line, &mut found, format) };
        if let Err(what) = step {
            if never_written(&bytes[offset..whole]) {
                found.torn = true;
            } else {
                damage = Some(Damage { line: i + 1, offset, what });
            }
            break;
        }
        offset += line.len();
    }
    if offset == 0 {
        damage.get_or_insert_with(Damage::no_head);
    }
    found.whole = bytes[..offset].to_vec();
    (found, damage)
}

/// Whether lines that do not fit are what a power cut leaves: the first one has zeros in it, and none behind it is
/// anything that was written.
fn never_written(lines: &[u8]) -> bool {
    let mut lines = lines.split_inclusive(|byte| *byte == b'\n');
    let zeros = lines.next().is_some_and(|line| line.contains(&0));
    zeros && lines.all(|line| serde_json::from_slice::<Line>(line).is_err())
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

fn read_line(line: &[u8], found: &mut Found, format: Format) -> Result<(), String> {
    let text = std::str::from_utf8(line).map_err(|_| "this is not text")?;
    let line: Line = serde_json::from_str(text).map_err(|_| "this is not a gesture")?;
    let chain = link(&found.chain, line.gesture.get().as_bytes());
    if chain != line.chain {
        return Err("the checksum is not that of what is written".to_owned());
    }
    let text = format.gesture(line.gesture.get());
    let gesture: Gesture = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    follows(found.gestures.last().map(|(_, last)| last), &gesture)?;
    found.gestures.push((chain.clone(), gesture));
    found.chain = chain;
    Ok(())
}

/// Numbers go up by one: a line that is there twice or was taken out is damage, whatever its checksum says.
fn follows(last: Option<&Gesture>, next: &Gesture) -> Result<(), String> {
    let number = next.entry.seq;
    match last.map(|last| last.entry.seq) {
        Some(last) if last.checked_add(1) != Some(number) => {
            Err(format!("change {number} stands behind change {last}: numbers go up by one"))
        }
        _ => Ok(()),
    }
}

/// A line of a journal that cannot be taken in where it stands.
#[derive(Debug)]
pub(super) struct Stray {
    /// The line, from 1.
    pub(super) line: usize,
    /// Where it begins, in bytes from the start.
    pub(super) offset: usize,
    /// The gesture, where it can be read and is what was written behind the line before it.
    pub(super) gesture: Option<Gesture>,
    /// What can still be made out: a number and an item.
    pub(super) glimpse: String,
}

/// The lines from a byte on, each read for itself. A last one that was cut short was never confirmed and is left out.
///
/// `chain` is the checksum that they go on from.
pub(super) fn strays(bytes: &[u8], from: usize, chain: String, format: Format) -> Vec<Stray> {
    let first = bytes[..from].split(|byte| *byte == b'\n').count();
    let (mut offset, mut chain) = (from, Some(chain));
    let mut found = Vec::new();
    let lines = bytes[from..].split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"));
    for (i, line) in lines.enumerate() {
        let read: Option<Line> =
            std::str::from_utf8(line).ok().and_then(|text| serde_json::from_str(text).ok());
        let fits = |line: &Line| {
            chain.as_deref().is_some_and(|chain| link(chain, line.gesture.get().as_bytes()) == line.chain)
        };
        let gesture = read.as_ref().filter(|line| fits(line));
        let gesture = gesture.and_then(|line| serde_json::from_str(&format.gesture(line.gesture.get())).ok());
        chain = read.map(|line| line.chain.to_owned());
        found.push(Stray { line: first + i, offset, gesture, glimpse: glimpse(line) });
        offset += line.len();
    }
    found
}

/// The checksum that the first gesture goes on from.
pub(super) fn head_chain(bytes: &[u8]) -> String {
    link("", &bytes[..first_line(bytes)])
}

/// `change 12 about pay`, as far as that can be made out in what is left of a line.
fn glimpse(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    let behind = |key: &str| text.split_once(key).map(|(_, rest)| rest);
    let number =
        behind("\"seq\":").map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    let item = behind("\"item\":\"").and_then(|rest| rest.split_once('"')).map(|(item, _)| item);
    let number = number.filter(|number| !number.is_empty()).map(|number| format!("change {number}"));
    let parts = [number, item.map(|item| format!("about {item}"))];
    let told = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if told.is_empty() { "nothing of it can be made out".to_owned() } else { told }
}
