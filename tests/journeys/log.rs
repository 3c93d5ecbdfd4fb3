//! The log screen: what is listed, what it is confined to, and what the last session left behind.

use cutline::app::Opening;
use cutline::app::view::{Pane, Screen};
use insta::assert_snapshot;

use super::{CLINIC, Room};

/// Two sessions: one on a morning, one that went on after midnight.
const PAST: &str = r#", "log": [
    {"seq": 1, "at": "2026-01-05T09:00:00+01:00", "kind": "add", "cause": {"field": "items", "to": 8}},
    {"seq": 2, "at": "2026-01-05T09:20:00+01:00", "side": "business", "kind": "score", "item": "onboarding",
     "cause": {"field": "customer_value", "from": 4, "to": 5}, "rank": {"from": 3, "to": 1},
     "entered": ["onboarding"], "left": ["sso"], "reason": "three clinics asked for it"},
    {"seq": 3, "at": "2026-01-05T09:21:00+01:00", "side": "business", "kind": "reason", "item": "onboarding",
     "cause": {"field": "reason", "to": "three clinics asked for it"}, "about": 2},
    {"seq": 4, "at": "2026-01-13T22:50:00+01:00", "by": "ana", "side": "engineering", "kind": "score", "item": "pay",
     "cause": {"field": "effort", "from": 3, "to": 5}, "rank": {"from": 1, "to": 3},
     "entered": ["sso", "ledger"], "left": ["pay"]},
    {"seq": 5, "at": "2026-01-13T23:30:00+01:00", "side": "business", "kind": "score", "item": "mobile",
     "cause": {"field": "business_value", "from": 3, "to": 4}, "rank": {"from": 4, "to": 2},
     "entered": ["mobile"], "left": ["sso"], "reason": "the app is where the new patients come from, two out of three of them"},
    {"seq": 6, "at": "2026-01-14T00:10:00+01:00", "by": "bo", "side": "engineering", "kind": "score", "item": "ledger",
     "cause": {"field": "effort", "from": 3, "to": 4}, "rank": {"from": 4, "to": 4}, "left": ["ledger"]}
]}"#;

fn with_past() -> Room {
    Room::new(&format!("{}{PAST}", CLINIC.trim_end().strip_suffix('}').unwrap()))
}

/// A room with a past, in which two things happened since.
fn room(size: (u16, u16)) -> Room {
    let mut room = with_past();
    room.size = size;
    room.keys("tab tab g j j l 1").types("retries exist").keys("enter g 5 esc");
    room
}

/// The numbers of the listed entries, newest first, the one under the cursor in brackets.
fn listed(room: &Room) -> String {
    let (log, entries) = (&room.app.log, room.app.workspace().log());
    let seqs = (0..log.len()).map(|at| {
        let seq = entries[log.at(at).unwrap()].seq;
        if at == log.cursor() { format!("[{seq}]") } else { seq.to_string() }
    });
    seqs.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_whole_log_at_160_by_48() {
    assert_snapshot!(room((160, 48)).keys("L j").screen());
}

#[test]
fn the_whole_log_at_120_by_40() {
    assert_snapshot!(room((120, 40)).keys("L j").screen());
}

#[test]
fn the_whole_log_at_80_by_24() {
    assert_snapshot!(room((80, 24)).keys("L j j").screen());
}

#[test]
fn the_whole_log_at_40_by_10() {
    assert_snapshot!(room((40, 10)).keys("L j j").screen());
}

#[test]
fn the_last_session_at_160_by_48() {
    assert_snapshot!(room((160, 48)).keys("L p").screen());
}

#[test]
fn the_last_session_at_80_by_24() {
    assert_snapshot!(room((80, 24)).keys("L p").screen());
}

#[test]
fn the_last_session_at_40_by_10() {
    assert_snapshot!(room((40, 10)).keys("L p j").screen());
}

#[test]
fn the_list_is_confined_and_the_title_says_to_what() {
    for (keys, expected, title) in [
        ("L", "[9] 7 6 5 4 2 1", "LOG 7 entries, newest first"),
        ("L b", "[5] 2", "LOG 2 of 7, only business"),
        ("L e", "[9] 7 6 4", "LOG 4 of 7, only engineering"),
        ("L b e", "[9] 7 6 4", "LOG 4 of 7, only engineering"),
        ("L b b", "[9] 7 6 5 4 2 1", "LOG 7 entries, newest first"),
        ("L x", "[9] 7 6 5 4 2", "LOG 6 of 7, only crossings"),
        ("L w", "[9] 6 4", "LOG 3 of 7, only no reason given"),
        ("L s", "[9] 7", "LOG 2 of 7, only this session"),
        ("L p", "[6] 5 4", "LOG 3 of 7, only last session"),
        ("L s p e x", "[6] 4", "LOG 2 of 7, only engineering · crossings · last session"),
        ("L p s 0", "[9] 7 6 5 4 2 1", "LOG 7 entries, newest first"),
        // The selected item is the one of the workshop until the cursor moves.
        ("tab tab g L i", "[9] 2", "LOG 2 of 7, only Improve onboarding flow"),
        ("L j j i", "[6] 4", "LOG 2 of 7, only Split the ledger service"),
        ("L b w", "", "LOG 0 of 7, only business · no reason given"),
    ] {
        let mut room = room((160, 48));
        room.keys(keys).sees(title);
        assert_eq!(listed(&room), expected, "{keys}");
    }
}

#[test]
fn whoever_comes_back_within_four_hours_goes_on_with_the_session() {
    let mut first = Room::new(CLINIC);
    first.keys("g 4 esc");
    let text = first.saved();
    let opened = |at: &str| {
        let now = at.parse().ok();
        Room::opened(&text, Opening { now, ..Opening::default() })
    };
    opened("2026-01-20T12:00:00+01:00").keys("L").sees("this session").misses("last session");
    opened("2026-01-20T23:00:00+01:00").keys("L").sees("last session").misses("this session");
}

#[test]
fn the_cursor_keeps_its_entry_as_long_as_it_is_listed() {
    let mut room = room((160, 48));
    room.keys("L j j j");
    assert_eq!(listed(&room), "9 7 6 [5] 4 2 1");
    room.keys("e");
    assert_eq!(listed(&room), "9 7 6 [4]");
    room.keys("e");
    assert_eq!(listed(&room), "9 7 6 [5] 4 2 1");
    room.keys("G s").keys("k");
    assert_eq!(listed(&room), "[9] 7");
    // What is done here stands on top.
    room.keys("0 G u");
    assert_eq!(listed(&room), "[10] 9 7 6 5 4 2 1");
}

#[test]
fn a_reason_is_given_to_the_entry_under_the_cursor_and_the_next_one_waits() {
    let mut room = room((160, 48));
    room.keys("L w j r").sees("Why?").types("Bo has seen it").keys("enter");
    assert_eq!(listed(&room), "9 [4]");
    room.sees("LOG 2 of 7, only no reason given").keys("0 k").sees("why: Bo has seen it");
    room.keys("w G r").types("the ledger").keys("enter p").sees("No entry is all of that");
    // The last session is summed up as it is now.
    room.keys("0 p").sees("3 changes; in the end 1 came in, 1 fell out").misses("without a reason");
}

#[test]
fn enter_leads_to_the_item_and_the_way_back_is_kept() {
    let mut room = room((160, 48));
    room.keys("L e j j enter").sees("BUSINESS");
    assert_eq!((room.selected(), room.app.view.pane), ("ledger", Pane::Backlog));
    room.keys("L");
    assert_eq!(listed(&room), "9 7 [6] 4");
    room.keys("0 G enter").sees("this entry is about no single item").sees("› Log");
    room.keys(":").types("explain").keys("enter").sees("Split the ledger service").sees("NEIGHBOURS");
}

#[test]
fn escape_brings_back_what_was_left_out_before_it_leaves() {
    let mut room = room((160, 48));
    room.keys("L b x esc").sees("7 entries").sees("› Log").keys("esc").sees("BUSINESS");
    room.keys("L b L").sees("BUSINESS").keys("L").sees("only business");
    // What makes no sense here says so.
    room.keys("0 0").sees("nothing is left out");
    let mut fresh = Room::new(CLINIC);
    fresh.keys("L").sees("Nothing has changed yet").keys("s").sees("nothing was changed yet in this session");
    fresh.keys("p").sees("there is no session before this one").keys("enter").sees("no entry is selected");
    fresh.keys("r").sees("there is no trade-off yet").keys("j G k");
}

#[test]
fn opening_tells_what_came_of_the_last_session() {
    let mut room = with_past();
    room.sees("last session · Wed 14 Jan 2026 · 3 changes, 2 without a reason; in the end 1 came in, 1 fell out · L shows them");
    // It stands between then and now.
    room.keys("tab tab g j j l 1 esc");
    let screen = room.screen();
    let at = |text: &str| screen.find(text).unwrap();
    assert!(at("effort of Fix payment failures 5 → 1") < at("last session"));
    assert!(at("last session") < at("effort of Split the ledger service 3 → 4"));

    room.size = (80, 24);
    room.sees("5 → 1").misses("last session");
    let mut room = with_past();
    room.size = (80, 24);
    room.sees("last session · 14 Jan · 3 changes, 1 in, 1 out, 2 without a reason · L log");
    Room::new(CLINIC).misses("last session");
}

#[test]
fn with_little_room_it_is_told_until_the_first_key_which_does_what_it_does() {
    let mut room = with_past();
    room.size = (40, 10);
    room.sees("last session · 14 Jan · 3 changes").misses("? help");
    room.keys("4").misses("last session").sees("? help");
    assert_eq!(room.value("wallet", "customer_value"), Some(4.0));
}

#[test]
fn a_session_goes_on_when_the_workspace_is_opened_again_within_the_pause() {
    let mut room = room((160, 48));
    room = room.reopened();
    assert_eq!(room.app.view.screen, Screen::Workshop);
    room.keys("L p").sees("LOG 2 of 7, only last session").sees("Tue 20 Jan 2026, 10:49 to");
}

#[test]
fn a_hundred_thousand_entries_are_walked() {
    let entries: Vec<String> = (0..100_000)
        .map(|i| {
            let (side, item) = if i % 2 == 0 { ("business", "pay") } else { ("engineering", "sso") };
            format!(
                r#"{{"seq":{},"at":"2026-01-{:02}T09:{:02}:00Z","side":"{side}","kind":"score","item":"{item}"}}"#,
                i + 1,
                i / 5_000 + 1,
                i / 100 % 50
            )
        })
        .collect();
    let text =
        format!(r#"{}, "log": [{}]}}"#, CLINIC.trim_end().strip_suffix('}').unwrap(), entries.join(","));
    let mut room = Room::new(&text);
    room.keys("L").sees("LOG 100000 entries").sees("last session · Tue 20 Jan 2026 · 5000 changes");
    room.keys("e").sees("LOG 50000 of 100000").keys("G").sees("09:00  engineering");
    room.keys("p page-up").sees("LOG 2500 of 100000, only engineering · last session");
    room.keys("0 G").sees("▸09:00  business");
}

#[test]
fn no_size_panics_and_hostile_text_reaches_no_cell() {
    let hostile = PAST.replace("three clinics", "Evil\\u001b[2J\\u202e 漢字");
    let text = format!("{}{hostile}", CLINIC.trim_end().strip_suffix('}').unwrap());
    let text = text.replace("Improve onboarding flow", "Onboard\\u001b[2J 👩\\u200d🔧 flow");
    for keys in ["L", "L G", "L p G", "L b G i", "L b w", "L r"] {
        let mut room = Room::new(&text);
        room.keys(keys);
        for width in [1, 39, 40, 41, 59, 60, 61, 80, 139, 142, 143, 200] {
            for height in [1, 9, 10, 11, 15, 16, 24, 33, 60] {
                room.size = (width, height);
                let screen = room.screen();
                assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{keys} at {width}×{height}");
            }
        }
    }
}

#[test]
fn what_the_room_takes_back_is_the_rooms() {
    let mut room = Room::new(CLINIC);
    room.keys("C ctrl-u 5 enter esc u L").sees("room         undo: capacity 5 → 11 points");
    room.sees("room         capacity 11 → 5 points");
}
