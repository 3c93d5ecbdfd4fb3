//! Moves in the words of the room, and what is refused.

use super::*;
use crate::domain::command::Command;
use crate::domain::telling::tell;
use crate::domain::tradeoff::Stamp;

fn workshop() -> Workshop {
    let text = r#"{"framework":"value-effort","capacity":{"amount":4,"unit":"points"},"items":[
        {"id":"pay","title":"Fix payments","scores":{"impact":5,"effort":2}},
        {"id":"sso","title":"SSO","scores":{"impact":4,"effort":2},"horizon":"later"},
        {"id":"dark","title":"Dark mode","scores":{"impact":2,"effort":2},"horizon":"now"},
        {"id":"kiosk","title":"Kiosk","horizon":"declined","scores":{"impact":1,"effort":1},
         "set_aside":{"reason":"no clinic asks","revisit":"one does","at":"2025-06-01","by":"Mia"}},
        {"id":"old","title":"Old","status":"done"}]}"#;
    Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where an option is wanted")]
fn aside(reason: &str, revisit: &str) -> Option<SetAside> {
    let at = Some("2026-01-20".to_owned());
    Some(SetAside { reason: reason.to_owned(), revisit: revisit.to_owned(), at, ..SetAside::default() })
}

fn place(workshop: &Workshop, item: &str, to: Horizon, aside: Option<SetAside>) -> Command {
    let item = workshop.workspace().slot(&item.into()).unwrap();
    Command::Place { item, to, aside, hold: Hold::AsItIs }
}

fn written(workshop: &Workshop, item: &str) -> String {
    let item = workshop.workspace().item(workshop.workspace().slot(&item.into()).unwrap());
    serde_json::to_string(&Placement::of(item)).unwrap()
}

#[test]
fn a_move_is_told_with_its_consequences_and_undone_in_full() {
    let mut workshop = workshop();
    let start: Vec<_> = workshop.workspace().items().iter().cloned().collect();
    let mut said = |item: &str, to, aside| {
        let entry = workshop.perform(place(&workshop, item, to, aside), Stamp::default()).unwrap().entry;
        let told = tell(workshop.workspace(), &entry);
        (entry.kind.name(), told.headline(), told.reason)
    };
    let why = |text: &str| Some(text.to_owned());
    for (item, to, aside, headline, reason) in [
        (
            "pay",
            Horizon::Parked,
            aside(" the gateway changes ", "it has changed"),
            "Fix payments parked, again when it has changed · #1 → no rank · falls out · Dark mode comes in",
            why("the gateway changes"),
        ),
        (
            "pay",
            Horizon::Later,
            None,
            "Fix payments brought back to later · no rank → #1 · comes in · Dark mode falls out",
            why("no reason given"),
        ),
        ("dark", Horizon::Next, None, "Dark mode moved to next · stays #3", None),
        (
            "dark",
            Horizon::Declined,
            aside("nobody asks", "ten clinics do"),
            "Dark mode declined, again when ten clinics do · #3 → no rank",
            why("nobody asks"),
        ),
        ("kiosk", Horizon::Next, None, "Kiosk brought back to next · no rank → #3", None),
    ] {
        assert_eq!(said(item, to, aside), ("horizon", headline.to_owned(), reason));
    }
    for headline in [
        "undo: Kiosk declined, again when one does · #3 → no rank",
        "undo: Dark mode brought back to next · no rank → #3",
        "undo: Dark mode moved to now · stays #3",
        "undo: Fix payments parked, again when it has changed · #1 → no rank · falls out · Dark mode comes in",
        "undo: Fix payments brought back · no rank → #1 · comes in · Dark mode falls out",
    ] {
        let entry = workshop.perform(Command::Undo, Stamp::default()).unwrap().entry;
        assert_eq!(tell(workshop.workspace(), &entry).headline(), headline);
    }
    assert_eq!(workshop.workspace().items().iter().cloned().collect::<Vec<_>>(), start);
}

#[test]
fn what_is_set_aside_says_why_and_until_when_and_the_line_alone_says_now() {
    let mut workshop = workshop();
    for (item, to, aside, why) in [
        ("sso", Horizon::Parked, None, "parking needs a reason"),
        ("sso", Horizon::Parked, aside(" ", "asked"), "parking needs a reason"),
        ("sso", Horizon::Declined, aside("dear", " "), "declining needs a condition to look at it again"),
        ("sso", Horizon::Later, None, "nothing to change: it is so already"),
        (
            "kiosk",
            Horizon::Declined,
            aside("no clinic asks", "one does"),
            "nothing to change: it is so already",
        ),
        ("sso", Horizon::Now, None, "only the line decides what is now: pin it in, or score it higher"),
        ("old", Horizon::Next, None, "Old is not open any more"),
    ] {
        let refused = workshop.perform(place(&workshop, item, to, aside), Stamp::default());
        assert_eq!(refused.unwrap_err().to_string(), why, "{item}");
    }
    assert!(workshop.workspace().log().is_empty());
}

#[test]
fn a_card_that_leaves_the_line_takes_its_pin_along_and_one_undo_takes_both_back() {
    let mut workshop = workshop();
    let start: Vec<_> = workshop.workspace().items().iter().cloned().collect();
    let pin = |held: &str| {
        let pin = format!(r#"{{"held":"{held}","owner":"Ana","reason":"not before the audit"}}"#);
        Hold::Pinned(serde_json::from_str(&pin).unwrap())
    };
    let mut said = |item: &str, to, aside, hold| {
        let item = workshop.workspace().slot(&item.into()).unwrap();
        let command = Command::Place { item, to, aside, hold };
        let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
        let told = tell(workshop.workspace(), &entry);
        (entry.kind.name(), told.headline(), told.reason)
    };
    let why = |text: &str| Some(text.to_owned());
    for (item, to, aside, hold, kind, headline, reason) in [
        (
            "pay",
            Horizon::Later,
            None,
            pin("out"),
            "horizon",
            "Fix payments moved to later, pinned out by Ana · stays #1 · falls out · Dark mode comes in",
            why("not before the audit"),
        ),
        (
            "pay",
            Horizon::Next,
            None,
            Hold::LetGo,
            "horizon",
            "Fix payments moved to next, no longer pinned out · stays #1 · comes in · Dark mode falls out",
            why("no reason given"),
        ),
        (
            "kiosk",
            Horizon::Next,
            None,
            pin("in"),
            "horizon",
            "Kiosk brought back to next, pinned in by Ana · no rank → #3 · comes in · SSO falls out",
            why("not before the audit"),
        ),
        (
            "kiosk",
            Horizon::Parked,
            aside("too dear", "it costs half"),
            Hold::AsItIs,
            "horizon",
            "Kiosk parked, again when it costs half · #3 → no rank · falls out · SSO comes in",
            why("too dear"),
        ),
        (
            "sso",
            Horizon::Later,
            None,
            pin("out"),
            "pin",
            "SSO pinned out by Ana · #2 by score · falls out · Dark mode comes in",
            why("not before the audit"),
        ),
    ] {
        assert_eq!(said(item, to, aside, hold), (kind, headline.to_owned(), reason), "{item}");
    }
    assert!(workshop.workspace().items()[3].rare.pin.is_none(), "what is set aside is let go");
    let mut undone = Vec::new();
    while let Ok(gesture) = workshop.perform(Command::Undo, Stamp::default()) {
        undone.push(tell(workshop.workspace(), &gesture.entry).cause);
    }
    assert_eq!(
        undone,
        [
            "undo: SSO let go, was pinned out by Ana",
            "undo: Kiosk brought back to next, pinned in by Ana",
            "undo: Kiosk declined, again when one does",
            "undo: Fix payments moved to later, pinned out by Ana",
            "undo: Fix payments not placed in later any more, no longer pinned out",
        ]
    );
    assert_eq!(workshop.workspace().items().iter().cloned().collect::<Vec<_>>(), start);
}

#[test]
fn another_condition_keeps_what_the_file_says_beside_it() {
    let mut workshop = workshop();
    let asked = aside("no clinic asks", "two do");
    workshop.perform(place(&workshop, "kiosk", Horizon::Declined, asked), Stamp::default()).unwrap();
    let expected = r#"{"horizon":"declined","set_aside":{"reason":"no clinic asks","revisit":"two do","at":"2026-01-20","by":"Mia"}}"#;
    assert_eq!(written(&workshop, "kiosk"), expected);
    workshop.perform(place(&workshop, "kiosk", Horizon::Later, None), Stamp::default()).unwrap();
    assert_eq!(written(&workshop, "kiosk"), r#"{"horizon":"later"}"#);
}

#[test]
fn what_is_in_is_now_and_what_says_now_but_is_out_stands_in_next() {
    let workshop = workshop();
    let at = |item: &str| horizon(&workshop, workshop.workspace().slot(&item.into()).unwrap());
    assert_eq!(
        ["pay", "sso", "dark", "kiosk"].map(at),
        [Some(Horizon::Now), Some(Horizon::Now), Some(Horizon::Next), Some(Horizon::Declined)]
    );
}
