//! The end of a cycle, what is done, the debt register and the brief.

use cutline::domain::number::Num;
use insta::assert_snapshot;

use super::Room;

/// Eight points hold `pay`, `remind` and `list`; three cycles were closed, each without `sync`.
const CYCLES: &str = include_str!("../fixtures/cycles.json");

fn deferrals(room: &Room) -> Vec<u32> {
    room.app.workspace().items().iter().map(|item| item.deferrals).collect()
}

#[test]
fn a_cycle_is_shown_before_it_is_closed_and_is_one_undo() {
    let mut room = Room::new(CYCLES);
    room.keys("E")
        .sees("Name  2026-Q1")
        .sees("0 done · 3 stay in · 3 put off, 2 of them in the debt register");
    room.keys("space down 4").sees("2 done · 1 stays in");
    assert_snapshot!("ending_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("ending_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.sees("End the cycle").sees("[x]");
    room.size = (160, 48);
    assert!(room.kept.is_empty(), "nothing is changed before enter");

    let before = room.ranking();
    room.keys("enter").sees("cycle 2026-Q1 closed: 3 committed, 2 done, 3 deferred");
    assert_eq!(room.kept.len(), 1);
    assert_eq!(deferrals(&room), [0, 0, 0, 4, 3, 2, 0, 0, 0]);
    assert_snapshot!("closed_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("closed_at_80_by_24", room.screen());

    room.keys("u");
    assert_eq!((room.ranking(), deferrals(&room)), (before, vec![0, 0, 0, 3, 2, 1, 0, 0, 0]));
    room.keys("U");
    assert_eq!(deferrals(&room.reopened()), [0, 0, 0, 4, 3, 2, 0, 0, 0]);
}

#[test]
fn the_name_is_proposed_and_can_be_another() {
    let mut room = Room::new(CYCLES);
    room.keys("E up ctrl-u").types("2025-Q4").keys("enter");
    room.sees("2025-Q4 is closed already: give this cycle another name");
    room.keys("ctrl-u enter").sees("the cycle needs a name");
    room.types("Winter 2").keys("tab space enter").sees("cycle Winter 2 closed: 3 committed, 1 done");
    room.keys("E").sees("Name  Winter 3").keys("esc");
    assert_eq!(room.kept.len(), 1);
}

#[test]
fn what_it_took_has_to_be_a_number_and_what_was_out_can_be_done_too() {
    let mut room = Room::new(CYCLES);
    room.keys("E down 1 . . enter")
        .sees("what it took is a number")
        .keys("backspace 5 backspace backspace 2");
    room.keys("down down 7 enter")
        .sees("cycle 2026-Q1 closed: 3 committed, 2 done (1 was not committed), 2 deferred");
    let item = |id: &str| {
        let slot = room.app.workspace().slot(&id.into()).unwrap();
        room.app.workspace().item(slot).rare.details.as_ref().unwrap().actual_effort.unwrap().get()
    };
    assert!((item("remind") - 12.0).abs() < 1e-9 && (item("sync") - 7.0).abs() < 1e-9);
}

#[test]
fn an_item_is_done_keeps_its_room_and_is_opened_again() {
    let mut room = Room::new(CYCLES);
    room.keys("tab g D").sees("What did it take?").sees("Fix payment failures is done · estimated 2");
    assert_snapshot!("done_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("done_at_80_by_24", room.screen());
    room.size = (160, 48);
    room.keys("x").sees("is no number").keys("backspace");
    room.sees("enter marks it as done without a number").keys("3").sees("8 of 8 used").keys("enter");
    room.sees("Fix payment failures done: took 3, estimated 2").sees("cutline 8/8 points").sees("2 done");
    assert_eq!(room.ranking(), "remind list | sync admin");

    room.keys("E")
        .sees("DONE BEFORE · 1 item")
        .keys("space")
        .sees("open it again before the cycle ends")
        .keys("esc");
    room.keys("O").sees("Fix payment failures").sees("done 2026-01-20");
    assert_snapshot!("reopen_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("reopen_at_80_by_24", room.screen());
    room.size = (160, 48);
    room.keys("enter").sees("Fix payment failures open again");
    assert_eq!(room.ranking(), "pay remind list | sync admin");
    room.keys(":").types("open an item").sees("nothing was done since the last cycle was closed");
}

/// What an item took, as the file has it.
fn took(room: &Room, id: &str) -> Option<f64> {
    let workspace = room.app.workspace();
    let item = workspace.item(workspace.slot(&id.into()).unwrap());
    item.rare.details.as_ref()?.actual_effort.map(Num::get)
}

#[test]
fn a_number_that_nobody_touches_keeps_the_digits_that_the_screen_rounds() {
    let text = r#"{"framework": "value-effort", "capacity": {"amount": 10},
        "items": [{"id": "a", "title": "A", "actual_effort": 2.12345, "scores": {"impact": 3, "effort": 2}}]}"#;
    let mut room = Room::new(text);
    room.keys("tab D").sees("2.123").keys("enter");
    assert_eq!(took(&room, "a"), Some(2.12345));
    room.keys("O enter D 2 . 1 2 enter");
    assert_eq!(took(&room, "a"), Some(2.12));
}

#[test]
fn what_it_took_is_typed_anew_and_can_be_taken_back() {
    let mut room = Room::new(CYCLES);
    let first = room.keys("tab g").selected().to_owned();
    room.keys("D 3 enter");
    assert_eq!(took(&room, &first), Some(3.0));
    room.keys("O enter D ctrl-u").sees("enter marks it as done without a number").keys("enter");
    assert_eq!(took(&room, &first), None);
    room.keys("E 5 enter");
    assert_eq!(took(&room, &first), Some(5.0), "what was done earlier is corrected when the cycle ends");
    room.keys("u E 4 2 backspace enter");
    assert_eq!(took(&room, &first), Some(4.0));
    room.keys("u E 1 a enter").sees("what it took is a number");
}

#[test]
fn the_debt_register_stands_with_costs_and_cycles() {
    let mut room = Room::new(CYCLES);
    room.keys("d").sees("1 item · effort 5 · deferred 3 times");
    assert_eq!(room.selected(), "sync", "keys are meant for what can be seen");
    assert_snapshot!("register_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("register_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.sees("⚠ deferred ×3");
    room.size = (160, 48);
    // The end of the next cycle brings another one in; undo takes it out.
    room.keys("E enter").sees("2 items · effort 10 · deferred 6 times").sees("Split up the booking module");
    // Twice on one day may not be meant.
    room.keys("E").sees("was closed today").keys("esc");
    room.sees("Not doing it: nobody wrote down what it costs").keys("j");
    assert_eq!(room.selected(), "split");
    room.keys("u").sees("1 item ·").keys("d").sees("BACKLOG");
}

#[test]
fn an_empty_register_says_when_something_will_stand_there() {
    let mut room = Room::new("{}");
    room.keys("d").sees("No technical work was put off twice.").sees("No cycle was closed yet: E ends one.");
    room.keys("E").sees("without a capacity nobody is in or out");
    let mut room = Room::new(r#"{ "capacity": { "amount": 3 } }"#);
    room.keys("E").sees("The backlog is empty").keys("enter").sees("cycle 2026-01-20 closed: 0 committed");
}

#[test]
fn the_brief_says_what_it_is_all_for_and_how_it_went() {
    let mut room = Room::new(CYCLES);
    room.keys("b").sees("engineering's estimates ran 1.4× over the last 3 cycles, by 3 items");
    assert_snapshot!("brief_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("brief_at_80_by_24", room.screen());
    room.keys("G");
    assert_snapshot!("brief_end_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.keys("g")
        .sees("VISION")
        .keys("page-down page-down page-down page-down page-down page-down")
        .sees("SCOPE");
    room.size = (160, 48);
    room.keys("n").sees("BACKLOG").sees("1 of 1 without a theme or a goal: b leads to the brief");
    assert_eq!(room.selected(), "admin");
    room.keys("b esc").sees("BACKLOG");
}

#[test]
fn a_brief_of_nothing_says_what_is_missing() {
    let mut room = Room::new("{}");
    room.keys("b").sees("Nobody wrote one down").sees("There is none: without it there is no line.");
    room.sees("Nothing to compare yet").sees("Not known yet").sees("There are no items yet");
    room.keys("n").sees("every item belongs to a theme or serves a goal");
}

#[test]
fn technical_work_that_was_put_off_often_is_marked_everywhere() {
    let mut room = Room::new(CYCLES);
    room.sees("⚠ ×3").keys("tab g j j j enter");
    room.sees("⚠ deferred ×3: Around 15 double bookings a month, each one settled by phone").keys("esc");
    room.size = (80, 24);
    room.sees("⚠ ×3");
    // In, and out again: the log says what that costs.
    room.size = (160, 48);
    room.keys("l 1 esc 5").sees("falls out ⚠ deferred ×3: Around 15 double bookings a month");
}

#[test]
fn who_was_done_who_stayed_and_who_was_put_off_can_be_looked_up_later() {
    let mut room = Room::new(CYCLES);
    room.keys("tab g D 3 enter E enter").sees("cycle 2026-Q1 closed");
    room.keys("z").sees("Cycle 2026-Q1, closed 2026-01-20").sees("DONE · 1 item").sees("COMMITTED, NOT DONE");
    assert_snapshot!("looked_up_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("looked_up_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.sees("DONE");
    room.size = (160, 48);
    // What is done leads to its card, what is still to be done to the backlog.
    room.keys("enter").sees("› Item").sees("Fix payment failures").keys("esc z j enter");
    assert_eq!(room.selected(), "remind");
    room.keys("z left").sees("closed 2025-12-19").keys("right").sees("2026-Q1").keys("esc");
    // The log and the brief lead there as well, and whoever is done is found.
    room.keys("L enter").sees("Cycle 2026-Q1").keys("esc L b G enter").sees("Cycle 2026-Q1").keys("esc b");
    room.keys("/").types("payment").sees("done").keys("enter").sees("› Item");
}

#[test]
fn a_closed_cycle_tells_no_estimate_of_what_is_voted_on_blind() {
    let text = r#"{ "framework": "value-effort", "capacity": { "amount": 5, "unit": "points" },
        "participants": [{ "id": "ana", "name": "Ana", "side": "engineering" }],
        "items": [{ "id": "a", "title": "Kiosk", "scores": { "impact": 4, "effort": { "votes": { "ana": 3, "bo": 4 } } } }] }"#;
    let mut room = Room::new(text);
    room.keys("E enter z").sees("  3.5          #1");
    room.keys("esc g v s enter enter esc z").sees("voted on blind").misses("3.5");
}
