//! The sample workshop is what newcomers learn from: it shows what the program is there for.
#![cfg(test)]
#![allow(missing_docs)]

use std::collections::HashSet;

use cutline::domain::brief::Brief;
use cutline::domain::debt::register;
use cutline::domain::dependency::{Flag, flags};
use cutline::domain::estimates::estimates;
use cutline::domain::item::{Kind, Status};
use cutline::domain::telling::lacks_reason;
use cutline::domain::whatif::what_if;
use cutline::domain::workshop::Workshop;
use cutline::store::content;

fn demo() -> Workshop {
    let (workspace, notices) = content::parse(include_bytes!("../assets/demo.json")).unwrap();
    assert!(notices.is_empty(), "{notices:?}");
    Workshop::new(workspace)
}

#[test]
fn it_is_a_believable_backlog() {
    let workshop = demo();
    let workspace = workshop.workspace();
    let head = workspace.head();
    let kinds: HashSet<Kind> = workspace.items().iter().map(|item| item.kind).collect();
    let open = workspace.items().iter().filter(|item| item.status == Status::Open).count();
    assert_eq!((open, kinds.len(), head.participants.len()), (24, Kind::ALL.len(), 6));
    assert!(head.vision.is_some() && head.themes.len() >= 4 && head.goals.len() == 3);
    for goal in &head.goals {
        assert!(goal.metric.is_some() && goal.baseline.is_some() && goal.target.is_some(), "{}", goal.id);
    }
    let unscored = workshop.standing().unscored().len();
    assert!((4..=6).contains(&unscored), "{unscored}");
}

#[test]
fn it_has_something_to_talk_about() {
    let workshop = demo();
    let workspace = workshop.workspace();
    let standing = workshop.standing();
    let slots = standing.order();
    let near = slots.iter().filter(|slot| {
        let criteria = workspace.framework().criteria().iter().enumerate();
        criteria.into_iter().any(|(i, criterion)| {
            let value = workspace.item(**slot).scores.value(&criterion.id).unwrap();
            criterion.scale.steps().iter().map(|step| what_if(&workshop, **slot, i, *step)).any(|step| {
                (step.value.get() - value.get()).abs() <= 1.0 && step.outcome.is_in != standing.is_in(**slot)
            })
        })
    });
    assert!(near.count() >= 5, "items within one step of the line");
    let inverted = slots
        .iter()
        .any(|slot| flags(&workshop, *slot).iter().any(|flag| matches!(flag, Flag::AboveBlocker(_))));
    assert!(inverted, "an item above its blocker");
    let put_off =
        workspace.items().iter().find(|item| item.kind == Kind::Debt && item.deferrals == 3).unwrap();
    let cycles = &workspace.head().cycles;
    assert_eq!(cycles.iter().filter(|cycle| cycle.deferred.contains(&put_off.id)).count(), 3);
    let split = workspace.items().iter().flat_map(|item| item.scores.iter());
    let split = split.filter(|(_, score)| score.votes().windows(2).any(|pair| pair[0].1 != pair[1].1));
    assert!(split.count() >= 10, "votes that disagree");
    assert!(workspace.log().len() >= 5 && workspace.log().iter().any(lacks_reason));
}

#[test]
fn it_has_a_past_of_three_closed_cycles() {
    let workshop = demo();
    let workspace = workshop.workspace();
    let cycles = &workspace.head().cycles;
    assert_eq!(cycles.len(), 3);
    for item in workspace.items().iter() {
        let deferred = cycles.iter().filter(|cycle| cycle.deferred.contains(&item.id)).count();
        assert_eq!(item.deferrals as usize, deferred, "{}", item.id);
        let done: Vec<&str> = cycles
            .iter()
            .filter(|cycle| cycle.done.contains(&item.id))
            .map(|cycle| cycle.id.as_str())
            .collect();
        let finished_in = item.rare.details.as_deref().and_then(|details| details.finished_in.as_deref());
        assert_eq!(finished_in, done.first().copied(), "{}", item.id);
    }
    let register = register(&workshop);
    assert_eq!(register.len(), 2);
    assert_eq!(register[0].cycles, ["2025-Q2", "2025-Q3", "2025-Q4"]);
    let told = estimates(workspace).unwrap().told(workspace);
    assert_eq!(told, "engineering's estimates ran 1.4× over the last 3 cycles: 20 behaves like 14");
    let brief = Brief::of(&workshop);
    assert!(brief.cycles.iter().all(|past| past.tech_share.is_some()));
    assert_eq!(brief.cycles.iter().filter(|past| past.scope.is_some()).count(), 2);
    assert!(!brief.unlinked.is_empty());
}

#[test]
fn it_is_written_as_the_program_writes() {
    let mut written = Vec::new();
    content::write(demo().workspace(), &mut written).unwrap();
    assert_eq!(std::str::from_utf8(&written).unwrap(), include_str!("../assets/demo.json"));
}
