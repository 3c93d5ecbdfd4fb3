//! The total order: score descending, ties by lower effort, then by the manual order of the file.
//!
//! The order is a vector of slots kept sorted. Moving one item costs two binary searches and one
//! move of four-byte indices; no item is compared that does not have to be.

use std::cmp::Ordering;

use super::cycle::estimate;
use super::framework::{Framework, tidy};
use super::id::Slot;
use super::item::{Held, Item};
use super::moscow::Class;
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
    /// Whether its effort counts towards the musts.
    pub must: bool,
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
        Some(Seat::earned(slot, item, worth(framework, value)?))
    }

    /// What an item takes that is done: its effort, or nothing where that is not known, whatever else is.
    pub(super) fn spent(workspace: &Workspace, slot: Slot, item: &Item) -> Seat {
        Seat::earned(slot, item, (0.0, estimate(workspace, item).map_or(0, micro)))
    }

    /// The place of an item that has such a score and such an effort.
    pub(super) fn earned(slot: Slot, item: &Item, (score, effort): (f64, Micro)) -> Seat {
        Seat {
            score,
            effort,
            position: slot.index() as u32,
            held: item.held(),
            technical: item.kind.technical(),
            must: item.class == Some(Class::Must),
        }
    }

    /// The place that this earns.
    pub fn place(&self) -> Place {
        Place { score: self.score, effort: self.effort, position: self.position }
    }
}

/// Score and effort of an item with such values of the criteria; nothing where one is missing.
pub(super) fn worth(framework: &Framework, value: impl Fn(usize) -> Option<Num>) -> Option<(f64, Micro)> {
    if (0..framework.criteria().len()).any(|i| value(i).is_none()) {
        return None;
    }
    Some((framework.formula().score(&value)?, framework.effort().and_then(value).map_or(0, micro)))
}

/// A place in the total order. No two items earn the same, and whoever settles a tie by hand deals the
/// places out anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The score.
    pub score: f64,
    /// At the same score the lower effort comes first, in millionths of its unit.
    pub effort: Micro,
    /// At the same effort the manual order of the file.
    pub position: u32,
}

impl Place {
    /// Best first.
    pub fn order(&self, other: &Place) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then(self.effort.cmp(&other.effort)).then(self.position.cmp(&other.position))
    }

    /// The item that earned it.
    pub fn earner(&self) -> Slot {
        Slot::new(self.position as usize)
    }
}

/// A value in millionths, for exact sums.
pub fn micro(value: Num) -> Micro {
    (value.get() * 1e6).round() as Micro
}

/// A value in millionths as people read it, with at most three decimals.
pub fn tidy_micro(micro: i128) -> String {
    tidy(micro as f64 / 1e6)
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

/// An order as it would be with a few items elsewhere, without moving anything.
pub struct Shifted<'a> {
    base: &'a [Slot],
    without: Vec<usize>,
    with: Vec<(usize, Slot)>,
}

impl<'a> Shifted<'a> {
    /// Takes out what stands at the indices `without`, then puts each slot of `with` at its index in the
    /// new order. Both ascend.
    pub fn new(base: &'a [Slot], without: Vec<usize>, with: Vec<(usize, Slot)>) -> Shifted<'a> {
        Shifted { base, without, with }
    }
}

impl Order for Shifted<'_> {
    fn len(&self) -> usize {
        self.base.len() - self.without.len() + self.with.len()
    }

    fn at(&self, index: usize) -> Slot {
        let before = self.with.partition_point(|(at, _)| *at < index);
        match self.with.get(before) {
            Some((at, slot)) if *at == index => *slot,
            _ => self.base[nth_without(&self.without, index - before)],
        }
    }
}

/// The nth number that is not in an ascending list of exceptions.
pub fn nth_without(exceptions: &[usize], n: usize) -> usize {
    exceptions.iter().fold(n, |nth, exception| nth + usize::from(*exception <= nth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_order_is_what_moving_would_give() {
        let base: Vec<Slot> = (0..6).map(Slot::new).collect();
        let new = [Slot::new(8), Slot::new(9)];
        for without in [vec![], vec![0], vec![5], vec![0, 1], vec![2, 5], vec![1, 3, 4]] {
            for first in 0..=2 {
                for second in first + 1..=3 {
                    let mut moved = base.clone();
                    for from in without.iter().rev() {
                        moved.remove(*from);
                    }
                    moved.insert(first, new[0]);
                    moved.insert(second, new[1]);
                    let with = vec![(first, new[0]), (second, new[1])];
                    let shifted = Shifted::new(&base, without.clone(), with);
                    assert_eq!((0..shifted.len()).map(|i| shifted.at(i)).collect::<Vec<_>>(), moved);
                }
            }
        }
    }
}
