//! Two windows on one file, and other programs that write it: the real program in real pseudo-terminals.
#![cfg(test)]
#![cfg(all(unix, feature = "tui"))]
#![allow(missing_docs)]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "the other tests look at more of a terminal")]
mod terminal;

use std::fs;

use terminal::{CLINIC, Session, names, workspace};

/// The name by which others know who has the file.
fn name(session: &Session) -> String {
    format!("process {} on ", session.child.process_id().unwrap())
}

#[test]
fn a_window_takes_over_from_one_that_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    let mut first = Session::start(folder.path(), &["clinic.json"]);
    first.wait_for("✓ saved");
    let mut second = Session::start(folder.path(), &["clinic.json"]);
    second.wait_for(&format!("read-only: {}", name(&first)));
    let mut wall = Session::start(folder.path(), &["follow", "clinic.json"]);
    wall.wait_for("Presentation");

    first.press("g4");
    second.wait_for("customer value of Improve onboarding flow 5 → 4");
    second.press("!");
    second.wait_for("another window has it open: it can be taken over when that has ended");
    first.child.kill().unwrap();
    first.child.wait().unwrap();
    second.wait_for(" has ended: ! takes over");
    wall.wait_for("This window only follows");
    second.press("!");
    second.wait_for("taken over: from here on everything is saved here");
    second.wait_for("recovered 1 change");
    second.wait_for("✓ saved");
    wall.wait_for(&name(&second));

    // On the same item, and what was done before can be taken back.
    second.press("u");
    second.wait_for("undo: customer value of Improve onboarding flow 4 → 5");
    wall.wait_for("customer value of Improve onboarding flow 4 → 5");
    second.press("q");
    assert_eq!(second.wait_for_end(), 0);
    wall.wait_for(" has ended");
    wall.press("q");
    assert_eq!(wall.wait_for_end(), 0);
    assert_eq!(names(folder.path()), ["clinic.json"]);
    assert!(fs::read_to_string(path).unwrap().contains("\"seq\": 2"));
}

#[test]
fn of_two_windows_one_takes_over_and_the_other_follows_it() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut first = Session::start(folder.path(), &["clinic.json"]);
    first.wait_for("✓ saved");
    let mut others = [0, 1].map(|_| Session::start(folder.path(), &["clinic.json"]));
    for other in &mut others {
        other.wait_for(&format!("read-only: {}", name(&first)));
    }
    // A clean end is told, too.
    first.press("q");
    assert_eq!(first.wait_for_end(), 0);
    let [second, third] = &mut others;
    second.wait_for(" has ended: ! takes over");
    third.wait_for(" has ended: ! takes over");
    second.press("!");
    second.wait_for("taken over");
    third.wait_for(" has it open now");
    second.press("g4");
    second.wait_for("✓ saved");
    third.wait_for("customer value of Improve onboarding flow 5 → 4");
    second.child.kill().unwrap();
    second.child.wait().unwrap();
    third.wait_for(" has ended: ! takes over");
    third.press("!");
    third.wait_for("✓ saved");
    third.press("q");
    assert_eq!(third.wait_for_end(), 0);
    assert_eq!(names(folder.path()), ["clinic.json"]);
}

#[test]
fn an_edit_from_outside_is_noticed_at_once_and_merged() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    session.press("g4");
    session.wait_for("customer value of Improve onboarding flow 5 → 4");
    fs::write(&path, CLINIC.replace("Clinic bookings", "Clinic bookings, spring")).unwrap();
    session.wait_for("Another program changed the file, ours is kept beside it: & settles both");
    session.press("&");
    session.wait_for("Merge: both go into the file, nothing is in conflict.");
    session.wait_for("1 item changed, 1 entry in the log");
    session.press("m");
    session.wait_for("merged: the file holds theirs and ours");
    session.wait_for("Clinic bookings, spring");
    session.wait_for("✓ saved");
    session.press("u");
    session.wait_for("undo: customer value of Improve onboarding flow 4 → 5");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert_eq!(names(folder.path()), ["clinic.json"]);
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains("Clinic bookings, spring") && text.contains("\"seq\": 2"), "{text}");
}

#[test]
fn a_kill_while_both_are_to_be_settled_loses_neither() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    session.press("g4");
    session.wait_for("customer value of Improve onboarding flow 5 → 4");
    fs::write(&path, CLINIC.replace("Clinic bookings", "Spring")).unwrap();
    session.wait_for("& settles both");
    session.press("&");
    session.wait_for("Merge: both go");
    session.child.kill().unwrap();
    session.child.wait().unwrap();

    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("customer value of Improve onboarding flow 5 → 4");
    session.wait_for("& settles both");
    session.press("&");
    session.wait_for("Theirs: the file stays as they left it");
    session.press("t");
    session.wait_for("ours is in ");
    session.wait_for("✓ saved");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert_eq!(names(folder.path()), ["clinic-mine.json", "clinic.json"]);
    assert!(fs::read_to_string(path).unwrap().contains("Spring"));
    let copy = fs::read_to_string(folder.path().join("clinic-mine.json")).unwrap();
    assert!(copy.contains("\"customer_value\": 4"), "{copy}");
}

#[test]
fn a_sync_conflict_is_told_at_opening_and_when_it_comes_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    fs::copy(&path, folder.path().join("clinic (conflicted copy 2026-01-20).json")).unwrap();
    session.wait_for("a sync conflict lies beside it: clinic (conflicted copy 2026-01-20).json");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("a sync conflict lies beside it");
}
