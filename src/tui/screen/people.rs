//! Who is in the room: a panel over the workshop with everybody's side, and who scores at the moment.

use super::super::canvas::{Canvas, fit, window};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot, height};
use crate::app::App;
use crate::domain::framework::Side;
use crate::domain::workspace::{Participant, Role};

/// How wide the panel is at most, in cells.
const WIDTH: usize = 72;

/// The cells of the longest side, with the one behind it.
const SIDE: usize = 12;

const HINTS: [Hint<'static>; 5] = [
    ("a", "adds somebody"),
    ("enter", "changes"),
    ("space", "hands the pane over"),
    ("x", "retires"),
    ("esc", "closes"),
];

pub(super) fn render(app: &App, theme: &Theme, cursor: usize, mut canvas: Canvas<'_>) {
    let people = &app.workspace().head().participants;
    let full = WIDTH.min(canvas.width());
    let rows = people.len().max(2) + height(theme, &HINTS, full.saturating_sub(2)) + 3;
    let rows = rows.min(canvas.height());
    let (x, y) = ((canvas.width() - full) / 2, (canvas.height() - rows) / 2);
    let mut panel = canvas.part(x, y, full, rows);
    let mut inner = dialog(theme, "People", &mut panel);
    let list = foot(app, theme, &HINTS, &mut inner).saturating_sub(1);
    if people.is_empty() {
        inner.text(1, 0, "Nobody is listed yet.", theme.text);
        inner.text(1, 1, "Who is listed can vote, blind or in the open.", theme.dim);
        return;
    }
    let shown = window(cursor, people.len(), list);
    let states = people.iter().map(|who| state(app, who).len()).max().unwrap_or(0);
    inner.part(0, 0, usize::MAX, list).scroll_bar(&shown, people.len());
    for (y, at) in shown.enumerate() {
        person(app, theme, (&people[at], states), at == cursor, inner.row(y));
    }
}

fn person(
    app: &App,
    theme: &Theme,
    (who, states): (&Participant, usize),
    selected: bool,
    mut row: Canvas<'_>,
) {
    let base = if selected { theme.selected } else { theme.text };
    let over = |style| if selected { base.patch(style) } else { style };
    if selected {
        row.paint(base);
        row.text(0, 0, "▸", base);
    }
    let end = row.width().saturating_sub(1);
    let state = state(app, who);
    row.text_right(end, 0, state, over(if state == "scores now" { theme.gain } else { theme.dim }));
    let side = end.saturating_sub(SIDE + if states > 0 { states + 2 } else { 0 });
    let hue = match who.side {
        Some(Role::Business) => theme.side(Side::Business),
        Some(Role::Engineering) => theme.side(Side::Engineering),
        Some(Role::Observer) | None => theme.dim,
    };
    row.text(side, 0, who.side.unwrap_or(Role::Observer).name(), over(hue));
    row.text(1, 0, &fit(who.shown_name(), side.saturating_sub(2)), base);
}

/// What there is to say of somebody: that they are gone, that they score now, that theirs is the last word.
fn state(app: &App, who: &Participant) -> &'static str {
    let scores = Side::ALL.iter().any(|side| app.scorer(*side).is_some_and(|scorer| scorer.id == who.id));
    match who {
        gone if gone.retired => "retired",
        _ if scores => "scores now",
        last if last.decides => "last word",
        _ => "",
    }
}
