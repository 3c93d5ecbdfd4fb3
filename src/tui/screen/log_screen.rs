//! The log over the full window: every entry at length, newest first, parted by sessions and days.
//!
//! ```text
//! ╭ LOG 3 of 120 · engineering · last session ─────────────────────────╮
//! │ what came of the session, while only one is listed                 │
//! │── last session · Tue 13 Jan 2026 · 14 changes, 3 came in ──────────│
//! │▸10:31  engineering  what was changed      rank, who crossed        │
//! │                     why                                            │
//! ╰────────────────────────────────────────────────────────────────────╯
//! ```
//!
//! Entries differ in height: rows are made around the cursor until the window is full, so that a frame
//! costs what it shows.

use std::collections::VecDeque;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::canvas::{Canvas, fit, width};
use super::super::flow::{DOT, Row, draw, flow, words};
use super::super::theme::Theme;
use super::log::{INDENTED, dotted, outcome, said, weight};
use super::{edge, session};
use crate::app::App;
use crate::app::log::Sitting;
use crate::app::overlay::Overlay;
use crate::app::pointer::Spot;
use crate::domain::id::ItemId;
use crate::domain::telling::tell_at_length;
use crate::domain::tradeoff::{Entry, EntryKind};

/// How many of those who came in, and fell out, are named in one entry. After a change of the framework
/// there may be thousands.
const NAMED: usize = 20;

/// From this width on, what was changed and what came of it stand side by side.
const SIDE_BY_SIDE: usize = 140;

/// From this height on, sessions are parted by an empty row, and a session is summed up with names.
const ROOMY: usize = 14;

/// From this height on, entries are parted by an empty row, too.
const AIRY: usize = 30;

/// How many cells a move between ranks has, where there is much room.
const RANK: usize = 18;

/// Where the side stands, behind the time.
const SIDE: usize = 8;

/// One row of an entry: pieces, each from a cell on.
type Cells = Vec<(usize, Row)>;

/// A heading above an entry: shorter wordings behind longer ones, and its style.
type Heading = (Vec<String>, Style);

/// An entry as it is drawn.
struct Block {
    /// Whether an empty row parts it from what is above.
    gap: bool,
    /// The heading of its session, or of its day, if it is the first of it.
    heading: Option<Heading>,
    /// Its rows.
    rows: Vec<Cells>,
}

impl Block {
    fn height(&self) -> usize {
        usize::from(self.gap) + usize::from(self.heading.is_some()) + self.rows.len()
    }
}

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let title = title(app, theme, canvas.width().saturating_sub(4));
    let mut inner = canvas.frame(title, edge(app, theme, theme.heading, true));
    let (full, height) = (inner.width(), inner.height());
    let top = app.log.sitting().map_or(0, |sitting| summary(app, theme, sitting, &mut inner));
    let mut body = inner.part(0, top, full, height.saturating_sub(top));
    if app.log.is_empty() {
        let text = if app.shown_count() == 0 {
            "Nothing has changed yet. Every change that moves the backlog appears here."
        } else {
            "No entry is all of that. esc lists the whole log again."
        };
        for (y, row) in flow(&words(text, theme.dim), full.saturating_sub(2)).iter().enumerate() {
            draw(row, &mut body, 1, y);
        }
        return;
    }
    entries(app, theme, &mut body);
}

/// `LOG 3 of 120 · engineering · crossings`: what is listed, in how many words there is room for.
fn title(app: &App, theme: &Theme, room: usize) -> Line<'static> {
    let (log, all) = (&app.log, app.shown_count());
    let mut parts = Vec::new();
    let excerpt = log.excerpt();
    parts.extend(excerpt.side.map(|side| side.name().to_owned()));
    if excerpt.crossed {
        parts.push("crossings".to_owned());
    }
    if excerpt.unexplained {
        parts.push("no reason given".to_owned());
    }
    parts.extend(log.sitting().map(|sitting| session::name(sitting).to_owned()));
    parts.extend(excerpt.item.as_ref().map(|id| item_title(app, id).to_owned()));
    let (count, rest) = if log.is_filtered() {
        (format!("{} of {all},", log.len()), parts.join(" · "))
    } else {
        (format!("{all} {}, newest first", if all == 1 { "entry" } else { "entries" }), String::new())
    };
    let mut spans = vec![Span::styled(" LOG ", theme.heading), Span::styled(format!("{count} "), theme.dim)];
    if !rest.is_empty() {
        let rest = fit(&rest, room.saturating_sub(width(&count) + 8)).into_owned();
        spans.push(Span::styled("only ", theme.dim));
        spans.push(Span::styled(format!("{rest} "), theme.line));
    }
    Line::from(spans)
}

fn item_title<'a>(app: &'a App, id: &'a ItemId) -> &'a str {
    app.workspace().slot(id).map_or(id.as_str(), |slot| app.workspace().item(slot).shown_title())
}

/// What came of the listed session: how many changes, and who is in or out for it. Returns the rows it
/// took.
fn summary(app: &App, theme: &Theme, sitting: Sitting, canvas: &mut Canvas<'_>) -> usize {
    let Some(session) = app.log.session(sitting) else { return 0 };
    let (room, roomy) = (canvas.width().saturating_sub(2), canvas.height() >= ROOMY);
    let wordings = session::summed_up(session);
    let told = session::fitting(&wordings, room).unwrap_or_default();
    let mut rows = vec![vec![(told.to_owned(), theme.strong)]];
    if roomy && !session.net.is_empty() {
        let ways =
            [("came in  ", &session.net.entered, theme.gain), ("fell out ", &session.net.left, theme.loss)];
        for (what, ids, style) in ways {
            rows.extend(names(app, theme, (what, style), ids, room));
        }
    } else if roomy {
        rows.push(vec![("In the end nobody crossed the line.".to_owned(), theme.dim)]);
    }
    for (y, row) in rows.iter().enumerate() {
        draw(row, canvas, 1, y);
    }
    if roomy {
        canvas.rule(rows.len(), theme.border);
    }
    rows.len() + usize::from(roomy)
}

/// The titles behind a word, in at most two rows.
fn names(app: &App, theme: &Theme, (what, style): (&str, Style), ids: &[ItemId], room: usize) -> Vec<Row> {
    let indent = width(what);
    let dot = (DOT.to_owned(), theme.dim);
    let titles = ids.iter().take(NAMED).map(|id| (item_title(app, id).to_owned(), theme.text));
    let mut pieces: Vec<(String, Style)> = Vec::new();
    for title in titles {
        if !pieces.is_empty() {
            pieces.push(dot.clone());
        }
        pieces.push(title);
    }
    let mut rows = flow(&pieces, room.saturating_sub(indent));
    if rows.len() > 2 {
        rows.truncate(2);
        if let Some(row) = rows.last_mut() {
            row.push((format!("  and more, {} in all", ids.len()), theme.dim));
        }
    }
    for (i, row) in rows.iter_mut().enumerate() {
        let before = if i == 0 { what.to_owned() } else { " ".repeat(indent) };
        row.insert(0, (before, style));
    }
    rows
}

/// Draws the entries around the cursor.
fn entries(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (width, height) = (canvas.width(), canvas.height());
    let cursor = app.log.cursor();
    let block = |at: usize| block(app, theme, at, (width, height));
    let mut blocks: VecDeque<(usize, Block)> = VecDeque::new();
    let mut total = 0;
    let (mut first, mut next) = (cursor, cursor);
    // Down from the cursor for half the window, up for as much as is left, then down again to its end.
    let mut down = |blocks: &mut VecDeque<_>, total: &mut usize, up_to: usize| {
        while *total < up_to && next < app.log.len() {
            let made = block(next);
            *total += made.height();
            blocks.push_back((next, made));
            next += 1;
        }
    };
    down(&mut blocks, &mut total, height.div_ceil(2));
    while first > 0 {
        let above = block(first - 1);
        if total + above.height() > height {
            break;
        }
        total += above.height();
        first -= 1;
        blocks.push_front((first, above));
    }
    down(&mut blocks, &mut total, height);

    let (mut y, mut end) = (0, first);
    for (at, block) in &blocks {
        let top = y;
        y = draw_block(theme, block, *at == cursor, canvas, y);
        canvas.part(0, top, usize::MAX, y - top).mark(Spot::Row(*at));
        end += usize::from(y <= height);
    }
    canvas.scroll_bar(&(first..end), app.log.len());
}

/// Draws one entry; returns the row below it.
fn draw_block(theme: &Theme, block: &Block, selected: bool, canvas: &mut Canvas<'_>, mut y: usize) -> usize {
    y += usize::from(block.gap && y > 0);
    if let Some((wordings, style)) = &block.heading {
        y += session::heading(theme, wordings, *style, canvas.row(y));
    }
    if selected {
        canvas.row(y).paint(theme.selected);
        canvas.text(0, y, "▸", theme.selected);
    }
    for row in &block.rows {
        for (x, pieces) in row {
            draw(pieces, canvas, *x, y);
        }
        y += 1;
    }
    y
}

/// Makes what is drawn of a listed entry, counted from the newest.
fn block(app: &App, theme: &Theme, at: usize, (width, height): (usize, usize)) -> Block {
    let Some(index) = app.log.at(at) else { return Block { gap: false, heading: None, rows: Vec::new() } };
    let entry = &app.workspace().log()[index];
    let newer = at.checked_sub(1).and_then(|at| app.log.at(at));
    let heading = heading(app, theme, index, newer);
    let gap = at > 0 && (height >= AIRY || height >= ROOMY && heading.is_some());
    Block { gap, heading, rows: rows(app, theme, entry, width) }
}

/// The heading of an entry that is the newest of its session, or of its day.
fn heading(app: &App, theme: &Theme, index: usize, newer: Option<usize>) -> Option<Heading> {
    let log = app.workspace().log();
    let day = |index: usize| log[index].at.map(|at| at.date_naive());
    let date = session::date(log[index].at);
    let (of, sitting) = app.log.session_of(index)?;
    let alone = app.log.sitting().is_some();
    if alone && !session::spans_days(of) {
        return None;
    }
    if alone || newer.is_some_and(|newer| of.entries.contains(&newer)) {
        let same_day = newer.is_some_and(|newer| day(newer) == day(index));
        return (!same_day).then(|| (vec![date], theme.dim));
    }
    let mut wordings = session::wordings(of, sitting, log[index].at);
    // While some of it is left out, the numbers of all of it are, too.
    if app.log.is_filtered() {
        wordings.drain(..wordings.len() - 1);
    }
    Some((wordings, theme.heading))
}

/// An entry at length: when and whose call, what was changed, what came of it, and why.
fn rows(app: &App, theme: &Theme, entry: &Entry, full: usize) -> Vec<Cells> {
    let told = tell_at_length(app.workspace(), entry, NAMED);
    let cause = words(&told.cause, weight(theme, entry));
    let (rank, crossing) = outcome(theme, &told);
    let rank: Row = rank.into_iter().map(|(rank, style)| (format!("{rank}  "), style)).collect();
    let crossing = dotted(theme, crossing);
    let asked = matches!(&app.overlay, Some(Overlay::Reason { entry: seq, .. }) if *seq == entry.seq);
    let why = told.reason.filter(|_| !asked).map(|reason| {
        let style = if entry.reason.is_some() { theme.text } else { theme.warn };
        [words("why:", theme.dim), words(&reason, style)].concat()
    });
    let why = why.unwrap_or_default();
    let rest = |room: usize| -> Vec<Row> {
        let said = |(word, text): &(&str, String)| said(theme, word, text, theme.text, room);
        told.rest.iter().flat_map(said).collect()
    };

    let indented = full >= INDENTED;
    let text = if indented { SIDE + 13 } else { 3 };
    let room = full.saturating_sub(text + 1);
    let mut rows = if full >= SIDE_BY_SIDE {
        // A cause is one thing, and those who crossed are several: that breaks more easily.
        let causes = room * 9 / 16;
        let left = [flow(&cause, causes - 3), flow(&why, causes - 3), rest(causes - 3)].concat();
        let right = flow(&crossing, room - causes - RANK);
        beside([(text, left), (text + causes, flow(&rank, RANK)), (text + causes + RANK, right)])
    } else {
        let outcome = [rank, crossing].concat();
        let parts = [cause, outcome, why];
        let below = parts.iter().flat_map(|pieces| flow(pieces, room));
        let below = below.chain(rest(room)).collect();
        beside([(text, below)])
    };
    whose(app, theme, entry, indented, &mut rows);
    rows
}

/// Columns, each from a cell on, as rows.
fn beside<const N: usize>(columns: [(usize, Vec<Row>); N]) -> Vec<Cells> {
    let height = columns.iter().map(|(_, rows)| rows.len()).max().unwrap_or(0);
    let mut rows = vec![Cells::new(); height];
    for (x, column) in columns {
        for (cells, row) in rows.iter_mut().zip(column) {
            cells.push((x, row));
        }
    }
    rows
}

/// Puts time, side and name before an entry: in columns of their own, or in a row above it.
fn whose(app: &App, theme: &Theme, entry: &Entry, indented: bool, rows: &mut Vec<Cells>) {
    if !indented || rows.is_empty() {
        rows.insert(0, Vec::new());
    }
    let mut head: Cells = Vec::new();
    head.extend(entry.at.map(|at| (1, vec![(at.format("%H:%M").to_string(), theme.dim)])));
    head.extend(entry.whose().map(|whose| {
        let hue = whose.side().map_or(theme.dim, |side| theme.side(side));
        (SIDE, vec![(fit(whose.name(), 11).into_owned(), hue)])
    }));
    rows[0].splice(0..0, head);
    // A vote names who voted.
    let by = entry.by.as_ref().filter(|_| entry.kind != EntryKind::Vote);
    let Some(by) = by.map(|id| app.workspace().name_of(id)) else { return };
    if !indented {
        rows[0].push((SIDE + 12, vec![(by.to_owned(), theme.dim)]));
        return;
    }
    if rows.len() < 2 {
        rows.push(Vec::new());
    }
    rows[1].insert(0, (SIDE, vec![(fit(by, 12).into_owned(), theme.dim)]));
}
