//! The trade-off log: what moved, who came in, who fell out, by whose call and why.

mod cause;
mod whose;

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::amounts::Amounts;
use super::call::Call;
use super::dependency::Inversion;
use super::event::Event;
use super::framework::Side;
use super::id::{ItemId, ParticipantId};
use super::number::Num;
use super::pull;
use super::record::{Absent, always_written, record, word};
use super::standing::Crossing;
pub use whose::Whose;

word! {
    /// What sort of gesture an entry records.
    #[derive(Default)]
    pub enum EntryKind {
        /// A value was agreed on, changed or cleared.
        #[default]
        Score = "score",
        /// A participant voted.
        Vote = "vote",
        /// A blind round was opened, revealed or dropped.
        Round = "round",
        /// Somebody answered in a blind round.
        Answer = "answer",
        /// Somebody was listed as a participant, or is listed otherwise.
        People = "people",
        /// Items came into the backlog.
        Add = "add",
        /// The backlog of a tracker came in: new items, and what it says anew about those that were there.
        Import = "import",
        /// Something that is written about an item was changed.
        Edit = "edit",
        /// An item was merged into another.
        Merge = "merge",
        /// An item was split into several.
        Split = "split",
        /// Another framework, or other weights.
        Framework = "framework",
        /// Near-ties were ordered by hand.
        Tie = "tie",
        /// An item was marked as done, or opened again.
        Done = "done",
        /// A cycle was closed.
        Cycle = "cycle",
        /// Another capacity, or another target of technical health.
        Capacity = "capacity",
        /// An item was held in or out against its score.
        Pin = "pin",
        /// A pinned item was let go.
        Unpin = "unpin",
        /// An item got another horizon.
        Horizon = "horizon",
        /// The blockers of an item were held in.
        PullIn = "pull_in",
        /// A decision was written down by hand.
        Call = "call",
        /// The vision was written.
        Vision = "vision",
        /// A goal was listed, changed, or taken off the list.
        Goal = "goal",
        /// A theme was listed, changed, or taken off the list.
        Theme = "theme",
        /// The day to look at the plan again was set.
        Review = "review",
        /// The agenda was planned otherwise.
        Agenda = "agenda",
        /// The clock of the agenda was started, stopped, paused or extended, or a stage marked as done.
        Clock = "clock",
        /// A backup took the place of the workspace; what was recorded after it is in another backup.
        Restore = "restore",
        /// Two versions of the file were put together: what stands where both differ, or who crossed the line by that alone.
        Reconcile = "reconcile",
        /// A reason was given for an earlier entry.
        Reason = "reason",
        /// An earlier entry was taken back.
        Undo = "undo",
        /// An entry that had been taken back was done again.
        Redo = "redo",
    }
}

/// A value on either side of a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a number or text")]
pub enum Datum {
    /// A number.
    Number(Num),
    /// Anything else, in words.
    Text(String),
}

record! {
    /// What was changed, from what to what.
    pub struct Cause {
        /// The field: a criterion's id, a field of the item, `items`, `framework`, `capacity`, `blockers`,
        /// `vision`, `goals`, `themes`, `review`, `agenda`, `agenda.` and a stage, `call` or `reason`; of a merge the
        /// way to what both changed, parted by `, `, and nothing where that is the item as a whole.
        "field" field: String,
        /// The value before; absent where there was none.
        "from" from: Option<Datum>,
        /// The value after; absent where there is none.
        "to" to: Option<Datum>,
    }
}

record! {
    /// An item's rank before and after; absent while it is unscored.
    pub struct RankMove {
        /// The rank before, 1 is the top.
        "from" from: Option<u32>,
        /// The rank after.
        "to" to: Option<u32>,
    }
}

record! {
    /// An item's score before and after, to ten significant digits; absent while it is unscored.
    pub struct ScoreMove {
        /// The score before.
        "from" from: Option<Num>,
        /// The score after.
        "to" to: Option<Num>,
    }
}

record! {
    /// One entry of the log: a gesture, its cause and its consequences.
    pub struct Entry {
        /// Its number; the order of the log, whatever the clocks said.
        "seq" seq: u64,
        /// When, in the time of the room.
        "at" at: Option<DateTime<FixedOffset>>,
        /// Who, where a participant is known.
        "by" by: Option<ParticipantId>,
        /// The side whose call it was.
        "side" side: Option<Side>,
        /// What sort of gesture.
        "kind" kind: EntryKind,
        /// The item that was changed.
        "item" item: Option<ItemId>,
        /// What was changed.
        "cause" cause: Option<Box<Cause>>,
        /// What became of its rank.
        "rank" rank: RankMove,
        /// What became of its score.
        "score" score: ScoreMove,
        /// Who came in.
        "entered" entered: Box<[ItemId]>,
        /// Who fell out.
        "left" left: Box<[ItemId]>,
        /// Which of those who fell out are technical and had been put off twice or more, and how often.
        "put_off" put_off: Amounts,
        /// Who came to stand above what it waits for.
        "inversions" inversions: Box<[Inversion]>,
        /// Why.
        "reason" reason: Option<Box<str>>,
        /// The entry that this one takes back, does again, gives a reason for or is a call on.
        "about" about: Option<u64>,
        /// The facts, from which it can be undone.
        "events" events: Box<[Event]>,
    }
}

always_written!(EntryKind);

/// What parts the steps of a way to a field.
pub const PARTED: &str = ", ";

impl Cause {
    /// The steps to the field, the first of which may be a criterion.
    pub fn way(&self) -> impl Iterator<Item = &str> {
        self.field.split(PARTED)
    }
}

impl Absent for RankMove {
    fn absent(&self) -> bool {
        *self == RankMove::default()
    }
}

impl Absent for ScoreMove {
    fn absent(&self) -> bool {
        *self == ScoreMove::default()
    }
}

/// Who made a gesture, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stamp {
    /// The time of the room.
    pub at: Option<DateTime<FixedOffset>>,
    /// The participant, where one is known.
    pub by: Option<ParticipantId>,
}

/// Where one item stands, for the two sides of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stand {
    /// Its rank, 1 is the top; none while it is unscored.
    pub rank: Option<u32>,
    /// Its score; none while it is unscored.
    pub score: Option<f64>,
}

impl Entry {
    /// Whether anybody came in or fell out; what is done left the line, and fell out of nothing.
    pub fn crossed(&self) -> bool {
        let mut moved = self.entered.iter().chain(self.left.iter()).peekable();
        moved.peek().is_some() && {
            let delivered = self.delivered();
            moved.any(|id| !delivered.contains(id))
        }
    }

    /// Whether it matters why: a decision made somebody cross the line. A first score that brings its
    /// item in while nobody falls out takes nothing from anybody, nor does more capacity; taking a decision
    /// back needs no reason of its own, nor does bringing items into the backlog. A pin has one from the start.
    pub fn calls_for_reason(&self) -> bool {
        let decided = matches!(
            self.kind,
            EntryKind::Score
                | EntryKind::Vote
                | EntryKind::Framework
                | EntryKind::Tie
                | EntryKind::Capacity
                | EntryKind::Unpin
                | EntryKind::Horizon
        ) || self.events.iter().any(|event| matches!(event, Event::Revealed { .. }))
            && self.kind == EntryKind::Round;
        let first_score = self.item.is_some() && self.rank.from.is_none();
        let takes_nothing = self.left.is_empty() && (first_score || self.kind == EntryKind::Capacity);
        decided && self.crossed() && !takes_nothing
    }

    /// Whether the entry can be taken back by undo; a reason is changed by giving another, and what the clock did is
    /// a fact of the meeting.
    pub fn reversible(&self) -> bool {
        !self.events.is_empty() && !self.is_aside()
    }

    /// Whether it says something beside the decisions: a reason, or what the clock did.
    pub fn is_aside(&self) -> bool {
        matches!(self.kind, EntryKind::Reason | EntryKind::Clock)
    }

    /// Whether it stands in the list of trade-offs: a reason is told with what it explains, a sealed answer with the
    /// round.
    pub fn is_listed(&self) -> bool {
        !matches!(self.kind, EntryKind::Reason | EntryKind::Answer)
    }

    /// The event that the others follow from: a change of the framework, the end of a cycle, items that
    /// become one or several, another horizon, another name of a goal or a theme, an import, else the first.
    pub fn main_event(&self) -> Option<&Event> {
        let weight = |event: &&Event| match event {
            Event::Reframed { .. }
            | Event::CycleClosed { .. }
            | Event::CycleReopened { .. }
            | Event::Merged { .. }
            | Event::Parted { .. }
            | Event::Split { .. }
            | Event::Rejoined { .. }
            | Event::Placed { .. }
            | Event::GoalSet { .. }
            | Event::Added { source: Some(_), .. }
            | Event::Withdrawn { source: Some(_), .. } => 3,
            // A theme follows where it says the goal by a name that was changed.
            Event::ThemeSet { .. } => 2,
            // A call that settles a value stands behind it.
            Event::Called { .. } => 0,
            _ => 1,
        };
        // The last one of the greatest weight, from the end: the first.
        self.events.iter().rev().max_by_key(weight)
    }

    /// The items that this entry got done or merged: they left the line, and fell out of nothing.
    pub fn delivered(&self) -> HashSet<&ItemId> {
        let gone = self.events.iter().filter(|event| match event {
            Event::Delivered { to, .. } => to.done,
            Event::Merged { .. } => true,
            _ => false,
        });
        gone.flat_map(Event::items).collect()
    }

    /// The items that this entry got done.
    pub fn done(&self) -> impl Iterator<Item = &ItemId> {
        self.events.iter().filter_map(|event| match event {
            Event::Delivered { item, from, to } if to.done && !from.done => Some(item),
            _ => None,
        })
    }

    /// The items that its main event names, or those that all of its events of that sort do, each once.
    pub(super) fn items(&self) -> Vec<ItemId> {
        let Some(main) = self.main_event() else { return Vec::new() };
        let alike = |event: &&Event| std::mem::discriminant(*event) == std::mem::discriminant(main);
        let mut known = HashSet::new();
        let items = self.events.iter().filter(alike).flat_map(Event::items);
        items.filter(|item| known.insert(*item)).cloned().collect()
    }

    /// The call that it makes.
    pub fn call(&self) -> Option<&Call> {
        match self.main_event()? {
            Event::Called { to, .. } => to.as_deref(),
            _ => None,
        }
    }

    /// Who answers for it: the owner of its call or of its pin, or who settled a value by their word.
    pub fn owner(&self) -> Option<&str> {
        self.events.iter().find_map(|event| match event {
            Event::Called { to: Some(call), .. } => Some(call.owner.as_str()),
            Event::Pinned { to: Some(pin), .. } => Some(pin.owner.as_str()),
            _ => None,
        })
    }

    /// Fills in the consequences of the entry's events.
    pub(super) fn conclude(&mut self, before: Stand, after: Stand, crossing: Crossing<ItemId>) {
        self.cause = pull::cause(self).or_else(|| self.main_event().map(cause::of)).map(Box::new);
        self.rank = RankMove { from: before.rank, to: after.rank, ..RankMove::default() };
        let written = |score: Option<f64>| score.and_then(round);
        self.score =
            ScoreMove { from: written(before.score), to: written(after.score), ..ScoreMove::default() };
        self.entered = crossing.entered.into();
        self.left = crossing.left.into();
    }
}

/// A score as it is written: ten significant digits.
pub fn round(score: f64) -> Option<Num> {
    Num::new(format!("{score:.9e}").parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_log_stays_small() {
        assert_eq!(size_of::<Entry>(), 232);
    }
}
