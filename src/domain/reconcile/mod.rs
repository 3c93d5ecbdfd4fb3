//! Three-way merging: what two people did to one workspace since it was one, put together.
//!
//! ```text
//! rule      how each field is merged, as a table
//! three     a value as it was and as both have it → what comes of it
//! order     a list that both changed → its order
//! item      by id; under one framework; blind rounds stay blind            rounds  what one side has revealed
//! log       by what entries say, by time, under new numbers                 identity  what they are known by
//! ancestor  what both began with, where only their logs can tell                taking_back  what they never saw
//! conflict  what both changed differently, and what stands
//! noting    what of it the log says: what stands against what, who crossed the line
//! ```
//!
//! What only one side changed is taken; what both changed alike, too. What both changed differently is a conflict:
//! ours stands, and it is told. Nothing is read that nobody changed, and what is not known here is merged as well.

mod ancestor;
mod conflict;
mod identity;
mod item;
mod log;
mod noting;
mod order;
mod rounds;
mod rule;
mod taking_back;
mod three;

#[cfg(test)]
mod tests;

pub use ancestor::{ancestor, unseen};
pub use conflict::{Conflict, Outcome};
pub(super) use identity::Reader;
pub(super) use log::common;
pub(super) use noting::WHOLE;
pub use noting::noted;

use super::chunked::Chunked;
use super::flaw::Flaw;
use super::framework::{Framework, FrameworkChoice};
use super::id::ItemId;
use super::item::Item;
use super::raw;
use super::workspace::{Head, Workspace};
use conflict::{Report, written};
use rule::{FRAMEWORK, HEAD, Rule};
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};
use three::Three;

/// What came of a merge.
#[derive(Debug)]
pub struct Merged {
    /// The workspace, with ours where both sides differ.
    pub workspace: Workspace,
    /// What both sides changed differently.
    pub conflicts: Vec<Conflict>,
}

/// Merges what two sides made of a workspace. Without a base, everything is new on both sides.
///
/// # Errors
/// A field that cannot stand in the merged workspace.
pub fn merge(base: Option<&Workspace>, ours: &Workspace, theirs: &Workspace) -> Result<Merged, Flaw> {
    let mut report = Report::default();
    let sides = [base, Some(ours), Some(theirs)];
    let heads = sides.map(|side| side.map(Workspace::head));
    let items = |framework: &Framework, report: &mut Report| {
        let [base, ours, theirs] = sides.map(|side| match side {
            Some(side) => item::restated(side.items(), side.framework(), framework),
            None => Chunked::default(),
        });
        item::items(&base, &ours, &theirs, framework, report)
    };
    let (mut choice, framework) = framework(heads, ours, &mut report);
    let mut merged = items(&framework, &mut report);
    // An answer is on a criterion: where a side votes blind in what comes of it, under another framework, that one stands.
    let voting = rounds::voting(&merged, [(ours, Outcome::Ours), (theirs, Outcome::Theirs)]);
    if voting.iter().any(|(side, _)| side.head().framework != choice)
        && let Some((side, outcome)) = voting.first()
    {
        let mut again = Report::default();
        let of_votes = items(side.framework(), &mut again);
        if rounds::voting(&of_votes, [(ours, *outcome), (theirs, *outcome)]).is_empty() {
            // Under the framework of the votes it was seen that one side has revealed them.
            merged = item::restated(&of_votes, side.framework(), &framework);
        } else {
            (choice, merged) = (side.head().framework.clone(), of_votes);
            note_framework(heads, *outcome, &mut again);
        }
        report = again;
    }
    let logs = sides.map(|side| side.map(|side| side.log().clone()).unwrap_or_default());

    let mut head = rest(heads, &mut report);
    (head.framework, head.items) = (choice, merged);
    put_off(&mut head, base, ours, theirs);
    head.log = log::logs(&logs[0], &logs[1], &logs[2], &mut report);
    // Our file and what lies beside it belong together.
    head.revision.clone_from(&ours.head().revision);
    let (workspace, _) = Workspace::load(head)?;
    Ok(Merged { workspace, conflicts: report.into_conflicts() })
}

/// The framework of both: what both have, or only one of them changed, else what their changes make up together. Where
/// that cannot stand it is ours.
fn framework(
    heads: [Option<&Head>; 3],
    ours: &Workspace,
    report: &mut Report,
) -> (FrameworkChoice, Framework) {
    let texts = heads.map(|head| head.and_then(|head| written(&head.framework)));
    let merged: Option<FrameworkChoice> =
        report.within("framework", |report| merged(&FRAMEWORK, &texts, report));
    if let Some((choice, Ok(framework))) = merged.map(|choice| (choice.clone(), choice.resolve())) {
        return (choice, framework);
    }
    *report = Report::default();
    note_framework(heads, Outcome::Ours, report);
    (ours.head().framework.clone(), ours.framework().clone())
}

/// Notes that one framework stands against another.
fn note_framework(heads: [Option<&Head>; 3], outcome: Outcome, report: &mut Report) {
    let texts = heads.map(|head| head.and_then(|head| written(&head.framework)));
    report.within("framework", |report| report.note(Three::of(&texts), outcome));
}

/// How often each item was put off: by the cycles of the merged workspace, and beside them as often as the sides say.
fn put_off(head: &mut Head, base: Option<&Workspace>, ours: &Workspace, theirs: &Workspace) {
    // Both may have closed the same cycle: what one side got done in it was not put off.
    for cycle in &mut head.cycles {
        let done: HashSet<ItemId> = cycle.done.iter().cloned().collect();
        cycle.deferred.retain(|id| !done.contains(id));
    }
    let by_cycles = |head: &Head| {
        let mut counts: HashMap<ItemId, i64> = HashMap::new();
        for id in head.cycles.iter().flat_map(|cycle| &cycle.deferred) {
            *counts.entry(id.clone()).or_default() += 1;
        }
        counts
    };
    let sides = [base, Some(ours), Some(theirs)].map(|side| Some((side?, by_cycles(side?.head()))));
    let in_cycles = by_cycles(head);
    let put_off = |item: &Item| {
        let count = |counts: &HashMap<ItemId, i64>| counts.get(&item.id).copied().unwrap_or(0);
        let beside = sides.each_ref().map(|side| {
            let (side, counts) = side.as_ref()?;
            let deferrals = side.item(side.slot(&item.id)?).deferrals;
            Some(i64::from(deferrals) - count(counts))
        });
        let beside = match beside {
            [base, ours, theirs] if ours == base => theirs.or(ours),
            [base, ours, theirs] if theirs == base => ours.or(theirs),
            [_, ours, theirs] => ours.max(theirs),
        };
        u32::try_from(beside.unwrap_or(0) + count(&in_cycles)).unwrap_or(0)
    };
    let changed = head.items.iter().map(put_off).enumerate().collect::<Vec<_>>();
    for (at, deferrals) in changed {
        if head.items.get(at).is_some_and(|item| item.deferrals != deferrals)
            && let Some(item) = head.items.get_mut(at)
        {
            item.deferrals = deferrals;
        }
    }
}

/// Everything but framework, items, log and revision.
fn rest(heads: [Option<&Head>; 3], report: &mut Report) -> Head {
    let bare = |head: &Head| Head {
        framework: FrameworkChoice::default(),
        items: Chunked::default(),
        log: Chunked::default(),
        revision: None,
        ..head.clone()
    };
    let bare = heads.map(|head| head.map(bare));
    let texts = bare.each_ref().map(|head| head.as_ref().and_then(written));
    let [_, ours, _] = bare;
    merged(&HEAD, &texts, report).or(ours).unwrap_or_default()
}

/// The fields that two records write differently, by their names, those of the second first.
pub(super) fn other_fields<T: Serialize>(one: &T, other: &T) -> Vec<String> {
    let texts = [other, one].map(written);
    let [now, before] = texts.each_ref().map(|raw| raw.as_deref().and_then(|raw| raw::object(raw.get())));
    let (now, before) = (now.unwrap_or_default(), before.unwrap_or_default());
    let differs = |(name, value): &&(String, &str)| {
        before.iter().find(|(known, _)| known == name).map(|(_, value)| *value) != Some(*value)
    };
    let gone = before.iter().filter(|(name, _)| !now.iter().any(|(known, _)| known == name));
    now.iter().filter(differs).chain(gone).map(|(name, _)| name.clone()).collect()
}

fn merged<T: serde::de::DeserializeOwned>(
    rule: &Rule,
    texts: &[Option<Box<RawValue>>; 3],
    report: &mut Report,
) -> Option<T> {
    let merged = three::merge(rule, Three::of(texts), report)?;
    serde_json::from_str(&merged).ok()
}
