//! Blockers: what has to be done first, what ranks above it all the same, and what waits for itself.

mod graph;
mod inversion;
mod words;

pub use graph::{Dependencies, Reach};
pub use inversion::Inversion;
pub(super) use inversion::created;
pub(super) use words::told;
pub use words::{circle, warnings, why_unranked};

use std::collections::HashSet;

use super::id::{ItemId, ParticipantId, Slot};
use super::item::{Item, Status};
use super::text::each_once;
use super::workshop::Workshop;
use super::workspace::Workspace;

/// What is to be said of an item beside its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It has no title.
    Untitled,
    /// It waits for somebody who waits for it.
    InCycle,
    /// It ranks above an item that it depends on.
    AboveBlocker(ItemId),
    /// It is in, and an item that it depends on is out though it ranks above it.
    BlockerOut(ItemId),
    /// It depends on an id that is not there.
    MissingDependency(ItemId),
    /// A side votes on it blind.
    Voting,
    /// Somebody voted on it who is not listed.
    UnlistedVoter(ParticipantId),
}

impl Flag {
    /// The word in files and on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Flag::Untitled => "untitled",
            Flag::InCycle => "dependency_cycle",
            Flag::AboveBlocker(_) => "above_blocker",
            Flag::BlockerOut(_) => "blocker_out",
            Flag::MissingDependency(_) => "missing_dependency",
            Flag::Voting => "voting",
            Flag::UnlistedVoter(_) => "unlisted_voter",
        }
    }
}

/// Everything to be said of one item, each sort together. Costs what the item depends on.
pub fn flags(workshop: &Workshop, slot: Slot) -> Vec<Flag> {
    let workspace = workshop.workspace();
    let item = workspace.item(slot);
    let mut flags = Vec::new();
    if item.is_untitled() {
        flags.push(Flag::Untitled);
    }
    if workshop.dependencies().cycle_of(slot).is_some() {
        flags.push(Flag::InCycle);
    }
    let id = |blocker: Slot| workspace.item(blocker).id.clone();
    flags.extend(inversions(workshop, slot).map(id).map(Flag::AboveBlocker));
    flags.extend(left_behind(workshop, slot).map(id).map(Flag::BlockerOut));
    if item.in_round() {
        flags.push(Flag::Voting);
    }
    flags.extend(missing(workspace, item).cloned().map(Flag::MissingDependency));
    flags.extend(strangers(workspace, item).into_iter().cloned().map(Flag::UnlistedVoter));
    flags
}

/// From so many voters on, those who are listed are laid out to be looked up: to do so costs what there is of them.
const MANY: usize = 64;

/// Everybody who voted on an item and is not listed, each once.
fn strangers<'w>(workspace: &'w Workspace, item: &'w Item) -> Vec<&'w ParticipantId> {
    let votes = item.scores.iter().flat_map(|(_, score)| score.votes());
    let everybody: Vec<&ParticipantId> = each_once(votes.map(|(voter, _)| voter));
    if everybody.len() < MANY {
        return everybody.into_iter().filter(|voter| workspace.participant(voter).is_none()).collect();
    }
    let listed: HashSet<&ParticipantId> = workspace.head().participants.iter().map(|who| &who.id).collect();
    everybody.into_iter().filter(|voter| !listed.contains(voter)).collect()
}

/// Whether an item is there for others: neither taken back nor merged into another.
fn is_here(item: &Item) -> bool {
    !matches!(item.status, Status::Withdrawn | Status::Merged)
}

/// What an item names as its blockers and is not there, in the order of its list.
pub fn missing<'w>(workspace: &'w Workspace, item: &'w Item) -> impl Iterator<Item = &'w ItemId> {
    let found = |id: &ItemId| workspace.slot(id).is_some_and(|slot| is_here(workspace.item(slot)));
    item.rare.depends_on.iter().filter(move |id| !found(id))
}

/// The blockers that an item ranks above though they are still to be done, ranked or not, in the order
/// of its list.
pub fn inversions(workshop: &Workshop, slot: Slot) -> impl Iterator<Item = Slot> + '_ {
    open_blockers(workshop, slot).filter(move |blocker| is_above(workshop, (slot, *blocker)))
}

/// The blockers that rank above an item and are out while it is in, as where it is pinned in, in the order of its list.
pub fn left_behind(workshop: &Workshop, slot: Slot) -> impl Iterator<Item = Slot> + '_ {
    let standing = workshop.standing();
    open_blockers(workshop, slot)
        .filter(move |blocker| !is_above(workshop, (slot, *blocker)))
        .filter(move |blocker| standing.is_in(slot) && !standing.is_in(*blocker))
}

fn open_blockers(workshop: &Workshop, slot: Slot) -> impl Iterator<Item = Slot> + '_ {
    let dependencies = workshop.dependencies();
    dependencies.blockers_named(slot).filter(|blocker| dependencies.is_open(*blocker))
}

fn is_above(workshop: &Workshop, pair: (Slot, Slot)) -> bool {
    inversion::is_above(|slot| workshop.standing().index(slot), pair)
}
