//! What there is to talk about: the votes that differ, those first that decide who is in, and beside or below the list
//! what hangs on the selected one.
//!
//! ```text
//! ╭ DISCUSS 3 of 9 decide who is in ────────╮╭ Effort · an item ────╮
//! │▸An item · Effort                  #7 in ││ #7 of 18 · in        │
//! │ 2 · 3 · 5   at 5 it falls out           ││  Ana ●    ┊    ┃     │
//! │ …                                       ││      ├────┼────┤     │
//! │── can wait ─────────────────────────────││ at 5  falls out  it  │
//! ╰─────────────────────────────────────────╯╰──────────────────────╯
//! ```

mod point;

use std::collections::BTreeMap;

use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::theme::Theme;
use super::pane_title;
use crate::app::App;
use crate::app::pointer::Spot;
use crate::domain::discuss::{Discussion, Point};
use crate::domain::framework::Criterion;
use crate::domain::number::Num;
use crate::domain::stands::stands;

/// From this width on, the selected point stands beside the list, below it under it.
const BESIDE: usize = 110;

/// Below this height there is one frame for both.
const LOW: usize = 14;

/// How many rows the list has at least above the selected point, with its frame, and how many the point asks for.
const LIST: usize = 8;
const POINT: usize = 22;

/// From this width on a point takes two rows, its title and what hangs on it.
const TWO_ROWS: usize = 56;

/// From this width on it is told how many change sides and how much that settles, below it the first alone.
const BOTH: usize = 76;

/// How many cells the votes take at most before they are told shorter.
const VOTES: usize = 24;

/// Cells between the votes and what hangs on them.
const GAP: usize = 3;

/// How wide what is said instead of a list is at most, in cells.
const TOLD: usize = 90;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (width, height) = (canvas.width(), canvas.height());
    let discussion = app.discuss.discussion();
    if height < LOW && app.discuss.scroll().is_some() {
        return point::render(app, theme, canvas);
    }
    if height < LOW || discussion.points.is_empty() {
        return list(app, theme, height < LOW, canvas);
    }
    if width >= BESIDE {
        let left = width * 11 / 20;
        list(app, theme, false, canvas.part(0, 0, left, height));
        return point::render(app, theme, canvas.part(left, 0, width - left, height));
    }
    let rows = Rows::of(discussion, width - 2, 0);
    let top = (rows.len() + 2).min(height.saturating_sub(POINT).max(LIST)).min(height / 2);
    list(app, theme, false, canvas.part(0, 0, width, top));
    point::render(app, theme, canvas.part(0, top, width, height - top));
}

fn list(app: &App, theme: &Theme, low: bool, mut canvas: Canvas<'_>) {
    let discussion = app.discuss.discussion();
    let count = count(app, canvas.width());
    let focused = app.discuss.scroll().is_none();
    let (title, frame) = pane_title(app, theme, "DISCUSS", &count, theme.heading, focused);
    let mut inner = canvas.frame(title, frame);
    if discussion.points.is_empty() {
        return nobody_disagrees(theme, inner);
    }
    let (full, height) = (inner.width(), inner.height());
    // A few rows only: what hangs on the selected point stands in the last ones.
    let told = if low { sentence(app, full.saturating_sub(2)) } else { Vec::new() };
    let shown = told.len().min(height / 2);
    points(app, theme, inner.part(0, 0, full, height - shown));
    for (y, line) in told.iter().take(shown).enumerate() {
        inner.text(1, height - shown + y, line, theme.dim);
    }
}

/// `3 of 9 disagreements decide who is in`.
fn count(app: &App, room: usize) -> String {
    let discussion = app.discuss.discussion();
    let (open, deciding) = (discussion.points.len(), discussion.deciding);
    let what = if room >= 60 { " disagreements" } else { "" };
    match (open, deciding) {
        (0, _) => String::new(),
        (1, 1) => "it decides who is in".to_owned(),
        (_, 0) => "none decides who is in".to_owned(),
        (_, 1) => format!("1 of {open}{what} decides who is in"),
        _ => format!("{deciding} of {open}{what} decide who is in"),
    }
}

fn nobody_disagrees(theme: &Theme, mut inner: Canvas<'_>) {
    let room = inner.width().saturating_sub(2).min(TOLD);
    inner.text(1, 1, "Nobody disagrees.", theme.strong);
    let why =
        "Votes that differ stand here until the room agrees on a value, those first that decide who is in.";
    for (y, line) in folded(why, room).iter().enumerate() {
        inner.text(1, 3 + y, line, theme.dim);
    }
}

/// How many rows what hangs on a point takes before those who cross the line beside it are left out.
const SENTENCE: usize = 2;

/// What hangs on the selected point, in lines.
fn sentence(app: &App, room: usize) -> Vec<String> {
    let Some(point) = app.discuss.selected() else { return Vec::new() };
    let lines = |told: String| folded(&format!("{told} · {}", point.votes_run(app.workspace())), room);
    let whole = Some(lines(point.told(&app.workshop)));
    whole.filter(|lines| lines.len() <= SENTENCE).unwrap_or_else(|| lines(point.told_shorter(&app.workshop)))
}

/// One row of the list.
enum Row {
    /// The first, second or third row of a point.
    Point(usize, usize),
    /// What parts those that can wait.
    CanWait,
}

/// The rows of the list. They are counted, never made: only those in the window are drawn.
struct Rows {
    points: usize,
    deciding: usize,
    /// How many rows a point takes.
    step: usize,
}

impl Rows {
    fn of(discussion: &Discussion, width: usize, height: usize) -> Rows {
        let (points, deciding) = (discussion.points.len(), discussion.deciding);
        let step = match width {
            TWO_ROWS.. if points * 3 < height => 3,
            TWO_ROWS.. => 2,
            _ => 1,
        };
        Rows { points, deciding, step }
    }

    /// The row of the line; none where everything decides.
    fn line(&self) -> Option<usize> {
        (self.deciding < self.points).then_some(self.deciding * self.step)
    }

    fn len(&self) -> usize {
        self.points * self.step + usize::from(self.line().is_some())
    }

    fn at(&self, row: usize) -> Row {
        match self.line() {
            Some(line) if row == line => Row::CanWait,
            Some(line) if row > line => Row::Point((row - 1) / self.step, (row - 1) % self.step),
            _ => Row::Point(row / self.step, row % self.step),
        }
    }

    /// The first row of a point.
    fn of_point(&self, index: usize) -> usize {
        index * self.step + usize::from(index >= self.deciding)
    }
}

fn points(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let discussion = app.discuss.discussion();
    let rows = Rows::of(discussion, canvas.width(), canvas.height());
    let row = match app.discuss.cursor() {
        // The line is seen as long as the cursor is on the first point behind it.
        cursor if cursor == discussion.deciding => rows.of_point(cursor).saturating_sub(1),
        cursor => rows.of_point(cursor),
    };
    let shown = window(row, rows.len(), canvas.height());
    canvas.scroll_bar(&shown, rows.len());
    for (y, row) in shown.enumerate() {
        let mut line = canvas.row(y);
        match rows.at(row) {
            Row::CanWait => can_wait(app, theme, &mut line),
            Row::Point(index, part) => {
                line.mark(Spot::Row(index));
                let point = &discussion.points[index];
                let one_row = rows.step == 1;
                let selected = index == app.discuss.cursor();
                if selected && part < 2 {
                    line.paint(theme.selected);
                }
                match part {
                    0 => headline(app, theme, point, (selected, one_row), &mut line),
                    1 => what_hangs(app, theme, point, selected, &mut line),
                    _ => {}
                }
            }
        }
    }
}

/// `── can wait: nothing crosses the line ───`.
fn can_wait(app: &App, theme: &Theme, line: &mut Canvas<'_>) {
    line.rule(0, theme.border);
    let forms = match (app.workshop.standing().line(), app.discuss.discussion().deciding) {
        (None, _) => [
            " all can wait: without a capacity nobody is in or out ",
            " all can wait: without a capacity ",
            " all can wait ",
        ],
        (Some(_), 0) => [
            " all can wait: whichever one is settled, nothing crosses the line ",
            " all can wait: nothing crosses the line ",
            " all can wait ",
        ],
        _ => [
            " can wait: whichever one is settled, nothing crosses the line ",
            " can wait: nothing crosses the line ",
            " can wait ",
        ],
    };
    let fits = |form: &&&str| width(form) + 4 <= line.width();
    let form = forms.iter().find(fits).unwrap_or(&forms[2]);
    line.text(2, 0, form, theme.dim);
}

/// Title and criterion, and where the item stands.
fn headline(
    app: &App,
    theme: &Theme,
    point: &Point,
    (selected, one_row): (bool, bool),
    line: &mut Canvas<'_>,
) {
    let over = |style| if selected { theme.selected.patch(style) } else { style };
    let rule = point.criterion(app.workspace());
    let title = app.workspace().item(point.over().slot).shown_title();
    let end = line.width().saturating_sub(1);
    if selected {
        line.text(0, 0, "▸", over(theme.selected));
    }
    let facts = if one_row { votes(app, point, 0) } else { stands(&app.workshop, point.over().slot) };
    line.text_right(end, 0, &facts, over(if one_row { theme.strong } else { theme.dim }));
    let name = if one_row { rule.heading() } else { rule.shown_name() };
    let room = end.saturating_sub(width(&facts) + 2 + 1 + 3 + width(name));
    let style = if point.decides() { theme.strong } else { theme.text };
    let used = 1 + line.text(1, 0, &fit(title, room), over(style));
    let used = used + line.text(used, 0, " · ", over(theme.dim));
    line.text(used, 0, name, over(theme.side(rule.side())));
}

/// The votes, and what hangs on them.
fn what_hangs(app: &App, theme: &Theme, point: &Point, selected: bool, line: &mut Canvas<'_>) {
    let over = |style| if selected { theme.selected.patch(style) } else { style };
    let end = line.width().saturating_sub(1);
    let worth = worth(point, line.width());
    line.text_right(end, 0, &worth, over(theme.dim));
    let from = 3;
    let room = end.saturating_sub(from + width(&worth) + 2);
    let whole = Some(point.told(&app.workshop));
    let fits = |told: &String| width(told) + GAP + width(&votes(app, point, VOTES)) <= room;
    let told = whole.filter(fits).unwrap_or_else(|| point.told_shorter(&app.workshop));
    // Votes can be told shorter, what hangs on them cannot.
    let votes = votes(app, point, room.saturating_sub(width(&told) + GAP).min(VOTES));
    let used = line.text(from, 0, &votes, over(theme.strong)) + GAP;
    let style = if point.decides() { theme.text } else { theme.dim };
    line.text(from + used, 0, &fit(&told, room.saturating_sub(used)), over(style));
}

/// What puts it where it stands in the list: `2 change sides · settles 12%`. Of one alone it is told what it does.
fn worth(point: &Point, room: usize) -> String {
    let changes = Some(point.changes()).filter(|changes| *changes > 1);
    let sides = changes.map(|changes| format!("{changes} change sides"));
    let settles = point.settles.map(percent).filter(|percent| *percent > 0);
    let settles = settles.map(|percent| format!("settles {percent}%"));
    let both = if room >= BOTH || sides.is_none() { settles } else { None };
    joined(sides.into_iter().chain(both))
}

fn percent(share: f32) -> u32 {
    (share * 100.0).round() as u32
}

/// `2 · 3 · 5`, `2 ×4 · 3 ×2` where that is shorter, else the ends alone: `2–5`.
fn votes(app: &App, point: &Point, room: usize) -> String {
    let (rule, over) = (point.criterion(app.workspace()), point.over());
    let mut votes: Vec<Num> = cast(app, point).iter().map(|(_, vote)| *vote).collect();
    votes.sort_unstable();
    let told = joined(votes.iter().map(|vote| rule.shown(*vote)));
    if width(&told) <= room {
        return told;
    }
    let mut counts: BTreeMap<Num, usize> = BTreeMap::new();
    for vote in votes {
        *counts.entry(vote).or_default() += 1;
    }
    let counted = joined(counts.into_iter().map(|(vote, count)| times(rule, vote, count)));
    if width(&counted) <= room {
        return counted;
    }
    format!("{}–{}", rule.shown(over.lowest), rule.shown(over.highest))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" · ")
}

fn times(rule: &Criterion, vote: Num, count: usize) -> String {
    if count == 1 { rule.shown(vote) } else { format!("{} ×{count}", rule.shown(vote)) }
}

/// Who voted what.
fn cast<'a>(app: &'a App, point: &Point) -> Vec<(&'a str, Num)> {
    let (workspace, over) = (app.workspace(), point.over());
    let rule = &workspace.framework().criteria()[over.criterion];
    let votes = workspace.item(over.slot).scores.get(&rule.id).map_or(&[][..], |score| score.votes());
    votes.iter().map(|(id, vote)| (app.voter_name(id), *vote)).collect()
}
