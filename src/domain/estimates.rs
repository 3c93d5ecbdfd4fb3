//! Estimates against actuals: how far what was done ran over what it had been estimated at.

use std::collections::HashSet;

use super::cycle::estimate;
use super::id::ItemId;
use super::item::{Item, Kind};
use super::number::Num;
use super::ranking::micro;
use super::text::counted;
use super::workspace::{Cycle, ITEMS, Workspace};

/// By fewer items than these it is told by how many: one that went wrong says little about the next.
const ENOUGH: usize = 5;

/// How many closed cycles are looked back on.
pub const CYCLES: usize = 3;

/// What some items were estimated at and what they took, in millionths of the unit of effort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How many items.
    pub items: usize,
    /// What they were estimated at, together.
    pub estimated: i128,
    /// What they took, together.
    pub actual: i128,
}

impl Account {
    /// How many times its estimate the work took, together: Σ actual ÷ Σ estimate. 1 is as estimated.
    pub fn ratio(&self) -> f64 {
        self.actual as f64 / self.estimated as f64
    }

    fn add(&mut self, estimated: Num, actual: Num) {
        self.items += 1;
        self.estimated += i128::from(micro(estimated));
        self.actual += i128::from(micro(actual));
    }
}

/// Estimates against actuals over the last closed cycles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimates {
    /// How many closed cycles, back to the first that has any of it, up to [`CYCLES`].
    pub cycles: usize,
    /// Everything together.
    pub total: Account,
    /// The kinds there is something of, in the order of the glossary.
    pub kinds: Vec<(Kind, Account)>,
}

/// Compares what the last three closed cycles got done with what it took. An item counts once, where it has both
/// numbers and its estimate is above 0: the estimate is the one that the cycle was closed with, else the
/// effort that stands on the item. None where there is nothing to compare.
pub fn estimates(workspace: &Workspace) -> Option<Estimates> {
    let closed = &workspace.head().cycles;
    let last = &closed[closed.len().saturating_sub(CYCLES)..];
    let mut estimates = Estimates::default();
    let mut kinds = vec![Account::default(); Kind::ALL.len()];
    let mut seen: HashSet<&ItemId> = HashSet::new();
    // Newest first: what was opened again belongs to the cycle that got it done in the end.
    let back = last.iter().rev().zip(1..);
    for (cycle, nth, id) in back.flat_map(|(cycle, nth)| cycle.done.iter().map(move |id| (cycle, nth, id))) {
        let Some(item) = workspace.slot(id).map(|slot| workspace.item(slot)) else { continue };
        if !seen.insert(id) {
            continue;
        }
        if let Some((estimated, actual)) = pair(workspace, cycle, item) {
            estimates.total.add(estimated, actual);
            estimates.cycles = nth;
            let kind = Kind::ALL.iter().position(|kind| *kind == item.kind);
            kinds[kind.unwrap_or_default()].add(estimated, actual);
        }
    }
    let kinds = Kind::ALL.iter().copied().zip(kinds);
    estimates.kinds = kinds.filter(|(_, account)| account.items > 0).collect();
    (estimates.total.items > 0).then_some(estimates)
}

fn pair(workspace: &Workspace, cycle: &Cycle, item: &Item) -> Option<(Num, Num)> {
    let actual = item.rare.details.as_ref()?.actual_effort?;
    let estimated = cycle.estimates.get(&item.id).or_else(|| estimate(workspace, item))?;
    (estimated > Num::ZERO).then_some((estimated, actual))
}

impl Estimates {
    /// `engineering's estimates ran 1.4× over the last 3 cycles: 18 behaves like 13`, with how many items said so where
    /// they are few.
    pub fn told(&self, workspace: &Workspace) -> String {
        let framework = workspace.framework();
        let side = framework.effort().map(|effort| framework.criteria()[effort].side());
        let whose = side.map(|side| format!("{side}'s ")).unwrap_or_default();
        let ratio = self.total.ratio();
        let cycles = match self.cycles {
            1 => "cycle".to_owned(),
            more => format!("{more} cycles"),
        };
        let behaves = self.behaves(workspace);
        let behaves = behaves.map(|(amount, like)| format!(": {amount} behaves like {like}"));
        let few = (self.total.items < ENOUGH).then(|| format!(", by {}", counted(self.total.items, "item")));
        let (few, behaves) = (few.unwrap_or_default(), behaves.unwrap_or_default());
        format!("{whose}estimates ran {ratio:.1}× over the last {cycles}{few}{behaves}")
    }

    /// The capacity, and what of it there is when work goes on taking what it took: capacity ÷ ratio, whole from
    /// 10 on. None without a capacity in effort, or where the work took nothing.
    pub fn behaves(&self, workspace: &Workspace) -> Option<(Num, Num)> {
        let capacity = workspace.head().capacity.as_ref().filter(|capacity| capacity.unit != ITEMS)?;
        let amount = capacity.amount?;
        let like = amount.get() / self.total.ratio();
        let grain = if like >= 10.0 { 1.0 } else { 10.0 };
        Some((amount, Num::computed((like * grain).round() / grain)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::Head;

    fn workspace(capacity: &str, items: &str, cycles: &str) -> Workspace {
        let text = format!(
            r#"{{"framework": "value-effort", "capacity": {capacity}, "items": [{items}], "cycles": [{cycles}]}}"#
        );
        let head: Head = serde_json::from_str(&text).unwrap();
        Workspace::load(head).unwrap().0
    }

    fn item(id: &str, kind: &str, effort: u32, actual: &str) -> String {
        format!(
            r#"{{"id": "{id}", "kind": "{kind}", "status": "done", "scores": {{"effort": {effort}}}, "actual_effort": {actual}}}"#
        )
    }

    fn account(items: usize, estimated: i128, actual: i128) -> Account {
        Account { items, estimated: estimated * 1_000_000, actual: actual * 1_000_000 }
    }

    const POINTS: &str = r#"{"amount": 18, "unit": "points"}"#;

    #[test]
    fn what_was_done_is_compared_by_kind_and_in_total() {
        let items = [
            item("a", "feature", 3, "3"),
            item("b", "debt", 2, "5"),
            item("c", "debt", 5, "6"),
            // What nobody counted, what is gone, and what is older than three cycles.
            item("d", "tech", 2, "null"),
            item("old", "debt", 1, "9"),
        ];
        let cycles = r#"
            {"id": "1", "done": ["old"]},
            {"id": "2", "done": ["a", "c"]},
            {"id": "3", "done": ["gone", "d"]},
            {"id": "4", "done": ["b", "c"], "estimates": {"c": 4}}"#;
        let workspace = workspace(POINTS, &items.join(","), cycles);
        let estimates = estimates(&workspace).unwrap();
        assert_eq!(estimates.cycles, 3);
        assert_eq!(estimates.total, account(3, 9, 14));
        assert_eq!(
            estimates.kinds,
            [(Kind::Feature, account(1, 3, 3)), (Kind::Debt, account(2, 6, 11))],
            "c is counted once, with the estimate of the cycle that got it done"
        );
        let newest = r#"{"id": "3", "done": ["gone", "d"]}, {"id": "4", "done": ["b"]}"#;
        let compared = super::estimates(&self::workspace(POINTS, &items.join(","), newest)).unwrap();
        assert_eq!(compared.cycles, 1, "the one before has nothing to compare");
        let told = "engineering's estimates ran 1.6× over the last 3 cycles, by 3 items: 18 behaves like 12";
        assert_eq!(estimates.told(&workspace), told);
    }

    #[test]
    fn the_sentence_fits_what_is_known() {
        for (capacity, effort, actual, expected) in [
            (POINTS, 5, "7", "ran 1.4× over the last cycle, by 1 item: 18 behaves like 13"),
            (POINTS, 5, "5", "ran 1.0× over the last cycle, by 1 item: 18 behaves like 18"),
            (POINTS, 5, "4", "ran 0.8× over the last cycle, by 1 item: 18 behaves like 23"),
            (r#"{"amount": 6}"#, 3, "4", "ran 1.3× over the last cycle, by 1 item: 6 behaves like 4.5"),
            (r#"{"amount": 6, "unit": "items"}"#, 3, "4", "ran 1.3× over the last cycle, by 1 item"),
            ("null", 3, "4", "ran 1.3× over the last cycle, by 1 item"),
            (POINTS, 3, "0", "ran 0.0× over the last cycle, by 1 item"),
        ] {
            let done = r#"{"id": "1", "done": ["a"]}"#;
            let workspace = workspace(capacity, &item("a", "tech", effort, actual), done);
            let told = estimates(&workspace).unwrap().told(&workspace);
            assert_eq!(told, format!("engineering's estimates {expected}"));
        }
    }

    #[test]
    fn where_nothing_can_be_compared_nothing_is_said() {
        let done = r#"{"id": "1", "done": ["a"]}"#;
        for (items, cycles) in [
            (item("a", "tech", 3, "4"), ""),
            (item("a", "tech", 3, "null"), done),
            (r#"{"id": "a", "actual_effort": 4}"#.to_owned(), done),
            (String::new(), done),
        ] {
            assert_eq!(estimates(&workspace(POINTS, &items, cycles)), None);
        }
    }
}
