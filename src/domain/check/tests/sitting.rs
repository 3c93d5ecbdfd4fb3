//! What is done in a room, and what the questions make of it.

use serde_json::json;

use super::*;
use crate::domain::command::Command;
use crate::domain::cycle::Closing;
use crate::domain::horizon::Hold;
use crate::domain::id::ItemId;
use crate::domain::item::SetAside;
use crate::domain::number::Num;
use crate::domain::tradeoff::Stamp;

/// A room in which things are done at a time of the day.
struct Sitting(Workshop);

impl Sitting {
    fn score(&mut self, item: &str, rule: &str, to: u32) -> u64 {
        let item = self.0.workspace().slot(&ItemId::from(item)).unwrap();
        self.does(Command::Agree { item, criterion: rule.into(), to: Some(Num::from(to)) })
    }

    fn does(&mut self, command: Command) -> u64 {
        let stamp = Stamp { at: "2026-01-20T10:42:00Z".parse().ok(), by: None };
        self.0.perform(command, stamp).unwrap().entry.seq
    }

    fn asked(&self, before: u64) -> (Verdict, String, Vec<At>) {
        let check =
            checklist(&self.0, before, None).into_iter().find(|check| check.topic == Topic::Reasons).unwrap();
        (check.verdict, check.why, check.leads.iter().map(|lead| lead.at).collect())
    }
}

#[test]
fn every_crossing_of_the_session_that_stands_needs_a_reason() {
    let mut room = Sitting(open(&ready()));
    let no_reason = |why: &str, entries: &[u64]| {
        (Verdict::Unmet, why.to_owned(), entries.iter().map(|entry| At::Entry(*entry)).collect::<Vec<_>>())
    };
    let met = |why: &str| (Verdict::Met, why.to_owned(), Vec::new());
    let first = room.score("dark", "impact", 5);
    assert_eq!(
        room.asked(0),
        no_reason("the one crossing to explain in this session has no reason", &[first])
    );
    assert_eq!(
        asked(&room.0, Topic::Reasons).leads[0].note,
        "impact of DARK 1 → 5 · #3 → #2 · comes in · LEDGER falls out"
    );
    assert_eq!(room.asked(first), met("no crossing in this session asks for a reason"));
    room.does(Command::Undo);
    assert_eq!(room.asked(0), met("no crossing in this session asks for a reason"));
    room.does(Command::Redo);
    let second = room.score("ledger", "impact", 5);
    let both = "2 of 2 crossings to explain in this session have no reason";
    assert_eq!(room.asked(0), no_reason(both, &[second, first]));
    for entry in [first, second] {
        room.does(Command::Reason { entry, text: Some("a clinic asked".to_owned()) });
    }
    assert_eq!(room.asked(0), met("all 2 crossings to explain in this session have a reason"));
    assert_eq!(room.asked(first), met("the one crossing to explain in this session has a reason"));
}

#[test]
fn parking_removes_something_on_the_day_that_a_cycle_was_closed_too() {
    let mut file = ready();
    file["items"].as_array_mut().unwrap().pop();
    let mut room = Sitting(open(&file));
    let closing = Closing { id: "Q5".to_owned(), date: "2026-01-20".to_owned(), ..Closing::default() };
    room.does(Command::CloseCycle(closing));
    assert_eq!(asked(&room.0, Topic::Removed).verdict, Verdict::Unmet);
    let aside = SetAside { reason: "dull".to_owned(), revisit: "never".to_owned(), ..SetAside::default() };
    let item = room.0.workspace().slot(&ItemId::from("dark")).unwrap();
    let (aside, hold) = (Some(aside), Hold::default());
    room.does(Command::Place { item, to: Horizon::Parked, aside, hold });
    assert_eq!(asked(&room.0, Topic::Removed).why, "1 item was let go since Q5 was closed");
    room.does(Command::Undo);
    assert_eq!(asked(&room.0, Topic::Removed).verdict, Verdict::Unmet);
}

#[test]
fn a_blocker_that_is_pulled_in_is_waited_for_no_longer() {
    let mut file = ready();
    file["items"][0]["depends_on"] = json!(["dark"]);
    file["capacity"]["amount"] = 50.into();
    assert_eq!(asked(&open(&file), Topic::Dependencies).verdict, Verdict::Unmet);
    let dark = file["items"].as_array_mut().unwrap().iter_mut().find(|item| item["id"] == "dark").unwrap();
    dark["pin"] = json!({"held": "in", "owner": "Ana", "reason": "first things first"});
    assert_eq!(asked(&open(&file), Topic::Dependencies).verdict, Verdict::Met);
}

#[test]
fn taking_an_arrival_back_removes_nothing() {
    let mut file = ready();
    file["items"].as_array_mut().unwrap().pop();
    let mut room = Sitting(open(&file));
    room.does(Command::Add(vec![Item { title: "Fax".into(), ..Item::default() }]));
    room.does(Command::Undo);
    assert_eq!(asked(&room.0, Topic::Removed).verdict, Verdict::Unmet);
}
