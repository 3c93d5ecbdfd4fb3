//! The matrix over the full window: what items are worth over what they take, with the cutline as the curve that it is.
//!
//! ```text
//! ╭ MATRIX benefit over cost ──────────────╮╭ RANKING best first ───────╮
//! │ ↑ benefit: …            cutline: score ││   1 ● title             in │
//! │ ┤ Quick wins     ┊          Big bets   ││▸  2 ■ title             in │
//! │ ┤     ● title    ┊        ⢀⠔⠁          ││ ── cutline 18/20 ──        │
//! │ ┤┈┈┈┈┈┈┈┈[3]┈┈┈┈┈┼┈┈┈⢀⠔⠁┈┈┈┈┈┈┈┈┈┈┈┈┈  ││   3 △ title            out │
//! │ ┤ Fill-ins    ⢀⠔⠁┊   ○      Money pits │╰────────────────────────────╯
//! │ └─┴──────────────┴──────────────────┴─ │╭ title of the selected item ╮
//! │   1          cost: … →              5  ││ where it lies, and what     │
//! │ ● feature  ■ tech …                    ││ lies there with it          │
//! ╰────────────────────────────────────────╯╰────────────────────────────╯
//! ```
//!
//! In a smaller window the selected item is told in a few rows under the plot instead.

mod draw;
mod glyphs;
mod plot;
mod titles;
mod told;

use super::super::canvas::Canvas;
use super::super::theme::Theme;
use super::filter;
use crate::app::App;
use draw::Picture;
use glyphs::Glyphs;

/// From this width on the ranking stands beside the plot.
const BESIDE: usize = 120;

/// How wide the ranking is, as a part of the window and at most.
const RANKING: usize = 3;
const WIDEST: usize = 52;

/// Below this height there is no frame.
const FRAMED: usize = 14;

/// How many rows tell the selected item under the plot, with and without a frame.
const TOLD: usize = 3;
const LOW: usize = 2;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    let Some(matrix) = app.matrix.shown() else { return };
    let picture = Picture { app, theme, matrix, glyphs: Glyphs::of(theme) };
    if height < FRAMED {
        let told = LOW.min(height.saturating_sub(4));
        let plot = picture.render(&mut canvas.part(0, 0, full, height - told));
        told::short(&picture, plot, &mut canvas.part(0, height - told, full, told));
        return;
    }
    let beside = if full >= BESIDE { (full / RANKING).min(WIDEST) } else { 0 };
    let left = full - beside;
    let words = ("MATRIX", ["benefit over cost", ""], theme.heading);
    let (title, frame) = filter::pane_title(app, theme, words, true, (left, full));
    let mut whole = canvas.part(0, 0, left, height);
    let mut inner = whole.frame(title, frame);
    let (cells, rows) = (inner.width(), inner.height());
    let told = if beside == 0 { TOLD } else { 0 };
    let legend = told::legend(&picture, cells.saturating_sub(2));
    let above = rows.saturating_sub(told + legend.len());
    let plot = if matrix.dots().is_empty() {
        told::nothing(&picture, &mut inner.part(0, 0, cells, above));
        plot::Plot { width: 0, height: 0 }
    } else {
        picture.render(&mut inner.part(0, 0, cells, above))
    };
    told::draw_legend(&legend, &mut inner.part(0, above, cells, legend.len()));
    if told > 0 {
        told::short(&picture, plot, &mut inner.part(0, rows - told, cells, told));
        return;
    }
    told::beside(&picture, plot, canvas.part(left, 0, beside, height));
}
