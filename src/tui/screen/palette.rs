//! The palette: everything that can be done, to search and to run; what cannot be done now says why.

use tui_input::Input;

use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::theme::Theme;
use super::hints::{Hint, foot};
use super::{dialog, prompt};
use crate::app::App;
use crate::app::action::{Spec, TABLE};
use crate::app::overlay::matches;
use crate::app::place::Place;

/// How wide and how high the palette is at most, in cells.
const WIDTH: usize = 96;
const HEIGHT: usize = 24;

/// From this height on there is air above it, and a rule in it.
const ROOMY: usize = 16;

/// What its keys do.
const HINTS: [Hint<'_>; 3] = [("enter", "runs"), ("↑/↓", "choose"), ("esc", "closes")];

pub(super) fn render(app: &App, theme: &Theme, input: &Input, cursor: usize, mut canvas: Canvas<'_>) {
    let found = matches(app, input.value());
    let roomy = usize::from(canvas.height() >= ROOMY);
    let panel_width = WIDTH.min(canvas.width());
    let panel_height = canvas.height().saturating_sub(4 * roomy).min(HEIGHT);
    let x = (canvas.width() - panel_width) / 2;
    let mut panel = canvas.part(x, 2 * roomy, panel_width, panel_height);
    let mut inner = dialog(theme, "Commands", &mut panel);
    let last = foot(app, theme, &HINTS, &mut inner);
    inner.text(1, 0, ":", theme.line);
    prompt::line(theme, input, inner.part(3, 0, usize::MAX, 1));
    if found.is_empty() {
        inner.text(1, 2, "Nothing is called that.", theme.dim);
    }

    let room = inner.width().saturating_sub(2);
    let docs = doc_rows(room).min(last / 2);
    let listed = last.saturating_sub(1 + docs + roomy);
    let shown = window(cursor, found.len(), listed);
    let mut rows = inner.part(0, 1, usize::MAX, listed);
    for (y, at) in shown.clone().enumerate() {
        command(app, theme, found[at], at == cursor, rows.row(y));
    }
    rows.scroll_bar(&shown, found.len());
    if let Some(spec) = found.get(cursor) {
        if roomy > 0 {
            inner.row(1 + listed).rule(0, theme.border);
        }
        let mut doc = inner.part(1, 1 + listed + roomy, room, docs);
        for (y, line) in folded(spec.doc, room).iter().enumerate() {
            doc.text(0, y, line, theme.dim);
        }
    }
}

/// How many rows the longest sentence takes: the list does not jump from one to the next.
fn doc_rows(room: usize) -> usize {
    TABLE.iter().map(|spec| folded(spec.doc, room).len()).max().unwrap_or(0)
}

/// One command with its keys, and why it cannot be run now.
fn command(app: &App, theme: &Theme, spec: &Spec, selected: bool, mut row: Canvas<'_>) {
    let ready = spec.ready(app);
    let style = match (selected, ready.is_ok()) {
        (true, _) => theme.selected,
        (false, true) => theme.text,
        (false, false) => theme.dim,
    };
    if selected {
        row.paint(theme.selected);
    }
    let used = 1 + row.text(1, 0, spec.title, style);
    let place = if ready.is_ok() { Place::of(&app.view) } else { spec.place };
    let keys = spec.own_keys(app, place);
    let end = row.width().saturating_sub(1);
    row.text_right(end, 0, &keys, style);
    if let Err(why) = ready {
        let end = end.saturating_sub(width(&keys) + 2);
        let over = if selected { style.patch(theme.warn) } else { theme.warn };
        row.text_right(end, 0, &fit(why, end.saturating_sub(used + 2)), over);
    }
}
