//! An explanation in words.

use super::{Decides, Explanation, Gap, Input, Origin, Place, Ranked, Tie, Vote, text};
use crate::domain::criterion::tidy;
use crate::domain::item::{Held, SetAside};
use crate::domain::text::listed;
use crate::domain::whatif::Way;

/// Score differences below this are shown as less than it: scores are told with three decimals.
const SMALLEST_SHOWN: f64 = 0.001;

impl Input<'_> {
    /// The value as the room reads it.
    pub fn shown(&self) -> Option<String> {
        self.value.map(|value| self.criterion.shown(value))
    }

    /// Where it came from, in words: `median of Ana 3 · Bo 4`, and `median of 3 · 4` without the names.
    pub fn source(&self, names: bool) -> String {
        let votes = || {
            let mut votes: Vec<&Vote<'_>> = self.votes.iter().collect();
            if !names {
                // The order of the list would tell whose they are.
                votes.sort_unstable_by_key(|vote| vote.value);
            }
            let told = |vote: &&Vote<'_>| {
                let value = self.criterion.shown(vote.value);
                if names { format!("{} {value}", vote.name) } else { value }
            };
            votes.iter().map(told).collect::<Vec<_>>().join(" · ")
        };
        match self.origin {
            Origin::Agreed => format!("agreed, votes {}", votes()),
            Origin::Plain => "set directly, no votes".to_owned(),
            Origin::Median => format!("median of {}", votes()),
            Origin::Missing => "not scored".to_owned(),
            Origin::Voting => "voted on blind".to_owned(),
        }
    }
}

impl Gap {
    /// What parts the neighbour from the item: `0.333 ahead`, `same score, more effort`.
    pub fn told(&self) -> String {
        match (self.decides, self.ahead) {
            (Decides::Score, ahead) => {
                let way = if ahead { "ahead" } else { "behind" };
                if self.difference < SMALLEST_SHOWN {
                    return format!("less than {SMALLEST_SHOWN} {way}");
                }
                format!("{} {way}", tidy(self.difference))
            }
            (Decides::Effort, true) => "same score, less effort".to_owned(),
            (Decides::Effort, false) => "same score, more effort".to_owned(),
            (Decides::Hand, ahead) => {
                let way = if ahead { "put ahead by hand" } else { "put behind by hand" };
                if self.difference < SMALLEST_SHOWN {
                    return format!("same score, {way}");
                }
                format!("{} {}, {way}", tidy(self.difference), if ahead { "less" } else { "more" })
            }
            (Decides::Order, true) => "same score, earlier in the file".to_owned(),
            (Decides::Order, false) => "same score, later in the file".to_owned(),
        }
    }
}

impl Explanation<'_> {
    /// The item's numbers in the formula and what they come to: `(5 + 5 + 3) ÷ 2 = 6.5`.
    pub fn equation(&self) -> String {
        let numbers = text(&self.numbers);
        self.score.map_or_else(|| numbers.clone(), |score| format!("{numbers} = {}", tidy(score)))
    }

    /// Where the item stands, in words: `must · #3 of 19 · in`.
    pub fn standing(&self) -> String {
        let class = self.class.map(|class| format!("{} · ", class.shown())).unwrap_or_default();
        let place = match &self.place {
            Place::Ranked(ranked) => ranked.told(),
            Place::Unscored(missing) => {
                let inputs = || missing.iter().map(|i| &self.inputs[*i]);
                let (voted, lacking): (Vec<_>, Vec<_>) =
                    inputs().partition(|input| input.origin == Origin::Voting);
                let ways = [(lacking, "scored"), (voted, "revealed")];
                let ways = ways.into_iter().filter(|(inputs, _)| !inputs.is_empty());
                let told = ways.map(|(inputs, done)| {
                    let name = |input: &&Input<'_>| input.criterion.shown_name().to_lowercase();
                    let verb = if inputs.len() == 1 { "is" } else { "are" };
                    format!("{} {verb} {done}", listed(&inputs.iter().map(name).collect::<Vec<_>>()))
                });
                format!("no rank before {}", told.collect::<Vec<_>>().join(" and "))
            }
            Place::SetAside(what, aside) => {
                let told = aside.map_or(String::new(), SetAside::line);
                format!("takes no part in the ranking: {what}{told}")
            }
        };
        format!("{class}{place}")
    }

    /// One way as people say it, with the rank that it leads to: `effort ≤ 3 → #2`.
    pub fn way(&self, way: &Way) -> String {
        let criterion = self.inputs[way.criterion].criterion;
        let name = criterion.shown_name().to_lowercase();
        format!("{name} {} → #{}", way.bound(criterion), way.index + 1)
    }
}

impl Ranked<'_> {
    fn told(&self) -> String {
        let rank = format!("#{} of {}", self.index + 1, self.of);
        if let Some(pin) = self.pin {
            let held = pin.held.map_or("", Held::name);
            let by = if pin.owner.is_empty() { String::new() } else { format!(" by {}", pin.owner) };
            let why = if pin.reason.is_empty() { String::new() } else { format!(": {}", pin.reason) };
            let by_score = match (self.deviates, pin.held) {
                (true, Some(Held::In)) => ", out by score",
                (true, Some(Held::Out)) => ", in by score",
                _ => "",
            };
            return format!("{rank} · pinned {held}{by}{by_score}{why}");
        }
        let side = match self.is_in {
            None => rank,
            Some(true) => format!("{rank} · in"),
            Some(false) => format!("{rank} · out"),
        };
        match self.tie {
            None => side,
            Some(Tie { size, by_hand: false }) => format!("{side} · near-tie of {size}"),
            Some(Tie { size, by_hand: true }) => format!("{side} · near-tie of {size}, ordered by hand"),
        }
    }
}
