//! The store of whoever looks on while somebody else has the workspace: it keeps nothing until it is taken over.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::file::{self, Access, FileStore, Opened};
use super::{SaveError, Store};
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;
use crate::keeping::{Edit, Settled, TakenOver, Way};

/// A store that becomes one of a file when its file is taken over.
pub struct Onlooker {
    path: PathBuf,
    store: Option<Box<FileStore>>,
    /// Whether it was taken over, for whoever watches the file.
    taken: Arc<AtomicBool>,
    /// What a store needs before anything is saved through it.
    equip: fn(&mut FileStore),
}

impl Onlooker {
    /// Looks on at a workspace; `taken` becomes true when it is taken over, and its store is equipped before.
    pub fn new(path: &Path, taken: Arc<AtomicBool>, equip: fn(&mut FileStore)) -> Onlooker {
        Onlooker { path: path.to_owned(), store: None, taken, equip }
    }

    fn store(&mut self) -> Result<&mut FileStore, SaveError> {
        self.store.as_deref_mut().ok_or_else(|| Error::from(ErrorKind::ReadOnlyFilesystem).into())
    }
}

impl Store for Onlooker {
    fn append(&mut self, gestures: &[Gesture]) -> Result<(), SaveError> {
        self.store()?.append(gestures)
    }

    fn fold(&mut self, workspace: Workspace) -> Result<(), SaveError> {
        self.store()?.fold(workspace)
    }

    fn fold_unless(&mut self, urgent: &dyn Fn() -> bool, workspace: Workspace) -> Result<(), SaveError> {
        self.store()?.fold_unless(urgent, workspace)
    }

    fn replace(&mut self, present: Workspace, other: Workspace) -> Result<(), SaveError> {
        self.store()?.replace(present, other)
    }

    fn complaint(&mut self) -> Option<String> {
        self.store.as_mut()?.complaint()
    }

    fn copy(&self, path: &Path, workspace: &Workspace) -> Result<(), SaveError> {
        file::create(path, Some(&self.path), workspace)
    }

    fn is_changed_outside(&mut self, urgent: &dyn Fn() -> bool) -> Result<bool, SaveError> {
        self.store.as_mut().map_or(Ok(false), |store| store.is_changed_outside(urgent))
    }

    fn look_outside(&mut self, ours: &Workspace) -> Result<Option<Edit>, SaveError> {
        self.store()?.look_outside(ours)
    }

    fn settle(&mut self, way: &Way, ours: &Workspace, state: &str) -> Result<Settled, String> {
        self.store().map_err(|error| error.to_string())?.settle(way, ours, state)
    }

    /// Opens the file as if it were for the first time: journal, lock and all. Somebody may have been faster.
    fn take_over(&mut self, known: &Workspace) -> Result<TakenOver, (String, Option<String>)> {
        let opened = file::open(&self.path).map_err(|error| (error.to_string(), None))?;
        let Opened { workspace, notices, recovered, access, holder, unsettled, .. } = opened;
        match access {
            Access::ReadOnly(why) => Err((why, holder)),
            Access::Write(mut store) => {
                (self.equip)(&mut store);
                self.store = Some(store);
                self.taken.store(true, Ordering::SeqCst);
                let same = is_same(&workspace, known);
                let workspace = (!same).then(|| Box::new(workspace));
                Ok(TakenOver { workspace, notices, unfolded: recovered > 0, changed_outside: unsettled })
            }
        }
    }
}

/// Whether two workspaces say the same, whatever they were saved as.
fn is_same(one: &Workspace, other: &Workspace) -> bool {
    let [one, other] = [one, other].map(|workspace| {
        let mut workspace = workspace.clone();
        workspace.set_revision(0, String::new());
        workspace
    });
    one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::item::Item;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    fn add(workshop: &mut Workshop, title: &str) -> Gesture {
        let item = Item { title: title.into(), ..Item::default() };
        workshop.perform(Command::Add(vec![item]), Stamp::default()).unwrap()
    }

    fn titles(path: &Path) -> Vec<String> {
        let opened = file::open(path).unwrap();
        opened.workspace.items().iter().map(|item| item.title.to_string()).collect()
    }

    #[test]
    fn a_workspace_is_taken_over_when_its_window_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json");
        std::fs::write(&path, r#"{"items":[{"title":"A"}]}"#).unwrap();
        let first = file::open(&path).unwrap();
        let mut workshop = Workshop::new(first.workspace.clone());
        let Access::Write(mut store) = first.access else { panic!("nobody else has it") };

        let second = file::open(&path).unwrap();
        let Access::ReadOnly(why) = second.access else { panic!("the first has it") };
        let holder = second.holder.unwrap();
        assert_eq!(why, format!("{holder} has it open"));
        let taken = Arc::new(AtomicBool::new(false));
        let mut onlooker = Onlooker::new(&path, Arc::clone(&taken), |_| ());
        let gesture = add(&mut workshop, "B");
        assert!(onlooker.append(std::slice::from_ref(&gesture)).is_err());
        assert_eq!(onlooker.take_over(&second.workspace).unwrap_err(), (why, Some(holder)));
        assert!(!taken.load(Ordering::SeqCst));

        // What it had in its journal is taken in.
        store.append(&[gesture]).unwrap();
        drop(store);
        let got = onlooker.take_over(&second.workspace).unwrap();
        assert!(taken.load(Ordering::SeqCst) && got.unfolded);
        assert_eq!(got.workspace.as_deref(), Some(workshop.workspace()));
        let again = file::open(&path).unwrap();
        assert!(matches!(again.access, Access::ReadOnly(_)));
        onlooker.append(&[add(&mut workshop, "C")]).unwrap();
        drop(onlooker);
        assert_eq!(titles(&path), ["A", "B", "C"]);
    }

    #[test]
    fn who_knows_everything_is_told_nothing_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json");
        std::fs::write(&path, r#"{"items":[{"title":"A"}]}"#).unwrap();
        let known = file::open(&path).unwrap().workspace;
        let mut onlooker = Onlooker::new(&path, Arc::default(), |_| ());
        let got = onlooker.take_over(&known).unwrap();
        assert_eq!((got.workspace, got.unfolded), (None, false));

        std::fs::write(&path, "{").unwrap();
        let mut late = Onlooker::new(&path, Arc::default(), |_| ());
        let (why, holder) = late.take_over(&known).unwrap_err();
        assert!(why.starts_with("line 1") && holder.is_none(), "{why}");
    }
}
