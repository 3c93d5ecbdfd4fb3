//! Following a workspace that somebody else writes: what came since it was looked at last.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::conflict_copy;
use super::content;
use super::disk::{Disk, RealDisk};
use super::error::LoadError;
use super::file::Opened;
use super::journal;
use super::lock;
use super::reading::{self, Reading};
use super::snapshot::fingerprint;
use crate::domain::migrate::Format;
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;

/// What came since a workspace was looked at last.
#[derive(Clone, Debug)]
pub enum News {
    /// These gestures, in their order.
    Gestures(Vec<Gesture>),
    /// The whole: what was there before was replaced by something else.
    Whole(Box<Workspace>),
}

/// Where a workspace lies, for whoever watches what happens there.
#[derive(Clone, Debug)]
pub struct Place {
    path: PathBuf,
}

impl Place {
    /// The place of a workspace.
    ///
    /// # Errors
    /// That it is gone.
    pub fn of(path: &Path) -> io::Result<Place> {
        Ok(Place { path: fs::canonicalize(path)? })
    }

    /// Whether a path is that of the workspace itself.
    pub fn is_file(&self, path: &Path) -> bool {
        path.file_name() == self.path.file_name()
    }

    /// Whether a path is that of what changes with the workspace.
    pub fn is_about(&self, path: &Path) -> bool {
        self.is_file(path) || path.file_name() == journal::path_for(&self.path).file_name()
    }

    /// Whether a path is that of the lock beside it.
    pub fn is_lock(&self, path: &Path) -> bool {
        path.file_name() == lock::path_for(&self.path).file_name()
    }

    /// What is said of a path if it is that of a copy that a synchroniser made because two machines changed it.
    pub fn conflict(&self, path: &Path) -> Option<String> {
        let name = path.file_name()?.to_string_lossy();
        conflict_copy::told(&conflict_copy::beside(&self.path, std::iter::once(&*name)))
    }

    /// What is said of the copies that synchronisers made of it, if any lie beside it.
    pub fn conflicts(&self) -> Option<String> {
        conflict_copy::told_of(&RealDisk, &self.path)
    }

    /// The folder that all of it lies in.
    pub fn folder(&self) -> &Path {
        super::snapshot::folder(&self.path)
    }

    /// Who has it open for writing, beside this process; nobody among it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn holder(&self) -> io::Result<Option<String>> {
        Ok(lock::holder(&lock::path_for(&self.path))?.filter(|holder| *holder != lock::own_name()))
    }

    /// Returns when nobody has it open any more, however their process ended. It costs nothing while it waits.
    ///
    /// # Errors
    /// What the disk said.
    pub fn wait_until_free(&self) -> io::Result<()> {
        lock::wait(&lock::path_for(&self.path))
    }
}

/// Looks at a workspace again and again.
#[derive(Debug)]
pub struct Follower {
    path: PathBuf,
    /// The fingerprint of the snapshot that was read.
    print: String,
    /// The checksum of the last gesture that was taken in.
    chain: String,
    /// The format of that snapshot.
    format: Format,
    workspace: Workspace,
}

impl Follower {
    /// Reads a workspace for the first time, with what the room should know.
    ///
    /// # Errors
    /// Why it is not a workspace.
    pub fn new(path: &Path) -> Result<(Follower, Vec<String>), LoadError> {
        let path = fs::canonicalize(path)?;
        let Reading { workspace, notices, print, format, .. } = reading::read(&path)?;
        Ok((Follower { path, print, chain: String::new(), format, workspace }, notices))
    }

    /// Goes on from a workspace that was opened already.
    ///
    /// # Errors
    /// That it is gone.
    pub fn of(path: &Path, opened: &Opened) -> Result<Follower, LoadError> {
        let (workspace, print) = (opened.workspace.clone(), opened.print.clone());
        let (path, format) = (fs::canonicalize(path)?, opened.format);
        Ok(Follower { path, print, chain: String::new(), format, workspace })
    }

    /// The workspace, as far as it has been followed.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Where the workspace and what belongs to it lie.
    pub fn place(&self) -> Place {
        Place { path: self.path.clone() }
    }

    /// Looks again. Nothing, where nothing came.
    ///
    /// # Errors
    /// Why what is there now is not a workspace; what was read before stays.
    pub fn look(&mut self) -> Result<Option<News>, LoadError> {
        let journal = journal::path_for(&self.path);
        let found = match RealDisk.read(&journal) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => journal::Found::default(),
            bytes => journal::read(&journal, &bytes?, self.format)?,
        };
        if found.snapshot == self.print && !found.gestures.is_empty() {
            self.chain = found.chain;
            return Ok(self.take_in(found.gestures.into_iter().map(|(_, gesture)| gesture)));
        }
        self.look_at_all()
    }

    fn take_in(&mut self, gestures: impl Iterator<Item = Gesture>) -> Option<News> {
        let last = self.workspace.last_seq();
        let news: Vec<Gesture> = gestures.filter(|gesture| gesture.entry.seq > last).collect();
        for gesture in &news {
            self.workspace.replay(gesture.clone());
        }
        (!news.is_empty()).then_some(News::Gestures(news))
    }

    /// The snapshot was replaced, mostly by one that holds what is known already.
    fn look_at_all(&mut self) -> Result<Option<News>, LoadError> {
        let Reading { workspace, print, format, .. } = reading::read(&self.path)?;
        if print == self.print {
            return Ok(None);
        }
        let known = print == self.would_be()?;
        (self.print, self.format) = (print, format);
        if known {
            return Ok(None);
        }
        self.workspace = workspace.clone();
        Ok(Some(News::Whole(Box::new(workspace))))
    }

    /// The fingerprint of the snapshot that whoever writes makes of what is known.
    fn would_be(&self) -> io::Result<String> {
        let mut workspace = self.workspace.clone();
        workspace.set_revision(workspace.last_seq(), self.chain.clone());
        let mut bytes = Vec::new();
        content::write(&workspace, &mut bytes)?;
        Ok(fingerprint(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::item::Item;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;
    use crate::store::{Access, Store, file};

    fn add(workshop: &mut Workshop, title: &str) -> Gesture {
        let item = Item { title: title.into(), ..Item::default() };
        workshop.perform(Command::Add(vec![item]), Stamp::default()).unwrap()
    }

    fn titles(workspace: &Workspace) -> Vec<&str> {
        workspace.items().iter().map(|item| &*item.title).collect()
    }

    #[test]
    fn gestures_are_followed_through_a_snapshot_and_an_edit_from_outside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json");
        fs::write(&path, r#"{"title":"W","items":[{"title":"A"}]}"#).unwrap();
        let opened = file::open(&path).unwrap();
        let Access::Write(mut store) = opened.access else { panic!("somebody has it") };
        let mut workshop = Workshop::new(opened.workspace);
        let (mut follower, _) = Follower::new(&path).unwrap();
        assert!(follower.look().unwrap().is_none());

        store.append(&[add(&mut workshop, "B"), add(&mut workshop, "C")]).unwrap();
        let Some(News::Gestures(news)) = follower.look().unwrap() else { panic!("nothing came") };
        assert_eq!(news.len(), 2);
        assert_eq!(titles(follower.workspace()), ["A", "B", "C"]);

        // A snapshot of what is known is no news.
        store.fold(workshop.workspace().clone()).unwrap();
        assert!(follower.look().unwrap().is_none());
        store.append(&[add(&mut workshop, "D")]).unwrap();
        assert!(matches!(follower.look().unwrap(), Some(News::Gestures(news)) if news.len() == 1));
        drop(store);

        // Somebody else's edit is.
        let text = fs::read_to_string(&path).unwrap().replace("\"A\"", "\"Z\"");
        fs::remove_file(journal::path_for(&path)).unwrap();
        fs::write(&path, text).unwrap();
        assert!(matches!(follower.look().unwrap(), Some(News::Whole(_))));
        assert_eq!(titles(follower.workspace()), ["Z", "B", "C"]);
        assert!(follower.look().unwrap().is_none());
    }

    #[test]
    fn what_is_no_workspace_any_more_leaves_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json");
        fs::write(&path, r#"{"title":"W","items":[{"title":"A"}]}"#).unwrap();
        let (mut follower, _) = Follower::new(&path).unwrap();
        fs::write(&path, "{").unwrap();
        assert!(follower.look().is_err());
        assert_eq!(titles(follower.workspace()), ["A"]);
    }
}
