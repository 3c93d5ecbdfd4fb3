//! The trade-offs: what moved, who came in, who fell out, by whose call and why.

use ratatui::style::Style;
use ratatui::text::Line;

use super::super::canvas::{Canvas, Edge, fit, readable, width};
use super::super::flow::{self, DOT, Row, flow, words};
use super::super::theme::Theme;
use super::{pane_title, session};
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::pointer::Spot;
use crate::app::view::Pane;
use crate::domain::framework::Side;
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
    let cells = (canvas.width().saturating_sub(2), canvas.height().saturating_sub(2));
    canvas.piece_by(
        (app.view.log_cursor, asked(app), focused, frame),
        || Framed { title, frame, entries: Entries::around(app, theme, focused, cells) },
        Framed::draw,
    );
}

/// Draws the newest entries, on another screen.
pub(super) fn newest(app: &App, theme: &Theme, inner: Canvas<'_>) {
    Entries::around(app, theme, false, (inner.width(), inner.height())).draw(theme, inner);
}

/// The entry that a reason is asked for, by its number.
fn asked(app: &App) -> Option<u64> {
    match app.overlay {
        Some(Overlay::Reason { entry, .. }) => Some(entry),
        _ => None,
    }
}

/// The pane of the trade-offs.
#[derive(Hash)]
struct Framed<'a> {
    title: Line<'a>,
    frame: Edge,
    entries: Entries,
}

impl Framed<'_> {
    fn draw(&self, theme: &Theme, mut canvas: Canvas<'_>) {
        self.entries.draw(theme, canvas.frame(self.title.clone(), self.frame));
    }
}

/// Entries one under the other, newest first.
#[derive(Hash)]
struct Entries {
    /// How many are newer than the first of those that are seen.
    first: usize,
    seen: Vec<Listed>,
    /// How many there are.
    count: usize,
}

/// An entry, put into words.
#[derive(Hash)]
struct Listed {
    /// What came of the session before, where this one began with the entry above.
    before: Vec<String>,
    under_cursor: bool,
    /// How many are newer.
    at: usize,
    time: String,
    side: Option<Side>,
    rows: Vec<Row>,
}

impl Entries {
    /// The entry under the cursor, one above it, and those below for which there is room: nobody sees the others.
    fn around(app: &App, theme: &Theme, focused: bool, (width, height): (usize, usize)) -> Entries {
        let cursor = if focused { app.view.log_cursor } else { 0 };
        let first = cursor.saturating_sub(1);
        let today = app.shown_from(0).next().and_then(|newest| newest.at).map(|at| at.date_naive());
        let opened = app.log.since_opened(app.workshop.history().shown());
        let mut seen: Vec<Listed> = Vec::new();
        let mut taken = 0;
        for (at, entry) in (first..).zip(app.shown_from(first)) {
            if taken >= height {
                break;
            }
            let listed = Listed {
                // Where this session began, the room is told what came of the one before.
                before: if at == opened { session::last(app) } else { Vec::new() },
                under_cursor: focused && at == cursor,
                at,
                // The time of the last day, the date of those before.
                time: entry.at.map_or_else(String::new, |at| {
                    let form = if Some(at.date_naive()) == today { "%H:%M" } else { "%d %b" };
                    at.format(form).to_string()
                }),
                side: entry.side,
                rows: told(app, theme, entry, width),
            };
            taken += listed.height(width);
            seen.push(listed);
        }
        Entries { first, seen, count: app.shown_count() }
    }

    fn draw(&self, theme: &Theme, mut inner: Canvas<'_>) {
        if self.count == 0 {
            let nothing = "Nothing was changed yet. Every score that moves the backlog is told here.";
            inner.text(1, 0, nothing, theme.dim);
            return;
        }
        let (width, height) = (inner.width(), inner.height());
        let (mut y, mut end) = (0, self.first);
        for listed in &self.seen {
            listed.draw(theme, inner.part(0, y, width, height));
            y += listed.height(width);
            end += usize::from(y <= height);
        }
        inner.scroll_bar(&(self.first..end), self.count);
    }
}

impl Listed {
    /// How many rows it takes.
    fn height(&self, width: usize) -> usize {
        usize::from(!self.before.is_empty()) + usize::from(width < INDENTED) + self.rows.len()
    }

    fn draw(&self, theme: &Theme, mut canvas: Canvas<'_>) {
        let y = session::heading(theme, &self.before, theme.heading, canvas.row(0));
        let mut canvas = canvas.part(0, y, usize::MAX, self.height(canvas.width()) - y);
        canvas.mark(Spot::Row(self.at));
        if self.under_cursor {
            canvas.text(0, 0, "▸", theme.heading);
        }
        canvas.text(1, 0, &self.time, theme.dim);
        if let Some(side) = self.side {
            canvas.text(SIDE, 0, side.name(), theme.side(side));
        }
        let (x, below) = if canvas.width() >= INDENTED { (TEXT, 0) } else { (UNDER, 1) };
        for (y, row) in (below..).zip(&self.rows) {
            flow::draw(row, &mut canvas, x, y);
        }
    }
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
    let asked = asked(app) == Some(entry.seq);
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
