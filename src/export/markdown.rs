//! The ranking as Markdown: a table with the line in it, then what lacks scores, and what is set aside and why.

use super::backlog::{self, Ranked, remarks};
use super::shape::unit;
use crate::domain::framework::{Criterion, tidy};
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Item};
use crate::domain::markdown::{Edge, Table, inline};
use crate::domain::ranking::tidy_micro;
use crate::domain::workshop::Workshop;

/// Writes the ranking.
pub(super) fn write(workshop: &Workshop) -> String {
    let workspace = workshop.workspace();
    let framework = workspace.framework();
    let title = match workspace.head().title.as_str() {
        "" => "Ranking",
        title => title,
    };
    let how = format!("{}: {}", inline(framework.name()), inline(&backlog::formula(framework)));
    let how = std::iter::once(how).chain(room(workshop)).collect::<Vec<_>>().join(" · ");
    let parts = [
        format!("# {}\n\n{how}\n\n", inline(title)),
        ranking(workshop),
        section(workshop, "Without a rank", backlog::unscored(workshop)),
        section(workshop, "Parked", backlog::set_aside(workshop, Horizon::Parked)),
        section(workshop, "Declined", backlog::set_aside(workshop, Horizon::Declined)),
    ];
    parts.concat()
}

/// `capacity 17 of 18 points`.
fn room(workshop: &Workshop) -> Option<String> {
    let line = workshop.standing().line()?;
    let [used, limit] = [line.load.used, line.limit].map(tidy_micro);
    let told = format!("capacity {used} of {limit} {}", inline(unit(workshop.workspace(), line.measure)));
    let done = (line.load.spent > 0).then(|| format!("{} of it done", tidy_micro(line.load.spent)));
    let told = [told.trim_end().to_owned()].into_iter().chain(done).chain(workshop.told_voted());
    Some(told.collect::<Vec<_>>().join(", "))
}

fn ranking(workshop: &Workshop) -> String {
    let framework = workshop.workspace().framework();
    let effort = framework.effort().map(|effort| &framework.criteria()[effort]);
    let mut columns = vec![("#", Edge::Right), ("item", Edge::Left), ("score", Edge::Right)];
    columns.extend(effort.map(|_| ("effort", Edge::Right)));
    columns.extend([("kind", Edge::Left), ("notes", Edge::Left)]);
    let mut table = Table::new(&columns);
    // A pinned item stands on the side that it is held on.
    let (above, below): (Vec<Ranked>, Vec<Ranked>) =
        backlog::ranked(workshop).partition(|ranked| ranked.is_in != Some(false));
    let line = workshop.standing().line().map(|_| above.len());
    let all = above.len() + below.len();
    for (index, Ranked { slot, item, seat, rank, .. }) in above.into_iter().chain(below).enumerate() {
        if line == Some(index) {
            table.across("cutline");
        }
        let mut row = vec![rank.to_string(), inline(item.full_title()), tidy(seat.score)];
        let value = |criterion: &Criterion| item.scores.value(&criterion.id);
        row.extend(effort.map(|effort| value(effort).map(|value| effort.shown(value)).unwrap_or_default()));
        row.extend([item.kind.to_string(), inline(&remarks(workshop, slot, item).join(" · "))]);
        table.row(row.iter().map(String::as_str));
    }
    if line == Some(all) {
        table.across("cutline");
    }
    table.finish()
}

/// A heading and its items, each with what is said of it; nothing where there are none.
fn section<'w>(workshop: &Workshop, heading: &str, items: impl Iterator<Item = (Slot, &'w Item)>) -> String {
    let told = items.map(|(slot, item)| {
        let remarks = remarks(workshop, slot, item).join(" · ");
        // Under its own heading the word need not be said again.
        let told = remarks.strip_prefix(&heading.to_lowercase()).unwrap_or(&remarks);
        let told = inline(told.trim_start_matches(" · "));
        let colon = if told.is_empty() { "" } else { ": " };
        format!("- **{}**{colon}{told}\n", inline(item.full_title()))
    });
    let told: String = told.collect();
    if told.is_empty() { told } else { format!("\n## {heading}\n\n{told}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::Workspace;

    #[test]
    fn the_line_stands_where_it_is_also_at_the_ends() {
        for (capacity, pin, expected) in [
            ("null", "null", "1 A, 2 B"),
            (r#"{"amount": 1}"#, "null", "cutline, 1 A, 2 B"),
            (r#"{"amount": 3}"#, "null", "1 A, cutline, 2 B"),
            (r#"{"amount": 9}"#, "null", "1 A, 2 B, cutline"),
            (r#"{"amount": 3}"#, r#"{"held": "in"}"#, "2 B, cutline, 1 A"),
            ("null", r#"{"held": "in"}"#, "1 A, 2 B"),
        ] {
            let file = format!(
                r#"{{"framework": "value-effort", "capacity": {capacity}, "items": [
                    {{"title": "A", "scores": {{"impact": 5, "effort": 2}}}},
                    {{"title": "B", "scores": {{"impact": 1, "effort": 2}}, "pin": {pin}}}]}}"#
            );
            let workspace = Workspace::load(serde_json::from_str(&file).unwrap()).unwrap().0;
            let text = write(&Workshop::new(workspace));
            let cells = |row: &str| {
                row.split('|').take(3).map(|cell| cell.trim_matches([' ', '*'])).collect::<Vec<_>>().join(" ")
            };
            let rows = text.lines().filter(|line| line.starts_with('|')).skip(2);
            let told: Vec<String> = rows.map(|row| cells(row).trim().to_owned()).collect();
            assert_eq!(told.join(", "), expected, "{text}");
        }
    }

    #[test]
    fn what_was_decided_is_said_and_no_text_means_more_than_itself() {
        let file = r#"{"title": "A [b](c)", "items": [
            {"title": "*x*", "scores": {"customer_value": 1, "business_value": 1, "urgency": 1, "effort": 1},
             "pin": {"held": "in", "owner": "Ana", "reason": "<b>"}},
            {"title": "Y", "horizon": "parked", "set_aside": {"reason": "no | one", "revisit": "asked"}},
            {"title": "Z", "horizon": "declined"}]}"#;
        let workspace = Workspace::load(serde_json::from_str(file).unwrap()).unwrap().0;
        let text = write(&Workshop::new(workspace));
        for line in [
            "# A \\[b\\](c)",
            "| 1 | \\*x\\* | 3 | 1 | feature | pinned in by Ana: &lt;b&gt; |",
            "## Parked",
            "- **Y**: why no \\| one · again when asked",
            "## Declined",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}\n{text}");
        }
        assert!(text.ends_with("- **Z**\n"), "{text}");
    }
}
