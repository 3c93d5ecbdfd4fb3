//! Where the item of the last change was before it.

use super::point;
use crate::domain::event::Event;
use crate::domain::formula::{Parts, Point};
use crate::domain::id::{CriterionId, ItemId, Slot};
use crate::domain::item::Item;
use crate::domain::vote::Score;
use crate::domain::workshop::Workshop;

/// The item that the last change moved, and where it was before; `None` where it lay nowhere, or lies where it did.
///
/// Nothing is told of an item that is voted on blind, and nothing of a change that a round made: what was known before
/// a vote would be a hint at what is sealed.
pub fn came_from(workshop: &Workshop, parts: &Parts) -> Option<(Slot, Point)> {
    let (workspace, entry) = (workshop.workspace(), workshop.last_change()?);
    let id = entry.item.as_ref()?;
    let slot = workspace.slot(id)?;
    workshop.standing().seat(slot)?;
    let mut before = workspace.item(slot).clone();
    for event in entry.events.iter().rev().filter(|event| event.items().contains(id)) {
        let Some(criterion) = rescored(event, id, &mut before) else { continue };
        if workspace.hides(id, criterion) {
            return None;
        }
    }
    if workspace.is_blind(id) || entry.events.iter().any(Event::is_of_round) {
        return None;
    }
    let from = point(workspace, parts, &before)?;
    (point(workspace, parts, workspace.item(slot)) != Some(from)).then_some((slot, from))
}

/// Gives an item the score back that it had before an event. Returns the criterion, if the event scored one.
fn rescored<'e>(event: &'e Event, id: &ItemId, item: &mut Item) -> Option<&'e CriterionId> {
    let (criterion, score) = match event {
        Event::Agreed { item: of, criterion, from, .. } if of == id => {
            let score = item.scores.get(criterion).cloned();
            (criterion, score.map_or_else(|| from.map(Score::Plain), |score| score.with_agreed(*from)))
        }
        Event::Voted { item: of, criterion, participant, from, .. } if of == id => {
            let score = item.scores.get(criterion).cloned().unwrap_or_else(Score::empty);
            (criterion, score.with_vote(participant, *from))
        }
        _ => return None,
    };
    item.scores.set(criterion, score);
    Some(criterion)
}
