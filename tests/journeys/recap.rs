//! The recap at the end of a meeting: what it lists, where each line leads, and how it looks.

use insta::assert_snapshot;

use super::Room;

/// Six points hold three of five items; one was parked before, engineering does not agree about the calendar.
const PLAN: &str = r#"{
    "title": "Clinic bookings", "capacity": { "amount": 6, "unit": "points" },
    "participants": [
        { "id": "ana", "name": "Ana", "side": "engineering" }, { "id": "bo", "name": "Bo", "side": "engineering" },
        { "id": "raj", "name": "Raj", "side": "business" }
    ],
    "items": [
        { "id": "pay", "title": "Fix payment failures", "kind": "debt",
          "scores": { "customer_value": 5, "business_value": 5, "urgency": 5, "effort": 2 } },
        { "id": "reminders", "title": "Text reminders two days before a visit",
          "scores": { "customer_value": 5, "business_value": 4, "urgency": 3, "effort": 2 } },
        { "id": "waitlist", "title": "Fill cancelled slots from a waiting list",
          "scores": { "customer_value": 4, "business_value": 4, "urgency": 3, "effort": 2 } },
        { "id": "calendar", "title": "Replace the nightly calendar sync", "kind": "tech",
          "scores": { "customer_value": 2, "business_value": 3, "urgency": 4, "effort": { "votes": { "ana": 1, "bo": 5 } } } },
        { "id": "kiosk", "title": "Check-in kiosk",
          "scores": { "customer_value": 2, "business_value": 2, "urgency": 1, "effort": 3 } },
        { "id": "old", "title": "Fax bridge", "horizon": "parked",
          "set_aside": { "reason": "nobody faxes", "revisit": "a clinic asks", "at": "2025-12-19" } }
    ]
}"#;

/// A meeting on the clock: reminders made dear without a reason, the kiosk parked, a blind round on payments, a call.
fn met(size: (u16, u16)) -> Room {
    let mut room = Room::new(PLAN);
    room.keys("N esc tab tab g j right 5 esc").sees("falls out");
    room.keys("G P").types("no budget").keys("enter").types("two clinics ask").keys("enter");
    room.keys("g v")
        .sees("Ana, Bo")
        .keys("ctrl-s enter 3 enter 1 enter enter 5 enter 5 enter")
        .sees("● reveal");
    room.keys("enter").sees("Urgency").keys("esc");
    room.keys("g o")
        .types("Payments first")
        .keys("tab")
        .types("Mia")
        .keys("tab")
        .types("the audit")
        .keys("ctrl-s");
    room.size = size;
    room.keys("Z");
    room
}

#[test]
fn a_recap_at_every_size() {
    let mut room = met((160, 48));
    assert_snapshot!("recap_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("recap_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.keys("j j j j");
    assert_snapshot!("recap_at_40_by_10", room.screen());
    for size in [(1, 1), (39, 9), (120, 40)] {
        room.size = size;
        room.screen();
    }
}

#[test]
fn every_line_leads_on_and_back_to_the_recap() {
    let mut room = met((160, 48));
    room.sees("enter follow up").keys("enter").sees("Cutline › Item").keys("esc").sees("RECAP");
    // Over to what was decided: the call first, in the log.
    room.keys("j enter").sees("Cutline › Log").sees("▸").keys("esc").sees("RECAP");
    // The disagreement, among the votes.
    room.keys("j j").sees("DISAGREEMENTS THAT DECIDE  2");
    room.keys("enter").sees("Cutline › Votes").sees("Replace the nightly calendar sync").keys("3 enter esc");
    room.sees("DISAGREEMENTS THAT DECIDE  1");
}

#[test]
fn what_is_set_aside_is_selected_under_the_cursor_and_the_next_item_of_the_backlog_behind_it() {
    let mut room = met((160, 48));
    room.keys("right G")
        .sees("▸· Check-in kiosk")
        .keys("enter")
        .sees("Cutline › Item")
        .sees("Check-in kiosk");
    assert_eq!(room.selected(), "kiosk");
    room.keys("esc");
    assert_eq!(room.selected(), "kiosk");
    room.keys("esc");
    assert_eq!(room.selected(), "calendar");
}

#[test]
fn who_only_looks_has_what_they_had_selected() {
    let mut room = met((160, 48));
    room.keys("esc g");
    let before = room.selected().to_owned();
    room.keys("Z");
    assert_ne!(room.selected(), before, "the cursor stands on who fell out");
    room.keys("esc");
    assert_eq!(room.selected(), before);
    // Whatever else they look at on the way.
    for keys in ["Z e esc esc", "Z d esc", "Y e esc esc", "Y Z e esc esc"] {
        assert_eq!(room.keys(keys).selected(), before, "{keys}");
    }
    // Who went somewhere there stays with it.
    room.keys("Z j");
    let there = room.selected().to_owned();
    room.keys("esc");
    assert_eq!(room.selected(), there);
}

#[test]
fn a_crossing_gets_its_reason_from_the_recap() {
    let mut room = met((160, 48));
    room.sees("CROSSINGS WITHOUT A REASON  1").keys("j j j j enter").sees("Why");
    room.types("the gateway costs more").keys("enter").sees("none: crossings without a reason");
    let fell_out = room.app.workspace().log().iter().find(|entry| !entry.left.is_empty()).unwrap();
    assert_eq!(
        fell_out.reason.as_deref(),
        Some("the gateway costs more"),
        "it stands with what made them fall out"
    );
}

#[test]
fn a_recap_of_nothing_says_so() {
    let mut room = Room::new(r#"{ "items": [] }"#);
    room.keys("Z").sees("0 of 0 items").keys("j k right left enter").sees("nothing is listed");
}
