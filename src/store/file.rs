//! A workspace on a disk: snapshot, journal and lock together.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::backup::{Keeper, Time};
use super::disk::{Attempt, Disk, Kind, RealDisk};
use super::error::{LoadError, SaveError};
use super::journal::{self, Journal};
use super::lock;
use super::reading::{Beside, Reading, find, read_on};
use super::snapshot::{PutOff, folder, prepare, prepare_unless, temp_of_holder, temp_of_process};
use super::{Store, conflict_copy, content, network, outside};
use crate::domain::migrate::{Format, STEPS, Steps};
use crate::domain::text::counted;
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;
use crate::keeping::{Edit, Settled, Way};

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
    /// Who has it open for writing, where that is why it can only be looked at.
    pub holder: Option<String>,
    /// What is to be known of the place that it lies in, one line each.
    pub around: Vec<String>,
    /// Whether another program has changed the file, so that what was done here goes on from what was there before.
    pub unsettled: bool,
    /// The fingerprint of the snapshot.
    pub(super) print: String,
    /// The format that it is written in.
    pub(super) format: Format,
}

/// The store of one workspace file.
pub struct FileStore {
    pub(super) disk: Box<dyn Disk>,
    pub(super) path: PathBuf,
    /// The fingerprint of the snapshot that the journal builds on.
    pub(super) print: String,
    pub(super) journal: Option<Journal>,
    /// The last checksum that the snapshot holds.
    pub(super) chain: String,
    /// The snapshot, as it was read or saved last.
    pub(super) base: Workspace,
    /// Whether it is kept beside the file, which somebody else has changed.
    pub(super) base_kept: bool,
    /// The edit from outside that is to be replaced by what was made of it, by its fingerprint.
    pub(super) settling: Option<String>,
    pub(super) backups: Option<Keeper>,
    /// What leads from an older format to that of today.
    pub(super) steps: Steps,
    /// What the snapshot says in the format of today, as long as it has an older one.
    pub(super) outdated: Option<Workspace>,
    _lock: Box<dyn Send>,
}

/// Opens a workspace for writing if that can be, else for reading.
///
/// # Errors
/// Why it is not a workspace, or cannot be taken up; the file and what it holds are untouched.
pub fn open(path: &Path) -> Result<Opened, LoadError> {
    open_on(Box::new(RealDisk), path)
}

/// Opens a workspace on a given disk.
///
/// # Errors
/// Why it is not a workspace, or cannot be taken up; the file and what it holds are untouched.
pub fn open_on(disk: Box<dyn Disk>, path: &Path) -> Result<Opened, LoadError> {
    open_as_of(disk, path, STEPS)
}

/// Opens a workspace that may be of an older format, with the steps from there.
pub(super) fn open_as_of(disk: Box<dyn Disk>, path: &Path, steps: Steps) -> Result<Opened, LoadError> {
    let path = find(&*disk, path)?;
    let lock = disk.lock(&lock::path_for(&path));
    let Reading { workspace, mut notices, recovered, base, unsettled, print, journal, format } =
        read_on(&*disk, &path, steps)?;
    // Who has the lock knows that nobody writes the journal any more.
    if let (Ok(Attempt::Held(_)), Beside::Continues(found)) = (&lock, &journal) {
        notices.extend(told(recovered, found.torn));
    }
    let holder = if let Ok(Attempt::Taken(holder)) = &lock { Some(holder.clone()) } else { None };
    let (around, found) = (around(&*disk, &path), print.clone());
    let access = match may_write((&*disk, &path), lock, (&workspace, steps)) {
        Err(why) => Access::ReadOnly(why),
        Ok(lock) => {
            let journal = take_up((&*disk, &path), journal)?;
            let base_kept = unsettled || (journal.is_some() && outside::is_kept(&*disk, &path, &print));
            Access::Write(Box::new(FileStore {
                disk,
                path,
                print,
                journal,
                chain: chain_of(&workspace),
                base,
                base_kept,
                settling: None,
                backups: None,
                steps,
                outdated: format.is_old().then(|| workspace.clone()),
                _lock: lock,
            }))
        }
    };
    Ok(Opened { workspace, notices, recovered, access, holder, around, unsettled, print: found, format })
}

/// The lock of whoever may write here, or why nobody may.
fn may_write(
    (disk, path): (&dyn Disk, &Path),
    lock: io::Result<Attempt>,
    (workspace, steps): (&Workspace, Steps),
) -> Result<Box<dyn Send>, String> {
    if let Some(why) = workspace.read_only(steps.newest()) {
        return Err(why);
    }
    let unsaved = |error: io::Error| format!("it cannot be saved: {error}");
    let lock = match lock.map_err(unsaved)? {
        Attempt::Held(lock) => lock,
        Attempt::Taken(holder) => return Err(format!("{holder} has it open")),
    };
    match disk.kind(path).map_err(unsaved)? {
        Kind::File { read_only: true, .. } => Err("the file is read-only".to_owned()),
        _ => Ok(lock),
    }
}

/// Goes on with the journal that lies beside a file, and clears away what a crash left there.
fn take_up((disk, path): (&dyn Disk, &Path), beside: Beside) -> Result<Option<Journal>, LoadError> {
    for file in [path, &journal::path_for(path)] {
        // What was half written. Where it cannot be cleared away, saving will say why.
        let _ = disk.remove(&temp_of_holder(file));
    }
    Ok(match beside {
        Beside::Nothing => None,
        Beside::Leftover => {
            disk.remove(&journal::path_for(path))?;
            None
        }
        Beside::Continues(found) => Some(Journal::resume(path, found)),
    })
}

fn chain_of(workspace: &Workspace) -> String {
    workspace.head().revision.as_ref().map(|revision| revision.chain.clone()).unwrap_or_default()
}

/// What is to be known of the place that a workspace lies in.
fn around(disk: &dyn Disk, path: &Path) -> Vec<String> {
    let network = disk.file_system(path).and_then(|file_system| network::warning(&file_system));
    network.into_iter().chain(conflict_copy::told_of(disk, path)).collect()
}

/// Makes a new workspace file, with the permissions of `like` where that is given; whatever is there
/// already, a dangling link among it, is left alone.
///
/// # Errors
/// What the disk said, that it exists among it.
pub fn create(path: &Path, like: Option<&Path>, workspace: &Workspace) -> Result<(), SaveError> {
    // What is kept beside a workspace is replaced and cleared away with it.
    if fs::symlink_metadata(path).is_ok() || lies_beside_one(path) {
        return Err(SaveError::Io(io::ErrorKind::AlreadyExists.into()));
    }
    let like = like.unwrap_or(path);
    let prepared = prepare(&RealDisk, temp_of_process(path), like, |sink| content::write(workspace, sink))?;
    prepared.publish(path)?;
    Ok(RealDisk.sync_folder(folder(path))?)
}

/// Puts other content in the place of a small file, or makes it: all of it or nothing, and on the disk.
///
/// # Errors
/// What the disk said; what was there before is untouched then.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), SaveError> {
    let prepared = prepare(&RealDisk, temp_of_process(path), path, |sink| sink.write_all(content))?;
    prepared.publish(path)?;
    Ok(RealDisk.sync_folder(folder(path))?)
}

/// Whether a journal lies where that of a workspace would.
pub fn has_journal(workspace: &Path) -> bool {
    journal::path_for(workspace).exists()
}

/// Whether a file holds a workspace that was saved, or one that a journal or a lock lies beside.
pub fn is_workspace(path: &Path) -> bool {
    if has_journal(path) || lock::path_for(path).exists() {
        return true;
    }
    // What is exported says nothing of a format.
    let saved = |bytes: &[u8]| content::text(bytes).is_ok_and(|text| STEPS.is_written(text));
    RealDisk.read(path).is_ok_and(|bytes| saved(&bytes) && content::parse(&bytes).is_ok())
}

/// Whether a path leads to a workspace, or to what is kept beside it: whoever writes something else leaves that alone.
pub fn belongs_to(workspace: &Path, path: &Path) -> bool {
    let Ok(workspace) = fs::canonicalize(workspace) else { return false };
    let beside = fs::canonicalize(folder(path)).ok().zip(path.file_name());
    let named = [beside.map(|(folder, name)| folder.join(name)), fs::canonicalize(path).ok()];
    let is_base = |path: &PathBuf| outside::is_base(&workspace, path);
    let journal = journal::path_for(&workspace);
    let temps = [temp_of_holder(&workspace), temp_of_holder(&journal)];
    let kept = [journal, lock::path_for(&workspace), workspace.clone()].into_iter().chain(temps);
    let kept: Vec<PathBuf> = kept.collect();
    named.iter().flatten().any(|path| kept.contains(path) || is_base(path))
}

/// Whether a path is that of something which is kept beside a workspace, whichever it is: `q1.json.journal`.
pub fn lies_beside_one(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let mut workspaces = name.match_indices('.').map(|(dot, _)| path.with_file_name(&name[..dot]));
    workspaces.any(|workspace| workspace.is_file() && belongs_to(&workspace, path))
}

/// A path below the home folder, written as a shell has it.
pub fn at_home(path: &Path) -> PathBuf {
    let below = path.strip_prefix("~").ok();
    below
        .and_then(|rest| Some(PathBuf::from(env::var_os("HOME")?).join(rest)))
        .unwrap_or_else(|| path.to_owned())
}

/// What was found in the journal of a session that is over.
fn told(recovered: usize, torn: bool) -> Option<String> {
    let changes = counted(recovered, "change");
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
        Ok(self.record(gestures)?)
    }

    fn fold(&mut self, workspace: Workspace) -> Result<(), SaveError> {
        self.fold_unless(&|| false, workspace)
    }

    fn fold_unless(&mut self, urgent: &dyn Fn() -> bool, mut workspace: Workspace) -> Result<(), SaveError> {
        self.back_up_if_due();
        if let Some(journal) = &self.journal {
            journal.chain().clone_into(&mut self.chain);
        }
        workspace.set_revision(workspace.last_seq(), self.chain.clone());
        let fill = |sink: &mut dyn io::Write| content::write(&workspace, sink);
        let temp = temp_of_holder(&self.path);
        let prepared = prepare_unless(urgent, &*self.disk, temp, &self.path, fill).map_err(or_put_off)?;
        if let Err(error) = self.check_untouched(urgent) {
            drop(prepared);
            self.keep_base(&error);
            return Err(error);
        }
        let print = prepared.publish(&self.path)?;
        let before = std::mem::replace(&mut self.print, print);
        // From here on the snapshot holds everything, and the journal is a leftover. It stays until
        // the rename is certain: a power cut may still bring the old snapshot back.
        (self.journal, self.outdated) = (None, None);
        self.base = workspace;
        self.disk.sync_folder(folder(&self.path))?;
        self.disk.remove(&journal::path_for(&self.path))?;
        self.drop_base(&before);
        Ok(())
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

    fn is_changed_outside(&mut self, urgent: &dyn Fn() -> bool) -> Result<bool, SaveError> {
        self.notice_edit(urgent)
    }

    fn look_outside(&mut self, ours: &Workspace) -> Result<Option<Edit>, SaveError> {
        self.compare_edit(ours)
    }

    fn settle(&mut self, way: &Way, ours: &Workspace, state: &str) -> Result<Settled, String> {
        self.settle_edit(way, ours, state)
    }
}

impl FileStore {
    /// Puts gestures into the journal, and makes one where there is none.
    pub(super) fn record(&mut self, gestures: &[Gesture]) -> io::Result<()> {
        let journal = self.journal.get_or_insert_with(|| Journal::new(&self.path, &self.print));
        journal.append(&*self.disk, gestures)
    }

    /// Keeps backups of what saving replaces, below the folder for what the program remembers.
    pub fn keep_backups(&mut self, state: &Path, clock: impl Fn() -> Time + Send + 'static) {
        self.backups = Some(Keeper::new(state, &self.path, Box::new(clock)));
    }

    /// Makes a backup of what is about to be replaced, if it is time. One that fails never stops saving.
    fn back_up_if_due(&mut self) {
        // Of what a merge takes the place of, not everything may be in what comes of it.
        let must = self.outdated.is_some() || self.settling.is_some();
        let due = |keeper: &Keeper| must || keeper.is_due();
        if self.backups.as_ref().is_some_and(due)
            && let (Err(error), Some(keeper)) = (self.back_up(), &mut self.backups)
        {
            keeper.complain(&error);
        }
    }

    /// Makes a backup of what is here and in no file, before something else is made of it.
    pub(super) fn back_up_ours(&mut self, ours: &Workspace) {
        let Some(keeper) = &mut self.backups else { return };
        if let Err(error) = keeper.keep_workspace(&*self.disk, ours) {
            keeper.complain(&error);
        }
    }

    /// Makes a backup of what the file holds. What is not ours to replace needs none.
    fn back_up(&mut self) -> io::Result<()> {
        let Some(keeper) = &mut self.backups else { return Ok(()) };
        let known = self.settling.as_ref().unwrap_or(&self.print);
        match self.disk.fingerprint(&self.path, &|| false) {
            Ok(print) if print == *known => keeper.keep(&*self.disk, &self.path, known),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Nobody else may have changed the snapshot since it was read or saved, or since somebody decided what is to
    /// become of what they made of it.
    pub(super) fn check_untouched(&self, urgent: &dyn Fn() -> bool) -> Result<(), SaveError> {
        let known = self.settling.as_ref().unwrap_or(&self.print);
        match self.disk.fingerprint(&self.path, urgent) {
            Ok(print) if print == *known => Ok(()),
            Ok(_) => Err(SaveError::ChangedOutside),
            // Somebody removed or moved it: writing it again takes nothing from anybody.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(or_put_off(error)),
        }
    }
}

fn or_put_off(error: io::Error) -> SaveError {
    if PutOff::is(&error) { SaveError::PutOff } else { error.into() }
}
