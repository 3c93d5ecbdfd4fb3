//! What is saved, what is not, and leaving.

use cutline::app::pointer::{Mouse, Spot};
use cutline::app::{Effect, Message, Opening, update};
use cutline::domain::framework::Side;
use cutline::domain::id::Slot;
use cutline::keeping::{Order, Report};

use super::{CLINIC, Room};

#[test]
fn nothing_is_shown_as_saved_before_it_is() {
    let mut room = Room::new(CLINIC);
    let entry = {
        room.disk_works = false;
        room.keys("g 4");
        room.kept[0].entry.seq
    };
    room.sees("not saved").sees("Not saved: no space left on device").misses("✓ saved");
    room.send(Message::Report(Report::Saved(entry))).sees("✓ saved").misses("no space left");
}

#[test]
fn leaving_folds_and_then_ends() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4 q");
    assert_eq!(room.asked, ["fold", "exit"]);
}

#[test]
fn leaving_without_a_change_touches_nothing() {
    let mut room = Room::new(CLINIC);
    room.keys("q");
    assert_eq!(room.asked, ["exit"]);
}

#[test]
fn a_recovered_journal_is_told_and_folded_in() {
    let notices = vec!["recovered 2 changes from the journal of a session that ended early".to_owned()];
    let mut room = Room::opened(CLINIC, Opening { notices, unfolded: true, ..Opening::default() });
    room.sees("recovered 2 changes").keys("q");
    assert_eq!(room.asked, ["fold", "exit"]);
}

#[test]
fn leaving_unsaved_asks_first() {
    let mut room = Room::new(CLINIC);
    room.disk_works = false;
    room.keys("g 4 q").sees("Not saved: no space left on device").sees("q quit all the same");
    assert!(!room.asked.contains(&"exit".to_owned()));
    room.keys("c").sees("Save a copy").keys("enter").sees("copy written to clinic-copy.json");
    room.keys("q t").sees("q quit all the same");
    room.disk_works = true;
    room.keys("t");
    assert_eq!(room.asked.last().map(String::as_str), Some("exit"));
}

#[test]
fn what_is_saved_after_all_is_asked_about_no_longer() {
    let mut room = Room::new(CLINIC);
    room.disk_works = false;
    room.keys("g 4 q").sees("q quit all the same");
    let seq = room.kept[0].entry.seq;
    room.send(Message::Report(Report::Saved(seq))).sees("everything is saved: q quits").sees("✓ saved");
    assert!(room.app.overlay.is_none() && !room.asked.contains(&"exit".to_owned()));
    room.disk_works = true;
    room.keys("q");
    assert_eq!(room.asked.last().map(String::as_str), Some("exit"));
}

#[test]
fn an_edit_from_outside_is_told_and_stays_told() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4");
    let why = "another program changed the file".to_owned();
    room.send(Message::Report(Report::Failed { why, changed_outside: true, folding: true }));
    room.keys("3").sees("Another program changed the file, ours is kept beside it");
}

#[test]
fn a_snapshot_is_written_when_nobody_types() {
    let mut room = Room::new(CLINIC);
    assert!(!room.app.saving.wants_fold());
    room.keys("g 4");
    assert!(room.app.saving.wants_fold());
    room.send(Message::Idle);
    assert_eq!(room.asked, ["fold"]);
    assert!(!room.app.saving.wants_fold());
}

#[test]
fn read_only_looks_on_and_says_so() {
    let read_only = Some("process 7 on desk has it open".to_owned());
    let mut room = Room::opened(CLINIC, Opening { read_only, ..Opening::default() });
    room.sees("read-only").sees("process 7 on desk has it open");
    room.keys("g 4").sees("this workspace is open read-only");
    room.keys("tab 3").sees("this workspace is open read-only: process 7 on desk has it open");
    room.keys("u q");
    assert_eq!((room.kept.len(), room.asked.as_slice()), (0, &["exit".to_owned()][..]));
}

#[test]
fn a_snapshot_that_fails_is_told_and_tried_again_while_the_journal_holds() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4");
    room.disk_works = false;
    room.send(Message::Idle).sees("✓ saved").sees("The file cannot be written: no space left on device");
    assert!(room.app.saving.wants_fold() && room.app.saving.unsaved().is_some());
    room.disk_works = true;
    room.send(Message::Idle).misses("cannot be written");
    assert_eq!(room.app.saving.unsaved(), None);
}

#[test]
fn who_has_left_changes_nothing_more() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4");
    let now = "2026-01-20T11:00:00+01:00".parse().unwrap();
    // The snapshot is on its way: nobody has confirmed it yet.
    let mut press = |key: &str| update(&mut room.app, Message::Key(key.parse().unwrap()), now);
    assert!(matches!(press("q").as_slice(), [Effect::Keep(Order::Fold(_))]));
    for key in ["5", "u", "a", ":", "ctrl-z", "e"] {
        assert!(press(key).is_empty(), "{key}");
    }
    assert!(matches!(press("q").as_slice(), [Effect::Exit]), "asked for twice it ends at once");
    // Neither the pointer nor a list that is pasted opens anything any more.
    let value = Some(Spot::Value(Side::Business, Slot::new(0), 0));
    let pointed = Message::Pointed(Mouse::Press, value);
    for message in [pointed.clone(), pointed, Message::Paste("One\nTwo\n".to_owned())] {
        assert!(update(&mut room.app, message, now).is_empty() && room.app.overlay.is_none());
    }
    assert_eq!(room.kept.len(), 1);
    // A snapshot that was put off is what leaving waits for.
    let effects = update(&mut room.app, Message::Report(Report::PutOff), now);
    assert!(matches!(effects.as_slice(), [Effect::Keep(Order::Fold(_))]));
    let folded = Message::Report(Report::Folded(1));
    assert!(matches!(update(&mut room.app, folded, now).as_slice(), [Effect::Exit]));
}
