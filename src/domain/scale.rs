//! The values a criterion can take, and the steps between them.

use serde::{Deserialize, Serialize};

use super::number::Num;
use super::record::{Extra, record};

/// The largest value on a free scale: products of several stay far from the limits of a number.
pub const LARGEST: f64 = 1e12;

/// What a step down, and a step up, makes of a value on a free scale.
const FREE_STEPS: [f64; 2] = [0.8, 1.25];

record! {
    /// A scale as it stands in a file: steps, or min and step.
    pub struct ScaleSpec {
        /// The values of a stepped scale.
        "steps" steps: Option<Vec<Num>>,
        /// The smallest value of a free scale.
        "min" min: Option<Num>,
        /// The largest value of a free scale.
        "max" max: Option<Num>,
        /// What one press of `+` adds on a free scale.
        "step" step: Option<Num>,
    }
}

/// A few named steps, or any number from a minimum up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "ScaleSpec", into = "ScaleSpec")]
pub enum Scale {
    /// Only these values, ascending.
    Steps {
        /// The values.
        steps: Vec<Num>,
        /// Fields that are not known here.
        extra: Extra,
    },
    /// Any number in a range.
    Free {
        /// The smallest value.
        min: Num,
        /// The largest value; 10¹² where none is given.
        max: Option<Num>,
        /// What one press of `+` adds.
        step: Num,
        /// Fields that are not known here.
        extra: Extra,
    },
}

impl TryFrom<ScaleSpec> for Scale {
    type Error = &'static str;

    fn try_from(spec: ScaleSpec) -> Result<Scale, &'static str> {
        match (spec.steps, spec.min, spec.step) {
            (Some(steps), None, None) if spec.max.is_none() => Ok(Scale::Steps { steps, extra: spec.extra }),
            (None, Some(min), Some(step)) => Ok(Scale::Free { min, max: spec.max, step, extra: spec.extra }),
            _ => Err("a scale has steps, or min and step"),
        }
    }
}

impl From<Scale> for ScaleSpec {
    fn from(scale: Scale) -> ScaleSpec {
        match scale {
            Scale::Steps { steps, extra } => ScaleSpec { steps: Some(steps), extra, ..ScaleSpec::default() },
            Scale::Free { min, max, step, extra } => {
                ScaleSpec { steps: None, min: Some(min), max, step: Some(step), extra }
            }
        }
    }
}

impl Default for Scale {
    fn default() -> Self {
        Scale::Steps { steps: Vec::new(), extra: Extra::default() }
    }
}

impl Scale {
    /// Whether `value` can be scored.
    pub fn contains(&self, value: Num) -> bool {
        match self {
            Scale::Steps { steps, .. } => steps.contains(&value),
            Scale::Free { min, .. } => (min.get()..=self.largest()).contains(&value.get()),
        }
    }

    /// The named steps; none on a free scale.
    pub fn steps(&self) -> &[Num] {
        match self {
            Scale::Steps { steps, .. } => steps,
            Scale::Free { .. } => &[],
        }
    }

    /// The smallest value that can be scored.
    pub fn smallest(&self) -> f64 {
        match self {
            Scale::Steps { steps, .. } => steps.first().map_or(0.0, |step| step.get()),
            Scale::Free { min, .. } => min.get(),
        }
    }

    /// The largest value that can be scored.
    pub fn largest(&self) -> f64 {
        match self {
            Scale::Steps { steps, .. } => steps.last().map_or(0.0, |step| step.get()),
            Scale::Free { max, .. } => max.map_or(LARGEST, Num::get),
        }
    }

    /// Whether one digit says everything, so that a key press can score at once.
    pub fn single_digits(&self) -> bool {
        !self.steps().is_empty() && self.steps().iter().all(|step| step.digit().is_some())
    }

    /// The next value above (`up`) or below; from nothing, the middle step or the minimum.
    /// `None` at the end of the scale.
    pub fn next(&self, from: Option<Num>, up: bool) -> Option<Num> {
        match self {
            Scale::Steps { steps, .. } => next_step(steps, from, up),
            Scale::Free { min, step, .. } => {
                let Some(from) = from else { return Some(*min) };
                let moved = if up { from.get() + step.get() } else { from.get() - step.get() };
                let clamped = moved.clamp(min.get(), self.largest());
                Num::computed(clamped).filter(|to| *to != from)
            }
        }
    }

    /// One step down and one step up from a value, where the scale goes on. On a free scale a step is a fifth less,
    /// or a quarter more: as much as estimates are mostly off by.
    pub fn beside(&self, value: Num) -> [Option<Num>; 2] {
        match self {
            Scale::Steps { .. } => [false, true].map(|up| self.next(Some(value), up)),
            Scale::Free { .. } => FREE_STEPS
                .map(|factor| Num::computed(value.get() * factor).filter(|step| self.contains(*step))),
        }
    }

    /// What may be scored, in words: `1, 2, 3, 4, 5` or `0.5 or more`.
    pub fn allowed(&self) -> String {
        match self {
            Scale::Steps { steps, .. } => steps.iter().map(Num::to_string).collect::<Vec<_>>().join(", "),
            Scale::Free { min, max: Some(max), .. } => format!("{min} to {max}"),
            Scale::Free { min, max: None, .. } => format!("{min} or more"),
        }
    }
}

fn next_step(steps: &[Num], from: Option<Num>, up: bool) -> Option<Num> {
    let Some(from) = from else {
        return steps.get(steps.len() / 2).copied();
    };
    if up {
        steps.iter().copied().find(|step| *step > from)
    } else {
        steps.iter().copied().rev().find(|step| *step < from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn num(raw: f64) -> Num {
        Num::new(raw).unwrap()
    }

    fn steps(raw: &[f64]) -> Scale {
        Scale::Steps { steps: raw.iter().copied().map(num).collect(), extra: Extra::default() }
    }

    #[test]
    fn steps_go_from_one_to_the_next_and_stop_at_the_ends() {
        let scale = steps(&[0.25, 0.5, 1.0, 2.0, 3.0]);
        assert_eq!(scale.next(Some(num(1.0)), true), Some(num(2.0)));
        assert_eq!(scale.next(Some(num(0.7)), false), Some(num(0.5)));
        assert_eq!(scale.next(Some(num(3.0)), true), None);
        assert_eq!(scale.next(None, true), Some(num(1.0)));
    }

    #[test]
    fn a_free_scale_moves_by_its_step_within_its_range() {
        let scale: Scale = serde_json::from_str(r#"{"min":0.5,"step":0.5}"#).unwrap();
        assert_eq!(scale.next(Some(num(0.5)), false), None);
        assert_eq!(scale.next(Some(num(0.7)), false), Some(num(0.5)));
        assert_eq!(scale.next(None, true), Some(num(0.5)));
        assert!(scale.contains(num(LARGEST)) && !scale.contains(num(LARGEST * 2.0)));
        assert!(!scale.contains(num(0.4)));
    }

    #[test]
    fn only_scales_of_digits_commit_at_once() {
        assert!(steps(&[1.0, 2.0, 5.0]).single_digits());
        assert!(!steps(&[1.0, 13.0]).single_digits());
        assert!(!steps(&[0.5, 1.0]).single_digits());
    }
}
