//! `cutline debt`: technical work that was put off twice or more, and what not doing it costs.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::error::CommandError;
use super::output::{Page, left, width};
use super::{files, output};
use crate::domain::cycle::estimate;
use crate::domain::debt::{Owed, cost, register, sum};
use crate::domain::id::ItemId;
use crate::domain::item::Kind;
use crate::domain::number::Num;
use crate::domain::stands::stands;
use crate::domain::tradeoff::round;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// What to print.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One item of the register.
#[derive(Serialize)]
struct Entry<'w> {
    id: &'w ItemId,
    title: &'w str,
    kind: Kind,
    /// How many closed cycles put it off.
    deferrals: u32,
    /// Those of them that are on record, oldest first.
    cycles: &'w [String],
    cost_of_not_doing: Option<&'w str>,
    effort: Option<Num>,
    rank: Option<usize>,
    score: Option<Num>,
    /// Whether it is above the line; null without one or without a rank.
    #[serde(rename = "in")]
    is_in: Option<bool>,
    owner: Option<&'w str>,
    created: Option<&'w str>,
}

/// Prints the register.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let workshop = Workshop::new(files::look(&arguments.file)?);
    let register = register(&workshop);
    if arguments.json {
        output::json(&register.iter().map(|owed| Entry::of(&workshop, owed)).collect::<Vec<_>>())
    } else {
        page(&workshop, &register).print()
    }
}

impl<'w> Entry<'w> {
    fn of(workshop: &'w Workshop, owed: &'w Owed) -> Entry<'w> {
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let item = workspace.item(owed.slot);
        let details = item.rare.details.as_deref();
        let index = standing.index(owed.slot);
        Entry {
            id: &item.id,
            title: item.full_title(),
            kind: item.kind,
            deferrals: item.deferrals,
            cycles: &owed.cycles,
            cost_of_not_doing: cost(item),
            effort: estimate(workspace, item),
            rank: index.map(|index| index + 1),
            score: standing.seat(owed.slot).and_then(|seat| round(seat.score)),
            is_in: index.and(standing.line()).map(|_| standing.is_in(owed.slot)),
            owner: details.and_then(|details| details.owner.as_deref()),
            created: details.and_then(|details| details.created.as_deref()),
        }
    }
}

fn page(workshop: &Workshop, register: &[Owed]) -> Page {
    let workspace = workshop.workspace();
    let mut page = Page::default();
    if register.is_empty() {
        page.line("no tech or debt item was put off twice");
        return page;
    }
    let title = workspace.head().title.as_str();
    let heading = ["debt register", &sum(workspace, register)].join(" · ");
    page.line(&if title.is_empty() { heading } else { format!("{title} · {heading}") });
    page.gap();
    let heads = ["deferred", "kind", "effort", "place", "owner", "since"].map(str::to_owned);
    let rows: Vec<[String; 6]> = register.iter().map(|owed| cells(workshop, owed)).collect();
    let widest = |column: usize| {
        let all = std::iter::once(&heads).chain(&rows).map(|row| width(&row[column]));
        all.max().unwrap_or(0)
    };
    let widths = [0, 1, 2, 3, 4, 5].map(widest);
    let drawn = |row: &[String; 6]| {
        let cells = row.iter().zip(widths).map(|(cell, cells)| left(cell, cells));
        cells.collect::<Vec<_>>().join("  ")
    };
    page.line(&format!("{}  item", drawn(&heads)));
    let indent = " ".repeat(width(&drawn(&heads)));
    for (owed, row) in register.iter().zip(&rows) {
        page.line(&format!("{}  {}", drawn(row), workspace.item(owed.slot).shown_title()));
        for line in told(workspace, owed) {
            page.line(&format!("{indent}  {line}"));
        }
    }
    page
}

fn cells(workshop: &Workshop, owed: &Owed) -> [String; 6] {
    let workspace = workshop.workspace();
    let item = workspace.item(owed.slot);
    let details = item.rare.details.as_deref();
    let text = |text: Option<&String>| text.cloned().unwrap_or_else(|| "-".to_owned());
    [
        format!("×{}", item.deferrals),
        item.kind.to_string(),
        estimate(workspace, item).map_or_else(|| "-".to_owned(), |effort| effort.to_string()),
        stands(workshop, owed.slot),
        text(details.and_then(|details| details.owner.as_ref())),
        text(details.and_then(|details| details.created.as_ref())),
    ]
}

/// What not doing it costs, and which cycles put it off.
fn told(workspace: &Workspace, owed: &Owed) -> Vec<String> {
    let cost = cost(workspace.item(owed.slot)).unwrap_or("nobody wrote down what it costs");
    let cycles =
        owed.put_off_in(workspace.item(owed.slot).deferrals).map(|cycles| format!("deferred in {cycles}"));
    std::iter::once(format!("not doing it: {cost}")).chain(cycles).collect()
}
