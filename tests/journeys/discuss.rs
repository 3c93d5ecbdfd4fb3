//! What there is to talk about: what decides first, what can wait, and the way to the score and back.

use insta::assert_snapshot;

use super::{CLINIC, Room};

const DEMO: &str = include_str!("../../assets/demo.json");

fn demo(size: (u16, u16)) -> Room {
    let mut room = Room::new(DEMO);
    room.size = size;
    room.pause().keys("Y");
    room
}

/// Items with an effort that two disagree on; four points hold two of effort 2.
fn disputed(count: usize, votes: &str) -> String {
    let items: Vec<String> = (0..count)
        .map(|i| {
            format!(
                r#"{{"id":"i{i}","title":"Item {i}","scores":{{"impact":{},"effort":{{"votes":{votes}}}}}}}"#,
                5 - i * 5 / count
            )
        })
        .collect();
    format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":4,"unit":"points"}},"items":[{}]}}"#,
        items.join(",")
    )
}

#[test]
fn what_decides_stands_above_what_can_wait() {
    for (name, size) in [
        ("discuss_at_160_by_48", (160, 48)),
        ("discuss_at_120_by_40", (120, 40)),
        ("discuss_at_80_by_24", (80, 24)),
        ("discuss_at_40_by_10", (40, 10)),
    ] {
        assert_snapshot!(name, demo(size).screen());
    }
    let mut room = demo((40, 10));
    assert_snapshot!("a_point_at_40_by_10", room.keys("right").screen());
    room.keys("j j j j").sees("Show all clinics").keys("left").sees("DISCUSS");
}

#[test]
fn working_down_the_list_is_the_agenda() {
    let mut room = demo((160, 48));
    assert_eq!(room.selected(), "waiting-list", "keys are meant for what can be seen");
    room.sees("4 of 13 disagreements decide who is in");
    room.sees("at 4 or more it falls out").sees("votes run 2 to 5");
    // To the votes, agreed on, and back to what has moved up.
    room.keys("enter").sees("› Votes").sees("[Effort ~3]").misses("› Discuss").keys("3");
    assert_eq!(room.value("waiting-list", "effort"), Some(3.0));
    room.keys("esc").sees("3 of 12 disagreements decide who is in");
    assert_eq!(room.selected(), "group-calendar");
    // The next one, and from the last one to the first.
    room.keys("n");
    assert_eq!(room.selected(), "text-reminders");
    room.keys("n n");
    assert_eq!(room.selected(), "group-calendar");
    // What is taken back comes back, with the cursor on it.
    room.keys("j u").sees("4 of 13");
    assert_eq!(room.selected(), "waiting-list");
    assert_eq!(room.pause().app.discuss.cursor(), 0);
    room.keys("esc").sees("BACKLOG");
}

#[test]
fn what_decides_is_voted_on_at_once_and_nothing_else_of_it() {
    let mut room = demo((160, 48));
    // The side of the disagreement comes first, whichever pane was used last.
    room.keys("v").sees("Ana, Bo, Tomás, one after the other").keys("tab right");
    room.sees("what decides who is in · 3").keys("enter").sees("engineering · 9 answers to go");
}

#[test]
fn what_is_told_of_a_point_is_so() {
    let mut room = demo((160, 48));
    let before = room.ranking();
    room.sees("at 5  falls out  Fill cancelled slots").keys("enter 5 esc");
    assert_ne!(room.ranking(), before);
    room.sees("Fill cancelled slots from a wait");
    assert!(room.ranking().find('|') < room.ranking().find("waiting-list"));
    assert!(room.ranking().find("group-calendar") < room.ranking().find('|'));
}

#[test]
fn nothing_to_talk_about_is_said_plainly() {
    let mut room = Room::new(r#"{"items":[{"scores":{"effort":2}}]}"#);
    room.keys("Y").sees("Nobody disagrees.").sees("those first that decide");
    room.keys("j k right n").sees("nothing decides who is in").keys("enter").sees("no votes differ");
    room.size = (40, 10);
    room.keys("left").sees("Nobody disagrees.");
    room.keys("esc").sees("[Business]");

    let text = disputed(1, r#"{"a":1,"b":2}"#);
    let mut room = Room::new(&text);
    room.keys("Y").sees("none decides who is in").sees("all can wait: whichever one is settled");
    room.sees("only at 5 it falls out").keys("n").sees("nothing decides who is in");
    let mut room = Room::new(&text.replace(r#""amount":4,"#, ""));
    room.keys("Y").sees("without a capacity nobody is in or out").sees("there is no line");
    // A capacity that is set from here decides at once.
    room.keys("C").types("1").keys("enter").sees("it decides who is in").misses("can wait");
}

#[test]
fn a_filter_does_not_stand_in_the_way_of_the_votes() {
    let mut room = Room::new(CLINIC);
    room.keys("F space esc").sees("filter: kind feature").keys("Y").sees("Split the ledger service");
    room.keys("enter").sees("› Votes").sees("Split the ledger service");
    assert_eq!(room.selected(), "ledger");
    // The same from the readiness check.
    let mut room = Room::new(&CLINIC.replace(r#""amount": 11"#, r#""amount": 14"#));
    room.keys("F space esc c G").sees("the one open disagreement decides who is in").keys("enter enter");
    room.sees("› Votes").sees("Split the ledger service");
    assert_eq!(room.selected(), "ledger");
    room.keys("esc").sees("› Check");
}

#[test]
fn many_are_walked_and_one_stands_alone() {
    let mut room = Room::new(&disputed(300, r#"{"a":1,"b":3}"#));
    room.pause().keys("Y").sees("of 300 disagreements decide").sees("▐");
    room.keys("G");
    assert_eq!(room.app.discuss.cursor(), 299);
    for size in [(160, 48), (120, 40), (80, 24), (60, 20), (40, 10)] {
        room.size = size;
        for keys in ["G", "k", "page-up", "g", "j", "n", "page-down"] {
            let selected = {
                room.keys(keys);
                room.app.selected().unwrap().1.title.clone()
            };
            room.sees(&format!("▸{selected}"));
        }
        room.keys("right page-down").keys("left");
    }
    let mut room = Room::new(&disputed(1, r#"{"a":1,"b":5}"#));
    room.keys("Y").sees("it decides who is in").sees("at 5 it falls out").keys("j k G g n");
    assert_eq!(room.app.discuss.cursor(), 0);
}

#[test]
fn votes_stand_on_any_scale() {
    let text = r#"{
        "framework": "rice", "capacity": {"amount": 4, "unit": "months"},
        "participants": [
            {"id": "ana", "name": "Ana", "side": "engineering"}, {"id": "raj", "name": "Raj", "side": "business"},
            {"id": "mia", "name": "Mia", "side": "business"}, {"id": "ines", "name": "Inès", "side": "business"}
        ],
        "items": [
            {"id": "pay", "title": "Pay", "scores": {"reach": {"votes": {"raj": 200, "mia": 500, "ines": 12000}},
             "impact": 2, "confidence": {"votes": {"raj": 0.2, "mia": 0.8, "ines": 0.8}}, "effort": 3}},
            {"id": "sso", "title": "SSO", "scores": {"reach": 400, "impact": 1, "confidence": 0.8,
             "effort": {"votes": {"ana": 1.5, "raj": 4}}}}
        ]
    }"#;
    let mut room = Room::new(text);
    room.size = (120, 40);
    room.keys("Y");
    let mut seen = Vec::new();
    for _ in 0..3 {
        let point = room.app.discuss.selected().unwrap();
        let name = point.criterion(room.app.workspace()).id.to_string();
        assert_snapshot!(format!("{name}_at_120_by_40"), room.screen());
        seen.push(name);
        room.keys("j");
    }
    seen.sort();
    assert_eq!(seen, ["confidence", "effort", "reach"]);
}

#[test]
fn a_long_backlog_that_agrees_is_told_in_one_line() {
    let items: Vec<String> =
        (0..100_000).map(|i| format!(r#"{{"scores":{{"impact":{},"effort":2}}}}"#, i % 5 + 1)).collect();
    let mut room = Room::new(&format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":9000,"unit":"points"}},"items":[{}]}}"#,
        items.join(",")
    ));
    room.keys("Y j G Y Y u").sees("Nobody disagrees.");
}

#[test]
fn votes_are_looked_at_and_settled_and_lead_back_to_the_list() {
    let mut room = demo((160, 48));
    room.keys("y").sees("Cutline › Votes").sees("[Effort ~3]").sees("3 votes · median 3");
    assert_eq!(room.selected(), "waiting-list");
    room.keys("esc").sees("4 of 13");
    assert_eq!(room.app.discuss.cursor(), 0);
    // Settled there with one key, the next one has moved up.
    room.keys("y enter").sees("✓ agreed on 3").keys("esc").sees("3 of 12 disagreements decide");
    assert_eq!((room.app.discuss.cursor(), room.selected()), (0, "group-calendar"));
    // Whoever goes on to other votes comes back to the point about those, if there is one.
    room.keys("j y").sees("Send text reminders").keys("esc");
    assert_eq!((room.app.discuss.cursor(), room.selected()), (1, "text-reminders"));
    room.keys("esc").sees("BACKLOG");
}

#[test]
fn what_is_voted_on_again_is_off_the_list_until_it_is_revealed() {
    let mut room = demo((160, 48));
    room.keys("y v").sees("The keyboard is yours").keys("q esc").pause();
    room.sees("Cutline › Discuss").misses("Fill cancelled slots from a waiting list · Effort");
    room.misses("2 · 3 · 5   at 4 or more");
    // Only effort is open, so one voter after the other is asked about that.
    room.keys("v");
    for answer in ["2", "5", "3"] {
        if room.screen().contains("The keyboard is yours") {
            room.keys("enter");
        }
        room.keys(answer).keys("enter");
    }
    // They still differ, so the item is back on the list, and the votes lead there.
    assert_eq!(room.sees("everybody has answered").selected(), "waiting-list");
    room.keys("enter").sees("3 votes · median 3").keys("esc").pause();
    room.sees("Cutline › Discuss").sees("▸Fill cancelled slots from a waiting list · Effort");
}
