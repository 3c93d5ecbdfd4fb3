//! An edit from outside: another program changed the snapshot that the journal builds on.
//!
//! What was there before is the base of a merge, and what the journal goes on from. As soon as the edit is noticed it
//! is kept beside the file (`NAME.json.FINGERPRINT.base`): whoever opens the workspace after a crash is where they
//! were, with what was done here, and with the edit that is still to be settled. Nothing is removed before what was
//! decided is on the disk.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local};

use super::backup::Keeper;
use super::disk::{Disk, Kind};
use super::error::SaveError;
use super::file::{self, Access, FileStore};
use super::snapshot::{beside, fingerprint, folder, prepare, temp_of_holder};
use super::{Store, content, journal};
use crate::domain::compare::compare;
use crate::domain::migrate::Format;
use crate::domain::reconcile::{Merged, ancestor, merge, noted, unseen};
use crate::domain::standing::Crossing;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::keeping::{Edit, Settled, Theirs, Way, crossing_between};

/// What is behind the name of what was there before.
const SUFFIX: &str = ".base";

/// How many digits a fingerprint has.
const DIGITS: usize = 32;

/// How many copies of ours a folder takes before somebody has to clear it.
const COPIES: u32 = 1_000;

/// Where the snapshot with a fingerprint is kept that another program has changed; nothing for what is none.
pub(super) fn base_path(workspace: &Path, print: &str) -> Option<PathBuf> {
    is_print(print).then(|| beside(workspace, &format!(".{print}{SUFFIX}")))
}

/// A fingerprint that a journal names becomes part of a path, so it has to be one.
fn is_print(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a path is that of what was there before an edit.
pub(super) fn is_base(workspace: &Path, path: &Path) -> bool {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (name, file) = (name(path), name(workspace));
    let print = name.strip_prefix(&file).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(SUFFIX));
    print.is_some_and(is_print) && folder(path) == folder(workspace)
}

/// Whether what was there before is still kept, because an edit was taken back.
pub(super) fn is_kept(disk: &dyn Disk, path: &Path, print: &str) -> bool {
    base_path(path, print).is_some_and(|base| disk.kind(&base).is_ok())
}

impl FileStore {
    /// Whether somebody else has changed the snapshot. What it was before is kept then.
    pub(super) fn notice_edit(&mut self, urgent: &dyn Fn() -> bool) -> Result<bool, SaveError> {
        match self.disk.kind(&self.path) {
            // What is no file has taken its place: a pipe would be waited for.
            Ok(Kind::Folder | Kind::Dangling | Kind::Other) => return Err(SaveError::Gone),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(SaveError::Gone),
            _ => {}
        }
        match self.check_untouched(urgent) {
            Ok(()) => {
                self.forget_edit();
                Ok(false)
            }
            Err(error @ SaveError::ChangedOutside) => {
                self.keep_base(&error);
                Ok(true)
            }
            Err(error) => Err(error),
        }
    }

    /// Keeps what was there before somebody else changed it, and a journal that goes on from it, be it without any
    /// gesture: that is what whoever opens the file looks for. Where it fails the journal holds what was done here all
    /// the same, and it is tried again when the edit is noticed the next time.
    pub(super) fn keep_base(&mut self, error: &SaveError) {
        let path = base_path(&self.path, &self.print);
        let (false, SaveError::ChangedOutside, Some(path)) = (self.base_kept, error, path) else { return };
        let keep = || {
            let fill = |sink: &mut dyn std::io::Write| content::write(&self.base, sink);
            prepare(&*self.disk, temp_of_holder(&path), &self.path, fill)?.publish(&path)?;
            self.disk.sync_folder(folder(&path))
        };
        self.base_kept = keep().and_then(|()| self.record(&[])).is_ok();
    }

    /// An edit was taken back: a journal that was made for it alone goes, and what was there before with it. Where that
    /// fails both go with the next snapshot.
    fn forget_edit(&mut self) {
        if self.base_kept && self.journal.take_if(|journal| journal.is_bare()).is_some() {
            let gone = self.disk.remove(&journal::path_for(&self.path));
            if gone.and_then(|()| self.disk.sync_folder(folder(&self.path))).is_ok() {
                self.drop_base(&self.print.clone());
            }
        }
    }

    /// Removes what was there before, which had this fingerprint.
    pub(super) fn drop_base(&mut self, print: &str) {
        if let Some(path) = base_path(&self.path, print).filter(|_| self.base_kept) {
            // One that stays behind belongs to a journal that is gone: nobody reads it.
            let _ = self.disk.remove(&path);
        }
        self.base_kept = false;
    }

    /// What somebody else made of the snapshot, beside what it was and what it is here.
    pub(super) fn compare_edit(&mut self, ours: &Workspace) -> Result<Option<Edit>, SaveError> {
        if !self.notice_edit(&|| false)? {
            return Ok(None);
        }
        let bytes = self.disk.read(&self.path)?;
        let at = self.disk.modified(&self.path).map(|at| DateTime::<Local>::from(at).fixed_offset());
        let theirs = self.understood(&bytes).map(|(theirs, _)| theirs);
        let base = theirs.as_ref().ok().and_then(|theirs| ancestor(&self.base, theirs));
        let began = Workshop::new(base.as_ref().unwrap_or(&self.base).clone());
        let tally = |other: &Workspace| compare(&began, &Workshop::new(other.clone())).tally();
        let here = Workshop::new(ours.clone());
        let then = |other: &Workspace| crossing_between(&here, &Workshop::new(other.clone()));
        let theirs = theirs.map(|theirs| {
            let merged = merge(base.as_ref(), ours, &theirs);
            Theirs {
                tally: tally(&theirs),
                by_cutline: theirs.last_seq() > self.base.last_seq(),
                unseen: unseen(&self.base, &theirs).len(),
                then: [
                    merged.as_ref().map_or(Crossing::default(), |merged| then(&merged.workspace)),
                    then(&theirs),
                ],
                conflicts: merged
                    .map(|merged| merged.conflicts)
                    .map_err(|flaw| format!("what comes of it cannot stand: {flaw}")),
            }
        });
        Ok(Some(Edit { state: fingerprint(&bytes), at, ours: tally(ours), theirs }))
    }

    /// Settles an edit that was seen in this state.
    pub(super) fn settle_edit(
        &mut self,
        way: &Way,
        ours: &Workspace,
        state: &str,
    ) -> Result<Settled, String> {
        match way {
            Way::Merge => self.merge_edit(ours, state),
            Way::Theirs => self.take_edit(ours, state),
            Way::Elsewhere(path) => self.go_on_in(file::at_home(path), ours),
        }
    }

    /// The edit that was seen in this state, if it still is.
    fn seen(&self, state: &str) -> Result<(Workspace, Format), String> {
        match self.disk.read(&self.path) {
            Ok(bytes) if fingerprint(&bytes) == state => self.understood(&bytes),
            Ok(_) => Err("the file was changed once more".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Puts both together and saves what comes of it, as any snapshot: until it is there, the journal stays.
    fn merge_edit(&mut self, ours: &Workspace, state: &str) -> Result<Settled, String> {
        let (theirs, _) = self.seen(state)?;
        let base = ancestor(&self.base, &theirs);
        let merged = merge(base.as_ref(), ours, &theirs).map_err(|flaw| flaw.to_string())?;
        let Merged { workspace, conflicts } = noted(ours, merged, self.backups.as_ref().map(Keeper::now));
        self.back_up_ours(ours);
        self.settling = Some(state.to_owned());
        let saved = self.fold(workspace);
        self.settling = None;
        saved.map_err(|error| error.to_string())?;
        Ok(Settled::Merged { workspace: Box::new(self.base.clone()), conflicts: conflicts.len() })
    }

    /// Takes what somebody else made of it. Ours goes into a copy beside it first.
    fn take_edit(&mut self, ours: &Workspace, state: &str) -> Result<Settled, String> {
        let (theirs, format) = self.seen(state)?;
        let copy = self.copy_beside(ours)?;
        self.disk.remove(&journal::path_for(&self.path)).map_err(|error| error.to_string())?;
        let gone = self.disk.sync_folder(folder(&self.path));
        let before = std::mem::replace(&mut self.print, state.to_owned());
        // A journal that may come back after a power cut needs what it goes on from.
        if gone.is_ok() {
            self.drop_base(&before);
        }
        (self.journal, self.base_kept) = (None, false);
        self.outdated = format.is_old().then(|| theirs.clone());
        self.chain = theirs.head().revision.as_ref().map(|saved| saved.chain.clone()).unwrap_or_default();
        self.base = theirs;
        Ok(Settled::Reloaded { workspace: Box::new(self.base.clone()), copy })
    }

    /// Writes ours beside the file, under the first name that is free: `q1-mine.json`, `q1-mine-2.json`.
    fn copy_beside(&self, ours: &Workspace) -> Result<PathBuf, String> {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let suffix = self.path.extension().map(|suffix| format!(".{}", suffix.to_string_lossy()));
        let suffix = suffix.unwrap_or_default();
        for number in 1..=COPIES {
            let number = if number == 1 { String::new() } else { format!("-{number}") };
            let copy = self.path.with_file_name(format!("{stem}-mine{number}{suffix}"));
            match self.copy(&copy, ours) {
                Ok(()) => return Ok(copy),
                Err(SaveError::Io(error)) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(format!("no copy at {}: {error}", copy.display())),
            }
        }
        Err("there are too many copies of yours beside the file".to_owned())
    }

    /// Writes ours into another file and goes on there. The one that somebody else changed is theirs.
    fn go_on_in(&mut self, path: PathBuf, ours: &Workspace) -> Result<Settled, String> {
        self.copy(&path, ours).map_err(|error| format!("no file at {}: {error}", path.display()))?;
        let opened = file::open(&path).map_err(|error| error.to_string())?;
        let mut store = match opened.access {
            Access::Write(store) => *store,
            Access::ReadOnly(why) => return Err(why),
        };
        // Ours is on the disk: what was kept of it here is no longer needed. What stays behind is settled by
        // whoever opens this file the next time.
        let gone = self.disk.remove(&journal::path_for(&self.path));
        if gone.and_then(|()| self.disk.sync_folder(folder(&self.path))).is_ok() {
            self.drop_base(&self.print.clone());
        }
        store.backups = self.backups.take().map(|keeper| keeper.moved(&store.path));
        *self = store;
        let backups = self.backups.as_ref().map(|keeper| keeper.folder().to_owned());
        Ok(Settled::Elsewhere { path, shelf: backups })
    }

    /// A workspace that may be written, and the format it is in, or why there is none.
    fn understood(&self, bytes: &[u8]) -> Result<(Workspace, Format), String> {
        let (workspace, _, format) =
            content::parse_as_of(bytes, self.steps).map_err(|error| format!("no workspace: {error}"))?;
        match workspace.read_only(self.steps.newest()) {
            Some(why) => Err(why),
            None => Ok((workspace, format)),
        }
    }
}

#[cfg(test)]
mod tests;
