//! Every facet edited, undone, redone, written and replayed.

use super::*;
use crate::domain::command::{Command, Rejection};
use crate::domain::telling::tell;
use crate::domain::tradeoff::{Entry, Stamp};
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;

const WORKSPACE: &str = r#"{
    "framework": "value-effort", "capacity": {"amount": 4, "unit": "points"},
    "goals": [{"id": "missed", "title": "Missed appointments −20 %"}],
    "themes": [{"id": "trust", "title": "Data in safe hands"}],
    "items": [
        {"id": "pay", "title": "Fix payments", "tags": ["checkout"], "depends_on": ["gone"],
         "scores": {"impact": 5, "effort": 2}},
        {"id": "sso", "title": "SSO", "kind": "tech", "moscow": "must", "scores": {"impact": 3, "effort": 2}}
    ]
}"#;

fn workspace() -> Workspace {
    Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0
}

fn edit(workshop: &mut Workshop, item: &str, to: Facet) -> Result<Gesture, Rejection> {
    let item = workshop.workspace().slot(&item.into()).unwrap();
    workshop.perform(Command::Edit { item, to }, Stamp::default())
}

fn list(entries: &[&str]) -> Vec<String> {
    entries.iter().map(|entry| (*entry).to_owned()).collect()
}

/// Each facet: what it becomes, how the log tells it, and its cause as JSON.
fn table() -> Vec<(Facet, &'static str, &'static str)> {
    vec![
        (
            Facet::Title("Fix payment failures".to_owned()),
            "Fix payments renamed to Fix payment failures",
            r#"{"field":"title","from":"Fix payments","to":"Fix payment failures"}"#,
        ),
        (
            Facet::Kind(Kind::Debt),
            "kind of Fix payments feature → debt",
            r#"{"field":"kind","from":"feature","to":"debt"}"#,
        ),
        (
            Facet::Class(Some(Class::Wont)),
            "MoSCoW of Fix payments none → won't",
            r#"{"field":"moscow","to":"wont"}"#,
        ),
        (
            Facet::Theme(Some("trust".to_owned())),
            "theme of Fix payments none → Data in safe hands",
            r#"{"field":"theme","to":"trust"}"#,
        ),
        (
            Facet::Goals(list(&["missed", "own"])),
            "goals of Fix payments: Missed appointments −20 %, own added",
            r#"{"field":"goals","to":"missed, own"}"#,
        ),
        (
            Facet::Outcome(Some("Fewer abandoned bookings".to_owned())),
            "outcome of Fix payments written: Fewer abandoned bookings",
            r#"{"field":"outcome","to":"Fewer abandoned bookings"}"#,
        ),
        (
            Facet::CostOfNotDoing(Some("3 % of bookings lost".to_owned())),
            "cost of not doing of Fix payments written: 3 % of bookings lost",
            r#"{"field":"cost_of_not_doing","to":"3 % of bookings lost"}"#,
        ),
        (
            Facet::Unblocks(Some("Refunds".to_owned())),
            "what Fix payments unblocks written: Refunds",
            r#"{"field":"unblocks","to":"Refunds"}"#,
        ),
        (
            Facet::Hypothesis(Some("We believe retries cut failures by 80 %".to_owned())),
            "hypothesis of Fix payments written: We believe retries cut failures by 80 %",
            r#"{"field":"hypothesis","to":"We believe retries cut failures by 80 %"}"#,
        ),
        (
            Facet::Description(Some(
                "Cards fail when the gateway is slow, and nobody retries them.\nSee the log.".to_owned(),
            )),
            "description of Fix payments written: Cards fail when the gateway is slow, and nobody retries…",
            r#"{"field":"description","to":"Cards fail when the gateway is slow, and nobody retries them.\nSee the log."}"#,
        ),
        (
            Facet::Acceptance(list(&["p99 under 2 s", "a", "b", "c"])),
            "acceptance criteria of Fix payments: 4 added",
            r#"{"field":"acceptance","to":"p99 under 2 s, a, b, c"}"#,
        ),
        (
            Facet::Risks(list(&["gateway rate limits"])),
            "risks of Fix payments: gateway rate limits added",
            r#"{"field":"risks","to":"gateway rate limits"}"#,
        ),
        (
            Facet::Source(Some("SHOP-118".to_owned())),
            "source key of Fix payments none → SHOP-118",
            r#"{"field":"source","to":"SHOP-118"}"#,
        ),
        (
            Facet::Owner(Some("Ana".to_owned())),
            "owner of Fix payments none → Ana",
            r#"{"field":"owner","to":"Ana"}"#,
        ),
        (
            Facet::Tags(list(&["legacy"])),
            "tags of Fix payments: legacy added, checkout removed",
            r#"{"field":"tags","from":"checkout","to":"legacy"}"#,
        ),
        (
            Facet::DependsOn(vec!["sso".into(), "gone".into()]),
            "blockers of Fix payments: SSO added · ⚠ above its blocker #2 SSO",
            r#"{"field":"depends_on","from":"gone","to":"sso, gone"}"#,
        ),
        (
            Facet::ActualEffort(Num::new(2.5)),
            "actual effort of Fix payments none → 2.5",
            r#"{"field":"actual_effort","to":2.5}"#,
        ),
    ]
}

#[test]
fn every_facet_is_edited_told_undone_redone_and_replayed() {
    let table = table();
    let names: Vec<&str> = table.iter().map(|(to, ..)| to.field()).collect();
    let all: Vec<&str> = Facet::all(&Item::default()).iter().map(Facet::field).collect();
    assert_eq!(names, all, "the table has every facet once");
    for (to, headline, cause) in table {
        let start = workspace();
        let mut workshop = Workshop::new(start.clone());
        let gesture = edit(&mut workshop, "pay", to.clone()).unwrap();
        let edited = workshop.workspace().item(workshop.workspace().slot(&"pay".into()).unwrap()).clone();
        assert_eq!(to.of(&edited), to);
        // Nothing else was touched.
        for facet in Facet::all(&edited).iter().filter(|facet| facet.field() != to.field()) {
            assert_eq!(facet.of(&start.items()[0]), *facet, "{headline}");
        }
        assert_eq!(edited.scores, start.items()[0].scores);
        assert_eq!(tell(workshop.workspace(), &gesture.entry).headline(), headline);
        assert_eq!(serde_json::to_string(&gesture.entry.cause).unwrap(), cause);

        let kept = [
            gesture,
            workshop.perform(Command::Undo, Stamp::default()).unwrap(),
            workshop.perform(Command::Redo, Stamp::default()).unwrap(),
        ];
        let mut replayed = start.clone();
        for (i, gesture) in kept.iter().enumerate() {
            let line = serde_json::to_string(gesture).unwrap();
            let read: Gesture = serde_json::from_str(&line).unwrap();
            assert_eq!(read, *gesture, "{line}");
            replayed.replay(read);
            let expected = if i == 1 { &start.items()[0] } else { &edited };
            assert_eq!(replayed.items()[0], *expected, "{headline}");
        }
        assert_eq!(replayed, *workshop.workspace());
        let whole = serde_json::to_string(replayed.head()).unwrap();
        let opened = Workspace::load(serde_json::from_str(&whole).unwrap()).unwrap().0;
        assert_eq!(opened, replayed, "{whole}");
    }
}

#[test]
fn a_facet_is_written_like_its_field() {
    for (facet, text) in [
        (Facet::Theme(Some("x".to_owned())), r#"{"theme":"x"}"#),
        (Facet::Theme(None), r#"{"theme":null}"#),
        (Facet::Class(Some(Class::Must)), r#"{"moscow":"must"}"#),
        (Facet::CostOfNotDoing(Some("x".to_owned())), r#"{"cost_of_not_doing":"x"}"#),
        (Facet::DependsOn(vec!["a".into()]), r#"{"depends_on":["a"]}"#),
        (Facet::ActualEffort(Num::new(3.0)), r#"{"actual_effort":3}"#),
    ] {
        assert_eq!(serde_json::to_string(&facet).unwrap(), text);
        assert_eq!(serde_json::from_str::<Facet>(text).unwrap(), facet);
    }
    for facet in Facet::all(&Item::default()) {
        let text = serde_json::to_string(&facet).unwrap();
        assert!(text.starts_with(&format!("{{\"{}\":", facet.field())), "{text}");
    }
}

#[test]
fn what_is_written_is_tidied_and_what_is_taken_away_is_told() {
    let mut workshop = Workshop::new(workspace());
    let mut said = |to: Facet| {
        let entry = edit(&mut workshop, "pay", to).map(|gesture| gesture.entry);
        entry.map(|entry: Entry| tell(workshop.workspace(), &entry).headline())
    };
    for (to, headline) in [
        (Facet::Owner(Some("  Ana ".to_owned())), "owner of Fix payments none → Ana"),
        (Facet::Owner(Some("Bo".to_owned())), "owner of Fix payments Ana → Bo"),
        (Facet::Owner(Some("   ".to_owned())), "owner of Fix payments Bo → none"),
        (Facet::Outcome(Some("a\n".to_owned())), "outcome of Fix payments written: a"),
        (Facet::Outcome(Some("b".to_owned())), "outcome of Fix payments rewritten: b"),
        (Facet::Outcome(None), "outcome of Fix payments cleared"),
        (Facet::Tags(list(&["checkout", " ", "new", "new "])), "tags of Fix payments: new added"),
        (Facet::Tags(list(&["new", "checkout"])), "tags of Fix payments put in another order"),
        (Facet::Tags(Vec::new()), "tags of Fix payments cleared"),
        (
            Facet::DependsOn(vec!["gone".into(), "sso".into()]),
            "blockers of Fix payments: SSO added · ⚠ above its blocker #2 SSO",
        ),
    ] {
        assert_eq!(said(to), Ok(headline.to_owned()));
    }
    for (to, rejection) in [
        (Facet::Outcome(Some(" ".to_owned())), Rejection::Unchanged),
        (Facet::Title(" Fix payments ".to_owned()), Rejection::Unchanged),
        (Facet::Title(" \t ".to_owned()), Rejection::NoTitle),
        (Facet::ActualEffort(Num::new(-1.0)), Rejection::NoEffort(Num::new(-1.0).unwrap())),
        (Facet::DependsOn(vec!["pay".into()]), Rejection::OnItself("Fix payments".into())),
        (Facet::DependsOn(vec!["nobody".into()]), Rejection::UnknownItem("nobody".into())),
        (Facet::DependsOn(vec!["gone".into(), "sso".into(), "sso".into()]), Rejection::Unchanged),
        (Facet::Kind(Kind::Feature), Rejection::Unchanged),
    ] {
        assert_eq!(said(to.clone()), Err(rejection), "{to:?}");
    }
}

#[test]
fn only_kind_and_class_move_the_sums_of_the_line() {
    let mut workshop = Workshop::new(workspace());
    let shares = |workshop: &Workshop| {
        let load = workshop.standing().load().unwrap();
        (load.technical, load.must)
    };
    assert_eq!(shares(&workshop), (2_000_000, 2_000_000));
    let before = workshop.workspace().clone();
    for facet in table().into_iter().map(|(to, ..)| to).filter(|facet| !facet.weighs()) {
        edit(&mut workshop, "pay", facet).unwrap();
        assert_eq!(shares(&workshop), (2_000_000, 2_000_000));
    }
    assert_ne!(*workshop.workspace(), before);
    edit(&mut workshop, "pay", Facet::Kind(Kind::Debt)).unwrap();
    assert_eq!(shares(&workshop), (4_000_000, 2_000_000));
    edit(&mut workshop, "pay", Facet::Class(Some(Class::Must))).unwrap();
    assert_eq!(shares(&workshop), (4_000_000, 4_000_000));
    edit(&mut workshop, "sso", Facet::Class(None)).unwrap();
    assert_eq!(shares(&workshop), (4_000_000, 2_000_000));
}

#[test]
fn unknown_fields_beside_an_edited_one_stay() {
    let text = r#"{"items":[{"id":"a","title":"A","owner":"Ana","colour":1.10}]}"#;
    let start = Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0;
    let mut workshop = Workshop::new(start);
    edit(&mut workshop, "a", Facet::Owner(None)).unwrap();
    let item = serde_json::to_string(&workshop.workspace().items()[0]).unwrap();
    assert_eq!(item, r#"{"id":"a","title":"A","kind":"feature","colour":1.10}"#);
}
