//! The filter: what it says in the title of every pane, and the choice of what is shown.
//!
//! ```text
//! ╭ Filter · 7 of 24 items ───────────────╮
//! │  kind    [ ] feature               12 │
//! │         ▸[x] debt                   4 │
//! │  MoSCoW  [x] must                   5 │
//! ╰ keys ─────────────────────────────────╯
//! ```

use ratatui::style::Style;
use ratatui::text::Line;

use super::super::canvas::{Canvas, Edge, fit, width, window};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot, height};
use crate::app::App;
use crate::app::filter::{By, Chooser};

/// What a pane says when the filter leaves nothing for it.
pub(super) const NOTHING: &str = "No item matches the filter";

/// How wide the panel is in cells, at least and at most; between them as wide as a side's pane.
const WIDTH: [usize; 2] = [38, 52];

/// In fewer cells a filter cannot be told beside whose pane it is.
const LEAST: usize = 12;

/// From this width on the backlog has a pane on either side.
const WIDE: usize = 120;

/// Where the box of a value stands, behind what it is about.
const BOX: usize = 10;

/// The frame of a pane, and the blanks around the words of its title.
const AROUND: usize = 5;

/// What the keys do; the last one is told only where all fit into one row.
const HINTS: [Hint<'_>; 4] = [("space", "marks"), ("x", "clears"), ("esc", "closes"), ("tab", "on")];

/// The title of a pane of so many cells of the screen, which says what it is filtered by, and its frame. Whose it is stays
/// told.
pub(super) fn pane_title<'a>(
    app: &App,
    theme: &Theme,
    (name, [rest, whose], hue): (&'a str, [&str; 2], Style),
    focused: bool,
    (room, screen): (usize, usize),
) -> (Line<'a>, Edge) {
    let parted = if whose.is_empty() { "" } else { " · " };
    let both = format!("{rest}{parted}{whose}");
    // Who has the keyboard is told before what every pane of that side says.
    let fits = whose.is_empty() || width(name) + width(&both) + AROUND <= room;
    let rest = if fits { both } else { whose.to_owned() };
    let (mut title, frame) = super::pane_title(app, theme, name, &rest, hue, focused);
    if let (true, Some(span)) = (app.filter.is_on(), title.spans.get_mut(1)) {
        let count = count(app);
        let told = format!("filter: {}", app.filter.filter().told(app.workspace()));
        let is_alone = room >= screen;
        // The frame, the blanks around the words, and what parts them from the count.
        let room = room.saturating_sub(width(name) + width(whose) + width(parted) + width(&count) + 8);
        let words = if whose.is_empty() || room >= LEAST {
            // What does not fit is told once, in the header, which has as little room over a pane that is alone.
            let told = if is_alone || width(&told) <= room { fit(&told, room) } else { "filter".into() };
            format!("{whose}{parted}{told} · {count} ")
        } else {
            // The header tells the filter as well, but not whose the pane is.
            format!("{whose} ")
        };
        (span.content, span.style) = (words.into(), theme.warn);
    }
    (title, frame)
}

/// `7 of 24`.
fn count(app: &App) -> String {
    format!("{} of {}", app.listed().len(), app.workshop.standing().candidates().len())
}

/// Draws the choice at the left edge, so that the backlog shows what it comes to.
pub(super) fn render(app: &App, theme: &Theme, chooser: &Chooser, mut canvas: Canvas<'_>) {
    let rows = rows(chooser, canvas.height() >= chooser.choices.len() + 16);
    let pane = if canvas.width() < WIDE { canvas.width() / 2 } else { canvas.width() * 31 / 100 };
    let panel_width = pane.clamp(WIDTH[0], WIDTH[1]).min(canvas.width());
    let all = height(theme, &HINTS, panel_width.saturating_sub(2)) == 1;
    let hints = &HINTS[..if all { HINTS.len() } else { HINTS.len() - 1 }];
    let wanted = rows.len() + 2 + height(theme, hints, panel_width.saturating_sub(2));
    let panel_height = wanted.min(canvas.height().saturating_sub(2));
    let mut panel = canvas.part(0, 1, panel_width, panel_height);
    let mut inner = dialog(theme, &format!("Filter · {} items", count(app)), &mut panel);
    let last = foot(app, theme, hints, &mut inner);
    let at = rows.iter().position(|row| *row == Some(chooser.cursor)).unwrap_or(0);
    let shown = window(at, rows.len(), last);
    let first = shown.start;
    inner.part(0, 0, usize::MAX, last).scroll_bar(&shown, rows.len());
    for row in shown {
        if let Some(at) = rows[row] {
            // What a value is about stands before the first one, also where the window begins below that.
            let begins = at == 0 || by(chooser, at - 1) != by(chooser, at);
            choice(app, theme, chooser, at, begins || row == first, inner.row(row - first));
        }
    }
}

fn by(chooser: &Chooser, at: usize) -> By {
    chooser.choices[at].test.by()
}

/// The choices, with a gap between groups where there is room for it.
fn rows(chooser: &Chooser, roomy: bool) -> Vec<Option<usize>> {
    let mut rows = Vec::with_capacity(chooser.choices.len());
    for at in 0..chooser.choices.len() {
        if roomy && at > 0 && by(chooser, at - 1) != by(chooser, at) {
            rows.push(None);
        }
        rows.push(Some(at));
    }
    rows
}

fn choice(app: &App, theme: &Theme, chooser: &Chooser, at: usize, named: bool, mut row: Canvas<'_>) {
    let choice = &chooser.choices[at];
    let chosen = app.filter.filter().has(&choice.test);
    let selected = at == chooser.cursor;
    let base = if selected { theme.selected } else { theme.text };
    let end = row.width().saturating_sub(1);
    if selected {
        row.part(BOX - 1, 0, end, 1).paint(theme.selected);
        row.text(BOX - 1, 0, "▸", theme.selected);
    }
    if named {
        row.text(1, 0, choice.test.by().name(), theme.dim);
    }
    let style = if chosen { base.patch(theme.strong) } else { base };
    let count = choice.count.to_string();
    row.text_right(end, 0, &count, if selected { base } else { theme.dim });
    let x = BOX + row.text(BOX, 0, if chosen { "[x] " } else { "[ ] " }, style);
    let room = end.saturating_sub(x + width(&count) + 2);
    row.text(x, 0, &fit(&choice.test.value(app.workspace()), room), style);
}
