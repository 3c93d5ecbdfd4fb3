//! Facts: what was changed, each with what was there before.

use serde::{Deserialize, Serialize};

use super::delivery::Delivery;
use super::facet::Facet;
use super::id::{CriterionId, ItemId, ParticipantId};
use super::number::Num;
use super::tie::TieBreak;
use super::workspace::{Cycle, FrameworkChoice};

/// One fact about a workspace. It carries both the old and the new state, so that it can be undone
/// after any number of restarts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The agreed value of a criterion was set, changed or cleared; votes stay as they are.
    /// Undone by agreeing on what was agreed before.
    Agreed {
        /// The item.
        item: ItemId,
        /// The criterion.
        criterion: CriterionId,
        /// What was agreed before.
        from: Option<Num>,
        /// What is agreed now.
        to: Option<Num>,
    },
    /// A participant voted, or changed a vote. Undone by taking the vote back or restoring the old one.
    Voted {
        /// The item.
        item: ItemId,
        /// The criterion.
        criterion: CriterionId,
        /// Who voted.
        participant: ParticipantId,
        /// The vote before.
        from: Option<Num>,
        /// The vote now.
        to: Option<Num>,
    },
    /// Items came into the backlog. Undone by withdrawing them.
    Added {
        /// The items.
        items: Vec<ItemId>,
        /// Those of them that were delivered already.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        done: Vec<ItemId>,
    },
    /// Items that had come in were taken back; they stay in the file. Undone by adding them again.
    Withdrawn {
        /// The items.
        items: Vec<ItemId>,
        /// Those of them that were delivered already.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        done: Vec<ItemId>,
    },
    /// The workspace changed its framework; scores that cannot stand under both were exchanged with the
    /// items' shelves. Undone by changing back.
    Reframed {
        /// The framework before.
        from: FrameworkChoice,
        /// The framework now.
        to: FrameworkChoice,
    },
    /// Values of one criterion were agreed on by carrying over those of another. Undone by clearing them.
    CarriedOver {
        /// The criterion.
        criterion: CriterionId,
        /// The items with their values.
        values: Vec<(ItemId, Num)>,
    },
    /// Values that had been carried over were cleared. Undone by carrying them over again.
    CarriedBack {
        /// The criterion.
        criterion: CriterionId,
        /// The items with the values they had.
        values: Vec<(ItemId, Num)>,
    },
    /// The ties that are settled by hand became others. Undone by restoring those before.
    TieBroken {
        /// The ties before.
        from: Vec<TieBreak>,
        /// The ties now.
        to: Vec<TieBreak>,
    },
    /// Something that is written about an item was changed. Undone by writing what was there before.
    Edited {
        /// The item.
        item: ItemId,
        /// The facet before.
        from: Facet,
        /// The same facet now.
        to: Facet,
    },
    /// An item was marked as done, or opened again. Undone by what was so before.
    Delivered {
        /// The item.
        item: ItemId,
        /// How it was before.
        from: Delivery,
        /// How it is now.
        to: Delivery,
    },
    /// A cycle was closed: each item that it deferred counts that, each that it got done belongs to it.
    /// Undone by taking its record back.
    CycleClosed {
        /// Its record.
        cycle: Box<Cycle>,
    },
    /// The closing of a cycle was taken back. Undone by closing it again.
    CycleReopened {
        /// Its record.
        cycle: Box<Cycle>,
    },
    /// A reason was given for an entry of the log. Undone by restoring the reason before.
    Reasoned {
        /// The entry's number.
        entry: u64,
        /// The reason before.
        from: Option<String>,
        /// The reason now.
        to: Option<String>,
    },
}

impl Event {
    /// The fact that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Event {
        let mut event = self.clone();
        match &mut event {
            Event::Agreed { from, to, .. } | Event::Voted { from, to, .. } => std::mem::swap(from, to),
            Event::Reasoned { from, to, .. } => std::mem::swap(from, to),
            Event::Reframed { from, to } => std::mem::swap(from, to),
            Event::TieBroken { from, to } => std::mem::swap(from, to),
            Event::Edited { from, to, .. } => std::mem::swap(from, to),
            Event::Delivered { from, to, .. } => std::mem::swap(from, to),
            Event::CycleClosed { cycle } => {
                return Event::CycleReopened { cycle: std::mem::take(cycle) };
            }
            Event::CycleReopened { cycle } => {
                return Event::CycleClosed { cycle: std::mem::take(cycle) };
            }
            Event::CarriedOver { criterion, values } => {
                return Event::CarriedBack { criterion: criterion.clone(), values: std::mem::take(values) };
            }
            Event::CarriedBack { criterion, values } => {
                return Event::CarriedOver { criterion: criterion.clone(), values: std::mem::take(values) };
            }
            Event::Added { items, done } => {
                return Event::Withdrawn { items: std::mem::take(items), done: std::mem::take(done) };
            }
            Event::Withdrawn { items, done } => {
                return Event::Added { items: std::mem::take(items), done: std::mem::take(done) };
            }
        }
        event
    }

    /// The items that this event names: of a cycle those that it put off. A change of the framework
    /// touches every one without a name.
    pub fn items(&self) -> &[ItemId] {
        match self {
            Event::Agreed { item, .. }
            | Event::Voted { item, .. }
            | Event::Edited { item, .. }
            | Event::Delivered { item, .. } => std::slice::from_ref(item),
            Event::CycleClosed { cycle } | Event::CycleReopened { cycle } => &cycle.deferred,
            Event::Added { items, .. } | Event::Withdrawn { items, .. } => items,
            Event::Reframed { .. }
            | Event::CarriedOver { .. }
            | Event::CarriedBack { .. }
            | Event::TieBroken { .. }
            | Event::Reasoned { .. } => &[],
        }
    }
}
