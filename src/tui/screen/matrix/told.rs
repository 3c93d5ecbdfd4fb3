//! What is told beside and under the plot: the signs, the ranking, and the selected item.

use ratatui::style::Style;

use super::super::super::canvas::{Canvas, Strokes, fit, folded, width, window};
use super::super::super::flow::{self, Row as Pieces};
use super::super::{backlog, cutline, pane_title};
use super::draw::{LABELLED, Picture, bar_told, label, rough};
use super::plot::{Plot, others_in};
use crate::app::rows::Row;
use crate::domain::formula::{Half, Point, Relation};
use crate::domain::id::Slot;
use crate::domain::item::Kind;
use crate::domain::matrix::Bar;
use crate::domain::stands::stands;

/// How many rows the panel of the selected item takes, as a part of the height, and at least.
const PANEL: usize = 4;
const LEAST: usize = 9;

/// How many rows the signs may take.
const LEGEND: usize = 2;

/// Says why the plot is empty.
pub(super) fn nothing(picture: &Picture<'_>, canvas: &mut Canvas<'_>) {
    let app = picture.app;
    let why = if app.filter.is_on() && app.workshop.standing().order().len() > picture.matrix.dots().len() {
        "No item that the filter shows has all its scores."
    } else {
        "No item has all its scores yet. Those that have stand here."
    };
    for (y, line) in folded(why, canvas.width().saturating_sub(2)).iter().enumerate() {
        canvas.text(1, 1 + y, line, if y == 0 { picture.theme.strong } else { picture.theme.dim });
    }
}

/// The signs and what they stand for, in as many rows as there is room for.
pub(super) fn legend(picture: &Picture<'_>, room: usize) -> Vec<Pieces> {
    let (theme, glyphs, dots) = (picture.theme, picture.glyphs, picture.matrix.dots());
    let occurs = |kind: &&Kind| dots.iter().any(|dot| dot.kind == **kind);
    let mut parts: Vec<Pieces> = Vec::new();
    for kind in Kind::ALL.iter().filter(occurs) {
        let sign = (glyphs.shape(*kind, true).to_owned(), theme.strong.patch(theme.kind(*kind)));
        parts.push(vec![sign, (format!(" {}", kind.name()), theme.text)]);
    }
    let mut say = |text: String, style: Style| parts.push(vec![(text, style)]);
    if !dots.is_empty() && picture.matrix.bar() != Bar::NoLine {
        say(glyphs.in_and_out().to_owned(), theme.dim);
    }
    if dots.len() > LABELLED {
        say(format!("{} ten or more, {} a hundred", glyphs.crowd(10), glyphs.crowd(100)), theme.dim);
    }
    let missing = picture.app.unscored();
    if missing > 0 {
        say(format!("{missing} without a rank yet"), theme.warn);
    }
    if picture.app.matrix.came_from().is_some() {
        say(format!("{} where it was", glyphs.was()), theme.dim);
    }
    let mut rows: Vec<Pieces> = vec![Vec::new()];
    let mut used = 0;
    for part in parts {
        let cells = flow::cells_of(&part);
        if used > 0 && used + 3 + cells > room {
            if rows.len() == LEGEND {
                continue;
            }
            rows.push(Vec::new());
            used = 0;
        }
        let Some(row) = rows.last_mut() else { continue };
        if used > 0 {
            row.push(("   ".to_owned(), theme.text));
            used += 3;
        }
        used += cells;
        row.extend(part);
    }
    rows
}

pub(super) fn draw_legend(rows: &[Pieces], canvas: &mut Canvas<'_>) {
    for (y, row) in rows.iter().enumerate() {
        flow::draw(row, canvas, 1, y);
    }
}

/// The selected item in few rows.
pub(super) fn short(picture: &Picture<'_>, plot: Plot, canvas: &mut Canvas<'_>) {
    let (app, theme) = (picture.app, picture.theme);
    let Some((slot, item)) = app.selected() else { return };
    let room = canvas.width().saturating_sub(1);
    let place = stands(&picture.app.workshop, slot);
    let end = 1 + canvas.text(1, 0, &place, theme.strong);
    canvas.text(end + 1, 0, &fit(item.shown_title(), room.saturating_sub(end + 1)), theme.strong);
    let told = facts(picture, slot);
    // As many of them as are told whole.
    let fits = |count: &usize| width(&told[..*count].join(" · ")) < room;
    let count = (1..=told.len()).rev().find(fits).unwrap_or(1);
    canvas.text(1, 1, &fit(&told[..count].join(" · "), room), theme.text);
    if canvas.height() > 2 {
        let (count, first) = others(picture, plot, slot);
        let titles: Vec<&str> = first.iter().map(|slot| app.workspace().item(*slot).shown_title()).collect();
        let text = match count {
            0 => moved(picture, slot).unwrap_or_default(),
            _ => format!("{count} more here: {}", titles.join(" · ")),
        };
        canvas.text(1, 2, &fit(&text, room), theme.dim);
    }
}

/// The ranking around the selected item, and the item itself under it.
pub(super) fn beside(picture: &Picture<'_>, plot: Plot, mut canvas: Canvas<'_>) {
    let (cells, height) = (canvas.width(), canvas.height());
    let panel = (height / PANEL).max(LEAST).min(height / 2);
    ranking(picture, canvas.part(0, 0, cells, height - panel));
    selected(picture, plot, canvas.part(0, height - panel, cells, panel));
}

fn ranking(picture: &Picture<'_>, mut canvas: Canvas<'_>) {
    let (app, theme) = (picture.app, picture.theme);
    let (title, frame) = pane_title(app, theme, "RANKING", "best first", theme.heading, false);
    let mut inner = canvas.frame(title, frame);
    let rows = app.rows();
    let at = app.view.selected.and_then(|slot| rows.of(slot)).unwrap_or(0);
    let shown = window(at, rows.len(), inner.height());
    inner.scroll_bar(&shown, rows.len());
    let rank = 2 + app.workshop.standing().order().len().max(10).to_string().len();
    for (y, at) in shown.enumerate() {
        let mut row = inner.row(y);
        match rows.at(at) {
            Some(Row::Ranked(slot, _)) => ranked(picture, rank, slot, &mut row),
            Some(Row::Line) => cutline::render(app, theme, row),
            Some(Row::UnscoredHead) => {
                row.rule(0, theme.border);
                row.text(2, 0, &format!(" no rank yet · {} ", app.unscored()), theme.dim);
            }
            Some(Row::Unscored(slot)) => unscored(picture, rank, slot, &mut row),
            None => {}
        }
    }
}

fn ranked(picture: &Picture<'_>, rank: usize, slot: Slot, row: &mut Canvas<'_>) {
    let (app, theme) = (picture.app, picture.theme);
    let (standing, item) = (app.workshop.standing(), app.workspace().item(slot));
    let chosen = app.view.selected == Some(slot);
    let over = |style: Style| if chosen { theme.selected.patch(style) } else { style };
    if chosen {
        row.select(theme);
    }
    let filled = standing.is_in(slot) || standing.line().is_none();
    let text = over(if filled || chosen { theme.text } else { theme.dim });
    let index = standing.index(slot).unwrap_or(0);
    row.text_right(rank, 0, &(index + 1).to_string(), text);
    let hue = theme.kind(item.kind);
    let hue = if filled { theme.strong.patch(hue) } else { hue };
    row.text(rank + 1, 0, picture.glyphs.shape(item.kind, filled), over(hue));
    let side = standing.side(slot).unwrap_or_default();
    let pinned = if item.held().is_some() { "pinned " } else { "" };
    let end = row.width().saturating_sub(1);
    row.text_right(end, 0, &format!("{pinned}{side}"), over(theme.dim));
    let room = end.saturating_sub(rank + 3 + width(side) + width(pinned) + 1);
    row.text(rank + 3, 0, &fit(item.shown_title(), room), text);
}

fn unscored(picture: &Picture<'_>, rank: usize, slot: Slot, row: &mut Canvas<'_>) {
    let (app, theme) = (picture.app, picture.theme);
    let item = app.workspace().item(slot);
    let chosen = app.view.selected == Some(slot);
    let over = |style: Style| if chosen { theme.selected.patch(style) } else { style };
    if chosen {
        row.select(theme);
    }
    let needs = backlog::needs(app, item);
    let end = row.width().saturating_sub(1);
    row.text_right(rank, 0, "–", over(theme.dim));
    row.text_right(end, 0, &needs, over(theme.warn));
    let room = end.saturating_sub(rank + 3 + width(&needs) + 1);
    row.text(rank + 3, 0, &fit(item.shown_title(), room), over(theme.text));
}

/// The selected item at length, and what lies in the same place.
fn selected(picture: &Picture<'_>, plot: Plot, mut canvas: Canvas<'_>) {
    let (app, theme) = (picture.app, picture.theme);
    let Some((slot, item)) = app.selected() else {
        canvas.frame("".into(), (theme.border, Strokes::Light));
        return;
    };
    let title = format!(" {} ", fit(item.shown_title(), canvas.width().saturating_sub(4)));
    let mut inner =
        canvas.frame(ratatui::text::Line::styled(title, theme.heading), (theme.border, Strokes::Light));
    let (room, height) = (inner.width().saturating_sub(2), inner.height());
    let mut lines =
        vec![(format!("{} · {}", stands(&picture.app.workshop, slot), item.kind.name()), theme.strong)];
    let told = facts(picture, slot).join(" · ");
    lines.extend(folded(&told, room).into_iter().map(|line| (line, theme.text)));
    if let Some(moved) = moved(picture, slot) {
        lines.extend(folded(&moved, room).into_iter().map(|line| (line, theme.dim)));
    }
    for (y, (line, style)) in lines.iter().enumerate() {
        inner.text(1, y, line, *style);
    }
    let (count, others) = others(picture, plot, slot);
    let mut y = lines.len();
    if count == 0 || y + 1 >= height {
        return;
    }
    inner.text(1, y, &format!("{count} more in the same place"), theme.dim);
    y += 1;
    let standing = app.workshop.standing();
    for other in others.iter().take(height - y) {
        let item = app.workspace().item(*other);
        let filled = standing.is_in(*other) || standing.line().is_none();
        let rank = standing.index(*other).map_or(0, |index| index + 1);
        inner.text(1, y, picture.glyphs.shape(item.kind, filled), theme.kind(item.kind));
        inner.text(
            3,
            y,
            &fit(&format!("#{rank} {}", item.shown_title()), room.saturating_sub(2)),
            theme.text,
        );
        y += 1;
    }
}

/// What there is to say of where an item lies, the most important first.
fn facts(picture: &Picture<'_>, slot: Slot) -> Vec<String> {
    let (app, matrix) = (picture.app, picture.matrix);
    let seat = app.workshop.standing().seat(slot);
    let Some((point, seat)) = matrix.point(app.workspace(), slot).zip(seat) else {
        return vec![format!("no rank yet: {}", backlog::needs(app, app.workspace().item(slot)))];
    };
    let (benefit, cost) = at(picture, point);
    let mut facts = vec![format!("benefit {benefit}")];
    facts.extend(cost);
    facts.push(format!("score {}", rough(seat.score)));
    if let Bar::At(_) = matrix.bar() {
        facts.push(bar_told(app, matrix).replace("cutline: score", "cutline"));
    }
    facts.push(matrix.quadrant(point).name().to_owned());
    facts
}

/// Both coordinates in words; no cost where there is none.
fn at(picture: &Picture<'_>, point: Point) -> (String, Option<String>) {
    let parts = picture.matrix.parts();
    let label = |half: Half, value: f64| label(picture.app, parts, half, value);
    let name = if parts.is_ease() { "ease" } else { "cost" };
    let cost = format!("{name} {}", label(Half::Cost, point.cost));
    (label(Half::Benefit, point.benefit), (parts.relation() != Relation::Missing).then_some(cost))
}

/// Where an item was before the last change.
fn moved(picture: &Picture<'_>, slot: Slot) -> Option<String> {
    let (_, from) = picture.app.matrix.came_from().filter(|(moved, _)| *moved == slot)?;
    let (benefit, cost) = at(picture, from);
    let cost = cost.map(|cost| format!(" · {cost}")).unwrap_or_default();
    Some(format!("before the last change: benefit {benefit}{cost}"))
}

/// What else lies in the cell of an item.
fn others(picture: &Picture<'_>, plot: Plot, slot: Slot) -> (usize, Vec<Slot>) {
    let cell = picture.selected(plot).filter(|_| plot.width > 0);
    cell.map(|cell| others_in(plot, picture.matrix, cell, slot)).unwrap_or_default()
}
