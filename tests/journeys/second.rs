//! Another window that has the workspace open, and taking over from it.

use cutline::app::following::{Following, Other};
use cutline::app::{Message, Opening};
use cutline::keeping::{Report, TakenOver};

use super::{CLINIC, Room};

const FIRST: &str = "process 7 on desk";

/// A window that looks on while another one has the workspace.
fn second(only: bool) -> Room {
    let following = Following { other: Other::Works(FIRST.to_owned()), only };
    let read_only = Some(format!("{FIRST} has it open"));
    Room::opened(
        CLINIC,
        Opening { file: "clinic.json".to_owned(), read_only, following, ..Opening::default() },
    )
}

fn taken(workspace: Option<&Room>) -> Message {
    let workspace = workspace.map(|room| Box::new(room.app.workspace().clone()));
    let notices = vec!["recovered 1 change from the journal of a session that ended early".to_owned()];
    Message::Report(Report::TakenOver(TakenOver {
        workspace,
        notices,
        unfolded: true,
        changed_outside: false,
    }))
}

#[test]
fn a_window_that_ends_is_told_as_long_as_nobody_goes_on() {
    let mut room = second(false);
    room.sees("read-only").sees(FIRST).misses("takes over");
    room.keys("!").sees("another window has it open: it can be taken over when that has ended");
    room.send(Message::HeldBy(None)).keys("j").sees("process 7 on desk has ended: ! takes over");
    room.sees("! take over");
    // Somebody else opens it.
    room.send(Message::HeldBy(Some("process 9 on lap".to_owned()))).sees("process 9 on lap has it open now");
    room.misses("takes over").keys("g 4").sees("this workspace is open read-only");
    assert!(room.asked.is_empty());
}

#[test]
fn taking_over_stays_on_the_item_and_saves_from_then_on() {
    let mut other = Room::new(CLINIC);
    other.keys("g 4");
    let mut room = second(false);
    room.keys("G shift-tab")
        .send(Message::HeldBy(None))
        .keys("!")
        .sees("Taking over from process 7 on desk …");
    assert_eq!(room.asked, ["take over"]);
    let (selected, pane) = (room.selected().to_owned(), room.app.view.pane);
    // What the first one did at the end was not followed any more.
    room.send(taken(Some(&other))).sees("taken over: from here on everything is saved here");
    room.sees("recovered 1 change").sees("✓ saved").misses("read-only").misses("takes over");
    assert_eq!((room.selected(), room.app.view.pane), (selected.as_str(), pane));
    assert_eq!(room.value("onboarding", "customer_value"), Some(4.0));
    assert!(room.app.saving.wants_fold(), "the journal is folded in");
    // What was on its way is not taken in twice, and the undo is that of the first one's last change.
    room.send(Message::Followed(other.kept.clone())).send(Message::HeldBy(None));
    room.keys("u").sees("undo: customer value of Improve onboarding flow 4 → 5");
    assert_eq!(room.kept.len(), 1);
    room.keys("!").sees("this window has the workspace already");
}

#[test]
fn whoever_reads_the_log_goes_on_reading_where_they_are() {
    let mut other = Room::new(CLINIC);
    other.keys("g 4 + + + +");
    let mut room = second(false);
    room.send(Message::Followed(std::mem::take(&mut other.kept))).keys("L j j");
    let read = |room: &Room| room.line("▸");
    let before = read(&room);
    other.keys("-");
    room.send(Message::Followed(other.kept.clone()));
    assert_eq!(read(&room), before);
    room.keys("g");
    assert_ne!(read(&room), before);
}

#[test]
fn the_brief_and_the_register_follow_what_the_other_window_does() {
    let mut other = Room::new(CLINIC);
    other.keys("b j +").types("Cut calls by half").keys("ctrl-s esc");
    let mut room = second(false);
    room.keys("b").sees("There is none");
    room.send(Message::Followed(other.kept.clone())).sees("Cut calls by half");
    room.keys("esc d").sees("debt  5       #3 in");
    other.kept.clear();
    other.keys("/").types("payment").keys("enter 1");
    room.send(Message::Followed(other.kept.clone())).misses("debt  5       #3 in");
}

#[test]
fn where_nothing_is_new_everything_stays_as_it_was() {
    let mut room = second(false);
    room.keys("L").send(Message::HeldBy(None)).keys("!").send(taken(None)).sees("› Log").sees("✓ saved");
}

#[test]
fn what_cannot_be_taken_over_is_told() {
    let mut room = second(false);
    room.send(Message::HeldBy(None)).keys("!");
    let faster =
        Report::NotTakenOver("process 9 on lap has it open".to_owned(), Some("process 9 on lap".to_owned()));
    room.send(Message::Report(faster))
        .sees("not taken over: process 9 on lap has it open")
        .misses("takes over");
    room.send(Message::HeldBy(None)).sees("process 9 on lap has ended: ! takes over").keys("!");
    let broken = Report::NotTakenOver("line 1, column 2: expected value".to_owned(), None);
    room.send(Message::Report(broken)).sees("not taken over: line 1").sees("! takes over").sees("read-only");
}

#[test]
fn a_window_that_only_follows_never_takes_over() {
    let mut room = second(true);
    room.send(Message::HeldBy(None));
    room.sees("process 7 on desk has ended. This window only follows: `cutline FILE` goes on");
    room.keys("!").sees("this window only follows: open the file to take it over");
    assert!(room.asked.is_empty());
}

#[test]
fn what_is_read_only_for_another_reason_is_nobodys_to_take_over() {
    let read_only = Some("the file is read-only".to_owned());
    let mut room = Room::opened(CLINIC, Opening { read_only, ..Opening::default() });
    room.send(Message::HeldBy(Some(FIRST.to_owned()))).send(Message::HeldBy(None)).misses("takes over");
    room.keys("!").sees("no other window has it open: it is read-only for another reason");
}

#[test]
fn the_banner_fits_every_window() {
    for size in [(160, 48), (120, 40), (80, 24), (40, 10)] {
        let mut room = second(false);
        room.size = size;
        room.send(Message::HeldBy(None)).keys("j").sees("process 7 on desk has ended");
    }
}

#[test]
fn a_sync_conflict_that_was_told_at_the_opening_is_not_told_again() {
    let told = "a sync conflict lies beside it: clinic-DESKTOP-4F2K9QX.json";
    let notices = vec!["recovered 1 change".to_owned(), told.to_owned()];
    let mut room =
        Room::opened(CLINIC, Opening { file: "clinic.json".to_owned(), notices, ..Opening::default() });
    room.send(Message::Noticed(told.to_owned())).sees("recovered 1 change · a sync conflict");
    room.send(Message::Noticed("another one".to_owned())).sees("another one").misses("recovered");
}

#[test]
fn an_older_trade_off_stays_under_the_cursor_while_others_come_in() {
    let mut other = Room::new(CLINIC);
    other.keys("g 4 g 3 g 2");
    let mut room = second(false);
    room.send(Message::Followed(other.kept.split_off(0))).keys("tab tab tab j j");
    assert_eq!(room.app.view.log_cursor, 2);
    other.keys("g 1");
    room.send(Message::Followed(other.kept.split_off(0)));
    assert_eq!(room.app.view.log_cursor, 3);
}

#[test]
fn a_reason_is_missing_once_nobody_is_there_to_say_it() {
    let mut other = Room::new(CLINIC);
    other.keys("/").types("payment").keys("enter 1 esc");
    let mut room = second(false);
    room.send(Message::Followed(other.kept.clone())).sees("nobody said yet");
    room.send(Message::HeldBy(None)).misses("nobody said yet");
}
