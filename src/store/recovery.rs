//! Recovery: what can be read of a workspace whose file or journal is damaged, and a list of what cannot.
//!
//! The file, its journal and its backups are only read. The base is what the journal was written for: the file, else a
//! backup; without either the newest backup that is whole, or what is left of the file itself where that holds more.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::backup::{self, Backup};
use super::content;
use super::disk::{Disk, Kind, RealDisk};
use super::error::LoadError;
use super::journal::{self, Found, Stray};
use super::outside;
use super::reading::{Reading, gap, read_on};
use super::salvage::{Salvaged, salvage};
use super::snapshot::{fingerprint, folder};
use crate::domain::migrate::{Format, STEPS};
use crate::domain::telling::tell;
use crate::domain::tradeoff::Entry;
use crate::domain::workshop::Gesture;
use crate::domain::workspace::{Head, Workspace};

/// What came of looking for a workspace.
#[derive(Debug)]
pub enum Recovery {
    /// Nothing is damaged.
    Sound {
        /// How many changes stand in the journal.
        changes: usize,
        /// Whether another program changed the file, so that opening it asks what becomes of both.
        unsettled: bool,
    },
    /// Something was, and this can be read.
    Found(Box<Recovered>),
}

/// A workspace that was put together from what can be read.
#[derive(Debug)]
pub struct Recovered {
    /// What is wrong.
    pub trouble: LoadError,
    /// The workspace.
    pub workspace: Workspace,
    /// What it begins with.
    pub base: Base,
    /// How many changes of the journal are in it.
    pub changes: usize,
    /// Whether those were made on another state with the same past, so that what both changed is as the journal has it.
    pub rebased: bool,
    /// What is not, in the order of the files.
    pub lost: Vec<Lost>,
    /// Whether the file itself is a workspace that says something else.
    pub file_differs: bool,
}

/// What a recovered workspace begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The file.
    File,
    /// A backup.
    Backup(Backup),
    /// What was there before another program changed the file, kept beside it.
    Before(PathBuf),
    /// What is whole of a broken file.
    Remains,
}

/// Something that cannot be read, or not be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The file that it stands in.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// Where the line, or what is lost, begins, in bytes from the start.
    pub byte: usize,
    /// What it is, as far as that can be made out.
    pub what: String,
}

/// A workspace, as it was read, that gestures may go on from.
struct Start {
    base: Base,
    workspace: Workspace,
    print: String,
    format: Format,
    lost: Vec<Lost>,
}

/// Looks for everything that can be read. `state` is the folder for what the program remembers,
/// with the backups; without it, only what lies beside the file counts.
///
/// # Errors
/// What is wrong with the file, where nothing at all can be read.
pub fn recover(path: &Path, state: Option<&Path>) -> Result<Recovery, LoadError> {
    recover_on(&RealDisk, path, state)
}

/// The backups of a workspace, the newest first, whether the workspace itself is there or not.
///
/// # Errors
/// What the disk said.
pub fn backups(path: &Path, state: Option<&Path>) -> io::Result<Vec<Backup>> {
    let Some(state) = state else { return Ok(Vec::new()) };
    backup::list(&RealDisk, &backup::folder(state, &whereabouts(&RealDisk, path)))
}

/// The workspace in a backup.
///
/// # Errors
/// Why it cannot be read.
pub fn workspace_of(backup: &Backup) -> Result<Workspace, LoadError> {
    Ok(content::parse(&backup::read(&RealDisk, backup)?)?.0)
}

/// What the journal of a workspace says of which nothing is left that it could go on from.
pub fn orphaned(path: &Path) -> Vec<Lost> {
    let disk = RealDisk;
    let path = journal::path_for(&whereabouts(&disk, path));
    let bytes = disk.read(&path).unwrap_or_default();
    let Ok((nowhere, _)) = Workspace::load(Head::default()) else { return Vec::new() };
    let (from, chain) = (journal::first_line(&bytes), journal::head_chain(&bytes));
    let strays = journal::strays(&bytes, from, chain, STEPS.format_of(""));
    strays.iter().map(|stray| told(&path, &nowhere, stray, NO_BASE)).collect()
}

fn recover_on(disk: &dyn Disk, path: &Path, state: Option<&Path>) -> Result<Recovery, LoadError> {
    let path = whereabouts(disk, path);
    let trouble = match check_size(disk, &path).and_then(|()| read_on(disk, &path, STEPS)) {
        Ok(Reading { recovered, unsettled, .. }) => {
            return Ok(Recovery::Sound { changes: recovered, unsettled });
        }
        Err(trouble @ (LoadError::NotAFile(_) | LoadError::TooLarge { .. })) => return Err(trouble),
        Err(trouble) if trouble.is_of_ranking() => return Err(trouble),
        Err(trouble) => trouble,
    };
    let file = disk.read(&path).ok();
    let journal = disk.read(&journal::path_for(&path)).unwrap_or_default();
    let backups = match state {
        Some(state) => backup::list(disk, &backup::folder(state, &path)).unwrap_or_default(),
        None => Vec::new(),
    };
    let whole = file.as_deref().and_then(|bytes| start(Base::File, bytes));
    let is_workspace = whole.is_some();
    let kept = backups.into_iter().filter_map(|kept| {
        let bytes = backup::read(disk, &kept).ok()?;
        start(Base::Backup(kept), &bytes)
    });
    let before = before_edit(disk, &path, &journal).filter(|_| !is_workspace);
    let kept: Vec<Start> = before.into_iter().chain(kept).collect();
    let left = file.as_deref().filter(|_| !is_workspace).and_then(|bytes| remains(&path, bytes));
    let Some(start) = fuller(&path, choose(whole, kept, &journal), left, &journal) else {
        return Err(trouble);
    };
    let file_differs = is_workspace && start.base != Base::File;
    let found = go_on(start, &path, &journal, trouble, file_differs);
    Ok(Recovery::Found(Box::new(found)))
}

/// Where a workspace is, or would be if it is gone.
fn whereabouts(disk: &dyn Disk, path: &Path) -> PathBuf {
    let beside = || Some(disk.resolve(folder(path)).ok()?.join(path.file_name()?));
    disk.resolve(path).ok().or_else(beside).unwrap_or_else(|| path.to_owned())
}

fn check_size(disk: &dyn Disk, path: &Path) -> Result<(), LoadError> {
    match disk.kind(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(LoadError::NotFound),
        Ok(Kind::Folder | Kind::Other) => super::reading::find(disk, path).map(|_| ()),
        _ => Ok(()),
    }
}

fn start(base: Base, bytes: &[u8]) -> Option<Start> {
    let (workspace, _, format) = content::parse_as_of(bytes, STEPS).ok()?;
    Some(Start { base, workspace, print: fingerprint(bytes), format, lost: Vec::new() })
}

/// What the journal goes on from where another program changed the file, and took it away since.
fn before_edit(disk: &dyn Disk, path: &Path, journal: &[u8]) -> Option<Start> {
    let print = journal::snapshot_of(journal)?;
    let base = outside::base_path(path, &print)?;
    let found = start(Base::Before(base.clone()), &disk.read(&base).ok()?)?;
    Some(Start { print, ..found })
}

/// The file where the journal goes on from it, else the backup that it does go on from, else the file, else the newest
/// backup.
fn choose(file: Option<Start>, kept: Vec<Start>, journal: &[u8]) -> Option<Start> {
    let mut all: Vec<Start> = file.into_iter().chain(kept).collect();
    let fits = all.iter().position(|start| {
        let (found, _) = journal::read_to_damage(journal, start.format);
        !found.gestures.is_empty() && goes_on(start, &found)
    });
    (!all.is_empty()).then(|| all.swap_remove(fits.unwrap_or(0)))
}

/// What holds more gestures: something that was whole once, with what the journal adds to it, or what is left of the
/// file. Nothing that was shown as saved is to be left out for something that is only older.
fn fuller(path: &Path, whole: Option<Start>, left: Option<Start>, journal: &[u8]) -> Option<Start> {
    let (mut whole, left) = match (whole, left) {
        (Some(whole), Some(left)) => (whole, left),
        (whole, left) => return whole.or(left),
    };
    let (found, _) = journal::read_to_damage(journal, whole.format);
    let last = found.gestures.last().map_or(0, |(_, gesture)| gesture.entry.seq);
    let held = whole.workspace.last_seq();
    let reach = if fits(&whole, &found).is_some() { last.max(held) } else { held };
    // What only says how many there were holds none of them.
    if left.workspace.log().last().is_some_and(|entry| entry.seq > reach) {
        return Some(left);
    }
    let there_were = left.workspace.last_seq();
    if there_were > reach {
        let what = format!(
            "it held changes up to number {there_were}, and the backup has those up to {reach}: `--remains` \
             writes what is whole of the file instead"
        );
        whole.lost.push(Lost { file: path.to_owned(), line: 1, byte: 0, what });
    }
    Some(whole)
}

/// How a journal goes on from a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It was written for it.
    Exactly,
    /// It was written for another state with the same past: its numbers go on, and every item is there.
    ByNumber,
}

fn fits(start: &Start, found: &Found) -> Option<Fit> {
    let held = start.workspace.last_seq();
    let missing = || found.gestures.iter().map(|(_, gesture)| gesture).filter(|one| one.entry.seq > held);
    if gap(&start.workspace, missing().next()).is_some() {
        return None;
    }
    if goes_on(start, found) {
        return Some(Fit::Exactly);
    }
    // Numbers that both gave to something else: the file went another way, and what the journal has under them is not in it.
    let log = start.workspace.log();
    let is_in_it = |entry: &Entry| {
        let known = start.workspace.entry_index(entry.seq).and_then(|index| log.get(index));
        known.is_some_and(|known| (known.at, &known.events) == (entry.at, &entry.events))
    };
    let mut held_already =
        found.gestures.iter().map(|(_, gesture)| &gesture.entry).filter(|entry| entry.seq <= held);
    if !held_already.all(is_in_it) {
        return None;
    }
    let mut arrived = HashSet::new();
    let mut there = |gesture: &Gesture| {
        arrived.extend(gesture.arrivals.iter().map(|item| item.id.clone()));
        let item = gesture.entry.item.as_ref();
        item.is_none_or(|id| start.workspace.slot(id).is_some() || arrived.contains(id))
    };
    (missing().next().is_some() && missing().all(&mut there)).then_some(Fit::ByNumber)
}

/// Whether a journal was written for a workspace, or for one that is in it.
fn goes_on(start: &Start, found: &Found) -> bool {
    let held = start.workspace.head().revision.as_ref().map_or("", |revision| revision.chain.as_str());
    found.snapshot == start.print || found.gestures.iter().any(|(chain, _)| chain == held)
}

fn remains(path: &Path, file: &[u8]) -> Option<Start> {
    let Salvaged { workspace, lost } = salvage(file)?;
    let (mut line, mut at) = (1, 0);
    let lost = lost.into_iter().map(|gap| {
        line += file[at..gap.byte].split(|byte| *byte == b'\n').count() - 1;
        at = gap.byte;
        Lost { file: path.to_owned(), line, byte: gap.byte, what: gap.what }
    });
    let lost = lost.collect();
    Some(Start { base: Base::Remains, workspace, print: String::new(), format: STEPS.format_of(""), lost })
}

/// Takes in what the journal holds, as far as it can be trusted: every gesture before the first damage, on what it was
/// made on. What stands behind that is told and left out, because nobody saw it happen to what there would be.
fn go_on(start: Start, path: &Path, bytes: &[u8], trouble: LoadError, file_differs: bool) -> Recovered {
    let (found, damage) = journal::read_to_damage(bytes, start.format);
    let fit = fits(&start, &found);
    let Start { base, mut workspace, format, mut lost, .. } = start;
    let held = workspace.last_seq();
    let gestures = found.gestures.into_iter().map(|(_, gesture)| gesture);
    let missing: Vec<_> = gestures.filter(|gesture| gesture.entry.seq > held).collect();
    let (from, chain, why) = match &damage {
        Some(damage) if fit.is_some() || damage.line == 1 => (damage.offset, found.chain, BEHIND),
        _ if fit.is_some() => (bytes.len(), found.chain, BEHIND),
        _ => (journal::first_line(bytes), journal::head_chain(bytes), NO_BASE),
    };
    let changes = if fit.is_some() { missing.len() } else { 0 };
    for gesture in missing.into_iter().take(changes) {
        workspace.replay(gesture);
    }
    let journal = journal::path_for(path);
    for stray in journal::strays(bytes, from, chain, format) {
        let damaged = damage.as_ref().filter(|damage| damage.offset == stray.offset);
        let why = damaged.map_or(why, |damage| damage.what.as_str());
        lost.push(told(&journal, &workspace, &stray, why));
    }
    // Of a journal without its head there may be no line left to tell of.
    if let (true, LoadError::DamagedJournal { journal, line, offset, what }) = (lost.is_empty(), &trouble) {
        lost.push(Lost { file: journal.clone(), line: *line, byte: *offset, what: what.clone() });
    }
    workspace.set_revision(workspace.last_seq(), String::new());
    let rebased = changes > 0 && fit == Some(Fit::ByNumber);
    Recovered { trouble, workspace, base, changes, rebased, lost, file_differs }
}

/// Why a line that can be read is left out.
const BEHIND: &str = "it stands behind what is damaged";
const NO_BASE: &str = "what it was made on is not there";

fn told(journal: &Path, workspace: &Workspace, stray: &Stray, why: &str) -> Lost {
    let what = match &stray.gesture {
        Some(gesture) => {
            let words = tell(workspace, &gesture.entry).headline();
            format!("change {}, {words}: {why}", gesture.entry.seq)
        }
        None => format!("{}: {why}", stray.glimpse),
    };
    Lost { file: journal.to_owned(), line: stray.line, byte: stray.offset, what }
}
