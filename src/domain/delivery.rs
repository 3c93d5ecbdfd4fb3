//! Delivery: an item is done, takes what it took, and can be opened again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::command::{Decision, Rejection};
use super::event::Event;
use super::id::Slot;
use super::item::{Item, Status};
use super::number::Num;
use super::scale::LARGEST;
use super::tradeoff::EntryKind;
use super::workspace::Workspace;

/// What there is to know about the end of an item's work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Whether it is done.
    pub done: bool,
    /// What it took, in the unit of effort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<Num>,
    /// When it was marked as done, as a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The closed cycle that it was done in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<String>,
}

impl Delivery {
    /// How it is with an item now.
    pub fn of(item: &Item) -> Delivery {
        let details = item.rare.details.clone().unwrap_or_default();
        Delivery {
            done: item.status == Status::Done,
            actual: details.actual_effort,
            on: details.finished,
            cycle: details.finished_in,
        }
    }

    /// The status that it comes to.
    pub fn status(&self) -> Status {
        if self.done { Status::Done } else { Status::Open }
    }

    /// Writes it on an item.
    pub(super) fn enter(&self, item: &mut Item) {
        item.status = self.status();
        item.detail(|details| {
            details.actual_effort = self.actual;
            details.finished.clone_from(&self.on);
            details.finished_in.clone_from(&self.cycle);
        });
    }
}

/// Decides to mark an item as done, or to correct what it took: nothing takes the number away that there was.
pub(super) fn finish(
    workspace: &Workspace,
    slot: Slot,
    actual: Option<Num>,
    date: &str,
) -> Result<Decision, Rejection> {
    let event = finished(workspace.item(slot), actual, date)?.ok_or(Rejection::Unchanged)?;
    Ok(about(workspace.item(slot), event))
}

/// The event that gets an item done; none where that is so already.
pub(super) fn finished(item: &Item, actual: Option<Num>, date: &str) -> Result<Option<Event>, Rejection> {
    check_actual(actual)?;
    let from = Delivery::of(item);
    let to = match item.status {
        Status::Open => Delivery { done: true, actual, on: Some(date.to_owned()), cycle: None },
        Status::Done => Delivery { actual, ..from.clone() },
        Status::Withdrawn | Status::Merged => return Err(Rejection::NotOpen(item.called())),
    };
    Ok((from != to).then(|| Event::Delivered { item: item.id.clone(), from, to }))
}

/// The event of a source that got an item done, or opened it again: it was open here, so that it was done in this cycle.
/// What it took stays.
pub(super) fn followed(item: &Item, done: bool, date: &str) -> Event {
    let from = Delivery::of(item);
    let to = Delivery { done, on: done.then(|| date.to_owned()), cycle: None, ..from.clone() };
    Event::Delivered { item: item.id.clone(), from, to }
}

/// Whether something may have taken that.
pub(super) fn check_actual(actual: Option<Num>) -> Result<(), Rejection> {
    let unusable = actual.filter(|actual| !(0.0..=LARGEST).contains(&actual.get()));
    unusable.map_or(Ok(()), |unusable| Err(Rejection::NoEffort(unusable)))
}

/// Decides to open an item again. What it took so far stays on it.
pub(super) fn reopen(workspace: &Workspace, slot: Slot) -> Result<Decision, Rejection> {
    let item = workspace.item(slot);
    if item.status != Status::Done {
        return Err(Rejection::NotDone(item.called()));
    }
    let from = Delivery::of(item);
    let to = Delivery { actual: from.actual, ..Delivery::default() };
    Ok(about(item, Event::Delivered { item: item.id.clone(), from, to }))
}

fn about(item: &Item, event: Event) -> Decision {
    let mut decision = Decision::new(EntryKind::Done, vec![event]);
    decision.entry.item = Some(item.id.clone());
    decision
}
