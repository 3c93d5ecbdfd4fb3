//! Deciding on what comes in: new items get ids, scores are settled, and what is said anew becomes edits.

use std::collections::HashSet;

use super::Update;
use crate::domain::command::{Decision, Rejection};
use crate::domain::delivery;
use crate::domain::event::Event;
use crate::domain::facet;
use crate::domain::id::ItemId;
use crate::domain::item::{Item, Status};
use crate::domain::limits;
use crate::domain::load::{Mint, settle_scores};
use crate::domain::tradeoff::EntryKind;
use crate::domain::workspace::Workspace;

/// Decides on new items; changes nothing.
pub(in crate::domain) fn add(ws: &Workspace, items: Vec<Item>) -> Result<Decision, Rejection> {
    if items.is_empty() {
        return Err(Rejection::Unchanged);
    }
    arrival(ws, items, None)
}

/// Decides on what a source brings; changes nothing.
pub(in crate::domain) fn import(
    ws: &Workspace,
    source: String,
    items: Vec<Item>,
    (updates, date): (&[Update], &str),
) -> Result<Decision, Rejection> {
    let mut decision = arrival(ws, items, Some(source))?;
    decision.add(updates.iter().flat_map(|update| {
        let item = ws.item(update.item);
        let edits = update.facets.iter().filter_map(|to| facet::edited(item, to.clone()));
        edits.chain(update.done.map(|done| delivery::followed(item, done, date)))
    }));
    if decision.arrivals.is_empty() && decision.entry.events.len() == 1 {
        return Err(Rejection::Unchanged);
    }
    decision.entry.kind = EntryKind::Import;
    Ok(decision)
}

fn arrival(ws: &Workspace, mut items: Vec<Item>, source: Option<String>) -> Result<Decision, Rejection> {
    if ws.items().len() + items.len() > limits::ITEMS {
        return Err(Rejection::TooMany);
    }
    items.iter().try_for_each(|item| limits::check_title(&item.title))?;
    name_arrivals(ws, &mut items);
    for item in &mut items {
        settle_scores(item, ws.framework()).map_err(|flaw| Rejection::Flawed(item.id.clone(), flaw))?;
    }
    let ids: Vec<ItemId> = items.iter().map(|item| item.id.clone()).collect();
    let done = items.iter().filter(|item| item.status == Status::Done).map(|item| item.id.clone()).collect();
    let only = if let [only] = ids.as_slice() { Some(only.clone()) } else { None };
    let mut decision = Decision::new(EntryKind::Add, vec![Event::Added { items: ids, done, source }]);
    decision.entry.item = only;
    decision.arrivals = items;
    Ok(decision)
}

/// Items keep the ids that they bring; the others are named after their titles when those are taken.
pub(in crate::domain) fn name_arrivals(ws: &Workspace, items: &mut [Item]) {
    let mut given: HashSet<ItemId> = HashSet::with_capacity(items.len());
    let mut nameless = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let usable = !item.id.as_str().is_empty() && ws.slot(&item.id).is_none();
        if !usable || !given.insert(item.id.clone()) {
            nameless.push(i);
        }
    }
    let mut mint = Mint::default();
    for i in nameless {
        let item = &mut items[i];
        item.id = mint.id(&item.title, |id| ws.slot_of(id).is_some() || given.contains(id));
        given.insert(item.id.clone());
    }
}
