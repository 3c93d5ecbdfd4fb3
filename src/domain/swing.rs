//! Swing: the probability that an item is in, over the spread of its votes.
//!
//! The backlog is ranked some thousand times, each time with values drawn for everything that nobody has settled:
//!
//! * an agreed value that stands on votes is fixed;
//! * of several votes that nobody has agreed on, one is drawn;
//! * a plain number, or a single vote, goes one step down, stays, or goes one step up with ¼, ½ and ¼; at an end of
//!   the scale the missing quarter stays with the value, and on a free scale a step is ×0.8 or ×1.25.
//!
//! Pins, capacity and what is done count as they do in the line. Ties that were settled by hand hold as long as the
//! scores that they were given on, so they count for nothing here. The same seed gives the same numbers, however
//! many threads draw.

mod bits;
mod draw;
mod lowest;
mod model;
mod settle;

use std::ops::Range;

use super::id::Slot;
pub use model::Model;

/// How many times the backlog is ranked.
pub const SAMPLES: u32 = 2_000;

/// How many items around the line are looked at; what is further away is taken to stay on its side.
pub const WINDOW: usize = 2_000;

/// What is said where not every item is looked at.
pub const PARTIAL: &str = "sampled over the 2,000 items around the line";

/// From and to which probability of being in an item is contested.
pub const CONTESTED: Range<f32> = 0.05..0.95;

/// What is known of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The probability that it is in, 0 to 1.
    pub inside: f32,
    /// The rank that it is below in one of twenty cases, from 1.
    pub best: u32,
    /// The rank that it is above in one of twenty cases, from 1.
    pub worst: u32,
}

impl Chance {
    /// Whether its side of the line is anything but certain: 5 to 95 %.
    pub fn is_contested(&self) -> bool {
        CONTESTED.start <= self.inside && self.inside <= CONTESTED.end
    }

    /// The probability as people say it: `62%`. What is not quite certain is not told as if it was.
    pub fn shown(&self) -> String {
        let percent = self.inside * 100.0;
        match percent.round() {
            rounded if rounded < 1.0 && percent > 0.0 => "under 1%".to_owned(),
            rounded if rounded > 99.0 && percent < 100.0 => "over 99%".to_owned(),
            rounded => format!("{}%", rounded as u8),
        }
    }

    /// Probability and ranks in words: `contested: 62% chance to be in · ranks #5 to #11 in 9 of 10 cases`.
    pub fn told(&self) -> String {
        let contested = if self.is_contested() { "contested: " } else { "" };
        let worst = if self.best == self.worst { String::new() } else { format!(" to #{}", self.worst) };
        format!("{contested}{} chance to be in · ranks #{}{worst} in 9 of 10 cases", self.shown(), self.best)
    }
}

/// How much knowing the right value of one criterion of one item would tell about who is in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Information {
    /// The item.
    pub slot: Slot,
    /// The index of the criterion in the framework.
    pub criterion: usize,
    /// The share of what is open about who is in that it would settle, 0 to 1: the first-order sensitivity
    /// index (Sobol 1993; Saltelli and others 2004) of the contested items' being in, summed over them.
    pub settles: f32,
}

/// What the samples tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Swing {
    /// Ascending by slot.
    chances: Vec<(Slot, Chance)>,
    /// Of each disagreement, ascending by slot and criterion.
    information: Vec<Information>,
    /// How many items are contested.
    contested: usize,
    /// Whether only the items around the line were looked at.
    pub partial: bool,
}

impl Swing {
    /// What is known of an item; none for one without a rank, or too far away from the line.
    pub fn of(&self, slot: Slot) -> Option<Chance> {
        let at = self.chances.binary_search_by_key(&slot, |(slot, _)| *slot).ok()?;
        Some(self.chances[at].1)
    }

    /// What is known of each item, ascending by slot: of the 2,000 around the line at most.
    pub fn chances(&self) -> impl Iterator<Item = (Slot, Chance)> {
        self.chances.iter().copied()
    }

    /// How much a disagreement holds open, 0 to 1.
    pub fn settled_by(&self, slot: Slot, criterion: usize) -> f32 {
        let key = |known: &Information| (known.slot, known.criterion);
        let at = self.information.binary_search_by_key(&(slot, criterion), key);
        at.map_or(0.0, |at| self.information[at].settles)
    }

    /// What is known of an item with a rank in words, and whether not every item was looked at.
    pub fn told(&self, slot: Slot) -> Option<String> {
        match (self.of(slot), self.partial) {
            (Some(chance), false) => Some(chance.told()),
            (Some(chance), true) => Some(format!("{} · {PARTIAL}", chance.told())),
            (None, true) => Some(format!("swing not known: {PARTIAL}")),
            (None, false) => None,
        }
    }

    /// How many items are contested.
    pub fn contested(&self) -> usize {
        self.contested
    }
}

#[cfg(test)]
mod tests;
