//! The brief: what the backlog is for on the left, how the last cycles went on the right.
//!
//! ```text
//! ╭ BRIEF ───────────────────────────────────────────────╮
//! │ VISION                    │ CAPACITY                 │
//! │▸GOALS   bar, from → to    │ estimates against actuals │
//! │ THEMES  items, effort     │ TECHNICAL HEALTH         │
//! │ LINKED TO NOTHING         │ SCOPE                    │
//! ╰──────────────────────────────────────────────────────╯
//! ```

mod cycles;
mod purpose;

use super::super::canvas::{Canvas, width, window};
use super::super::flow::{Row, draw};
use super::super::theme::Theme;
use super::pane_title;
use crate::app::App;
use crate::app::brief::Spot;

/// From this width on, purpose and cycles stand side by side.
const SIDE_BY_SIDE: usize = 112;

/// From this height on there is air between the goals.
const ROOMY: usize = 36;

/// How wide a column is at most: a bar belongs to the words beside it.
const WIDEST: usize = 88;

/// A row of a column, and what the cursor can stand on in it; none for headings and gaps.
type Marked = (Option<Spot>, Row);

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (title, frame) = pane_title(app, theme, "BRIEF", "what it is all for", theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let (full, height) = (inner.width().saturating_sub(2), inner.height());
    let roomy = height >= ROOMY;
    let columns: Vec<Vec<Marked>> = if full >= SIDE_BY_SIDE {
        let room = (full - 3) / 2;
        vec![purpose::rows(app, theme, (room.min(WIDEST), roomy)), cycles::rows(app, theme, room.min(WIDEST))]
    } else {
        let widest = full.min(WIDEST);
        let parts =
            [purpose::rows(app, theme, (widest, roomy)), vec![gap()], cycles::rows(app, theme, widest)];
        vec![parts.concat()]
    };
    let cursor = app.boards.spot();
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let shown = window(middle(&columns, cursor), longest, height);
    let step = (full + 3) / columns.len();
    let room = step.saturating_sub(3);
    for (i, rows) in columns.iter().enumerate() {
        let mut column = inner.part(i * step, 0, room + 1, height);
        let first = rows.iter().position(|(spot, _)| spot.is_some() && *spot == cursor);
        for (y, at) in shown.clone().enumerate() {
            let Some((_, row)) = rows.get(at) else { continue };
            draw(row, &mut column.part(1, y, room, 1), 0, 0);
            if first == Some(at) {
                column.text(0, y, "▸", theme.selected);
                column.row(y).paint(theme.selected);
            }
        }
    }
    inner.scroll_bar(&shown, longest);
}

/// The row that the window stands around: the middle of those that the cursor is on.
fn middle(columns: &[Vec<Marked>], cursor: Option<Spot>) -> usize {
    let rows = |column: &Vec<Marked>| {
        let is_it = |(spot, _): &Marked| spot.is_some() && *spot == cursor;
        Some((column.iter().position(is_it)?, column.iter().rposition(is_it)?))
    };
    columns.iter().find_map(rows).map_or(0, |(first, last)| usize::midpoint(first, last))
}

/// An empty row.
fn gap() -> Marked {
    (None, Row::new())
}

/// A row that the cursor cannot stand on.
fn plain(row: Row) -> Marked {
    (None, row)
}

/// Rows that the cursor stands on together.
fn on(spot: Spot, rows: impl IntoIterator<Item = Row>) -> impl Iterator<Item = Marked> {
    rows.into_iter().map(move |row| (Some(spot), row))
}

/// Parts of a column, an empty row between them.
fn parted(groups: &[Vec<Marked>]) -> Vec<Marked> {
    groups.join(&gap())
}

/// A text in exactly so many cells, at their left edge.
fn left(text: &str, cells: usize) -> String {
    let text = super::super::canvas::fit(text, cells);
    format!("{text}{}", " ".repeat(cells - width(&text)))
}

/// A text in at least so many cells, at their right edge.
fn right(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(text))))
}

/// `1 item`, `3 items`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
