//! The workspace that a command works on: looked at, taken to be changed, kept.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{Local, SubsecRound};

use super::error::{CommandError, Kind};
use super::output;
use crate::app::Now;
use crate::domain::id::ParticipantId;
use crate::domain::tradeoff::Stamp;
use crate::domain::workspace::Workspace;
use crate::store::file::LARGEST_FILE;
use crate::store::{Access, FileStore, LoadError, SaveError, Store, content, file};

/// Whether standard input is meant.
pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a workspace without touching anything; `-` is standard input.
pub(super) fn look(path: &Path) -> Result<Workspace, CommandError> {
    let read = if is_stdin(path) {
        bytes(path).and_then(|bytes| content::parse(&bytes))
    } else {
        file::read(path).map(|reading| (reading.workspace, reading.notices))
    };
    let (workspace, notices) = read.map_err(|error| CommandError::load(path, error))?;
    tell(&notices);
    Ok(workspace)
}

/// Opens a workspace to change it; nobody else can until the store is dropped.
pub(super) fn take(path: &Path) -> Result<(Workspace, Box<FileStore>), CommandError> {
    if is_stdin(path) {
        return Err(CommandError::usage("what is to be changed has to be a file, not standard input"));
    }
    let opened = file::open(path).map_err(|error| CommandError::load(path, error))?;
    tell(&opened.notices);
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
    store.fold(workspace).map_err(|error| CommandError::save(path, error))
}

/// Makes a new file; one that is there already is left alone.
pub(super) fn make(path: &Path, workspace: &Workspace) -> Result<(), CommandError> {
    if is_stdin(path) {
        return Err(CommandError::usage("a new workspace needs the name of a file"));
    }
    file::create(path, None, workspace).map_err(|error| CommandError::save(path, error))
}

/// Puts a document into a file, in the place of one that is there: all of it or nothing.
pub(super) fn hand_out(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let failed = |error: io::Error| CommandError::save(path, SaveError::Io(error));
    // What a link leads to is replaced, and not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = target.file_name().ok_or_else(|| failed(io::ErrorKind::IsADirectory.into()))?;
    if target.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    let mut beside = name.to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let temp = target.with_file_name(beside);
    let written = fill(&temp, &target, bytes).and_then(|()| fs::rename(&temp, &target));
    written.map_err(|error| {
        // What went wrong is told; a temp file that stays behind is not worth a second word.
        let _ = fs::remove_file(&temp);
        failed(error)
    })
}

fn fill(temp: &Path, like: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut fresh = OpenOptions::new().write(true).create_new(true).open(temp)?;
    if let Ok(metadata) = fs::metadata(like) {
        fresh.set_permissions(metadata.permissions())?;
    }
    fresh.write_all(bytes)?;
    fresh.sync_data()
}

/// Whether a path is a workspace, or a file that the program keeps beside it, there or not.
pub(super) fn belongs_to(workspace: &Path, path: &Path) -> bool {
    let (workspace, path) = (settled(workspace), settled(path));
    let beside = |suffix: &str| {
        let mut name = workspace.file_name().unwrap_or_default().to_owned();
        name.push(suffix);
        workspace.with_file_name(name)
    };
    path == workspace || [".journal", ".lock"].iter().any(|suffix| path == beside(suffix))
}

/// A path without links and detours, as far as it leads to something that is there.
fn settled(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        folder.join(path.file_name().unwrap_or_default())
    })
}

/// What a new workspace is called when nobody says: the name of its file.
pub(super) fn default_title(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Everything in a file, a pipe, or standard input for `-`, up to the size that a workspace may have.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, LoadError> {
    let source: Box<dyn Read> = if is_stdin(path) {
        Box::new(io::stdin().lock())
    } else {
        match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(LoadError::NotFound),
            file => Box::new(file?),
        }
    };
    let mut bytes = Vec::new();
    source.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > LARGEST_FILE { Err(LoadError::TooLarge { size, limit: LARGEST_FILE }) } else { Ok(bytes) }
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
