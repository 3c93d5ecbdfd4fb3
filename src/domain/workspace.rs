//! The workspace: everything a file holds. Only `apply` changes it.

mod doubt;

use std::sync::Arc;

use super::agenda::Agenda;
use super::amounts::Amounts;
use super::chunked::Chunked;
use super::cutline::{Measure, ONE_ITEM};
use super::flaw::Flaw;
use super::framework::{Criterion, Framework, FrameworkChoice, Side};
use super::id::{CriterionId, ItemId, ParticipantId, Slot};
use super::item::Item;
use super::number::Num;
use super::ranking::micro;
use super::record::{always_written, record, word};
use super::slots::Slots;
use super::tie::TieBreak;
use super::tradeoff::Entry;

/// The newest format of the file that this version writes and fully understands.
pub const FORMAT: u32 = 1;

/// The unit in which a capacity counts items.
pub const ITEMS: &str = "items";

/// Technical health where the workspace sets no target.
pub const TECH_HEALTH_TARGET: f64 = 0.2;

record! {
    /// Something measurable that the team wants.
    pub struct Goal {
        /// Its id.
        "id" id: String,
        /// What it is called.
        "title" title: String,
        /// What is measured.
        "metric" metric: Option<String>,
        /// Where it started.
        "baseline" baseline: Option<Num>,
        /// Where it should be.
        "target" target: Option<Num>,
        /// Where it is.
        "current" current: Option<Num>,
    }
}

record! {
    /// A line of work that items belong to.
    pub struct Theme {
        /// Its id.
        "id" id: String,
        /// What it is called.
        "title" title: String,
        /// The goal it serves.
        "goal" goal: Option<String>,
    }
}

record! {
    /// What the team can deliver in this cycle.
    pub struct Capacity {
        /// How much; no line without it.
        "amount" amount: Option<Num>,
        /// `items` for a top-N; any other word is the unit of the effort criterion.
        "unit" unit: String,
        /// The share of in-line effort that should be technical, 0 to 1.
        "tech_health_target" tech_health_target: Option<Num>,
    }
}

impl Capacity {
    /// What there is to fill, in millionths, and what it is counted in. `None` without an amount, or when
    /// it is in effort and the framework has none.
    pub fn limit(&self, has_effort: bool) -> Option<(i128, Measure)> {
        let amount = self.amount?;
        if self.unit == ITEMS {
            return Some((amount.get() as i128 * ONE_ITEM, Measure::Items));
        }
        has_effort.then(|| (i128::from(micro(amount)), Measure::Effort))
    }
}

word! {
    /// What a participant may score.
    pub enum Role {
        /// The criteria of the business side.
        Business = "business",
        /// The criteria of the engineering side.
        Engineering = "engineering",
        /// Nothing.
        Observer = "observer",
    }
}

record! {
    /// Somebody in the room.
    pub struct Participant {
        /// The id that votes are kept under.
        "id" id: ParticipantId,
        /// The name on the screen.
        "name" name: String,
        /// What they may score.
        "side" side: Option<Role>,
        /// Whether they have the last word of their side.
        "decides" decides: bool,
        /// Whether they do not take part any more; their votes are kept.
        "retired" retired: bool,
    }
}

impl Participant {
    /// Whether this participant scores criteria of a side.
    pub fn scores(&self, side: Side) -> bool {
        matches!(
            (self.side, side),
            (Some(Role::Business), Side::Business) | (Some(Role::Engineering), Side::Engineering)
        )
    }

    /// The name on the screen.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { self.id.as_str() } else { &self.name }
    }
}

record! {
    /// A cycle that was closed: what was promised, what was put off, what got done.
    pub struct Cycle {
        /// Its id.
        "id" id: String,
        /// The date it was closed.
        "closed" closed: Option<String>,
        /// The items that were in when it began; none where the log does not tell.
        "planned" planned: Vec<ItemId>,
        /// The items that were in when it ended, and those that had been in when they were done.
        "committed" committed: Vec<ItemId>,
        /// The open items that were out.
        "deferred" deferred: Vec<ItemId>,
        /// The items that were delivered.
        "done" done: Vec<ItemId>,
        /// The effort of everything committed or done, as it was estimated when the cycle was closed.
        "estimates" estimates: Amounts,
        /// The share of that effort which is technical, 0 to 1.
        "tech_share" tech_share: Option<Num>,
    }
}

record! {
    /// What the file was last saved as, so that a journal can tell whether it belongs to it.
    pub struct Revision {
        /// The number of the last gesture in the file.
        "seq" seq: u64,
        /// The checksum that the chain of gestures ended on.
        "chain" chain: String,
    }
}

record! {
    /// The file, field by field.
    pub struct Head {
        /// The schema the file names.
        "$schema" schema: Option<String>,
        /// The version of the file's shape.
        "format" format: u32,
        /// What the workshop is called.
        "title" title: String,
        /// What the product is to become.
        "vision" vision: Option<String>,
        /// What the team wants.
        "goals" goals: Vec<Goal>,
        /// Lines of work.
        "themes" themes: Vec<Theme>,
        /// How items are ranked.
        "framework" framework: FrameworkChoice,
        /// What there is to fill.
        "capacity" capacity: Option<Capacity>,
        /// Who is in the room.
        "participants" participants: Vec<Participant>,
        /// The day to look at the plan again, as YYYY-MM-DD.
        "review" review: Option<String>,
        /// What a meeting goes through; the standard agenda without one.
        "agenda" agenda: Option<Agenda>,
        /// Closed cycles, oldest first.
        "cycles" cycles: Vec<Cycle>,
        /// What the samples of swing begin with, so that they tell the same until it is changed.
        "swing_seed" swing_seed: u64,
        /// Ties that were settled by hand.
        "tie_breaks" tie_breaks: Vec<TieBreak>,
        /// What it was last saved as.
        "revision" revision: Option<Revision>,
        /// The items.
        "items" items: Chunked<Item>,
        /// The trade-off log, oldest first.
        "log" log: Chunked<Entry>,
    }
}

always_written!(FrameworkChoice, ParticipantId, Chunked<Item>, Chunked<Entry>);

/// A workspace that makes sense: every item has an id of its own, every score is on its scale.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) head: Head,
    pub(super) framework: Framework,
    pub(super) slots: Arc<Slots>,
    /// Counts the changes of who depends on whom and of who is still to be done.
    pub(super) wiring: u64,
    /// What the file says that this version cannot be sure to understand.
    pub(super) doubt: Option<Box<str>>,
}

impl PartialEq for Workspace {
    fn eq(&self, other: &Workspace) -> bool {
        self.head == other.head
    }
}

impl Workspace {
    /// An empty workspace.
    ///
    /// # Errors
    /// A framework id that is not built in.
    pub fn empty(title: &str, framework: &str) -> Result<Workspace, Flaw> {
        let framework = FrameworkChoice::BuiltIn(framework.to_owned());
        let head = Head { format: FORMAT, title: title.to_owned(), framework, ..Head::default() };
        Workspace::load(head).map(|(workspace, _)| workspace)
    }

    pub(super) fn assemble(head: Head, framework: Framework, slots: Slots) -> Workspace {
        Workspace { head, framework, slots: Arc::new(slots), wiring: 0, doubt: None }
    }

    /// What the file holds.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// How items are ranked.
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// Every item, withdrawn ones among them, in the order of the file.
    pub fn items(&self) -> &Chunked<Item> {
        &self.head.items
    }

    /// The item in a slot of this workspace.
    pub fn item(&self, slot: Slot) -> &Item {
        &self.head.items[slot.index()]
    }

    /// The slot of the item with this id.
    pub fn slot(&self, id: &ItemId) -> Option<Slot> {
        self.slot_of(id.as_str())
    }

    /// The same by the text of the id.
    pub(super) fn slot_of(&self, id: &str) -> Option<Slot> {
        self.slots.get(&self.head.items, id)
    }

    /// The trade-off log, oldest first.
    pub fn log(&self) -> &Chunked<Entry> {
        &self.head.log
    }

    /// The index in the log of the entry with this number.
    pub fn entry_index(&self, seq: u64) -> Option<usize> {
        let log = self.log();
        let (mut low, mut high) = (0, log.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if log[middle].seq < seq {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < log.len() && log[low].seq == seq).then_some(low)
    }

    /// The number of the last gesture.
    pub fn last_seq(&self) -> u64 {
        let logged = self.log().last().map_or(0, |entry| entry.seq);
        self.head.revision.as_ref().map_or(0, |revision| revision.seq).max(logged)
    }

    /// The participant with this id.
    pub fn participant(&self, id: &ParticipantId) -> Option<&Participant> {
        self.head.participants.iter().find(|participant| participant.id == *id)
    }

    /// What a participant is called; the id of one who is not listed.
    pub fn name_of<'a>(&'a self, id: &'a ParticipantId) -> &'a str {
        self.participant(id).map_or(id.as_str(), Participant::shown_name)
    }

    /// Everybody who votes for a side: listed with it and not retired, in the order of the file.
    pub fn voters(&self, side: Side) -> impl Iterator<Item = &Participant> {
        self.head
            .participants
            .iter()
            .filter(move |participant| participant.scores(side) && !participant.retired)
    }

    /// Whether anybody votes blind on an item, so that what was known of it is hidden until the reveal.
    pub fn is_blind(&self, id: &ItemId) -> bool {
        self.slot(id).is_some_and(|slot| self.item(slot).in_round())
    }

    /// Those of some items on whom nobody votes blind: on which side of the line the others stood would be a hint at what
    /// is sealed.
    pub fn in_the_open<'a>(&self, ids: &'a [ItemId]) -> impl Iterator<Item = &'a ItemId> {
        ids.iter().filter(|id| !self.is_blind(id))
    }

    /// Whether the values of a criterion of an item are hidden, because its side votes on it blind.
    pub fn hides(&self, id: &ItemId, criterion: &CriterionId) -> bool {
        let slot = self.slot(id).zip(self.framework.criterion(criterion));
        slot.is_some_and(|(slot, rule)| self.item(slot).is_asked(rule))
    }

    /// What an item has no value for and somebody can score; what is voted on blind is no such gap.
    pub fn gaps<'w>(&'w self, item: &'w Item) -> impl Iterator<Item = &'w Criterion> {
        let lacks = |rule: &&Criterion| item.scores.value(&rule.id).is_none() && !item.is_asked(rule);
        self.framework.criteria().iter().filter(lacks)
    }

    /// What a meeting goes through.
    pub fn agenda(&self) -> &Agenda {
        self.head.agenda.as_ref().unwrap_or(Agenda::standard())
    }

    /// What there is to fill, in millionths, and what it is counted in. `None` without a capacity, or
    /// when it is in effort and the framework has none.
    pub fn limit(&self) -> Option<(i128, Measure)> {
        self.head.capacity.as_ref()?.limit(self.framework.effort().is_some())
    }

    /// The share of in-line effort that should be technical.
    pub fn tech_health_target(&self) -> f64 {
        let target = self.head.capacity.as_ref().and_then(|capacity| capacity.tech_health_target);
        target.map_or(TECH_HEALTH_TARGET, Num::get)
    }

    /// Notes what the file is now saved as.
    pub fn set_revision(&mut self, seq: u64, chain: String) {
        let extra = self.head.revision.take().map(|revision| revision.extra).unwrap_or_default();
        self.head.revision = Some(Revision { seq, chain, extra });
    }
}
