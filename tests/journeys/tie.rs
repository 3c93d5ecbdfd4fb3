//! This or that: near-ties in the backlog, and settling them by hand.

use insta::assert_snapshot;

use super::Room;
use super::monkey::Terminal;

/// Calendar and Mobile have 3.667, Groups has 3.5; six points hold two of them.
const TIED: &str = r#"{
    "title": "Clinic bookings", "capacity": { "amount": 8, "unit": "points" },
    "items": [
        { "id": "fix", "title": "Fix payments", "kind": "debt",
          "scores": { "customer_value": 5, "business_value": 5, "urgency": 5, "effort": 2 } },
        { "id": "calendar", "title": "Calendar sync", "kind": "tech", "outcome": "No double bookings",
          "cost_of_not_doing": "A receptionist copies every appointment by hand",
          "scores": { "customer_value": 4, "business_value": 4, "urgency": 3, "effort": 3 } },
        { "id": "mobile", "title": "Mobile booking",
          "scores": { "customer_value": 3, "business_value": 4, "urgency": 4, "effort": 3 } },
        { "id": "groups", "title": "All clinics of a group",
          "scores": { "customer_value": 5, "business_value": 5, "urgency": 4, "effort": 4 } },
        { "id": "admin", "title": "Admin settings",
          "scores": { "customer_value": 2, "business_value": 2, "urgency": 1, "effort": 3 } }
    ]
}"#;

const SELECT_MOBILE: &str = "tab g j j";

#[test]
fn a_near_tie_is_bracketed_and_settled_by_questions() {
    let mut room = Room::new(TIED);
    room.keys(SELECT_MOBILE).sees("┼─ cutline 8/8").keys("=").sees("question 1 of at most 3");
    assert_snapshot!("question_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("question_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.sees("Which comes first?");
    room.size = (160, 48);

    // Groups before Mobile, Calendar before Mobile, Groups before Calendar.
    room.keys("1").sees("question 2 of at most 3").keys("backspace").sees("question 1 of at most 3");
    room.keys("left right right");
    room.sees("tie settled: All clinics of a group before Calendar sync before Mobile booking");
    assert_eq!(room.ranking(), "fix groups | calendar mobile admin");
    room.sees("Why?").types("two groups are waiting for it").keys("enter");
    room.sees("Mobile booking falls out");
    assert_snapshot!("settled_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("settled_at_80_by_24", room.screen());
}

#[test]
fn one_undo_takes_the_order_back_and_it_outlives_the_day() {
    let mut room = Room::new(TIED);
    let by_score = room.ranking();
    room.keys(SELECT_MOBILE).keys("= 1 2 2 esc");
    let by_hand = room.ranking();
    assert_ne!(by_hand, by_score);
    assert_eq!(room.reopened().ranking(), by_hand);
    room.keys("u").sees("undo: tie left to the scores");
    assert_eq!(room.ranking(), by_score);
    assert_eq!(room.reopened().keys("U").ranking(), by_hand);
}

#[test]
fn a_settled_tie_goes_back_to_the_scores_and_esc_changes_nothing() {
    let mut room = Room::new(TIED);
    let by_score = room.ranking();
    room.keys(SELECT_MOBILE).keys("= 1 esc");
    assert_eq!((room.ranking(), room.kept.len()), (by_score.clone(), 0));
    room.keys("= 1 2 2 esc =").sees("x back to the scores").keys("x").sees("tie left to the scores");
    assert_eq!(room.ranking(), by_score);
}

#[test]
fn who_stands_apart_has_nothing_to_settle() {
    let mut room = Room::new(TIED);
    room.keys("tab g =").sees("the selected item is in no near-tie");
    room.keys("tab =").sees("the selected item is in no near-tie");
    let mut room = Room::new("{}");
    room.keys("=").sees("the backlog is empty");
}

#[test]
fn a_rank_given_by_hand_is_explained_as_such() {
    let mut room = Room::new(TIED);
    room.keys(SELECT_MOBILE).keys("= 1 2 2 esc g j enter");
    room.sees("#2 of 5 · in · near-tie of 3, ordered by hand").sees("0.167 more, put behind by hand");
}

#[test]
fn a_line_that_was_drawn_far_from_the_tie_it_parts_is_drawn_alike_beside_it() {
    let item = |id: &str, value: u8, effort: u8, pin: &str| {
        let scores = format!(
            r#"{{ "customer_value": {value}, "business_value": {value}, "urgency": 1, "effort": {effort} }}"#
        );
        format!(r#"{{ "id": "{id}", "title": "{id}", "scores": {scores}{pin} }}"#)
    };
    let pin = r#", "pin": { "held": "in", "owner": "Ines", "reason": "the law" }"#;
    let ranked = [("first", 5, 2), ("held", 4, 3), ("cut", 4, 3), ("last", 2, 3)];
    let ranked = ranked.map(|(id, value, effort)| item(id, value, effort, ""));
    let pinned = ["one", "two", "three"].map(|id| item(id, 1, 3, pin));
    let items = [ranked.to_vec(), pinned.to_vec()].concat().join(",");
    let mut room =
        Room::new(&format!(r#"{{ "capacity": {{ "amount": 14, "unit": "points" }}, "items": [{items}] }}"#));
    room.size = (40, 10);
    let mut terminal = Terminal::new(room.size);
    for keys in ["tab g down down down", "down", "down", "up", "up"] {
        room.keys(keys).sees("┼─ cutline");
        terminal.looks_at(&room, 0);
    }
}
