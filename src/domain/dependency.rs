//! Blockers: what has to be done first, and what ranks above it all the same.

use super::id::{ItemId, Slot};
use super::item::Status;
use super::workshop::Workshop;

/// What is to be said of an item beside its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It ranks above an item that it depends on.
    AboveBlocker(ItemId),
    /// It depends on an id that is not there.
    MissingDependency(ItemId),
    /// It has no title.
    Untitled,
}

impl Flag {
    /// The word in files and on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Flag::AboveBlocker(_) => "above_blocker",
            Flag::MissingDependency(_) => "missing_dependency",
            Flag::Untitled => "untitled",
        }
    }
}

/// Everything to be said of one item. Costs what the item depends on.
pub fn flags(workshop: &Workshop, slot: Slot) -> Vec<Flag> {
    let workspace = workshop.workspace();
    let item = workspace.item(slot);
    let mut flags = Vec::new();
    if item.title.trim().is_empty() {
        flags.push(Flag::Untitled);
    }
    for id in &item.depends_on {
        match workspace.slot(id) {
            None => flags.push(Flag::MissingDependency(id.clone())),
            Some(blocker) if stands_above(workshop, slot, blocker) => {
                flags.push(Flag::AboveBlocker(id.clone()));
            }
            Some(_) => {}
        }
    }
    flags
}

/// Whether an item ranks above a blocker that is still to be done, ranked or not.
fn stands_above(workshop: &Workshop, slot: Slot, blocker: Slot) -> bool {
    let standing = workshop.standing();
    let open = workshop.workspace().item(blocker).status == Status::Open;
    match (standing.index(slot), standing.index(blocker)) {
        (Some(index), Some(below)) => open && index < below,
        (Some(_), None) => open,
        (None, _) => false,
    }
}
