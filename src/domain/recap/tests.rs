//! What a recap lists, from sessions that are played, and what it makes of votes.

use super::*;
use crate::domain::command::Command;
use crate::domain::framework::Side;
use crate::domain::horizon::Hold;
use crate::domain::item::{Held, Pin, SetAside};
use crate::domain::number::Num;
use crate::domain::round::Ask;
use crate::domain::tradeoff::Stamp;
use crate::domain::vote::Slip;
use crate::domain::workspace::Workspace;

/// Two of four fit; one was parked long ago.
const WORKSPACE: &str = r#"{
    "framework": "value-effort", "capacity": {"amount": 2, "unit": "items"},
    "participants": [
        {"id": "ana", "side": "engineering"}, {"id": "bo", "side": "engineering"}, {"id": "raj", "side": "business"}
    ],
    "items": [
        {"id": "pay", "scores": {"impact": 5, "effort": 2}},
        {"id": "sso", "scores": {"impact": 4, "effort": 2}},
        {"id": "dark", "scores": {"impact": 3, "effort": {"votes": {"ana": 1, "bo": 5}}}},
        {"id": "kiosk", "scores": {"impact": 1, "effort": 5}},
        {"id": "old", "horizon": "parked"}
    ],
    "log": [{"seq": 4, "at": "2026-01-13T10:00:00Z", "kind": "call", "events": [
        {"called": {"to": {"what": "Long ago", "owner": "Mia", "reason": "so"}}}
    ]}]
}"#;

struct Room {
    workshop: Workshop,
    minute: u32,
}

impl Room {
    fn new() -> Room {
        let (workspace, _) = Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap();
        Room { workshop: Workshop::new(workspace), minute: 0 }
    }

    fn slot(&self, id: &str) -> Slot {
        self.workshop.workspace().slot(&id.into()).unwrap()
    }

    /// A gesture, each a minute after the one before.
    #[track_caller]
    fn does(&mut self, command: Command) -> usize {
        let at = format!("2026-01-20T{:02}:{:02}:00Z", 9 + self.minute / 60, self.minute % 60);
        self.minute += 1;
        self.workshop.perform(command, Stamp { at: at.parse().ok(), by: None }).unwrap();
        self.workshop.workspace().log().len() - 1
    }

    fn scores(&mut self, id: &str, criterion: &str, to: u32) -> usize {
        let command =
            Command::Agree { item: self.slot(id), criterion: criterion.into(), to: Some(to.into()) };
        self.does(command)
    }

    fn votes(&mut self, id: &str, ana: u32, bo: u32) {
        let items = vec![self.slot(id)];
        self.does(Command::OpenRounds {
            items: items.clone(),
            side: Side::Engineering,
            ask: Ask::Everything,
        });
        for (by, value) in [("ana", ana), ("bo", bo)] {
            let slip = Slip { by: by.into(), value: Some(Num::from(value)), ..Slip::default() };
            self.does(Command::Answer { item: items[0], criterion: "effort".into(), slip, nonce: 7 });
        }
        self.does(Command::Reveal { items, side: Side::Engineering });
    }

    fn places(&mut self, id: &str, horizon: Horizon) {
        let aside =
            SetAside { reason: "not now".to_owned(), revisit: "in May".to_owned(), ..SetAside::default() };
        let item = self.slot(id);
        let command = Command::Place { item, to: horizon, aside: Some(aside), hold: Hold::AsItIs };
        self.does(command);
    }

    fn ids(&self, slots: &[Slot]) -> String {
        let ids = slots.iter().map(|slot| self.workshop.workspace().item(*slot).id.as_str());
        ids.collect::<Vec<_>>().join(" ")
    }

    fn told(&self) -> Vec<String> {
        let told = Recap::of(&self.workshop).meeting.told();
        told.into_iter().map(|(what, words)| format!("{what}: {words}")).collect()
    }
}

#[test]
fn a_session_that_did_nothing_still_has_its_shortlist() {
    let mut room = Room::new();
    let recap = Recap::of(&room.workshop);
    assert_eq!((room.ids(&recap.shortlist).as_str(), recap.aside_before), ("pay sso", [1, 0]));
    assert_eq!((recap.calls, recap.session.entries), (vec![0], 0..1));
    room.scores("kiosk", "effort", 4);
    // The call belongs to another session.
    assert_eq!(Recap::of(&room.workshop).calls, Vec::<usize>::new());
}

#[test]
fn who_came_in_and_fell_out_again_lost_as_well() {
    let mut room = Room::new();
    let told = |room: &Room| {
        let Recap { session, came_and_went, .. } = Recap::of(&room.workshop);
        [session.net.left, came_and_went]
            .map(|ids| ids.iter().map(ItemId::as_str).collect::<Vec<_>>().join(" "))
    };
    room.scores("kiosk", "effort", 1);
    room.scores("kiosk", "impact", 5);
    assert_eq!(told(&room), ["sso", ""]);
    room.scores("kiosk", "impact", 1);
    assert_eq!(told(&room), ["", "kiosk"]);
    room.does(Command::Undo);
    assert_eq!(told(&room), ["sso", ""], "what was taken back did not happen");
    room.does(Command::Redo);
    room.scores("dark", "effort", 1);
    room.scores("dark", "effort", 5);
    assert_eq!(told(&room), ["", "kiosk dark"]);
}

#[test]
fn what_was_decided_is_listed_as_far_as_it_stands() {
    let mut room = Room::new();
    let pin =
        |held| Pin { held: Some(held), owner: "Mia".to_owned(), reason: "law".to_owned(), ..Pin::default() };
    let kiosk = room.slot("kiosk");
    let pinned = room.does(Command::Pin { item: kiosk, to: Some(pin(Held::In)) });
    room.does(Command::Pin { item: room.slot("pay"), to: Some(pin(Held::Out)) });
    room.does(Command::Undo);
    room.places("sso", Horizon::Declined);
    room.places("old", Horizon::Parked);
    let recap = Recap::of(&room.workshop);
    assert_eq!(recap.calls, [pinned]);
    assert_eq!(recap.aside.map(|slots| room.ids(&slots)), ["", "sso"]);
    assert_eq!(recap.aside_before, [1, 0], "another reason for what was parked before");
    room.does(Command::Undo);
    room.does(Command::Undo);
    assert_eq!(Recap::of(&room.workshop).aside, [vec![], vec![]]);
}

#[test]
fn crossings_lack_their_reason_until_they_have_one_or_are_taken_back() {
    let mut room = Room::new();
    let crossed = room.scores("dark", "effort", 1);
    let recap = Recap::of(&room.workshop);
    assert_eq!((room.ids(&recap.shortlist).as_str(), recap.unexplained), ("dark pay", vec![crossed]));
    room.does(Command::Undo);
    assert_eq!(Recap::of(&room.workshop).unexplained, Vec::<usize>::new());
    room.does(Command::Redo);
    assert_eq!(Recap::of(&room.workshop).unexplained, [crossed]);
    let seq = room.workshop.workspace().log().get(crossed).unwrap().seq;
    room.does(Command::Reason { entry: seq, text: Some("half of it is there".to_owned()) });
    assert_eq!(Recap::of(&room.workshop).unexplained, Vec::<usize>::new());
}

#[test]
fn open_disputes_are_those_that_decide_and_how_many_can_wait() {
    let mut room = Room::new();
    let recap = Recap::of(&room.workshop);
    let about: Vec<Slot> = recap.disputes.iter().map(|dispute| dispute.over.slot).collect();
    assert_eq!((room.ids(&about).as_str(), recap.can_wait), ("dark", 0));
    room.scores("dark", "effort", 3);
    assert_eq!(Recap::of(&room.workshop).disputes, []);
}

#[test]
fn votes_that_come_with_a_merge_were_cast_by_nobody_here() {
    let mut room = Room::new();
    room.scores("pay", "impact", 4);
    room.does(Command::Merge { item: room.slot("dark"), into: room.slot("sso") });
    assert_eq!(room.told(), ["items: 1 item scored in 1 min"]);
}

#[test]
fn a_meeting_is_told_by_what_it_got_through_and_how_votes_drew_together() {
    let mut room = Room::new();
    room.scores("pay", "impact", 4);
    assert_eq!(room.told(), ["items: 1 item scored"]);
    room.votes("sso", 1, 5);
    room.votes("kiosk", 2, 4);
    assert_eq!(
        room.told()[1..],
        [
            "rounds: 2 blind rounds",
            "settled: 0 of 2 scores that were voted on blind",
            "spread: votes 3 steps apart at first, 3 now"
        ]
    );
    // Votes on SSO draw together, the kiosk is agreed on as it was voted.
    room.votes("sso", 2, 3);
    room.scores("kiosk", "effort", 3);
    assert_eq!(
        room.told(),
        [
            "items: 3 items scored in 13 min, 14 an hour",
            "rounds: 3 blind rounds, 1 of them again",
            "settled: 1 of 2 scores that were voted on blind",
            "spread: votes 3 steps apart at first, 1.5 now"
        ]
    );
}
