//! The palette: everything that can be done, to search and to run; what cannot be done now says why.

use tui_input::Input;

use super::super::canvas::{Canvas, width, window};
use super::super::theme::Theme;
use super::prompt;
use crate::app::App;
use crate::app::overlay::matches;
use crate::app::place::Place;

/// How wide the palette is at most, in cells.
const WIDTH: usize = 96;

pub(super) fn render(app: &App, theme: &Theme, input: &Input, cursor: usize, mut canvas: Canvas<'_>) {
    let found = matches(app, input.value());
    let panel_width = WIDTH.min(canvas.width());
    let panel_height = canvas.height().saturating_sub(4).clamp(6, 24);
    let x = (canvas.width() - panel_width) / 2;
    let mut panel = canvas.part(x, 2, panel_width, panel_height);
    panel.clear();
    let title = ratatui::text::Line::styled(" Commands ", theme.strong);
    let mut inner = panel.frame(title, theme.line);
    inner.text(1, 0, ":", theme.line);
    let room = inner.width();
    prompt::line(theme, input, inner.part(3, 0, room, 1));
    if found.is_empty() {
        inner.text(1, 2, "Nothing is called that.", theme.dim);
    }
    let height = inner.height().saturating_sub(3);
    for (y, at) in window(cursor, found.len(), height).enumerate() {
        let spec = found[at];
        let mut row = inner.row(1 + y);
        let ready = spec.ready(app);
        let selected = at == cursor;
        let style = match (selected, ready.is_ok()) {
            (true, _) => theme.selected,
            (false, true) => theme.text,
            (false, false) => theme.dim,
        };
        if selected {
            row.paint(theme.selected);
        }
        row.text(1, 0, spec.title, style);
        let place = if ready.is_ok() { Place::of(&app.view) } else { spec.place };
        let keys = app.keymap.keys_at(place, spec.action).take(2);
        let keys: Vec<String> = keys.map(|key| key.to_string()).collect();
        let end = row.width().saturating_sub(1);
        row.text_right(end, 0, &keys.join(" "), style);
        if let Err(why) = ready {
            row.text_right(end.saturating_sub(width(&keys.join(" ")) + 2), 0, why, theme.warn);
        }
    }
    if let Some(spec) = found.get(cursor) {
        let y = inner.height().saturating_sub(2);
        inner.rule(y, theme.border);
        inner.text(1, y + 1, spec.doc, theme.dim);
    }
}
