//! `MoSCoW`: a class per item beside its score, and the rule that keeps the musts from filling the line.
//!
//! A class is an overlay and ranks nothing. The rule is that of the DSDM Agile Project Framework
//! handbook: musts take at most 60 % of the effort, so that there is something left to give.

use super::record::word;
use super::share::against;
use super::standing::Standing;

/// The most that musts may take of the effort in the line.
pub const MOST_MUST: f64 = 0.6;

word! {
    /// How much depends on an item.
    pub enum Class {
        /// Without it the rest is worth nothing.
        Must = "must",
        /// Painful to leave out.
        Should = "should",
        /// Welcome where there is room.
        Could = "could",
        /// Not this time.
        Wont = "wont",
    }
}

impl Class {
    /// The letter of a narrow column.
    pub fn letter(self) -> &'static str {
        match self {
            Class::Must => "M",
            Class::Should => "S",
            Class::Could => "C",
            Class::Wont => "W",
        }
    }

    /// The word as people write it.
    pub fn shown(self) -> &'static str {
        if self == Class::Wont { "won't" } else { self.name() }
    }
}

/// What the rule comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// There is no line, no effort in it, or nobody has a class.
    NotApplicable,
    /// The musts leave room: their share of the effort in the line, 0 to 0.6.
    Met(f64),
    /// The musts take too much: their share of the effort in the line, above 0.6 and up to 1.
    Over(f64),
}

impl Rule {
    /// The share of the musts, 0 to 1; none where the rule does not apply.
    pub fn share(self) -> Option<f64> {
        match self {
            Rule::NotApplicable => None,
            Rule::Met(share) | Rule::Over(share) => Some(share),
        }
    }
}

/// What the rule comes to for a ranking and its line. Costs nothing: the sums are kept with the line.
pub fn rule(standing: &Standing) -> Rule {
    match standing.load().filter(|load| load.effort > 0 && !standing.classed().is_empty()) {
        None => Rule::NotApplicable,
        Some(load) => judged(load.must, load.effort),
    }
}

/// Compared in whole numbers: exactly 60 % is met.
fn judged(must: i128, effort: i128) -> Rule {
    let share = must as f64 / effort as f64;
    if must * 5 > effort * 3 { Rule::Over(share) } else { Rule::Met(share) }
}

/// The share of the musts in words, held against the most that they may take: `45%`.
pub fn told(share: f64) -> String {
    against(share, MOST_MUST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::{Head, Workspace};

    fn of(text: &str) -> Rule {
        let head: Head = serde_json::from_str(text).unwrap();
        rule(&Standing::new(&Workspace::load(head).unwrap().0))
    }

    /// Items of these efforts and classes, the best first, under a capacity.
    fn backlog(capacity: &str, items: &[(u32, &str)]) -> Rule {
        let items: Vec<String> = items
            .iter()
            .map(|(effort, class)| {
                format!(r#"{{"moscow":{class},"scores":{{"impact":5,"effort":{effort}}}}}"#)
            })
            .collect();
        let items = items.join(",");
        of(&format!(r#"{{"framework":"value-effort","capacity":{capacity},"items":[{items}]}}"#))
    }

    #[test]
    fn musts_may_take_sixty_per_cent_of_the_effort_in_the_line() {
        let (must, should, none) = (r#""must""#, r#""should""#, "null");
        for (capacity, items, expected) in [
            (10, &[(3, must), (2, should)][..], Rule::Met(0.6)),
            (10, &[(3, must), (1, should)], Rule::Over(0.75)),
            (10, &[(1, must), (4, none)], Rule::Met(0.2)),
            (10, &[(1, should), (4, none)], Rule::Met(0.0)),
            (10, &[(1, must)], Rule::Over(1.0)),
            // Below the line nobody counts.
            (3, &[(1, none), (2, none), (3, must)], Rule::Met(0.0)),
            (0, &[(3, must)], Rule::NotApplicable),
            (10, &[(1, none), (4, none)], Rule::NotApplicable),
            (10, &[], Rule::NotApplicable),
        ] {
            let capacity = format!(r#"{{"amount":{capacity},"unit":"points"}}"#);
            assert_eq!(backlog(&capacity, items), expected, "{capacity} {items:?}");
        }
        assert_eq!(backlog("null", &[(3, must)]), Rule::NotApplicable);
        let two_items = r#"{"amount":2,"unit":"items"}"#;
        assert_eq!(backlog(two_items, &[(1, must), (3, none), (5, must)]), Rule::Met(0.25));
    }

    #[test]
    fn exactly_the_limit_is_met() {
        assert_eq!((judged(3, 5), judged(30_001, 50_000)), (Rule::Met(0.6), Rule::Over(0.600_02)));
    }

    #[test]
    fn a_class_is_read_as_files_spell_it() {
        assert_eq!(Class::parse("wont"), Some(Class::Wont));
        let letters: String = Class::ALL.iter().map(|class| class.letter()).collect();
        assert_eq!((letters.as_str(), Class::Wont.shown(), Class::Must.shown()), ("MSCW", "won't", "must"));
    }
}
