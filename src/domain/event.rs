//! Facts: what was changed, each with what was there before.

mod inverse;

use serde::{Deserialize, Serialize};

use super::agenda::{Stage, Timing};
use super::call::{self, Call};
use super::criterion::Side;
use super::delivery::Delivery;
use super::facet::Facet;
use super::framework::FrameworkChoice;
use super::horizon::Placement;
use super::id::{CriterionId, ItemId, ParticipantId, StageId};
use super::item::Pin;
use super::number::Num;
use super::round::{OpenRound, Paper};
use super::scores::Scores;
use super::tie::TieBreak;
use super::workspace::{Capacity, Cycle, Goal, Participant, Theme};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn never(times: &u32) -> bool {
    *times == 0
}

/// One fact about a workspace. It carries both the old and the new state, so that it can be undone
/// after any number of restarts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
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
        /// What an import read them from; without items where it only told something new about those there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
    },
    /// Items that had come in were taken back; they stay in the file. Undone by adding them again.
    Withdrawn {
        /// The items.
        items: Vec<ItemId>,
        /// Those of them that were delivered already.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        done: Vec<ItemId>,
        /// What an import had read them from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
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
    /// An item was merged into another: it stays in the file and takes no part any more. Undone by parting
    /// them.
    Merged {
        /// The item that went.
        item: ItemId,
        /// The one that it went into.
        into: ItemId,
        /// How often the first was put off and the second was not: so often more that was, by the cycles of both.
        #[serde(default, skip_serializing_if = "never")]
        deferrals: u32,
    },
    /// An item that had been merged into another is one of its own again. Undone by merging it.
    Parted {
        /// The item that went.
        item: ItemId,
        /// The one that it went into.
        into: ItemId,
        /// How often the first was put off and the second was not: so often more that was, by the cycles of both.
        #[serde(default, skip_serializing_if = "never")]
        deferrals: u32,
    },
    /// An item was split: new ones came in beside it. Undone by withdrawing them.
    Split {
        /// The item.
        item: ItemId,
        /// The new ones.
        items: Vec<ItemId>,
    },
    /// The parts of an item were taken back; they stay in the file. Undone by adding them again.
    Rejoined {
        /// The item.
        item: ItemId,
        /// Its parts.
        items: Vec<ItemId>,
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
    /// What there is to fill was changed, or the target of technical health. Undone by setting it back.
    CapacitySet {
        /// The capacity before.
        from: Option<Box<Capacity>>,
        /// The capacity now.
        to: Option<Box<Capacity>>,
    },
    /// An item was held in or out against its score, or let go. Undone by restoring the pin before.
    Pinned {
        /// The item.
        item: ItemId,
        /// The pin before.
        from: Option<Box<Pin>>,
        /// The pin now.
        to: Option<Box<Pin>>,
    },
    /// An item got another horizon, with or without words on why it is set aside. Undone by restoring both.
    Placed {
        /// The item.
        item: ItemId,
        /// Where it was.
        from: Placement,
        /// Where it is now.
        to: Placement,
    },
    /// A side began to vote blind on an item: its scores there wait until the round is over. Undone by dropping
    /// the round.
    RoundOpened {
        /// The item.
        item: ItemId,
        /// The round as it begins.
        round: Box<OpenRound>,
    },
    /// A blind round was given up: the scores that waited in it stand again. Undone by opening it as it was.
    RoundDropped {
        /// The item.
        item: ItemId,
        /// The round as it was.
        round: Box<OpenRound>,
    },
    /// Somebody answered in a blind round, sealed. Undone by restoring the answer before.
    Answered {
        /// The item.
        item: ItemId,
        /// The side that votes.
        side: Side,
        /// Who answered.
        by: ParticipantId,
        /// The criterion.
        criterion: CriterionId,
        /// The answer before.
        from: Option<Paper>,
        /// The answer now.
        to: Option<Paper>,
    },
    /// A blind round was revealed: its votes are the scores now. Undone by sealing it again.
    Revealed {
        /// The item.
        item: ItemId,
        /// The round as it was.
        round: Box<OpenRound>,
        /// The scores that came of it.
        scores: Box<Scores>,
    },
    /// A blind round that had been revealed was sealed again. Undone by revealing it.
    Concealed {
        /// The item.
        item: ItemId,
        /// The round as it was.
        round: Box<OpenRound>,
        /// The scores that had come of it.
        scores: Box<Scores>,
    },
    /// Somebody was listed as a participant, or is listed otherwise. Undone by restoring how they were listed.
    ParticipantSet {
        /// How they were listed before.
        from: Option<Box<Participant>>,
        /// How they are listed now.
        to: Option<Box<Participant>>,
    },
    /// A decision was written down by hand, or taken back. It stands in the log and changes nothing
    /// else. Undone by taking it back.
    Called {
        /// The item that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
        /// The number of the entry that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<u64>,
        /// The call that is taken back.
        from: Option<Box<Call>>,
        /// The call that is made.
        to: Option<Box<Call>>,
    },
    /// The vision was written, changed or cleared. Undone by writing what was there before.
    VisionSet {
        /// The vision before.
        from: Option<String>,
        /// The vision now.
        to: Option<String>,
    },
    /// A goal was listed, changed, or taken off the list; what is linked to it keeps its link as it is
    /// written. Undone by listing it in its place as it was, or by taking it off again.
    GoalSet {
        /// Its place in the list, from 0.
        at: usize,
        /// The goal before; none where it was not listed.
        from: Option<Box<Goal>>,
        /// The goal now; none where it is not listed any more.
        to: Option<Box<Goal>>,
    },
    /// A theme was listed, changed, or taken off the list; items keep their link as it is written. Undone by
    /// listing it in its place as it was, or by taking it off again.
    ThemeSet {
        /// Its place in the list, from 0.
        at: usize,
        /// The theme before; none where it was not listed.
        from: Option<Box<Theme>>,
        /// The theme now; none where it is not listed any more.
        to: Option<Box<Theme>>,
    },
    /// The day to look at the plan again was set, moved or cleared. Undone by restoring the day before.
    ReviewSet {
        /// The day before, as YYYY-MM-DD.
        from: Option<String>,
        /// The day now, as YYYY-MM-DD.
        to: Option<String>,
    },
    /// The agenda became another; each stage that stays keeps how far it came. Undone by the one before.
    AgendaSet {
        /// The stages before; none for the standard agenda.
        from: Option<Vec<Stage>>,
        /// The stages now.
        to: Option<Vec<Stage>>,
    },
    /// The clock of the agenda was moved on a stage, or the stage marked as done. A fact of the meeting: undo leaves it
    /// alone.
    StageTimed {
        /// The stage.
        stage: StageId,
        /// How many minutes were planned for it then.
        minutes: u32,
        /// How far it had come.
        from: Box<Timing>,
        /// How far it is now.
        to: Box<Timing>,
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
    /// Whether a blind round began, is over, or goes on that was over.
    pub fn is_of_round(&self) -> bool {
        matches!(
            self,
            Event::RoundOpened { .. }
                | Event::RoundDropped { .. }
                | Event::Revealed { .. }
                | Event::Concealed { .. }
        )
    }

    /// Whether it is about an item.
    pub fn is_about(&self, id: &ItemId) -> bool {
        match self {
            Event::TieBroken { from, to } => {
                let judged = |tie: &&TieBreak| tie.order.iter().any(|judged| judged.item == *id);
                !from.iter().filter(judged).eq(to.iter().filter(judged))
            }
            _ => self.items().contains(id),
        }
    }

    /// The items that this event names: of a cycle those that it put off. A change of the framework
    /// touches every one without a name.
    pub fn items(&self) -> &[ItemId] {
        match self {
            Event::Agreed { item, .. }
            | Event::Voted { item, .. }
            | Event::Edited { item, .. }
            | Event::Merged { item, .. }
            | Event::Parted { item, .. }
            | Event::Delivered { item, .. }
            | Event::Placed { item, .. }
            | Event::RoundOpened { item, .. }
            | Event::RoundDropped { item, .. }
            | Event::Answered { item, .. }
            | Event::Revealed { item, .. }
            | Event::Concealed { item, .. }
            | Event::Pinned { item, .. } => std::slice::from_ref(item),
            Event::CycleClosed { cycle } | Event::CycleReopened { cycle } => &cycle.deferred,
            Event::Called { item, .. } => call::items(item.as_ref()),
            Event::Added { items, .. }
            | Event::Withdrawn { items, .. }
            | Event::Split { items, .. }
            | Event::Rejoined { items, .. } => items,
            Event::Reframed { .. }
            | Event::CapacitySet { .. }
            | Event::CarriedOver { .. }
            | Event::CarriedBack { .. }
            | Event::TieBroken { .. }
            | Event::VisionSet { .. }
            | Event::GoalSet { .. }
            | Event::ThemeSet { .. }
            | Event::ReviewSet { .. }
            | Event::ParticipantSet { .. }
            | Event::AgendaSet { .. }
            | Event::StageTimed { .. }
            | Event::Reasoned { .. } => &[],
        }
    }
}
