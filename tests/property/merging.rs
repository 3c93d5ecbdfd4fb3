//! Three-way merging, whatever two people did to whatever workspace: what one side did alone is there afterwards,
//! nothing is lost, and doing it again changes nothing.

use std::collections::BTreeSet;

use cutline::domain::command::{Command, Rejection};
use cutline::domain::id::{CriterionId, ItemId, ParticipantId};
use cutline::domain::item::{Item, Status};
use cutline::domain::reconcile::{Conflict, Merged, ancestor, merge, noted, unseen};
use cutline::domain::scores::Scores;
use cutline::domain::tradeoff::{Entry, Stamp};
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::playing::{cases, written};
use crate::support::sessions::{Session, Step, files, open, open_text, sessions};

/// A workspace, and what two people made of it.
#[derive(Clone, Debug)]
struct Branches {
    base: Workspace,
    ours: Workspace,
    theirs: Workspace,
}

/// The steps of a session are dealt out: some happen before the branches part, the others on one of them.
fn branches() -> impl Strategy<Value = Branches> {
    let minutes = (any::<[bool; 14]>(), 0..4usize, any::<bool>());
    (sessions(), minutes)
        .prop_map(|(session, (dealt, before, same_clock))| branch(&session, &dealt, before, same_clock))
}

fn branch(session: &Session, dealt: &[bool; 14], before: usize, same_clock: bool) -> Branches {
    let (early, late) = session.steps.split_at(before.min(session.steps.len()));
    let base = walk(open(&session.file), early.iter(), "09", 0);
    let of =
        |side: bool| late.iter().zip(dealt).filter(move |(_, ours)| **ours == side).map(|(step, _)| step);
    let ours = walk(base.clone(), of(true), "10", 0);
    let theirs = walk(base.clone(), of(false), "10", if same_clock { 0 } else { 30 });
    Branches { base, ours, theirs }
}

/// Does steps one minute after another.
fn walk<'s>(from: Workspace, steps: impl Iterator<Item = &'s Step>, hour: &str, second: usize) -> Workspace {
    let mut workshop = Workshop::new(from);
    for (minute, step) in steps.enumerate() {
        let at = format!("2026-01-20T{hour}:{minute:02}:{second:02}+01:00");
        let Some(command) = step.command(&workshop) else { continue };
        // What is refused is not done.
        let _ = workshop.perform(command, Stamp { at: at.parse().ok(), by: Some("ana".into()) });
    }
    workshop.into_workspace()
}

/// As a file has it that was saved at some time.
fn saved(mut workspace: Workspace, chain: &str) -> Workspace {
    workspace.set_revision(workspace.last_seq(), chain.to_owned());
    workspace
}

fn put_together(base: &Workspace, ours: &Workspace, theirs: &Workspace) -> Merged {
    merge(Some(base), ours, theirs).unwrap_or_else(|flaw| panic!("{flaw}"))
}

fn value(workspace: &Workspace) -> Value {
    serde_json::from_str(&written(workspace)).unwrap()
}

/// Whether two workspaces say the same; a plain number and an agreement without votes do.
fn assert_same(one: &Workspace, other: &Workspace) {
    if one == other {
        return;
    }
    let texts = (written(one), written(other));
    let (one, other) = (value(one), value(other));
    for (name, field) in one.as_object().unwrap() {
        match (field.as_array(), other[name].as_array()) {
            (Some(here), Some(there)) if here.len() == there.len() => {
                here.iter().zip(there).for_each(|(here, there)| assert_eq!(here, there, "{name}"));
            }
            _ => assert_eq!(field, &other[name], "{name}"),
        }
    }
    panic!("they differ in order, or in what only one of them has:\n{}\n{}", texts.0, texts.1);
}

/// The same, whatever they were saved as.
fn assert_same_content(one: &Workspace, other: &Workspace) {
    let [one, other] = [one, other].map(|workspace| {
        let mut workspace = workspace.clone();
        workspace.set_revision(0, String::new());
        workspace
    });
    assert_same(&one, &other);
}

fn assert_same_but_log(one: &Workspace, other: &Workspace) {
    let [one, other] = [one, other].map(|workspace| {
        let head = workspace.head();
        (head.items.clone(), head.capacity.clone(), head.framework.clone(), head.goals.clone())
    });
    assert_eq!(one, other);
}

/// Who voted on what, wherever the vote is kept now: in the open, in a blind round, on a shelf.
fn votes(workspace: &Workspace) -> BTreeSet<(String, String, String)> {
    let mut found = BTreeSet::new();
    let file = value(workspace);
    for item in file["items"].as_array().unwrap() {
        let shelves = item["shelf"].as_object().into_iter().flat_map(|shelf| shelf.values());
        let rounds = item["rounds"].as_array().into_iter().flatten().map(|round| &round["aside"]);
        for scores in std::iter::once(&item["scores"]).chain(rounds).chain(shelves) {
            for (criterion, score) in scores.as_object().into_iter().flatten() {
                for voter in score["votes"].as_object().into_iter().flat_map(|votes| votes.keys()) {
                    let id = item["id"].as_str().unwrap();
                    found.insert((id.to_owned(), criterion.clone(), voter.clone()));
                }
            }
        }
    }
    found
}

/// The answers of blind rounds: who answered on what, sealed or revealed.
fn answers(workspace: &Workspace) -> BTreeSet<(String, String, String)> {
    let mut found = BTreeSet::new();
    for item in workspace.items().iter() {
        let rounds = item.open_rounds();
        let sealed = rounds.iter().flat_map(|round| &round.papers).map(|paper| (&paper.by, &paper.criterion));
        let scores = rounds.iter().map(|round| &round.aside).chain([&item.scores]).flat_map(Scores::iter);
        let revealed = scores.flat_map(|(criterion, score)| {
            score.rounds().iter().flat_map(|round| &round.slips).map(move |slip| (&slip.by, criterion))
        });
        let of_item =
            |(by, on): (&ParticipantId, &CriterionId)| (item.id.to_string(), by.to_string(), on.to_string());
        found.extend(sealed.chain(revealed).map(of_item));
    }
    found
}

/// What the log says, without its numbers.
fn sayings(workspace: &Workspace) -> BTreeSet<String> {
    let said =
        |entry: &Value| format!("{} {} {} {}", entry["at"], entry["kind"], entry["item"], entry["cause"]);
    value(workspace)["log"].as_array().unwrap().iter().map(said).collect()
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn what_only_one_side_did_is_what_comes_of_it(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        for (side, merged) in [
            (theirs, put_together(base, base, theirs)),
            (ours, put_together(base, ours, base)),
            (ours, put_together(base, ours, ours)),
        ] {
            assert_eq!(merged.conflicts, []);
            assert_same(&merged.workspace, side);
        }
    }

    #[test]
    fn what_comes_of_it_opens_and_merging_again_changes_nothing(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        let merged = put_together(base, ours, theirs).workspace;
        assert_eq!(written(&open_text(&written(&merged))), written(&merged));
        let again = put_together(base, &merged, theirs).workspace;
        assert_same(&again, &merged);
        // Whatever stands in its log can be taken back, and leaves a workspace.
        let mut workshop = Workshop::new(merged);
        let ended = loop {
            let undone = match workshop.perform(Command::Undo, Stamp::default()) {
                Ok(undone) => undone,
                Err(why) => break why,
            };
            let before = workshop.clone();
            workshop.perform(Command::Redo, Stamp::default()).unwrap();
            let again = workshop.perform(Command::Undo, Stamp::default()).unwrap();
            prop_assert_eq!(again.entry.events, undone.entry.events);
            assert_same_but_log(workshop.workspace(), before.workspace());
        };
        let waits = workshop.workspace().items().iter().any(Item::in_round);
        prop_assert!(matches!(ended, Rejection::NothingToUndo | Rejection::BeforeRestore | Rejection::Overtaken) || (waits && matches!(ended, Rejection::RoundsOpen)));
        prop_assert_eq!(matches!(ended, Rejection::NothingToUndo), workshop.history().undoable().is_none());
        prop_assert_eq!(written(&open_text(&written(workshop.workspace()))), written(workshop.workspace()));
    }

    #[test]
    fn files_that_have_nothing_in_common_go_together_too([base, ours, theirs] in [files(), files(), files()]) {
        let sides = [&ours, &theirs].map(open);
        for base in [None, Some(open(&base))] {
            let merged = merge(base.as_ref(), &sides[0], &sides[1]).unwrap_or_else(|flaw| panic!("{flaw}"));
            assert_eq!(written(&open_text(&written(&merged.workspace))), written(&merged.workspace));
            let again = merge(base.as_ref(), &merged.workspace, &sides[1]).unwrap_or_else(|flaw| panic!("{flaw}"));
            assert_same(&again.workspace, &merged.workspace);
        }
    }

    #[test]
    fn without_conflicts_it_does_not_matter_whose_side_is_ours(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        let merged = put_together(base, ours, theirs);
        if merged.conflicts.is_empty() {
            let other = put_together(base, theirs, ours);
            assert_eq!(other.conflicts, []);
            assert_same(&other.workspace, &merged.workspace);
        }
    }

    #[test]
    fn no_vote_no_answer_and_no_entry_is_lost(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        let merged = put_together(base, ours, theirs).workspace;
        let kept = |of: fn(&Workspace) -> BTreeSet<(String, String, String)>| {
            let (base, now) = (of(base), of(&merged));
            for (side, other) in [(ours, theirs), (theirs, ours)] {
                let other = of(other);
                // Somebody may have taken back what was there before.
                for cast in of(side).iter().filter(|cast| !base.contains(*cast) || other.contains(*cast)) {
                    assert!(now.contains(cast), "{cast:?}");
                }
            }
        };
        kept(votes);
        kept(answers);
        let entries = sayings(&merged);
        for said in sayings(ours).union(&sayings(theirs)) {
            assert!(entries.contains(said), "{said}");
        }
    }

    #[test]
    fn what_is_there_on_both_sides_is_there_afterwards(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        let merged = put_together(base, ours, theirs).workspace;
        let is_there = |side: &Workspace, id: &ItemId| {
            let status = side.slot(id).map(|slot| side.item(slot).status);
            status.is_some_and(|status| !matches!(status, Status::Withdrawn | Status::Merged))
        };
        for item in merged.items().iter() {
            prop_assert!(is_there(&merged, &item.id) || !is_there(ours, &item.id) || !is_there(theirs, &item.id));
            // What went into another one is found there.
            if item.status == Status::Merged && (is_there(ours, &item.id) || is_there(theirs, &item.id)) {
                let mut at = item;
                for _ in 0..merged.items().len() {
                    let into = serde_json::to_value(at).unwrap()["merged_into"].as_str().map(ItemId::from);
                    let Some(slot) = into.and_then(|id| merged.slot(&id)) else { break };
                    at = merged.item(slot);
                }
                prop_assert!(is_there(&merged, &at.id), "{}", item.id);
            }
        }
    }

    #[test]
    fn what_was_opened_before_and_saved_after_takes_nothing_back(branches in branches()) {
        let Branches { base, ours, .. } = branches;
        let [base, ours] = [(base, "then"), (ours, "now")].map(|(side, chain)| saved(side, chain));
        let began = ancestor(&ours, &base).unwrap();
        assert_same_content(&began, &base);
        let merged = put_together(&began, &ours, &base);
        assert_eq!(merged.conflicts, []);
        assert_same(&merged.workspace, &ours);
    }

    #[test]
    fn logs_tell_what_both_began_with(branches in branches()) {
        let Branches { base, ours, theirs } = branches;
        let [ours, theirs] = [(ours, "ours"), (theirs, "theirs")].map(|(side, chain)| saved(side, chain));
        let began = ancestor(&ours, &theirs).unwrap();
        // Both may have done the same at the same time, which is one entry of two deeds.
        let is_told_apart = unseen(&ours, &theirs).len() == ours.log().len() - base.log().len();
        if is_told_apart {
            assert_same_content(&began, &base);
        }
        // Whoever merged it already knows of everything; and what was merged before is nothing new.
        let Merged { workspace, conflicts } = put_together(&base, &theirs, &ours);
        let merged = saved(workspace, "merged");
        assert_same_content(&ancestor(&ours, &merged).unwrap(), &ours);
        if conflicts.is_empty() && is_told_apart {
            for side in [&ours, &theirs] {
                let again = put_together(&ancestor(&merged, side).unwrap(), &merged, side);
                prop_assert_eq!(again.conflicts, []);
                assert_same(&again.workspace, &merged);
            }
        }
        let entries = sayings(&put_together(&began, &ours, &theirs).workspace);
        prop_assert!(sayings(&ours).union(&sayings(&theirs)).all(|said| entries.contains(said)));
    }

    #[test]
    fn who_is_in_after_a_merge_is_who_the_log_says(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        let merged = noted(ours, put_together(base, ours, theirs), None).workspace;
        let workshop = Workshop::new(merged.clone());
        for item in merged.items().iter().filter(|item| !item.in_round()) {
            let tells = |entry: &&Entry| entry.entered.contains(&item.id) || entry.left.contains(&item.id);
            let Some(last) = merged.log().iter().rfind(tells) else { continue };
            let is_in = workshop.standing().is_in(merged.slot(&item.id).unwrap());
            prop_assert_eq!(last.entered.contains(&item.id), is_in, "{}", item.id);
        }
        let again = Merged { workspace: merged.clone(), conflicts: Vec::new() };
        prop_assert_eq!(&noted(&merged, again, None).workspace, &merged);
    }

    #[test]
    fn what_is_voted_on_blind_is_nowhere_in_the_open(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        let Merged { workspace, conflicts } = put_together(base, ours, theirs);
        let rules = workspace.framework().criteria();
        for item in workspace.items().iter().filter(|item| item.in_round()) {
            for rule in rules.iter().filter(|rule| item.is_asked(rule)) {
                assert_eq!(item.scores.get(&rule.id), None, "{}", item.id);
                let about = |conflict: &&Conflict| conflict.item.as_ref() == Some(&item.id);
                for conflict in conflicts.iter().filter(about).filter(|conflict| conflict.path.contains(&rule.id.to_string())) {
                    assert!(conflict.hidden || conflict.path[0] == "shelf", "{conflict:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_not_known_survives(branches in branches()) {
        let Branches { base, ours, theirs } = &branches;
        let merged = value(&put_together(base, ours, theirs).workspace);
        assert_eq!(merged["colour"], "teal");
        for (side, other) in [(ours, theirs), (theirs, ours)] {
            let other = value(other);
            for item in value(side)["items"].as_array().unwrap() {
                let same = |other: &&Value| other["id"] == item["id"];
                let (now, there) = [&merged, &other].map(|file| file["items"].as_array().unwrap().iter().find(same)).into();
                // Two items of one name may say different things.
                let alike = there.is_none_or(|there| there["first_estimate"] == item["first_estimate"]);
                if alike && !item["first_estimate"].is_null() {
                    assert_eq!(now.unwrap()["first_estimate"], item["first_estimate"]);
                }
            }
        }
    }
}
