//! The ranking as Markdown: a table with the line in it, then what lacks scores, and what is set aside and why.

use super::backlog::{self, Ranked, remarks};
use super::shape::unit;
use crate::domain::framework::{Criterion, tidy};
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Item};
use crate::domain::markdown::{Edge, Table, inline};
use crate::domain::workshop::Workshop;

/// Writes the ranking.
pub(super) fn write(workshop: &Workshop) -> String {
    let workspace = workshop.workspace();
    let framework = workspace.framework();
    let title = match workspace.head().title.as_str() {
        "" => "Ranking",
        title => title,
    };
    let mut text = format!("# {}\n\n", inline(title));
    text.push_str(&format!("{}: {}", inline(framework.name()), inline(&backlog::formula(framework))));
    text.push_str(&room(workshop).map(|room| format!(" · {room}")).unwrap_or_default());
    text.push_str("\n\n");
    text.push_str(&ranking(workshop));
    section(&mut text, workshop, "Without a rank", backlog::unscored(workshop));
    section(&mut text, workshop, "Parked", backlog::set_aside(workshop, Horizon::Parked));
    section(&mut text, workshop, "Declined", backlog::set_aside(workshop, Horizon::Declined));
    text
}

/// `capacity 17 of 18 points`.
fn room(workshop: &Workshop) -> Option<String> {
    let line = workshop.standing().line()?;
    let [used, limit] = [line.load.used, line.limit].map(|millionths| tidy(millionths as f64 / 1e6));
    let told = format!("capacity {used} of {limit} {}", inline(unit(workshop.workspace(), line.measure)));
    Some(told.trim_end().to_owned())
}

fn ranking(workshop: &Workshop) -> String {
    let framework = workshop.workspace().framework();
    let effort = framework.effort().map(|effort| &framework.criteria()[effort]);
    let mut columns = vec![("#", Edge::Right), ("item", Edge::Left), ("score", Edge::Right)];
    columns.extend(effort.map(|_| ("effort", Edge::Right)));
    columns.extend([("kind", Edge::Left), ("notes", Edge::Left)]);
    let mut table = Table::new(&columns);
    let boundary = workshop.standing().line().map(|line| line.boundary);
    for Ranked { slot, item, seat, rank, .. } in backlog::ranked(workshop) {
        if boundary == Some(rank - 1) {
            table.across("cutline");
        }
        let mut row = vec![rank.to_string(), inline(item.shown_title()), tidy(seat.score)];
        let value = |criterion: &Criterion| item.scores.value(&criterion.id);
        row.extend(effort.map(|effort| value(effort).map(|value| effort.shown(value)).unwrap_or_default()));
        row.extend([item.kind.to_string(), inline(&remarks(workshop, slot, item).join(" · "))]);
        table.row(row.iter().map(String::as_str));
    }
    if boundary == Some(workshop.standing().order().len()) {
        table.across("cutline");
    }
    table.finish()
}

/// A heading and its items, each with what is said of it; nothing where there are none.
fn section<'w>(
    text: &mut String,
    workshop: &Workshop,
    heading: &str,
    items: impl Iterator<Item = (Slot, &'w Item)>,
) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    text.push_str(&format!("\n## {heading}\n\n"));
    for (slot, item) in items {
        let remarks = remarks(workshop, slot, item).join(" · ");
        // Under its own heading the word need not be said again.
        let repeated = format!("{} · ", heading.to_lowercase());
        let told = inline(remarks.strip_prefix(&repeated).unwrap_or(&remarks));
        let colon = if told.is_empty() { "" } else { ": " };
        text.push_str(&format!("- **{}**{colon}{told}\n", inline(item.shown_title())));
    }
}
