//! Disagreements: votes that differ, and whether settling them one way or the other would change who is in.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::id::Slot;
use super::number::Num;
use super::standing::Crossing;
use super::vote::Score;
use super::whatif::what_if;
use super::workshop::Workshop;
use super::workspace::Workspace;

/// Votes on one criterion of one item that differ, and that nobody has settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The item.
    pub slot: Slot,
    /// The index of the criterion in the framework.
    pub criterion: usize,
    /// The lowest vote.
    pub lowest: Num,
    /// The highest vote.
    pub highest: Num,
}

/// A disagreement, and who would cross the line if it was settled at either end. It is decisive if anybody would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stakes {
    /// The disagreement.
    pub over: Disagreement,
    /// Who crosses if the lowest vote is agreed on.
    pub at_lowest: Crossing<Slot>,
    /// Who crosses if the highest vote is agreed on.
    pub at_highest: Crossing<Slot>,
}

/// The disagreements about one item, in the order of the framework's criteria.
pub fn disagreements(workspace: &Workspace, slot: Slot) -> impl Iterator<Item = Disagreement> + '_ {
    let scores = &workspace.item(slot).scores;
    let criteria = if scores.have_votes() { workspace.framework().criteria() } else { &[] };
    criteria.iter().enumerate().filter_map(move |(criterion, rule)| {
        let (lowest, highest) = spread(scores.get(&rule.id)?)?;
        Some(Disagreement { slot, criterion, lowest, highest })
    })
}

/// The lowest and the highest vote, where they differ and nothing is agreed.
fn spread(score: &Score) -> Option<(Num, Num)> {
    if score.agreed().is_some() {
        return None;
    }
    let votes = || score.votes().iter().map(|(_, vote)| *vote);
    let ends = (votes().min()?, votes().max()?);
    (ends.0 < ends.1).then_some(ends)
}

/// Every disagreement about an item of the backlog, in the manual order of the file.
pub fn every_disagreement(workshop: &Workshop) -> impl Iterator<Item = Disagreement> + '_ {
    let candidates = workshop.standing().candidates();
    candidates.iter().flat_map(|slot| disagreements(workshop.workspace(), *slot))
}

/// The disagreements that would change who is in: those first that make the most items change sides, as they are talked
/// about, then the best ranked ones. Costs two previews for each disagreement.
pub fn decisive(workshop: &Workshop) -> Vec<Stakes> {
    let stakes = every_disagreement(workshop).map(|over| Stakes::of(workshop, over));
    let mut found: Vec<Stakes> = stakes.filter(Stakes::is_decisive).collect();
    let standing = workshop.standing();
    let order =
        |found: &Stakes| (Reverse(found.changes()), standing.index(found.over.slot), found.over.criterion);
    found.sort_by_cached_key(order);
    found
}

impl Stakes {
    /// What hangs on a disagreement: it is settled at its lowest and at its highest vote while all else stays as
    /// it is.
    pub fn of(workshop: &Workshop, over: Disagreement) -> Stakes {
        let standing = workshop.standing();
        // Nobody is in without a line, and an item without a rank does not get one by settling votes.
        let ranked = standing.line().is_some() && standing.seat(over.slot).is_some();
        let settled = |value| what_if(workshop, over.slot, over.criterion, value).outcome.crossing;
        let at = |value| if ranked { settled(value) } else { Crossing::default() };
        Stakes { over, at_lowest: at(over.lowest), at_highest: at(over.highest) }
    }

    /// Whether anybody would cross the line at either end.
    pub fn is_decisive(&self) -> bool {
        !self.at_lowest.is_empty() || !self.at_highest.is_empty()
    }

    /// How many items change sides at one end or the other.
    pub fn changes(&self) -> usize {
        let ends = [&self.at_lowest, &self.at_highest];
        let who = ends.into_iter().flat_map(|crossing| crossing.entered.iter().chain(&crossing.left));
        who.collect::<HashSet<&Slot>>().len()
    }

    /// Each end with its vote and who would cross the line there, the lower one first.
    pub fn ends(&self) -> [(Num, &Crossing<Slot>); 2] {
        [(self.over.lowest, &self.at_lowest), (self.over.highest, &self.at_highest)]
    }
}

/// `at 5 it falls out, SSO comes in`, `at 5: SSO comes in`: the item itself, where it crosses the line, and the first of
/// the others.
pub(super) fn end(workspace: &Workspace, slot: Slot, value: &str, crossing: &Crossing<Slot>) -> String {
    let own = crossing.way_of(&slot).map(|goes| format!(" it {}", goes.verb(1)));
    let parted = if own.is_some() { ", " } else { ": " };
    let other = crossing
        .losers_first()
        .find(|(_, who)| **who != slot)
        .map(|(goes, who)| format!("{parted}{} {}", workspace.item(*who).shown_title(), goes.verb(1)));
    format!("at {value}{}{}", own.unwrap_or_default(), other.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two fit. Dark mode just falls short: its impact and its effort are in dispute, as is the effort of Pay,
    /// which is in whatever comes of it.
    const WORKSPACE: &str = r#"{
        "framework": "value-effort", "capacity": {"amount":4, "unit": "points"},
        "items": [
            {"id": "parked", "horizon": "parked", "scores": {"impact": 5, "effort": {"votes": {"a": 1, "b": 5}}}},
            {"id": "pay", "title": "Pay", "scores": {"impact": 5, "effort": {"votes": {"a": 1, "b": 2, "c": 1}}}},
            {"id": "sso", "title": "SSO", "scores": {"impact": 3, "effort": 2}},
            {"id": "dark", "title": "Dark mode",
             "scores": {"impact": {"votes": {"a": 1, "b": 5}}, "effort": {"votes": {"a": 2, "b": 3}}}},
            {"id": "agreed", "scores": {"impact": 1, "effort": {"votes": {"a": 1, "b": 5}, "agreed": 5}}},
            {"id": "unanimous", "scores": {"impact": 1, "effort": {"votes": {"a": 5, "b": 5}}}},
            {"id": "unscored", "scores": {"effort": {"votes": {"a": 1, "b": 5}}}}
        ]
    }"#;

    fn workshop(text: &str) -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
    }

    fn told(workshop: &Workshop) -> Vec<String> {
        let workspace = workshop.workspace();
        let each = decisive(workshop);
        each.iter()
            .map(|found| {
                format!(
                    "{}: {}",
                    workspace.item(found.over.slot).id,
                    crate::domain::discuss::told(workshop, found.over)
                )
            })
            .collect()
    }

    #[test]
    fn only_votes_that_differ_and_are_not_settled_are_a_disagreement() {
        let workshop = workshop(WORKSPACE);
        let over = |it: Disagreement| (workshop.workspace().item(it.slot).id.to_string(), it.criterion);
        let found: Vec<_> = every_disagreement(&workshop).map(over).collect();
        let expected = [("pay", 1), ("dark", 0), ("dark", 1), ("unscored", 1)];
        assert_eq!(found, expected.map(|(id, criterion)| (id.to_owned(), criterion)));
    }

    #[test]
    fn a_disagreement_is_decisive_if_either_end_changes_who_is_in() {
        let found = told(&workshop(WORKSPACE));
        assert_eq!(found, ["dark: impact, votes 1 to 5: at 4 or more it comes in, SSO falls out"]);
    }

    #[test]
    fn one_that_makes_others_cross_is_decisive_too() {
        let tighter = WORKSPACE.replace(r#""amount":4"#, r#""amount":3"#);
        let found = told(&workshop(&tighter));
        assert_eq!(
            found,
            [
                "pay: effort, votes 1 to 2: at 2: SSO falls out",
                "dark: impact, votes 1 to 5: at 4–5: SSO falls out"
            ]
        );
    }

    #[test]
    fn nothing_is_decisive_without_a_line() {
        let text = WORKSPACE.replace(r#""amount":4,"#, "");
        assert_eq!(told(&workshop(&text)), Vec::<String>::new());
    }
}
