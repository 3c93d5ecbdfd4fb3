//! The item card: everything that is written about the selected item, the three questions first.
//!
//! ```text
//! ╭ ITEM #3 of 8 · in ────────────────────╮╭ STANDING ─────────╮
//! │ Title              Fix payments       ││ Rank   #3 of 8    │
//! │ Kind               debt               ││ Score  7.5        │
//! │▸Outcome            not answered       ││ …                 │
//! │ …                                     ││                   │
//! ╰───────────────────────────────────────╯╰───────────────────╯
//! ```
//!
//! What follows from scores and decisions stands beside it where there is room, else below.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use tui_input::Input;

use super::super::canvas::{Canvas, fit, folded, width};
use super::super::flow;
use super::super::theme::Theme;
use super::{edge, hints, prompt};
use crate::app::App;
use crate::app::card::{Editing, Field, NOT_ANSWERED, Way};
use crate::app::overlay::Overlay;
use crate::domain::horizon::{contradicts, horizon};
use crate::domain::id::Slot;
use crate::domain::item::{Item, SetAside, Status};
use crate::domain::stands::stands_among;
use crate::domain::text::scrub;

/// From this width on, what follows stands beside what is written.
const BESIDE: usize = 110;

/// How wide that is then.
const STANDING: usize = 46;

/// From this width on, text stands behind the names of the fields, below it under them.
const INDENTED: usize = 60;

/// Where text stands behind the names of the fields.
const TEXT: usize = 21;

/// Where text stands behind the names of what follows.
const FACT: usize = 12;

/// From this height on, groups of fields are parted by an empty row.
const ROOMY: usize = 28;

/// One row of the card.
struct Row<'a> {
    /// The index of its field.
    field: usize,
    label: &'static str,
    body: Body<'a>,
}

enum Body<'a> {
    Text(String, Style),
    Line(&'a Input),
    Keys(flow::Row),
    Gap,
}

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let Some((slot, item)) = app.selected() else {
        let title = Line::styled(" ITEM ", theme.heading);
        let mut inner = canvas.frame(title, edge(app, theme, theme.heading, true));
        inner.text(1, 0, "The backlog is empty: there is no card to show.", theme.dim);
        return;
    };
    let (full, height) = (canvas.width(), canvas.height());
    let beside = full >= BESIDE;
    let left = if beside { full - STANDING } else { full };
    let mut panel = canvas.part(0, 0, left, height);
    let chosen = beside && app.card.field() == Field::Standing;
    let title = title(app, theme, (slot, item), left.saturating_sub(4));
    let mut inner = panel.frame(title, edge(app, theme, theme.heading, !chosen));
    let rows = rows(app, theme, (slot, item), inner.width(), (height >= ROOMY, beside));
    draw(app, theme, &rows, &mut inner);
    if beside {
        let name = if chosen { " ▸STANDING " } else { " STANDING " };
        let mut panel = canvas.part(left, 0, STANDING, height);
        let mut inner =
            panel.frame(Line::styled(name, theme.heading), edge(app, theme, theme.heading, chosen));
        let mut y = 0;
        for (name, text, style) in facts(app, theme, slot, item) {
            let lines = folded(&text, inner.width().saturating_sub(FACT + 2));
            inner.text(1, y, name, theme.dim);
            for line in lines {
                inner.text(1 + FACT, y, &line, style);
                y += 1;
            }
        }
    }
}

/// `ITEM Fix payments · #3 of 8 · in`, and how many of the three questions are answered. The title is cut rather
/// than that its rank goes, and what is told of the questions goes first.
fn title(app: &App, theme: &Theme, (slot, item): (Slot, &Item), room: usize) -> Line<'static> {
    let questions = Field::ALL.iter().filter(|field| field.question().is_some());
    let open = questions.filter(|field| field.shown(app.workspace(), item).is_empty()).count();
    let answered = match open {
        0 => "all three questions answered".to_owned(),
        open => format!("{open} of 3 questions {NOT_ANSWERED}"),
    };
    let style = if open == 0 { theme.dim } else { theme.warn };
    let (name, rank) = (" ITEM ", format!("· {} ", stands_among(&app.workshop, slot)));
    let room = room.saturating_sub(width(name) + width(&rank));
    let title = fit(item.shown_title(), room.saturating_sub(1));
    let mut spans = vec![Span::styled(name, theme.heading), Span::styled(format!("{title} "), theme.strong)];
    let left = room.saturating_sub(width(&title) + 1);
    spans.push(Span::styled(rank, theme.text));
    if width(&answered) + 3 <= left {
        spans.push(Span::styled(format!("· {answered} "), style));
    }
    Line::from(spans)
}

fn rows<'a>(
    app: &'a App,
    theme: &Theme,
    (slot, item): (Slot, &Item),
    full: usize,
    (roomy, beside): (bool, bool),
) -> Vec<Row<'a>> {
    let editing = match &app.overlay {
        Some(Overlay::Card(editing)) => Some(&**editing),
        _ => None,
    };
    let room = full.saturating_sub(if full >= INDENTED { TEXT + 2 } else { 4 }).max(1);
    let mut rows = Vec::new();
    for (i, field) in Field::ALL.into_iter().enumerate() {
        if field == Field::Standing && beside {
            continue;
        }
        if roomy && field.begins_group() {
            rows.push(Row { field: i, label: "", body: Body::Gap });
        }
        let bodies = match editing.filter(|editing| editing.field == field) {
            Some(editing) => changing(theme, editing, room),
            None if field == Field::Standing => facts(app, theme, slot, item)
                .into_iter()
                .flat_map(|(name, text, style)| {
                    let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
                    let lines = folded(&format!("{name}{text}"), room);
                    lines.into_iter().map(move |line| Body::Text(line, style))
                })
                .collect(),
            None => written(app, theme, field, item, room),
        };
        for (at, body) in bodies.into_iter().enumerate() {
            rows.push(Row { field: i, label: if at == 0 { field.label() } else { "" }, body });
        }
    }
    rows
}

/// What a field says, folded; the question itself where nobody answered it and the cursor asks.
fn written<'a>(app: &App, theme: &Theme, field: Field, item: &Item, room: usize) -> Vec<Body<'a>> {
    let paragraphs = field.shown(app.workspace(), item);
    if paragraphs.is_empty() {
        let style = if field.question().is_some() { theme.warn } else { theme.dim };
        let mut bodies = vec![Body::Text(field.nothing().to_owned(), style)];
        if app.card.field() == field {
            bodies.extend(field.hint().map(|hint| Body::Text(hint.to_owned(), theme.dim)));
        }
        return bodies;
    }
    let style = if field == Field::Title { theme.strong } else { theme.text };
    let bullet = paragraphs.len() > 1 && field != Field::Description;
    let indent = if bullet { "· " } else { "" };
    let mut bodies = Vec::new();
    for paragraph in paragraphs {
        for (at, line) in
            folded(&paragraph, room.saturating_sub(width(indent)).max(1)).into_iter().enumerate()
        {
            let before = if at == 0 { indent } else { &"  "[..indent.chars().count()] };
            bodies.push(Body::Text(format!("{before}{line}"), style));
        }
    }
    bodies
}

/// A field while it is changed, with what the keys do below it.
fn changing<'a>(theme: &Theme, editing: &'a Editing, room: usize) -> Vec<Body<'a>> {
    let mut bodies = Vec::new();
    match &editing.way {
        Way::Line(input) => bodies.push(Body::Line(input)),
        Way::Choice { options, cursor, many } => {
            for (i, option) in options.iter().enumerate() {
                let mark = match (many, option.on, i == *cursor) {
                    (true, true, true) => "▸[x] ",
                    (true, true, false) => " [x] ",
                    (true, false, true) => "▸[ ] ",
                    (true, false, false) => " [ ] ",
                    (false, _, true) => "▸ ",
                    (false, _, false) => "  ",
                };
                let style = if i == *cursor { theme.cursor } else { theme.text };
                bodies.push(Body::Text(fit(&format!("{mark}{}", option.label), room).into_owned(), style));
            }
        }
    }
    bodies.extend(editing.field.hint().map(|hint| Body::Text(hint.to_owned(), theme.dim)));
    let between = editing.between().into_iter().flat_map(|told| folded(told, room));
    bodies.extend(between.map(|line| Body::Text(line, theme.dim)));
    bodies.extend(hints::rows(theme, editing.keys(), room).into_iter().map(Body::Keys));
    bodies
}

/// Draws as many rows as there is room for, those of the cursor's field among them.
fn draw(app: &App, theme: &Theme, rows: &[Row<'_>], canvas: &mut Canvas<'_>) {
    let cursor = app.card.field();
    let chosen = |row: &Row<'_>| Field::ALL[row.field] == cursor;
    let indented = canvas.width() >= INDENTED;
    let lines: Vec<(usize, bool)> = rows
        .iter()
        .enumerate()
        .flat_map(|(i, row)| {
            let above = !indented && !row.label.is_empty();
            above.then_some((i, true)).into_iter().chain([(i, false)])
        })
        .collect();
    let height = canvas.height();
    let place = lines.iter().position(|(i, _)| chosen(&rows[*i]));
    let end = lines.iter().rposition(|(i, _)| chosen(&rows[*i])).map_or(0, |last| last + 1);
    // Where the cursor is in another panel, this one begins at its top.
    let skip = place.map_or(0, |first| scroll(app, lines.len(), (first, end), height));
    canvas.scroll_bar(&(skip..lines.len().min(skip + height)), lines.len());
    for (y, (i, is_label)) in lines.iter().skip(skip).take(height).enumerate() {
        let row = &rows[*i];
        if !row.label.is_empty() && (*is_label || indented) {
            let style = if chosen(row) { theme.selected } else { theme.dim };
            if chosen(row) {
                canvas.text(0, y, "▸", theme.selected);
            }
            canvas.text(1, y, row.label, style);
        }
        if *is_label {
            continue;
        }
        let x = if indented { TEXT } else { 3 };
        let room = canvas.width().saturating_sub(x + 1);
        match &row.body {
            Body::Text(text, style) => {
                canvas.part(x, y, room, 1).text(0, 0, text, *style);
            }
            Body::Line(input) => prompt::line(theme, input, canvas.part(x, y, room, 1)),
            Body::Keys(keys) => flow::draw(keys, &mut canvas.part(x, y, room, 1), 0, 0),
            Body::Gap => {}
        }
    }
}

/// How many of so many lines are above the window, so that those of the cursor's field are in it: as near
/// its middle as they can be. Of a field that is higher than the window the row in use is in view.
fn scroll(app: &App, len: usize, (first, end): (usize, usize), height: usize) -> usize {
    let most = len.saturating_sub(height);
    let size = end - first;
    if size <= height {
        app.card.scroll.within(0);
        let middle = (first + size / 2).saturating_sub(height / 2);
        return middle.min(most).clamp(end.saturating_sub(height), first);
    }
    let row = match &app.overlay {
        Some(Overlay::Card(editing)) => match &editing.way {
            Way::Choice { cursor, .. } => cursor + 1,
            Way::Line(_) => 0,
        },
        _ => return first + app.card.scroll.within(size - height),
    };
    (first + row + 2).saturating_sub(height).max(first).min(end - height)
}

/// What follows from scores and decisions: a name, what it says, and how.
fn facts(app: &App, theme: &Theme, slot: Slot, item: &Item) -> Vec<(&'static str, String, Style)> {
    let standing = app.workshop.standing();
    let mut facts = vec![("Rank", stands_among(&app.workshop, slot), theme.strong)];
    if let Some(seat) = standing.seat(slot) {
        facts.push(("Score", standing.shown_score(seat.score), theme.strong));
    }
    for rule in app.workspace().framework().criteria() {
        let value = item.scores.value(&rule.id).map(|value| rule.shown(value));
        let text = format!("{} {}", rule.shown_name(), value.as_deref().unwrap_or("–"));
        facts.push(("", text, theme.side(rule.side())));
    }
    let status = if item.status == Status::Open { "open" } else { item.status.name() };
    facts.push(("Status", status.to_owned(), theme.text));
    let stands = horizon(&app.workshop, slot);
    facts.push(match stands {
        Some(stands) if contradicts(item, stands) => ("Horizon", "⚠ now, but out".to_owned(), theme.warn),
        Some(stands) => ("Horizon", stands.to_string(), theme.text),
        None => ("Horizon", "not placed".to_owned(), theme.text),
    });
    let aside = item.rare.set_aside.as_deref().map(SetAside::told).unwrap_or_default();
    facts.extend(aside.into_iter().map(|(word, text)| ("", format!("{word} {text}"), theme.text)));
    let pin =
        item.rare.pin.as_deref().and_then(|pin| {
            Some(format!("held {} by {}: {}", pin.held?, scrub(&pin.owner), scrub(&pin.reason)))
        });
    facts.push(("Pin", pin.unwrap_or_else(|| "none".to_owned()), theme.text));
    facts.push(match item.deferrals {
        0 => ("Deferrals", "none".to_owned(), theme.text),
        n => ("Deferrals", format!("deferred ×{n}"), theme.warn),
    });
    let details = item.rare.details.as_deref();
    let dates = [
        ("Took", details.and_then(|details| details.actual_effort).map(|effort| effort.to_string())),
        ("Created", details.and_then(|details| details.created.clone())),
        ("Updated", details.and_then(|details| details.updated.clone())),
    ];
    facts.extend(dates.into_iter().filter_map(|(name, text)| Some((name, text?, theme.text))));
    facts.push(("Id", item.id.to_string(), theme.dim));
    facts
}
