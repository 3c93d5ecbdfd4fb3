//! Merging and splitting, as a panel over the middle: what is chosen or typed, and what will happen.
//!
//! ```text
//! ╭ Merge Dark mode into ──────────────╮
//! │ Item  night                        │
//! │▸ #2 Night theme                    │
//! │  #7 Night shifts                   │
//! │ ────────────────────────────────── │
//! │ what would come along, who moves   │
//! │ keys                               │
//! ╰────────────────────────────────────╯
//! ```

use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::theme::Theme;
use super::hints::{Hint, foot};
use super::{dialog, prompt};
use crate::app::App;
use crate::app::reshape::{LISTED, Reshape, Shape};
use crate::domain::id::Slot;

/// How wide the panel is at most, in cells.
const WIDTH: usize = 90;

/// How high the panel is at most, in cells.
const HEIGHT: usize = 24;

pub(super) fn render(app: &App, theme: &Theme, reshape: &Reshape, mut canvas: Canvas<'_>) {
    let (full, height) = (WIDTH.min(canvas.width()), HEIGHT.min(canvas.height()));
    let mut panel = canvas.centred(full, height);
    let title = app.workspace().item(reshape.item).shown_title();
    let (what, label) = match &reshape.into {
        Shape::Other { .. } => (format!("Merge {title} into"), "Item"),
        Shape::Parts(_) => (format!("Split {title} into"), "Title"),
    };
    let mut inner = dialog(theme, &what, &mut panel);
    let room = inner.width().saturating_sub(2);

    let told: Vec<String> = reshape.told.iter().flat_map(|line| folded(line, room)).collect();
    let height = foot(app, theme, &keys(reshape), &mut inner);
    let below = told.len().min(height.saturating_sub(3));
    let list = height.saturating_sub(below + 2);
    let x = 1 + inner.text(1, 0, label, theme.line) + 1;
    prompt::line(theme, &reshape.input, inner.part(x, 0, room, 1));
    match &reshape.into {
        Shape::Other { found, cursor } => {
            items(app, theme, (found, *cursor), &mut inner.part(0, 1, room + 2, list));
        }
        Shape::Parts(titles) => parts(theme, titles, &mut inner.part(0, 1, room + 2, list)),
    }
    inner.row(1 + list).rule(0, theme.border);
    for (y, line) in told.iter().take(below).enumerate() {
        inner.text(1, 2 + list + y, line, theme.text);
    }
}

fn keys(reshape: &Reshape) -> Vec<Hint<'static>> {
    let back = |what| ("backspace", what);
    let mut hints = match &reshape.into {
        Shape::Other { cursor: None, .. } => vec![("↑/↓", "choose")],
        Shape::Other { .. } => vec![("enter", "merges it"), ("↑/↓", "choose")],
        Shape::Parts(titles) => match (titles.len(), reshape.input.value().trim().is_empty()) {
            (2.., true) => vec![("enter", "splits it"), back("takes a title back")],
            (1.., _) => vec![("enter", "takes the title"), back("takes one back")],
            _ => vec![("enter", "takes the title")],
        },
    };
    hints.push(("esc", "cancels"));
    hints
}

fn items(app: &App, theme: &Theme, (found, cursor): (&[Slot], Option<usize>), canvas: &mut Canvas<'_>) {
    if found.is_empty() {
        canvas.text(1, 0, "No other item is called that.", theme.dim);
        return;
    }
    let standing = app.workshop.standing();
    let shown = window(cursor.unwrap_or(0), found.len(), canvas.height());
    canvas.scroll_bar(&shown, found.len());
    for (y, at) in shown.enumerate() {
        let item = app.workspace().item(found[at]);
        let style = if Some(at) == cursor { theme.selected } else { theme.text };
        let mut row = canvas.row(y);
        if Some(at) == cursor {
            row.paint(theme.selected);
            row.text(0, 0, "▸", style);
        }
        let rank = standing.index(found[at]).map_or("–".to_owned(), |index| format!("#{}", index + 1));
        row.text_right(6, 0, &rank, style);
        let end = row.width().saturating_sub(1);
        // Of two of one title people know the keys.
        let key = fit(item.source().unwrap_or(item.id.as_str()), end / 3).into_owned();
        let room = end.saturating_sub(10 + width(&key));
        row.text(8, 0, &fit(item.shown_title(), room), style);
        row.text_right(end, 0, &key, if Some(at) == cursor { style } else { theme.dim });
        if at + 1 == LISTED {
            row.text(8, 0, "and perhaps more: type on", theme.dim);
        }
    }
}

fn parts(theme: &Theme, titles: &[String], canvas: &mut Canvas<'_>) {
    let height = canvas.height();
    let skip = titles.len().saturating_sub(height);
    canvas.scroll_bar(&(skip..titles.len()), titles.len());
    for (y, (at, title)) in titles.iter().enumerate().skip(skip).enumerate() {
        let what = if at == 0 { "keeps scores and votes" } else { "new" };
        let end = canvas.width().saturating_sub(1);
        let room = end.saturating_sub(7 + what.len());
        canvas.text_right(3, y, &format!("{}", at + 1), theme.dim);
        canvas.text(5, y, &fit(title, room), theme.strong);
        canvas.text_right(end, y, what, theme.dim);
    }
}
