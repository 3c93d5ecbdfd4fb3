//! What hangs on one disagreement: the votes on their scale, and who would cross the line at either end.

use std::collections::BTreeSet;

use ratatui::text::{Line, Span};

use super::super::super::canvas::{Canvas, fit, folded, width};
use super::super::super::flow::{Row, draw, lines};
use super::super::super::theme::Theme;
use super::super::dots::{Dots, Mark};
use super::super::edge;
use super::{cast, percent};
use crate::app::App;
use crate::domain::discuss::Point;
use crate::domain::number::Num;
use crate::domain::stands::stands;
use crate::domain::swing::PARTIAL;
use crate::domain::text::capitalised;

/// From this height on, groups are parted by an empty row.
const ROOMY: usize = 18;

/// How wide the votes are drawn at most: a dot has to be found under its label.
const WIDEST: usize = 76;

/// How many of those who cross at an end are listed.
const LISTED: usize = 200;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let Some(point) = app.discuss.selected() else { return };
    let rule = point.criterion(app.workspace());
    let title = app.workspace().item(point.over().slot).shown_title();
    let hue = theme.strong.patch(theme.side(rule.side()));
    // As in the list: the item, then what of it.
    let name = format!("{} ", rule.shown_name());
    let room = canvas.width().saturating_sub(width(&name) + 6);
    let title = vec![
        Span::styled(format!(" {}", fit(title, room)), theme.strong),
        Span::styled(" · ", theme.dim),
        Span::styled(name, hue),
    ];
    let inside = app.discuss.scroll().is_some();
    let mut inner = canvas.frame(Line::from(title), edge(app, theme, theme.heading, inside));
    let (full, height) = (inner.width(), inner.height());
    let room = full.saturating_sub(2);

    let votes = cast(app, point);
    let marks = marks(app, theme, point);
    let dots = Dots { criterion: rule, votes: &votes, marks: &marks };
    let roomy = height >= ROOMY;
    let (mut above, below) = (above(app, theme, point, room), below(app, theme, point, room, roomy));
    let gap = usize::from(roomy);
    // Who voted what comes before where the item stands, which the list tells, too.
    if above.len() + dots.height() + below.len() > height && dots.height() + below.len() <= height {
        above.clear();
    }
    let text = above.len() + below.len() + 2 * gap;
    let drawn = if text + dots.height() <= height { dots.height() } else { dots.least_height() };
    let rows = text + drawn;
    let skip = app.discuss.scroll().map_or(0, |scroll| scroll.within(rows.saturating_sub(height)));
    inner.scroll_bar(&(skip..rows.min(skip + height)), rows);
    inner.scrolled(rows, skip, |whole| {
        for (y, row) in above.iter().enumerate() {
            draw(row, whole, 1, y);
        }
        let top = above.len() + gap;
        dots.render(theme, &mut whole.part(0, top, full.min(WIDEST), drawn));
        for (y, row) in below.iter().enumerate() {
            draw(row, whole, 1, top + drawn + gap + y);
        }
    });
}

/// The value as it stands, and the one from which on the item changes sides.
fn marks(app: &App, theme: &Theme, point: &Point) -> Vec<Mark> {
    let (workspace, over) = (app.workspace(), point.over());
    let rule = point.criterion(workspace);
    let turns = point.break_even.map(|way| Mark::turn(app, theme, over.slot, way));
    let median = workspace.item(over.slot).scores.value(&rule.id);
    turns.into_iter().chain(median.map(|at| Mark::median(theme, rule, at))).collect()
}

/// Where the item stands.
fn above(app: &App, theme: &Theme, point: &Point, room: usize) -> Vec<Row> {
    let slot = point.over().slot;
    let chance = app.chance(slot).map(|chance| {
        let word = if chance.is_contested() { "contested: " } else { "" };
        format!(" · {word}{} chance to be in", chance.shown())
    });
    let told = format!("{}{}", stands(&app.workshop, slot), chance.unwrap_or_default());
    lines(&told, theme.text, room)
}

/// Who crosses at either end, and what it would settle.
fn below(app: &App, theme: &Theme, point: &Point, room: usize, roomy: bool) -> Vec<Row> {
    let mut rows = ends(app, theme, point, room);
    if roomy {
        rows.push(Row::new());
        rows.extend(meanings(app, theme, point, room));
        let told = format!("{}; {}.", point.told(&app.workshop), point.votes_run(app.workspace()));
        rows.extend(lines(&capitalised(&told), theme.strong, room));
    }
    if let Some(share) = point.settles.map(percent).filter(|share| *share > 0) {
        let told = format!("Agreeing on it settles {share}% of what is open about who is in.");
        rows.extend(lines(&told, theme.text, room));
    }
    if app.swings.known().is_some_and(|swing| swing.partial) {
        rows.extend(lines(&format!("Swing is {PARTIAL}."), theme.dim, room));
    }
    rows
}

/// `at 5   falls out   Title`, one row for each who crosses.
fn ends(app: &App, theme: &Theme, point: &Point, room: usize) -> Vec<Row> {
    let rule = point.criterion(app.workspace());
    let ends = point.stakes.ends();
    let at = |vote| format!("at {}", rule.shown(vote));
    let head = ends.iter().map(|(vote, _)| width(&at(*vote))).max().unwrap_or(0) + 2;
    let mut rows = Vec::new();
    for (vote, crossing) in ends {
        let first = rows.len();
        for (goes, slot) in crossing.losers_first().take(LISTED) {
            let title = fit(app.workspace().item(*slot).shown_title(), room.saturating_sub(head + 11));
            let told = format!("{:<9}  {title}", goes.verb(1));
            rows.push(vec![(" ".repeat(head), theme.text), (told, theme.goes(goes))]);
        }
        let count = crossing.left.len() + crossing.entered.len();
        if count > LISTED {
            rows.push(vec![(format!("{}and {} more", " ".repeat(head), count - LISTED), theme.dim)]);
        }
        if rows.len() == first {
            rows.push(vec![
                (" ".repeat(head), theme.text),
                ("nothing crosses the line".to_owned(), theme.dim),
            ]);
        }
        let told = at(vote);
        rows[first][0] = (format!("{told}{}", " ".repeat(head - width(&told))), theme.strong);
    }
    rows
}

/// What those said who voted, in the words of the rubric.
fn meanings(app: &App, theme: &Theme, point: &Point, room: usize) -> Vec<Row> {
    let rule = point.criterion(app.workspace());
    let values: BTreeSet<Num> = cast(app, point).into_iter().map(|(_, vote)| vote).collect();
    let meant: Vec<(String, &str)> =
        values.into_iter().filter_map(|value| Some((rule.shown(value), rule.means(value)?))).collect();
    let head = meant.iter().map(|(value, _)| width(value)).max().unwrap_or(0);
    let mut rows = Vec::new();
    for (value, means) in meant {
        for (y, line) in folded(means, room.saturating_sub(head + 2)).into_iter().enumerate() {
            let value = if y == 0 { value.as_str() } else { "" };
            rows.push(vec![(format!("{value:>head$}  "), theme.strong), (line, theme.dim)]);
        }
    }
    if !rows.is_empty() {
        rows.push(Row::new());
    }
    rows
}
