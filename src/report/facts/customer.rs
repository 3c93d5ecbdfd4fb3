//! What customers are told: what changes and when, in their words. Nothing else is among these facts.
//!
//! Features are for customers by what they are, and so is what a law asks for, where somebody wrote down what comes of
//! it. Other work is told only where it has the tag `public`: what is written as the outcome of technical work is
//! mostly written for the team. The tag `internal` keeps any item out. Of work that is no feature the title is not
//! told: it names what is done and not what it brings.
//!
//! The order is that of the file, since one by rank would tell ranks. What nobody put anywhere is promised to nobody.

use minijinja::Value;
use serde::Serialize;

use super::{DAY, Desk, List, TITLE, cut, said};
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Item, Kind};

/// How many changes are told for each of now, next and later.
const MOST: usize = 30;

/// The tags that let technical work in and keep anything out.
const PUBLIC: &str = "public";
const INTERNAL: &str = "internal";

/// Everything that customers are told.
#[derive(Debug, Serialize)]
pub(crate) struct Facts {
    date: String,
    day: String,
    style: Value,
    now: List<Change>,
    next: List<Change>,
    later: List<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Change {
    /// What it brings, else its title.
    what: String,
    /// Its title, where something else stands for it.
    title: Option<String>,
}

/// Reads off what customers are told.
pub(crate) fn customer(desk: &Desk<'_>) -> Facts {
    let (workspace, standing) = (desk.workspace(), desk.workshop.standing());
    let mut changes: [Vec<Slot>; 3] = Default::default();
    for slot in standing.candidates().iter().filter(|slot| is_told(workspace.item(**slot))) {
        let column = match desk.horizon(*slot) {
            Some(Horizon::Now) => 0,
            Some(Horizon::Next) => 1,
            Some(Horizon::Later) => 2,
            _ => continue,
        };
        changes[column].push(*slot);
    }
    let [now, next, later] =
        changes.map(|slots| List::of(slots, MOST, |slot| Change::of(workspace.item(slot))));
    let (date, day) = (desk.today.format(DAY).to_string(), desk.today.to_string());
    Facts { date, day, style: desk.style(), now, next, later }
}

/// Whether customers are told of an item.
fn is_told(item: &Item) -> bool {
    let tagged = |tag: &str| {
        let tags = item.rare.details.iter().flat_map(|details| &details.tags);
        tags.into_iter().any(|other| other.trim().eq_ignore_ascii_case(tag))
    };
    let told = match item.kind {
        Kind::Feature => true,
        Kind::Compliance => outcome(item).is_some(),
        Kind::Tech | Kind::Debt | Kind::Discovery => outcome(item).is_some() && tagged(PUBLIC),
    };
    told && !tagged(INTERNAL)
}

fn outcome(item: &Item) -> Option<String> {
    let outcome = item.rare.details.as_ref()?.outcome.as_deref().map(said)?;
    (!outcome.is_empty()).then_some(outcome)
}

impl Change {
    fn of(item: &Item) -> Change {
        let title = cut(item.shown_title(), TITLE);
        match outcome(item) {
            Some(what) => Change { what, title: (item.kind == Kind::Feature).then_some(title) },
            None => Change { what: title, title: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_hangs_on_kind_outcome_and_tags() {
        for (item, expected) in [
            (r#"{"title": "T", "outcome": "O"}"#, Some("O / T")),
            (r#"{"title": "T"}"#, Some("T")),
            (r#"{"title": "T", "outcome": " "}"#, Some("T")),
            (r#"{"title": "T", "outcome": "O", "tags": ["Internal"]}"#, None),
            (r#"{"title": "T", "kind": "compliance", "outcome": "O"}"#, Some("O")),
            (r#"{"title": "T", "kind": "compliance"}"#, None),
            (r#"{"title": "T", "kind": "debt", "outcome": "O"}"#, None),
            (r#"{"title": "T", "kind": "debt", "outcome": "O", "tags": ["public"]}"#, Some("O")),
            (r#"{"title": "T", "kind": "tech", "tags": ["public"]}"#, None),
            (r#"{"title": "T", "kind": "discovery", "outcome": "O", "tags": ["public", "internal"]}"#, None),
        ] {
            let item: Item = serde_json::from_str(item).unwrap();
            let told = is_told(&item).then(|| Change::of(&item));
            let told = told
                .map(|change| [Some(change.what), change.title].into_iter().flatten().collect::<Vec<_>>());
            assert_eq!(told.map(|parts| parts.join(" / ")).as_deref(), expected, "{item:?}");
        }
    }
}
