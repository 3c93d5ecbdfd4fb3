//! Why the selected item ranks where it does, as a panel over the middle.
//!
//! ```text
//! ╭ title of the item ─────────────────────────────╮
//! │ (5 + 5 + 3) ÷ 2 = 6.5   very high              │
//! │ the same in names                              │
//! │ #3 of 19 · in                                  │
//! │ 92% chance to be in · ranks #2 to #5 in 9 of … │
//! │ BUSINESS     criterion  value  where from      │
//! │ ENGINEERING  criterion  value  where from      │
//! │ NEIGHBOURS   rank  title  gap                  │
//! │ ONE PLACE UP, OVER THE LINE   ways             │
//! │ LAST CROSSED by which entry, and why            │
//! ╰ keys ──────────────────────────────────────────╯
//! ```

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, folded, padded, width};
use super::super::flow::{Row, cells_of, draw};
use super::super::theme::Theme;
use super::dialog;
use super::hints::foot;
use crate::app::App;
use crate::app::scroll::Scroll;
use crate::domain::debt;
use crate::domain::explain::{Explanation, Gap, Input, Lift, Passage, Place, explain};
use crate::domain::formula::Piece;
use crate::domain::framework::{Side, tidy};
use crate::domain::id::Slot;

/// How wide the panel is at most, in cells.
const WIDTH: usize = 100;

/// From this height on, groups are parted by an empty row.
const ROOMY: usize = 30;

/// How many cells the name of a criterion takes at most.
const LONGEST_NAME: usize = 32;

pub(super) fn render(
    app: &App,
    theme: &Theme,
    (crossed, scroll): (Option<u64>, &Scroll),
    mut canvas: Canvas<'_>,
) {
    let Some((slot, item)) = app.selected() else { return };
    let explanation = explain(&app.workshop, slot);
    let panel_width = WIDTH.min(canvas.width());
    let roomy = canvas.height() >= ROOMY;
    let rows = rows(app, theme, (&explanation, crossed), panel_width.saturating_sub(4), roomy);

    let frame = 3 + 2 * usize::from(roomy);
    let margin = 2 * usize::from(roomy);
    let panel_height = (rows.len() + frame).min(canvas.height().saturating_sub(margin));
    let mut panel = canvas.centred(panel_width, panel_height);
    let mut inner = dialog(theme, item.shown_title(), &mut panel);

    let (top, room) = (usize::from(roomy), inner.height().saturating_sub(1 + 2 * usize::from(roomy)));
    let hints = [("↑/↓", "scroll"), ("esc", "closes")];
    let hints = if rows.len() > room { &hints[..] } else { &hints[1..] };
    foot(app, theme, hints, &mut inner);
    let skip = scroll.within(rows.len().saturating_sub(room));
    let mut list = inner.part(0, top, usize::MAX, room);
    for (y, row) in rows.iter().skip(skip).take(room).enumerate() {
        draw(row, &mut list, 1, y);
    }
    list.scroll_bar(&(skip..rows.len().min(skip + room)), rows.len());
}

fn rows(
    app: &App,
    theme: &Theme,
    (explanation, crossed): (&Explanation<'_>, Option<u64>),
    room: usize,
    roomy: bool,
) -> Vec<Row> {
    let mut groups = vec![formula(theme, explanation, room)];
    groups[0].extend(swing(app, theme, explanation.slot, room));
    groups[0].extend(deferred(app, theme, explanation.slot, room));
    groups.extend(Side::ALL.iter().map(|side| criteria(app, theme, explanation, *side, room)));
    if let Place::Ranked(ranked) = &explanation.place {
        let gaps: Vec<Gap> = [ranked.above, ranked.below].into_iter().flatten().collect();
        groups.push(neighbours(app, theme, &gaps, room));
        groups.push(lift(theme, explanation, "ONE PLACE UP", &explanation.up, room));
        groups.push(lift(theme, explanation, "OVER THE LINE", &explanation.over, room));
    }
    groups.push(crossed.map(|seq| last_crossed(app, theme, explanation.slot, seq, room)).unwrap_or_default());
    groups.retain(|group| !group.is_empty());
    if roomy { groups.join(&Vec::new()) } else { groups.concat() }
}

/// The equation first and strong, each number in the hue of its side; then names, and the place.
fn formula(theme: &Theme, explanation: &Explanation<'_>, room: usize) -> Vec<Row> {
    let in_hue = |piece: &Piece, plain: Style, operand: Style| {
        let criterion = piece.criterion.map(|i| explanation.inputs[i].criterion);
        let style = criterion.map_or(plain, |criterion| operand.patch(theme.side(criterion.side())));
        (piece.text.clone(), style)
    };
    let strong = |piece: &Piece| in_hue(piece, theme.strong, theme.strong);
    let mut equation: Row = explanation.numbers.iter().map(strong).collect();
    if let Some(score) = explanation.score {
        equation.push((" =".to_owned(), theme.strong));
        equation.push((format!(" {}", tidy(score)), theme.heading));
    }
    if let Some(label) = explanation.label {
        equation.push((format!("  {label}"), theme.strong));
    }
    let names = explanation.names.iter().map(|piece| in_hue(piece, theme.dim, Style::default()));
    let place = match &explanation.place {
        Place::Ranked(ranked) => match ranked.is_in {
            Some(true) => theme.gain,
            Some(false) => theme.loss,
            None => theme.strong,
        },
        Place::Unscored(_) | Place::SetAside(..) => theme.warn,
    };
    let mut rows = wrapped(equation, room);
    rows.extend(wrapped(names.collect(), room));
    rows.extend(folded(&explanation.standing(), room).into_iter().map(|line| vec![(line, place)]));
    rows
}

/// How likely it is to be in, and where it mostly ranks, once that is known.
fn swing(app: &App, theme: &Theme, slot: Slot, room: usize) -> Vec<Row> {
    let contested = app.chance(slot).is_some_and(|chance| chance.is_contested());
    let style = if contested { theme.warn } else { theme.dim };
    let told = app.swing_told(slot).map(|told| folded(&told, room)).unwrap_or_default();
    told.into_iter().map(|line| vec![(line, style)]).collect()
}

/// How often it was put off; of technical work that was often, what not doing it costs.
fn deferred(app: &App, theme: &Theme, slot: Slot, room: usize) -> Vec<Row> {
    let item = app.workspace().item(slot);
    let style = if debt::put_off(item) { theme.warn } else { theme.dim };
    let told = debt::sentence(item).map(|told| folded(&told, room)).unwrap_or_default();
    told.into_iter().map(|line| vec![(line, style)]).collect()
}

/// A side's criteria: name, value, and where it came from.
fn criteria(app: &App, theme: &Theme, explanation: &Explanation<'_>, side: Side, room: usize) -> Vec<Row> {
    let all = &explanation.inputs;
    let shown = |value: Option<String>| value.unwrap_or_else(|| "·".to_owned());
    let widest = |text: &dyn Fn(usize) -> usize| (0..all.len()).map(text).max().unwrap_or(0);
    // Both sides have the same columns.
    let names = widest(&|i| width(all[i].criterion.shown_name())).min(LONGEST_NAME).min(room / 3);
    let values = widest(&|i| width(&shown(all[i].shown())));

    let hue = theme.side(side);
    let of_side = all.iter().filter(|input| input.criterion.side() == side);
    let before = names + values + 6;
    let told = |input: &Input<'_>| {
        let style = if input.value.is_some() { theme.dim } else { theme.warn };
        let mut lines = folded(&input.source(!app.reveal.anonymous), room.saturating_sub(before)).into_iter();
        let value = shown(input.shown());
        let first = vec![
            (format!("  {}", padded(input.criterion.shown_name(), names)), hue),
            (format!("  {}{value}", " ".repeat(values - width(&value))), theme.strong),
            (format!("  {}", lines.next().unwrap_or_default()), style),
        ];
        let more = lines.map(|line| vec![(format!("{}{line}", " ".repeat(before)), style)]);
        std::iter::once(first).chain(more).collect::<Vec<Row>>()
    };
    let rows: Vec<Row> = of_side.flat_map(told).collect();
    if rows.is_empty() {
        return rows;
    }
    let heading = vec![(side.name().to_uppercase(), theme.strong.patch(hue))];
    std::iter::once(heading).chain(rows).collect()
}

/// The items next to it, and what parts them.
fn neighbours(app: &App, theme: &Theme, gaps: &[Gap], room: usize) -> Vec<Row> {
    if gaps.is_empty() {
        return Vec::new();
    }
    let told: Vec<String> = gaps.iter().map(Gap::told).collect();
    let rank = |gap: &Gap| format!("#{}", gap.index + 1);
    let ranks = gaps.iter().map(|gap| width(&rank(gap))).max().unwrap_or(0);
    let longest = told.iter().map(|told| width(told)).max().unwrap_or(0);
    let title = |gap: &Gap| app.workspace().item(gap.slot).shown_title().to_owned();
    let wanted = gaps.iter().map(|gap| width(&fit(&title(gap), room))).max().unwrap_or(0);
    let titles = wanted.min(room.saturating_sub(ranks + longest + 13));
    let row = |(gap, told): (&Gap, String)| {
        let way = if gap.ahead { "above" } else { "below" };
        vec![
            (format!("  {way}  {}{}", " ".repeat(ranks - width(&rank(gap))), rank(gap)), theme.strong),
            (format!("  {}", padded(&title(gap), titles)), theme.text),
            (format!("  {told}"), theme.strong),
        ]
    };
    let heading = vec![("NEIGHBOURS".to_owned(), theme.strong)];
    std::iter::once(heading).chain(gaps.iter().zip(told).map(row)).collect()
}

/// What would lift it, each way in the hue of the side that scores it, or why there is none.
fn lift(theme: &Theme, explanation: &Explanation<'_>, name: &str, lift: &Lift, room: usize) -> Vec<Row> {
    let mut rows = vec![vec![(name.to_owned(), theme.strong)]];
    let ways = match lift {
        Lift::Nothing(why) => {
            rows.push(vec![(format!("  {why}"), theme.dim)]);
            return rows;
        }
        Lift::Ways(ways) => ways,
    };
    let mut row: Row = Vec::new();
    for (i, way) in ways.iter().enumerate() {
        let (or, comma) = (if i > 0 { "or " } else { "" }, if i + 1 < ways.len() { "," } else { "" });
        let told = format!("{}{comma}", explanation.way(way));
        let used = cells_of(&row);
        if !row.is_empty() && used + 1 + or.len() + width(&told) > room {
            rows.push(std::mem::take(&mut row));
        }
        let gap = if row.is_empty() { "  " } else { " " };
        row.push((format!("{gap}{or}"), theme.dim));
        row.push((told, theme.side(explanation.inputs[way.criterion].criterion.side())));
    }
    rows.push(row);
    rows
}

/// What made it cross the line last, and why.
fn last_crossed(app: &App, theme: &Theme, slot: Slot, seq: u64, room: usize) -> Vec<Row> {
    let workspace = app.workspace();
    let entry = workspace.entry_index(seq).and_then(|index| workspace.log().get(index));
    let Some(passage) = entry.and_then(|entry| Passage::of(workspace, entry, slot)) else {
        return Vec::new();
    };
    let because = if passage.entry.reason.is_some() { theme.text } else { theme.warn };
    let told = passage.told(workspace);
    let why = told.reason.map(|reason| (format!("why: {reason}"), because));
    let what = [(passage.headline(), theme.goes(passage.goes)), (told.cause, theme.text)];
    let lines = what.into_iter().chain(why).flat_map(|(text, style)| {
        let lines = folded(&text, room.saturating_sub(2));
        lines.into_iter().map(move |line| vec![(format!("  {line}"), style)]).collect::<Vec<Row>>()
    });
    std::iter::once(vec![("LAST CROSSED".to_owned(), theme.strong)]).chain(lines).collect()
}

/// Breaks a row between its pieces where it gets too long.
fn wrapped(row: Row, room: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![Vec::new()];
    let mut used = 0;
    for (text, style) in row {
        let cells = width(&text);
        if used > 0 && used + width(text.trim_end()) > room {
            rows.push(Vec::new());
            used = 0;
        }
        used += cells;
        if let Some(last) = rows.last_mut() {
            last.push((text, style));
        }
    }
    rows
}
