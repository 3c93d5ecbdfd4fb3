//! Swing on the screen: who is contested, why that is not told of what was changed, and when it is drawn.

use cutline::app::following::{Following, Other};
use cutline::app::{Message, Opening};
use cutline::domain::workspace::Workspace;
use insta::assert_snapshot;

use super::{CLINIC, Room};

const DEMO: &str = include_str!("../../assets/demo.json");

/// The clinic after nobody typed for a moment, with the focus in the backlog.
fn drawn(size: (u16, u16)) -> Room {
    let mut room = Room::new(CLINIC);
    room.size = size;
    room.keys("tab").pause();
    room
}

/// The demo, likewise.
fn demo(size: (u16, u16)) -> Room {
    let mut room = Room::new(DEMO);
    room.size = size;
    room.keys("tab").pause();
    room
}

#[test]
fn contested_items_have_their_probability_beside_the_score() {
    for (name, size) in [
        ("backlog_at_160_by_48", (160, 48)),
        ("backlog_at_120_by_40", (120, 40)),
        ("backlog_at_80_by_24", (80, 24)),
        ("backlog_at_40_by_10", (40, 10)),
    ] {
        assert_snapshot!(name, demo(size).screen());
    }
}

#[test]
fn what_the_probabilities_are_of_stands_beside_the_classes() {
    let mut room = Room::new(CLINIC);
    room.keys("tab g M m").pause();
    for (size, heading) in [
        ((160, 48), "MoSCoW    chance  sum  score"),
        ((120, 40), "MoSCoW  in score"),
        ((40, 10), "MoSCoW  in score"),
    ] {
        room.size = size;
        room.sees(heading);
    }
}

#[test]
fn an_item_that_was_changed_tells_nothing_before_it_is_drawn_anew() {
    let mut room = Room::new(CLINIC);
    room.misses("chance").pause().sees("chance to be in");
    assert!(room.line("Single sign-on  ").contains("41%"), "{}", room.screen());
    // What nobody touched keeps its number, and those who cross the line are told as ever.
    room.keys("g j j 2");
    let pay = room.line("falls out debt");
    assert!(!pay.contains('%'), "{pay}");
    room.sees("Single sign-on comes in            41%");
    // Drawn anew it is contested again, and the words for a crossing stay.
    room.keys("esc").pause().sees("Single sign-on comes in            55%");
    let pay = room.line("falls out debt");
    assert!(pay.contains('%'), "{pay}");
}

#[test]
fn it_is_drawn_once_for_each_change_and_never_while_nothing_changes() {
    let mut room = Room::new(CLINIC);
    assert!(room.app.wants_swing(), "it is drawn after the first frame");
    room.pause();
    assert!(!room.app.wants_swing());
    room.keys("j k tab L esc enter esc F esc");
    assert!(!room.app.wants_swing(), "looking around changes nothing");
    room.keys("shift-tab g 4");
    assert!(room.app.wants_swing());
    room.keys("esc").pause();
    assert!(!room.app.wants_swing());
    let mut room = Room::new(&CLINIC.replace(r#""amount": 11, "#, ""));
    room.pause();
    assert!(!room.app.wants_swing(), "without a line there is nothing to draw");
    room.misses("chance").keys("tab enter").misses("9 of 10 cases");
}

#[test]
fn what_was_drawn_before_a_change_says_nothing_of_what_it_changed() {
    let mut room = Room::new(CLINIC);
    let tell = |room: &mut Room| {
        for drawn in room.late.take().unwrap() {
            room.send(drawn);
        }
    };
    room.late = Some(Vec::new());
    room.pause().keys("g 4 esc");
    tell(&mut room);
    room.sees("41%");
    assert!(!room.line("Improve onboarding flow  ").contains('%'));
    // Under another framework every number means something else.
    room.late = Some(Vec::new());
    room.pause().keys("f j enter");
    tell(&mut room);
    room.misses("chance");
    room.pause().sees("chance to be in");
}

#[test]
fn without_a_line_nobody_has_a_chance() {
    let mut room = demo((160, 48));
    room.sees("chance to be in");
    room.keys("C ctrl-u enter esc").misses("chance to be in").pause();
    room.misses("chance to be in").keys("u").misses("chance to be in").pause();
    room.sees("chance to be in");
}

#[test]
fn what_was_drawn_before_the_file_was_read_again_says_nothing() {
    let following = Following { other: Other::Works("a wall".to_owned()), only: true };
    let opening = Opening { read_only: Some("it follows".to_owned()), following, ..Opening::default() };
    let mut room = Room::opened(CLINIC, opening);
    room.late = Some(Vec::new());
    room.pause();
    let [drawn] = room.late.take().unwrap().try_into().unwrap();
    let mut head = room.app.workspace().head().clone();
    head.items = head.items.iter().rev().cloned().collect();
    let turned = Workspace::load(head).unwrap().0;
    room.send(Message::Replaced(Box::new(turned))).send(drawn).misses("chance to be in");
    room.pause().sees("chance to be in");
}

#[test]
fn a_rank_is_explained_with_its_chances() {
    let mut room = drawn((160, 48));
    room.keys("g j j enter").sees("contested: 32% chance to be in · ranks #2 to #5 in 9 of 10 cases");
    assert_snapshot!("explained_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("explained_at_80_by_24", room.screen());
    room.keys("esc G").keys("enter").misses("9 of 10 cases");
    room.keys("esc k k enter").sees("1% chance to be in · ranks #5 to #6 in 9 of 10 cases");
}

#[test]
fn the_filter_shows_what_is_contested() {
    let mut room = drawn((160, 48));
    room.keys("F").sees("swing").sees("contested").keys("esc");
    assert_eq!(room.app.listed().len(), 8);
    let choose = |room: &mut Room| {
        room.keys("F");
        while !room.screen().contains("▸[ ] contested") {
            room.keys("j");
        }
        room.keys("space esc").sees("filter: contested");
    };
    choose(&mut room);
    assert_eq!(room.app.listed().len(), 4);
    // Whoever scores an item that is contested keeps it before them until they go elsewhere.
    room.keys("shift-tab g").keys("1");
    assert_eq!(room.selected(), "pay");
    room.keys("esc").pause();
    assert_eq!(room.selected(), "pay", "the next digit is meant for it");
    room.keys("1 esc j").sees("filter: contested");
    assert_ne!(room.selected(), "pay");
    // Without a line nobody is, and that is seen at once.
    room.keys("C ctrl-u enter").keys("esc").sees("filter: contested · 0 of 8");
    // Before anything is drawn nobody is contested.
    let mut room = Room::new(CLINIC);
    room.keys("F").misses("contested");
}

#[test]
fn where_only_some_items_were_drawn_for_the_screen_says_so() {
    let items: Vec<String> = (0..2_200)
        .map(|i| {
            format!(
                r#"{{"id":"i{i}","scores":{{"impact":{},"effort":{{"votes":{{"a":1,"b":{}}}}}}}}}"#,
                5 - i / 500,
                2 + i % 3
            )
        })
        .collect();
    let mut room = Room::new(&format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":300,"unit":"points"}},"items":[{}]}}"#,
        items.join(",")
    ));
    room.pause().keys("tab g enter").sees("9 of 10 cases · sampled over the 2,000");
    room.keys("esc G enter");
    room.sees("swing not known: sampled over the 2,000 items around the line");
    room.keys("esc Y").sees("Swing is sampled over the 2,000 items around the line.");
}
