//! Why an intention came to nothing, in words that say what is allowed.

use super::agenda::LONGEST;
use super::flaw::Flaw;
use super::framework::Side;
use super::id::{CriterionId, ItemId, ParticipantId, StageId};
use super::item::Status;
use super::limits::{ITEMS, TITLE, grouped};
use super::number::Num;

/// What is said where undo would go past a restored backup.
pub(crate) const BEFORE_RESTORE: &str =
    "nothing to undo since a backup was restored; what was here before that is a backup, too";

/// What is said where something waits until nobody votes blind any more.
pub(crate) const ROUNDS_OPEN: &str = "blind rounds are open: reveal or drop them first";

/// Why an intention came to nothing. Items that are there are called by their titles.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The value is not one that can be scored.
    #[error("{value} is not on the scale of {criterion}: {allowed}")]
    OffScale {
        /// What was tried.
        value: String,
        /// The criterion's name.
        criterion: String,
        /// What can be scored.
        allowed: String,
    },
    /// The framework has no such criterion.
    #[error("{framework} has no criterion {criterion}; it has {known}")]
    UnknownCriterion {
        /// What was named.
        criterion: CriterionId,
        /// The framework.
        framework: String,
        /// The criteria there are.
        known: String,
    },
    /// The participant is not listed.
    #[error("no participant is called {0}")]
    UnknownParticipant(ParticipantId),
    /// The criterion belongs to the other side.
    #[error("{criterion} is scored by {side}, and {participant} is not on that side")]
    WrongSide {
        /// The criterion's name.
        criterion: String,
        /// The side that owns it.
        side: Side,
        /// Who tried.
        participant: String,
    },
    /// The item is done, parked, declined or withdrawn.
    #[error("{0} is {1}, so it is not scored")]
    SetAside(String, &'static str),
    /// A title says nothing.
    #[error("an item needs a title")]
    NoTitle,
    /// An item would wait for itself.
    #[error("{0} cannot wait for itself")]
    OnItself(String),
    /// Nobody has this id.
    #[error("no item has the id {0}")]
    UnknownItem(ItemId),
    /// There is only the votes' median, and votes are kept.
    #[error("nothing is agreed here; the votes are kept")]
    OnlyVotes,
    /// The items are no near-tie.
    #[error("only items that are closer than one step of their scores are ordered by hand")]
    NoTie,
    /// Only open items can be marked as done.
    #[error("{0} is not open any more")]
    NotOpen(String),
    /// Only items that are done can be opened again.
    #[error("{0} is not done")]
    NotDone(String),
    /// Work takes a number of 0 or more.
    #[error("what it took is 0 or more, up to 1e12, not {0}")]
    NoEffort(Num),
    /// Without a line nobody is in or out.
    #[error("without a capacity nobody is in or out")]
    NoLine,
    /// A cycle has a name of its own.
    #[error("the cycle needs a name")]
    NamelessCycle,
    /// Another cycle has this name.
    #[error("{0} is closed already: give this cycle another name")]
    CycleTaken(String),
    /// An item would go into itself.
    #[error("{0} cannot be merged into itself")]
    IntoItself(String),
    /// An item that is not to be decided on any more keeps its shape.
    #[error("{0} is {1}: only open items are merged or split")]
    Settled(String, Status),
    /// There would be nothing but the item itself.
    #[error("an item is split into two titles or more")]
    NoParts,
    /// The text is not a day of the calendar.
    #[error("{0} is not a date: write it as in 2026-03-31")]
    NoDate(String),
    /// Nobody puts an item above the line but the line.
    #[error("only the line decides what is now: pin it in, or score it higher")]
    LineDecides,
    /// It is so already.
    #[error("nothing to change: it is so already")]
    Unchanged,
    /// There is nothing to take back.
    #[error("nothing to undo")]
    NothingToUndo,
    /// There is, but it was done before a backup was restored.
    #[error("{}", BEFORE_RESTORE)]
    BeforeRestore,
    /// Nothing was taken back.
    #[error("nothing to redo")]
    NothingToRedo,
    /// There is, but what it was about has become another since: by an edit of the file, or by a merge.
    #[error("nothing of what was done is still as it was made: it was changed in the file since")]
    Overtaken,
    /// A workspace is written only as it can be read again.
    #[error("the log is numbered to its very end: copy the items into a new workspace")]
    LogFull,
    /// The log has no such entry.
    #[error("the log has no entry {0}")]
    UnknownEntry(u64),
    /// The framework makes no sense.
    #[error("framework: {0}")]
    Framework(Flaw),
    /// The capacity makes no sense.
    #[error("capacity: {0}")]
    Capacity(Flaw),
    /// What is written in the log by hand is not complete.
    #[error("{0} needs {1}")]
    Lacks(&'static str, &'static str),
    /// Nothing stands at that place of a list.
    #[error("there is no such {0} any more")]
    NotListed(&'static str),
    /// Another one has this title.
    #[error("{0} called {1} is listed already")]
    Listed(&'static str, String),
    /// The item has no rank that could be overruled.
    #[error("{0} has no rank, so there is nothing to hold against it")]
    Unranked(String),
    /// Nobody could vote.
    #[error("nobody is listed for {0}: add people first")]
    NobodyVotes(Side),
    /// The side has no criterion.
    #[error("this framework gives {0} nothing to vote on")]
    NothingToVote(Side),
    /// One side votes once at a time.
    #[error("{1} votes on {0} already")]
    RoundOpen(String, Side),
    /// There is no round to answer in, to reveal or to drop.
    #[error("{1} does not vote on {0}")]
    NoRound(String, Side),
    /// The round asks about the rest.
    #[error("{1} of {0} is agreed, and the round does not ask about it: drop the round to vote on it")]
    NotAsked(String, String),
    /// It was voted on often enough.
    #[error("{0} was voted on three times: agree on a value, or let the owner decide")]
    EnoughRounds(String),
    /// Somebody votes on the item.
    #[error("{0} is voted on blind: reveal the round or drop it first")]
    Voting(String),
    /// Somebody votes on something.
    #[error("{}", ROUNDS_OPEN)]
    RoundsOpen,
    /// Somebody without a name.
    #[error("a participant needs a name")]
    NoName,
    /// The agenda has no such stage.
    #[error("the agenda has no stage {0}")]
    NoStage(StageId),
    /// The clock is on no stage.
    #[error("the clock is on no stage")]
    NoClock,
    /// The room is done with all of it.
    #[error("the agenda is done")]
    AgendaDone,
    /// A stage stays as long as the clock is on it.
    #[error("the clock is on {0}: start another stage, or mark it as done first")]
    ClockOn(String),
    /// A timebox that is none.
    #[error("a stage takes 1 to {LONGEST} minutes")]
    Timebox,
    /// An item arrives with a score that cannot stand.
    #[error("{0}: {1}")]
    Flawed(ItemId, Flaw),
    /// More items than a workspace holds.
    #[error("a workspace holds up to {} items", grouped(ITEMS as u64))]
    TooMany,
    /// More of a title than is typed or brought in, and how much it is.
    #[error("a title has up to {} characters, and this one has {}", grouped(TITLE as u64), grouped(*.0 as u64))]
    LongTitle(usize),
}
