//! A side's pane: every item in a stable order, the side's criteria as columns, and under them what
//! each value of the focused one means and would do.

use super::super::canvas::{Canvas, fit, width, window};
use super::super::theme::Theme;
use super::{filter, strip};
use crate::app::App;
use crate::app::action::Action;
use crate::app::overlay::Overlay;
use crate::app::pointer::Spot;
use crate::app::preview::Preview;
use crate::app::view::Pane;
use crate::domain::framework::{Criterion, Side, shown};
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
    criterion: &'a Criterion,
    place: Place,
}

/// Where a column stands.
#[derive(Clone, Copy, Hash)]
struct Place {
    /// Its place among the side's criteria.
    at: usize,
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
    let scores = format!("scores {}", side.scores());
    let whose = app.scorer(side).map(|scorer| format!("{} votes", scorer.shown_name())).unwrap_or_default();
    let words = (name.as_str(), [scores.as_str(), whose.as_str()], hue);
    let (title, frame) = filter::pane_title(app, theme, words, focused, (canvas.width(), canvas.screen()));
    let mut inner = canvas.frame(title, frame);

    let columns = columns(app, side, inner.width());
    heading(app, theme, side, &columns, inner.row(0));
    let height = inner.height().saturating_sub(1);
    let candidates = app.listed();
    let above = LIST..=LIST.max(candidates.len());
    let width = inner.width();
    let strip_height = preview.map_or(0, |preview| {
        // The same for each criterion, so that the list stays where it is.
        let framework = app.workspace().framework();
        let further = framework.of_side(side).map(|i| strip::further(&framework.criteria()[i], width)).max();
        strip::height(preview, height, above, further.unwrap_or(0))
    });
    // The list of the other side begins where this one does, so that an item stands at one height in both, and
    // goes on where the strip is here, as far as there is anything.
    let list_height = if focused { height - strip_height } else { height };

    let selected = app.view.selected.map_or(0, |slot| candidates.partition_point(|other| *other < slot));
    let beside = window(selected, candidates.len(), height - strip_height);
    let start = beside.start;
    let shown = start..candidates.len().min(start + list_height);
    inner.part(0, 1, usize::MAX, list_height).scroll_bar(&shown, candidates.len());
    let whose = (side, app.view.scorer(side), app.view.cursor(side));
    for (y, slot) in candidates[shown].iter().enumerate() {
        // What is typed stands in the selected row alone.
        let selected = (app.view.selected == Some(*slot)).then(|| (focused, typed(app)));
        let facts = || Scored::of(app, side, &columns, *slot);
        inner.row(1 + y).piece_by((whose, *slot, selected), facts, Scored::draw);
    }
    if candidates.is_empty() {
        if app.filter.is_on() {
            inner.text(1, 2, filter::NOTHING, theme.dim);
        } else {
            inner.text(1, 2, "Nothing to score yet.", theme.dim);
            fill(app, theme, inner.part(0, 3, usize::MAX, usize::MAX));
        }
    }
    if let Some(preview) = preview.filter(|_| focused) {
        strip::render(app, theme, preview, hue, inner.part(0, 1 + list_height, width, strip_height));
    }
}

/// The keys that fill an empty backlog, one in a row.
pub(super) fn fill(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let ways = [(Action::AddItem, "adds an item"), (Action::Import, "imports a list")];
    let keyed = |(action, does)| Some(format!("{} {does}", app.keymap.keys_of(action).next()?));
    for (y, way) in ways.into_iter().filter_map(keyed).enumerate() {
        canvas.text(1, y, &way, theme.dim);
    }
}

/// As many columns as fit beside the titles, the one under the cursor always among them, each as wide as its
/// heading and its values.
fn columns(app: &App, side: Side, room: usize) -> Vec<Column<'_>> {
    let framework = app.workspace().framework();
    let all: Vec<_> = framework.criteria_of(side).collect();
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
        shown.push(Column { criterion: all[at], place: Place { at, width, end } });
    }
    shown
}

fn heading(app: &App, theme: &Theme, side: Side, columns: &[Column<'_>], mut row: Canvas<'_>) {
    let all = app.workspace().framework().of_side(side).count();
    if let (Some(first), Some(last), true) = (columns.first(), columns.last(), columns.len() < all) {
        row.text(1, 0, &format!("‹ {}–{} of {all} ›", first.place.at + 1, last.place.at + 1), theme.dim);
    }
    for Column { criterion, place: Place { at, width, end } } in columns {
        let focused = app.view.pane == Pane::Scoring(side) && app.view.cursor(side) == *at;
        let style = if focused { theme.strong.patch(theme.side(side)) } else { theme.dim };
        row.text_right(*end, 0, &fit(criterion.heading(), width - 1), style);
    }
}

/// Everything that the row of an item follows from.
#[derive(Hash)]
struct Scored<'a> {
    side: Side,
    slot: Slot,
    title: &'a str,
    /// The cell behind the title.
    start: usize,
    selected: bool,
    values: Vec<Value>,
}

/// A value in its column.
#[derive(Hash)]
struct Value {
    place: Place,
    told: Told,
    focused: bool,
}

impl<'a> Scored<'a> {
    fn of(app: &'a App, side: Side, columns: &[Column<'_>], slot: Slot) -> Scored<'a> {
        let selected = app.view.selected == Some(slot);
        let cursor = (selected && app.view.pane == Pane::Scoring(side)).then(|| app.view.cursor(side));
        let values = columns.iter().map(|column| {
            let focused = cursor == Some(column.place.at);
            Value { place: column.place, told: Told::of(app, slot, column.criterion, focused), focused }
        });
        let start =
            columns.first().map_or(usize::MAX, |first| first.place.end.saturating_sub(first.place.width));
        let title = app.workspace().item(slot).shown_title();
        Scored { side, slot, title, start, selected, values: values.collect() }
    }

    fn draw(&self, theme: &Theme, mut row: Canvas<'_>) {
        row.mark(Spot::Item(Pane::Scoring(self.side), self.slot));
        if self.selected {
            row.select(theme);
        }
        let style = if self.selected { theme.selected } else { theme.text };
        let room = self.start.min(row.width()).saturating_sub(1);
        row.text(1, 0, &fit(self.title, room), style);
        for Value { place: Place { at, width, end }, told, focused } in &self.values {
            let style = match told.cell {
                _ if *focused => theme.cursor,
                _ if self.selected => theme.selected,
                Cell::Missing => theme.warn,
                Cell::Blind => theme.dim,
                Cell::Typed | Cell::Value(_) => theme.text,
            };
            let mut cell = row.part(end.saturating_sub(*width), 0, *width, 1);
            cell.mark(Spot::Value(self.side, self.slot, *at));
            if *focused {
                cell.part(1, 0, width - 1, 1).paint(style);
            }
            cell.text_right(*width, 0, &fit(&told.text(), width - 1), style);
        }
    }
}

/// The number that is being typed.
fn typed(app: &App) -> Option<&str> {
    match &app.overlay {
        Some(Overlay::Number(input)) => Some(input.value()),
        _ => None,
    }
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
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

/// What stands in the cell of an item and a criterion, and what it takes to tell it.
#[derive(Hash)]
pub(super) struct Told {
    pub(super) cell: Cell,
    /// What is being typed.
    typed: String,
    /// Whether it was never agreed on: then it is the median of the votes, which is marked with `~`.
    is_median: bool,
    percent: bool,
}

impl Told {
    pub(super) fn of(app: &App, slot: Slot, criterion: &Criterion, focused: bool) -> Told {
        let told = |cell| Told { cell, typed: String::new(), is_median: false, percent: criterion.percent() };
        if let (true, Some(typed)) = (focused, typed(app)) {
            return Told { typed: typed.to_owned(), ..told(Cell::Typed) };
        }
        let item = app.workspace().item(slot);
        if item.is_asked(criterion) {
            return told(Cell::Blind);
        }
        let Some(value) = app.scored(item, criterion) else { return told(Cell::Missing) };
        let agreed = || item.scores.get(&criterion.id).is_some_and(|score| score.agreed().is_some());
        let is_median = app.scorer(criterion.side()).is_none() && !agreed();
        Told { is_median, ..told(Cell::Value(value)) }
    }

    pub(super) fn text(&self) -> String {
        match self.cell {
            Cell::Typed => format!("{}▏", self.typed),
            Cell::Blind => BLIND.to_owned(),
            Cell::Missing => MISSING.to_owned(),
            Cell::Value(value) if self.is_median => format!("~{}", shown(value, self.percent)),
            Cell::Value(value) => shown(value, self.percent),
        }
    }
}
