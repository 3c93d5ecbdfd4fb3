//! The running total: what the backlog needs from its top down to each item.

use super::cutline::{Cutline, weight};
use super::id::Slot;
use super::item::Held;
use super::ranking::Seat;
use super::standing::Standing;

/// How far from the top or the line a total is counted.
const REACH: usize = 2_000;

/// Running totals in millionths of what capacity is counted in, in the order in which the backlog is
/// shown: what is done already counts first, what is held in against its rank stands last above the line, what is held out counts nowhere.
///
/// Totals are counted from the nearest one that is known (the top, the line, the one asked for before),
/// so that a window full of rows costs its rows.
#[derive(Debug)]
pub struct Running<'a> {
    standing: &'a Standing,
    line: Cutline,
    /// The ranks below the line that a pin holds in, ascending, and what each weighs.
    held_in: Vec<(usize, i128)>,
    /// An index, and what counts before it.
    known: (usize, i128),
}

impl<'a> Running<'a> {
    /// The totals of a ranking; none without a line, or where nothing weighs anything.
    pub fn new(standing: &'a Standing) -> Option<Running<'a>> {
        let line = *standing.line()?;
        let ranked = |slot: &Slot| Some((standing.index(*slot)?, standing.seat(*slot)?));
        let held = standing.held().iter().filter_map(ranked);
        let held = held.filter(|(index, seat)| seat.held == Some(Held::In) && *index >= line.boundary);
        let mut held_in: Vec<_> = held.map(|(index, seat)| (index, weight(seat, line.measure))).collect();
        held_in.sort_unstable();
        Some(Running { standing, line, held_in, known: (0, line.load.spent) })
    }

    /// What an item, given with its index in the ranking, and everything above it needs. None for what is held out, and for
    /// an item further than 2,000 ranks from both the top and the line, whatever was asked for before.
    pub fn total(&mut self, slot: Slot, index: usize) -> Option<i128> {
        let seat = self.standing.seat(slot)?;
        let displaced: i128 = self.held_in.iter().map(|(_, weight)| weight).sum();
        match seat.held {
            Some(Held::Out) => None,
            Some(Held::In) if index >= self.line.boundary => {
                let before = self.held_in.iter().filter(|(other, _)| *other <= index);
                let before: i128 = before.map(|(_, weight)| weight).sum();
                Some(self.line.load.used - displaced + before)
            }
            _ => {
                let own = weight(seat, self.line.measure);
                let below = if index < self.line.boundary { 0 } else { displaced };
                Some(self.before(index, displaced)? + own + below)
            }
        }
    }

    /// What counts before an index, apart from what is held in against its rank.
    fn before(&mut self, index: usize, displaced: i128) -> Option<i128> {
        let ends = [(0, self.line.load.spent), (self.line.boundary, self.line.load.used - displaced)];
        let distance = |(known, _): &(usize, i128)| known.abs_diff(index);
        if ends.iter().all(|end| distance(end) > REACH) {
            return None;
        }
        let [top, line] = ends;
        let (mut at, mut sum) = [self.known, top, line].into_iter().min_by_key(distance)?;
        while at < index {
            sum += self.counted(at);
            at += 1;
        }
        while at > index {
            at -= 1;
            sum -= self.counted(at);
        }
        self.known = (at, sum);
        Some(sum)
    }

    fn counted(&self, index: usize) -> i128 {
        let seat = self.standing.order().get(index).and_then(|slot| self.standing.seat(*slot));
        let counts = |seat: &Seat| match seat.held {
            None => true,
            Some(held) => held == Held::In && index < self.line.boundary,
        };
        seat.filter(counts).map_or(0, |seat| weight(seat, self.line.measure))
    }
}
