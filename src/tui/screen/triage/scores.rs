//! The scores of the item on the card, those of both sides, and what each value of the focused one would do.

use super::super::super::canvas::{Canvas, fit, width, window};
use super::super::super::theme::Theme;
use super::super::scoring::{self, Cell};
use super::super::strip;
use crate::app::App;
use crate::app::pointer::Spot;
use crate::app::preview::Preview;
use crate::domain::framework::{Criterion, Side};
use crate::domain::id::Slot;

/// What a value takes at least, in cells.
const VALUE: usize = 5;

/// From this width on it is told whose score it is, and what its value means.
const AT_LENGTH: usize = 60;

/// How many rows it takes of so many.
pub(super) fn height(app: &App, strip: Option<&Preview<'_>>, room: usize) -> usize {
    let rows = app.workspace().framework().criteria().len();
    let strip = strip.map_or(0, |strip| strip::height(strip, room, rows..=room, 0));
    (rows + strip).min(room)
}

/// How many rows it takes at most, whichever score has the focus.
pub(super) fn most(app: &App) -> usize {
    let criteria = app.workspace().framework().criteria();
    let steps =
        criteria.iter().map(|criterion| criterion.scale.steps().len().max(criterion.rubric.len() + 1));
    criteria.len() + 1 + strip::with_steps(steps.max().unwrap_or(0))
}

pub(super) fn render(
    app: &App,
    theme: &Theme,
    slot: Slot,
    strip: Option<&Preview<'_>>,
    mut canvas: Canvas<'_>,
) {
    let (full, height) = (canvas.width(), canvas.height());
    let cells: Vec<(Side, usize, &Criterion)> = cells(app);
    let below = strip.map_or(0, |strip| strip::height(strip, height, cells.len()..=height, 0));
    let above = height.saturating_sub(below).min(cells.len());
    let focused =
        |(side, at, _): &(Side, usize, &Criterion)| *side == app.view.side && *at == app.view.cursor(*side);
    let here = cells.iter().position(focused).unwrap_or(0);
    let longest = cells.iter().map(|(.., criterion)| width(criterion.shown_name())).max().unwrap_or(0);
    let shown = window(here, cells.len(), above);
    canvas.part(0, 0, full, above).scroll_bar(&shown, cells.len());
    for (y, at) in shown.enumerate() {
        let (side, cursor, criterion) = cells[at];
        let mut line = canvas.row(y);
        line.mark(Spot::Value(side, slot, cursor));
        row(app, theme, (slot, side, criterion), (longest, at == here), line);
    }
    if let Some(strip) = strip {
        let hue = theme.side(app.view.side);
        // A row between, where there is one.
        let gap = usize::from(height > above + below);
        strip::render(app, theme, strip, hue, canvas.part(0, above + gap, full, below));
    } else if let Some(why) = why_not(app, slot) {
        canvas.text(1, above + 1, &why, theme.warn);
    }
}

fn cells(app: &App) -> Vec<(Side, usize, &Criterion)> {
    let framework = app.workspace().framework();
    let of_side = |side: &Side| {
        let side = *side;
        framework.of_side(side).enumerate().map(move |(at, index)| (side, at, &framework.criteria()[index]))
    };
    Side::ALL.iter().flat_map(of_side).collect()
}

/// `▸Customer value   business    4  most customers gain`.
fn row(
    app: &App,
    theme: &Theme,
    (slot, side, criterion): (Slot, Side, &Criterion),
    (longest, focused): (usize, bool),
    mut row: Canvas<'_>,
) {
    let full = row.width();
    let hue = theme.side(side);
    let name = if focused { theme.strong.patch(hue) } else { hue };
    let names = longest.min(full / 2);
    row.text(0, 0, if focused { "▸" } else { " " }, name);
    row.text(1, 0, &fit(criterion.shown_name(), names), name);
    let mut x = 1 + names + 2;
    if full >= AT_LENGTH {
        row.text(x, 0, side.name(), theme.dim);
        x += width(Side::Engineering.name()) + 2;
    }
    let told = scoring::Told::of(app, slot, criterion, focused);
    let text = told.text();
    let style = match told.cell {
        _ if focused => theme.cursor,
        Cell::Missing => theme.warn,
        Cell::Blind => theme.dim,
        Cell::Typed | Cell::Value(_) => theme.strong,
    };
    let means = if let Cell::Value(value) = told.cell { criterion.means(value) } else { None };
    let cells = VALUE.max(width(&text) + 1);
    let mut cell = row.part(x, 0, cells, 1);
    if focused {
        cell.paint(style);
    }
    cell.text_right(cells - 1, 0, &text, style);
    let x = x + cells + 2;
    row.text(x, 0, &fit(means.unwrap_or_default(), full.saturating_sub(x + 1)), theme.dim);
}

/// Why nothing can be scored.
fn why_not(app: &App, slot: Slot) -> Option<String> {
    let item = app.workspace().item(slot);
    if item.in_round() {
        return Some("voted on blind: nothing is told before the reveal".to_owned());
    }
    let horizon = item.horizon.filter(|_| !item.is_candidate())?;
    Some(format!("{horizon}: what is set aside is not scored"))
}
