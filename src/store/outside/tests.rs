//! Edits from outside: told, and settled in each of three ways.

mod dying;

use std::fs;

use super::*;
use crate::domain::command::Command;
use crate::domain::number::Num;
use crate::domain::tradeoff::Stamp;
use crate::store::disk::RealDisk;
use crate::store::{LoadError, backup};

const START: &str = r#"{"items":[{"id":"a","title":"A","scores":{"effort":2}},{"id":"b","title":"B"}]}"#;

/// A folder with a workspace in it, which somebody works on.
struct Desk {
    folder: tempfile::TempDir,
    live: Workshop,
}

impl Desk {
    fn new() -> (Desk, FileStore) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("w.json"), START).unwrap();
        let desk = Desk { live: Workshop::new(content::parse(START.as_bytes()).unwrap().0), folder };
        let store = desk.open();
        (desk, store)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> FileStore {
        self.open_on(Box::new(RealDisk))
    }

    fn open_on(&self, disk: Box<dyn Disk>) -> FileStore {
        match file::open_on(disk, &self.path("w.json")).unwrap().access {
            Access::Write(store) => *store,
            Access::ReadOnly(why) => panic!("{why}"),
        }
    }

    /// Scores the effort of A, and keeps it.
    fn score(&mut self, store: &mut FileStore, effort: u32) {
        let slot = self.live.workspace().slot(&"a".into()).unwrap();
        let to = Some(Num::from(effort));
        let command = Command::Agree { item: slot, criterion: "effort".into(), to };
        let gesture = self.live.perform(command, Stamp::default()).unwrap();
        store.append(&[gesture]).unwrap();
    }

    /// Somebody saves over the file in an editor.
    fn edit(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("w.json")).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(self.path("w.json"), text.replace(from, to)).unwrap();
    }

    fn ours(&self) -> Workspace {
        self.live.workspace().clone()
    }

    fn names(&self) -> Vec<String> {
        let mut names = RealDisk.list(self.folder.path()).unwrap();
        names.sort();
        names
    }

    fn has_base(&self) -> bool {
        self.names().iter().any(|name| name.ends_with(SUFFIX))
    }
}

/// `A 5, B renamed`: titles, with the effort where there is one.
fn told(workspace: &Workspace) -> String {
    let item = |item: &crate::domain::item::Item| {
        let effort = item.scores.value(&"effort".into());
        effort.map_or_else(|| item.title.to_string(), |effort| format!("{} {}", item.title, effort.get()))
    };
    workspace.items().iter().map(item).collect::<Vec<_>>().join(", ")
}

fn state(store: &mut FileStore, ours: &Workspace) -> String {
    store.look_outside(ours).unwrap().unwrap().state
}

#[test]
fn an_edit_from_outside_is_told_and_merged() {
    let (mut desk, mut store) = Desk::new();
    assert!(store.look_outside(&desk.ours()).unwrap().is_none());
    desk.score(&mut store, 5);
    desk.edit("\"B\"", "\"Renamed\"");
    assert!(matches!(store.fold(desk.ours()), Err(SaveError::ChangedOutside)));
    let edit = store.look_outside(&desk.ours()).unwrap().unwrap();
    assert_eq!(edit.ours.told(), "1 item changed, 1 entry in the log");
    let theirs = edit.theirs.unwrap();
    assert_eq!((theirs.tally.told().as_str(), theirs.by_cutline), ("1 item changed", false));
    assert_eq!(theirs.conflicts.unwrap(), []);
    assert!(edit.at.is_some());

    let settled = store.settle(&Way::Merge, &desk.ours(), &edit.state).unwrap();
    let Settled::Merged { workspace, conflicts: 0 } = settled else { panic!("{settled:?}") };
    assert_eq!(told(&workspace), "A 5, Renamed");
    assert_eq!(desk.names(), ["w.json", "w.json.lock"]);
    drop(store);
    let opened = file::open(&desk.path("w.json")).unwrap();
    assert_eq!(
        (told(&opened.workspace).as_str(), opened.unsettled, opened.recovered),
        ("A 5, Renamed", false, 0)
    );
}

#[test]
fn where_both_changed_the_same_ours_stands_and_is_counted() {
    let (mut desk, mut store) = Desk::new();
    desk.score(&mut store, 5);
    desk.edit("\"effort\":2", "\"effort\":1");
    let edit = store.look_outside(&desk.ours()).unwrap().unwrap();
    let conflicts = edit.theirs.unwrap().conflicts.unwrap();
    assert_eq!(conflicts[0].values(), "2 → ours 5, theirs 1");
    let settled = store.settle(&Way::Merge, &desk.ours(), &edit.state).unwrap();
    assert!(matches!(settled, Settled::Merged { conflicts: 1, workspace } if told(&workspace) == "A 5, B"));
}

#[test]
fn what_could_not_be_written_is_not_settled_with_either() {
    for (doubtful, why) in [
        (
            "\"own\":{\"k\":1,\"k\":2},\"items\"",
            "k stands twice in one object (line 1, column 15), and it is not known here which is meant",
        ),
        ("\"format\":2,\"items\"", "a newer Cutline wrote this file (format 2)"),
    ] {
        let (mut desk, mut store) = Desk::new();
        desk.score(&mut store, 5);
        desk.edit("\"items\"", doubtful);
        let edit = store.look_outside(&desk.ours()).unwrap().unwrap();
        assert_eq!(edit.theirs.unwrap_err(), why);
        for way in [Way::Merge, Way::Theirs] {
            assert_eq!(store.settle(&way, &desk.ours(), &edit.state).unwrap_err(), why);
        }
        store.settle(&Way::Elsewhere(desk.path("mine.json")), &desk.ours(), &edit.state).unwrap();
        assert!(fs::read_to_string(desk.path("w.json")).unwrap().contains(doubtful), "it is theirs");
    }
}

#[test]
fn a_crash_before_it_is_settled_loses_nothing() {
    for theirs in [START.replace("\"B\"", "\"Renamed\""), "{ half a".to_owned(), String::new()] {
        let (mut desk, mut store) = Desk::new();
        desk.score(&mut store, 5);
        fs::write(desk.path("w.json"), &theirs).unwrap();
        assert!(store.is_changed_outside(&|| false).unwrap());
        // What is done after it was noticed is kept as well.
        desk.score(&mut store, 3);
        drop(store);

        let opened = file::open(&desk.path("w.json")).unwrap();
        assert_eq!((told(&opened.workspace).as_str(), opened.recovered), ("A 3, B", 2));
        assert!(opened.unsettled && opened.notices[0].contains("another program"), "{:?}", opened.notices);
        assert_eq!(fs::read_to_string(desk.path("w.json")).unwrap(), theirs, "nothing was touched");
        let Access::Write(mut store) = opened.access else { panic!("it can be written") };
        assert!(store.is_changed_outside(&|| false).unwrap());
        let edit = store.look_outside(&desk.ours()).unwrap().unwrap();
        let merged = store.settle(&Way::Merge, &desk.ours(), &edit.state);
        assert_eq!(merged.is_ok(), edit.theirs.is_ok());
        if let Ok(Settled::Merged { workspace, .. }) = merged {
            assert_eq!(told(&workspace), "A 3, Renamed");
            assert_eq!(desk.names(), ["w.json", "w.json.lock"]);
        } else {
            assert_eq!(fs::read_to_string(desk.path("w.json")).unwrap(), theirs);
            assert!(desk.has_base());
        }
    }
}

/// An editor that had the file open since before it was saved the last time, or one that knows of no log at all.
#[test]
fn what_somebody_had_open_for_long_takes_nothing_back() {
    let (mut desk, mut store) = Desk::new();
    desk.score(&mut store, 5);
    store.fold(desk.ours()).unwrap();
    let old = fs::read_to_string(desk.path("w.json")).unwrap();
    desk.score(&mut store, 3);
    desk.score(&mut store, 4);
    store.fold(desk.ours()).unwrap();
    desk.score(&mut store, 1);
    store.keep_backups(&desk.path("state"), || "2026-01-20T10:00:00+01:00".parse().unwrap());
    for (stale, unseen, to) in [(old.as_str(), 2, "Renamed"), (START, 4, "Again")] {
        fs::write(desk.path("w.json"), stale.replace("\"B\"", &format!("\"{to}\""))).unwrap();
        let edit = store.look_outside(&desk.ours()).unwrap().unwrap();
        let theirs = edit.theirs.unwrap();
        assert_eq!((theirs.tally.told().as_str(), theirs.unseen), ("1 item changed", unseen));
        assert_eq!(theirs.conflicts.unwrap(), []);
        let settled = store.settle(&Way::Merge, &desk.ours(), &edit.state).unwrap();
        let Settled::Merged { workspace, conflicts: 0 } = settled else { panic!("{settled:?}") };
        assert_eq!((told(&workspace), workspace.log().len()), (format!("A 1, {to}"), 4));
        // Both are in a backup: what was here, and what it was put together with.
        let folder = backup::folder(&desk.path("state"), &fs::canonicalize(desk.path("w.json")).unwrap());
        let kept = backup::list(&RealDisk, &folder).unwrap();
        let kept = kept.iter().map(|kept| backup::read(&RealDisk, kept).unwrap());
        let kept: Vec<_> = kept.map(|bytes| told(&content::parse(&bytes).unwrap().0)).collect();
        assert!(kept.iter().any(|kept| kept.starts_with("A 1, ")), "{kept:?}");
        assert!(kept.iter().any(|kept| kept.ends_with(to)), "{kept:?}");
        desk.live = Workshop::new(*workspace);
    }
}

#[test]
fn an_edit_waits_for_whoever_opens_the_file_even_if_nothing_was_done_here() {
    let (desk, mut store) = Desk::new();
    desk.edit("\"B\"", "\"Renamed\"");
    assert!(store.is_changed_outside(&|| false).unwrap());
    drop(store);
    let opened = file::open(&desk.path("w.json")).unwrap();
    assert_eq!((told(&opened.workspace).as_str(), opened.recovered, opened.unsettled), ("A 2, B", 0, true));
    let Access::Write(mut store) = opened.access else { panic!("it can be written") };
    assert!(store.is_changed_outside(&|| false).unwrap());
    // As soon as the edit is taken back, or settled, nothing is left of it.
    desk.edit("\"Renamed\"", "\"B\"");
    assert!(!store.is_changed_outside(&|| false).unwrap());
    assert_eq!(desk.names(), ["w.json", "w.json.lock"]);
    desk.edit("\"B\"", "\"Renamed\"");
    let state = state(&mut store, &desk.ours());
    let settled = store.settle(&Way::Merge, &desk.ours(), &state).unwrap();
    assert!(
        matches!(settled, Settled::Merged { conflicts: 0, workspace } if told(&workspace) == "A 2, Renamed")
    );
    assert_eq!(desk.names(), ["w.json", "w.json.lock"]);
}

#[test]
fn an_edit_that_nobody_noticed_before_the_crash_is_refused_as_ever() {
    let (mut desk, mut store) = Desk::new();
    desk.score(&mut store, 5);
    drop(store);
    desk.edit("\"B\"", "\"Renamed\"");
    assert!(matches!(file::open(&desk.path("w.json")), Err(LoadError::ForeignJournal { .. })));
}

#[test]
fn taking_theirs_keeps_a_copy_of_ours() {
    let (mut desk, mut store) = Desk::new();
    fs::write(desk.path("w-mine.json"), "taken").unwrap();
    desk.score(&mut store, 5);
    desk.edit("\"B\"", "\"Renamed\"");
    let theirs = fs::read_to_string(desk.path("w.json")).unwrap();
    let state = state(&mut store, &desk.ours());
    let settled = store.settle(&Way::Theirs, &desk.ours(), &state).unwrap();
    let Settled::Reloaded { workspace, copy } = settled else { panic!("{settled:?}") };
    assert_eq!(told(&workspace), "A 2, Renamed");
    assert_eq!(copy, fs::canonicalize(desk.path("w-mine-2.json")).unwrap());
    assert_eq!(told(&file::open(&copy).unwrap().workspace), "A 5, B");
    assert_eq!(fs::read_to_string(desk.path("w.json")).unwrap(), theirs);
    assert_eq!(desk.names(), ["w-mine-2.json", "w-mine.json", "w.json", "w.json.lock"]);
    // What is done from here on goes on from theirs.
    desk.live = Workshop::new(*workspace);
    desk.score(&mut store, 4);
    drop(store);
    assert_eq!(told(&file::open(&desk.path("w.json")).unwrap().workspace), "A 4, Renamed");
}

#[test]
fn going_on_elsewhere_leaves_the_file_to_them() {
    let (mut desk, mut store) = Desk::new();
    desk.score(&mut store, 5);
    fs::write(desk.path("w.json"), "{").unwrap();
    let state = state(&mut store, &desk.ours());
    let taken = store.settle(&Way::Elsewhere(desk.path("w.json")), &desk.ours(), &state).unwrap_err();
    assert!(taken.contains("w.json"), "{taken}");
    // The next to open the file clears that away.
    assert!(store.settle(&Way::Elsewhere(desk.path("w.json.tmp")), &desk.ours(), &state).is_err());
    store.settle(&Way::Elsewhere(desk.path("mine.json")), &desk.ours(), &state).unwrap();
    assert_eq!(desk.names(), ["mine.json", "mine.json.lock", "w.json"]);
    assert_eq!(fs::read_to_string(desk.path("w.json")).unwrap(), "{");
    desk.score(&mut store, 4);
    assert!(!store.is_changed_outside(&|| false).unwrap());
    drop(store);
    assert_eq!(told(&file::open(&desk.path("mine.json")).unwrap().workspace), "A 4, B");
}

#[test]
fn what_is_decided_is_about_what_was_seen() {
    let (mut desk, mut store) = Desk::new();
    desk.score(&mut store, 5);
    desk.edit("\"B\"", "\"Once\"");
    let state = state(&mut store, &desk.ours());
    desk.edit("\"Once\"", "\"Twice\"");
    for way in [Way::Merge, Way::Theirs] {
        let why = store.settle(&way, &desk.ours(), &state).unwrap_err();
        assert_eq!(why, "the file was changed once more");
    }
    assert!(fs::read_to_string(desk.path("w.json")).unwrap().contains("Twice"));
    assert!(desk.has_base() && desk.names().iter().any(|name| name.ends_with(".journal")));
}

#[test]
fn an_edit_that_is_taken_back_leaves_nothing_to_settle() {
    let (mut desk, mut store) = Desk::new();
    desk.score(&mut store, 5);
    desk.edit("\"B\"", "\"Renamed\"");
    assert!(store.is_changed_outside(&|| false).unwrap() && desk.has_base());
    fs::write(desk.path("w.json"), START).unwrap();
    assert!(!store.is_changed_outside(&|| false).unwrap());
    drop(store);
    let mut store = desk.open();
    store.fold(desk.ours()).unwrap();
    assert_eq!(desk.names(), ["w.json", "w.json.lock"]);
}

#[test]
fn a_journal_cannot_name_another_path() {
    let path = Path::new("w.json");
    let print = "0123456789abcdef0123456789abcdef";
    let base = base_path(path, print).unwrap();
    assert_eq!(base, Path::new("w.json.0123456789abcdef0123456789abcdef.base"));
    assert!(is_base(path, &base) && !is_base(path, Path::new("w.json.base")));
    for print in ["", "../../etc/passwd", "0123456789abcdef0123456789abcde/", "0123"] {
        assert_eq!(base_path(path, print), None, "{print}");
    }
}
