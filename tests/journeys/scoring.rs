//! Scoring from both sides, and what the room reads of it.

use super::{CLINIC, Room};

const RICE: &str = r#"{"framework":"rice","capacity":{"amount":3,"unit":"person-months"},"items":[
    {"id":"a","title":"Onboarding","scores":{"reach":5000,"impact":2,"confidence":0.8,"effort":2}},
    {"id":"b","title":"Apple Pay","scores":{"reach":3000,"impact":1,"confidence":1,"effort":1.5}},
    {"id":"c","title":"Dark mode","scores":{"impact":0.5,"confidence":1,"effort":3}}]}"#;

#[test]
fn the_focus_opens_on_the_first_missing_score() {
    let mut room = Room::new(CLINIC);
    assert_eq!(room.selected(), "wallet");
    assert_eq!(room.ranking(), "onboarding mobile pay | sso ledger filters");
    assert!(room.line("BUSINESS").contains("ENGINEERING scores effort"));
    room.sees("no rank yet · 2").sees("needs Cust, Bus").sees("✓ saved");
}

#[test]
fn a_digit_scores_at_once_and_the_backlog_re_sorts() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l 2");
    assert_eq!(room.value("pay", "effort"), Some(2.0));
    assert_eq!(room.ranking(), "pay onboarding mobile | sso ledger filters");
    assert_eq!(room.selected(), "pay");
    let told = room.line("effort of Fix payment failures 5 → 2");
    assert!(told.contains("engineering") && told.contains("#3 → #1"), "{told}");
    room.sees("1 ▲2  Fix payment failu").sees("2 ▼1  Improve onboarding flow");
}

#[test]
fn a_crossed_line_asks_why_and_keeps_the_answer() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l 1")
        .sees("Why?")
        .sees("sign-on comes in")
        .types("the gateway already retries")
        .keys("enter");
    room.misses("Why?").sees("why: the gateway already retries");
    assert_eq!(room.ranking(), "pay onboarding mobile sso | ledger filters");
    room.sees("4     Single sign-on comes in");
    let entry = room.app.entry_in_view().unwrap();
    assert_eq!(entry.entered.iter().map(cutline::domain::id::ItemId::as_str).collect::<Vec<_>>(), ["sso"]);
    assert_eq!(entry.reason.as_deref(), Some("the gateway already retries"));
}

#[test]
fn who_votes_is_not_held_up_by_a_question() {
    let mut room = Room::new(
        r#"{"framework": "value-effort", "capacity": {"amount": 1, "unit": "items"},
            "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}, {"id": "bo", "side": "engineering"}],
            "items": [{"id": "a", "scores": {"impact": 5, "effort": {"votes": {"bo": 1}}}},
                      {"id": "b", "scores": {"impact": 4, "effort": 1}}]}"#,
    );
    room.keys("tab tab W")
        .sees("Ana votes")
        .keys("5")
        .sees("falls out")
        .sees("no reason given")
        .misses("Why?");
    room.keys("r").sees("Why?");
}

#[test]
fn a_skipped_reason_is_told_and_can_be_given_later() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l 1 esc").sees("why: no reason given");
    room.keys("r").types("retries exist").keys("enter").sees("why: retries exist").misses("no reason given");
    room.keys("r").types(" now").keys("enter").sees("why: retries exist now");
}

#[test]
fn filling_a_gap_goes_on_to_the_next_one() {
    let mut room = Room::new(CLINIC);
    room.keys("3");
    assert_eq!((room.selected(), room.value("wallet", "customer_value")), ("wallet", Some(3.0)));
    room.keys("R 4").sees("business has scored everything");
    assert_eq!(room.value("wallet", "business_value"), Some(4.0));
    room.keys("n");
    assert_eq!(room.selected(), "audit");
    room.sees("─ Effort: How much of the team does it take?");
}

#[test]
fn changing_a_value_stays_with_it() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4");
    assert_eq!((room.selected(), room.value("onboarding", "customer_value")), ("onboarding", Some(4.0)));
}

#[test]
fn the_selection_is_an_item_in_every_pane_wherever_it_goes() {
    let mut room = Room::new(CLINIC);
    room.keys("tab G k k k");
    let before = room.selected().to_owned();
    room.keys("tab");
    for digit in ["1", "5", "2"] {
        room.keys("l").keys(digit).keys("esc");
        assert_eq!(room.selected(), before);
    }
    let marks = room.screen().matches('▸').count();
    assert_eq!(marks, 3, "both panes and the step\n{}", room.screen());
}

#[test]
fn steps_move_along_the_scale_and_stop_at_its_ends() {
    let mut room = Room::new(CLINIC);
    room.keys("g - -");
    assert_eq!(room.value("onboarding", "customer_value"), Some(3.0));
    room.keys("+ + +").sees("Customer value goes from 1 to 5");
    assert_eq!(room.value("onboarding", "customer_value"), Some(5.0));
}

#[test]
fn what_is_not_on_the_scale_is_refused_with_what_is() {
    let mut room = Room::new(CLINIC);
    room.keys("g 7").sees("7 is not on the scale of Customer value: 1, 2, 3, 4, 5");
    assert!(room.kept.is_empty());
}

#[test]
fn clearing_takes_the_agreed_value_and_leaves_the_votes() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l x esc");
    assert_eq!(room.value("pay", "effort"), Some(3.5));
    room.sees("median 3.5: Ana 2 · Bo 5").sees("~3.5");
    room.keys("x").sees("nothing is agreed here; the votes are kept");
    room.keys("g x esc").sees("needs Effort");
    assert_eq!(room.value("onboarding", "effort"), None);
}

#[test]
fn the_strip_tells_what_every_step_would_do() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j j j j j l");
    assert_eq!(room.selected(), "sso");
    room.sees("in with cust ≥ 4, or bus ≥ 5, or urg ≥ 5,").sees("or effort ≤ 3");
    let one = room.line(" 1  one person");
    assert!(one.contains("#1 in"), "{one}");
    let current = room.line("▸4");
    assert!(current.contains("#4 out"), "{current}");
    room.keys("2 esc");
    assert!(room.ranking().starts_with("sso onboarding mobile |"), "{}", room.ranking());
}

#[test]
fn numbers_are_typed_where_a_digit_does_not_say_everything() {
    let mut room = Room::new(RICE);
    assert_eq!(room.selected(), "c");
    room.keys("8 0 0 0").sees("8000▏");
    assert!(room.line("›").contains("8000"), "{}", room.line("›"));
    assert_eq!(room.value("c", "reach"), None);
    room.keys("enter");
    assert_eq!(room.value("c", "reach"), Some(8000.0));
    room.sees("1333");
    room.keys("g l l 5 0 enter");
    assert_eq!(room.value("a", "confidence"), Some(0.5));
    room.sees("50%");
    room.keys("6 0 enter").sees("60 is not on the scale of Confidence: 20%, 50%, 80%, 100%").keys("esc");
    room.keys("7 backspace 8 esc");
    assert_eq!(room.value("a", "confidence"), Some(0.5));
}

#[test]
fn undo_and_redo_go_back_and_forth_and_over_a_night() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4 l 3 u").sees("undo: business value of Improve onboarding flow 3 → 5");
    assert_eq!(room.value("onboarding", "business_value"), Some(5.0));
    let mut next_day = room.reopened();
    next_day.keys("u");
    assert_eq!(next_day.value("onboarding", "customer_value"), Some(5.0));
    next_day.keys("u").sees("nothing to undo");
    next_day.keys("U ctrl-r").sees("redo: business value of Improve onboarding flow 5 → 3");
    assert_eq!(next_day.value("onboarding", "customer_value"), Some(4.0));
    next_day.keys("U").sees("nothing to redo");
}

#[test]
fn staying_leaves_the_backlog_where_it_was() {
    let mut room = Room::new(CLINIC);
    room.keys("A").sees("follow").keys("A").sees("stay");
    room.keys("tab tab g j j l 2");
    assert_eq!(room.app.view.backlog_row, Some(2));
    room.keys("j");
    assert_eq!(room.app.view.backlog_row, None);
}

#[test]
fn a_new_item_is_added_by_its_title_and_can_be_taken_back() {
    let mut room = Room::new(r#"{"items":[]}"#);
    room.sees("The backlog is empty.");
    room.keys("a").types("Dark mode").keys("enter").sees("needs 4 scores");
    assert_eq!(room.selected(), "dark-mode");
    room.keys("4 4 tab tab 2 2");
    assert!(room.line("Dark mode").contains("5.00"), "{}", room.line("Dark mode"));
    room.keys("u u u u u").sees("The backlog is empty.");
    room.keys("U");
    assert_eq!(room.selected(), "dark-mode");
}

#[test]
fn the_focus_opens_on_the_gap_whichever_side_has_it() {
    let mut room = Room::new(CLINIC);
    room.keys("R 3 4");
    let mut next_day = room.reopened();
    assert_eq!(next_day.selected(), "audit");
    next_day.keys("2 esc");
    assert_eq!(next_day.value("audit", "effort"), Some(2.0));
}

#[test]
fn undo_leads_back_to_the_score_it_takes_back() {
    let mut room = Room::new(CLINIC);
    room.keys("R tab tab g l 5 h h u 4");
    assert_eq!(room.value("onboarding", "effort"), Some(4.0));
    assert_eq!(room.value("onboarding", "customer_value"), Some(5.0));
}

#[test]
fn a_step_feels_its_way_and_stays() {
    let mut room = Room::new(CLINIC);
    room.keys("+ + -");
    assert_eq!((room.selected(), room.value("wallet", "customer_value")), ("wallet", Some(3.0)));
}

#[test]
fn scores_typed_on_do_not_become_the_reason() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l 1 4 + 2").types("retries, 2 % fail").keys("enter");
    room.sees("why: retries, 2 % fail");
    assert_eq!(room.value("pay", "effort"), Some(1.0));
}

#[test]
fn a_first_score_that_takes_nothing_from_anybody_asks_nothing() {
    let roomy = CLINIC.replace("\"amount\": 11", "\"amount\": 40");
    let mut room = Room::new(&roomy);
    room.keys("3 4").misses("Why?").sees("no rank → #2   comes in").misses("no reason given");
    let mut tight = Room::new(CLINIC);
    tight.keys("3 4").sees("Why?").sees("falls out");
    assert_eq!(tight.selected(), "wallet", "the next gap waits until the reason is given");
}

#[test]
fn a_digit_outside_a_side_says_where_to_go() {
    let mut room = Room::new(CLINIC);
    room.keys("tab 4").sees("choose a side to score");
    assert!(room.kept.is_empty());
}

#[test]
fn a_reason_is_given_to_the_trade_off_that_lacks_one() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l 1 esc h 4 r").types("half of it exists").keys("enter");
    assert_eq!(room.app.workspace().log()[0].reason.as_deref(), Some("half of it exists"));
}

#[test]
fn the_last_item_is_reached_where_the_line_is_the_last_row() {
    let items: Vec<String> = (10..30)
        .map(|i| {
            format!(
                r#"{{ "id": "item-{i}", "title": "Item {i}", "scores": {{ "impact": 3, "effort": 1 }} }}"#
            )
        })
        .collect();
    let mut room = Room::new(&format!(
        r#"{{ "framework": "value-effort", "capacity": {{ "amount": 20, "unit": "points" }}, "items": [{}] }}"#,
        items.join(",")
    ));
    for (keys, reached) in
        [("tab G", "item-29"), ("j", "item-29"), ("g page-down", "item-20"), ("page-down", "item-29")]
    {
        assert_eq!(room.keys(keys).selected(), reached, "{keys}");
    }
}

#[test]
fn the_next_gap_lies_behind_the_one_that_the_cursor_is_on() {
    let mut room = Room::new(
        r#"{"framework":"wsjf","items":[{"id":"a","title":"Item a"},{"id":"b","title":"Item b"},
            {"id":"c","title":"Item c","scores":{"user_business_value":3,"time_criticality":3}}]}"#,
    );
    let at = |room: &Room| {
        let side = room.app.view.side;
        (room.selected().to_owned(), side.to_string(), room.app.view.cursor(side))
    };
    let mut found = vec![at(&room)];
    for _ in 0..4 {
        room.keys("n");
        found.push(at(&room));
    }
    let business = |item: &str, cursor: usize| (item.to_owned(), "business".to_owned(), cursor);
    assert_eq!(
        found,
        [business("a", 0), business("a", 1), business("b", 0), business("b", 1), business("a", 0)]
    );
    // What lies left of a number that was given comes before another item.
    room.keys("right 3").sees("3▏").keys("enter");
    assert_eq!(at(&room), business("a", 0));
    // The last one of a side is no place to stay.
    room.keys("2 enter 2 enter n 2 enter");
    assert_eq!(at(&room).1, "engineering", "{}", room.screen());
}
