//! What a merge adds to the log, as nobody made a gesture that tells of it: what stands where both sides differ, and
//! who stands on another side of the line than the logs say.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::Merged;
use super::common;
use super::conflict::{Conflict, Outcome};
use crate::domain::apply;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::limits;
use crate::domain::text::brief;
use crate::domain::tradeoff::{Cause, Datum, Entry, EntryKind};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// What stands for the field where one side took an item out and the other one changed it.
pub(in crate::domain) const KEPT: &str = "kept";

/// The longest value that the log keeps, in characters.
const LONGEST: usize = 200;

/// What was merged, with an entry for each conflict, and one more where somebody crossed the line that no entry tells
/// of. Ours is what it was before; what is voted on blind is left out.
pub fn noted(ours: &Workspace, mut merged: Merged, at: Option<DateTime<FixedOffset>>) -> Merged {
    let crossing = crossing(ours, &merged.workspace);
    let settled = merged.conflicts.iter().filter_map(settled);
    // A log that is at its last number takes no more.
    let free = limits::GESTURE.saturating_sub(merged.workspace.last_seq());
    for entry in settled.chain(crossing).take(usize::try_from(free).unwrap_or(usize::MAX)).collect::<Vec<_>>()
    {
        let entry = Entry { seq: merged.workspace.last_seq() + 1, at, kind: EntryKind::Reconcile, ..entry };
        apply::record(&mut merged.workspace, entry);
    }
    merged
}

/// What stands where both sides differ, from what does not to what does.
fn settled(conflict: &Conflict) -> Option<Entry> {
    let field = match conflict.path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        _ if conflict.hidden => return None,
        // What is on the shelf may be what is voted on, and what the log differs in but for reasons is said nowhere.
        ["shelf", ..] => return None,
        ["log", _, field] if *field != "reason" => return None,
        [] => KEPT.to_owned(),
        // Whoever votes on a criterion later hides whatever was said of it, by its id.
        ["scores", criterion, ..] => (*criterion).to_owned(),
        path => path.join("."),
    };
    let value = |json: &Option<String>| Some(datum(json.as_deref()?, conflict.voter()));
    let (ours, theirs) = (value(&conflict.ours), value(&conflict.theirs));
    let (from, to) = match conflict.outcome {
        Outcome::Ours => (theirs, ours),
        Outcome::Theirs => (ours, theirs),
        Outcome::KeptOurs | Outcome::KeptTheirs => (None, None),
    };
    let cause = Cause { field, from, to, ..Cause::default() };
    Some(Entry { item: conflict.item.clone(), cause: Some(Box::new(cause)), ..Entry::default() })
}

/// A value of a conflict as the log has it, behind the name of whoever voted it.
fn datum(json: &str, voter: Option<&str>) -> Datum {
    match (serde_json::from_str(json), voter) {
        (Ok(datum @ Datum::Number(_)), None) => datum,
        (Ok(Datum::Text(text)), None) => Datum::Text(brief(&text, LONGEST).into_owned()),
        (_, voter) => {
            let name = voter.map(|voter| format!("{voter} ")).unwrap_or_default();
            Datum::Text(format!("{name}{}", brief(json, LONGEST)))
        }
    }
}

/// Who crossed the line by merging alone.
fn crossing(ours: &Workspace, merged: &Workspace) -> Option<Entry> {
    let [before, after] = [ours, merged].map(|side| Workshop::new(side.clone()));
    let is_in = |side: &Workshop, id: &ItemId| {
        side.workspace().slot(id).is_some_and(|slot| side.standing().is_in(slot))
    };
    // Of whom our own entries tell they tell what was so here.
    let mut said: HashMap<&ItemId, bool> = HashMap::new();
    for entry in merged.log().iter().skip(common(&[ours.log(), merged.log()])) {
        said.extend(entry.entered.iter().map(|id| (id, true)));
        said.extend(entry.left.iter().map(|id| (id, false)));
    }
    let crossed = |came_in: bool| {
        let crossed = |item: &&Item| {
            let told = said.get(&item.id).copied().unwrap_or_else(|| is_in(&before, &item.id));
            !item.in_round() && is_in(&after, &item.id) == came_in && told != came_in
        };
        merged.items().iter().filter(crossed).map(|item| item.id.clone()).collect::<Box<[ItemId]>>()
    };
    let (entered, left) = (crossed(true), crossed(false));
    let told = !(entered.is_empty() && left.is_empty());
    told.then(|| Entry { entered, left, ..Entry::default() })
}
