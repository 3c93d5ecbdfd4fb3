//! Entries in the words of the room.

use super::*;
use crate::domain::command::Command;
use crate::domain::item::Item;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::Workshop;

const WORKSPACE: &str = r#"{
    "framework": "value-effort", "capacity": {"amount": 4, "unit": "points"},
    "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}],
    "items": [
        {"id": "pay", "title": "Fix payments", "scores": {"impact": 5, "effort": 2}},
        {"id": "sso", "title": "SSO", "scores": {"impact": 3, "effort": 2}},
        {"id": "dark", "title": "Dark mode", "scores": {"impact": 4, "effort": 4}},
        {"id": "new", "title": "New", "scores": {"impact": 1, "effort": {"votes": {"ana": 5}}}}
    ]
}"#;

fn workshop() -> Workshop {
    Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0)
}

fn agree(item: &str, criterion: &str, to: Option<f64>) -> impl Fn(&Workshop) -> Command {
    let (item, criterion) = (ItemId::from(item), CriterionId::from(criterion));
    move |workshop| Command::Agree {
        item: workshop.workspace().slot(&item).unwrap(),
        criterion: criterion.clone(),
        to: to.and_then(Num::new),
    }
}

fn vote(to: Option<f64>) -> impl Fn(&Workshop) -> Command {
    move |workshop| Command::Vote {
        item: workshop.workspace().slot(&"new".into()).unwrap(),
        criterion: "effort".into(),
        participant: "ana".into(),
        to: to.and_then(Num::new),
    }
}

fn plain(command: Command) -> impl Fn(&Workshop) -> Command {
    move |_| command.clone()
}

fn add(titles: &[&str]) -> impl Fn(&Workshop) -> Command {
    let item = |title: &&str| Item { title: (*title).into(), ..Item::default() };
    plain(Command::Add(titles.iter().map(item).collect()))
}

#[test]
fn gestures_are_told_in_the_words_of_the_room() {
    let mut workshop = workshop();
    let mut said = |command: &dyn Fn(&Workshop) -> Command| {
        let command = command(&workshop);
        let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
        let told = tell(workshop.workspace(), &entry);
        (told.headline(), told.reason)
    };
    let nothing = || Some(NO_REASON.to_owned());
    let reason = Some("the gateway retries".to_owned());
    for (command, headline, why) in [
        (
            &agree("pay", "effort", Some(5.0)) as &dyn Fn(&Workshop) -> Command,
            "effort of Fix payments 2 → 5 · #1 → #3 · falls out",
            nothing(),
        ),
        (
            &plain(Command::Reason { entry: 1, text: reason.clone() }),
            "reason for effort of Fix payments 2 → 5: the gateway retries",
            None,
        ),
        (&plain(Command::Undo), "undo: effort of Fix payments 5 → 2 · #3 → #1 · comes in", None),
        (
            &agree("dark", "effort", Some(1.0)),
            "effort of Dark mode 4 → 1 · #3 → #1 · comes in · SSO falls out",
            nothing(),
        ),
        (&agree("sso", "impact", None), "impact of SSO 3 → not scored · #3 → no rank", None),
        (&agree("sso", "impact", Some(3.0)), "impact of SSO not scored → 3 · no rank → #3", None),
        (&agree("new", "effort", Some(5.0)), "effort of New not agreed → 5 · stays #4", None),
        (&vote(Some(4.0)), "Ana votes 5 → 4 on effort of New · stays #4", None),
        (&vote(None), "Ana takes back 4 on effort of New · stays #4", None),
        (&vote(Some(1.0)), "Ana votes 1 on effort of New · stays #4", None),
        (&agree("new", "impact", None), "impact of New 1 → not scored · #4 → no rank", None),
        (&agree("new", "effort", None), "effort of New 5 → not agreed", None),
        (&agree("new", "effort", Some(3.0)), "effort of New not agreed → 3", None),
        (&add(&["A", "B"]), "2 items added", None),
        (&plain(Command::Undo), "undo: 2 items taken back", None),
        (&plain(Command::Redo), "redo: 2 items added", None),
        (&add(&["C"]), "C added", None),
    ] {
        assert_eq!(said(command), (headline.to_owned(), why));
    }
}

#[test]
fn of_many_only_the_first_are_named() {
    let ids = |names: &[&str]| names.iter().copied().map(ItemId::from).collect();
    let entry = Entry {
        item: Some("pay".into()),
        entered: ids(&["pay", "sso"]),
        left: ids(&["a", "b", "c", "d", "e"]),
        ..Entry::default()
    };
    let told = tell(workshop().workspace(), &entry);
    let expected =
        ["comes in", "SSO comes in", "a falls out", "b falls out", "c falls out", "and 2 more fall out"];
    let told: Vec<String> = told.crossing.iter().map(Crossed::to_string).collect();
    assert_eq!(told, expected);
}

#[test]
fn entries_that_other_hands_wrote_are_told_as_far_as_they_go() {
    for (text, cause) in [
        (r#"{"seq":1,"kind":"score"}"#, "score"),
        (
            r#"{"seq":1,"kind":"score","item":"gone","cause":{"field":"effort","from":2,"to":5}}"#,
            "effort of gone 2 → 5",
        ),
        (r#"{"seq":1,"kind":"add","cause":{"field":"items","to":3}}"#, "items – → 3"),
        (
            r#"{"seq":1,"kind":"reason","events":[{"reasoned":{"entry":1,"from":null,"to":"x"}}]}"#,
            "reason for entry 1: x",
        ),
    ] {
        let text = format!(r#"{{"log":[{text}]}}"#);
        let (workspace, _) = Workspace::load(serde_json::from_str(&text).unwrap()).unwrap();
        assert_eq!(tell(&workspace, &workspace.log()[0]).cause, cause);
    }
}
