//! Changing the framework and back: nothing that was scored is lost, and every state can be saved.
#![cfg(test)]
#![allow(missing_docs)]

use cutline::domain::command::{Command, Rejection};
use cutline::domain::framework::{Framework, FrameworkChoice};
use cutline::domain::id::Slot;
use cutline::domain::item::Item;
use cutline::domain::number::Num;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::store::content;

fn open(text: &str) -> Workshop {
    Workshop::new(content::parse(text.as_bytes()).unwrap().0)
}

fn demo() -> Workshop {
    open(include_str!("../assets/demo.json"))
}

fn switch(workshop: &mut Workshop, id: &str, carry: bool) -> cutline::domain::tradeoff::Entry {
    let to = FrameworkChoice::BuiltIn(id.to_owned());
    workshop.perform(Command::Reframe { to, carry }, Stamp::default()).unwrap().entry
}

fn order(workshop: &Workshop) -> Vec<Slot> {
    workshop.standing().order().to_vec()
}

fn items(workshop: &Workshop) -> Vec<Item> {
    workshop.workspace().items().iter().cloned().collect()
}

/// Saves and opens again: what can be reached can be kept.
fn reopened(workshop: &Workshop) -> Workshop {
    let mut text = Vec::new();
    content::write(workshop.workspace(), &mut text).unwrap();
    open(std::str::from_utf8(&text).unwrap())
}

#[test]
fn there_and_back_is_where_one_was() {
    for from in Framework::BUILT_IN {
        for to in Framework::BUILT_IN.into_iter().filter(|to| *to != from) {
            for carry in [false, true] {
                let mut workshop = demo();
                if from != "four-factor" {
                    switch(&mut workshop, from, true);
                }
                let (ranks, inside) = (order(&workshop), workshop.standing().inside().collect::<Vec<_>>());
                switch(&mut workshop, to, carry);
                assert_eq!(order(&reopened(&workshop)), order(&workshop), "{from} → {to}");
                switch(&mut workshop, from, false);
                assert_eq!(order(&workshop), ranks, "{from} → {to} → {from}");
                assert_eq!(workshop.standing().inside().collect::<Vec<_>>(), inside);
                assert_eq!(order(&reopened(&workshop)), ranks);
            }
        }
    }
}

#[test]
fn switching_is_one_entry_and_one_undo() {
    for to in Framework::BUILT_IN.into_iter().filter(|to| *to != "four-factor") {
        let mut workshop = demo();
        let (before, logged) = (items(&workshop), workshop.workspace().log().len());
        let inside: Vec<Slot> = workshop.standing().inside().collect();
        let entry = switch(&mut workshop, to, true);
        assert_eq!(workshop.workspace().log().len(), logged + 1);
        let after: Vec<Slot> = workshop.standing().inside().collect();
        let ids = |slots: &[Slot], others: &[Slot]| {
            let missing = slots.iter().filter(|slot| !others.contains(slot));
            let mut ids: Vec<_> = missing.map(|slot| workshop.workspace().item(*slot).id.clone()).collect();
            ids.sort();
            ids
        };
        let sorted = |mut ids: Vec<_>| {
            ids.sort();
            ids
        };
        assert_eq!(sorted(entry.entered.to_vec()), ids(&after, &inside), "{to}");
        assert_eq!(sorted(entry.left.to_vec()), ids(&inside, &after), "{to}");
        workshop.perform(Command::Undo, Stamp::default()).unwrap();
        assert_eq!(items(&workshop), before, "{to}");
        workshop.perform(Command::Redo, Stamp::default()).unwrap();
        assert_eq!(workshop.standing().inside().collect::<Vec<_>>(), after, "{to}");
    }
}

#[test]
fn one_id_on_two_scales_is_kept_on_the_shelf() {
    let text = r#"{"framework":"value-effort","items":[
        {"id":"a","scores":{"impact":{"votes":{"mia":4,"raj":5},"agreed":4},"effort":2}}]}"#;
    let mut workshop = open(text);
    switch(&mut workshop, "rice", false);
    let item = workshop.workspace().item(Slot::new(0)).clone();
    assert_eq!(item.scores.get(&"impact".into()), None);
    assert!(reopened(&workshop).workspace().items()[0] == item);

    let impact = Command::Agree { item: Slot::new(0), criterion: "impact".into(), to: Num::new(0.5) };
    workshop.perform(impact, Stamp::default()).unwrap();
    switch(&mut workshop, "value-effort", false);
    let back = &workshop.workspace().items()[0].scores;
    assert_eq!(back.value(&"impact".into()), Num::new(4.0));
    assert_eq!(back.get(&"impact".into()).unwrap().votes().len(), 2);
    switch(&mut reopened(&workshop), "rice", false);
    switch(&mut workshop, "rice", false);
    assert_eq!(workshop.workspace().items()[0].scores.value(&"impact".into()), Num::new(0.5));
}

#[test]
fn a_framework_that_makes_no_sense_changes_nothing() {
    let mut workshop = demo();
    let unknown = Command::Reframe { to: FrameworkChoice::BuiltIn("kano".to_owned()), carry: true };
    assert!(matches!(workshop.perform(unknown, Stamp::default()), Err(Rejection::Framework(_))));
    let mut spec = workshop.workspace().framework().spec().clone();
    spec.formula.numerator.sum.clear();
    let empty = Command::Reframe { to: FrameworkChoice::Own(Box::new(spec)), carry: true };
    assert!(matches!(workshop.perform(empty, Stamp::default()), Err(Rejection::Framework(_))));
    assert_eq!(items(&workshop), items(&demo()));
}

#[test]
fn other_weights_move_ranks_and_keep_every_score() {
    let mut workshop = demo();
    let mut spec = workshop.workspace().framework().spec().clone();
    spec.formula.numerator.sum[2].weight = Num::new(4.0);
    let heavier = Command::Reframe { to: FrameworkChoice::Own(Box::new(spec)), carry: true };
    workshop.perform(heavier, Stamp::default()).unwrap();
    assert_ne!(order(&workshop), order(&demo()));
    assert_eq!(items(&workshop), items(&demo()));
    assert_eq!(order(&reopened(&workshop)), order(&workshop));
}

#[test]
fn through_a_third_framework_no_score_is_read_on_another_scale() {
    for first in Framework::BUILT_IN {
        for second in Framework::BUILT_IN.into_iter().filter(|second| *second != first) {
            for third in Framework::BUILT_IN.into_iter().filter(|third| *third != second) {
                let mut workshop = demo();
                if first != "four-factor" {
                    switch(&mut workshop, first, true);
                }
                let ranks = order(&workshop);
                switch(&mut workshop, second, true);
                switch(&mut workshop, third, false);
                assert_eq!(order(&reopened(&workshop)), order(&workshop), "{first} → {second} → {third}");
                if third != first {
                    switch(&mut workshop, first, false);
                }
                assert_eq!(order(&workshop), ranks, "{first} → {second} → {third} → {first}");
            }
        }
    }
}

#[test]
fn points_do_not_become_months_on_the_way() {
    let mut workshop = open(r#"{"items":[{"id":"a","scores":{"effort":3}}]}"#);
    switch(&mut workshop, "cd3", false);
    switch(&mut workshop, "rice", false);
    let effort = |workshop: &Workshop| workshop.workspace().items()[0].scores.value(&"effort".into());
    assert_eq!(effort(&workshop), None);
    switch(&mut workshop, "wsjf", false);
    switch(&mut workshop, "value-effort", false);
    assert_eq!(effort(&workshop), Num::new(3.0), "the same criterion on the same scale");
}

#[test]
fn a_framework_of_ones_own_under_a_built_in_name_keeps_its_scores_apart() {
    let mut spec = Framework::built_in("value-effort").unwrap().spec().clone();
    spec.carries.clear();
    for criterion in &mut spec.criteria {
        criterion.scale = serde_json::from_str(r#"{"steps":[1,2,3,5,8]}"#).unwrap();
    }
    let own = FrameworkChoice::Own(Box::new(spec));
    let mut workshop = open(r#"{"items":[{"id":"a","scores":{"impact":3}}]}"#);
    let value = |workshop: &Workshop, id: &str| workshop.workspace().items()[0].scores.value(&id.into());
    workshop.perform(Command::Reframe { to: own.clone(), carry: false }, Stamp::default()).unwrap();
    let agree = |criterion: &str, to: u32| Command::Agree {
        item: Slot::new(0),
        criterion: criterion.into(),
        to: Some(to.into()),
    };
    workshop.perform(agree("impact", 8), Stamp::default()).unwrap();
    workshop.perform(agree("effort", 5), Stamp::default()).unwrap();
    for through in [None, Some("rice"), None] {
        switch(&mut workshop, "value-effort", false);
        assert_eq!(value(&reopened(&workshop), "impact"), value(&workshop, "impact"));
        assert_ne!(value(&workshop, "impact"), Num::new(8.0), "no step of the built-in scale");
        assert_eq!(value(&workshop, "effort"), None, "a 5 there is another 5 here");
        if let Some(through) = through {
            switch(&mut workshop, through, false);
        }
        workshop.perform(Command::Reframe { to: own.clone(), carry: false }, Stamp::default()).unwrap();
        assert_eq!(value(&workshop, "impact"), Num::new(8.0));
        assert_eq!(value(&workshop, "effort"), Num::new(5.0));
    }
}
