//! What came of a closed cycle, item by item, as a panel over the middle.
//!
//! ```text
//! ╭ Cycle 2026-Q1, closed 2026-03-31 ─────────────────────────────╮
//! │ DONE · 2 items                        est.  took   now        │
//! │ ▸ Fix payment failures                   2     3   done       │
//! │ COMMITTED, NOT DONE · 1 item                                  │
//! │   Calendar sync                          4         #3 in      │
//! │ PUT OFF · 2 items                                             │
//! │   Check-in kiosk                            #11 out  put off ×2│
//! ╰ keys ─────────────────────────────────────────────────────────╯
//! ```

use super::super::canvas::{Canvas, fit, window};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{self, Hint, foot};
use crate::app::App;
use crate::app::closed::Closed;
use crate::domain::cycle::Fate;
use crate::domain::debt::deferred;
use crate::domain::number::Num;
use crate::domain::stands::stands;
use crate::domain::text::counted;

/// How wide the panel is at most, in cells.
const WIDTH: usize = 112;

/// Where a title begins.
const TITLE: usize = 2;

/// Cells for a number, and for where an item stands now with how often it was put off.
const NUMBER: usize = 7;
const NOW: usize = 28;

/// Below this width it is not told where items stand now.
const NARROW: usize = 60;

/// A row of the list.
enum Row {
    Head(Fate, usize),
    Item(usize),
}

pub(super) fn render(app: &App, theme: &Theme, closed: &Closed, mut canvas: Canvas<'_>) {
    let Some(cycle) = app.workspace().head().cycles.get(closed.cycle) else { return };
    let rows = rows(closed);
    let full = WIDTH.min(canvas.width());
    let hints = keys(app, closed);
    let wanted = rows.len().max(1) + 3 + hints::height(theme, &hints, full.saturating_sub(2));
    let height = wanted.min(canvas.height());
    let mut panel = canvas.centred(full, height);
    let on = cycle.closed.as_deref().map(|date| format!(", closed {date}")).unwrap_or_default();
    let mut inner = dialog(theme, &format!("Cycle {}{on}", cycle.id), &mut panel);
    let last = foot(app, theme, &hints, &mut inner);
    let mut body = inner.part(0, 0, usize::MAX, last);
    if rows.is_empty() {
        body.text(1, 0, "Nothing was committed, done or put off.", theme.dim);
    }
    let selected = rows.iter().position(|row| matches!(row, Row::Item(at) if *at == closed.cursor));
    let shown = window(selected.unwrap_or(0), rows.len(), last);
    body.scroll_bar(&shown, rows.len());
    for (y, at) in shown.enumerate() {
        match rows[at] {
            Row::Head(fate, count) => head(theme, (fate, count, at == 0), body.row(y)),
            Row::Item(at) => item(app, theme, closed, at, body.row(y)),
        }
    }
}

/// The items under what became of them.
fn rows(closed: &Closed) -> Vec<Row> {
    let mut rows = Vec::with_capacity(closed.items.len() + 3);
    let mut at = 0;
    for group in closed.items.chunk_by(|(one, _), (next, _)| one == next) {
        rows.push(Row::Head(group[0].0, group.len()));
        rows.extend((at..at + group.len()).map(Row::Item));
        at += group.len();
    }
    rows
}

/// The cells behind estimate and effort, and the first one of where an item stands now.
fn columns(width: usize) -> ([usize; 2], usize) {
    let now = if width < NARROW { width } else { width.saturating_sub(NOW) };
    let took = now.saturating_sub(3);
    ([took.saturating_sub(NUMBER), took], now)
}

fn head(theme: &Theme, (fate, count, is_first): (Fate, usize, bool), mut row: Canvas<'_>) {
    let name = match fate {
        Fate::Done => "DONE",
        Fate::Stayed => "COMMITTED, NOT DONE",
        Fate::PutOff => "PUT OFF",
    };
    let x = 1 + row.text(1, 0, name, theme.heading);
    row.text(x, 0, &format!(" · {}", counted(count, "item")), theme.dim);
    if is_first {
        let ([estimate, took], now) = columns(row.width());
        row.text_right(estimate, 0, "est.", theme.dim);
        row.text_right(took, 0, "took", theme.dim);
        row.text(now, 0, "now", theme.dim);
    }
}

fn item(app: &App, theme: &Theme, closed: &Closed, at: usize, mut row: Canvas<'_>) {
    let (fate, slot) = closed.items[at];
    let workspace = app.workspace();
    let (item, cycle) = (workspace.item(slot), &workspace.head().cycles[closed.cycle]);
    let selected = at == closed.cursor;
    if selected {
        row.select(theme);
    }
    let style = if selected { theme.selected } else { theme.text };
    let quiet = if selected { theme.selected } else { theme.dim };
    let ([estimate, took], now) = columns(row.width());
    row.text(TITLE, 0, &fit(item.shown_title(), estimate.saturating_sub(NUMBER + TITLE)), style);
    let number = |number: Option<Num>| number.map(|n| n.to_string()).unwrap_or_default();
    // What was estimated then may wait in the round now.
    let estimated = cycle.estimates.get(&item.id).filter(|_| !item.in_round());
    row.text_right(estimate, 0, &number(estimated), quiet);
    let actual = item.rare.details.as_deref().and_then(|details| details.actual_effort);
    row.text_right(took, 0, &number(actual.filter(|_| fate == Fate::Done)), style);
    let x = now + row.text(now, 0, &stands(&app.workshop, slot), quiet);
    if fate == Fate::PutOff && item.deferrals > 1 {
        row.text(x + 2, 0, &deferred(item.deferrals), if selected { style } else { theme.warn });
    }
}

fn keys(app: &App, closed: &Closed) -> Vec<Hint<'static>> {
    let all = [
        (!closed.items.is_empty(), ("enter", "goes there")),
        (closed.cycle > 0, ("←", "the cycle before")),
        (closed.cycle + 1 < app.workspace().head().cycles.len(), ("→", "the next one")),
        (true, ("esc", "closes")),
    ];
    all.into_iter().filter_map(|(useful, hint)| useful.then_some(hint)).collect()
}
