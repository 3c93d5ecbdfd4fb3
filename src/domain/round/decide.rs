//! Opening, answering, revealing and dropping blind rounds: from intentions to events.

use super::super::stands::set_aside;
use super::{Ask, MOST_ROUNDS, OpenRound, Paper};
use crate::domain::command::{Decision, Rejection};
use crate::domain::criterion::{Criterion, Side};
use crate::domain::decide::off_scale;
use crate::domain::event::Event;
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::item::Item;
use crate::domain::scores::Scores;
use crate::domain::tradeoff::EntryKind;
use crate::domain::vote::Slip;
use crate::domain::workspace::Workspace;

/// Opens a round of a side on each of some items. Everybody of that side who is not retired is asked.
pub(in crate::domain) fn open(
    ws: &Workspace,
    items: &[Slot],
    side: Side,
    ask: Ask,
) -> Result<Decision, Rejection> {
    let voters: Vec<ParticipantId> = ws.voters(side).map(|voter| voter.id.clone()).collect();
    if voters.is_empty() {
        return Err(Rejection::NobodyVotes(side));
    }
    if ws.framework().of_side(side).next().is_none() {
        return Err(Rejection::NothingToVote(side));
    }
    let rounds = items.iter().map(|slot| {
        let item = ws.item(*slot);
        if !item.is_candidate() {
            return Err(Rejection::SetAside(item.called(), set_aside(item).unwrap_or("set aside")));
        }
        if item.round(side).is_some() {
            return Err(Rejection::RoundOpen(item.called(), side));
        }
        let round = OpenRound { voters: voters.clone(), ..begun(ws, item, side, ask)? };
        Ok(Event::RoundOpened { item: item.id.clone(), round: Box::new(round) })
    });
    let events = rounds.collect::<Result<Vec<Event>, Rejection>>()?;
    about(ws, items, side, events)
}

/// Whether a side can begin a round on an item: nobody votes on it, and nobody has often enough.
pub fn can_begin(ws: &Workspace, item: &Item, side: Side, ask: Ask) -> bool {
    let is_new = || item.scores.iter().all(|(_, score)| score.rounds().is_empty());
    item.round(side).is_none() && (is_new() || begun(ws, item, side, ask).is_ok())
}

/// A round that begins: what was scored waits in it, but for what is agreed where only the rest is asked about.
pub(super) fn begun(ws: &Workspace, item: &Item, side: Side, ask: Ask) -> Result<OpenRound, Rejection> {
    let is_agreed =
        |criterion: &&Criterion| item.scores.get(&criterion.id).is_some_and(|score| score.agreed().is_some());
    let (kept, asked): (Vec<&Criterion>, Vec<&Criterion>) =
        ws.framework().criteria_of(side).partition(|criterion| ask == Ask::TheRest && is_agreed(criterion));
    // Whoever has agreed on everything and votes again asks about everything.
    let (kept, asked) = if asked.is_empty() { (asked, kept) } else { (kept, asked) };
    let (mut aside, mut attempt) = (Scores::default(), 1);
    for criterion in asked {
        let Some(score) = item.scores.get(&criterion.id) else { continue };
        aside.set(&criterion.id, Some(score.clone()));
        // What was agreed on is over: whoever asks again begins anew.
        if let (None, Some(last)) = (score.agreed(), score.rounds().last()) {
            attempt = attempt.max(last.attempt.saturating_add(1));
        }
    }
    if attempt > MOST_ROUNDS {
        return Err(Rejection::EnoughRounds(item.called()));
    }
    let kept = kept.into_iter().map(|criterion| criterion.id.clone()).collect();
    Ok(OpenRound { side: Some(side), attempt, kept, aside, ..OpenRound::default() })
}

/// Takes an answer in, sealed. Answering again replaces what was answered before.
pub(in crate::domain) fn cast(
    ws: &Workspace,
    slot: Slot,
    criterion: &Criterion,
    slip: &Slip,
    nonce: u64,
) -> Result<Decision, Rejection> {
    let (item, side) = (ws.item(slot), criterion.side());
    let Some(round) = item.round(side) else { return Err(Rejection::NoRound(item.called(), side)) };
    let voter = ws.participant(&slip.by).ok_or_else(|| Rejection::UnknownParticipant(slip.by.clone()))?;
    if !(voter.scores(side) || round.voters.contains(&slip.by)) {
        return Err(Rejection::WrongSide {
            criterion: criterion.shown_name().to_owned(),
            side,
            participant: voter.shown_name().to_owned(),
        });
    }
    if !round.asks(&criterion.id) {
        return Err(Rejection::NotAsked(item.called(), criterion.shown_name().to_lowercase()));
    }
    if let Some(value) = slip.value.filter(|value| !criterion.scale.contains(*value)) {
        return Err(off_scale(criterion, value));
    }
    let from = round.paper(&slip.by, &criterion.id).cloned();
    let to = Some(Paper::sealed(criterion.id.clone(), slip, nonce));
    let (by, criterion) = (slip.by.clone(), criterion.id.clone());
    let event = Event::Answered { item: item.id.clone(), side, by, criterion, from, to };
    let mut decision = about(ws, &[slot], side, vec![event])?;
    decision.entry.kind = EntryKind::Answer;
    Ok(decision)
}

/// Reveals what was answered.
pub(in crate::domain) fn reveal(ws: &Workspace, items: &[Slot], side: Side) -> Result<Decision, Rejection> {
    let events = each_round(ws, items, side, |item, round| Event::Revealed {
        item: item.id.clone(),
        scores: Box::new(round.revealed()),
        round: Box::new(round.clone()),
    })?;
    about(ws, items, side, events)
}

/// Drops rounds: what was scored before stands again.
pub(in crate::domain) fn drop_rounds(
    ws: &Workspace,
    items: &[Slot],
    side: Side,
) -> Result<Decision, Rejection> {
    let events = each_round(ws, items, side, |item, round| Event::RoundDropped {
        item: item.id.clone(),
        round: Box::new(round.clone()),
    })?;
    about(ws, items, side, events)
}

fn each_round(
    ws: &Workspace,
    items: &[Slot],
    side: Side,
    event: impl Fn(&Item, &OpenRound) -> Event,
) -> Result<Vec<Event>, Rejection> {
    let each = items.iter().map(|slot| {
        let item = ws.item(*slot);
        let round = item.round(side).ok_or_else(|| Rejection::NoRound(item.called(), side))?;
        Ok(event(item, round))
    });
    each.collect()
}

fn about(ws: &Workspace, items: &[Slot], side: Side, events: Vec<Event>) -> Result<Decision, Rejection> {
    if events.is_empty() {
        return Err(Rejection::Unchanged);
    }
    let mut decision = Decision::new(EntryKind::Round, events);
    decision.entry.side = Some(side);
    if let [only] = items {
        decision.entry.item = Some(ws.item(*only).id.clone());
    }
    Ok(decision)
}

/// What is about the whole backlog waits until nobody votes on any of it.
pub(in crate::domain) fn unless_any_open(ws: &Workspace) -> Result<(), Rejection> {
    if ws.items().iter().any(Item::in_round) { Err(Rejection::RoundsOpen) } else { Ok(()) }
}

/// What would move or reshape an item, or see past its scores, waits until nobody votes on it any more.
pub(in crate::domain) fn unless_open(ws: &Workspace, items: &[Slot]) -> Result<(), Rejection> {
    let mut items = items.iter().map(|slot| ws.item(*slot));
    match items.find(|item| item.in_round()) {
        Some(item) => Err(Rejection::Voting(item.called())),
        None => Ok(()),
    }
}
