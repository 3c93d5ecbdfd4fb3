//! Prompts: one line that asks, over the last rows and never over the panes.

use ratatui::text::Line;
use tui_input::Input;

use super::super::canvas::{Canvas, fit, width, window};
use super::super::theme::Theme;
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::saving::Trouble;
use crate::domain::cycle::estimate;
use crate::domain::id::Slot;
use crate::domain::moscow::Class;
use crate::domain::telling::tell;

pub(super) fn render(app: &App, theme: &Theme, overlay: &Overlay, canvas: Canvas<'_>) {
    match overlay {
        Overlay::Reason { entry, input, .. } => {
            let index = app.workspace().entry_index(*entry);
            let about = index.map(|index| tell(app.workspace(), &app.workspace().log()[index]).headline());
            ask(theme, canvas, "Why?", &about.unwrap_or_default(), input, "enter keeps it, esc skips");
        }
        Overlay::NewItem(input) => {
            ask(theme, canvas, "Title", "A new item", input, "enter adds it, esc drops it");
        }
        Overlay::CopyTo(input) => {
            ask(theme, canvas, "File", "Save a copy", input, "enter writes it, esc drops it");
        }
        Overlay::ReviewDate(input) => {
            let about = "The day on which the plan is looked at again, as in 2026-03-31";
            // The prompt lies over the row in which notices are told.
            let refused = app.notice.as_ref().map(|notice| notice.text.as_str());
            let keys = refused.unwrap_or("enter sets it, empty clears it, esc drops it");
            ask(theme, canvas, "Date", about, input, keys);
        }
        Overlay::Class => class(app, theme, canvas),
        Overlay::Done { item, input } => done(app, theme, canvas, *item, input),
        Overlay::Reopen { cursor } => reopen(app, theme, canvas, *cursor),
        Overlay::LeaveUnsaved => leave_unsaved(app, theme, canvas),
        // These are drawn elsewhere: in the focused cell or field, and over the whole screen.
        Overlay::Number(_)
        | Overlay::Palette { .. }
        | Overlay::Help { .. }
        | Overlay::Explain { .. }
        | Overlay::TieBreak(_)
        | Overlay::Form(_)
        | Overlay::Reshape(_)
        | Overlay::Card(_)
        | Overlay::Filter(_)
        | Overlay::Blockers(_)
        | Overlay::Ending(_)
        | Overlay::Trial(_) => {}
    }
}

/// Draws a question with a line to type in: what it is about, the line, what the keys do.
fn ask(theme: &Theme, mut canvas: Canvas<'_>, label: &str, about: &str, input: &Input, keys: &str) {
    let (full, height) = (canvas.width(), canvas.height());
    let mut panel = canvas.part(0, height.saturating_sub(4), full, 4);
    panel.clear();
    let title = Line::styled(format!(" {} ", fit(about, full.saturating_sub(6))), theme.strong);
    let mut inner = panel.frame(title, theme.line);
    let x = 1 + inner.text(1, 0, label, theme.line) + 1;
    line(theme, input, inner.part(x, 0, full, 1));
    inner.text(1, 1, keys, theme.dim);
}

/// Draws a line that is being typed, with its cursor always in view.
pub(super) fn line(theme: &Theme, input: &Input, mut canvas: Canvas<'_>) {
    let room = canvas.width().saturating_sub(2).max(1);
    let skip = input.visual_scroll(room);
    let value: String = input.value().chars().skip(skip).collect();
    canvas.text(0, 0, &value, theme.text);
    let before: String = input.value().chars().take(input.cursor()).skip(skip).collect();
    let under: String = input.value().chars().nth(input.cursor()).unwrap_or(' ').to_string();
    canvas.text(width(&before), 0, &under, theme.cursor);
}

/// The four classes, each with its letter; the one that the item has is marked.
fn class(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let Some((_, item)) = app.selected() else { return };
    let (full, height) = (canvas.width(), canvas.height());
    let mut panel = canvas.part(0, height.saturating_sub(4), full, 4);
    panel.clear();
    let about = format!("MoSCoW class of {}", item.shown_title());
    let title = Line::styled(format!(" {} ", fit(&about, full.saturating_sub(6))), theme.strong);
    let mut inner = panel.frame(title, theme.line);
    let mut x = 1;
    for class in Class::ALL {
        let current = item.class == Some(*class);
        let mark = if current { "▸" } else { " " };
        let key = class.letter().to_lowercase();
        let word = if current { theme.strong } else { theme.text };
        let pieces = [(mark, theme.line), (&key, theme.strong), (" ", word), (class.shown(), word)];
        x += inner.pieces(x, 0, &pieces) + 3;
    }
    inner.text(1, 1, "a letter sets it, x clears it, esc leaves it", theme.dim);
}

/// What an item took that is about to be marked as done, with what it was estimated at.
fn done(app: &App, theme: &Theme, canvas: Canvas<'_>, slot: Slot, input: &Input) {
    let item = app.workspace().item(slot);
    let estimated = estimate(app.workspace(), item).map(|num| format!(" · estimated {num}"));
    let about = format!("{} is done{}", item.shown_title(), estimated.unwrap_or_default());
    let keys = "enter marks it as done, with or without a number; esc drops it";
    ask(theme, canvas, "What did it take?", &about, input, keys);
}

/// What was done since the last cycle was closed, to open one of it again.
fn reopen(app: &App, theme: &Theme, mut canvas: Canvas<'_>, cursor: usize) {
    let delivered = app.workshop.standing().delivered();
    let (full, height) = (canvas.width(), canvas.height());
    let rows = (delivered.len() + 3).min(height);
    let mut panel = canvas.part(0, height - rows, full, rows);
    panel.clear();
    let title = Line::styled(" Open an item again ", theme.strong);
    let mut inner = panel.frame(title, theme.line);
    let last = inner.height().saturating_sub(1);
    for (y, at) in window(cursor, delivered.len(), last).enumerate() {
        let item = app.workspace().item(delivered[at]);
        let mut row = inner.row(y);
        let style = if at == cursor { theme.selected } else { theme.text };
        if at == cursor {
            row.paint(style);
            row.text(0, 0, "▸", style);
        }
        let on = item.details.as_deref().and_then(|details| details.finished.as_deref()).unwrap_or_default();
        let on = format!("done {on}");
        let end = row.width().saturating_sub(1);
        row.text_right(end, 0, &on, style);
        row.text(2, 0, &fit(item.shown_title(), end.saturating_sub(width(&on) + 4)), style);
    }
    inner.text(1, last, "enter opens it again, esc leaves it done", theme.dim);
}

fn leave_unsaved(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    let mut panel = canvas.part(0, height.saturating_sub(4), full, 4);
    panel.clear();
    let why = app.saving.trouble.as_ref().map_or_else(String::new, Trouble::told);
    let title = Line::styled(format!(" {} ", fit(&why, full.saturating_sub(6))), theme.alarm);
    let mut inner = panel.frame(title, theme.loss);
    let keys = [("c", "save a copy"), ("t", "try again"), ("q", "quit all the same"), ("esc", "stay")];
    let mut x = 1;
    for (key, what) in keys {
        x += inner.pieces(x, 0, &[(key, theme.strong), (" ", theme.text), (what, theme.text)]) + 3;
    }
}
