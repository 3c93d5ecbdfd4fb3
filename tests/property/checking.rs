//! The readiness check holds for every workshop: it asks every question, and its answers agree with plain ones.

use std::collections::BTreeSet;

use cutline::domain::check::{Check, Topic, Verdict, checklist, now};
use cutline::domain::command::Command;
use cutline::domain::decisive::decisive;
use cutline::domain::id::Slot;
use cutline::domain::number::Num;
use cutline::domain::tradeoff::EntryKind;
use cutline::domain::workshop::Workshop;
use proptest::prelude::*;

use crate::support::playing::{cases, play, stamp};
use crate::support::sessions::sessions;

fn of(checks: &[Check], topic: Topic) -> &Check {
    checks.iter().find(|check| check.topic == topic).unwrap()
}

/// Every question once, in its order; items only where something is unmet, and those are items of the workspace.
fn makes_sense(workshop: &Workshop, checks: &[Check]) {
    let topics: Vec<Topic> = checks.iter().map(|check| check.topic).collect();
    assert_eq!(topics, Topic::ALL);
    for check in checks {
        assert!(
            !check.why.is_empty() && (check.leads.is_empty() || check.verdict == Verdict::Unmet),
            "{check:?}"
        );
        assert!(check.leads.iter().all(|lead| lead.slot.index() < workshop.workspace().items().len()));
    }
    let inside: BTreeSet<Slot> = now(workshop).into_iter().collect();
    for topic in
        [Topic::Linked, Topic::Problem, Topic::Cost, Topic::Risks, Topic::Owners, Topic::Dependencies]
    {
        let check = of(checks, topic);
        assert_eq!(check.verdict == Verdict::NotApplicable, inside.is_empty(), "{check:?}");
        assert!(check.leads.iter().all(|lead| inside.contains(&lead.slot)), "{check:?}");
    }
}

/// Who is in, found by asking everybody.
fn inside(workshop: &Workshop) -> BTreeSet<Slot> {
    let slots = (0..workshop.workspace().items().len()).map(Slot::new);
    slots.filter(|slot| workshop.standing().is_in(*slot)).collect()
}

/// The disagreements that decide who is in, found by agreeing on each end in a copy.
fn decisive_by_trying(workshop: &Workshop) -> BTreeSet<(Slot, usize)> {
    let workspace = workshop.workspace();
    let mut found = BTreeSet::new();
    for slot in workshop.standing().candidates() {
        for (i, rule) in workspace.framework().criteria().iter().enumerate() {
            let Some(score) = workspace.item(*slot).scores.get(&rule.id) else { continue };
            let votes: BTreeSet<Num> = score.votes().iter().map(|(_, vote)| *vote).collect();
            if votes.len() < 2 || score.agreed().is_some() {
                continue;
            }
            let changes = |value: &Num| {
                let mut copy = workshop.clone();
                let agree = Command::Agree { item: *slot, criterion: rule.id.clone(), to: Some(*value) };
                copy.perform(agree, stamp()).unwrap();
                inside(&copy) != inside(workshop)
            };
            if changes(votes.first().unwrap()) || changes(votes.last().unwrap()) {
                found.insert((*slot, i));
            }
        }
    }
    found
}

/// The entries that stand and lack a reason, found by playing the log from its beginning.
fn unexplained(workshop: &Workshop, before: u64) -> Vec<u64> {
    let mut standing: Vec<u64> = Vec::new();
    for entry in workshop.workspace().log().iter() {
        match (entry.kind, entry.about) {
            (EntryKind::Undo, Some(about)) => standing.retain(|seq| *seq != about),
            (EntryKind::Redo, Some(about)) => standing.push(about),
            _ => standing.push(entry.seq),
        }
    }
    let log = workshop.workspace().log();
    let stands = log.iter().filter(|entry| entry.seq > before && standing.contains(&entry.seq));
    stands.filter(|entry| entry.calls_for_reason() && entry.reason.is_none()).map(|entry| entry.seq).collect()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_check_makes_sense_whatever_is_done(session in sessions()) {
        let mut opened = None;
        play(&session, |before, after, _| {
            let opened = *opened.get_or_insert_with(|| before.workspace().last_seq());
            let checks = checklist(after, opened, None);
            makes_sense(after, &checks);
            let lacking = of(&checks, Topic::Reasons).verdict == Verdict::Unmet;
            assert_eq!(lacking, !unexplained(after, opened).is_empty());
        });
    }

    #[test]
    fn a_disagreement_is_decisive_if_agreeing_on_either_end_changes_who_is_in(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let found: Vec<(Slot, usize)> =
            decisive(&workshop).iter().map(|found| (found.over.slot, found.over.criterion)).collect();
        let unique: BTreeSet<(Slot, usize)> = found.iter().copied().collect();
        prop_assert_eq!(unique.len(), found.len());
        prop_assert_eq!(unique, decisive_by_trying(&workshop));
    }
}
