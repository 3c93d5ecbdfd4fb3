//! `cutline diff`: what lies between two workspaces.

mod shape;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;

use super::error::{CommandError, Kind};
use super::output::{Page, left, right, width};
use super::{files, output};
use crate::domain::compare::{Comparison, Edited, End, Gone, Place, Placed, Rescored, Scored, compare};
use crate::domain::criterion::Criterion;
use crate::domain::facet;
use crate::domain::framework::tidy;
use crate::domain::horizon;
use crate::domain::item::{Item, Pin, Status};
use crate::domain::number::Num;
use crate::domain::pin;
use crate::domain::text::first_of;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Participant;

/// How many items are told of those that only moved.
const MOVED: usize = 20;

/// Beyond this many cells a title pushes what stands behind it out of its column.
const WIDEST_TITLE: usize = 48;

/// What to compare.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace as it was; `-` is standard input
    before: PathBuf,
    /// The workspace as it is; `-` is standard input
    after: PathBuf,
    /// End with exit code 1 if they differ
    #[arg(long)]
    exit_code: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints what is otherwise in the second workspace.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    if files::is_stdin(&arguments.before) && files::is_stdin(&arguments.after) {
        return Err(CommandError::usage("one of the two can come from standard input"));
    }
    let before = Workshop::new(files::glance(&arguments.before)?);
    let after = Workshop::new(files::look(&arguments.after)?);
    let found = compare(&before, &after);
    if arguments.json {
        output::json(&shape::Difference::of(&before, &after, &found))?;
    } else {
        page(&before, &after, &found).print()?;
    }
    if arguments.exit_code && !found.is_empty() {
        return Err(CommandError::new(Kind::No, anyhow!("they differ")));
    }
    Ok(())
}

fn page(before: &Workshop, after: &Workshop, found: &Comparison) -> Page {
    let mut page = Page::default();
    if found.is_empty() {
        page.line("no difference");
        return page;
    }
    page.line(&heading(after, found));
    section(&mut page, "workspace", found.settings.iter().map(|setting| [setting.told.clone()]));
    section(&mut page, "new", found.new.iter().map(arrival));
    section(&mut page, "gone", found.gone.iter().map(|gone| departure(after, gone)));
    section(&mut page, "came in", found.entered.iter().map(moved));
    section(&mut page, "fell out", found.left.iter().map(moved));
    section(&mut page, "moved", found.moved.iter().take(MOVED).map(moved));
    if found.moved.len() > MOVED {
        page.line(&format!("  and {} more, which `--json` lists", found.moved.len() - MOVED));
    }
    section(&mut page, "scored", found.rescored.iter().flat_map(|scored| scores(before, after, scored)));
    section(&mut page, "edited", found.edited.iter().flat_map(|edited| edits(after, edited)));
    section(&mut page, "deferred", deferrals(&found.edited));
    section(&mut page, "placed", found.placed.iter().flat_map(places));
    section(&mut page, "log", log(found.log));
    page
}

/// `Bookings · 2 new, 1 gone, 1 came in, 1 fell out`.
fn heading(after: &Workshop, found: &Comparison) -> String {
    let counts = found.counts();
    let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let title = after.workspace().head().title.clone();
    let parts = [title, if counts.is_empty() { "the items are the same".to_owned() } else { counts }];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A heading and the rows under it, their cells in columns; nothing where there are none.
fn section<const N: usize>(page: &mut Page, title: &str, rows: impl Iterator<Item = [String; N]>) {
    let rows: Vec<[String; N]> = rows.collect();
    if rows.is_empty() {
        return;
    }
    page.gap();
    page.line(title);
    let widest =
        |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0).min(WIDEST_TITLE);
    let widths: Vec<usize> = (0..N).map(widest).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).filter(|(_, cells)| **cells > 0);
        page.line(&format!(
            "  {}",
            cells.map(|(cell, cells)| left(cell, *cells)).collect::<Vec<_>>().join("  ")
        ));
    }
}

fn title(item: &Item) -> String {
    item.shown_title().to_owned()
}

fn rank(rank: Option<usize>) -> String {
    rank.map_or_else(|| "–".to_owned(), |rank| format!("#{rank}"))
}

fn number(value: Option<Num>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| tidy(value.get()))
}

fn change(from: &str, to: &str) -> String {
    if from == to { to.to_owned() } else { format!("{from} → {to}") }
}

fn side(is_in: Option<bool>) -> String {
    is_in.map_or("", |is_in| if is_in { "in" } else { "out" }).to_owned()
}

fn arrival(place: &Place) -> [String; 4] {
    let [_, now] = place.rank;
    let where_it_is = if now.is_none() { "no rank".to_owned() } else { rank(now) };
    let score = place.score[1].map_or_else(String::new, |score| number(Some(score)));
    [title(place.item), where_it_is, score, side(place.is_in[1])]
}

fn departure(after: &Workshop, gone: &Gone) -> [String; 3] {
    let how = match gone.how {
        End::Missing => "not in the file".to_owned(),
        End::Withdrawn => "withdrawn".to_owned(),
        End::Merged(into) => {
            let into =
                into.and_then(|id| after.workspace().slot(id)).map(|slot| after.workspace().item(slot));
            into.map_or_else(|| "merged".to_owned(), |into| format!("merged into {}", into.shown_title()))
        }
    };
    let was = match (gone.place.rank[0], gone.place.is_in[0]) {
        (None, _) => String::new(),
        (ranked, Some(true)) => format!("was {}, in", rank(ranked)),
        (ranked, _) => format!("was {}", rank(ranked)),
    };
    [title(gone.place.item), how, was]
}

fn moved(place: &Place) -> [String; 3] {
    let [from, to] = place.rank;
    let [before, after] = place.score;
    [title(place.item), change(&rank(from), &rank(to)), change(&number(before), &number(after))]
}

/// One row for each criterion: the value, and who votes otherwise.
fn scores(before: &Workshop, after: &Workshop, scored: &Scored) -> Vec<[String; 3]> {
    let row = |score: &Rescored| {
        let rules =
            [before, after].map(|workshop| workshop.workspace().framework().criterion(score.criterion));
        let rule = rules[1].or(rules[0]);
        let shown = |value: Option<Num>| match (value, rule) {
            (Some(value), Some(rule)) => rule.shown(value),
            (value, _) => number(value),
        };
        let name = Criterion::in_words(rule, score.criterion);
        if score.hidden {
            return [title(scored.item), format!("{name} hidden: voted on blind"), String::new()];
        }
        let [from, to] = score.value.map(shown);
        let mut told = format!("{name} {}", change(&from, &to));
        if score.agreed[0] != score.agreed[1] && score.value[0] == score.value[1] {
            told = format!(
                "{told}, {}",
                if score.agreed[1].is_some() { "agreed" } else { "not agreed any more" }
            );
        }
        let listed = |by| after.workspace().participant(by).or_else(|| before.workspace().participant(by));
        let cast = score.votes.iter().map(|vote| {
            let name = listed(vote.by).map_or_else(|| vote.by.as_str(), Participant::shown_name);
            let [from, to] = vote.value.map(shown);
            format!("{name} {}", change(&from, &to))
        });
        [title(scored.item), told, cast.collect::<Vec<_>>().join(", ")]
    };
    scored.scores.iter().map(row).collect()
}

fn edits(after: &Workshop, edited: &Edited) -> Vec<[String; 1]> {
    let title = edited.item.shown_title();
    let facets = edited
        .facets
        .iter()
        .map(|(from, to)| facet::told(after.workspace(), title, (from, to), &str::to_owned));
    let others: Vec<&str> = edited.fields().collect();
    let others = (!others.is_empty()).then(|| format!("{title}: {} changed", others.join(", ")));
    facets.chain(others).map(|told| [told]).collect()
}

/// Who was put off how often now, those as often together: closing a cycle puts off half a backlog.
fn deferrals(edited: &[Edited]) -> impl Iterator<Item = [String; 2]> {
    let mut by_count: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for Edited { item, .. } in edited.iter().filter(|edited| edited.is_put_off()) {
        by_count.entry(item.deferrals).or_default().push(item.shown_title());
    }
    by_count.into_iter().rev().map(|(count, titles)| {
        let told = if count == 0 { "not any more".to_owned() } else { format!("×{count}") };
        [told, first_of(titles.iter().map(|title| (*title).to_owned()), titles.len(), MOVED)]
    })
}

/// Status, horizon and pin, each in a sentence.
fn places(placed: &Placed) -> Vec<[String; 1]> {
    let [was, is] = placed.items;
    let title = is.shown_title();
    let status = (was.status != is.status).then(|| match is.status {
        Status::Open => format!("{title} opened again"),
        status => format!("{title} {status}"),
    });
    let horizon = placed.horizon.as_ref().map(|[from, to]| horizon::told(title, from, to, None));
    let pins = [was, is].map(|item| item.rare.pin.as_deref());
    let pinned = (pins[0] != pins[1]).then(|| pin_told(title, pins));
    status.into_iter().chain(horizon).chain(pinned).map(|told| [told]).collect()
}

fn pin_told(title: &str, [from, to]: [Option<&Pin>; 2]) -> String {
    let why = to.filter(|pin| !pin.reason.is_empty()).map(|pin| format!(": {}", pin.reason));
    format!("{}{}", pin::told(title, from, to), why.unwrap_or_default())
}

fn log([only_before, only_after]: [usize; 2]) -> impl Iterator<Item = [String; 2]> {
    let digits = only_before.max(only_after).to_string().len();
    let row = move |(count, what): (usize, &str)| {
        let entries = if count == 1 { "entry" } else { "entries" };
        (count > 0).then(|| [format!("{} {entries}", right(&count.to_string(), digits)), what.to_owned()])
    };
    [(only_before, "only in the first"), (only_after, "only in the second")].into_iter().filter_map(row)
}
