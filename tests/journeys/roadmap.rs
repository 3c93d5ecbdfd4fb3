//! The roadmap: the backlog in columns, cards that move, and what a move has to say for itself.

use insta::assert_snapshot;

use super::Room;

/// Pay, reminders and records fill nine of ten points.
const CLINIC: &str = r#"{
    "title": "Clinic bookings", "capacity": { "amount": 10, "unit": "points" },
    "goals": [ { "id": "missed", "title": "Fewer missed visits" }, { "id": "setup", "title": "Quick start" } ],
    "themes": [
        { "id": "gaps", "title": "Fewer empty slots", "goal": "missed" },
        { "id": "trust", "title": "Patient data in safe hands" }
    ],
    "participants": [ { "id": "ana", "name": "Ana", "side": "engineering" } ],
    "items": [
        { "id": "pay", "title": "Fix payment failures", "kind": "debt", "deferrals": 3, "goals": ["setup"],
          "scores": { "customer_value": 5, "business_value": 5, "urgency": 5, "effort": 3 } },
        { "id": "records", "title": "Delete patient records in time", "kind": "compliance", "theme": "trust",
          "scores": { "customer_value": 2, "business_value": 4, "urgency": 5, "effort": 3 } },
        { "id": "reminders", "title": "Send text reminders", "theme": "gaps",
          "scores": { "customer_value": 5, "business_value": 4, "urgency": 3, "effort": 3 } },
        { "id": "mobile", "title": "Improve mobile booking flow", "horizon": "next", "theme": "gaps",
          "scores": { "customer_value": 4, "business_value": 4, "urgency": 1, "effort": 3 } },
        { "id": "groups", "title": "Show all clinics of a group in one calendar", "horizon": "now",
          "depends_on": ["api"], "goals": ["setup"],
          "scores": { "customer_value": 4, "business_value": 4, "urgency": 2, "effort": 4 } },
        { "id": "api", "title": "Open the calendar to practice software", "kind": "tech", "horizon": "later",
          "scores": { "customer_value": 3, "business_value": 3, "urgency": 2, "effort": 5 } },
        { "id": "admin", "title": "Redesign admin settings",
          "scores": { "customer_value": 2, "business_value": 2, "urgency": 1, "effort": 3 } },
        { "id": "wallet", "title": "Pay with a phone wallet", "theme": "gaps", "scores": { "effort": 2 } },
        { "id": "kiosk", "title": "Check-in kiosk", "horizon": "parked", "theme": "gaps",
          "scores": { "customer_value": 1, "business_value": 1, "urgency": 1, "effort": 3 },
          "set_aside": { "reason": "The hardware is not chosen", "revisit": "two clinics agree on one",
                         "at": "2026-01-13" } },
        { "id": "video", "title": "Video visits", "kind": "discovery", "horizon": "parked" },
        { "id": "fax", "title": "Send faxes", "horizon": "declined",
          "scores": { "customer_value": 1, "business_value": 1, "urgency": 1, "effort": 5 },
          "set_aside": { "reason": "Nobody reads them", "revisit": "a law asks for it", "at": "2025-12-01" } },
        { "id": "sso", "title": "Single sign-on", "status": "done" }
    ]
}"#;

/// A room that looks at the roadmap, one card selected.
fn room(card: &str) -> Room {
    let mut room = Room::new(CLINIC);
    room.keys("H");
    select(&mut room, card);
    room
}

/// Walks to a card.
fn select(room: &mut Room, card: &str) {
    room.keys("h h h h g");
    for _ in 0..5 {
        for _ in 0..9 {
            if room.selected() == card {
                return;
            }
            room.keys("j");
        }
        room.keys("l g");
    }
    panic!("{card} is not on the roadmap");
}

/// The cards of every column, and what it takes: `pay records reminders · 9`.
fn columns(room: &Room) -> [String; 5] {
    use cutline::domain::item::Horizon;
    use cutline::domain::roadmap::Row;
    [Horizon::Now, Horizon::Next, Horizon::Later, Horizon::Parked, Horizon::Declined].map(|horizon| {
        let column = room.app.roadmap.board().column(horizon);
        let cards: Vec<&str> = (0..column.len())
            .map(|row| match column.row(row).unwrap() {
                Row::Card(slot) => room.app.workspace().item(slot).id.as_str(),
                Row::Head(_) => "|",
            })
            .collect();
        format!("{} · {}", cards.join(" "), column.tally.effort / 1_000_000)
    })
}

#[test]
fn the_backlog_stands_in_columns_and_now_is_what_the_line_holds() {
    let mut room = room("mobile");
    assert_eq!(
        columns(&room),
        [
            "pay reminders records · 9",
            "mobile groups | admin wallet · 7",
            "api · 5",
            "kiosk video · 3",
            "fax · 5"
        ]
    );
    assert_snapshot!("roadmap_at_160_by_48", room.screen());
    room.size = (120, 40);
    assert_snapshot!("roadmap_at_120_by_40", room.screen());
    room.size = (80, 24);
    assert_snapshot!("roadmap_at_80_by_24", room.screen());
    room.size = (40, 10);
    assert_snapshot!("roadmap_at_40_by_10", room.screen());
    room.keys("H").sees("Business").misses("› Roadmap");
    assert_eq!(room.selected(), "mobile", "one selection everywhere");
}

#[test]
fn columns_are_gone_through_and_come_into_view() {
    let mut room = room("pay");
    room.size = (80, 24);
    room.sees("1 NOW 9/10 points").sees("3 LATER").misses("4 PARKED").sees("Parked 2");
    room.keys("l g j l");
    assert_eq!(room.selected(), "api");
    room.keys("h");
    assert_eq!(room.selected(), "groups", "the card that was selected there last");
    room.keys("l l").sees("4 PARKED").misses("1 NOW").sees("again when two cli");
    room.keys("l l l");
    assert_eq!(room.selected(), "fax");
    assert_snapshot!("declined_at_80_by_24", room.screen());
    // Back in the workshop an item of the backlog is selected.
    room.keys("esc").sees("BUSINESS");
    assert_eq!(room.selected(), "wallet");
}

#[test]
fn columns_are_grouped_by_theme_and_by_goal() {
    let mut room = room("pay");
    room.keys("t").sees("by theme, best rank first");
    assert_eq!(columns(&room)[0], "| reminders | records | pay · 9");
    assert_snapshot!("by_theme_at_160_by_48", room.screen());
    room.keys("t").sees("by goal, best rank first").sees("serves no goal");
    assert_eq!(columns(&room)[0], "| reminders | pay | records · 9");
    room.size = (80, 24);
    assert_snapshot!("by_goal_at_80_by_24", room.screen());
    room.keys("t");
    assert_eq!(columns(&room)[0], "pay reminders records · 9");
}

#[test]
fn what_serves_no_goal_is_counted_and_one_key_away() {
    let mut room = room("pay");
    room.sees("3 items serve no goal");
    let mut seen = Vec::new();
    for _ in 0..4 {
        room.keys("n");
        seen.push(room.selected().to_owned());
    }
    assert_eq!(seen, ["records", "admin", "api", "records"]);
    let mut room = Room::new(&CLINIC.replace(r#""goals": [ {"#, r#""aims": [ {"#));
    room.keys("H n").sees("the workspace lists no goals").misses("serve no goal");
}

#[test]
fn an_out_item_moves_between_next_and_later_at_once() {
    let mut room = room("mobile");
    room.keys(">").sees("Improve mobile booking flow moved to later");
    assert_eq!((columns(&room)[2].as_str(), room.selected()), ("mobile api · 8", "mobile"));
    room.keys("2");
    assert_eq!(room.kept.len(), 2);
    assert_eq!(columns(&room)[1], "mobile groups | admin wallet · 7");
    room.keys("2").sees("it stands there already");
    // What nobody put anywhere is put there by the number of the column.
    select(&mut room, "admin");
    room.keys("2");
    assert_eq!(columns(&room)[1], "mobile groups admin | wallet · 10");
    room.keys("u u u");
    assert_eq!(room.kept.len(), 6);
    assert_eq!(columns(&room)[1], "mobile groups | admin wallet · 7");
    assert_eq!(room.reopened().keys("H").app.roadmap.board().contradictions(), 1);
}

#[test]
fn what_says_now_and_is_out_is_marked_until_somebody_decides() {
    let mut room = room("groups");
    room.sees("⚠ 1 item says now, but is out").sees("⚠ now, but out");
    room.keys("2").misses("says now").misses("now, but out").sees("moved to next");
}

#[test]
fn moving_an_out_item_into_now_is_a_pin_and_asks_like_one() {
    let mut room = room("mobile");
    room.keys("<")
        .sees("Pin Improve mobile booking flow")
        .sees("#3 Delete patient records in time falls out");
    assert_snapshot!("into_now_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("into_now_at_80_by_24", room.screen());
    room.size = (160, 48);
    room.keys("esc");
    assert!(room.kept.is_empty());
    room.keys("1 enter").types("Ana").keys("enter").types("promised").keys("enter");
    assert_eq!(room.kept.len(), 1);
    room.sees("pinned in").sees("why: promised");
    assert!(columns(&room)[0].starts_with("pay "), "{:?}", columns(&room));
    assert_eq!(room.selected(), "mobile");
    room.keys("1").sees("it is in now already");
    // In by the pin alone: moving it out lets it go.
    room.keys("3").sees("moved to later, no longer pinned in").sees("Why?").keys("esc");
    assert_eq!(columns(&room)[2], "mobile api · 8");
    room.keys("u u");
    assert_eq!(columns(&room), columns(&self::room("pay")));
}

#[test]
fn moving_an_in_item_out_of_now_takes_a_pin_too() {
    let mut room = room("reminders");
    room.keys(">").sees("Move Send text reminders to next").sees("only a pin holds it out");
    assert_snapshot!("out_of_now_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("out_of_now_at_80_by_24", room.screen());
    room.size = (40, 10);
    assert_snapshot!("out_of_now_at_40_by_10", room.screen());
    room.size = (160, 48);
    room.keys("ctrl-s").sees("⚠ say who answers for it");
    room.keys("esc 3").types("Ana").keys("enter").types("the gateway changes").keys("enter");
    room.sees("Send text reminders moved to later, pinned out by Ana");
    assert_eq!(room.kept.len(), 1, "one entry");
    assert_eq!((columns(&room)[2].as_str(), room.selected()), ("reminders api · 8", "reminders"));
    // The pin is what holds it out: into now it is let go, and what that costs is shown first.
    room.keys("1").sees("Pin Send text reminders").sees("lets it go").keys("enter").sees("let go");
    assert!(columns(&room)[0].starts_with("pay reminders"));
    room.keys("esc u u");
    assert_eq!(columns(&room), columns(&self::room("pay")));
}

#[test]
fn parking_asks_why_and_until_when() {
    let mut room = room("pay");
    room.keys("4").sees("Park Fix payment failures").sees("#1 by score, in");
    assert_snapshot!("parking_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("parking_at_80_by_24", room.screen());
    room.size = (40, 10);
    assert_snapshot!("parking_at_40_by_10", room.screen());
    room.size = (160, 48);
    room.keys("ctrl-s").sees("say why not");
    room.types("the gateway is replaced").keys("enter enter").sees("say what has to come true");
    room.misses("what has to …");
    assert!(room.kept.is_empty());
    room.types("the new one is live").keys("enter");
    room.sees("Fix payment failures parked, again when the new one is live").misses("Why?");
    assert_eq!(room.selected(), "pay", "the selection goes along");
    assert_eq!(columns(&room)[3], "pay kiosk video · 6");
    assert_snapshot!("parked_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("parked_at_80_by_24", room.screen());
    room.size = (160, 48);
    room.keys("enter").sees("takes no part in the ranking: parked · why the gateway is replaced").keys("esc");
    // What was said can be said better, and it comes back on one key.
    room.keys("P").sees("the gateway is replaced").keys("enter").types(" in May").keys("enter");
    room.sees("again when the new one is live in May");
    room.keys("2").sees("brought back to next");
    assert!(columns(&room)[0].starts_with("pay "));
    assert_eq!(room.reopened().keys("H").app.workspace().items()[0].rare.set_aside, None);
}

#[test]
fn what_was_set_aside_comes_back_into_now_by_its_score_or_by_a_pin() {
    let mut room = room("kiosk");
    room.keys("1").sees("Move Check-in kiosk to now").sees("#8 by score, so only a pin holds it in");
    room.types("Ana").keys("enter").types("the board asks").keys("enter");
    room.sees("Check-in kiosk brought back to next, pinned in by Ana");
    assert_eq!((room.kept.len(), room.selected()), (1, "kiosk"));
    assert!(columns(&room)[0].ends_with("kiosk · 9"), "{:?}", columns(&room));
    room.keys("u");
    assert_eq!(columns(&room)[3], "kiosk video · 3");
    select(&mut room, "video");
    room.keys("1").sees("an item without a rank stands on no side of the line yet");
    room.keys("<").sees("Video visits brought back to later");
}

#[test]
fn the_workshop_parks_and_declines_too() {
    let mut room = Room::new(CLINIC);
    room.keys("g P").sees("Park Fix payment failures").keys("esc");
    room.keys(":").types("decline").keys("enter").sees("Decline Fix payment failures");
    room.types("too dear").keys("enter").types("it breaks").keys("enter");
    assert_eq!(room.app.workshop.standing().candidates().len(), 7);
    assert_eq!(room.selected(), "records", "the next of the file");
    room.keys("u");
    assert_eq!(room.selected(), "pay");
    room.keys("tab g");
    assert_eq!(room.selected(), "pay");
    room.keys("P").types("a").keys("enter").types("b").keys("enter");
    assert_eq!(room.selected(), "reminders", "the next of the backlog");
}

#[test]
fn before_anybody_placed_anything_the_head_counts_what_is_there() {
    let mut room = Room::new(
        r#"{ "framework": "ice", "capacity": { "amount": 1, "unit": "items" }, "items": [
        { "title": "A", "scores": { "impact": 5, "confidence": 5, "ease": 5 } }, { "title": "B" }, { "title": "C" }
    ] }"#,
    );
    let screen = room.keys("H").sees("2 not placed").screen();
    // Of later, parked and declined alone.
    assert_eq!(screen.matches(" 0 items   ").count(), 3, "{screen}");
}

#[test]
fn without_a_capacity_nothing_is_now_and_says_so() {
    let mut room = Room::new(&CLINIC.replace(r#""amount": 10, "#, ""));
    room.keys("H").sees("no capacity is set");
    room.keys("1").sees("without a capacity there is no line to be above");
    let mut room = Room::new("{}");
    room.keys("H").sees("1 NOW").keys("j l n t > P");
    assert!(room.kept.is_empty());
}
