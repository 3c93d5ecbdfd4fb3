//! Where an item stands, in words.

use super::id::Slot;
use super::item::{Horizon, Item, Status};
use super::standing::{Outcome, Standing};
use super::text::listed;
use super::workshop::Workshop;
use super::workspace::Workspace;

impl Standing {
    /// `in` or `out`; nothing where there is no line or the item has no rank.
    pub fn side(&self, slot: Slot) -> Option<&'static str> {
        self.line()?;
        self.index(slot)?;
        Some(if self.is_in(slot) { "in" } else { "out" })
    }
}

impl Outcome {
    /// `#7 in` of the item that it is about, `#7` without a line; nothing where it would have no rank.
    pub fn stands(&self) -> Option<String> {
        let side = self.line().map(|_| if self.is_in { " in" } else { " out" });
        Some(format!("#{}{}", self.index? + 1, side.unwrap_or_default()))
    }
}

/// `#7 in`, `#7` without a line, or why it has no rank.
pub fn stands(workshop: &Workshop, slot: Slot) -> String {
    let standing = workshop.standing();
    match (standing.index(slot), standing.side(slot)) {
        (Some(index), Some(side)) => format!("#{} {side}", index + 1),
        (Some(index), None) => format!("#{}", index + 1),
        (None, _) => without_rank(workshop, slot).to_owned(),
    }
}

/// `#3 of 8 · in`, or why it has no rank.
pub fn stands_among(workshop: &Workshop, slot: Slot) -> String {
    let standing = workshop.standing();
    let Some(index) = standing.index(slot) else { return without_rank(workshop, slot).to_owned() };
    let side = standing.side(slot).map(|side| format!(" · {side}")).unwrap_or_default();
    format!("#{} of {}{side}", index + 1, standing.order().len())
}

/// Why an item has no rank.
pub fn without_rank(workshop: &Workshop, slot: Slot) -> &'static str {
    let item = workshop.workspace().item(slot);
    let waits = if item.in_round() { "voted on blind" } else { "no rank yet" };
    set_aside(item).unwrap_or(waits)
}

/// What keeps an item from a rank: `voted on blind`, `needs impact and effort`.
pub fn needs(workspace: &Workspace, item: &Item) -> Vec<String> {
    let gaps: Vec<String> = workspace.gaps(item).map(|rule| rule.shown_name().to_lowercase()).collect();
    let voted = item.in_round().then(|| "voted on blind".to_owned());
    let gaps = (!gaps.is_empty()).then(|| format!("needs {}", listed(&gaps)));
    voted.into_iter().chain(gaps).collect()
}

/// Why an item takes no part in the ranking.
pub fn set_aside(item: &Item) -> Option<&'static str> {
    match (item.status, item.horizon) {
        (Status::Open, Some(horizon @ (Horizon::Parked | Horizon::Declined))) => Some(horizon.name()),
        (Status::Open, _) => None,
        (status, _) => Some(status.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_stands_somewhere_in_the_same_words() {
        let items = r#"[
            {"id":"a","scores":{"impact":5,"effort":2}}, {"id":"b","scores":{"impact":4,"effort":2}}, {"id":"c"},
            {"id":"d","status":"done"}, {"id":"e","status":"merged"}, {"id":"f","status":"withdrawn"},
            {"id":"g","horizon":"parked"}, {"id":"h","horizon":"declined"},
            {"id":"i","rounds":[{"side":"engineering","voters":["ana"]}]}
        ]"#;
        let told = |capacity: &str, tell: &dyn Fn(&Workshop, Slot) -> String| {
            let text = format!(r#"{{"framework":"value-effort",{capacity}"items":{items}}}"#);
            let workshop = Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0);
            (0..9).map(|index| tell(&workshop, Slot::new(index))).collect::<Vec<_>>()
        };
        let line = r#""capacity":{"amount":1,"unit":"items"},"#;
        let others = ["no rank yet", "done", "merged", "withdrawn", "parked", "declined", "voted on blind"];
        assert_eq!(told(line, &stands)[..2], ["#1 in", "#2 out"]);
        assert_eq!(told(line, &stands)[2..], others);
        assert_eq!(told("", &stands)[..2], ["#1", "#2"]);
        assert_eq!(told(line, &stands_among)[..2], ["#1 of 2 · in", "#2 of 2 · out"]);
        assert_eq!(told("", &stands_among)[..3], ["#1 of 2", "#2 of 2", "no rank yet"]);
    }
}
