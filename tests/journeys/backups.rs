//! Restoring a backup: what is there, what differs, and that nothing is lost by it.

use cutline::app::{Effect, Message, Opening, update};
use cutline::keeping::{Order, Report};
use insta::assert_snapshot;

use super::{CLINIC, Room};

/// A room with a backup from its beginning, in which two things were done since.
fn room() -> Room {
    let opening =
        Opening { file: "clinic.json".to_owned(), shelf: Some("backups".into()), ..Opening::default() };
    let mut room = Room::opened(CLINIC, opening);
    let start = room.app.workspace().clone();
    room.keys("g 1");
    let at = "2026-01-20T10:40:00+01:00".parse().unwrap();
    room.backups = vec![(at, start)];
    room
}

fn open(room: &mut Room) -> &mut Room {
    room.keys(":").types("restore a backup").keys("enter")
}

#[test]
fn the_backups_are_listed_with_what_differs() {
    let mut room = room();
    room.size = (120, 40);
    open(&mut room);
    assert_snapshot!("backups_at_120_by_40", room.screen());
    room.size = (80, 24);
    assert_snapshot!("backups_at_80_by_24", room.screen());
}

#[test]
fn restoring_shows_what_was_and_keeps_what_is() {
    let mut room = room();
    let (before, start) = (room.app.workspace().clone(), room.backups[0].1.clone());
    open(&mut room).keys("enter").sees("the backup of 2026-01-20 10:40 is restored").sees("✓ saved");
    assert_eq!(room.app.workspace().items(), start.items());
    assert_eq!(room.backups[0].1, before, "what was there is a backup now");
    assert_eq!(room.app.workspace().last_seq(), before.last_seq() + 1);
    room.keys("L").sees("backup of 2026-01-20 10:40 restored");
    // And back again.
    room.keys("L");
    open(&mut room).keys("enter").sees("is restored");
    assert_eq!(room.app.workspace().items(), before.items());
}

#[test]
fn who_leaves_behind_a_restore_that_fails_is_told_and_stays() {
    let mut room = room();
    open(&mut room);
    let now = "2026-01-20T11:00:00+01:00".parse().unwrap();
    let mut tell = |message| update(&mut room.app, message, now);
    let press = |key: &str| Message::Key(key.parse().unwrap());
    assert!(matches!(tell(press("enter")).as_slice(), [Effect::Keep(Order::Replace(..))]));
    assert!(tell(press("ctrl-c")).is_empty());
    assert!(tell(Message::Report(Report::NotReplaced("no space left on device".to_owned()))).is_empty());
    room.sees("not restored: no space left on device").keys("4");
    assert_eq!(room.kept.len(), 2);
}

#[test]
fn what_is_no_different_is_not_restored_and_a_full_disk_changes_nothing() {
    let mut room = room();
    let before = room.app.workspace().clone();
    room.disk_works = false;
    open(&mut room).keys("enter").sees("not restored: no space left on device. Nothing was changed");
    assert_eq!(*room.app.workspace(), before);
    room.backups[0].1 = before;
    open(&mut room).sees("as it is now").keys("enter").sees("there is nothing to restore");
}

#[test]
fn a_scratch_copy_has_no_backups() {
    let mut room = Room::new(CLINIC);
    open(&mut room).sees("no backups are kept of this workspace");
}
