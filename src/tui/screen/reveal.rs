//! Votes: what is to be revealed or settled on the left, and what the votes on the selected one say.
//!
//! ```text
//! ┌ list ────────────┬ votes ───────────────────────────┐
//! │ to reveal        │ item, criteria                    │
//! │ to settle        │ dots on the scale, median         │
//! │                  │ who is to speak first, and why    │
//! └──────────────────┴───────────────────────────────────┘
//! ```

mod told;

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width, window};
use super::super::flow::{Row, cells_of, draw};
use super::super::theme::Theme;
use super::dots::{Dots, Mark};
use super::log::{in_one, outcome};
use super::{pane_title, strip};
use crate::app::App;
use crate::app::action::Action;
use crate::app::pointer::Spot;
use crate::app::preview::of_votes;
use crate::app::reveal::looked_at;
use crate::domain::criterion::Criterion;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::round::{Pending, Stage, reveals};
use crate::domain::spread::{Spread, speakers};
use crate::domain::telling::{NAMED, tell_short};
use crate::domain::vote::Score;
use crate::domain::whatif::way_over;

/// From this width on the list stands beside the votes.
const WIDE: usize = 100;

/// From this height on there is air above the votes.
const AIRY: usize = 14;

/// From this height on it is told who crossed the line with the reveal.
const TELLING: usize = 9;

/// How many cells of a title tell who that was, the more the better.
const TITLES: [usize; 4] = [usize::MAX, 40, 24, 12];

/// How many rows the votes take at least: in one row, on their scale with its numbers.
const LEAST: usize = 3;

/// How wide the list is at most, in cells.
const LIST: usize = 48;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    if full < WIDE {
        return votes(app, theme, canvas);
    }
    let left = (full / 3).min(LIST);
    list(app, theme, canvas.part(0, 0, left, height));
    votes(app, theme, canvas.part(left, 0, full - left, height));
}

/// What there is to do, in a word; of votes that are to be settled the first ones that are.
fn stage(app: &App, theme: &Theme, pending: Pending) -> (String, Style) {
    match pending.stage {
        Stage::Voting(1) => ("1 to answer".to_owned(), theme.dim),
        Stage::Voting(missing) => (format!("{missing} to answer"), theme.dim),
        Stage::Complete => ("● reveal".to_owned(), theme.line),
        Stage::Open => (open(app, pending).unwrap_or_else(|| "to settle".to_owned()), theme.dim),
        Stage::Settled => {
            let settled = || ("✓ settled".to_owned(), theme.gain);
            gaps(app, pending).map_or_else(settled, |gaps| (gaps, theme.dim))
        }
    }
}

/// `no Risk`, where all that was voted on is settled and something was not given a value.
fn gaps(app: &App, pending: Pending) -> Option<String> {
    let gaps = app.workspace().gaps(app.workspace().item(pending.slot));
    let names: Vec<&str> =
        gaps.filter(|criterion| criterion.side() == pending.side).map(Criterion::heading).collect();
    (!names.is_empty()).then(|| format!("no {}", names.join(", ")))
}

/// `Effort 1–4`, `Effort 1–4 +1` where another one is open as well.
fn open(app: &App, pending: Pending) -> Option<String> {
    let scores = &app.workspace().item(pending.slot).scores;
    let open = app.workspace().framework().criteria_of(pending.side).filter_map(|criterion| {
        let score = scores.get(&criterion.id).filter(|score| score.agreed().is_none())?;
        Some((criterion, Spread::of(score.votes())?))
    });
    let mut open = open.collect::<Vec<_>>().into_iter();
    let (criterion, Spread { lowest, highest, .. }) = open.next()?;
    let ends = match (criterion.shown(lowest), criterion.shown(highest)) {
        (low, high) if low == high => low,
        (low, high) => format!("{low}–{high}"),
    };
    let more = if open.len() == 0 { String::new() } else { format!(" +{}", open.len()) };
    Some(format!("{} {ends}{more}", criterion.heading()))
}

fn list(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (title, frame) = pane_title(app, theme, "VOTES", "to reveal and to settle", theme.heading, false);
    let mut inner = canvas.frame(title, frame);
    let list = app.reveal.list();
    let shown = window(app.reveal.cursor(), list.len(), inner.height());
    inner.scroll_bar(&shown, list.len());
    for (y, at) in shown.enumerate() {
        let (pending, selected) = (list[at], at == app.reveal.cursor());
        let mut row = inner.row(y);
        row.mark(Spot::Row(at));
        let base = if selected { theme.selected } else { theme.text };
        if selected {
            row.paint(base);
            row.text(0, 0, "▸", base);
        }
        let end = row.width().saturating_sub(1);
        let (told, style) = stage(app, theme, pending);
        row.text_right(end, 0, &told, if selected { base.patch(style) } else { style });
        let mark = &pending.side.name()[..3];
        let hue = theme.side(pending.side);
        let x = 1 + row.text(1, 0, mark, if selected { base.patch(hue) } else { hue });
        let title = app.workspace().item(pending.slot).shown_title();
        row.text(x + 1, 0, &fit(title, end.saturating_sub(x + 2 + width(&told))), base);
    }
}

fn votes(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let place = match (app.reveal.cursor() + 1, app.reveal.list().len()) {
        (_, 0) => String::new(),
        (at, all) => format!("{at} of {all}"),
    };
    let is_open = app.reveal.selected().is_some_and(|pending| !pending.is_sealed());
    let word = match app.reveal.selected() {
        None => "VOTES",
        Some(_) if is_open => "SETTLE",
        Some(_) => "REVEAL",
    };
    let (title, frame) = pane_title(app, theme, word, &place, theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let Some(pending) = app.reveal.selected() else {
        let vote = app.by_key(Action::VoteAgain, "lets a side vote blind");
        inner.text(1, 1, &format!("No votes wait here{vote}."), theme.text);
        inner.text(1, 2, "Those of an item that is settled show when it is selected first.", theme.dim);
        return;
    };
    let room = inner.width().saturating_sub(2);
    let item = app.workspace().item(pending.slot);
    inner.text(1, 0, &fit(item.shown_title(), room), theme.strong);
    criteria(app, theme, pending, inner.part(1, 1, room, 1));
    let crossed = crossed(app, theme, pending, room).filter(|_| inner.height() >= TELLING);
    if let Some(row) = &crossed {
        draw(row, &mut inner, 1, 2);
    }
    let airy = usize::from(inner.height() >= AIRY);
    let top = 2 + airy + usize::from(crossed.is_some());
    let height = inner.height().saturating_sub(top);
    let body = inner.part(1, top, room, height);
    match (pending.stage, looked_at(app)) {
        (Stage::Voting(_) | Stage::Complete, _) => told::sealed(app, theme, pending, body),
        (_, Some((slot, criterion, Some(score)))) => revealed(app, theme, (slot, criterion, score), body),
        (_, Some((_, criterion, None))) => told::nothing(app, theme, None, criterion, body),
        (_, None) => {}
    }
}

/// What the reveal did to the line, as long as that holds: `the reveal: #3 → #1   comes in  ·  SSO falls out`.
fn crossed(app: &App, theme: &Theme, pending: Pending, room: usize) -> Option<Row> {
    let mut reveals = reveals(&app.workshop, pending.slot, pending.side);
    let entry = reveals.find(|entry| entry.crossed() && app.workshop.holds(entry))?;
    let told = |titles: usize| {
        let told = tell_short(app.workspace(), entry, NAMED, &|title| fit(title, titles).into_owned());
        let head = ("the reveal: ".to_owned(), theme.dim);
        [vec![head], in_one(theme, outcome(theme, &told))].concat()
    };
    TITLES.into_iter().map(told).find(|row| cells_of(row) <= room)
}

/// The criteria of the side, each with where it stands; the selected one in brackets.
fn criteria(app: &App, theme: &Theme, pending: Pending, mut row: Canvas<'_>) {
    let framework = app.workspace().framework();
    let scores = &app.workspace().item(pending.slot).scores;
    let told = |index: usize| {
        let criterion = &framework.criteria()[index];
        let value =
            scores.get(&criterion.id).and_then(|score| Some((score.value()?, score.agreed().is_some())));
        match value {
            Some((value, true)) => format!("{} ✓ {}", criterion.shown_name(), criterion.shown(value)),
            Some((value, false)) => format!("{} ~{}", criterion.shown_name(), criterion.shown(value)),
            None => criterion.shown_name().to_owned(),
        }
    };
    let told: Vec<String> = framework.of_side(pending.side).map(told).collect();
    // Where not all of them fit, the selected one comes first.
    let all: usize = told.iter().map(|told| width(told) + 3).sum();
    let first = if all > row.width() { app.reveal.criterion() } else { 0 };
    let mut x = 0;
    for (i, told) in told.iter().enumerate().skip(first) {
        let selected = app.reveal.criterion() == i;
        let text = if selected { format!("[{told}]") } else { format!(" {told} ") };
        let style = if selected { theme.strong.patch(theme.side(pending.side)) } else { theme.dim };
        x += row.text(x, 0, &text, style) + 1;
    }
}

/// The votes on their scale, what they come to, who is to speak first, and what can be agreed on.
fn revealed(
    app: &App,
    theme: &Theme,
    (slot, criterion, score): (Slot, &Criterion, &Score),
    mut canvas: Canvas<'_>,
) {
    let Some(spread) = Spread::of(score.votes()) else {
        return told::nothing(app, theme, Some(score), criterion, canvas);
    };
    let dots: Vec<(&str, Num)> = score.votes().iter().map(|(by, vote)| (app.voter_name(by), *vote)).collect();
    let marks = marks(app, theme, (slot, criterion, score), &spread);
    let dots = Dots { criterion, votes: &dots, marks: &marks };
    let summary = told::summary(criterion, score, &spread, canvas.width());
    // Where there are few rows, what can be agreed on comes before who voted what, and that before air.
    let height = canvas.height();
    let gap = usize::from(dots.height() + summary.len() + told::offer_rows(criterion, score) + 2 <= height);
    let above = if gap > 0 { height } else { height.saturating_sub(summary.len() + 1).max(LEAST) };
    let rows = dots.render(theme, &mut canvas.part(0, 0, usize::MAX, above));
    let mut y = rows + gap;
    for line in summary.iter().take(height.saturating_sub(y + gap + 1)) {
        canvas.text(0, y, line, theme.text);
        y += 1;
    }
    y += gap;
    let speakers = speakers(score.votes());
    // What there is to do stays in view, however many voted.
    let room = canvas.height().saturating_sub(y + gap + told::offer_rows(criterion, score));
    y += told::speakers(app, theme, (criterion, score), &speakers, canvas.part(0, y, usize::MAX, room));
    told::offers(
        app,
        theme,
        (slot, criterion, score),
        &spread,
        canvas.part(0, y + gap, usize::MAX, usize::MAX),
    );
    y += gap + told::offer_rows(criterion, score) + 1;
    let preview = of_votes(app).filter(|preview| y + preview.steps.len() < height);
    if let Some(preview) = preview.filter(|preview| !preview.steps.is_empty()) {
        strip::head(theme, criterion, theme.side(criterion.side()), canvas.row(y));
        strip::steps(app, theme, &preview, canvas.part(0, y + 1, usize::MAX, usize::MAX));
    }
}

/// The median, what was agreed on, and the value from which on the item changes sides.
fn marks(
    app: &App,
    theme: &Theme,
    (slot, criterion, score): (Slot, &Criterion, &Score),
    spread: &Spread,
) -> Vec<Mark> {
    let agreed = score.agreed().map(|agreed| Mark {
        at: agreed,
        label: format!("agreed {}", criterion.shown(agreed)),
        heavy: true,
        style: theme.gain,
    });
    let index = app.voted_criterion().map(|(index, _)| index);
    let turn = index.and_then(|index| way_over(&app.workshop, slot, index));
    let turn = turn.map(|way| Mark::turn(app, theme, slot, way));
    agreed.into_iter().chain(turn).chain([Mark::median(theme, criterion, spread.median)]).collect()
}
