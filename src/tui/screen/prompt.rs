//! Prompts: one line that asks, over the last rows and never over the panes.

use ratatui::text::Line;
use tui_input::Input;

use super::super::canvas::{Canvas, Strokes, fit, width, window};
use super::super::flow::{self, Row};
use super::super::theme::Theme;
use super::hints::{Hint, foot, height};
use super::{dialog, log};
use crate::app::App;
use crate::app::saving::Trouble;
use crate::domain::id::ParticipantId;
use crate::domain::moscow::Class;
use crate::domain::round::Pending;
use crate::domain::standing::Goes;
use crate::domain::telling::{Told, crossed_by_name, tell};
use crate::domain::tradeoff::Entry;

/// Of so many rows of the screen, one may name somebody who crossed the line.
const FEW: usize = 10;

/// Asks for the title of a new item.
pub(super) fn new_item(app: &App, theme: &Theme, canvas: Canvas<'_>, input: &Input) {
    let hints = [("enter", "adds it"), ("esc", "cancels")];
    ask(app, theme, canvas, ("Title", "A new item"), input, &hints);
}

/// Asks for the name of a copy.
pub(super) fn copy_to(app: &App, theme: &Theme, canvas: Canvas<'_>, input: &Input) {
    let hints = [("enter", "writes it"), ("esc", "cancels")];
    ask(app, theme, canvas, ("File", "Save a copy"), input, &hints);
}

/// Asks for the day on which the plan is looked at again.
pub(super) fn review_date(app: &App, theme: &Theme, canvas: Canvas<'_>, input: &Input) {
    let about = "The day on which the plan is looked at again, as in 2026-03-31";
    let enter = if input.value().trim().is_empty() { "clears it" } else { "sets it" };
    ask(app, theme, canvas, ("Date", about), input, &[("enter", enter), ("esc", "cancels")]);
}

/// The panel of a prompt over the last rows: so many rows, and its hints.
fn panel<'c>(theme: &Theme, canvas: &'c mut Canvas<'_>, rows: usize, hints: &[Hint<'_>]) -> Canvas<'c> {
    let (full, screen) = (canvas.width(), canvas.height());
    let rows = (rows + height(theme, hints, full.saturating_sub(2)) + 2).min(screen);
    canvas.part(0, screen - rows, full, rows)
}

/// Draws a question with a line to type in: what it is about, the line, what the keys do.
pub(super) fn ask(
    app: &App,
    theme: &Theme,
    mut canvas: Canvas<'_>,
    (label, about): (&str, &str),
    input: &Input,
    hints: &[Hint<'_>],
) {
    let mut panel = panel(theme, &mut canvas, 1, hints);
    let mut inner = dialog(theme, about, &mut panel);
    foot(app, theme, hints, &mut inner);
    let x = 1 + inner.text(1, 0, label, theme.line) + 1;
    line(theme, input, inner.part(x, 0, usize::MAX, 1));
}

/// Asks why: over the line what was done, in it who fell out for it and who came in.
pub(super) fn why(app: &App, theme: &Theme, mut canvas: Canvas<'_>, entry: u64, input: &Input) {
    let entry = app.workspace().entry_index(entry).and_then(|index| app.workspace().log().get(index));
    let mut told = entry.map(|entry| tell(app.workspace(), entry));
    if let Some(told) = &mut told {
        told.crossing.sort_by_key(|crossed| crossed.goes);
    }
    let about = told.iter().flat_map(|told| std::iter::once(&told.cause).chain(&told.rank));
    let about = about.map(String::as_str).collect::<Vec<_>>().join(" · ");
    let lost = lost(app, theme, (entry, told.as_ref()), (canvas.width().saturating_sub(4), canvas.height()));
    let hints = [("enter", "keeps it"), ("esc", "skips")];
    // The line to type in is always there.
    let shown = lost.len().min(canvas.height().saturating_sub(4));
    let mut panel = panel(theme, &mut canvas, 1 + shown, &hints);
    let mut inner = dialog(theme, &about, &mut panel);
    foot(app, theme, &hints, &mut inner);
    for (y, row) in lost[..shown].iter().enumerate() {
        flow::draw(row, &mut inner, 1, y);
    }
    let x = 1 + inner.text(1, shown, "Why?", theme.line) + 1;
    line(theme, input, inner.part(x, shown, usize::MAX, 1));
}

/// Who fell out for an entry and who came in: one below the other while they are few, else one behind the other.
fn lost(
    app: &App,
    theme: &Theme,
    (entry, told): (Option<&Entry>, Option<&Told>),
    (room, height): (usize, usize),
) -> Vec<Row> {
    let named = entry.map(|entry| crossed_by_name(app.workspace(), entry)).unwrap_or_default();
    if named.len() > height / FEW {
        let crossed = told.into_iter().flat_map(|told| log::crossed(theme, told)).collect();
        return flow::flow(&log::dotted(theme, crossed), room);
    }
    let row = |(goes, title): (Goes, String)| {
        let verb = format!("{:<11}", goes.verb(1));
        let title = fit(&title, room.saturating_sub(width(&verb))).into_owned();
        vec![(verb, theme.goes(goes)), (title, theme.strong)]
    };
    named.into_iter().map(row).collect()
}

/// Says that something takes its time.
pub(super) fn wait(app: &App, theme: &Theme, mut canvas: Canvas<'_>, what: &str, hints: &[Hint<'_>]) {
    let mut panel = panel(theme, &mut canvas, 1, hints);
    let mut inner = dialog(theme, what, &mut panel);
    foot(app, theme, hints, &mut inner);
    inner.text(1, 0, "…", theme.dim);
}

/// Draws a line that is being typed, with its cursor always in view. What is left out at either end is marked.
pub(super) fn line(theme: &Theme, input: &Input, mut canvas: Canvas<'_>) {
    let room = canvas.width().saturating_sub(2).max(1);
    let chars: Vec<char> = input.value().chars().collect();
    let cursor = input.cursor().min(chars.len());
    let cells = |chars: &[char]| width(&chars.iter().collect::<String>());
    let (mut skip, mut used) = (cursor, 0);
    while skip > 0 {
        let wider = used + cells(&chars[skip - 1..skip]);
        // The mark of what is left out takes a cell, too.
        if wider + usize::from(skip > 1) > room {
            break;
        }
        (skip, used) = (skip - 1, wider);
    }
    let start = if skip > 0 { canvas.text(0, 0, "…", theme.dim) } else { 0 };
    canvas.text(start, 0, &chars[skip..].iter().collect::<String>(), theme.text);
    let under = chars.get(cursor).copied().unwrap_or(' ').to_string();
    canvas.text(start + cells(&chars[skip..cursor]), 0, &under, theme.cursor);
}

/// The four classes, each with its letter; the one that the item has is marked.
pub(super) fn class(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let Some((_, item)) = app.selected() else { return };
    let hints = [("x", "clears it"), ("esc", "leaves it")];
    let mut panel = panel(theme, &mut canvas, 1, &hints);
    let mut inner = dialog(theme, &format!("MoSCoW class of {}", item.shown_title()), &mut panel);
    foot(app, theme, &hints, &mut inner);
    let taken: usize = Class::ALL.iter().map(|class| 3 + width(class.shown())).sum();
    let gaps = Class::ALL.len() - 1;
    let gap = (inner.width().saturating_sub(taken + 2) / gaps).clamp(1, 3);
    let mut x = 1;
    for class in Class::ALL {
        let current = item.class == Some(*class);
        let mark = if current { "▸" } else { " " };
        let key = class.letter().to_lowercase();
        let word = if current { theme.strong } else { theme.text };
        let pieces = [(mark, theme.line), (&key, theme.strong), (" ", word), (class.shown(), word)];
        x += inner.pieces(x, 0, &pieces) + gap;
    }
}

/// What was done since the last cycle was closed, to open one of it again.
pub(super) fn reopen(app: &App, theme: &Theme, mut canvas: Canvas<'_>, cursor: usize) {
    let delivered = app.workshop.standing().delivered();
    let hints = [("enter", "opens it again"), ("↑/↓", "choose"), ("esc", "leaves it done")];
    let mut panel = panel(theme, &mut canvas, delivered.len(), &hints);
    let mut inner = dialog(theme, "Open an item again", &mut panel);
    let rows = foot(app, theme, &hints, &mut inner);
    let mut list = inner.part(0, 0, usize::MAX, rows);
    let shown = window(cursor, delivered.len(), rows);
    for (y, at) in shown.clone().enumerate() {
        let item = app.workspace().item(delivered[at]);
        let mut row = list.row(y);
        let style = if at == cursor { theme.selected } else { theme.text };
        if at == cursor {
            row.paint(style);
            row.text(0, 0, "▸", style);
        }
        let on =
            item.rare.details.as_deref().and_then(|details| details.finished.as_deref()).unwrap_or_default();
        let on = format!("done {on}");
        let end = row.width().saturating_sub(1);
        row.text_right(end, 0, &on, style);
        row.text(2, 0, &fit(item.shown_title(), end.saturating_sub(width(&on) + 4)), style);
    }
    list.scroll_bar(&shown, delivered.len());
}

/// Who has not answered yet in a round that is about to be revealed.
pub(super) fn reveal_early(app: &App, theme: &Theme, mut canvas: Canvas<'_>, pending: Pending) {
    let hints = [("enter", "reveals all the same"), ("v", "goes on voting"), ("esc", "waits")];
    let mut panel = panel(theme, &mut canvas, 1, &hints);
    let item = app.workspace().item(pending.slot);
    let mut inner = dialog(theme, &format!("Reveal the votes on {}?", item.shown_title()), &mut panel);
    foot(app, theme, &hints, &mut inner);
    let mut names: Vec<&str> = Vec::new();
    for (by, _) in item.round(pending.side).into_iter().flat_map(|round| round.missing(app.workspace())) {
        let name = app.workspace().name_of(by);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    inner.text(1, 0, &format!("Not everybody has answered: {}", names.join(", ")), theme.warn);
}

pub(super) fn drop_round(app: &App, theme: &Theme, mut canvas: Canvas<'_>, pending: Pending) {
    let hints = [("enter", "drops it"), ("esc", "keeps it")];
    let mut panel = panel(theme, &mut canvas, 1, &hints);
    let item = app.workspace().item(pending.slot);
    let mut inner = dialog(theme, &format!("Drop the round on {}?", item.shown_title()), &mut panel);
    foot(app, theme, &hints, &mut inner);
    let round = item.round(pending.side);
    let answered = |by: &&ParticipantId| round.is_some_and(|round| round.has_heard(by));
    let voters = round.map_or(&[][..], |round| &round.voters).iter().filter(answered);
    let names: Vec<&str> = voters.map(|by| app.workspace().name_of(by)).collect();
    inner.text(1, 0, &format!("What was answered goes with it: {}", names.join(", ")), theme.warn);
}

/// The value that the room agrees on.
pub(super) fn settle(app: &App, theme: &Theme, canvas: Canvas<'_>, input: &Input) {
    let about = app.voted_criterion().map(|(_, criterion)| {
        format!("Agree on {}: {}", criterion.shown_name().to_lowercase(), criterion.allowed())
    });
    let hints = [("enter", "agrees on it"), ("esc", "cancels")];
    ask(app, theme, canvas, ("Value", &about.unwrap_or_default()), input, &hints);
}

pub(super) fn leave_unsaved(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let hints = [("c", "save a copy"), ("t", "try again"), ("q", "quit all the same"), ("esc", "stay")];
    let mut panel = panel(theme, &mut canvas, 0, &hints);
    panel.clear();
    let why = app.saving.trouble.as_ref().map_or_else(String::new, Trouble::told);
    let mut inner = panel.frame(Line::styled(format!(" {why} "), theme.alarm), (theme.loss, Strokes::Heavy));
    foot(app, theme, &hints, &mut inner);
}
