//! What would become of pasted lines.

use super::super::canvas::Canvas;
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot};
use crate::app::App;
use crate::app::pasting::Pasting;
use crate::domain::text::counted;

/// How wide it is at most, and how high beside its titles, in cells.
const WIDTH: usize = 96;
const AROUND: usize = 6;

/// What its keys do.
const HINTS: [Hint<'_>; 3] = [("enter", "adds them"), ("↑/↓", "scroll"), ("esc", "drops them")];

pub(super) fn render(app: &App, theme: &Theme, pasting: &Pasting, mut canvas: Canvas<'_>) {
    let (width, height) = (canvas.width(), canvas.height());
    let panel_width = WIDTH.min(width);
    let panel_height = (pasting.titles.len() + AROUND).min(height);
    let (x, y) = ((width - panel_width) / 2, (height - panel_height) / 3);
    let mut panel = canvas.part(x, y, panel_width, panel_height);
    let mut inner = dialog(theme, "Add what was pasted", &mut panel);
    // What is there already needs no adding.
    let hints = if pasting.titles.is_empty() { &HINTS[2..] } else { &HINTS[..] };
    let above = foot(app, theme, hints, &mut inner);

    let mut used = inner.text(1, 0, &counted(pasting.titles.len(), "new item"), theme.strong);
    for (count, told) in [(pasting.known, "there already"), (pasting.dropped, "too many")] {
        if count > 0 {
            used += inner.text(1 + used, 0, &format!(" · {count} {told}"), theme.dim);
        }
    }
    let room = above.saturating_sub(2);
    let skip = pasting.scroll.min(pasting.titles.len().saturating_sub(room));
    let mut list = inner.part(0, 1, usize::MAX, room);
    for (y, title) in pasting.titles.iter().skip(skip).take(room).enumerate() {
        list.text(3, y, title, theme.text);
    }
    list.scroll_bar(&(skip..pasting.titles.len().min(skip + room)), pasting.titles.len());
}
