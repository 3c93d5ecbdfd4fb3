//! `cutline explain`: why an item ranks where it does, and what would move it.

mod shape;

use std::path::PathBuf;

use clap::Args;

use super::error::CommandError;
use super::output::{Page, left, right, width};
use super::{files, find, output};
use crate::domain::debt;
use crate::domain::explain::{Explanation, Gap, Lift, Place, explain, last_passage, text};
use crate::domain::framework::Side;
use crate::domain::swing::Swing;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::sampler;
use shape::Explained;

/// What to explain.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    file: PathBuf,
    /// The item: its id, its key in the tracker, its title, or the beginning of id or title
    item: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints why the item ranks where it does.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let workshop = Workshop::new(files::look(&arguments.file)?);
    let slot = find::item(workshop.workspace(), &arguments.item)?;
    let explanation = explain(&workshop, slot);
    let swing = sampler::swing(&workshop).unwrap_or_default();
    if arguments.json {
        output::json(&Explained::of(&workshop, &explanation, &swing))
    } else {
        page(&workshop, &explanation, &swing).print()
    }
}

fn page(workshop: &Workshop, explanation: &Explanation<'_>, swing: &Swing) -> Page {
    let workspace = workshop.workspace();
    let mut page = Page::default();
    page.line(workspace.item(explanation.slot).shown_title());
    page.line(&explanation.standing());
    if let (Place::Ranked(_), Some(told)) = (&explanation.place, swing.told(explanation.slot)) {
        page.line(&told);
    }
    if let Some(deferred) = debt::sentence(workspace.item(explanation.slot)) {
        page.line(&deferred);
    }
    page.gap();
    let label = explanation.label.map(|label| format!("  {label}")).unwrap_or_default();
    page.line(&format!("{}{label}", explanation.equation()));
    page.line(&text(&explanation.names));
    page.gap();
    for row in criteria(explanation) {
        page.line(&row);
    }
    if let Place::Ranked(ranked) = &explanation.place {
        let gaps: Vec<Gap> = [ranked.above, ranked.below].into_iter().flatten().collect();
        if !gaps.is_empty() {
            page.gap();
            for row in neighbours(workspace, &gaps) {
                page.line(&row);
            }
        }
        page.gap();
        page.line(&format!("one place up   {}", lift(explanation, &explanation.up)));
        page.line(&format!("over the line  {}", lift(explanation, &explanation.over)));
    }
    if let Some(passage) = last_passage(workshop, explanation.slot) {
        page.gap();
        let told = passage.told(workspace);
        page.line(&format!("last crossed   {}: {}", passage.headline(), told.cause));
        if let Some(reason) = told.reason {
            page.line(&format!("               why: {reason}"));
        }
    }
    page
}

/// Side, name, value and source of each criterion, business first.
fn criteria(explanation: &Explanation<'_>) -> Vec<String> {
    let of_side = |side: &Side| {
        let side = *side;
        explanation.inputs.iter().filter(move |input| input.criterion.side() == side)
    };
    let value = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let cells: Vec<[String; 4]> = Side::ALL
        .iter()
        .flat_map(of_side)
        .map(|input| {
            let name = input.criterion.shown_name().to_owned();
            [input.criterion.side().to_string(), name, value(input.shown()), input.source(true)]
        })
        .collect();
    let widest = |column: usize| cells.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    let row = |[side, name, value, source]: &[String; 4]| {
        let (side, name) = (left(side, widths[0]), left(name, widths[1]));
        format!("{side}  {name}  {}  {source}", right(value, widths[2]))
    };
    cells.iter().map(row).collect()
}

/// The items next to it, and what parts them.
fn neighbours(workspace: &Workspace, gaps: &[Gap]) -> Vec<String> {
    let rank = |gap: &Gap| format!("#{}", gap.index + 1);
    let title = |gap: &Gap| workspace.item(gap.slot).shown_title();
    let ranks = gaps.iter().map(|gap| width(&rank(gap))).max().unwrap_or(0);
    let titles = gaps.iter().map(|gap| width(title(gap))).max().unwrap_or(0);
    let row = |gap: &Gap| {
        let way = if gap.ahead { "above" } else { "below" };
        format!("{way}  {}  {}  {}", right(&rank(gap), ranks), left(title(gap), titles), gap.told())
    };
    gaps.iter().map(row).collect()
}

fn lift(explanation: &Explanation<'_>, lift: &Lift) -> String {
    match lift {
        Lift::Nothing(why) => (*why).to_owned(),
        Lift::Ways(ways) => ways.iter().map(|way| explanation.way(way)).collect::<Vec<_>>().join(", or "),
    }
}
