//! Voting again: what is asked about, what stays, and what is on record of it.

use super::{Room, open};
use crate::domain::command::Command;
use crate::domain::criterion::Side;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::round::{Ask, Stage, of};
use crate::domain::vote::Slip;

/// Both of what engineering scores have votes; only the size is agreed on.
const TWO: &str = r#"{
    "framework": "wsjf",
    "participants": [{"id": "ana", "side": "engineering"}, {"id": "bo", "side": "engineering"}],
    "items": [{"id": "pay", "scores": {
        "user_business_value": 8, "time_criticality": 5,
        "risk_opportunity": {"votes": {"ana": 2, "bo": 8}},
        "job_size": {"votes": {"ana": 3, "bo": 5}, "agreed": 5}
    }}]
}"#;

fn voted_again(ask: Ask) -> Room {
    let mut room = Room(open(TWO));
    room.does(Command::OpenRounds { items: vec![Slot::new(0)], side: Side::Engineering, ask });
    room
}

fn on(criterion: &str, by: &str, value: u32) -> Command {
    let slip = Slip { by: by.into(), value: Some(Num::from(value)), ..Slip::default() };
    Command::Answer { item: Slot::new(0), criterion: criterion.into(), slip, nonce: u64::from(value) }
}

#[test]
fn what_is_agreed_stays_where_the_rest_is_voted_on_again() {
    let mut room = voted_again(Ask::TheRest);
    let agreed = room.item("pay")["scores"]["job_size"].clone();
    assert_eq!(
        (agreed["agreed"].as_u64(), room.item("pay")["scores"].get("risk_opportunity")),
        (Some(5), None)
    );
    assert_eq!(
        room.refused(on("job_size", "ana", 8)),
        "job size of pay is agreed, and the round does not ask about it: drop the round to vote on it"
    );
    let before = room.item("pay");
    room.does(Command::Agree { item: Slot::new(0), criterion: "job_size".into(), to: Some(Num::from(8)) });
    room.does(Command::Undo);
    assert_eq!(room.item("pay"), before, "the room can score what is not asked about");
    for by in ["ana", "bo"] {
        room.does(on("risk_opportunity", by, 5));
    }
    let pending = of(room.0.workspace(), Slot::new(0), Side::Engineering).unwrap();
    assert_eq!(pending.stage, Stage::Complete);
    let sealed = room.item("pay");
    room.does(Command::Reveal { items: vec![Slot::new(0)], side: Side::Engineering });
    let revealed = room.item("pay");
    assert_eq!((&revealed["scores"]["job_size"], revealed.get("rounds")), (&agreed, None));
    assert_eq!(revealed["scores"]["risk_opportunity"]["votes"], serde_json::json!({"ana": 5, "bo": 5}));
    room.does(Command::Undo);
    assert_eq!(room.item("pay"), sealed);
    room.does(Command::Redo);
    assert_eq!(room.item("pay"), revealed);
    for _ in 0..4 {
        room.does(Command::Undo);
    }
    assert_eq!(room.item("pay"), Room(open(TWO)).item("pay"));
    room.does(Command::Redo);
    assert_eq!(room.item("pay"), before, "the round begins as it had begun");
}

#[test]
fn where_everything_is_asked_what_was_agreed_on_stays_on_record() {
    let mut room = voted_again(Ask::Everything);
    for criterion in ["job_size", "risk_opportunity"] {
        room.does(on(criterion, "ana", 3));
        room.does(on(criterion, "bo", 5));
    }
    let revealed = room.does(Command::Reveal { items: vec![Slot::new(0)], side: Side::Engineering });
    let last = room.item("pay")["scores"]["job_size"]["rounds"][1].clone();
    assert_eq!((last["attempt"].as_u64(), last["before"].as_u64()), (Some(1), Some(5)));
    let told = room.told(&revealed);
    assert!(told.contains("job size 3, 5 instead of 5") && !told.contains("of 2"), "{told}");
}

#[test]
fn a_round_that_two_windows_began_differently_asks_about_everything() {
    let room = voted_again(Ask::TheRest);
    let mut file = serde_json::to_value(room.0.workspace().head()).unwrap();
    file["items"] = serde_json::json!([room.item("pay")]);
    file["items"][0]["rounds"][0]["aside"]["job_size"] = serde_json::json!(8);
    let again = open(&file.to_string());
    let item = again.workspace().item(Slot::new(0));
    let round = item.round(Side::Engineering).unwrap();
    assert!(round.asks(&"job_size".into()) && item.scores.get(&"job_size".into()).is_none(), "nothing shows");
}

#[test]
fn a_reveal_that_nobody_answered_says_so() {
    let mut room = voted_again(Ask::TheRest);
    let revealed = room.does(Command::Reveal { items: vec![Slot::new(0)], side: Side::Engineering });
    assert!(room.told(&revealed).contains("revealed: nobody answered"), "{}", room.told(&revealed));
}
