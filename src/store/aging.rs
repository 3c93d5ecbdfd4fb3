//! Files of older formats, by steps that are made up: what is led on, when the old form goes, and what is kept of it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;

use super::backup::{self, Time};
use super::disk::RealDisk;
use super::file::{self, Access, FileStore};
use super::reading::{self, Reading};
use super::snapshot::fingerprint;
use super::{Store, journal};
use crate::domain::command::Command;
use crate::domain::id::Slot;
use crate::domain::migrate::{Fields, STEPS, Step, Steps};
use crate::domain::number::Num;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;
use crate::keeping::{Settled, Way};

fn rename(fields: &mut Fields, from: &str, to: &str) {
    for (name, _) in fields.iter_mut().filter(|(name, _)| name == from) {
        to.clone_into(name);
    }
}

/// Format 2 calls the name a title, format 3 calls the aim a vision; gestures begin with what was `what`.
const TO_3: Steps = Steps(&[
    Step {
        workspace: |fields| rename(fields, "name", "title"),
        gesture: |fields| rename(fields, "what", "entry"),
    },
    Step { workspace: |fields| rename(fields, "aim", "vision"), gesture: |_| {} },
]);

/// Without a format it is the first.
const OLD: &str =
    r#"{"name":"W","aim":"Fewer","own":1.10,"items":[{"id":"a","title":"A","scores":{"effort":2}}]}"#;

struct Bench {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn bench(text: &str) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    fs::write(&path, text).unwrap();
    Bench { path: fs::canonicalize(path).unwrap(), folder }
}

impl Bench {
    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    fn open(&self) -> (Workspace, Vec<String>, Box<FileStore>) {
        let opened = file::open_as_of(Box::new(RealDisk), &self.path, TO_3).unwrap();
        let Access::Write(mut store) = opened.access else { panic!("it cannot be written") };
        // A second goes by whenever somebody looks.
        let looks = AtomicI64::new(0);
        let noon: Time = "2026-01-20T12:00:00+01:00".parse().unwrap();
        store.keep_backups(&self.state(), move || {
            noon + TimeDelta::seconds(looks.fetch_add(1, Ordering::Relaxed))
        });
        (opened.workspace, opened.notices, store)
    }

    fn read(&self) -> Reading {
        reading::read_on(&RealDisk, &self.path, TO_3).unwrap()
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    fn journal(&self) -> PathBuf {
        journal::path_for(&self.path)
    }

    fn backups(&self) -> Vec<String> {
        let found = backup::list(&RealDisk, &backup::folder(&self.state(), &self.path)).unwrap();
        found.iter().map(|kept| String::from_utf8(backup::read(&RealDisk, kept).unwrap()).unwrap()).collect()
    }
}

fn score(workshop: &mut Workshop, to: u32) -> Gesture {
    let command = Command::Agree { item: Slot::new(0), criterion: "effort".into(), to: Some(Num::from(to)) };
    workshop.perform(command, Stamp::default()).unwrap()
}

/// A journal as the first format has it.
fn old_journal(bench: &Bench, gestures: &[Gesture]) {
    let mut text = format!("{{\"cutline_journal\":1,\"snapshot\":\"{}\"}}\n", fingerprint(OLD.as_bytes()));
    let mut chain = journal::link("", text.as_bytes());
    for gesture in gestures {
        let gesture = serde_json::to_string(gesture).unwrap().replacen("\"entry\"", "\"what\"", 1);
        chain = journal::link(&chain, gesture.as_bytes());
        writeln!(text, "{{\"chain\":\"{chain}\",\"gesture\":{gesture}}}").unwrap();
    }
    fs::write(bench.journal(), text).unwrap();
}

#[test]
fn the_old_form_stays_until_the_first_save_and_is_a_backup_then() {
    let bench = bench(OLD);
    let (workspace, notices, store) = bench.open();
    assert_eq!((workspace.head().title.as_str(), workspace.head().vision.as_deref()), ("W", Some("Fewer")));
    assert_eq!(notices, ["this file has format 1: the first save writes format 3, after a backup"]);
    drop(store);
    assert_eq!((bench.text().as_str(), bench.backups().len(), bench.state().exists()), (OLD, 0, false));

    // A journal has the format of its snapshot: the file is written before the first gesture.
    let (workspace, _, mut store) = bench.open();
    let mut live = Workshop::new(workspace);
    store.append(&[score(&mut live, 5)]).unwrap();
    assert!(
        bench.text().contains("\"format\": 3") && bench.text().contains("\"own\": 1.10"),
        "{}",
        bench.text()
    );
    assert_eq!(bench.backups(), [OLD]);
    assert_eq!(bench.read().recovered, 1);
    store.fold(live.workspace().clone()).unwrap();
    drop(store);

    let (again, notices, _store) = bench.open();
    assert_eq!((again.items(), notices), (live.workspace().items(), Vec::new()));
    assert!(again.head().extra.fields().any(|(name, text)| (name, text) == ("own", "1.10")));
}

#[test]
fn a_journal_of_the_old_format_comes_along_however_often_it_is_read() {
    let bench = bench(OLD);
    let (workspace, _, store) = bench.open();
    drop(store);
    let mut live = Workshop::new(workspace);
    let gestures = [score(&mut live, 5), score(&mut live, 4)];
    old_journal(&bench, &gestures);
    for _ in 0..2 {
        let reading = bench.read();
        assert_eq!((reading.recovered, reading.workspace.items()), (2, live.workspace().items()));
    }
    assert_eq!(bench.text(), OLD, "nothing was touched");

    let (_, _, mut store) = bench.open();
    store.append(&[score(&mut live, 3)]).unwrap();
    let reading = bench.read();
    assert_eq!((reading.recovered, reading.workspace.items()), (1, live.workspace().items()));
    assert_eq!(bench.backups(), [OLD]);
}

#[test]
fn a_migration_that_is_interrupted_goes_on_or_is_over() {
    let bench = bench(OLD);
    let (workspace, _, store) = bench.open();
    drop(store);
    let mut live = Workshop::new(workspace);
    old_journal(&bench, &[score(&mut live, 5)]);
    let journal = fs::read(bench.journal()).unwrap();
    let (migrated, _, mut store) = bench.open();
    store.fold(migrated).unwrap();
    drop(store);
    // The power went after the new snapshot, before the old journal was gone.
    fs::write(bench.journal(), &journal).unwrap();
    let reading = bench.read();
    assert_eq!((reading.recovered, reading.workspace.items()), (0, live.workspace().items()));
    let (_, _, store) = bench.open();
    drop(store);
    assert!(!bench.journal().exists());
    // It went before the new snapshot: a backup is there, and everything is as it was.
    fs::write(&bench.path, OLD).unwrap();
    fs::write(bench.journal(), &journal).unwrap();
    let (migrated, _, mut store) = bench.open();
    store.fold(migrated).unwrap();
    assert_eq!((bench.read().workspace.items(), bench.backups().len()), (live.workspace().items(), 1));
}

#[test]
fn a_backup_that_cannot_be_made_is_told_once_and_stops_nothing() {
    let bench = bench(OLD);
    fs::write(bench.state(), "no folder").unwrap();
    let (workspace, _, mut store) = bench.open();
    let mut live = Workshop::new(workspace);
    store.append(&[score(&mut live, 5)]).unwrap();
    let complaint = store.complaint().unwrap();
    assert!(complaint.starts_with("no backup is kept of what is replaced: "), "{complaint}");
    store.fold(live.workspace().clone()).unwrap();
    assert_eq!(store.complaint(), None);
    assert_eq!(bench.read().workspace.items(), live.workspace().items());
    // Restoring is something else: without a backup of what is here nothing is put in its place.
    let text = bench.text();
    let present = live.workspace().clone();
    score(&mut live, 1);
    assert!(store.replace(present.clone(), live.into_workspace()).is_err());
    assert_eq!(bench.read().workspace.items(), present.items());
    assert_eq!(bench.text(), text);
}

#[test]
fn an_older_form_that_somebody_put_in_its_place_goes_with_the_first_save_too() {
    let bench = bench(OLD);
    let (workspace, _, mut store) = bench.open();
    let mut live = Workshop::new(workspace);
    store.append(&[score(&mut live, 5)]).unwrap();
    fs::write(&bench.path, OLD).unwrap();
    let edit = store.look_outside(live.workspace()).unwrap().unwrap();
    let settled = store.settle(&Way::Theirs, live.workspace(), &edit.state).unwrap();
    let Settled::Reloaded { workspace, .. } = settled else { panic!("{settled:?}") };
    assert_eq!(bench.text(), OLD);
    let mut live = Workshop::new(*workspace);
    store.append(&[score(&mut live, 4)]).unwrap();
    assert!(bench.text().contains("\"format\": 3"), "{}", bench.text());
    let reading = bench.read();
    assert_eq!((reading.recovered, reading.workspace.items()), (1, live.workspace().items()));
}

#[test]
fn a_newer_format_is_looked_at_and_nothing_is_led_back() {
    let bench = bench(&OLD.replace("{\"name\"", "{\"format\":4,\"name\""));
    let opened = file::open_as_of(Box::new(RealDisk), &bench.path, TO_3).unwrap();
    let Access::ReadOnly(why) = opened.access else { panic!("it can be written") };
    assert_eq!(why, "a newer Cutline wrote this file (format 4)");
    assert_eq!(STEPS.newest(), 1);
}

#[test]
fn what_a_session_found_is_kept_and_then_what_lies_ten_minutes_apart() {
    let bench = bench(OLD);
    let (workspace, _, mut store) = bench.open();
    let mut live = Workshop::new(workspace);
    for to in [5, 4, 3] {
        score(&mut live, to);
        store.fold(live.workspace().clone()).unwrap();
    }
    assert_eq!(bench.backups(), [OLD], "that was within ten minutes");
    let present = live.workspace().clone();
    let text = bench.text();
    score(&mut live, 1);
    store.replace(present, live.into_workspace()).unwrap();
    assert_eq!(bench.backups(), [text.as_str(), OLD], "restoring keeps what is here");
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let folder = backup::folder(&bench.state(), &bench.path);
    let owner = fs::read_to_string(folder.join("workspace.txt")).unwrap();
    assert!(owner.contains(&name(&bench.path)), "{owner}");
}
