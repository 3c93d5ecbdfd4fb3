//! The trade-offs: what moved, who came in, who fell out, by whose call and why.

use chrono::NaiveDate;
use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, readable, width};
use super::super::flow::{self, DOT, Row, flow, words};
use super::super::theme::Theme;
use super::{pane_title, session};
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::pointer::Spot;
use crate::app::view::Pane;
use crate::domain::telling::{Crossed, Told, tell_short};
use crate::domain::tradeoff::{Entry, EntryKind};

/// From this width on, text stands behind time and side, below it under them.
pub(super) const INDENTED: usize = 60;

/// Where text begins then, and where it begins under them.
const TEXT: usize = 21;
const UNDER: usize = 3;

/// Where the side stands, behind the time.
const SIDE: usize = 8;

/// How many cells of each title are told, from much room to little.
const TITLES: [usize; 3] = [200, 36, 24];

/// How many are told of the titles of others at least, where two rows are not enough either.
const SHORTEST: usize = 16;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let focused = app.view.pane == Pane::Log;
    let (title, frame) = pane_title(app, theme, "TRADE-OFFS", "newest first", theme.heading, focused);
    entries(app, theme, focused, canvas.frame(title, frame));
}

/// Draws the entries around the cursor, newest first.
pub(super) fn entries(app: &App, theme: &Theme, focused: bool, mut inner: Canvas<'_>) {
    if app.shown_count() == 0 {
        inner.text(
            1,
            0,
            "Nothing was changed yet. Every score that moves the backlog is told here.",
            theme.dim,
        );
        return;
    }
    let height = inner.height();
    let cursor = if focused { app.view.log_cursor } else { 0 };
    // The cursor's entry and one above it; only what can be seen is put into words.
    let first = cursor.saturating_sub(1);
    let today = app.shown_from(0).next().and_then(|newest| newest.at).map(|at| at.date_naive());
    let before = app.log.since_opened(app.workshop.history().shown());
    let (mut y, mut end) = (0, first);
    for (at, entry) in app.shown_from(first).enumerate().map(|(i, entry)| (first + i, entry)) {
        if y >= height {
            break;
        }
        // Where this session began, the room is told what came of the one before.
        if at == before {
            y += session::heading(theme, &session::last(app), theme.heading, inner.row(y));
        }
        if focused && at == cursor {
            inner.text(0, y, "▸", theme.heading);
        }
        let rows = draw(theme, today, entry, &told(app, theme, entry, inner.width()), &mut inner, y);
        inner.part(0, y, usize::MAX, rows).mark(Spot::Row(at));
        y += rows;
        end += usize::from(y <= height);
    }
    inner.scroll_bar(&(first..end), app.shown_count());
}

/// Draws one entry; returns how many rows it took.
fn draw(
    theme: &Theme,
    today: Option<NaiveDate>,
    entry: &Entry,
    told: &[Row],
    canvas: &mut Canvas<'_>,
    y: usize,
) -> usize {
    // The time of the last day, the date of those before.
    let indented = canvas.width() >= INDENTED;
    let (x, below) = if indented { (TEXT, 0) } else { (UNDER, 1) };
    let form = if entry.at.map(|at| at.date_naive()) == today { "%H:%M" } else { "%d %b" };
    let at = entry.at.map(|at| at.format(form).to_string()).unwrap_or_default();
    canvas.text(1, y, &at, theme.dim);
    if let Some(side) = entry.side {
        canvas.text(SIDE, y, side.name(), theme.side(side));
    }
    for (i, row) in told.iter().enumerate() {
        flow::draw(row, canvas, x, y + below + i);
    }
    below + told.len()
}

/// Puts an entry into rows: all in one if it fits with titles cut a little, else in two, else in as many as it
/// takes; the reason behind them.
pub(super) fn told(app: &App, theme: &Theme, entry: &Entry, full: usize) -> Vec<Row> {
    let room = full.saturating_sub(if full >= INDENTED { TEXT } else { UNDER } + 1);
    let tell = |titles: usize| tell_short(app.workspace(), entry, &|title| fit(title, titles).into_owned());
    // Mostly no other telling is asked for.
    let at_length = tell(TITLES[0]);
    let telling = |titles: usize| if titles == TITLES[0] { at_length.clone() } else { tell(titles) };
    let row_width = |row: &[(String, Style)]| row.iter().map(|(text, _)| width(text)).sum::<usize>();
    let plain = weight(theme, entry);
    let in_rows = |titles: usize, split: bool| {
        let told = telling(titles);
        let what = vec![(told.cause, plain)];
        let outcome = in_one(theme, outcome(theme, told.rank, &told.crossing, told.inversions));
        if split && !outcome.is_empty() {
            // What was changed has a row of its own.
            let mut causes = TITLES.into_iter().map(|titles| telling(titles).cause);
            let longest = causes.find(|cause| width(cause) <= room);
            return vec![longest.map_or(what, |cause| vec![(cause, plain)]), outcome];
        }
        let gap = (!outcome.is_empty()).then(|| ("   ".to_owned(), theme.text));
        vec![what.into_iter().chain(gap).chain(outcome).collect()]
    };
    let in_one = TITLES.into_iter().map(|titles| (titles, false));
    let in_two = TITLES.into_iter().chain([SHORTEST]).map(|titles| (titles, true));
    let mut layouts = in_one.chain(in_two);
    let fits = |rows: &Vec<Vec<_>>| rows.iter().all(|row| row_width(row) <= room);
    let fitting = layouts.find_map(|(titles, split)| Some(in_rows(titles, split)).filter(fits));
    let mut rows = fitting.unwrap_or_else(|| {
        let cause = |told: &Told| flow(&words(&told.cause, plain), room);
        let outcome = |told: Told| {
            flow(&parted(theme, outcome(theme, told.rank, &told.crossing, told.inversions)), room)
        };
        [longest(&|titles| cause(&telling(titles))), longest(&|titles| outcome(telling(titles)))].concat()
    });
    let asked = matches!(&app.overlay, Some(Overlay::Reason { entry: seq, .. }) if *seq == entry.seq);
    if entry.kind == EntryKind::Call {
        rows = flow(&[(telling(TITLES[0]).cause, theme.text)], room);
    }
    if let Some(reason) = at_length.reason.as_ref().filter(|_| !asked) {
        let style = if entry.reason.is_some() { theme.text } else { theme.warn };
        rows.extend(said(theme, "why", reason, style, room));
    }
    rows.extend(at_length.rest.iter().flat_map(|(word, text)| said(theme, word, text, theme.text, room)));
    rows
}

/// How an entry is told: what the clock did stands back behind what was decided.
pub(super) fn weight(theme: &Theme, entry: &Entry) -> Style {
    if entry.kind == EntryKind::Clock { theme.dim } else { theme.text }
}

/// The rows with the longest titles that take no more rows than those with the shortest.
fn longest(rows: &dyn Fn(usize) -> Vec<Row>) -> Vec<Row> {
    let least = rows(SHORTEST);
    TITLES.into_iter().map(rows).find(|rows| rows.len() <= least.len()).unwrap_or(least)
}

/// A word and what it says, in as many rows as that takes.
pub(super) fn said(theme: &Theme, word: &str, text: &str, style: Style, room: usize) -> Vec<Row> {
    let word = (format!("{word}:"), theme.dim);
    let text = readable(text).split_whitespace().map(|part| (part.to_owned(), style));
    flow(&std::iter::once(word).chain(text).collect::<Vec<_>>(), room)
}

/// What came of an entry: its rank, who crossed the line, who stands above a blocker now.
type Outcome = (Option<(String, Style)>, Row);

fn outcome(theme: &Theme, rank: Option<String>, crossing: &[Crossed], inversions: Vec<String>) -> Outcome {
    let crossing = crossing.iter().map(|crossed| {
        let style = if crossed.came_in { theme.gain } else { theme.loss };
        (crossed.text.clone(), style)
    });
    let inversions = inversions.into_iter().map(|inversion| (inversion, theme.warn));
    (rank.map(|rank| (rank, theme.strong)), crossing.chain(inversions).collect())
}

/// `#4 → #1   comes in  ·  SSO falls out  ·  ⚠ above its blocker #14 Ledger`.
fn in_one(theme: &Theme, (rank, pieces): Outcome) -> Row {
    let mut row: Row = rank.into_iter().collect();
    for (i, piece) in pieces.into_iter().enumerate() {
        if !row.is_empty() {
            row.push((if i == 0 { "   " } else { "  ·  " }.to_owned(), theme.dim));
        }
        row.push(piece);
    }
    row
}

/// The same as pieces that can be broken into rows.
fn parted(theme: &Theme, (rank, pieces): Outcome) -> Row {
    let mut parted: Row = rank.into_iter().collect();
    for (i, piece) in pieces.into_iter().enumerate() {
        if i > 0 {
            parted.push((DOT.to_owned(), theme.dim));
        }
        parted.push(piece);
    }
    parted
}
