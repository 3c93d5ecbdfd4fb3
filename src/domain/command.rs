//! Intentions, and what becomes of them: events, or the reason why not.

use std::collections::HashSet;

use super::apply::apply;
use super::band::settle;
use super::call::{self, About, Call};
use super::cycle::{self, Closing};
use super::delivery;
use super::event::Event;
use super::facet::{self, Facet};
use super::framework::Criterion;
use super::history::History;
use super::horizon::{Hold, place};
use super::id::{CriterionId, ItemId, ParticipantId, Slot};
use super::item::{Horizon, Item, Pin, SetAside, Status};
use super::load::{MOST_ITEMS, Mint, settle_scores};
use super::merge::merge;
use super::number::Num;
use super::purpose::{self, Listing};
pub use super::rejection::Rejection;
use super::review;
use super::split::split;
use super::switch::carry_over;
use super::tradeoff::{Entry, EntryKind};
use super::vote::Score;
use super::workspace::{Capacity, FrameworkChoice, Goal, Theme, Workspace};
use super::{capacity, pin, pull};

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
    /// Order near-ties by hand, best first; a single item leaves its tie to the scores again.
    BreakTie(Vec<Slot>),
    /// Mark an item as done, or correct what it took.
    Finish {
        /// The item.
        item: Slot,
        /// What it took in the unit of effort; none leaves that open.
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
    /// Write the vision; none clears it.
    SetVision(Option<String>),
    /// List a goal, change one, or take one off the list.
    ListGoal(Listing<Goal>),
    /// List a theme, change one, or take one off the list.
    ListTheme(Listing<Theme>),
    /// Set the day to look at the plan again, as YYYY-MM-DD; none clears it.
    SetReview(Option<String>),
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

/// What an intention comes to: the entry's cause, and items that are new with it.
#[derive(Debug, Default)]
pub(super) struct Decision {
    pub(super) entry: Entry,
    pub(super) arrivals: Vec<Item>,
}

impl Decision {
    pub(super) fn new(kind: EntryKind, events: Vec<Event>) -> Decision {
        Decision { entry: Entry { kind, events, ..Entry::default() }, arrivals: Vec::new() }
    }

    fn about(mut self, item: &ItemId, criterion: &Criterion) -> Decision {
        self.entry.item = Some(item.clone());
        self.entry.side = Some(criterion.side());
        self
    }
}

/// Decides an intention; changes nothing.
pub(super) fn decide(
    workspace: &Workspace,
    history: &History,
    command: Command,
) -> Result<Decision, Rejection> {
    match command {
        Command::Agree { item, criterion, to } => agree(workspace, item, criterion, to),
        Command::Vote { item, criterion, participant, to } => {
            vote(workspace, item, criterion, participant, to)
        }
        Command::Add(items) => add(workspace, items),
        Command::Edit { item, to } => facet::edit(workspace, item, to),
        Command::Merge { item, into } => merge(workspace, item, into),
        Command::Split { item, titles } => split(workspace, item, &titles),
        Command::Reframe { to, carry } => reframe(workspace, to, carry),
        Command::BreakTie(order) => settle(workspace, &order),
        Command::Finish { item, actual, date } => delivery::finish(workspace, item, actual, &date),
        Command::Reopen(item) => delivery::reopen(workspace, item),
        Command::CloseCycle(closing) => cycle::close(workspace, &closing),
        Command::SetCapacity(to) => capacity::set(workspace, to),
        Command::Pin { item, to } => pin::pin(workspace, item, to),
        Command::Place { item, to, aside, hold } => place(workspace, item, (to, aside), hold),
        Command::PullIn { item, blockers, owner, reason } => {
            pull::decide(workspace, item, &blockers, (&owner, &reason))
        }
        Command::Call { about, call } => call::make(workspace, about, call),
        Command::SetVision(to) => purpose::envision(workspace, to),
        Command::ListGoal(listing) => purpose::list(workspace, listing),
        Command::ListTheme(listing) => purpose::list(workspace, listing),
        Command::SetReview(to) => review::set(workspace, to),
        Command::Reason { entry, text } => reason(workspace, entry, text),
        Command::Undo => {
            let about = history.undoable().ok_or(Rejection::NothingToUndo)?;
            repeat(workspace, about, EntryKind::Undo)
        }
        Command::Redo => {
            let about = history.redoable().ok_or(Rejection::NothingToRedo)?;
            repeat(workspace, about, EntryKind::Redo)
        }
    }
}

fn agree(ws: &Workspace, slot: Slot, criterion: CriterionId, to: Option<Num>) -> Result<Decision, Rejection> {
    let (item, rule) = scored(ws, slot, &criterion, to)?;
    let score = item.scores.get(&criterion);
    let from = score.and_then(super::vote::Score::agreed);
    if from == to {
        let votes_remain = to.is_none() && score.is_some_and(|score| !score.votes().is_empty());
        return Err(if votes_remain { Rejection::OnlyVotes } else { Rejection::Unchanged });
    }
    let event = Event::Agreed { item: item.id.clone(), criterion, from, to };
    Ok(Decision::new(EntryKind::Score, vec![event]).about(&item.id, rule))
}

fn vote(
    ws: &Workspace,
    slot: Slot,
    criterion: CriterionId,
    participant: ParticipantId,
    to: Option<Num>,
) -> Result<Decision, Rejection> {
    let (item, rule) = scored(ws, slot, &criterion, to)?;
    let voter =
        ws.participant(&participant).ok_or_else(|| Rejection::UnknownParticipant(participant.clone()))?;
    if !voter.scores(rule.side()) {
        return Err(Rejection::WrongSide {
            criterion: rule.name.clone(),
            side: rule.side(),
            participant: voter.shown_name().to_owned(),
        });
    }
    let from = item.scores.get(&criterion).and_then(|score| score.vote_of(&participant));
    if from == to {
        return Err(Rejection::Unchanged);
    }
    let event = Event::Voted { item: item.id.clone(), criterion, participant, from, to };
    Ok(Decision::new(EntryKind::Vote, vec![event]).about(&item.id, rule))
}

/// The item and the criterion of a value that can be scored.
fn scored<'w>(
    ws: &'w Workspace,
    slot: Slot,
    criterion: &CriterionId,
    to: Option<Num>,
) -> Result<(&'w Item, &'w Criterion), Rejection> {
    let framework = ws.framework();
    let rule = framework.criterion(criterion).ok_or_else(|| Rejection::UnknownCriterion {
        criterion: criterion.clone(),
        framework: framework.name().to_owned(),
        known: framework.criteria().iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(", "),
    })?;
    let item = ws.item(slot);
    if !item.is_candidate() {
        return Err(Rejection::SetAside(item.id.clone()));
    }
    match to {
        Some(value) if !rule.scale.contains(value) => Err(off_scale(rule, value)),
        _ => Ok((item, rule)),
    }
}

fn add(ws: &Workspace, mut items: Vec<Item>) -> Result<Decision, Rejection> {
    if items.is_empty() {
        return Err(Rejection::Unchanged);
    }
    if ws.items().len() + items.len() > MOST_ITEMS {
        return Err(Rejection::TooMany);
    }
    name_arrivals(ws, &mut items);
    for item in &mut items {
        settle_scores(item, ws.framework()).map_err(|flaw| Rejection::Flawed(item.id.clone(), flaw))?;
    }
    let ids: Vec<ItemId> = items.iter().map(|item| item.id.clone()).collect();
    let done = items.iter().filter(|item| item.status == Status::Done).map(|item| item.id.clone()).collect();
    let mut decision = Decision::new(EntryKind::Add, vec![Event::Added { items: ids.clone(), done }]);
    if let [only] = ids.as_slice() {
        decision.entry.item = Some(only.clone());
    }
    decision.arrivals = items;
    Ok(decision)
}

/// Items keep the ids that they bring; the others are named after their titles when those are taken.
pub(super) fn name_arrivals(ws: &Workspace, items: &mut [Item]) {
    let mut given: HashSet<ItemId> = HashSet::with_capacity(items.len());
    let mut nameless = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let usable = !item.id.as_str().is_empty() && !ws.slots.contains_key(&item.id);
        if !usable || !given.insert(item.id.clone()) {
            nameless.push(i);
        }
    }
    let mut mint = Mint::default();
    for i in nameless {
        let item = &mut items[i];
        item.id = mint.id(&item.title, |id| ws.slots.contains_key(id) || given.contains(id));
        given.insert(item.id.clone());
    }
}

/// What can be carried over is seen by changing a copy first.
fn reframe(ws: &Workspace, to: FrameworkChoice, carry: bool) -> Result<Decision, Rejection> {
    let from = ws.head().framework.clone();
    if from == to {
        return Err(Rejection::Unchanged);
    }
    to.resolve().map_err(Rejection::Framework)?;
    let mut events = vec![Event::Reframed { from, to }];
    if carry {
        let mut after = ws.clone();
        apply(&mut after, &events[0]);
        let carried = carry_over(&after, ws.framework()).into_iter();
        events.extend(carried.map(|(criterion, values)| Event::CarriedOver { criterion, values }));
    }
    Ok(Decision::new(EntryKind::Framework, events))
}

fn reason(ws: &Workspace, seq: u64, text: Option<String>) -> Result<Decision, Rejection> {
    let index = ws.entry_index(seq).ok_or(Rejection::UnknownEntry(seq))?;
    let target = &ws.log()[index];
    let to = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if target.reason == to {
        return Err(Rejection::Unchanged);
    }
    let event = Event::Reasoned { entry: seq, from: target.reason.clone(), to };
    let mut decision = Decision::new(EntryKind::Reason, vec![event]);
    decision.entry.item.clone_from(&target.item);
    decision.entry.side = target.side;
    decision.entry.about = Some(seq);
    Ok(decision)
}

/// Takes an entry back, or does it again.
fn repeat(ws: &Workspace, about: u64, kind: EntryKind) -> Result<Decision, Rejection> {
    let index = ws.entry_index(about).ok_or(Rejection::UnknownEntry(about))?;
    let target = &ws.log()[index];
    let events: Vec<Event> = match kind {
        EntryKind::Undo => target.events.iter().rev().map(Event::inverse).collect(),
        _ => target.events.clone(),
    };
    events.iter().try_for_each(|event| still_fits(ws, event))?;
    let mut decision = Decision::new(kind, events);
    decision.entry.item.clone_from(&target.item);
    decision.entry.side = target.side;
    decision.entry.about = Some(about);
    Ok(decision)
}

/// A value of another day may not be on the scale any more: the framework can have been changed by hand.
fn still_fits(ws: &Workspace, event: &Event) -> Result<(), Rejection> {
    let (item, criterion, to, is_vote) = match event {
        Event::Agreed { item, criterion, to: Some(to), .. } => (item, criterion, *to, false),
        Event::Voted { item, criterion, to: Some(to), .. } => (item, criterion, *to, true),
        _ => return Ok(()),
    };
    let Some(rule) = ws.framework().criterion(criterion) else { return Ok(()) };
    let score = ws.slot(item).and_then(|slot| ws.item(slot).scores.get(criterion));
    let settles_votes = !is_vote && !matches!(score, Some(Score::Plain(_)));
    if rule.admits(to, settles_votes) { Ok(()) } else { Err(off_scale(rule, to)) }
}

fn off_scale(rule: &Criterion, value: Num) -> Rejection {
    Rejection::OffScale { value: rule.shown(value), criterion: rule.name.clone(), allowed: rule.allowed() }
}
