//! Another program changes the file while the workshop is open.

use std::path::PathBuf;

use cutline::app::{Message, Opening};
use cutline::domain::compare::compare;
use cutline::domain::reconcile::merge;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use cutline::keeping::{Edit, Report, Settled, Theirs, crossing_between};
use cutline::store::content;

use super::{CLINIC, Room};

fn parsed(text: &str) -> Workspace {
    content::parse(text.as_bytes()).unwrap().0
}

/// The file as somebody else saved it: another title, and two scores that are also given here.
fn theirs() -> Workspace {
    parsed(&CLINIC.replace("Clinic bookings", "Clinic bookings, spring").replacen(
        "\"customer_value\": 5",
        "\"customer_value\": 2",
        1,
    ))
}

/// What the writer makes of it.
fn looked(room: &Room) -> Edit {
    let base = parsed(CLINIC);
    let workshops = [base.clone(), theirs(), room.app.workspace().clone()].map(Workshop::new);
    let merged = merge(Some(&base), room.app.workspace(), &theirs()).unwrap();
    let together = Workshop::new(merged.workspace);
    Edit {
        state: "5eed".to_owned(),
        at: "2026-01-20T10:40:00+01:00".parse().ok(),
        ours: compare(&workshops[0], &workshops[2]).tally(),
        theirs: Ok(Theirs {
            tally: compare(&workshops[0], &workshops[1]).tally(),
            by_cutline: false,
            unseen: 0,
            conflicts: Ok(merged.conflicts),
            then: [&together, &workshops[1]].map(|other| crossing_between(&workshops[2], other)),
        }),
    }
}

fn told(edit: Edit) -> Message {
    Message::Report(Report::LookedOutside(Ok(Some(Box::new(edit)))))
}

/// A room in which something was scored, with the dialog open.
fn asked() -> Room {
    let mut room = Room::new(CLINIC);
    room.keys("g 4").send(Message::FileTouched).send(Message::Report(Report::Outside(true)));
    room.sees("Another program changed the file, ours is kept beside it: & settles both").sees("not saved");
    room.keys("&").sees("Looking what they made of it");
    assert_eq!(room.asked, ["check outside", "look outside"]);
    let edit = looked(&room);
    room.send(told(edit));
    room
}

#[test]
fn the_dialog_tells_what_happened_and_what_each_way_does() {
    for size in [(160, 48), (120, 40), (80, 24)] {
        let mut room = asked();
        room.size = size;
        room.sees("Another program changed clinic.json").sees("written 10:40").sees("1 setting");
        room.sees("ours stands in 1 conflict")
            .sees("5 → ours 4, theirs 2")
            .sees("m merge both")
            .sees("esc later");
        insta::assert_snapshot!(format!("outside_at_{}_by_{}", size.0, size.1), room.screen());
    }
    let mut room = asked();
    room.size = (40, 10);
    room.sees("Another program changed");
}

#[test]
fn what_they_never_saw_is_told() {
    let mut room = asked();
    let mut edit = looked(&room);
    edit.theirs.as_mut().unwrap().unseen = 3;
    room.send(told(edit)).sees("without 3 log entries of ours, written 10:40");
}

#[test]
fn both_are_merged_and_shown() {
    let mut room = asked();
    room.keys("m").sees("this takes a moment");
    assert_eq!(room.asked.last().map(String::as_str), Some("settle Merge as of 5eed"));
    // Nothing can be done meanwhile that would be lost.
    room.keys("esc 5 u q");
    assert_eq!((room.kept.len(), room.asked.len()), (1, 3));
    let merged = merge(Some(&parsed(CLINIC)), room.app.workspace(), &theirs()).unwrap().workspace;
    let settled = Settled::Merged { workspace: Box::new(merged), conflicts: 1 };
    room.send(Message::Report(Report::Settled(settled))).sees("merged: ours stands in 1 conflict");
    room.sees("✓ saved").sees("Clinic bookings, spring").misses("Another program");
    assert_eq!(room.value("onboarding", "customer_value"), Some(4.0));
    room.keys("u").sees("undo: customer value of Improve onboarding flow 4 → 5");
    assert_eq!(room.kept.len(), 2);
}

#[test]
fn theirs_is_taken_and_ours_is_told_where_it_is() {
    let mut room = asked();
    room.keys("t");
    let settled =
        Settled::Reloaded { workspace: Box::new(theirs()), copy: PathBuf::from("clinic-mine.json") };
    room.send(Message::Report(Report::Settled(settled))).sees("ours is in clinic-mine.json").sees("✓ saved");
    assert_eq!(room.value("onboarding", "customer_value"), Some(2.0));
    assert!(!room.app.saving.wants_fold());
}

#[test]
fn ours_goes_on_in_another_file() {
    let mut room = asked();
    room.keys("s").sees("clinic-copy.json").keys("enter");
    assert_eq!(room.asked.last().unwrap(), "settle Elsewhere(\"clinic-copy.json\") as of 5eed");
    let settled =
        Settled::Elsewhere { path: PathBuf::from("clinic-copy.json"), shelf: Some(PathBuf::from("backups")) };
    room.send(Message::Report(Report::Settled(settled)))
        .sees("saved as clinic-copy.json, and going on there");
    assert_eq!(room.app.file, "clinic-copy.json");
    assert_eq!(room.app.outlet.workspace, PathBuf::from("clinic-copy.json"));
    assert_eq!(room.app.shelf, Some(PathBuf::from("backups")));
    room.sees("✓ saved").keys("g 3").sees("→ 3");
}

#[test]
fn what_failed_is_told_and_looked_at_again() {
    let mut room = asked();
    room.keys("m").send(Message::Report(Report::NotSettled("the file was changed once more".to_owned())));
    assert_eq!(room.asked.last().map(String::as_str), Some("look outside"));
    room.sees("the file was changed once more").sees("Another program changed clinic.json");
    let edit = looked(&room);
    room.send(told(edit)).keys("esc").misses("Theirs").sees("& settles both");
}

#[test]
fn what_is_no_workspace_cannot_be_merged() {
    let mut room = asked();
    let why = "no workspace: line 3, column 1: expected value".to_owned();
    let edit = Edit { theirs: Err(why), ..looked(&room) };
    room.send(told(edit))
        .sees("Theirs  no workspace: line 3, column 1")
        .sees("There is nothing to merge with as it is")
        .misses("m merge both")
        .misses("t take theirs");
    let before = room.asked.len();
    room.keys("m t").sees("s save ours elsewhere");
    assert_eq!(room.asked.len(), before);
}

#[test]
fn an_edit_that_is_taken_back_goes_away() {
    let mut room = asked();
    room.send(Message::Report(Report::Outside(false))).sees("there is nothing to settle").sees("✓ saved");
    room.keys("&").sees("nobody else has changed the file");
}

#[test]
fn saving_and_leaving_lead_to_the_dialog() {
    let mut room = asked();
    room.keys("esc ctrl-s")
        .sees("Looking what they made of it")
        .keys("esc q")
        .sees("Looking what they made of it");
    let edit = looked(&room);
    room.send(told(edit)).sees("q quit, settle it next time").keys("m");
    let merged = Settled::Merged { workspace: Box::new(theirs()), conflicts: 0 };
    room.send(Message::Report(Report::Settled(merged)));
    assert_eq!(room.asked.last().map(String::as_str), Some("exit"));

    let mut room = asked();
    room.keys("esc q q");
    assert_eq!(room.asked.last().map(String::as_str), Some("exit"));
    assert!(room.app.saving.unsaved().unwrap().contains("open it again to settle both"));
}

#[test]
fn an_edit_that_is_found_when_leaving_is_asked_about() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4");
    let why = "another program changed the file".to_owned();
    room.send(Message::Report(Report::Failed { why, changed_outside: true, folding: true }));
    room.keys("q").sees("Another program changed clinic.json");
}

#[test]
fn what_was_to_be_settled_is_told_when_it_is_opened_again() {
    let opening = Opening { changed_outside: true, unfolded: true, ..Opening::default() };
    let mut room = Room::opened(CLINIC, opening);
    room.sees("& settles both").keys("&").sees("Looking what they made of it");
    // A way that was not seen is not gone.
    room.keys("m t");
    assert_eq!(room.asked, ["look outside"]);
    assert!(room.app.overlay.is_some());
}

#[test]
fn who_wanted_to_leave_while_it_was_settled_goes_on_where_that_failed() {
    let mut room = asked();
    room.keys("m ctrl-c").send(Message::Report(Report::NotSettled("no space left on device".to_owned())));
    let edit = looked(&room);
    room.send(told(edit)).keys("esc g 3").sees("→ 3");
    assert!(!room.asked.contains(&"exit".to_owned()));
}
