//! Sessions that are played, and what came of them laid side by side.

use std::collections::BTreeSet;

use cutline::domain::command::{Command, Rejection};
use cutline::domain::cutline::Load;
use cutline::domain::event::Event;
use cutline::domain::framework::{Criterion, Side};
use cutline::domain::id::{ItemId, Slot};
use cutline::domain::item::Item;
use cutline::domain::number::Num;
use cutline::domain::standing::Standing;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::whatif::Way;
use cutline::domain::workshop::{Gesture, Workshop};
use cutline::domain::workspace::{Head, Workspace};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::naive::Naive;
use super::sessions::{Session, open, open_text, values};

pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0x000C_0711),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Whether somebody votes blind, and what that leads to is not told yet.
pub(crate) fn is_blind(workshop: &Workshop) -> bool {
    workshop.workspace().items().iter().any(Item::in_round)
}

/// Plays a session. Every gesture that was accepted is shown with the workshop before and after it.
pub(crate) fn play(session: &Session, mut check: impl FnMut(&Workshop, &Workshop, &Gesture)) -> Workshop {
    let mut workshop = Workshop::new(open(&session.file));
    for step in &session.steps {
        let Some(command) = step.command(&workshop) else {
            continue;
        };
        let before = workshop.clone();
        match workshop.perform(command, stamp()) {
            Ok(gesture) => {
                assert_ne!(before.edition(), workshop.edition());
                check(&before, &workshop, &gesture);
            }
            Err(_) => assert_eq!(before.edition(), workshop.edition()),
        }
    }
    workshop
}

pub(crate) fn stamp() -> Stamp {
    Stamp { at: "2026-01-20T10:42:00.25+01:00".parse().ok(), by: Some("ana".into()) }
}

/// Everything that a standing says, laid side by side.
#[derive(Debug, PartialEq)]
pub(crate) struct Picture {
    order: Vec<Slot>,
    unscored: Vec<Slot>,
    candidates: Vec<Slot>,
    held: Vec<Slot>,
    classed: Vec<Slot>,
    delivered: Vec<Slot>,
    inside: Vec<Slot>,
    boundary: Option<usize>,
    load: Option<Load>,
    first_that_fits: Option<Slot>,
    index: Vec<Option<usize>>,
    is_in: Vec<bool>,
}

pub(crate) fn picture(workspace: &Workspace, standing: &Standing) -> Picture {
    Picture {
        order: standing.order().to_vec(),
        unscored: standing.unscored().to_vec(),
        candidates: standing.candidates().to_vec(),
        held: standing.held().to_vec(),
        classed: standing.classed().to_vec(),
        delivered: standing.delivered().to_vec(),
        inside: standing.inside().collect(),
        boundary: standing.line().map(|line| line.boundary),
        load: standing.load(),
        first_that_fits: standing.first_that_fits(),
        index: slots(workspace).map(|slot| standing.index(slot)).collect(),
        is_in: slots(workspace).map(|slot| standing.is_in(slot)).collect(),
    }
}

pub(crate) fn live_picture(workshop: &Workshop) -> Picture {
    picture(workshop.workspace(), workshop.standing())
}

pub(crate) fn slots(workspace: &Workspace) -> impl Iterator<Item = Slot> + use<> {
    (0..workspace.items().len()).map(Slot::new)
}

pub(crate) fn ids<'a>(workspace: &Workspace, slots: impl IntoIterator<Item = &'a Slot>) -> Vec<String> {
    let id = |slot: &Slot| workspace.item(*slot).id.to_string();
    slots.into_iter().map(id).collect()
}

pub(crate) fn inside(workspace: &Workspace, standing: &Standing) -> BTreeSet<String> {
    ids(workspace, &standing.inside().collect::<Vec<_>>()).into_iter().collect()
}

pub(crate) fn written(workspace: &Workspace) -> String {
    serde_json::to_string(workspace.head()).unwrap()
}

pub(crate) fn model(workspace: &Workspace) -> Naive {
    Naive::of(&serde_json::from_str(&written(workspace)).unwrap())
}

pub(crate) fn items(workspace: &Workspace) -> Vec<Item> {
    workspace.items().iter().cloned().collect()
}

/// The file without its log, the only place that remembers what was undone.
pub(crate) fn without_log(workspace: &Workspace) -> Head {
    Head { log: [].into_iter().collect(), ..workspace.head().clone() }
}

pub(crate) fn assert_stands_as_modelled(workspace: &Workspace, standing: &Standing) {
    let naive = model(workspace);
    assert_eq!(ids(workspace, standing.order()), naive.order());
    assert_eq!(ids(workspace, standing.unscored()), naive.unscored);
    for (slot, row) in standing.order().iter().zip(&naive.ranked) {
        let score = standing.stand(*slot).score.unwrap();
        assert!((score - row.score()).abs() <= row.score() * 1e-11, "{score} {row:?}");
    }
    let line = standing.line();
    assert_eq!(line.map(|line| line.boundary), naive.line.as_ref().map(|line| line.boundary));
    assert_eq!(inside(workspace, standing), naive.inside());
    assert_eq!(standing.inside().count(), naive.inside().len(), "nobody is in twice");
    assert!(
        standing.inside().map(|slot| standing.index(slot)).is_sorted(),
        "best first, also of those held in"
    );
    if let Some(line) = naive.line {
        let load = standing.load().unwrap();
        assert_eq!((load.used, load.spent, load.effort), (line.used, line.spent, line.effort));
        assert_eq!((load.technical, load.must), (line.technical, line.must));
        let fits = standing.first_that_fits();
        assert_eq!(fits.map(|slot| workspace.item(slot).id.to_string()), line.first_that_fits);
    }
}

/// Whether a gesture moves nothing: what is written about an item, or why, and calls weigh nothing.
pub(crate) fn weightless(gesture: &Gesture) -> bool {
    gesture.entry.events.iter().all(|event| match event {
        Event::Edited { to, .. } => !to.weighs(),
        // An answer is sealed until the round is revealed.
        Event::VisionSet { .. }
        | Event::GoalSet { .. }
        | Event::ThemeSet { .. }
        | Event::Answered { .. }
        | Event::ParticipantSet { .. } => true,
        event => matches!(event, Event::Reasoned { .. } | Event::Called { .. }),
    })
}

pub(crate) fn sorted(ids: &[ItemId]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.sort_unstable();
    ids
}

pub(crate) fn assert_survives_saving(workspace: &Workspace) -> Workspace {
    let mut saved = workspace.clone();
    saved.set_revision(workspace.last_seq(), "ab12".to_owned());
    let text = written(&saved);
    let again = open_text(&text);
    assert_eq!(again, saved, "{text}");
    assert_eq!(written(&again), text);
    again
}

/// Every item that can be scored, with every criterion of a side that is not voting on it.
pub(crate) fn cells(workshop: &Workshop) -> Vec<(Slot, usize)> {
    let workspace = workshop.workspace();
    let sides: Vec<Side> = workspace.framework().criteria().iter().map(Criterion::side).collect();
    let of_item = |slot: &Slot| {
        let item = workspace.item(*slot);
        let open = sides.iter().enumerate().filter(|(_, side)| item.round(**side).is_none());
        open.map(|(criterion, _)| (*slot, criterion)).collect::<Vec<_>>()
    };
    workshop.standing().candidates().iter().flat_map(of_item).collect()
}

/// The usual values of a criterion, and both ends of its scale.
pub(crate) fn tried(workshop: &Workshop, criterion: usize) -> Vec<Num> {
    let rule = &workshop.workspace().framework().criteria()[criterion];
    let ends = [rule.scale.smallest(), rule.scale.largest()];
    let ends = ends.into_iter().filter_map(Num::new);
    values(rule).into_iter().chain(ends).collect()
}

/// The workshop after agreeing on a value, which it may have had already.
pub(crate) fn agreed(workshop: &Workshop, slot: Slot, criterion: usize, value: Num) -> Workshop {
    let mut workshop = workshop.clone();
    let criterion = workshop.workspace().framework().criteria()[criterion].id.clone();
    let command = Command::Agree { item: slot, criterion, to: Some(value) };
    match workshop.perform(command, stamp()) {
        Ok(_) | Err(Rejection::Unchanged) => workshop,
        Err(other) => panic!("{other}"),
    }
}

/// Whether applying a way reaches its goal and ends at the rank it names, and a step less does not.
pub(crate) fn assert_shortest_way(
    workshop: &Workshop,
    slot: Slot,
    way: Way,
    goal: impl Fn(&Standing) -> bool,
) {
    let workspace = workshop.workspace();
    let rule = &workspace.framework().criteria()[way.criterion];
    let current = workspace.item(slot).scores.value(&rule.id).unwrap();
    let reached = |value| goal(agreed(workshop, slot, way.criterion, value).standing());
    let towards = |a: Num, b: Num| if way.or_more { a < b } else { a > b };

    assert!(rule.scale.contains(way.value));
    assert!(towards(current, way.value), "{way:?} from {current}");
    assert!(reached(way.value), "{way:?} from {current}");
    let then = agreed(workshop, slot, way.criterion, way.value);
    assert_eq!(then.standing().index(slot), Some(way.index));
    if let Some(more) = rule.scale.next(Some(way.value), way.or_more) {
        assert!(reached(more), "{way:?} from {current}, {more}");
    }
    let less = rule.scale.next(Some(way.value), !way.or_more);
    if let Some(less) = less.filter(|less| towards(current, *less)) {
        assert!(!reached(less), "{way:?} from {current}, {less}");
    }
}
