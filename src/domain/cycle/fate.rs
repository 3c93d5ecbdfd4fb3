//! What became of a closed cycle, item by item.

use std::collections::HashSet;

use super::super::id::{ItemId, Slot};
use super::super::workspace::{Cycle, Workspace};

/// What became of an item when a cycle was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was done.
    Done,
    /// It had been committed and was not done: it stayed where it was.
    Stayed,
    /// It was out, and put off.
    PutOff,
}

/// The items of a closed cycle by what became of them, each in the order of its record. Those that are not in the
/// workspace any more are left out.
pub fn fates(workspace: &Workspace, cycle: &Cycle) -> Vec<(Fate, Slot)> {
    let done: HashSet<&ItemId> = cycle.done.iter().collect();
    let stayed = cycle.committed.iter().filter(|id| !done.contains(id));
    let lists = [
        (Fate::Done, cycle.done.iter().collect::<Vec<&ItemId>>()),
        (Fate::Stayed, stayed.collect()),
        (Fate::PutOff, cycle.deferred.iter().collect()),
    ];
    let here = |(fate, ids): (Fate, Vec<&ItemId>)| {
        ids.into_iter().filter_map(|id| Some((fate, workspace.slot(id)?))).collect::<Vec<_>>()
    };
    lists.into_iter().flat_map(here).collect()
}
