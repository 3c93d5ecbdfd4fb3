//! A side's pane: every item in a stable order, the side's criteria as columns, and under them what
//! each value of the focused one means and would do.

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width, window};
use super::super::theme::Theme;
use super::{filter, strip};
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::pointer::Spot;
use crate::app::preview::Preview;
use crate::app::view::Pane;
use crate::domain::framework::{Criterion, Side};
use crate::domain::id::Slot;
use crate::domain::number::Num;

/// What the list keeps at least above the strip, in rows.
const LIST: usize = 5;

/// What a title keeps at least, in cells.
const TITLE: usize = 14;

/// What a column takes at least, in cells.
const COLUMN: usize = 5;

/// What stands for a missing score.
const MISSING: &str = "·";

/// What stands for a score that is voted on blind.
const BLIND: &str = "●";

/// A column that there is room for.
struct Column<'a> {
    /// Its place among the side's criteria.
    at: usize,
    criterion: &'a Criterion,
    /// The cells that it takes, and the one behind them.
    width: usize,
    end: usize,
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
    let name = side.name().to_ascii_uppercase();
    let scores = match app.scorer(side) {
        Some(scorer) => format!("scores {} · {} votes", side.scores(), scorer.shown_name()),
        None => format!("scores {}", side.scores()),
    };
    let (title, frame) = filter::pane_title(app, theme, (&name, &scores, hue), focused, canvas.width());
    let mut inner = canvas.frame(title, frame);

    let columns = columns(app, side, inner.width());
    heading(app, theme, side, &columns, inner.row(0));
    let height = inner.height().saturating_sub(1);
    let strip_height = preview.map_or(0, |preview| strip::height(preview, height, LIST));
    // The list of the other side begins where this one does, so that an item stands at one height in both, and
    // goes on where the strip is here.
    let list_height = if focused { height - strip_height } else { height };

    let candidates = app.listed();
    let selected = app.view.selected.map_or(0, |slot| candidates.partition_point(|other| *other < slot));
    let beside = window(selected, candidates.len(), height - strip_height);
    let start = beside.start.min(candidates.len().saturating_sub(list_height));
    let shown = start..candidates.len().min(start + list_height);
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

/// As many columns as fit beside the titles, the one under the cursor always among them, each as wide as its
/// heading and its values.
fn columns(app: &App, side: Side, room: usize) -> Vec<Column<'_>> {
    let framework = app.workspace().framework();
    let all: Vec<_> = framework.of_side(side).map(|i| &framework.criteria()[i]).collect();
    let cells = |criterion: &Criterion| {
        let values = if criterion.scale.steps().is_empty() { COLUMN + 1 } else { COLUMN - 1 };
        width(criterion.heading()).max(values) + 1
    };
    let taken = |count: usize| -> usize {
        window(app.view.cursor(side), all.len(), count).map(|i| cells(all[i])).sum()
    };
    let count = (1..=all.len()).rev().find(|count| taken(*count) + TITLE <= room).unwrap_or(1);
    let mut end = room.saturating_sub(taken(count) + 1);
    let mut shown = Vec::with_capacity(count);
    for at in window(app.view.cursor(side), all.len(), count) {
        let width = cells(all[at]);
        end += width;
        shown.push(Column { at, criterion: all[at], width, end });
    }
    shown
}

/// Where the columns begin.
fn start(columns: &[Column<'_>], room: usize) -> usize {
    columns.first().map_or(room, |first| first.end.saturating_sub(first.width))
}

fn heading(app: &App, theme: &Theme, side: Side, columns: &[Column<'_>], mut row: Canvas<'_>) {
    let all = app.workspace().framework().of_side(side).count();
    if let (Some(first), Some(last), true) = (columns.first(), columns.last(), columns.len() < all) {
        row.text(1, 0, &format!("‹ {}–{} of {all} ›", first.at + 1, last.at + 1), theme.dim);
    }
    for Column { at, criterion, width, end } in columns {
        let focused = app.view.pane == Pane::Scoring(side) && app.view.cursor(side) == *at;
        let style = if focused { theme.strong.patch(theme.side(side)) } else { theme.dim };
        row.text_right(*end, 0, &fit(criterion.heading(), width - 1), style);
    }
}

fn item(app: &App, theme: &Theme, side: Side, columns: &[Column<'_>], slot: Slot, mut row: Canvas<'_>) {
    let item = app.workspace().item(slot);
    let selected = app.view.selected == Some(slot);
    let start = start(columns, row.width());
    row.mark(Spot::Item(Pane::Scoring(side), slot));
    if selected {
        row.paint(theme.selected);
        row.text(0, 0, "▸", theme.selected);
    }
    let style = if selected { theme.selected } else { theme.text };
    row.text(1, 0, &fit(item.shown_title(), start.saturating_sub(1)), style);
    for Column { at, criterion, width, end } in columns {
        let focused = selected && app.view.pane == Pane::Scoring(side) && app.view.cursor(side) == *at;
        let (text, style) = cell(app, theme, slot, criterion, selected, focused);
        let mut cell = row.part(end.saturating_sub(*width), 0, *width, 1);
        cell.mark(Spot::Value(side, slot, *at));
        if focused {
            cell.part(1, 0, width - 1, 1).paint(style);
        }
        cell.text_right(*width, 0, &fit(&text, width - 1), style);
    }
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    /// A number that is being typed.
    Typed,
    /// Something that is voted on blind.
    Blind,
    /// Nothing yet.
    Missing,
    /// A value.
    Value(Num),
}

/// What stands in the cell of an item and a criterion, with how it is told. A value that was never agreed on is marked
/// with `~`: it is the median of the votes.
pub(super) fn told(app: &App, slot: Slot, criterion: &Criterion, focused: bool) -> (String, Cell) {
    if let (true, Some(Overlay::Number(input))) = (focused, &app.overlay) {
        return (format!("{}▏", input.value()), Cell::Typed);
    }
    let item = app.workspace().item(slot);
    if item.round(criterion.side()).is_some() {
        return (BLIND.to_owned(), Cell::Blind);
    }
    let Some(value) = app.scored(item, criterion) else { return (MISSING.to_owned(), Cell::Missing) };
    let agreed = item.scores.get(&criterion.id).is_some_and(|score| score.agreed().is_some());
    let is_median = !agreed && app.scorer(criterion.side()).is_none();
    let shown = criterion.shown(value);
    (if is_median { format!("~{shown}") } else { shown }, Cell::Value(value))
}

fn cell(
    app: &App,
    theme: &Theme,
    slot: Slot,
    criterion: &Criterion,
    selected: bool,
    focused: bool,
) -> (String, Style) {
    let (text, cell) = told(app, slot, criterion, focused);
    let style = match cell {
        _ if focused => theme.cursor,
        _ if selected => theme.selected,
        Cell::Missing => theme.warn,
        Cell::Blind => theme.dim,
        Cell::Typed | Cell::Value(_) => theme.text,
    };
    (text, style)
}
