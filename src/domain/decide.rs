//! What becomes of an intention: events, or the reason why not. Nothing is changed by deciding.

use super::agenda;
use super::apply::apply;
use super::band::settle;
use super::call::{self, About, Call};
use super::command::{Command, Decision, Rejection};
use super::cycle;
use super::delivery;
use super::event::Event;
use super::facet;
use super::framework::{Criterion, FrameworkChoice};
use super::history::History;
use super::horizon::place;
use super::id::{CriterionId, ParticipantId, Slot};
use super::item::Item;
use super::merge::merge;
use super::number::Num;
use super::purpose;
use super::review;
use super::split::split;
use super::stands::set_aside;
use super::switch::carry_over;
use super::tradeoff::EntryKind;
use super::vote::Score;
use super::workspace::Workspace;
use super::{capacity, intake, people, pin, pull, round, undoing};

/// Decides an intention; changes nothing.
pub(super) fn decide(
    workspace: &Workspace,
    history: &History,
    command: Command,
) -> Result<Decision, Rejection> {
    match command {
        Command::Agree { item, criterion, to } => agree(workspace, item, criterion, to),
        Command::Decide { item, criterion, to, owner, reason } => {
            by_word(workspace, (item, criterion, to), &owner, &reason)
        }
        Command::Vote { item, criterion, participant, to } => {
            vote(workspace, item, criterion, participant, to)
        }
        Command::Add(items) => intake::add(workspace, items),
        Command::Import { source, items, updates, date } => {
            intake::import(workspace, source, items, (&updates, &date))
        }
        Command::Edit { item, to } => facet::edit(workspace, item, to),
        Command::Merge { item, into } => {
            round::unless_open(workspace, &[item, into])?;
            merge(workspace, item, into)
        }
        Command::Split { item, titles } => {
            round::unless_open(workspace, &[item])?;
            split(workspace, item, &titles)
        }
        Command::Reframe { to, carry } => reframe(workspace, to, carry),
        Command::BreakTie(order) => settle(workspace, &order),
        Command::Finish { item, actual, date } => {
            round::unless_open(workspace, &[item])?;
            delivery::finish(workspace, item, actual, &date)
        }
        Command::Reopen(item) => delivery::reopen(workspace, item),
        Command::CloseCycle(closing) => {
            round::unless_any_open(workspace)?;
            cycle::close(workspace, &closing)
        }
        Command::SetCapacity(to) => capacity::set(workspace, to),
        Command::Pin { item, to } => pin::pin(workspace, item, to),
        Command::Place { item, to, aside, hold } => {
            round::unless_open(workspace, &[item])?;
            place(workspace, item, (to, aside), hold)
        }
        Command::PullIn { item, blockers, owner, reason } => {
            pull::decide(workspace, item, &blockers, (&owner, &reason))
        }
        Command::Call { about, call } => call::make(workspace, about, call),
        Command::OpenRounds { items, side, ask } => round::open(workspace, &items, side, ask),
        Command::Answer { item, criterion, slip, nonce } => {
            let rule = criterion_of(workspace, &criterion)?;
            round::cast(workspace, item, rule, &slip, nonce)
        }
        Command::Reveal { items, side } => round::reveal(workspace, &items, side),
        Command::Collect { answers, ask } => round::collect(workspace, &answers, ask),
        Command::DropRounds { items, side } => round::drop_rounds(workspace, &items, side),
        Command::SetParticipant(to) => people::set(workspace, to),
        Command::SetVision(to) => purpose::envision(workspace, to),
        Command::ListGoal(listing) => purpose::list(workspace, listing),
        Command::ListTheme(listing) => purpose::list(workspace, listing),
        Command::SetReview(to) => review::set(workspace, to),
        Command::Clock(turn, at) => agenda::turn::decide(workspace, &turn, at),
        Command::Plan(change) => agenda::edit::decide(workspace, change),
        Command::Reason { entry, text } => reason(workspace, entry, text),
        Command::Undo => undoing::undo(workspace, history),
        Command::Redo => undoing::redo(workspace, history),
    }
}

fn agree(ws: &Workspace, slot: Slot, criterion: CriterionId, to: Option<Num>) -> Result<Decision, Rejection> {
    let (item, rule) = scored(ws, slot, &criterion)?;
    let score = item.scores.get(&criterion);
    if let Some(value) = to.filter(|value| !rule.takes(*value, score)) {
        return Err(off_scale(rule, value));
    }
    let from = score.and_then(Score::agreed);
    if from == to {
        let votes_remain = to.is_none() && score.is_some_and(|score| !score.votes().is_empty());
        return Err(if votes_remain { Rejection::OnlyVotes } else { Rejection::Unchanged });
    }
    let event = Event::Agreed { item: item.id.clone(), criterion, from, to };
    Ok(Decision::new(EntryKind::Score, vec![event]).about(&item.id, rule))
}

/// A value that one settles, as a call that is on record with it.
fn by_word(
    ws: &Workspace,
    (item, criterion, to): (Slot, CriterionId, Num),
    owner: &str,
    reason: &str,
) -> Result<Decision, Rejection> {
    let (_, rule) = scored(ws, item, &criterion)?;
    let what = format!("{} is {}", rule.shown_name().to_lowercase(), rule.shown(to));
    let call = Call { what, owner: owner.to_owned(), reason: reason.to_owned(), ..Call::default() };
    let called = call::make(ws, About::Item(item), call)?;
    let mut decision = agree(ws, item, criterion, Some(to))?;
    decision.entry.reason = called.entry.reason;
    decision.add(called.entry.events);
    Ok(decision)
}

fn vote(
    ws: &Workspace,
    slot: Slot,
    criterion: CriterionId,
    participant: ParticipantId,
    to: Option<Num>,
) -> Result<Decision, Rejection> {
    let (item, rule) = scored(ws, slot, &criterion)?;
    if let Some(value) = to.filter(|value| !rule.scale.contains(*value)) {
        return Err(off_scale(rule, value));
    }
    let voter =
        ws.participant(&participant).ok_or_else(|| Rejection::UnknownParticipant(participant.clone()))?;
    if !voter.scores(rule.side()) {
        return Err(Rejection::WrongSide {
            criterion: rule.shown_name().to_owned(),
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
) -> Result<(&'w Item, &'w Criterion), Rejection> {
    let rule = criterion_of(ws, criterion)?;
    let item = ws.item(slot);
    if !item.is_candidate() {
        return Err(Rejection::SetAside(item.called(), set_aside(item).unwrap_or("set aside")));
    }
    if item.is_asked(rule) {
        return Err(Rejection::Voting(item.called()));
    }
    Ok((item, rule))
}

pub(super) fn criterion_of<'w>(
    ws: &'w Workspace,
    criterion: &CriterionId,
) -> Result<&'w Criterion, Rejection> {
    let framework = ws.framework();
    framework.criterion(criterion).ok_or_else(|| Rejection::UnknownCriterion {
        criterion: criterion.clone(),
        framework: framework.name().to_owned(),
        known: framework.criteria().iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// What can be carried over is seen by changing a copy first.
fn reframe(ws: &Workspace, to: FrameworkChoice, carry: bool) -> Result<Decision, Rejection> {
    let from = ws.head().framework.clone();
    if to.resolve().map_err(Rejection::Framework)?.means(ws.framework()) {
        return Err(Rejection::Unchanged);
    }
    round::unless_any_open(ws)?;
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
    if target.reason.as_deref() == to.as_deref() {
        return Err(Rejection::Unchanged);
    }
    let event = Event::Reasoned { entry: seq, from: target.reason.as_deref().map(str::to_owned), to };
    let mut decision = Decision::new(EntryKind::Reason, vec![event]);
    decision.entry.item.clone_from(&target.item);
    decision.entry.side = target.side;
    decision.entry.about = Some(seq);
    Ok(decision)
}

pub(super) fn off_scale(rule: &Criterion, value: Num) -> Rejection {
    Rejection::OffScale {
        value: rule.shown(value),
        criterion: rule.shown_name().to_owned(),
        allowed: rule.allowed(),
    }
}
