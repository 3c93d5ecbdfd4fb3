//! Ties that the room settled by hand.
//!
//! Whoever settles a tie says in which order a few items come. Together they keep the places that their
//! scores give them, and deal them out in that order: nobody else moves. A member whose score is not what it
//! was then goes by its score again, because the room knew something else when it was asked.

use std::collections::{HashMap, HashSet};

use super::id::{ItemId, Slot};
use super::number::Num;
use super::ranking::{Place, Seat};
use super::record::record;
use super::tradeoff::round;
use super::workspace::Workspace;

record! {
    /// An order that was given by hand.
    pub struct TieBreak {
        /// The items, best first.
        "order" order: Vec<Judged>,
    }
}

record! {
    /// One item of a tie.
    pub struct Judged {
        /// The item.
        "item" item: ItemId,
        /// The score that it had when it was judged, to ten significant digits.
        "score" score: Option<Num>,
    }
}

impl TieBreak {
    /// The ties that are not among the others.
    pub fn without<'a>(
        ties: &'a [TieBreak],
        others: &'a [TieBreak],
    ) -> impl Iterator<Item = &'a TieBreak> + use<'a> {
        ties.iter().filter(|tie| !others.contains(tie))
    }
}

/// The ties of a workspace, and the places that their members hold.
#[derive(Clone, Debug, Default)]
pub struct Ties {
    groups: Vec<Vec<(Slot, Num)>>,
    group_of: HashMap<Slot, usize>,
    places: HashMap<Slot, Place>,
}

impl Ties {
    /// Reads the ties of a workspace. An item in several of them belongs to the last.
    pub(super) fn new(workspace: &Workspace, seat: impl Fn(Slot) -> Option<Seat>) -> Ties {
        let mut ties = Ties::default();
        for tie in &workspace.head().tie_breaks {
            let member = |judged: &Judged| Some((workspace.slot(&judged.item)?, judged.score?));
            // A file may name an item twice; it has one place.
            let mut known = HashSet::new();
            let members = tie.order.iter().filter_map(member);
            ties.groups.push(members.filter(|(slot, _)| known.insert(*slot)).collect());
        }
        for (group, members) in ties.groups.iter().enumerate() {
            ties.group_of.extend(members.iter().map(|(slot, _)| (*slot, group)));
        }
        for group in 0..ties.groups.len() {
            ties.deal(group, &seat);
        }
        ties
    }

    /// The place that an item holds: its own unless a tie gives it another.
    pub(super) fn place(&self, slot: Slot, own: Place) -> Place {
        if self.places.is_empty() { own } else { self.places.get(&slot).copied().unwrap_or(own) }
    }

    /// The items that hold a place by hand, each with that place.
    pub(super) fn places(&self) -> impl Iterator<Item = (Slot, Place)> + '_ {
        self.places.iter().map(|(slot, place)| (*slot, *place))
    }

    /// Whether all of these are ordered by hand, in one and the same tie.
    pub fn settles(&self, slots: &[Slot]) -> bool {
        let group = |slot: &Slot| self.places.get(slot).and_then(|_| self.group_of.get(slot));
        let first = slots.first().and_then(group);
        first.is_some() && slots.iter().all(|slot| group(slot) == first)
    }

    /// The places in the tie of an item, if it had another seat: its own among them while it takes part.
    pub(super) fn dealt(
        &self,
        slot: Slot,
        seat: Option<Seat>,
        seat_of: impl Fn(Slot) -> Option<Seat>,
    ) -> Vec<(Slot, Place)> {
        let Some(group) = self.group_of.get(&slot) else { return Vec::new() };
        dealt(self.members(*group), |member| if member == slot { seat } else { seat_of(member) })
    }

    /// Takes in that the seat of an item changed.
    pub(super) fn refresh(&mut self, slot: Slot, seat: impl Fn(Slot) -> Option<Seat>) {
        if let Some(group) = self.group_of.get(&slot) {
            self.deal(*group, &seat);
        }
    }

    fn deal(&mut self, group: usize, seat: &impl Fn(Slot) -> Option<Seat>) {
        let places = dealt(self.members(group), seat);
        let members: Vec<Slot> = self.members(group).map(|(slot, _)| slot).collect();
        for slot in members {
            self.places.remove(&slot);
        }
        self.places.extend(places);
    }

    fn members(&self, group: usize) -> impl Iterator<Item = (Slot, Num)> + '_ {
        let all = self.groups[group].iter().copied();
        all.filter(move |(slot, _)| self.group_of.get(slot) == Some(&group))
    }
}

/// Deals the places of the members that still have the score they were judged by.
fn dealt(
    members: impl Iterator<Item = (Slot, Num)>,
    seat: impl Fn(Slot) -> Option<Seat>,
) -> Vec<(Slot, Place)> {
    let standing = members.filter_map(|(slot, score)| {
        let seat = seat(slot)?;
        (round(seat.score) == Some(score)).then(|| (slot, seat.place()))
    });
    let (slots, mut places): (Vec<Slot>, Vec<Place>) = standing.unzip();
    places.sort_by(Place::order);
    slots.into_iter().zip(places).collect()
}
