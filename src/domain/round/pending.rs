//! What there is to do about votes: rounds that are open, and values that nobody has settled since.

use super::super::framework::Side;
use super::super::id::{CriterionId, Slot};
use super::super::workshop::Workshop;
use super::super::workspace::Workspace;

/// Where the votes of a side on an item stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// So many answers are missing.
    Voting(usize),
    /// Everybody has answered, and nobody has seen it.
    Complete,
    /// The votes are on the table, and not everything is settled.
    Open,
    /// Votes that everything is settled on.
    Settled,
}

/// Votes of a side on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The item.
    pub slot: Slot,
    /// The side.
    pub side: Side,
    /// Where they stand.
    pub stage: Stage,
}

impl Pending {
    /// Whether nobody has seen the votes yet.
    pub fn is_sealed(&self) -> bool {
        matches!(self.stage, Stage::Voting(_) | Stage::Complete)
    }
}

/// Every round that is open, and all votes that nobody has settled on a value, blind or not, in the order of the
/// file. Costs what the backlog is long.
pub fn pending(workshop: &Workshop) -> Vec<Pending> {
    let workspace = workshop.workspace();
    // Whoever was set aside by another version of the file may still be voted on in this one.
    let items = workspace.items().iter().enumerate();
    let items = items.filter(|(_, item)| item.in_round() || item.scores.have_votes());
    let all = items.flat_map(|(at, item)| Side::ALL.iter().map(move |side| (Slot::new(at), item, *side)));
    let all = all.filter(|(_, item, side)| item.is_candidate() || item.round(*side).is_some());
    let found = all.filter_map(|(slot, _, side)| of(workspace, slot, side));
    found.filter(|pending| pending.stage != Stage::Settled).collect()
}

/// Where the votes of a side on an item stand; none where nobody voted.
pub fn of(workspace: &Workspace, slot: Slot, side: Side) -> Option<Pending> {
    let item = workspace.item(slot);
    let criteria: Vec<&CriterionId> =
        workspace.framework().criteria_of(side).map(|criterion| &criterion.id).collect();
    let stage = if let Some(round) = item.round(side) {
        match round.missing(workspace).count() {
            0 => Stage::Complete,
            missing => Stage::Voting(missing),
        }
    } else {
        let votes =
            || criteria.iter().filter_map(|id| item.scores.get(id)).filter(|score| !score.votes().is_empty());
        votes().next()?;
        if votes().all(|score| score.agreed().is_some()) { Stage::Settled } else { Stage::Open }
    };
    Some(Pending { slot, side, stage })
}
