//! Blind rounds from the beginning to the end, and what nobody gets to see meanwhile.

mod again;

use crate::domain::command::{Command, Rejection};
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::round::Ask;
use crate::domain::telling::tell;
use crate::domain::tradeoff::{Entry, Stamp};
use crate::domain::vote::{Slip, median};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// Three fit. Pay was agreed on by hand, SSO on votes; two engineers vote, one watches, one is retired.
const WORKSPACE: &str = r#"{
    "framework": "value-effort", "capacity": {"amount": 4, "unit": "points"},
    "participants": [
        {"id": "ana", "name": "Ana", "side": "engineering"}, {"id": "bo", "name": "Bo", "side": "engineering"},
        {"id": "eve", "name": "Eve", "side": "observer"}, {"id": "old", "side": "engineering", "retired": true},
        {"id": "raj", "name": "Raj", "side": "business"}
    ],
    "items": [
        {"id": "pay", "title": "Pay", "scores": {"impact": 5, "effort": 2}},
        {"id": "sso", "title": "SSO", "scores": {"impact": 3, "effort": {"votes": {"ana": 2, "bo": 4}, "agreed": 2}}},
        {"id": "dark", "title": "Dark mode", "scores": {"impact": 2, "effort": 3}},
        {"id": "new", "title": "New", "scores": {"impact": 4}},
        {"id": "parked", "horizon": "parked"}
    ]
}"#;

fn open(text: &str) -> Workshop {
    Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
}

struct Room(Workshop);

impl Room {
    fn new() -> Room {
        Room(open(WORKSPACE))
    }

    fn slot(&self, id: &str) -> Slot {
        self.0.workspace().slot(&id.into()).unwrap()
    }

    #[track_caller]
    fn does(&mut self, command: Command) -> Entry {
        self.0.perform(command, Stamp::default()).unwrap().entry
    }

    fn refused(&mut self, command: Command) -> String {
        self.0.perform(command, Stamp::default()).unwrap_err().to_string()
    }

    fn opens(&mut self, ids: &[&str]) -> Entry {
        let items = ids.iter().map(|id| self.slot(id)).collect();
        self.does(Command::OpenRounds { items, side: Side::Engineering, ask: Ask::Everything })
    }

    fn answer(&self, id: &str, by: &str, answer: &str) -> Command {
        let slip = Slip {
            by: by.into(),
            value: answer.parse().ok().and_then(Num::new),
            unsure: answer == "?",
            reason: Some(format!("because of {by}")),
            ..Slip::default()
        };
        let nonce = self.0.workspace().last_seq() + 1;
        Command::Answer { item: self.slot(id), criterion: "effort".into(), slip, nonce }
    }

    fn answers(&mut self, id: &str, answers: &[(&str, &str)]) {
        for (by, answer) in answers {
            let command = self.answer(id, by, answer);
            self.does(command);
        }
    }

    fn reveals(&mut self, id: &str) -> Entry {
        let items = vec![self.slot(id)];
        self.does(Command::Reveal { items, side: Side::Engineering })
    }

    fn told(&self, entry: &Entry) -> String {
        tell(self.0.workspace(), entry).headline()
    }

    fn item(&self, id: &str) -> serde_json::Value {
        serde_json::to_value(self.0.workspace().item(self.slot(id))).unwrap()
    }

    fn ranking(&self) -> String {
        let ids = self.0.standing().order().iter().map(|slot| self.0.workspace().item(*slot).id.as_str());
        ids.collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn a_round_hides_the_item_and_its_votes_become_the_score() {
    let mut room = Room::new();
    let entry = room.opens(&["sso"]);
    assert_eq!(room.told(&entry), "engineering votes on SSO blind");
    assert_eq!((room.ranking().as_str(), room.0.standing().unscored().len()), ("pay dark", 2));
    assert_eq!(room.item("sso")["scores"], serde_json::json!({"impact": 3}));
    // What a side votes on is no gap that it could fill.
    assert_eq!(room.0.standing().waiting(Side::Engineering), [room.slot("new")]);

    room.answers("sso", &[("ana", "3"), ("bo", "?")]);
    let text = serde_json::to_string(&room.item("sso")["rounds"][0]["papers"]).unwrap();
    assert!(!text.contains("value") && !text.contains("because"), "{text}");
    let entry = room.reveals("sso");
    assert_eq!(
        room.told(&entry),
        "votes on SSO revealed: effort 3 (1 does not know) instead of 2 · stays #2 · falls out"
    );
    assert_eq!(entry.reason, None);
    let effort = &room.item("sso")["scores"]["effort"];
    assert_eq!(effort["votes"], serde_json::json!({"ana": 3}));
    assert_eq!(
        effort["rounds"][1]["slips"][1],
        serde_json::json!({"by": "bo", "unsure": true, "reason": "because of bo"})
    );
    assert!(effort.get("agreed").is_none() && room.item("sso").get("rounds").is_none());
}

#[test]
fn who_crosses_the_line_is_told_with_what_a_round_led_to() {
    let mut room = Room::new();
    let crossed = |entry: &Entry| {
        let ids = |ids: &[crate::domain::id::ItemId]| {
            ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        (ids(&entry.entered), ids(&entry.left))
    };
    let of = |entered: &str, left: &str| (entered.to_owned(), left.to_owned());
    // Dark mode comes into sight above the line while pay is voted on, and nobody decided that.
    let opened = room.opens(&["pay"]);
    assert_eq!((crossed(&opened), opened.rank.from, opened.rank.to), (of("", ""), Some(1), Some(1)));
    let items = vec![room.slot("pay")];
    let dropped = room.does(Command::DropRounds { items, side: Side::Engineering });
    assert_eq!((crossed(&dropped), dropped.calls_for_reason()), (of("", ""), false));
    room.opens(&["pay", "new"]);
    room.answers("pay", &[("ana", "4"), ("bo", "4")]);
    let revealed = room.reveals("pay");
    assert_eq!((crossed(&revealed), revealed.calls_for_reason()), (of("", "pay"), true));
    room.answers("new", &[("ana", "1"), ("bo", "1")]);
    let revealed = room.reveals("new");
    assert_eq!((crossed(&revealed), revealed.calls_for_reason()), (of("new", ""), false));
    // Sealed again, it is where it was before these votes, and what becomes of it is told from there.
    let undone = room.does(Command::Undo);
    assert_eq!(crossed(&undone), of("", "new"));
    room.answers("new", &[("ana", "5"), ("bo", "5")]);
    let revealed = room.reveals("new");
    assert_eq!((crossed(&revealed), revealed.calls_for_reason()), (of("", ""), false));
    room.does(Command::Undo);
    let items = vec![room.slot("new")];
    let dropped = room.does(Command::DropRounds { items, side: Side::Engineering });
    assert_eq!((crossed(&dropped), dropped.calls_for_reason()), (of("", ""), false));
}

#[test]
fn nothing_of_the_log_gives_a_hidden_value_away() {
    let mut room = Room::new();
    let item = room.slot("pay");
    let agree = |to: u32| Command::Agree { item, criterion: "effort".into(), to: Some(Num::from(to)) };
    let before = room.does(agree(3));
    assert_eq!(
        room.told(&before),
        "effort of Pay 2 → 3 · #1 → #1".replace("#1 → #1", "stays #1") + " · SSO falls out"
    );
    room.opens(&["pay"]);
    assert_eq!(room.told(&before), "effort of Pay, hidden until the reveal · SSO falls out");
    assert_eq!(room.refused(agree(5)), "Pay is voted on blind: reveal the round or drop it first");
    let vote =
        Command::Vote { item, criterion: "effort".into(), participant: "ana".into(), to: Some(Num::from(5)) };
    assert_eq!(room.refused(vote), "Pay is voted on blind: reveal the round or drop it first");
    // The other side may go on.
    room.does(Command::Agree { item, criterion: "impact".into(), to: Some(Num::from(4)) });
    room.reveals("pay");
    assert_eq!(room.item("pay")["scores"]["effort"], 3, "nobody answered: what stood before stands");
    assert!(room.told(&before).starts_with("effort of Pay 2 → 3"));
}

#[test]
fn who_has_still_to_answer_is_known_and_an_answer_can_be_changed() {
    let mut room = Room::new();
    room.opens(&["new", "dark"]);
    let missing = |room: &Room| -> Vec<String> {
        let item = room.0.workspace().item(room.slot("new"));
        let round = item.round(Side::Engineering).unwrap();
        round.missing(room.0.workspace()).map(|(by, _)| by.to_string()).collect()
    };
    assert_eq!(missing(&room), ["ana", "bo"]);
    room.answers("new", &[("bo", "5")]);
    assert_eq!(missing(&room), ["ana"]);
    room.answers("new", &[("bo", "pass"), ("bo", "4"), ("ana", "1")]);
    assert_eq!(missing(&room), Vec::<String>::new());
    room.reveals("new");
    assert_eq!(room.item("new")["scores"]["effort"]["votes"], serde_json::json!({"bo": 4, "ana": 1}));
    assert!(room.item("dark").get("rounds").is_some(), "the other round goes on");
}

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    let mut room = Room::new();
    let (pay, parked) = (room.slot("pay"), room.slot("parked"));
    let vote =
        |items: Vec<Slot>| Command::OpenRounds { items, side: Side::Engineering, ask: Ask::Everything };
    assert_eq!(room.refused(vote(vec![])), Rejection::Unchanged.to_string());
    assert_eq!(room.refused(vote(vec![pay, parked])), "parked is parked, so it is not scored");
    let early = room.answer("pay", "ana", "3");
    assert_eq!(room.refused(early), "engineering does not vote on Pay");
    room.opens(&["pay"]);
    assert_eq!(room.refused(vote(vec![pay])), "engineering votes on Pay already");
    for (by, answer, why) in [
        ("eve", "3", "Effort is scored by engineering, and Eve is not on that side"),
        ("raj", "3", "Effort is scored by engineering, and Raj is not on that side"),
        ("zoe", "3", "no participant is called zoe"),
        ("ana", "9", "9 is not on the scale of Effort: 1, 2, 3, 4, 5"),
    ] {
        let command = room.answer("pay", by, answer);
        assert_eq!(room.refused(command), why);
    }
    let other = room.slot("sso");
    assert_eq!(
        room.refused(Command::Merge { item: pay, into: other }),
        Rejection::Voting("Pay".into()).to_string()
    );
    let ice = crate::domain::framework::FrameworkChoice::BuiltIn("ice".to_owned());
    assert_eq!(room.refused(Command::Reframe { to: ice, carry: false }), Rejection::RoundsOpen.to_string());
    let closing = crate::domain::cycle::Closing { id: "Q1".to_owned(), ..Default::default() };
    assert_eq!(room.refused(Command::CloseCycle(closing)), Rejection::RoundsOpen.to_string());
    let alone = Command::OpenRounds { items: vec![pay], side: Side::Business, ask: Ask::Everything };
    room.does(alone);
    let mut empty = Room(open(r#"{"items":[{"id":"a"}]}"#));
    let nobody =
        Command::OpenRounds { items: vec![Slot::new(0)], side: Side::Business, ask: Ask::Everything };
    assert_eq!(empty.refused(nobody), "nobody is listed for business: add people first");
}

#[test]
fn it_is_voted_again_at_most_twice_and_anew_after_an_agreement() {
    let mut room = Room::new();
    for attempt in 1..=3 {
        room.opens(&["dark"]);
        room.answers("dark", &[("ana", "2"), ("bo", "5")]);
        room.reveals("dark");
        let rounds = &room.item("dark")["scores"]["effort"]["rounds"];
        assert_eq!(
            (rounds.as_array().unwrap().len(), &rounds[attempt - 1]["attempt"]),
            (attempt, &attempt.into())
        );
    }
    let item = room.slot("dark");
    let again = || Command::OpenRounds { items: vec![item], side: Side::Engineering, ask: Ask::Everything };
    assert_eq!(room.refused(again()), Rejection::EnoughRounds("Dark mode".into()).to_string());
    room.does(Command::Agree { item, criterion: "effort".into(), to: Some(Num::from(3)) });
    room.does(again());
    assert_eq!(room.item("dark")["rounds"][0]["attempt"], 1);
}

#[test]
fn every_step_is_undone_and_done_again_and_survives_a_restart() {
    let mut room = Room::new();
    let mut states = vec![room.0.workspace().head().items.clone()];
    let note = |room: &Room, states: &mut Vec<_>| states.push(room.0.workspace().head().items.clone());
    room.opens(&["sso", "new"]);
    note(&room, &mut states);
    for (id, by, answer) in
        [("sso", "ana", "1"), ("sso", "ana", "?"), ("new", "bo", "5"), ("sso", "bo", "pass")]
    {
        room.answers(id, &[(by, answer)]);
        note(&room, &mut states);
    }
    let (sso, new) = (room.slot("sso"), room.slot("new"));
    room.does(Command::Reveal { items: vec![sso], side: Side::Engineering });
    note(&room, &mut states);
    room.does(Command::DropRounds { items: vec![new], side: Side::Engineering });
    for state in states.iter().rev() {
        room.does(Command::Undo);
        assert_eq!(room.0.workspace().head().items, *state);
        let written = serde_json::to_string(room.0.workspace().head()).unwrap();
        assert_eq!(open(&written).workspace(), room.0.workspace());
    }
    for state in states.iter().skip(1) {
        room.does(Command::Redo);
        assert_eq!(room.0.workspace().head().items, *state);
    }
}

#[test]
fn a_damaged_seal_loses_one_answer_and_no_file() {
    let mut room = Room::new();
    room.opens(&["sso"]);
    room.answers("sso", &[("ana", "1"), ("bo", "5")]);
    let mut file = serde_json::to_value(room.0.workspace().head()).unwrap();
    file["items"][1]["rounds"][0]["papers"][0]["seal"] = "00".into();
    let (workspace, notices) = Workspace::load(serde_json::from_value(file).unwrap()).unwrap();
    assert_eq!(notices[0].what, "a sealed answer of ana on sso is damaged and counts as a pass");
    let mut room = Room(Workshop::new(workspace));
    room.reveals("sso");
    let votes = &room.0.workspace().item(room.slot("sso")).scores;
    let votes = votes.get(&"effort".into()).unwrap().votes();
    assert_eq!(median(votes), Num::new(5.0));
}

#[test]
fn a_value_may_be_settled_by_the_word_of_one() {
    let mut room = Room::new();
    let item = room.slot("sso");
    let decide = |to: u32, owner: &str, reason: &str| Command::Decide {
        item,
        criterion: "effort".into(),
        to: Num::from(to),
        owner: owner.to_owned(),
        reason: reason.to_owned(),
    };
    for (owner, reason, why) in
        [("", "no time", "a call needs an owner"), ("Bo", " ", "a call needs a reason")]
    {
        assert_eq!(room.refused(decide(3, owner, reason)), why);
    }
    let entry = room.does(decide(3, "Bo", "he has to build it"));
    assert_eq!(room.told(&entry), "effort of SSO 2 → 3, decided by Bo · stays #2 · falls out");
    assert_eq!((entry.owner(), entry.reason.as_deref()), (Some("Bo"), Some("he has to build it")));
    let undone = room.does(Command::Undo);
    assert_eq!(room.told(&undone), "undo: effort of SSO 3 → 2 · stays #2 · comes in");
}

#[test]
fn what_a_round_put_above_its_blocker_is_told_when_it_is_over() {
    let text =
        WORKSPACE.replace(r#""title": "Dark mode", "#, r#""title": "Dark mode", "depends_on": ["pay"], "#);
    let mut room = Room(open(&text));
    let turned = |entry: &Entry| entry.inversions.len();
    // While pay stands aside, who waits for it is above it on the screen, and nobody decided that.
    let opened = room.opens(&["pay"]);
    assert_eq!(turned(&opened), 0);
    let items = vec![room.slot("pay")];
    assert_eq!(turned(&room.does(Command::DropRounds { items, side: Side::Engineering })), 0);
    assert_eq!(turned(&room.does(Command::Undo)), 0);
    assert_eq!(turned(&room.does(Command::Redo)), 0);
    room.opens(&["dark"]);
    room.answers("dark", &[("ana", "1")]);
    assert_eq!(turned(&room.reveals("dark")), 0, "2 is below 2.5");
    let text = text.replace(r#""impact": 2"#, r#""impact": 3"#);
    let mut room = Room(open(&text));
    room.opens(&["dark"]);
    room.answers("dark", &[("ana", "1")]);
    assert_eq!(turned(&room.reveals("dark")), 1);
}

#[test]
fn who_joins_while_a_round_is_open_may_answer() {
    let mut room = Room::new();
    room.opens(&["sso"]);
    let new = serde_json::from_str(r#"{"id":"cem","name":"Cem","side":"engineering"}"#).unwrap();
    room.does(Command::SetParticipant(new));
    room.answers("sso", &[("cem", "3")]);
    assert_eq!(room.reveals("sso").events.len(), 1);
    assert_eq!(room.item("sso")["scores"]["effort"]["votes"], serde_json::json!({"cem": 3}));
}

#[test]
fn on_which_side_of_the_line_somebody_stood_is_not_told_while_they_are_voted_on() {
    let mut room = Room::new();
    let item = room.slot("dark");
    let before = room.does(Command::Agree { item, criterion: "effort".into(), to: Some(Num::from(1)) });
    assert_eq!(room.told(&before), "effort of Dark mode 3 → 1 · #3 → #2 · comes in · SSO falls out");
    room.opens(&["dark"]);
    assert_eq!(room.told(&before), "effort of Dark mode, hidden until the reveal · SSO falls out");
    room.opens(&["sso"]);
    assert_eq!(room.told(&before), "effort of Dark mode, hidden until the reveal");
}
