//! Who stands in a document, in which order, and what is said of each.

use crate::domain::cutline::Cutline;
use crate::domain::debt;
use crate::domain::dependency::warnings;
use crate::domain::framework::Framework;
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Item, Pin, Status};
use crate::domain::ranking::Seat;
use crate::domain::stands::needs;
use crate::domain::workshop::Workshop;

/// A ranked item, where it stands, and what earned it that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked<'w> {
    pub slot: Slot,
    pub item: &'w Item,
    pub seat: Seat,
    /// From 1.
    pub rank: usize,
    /// Whether it is above the line; none without one.
    pub is_in: Option<bool>,
}

/// The ranked items, best first.
pub(super) fn ranked(workshop: &Workshop) -> impl Iterator<Item = Ranked<'_>> {
    let (workspace, standing) = (workshop.workspace(), workshop.standing());
    standing.order().iter().enumerate().filter_map(|(index, slot)| {
        let (item, seat) = (workspace.item(*slot), standing.seat(*slot)?);
        let is_in = standing.line().map(|line: &Cutline| line.covers(index, seat.held));
        Some(Ranked { slot: *slot, item, seat, rank: index + 1, is_in })
    })
}

/// The items that lack scores, in the order of the file.
pub(super) fn unscored(workshop: &Workshop) -> impl Iterator<Item = (Slot, &Item)> {
    workshop.standing().unscored().iter().map(|slot| (*slot, workshop.workspace().item(*slot)))
}

/// The open items that are parked, or declined, in the order of the file.
pub(super) fn set_aside(workshop: &Workshop, horizon: Horizon) -> impl Iterator<Item = (Slot, &Item)> {
    slots(workshop).filter(move |(_, item)| item.status == Status::Open && item.horizon == Some(horizon))
}

/// The items that are done, in the order of the file.
pub(super) fn done(workshop: &Workshop) -> impl Iterator<Item = (Slot, &Item)> {
    slots(workshop).filter(|(_, item)| item.status == Status::Done)
}

fn slots(workshop: &Workshop) -> impl Iterator<Item = (Slot, &Item)> {
    workshop.workspace().items().iter().enumerate().map(|(index, item)| (Slot::new(index), item))
}

/// What is to be said of an item beside its numbers: what it lacks, what was decided about it, what to beware of.
pub(super) fn remarks(workshop: &Workshop, slot: Slot, item: &Item) -> Vec<String> {
    let mut remarks = if item.is_candidate() { needs(workshop.workspace(), item) } else { Vec::new() };
    remarks.extend(item.rare.pin.as_deref().filter(|_| item.is_candidate()).and_then(pinned));
    if workshop.standing().place(slot) != workshop.standing().seat(slot).map(|seat| seat.place()) {
        remarks.push("order settled by hand".to_owned());
    }
    if let (Some(horizon), Some(aside)) = (item.horizon, item.rare.set_aside.as_deref()) {
        remarks.extend(horizon.sets_aside().then(|| format!("{horizon}{}", aside.line())));
    }
    let warnings = warnings(workshop, slot).into_iter().filter_map(|forms| forms.into_iter().next());
    remarks.extend(warnings.filter(|_| item.is_candidate()));
    remarks.extend(debt::sentence(item));
    remarks
}

/// `pinned in by Ana: the law asks for it`.
fn pinned(pin: &Pin) -> Option<String> {
    let by = if pin.owner.is_empty() { String::new() } else { format!(" by {}", pin.owner) };
    let why = if pin.reason.is_empty() { String::new() } else { format!(": {}", pin.reason) };
    Some(format!("pinned {}{by}{why}", pin.held?))
}

/// The formula in words: `(customer value + business value + urgency) ÷ effort`.
pub(super) fn formula(framework: &Framework) -> String {
    let name = |criterion: usize| framework.criteria()[criterion].shown_name().to_lowercase();
    framework.formula().told(name).into_iter().map(|piece| piece.text).collect()
}
