//! The scores that would bring an item where it was dragged to.

use super::super::canvas::{Canvas, fit, width};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot};
use crate::app::App;
use crate::app::dragging::Proposal;
use crate::app::pointer::Spot;

/// How wide it is at most, and how high beside its rows, in cells.
const WIDTH: usize = 72;
const AROUND: usize = 5;

/// What its keys do.
const HINTS: [Hint<'_>; 3] = [("enter", "gives it"), ("↑/↓", "choose"), ("esc", "leaves it")];

pub(super) fn render(app: &App, theme: &Theme, proposal: &Proposal, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    let panel_width = WIDTH.min(full);
    let panel_height = (proposal.ways.len() + AROUND).min(height);
    let (x, y) = ((full - panel_width) / 2, height - panel_height);
    let mut panel = canvas.part(x, y.min(height / 3), panel_width, panel_height);
    let mut inner = dialog(theme, "Which score brings it there?", &mut panel);
    let above = foot(app, theme, &HINTS, &mut inner);
    let item = app.workspace().item(proposal.item);
    inner.text(1, 0, item.shown_title(), theme.strong);
    let criteria = app.workspace().framework().criteria();
    for (at, (criterion, way)) in proposal.ways.iter().enumerate().take(above.saturating_sub(1)) {
        let mut row = inner.row(1 + at);
        row.mark(Spot::Row(at));
        let style = if at == proposal.cursor { theme.selected } else { theme.text };
        if at == proposal.cursor {
            row.paint(style);
            row.text(0, 0, "▸", style);
        }
        let criterion = &criteria[*criterion];
        let now = app.scored(item, criterion).map_or_else(|| "–".to_owned(), |value| criterion.shown(value));
        let told = format!("{} {now} → {}", criterion.shown_name(), criterion.shown(way.value));
        let rank = way.outcome.stands().unwrap_or_default();
        let end = row.width().saturating_sub(1);
        row.text_right(end, 0, &rank, style);
        row.text(2, 0, &fit(&told, end.saturating_sub(width(&rank) + 4)), style);
    }
}
