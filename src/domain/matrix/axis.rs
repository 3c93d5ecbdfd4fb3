//! An axis of the matrix: from where to where it goes, what is marked on it, and how far along a value lies.
//!
//! ```text
//! steps   as far as the scales go, whoever is scored: nothing jumps while a room scores
//! free    as far as the items go, rounded; from 0 where that is not far away
//! ```
//!
//! It runs in equal factors where the ends are more than fifty times apart, or where equal steps would push the middle of
//! the scale into a corner, as on 1, 2, 3, 5, 8, 13, 20. Below the first factor the rest down to 0 has a strip of its own.

use crate::domain::formula::{Half, Parts};
use crate::domain::framework::Framework;
use crate::domain::number::Num;
use crate::domain::scale::Scale;

/// From this factor between its ends on an axis runs in equal factors.
const WIDE: f64 = 50.0;

/// Where the middle of a scale has to lie at least, from either end, for equal steps.
const CORNER: f64 = 0.3;

/// The part of an axis in equal factors that goes down to 0, where there is anything at 0.
const STRIP: f64 = 0.06;

/// About how many values are marked between the ends.
const MARKS: f64 = 5.0;

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
    /// Where equal factors begin; none where it runs in equal steps.
    factors_from: Option<f64>,
    /// Whether its high end is the near one.
    reversed: bool,
    middle: f64,
    /// The values of a scale of steps that it is.
    steps: Vec<f64>,
}

impl Default for Axis {
    fn default() -> Self {
        Axis { low: 0.0, high: 1.0, factors_from: None, reversed: false, middle: 0.5, steps: Vec::new() }
    }
}

impl Axis {
    /// The axis of a part of a framework, on which these values lie.
    pub(super) fn new(framework: &Framework, parts: &Parts, half: Half, values: &mut [f64]) -> Axis {
        let reversed = half == Half::Cost && parts.is_ease();
        let scales: Vec<&Scale> = parts.criteria(half).map(|i| &framework.criteria()[i].scale).collect();
        let stepped = !scales.is_empty() && scales.iter().all(|scale| !scale.steps().is_empty());
        let mut axis = if stepped { Axis::of_steps(framework, parts, half) } else { Axis::of_values(values) };
        axis.reversed = reversed;
        if axis.high <= axis.low {
            axis.low = (axis.low - 1.0).max(0.0);
            axis.high += 1.0;
        }
        axis
    }

    fn of_steps(framework: &Framework, parts: &Parts, half: Half) -> Axis {
        let at = |pick: &dyn Fn(&[Num]) -> Option<f64>| {
            let value = |i: usize| Num::new(pick(framework.criteria()[i].scale.steps())?);
            parts.eval(half, &value).unwrap_or(0.0)
        };
        let low = at(&|steps| steps.first().map(|step| step.get()));
        let high = at(&|steps| steps.last().map(|step| step.get()));
        let middle = at(&middle);
        let steps = parts.only(half).map(|i| framework.criteria()[i].scale.steps());
        let steps = steps.unwrap_or(&[]).iter().map(|step| step.get()).collect();
        let mut axis = Axis { low, high, middle, steps, ..Axis::default() };
        let even = axis.share(middle);
        let cornered = !(CORNER..=1.0 - CORNER).contains(&even);
        axis.factors_from = (low > 0.0).then_some(low);
        let centred = (axis.share(middle) - 0.5).abs() < (even - 0.5).abs();
        if !(low > 0.0 && (high / low > WIDE || (cornered && centred))) {
            axis.factors_from = None;
        }
        axis
    }

    fn of_values(values: &mut [f64]) -> Axis {
        if values.is_empty() {
            return Axis::default();
        }
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(0.0, f64::max);
        let above_nothing = values.iter().copied().filter(|value| *value > 0.0).fold(most, f64::min);
        let half = values.len() / 2;
        let middle = *values.select_nth_unstable_by(half, f64::total_cmp).1;
        if above_nothing > 0.0 && most / above_nothing > WIDE {
            let first = rounded(above_nothing, false);
            let low = if least > 0.0 { first } else { 0.0 };
            let factors_from = Some(first);
            return Axis { low, high: rounded(most, true), factors_from, middle, ..Axis::default() };
        }
        // All in one place, that is in the middle.
        if most <= least {
            let high = if most > 0.0 { 2.0 * most } else { 1.0 };
            return Axis { high, middle, ..Axis::default() };
        }
        let from = if most >= 2.0 * least { 0.0 } else { least };
        let step = step(most - from);
        let (low, high) = ((from / step).floor() * step, (most / step).ceil() * step);
        // Noise in the last digits leaves nobody outside.
        Axis { low: low.min(least), high: high.max(most), middle, ..Axis::default() }
    }

    /// The lowest and the highest value on it.
    pub fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Where it is parted: in the middle of the scales where they have steps, else where half of the items lie on either
    /// side.
    pub fn middle(&self) -> f64 {
        self.middle
    }

    /// Whether it runs in equal factors.
    pub fn in_factors(&self) -> bool {
        self.factors_from.is_some()
    }

    /// Whether its high end is the near one.
    pub fn is_reversed(&self) -> bool {
        self.reversed
    }

    /// How far along a value lies: 0 at the near end, 1 at the far one. What lies outside lies at the end.
    pub fn share(&self, value: f64) -> f64 {
        let share = self.along(value.clamp(self.low, self.high)).clamp(0.0, 1.0);
        if self.reversed { 1.0 - share } else { share }
    }

    fn along(&self, value: f64) -> f64 {
        match self.factors_from {
            None => (value - self.low) / (self.high - self.low),
            Some(first) if value < first => self.strip() * (value - self.low) / (first - self.low),
            Some(first) => {
                let above = (value / first).ln() / (self.high / first).ln();
                self.strip() + (1.0 - self.strip()) * above
            }
        }
    }

    /// The value that lies so far along.
    pub fn value(&self, share: f64) -> f64 {
        let share = share.clamp(0.0, 1.0);
        let share = if self.reversed { 1.0 - share } else { share };
        match self.factors_from {
            None => self.low + share * (self.high - self.low),
            Some(first) if share < self.strip() => self.low + share / self.strip() * (first - self.low),
            Some(first) => {
                let above = (share - self.strip()) / (1.0 - self.strip());
                first * (above * (self.high / first).ln()).exp()
            }
        }
    }

    /// How much of it lies below the first factor.
    fn strip(&self) -> f64 {
        if self.factors_from.is_some_and(|first| first > self.low) { STRIP } else { 0.0 }
    }

    /// The values that are marked, the most important first: its ends, then what lies between.
    pub fn marks(&self) -> Vec<f64> {
        let mut marks = vec![self.low, self.high];
        let between: Vec<f64> = match (self.steps.as_slice(), self.factors_from) {
            ([], None) => {
                let step = step(self.high - self.low);
                let first = (self.low / step).floor();
                (0..=2 * MARKS as usize + 2).map(|i| (first + i as f64) * step).collect()
            }
            ([], Some(first)) => factors(first, self.high),
            (steps, _) => steps.to_vec(),
        };
        let apart = (self.high - self.low) * 1e-9;
        let inside = |mark: &f64| *mark - self.low > apart && self.high - *mark > apart;
        marks.extend(between.into_iter().filter(inside));
        marks
    }
}

/// The middle step, or half-way between the two in the middle.
fn middle(steps: &[Num]) -> Option<f64> {
    let at = |i: usize| steps.get(i).map(|step| step.get());
    let half = steps.len() / 2;
    if steps.len() % 2 == 1 { at(half) } else { Some(f64::midpoint(at(half.checked_sub(1)?)?, at(half)?)) }
}

/// 1, 2 or 5 times a power of ten, so that about [`MARKS`] of them fill a stretch.
fn step(stretch: f64) -> f64 {
    rounded(stretch / MARKS, true)
}

/// The next 1, 2 or 5 times a power of ten, up or down; the value itself if it is one.
fn rounded(value: f64, up: bool) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    // Noise in the last digits is no reason for another step.
    let slack = if up { 1.0 - 1e-9 } else { 1.0 + 1e-9 };
    let power = 10_f64.powf((value * slack).log10().floor());
    let all = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    let found = if up {
        all.into_iter().find(|round| *round >= value * slack)
    } else {
        all.into_iter().rev().find(|round| *round <= value * slack)
    };
    found.unwrap_or(value)
}

/// Powers of ten between two values, then 2 and 5 times those.
fn factors(first: f64, last: f64) -> Vec<f64> {
    let powers =
        || (first.log10().floor() as i32..=last.log10().ceil() as i32).map(|power| 10_f64.powi(power));
    [1.0, 2.0, 5.0].into_iter().flat_map(|factor| powers().map(move |power| factor * power)).collect()
}
