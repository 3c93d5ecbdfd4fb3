//! `cutline rank`: the one backlog, best first, with the line through it.

use std::collections::HashSet;
use std::iter::once;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::Args;

use super::error::CommandError;
use super::output::{Page, left, right, width};
use super::{files, output};
use crate::crew::Threads;
use crate::domain::cutline::Cutline;
use crate::domain::framework::tidy;
use crate::domain::moscow::{Class, MOST_MUST, Rule, rule, told};
use crate::domain::number::Num;
use crate::domain::pin::deviates;
use crate::domain::share::{against, bound};
use crate::domain::stands::needs;
use crate::domain::swing::{Chance, PARTIAL};
use crate::domain::workshop::Workshop;
use crate::export::shape::{Ranked, Ranking, Unscored, remarks};
use crate::sampler;

/// What to print.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    file: PathBuf,
    /// Work out how likely each item is to be in, too; takes as long as some thousand rankings
    #[arg(long)]
    swing: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints the ranking.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    // The program ends behind this, and the system takes it all back at once.
    let workshop = ManuallyDrop::new(Workshop::by(&Threads::of_machine(), files::look(&arguments.file)?));
    let swing = arguments.swing.then(|| sampler::swing(&workshop)).flatten();
    let ranking = ManuallyDrop::new(Ranking::of(&workshop, &swing.unwrap_or_default()));
    if arguments.json { output::json(&*ranking) } else { page(&workshop, &ranking).print() }
}

fn page(workshop: &Workshop, ranking: &Ranking) -> Page {
    let mut page = Page::default();
    page.line(&heading(workshop, ranking));
    let line = workshop.standing().line();
    if !ranking.items.is_empty() || line.is_some() {
        let ties = Ties::of(workshop, ranking);
        let line =
            line.map(|line| format!("{}─ {} ──", ties.through(line.boundary), room(workshop, ranking)));
        page.gap();
        table(&mut page, &head(ranking, &ties), &rows(workshop, ranking, &ties), line.as_deref());
    }
    if ranking.swing_partial {
        page.gap();
        page.line(&format!("contested: {PARTIAL}"));
    }
    if !ranking.unscored.is_empty() {
        page.gap();
        page.line("unscored");
        let widest = |text: for<'w> fn(&Unscored<'w>) -> &'w str| {
            ranking.unscored.iter().map(|item| width(text(item))).max().unwrap_or(0)
        };
        let cells = [widest(|item| item.title).min(WIDEST_TITLE), widest(|item| class(item.moscow))];
        for item in &ranking.unscored {
            page.line(&unscored(workshop, item, cells));
        }
    }
    page
}

/// Beyond this many cells a title pushes what stands behind it out of its column.
const WIDEST_TITLE: usize = 60;

fn heading(workshop: &Workshop, ranking: &Ranking) -> String {
    let workspace = workshop.workspace();
    let ranked = ranking.items.len();
    let counts = match ranking.unscored.len() {
        0 => format!("{ranked} ranked"),
        unscored => format!("{ranked} ranked, {unscored} unscored"),
    };
    let parts = [workspace.head().title.as_str(), workspace.framework().name(), &counts];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A rank, a score, an effort, a kind, a class, a word for the score: each in its column, with a stroke
/// before them that brackets near-ties. A title and what is to be said of it: behind.
struct Row {
    stroke: &'static str,
    cells: [String; COLUMNS],
    title: String,
}

/// The columns before the title.
const COLUMNS: usize = 6;

/// The columns that hold numbers, which stand at the right edge.
const NUMBERS: usize = 3;

/// The near-ties by rank, of those only that stand together: a pin may hold one of theirs elsewhere.
struct Ties {
    by_rank: Vec<Option<usize>>,
    /// What stands where nothing is bracketed.
    none: &'static str,
}

impl Ties {
    fn of(workshop: &Workshop, ranking: &Ranking) -> Ties {
        let elsewhere = ranking.items.iter().filter(|item| deviates(workshop.standing(), item.slot));
        let broken: HashSet<usize> = elsewhere.filter_map(|item| item.tie).collect();
        let whole = |item: &Ranked| item.tie.filter(|tie| !broken.contains(tie));
        let by_rank: Vec<_> = ranking.items.iter().map(whole).collect();
        let none = if by_rank.iter().any(Option::is_some) { " " } else { "" };
        Ties { by_rank, none }
    }

    fn at(&self, index: Option<usize>) -> Option<usize> {
        self.by_rank.get(index?).copied().flatten()
    }

    /// What brackets an item, by its index in the ranking.
    fn stroke(&self, index: usize) -> &'static str {
        let tie = self.at(Some(index));
        match (tie, self.at(index.checked_sub(1)), self.at(Some(index + 1))) {
            (None, ..) => self.none,
            (_, before, _) if before != tie => "╭",
            (_, _, after) if after != tie => "╰",
            _ => "│",
        }
    }

    /// How the line begins that has so many ranks above it: a near-tie that it parts is bracketed through it.
    fn through(&self, boundary: usize) -> &'static str {
        let above = self.at(boundary.checked_sub(1));
        if above.is_some() && above == self.at(Some(boundary)) { "┼" } else { "─" }
    }
}

/// The rows above the line and those below it, all of them above where there is none. A pinned item stands on the side
/// that it is held on.
fn rows(workshop: &Workshop, ranking: &Ranking, ties: &Ties) -> [Vec<Row>; 2] {
    let (above, below): (Vec<_>, Vec<_>) = ranking.items.iter().partition(|item| item.is_in != Some(false));
    let row = |item: &Ranked| row(workshop, item, ties.stroke(item.rank - 1));
    [above, below].map(|side| side.into_iter().map(row).collect())
}

fn head(ranking: &Ranking, ties: &Ties) -> Row {
    let label = if ranking.items.iter().any(|item| item.label.is_some()) { "label" } else { "" };
    let moscow = if ranking.items.iter().any(|item| item.moscow.is_some()) { "moscow" } else { "" };
    let heads = ["rank", "score", "effort", "kind", moscow, label].map(str::to_owned);
    Row { stroke: ties.none, cells: heads, title: "item".to_owned() }
}

fn row(workshop: &Workshop, item: &Ranked, stroke: &'static str) -> Row {
    let framework = workshop.workspace().framework();
    let effort = framework.effort().zip(item.effort);
    let effort = effort.map(|(criterion, value)| framework.criteria()[criterion].shown(value));
    let mut title = item.title.to_owned();
    if let Some(held) = item.pinned {
        title = format!("{title}  [pinned {held}]");
    }
    for remark in remarks(workshop, item.slot) {
        title = format!("{title}  {remark}");
    }
    if let Some(chance) = item.chance.filter(Chance::is_contested) {
        title = format!("{title}  [contested: {} chance to be in]", chance.shown());
    }
    let cells = [
        item.rank.to_string(),
        number(item.score),
        effort.unwrap_or_default(),
        item.kind.to_string(),
        class(item.moscow).to_owned(),
        item.label.unwrap_or_default().to_owned(),
    ];
    Row { stroke, cells, title }
}

/// A class as people write it; nothing where there is none.
fn class(class: Option<Class>) -> &'static str {
    class.map_or("", Class::shown)
}

fn number(value: Option<Num>) -> String {
    value.map(|value| tidy(value.get())).unwrap_or_default()
}

/// Prints a head and the rows under it, with the line in between.
fn table(page: &mut Page, head: &Row, [above, below]: &[Vec<Row>; 2], line: Option<&str>) {
    let mut widths = [0; COLUMNS];
    for row in once(head).chain(above).chain(below) {
        for (widest, cell) in widths.iter_mut().zip(&row.cells) {
            *widest = width(cell).max(*widest);
        }
    }
    let told = |row: &Row| {
        let columns = row.cells.iter().zip(widths).enumerate().filter(|(_, (_, cells))| *cells > 0);
        let columns = columns.map(
            |(column, (cell, cells))| {
                if column < NUMBERS { right(cell, cells) } else { left(cell, cells) }
            },
        );
        format!("{}{}  {}", row.stroke, columns.collect::<Vec<_>>().join("  "), row.title)
    };
    let above = once(head).chain(above).map(&told);
    for row in above.chain(line.map(str::to_owned)).chain(below.iter().map(&told)) {
        page.line(&row);
    }
}

/// `cutline 18/20 points · 2 free: Dark mode (1) fits · tech health 15 %, target 20 %`.
fn room(workshop: &Workshop, ranking: &Ranking) -> String {
    let workspace = workshop.workspace();
    let Some(room) = &ranking.capacity else { return String::new() };
    let over = workshop.standing().line().and_then(Cutline::told_over);
    let mut parts = vec![
        format!("cutline {}/{} {}", number(room.used), number(room.amount), room.unit).trim_end().to_owned(),
        over.unwrap_or_else(|| format!("{} free", number(room.free))),
    ];
    if let Some(done) = room.done.filter(|done| *done > Num::ZERO) {
        parts.insert(1, format!("{done} of it done"));
    }
    parts.extend(workshop.told_voted());
    if let Some(slot) = workshop.standing().first_that_fits() {
        parts.push(format!("first that fits: {}", workspace.item(slot).shown_title()));
    }
    if let Some(health) = room.tech_health {
        let target = workspace.tech_health_target();
        parts.push(format!("tech health {}, target {}", against(health.get(), target), bound(target)));
    }
    match rule(workshop.standing()) {
        Rule::NotApplicable => {}
        Rule::Met(share) => parts.push(format!("must {}, up to {}", told(share), bound(MOST_MUST))),
        Rule::Over(share) => parts.push(format!("must {}, over {}", told(share), bound(MOST_MUST))),
    }
    parts.join(" · ")
}

fn unscored(workshop: &Workshop, item: &Unscored, [titles, classes]: [usize; 2]) -> String {
    let needs = needs(workshop.workspace(), workshop.workspace().item(item.slot)).join(", ");
    let class = match classes {
        0 => String::new(),
        classes => format!("  {}", left(class(item.moscow), classes)),
    };
    let mut line = format!("  {}{class}  {needs}", left(item.title, titles));
    for remark in remarks(workshop, item.slot) {
        line = format!("{line}  {remark}");
    }
    line
}
