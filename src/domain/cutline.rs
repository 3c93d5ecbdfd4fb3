//! The cutline: what fits the capacity, counted from the top of the ranking.
//!
//! The line stands before the first item that no longer fits. Pinned items are counted first: one
//! held in takes its room wherever it ranks, one held out takes none.

use super::id::Slot;
use super::item::Held;
use super::ranking::{Order, Seat, tidy_micro};

/// One item, in the unit of a capacity that counts items.
pub const ONE_ITEM: i128 = 1_000_000;

/// What capacity is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The effort criterion.
    Effort,
    /// Items, for a top-N.
    Items,
}

/// What the items above the line weigh, in millionths, with those of this cycle that are done already:
/// an item that is delivered gives no room back before the cycle is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Against the capacity.
    pub used: i128,
    /// In effort.
    pub effort: i128,
    /// In effort on `tech` and `debt`.
    pub technical: i128,
    /// In effort on musts.
    pub must: i128,
    /// What of `used` was done since the last cycle was closed. It counts above as well.
    pub spent: i128,
}

impl Load {
    /// The share of effort that is technical, 0 to 1; `None` while there is no effort.
    pub fn tech_health(&self) -> Option<f64> {
        (self.effort > 0).then(|| self.technical as f64 / self.effort as f64)
    }

    fn add(&mut self, seat: Seat, measure: Measure, sign: i128) {
        let effort = i128::from(seat.effort);
        self.used += sign * weight(seat, measure);
        self.effort += sign * effort;
        self.technical += sign * if seat.technical { effort } else { 0 };
        self.must += sign * if seat.must { effort } else { 0 };
    }
}

/// What one item takes of the capacity, in millionths.
pub fn weight(seat: Seat, measure: Measure) -> i128 {
    match measure {
        Measure::Effort => i128::from(seat.effort),
        Measure::Items => ONE_ITEM,
    }
}

/// The line through a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cutline {
    /// What there is to fill, in millionths.
    pub limit: i128,
    /// What it is counted in.
    pub measure: Measure,
    /// How many ranks are before the line, pinned ones among them.
    pub boundary: usize,
    /// What is in.
    pub load: Load,
}

impl Cutline {
    /// A line at the top, with nothing in.
    pub fn new(limit: i128, measure: Measure) -> Cutline {
        Cutline { limit, measure, boundary: 0, load: Load::default() }
    }

    /// Room left, in millionths; below 0 when pins hold in more than fits.
    pub fn free(&self) -> i128 {
        self.limit - self.load.used
    }

    /// By how much pins, or what is done already, fill the line over its capacity, in millionths, if they do.
    pub fn over(&self) -> Option<i128> {
        (self.free() < 0).then(|| -self.free())
    }

    /// `over by 3, pinned`; `over by 3` where what is done fills it alone.
    pub fn told_over(&self) -> Option<String> {
        let by_pins = if self.load.spent <= self.limit { ", pinned" } else { "" };
        self.over().map(|over| format!("over by {}{by_pins}", tidy_micro(over)))
    }

    /// Whether an item at this index of the ranking is in.
    pub fn covers(&self, index: usize, held: Option<Held>) -> bool {
        match held {
            Some(Held::In) => true,
            Some(Held::Out) => false,
            None => index < self.boundary,
        }
    }

    /// Counts an item that is done and has no rank any more.
    pub fn spend(&mut self, seat: Seat) {
        self.load.add(seat, self.measure, 1);
        self.load.spent += weight(seat, self.measure);
    }

    /// Counts an item no longer that was done.
    pub fn refund(&mut self, seat: Seat) {
        self.load.add(seat, self.measure, -1);
        self.load.spent -= weight(seat, self.measure);
    }

    /// Takes an item out of the ranking the line was drawn through.
    pub fn remove(&mut self, index: usize, seat: Seat) {
        if self.covers(index, seat.held) {
            self.load.add(seat, self.measure, -1);
        }
        self.boundary -= usize::from(index < self.boundary);
    }

    /// Puts an item into the ranking the line was drawn through.
    pub fn insert(&mut self, index: usize, seat: Seat) {
        if self.covers(index, seat.held) {
            self.load.add(seat, self.measure, 1);
        }
        self.boundary += usize::from(index < self.boundary);
    }

    /// Moves the line to where it belongs after items were taken out and put in. Every item that it
    /// passes is told to `crossed`, with whether it is in now. Costs what moved, not what there is.
    pub fn settle(
        &mut self,
        order: &impl Order,
        seat: impl Fn(Slot) -> Seat,
        mut crossed: impl FnMut(Slot, bool),
    ) {
        while self.free() < 0 && self.boundary > 0 {
            self.boundary -= 1;
            let slot = order.at(self.boundary);
            if seat(slot).held.is_none() {
                self.load.add(seat(slot), self.measure, -1);
                crossed(slot, false);
            }
        }
        while self.boundary < order.len() {
            let slot = order.at(self.boundary);
            let next = seat(slot);
            if next.held.is_none() {
                if weight(next, self.measure) > self.free() {
                    break;
                }
                self.load.add(next, self.measure, 1);
                crossed(slot, true);
            }
            self.boundary += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(effort: i64, held: Option<Held>) -> Seat {
        let (technical, must) = (effort == 3, effort == 2);
        Seat { score: 0.0, effort: effort * 1_000_000, position: 0, held, technical, must }
    }

    fn line(seats: &[Seat], limit: i64, measure: Measure) -> (Vec<usize>, i128, Option<f64>) {
        let order: Vec<Slot> = (0..seats.len()).map(Slot::new).collect();
        let mut line = Cutline::new(i128::from(limit) * 1_000_000, measure);
        for (i, seat) in seats.iter().enumerate().filter(|(_, seat)| seat.held == Some(Held::In)) {
            line.insert(i, *seat);
        }
        line.settle(&order, |slot| seats[slot.index()], |_, _| {});
        let inside = (0..seats.len()).filter(|i| line.covers(*i, seats[*i].held)).collect();
        (inside, line.free() / 1_000_000, line.load.tech_health())
    }

    #[test]
    fn the_line_stands_before_the_first_item_that_no_longer_fits() {
        let open = |efforts: &[i64]| efforts.iter().map(|e| seat(*e, None)).collect::<Vec<_>>();
        for (efforts, limit, inside, free) in [
            (&[3, 4, 2, 1][..], 8, &[0, 1][..], 1),
            (&[3, 4, 2, 1], 10, &[0, 1, 2, 3], 0),
            (&[9, 1], 8, &[], 8),
            (&[3, 4], 0, &[], 0),
            (&[], 5, &[], 5),
        ] {
            let (got, left, _) = line(&open(efforts), limit, Measure::Effort);
            assert_eq!((got.as_slice(), left), (inside, free), "{efforts:?} into {limit}");
        }
        assert_eq!(line(&open(&[9, 9, 9]), 2, Measure::Items).0, [0, 1]);
    }

    #[test]
    fn pins_are_counted_first_and_displace() {
        let seats = [seat(3, None), seat(2, Some(Held::Out)), seat(4, None), seat(5, Some(Held::In))];
        assert_eq!(line(&seats, 10, Measure::Effort), (vec![0, 3], 2, Some(0.375)));
        let over = [seat(3, None), seat(5, Some(Held::In))];
        assert_eq!(line(&over, 4, Measure::Effort), (vec![1], -1, Some(0.0)));
    }
}
