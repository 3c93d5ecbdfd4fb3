//! The workspace that a command works on: looked at, taken to be changed, kept.

use std::fs;
use std::io;
use std::path::Path;

use chrono::{Local, SubsecRound};

use super::error::{CommandError, Kind};
use super::{config, output};
use crate::app::Now;
use crate::domain::id::ParticipantId;
use crate::domain::tradeoff::Stamp;
use crate::domain::workspace::{FORMAT, Workspace};
use crate::store::{Access, FileStore, LoadError, Store, content, file, reading};

/// Whether standard input is meant.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a workspace without touching anything; `-` is standard input.
pub(super) fn look(path: &Path) -> Result<Workspace, CommandError> {
    let (workspace, notices) = read(path)?;
    tell(&notices);
    // What is not understood may be left out of what is told.
    tell(&Vec::from_iter(workspace.read_only(FORMAT)));
    Ok(workspace)
}

/// The same without a word on what was accepted: for a file that another one is only compared with.
pub(super) fn glance(path: &Path) -> Result<Workspace, CommandError> {
    read(path).map(|(workspace, _)| workspace)
}

fn read(path: &Path) -> Result<(Workspace, Vec<String>), CommandError> {
    let read = if is_stdin(path) {
        bytes(path).and_then(|bytes| content::parse(&bytes))
    } else {
        reading::read(path).map(|reading| (reading.workspace, reading.notices))
    };
    read.map_err(|error| CommandError::load(path, error))
}

/// What git calls a file that is not there, on every system.
const NOTHING: &str = "/dev/null";

/// Reads what two workspaces began with; none where the file is empty, as git makes it for what has no past.
pub(super) fn glance_at_base(path: &Path) -> Result<Option<Workspace>, CommandError> {
    if !is_stdin(path) {
        let is_empty = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0);
        return if is_empty || path == Path::new(NOTHING) { Ok(None) } else { glance(path).map(Some) };
    }
    // A pipe is read once.
    let bytes = bytes(path).map_err(|error| CommandError::load(path, error))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let (workspace, _) = content::parse(&bytes).map_err(|error| CommandError::load(path, error))?;
    Ok(Some(workspace))
}

/// Makes sure that nothing lies beside a workspace that is not saved in it. A file that is none holds nothing.
pub(super) fn nothing_unsaved(path: &Path) -> Result<(), CommandError> {
    match reading::read(path).map(|reading| reading.recovered) {
        Ok(0) | Err(_) => Ok(()),
        Ok(changes) => {
            let what = format!("{} beside it not saved yet", counted_changes(changes));
            let error = CommandError::new(Kind::Unsaved, anyhow::Error::msg(what));
            Err(error.hint("nothing was changed: open it in Cutline and close it again, then merge"))
        }
    }
}

fn counted_changes(changes: usize) -> String {
    if changes == 1 { "1 change is".to_owned() } else { format!("{changes} changes are") }
}

/// Opens a workspace to change it; nobody else can until the store is dropped. What is replaced is kept as a backup.
pub(super) fn take(path: &Path) -> Result<(Workspace, Box<FileStore>), CommandError> {
    let (workspace, mut store) = take_scratch(path)?;
    keep_backups(&mut store);
    Ok((workspace, store))
}

/// Keeps backups of what a store replaces, where there is a folder for what the program remembers.
pub(super) fn keep_backups(store: &mut FileStore) {
    if let Some(state) = config::memory() {
        store.keep_backups(&state, || Local::now().fixed_offset());
    }
}

/// Opens a file to change it that nobody will miss.
pub(super) fn take_scratch(path: &Path) -> Result<(Workspace, Box<FileStore>), CommandError> {
    if is_stdin(path) {
        return Err(CommandError::usage("what is to be changed has to be a file, not standard input"));
    }
    let opened = file::open(path).map_err(|error| CommandError::load(path, error))?;
    tell(&opened.notices);
    if opened.unsettled {
        let error =
            anyhow::Error::msg("another program changed the file, and what was done here is kept beside it");
        return Err(CommandError::new(Kind::Unsaved, error)
            .at(path)
            .hint("nothing was changed: open it in Cutline, which settles both"));
    }
    match opened.access {
        Access::Write(store) => Ok((opened.workspace, store)),
        Access::ReadOnly(why) => Err(CommandError::new(Kind::Unsaved, anyhow::Error::msg(why))
            .at(path)
            .hint("nothing was changed: `cutline rank` and `cutline log` can read it as it is")),
    }
}

fn tell(notices: &[String]) {
    for notice in notices {
        output::note(notice);
    }
}

/// Saves a changed workspace. The whole file is replaced at once, with everything that was done or,
/// where that fails, with nothing; no journal is left beside it.
pub(super) fn keep(path: &Path, mut store: Box<FileStore>, workspace: Workspace) -> Result<(), CommandError> {
    store.fold(workspace).map_err(|error| CommandError::save(path, error))?;
    if let Some(complaint) = store.complaint() {
        output::note(&complaint);
    }
    Ok(())
}

/// Makes a new file; one that is there already is left alone.
pub(super) fn make(path: &Path, workspace: &Workspace) -> Result<(), CommandError> {
    if is_stdin(path) {
        return Err(CommandError::usage("a new workspace needs the name of a file"));
    }
    if file::has_journal(path) {
        let what = anyhow::Error::msg("the journal of a workspace that was here is still there");
        let name = name(path);
        let hint = format!("nothing was made: `cutline recover {name}` looks for what it goes on from");
        return Err(CommandError::new(Kind::Unsaved, what).at(path).hint(hint));
    }
    file::create(path, None, workspace).map_err(|error| CommandError::save(path, error))
}

/// What a new workspace is called when nobody says: the name of its file.
pub(super) fn default_title(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Everything in a file, a pipe, or standard input for `-`, up to the size that a workspace may have.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, LoadError> {
    if is_stdin(path) { reading::bytes_of(io::stdin().lock()) } else { reading::bytes(path) }
}

/// The name of a file without its folder, as it is told.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Now, to the second, in the time of the room.
pub(super) fn now() -> Now {
    Local::now().trunc_subsecs(0).fixed_offset()
}

/// Who does something, and that it is now.
pub(super) fn stamp(by: Option<ParticipantId>) -> Stamp {
    Stamp { at: Some(now()), by }
}
