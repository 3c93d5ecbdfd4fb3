//! The total order: score descending, ties by lower effort, then by the manual order of the file.
//!
//! The order is a vector of slots kept sorted. Moving one item costs two binary searches and one
//! move of four-byte indices; no item is compared that does not have to be.

use std::cmp::Ordering;

use super::id::Slot;
use super::item::{Held, Item};
use super::number::Num;
use super::workspace::Workspace;

/// Effort in millionths of its unit. Whole numbers, so that a sum never depends on its order.
pub type Micro = i64;

/// What ranks an item, and what it weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    /// The framework's score; higher is better.
    pub score: f64,
    /// The effort, in millionths of its unit; 0 where the framework has no effort.
    pub effort: Micro,
    /// The place in the manual order of the file.
    pub position: u32,
    /// Which side of the line a pin holds the item on.
    pub held: Option<Held>,
    /// Whether its effort counts towards technical health.
    pub technical: bool,
}

impl Seat {
    /// The place of an item under the workspace's framework; `None` while it is unscored.
    pub fn of(workspace: &Workspace, slot: Slot, item: &Item) -> Option<Seat> {
        Seat::with(workspace, slot, item, |_, value| value)
    }

    /// The place an item would have if values were different.
    pub fn with(
        workspace: &Workspace,
        slot: Slot,
        item: &Item,
        change: impl Fn(usize, Option<Num>) -> Option<Num>,
    ) -> Option<Seat> {
        let framework = workspace.framework();
        let value = |i: usize| change(i, item.scores.value(&framework.criteria()[i].id));
        if (0..framework.criteria().len()).any(|i| value(i).is_none()) {
            return None;
        }
        Some(Seat {
            score: framework.formula().score(value)?,
            effort: framework.effort().and_then(value).map_or(0, micro),
            position: slot.index() as u32,
            held: item.held(),
            technical: item.kind.technical(),
        })
    }

    /// Best first.
    pub fn order(&self, other: &Seat) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then(self.effort.cmp(&other.effort)).then(self.position.cmp(&other.position))
    }
}

/// A value in millionths, for exact sums.
pub fn micro(value: Num) -> Micro {
    (value.get() * 1e6).round() as Micro
}

/// Slots from best to worst.
#[expect(clippy::len_without_is_empty, reason = "nobody asks whether an order is empty")]
pub trait Order {
    /// How many are ranked.
    fn len(&self) -> usize;

    /// The slot at an index below [`Order::len`].
    fn at(&self, index: usize) -> Slot;
}

impl Order for Vec<Slot> {
    fn len(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Slot {
        self[index]
    }
}

/// An order as it would be with one item elsewhere, without moving anything.
pub struct Shifted<'a> {
    base: &'a [Slot],
    without: Option<usize>,
    with: Option<(usize, Slot)>,
}

impl<'a> Shifted<'a> {
    /// Takes out the index `without`, then puts a slot at the index of `with`.
    pub fn new(base: &'a [Slot], without: Option<usize>, with: Option<(usize, Slot)>) -> Shifted<'a> {
        Shifted { base, without, with }
    }
}

impl Order for Shifted<'_> {
    fn len(&self) -> usize {
        self.base.len() - usize::from(self.without.is_some()) + usize::from(self.with.is_some())
    }

    fn at(&self, index: usize) -> Slot {
        let index = match self.with {
            Some((to, slot)) if index == to => return slot,
            Some((to, _)) if index > to => index - 1,
            _ => index,
        };
        match self.without {
            Some(from) if index >= from => self.base[index + 1],
            _ => self.base[index],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_order_is_what_moving_would_give() {
        let base: Vec<Slot> = (0..6).map(Slot::new).collect();
        let new = Slot::new(9);
        for without in std::iter::once(None).chain((0..6).map(Some)) {
            for to in 0..=5 {
                let mut moved = base.clone();
                if let Some(from) = without {
                    moved.remove(from);
                }
                moved.insert(to, new);
                let shifted = Shifted::new(&base, without, Some((to, new)));
                assert_eq!((0..shifted.len()).map(|i| shifted.at(i)).collect::<Vec<_>>(), moved);
            }
        }
    }
}
