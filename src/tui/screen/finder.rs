//! Finding by a few letters: what can be done, with its keys and why not now, and items, with where they stand.

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::theme::Theme;
use super::hints::{Hint, foot};
use super::{dialog, prompt};
use crate::app::App;
use crate::app::action::{Spec, TABLE};
use crate::app::finder::{Finder, Hit, Scope, keys, marked};
use crate::app::pointer::Spot;
use crate::domain::id::Slot;
use crate::domain::stands::stands;
use crate::domain::text::scrub;

/// How wide and how high it is at most, in cells.
const WIDTH: usize = 96;
const HEIGHT: usize = 24;

/// From this height on there is air above it, and a rule in it.
const ROOMY: usize = 16;

/// What its keys do.
const RUN: [Hint<'_>; 3] = [("enter", "runs"), ("↑/↓", "choose"), ("esc", "closes")];
const GO: [Hint<'_>; 3] = [("enter", "goes there"), ("↑/↓", "choose"), ("esc", "closes")];

pub(super) fn render(app: &App, theme: &Theme, search: &Finder, mut canvas: Canvas<'_>) {
    let roomy = usize::from(canvas.height() >= ROOMY);
    let panel_width = WIDTH.min(canvas.width());
    let panel_height = canvas.height().saturating_sub(4 * roomy).min(HEIGHT);
    let x = (canvas.width() - panel_width) / 2;
    let mut panel = canvas.part(x, 2 * roomy, panel_width, panel_height);
    let selected = search.hits.get(search.cursor).copied();
    let (title, sign, nothing) = match search.scope {
        Scope::Everything => ("Commands", ":", "Nothing is called that."),
        Scope::Items => ("Find an item", "/", "No item is like that."),
    };
    let mut inner = dialog(theme, title, &mut panel);
    let hints = if matches!(selected, Some(Hit::Item(_))) || search.scope == Scope::Items { GO } else { RUN };
    let last = foot(app, theme, &hints, &mut inner);
    inner.text(1, 0, sign, theme.line);
    prompt::line(theme, &search.input, inner.part(3, 0, usize::MAX, 1));
    if search.hits.is_empty() {
        inner.text(1, 2, nothing, theme.dim);
    }

    let room = inner.width().saturating_sub(2);
    let docs = doc_rows(room).min(last / 2);
    let listed = last.saturating_sub(1 + docs + roomy);
    let shown = window(search.cursor, search.hits.len(), listed);
    let mut rows = inner.part(0, 1, usize::MAX, listed);
    for (y, at) in shown.clone().enumerate() {
        row(app, theme, search, at, rows.row(y));
    }
    rows.scroll_bar(&shown, search.hits.len());
    if let Some(hit) = selected {
        if roomy > 0 {
            inner.row(1 + listed).rule(0, theme.border);
        }
        let mut doc = inner.part(1, 1 + listed + roomy, room, docs);
        for (y, line) in folded(&told(app, hit), room).iter().enumerate() {
            doc.text(0, y, line, theme.dim);
        }
    }
}

/// How many rows the longest sentence takes: the list does not jump from one to the next.
fn doc_rows(room: usize) -> usize {
    TABLE.iter().map(|spec| folded(spec.doc, room).len()).max().unwrap_or(0)
}

/// What is said of the selected one.
fn told(app: &App, hit: Hit) -> String {
    match hit {
        Hit::Action(spec) => spec.doc.to_owned(),
        Hit::Item(slot) => {
            let item = app.workspace().item(slot);
            let words = item.rare.details.as_ref().map_or(&[][..], |details| &details.tags);
            let tags = if words.is_empty() { String::new() } else { format!(" · {}", words.join(", ")) };
            format!("{} · {}{tags}", item.id.as_str(), item.kind.name())
        }
    }
}

fn row(app: &App, theme: &Theme, search: &Finder, at: usize, mut row: Canvas<'_>) {
    let selected = at == search.cursor;
    row.mark(Spot::Row(at));
    if selected {
        row.paint(theme.selected);
    }
    match search.hits[at] {
        Hit::Action(spec) => action(app, theme, search, spec, selected, row),
        Hit::Item(slot) => item(app, theme, search, slot, selected, row),
    }
}

/// One action with its keys, and why it cannot be done now.
fn action(app: &App, theme: &Theme, search: &Finder, spec: &Spec, selected: bool, mut row: Canvas<'_>) {
    let ready = spec.ready(app);
    let style = match (selected, ready.is_ok()) {
        (true, _) => theme.selected,
        (false, true) => theme.text,
        (false, false) => theme.dim,
    };
    let keys = keys(app, spec);
    let end = row.width().saturating_sub(1);
    row.text_right(end, 0, &keys, style);
    let end = end.saturating_sub(width(&keys) + 2);
    let used = 1 + found(theme, search, spec.title, end.saturating_sub(1), style, &mut row);
    if let Err(why) = ready {
        let over = if selected { style.patch(theme.warn) } else { theme.warn };
        row.text_right(end, 0, &fit(why, end.saturating_sub(used + 2)), over);
    }
}

/// One item with where it stands.
fn item(app: &App, theme: &Theme, search: &Finder, slot: Slot, selected: bool, mut row: Canvas<'_>) {
    let style = if selected { theme.selected } else { theme.text };
    let stands = stands(&app.workshop, slot);
    let end = row.width().saturating_sub(1);
    row.text_right(end, 0, &stands, if selected { style } else { theme.dim });
    let room = end.saturating_sub(width(&stands) + 3);
    found(theme, search, app.workspace().item(slot).shown_title(), room, style, &mut row);
}

/// Writes a name with the letters underlined that it was found by. Returns the cells it took.
fn found(
    theme: &Theme,
    search: &Finder,
    name: &str,
    room: usize,
    style: Style,
    row: &mut Canvas<'_>,
) -> usize {
    let name = scrub(name);
    let shown = fit(&name, room);
    let used = row.text(1, 0, &shown, style);
    for at in marked(search.input.value(), &shown) {
        let letter = shown[at..].chars().next().map_or(0, char::len_utf8);
        let before = width(&shown[..at]);
        row.part(1 + before, 0, width(&shown[..at + letter]) - before, 1).paint(theme.found);
    }
    used
}
