//! What is scored: a criterion with its side, its scale, and what its steps mean.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::CriterionId;
use super::number::{self, Mistyped, Num};
use super::record::{always_written, record, word};
use super::scale::Scale;
use super::vote::{Score, median};

word! {
    /// Who scores a criterion.
    pub enum Side {
        /// Says what an item is worth.
        Business = "business",
        /// Says what an item takes.
        Engineering = "engineering",
    }
}

impl Side {
    /// Its place in [`Side::ALL`].
    pub fn index(self) -> usize {
        match self {
            Side::Business => 0,
            Side::Engineering => 1,
        }
    }

    /// The side across the table.
    #[must_use]
    pub fn other(self) -> Side {
        match self {
            Side::Business => Side::Engineering,
            Side::Engineering => Side::Business,
        }
    }

    /// What this side scores, in one word: the benefit or the cost.
    pub fn scores(self) -> &'static str {
        match self {
            Side::Business => "impact",
            Side::Engineering => "effort",
        }
    }
}

/// How values of a criterion are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Display {
    /// As they are.
    #[default]
    Plain,
    /// A fraction in the file, a percentage on the screen.
    Percent,
}

record! {
    /// What a value means, in words of the room.
    pub struct RubricLine {
        /// The value.
        "at" at: Num,
        /// What it means.
        "means" means: String,
    }
}

record! {
    /// One thing that is scored.
    pub struct Criterion {
        /// Its id, shared by frameworks that score the same thing.
        "id" id: CriterionId,
        /// Its full name.
        "name" name: String,
        /// Its column heading.
        "short" short: String,
        /// Who scores it.
        "side" side: Option<Side>,
        /// The question that the room answers.
        "question" question: String,
        /// The values it can take.
        "scale" scale: Scale,
        /// How values are shown.
        "display" display: Option<Display>,
        /// What a value counts.
        "unit" unit: String,
        /// What the values mean.
        "rubric" rubric: Vec<RubricLine>,
    }
}

always_written!(Num, Scale, CriterionId);

impl Criterion {
    /// The side that owns this criterion.
    pub fn side(&self) -> Side {
        self.side.unwrap_or(Side::Business)
    }

    /// Whether values are shown as percentages.
    pub fn percent(&self) -> bool {
        self.display == Some(Display::Percent)
    }

    /// The full name, or the id where none is given.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() { self.id.as_str() } else { &self.name }
    }

    /// The name within a sentence. That of a criterion which the framework does not have any more is the words of its id.
    pub fn in_words(rule: Option<&Criterion>, id: &CriterionId) -> String {
        rule.map_or_else(|| id.as_str().replace('_', " "), |rule| rule.shown_name().to_lowercase())
    }

    /// The column heading.
    pub fn heading(&self) -> &str {
        if self.short.is_empty() { self.shown_name() } else { &self.short }
    }

    /// A value as the room reads it: `4`, or `80 %` for a fraction.
    pub fn shown(&self, value: Num) -> String {
        shown(value, self.percent())
    }

    /// A number as somebody types it: for percentages 80 means 0.8.
    ///
    /// # Errors
    /// It is none, or one that can be read in two ways.
    pub fn typed(&self, text: &str) -> Result<Num, Mistyped> {
        let number = number::typed(text.trim().trim_end_matches('%'))?;
        // Divided by a whole number, 80 becomes exactly the 0.8 that a file spells.
        if self.percent() { Num::new(number.get() / 100.0).ok_or(Mistyped::NoNumber) } else { Ok(number) }
    }

    /// A value as somebody types it that can be voted, or agreed on where there is a score with votes.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub fn read(&self, text: &str, score: Option<&Score>) -> Result<Num, String> {
        match self.typed(text) {
            Ok(value) if self.takes(value, score) => Ok(value),
            Err(why @ Mistyped::TwoWays) => Err(format!("{text} {why}")),
            _ => Err(format!("{text} is not on the scale of {}: {}", self.shown_name(), self.allowed())),
        }
    }

    /// Whether the room can agree on a value: on one of the scale, and on the median of the votes on it, which of an even
    /// count may lie between two steps.
    pub fn takes(&self, value: Num, score: Option<&Score>) -> bool {
        self.scale.contains(value) || score.and_then(|score| median(score.votes())) == Some(value)
    }

    /// What may be scored, in the words of the screen.
    pub fn allowed(&self) -> String {
        if self.percent() {
            self.scale.steps().iter().map(|step| self.shown(*step)).collect::<Vec<_>>().join(", ")
        } else {
            self.scale.allowed()
        }
    }

    /// Whether a value can stand in a workspace. What settles votes may lie between two steps: an even
    /// count of votes has its median there.
    pub fn admits(&self, value: Num, settles_votes: bool) -> bool {
        let ends = self.scale.smallest()..=self.scale.largest();
        self.scale.contains(value) || (settles_votes && ends.contains(&value.get()))
    }

    /// What a value means, if the rubric says so for exactly this one.
    pub fn means(&self, value: Num) -> Option<&str> {
        self.rubric.iter().find(|line| line.at == value).map(|line| line.means.as_str())
    }
}

/// A value as the room reads it.
pub fn shown(value: Num, percent: bool) -> String {
    if percent { format!("{}%", tidy(value.get() * 100.0)) } else { tidy(value.get()) }
}

/// A number as the room reads it: at most three decimals and no trailing zeros.
pub fn tidy(raw: f64) -> String {
    if raw.fract() == 0.0 && (0.0..PLAIN).contains(&raw) {
        return (raw as u64).to_string();
    }
    let mut text = fixed(raw, 3);
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    text
}

/// Below this magnitude a number is put into digits as a whole one.
const PLAIN: f64 = 1e9;

/// How near to the middle between two last digits only exact arithmetic tells which of them it is.
const MIDDLE: f64 = 1e-6;

/// A number with so many decimals, up to three, as `format!` writes it and in a fraction of the time: a screen has a
/// hundred of them.
pub fn fixed(raw: f64, decimals: usize) -> String {
    let scaled = raw * [1.0, 10.0, 100.0, 1000.0][decimals.min(3)];
    let unsure = (scaled.abs().fract() - 0.5).abs() < MIDDLE;
    if unsure || decimals > 3 || raw.is_sign_negative() || !(0.0..PLAIN).contains(&scaled) {
        return format!("{raw:.decimals$}");
    }
    let mut text = format!("{:0>1$}", scaled.round() as u64, decimals + 1);
    if decimals > 0 {
        text.insert(text.len() - decimals, '.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_digits_that_format_gives_it() {
        let mut raws =
            vec![0.0, 0.5, 1.5, 2.25, 2.675, 0.0005, 0.1 + 0.2, 999.9995, 1e8 - 0.001, 1e9, 1e15, 5e-324];
        raws.extend((0..2_000).map(|i| f64::from(i) / 7.0));
        raws.extend((0..2_000).map(|i| f64::from(i) / 8.0));
        raws.extend([f64::NAN, f64::INFINITY, f64::MAX]);
        for raw in raws.iter().copied().chain(raws.iter().map(|raw| -raw)) {
            for decimals in 0..=4 {
                assert_eq!(fixed(raw, decimals), format!("{raw:.decimals$}"), "{raw:e} with {decimals}");
            }
        }
    }

    #[test]
    fn a_criterion_that_is_not_there_any_more_is_told_in_words() {
        let rule = Criterion { name: "Reach".to_owned(), ..Criterion::default() };
        assert_eq!(Criterion::in_words(Some(&rule), &"reach".into()), "reach");
        assert_eq!(Criterion::in_words(None, &"business_value".into()), "business value");
    }

    #[test]
    fn a_tidy_number_has_no_zeros_behind_it() {
        for (raw, told) in [
            (0.0, "0"),
            (4.0, "4"),
            (10.0, "10"),
            (1.5, "1.5"),
            (0.12345, "0.123"),
            (-2.0, "-2"),
            (1e12, "1000000000000"),
        ] {
            assert_eq!(tidy(raw), told);
        }
    }
}
