//! Whatever fails while an edit is settled, nothing is lost.

use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::store::disk::{Attempt, DiskFile, Kind};

/// A disk that dies after so many operations: each later one fails.
struct Dying(Arc<AtomicUsize>);

impl Dying {
    fn step(&self) -> io::Result<()> {
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(1), Ordering::Relaxed);
        if left == 0 { Err(io::Error::other("the disk died")) } else { Ok(()) }
    }
}

impl Disk for Dying {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.step().and_then(|()| RealDisk.resolve(path))
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.step().and_then(|()| RealDisk.kind(path))
    }

    fn lock(&self, path: &Path) -> io::Result<Attempt> {
        self.step().and_then(|()| RealDisk.lock(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step().and_then(|()| RealDisk.read(path))
    }

    fn create(&self, path: &Path, like: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.step().and_then(|()| RealDisk.create(path, like))
    }

    fn create_private(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.step().and_then(|()| RealDisk.create_private(path))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.make_folder(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.step().and_then(|()| RealDisk.list(folder))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.step().and_then(|()| RealDisk.append(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.remove(path))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step().and_then(|()| RealDisk.sync_folder(folder))
    }
}

/// Everything that anybody did is somewhere that whoever opens the file next is led to.
fn nothing_is_lost(desk: &Desk, what: &str) {
    let opened = file::open(&desk.path("w.json")).unwrap_or_else(|error| panic!("{what}: {error}"));
    let Access::Write(mut store) = opened.access else { panic!("{what}: read-only") };
    let ours = told(&opened.workspace);
    let copies = ["w-mine.json", "mine.json"].map(|name| fs::read_to_string(desk.path(name)));
    let in_copy = copies.iter().flatten().any(|text| text.contains("\"effort\": 5"));
    assert!(ours.starts_with("A 5") || in_copy, "{what}: {ours}");
    let theirs = if opened.unsettled {
        let edit = store.look_outside(&opened.workspace).unwrap().unwrap();
        edit.theirs.unwrap().tally.changed == 1
    } else {
        ours.ends_with("Renamed")
    };
    assert!(theirs, "{what}: {ours}");
}

#[test]
fn whatever_fails_while_it_is_settled_nothing_is_lost() {
    for name in ["merge", "theirs", "elsewhere"] {
        let mut done = false;
        for steps in 0.. {
            let (mut desk, store) = Desk::new();
            drop(store);
            let left = Arc::new(AtomicUsize::new(usize::MAX));
            let mut store = desk.open_on(Box::new(Dying(Arc::clone(&left))));
            desk.score(&mut store, 5);
            desk.edit("\"B\"", "\"Renamed\"");
            let state = state(&mut store, &desk.ours());
            left.store(steps, Ordering::Relaxed);
            let way = match name {
                "merge" => Way::Merge,
                "theirs" => Way::Theirs,
                _ => Way::Elsewhere(desk.path("mine.json")),
            };
            let settled = store.settle(&way, &desk.ours(), &state);
            drop(store);
            nothing_is_lost(&desk, &format!("{name}, {steps} steps, {:?}", settled.as_ref().err()));
            done = settled.is_ok() && left.load(Ordering::Relaxed) > 0;
            if done {
                break;
            }
            assert!(steps < 100, "{name} never ends");
        }
        assert!(done);
    }
}
