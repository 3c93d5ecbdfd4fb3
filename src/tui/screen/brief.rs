//! The brief: what the backlog is for on the left, how the last cycles went on the right.
//!
//! ```text
//! ╭ BRIEF ───────────────────────────────────────────────╮
//! │ VISION                    │ CAPACITY                 │
//! │ GOALS   bar, from → to    │ estimates against actuals │
//! │ THEMES  items, effort     │ TECHNICAL HEALTH         │
//! │ LINKED TO NOTHING         │ SCOPE                    │
//! ╰──────────────────────────────────────────────────────╯
//! ```

mod cycles;
mod purpose;

use super::super::canvas::{Canvas, width};
use super::super::flow::{Row, draw};
use super::super::theme::Theme;
use super::pane_title;
use crate::app::App;

/// From this width on, purpose and cycles stand side by side.
const SIDE_BY_SIDE: usize = 112;

/// From this height on there is air between the goals.
const ROOMY: usize = 36;

/// How wide a column is at most: a bar belongs to the words beside it.
const WIDEST: usize = 88;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (title, frame) = pane_title(app, theme, "BRIEF", "what it is all for", theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let (full, height) = (inner.width().saturating_sub(2), inner.height());
    let roomy = height >= ROOMY;
    let columns: Vec<Vec<Row>> = if full >= SIDE_BY_SIDE {
        let room = (full - 3) / 2;
        vec![purpose::rows(app, theme, (room.min(WIDEST), roomy)), cycles::rows(app, theme, room.min(WIDEST))]
    } else {
        let widest = full.min(WIDEST);
        let parts =
            [purpose::rows(app, theme, (widest, roomy)), vec![Row::new()], cycles::rows(app, theme, widest)];
        vec![parts.concat()]
    };
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let skip = app.boards.scroll.min(longest.saturating_sub(height));
    let step = (full + 3) / columns.len();
    for (i, rows) in columns.iter().enumerate() {
        for (y, row) in rows.iter().skip(skip).take(height).enumerate() {
            let mut line = inner.part(1 + i * step, y, step.saturating_sub(3).max(full.min(step)), 1);
            draw(row, &mut line, 0, 0);
        }
    }
    inner.scroll_bar(&(skip..longest.min(skip + height)), longest);
}

/// Parts of a column, an empty row between them.
fn parted(groups: &[Vec<Row>]) -> Vec<Row> {
    groups.join(&Row::new())
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
