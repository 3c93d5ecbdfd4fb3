//! A side's pane: every item in a stable order, the side's criteria as columns, and under them what
//! each value of the focused one means and would do.

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width, window};
use super::super::theme::Theme;
use super::{filter, strip};
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::preview::Preview;
use crate::app::view::Pane;
use crate::domain::framework::{Criterion, Side};
use crate::domain::id::Slot;

/// What a title keeps at least, in cells.
const TITLE: usize = 14;

/// What a column takes at least, in cells.
const COLUMN: usize = 5;

/// What stands for a missing score.
const MISSING: &str = "·";

/// The columns that there is room for.
struct Columns<'a> {
    /// The criteria, with their place among the side's.
    shown: Vec<(usize, &'a Criterion)>,
    width: usize,
}

pub(super) fn render(
    app: &App,
    theme: &Theme,
    side: Side,
    preview: Option<&Preview<'_>>,
    mut canvas: Canvas<'_>,
) {
    let focused = app.view.pane == Pane::Scoring(side);
    let hue = theme.side(side);
    let name = side.name().to_uppercase();
    let scores = format!("scores {}", side.scores());
    let (title, frame) = filter::pane_title(app, theme, (&name, &scores, hue), focused, canvas.width());
    let mut inner = canvas.frame(title, frame);

    let columns = columns(app, side, inner.width());
    heading(app, theme, side, &columns, inner.row(0));
    let height = inner.height().saturating_sub(1);
    // Both sides leave room for the strip, so that an item stands at one height in both.
    let strip_height = preview.map_or(0, |preview| strip::height(preview, height));
    let list_height = height - strip_height;

    let candidates = app.listed();
    let selected = app.view.selected.map_or(0, |slot| candidates.partition_point(|other| *other < slot));
    let shown = window(selected, candidates.len(), list_height);
    inner.part(0, 1, usize::MAX, list_height).scroll_bar(&shown, candidates.len());
    for (y, row) in shown.enumerate() {
        item(app, theme, side, &columns, candidates[row], inner.row(1 + y));
    }
    if candidates.is_empty() {
        let nothing =
            if app.filter.is_on() { filter::NOTHING } else { "Nothing to score yet: add an item with a" };
        inner.text(1, 2, nothing, theme.dim);
    }
    if let Some(preview) = preview.filter(|_| focused) {
        let width = inner.width();
        strip::render(app, theme, preview, hue, inner.part(0, 1 + list_height, width, strip_height));
    }
}

/// As many columns as fit beside the titles, the one under the cursor always among them.
fn columns(app: &App, side: Side, room: usize) -> Columns<'_> {
    let framework = app.workspace().framework();
    let all: Vec<_> = framework.of_side(side).map(|i| &framework.criteria()[i]).enumerate().collect();
    let heading = all.iter().map(|(_, criterion)| width(criterion.heading())).max().unwrap_or(0);
    let free = all.iter().any(|(_, criterion)| criterion.scale.steps().is_empty());
    let column = heading.max(if free { COLUMN + 1 } else { COLUMN - 1 }) + 1;
    let fitting = (room.saturating_sub(TITLE) / column).clamp(1, all.len().max(1));
    let shown = window(app.view.cursor(side), all.len(), fitting).map(|i| all[i]).collect();
    Columns { shown, width: column }
}

fn heading(app: &App, theme: &Theme, side: Side, columns: &Columns<'_>, mut row: Canvas<'_>) {
    let start = row.width().saturating_sub(columns.shown.len() * columns.width + 1);
    let more = columns.shown.len() < app.workspace().framework().of_side(side).count();
    if more {
        let last = app.workspace().framework().of_side(side).count();
        let (from, to) = (columns.shown[0].0 + 1, columns.shown[columns.shown.len() - 1].0 + 1);
        row.text(1, 0, &format!("‹ {from}–{to} of {last} ›"), theme.dim);
    }
    for (i, (at, criterion)) in columns.shown.iter().enumerate() {
        let focused = app.view.pane == Pane::Scoring(side) && app.view.cursor(side) == *at;
        let style = if focused { theme.strong.patch(theme.side(side)) } else { theme.dim };
        row.text_right(
            start + (i + 1) * columns.width,
            0,
            &fit(criterion.heading(), columns.width - 1),
            style,
        );
    }
}

fn item(app: &App, theme: &Theme, side: Side, columns: &Columns<'_>, slot: Slot, mut row: Canvas<'_>) {
    let item = app.workspace().item(slot);
    let selected = app.view.selected == Some(slot);
    let start = row.width().saturating_sub(columns.shown.len() * columns.width + 1);
    if selected {
        row.paint(theme.selected);
        row.text(0, 0, "▸", theme.selected);
    }
    let style = if selected { theme.selected } else { theme.text };
    row.text(1, 0, &fit(item.shown_title(), start.saturating_sub(1)), style);
    for (i, (at, criterion)) in columns.shown.iter().enumerate() {
        let focused = selected && app.view.pane == Pane::Scoring(side) && app.view.cursor(side) == *at;
        let (text, style) = cell(app, theme, slot, criterion, selected, focused);
        let mut cell = row.part(start + i * columns.width, 0, columns.width, 1);
        if focused {
            cell.part(1, 0, columns.width - 1, 1).paint(style);
        }
        let shown = fit(&text, columns.width - 1).into_owned();
        cell.text_right(columns.width, 0, &shown, style);
    }
}

/// A value that was never agreed on is marked with `~`: it is the median of the votes.
fn cell(
    app: &App,
    theme: &Theme,
    slot: Slot,
    criterion: &Criterion,
    selected: bool,
    focused: bool,
) -> (String, Style) {
    if let (true, Some(Overlay::Number(input))) = (focused, &app.overlay) {
        return (format!("{}▏", input.value()), theme.cursor);
    }
    let score = app.workspace().item(slot).scores.get(&criterion.id);
    let value = score.and_then(|score| Some((score.value()?, score.agreed().is_none())));
    let text = match value {
        Some((value, true)) => format!("~{}", criterion.shown(value).replace(' ', "")),
        Some((value, false)) => criterion.shown(value).replace(' ', ""),
        None => MISSING.to_owned(),
    };
    let style = match (focused, selected, value) {
        (true, ..) => theme.cursor,
        (_, true, _) => theme.selected,
        (_, _, None) => theme.warn,
        _ => theme.text,
    };
    (text, style)
}
