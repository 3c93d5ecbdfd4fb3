//! Intentions: what somebody wants to happen.

use super::agenda::Moment;
use super::agenda::edit::Change;
use super::agenda::turn::Turn;
use super::call::{About, Call};
use super::criterion::Criterion;
use super::cycle::Closing;
use super::event::Event;
use super::facet::Facet;
use super::framework::{FrameworkChoice, Side};
use super::horizon::Hold;
use super::id::{CriterionId, ItemId, ParticipantId, Slot};
use super::intake::Update;
use super::item::{Horizon, Item, Pin, SetAside};
use super::number::Num;
use super::purpose::Listing;
pub use super::rejection::Rejection;
pub(crate) use super::rejection::{BEFORE_RESTORE, ROUNDS_OPEN};
use super::round::{Ask, Collected};
use super::tradeoff::{Entry, EntryKind};
use super::vote::Slip;
use super::workspace::{Capacity, Goal, Participant, Theme};

/// What somebody wants to happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Agree on a value, or clear the agreed one.
    Agree {
        /// The item.
        item: Slot,
        /// The criterion.
        criterion: CriterionId,
        /// The value; none clears it.
        to: Option<Num>,
    },
    /// Settle a value by the word of one who answers for it.
    Decide {
        /// The item.
        item: Slot,
        /// The criterion.
        criterion: CriterionId,
        /// The value.
        to: Num,
        /// Who decides.
        owner: String,
        /// Why.
        reason: String,
    },
    /// Vote, or take a vote back.
    Vote {
        /// The item.
        item: Slot,
        /// The criterion.
        criterion: CriterionId,
        /// Who votes.
        participant: ParticipantId,
        /// The vote; none takes it back.
        to: Option<Num>,
    },
    /// Bring items into the backlog; those without an id get one.
    Add(Vec<Item>),
    /// Take in what a source brings, as [`super::intake::intake`] finds it.
    Import {
        /// What it was read from, for the log.
        source: String,
        /// The new items.
        items: Vec<Item>,
        /// What is said anew about those that are there.
        updates: Vec<Update>,
        /// The day, which those have been done on that the source tells of now.
        date: String,
    },
    /// Write something else about an item.
    Edit {
        /// The item.
        item: Slot,
        /// The facet as it is to be.
        to: Facet,
    },
    /// Make one of two items: this one goes into the other.
    Merge {
        /// The item that goes.
        item: Slot,
        /// The one that stays.
        into: Slot,
    },
    /// Make several of one item, each with a title; the first keeps what it has.
    Split {
        /// The item.
        item: Slot,
        /// The titles, two or more.
        titles: Vec<String>,
    },
    /// Rank by another framework, or by the same with other weights.
    Reframe {
        /// The framework.
        to: FrameworkChoice,
        /// Whether scores are carried over that the framework states a mapping for.
        carry: bool,
    },
    /// Order a near-tie by hand, the whole of it, best first: whoever of a tie that was settled is left out leaves it. A
    /// single item leaves its tie to the scores again.
    BreakTie(Vec<Slot>),
    /// Mark an item as done, or correct what it took.
    Finish {
        /// The item.
        item: Slot,
        /// What it took in the unit of effort; none says that nobody knows.
        actual: Option<Num>,
        /// The date.
        date: String,
    },
    /// Open an item again that was done.
    Reopen(Slot),
    /// Close a cycle.
    CloseCycle(Closing),
    /// Set what there is to fill, and the target of technical health.
    SetCapacity(Option<Capacity>),
    /// Hold an item in or out against its score, or let it go.
    Pin {
        /// The item.
        item: Slot,
        /// The pin; none lets it go.
        to: Option<Pin>,
    },
    /// Put an item into another column of the roadmap.
    Place {
        /// The item.
        item: Slot,
        /// Where to; the line decides what is now.
        to: Horizon,
        /// Why, and when to look at it again; needed to park or decline, of no use elsewhere.
        aside: Option<SetAside>,
        /// What becomes of its pin.
        hold: Hold,
    },
    /// Hold blockers of an item in.
    PullIn {
        /// The item.
        item: Slot,
        /// Its blockers, as [`super::pull::Pull`] finds them.
        blockers: Vec<Slot>,
        /// Who answers for it.
        owner: String,
        /// Why.
        reason: String,
    },
    /// Write a decision in the log.
    Call {
        /// What it is about.
        about: About,
        /// The decision.
        call: Call,
    },
    /// Let a side vote blind on items.
    OpenRounds {
        /// The items.
        items: Vec<Slot>,
        /// The side.
        side: Side,
        /// What is asked about.
        ask: Ask,
    },
    /// Answer in a blind round.
    Answer {
        /// The item.
        item: Slot,
        /// The criterion.
        criterion: CriterionId,
        /// What is answered, and by whom.
        slip: Slip,
        /// A number that was never used to seal before.
        nonce: u64,
    },
    /// Reveal the blind rounds of a side on items.
    Reveal {
        /// The items.
        items: Vec<Slot>,
        /// The side.
        side: Side,
    },
    /// Take in what was answered alone.
    Collect {
        /// As [`super::round::sift`] finds it.
        answers: Vec<Collected>,
        /// What the rounds ask about that it opens.
        ask: Ask,
    },
    /// Give the blind rounds of a side on items up.
    DropRounds {
        /// The items.
        items: Vec<Slot>,
        /// The side.
        side: Side,
    },
    /// List a participant, or list one otherwise; one without an id is new.
    SetParticipant(Participant),
    /// Write the vision; none clears it.
    SetVision(Option<String>),
    /// List a goal, change one, or take one off the list.
    ListGoal(Listing<Goal>),
    /// List a theme, change one, or take one off the list.
    ListTheme(Listing<Theme>),
    /// Set the day to look at the plan again, as YYYY-MM-DD; none clears it.
    SetReview(Option<String>),
    /// Let the clock of the agenda do something, at a moment.
    Clock(Turn, Moment),
    /// Plan a stage of the agenda otherwise.
    Plan(Change),
    /// Give a reason for an entry of the log, or take it back.
    Reason {
        /// The entry's number.
        entry: u64,
        /// The reason.
        text: Option<String>,
    },
    /// Take back the last gesture that is not taken back yet.
    Undo,
    /// Do again what was taken back last.
    Redo,
}

impl Command {
    /// Scores an item: somebody votes, or the room agrees where it is nobody's alone. No value takes it back.
    pub fn score(
        item: Slot,
        criterion: CriterionId,
        voter: Option<ParticipantId>,
        to: Option<Num>,
    ) -> Command {
        match voter {
            Some(participant) => Command::Vote { item, criterion, participant, to },
            None => Command::Agree { item, criterion, to },
        }
    }
}

/// What an intention comes to: the entry's cause, and items that are new with it.
#[derive(Debug, Default)]
pub(super) struct Decision {
    pub(super) entry: Entry,
    pub(super) arrivals: Vec<Item>,
}

impl Decision {
    pub(super) fn new(kind: EntryKind, events: Vec<Event>) -> Decision {
        Decision { entry: Entry { kind, events: events.into(), ..Entry::default() }, arrivals: Vec::new() }
    }

    /// Adds what happens behind that.
    pub(super) fn add(&mut self, events: impl IntoIterator<Item = Event>) {
        let so_far = std::mem::take(&mut self.entry.events);
        self.entry.events = so_far.into_iter().chain(events).collect();
    }

    pub(super) fn about(mut self, item: &ItemId, criterion: &Criterion) -> Decision {
        self.entry.item = Some(item.clone());
        self.entry.side = Some(criterion.side());
        self
    }
}
