//! What reveals did to the line.

use super::OpenRound;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::{ItemId, Slot};
use crate::domain::tradeoff::Entry;
use crate::domain::workshop::Workshop;

/// How many entries back a reveal is looked for.
const REACH: usize = 1_000;

/// The reveals of a side's votes on an item since it was first voted on without an agreement, newest first. Costs a walk
/// over the newest entries, and nothing where the side never voted on it blind.
pub fn reveals(workshop: &Workshop, slot: Slot, side: Side) -> impl Iterator<Item = &Entry> {
    let workspace = workshop.workspace();
    let item = workspace.item(slot);
    let mut scores = workspace.framework().criteria_of(side).filter_map(|rule| item.scores.get(&rule.id));
    let reach = if scores.any(|score| !score.rounds().is_empty()) { REACH } else { 0 };
    let newest = workspace.log().iter().rev().take(reach);
    let found = newest.filter_map(move |entry| Some((entry, revealed(entry, &item.id, side)?)));
    let mut is_over = false;
    found.filter(|(entry, _)| workshop.history().stands(entry.seq)).map_while(move |(entry, round)| {
        let goes_on = !std::mem::replace(&mut is_over, round.attempt <= 1);
        goes_on.then_some(entry)
    })
}

fn revealed<'e>(entry: &'e Entry, id: &ItemId, side: Side) -> Option<&'e OpenRound> {
    entry.events.iter().find_map(|event| match event {
        Event::Revealed { item, round, .. } if item == id && round.side == Some(side) => Some(&**round),
        _ => None,
    })
}
