//! What is written about the item on the card, as much as there is room for.

use ratatui::style::Style;

use super::super::super::canvas::{Canvas, fit};
use super::super::super::flow::{DOT, Row, draw, flow, lines};
use super::super::super::theme::Theme;
use super::super::pane_title;
use crate::app::App;
use crate::app::action::{Action, Place};
use crate::app::card::Field;
use crate::app::view::Screen;
use crate::domain::id::Slot;
use crate::domain::item::SetAside;
use crate::domain::swing::Chance;

/// From this height on everything is told that there is.
const ROOMY: usize = 8;

/// What is told at length, in its order, and what it is called.
const TOLD: [(Field, &str); 4] = [
    (Field::CostOfNotDoing, "Not doing it costs"),
    (Field::Outcome, "It advances"),
    (Field::Unblocks, "It unblocks"),
    (Field::Description, ""),
];

/// Draws it in a frame, with the title where that is not told above.
pub(super) fn render(app: &App, theme: &Theme, slot: Slot, titled: bool, mut canvas: Canvas<'_>) {
    let title = fit(app.workspace().item(slot).shown_title(), canvas.width().saturating_sub(12)).into_owned();
    let rest = if titled { title.as_str() } else { "" };
    let (title, frame) = pane_title(app, theme, "ITEM", rest, theme.heading, false);
    let inner = canvas.frame(title, frame);
    written(app, theme, slot, inner);
}

/// Draws it, and says so where there is more.
pub(super) fn written(app: &App, theme: &Theme, slot: Slot, mut canvas: Canvas<'_>) {
    let (room, height) = (canvas.width().saturating_sub(2), canvas.height());
    let rows = rows(app, theme, slot, room, height);
    // In a single row what it is says more than that there is more.
    let more = rows.len() > height && height > 1;
    let shown = if more { height - 1 } else { rows.len() };
    for (y, row) in rows.iter().take(shown).enumerate() {
        draw(row, &mut canvas, 1, y);
    }
    let key = app.keymap.keys_at(Place::On(Screen::Triage), Action::Open(Screen::Card)).next();
    if more {
        let told = key.map_or("…".to_owned(), |key| format!("… {key} shows all of it"));
        canvas.text(1, shown, &told, theme.dim);
    }
}

fn rows(app: &App, theme: &Theme, slot: Slot, room: usize, height: usize) -> Vec<Row> {
    let (workspace, item) = (app.workspace(), app.workspace().item(slot));
    let mut rows = flow(&facts(app, theme, slot), room);
    // With little room what not doing it costs comes before what it belongs to, and before how certain it is.
    if height < ROOMY {
        rows.truncate(1);
    }
    let chance = app.chance(slot).filter(Chance::is_contested).map(|chance| chance.told());
    let contested = chance.map(|told| lines(&told, theme.warn, room)).unwrap_or_default();
    let roomy = height >= ROOMY;
    if roomy {
        rows.extend(contested.iter().cloned());
    }
    let aside = item.rare.set_aside.as_deref().filter(|_| !item.is_candidate()).map(SetAside::told);
    for (word, text) in aside.unwrap_or_default() {
        rows.extend(lines(&format!("{word} {text}"), theme.warn, room));
    }
    let mut any = false;
    for (field, label) in TOLD {
        let paragraphs = field.shown(workspace, item);
        if paragraphs.is_empty() {
            continue;
        }
        if roomy {
            rows.push(Row::new());
        }
        any = true;
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let labelled = i == 0 && !label.is_empty();
            let label = labelled.then(|| (format!("{label}:"), theme.dim));
            let words = paragraph.split_whitespace().map(|word| (word.to_owned(), theme.text));
            rows.extend(flow(&label.into_iter().chain(words).collect::<Vec<_>>(), room));
        }
    }
    if !roomy {
        rows.extend(contested);
    } else if !any {
        rows.push(Row::new());
        rows.extend(lines("Nothing more is written about it.", theme.dim, room));
    }
    rows
}

/// `debt · must · theme Fewer empty slots · serves A fifth fewer missed visits · deferred ×2`.
fn facts(app: &App, theme: &Theme, slot: Slot) -> Vec<(String, Style)> {
    let (workspace, item) = (app.workspace(), app.workspace().item(slot));
    let named = |field: Field, word: &str| {
        let shown = field.shown(workspace, item);
        (!shown.is_empty()).then(|| (format!("{word} {}", shown.join(", ")), theme.text))
    };
    let goals =
        named(Field::Goals, "serves").map(|(text, style)| (text.replace("through its theme: ", ""), style));
    let deferred = (item.deferrals > 0).then(|| (format!("⚠ deferred ×{}", item.deferrals), theme.warn));
    let facts = [
        Some((item.kind.to_string(), theme.strong)),
        item.class.map(|class| (class.shown().to_owned(), theme.text)),
        deferred,
        named(Field::Theme, "theme"),
        goals,
        named(Field::Owner, "owner"),
    ];
    let mut parted = Vec::new();
    for fact in facts.into_iter().flatten() {
        if !parted.is_empty() {
            parted.push((DOT.to_owned(), theme.dim));
        }
        parted.push(fact);
    }
    parted
}
