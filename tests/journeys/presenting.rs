//! The presentation, and following another window.

use cutline::app::pointer::{Mouse, Spot};
use cutline::app::view::Screen;
use cutline::app::{Message, Opening};
use cutline::domain::id::Slot;
use insta::assert_snapshot;

use super::{CLINIC, Room};

/// The presentation after a change that costs somebody a place.
fn presented(size: (u16, u16)) -> Room {
    let mut room = Room::new(CLINIC);
    room.size = size;
    room.keys("/").types("Single").keys("enter tab tab l 1").types("bought").keys("enter f5");
    assert_eq!(room.app.view.screen, Screen::Present);
    room
}

#[test]
fn the_presentation_at_each_size() {
    for size in [(160, 48), (120, 40), (80, 24), (40, 10)] {
        let mut room = presented(size);
        assert_snapshot!(format!("presented_at_{}_by_{}", size.0, size.1), room.screen());
        room.keys("f5");
        assert_eq!(room.app.view.screen, Screen::Workshop);
    }
}

#[test]
fn the_wall_tells_who_lost_until_somebody_else_moves() {
    let mut room = presented((120, 40));
    room.sees("comes in").sees("falls out").sees("why: bought");
    // What moves nobody is no news on the wall.
    room.keys("f5").types("b+").types("Fewer calls").keys("ctrl-s esc f5");
    room.sees("effort of Single sign-on 4 → 1").sees("why: bought").misses("Fewer calls");
    room.sees("Single sign-on   comes in");
    room.keys("u u").sees("undo: effort of Single sign-on");
}

#[test]
fn a_pinned_item_says_why_it_stands_among_others_than_its_rank() {
    let pinned = r#"{ "id": "sso", "pin": { "held": "in", "owner": "Raj", "reason": "the law" },"#;
    let mut room = Room::new(&CLINIC.replace(r#"{ "id": "sso","#, pinned));
    room.keys("f5");
    assert!(room.line("Single sign-on").contains("◆") && room.line("Single sign-on").contains("pinned in"));
    room.size = (40, 10);
    room.keys("G k k k k").sees("◆");
}

#[test]
fn a_follower_sees_what_happens_in_the_other_window() {
    let mut other = Room::new(CLINIC);
    other.keys("/").types("Single").keys("enter tab tab l 1").types("bought").keys("enter");
    let opening = Opening {
        file: "clinic.json".to_owned(),
        read_only: Some("this window follows another one".to_owned()),
        screen: Screen::Present,
        ..Opening::default()
    };
    let mut room = Room::opened(CLINIC, opening);
    room.sees("read-only").send(Message::Followed(other.kept.clone()));
    room.sees("effort of Single sign-on 4 → 1").sees("why: bought");
    assert_eq!((room.selected(), room.ranking()), ("sso", other.ranking()));
    // Nothing can be changed here.
    room.keys("esc 3").sees("read-only");
    assert!(room.kept.is_empty());
}

#[test]
fn a_smaller_file_in_its_place_is_shown_on_every_screen() {
    let small = Room::new(r#"{"title":"Small","items":[{"id":"only","title":"Only one"}]}"#);
    for keys in [
        "esc", "L", "e", "c", "Y", "H", "m", "d", "b", "y", "Z", "T", "t", "f5", ": p a", "/ p a", "enter",
        "F", "B",
    ] {
        let mut room = following(include_str!("../../assets/demo.json"));
        room.keys("/ v i s i t s enter").keys(keys);
        let _ = room.screen();
        room.send(Message::Replaced(Box::new(small.app.workspace().clone())));
        let _ = room.screen();
        room.keys("j l enter esc g esc").sees("Small");
        assert_eq!(room.selected(), "only", "{keys}");
        // A click on what was there before does nothing.
        let gone = Some(Spot::Card(Slot::new(20)));
        room.send(Message::Pointed(Mouse::Press, gone)).sees("Only one");
    }
}

/// A window that follows another one.
fn following(text: &str) -> Room {
    let read_only = Some("process 7 on desk has it open".to_owned());
    Room::opened(text, cutline::app::Opening { read_only, ..Default::default() })
}

#[test]
fn another_file_in_its_place_is_shown_on_the_same_item() {
    let mut room = following(CLINIC);
    room.keys("/").types("Single").keys("enter");
    let other = Room::new(&CLINIC.replace("Improve onboarding flow", "Something else"));
    room.send(Message::Replaced(Box::new(other.app.workspace().clone()))).sees("Something else");
    assert_eq!(room.selected(), "sso");
    room.send(Message::LostSight("no such file".to_owned()))
        .sees("the file cannot be followed: no such file");
}
