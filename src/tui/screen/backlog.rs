//! The one backlog: ranked, with the cutline in it, and what the last change moved.

mod marks;
mod ranked;
mod ties;

use std::cell::LazyCell;
use std::ops::Range;

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width, window};
use super::super::theme::Theme;
use super::cutline::Across;
use super::filter;
use super::scoring;
use super::tags::{self, Tag};
use crate::app::App;
use crate::app::pointer::Spot;
use crate::app::rows::{Row, Rows};
use crate::app::view::Pane;
use crate::domain::cutline::{Load, ONE_ITEM};
use crate::domain::debt;
use crate::domain::dependency::warnings;
use crate::domain::framework::{Criterion, fixed};
use crate::domain::id::Slot;
use crate::domain::item::Item;
use crate::domain::moscow::Class;
use crate::domain::pin::deviates;
use crate::domain::running::Running;
pub(super) use marks::{Ground, Moved, PINNED};
use ranked::Ranked;
use ties::Ties;

/// From these widths on the kind of each item is told: in four letters, in full.
const KIND_SHORT: usize = 54;
const KIND_FULL: usize = 76;

/// The word over the scores.
const SCORE: &str = "score";

/// From this width on the running total stands beside the score, under this word.
const WITH_TOTAL: usize = 58;
const TOTAL: &str = "sum";

/// The words over the probabilities of items that are contested, the first that there is room for. They stand over
/// whatever is on the left of them, too.
const CONTESTED: [&str; 4] = ["chance to be in", "chance in", "chance", "in"];

/// How many cells the probability of a contested item takes.
const CHANCE: usize = 3;

/// What a title keeps at least beside what is said of its item, in cells.
const TITLE: usize = 12;

/// How many cells may tell what an item without a rank needs.
const NEEDS: usize = 20;

/// Where everything stands in a row, and how scores are written.
#[derive(Hash)]
struct Columns {
    /// The cell behind the rank.
    rank: usize,
    /// The first cell of the arrow that tells the last move.
    arrow: usize,
    /// The first cell of the title.
    title: usize,
    /// The cell of the class, where any item has one.
    class: Option<usize>,
    /// The first cell of the kind.
    kind: usize,
    /// The first cell of what stands behind the title, and behind one of an item whose kind is not told.
    ends: [usize; 2],
    /// The cell behind the score.
    score: usize,
    /// Digits behind the point of a score.
    decimals: usize,
    /// The cell behind the probability to be in; none where nobody is contested.
    chance: Option<usize>,
    /// The cell behind the running total; none where there is no room for one.
    total: Option<usize>,
    /// The item that would fit the room left, where the line does not tell it already.
    fits: Option<Slot>,
}

impl Columns {
    /// Columns that fit the best score and the last rank.
    fn new(app: &App, width: usize) -> Columns {
        let standing = app.workshop.standing();
        let best =
            standing.order().first().and_then(|slot| standing.seat(*slot)).map_or(0.0, |seat| seat.score);
        let decimals = standing.decimals();
        let rank = 2 + standing.order().len().max(10).to_string().len();
        let score = width.saturating_sub(1);
        let score_width = fixed(best, decimals).len().max(SCORE.len());
        let kind_width = match width {
            KIND_FULL.. => 11,
            KIND_SHORT.. => 5,
            _ => 0,
        };
        // As wide as twice of what is used, so that those below the line have room, too, and halves: one of their cells
        // stands in the gap.
        let whole = |load: Load| (load.used * 2 / ONE_ITEM).to_string().len();
        let shown = standing.load().map(|load| (whole(load) + 1).max(TOTAL.len()));
        let total_width = shown.filter(|_| width >= WITH_TOTAL).map(|shown| shown + 2);
        let before = score.saturating_sub(score_width);
        let total = total_width.map(|_| before.saturating_sub(2));
        let before = before.saturating_sub(total_width.unwrap_or(0));
        let gap = if width >= KIND_SHORT { 2 } else { 1 };
        let contested = app.swings.known().is_some_and(|swing| swing.contested() > 0);
        let chance = contested.then(|| before.saturating_sub(gap));
        let before = chance.map_or(before.saturating_sub(2), |end| end.saturating_sub(CHANCE + gap - 1));
        let kind = before.saturating_sub(kind_width);
        let class = (!standing.classed().is_empty()).then(|| kind.saturating_sub(2));
        let ends = [class.unwrap_or(kind), class.unwrap_or(before)];
        let fits = standing.first_that_fits();
        Columns {
            rank,
            arrow: rank + 1,
            title: rank + 5,
            class,
            kind,
            ends,
            score,
            decimals,
            chance,
            total,
            fits,
        }
    }

    /// The words over the columns.
    fn head(&self, theme: &Theme, mut row: Canvas<'_>) {
        row.text_right(self.score, 0, SCORE, theme.dim);
        if let Some(end) = self.total {
            row.text_right(end, 0, TOTAL, theme.dim);
        }
        if let Some(end) = self.chance {
            let room = |end: usize| end.saturating_sub(self.class.map_or(1, |class| class + 3));
            // With one space between them the two would read as a sentence.
            let touches = end + SCORE.len() + 1 == self.score;
            let end = end - usize::from(touches && room(end) > CONTESTED[3].len());
            let room = room(end);
            let words = CONTESTED.iter().find(|words| width(words) <= room).unwrap_or(&CONTESTED[3]);
            row.text_right(end, 0, words, theme.dim);
        }
        if let Some(class) = self.class {
            row.text_right(class + 1, 0, "MoSCoW", theme.dim);
        }
    }
}

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let focused = app.view.pane == Pane::Backlog;
    let words = ("BACKLOG", ["best first", ""], theme.heading);
    let (title, frame) = filter::pane_title(app, theme, words, focused, (canvas.width(), canvas.screen()));
    let mut inner = canvas.frame(title, frame);
    let rows = app.rows();
    if app.filter.is_on() && app.listed().is_empty() {
        inner.text(1, 2, filter::NOTHING, theme.dim);
    } else if rows.is_empty() {
        inner.text(1, 1, "The backlog is empty.", theme.text);
        scoring::fill(app, theme, inner.part(0, 2, usize::MAX, usize::MAX));
        return;
    }
    let columns = Columns::new(app, inner.width());
    columns.head(theme, inner.row(0));
    let mut running = Running::new(app.workshop.standing());
    let shown = shown(app, &rows, inner.height().saturating_sub(1));
    let ties = LazyCell::new(|| Ties::new(app, &rows, shown.clone()));
    inner.part(0, 1, usize::MAX, usize::MAX).scroll_bar(&shown, rows.len());
    let below = below(app, &rows, &shown);
    for (y, at) in shown.clone().enumerate() {
        let mut row = inner.row(1 + y);
        let instead = match shown.end - at {
            1 => below.selected,
            2 => below.head,
            _ => None,
        };
        let at = instead.unwrap_or(at);
        match rows.at(at) {
            Some(Row::Ranked(slot, index)) => {
                let facts = || {
                    let total = running.as_mut().and_then(|running| running.total(slot, index));
                    Ranked::of(app, theme, &columns, (slot, index), total, ties.bracket(index))
                };
                let selected = app.view.selected == Some(slot);
                row.piece_by((slot, index, selected), facts, Ranked::draw);
            }
            Some(Row::Line) => {
                let width = row.width();
                row.piece_by((), || Line::of(app, theme, width, &ties), Line::draw);
            }
            Some(Row::UnscoredHead) => unscored_head(app, theme, row),
            Some(Row::Unscored(slot)) => unscored(app, theme, &columns, slot, row),
            None => {}
        }
    }
}

/// The line, and the bracket of the near-tie that it parts.
#[derive(Hash)]
struct Line {
    across: Across,
    bracket: Option<&'static str>,
}

impl Line {
    fn of(app: &App, theme: &Theme, width: usize, ties: &Ties) -> Line {
        Line { across: Across::new(app, theme, width), bracket: ties.through_line(app) }
    }

    fn draw(&self, theme: &Theme, mut row: Canvas<'_>) {
        self.across.draw(theme, &mut row);
        if let Some(stroke) = self.bracket {
            row.text(0, 0, stroke, theme.line);
        }
    }
}

/// The rows in the window. While a side scores, the line is what the room looks at: the window stays
/// around it and moves only as far as the selected item needs, and not at all for one without a rank.
fn shown(app: &App, rows: &Rows<'_>, height: usize) -> Range<usize> {
    let slot = app.view.selected;
    let selected = slot.and_then(|slot| rows.of(slot)).unwrap_or(0);
    let (Some(line), Pane::Scoring(_)) = (rows.line(), app.view.pane) else {
        return window(app.view.backlog_row.unwrap_or(selected), rows.len(), height);
    };
    if let Some(row) = app.view.backlog_row {
        return window(row, rows.len(), height);
    }
    let around = window(line, rows.len(), height);
    let is_ranked = slot.is_some_and(|slot| app.workshop.standing().index(slot).is_some());
    if !is_ranked || around.is_empty() {
        return around;
    }
    let start = if selected <= around.start {
        selected.saturating_sub(1)
    } else if selected + 1 >= around.end {
        (selected + 2).min(rows.len()).saturating_sub(height)
    } else {
        around.start
    };
    start..rows.len().min(start + height)
}

/// What the last two rows have instead of their own.
struct Below {
    /// In the last but one, what says that there is no rank, above an item without one.
    head: Option<usize>,
    /// In the last one, the selected item.
    selected: Option<usize>,
}

/// The selected item, where that lies below a window that stays around the line, so that all panes show the same item.
fn below(app: &App, rows: &Rows<'_>, shown: &Range<usize>) -> Below {
    let scoring = matches!(app.view.pane, Pane::Scoring(_));
    let selected = app.view.selected.filter(|_| scoring && app.view.backlog_row.is_none());
    let keeps_line = |from_end: usize| shown.end.checked_sub(from_end) != rows.line();
    let row = selected.and_then(|slot| rows.of(slot)).filter(|row| *row >= shown.end && keeps_line(1));
    let head = rows.unscored_head().filter(|head| *head >= shown.end && shown.len() > 2 && keeps_line(2));
    Below { head: row.and(head).filter(|head| row > Some(*head)), selected: row }
}

/// Musts are to be seen first.
fn weight(theme: &Theme, class: Class) -> Style {
    if class == Class::Must { theme.strong } else { theme.dim }
}

/// What there is to say of an item, the most important first.
pub(super) fn tags(app: &App, theme: &Theme, slot: Slot) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut tag = |forms: [&str; 2], style: Style| tags.push((forms.map(str::to_owned).to_vec(), style));
    if let Some(goes) = app.workshop.crossing().way_of(&slot) {
        tag([goes.verb(1), goes.side()], theme.goes(goes));
    }
    // A sign before the rank tells of a pin, and of nothing else.
    tags.extend(warnings(&app.workshop, slot).into_iter().map(|warning| (warning, theme.warn)));
    let item = app.workspace().item(slot);
    if let Some(held) = item.held() {
        let standing = app.workshop.standing();
        let by_score = standing.index(slot).filter(|_| deviates(standing, slot));
        let by_score = by_score.map(|index| format!("pinned {held}, #{} by score", index + 1));
        let forms = by_score.into_iter().chain([format!("pinned {held}")]);
        tags.push((forms.collect(), theme.line));
    }
    tags.extend(deferred(theme, item));
    tags
}

/// How often an item was put off: technical work that was often stands out.
fn deferred(theme: &Theme, item: &Item) -> Option<Tag> {
    // Once happens to everything, and a title says more.
    let told = debt::told(item).filter(|_| item.deferrals > 1)?;
    let put_off = debt::put_off(item);
    let short = put_off.then(|| format!("⚠ ×{}", item.deferrals));
    Some((std::iter::once(told).chain(short).collect(), if put_off { theme.warn } else { theme.dim }))
}

fn unscored_head(app: &App, theme: &Theme, mut row: Canvas<'_>) {
    let count = app.unscored();
    row.rule(0, theme.border);
    row.text(2, 0, &format!(" no rank yet · {count} "), theme.dim);
}

/// What an item without a rank waits for.
pub(super) fn needs(app: &App, item: &Item) -> String {
    let names: Vec<&str> = app.workspace().gaps(item).map(Criterion::heading).collect();
    match names.len() {
        _ if item.in_round() => "● voted on".to_owned(),
        many if width(&names.join(", ")) + "needs ".len() > NEEDS => format!("needs {many} scores"),
        _ => format!("needs {}", names.join(", ")),
    }
}

/// An item without a rank, with what it waits for.
fn unscored(app: &App, theme: &Theme, columns: &Columns, slot: Slot, mut row: Canvas<'_>) {
    let item = app.workspace().item(slot);
    row.mark(Spot::Item(Pane::Backlog, slot));
    let base = Ground::of(app, slot).lay(theme, theme.text, &mut row);
    let needs = needs(app, item);
    row.text_right(columns.score, 0, &needs, base.patch(theme.warn));
    row.text_right(columns.rank, 0, "–", base);
    let mut end = columns.score.saturating_sub(width(&needs) + 1);
    if let Some(column) = columns.class {
        let at = column.min(end.saturating_sub(1));
        end = at.saturating_sub(1);
        if let Some(class) = item.class {
            row.text(at, 0, class.letter(), base.patch(weight(theme, class)));
        }
    }
    let room = end.saturating_sub(columns.title);
    let warnings = warnings(&app.workshop, slot).into_iter().map(|warning| (warning, theme.warn));
    let tags: Vec<Tag> = warnings.chain(deferred(theme, item)).collect();
    let tags = tags::beside(tags, false, (width(item.shown_title()), TITLE), room);
    let taken = tags::cells(tags.iter().map(|(tag, _)| &**tag));
    let title = fit(item.shown_title(), room.saturating_sub(taken));
    let end = columns.title + row.text(columns.title, 0, &title, base);
    tags::draw(&tags, theme.dim, &|style| base.patch(style), end, &mut row);
}
