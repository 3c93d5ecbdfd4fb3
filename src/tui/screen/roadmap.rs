//! The roadmap over the full window: five columns, now first, each with what it takes.
//!
//! ```text
//! grouped by theme                                                   5 items serve no goal
//! ╭ 1 NOW 18/20 points ──╮╭ 2 NEXT 9 points ─────╮╭ 3 LATER … ──╮╭ 4 PARKED ──╮╭ 5 DECLINED ╮
//! │ 6 items · 2 free     ││ 3 items              ││             ││            ││            │
//! │ title              2 ││ title              3 ││             ││            ││            │
//! │ #1 debt · theme      ││ #7 feature · theme   ││             ││            ││            │
//! ╰──────────────────────╯╰──────────────────────╯╰─────────────╯╰────────────╯╰────────────╯
//! the selected item in full
//! ╭ TRADE-OFFS: what the last move did ────────────────────────────────────────────────────╮
//! ```
//!
//! Where there is no room for five columns, those around the selected item are shown, under a row that
//! counts all of them.

mod card;
mod rows;

use std::ops::Range;

use super::super::canvas::{Canvas, fit, width};
use super::super::theme::Theme;
use super::{log, pane_title};
use crate::app::App;
use crate::domain::aim::Aims;
use crate::domain::capacity::effort_unit;
use crate::domain::cutline::Measure;
use crate::domain::item::Horizon;
use crate::domain::ranking::tidy_micro;
use crate::domain::roadmap::{Column, Grouping, Row, Tally};
use crate::domain::telling::{NAMED, tell_short};
use crate::domain::text::counted;
use crate::domain::workspace::ITEMS;
use card::Card;

/// From these widths on there are five columns, and three.
const FIVE: usize = 120;
const THREE: usize = 76;

/// Below this height there are no frames.
const FRAMED: usize = 14;

/// How many cells of a title are told where there is little room.
const SHORT: usize = 16;

/// What the panel of trade-offs takes, with its frame.
const LOG: usize = 5;

/// What every column on the screen shares.
struct Sheet<'a> {
    app: &'a App,
    theme: &'a Theme,
    aims: Aims<'a>,
    unit: &'a str,
    /// Whether there is room for frames.
    framed: bool,
    /// The column that has the focus.
    focus: usize,
}

/// How much room the cards of a column take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Density {
    /// Everything in as many rows as it takes, and an empty row parts the cards.
    Airy,
    /// Everything in as many rows as it takes.
    Full,
    /// Each thing in one row.
    Plain,
    /// One row in all, but for the selected card.
    Dense,
}

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    let focus = app.selected_column().and_then(|at| Horizon::ALL.iter().position(|other| *other == at));
    let framed = height >= FRAMED;
    let sheet = Sheet {
        app,
        theme,
        aims: Aims::new(app.workspace().head()),
        unit: effort_unit(app.workspace()),
        framed,
        focus: focus.unwrap_or(0),
    };
    let strip = if framed { LOG + 1 } else { 2 };
    let middle = height.saturating_sub(1 + strip);
    let columns = sheet.columns(full);
    let widths = sheet.widths(&columns, full);
    summary(&sheet, columns.len(), canvas.row(0));
    let mut x = 0;
    for (at, cells) in columns.zip(widths) {
        column(&sheet, at, canvas.part(x, 1, cells, middle));
        x += cells;
    }
    let mut below = canvas.part(0, 1 + middle, full, strip);
    if !framed {
        last_trade_off(app, theme, below);
        return;
    }
    card::in_full(&sheet, below.row(0));
    let (title, frame) = pane_title(app, theme, "TRADE-OFFS", "newest first", theme.heading, false);
    log::newest(app, theme, below.part(0, 1, full, LOG).frame(title, frame));
}

impl Sheet<'_> {
    /// The columns that there is room for: all, or those around the one that has the focus.
    fn columns(&self, full: usize) -> Range<usize> {
        let shown = match full {
            FIVE.. => 5,
            THREE.. => 3,
            _ => 1,
        };
        let first = (self.focus + 1).saturating_sub(shown);
        first..first + shown
    }

    /// The columns' widths. What is to be done needs more room than what is not, and what is empty only that of its name.
    fn widths(&self, columns: &Range<usize>, full: usize) -> Vec<usize> {
        let board = self.app.roadmap.board();
        let weight = |column: &usize| match board.column(Horizon::ALL[*column]).is_empty() {
            true if columns.len() > 1 => 12,
            _ if columns.len() == 5 && *column > 2 => 17,
            _ => 22,
        };
        let whole: usize = columns.clone().map(|column| weight(&column)).sum();
        let mut cells: Vec<usize> = columns.clone().map(|column| full * weight(&column) / whole).collect();
        let rest = full - cells.iter().sum::<usize>();
        if let Some(first) = cells.first_mut() {
            *first += rest;
        }
        cells
    }

    fn counts_effort(&self) -> bool {
        self.app.workspace().framework().effort().is_some()
    }

    /// What a tally comes to: `9 points`, and only the number of items where nothing is counted in effort.
    fn sum(&self, tally: &Tally) -> String {
        if self.counts_effort() {
            // Nothing known is not nothing.
            let known = tally.unsized_items < tally.items || tally.items == 0;
            let effort = if known { tidy_micro(tally.effort) } else { "–".to_owned() };
            format!("{effort} {}", self.unit)
        } else {
            counted(tally.items, "item")
        }
    }

    /// How many rows a row of a column takes.
    fn tall(&self, at: usize, row: usize, density: Density, cells: usize) -> usize {
        let horizon = Horizon::ALL[at];
        match self.app.roadmap.board().column(horizon).row(row) {
            Some(Row::Card(slot)) => Card { sheet: self, density, horizon, slot, cells }.height(),
            _ => 1,
        }
    }

    /// The most room that the cards of a column can take so that all of it is seen.
    fn density(&self, at: usize, cells: usize, height: usize) -> Density {
        if !self.framed {
            return Density::Dense;
        }
        let rows = self.app.roadmap.board().column(Horizon::ALL[at]).len();
        let fits = |density: &Density| {
            rows <= height
                && (0..rows).map(|row| self.tall(at, row, *density, cells)).sum::<usize>() <= height
        };
        [Density::Airy, Density::Full].into_iter().find(fits).unwrap_or(Density::Plain)
    }
}

/// The first row: what the columns are grouped by or how many each has, and what is to be looked at.
fn summary(sheet: &Sheet<'_>, shown: usize, mut row: Canvas<'_>) {
    let (app, theme) = (sheet.app, sheet.theme);
    let end = row.width().saturating_sub(1);
    let mut used = 1;
    if shown < Horizon::ALL.len() {
        used += tabs(sheet, &mut row);
    } else {
        let text = match app.roadmap.grouping {
            Grouping::None => "best rank first".to_owned(),
            grouping => format!("by {grouping}, best rank first"),
        };
        used += row.text(1, 0, &text, theme.dim);
    }
    let taken = |warnings: &[String]| warnings.iter().map(|text| width(text) + 3).sum::<usize>();
    let [long, short] = [true, false].map(|long| warnings(app, long));
    let warnings = if used + taken(&long) <= end { long } else { short };
    let mut x = end;
    // What contradicts itself is told first, and dropped last.
    for warning in &warnings {
        if used + 1 + width(warning) > x {
            break;
        }
        row.text_right(x, 0, warning, theme.warn);
        x -= (width(warning) + 3).min(x);
    }
}

/// What is to be looked at, in words or in few.
fn warnings(app: &App, long: bool) -> Vec<String> {
    let board = app.roadmap.board();
    let in_vain = match board.contradictions() {
        0 => None,
        1 if long => Some("⚠ 1 item says now, but is out".to_owned()),
        more if long => Some(format!("⚠ {more} items say now, but are out")),
        more => Some(format!("⚠ {more} now, but out")),
    };
    let aimless = match board.aimless().len() {
        _ if app.workspace().head().goals.is_empty() => None,
        0 => None,
        1 if long => Some("1 item serves no goal".to_owned()),
        more if long => Some(format!("{more} items serve no goal")),
        more => Some(format!("{more} no goal")),
    };
    in_vain.into_iter().chain(aimless).collect()
}

/// Every column with its count, the focused one in brackets. Returns the cells it took.
fn tabs(sheet: &Sheet<'_>, row: &mut Canvas<'_>) -> usize {
    let items = |at: usize| sheet.app.roadmap.board().column(Horizon::ALL[at]).tally.items;
    let labels = |long: bool| -> Vec<String> {
        let label = |at: usize| {
            let name = &title_case(Horizon::ALL[at])[..];
            let name = if long || name.len() <= 5 { name } else { &name[..4] };
            let text = format!("{name} {}", items(at));
            if at == sheet.focus { format!("[{text}]") } else { text }
        };
        (0..Horizon::ALL.len()).map(label).collect()
    };
    let taken = |labels: &[String]| labels.iter().map(|label| width(label) + 1).sum::<usize>();
    let long = labels(true);
    let labels = if taken(&long) < row.width() { long } else { labels(false) };
    let mut x = 1;
    for (at, label) in labels.iter().enumerate() {
        let style = if at == sheet.focus { sheet.theme.heading } else { sheet.theme.dim };
        x += row.text(x, 0, label, style) + 1;
    }
    x - 1
}

fn title_case(horizon: Horizon) -> String {
    let name = horizon.name();
    format!("{}{}", name[..1].to_uppercase(), &name[1..])
}

/// One column: its frame, what it comes to, and the cards around the one that was selected there last.
fn column(sheet: &Sheet<'_>, at: usize, mut canvas: Canvas<'_>) {
    let theme = sheet.theme;
    let horizon = Horizon::ALL[at];
    let column = sheet.app.roadmap.board().column(horizon);
    let name = format!("{} {}", at + 1, horizon.name().to_uppercase());
    let hue = if horizon == Horizon::Now { theme.line } else { theme.heading };
    let sum = heading(sheet, horizon, column);
    let (full, height) = (canvas.width(), canvas.height());
    if !sheet.framed {
        let x = 1 + canvas.pieces(1, 0, &[(&name, hue), (" ", hue), (&sum, theme.text)]);
        told(sheet, horizon, column, x + 2, canvas.row(0));
        rows::render(sheet, at, canvas.part(0, 1, full, height.saturating_sub(1)));
        return;
    }
    let number = sum.split_whitespace().next().unwrap_or_default().to_owned();
    let sum = if width(&name) + width(&sum) + 5 > full { number } else { sum };
    let (title, frame) = pane_title(sheet.app, theme, &name, &sum, hue, at == sheet.focus);
    let mut inner = canvas.frame(title, frame);
    told(sheet, horizon, column, 1, inner.row(0));
    let (room, rest) = (inner.width(), inner.height().saturating_sub(1));
    rows::render(sheet, at, inner.part(0, 1, room, rest));
}

/// `18/20 points` for what is now, `9 points` for the others.
fn heading(sheet: &Sheet<'_>, horizon: Horizon, column: &Column) -> String {
    match sheet.app.workshop.standing().line() {
        Some(line) if horizon == Horizon::Now => {
            let unit = if line.measure == Measure::Items { ITEMS } else { sheet.unit };
            format!("{}/{} {unit}", tidy_micro(line.load.used), tidy_micro(line.limit))
        }
        _ => sheet.sum(&column.tally),
    }
}

/// How many items a column has, and what else there is to say of its sum.
fn told(sheet: &Sheet<'_>, horizon: Horizon, column: &Column, x: usize, mut row: Canvas<'_>) {
    let theme = sheet.theme;
    let line = sheet.app.workshop.standing().line();
    let mut parts = vec![(counted(column.tally.items, "item"), theme.dim)];
    match line.filter(|_| horizon == Horizon::Now) {
        Some(line) => {
            if line.measure == Measure::Items && sheet.counts_effort() {
                parts = vec![(sheet.sum(&column.tally), theme.dim)];
            }
            if line.load.spent > 0 {
                parts.push((format!("{} done", tidy_micro(line.load.spent)), theme.dim));
            }
            match line.over() {
                Some(over) => parts.push((format!("over by {}", tidy_micro(over)), theme.loss)),
                None if line.free() == 0 => parts.push(("full".to_owned(), theme.dim)),
                None => parts.push((format!("{} free", tidy_micro(line.free())), theme.dim)),
            }
        }
        None if horizon == Horizon::Now => parts = vec![("no capacity is set".to_owned(), theme.warn)],
        None => match column.items() - column.tally.items {
            0 => {}
            rest => {
                if column.tally.items == 0 {
                    parts.clear();
                }
                parts.push((format!("{rest} not placed"), theme.dim));
            }
        },
    }
    if column.tally.unsized_items > 0 && sheet.counts_effort() {
        parts.push((format!("{} without effort", column.tally.unsized_items), theme.dim));
    }
    let mut x = x;
    for (i, (text, style)) in parts.iter().enumerate() {
        let dot = if i == 0 { "" } else { " · " };
        if x + width(dot) + width(text) > row.width() {
            break;
        }
        x += row.pieces(x, 0, &[(dot, theme.dim), (text, *style)]);
    }
}

/// What the last change did, in two rows where there is no room for more: what was changed, what came of it.
fn last_trade_off(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let Some(entry) = app.shown_from(0).next() else { return };
    let told = tell_short(app.workspace(), entry, NAMED, &|title| fit(title, SHORT).into_owned());
    canvas.text(1, 0, &told.cause, theme.text);
    let mut x = 1 + told.rank.map_or(0, |rank| canvas.text(1, 1, &rank, theme.strong));
    for crossed in &told.crossing {
        x += if x > 1 { canvas.text(x, 1, " · ", theme.dim) } else { 0 };
        x += canvas.text(x, 1, &crossed.to_string(), theme.goes(crossed.goes));
    }
}
