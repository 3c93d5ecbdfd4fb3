//! Scope stability: how much of what a cycle began with it ended with.

use std::collections::HashSet;

use super::id::ItemId;
use super::workspace::Cycle;

/// What became of the plan of one cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// How many items were in when it began.
    pub planned: usize,
    /// How many came to that.
    pub added: usize,
    /// How many of the planned were given up: neither in nor done at the end.
    pub dropped: usize,
}

impl Scope {
    /// Compares a cycle's plan P with its end E. P is what was in at the end of the workshop; E is
    /// what was committed or done when the cycle was closed. None where no plan is on record.
    ///
    /// Items are counted, not effort: what an item is estimated at may change without its scope.
    pub fn of(cycle: &Cycle) -> Option<Scope> {
        let planned: HashSet<&ItemId> = cycle.planned.iter().collect();
        let end: HashSet<&ItemId> = cycle.committed.iter().chain(&cycle.done).collect();
        (!planned.is_empty()).then(|| Scope {
            planned: planned.len(),
            added: end.difference(&planned).count(),
            dropped: planned.difference(&end).count(),
        })
    }

    /// The share that did not change, 0 to 1: |P ∩ E| ÷ |P ∪ E|. What changed is the rest.
    pub fn stability(&self) -> f64 {
        (self.planned - self.dropped) as f64 / (self.planned + self.added) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stability_is_what_stayed_of_all_that_was_ever_in() {
        let ids = |text: &str| text.split_whitespace().map(ItemId::from).collect::<Vec<_>>();
        for (planned, committed, done, expected) in [
            ("a b c d", "a b c d", "a b", Some((4, 0, 0, 1.0))),
            ("a b c", "a b x", "x", Some((3, 1, 1, 0.5))),
            // What was done without having been in came to the plan.
            ("a b", "a b", "a y", Some((2, 1, 0, 2.0 / 3.0))),
            ("a b", "", "", Some((2, 0, 2, 0.0))),
            ("", "a", "a", None),
        ] {
            let cycle = Cycle {
                planned: ids(planned),
                committed: ids(committed),
                done: ids(done),
                ..Cycle::default()
            };
            let found = Scope::of(&cycle).map(|s| (s.planned, s.added, s.dropped, s.stability()));
            assert_eq!(found, expected, "{planned} → {committed}, {done}");
        }
    }
}
