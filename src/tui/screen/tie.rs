//! This or that: two items of a near-tie side by side, with what might decide between them.
//!
//! ```text
//! ╭ This or that ───────────── question 2 of at most 5 ╮
//! │  1  Billing export      │  2  SSO                  │
//! │     #4 · 3.67 · feature │     #5 · 3.5 · tech      │
//! │     Customer value   5  │     Customer value   4   │
//! │     Not doing it: …     │     Not doing it: …      │
//! ╰ keys ──────────────────────────────────────────────╯
//! ```

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, folded, width};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{self, Hint, foot};
use crate::app::App;
use crate::app::tie::TieBreak;
use crate::domain::id::Slot;

/// How wide the panel is at most, in cells.
const WIDTH: usize = 110;

/// From this height on there is air above and below the cards.
const ROOMY: usize = 16;

/// Where the text of a card begins, behind its key.
const TEXT: usize = 5;

/// How many cells part a criterion from its value at most.
const VALUES: usize = 30;

/// How many rows a text about an item takes at most.
const TOLD: usize = 3;

/// A row of a card: what it is called, what it says, and how.
type Row = (String, String, Style);

pub(super) fn render(app: &App, theme: &Theme, tie: &TieBreak, mut canvas: Canvas<'_>) {
    let Some((one, other)) = tie.question() else { return };
    let (full, height) = (WIDTH.min(canvas.width()), canvas.height());
    let half = full.saturating_sub(3) / 2;
    let cards = [one, other].map(|slot| card(app, theme, slot, half.saturating_sub(TEXT + 1)));
    let rows = cards.iter().map(Vec::len).max().unwrap_or(0) + 3;
    let (number, most) = tie.progress();
    let hints = keys(tie);
    let roomy = usize::from(height >= ROOMY);
    let foot_height = hints::height(theme, &hints, full.saturating_sub(2));
    let panel_height = (rows + 2 + 2 * roomy + foot_height).min(height);
    let (x, y) = ((canvas.width() - full) / 2, (height - panel_height) / 2);
    let mut panel = canvas.part(x, y, full, panel_height);
    let progress = if most > 1 { format!(" · question {number} of at most {most}") } else { String::new() };
    let mut inner = dialog(theme, &format!("Which comes first?{progress}"), &mut panel);

    let room = foot(app, theme, &hints, &mut inner).saturating_sub(2 * roomy);
    for (i, (slot, rows)) in [one, other].into_iter().zip(&cards).enumerate() {
        draw(app, theme, (i + 1, slot), rows, inner.part(i * (half + 1), roomy, half, room));
    }
    for y in roomy..roomy + room {
        inner.text(half, y, "│", theme.border);
    }
}

fn keys(tie: &TieBreak) -> Vec<Hint<'static>> {
    let all = [
        (true, ("1/←", "this")),
        (true, ("2/→", "that")),
        (tie.progress().0 > 1, ("backspace", "one back")),
        (tie.by_hand, ("x", "back to the scores")),
        (true, ("esc", "cancels")),
    ];
    all.into_iter().filter_map(|(useful, hint)| useful.then_some(hint)).collect()
}

fn draw(app: &App, theme: &Theme, (key, slot): (usize, Slot), rows: &[Row], mut card: Canvas<'_>) {
    let standing = app.workshop.standing();
    let item = app.workspace().item(slot);
    card.text(1, 0, &format!(" {key} "), theme.cursor);
    let room = card.width().saturating_sub(TEXT + 1);
    card.text(TEXT, 0, &fit(item.shown_title(), room), theme.strong);
    let rank = standing.index(slot).map_or(0, |index| index + 1);
    let score = standing.seat(slot).map_or(0.0, |seat| seat.score);
    let side = match standing.line() {
        None => "",
        Some(_) if standing.is_in(slot) => " · in",
        Some(_) => " · out",
    };
    card.text(
        TEXT,
        1,
        &format!("#{rank} · {} · {}{side}", standing.shown_score(score), item.kind),
        theme.dim,
    );
    for (i, (name, value, style)) in rows.iter().enumerate() {
        card.text(TEXT, 3 + i, name, *style);
        card.text_right(TEXT + VALUES.min(room), 3 + i, value, style.patch(theme.strong));
    }
}

/// What there is to compare: each criterion in the hue of its side, then what is written about the item.
fn card(app: &App, theme: &Theme, slot: Slot, room: usize) -> Vec<Row> {
    let item = app.workspace().item(slot);
    let criterion = |rule: &crate::domain::framework::Criterion| {
        let value = item.scores.value(&rule.id).map(|value| rule.shown(value)).unwrap_or_default();
        let name = fit(rule.shown_name(), VALUES.min(room).saturating_sub(width(&value) + 1)).into_owned();
        (name, value, theme.side(rule.side()))
    };
    let mut rows: Vec<Row> = app.workspace().framework().criteria().iter().map(criterion).collect();
    let details = item.rare.details.as_deref();
    let told = [
        ("Outcome", details.and_then(|details| details.outcome.as_deref())),
        ("Not doing it", details.and_then(|details| details.cost_of_not_doing.as_deref())),
        ("Unblocks", details.and_then(|details| details.unblocks.as_deref())),
    ];
    for (name, text) in told {
        let Some(text) = text else { continue };
        rows.push((String::new(), String::new(), theme.text));
        let lines = folded(&format!("{name}: {text}"), room).into_iter().take(TOLD);
        rows.extend(lines.map(|line| (line, String::new(), theme.text)));
    }
    rows
}
