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

use super::super::canvas::{Canvas, width};
use super::super::theme::Theme;
use super::columns::{self, SIDE_BY_SIDE, gap, heading, on, parted, plain};
use super::pane_title;
use crate::app::App;
use crate::app::brief::Spot;

/// From this height on there is air between the goals.
const ROOMY: usize = 36;

type Marked = columns::Marked<Spot>;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (title, frame) = pane_title(app, theme, "BRIEF", "what it is all for", theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let (full, roomy) = (inner.width(), inner.height() >= ROOMY);
    let columns: Vec<Vec<Marked>> = if full >= SIDE_BY_SIDE + 2 {
        let room = columns::room(full, 2);
        vec![purpose::rows(app, theme, (room, roomy)), cycles::rows(app, theme, room)]
    } else {
        let room = columns::room(full, 1);
        vec![parted(&[purpose::rows(app, theme, (room, roomy)), cycles::rows(app, theme, room)])]
    };
    columns::render(theme, &mut inner, &columns, app.brief.spot());
}

/// A text in at least so many cells, at their right edge.
fn right(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(text))))
}
