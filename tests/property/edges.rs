//! Cases that were wrong once, or stand at the edge of what can be.

use cutline::domain::command::{Command, Rejection};
use cutline::domain::id::Slot;
use cutline::domain::item::Status;
use cutline::domain::number::Num;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::whatif::ways_in;
use cutline::domain::workshop::{Gesture, Workshop};
use serde_json::{Value, json};

use crate::support::playing::{assert_survives_saving, ids, items, slots, stamp};
use crate::support::sessions::{item_from, open};

fn workshop(file: &Value) -> Workshop {
    Workshop::new(open(file))
}

fn perform(workshop: &mut Workshop, command: Command) -> Result<Gesture, Rejection> {
    workshop.perform(command, stamp())
}

fn agree(item: usize, criterion: &str, to: f64) -> Command {
    Command::Agree { item: Slot::new(item), criterion: criterion.into(), to: Num::new(to) }
}

#[test]
fn an_agreement_between_two_steps_outlives_the_votes_it_came_from() {
    let effort = json!({ "votes": { "ana": 2 }, "agreed": 2.5 });
    let mut workshop = workshop(&json!({
        "participants": [ { "id": "ana", "side": "engineering" } ],
        "items": [ { "id": "pay", "scores": { "effort": effort } } ]
    }));
    let take_back =
        Command::Vote { item: Slot::new(0), criterion: "effort".into(), participant: "ana".into(), to: None };
    perform(&mut workshop, take_back).unwrap();
    let again = assert_survives_saving(workshop.workspace());
    assert_eq!(again.items()[0].scores.value(&"effort".into()), Num::new(2.5));
}

#[test]
fn a_score_without_votes_comes_back_when_a_change_to_it_is_undone() {
    for score in [json!({ "votes": {} }), json!({ "agreed": 2 }), json!({ "votes": {}, "agreed": 2.5 })] {
        let file = json!({ "items": [ { "id": "pay", "scores": { "effort": score } } ] });
        let mut workshop = workshop(&file);
        perform(&mut workshop, agree(0, "effort", 4.0)).unwrap();
        perform(&mut workshop, Command::Undo).unwrap();
        assert_eq!(items(workshop.workspace()), items(&open(&file)), "{score}");
    }
}

#[test]
fn an_agreement_between_two_steps_comes_back_when_clearing_it_is_undone() {
    let file =
        json!({ "items": [ { "id": "pay", "scores": { "effort": { "votes": {}, "agreed": 2.5 } } } ] });
    let mut workshop = workshop(&file);
    let clear = Command::Agree { item: Slot::new(0), criterion: "effort".into(), to: None };
    perform(&mut workshop, clear).unwrap();
    perform(&mut workshop, Command::Undo).unwrap();
    assert_eq!(items(&assert_survives_saving(workshop.workspace())), items(&open(&file)));
}

#[test]
fn a_gesture_of_several_facts_is_taken_back_from_the_last_to_the_first() {
    let fact = |from: u32, to: u32| {
        let agreed = json!({ "item": "pay", "criterion": "effort", "from": from, "to": to });
        json!({ "agreed": agreed })
    };
    let mut workshop = workshop(&json!({
        "items": [ { "id": "pay", "scores": { "effort": 5 } } ],
        "log": [ { "seq": 1, "events": [fact(1, 3), fact(3, 5)] } ]
    }));
    let effort = |workshop: &Workshop| workshop.workspace().items()[0].scores.value(&"effort".into());
    perform(&mut workshop, Command::Undo).unwrap();
    assert_eq!(effort(&workshop), Num::new(1.0));
    perform(&mut workshop, Command::Redo).unwrap();
    assert_eq!(effort(&workshop), Num::new(5.0));
}

#[test]
fn what_arrives_done_is_done_also_when_its_arrival_is_undone_and_redone() {
    let mut workshop = workshop(&json!({}));
    let done = item_from(&json!({ "id": "sso", "title": "SSO", "status": "done" }));
    perform(&mut workshop, Command::Add(vec![done])).unwrap();
    assert_eq!(workshop.workspace().items()[0].status, Status::Done);
    perform(&mut workshop, Command::Undo).unwrap();
    assert_eq!(workshop.workspace().items()[0].status, Status::Withdrawn);
    perform(&mut workshop, Command::Redo).unwrap();
    assert_eq!(workshop.workspace().items()[0].status, Status::Done);
    assert!(workshop.standing().candidates().is_empty());
}

#[test]
fn what_arrives_with_an_impossible_score_leaves_a_file_that_opens() {
    for effort in [9.0, 2.5, 0.0, -1.0] {
        let mut workshop = workshop(&json!({ "capacity": { "amount": 5, "unit": "points" } }));
        let scores = json!({ "customer_value": 1, "business_value": 1, "urgency": 1, "effort": effort });
        let arrival = item_from(&json!({ "title": "Dark mode", "scores": scores }));
        // 0 is no value; what is no step is refused.
        let is_taken = perform(&mut workshop, Command::Add(vec![arrival])).is_ok();
        assert_eq!(
            (is_taken, workshop.workspace().items().len()),
            (effort == 0.0, usize::from(effort == 0.0))
        );
        assert_eq!(workshop.standing().order(), [], "effort {effort} ranks nothing");
        assert_survives_saving(workshop.workspace());
    }
}

#[test]
fn an_arrival_keeps_its_own_id_before_another_is_named_after_its_title() {
    let mut workshop = workshop(&json!({}));
    let arrivals = [
        json!({ "title": "Pay" }),
        json!({ "id": "pay", "title": "Retry" }),
        json!({ "id": "refund", "depends_on": ["pay"] }),
    ];
    perform(&mut workshop, Command::Add(arrivals.iter().map(item_from).collect())).unwrap();
    let all: Vec<Slot> = slots(workshop.workspace()).collect();
    assert_eq!(ids(workshop.workspace(), &all), ["pay-2", "pay", "refund"]);
}

#[test]
fn undoing_what_another_framework_allowed_leaves_a_file_that_opens() {
    let mut workshop = workshop(&json!({
        "items": [ { "id": "pay", "scores": { "effort": 3 } } ],
        "log": [ { "seq": 1, "events": [
            { "agreed": { "item": "pay", "criterion": "effort", "from": 8, "to": 3 } }
        ] } ]
    }));
    assert!(matches!(perform(&mut workshop, Command::Undo), Err(Rejection::OffScale { .. })));
    assert_survives_saving(workshop.workspace());
}

#[test]
fn a_log_takes_entries_to_the_very_end_of_its_numbers() {
    for (left, numbered) in [(0, "log"), (1, "log"), (0, "revision"), (1, "revision")] {
        let seq = json!({ "seq": (1_u64 << 53) - left });
        let seq = if numbered == "log" { json!([seq]) } else { seq };
        let mut workshop = workshop(&json!({ "items": [ {} ], numbered: seq }));
        for (at, value) in [3.0, 5.0].into_iter().enumerate() {
            let done = workshop.perform(agree(0, "effort", value), Stamp::default());
            if (at as u64) < left {
                done.unwrap();
            } else {
                assert!(matches!(done, Err(Rejection::LogFull)));
            }
            assert_survives_saving(workshop.workspace());
        }
    }
}

/// A and B under a framework that asks for value alone; A is in, B is not.
fn value_alone(scale: &Value, a: f64, b: f64, capacity: &Value) -> Workshop {
    let criteria = json!([
        { "id": "value", "side": "business", "scale": scale },
        { "id": "effort", "side": "engineering", "scale": { "steps": [1, 2, 3] } }
    ]);
    let formula = json!({ "numerator": { "sum": [ { "criterion": "value" } ] } });
    let workshop = workshop(&json!({
        "framework": { "id": "value-alone", "criteria": criteria, "formula": formula, "effort": "effort" },
        "capacity": capacity,
        "items": [
            { "id": "a", "scores": { "value": a, "effort": 2 } },
            { "id": "b", "scores": { "value": b, "effort": 2 } }
        ]
    }));
    let inside: Vec<Slot> = workshop.standing().inside().collect();
    assert_eq!(inside, [Slot::new(0)]);
    workshop
}

fn ways_for_b(workshop: &Workshop) -> Vec<(usize, f64, bool)> {
    let ways = ways_in(workshop, Slot::new(1)).into_iter();
    ways.map(|way| (way.criterion, way.value.get(), way.or_more)).collect()
}

#[test]
fn the_end_of_a_scale_is_a_way_in_though_no_step_lands_on_it() {
    let scale = json!({ "min": 0, "max": 10, "step": 3 });
    let one_item = json!({ "amount": 1, "unit": "items" });
    let workshop = value_alone(&scale, 9.5, 1.0, &one_item);
    assert_eq!(ways_for_b(&workshop).first(), Some(&(0, 10.0, true)));
}

#[test]
fn less_effort_is_a_way_in_though_the_formula_does_not_ask_for_it() {
    let scale = json!({ "steps": [1, 2, 3] });
    let three_points = json!({ "amount": 3, "unit": "points" });
    let workshop = value_alone(&scale, 3.0, 1.0, &three_points);
    assert_eq!(ways_for_b(&workshop), [(1, 1.0, false)]);
}

#[test]
fn a_way_in_on_a_decimal_scale_is_a_number_that_people_write() {
    let scale = json!({ "min": 0, "step": 0.1 });
    let one_item = json!({ "amount": 1, "unit": "items" });
    let workshop = value_alone(&scale, 0.2, 0.1, &one_item);
    assert_eq!(ways_for_b(&workshop).first(), Some(&(0, 0.3, true)));
}
