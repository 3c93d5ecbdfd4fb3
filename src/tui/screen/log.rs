//! The trade-offs: what moved, who came in, who fell out, by whose call and why.

use ratatui::style::Style;
use ratatui::text::Line;

use super::super::canvas::{Canvas, Edge, fit, readable, width};
use super::super::flow::{self, DOT, Row, cells_of, flow, words};
use super::super::theme::Theme;
use super::{pane_title, session};
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::pointer::Spot;
use crate::app::view::Pane;
use crate::domain::framework::Side;
use crate::domain::telling::{NAMED, Told, tell, tell_short};
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

/// How many of those who come in, and of those who fall out, are named where there is room.
const MANY: usize = 12;

/// The rows of an entry that is not the newest: those behind it are to be seen, too.
const SEVERAL: usize = 2;

/// How many are told of the titles of others at least, where two rows are not enough either.
const SHORTEST: usize = 16;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let focused = app.view.pane == Pane::Log;
    let (title, frame) = pane_title(app, theme, "TRADE-OFFS", "newest first", theme.heading, focused);
    let cells = (canvas.width().saturating_sub(2), canvas.height().saturating_sub(2));
    canvas.piece_by(
        (app.view.log_cursor, asked(app), app.follows(), focused, frame),
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
    whose: Option<(String, Option<Side>)>,
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
        let cells = width.saturating_sub(if width >= INDENTED { TEXT } else { UNDER } + 1);
        let mut taken = 0;
        for (at, entry) in (first..).zip(app.shown_from(first)) {
            if taken >= height {
                break;
            }
            // Where this session began, the room is told what came of the one before.
            let before = if at == opened { session::last(app) } else { Vec::new() };
            let above = usize::from(!before.is_empty()) + usize::from(width < INDENTED);
            let rows = if at == 0 { height.saturating_sub(above) } else { SEVERAL };
            let listed = Listed {
                before,
                under_cursor: focused && at == cursor,
                at,
                // The time of the last day, the date of those before.
                time: entry.at.map_or_else(String::new, |at| {
                    let form = if Some(at.date_naive()) == today { "%H:%M" } else { "%d %b" };
                    at.format(form).to_string()
                }),
                whose: entry
                    .whose()
                    .map(|whose| (fit(whose.name(), TEXT - SIDE - 1).into_owned(), whose.side())),
                rows: told(app, theme, entry, Room { cells, rows, apart: false }),
            };
            taken += listed.height(width);
            seen.push(listed);
        }
        Entries { first, seen, count: app.shown_count() }
    }

    fn draw(&self, theme: &Theme, mut inner: Canvas<'_>) {
        if self.count == 0 {
            let nothing = "Nothing has changed yet. Every change that moves the backlog appears here.";
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
        let y = session::heading(theme, &self.before, theme.dim, canvas.row(0));
        let mut canvas = canvas.part(0, y, usize::MAX, self.height(canvas.width()) - y);
        canvas.mark(Spot::Row(self.at));
        if self.under_cursor {
            canvas.text(0, 0, "▸", theme.heading);
        }
        canvas.text(1, 0, &self.time, theme.dim);
        if let Some((name, side)) = &self.whose {
            canvas.text(SIDE, 0, name, side.map_or(theme.dim, |side| theme.side(side)));
        }
        let (x, below) = if canvas.width() >= INDENTED { (TEXT, 0) } else { (UNDER, 1) };
        for (y, row) in (below..).zip(&self.rows) {
            flow::draw(row, &mut canvas, x, y);
        }
    }
}

/// The room that an entry has.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// The cells of a row.
    pub(super) cells: usize,
    /// The rows beyond which titles are cut, and no more of those who cross the line are named than a few.
    pub(super) rows: usize,
    /// Whether what was changed has a row of its own in any case.
    pub(super) apart: bool,
}

/// Puts an entry into rows: all in one if it fits, else in two, else in as many as there is room for, with whole titles;
/// where there is less, with titles that are cut; the reason behind them.
pub(super) fn told(app: &App, theme: &Theme, entry: &Entry, room: Room) -> Vec<Row> {
    let told = tell(app.workspace(), entry);
    let reason = told.reason.as_deref().filter(|_| asked(app) != Some(entry.seq));
    let left = room.rows.saturating_sub(usize::from(reason.is_some())).max(SEVERAL);
    let mut rows = match entry.kind {
        EntryKind::Call => flow(&[(told.cause.clone(), theme.text)], room.cells),
        _ => happened(app, theme, (entry, &told), Room { rows: left, ..room }),
    };
    if let Some(reason) = reason {
        let (reason, style) = match entry.reason {
            Some(_) => (reason, theme.text),
            // Where it happened somebody may be asked at this moment.
            None if app.follows() && app.shown_from(0).next() == Some(entry) => {
                ("nobody said yet", theme.dim)
            }
            None => (reason, theme.warn),
        };
        rows.extend(said(theme, "why", reason, style, room.cells));
    }
    rows.extend(told.rest.iter().flat_map(|(word, text)| said(theme, word, text, theme.text, room.cells)));
    rows
}

/// What was done and what came of it.
fn happened(app: &App, theme: &Theme, (entry, whole): (&Entry, &Told), room: Room) -> Vec<Row> {
    let cells = room.cells;
    let plain = weight(theme, entry);
    let tell = |named, titles: usize| {
        tell_short(app.workspace(), entry, named, &|title| fit(title, titles).into_owned())
    };
    let one = |told: &Told| {
        let outcome = in_one(theme, outcome(theme, told));
        let gap = (!outcome.is_empty()).then(|| ("   ".to_owned(), theme.text));
        vec![std::iter::once((told.cause.clone(), plain)).chain(gap).chain(outcome).collect::<Row>()]
    };
    // What was changed has a row of its own, with a title as long as fits there.
    let two = |told: &Told| {
        let whole = Some(&whole.cause).filter(|cause| width(cause) <= cells).cloned();
        let mut causes = TITLES.into_iter().skip(1).map(|titles| tell(NAMED, titles).cause);
        let cause = whole.or_else(|| causes.find(|cause| width(cause) <= cells));
        let cause = cause.unwrap_or_else(|| told.cause.clone());
        let outcome = in_one(theme, outcome(theme, told));
        std::iter::once(vec![(cause, plain)]).chain((!outcome.is_empty()).then_some(outcome)).collect()
    };
    let cause = |told: &Told| flow(&words(&told.cause, plain), cells);
    let came_of_it = |told: &Told| flow(&parted(theme, outcome(theme, told)), cells);
    let many = |told: &Told| [cause(told), came_of_it(told)].concat();
    let fits = |rows: &Vec<Row>| rows.len() <= room.rows && rows.iter().all(|row| cells_of(row) <= cells);
    let names_all = entry.entered.len().max(entry.left.len()) <= NAMED;
    let in_few = || {
        let in_one = || Some(one(whole)).filter(|_| !room.apart).filter(fits);
        in_one().or_else(|| Some(two(whole)).filter(fits)).filter(|_| names_all)
    };
    let cut = |titles: usize| tell(NAMED, titles);
    let short = || {
        let in_one = TITLES.into_iter().filter(|_| !room.apart).map(|titles| one(&cut(titles)));
        let in_two = TITLES.into_iter().chain([SHORTEST]).map(|titles| two(&cut(titles)));
        in_one.chain(in_two).find(fits)
    };
    in_few().or_else(|| Some(many(&tell(MANY, TITLES[0]))).filter(fits)).or_else(short).unwrap_or_else(|| {
        [longest(&|titles| cause(&cut(titles))), longest(&|titles| came_of_it(&cut(titles)))].concat()
    })
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
pub(super) type Outcome = (Option<(String, Style)>, Row);

pub(super) fn outcome(theme: &Theme, told: &Told) -> Outcome {
    let inversions = told.inversions.iter().map(|inversion| (inversion.clone(), theme.warn));
    let rank = told.rank.clone().map(|rank| (rank, theme.strong));
    (rank, crossed(theme, told).into_iter().chain(inversions).collect())
}

/// Who came in and who fell out.
pub(super) fn crossed(theme: &Theme, told: &Told) -> Row {
    told.crossing.iter().map(|crossed| (crossed.to_string(), theme.goes(crossed.goes))).collect()
}

/// `#4 → #1   comes in  ·  SSO falls out  ·  ⚠ above its blocker #14 Ledger`.
pub(super) fn in_one(theme: &Theme, (rank, pieces): Outcome) -> Row {
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
    rank.into_iter().chain(dotted(theme, pieces)).collect()
}

/// Pieces with a dot between each two.
pub(super) fn dotted(theme: &Theme, pieces: Row) -> Row {
    let dot = || (DOT.to_owned(), theme.dim);
    pieces
        .into_iter()
        .enumerate()
        .flat_map(|(i, piece)| (i > 0).then(dot).into_iter().chain([piece]))
        .collect()
}
