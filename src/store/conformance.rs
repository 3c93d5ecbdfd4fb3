//! One suite that every store passes.

use std::path::{Path, PathBuf};

use super::content;
use super::file::{self, Access};
use super::memory::MemoryStore;
use super::{SaveError, Store, journal, reading};
use crate::domain::command::Command;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;
use crate::store::error::LoadError;

const START: &str =
    r#"{"items":[{"id":"a","title":"A","scores":{"effort":2}},{"id":"b","title":"B"}],"own":1.10}"#;

/// A store under test, and how to look into it after a restart.
trait Bench {
    fn store(&mut self) -> &mut dyn Store;
    fn reopened(&mut self) -> Workspace;
}

fn start() -> Workspace {
    content::parse(START.as_bytes()).unwrap().0
}

fn score(workshop: &mut Workshop, slot: usize, criterion: &str, to: u32) -> Gesture {
    let command =
        Command::Agree { item: Slot::new(slot), criterion: criterion.into(), to: Some(Num::from(to)) };
    workshop.perform(command, Stamp::default()).unwrap()
}

fn conforms(bench: &mut dyn Bench) {
    let mut live = Workshop::new(start());
    assert_eq!(bench.reopened(), *live.workspace());

    let first = score(&mut live, 0, "effort", 5);
    bench.store().append(std::slice::from_ref(&first)).unwrap();
    assert_eq!(bench.reopened(), *live.workspace(), "one gesture");

    let added = Command::Add(vec![serde_json::from_str(r#"{"title":"C","odd":2.50}"#).unwrap()]);
    let burst = [score(&mut live, 1, "urgency", 3), live.perform(added, Stamp::default()).unwrap()];
    bench.store().append(&burst).unwrap();
    assert_eq!(bench.reopened(), *live.workspace(), "a burst, with a new item");

    bench.store().fold(live.workspace().clone()).unwrap();
    assert_eq!(bench.reopened().items(), live.workspace().items(), "folded");
    assert_eq!(bench.reopened().log(), live.workspace().log(), "folded");

    let after = live.perform(Command::Undo, Stamp::default()).unwrap();
    bench.store().append(&[after]).unwrap();
    assert_eq!(bench.reopened().items(), live.workspace().items(), "after folding");
    assert_eq!(bench.reopened().log(), live.workspace().log(), "after folding");
}

struct InMemory(MemoryStore);

impl Bench for InMemory {
    fn store(&mut self) -> &mut dyn Store {
        &mut self.0
    }

    fn reopened(&mut self) -> Workspace {
        self.0.reopened()
    }
}

struct OnDisk {
    path: PathBuf,
    store: Box<dyn Store>,
}

impl Bench for OnDisk {
    fn store(&mut self) -> &mut dyn Store {
        &mut *self.store
    }

    fn reopened(&mut self) -> Workspace {
        reading::read(&self.path).unwrap().workspace
    }
}

fn on_disk(folder: &Path) -> OnDisk {
    let path = folder.join("w.json");
    std::fs::write(&path, START).unwrap();
    OnDisk { store: writable(&path), path }
}

fn writable(path: &Path) -> Box<dyn Store> {
    match file::open(path).unwrap().access {
        Access::Write(store) => store,
        Access::ReadOnly(why) => panic!("read-only: {why}"),
    }
}

#[test]
fn memory_conforms() {
    conforms(&mut InMemory(MemoryStore::new(start())));
}

#[test]
fn files_conform() {
    let folder = tempfile::tempdir().unwrap();
    conforms(&mut on_disk(folder.path()));
}

#[test]
fn a_clean_end_leaves_nothing_but_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    let mut live = Workshop::new(start());
    bench.store().append(&[score(&mut live, 0, "effort", 5)]).unwrap();
    bench.store().fold(live.into_workspace()).unwrap();
    drop(bench);
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["w.json"]);
}

#[test]
fn the_journal_cut_at_every_byte_gives_a_prefix_and_without_its_head_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let bench = &mut on_disk(folder.path());
    let mut live = Workshop::new(start());
    let mut states = vec![start()];
    for (slot, criterion, to) in [(0, "effort", 5), (1, "urgency", 3), (0, "customer_value", 4)] {
        let gesture = score(&mut live, slot, criterion, to);
        bench.store().append(&[gesture]).unwrap();
        states.push(live.workspace().clone());
    }
    let journal = journal::path_for(&bench.path);
    let whole = std::fs::read(&journal).unwrap();
    let mut lengths = Vec::new();
    let head = journal::first_line(&whole);
    for cut in 0..=whole.len() {
        std::fs::write(&journal, &whole[..cut]).unwrap();
        if cut < head {
            assert!(
                matches!(reading::read(&bench.path), Err(LoadError::DamagedJournal { line: 1, .. })),
                "{cut}"
            );
            continue;
        }
        let reading = reading::read(&bench.path).unwrap();
        assert_eq!(reading.workspace, states[reading.recovered], "cut at {cut}");
        lengths.push(reading.recovered);
    }
    assert!(lengths.is_sorted() && lengths.ends_with(&[3]), "{lengths:?}");
    let lines = String::from_utf8(whole).unwrap().lines().count();
    assert_eq!(lines, 4, "a head and three gestures");
}

#[cfg(unix)]
#[test]
fn what_lies_beside_a_workspace_leads_nowhere_else() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let (path, other) = (folder.path().join("w.json"), folder.path().join("profile"));
    std::fs::write(&path, START).unwrap();
    std::fs::write(&other, "mine").unwrap();
    let lock = folder.path().join("w.json.lock");
    symlink(&other, &lock).unwrap();
    match file::open(&path).unwrap().access {
        Access::ReadOnly(why) => assert_eq!(why, "it cannot be saved: w.json.lock is not a file"),
        Access::Write(_) => panic!("somebody else's file is a lock"),
    }
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "mine");
    std::fs::remove_file(&lock).unwrap();
    symlink("/dev/zero", journal::path_for(&path)).unwrap();
    let error = reading::read(&path).unwrap_err().to_string();
    assert_eq!(error, "it cannot be read: w.json.journal is not a file");
}

#[cfg(unix)]
#[test]
fn a_journal_that_somebody_removed_is_written_anew_with_the_next_gesture() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    let mut live = Workshop::new(start());
    bench.store().append(&[score(&mut live, 0, "effort", 5)]).unwrap();
    bench.store().append(&[score(&mut live, 0, "effort", 4)]).unwrap();
    std::fs::remove_file(journal::path_for(&bench.path)).unwrap();
    bench.store().append(&[score(&mut live, 1, "effort", 1)]).unwrap();
    assert_eq!(bench.reopened(), *live.workspace());
}

#[test]
fn a_file_that_somebody_removed_is_told_and_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    std::fs::remove_file(&bench.path).unwrap();
    assert!(matches!(bench.store().is_changed_outside(&|| false), Err(SaveError::Gone)));
    bench.store().fold(start()).unwrap();
    assert_eq!(bench.reopened().items(), start().items());
}

#[test]
fn what_is_no_file_in_its_place_is_told_as_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    std::fs::remove_file(&bench.path).unwrap();
    std::fs::create_dir(&bench.path).unwrap();
    assert!(matches!(bench.store().is_changed_outside(&|| false), Err(SaveError::Gone)));
    assert!(bench.store().fold(start()).is_err(), "a folder is no place for a workspace");
    std::fs::remove_dir(&bench.path).unwrap();
    bench.store().fold(start()).unwrap();
    assert_eq!(bench.reopened().items(), start().items());
}

#[test]
fn a_torn_tail_is_cut_off_by_the_next_gesture() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    let mut live = Workshop::new(start());
    bench.store().append(&[score(&mut live, 0, "effort", 5)]).unwrap();
    let (path, journal) = (bench.path.clone(), journal::path_for(&bench.path));
    drop(bench);
    let mut bytes = std::fs::read(&journal).unwrap();
    bytes.extend_from_slice(b"{\"chain\":\"ab");
    std::fs::write(&journal, bytes).unwrap();

    let mut store = writable(&path);
    store.append(&[score(&mut live, 1, "effort", 1)]).unwrap();
    assert_eq!(reading::read(&path).unwrap().workspace, *live.workspace());
}

#[test]
fn damage_before_the_end_is_told_with_its_place_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let bench = &mut on_disk(folder.path());
    let mut live = Workshop::new(start());
    for to in [5, 4, 3] {
        bench.store().append(&[score(&mut live, 0, "effort", to)]).unwrap();
    }
    let journal = journal::path_for(&bench.path);
    let text = std::fs::read_to_string(&journal).unwrap();
    let damaged = text.replacen("\"to\":4", "\"to\":1", 1);
    std::fs::write(&journal, &damaged).unwrap();
    let error = reading::read(&bench.path).unwrap_err().to_string();
    assert!(error.contains("line 3 (byte ") && error.contains("checksum"), "{error}");
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), damaged);
}

#[test]
fn a_journal_of_another_state_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bench = &mut on_disk(folder.path());
    let mut live = Workshop::new(start());
    bench.store().append(&[score(&mut live, 0, "effort", 5)]).unwrap();
    std::fs::write(&bench.path, START.replace("\"B\"", "\"Other\"")).unwrap();
    let error = reading::read(&bench.path).unwrap_err().to_string();
    assert!(error.contains("w.json.journal was written for another state of"), "{error}");
}

#[test]
fn a_journal_that_was_folded_in_already_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    let mut live = Workshop::new(start());
    bench.store().append(&[score(&mut live, 0, "effort", 5)]).unwrap();
    let journal = journal::path_for(&bench.path);
    let left_behind = std::fs::read(&journal).unwrap();
    bench.store().fold(live.workspace().clone()).unwrap();
    std::fs::write(&journal, left_behind).unwrap();
    let reading = reading::read(&bench.path).unwrap();
    assert_eq!((reading.recovered, reading.workspace.log().len()), (0, 1));
    drop(bench);
    let path = folder.path().join("w.json");
    let mut store = writable(&path);
    store.append(&[score(&mut live, 0, "effort", 4)]).unwrap();
    assert_eq!(reading::read(&path).unwrap().workspace.items(), live.workspace().items());
}

#[test]
fn an_edit_from_outside_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let bench = &mut on_disk(folder.path());
    let edited = START.replace("\"B\"", "\"Edited\"");
    std::fs::write(&bench.path, &edited).unwrap();
    assert!(bench.store().fold(start()).is_err());
    assert_eq!(std::fs::read_to_string(&bench.path).unwrap(), edited);
}

#[test]
fn the_second_to_open_looks_on_and_learns_who_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let bench = on_disk(folder.path());
    match file::open(&bench.path).unwrap().access {
        Access::ReadOnly(why) => assert!(why.contains(&format!("process {}", std::process::id())), "{why}"),
        Access::Write(_) => panic!("two writers"),
    }
    let path = bench.path.clone();
    drop(bench);
    writable(&path);
}

#[test]
fn what_is_not_a_file_is_refused_before_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(file::open(folder.path()).err().unwrap().to_string(), "this is a folder, not a file");
    let missing = folder.path().join("none.json");
    assert_eq!(file::open(&missing).err().unwrap().to_string(), "there is no such file");
}

#[test]
fn a_leftover_journal_is_cleared_away_and_never_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    let mut live = Workshop::new(start());
    bench.store().append(&[score(&mut live, 0, "effort", 5)]).unwrap();
    let journal = journal::path_for(&bench.path);
    let left_behind = std::fs::read(&journal).unwrap();
    bench.store().fold(live.workspace().clone()).unwrap();
    std::fs::write(&journal, left_behind).unwrap();
    let path = bench.path.clone();
    drop(bench);
    drop(writable(&path));
    assert!(!journal.exists());
}

#[test]
fn line_breaks_in_kept_fields_do_not_break_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = on_disk(folder.path());
    let mut live = Workshop::new(start());
    let item = serde_json::from_str("{\"title\":\"C\",\"odd\":{\n \"x\":\n1.10}}").unwrap();
    let gesture = live.perform(Command::Add(vec![item]), Stamp::default()).unwrap();
    bench.store().append(&[gesture]).unwrap();
    assert_eq!(reading::read(&bench.path).unwrap().recovered, 1);
}

#[cfg(unix)]
#[test]
fn the_journal_is_as_private_as_the_workspace_and_links_lead_to_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    std::fs::write(&path, START).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    let link = folder.path().join("link.json");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let mut store = writable(&link);
    let mut live = Workshop::new(start());
    store.append(&[score(&mut live, 0, "effort", 5)]).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&journal::path_for(&path)), 0o600);
    assert_eq!(reading::read(&link).unwrap().recovered, 1);
    store.fold(live.into_workspace()).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
}

#[test]
fn a_read_only_file_is_looked_at_and_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    std::fs::write(&path, START).unwrap();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    match file::open(&path).unwrap().access {
        Access::ReadOnly(why) => assert_eq!(why, "the file is read-only"),
        Access::Write(_) => panic!("it can be written"),
    }
}

#[test]
fn making_a_file_leaves_what_is_there_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    file::create(&path, None, &start()).unwrap();
    assert!(file::create(&path, None, &start()).is_err());
    assert_eq!(reading::read(&path).unwrap().workspace.items(), start().items());
}
