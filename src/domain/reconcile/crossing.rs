//! Who stands on another side of the line after a merge than the logs say: nobody made a change that told of it.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::common;
use crate::domain::apply;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// A merged workspace with an entry more, where somebody crossed the line that no entry tells of. Ours is what it was
/// before; items that are voted on blind are left out.
pub fn noted(ours: &Workspace, mut merged: Workspace, at: Option<DateTime<FixedOffset>>) -> Workspace {
    let [before, after] = [ours, &merged].map(|side| Workshop::new(side.clone()));
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
        merged.items().iter().filter(crossed).map(|item| item.id.clone()).collect::<Vec<ItemId>>()
    };
    let (entered, left) = (crossed(true), crossed(false));
    if !(entered.is_empty() && left.is_empty()) {
        let (seq, kind) = (merged.last_seq() + 1, EntryKind::Reconcile);
        let (entered, left) = (entered.into(), left.into());
        apply::record(&mut merged, Entry { seq, at, kind, entered, left, ..Entry::default() });
    }
    merged
}

/// What such an entry says.
pub(in crate::domain) const TOLD: &str = "two versions of the file put together";
