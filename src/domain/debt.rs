//! The debt register: tech and debt items that were put off twice or more, with what that costs.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::cycle::estimate;
use super::id::{ItemId, Slot};
use super::item::Item;
use super::ranking::{micro, tidy_micro};
use super::text::counted;
use super::workshop::Workshop;
use super::workspace::Workspace;

/// From this many deferrals on a technical item stands in the register.
pub const OFTEN: u32 = 2;

/// Whether an item stands in the register: technical, and put off twice or more.
pub fn put_off(item: &Item) -> bool {
    item.kind.technical() && item.deferrals >= OFTEN
}

/// Whether it does once it is put off again.
pub fn put_off_again(item: &Item) -> bool {
    item.kind.technical() && item.deferrals.saturating_add(1) >= OFTEN
}

/// How often an item was put off, in the words of the room: `deferred ×3`, with a sign before it for one of the
/// register. None for an item that never was.
pub fn told(item: &Item) -> Option<String> {
    let sign = if put_off(item) { "⚠ " } else { "" };
    (item.deferrals > 0).then(|| format!("{sign}{}", deferred(item.deferrals)))
}

/// The same, with what not doing it costs behind it for an item of the register: `⚠ deferred ×3: a day a week`.
pub fn sentence(item: &Item) -> Option<String> {
    let told = told(item)?;
    let cost = cost(item).filter(|_| put_off(item));
    Some(cost.map_or(told.clone(), |cost| format!("{told}: {cost}")))
}

/// `deferred ×3`.
pub fn deferred(deferrals: u32) -> String {
    format!("deferred ×{deferrals}")
}

/// What not doing an item costs, where somebody wrote that down.
pub fn cost(item: &Item) -> Option<&str> {
    let cost = item.rare.details.as_ref()?.cost_of_not_doing.as_deref()?.trim();
    (!cost.is_empty()).then_some(cost)
}

/// One line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The item.
    pub slot: Slot,
    /// The closed cycles that deferred it, oldest first. There can be fewer than its deferrals: those before
    /// the first cycle of the file are only counted.
    pub cycles: Vec<String>,
}

impl Owed {
    /// `2 earlier · 2025-Q3 · 2025-Q4`: the cycles that put it off, of which some may only be counted; none where
    /// all are.
    pub fn put_off_in(&self, deferrals: u32) -> Option<String> {
        let earlier = (deferrals as usize).saturating_sub(self.cycles.len());
        let earlier = (earlier > 0).then(|| format!("{earlier} earlier"));
        let names: Vec<String> = earlier.into_iter().chain(self.cycles.iter().cloned()).collect();
        (!self.cycles.is_empty()).then(|| names.join(" · "))
    }
}

/// The register: every candidate that was put off often, the most often first, then those of which it is known what
/// that costs, then by rank, then in the order of the file. A parked or declined item is not in it: somebody decided
/// about that one.
///
/// Costs what there is of items and closed cycles.
pub fn register(workshop: &Workshop) -> Vec<Owed> {
    let (workspace, standing) = (workshop.workspace(), workshop.standing());
    let candidates = standing.candidates().iter();
    let mut slots: Vec<Slot> = candidates.copied().filter(|slot| put_off(workspace.item(*slot))).collect();
    slots.sort_by_cached_key(|slot| {
        let rank = standing.index(*slot).unwrap_or(usize::MAX);
        let item = workspace.item(*slot);
        (Reverse(item.deferrals), cost(item).is_none(), rank)
    });
    let mut cycles: HashMap<&ItemId, Vec<String>> =
        slots.iter().map(|slot| (&workspace.item(*slot).id, Vec::new())).collect();
    for cycle in &workspace.head().cycles {
        for id in &cycle.deferred {
            if let Some(names) = cycles.get_mut(id).filter(|names| names.last() != Some(&cycle.id)) {
                names.push(cycle.id.clone());
            }
        }
    }
    let mut owed = |slot| Owed { slot, cycles: cycles.remove(&workspace.item(slot).id).unwrap_or_default() };
    slots.iter().map(|slot| owed(*slot)).collect()
}

/// What it comes to together: `2 items · effort 9 · deferred 5 times`.
pub fn sum(workspace: &Workspace, register: &[Owed]) -> String {
    let items = || register.iter().map(|owed| workspace.item(owed.slot));
    let efforts = items().filter_map(|item| estimate(workspace, item));
    let effort: i128 = efforts.map(|effort| i128::from(micro(effort))).sum();
    let unknown = items().filter(|item| estimate(workspace, item).is_none()).count();
    let unknown = if unknown > 0 { format!(", {unknown} not estimated") } else { String::new() };
    let times: u64 = items().map(|item| u64::from(item.deferrals)).sum();
    let count = counted(register.len(), "item");
    format!("{count} · effort {}{unknown} · deferred {times} times", tidy_micro(effort))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::{Head, Workspace};

    const WORKSPACE: &str = r#"{
        "framework": "value-effort",
        "items": [
            {"id": "unscored", "kind": "debt", "deferrals": 3},
            {"id": "low", "kind": "tech", "deferrals": 3, "scores": {"impact": 1, "effort": 5}},
            {"id": "high", "kind": "debt", "deferrals": 3, "scores": {"impact": 5, "effort": 1}},
            {"id": "twice", "kind": "debt", "deferrals": 2, "scores": {"impact": 5, "effort": 1}},
            {"id": "once", "kind": "debt", "deferrals": 1, "scores": {"impact": 5, "effort": 1}},
            {"id": "feature", "deferrals": 9, "scores": {"impact": 5, "effort": 1}},
            {"id": "parked", "kind": "debt", "deferrals": 9, "horizon": "parked"},
            {"id": "done", "kind": "debt", "deferrals": 9, "status": "done"}
        ],
        "cycles": [
            {"id": "1", "deferred": ["low", "feature"]},
            {"id": "2", "deferred": ["low", "high", "high", "gone"]},
            {"id": "3", "deferred": ["low", "once"]}
        ]
    }"#;

    #[test]
    fn the_register_has_who_was_put_off_most_first_then_who_ranks_best() {
        let head: Head = serde_json::from_str(WORKSPACE).unwrap();
        let workshop = Workshop::new(Workspace::load(head).unwrap().0);
        let id = |slot: Slot| workshop.workspace().item(slot).id.as_str();
        let register = register(&workshop);
        let told: Vec<String> =
            register.iter().map(|owed| format!("{} {}", id(owed.slot), owed.cycles.join(" "))).collect();
        assert_eq!(told, ["high 2", "low 1 2 3", "unscored ", "twice "]);
        let put_off: Vec<_> = register.iter().map(|owed| owed.put_off_in(3)).collect();
        assert_eq!(put_off, [Some("2 earlier · 2".to_owned()), Some("1 · 2 · 3".to_owned()), None, None]);
        let summed = sum(workshop.workspace(), &register);
        assert_eq!(summed, "4 items · effort 7, 1 not estimated · deferred 11 times");
        // What is known to cost something comes before what ranks better.
        let priced = WORKSPACE.replace(r#""id": "low","#, r#""id": "low", "cost_of_not_doing": "a day","#);
        let workshop = Workshop::new(Workspace::load(serde_json::from_str(&priced).unwrap()).unwrap().0);
        let order: Vec<_> = super::register(&workshop).iter().map(|owed| owed.slot.index()).collect();
        assert_eq!(order, [1, 2, 0, 3]);
    }

    #[test]
    fn what_not_doing_it_costs_is_said_of_those_in_the_register() {
        for (text, expected) in [
            (r#"{"kind": "debt", "deferrals": 2, "cost_of_not_doing": " a day "}"#, "⚠ deferred ×2: a day"),
            (r#"{"kind": "debt", "deferrals": 2, "cost_of_not_doing": " "}"#, "⚠ deferred ×2"),
            (r#"{"kind": "debt", "deferrals": 1, "cost_of_not_doing": "a day"}"#, "deferred ×1"),
            (r#"{"deferrals": 2, "cost_of_not_doing": "a day"}"#, "deferred ×2"),
        ] {
            let item: Item = serde_json::from_str(text).unwrap();
            assert_eq!(sentence(&item).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn deferrals_are_told_and_those_of_the_register_stand_out() {
        for (text, expected) in [
            (r#"{"kind": "debt", "deferrals": 3}"#, Some("⚠ deferred ×3")),
            (r#"{"kind": "tech", "deferrals": 2}"#, Some("⚠ deferred ×2")),
            (r#"{"kind": "debt", "deferrals": 1}"#, Some("deferred ×1")),
            (r#"{"deferrals": 3}"#, Some("deferred ×3")),
            ("{}", None),
        ] {
            let item: Item = serde_json::from_str(text).unwrap();
            assert_eq!(told(&item).as_deref(), expected, "{text}");
        }
    }
}
