//! The clipboard: an item, or the ranking, as Markdown to paste somewhere else.

use super::rows::Row;
use super::{App, Effect, Tone};
use crate::domain::id::Slot;
use crate::domain::markdown::{Edge, Table, inline};
use crate::domain::stands::without_rank;
use crate::domain::text::{counted, scrub};

/// How many rows of the ranking are copied: terminals take only so much.
const MOST: usize = 200;

/// Copies the selected item.
pub(super) fn copy_item(app: &mut App) -> Vec<Effect> {
    let Some((slot, _)) = app.selected() else { return Vec::new() };
    let text = item(app, slot);
    app.say(Tone::Plain, "the item is on the clipboard, if the terminal allows that");
    vec![Effect::Clip(text)]
}

/// Copies the ranking, as far as the panes show it.
pub(super) fn copy_ranking(app: &mut App) -> Vec<Effect> {
    let (text, left) = ranking(app);
    let rest = if left > 0 { format!(" without the last {left}") } else { String::new() };
    app.say(Tone::Plain, format!("the ranking is on the clipboard{rest}, if the terminal allows that"));
    vec![Effect::Clip(text)]
}

/// `**Fix payments** – #3, in, score 7.50`, its values, and what is written about it.
fn item(app: &App, slot: Slot) -> String {
    let item = app.workspace().item(slot);
    let mut lines = vec![format!("**{}** – {}", inline(item.shown_title()), stands(app, slot))];
    for criterion in app.workspace().framework().criteria() {
        if let Some(value) = app.scored(item, criterion) {
            lines.push(format!("- {}: {}", inline(criterion.shown_name()), criterion.shown(value)));
        }
    }
    if let Some(text) = item.rare.details.as_ref().and_then(|details| details.description.as_deref()) {
        lines.extend([String::new(), text.lines().map(scrub).collect::<Vec<_>>().join("\n")]);
    }
    lines.join("\n") + "\n"
}

fn stands(app: &App, slot: Slot) -> String {
    let item = app.workspace().item(slot);
    if let Some(horizon) = item.horizon.filter(|horizon| horizon.sets_aside()) {
        let reason = item.rare.set_aside.as_ref().map_or("", |aside| aside.reason.as_str());
        return format!("{}: {}", horizon.name(), inline(reason));
    }
    let standing = app.workshop.standing();
    match (standing.index(slot), standing.seat(slot)) {
        (Some(index), Some(seat)) => {
            let side = standing.side(slot).map(|side| format!(", {side}")).unwrap_or_default();
            format!("#{}{side}, score {}", index + 1, standing.shown_score(seat.score))
        }
        _ => without_rank(&app.workshop, slot).to_owned(),
    }
}

/// The ranking as a table with the line in it, and how many items are left out.
fn ranking(app: &App) -> (String, usize) {
    let rows = app.rows();
    let title = inline(&app.workspace().head().title);
    let mut table = Table::new(&[("#", Edge::Right), ("item", Edge::Left), ("score", Edge::Right)]);
    let standing = app.workshop.standing();
    let shown = |slot| inline(app.workspace().item(slot).shown_title());
    let mut left = app.listed().len();
    for row in (0..rows.len().min(MOST)).filter_map(|at| rows.at(at)) {
        match row {
            Row::Ranked(slot, index) => {
                let score = standing.seat(slot).map_or(0.0, |seat| seat.score);
                left -= 1;
                table.row([(index + 1).to_string().as_str(), &shown(slot), &standing.shown_score(score)]);
            }
            Row::Line => table.across("cutline"),
            Row::UnscoredHead => table.across(&format!("{} without a rank", counted(app.unscored(), "item"))),
            Row::Unscored(slot) => {
                left -= 1;
                table.row(["–", &shown(slot), ""]);
            }
        }
    }
    (format!("**{title}**\n\n{}", table.finish()), left)
}
