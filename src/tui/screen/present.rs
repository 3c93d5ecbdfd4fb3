//! The presentation: the ranking and the last trade-off, with rows that are read from afar.
//!
//! ```text
//!    1         7.50   Fix payment failure handling
//!
//!    2  ▲3     6.50   Send text reminders   comes in
//!
//!  ── cutline 18/20 points ─────────────────────────────────────────────────
//!
//!    3  ▼1     3.67   Improve mobile booking flow   falls out
//!  ─────────────────────────────────────────────────────────────────────────
//!  10:44  engineering  effort of Send text reminders 5 → 2   #5 → #2
//! ```

use std::ops::Range;

use chrono::{DateTime, FixedOffset};

use super::super::canvas::{Canvas, fit, width, window};
use super::super::flow;
use super::super::theme::Theme;
use super::{backlog, cutline, filter, log};
use crate::app::App;
use crate::app::pointer::Spot;
use crate::app::rows::{Row, Rows};
use crate::domain::debt;
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::{Held, Item};
use crate::domain::ranking::tidy_micro;
use crate::domain::standing::Crossing;
use crate::domain::tradeoff::{Entry, EntryKind};

/// From this height on there is air between the rows.
const AIRY: usize = 24;

/// Rows for the last trade-off, where it needs no more and where there is little room.
const LAST: usize = 6;
const LAST_LOW: usize = 5;

/// The cell behind the rank, the arrow's, the cell behind the score, and the title's: everything of an item stands
/// together, so that nobody has to find the way from a title to its number across a wall.
const COLUMNS: [usize; 4] = [6, 8, 20, 23];
/// The same where there is little room.
const NARROW_COLUMNS: [usize; 4] = [4, 5, 15, 17];

/// Below this width the margins go; more than the other is not used, so that the ranking stands in the middle of a wall.
const NARROW: usize = 60;
const WIDEST: usize = 120;

/// Cells between a title and which side it changed to.
const GAP: usize = 3;

/// Cells that what it costs not to do an item has at least, where it is told.
const COST: usize = 16;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width().min(WIDEST), canvas.height());
    let mut canvas = canvas.part((canvas.width() - full) / 2, 0, full, height);
    let last = if height >= AIRY { LAST } else { LAST_LOW }.min(height / 3);
    let above = height.saturating_sub(last + 1);
    let entry = trade_off(app);
    let crossing = entry.map(|entry| crossing(app, entry)).unwrap_or_default();
    ranking(app, theme, &crossing, canvas.part(0, 0, full, above));
    canvas.row(above).rule(0, theme.border);
    last_entry(app, theme, entry, canvas.part(0, above + 1, full, last));
}

fn ranking(app: &App, theme: &Theme, crossing: &Crossing<Slot>, mut canvas: Canvas<'_>) {
    let rows = app.rows();
    if app.listed().is_empty() {
        let told = if app.filter.is_on() { filter::NOTHING } else { "The backlog is empty." };
        canvas.text(1, 0, told, theme.text);
        return;
    }
    let (height, inner) = (canvas.height(), canvas.width().saturating_sub(2));
    let Shown { rows: shown, pitch } = shown(app, &rows, crossing, height);
    canvas.scroll_bar(&shown, rows.len());
    for (y, at) in shown.enumerate() {
        let mut row = canvas.part(0, pitch - 1 + y * pitch, inner, 1);
        match rows.at(at) {
            Some(Row::Ranked(slot, _) | Row::Unscored(slot)) => item(app, theme, slot, crossing, row),
            Some(Row::Line) => cutline::render(app, theme, row),
            Some(Row::UnscoredHead) => {
                row.rule(0, theme.border);
                row.text(1, 0, " no rank yet ", theme.dim);
            }
            None => {}
        }
    }
}

/// How many rows are seen behind the line, and whoever crossed it, where the ranking is cut: a third of them at most.
const BEHIND: usize = 3;

/// The rows in the window, and how many cells each takes.
struct Shown {
    rows: Range<usize>,
    pitch: usize,
}

/// What is seen of the ranking: the line and whoever crossed it, and the selected rank, where they go together, with air
/// between the rows where there is room. An item without a rank is no reason to leave them.
fn shown(app: &App, rows: &Rows<'_>, crossing: &Crossing<Slot>, height: usize) -> Shown {
    let fitting = |pitch: usize| (height / pitch).max(1);
    let at =
        |first: usize, pitch: usize| Shown { rows: first..rows.len().min(first + fitting(pitch)), pitch };
    let airy = if height + LAST + 1 >= AIRY { 2 } else { 1 };
    let ranked = |slot: &Slot| app.workshop.standing().index(*slot).is_some();
    let row_of = |slot: Slot| Some(slot).filter(ranked).and_then(|slot| rows.of(slot));
    let crossed = crossing.entered.iter().chain(&crossing.left).filter_map(|slot| row_of(*slot));
    let selected = app.view.selected.and_then(row_of);
    let told = || crossed.clone().chain(rows.line());
    let whole = span(told().chain(selected));
    let by_hand = selected.filter(|_| app.view.selected != app.subject);
    let near = whole.into_iter().chain(span(told()).filter(|_| by_hand.is_none()));
    // From the top if that holds them all with one behind; else what comes behind the last of them is seen as far as there
    // is room: who lost by a little stands below the line.
    let from_top = whole.map(|(_, last)| (0, last + 2));
    let most = BEHIND.min(height / 3);
    let behind = |(first, last): (usize, usize)| (0..=most).rev().map(move |more| (first, last + 1 + more));
    let mut spans = from_top.into_iter().chain(near.flat_map(behind));
    // Whoever only selects another row does not lay the wall out anew.
    let is_airy = span(told()).is_none_or(|(first, last)| last + 2 - first <= fitting(airy));
    let pitch = if is_airy { airy } else { 1 };
    if let Some((_, end)) = spans.find(|(first, end)| end - first <= fitting(pitch)) {
        // What is in before what is out.
        return at(end.saturating_sub(fitting(pitch)), pitch);
    }
    let middle = by_hand.or(rows.line()).or(selected).unwrap_or(0);
    at(window(middle, rows.len(), fitting(pitch)).start, pitch)
}

/// The first and the last of some rows.
fn span(rows: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    rows.fold(None, |span, row| match span {
        Some((first, last)) => Some((row.min(first), row.max(last))),
        None => Some((row, row)),
    })
}

/// One item: its rank, how far the last change moved it, its score, its title, which side it changed to, how often it was
/// put off.
fn item(app: &App, theme: &Theme, slot: Slot, crossing: &Crossing<Slot>, mut row: Canvas<'_>) {
    row.mark(Spot::Card(slot));
    let standing = app.workshop.standing();
    let item = app.workspace().item(slot);
    let (index, seat) = (standing.index(slot), standing.seat(slot));
    let is_in = standing.is_in(slot) || standing.line().is_none() && index.is_some();
    // Whoever fell out is who the room talks about.
    let base = if is_in || crossing.names(&slot) { theme.strong } else { theme.dim };
    let ground = backlog::Ground::of(app, slot);
    let base = ground.lay(theme, base, &mut row);
    let over = |style| ground.over(base, style);
    let [rank_end, arrow, score_end, title] = if row.width() < NARROW { NARROW_COLUMNS } else { COLUMNS };
    if app.view.selected == Some(slot) {
        row.text(0, 0, "▸", base);
    }
    if item.held().is_some() {
        row.text(1, 0, backlog::PINNED, over(theme.line));
    }
    let rank = index.map_or_else(|| "–".to_owned(), |index| (index + 1).to_string());
    row.text_right(rank_end, 0, &rank, base);
    if let Some(moved) = index.and_then(|index| backlog::Moved::of(app, slot, index)) {
        row.text(arrow, 0, &moved.arrow(), over(moved.style(theme, app.subject == Some(slot))));
    }
    if let Some(seat) = seat {
        row.text_right(score_end, 0, &standing.shown_score(seat.score), base);
    }
    let told = match crossing.way_of(&slot) {
        Some(goes) => Some((goes.verb(1), theme.goes(goes))),
        _ if row.width() < NARROW => None,
        // It may stand where its rank does not put it.
        _ => item.held().map(|held| (if held == Held::In { "pinned in" } else { "pinned out" }, theme.line)),
    };
    let verdict = told.map_or(0, |(word, _)| width(word) + GAP);
    let mark = put_off(item, 0).filter(|_| row.width() >= NARROW);
    let marked = mark.map_or(0, |mark| width(&mark) + GAP);
    let room = row.width().saturating_sub(title + verdict + marked + 1);
    let mut end = title + row.text(title, 0, &fit(item.shown_title(), room), base);
    if let Some((word, style)) = told {
        end += GAP + row.text(end + GAP, 0, word, over(style));
    }
    let room = row.width().saturating_sub(end + GAP + 1);
    if let Some(mark) = put_off(item, room).filter(|_| marked > 0) {
        row.text(end + GAP, 0, &fit(&mark, room), over(theme.warn));
    }
}

/// How often it was put off, and what that costs where there is room for it: what nobody does for a third time is to be
/// heard. None of what is not in the register.
fn put_off(item: &Item, room: usize) -> Option<String> {
    let long = debt::told(item).filter(|_| debt::put_off(item))?;
    Some(match width(&long) {
        told if told + COST <= room => debt::sentence(item).unwrap_or(long),
        told if told <= room => long,
        _ => format!("⚠ ×{}", item.deferrals),
    })
}

/// The last trade-off: what is only written down is none, nor what the clock did, which is told at the top. Votes that are
/// settled are told as the reveal that moved somebody: the wall says who lost.
fn trade_off(app: &App) -> Option<&Entry> {
    let entry = app.shown_from(0).find(|entry| !entry.is_aside() && !is_written(entry.kind))?;
    let lost = || app.workshop.settles(entry).find(|reveal| reveal.crossed());
    Some(entry).filter(|entry| entry.crossed()).or_else(lost).or(Some(entry))
}

fn is_written(kind: EntryKind) -> bool {
    use EntryKind::{Agenda, Edit, Goal, People, Review, Theme, Vision};
    matches!(kind, Agenda | Edit | Goal | People | Review | Theme | Vision)
}

/// Who crossed the line with an entry and stands there still; nobody where it was told before the workspace was opened.
fn crossing(app: &App, entry: &Entry) -> Crossing<Slot> {
    if !app.log.is_of_now(app.workspace(), entry) {
        return Crossing::default();
    }
    let standing = app.workshop.standing();
    let there = |ids: &[ItemId], is_in: bool| {
        let slots = ids.iter().filter_map(|id| app.workspace().slot(id));
        slots.filter(|slot| standing.index(*slot).is_some() && standing.is_in(*slot) == is_in).collect()
    };
    Crossing { entered: there(&entry.entered, true), left: there(&entry.left, false) }
}

/// The last trade-off; where there was none, how much of the capacity is used.
fn last_entry(app: &App, theme: &Theme, entry: Option<&Entry>, mut canvas: Canvas<'_>) {
    let Some(entry) = entry else {
        let used = app.workshop.standing().load().map(|load| tidy_micro(load.used));
        let text = used
            .map_or_else(|| "No trade-off yet.".to_owned(), |used| format!("No trade-off yet. {used} used."));
        canvas.text(2, 0, &text, theme.dim);
        return;
    };
    let is_today = |at: &DateTime<FixedOffset>| {
        app.meeting.now.is_none_or(|now| now.date_naive() == at.with_timezone(&now.timezone()).date_naive())
    };
    let form = if entry.at.as_ref().is_none_or(is_today) { "%H:%M" } else { "%d %b %Y" };
    let at = entry.at.map(|at| at.format(form).to_string()).unwrap_or_default();
    let wide = canvas.width().saturating_sub(4);
    let rows = log::told(
        app,
        theme,
        entry,
        log::Room { cells: wide, rows: canvas.height().saturating_sub(1), apart: true },
    );
    // What was done comes before when, and by whom.
    let below = usize::from(rows.len() < canvas.height());
    if below > 0 {
        let used = canvas.text(2, 0, &at, theme.dim) + 2;
        if let Some(whose) = entry.whose() {
            let hue = whose.side().map_or(theme.dim, |side| theme.side(side));
            canvas.text(2 + used, 0, whose.name(), hue);
        }
    }
    for (y, row) in rows.iter().enumerate() {
        let strong: flow::Row =
            row.iter().map(|(text, style)| (text.clone(), theme.strong.patch(*style))).collect();
        flow::draw(&strong, &mut canvas, 2, below + y);
    }
}
