//! A form, as a panel over the last rows: labels, fields, what it would do, and its keys.

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width, window};
use super::super::flow::{Row, draw};
use super::super::theme::Theme;
use super::hints::{self, Hint, foot, foot_or};
use super::{dialog, prompt};
use crate::app::form::{Choice, Field, Form, Mood, Piece, Value};
use crate::app::{App, Tone};
use crate::domain::text::scrub;

/// The least that a field keeps beside the names that it offers, in cells.
const TYPED: usize = 16;

/// From this height on, what a form is about and what it would do stand apart.
const ROOMY: usize = 16;

/// What stands before all that a form would do, and between the pieces of it.
const THEN: &str = "then ";
const AND: &str = " · ";

/// One row of the panel.
/// Below this width what is wrong with a field stands in the place of the keys.
const NARROW: usize = 60;

enum Part {
    Text(Row),
    Field(usize),
}

pub(super) fn render(app: &App, theme: &Theme, form: &Form, mut canvas: Canvas<'_>) {
    let (full, screen_height) = (canvas.width(), canvas.height());
    let room = full.saturating_sub(4);
    let parts = parts(theme, form, room, screen_height >= ROOMY);
    let letter = letter(form).unwrap_or_default();
    let hints = keys(form, &letter);
    let height = (parts.len() + 2 + hints::height(theme, &hints, full.saturating_sub(2))).min(screen_height);
    let mut panel = canvas.part(0, screen_height - height, full, height);
    let mut inner = dialog(theme, &form.title, &mut panel);

    // Beside its field there is no room for what is wrong with it.
    let problem = form.problem.as_ref().filter(|_| full < NARROW);
    let problem = problem.and_then(|it| Some(format!("{}: {}", form.fields.get(it.field)?.label, it.text)));
    let last = match problem {
        Some(problem) => foot_or(theme, Some((Tone::Refused, &problem)), &hints, &mut inner),
        None => foot(app, theme, &hints, &mut inner),
    };
    let focus = parts.iter().position(|part| matches!(part, Part::Field(i) if *i == form.focus)).unwrap_or(0);
    let labels = form.shown().map(|(_, field)| width(field.label)).max().unwrap_or(0);
    let shown = window(focus, parts.len(), last);
    inner.part(0, 0, usize::MAX, last).scroll_bar(&shown, parts.len());
    for (y, part) in parts[shown].iter().enumerate() {
        match part {
            Part::Text(row) => draw(row, &mut inner.part(1, y, room, 1), 0, 0),
            Part::Field(i) => field(theme, form, *i, labels, inner.part(0, y, room + 2, 1)),
        }
    }
}

/// What stands in the panel, from top to bottom. With little room the fields come first.
fn parts(theme: &Theme, form: &Form, room: usize, roomy: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    let gap = || Part::Text(Vec::new());
    if roomy && !form.about.is_empty() {
        parts.push(Part::Text(vec![(form.about.clone(), theme.dim)]));
        parts.push(gap());
    }
    parts.extend(form.shown().map(|(i, _)| Part::Field(i)));
    if !form.facts.is_empty() && !parts.is_empty() && roomy {
        parts.push(gap());
    }
    let facts = form.facts.iter().flat_map(|fact| told(theme, fact, room));
    for (i, mut row) in facts.enumerate() {
        let before = if i == 0 { THEN.to_owned() } else { " ".repeat(width(THEN)) };
        row.insert(0, (before, theme.dim));
        parts.push(Part::Text(row));
    }
    if roomy {
        parts.push(gap());
    }
    parts
}

/// What would be, in rows that are broken between the pieces.
fn told(theme: &Theme, fact: &[Piece], room: usize) -> Vec<Row> {
    let room = room.saturating_sub(width(THEN));
    let mut rows: Vec<Row> = vec![Row::new()];
    let mut used = 0;
    for piece in fact {
        let text = fit(&piece.text, room.saturating_sub(width(&piece.verb)));
        let cells = width(&text) + width(&piece.verb);
        if used > 0 && used + width(AND) + cells > room {
            rows.push(Row::new());
            used = 0;
        }
        let Some(row) = rows.last_mut() else { continue };
        if used > 0 {
            row.push((AND.to_owned(), theme.dim));
            used += width(AND);
        }
        row.push((format!("{text}{}", piece.verb), mood(theme, piece.mood)));
        used += cells;
    }
    rows
}

fn mood(theme: &Theme, mood: Mood) -> Style {
    match mood {
        Mood::Plain => theme.text,
        Mood::Quiet => theme.dim,
        Mood::Gain => theme.gain,
        Mood::Loss => theme.loss,
        Mood::Warn => theme.warn,
    }
}

/// A label, what is filled in, and behind it what is wrong or what could stand there.
fn field(theme: &Theme, form: &Form, at: usize, labels: usize, mut row: Canvas<'_>) {
    let Some(field) = form.fields.get(at) else { return };
    let focused = form.focus == at;
    let label = if focused { theme.line } else { theme.dim };
    row.text(0, 0, if focused { "▸" } else { " " }, label);
    row.text(1, 0, field.label, label);
    let start = labels + 3;
    let mut end = row.width();
    let narrow = row.width() < NARROW - 2;
    let problem = form.problem.as_ref().filter(|problem| problem.field == at && !narrow);
    if let Some(problem) = problem {
        let text = format!("⚠ {}", problem.text);
        // Beside what is filled in, which is cut before the word is.
        let beside = start + filled(field) + 3;
        end = end.saturating_sub(width(&text) + 1).min(beside).max(start + TYPED.min(row.width() / 3));
        row.text(end, 0, &text, theme.warn);
    }
    let room = end.saturating_sub(start + 1);
    // What is wrong says what belongs there.
    let ask = if problem.is_some() { "" } else { field.ask };
    match &field.value {
        Value::Choice(choice) => options(theme, choice, focused, row.part(start, 0, room, 1)),
        Value::Text(line) => {
            let offers = if focused { line.offers().join(" · ") } else { String::new() };
            typed(theme, field, focused, (ask, &offers), row.part(start, 0, room, 1));
        }
        Value::Number(quantity) => {
            typed(theme, field, focused, (ask, &quantity.unit), row.part(start, 0, room, 1));
        }
    }
}

/// How many cells take what is filled in.
fn filled(field: &Field) -> usize {
    match &field.value {
        Value::Choice(choice) => choice.options.iter().map(|option| width(option) + 3).sum(),
        Value::Text(_) => width(field.text()),
        Value::Number(quantity) => width(field.text()) + 1 + width(&quantity.unit),
    }
}

/// A line that is typed, with a word behind it; what belongs in it while it is empty.
fn typed(theme: &Theme, field: &Field, focused: bool, (ask, behind): (&str, &str), mut row: Canvas<'_>) {
    let (Value::Text(crate::app::form::Line { input, .. })
    | Value::Number(crate::app::form::Quantity { input, .. })) = &field.value
    else {
        return;
    };
    let text = scrub(input.value()).into_owned();
    if !focused {
        let asked = text.is_empty();
        let x = if asked { row.text(0, 0, ask, theme.dim) } else { row.text(0, 0, &text, theme.text) };
        let is_number = matches!(field.value, Value::Number(_));
        if is_number && !asked {
            row.text(x + 1, 0, behind, theme.dim);
        }
        return;
    }
    let behind = if text.is_empty() && behind.is_empty() { ask } else { behind };
    let wanted = width(&text) + 3;
    let apart = if matches!(field.value, Value::Text(_)) && behind != ask { TYPED } else { 0 };
    let room = if behind.is_empty() { row.width() } else { wanted.max(apart).min(row.width()) };
    prompt::line(theme, input, row.part(0, 0, room, 1));
    let x = if apart > 0 { room } else { room.saturating_sub(1) };
    row.text(x, 0, behind, theme.dim);
}

/// Every word with the chosen one in brackets; with little room the chosen one alone.
fn options(theme: &Theme, choice: &Choice, focused: bool, mut row: Canvas<'_>) {
    let chosen = if focused { theme.cursor } else { theme.strong };
    let needed: usize = choice.options.iter().map(|option| width(option) + 3).sum();
    if needed > row.width() {
        let option = choice.options.get(choice.at).map_or("", String::as_str);
        row.text(0, 0, &format!("‹ {option} ›"), chosen);
        return;
    }
    let mut x = 0;
    for (i, option) in choice.options.iter().enumerate() {
        let (text, style) =
            if i == choice.at { (format!("[{option}]"), chosen) } else { (format!(" {option} "), theme.dim) };
        x += row.text(x, 0, &text, style) + 1;
    }
}

/// The keys that matter where the focus is, those that end the form first.
fn keys<'a>(form: &'a Form, letter: &'a str) -> Vec<Hint<'a>> {
    let many = form.shown().count() > 1;
    let focused = form.fields.get(form.focus).map(|field| &field.value);
    let ends = form.ends_here();
    // What commits comes first.
    let mut hints =
        if ends { vec![("enter", form.does)] } else { vec![("ctrl-s", form.does), ("enter", "next field")] };
    hints.push(("esc", "cancels"));
    match focused {
        Some(Value::Choice(_)) => hints.push(("←/→", "choose")),
        Some(Value::Number(quantity)) if !quantity.signed => hints.push(("+/-", "step")),
        Some(Value::Text(line)) if !line.offers().is_empty() => hints.push(("ctrl-n", "takes a name")),
        _ => {}
    }
    if many && ends {
        let is_last = form.shown().next_back().is_some_and(|(last, _)| last == form.focus);
        hints.push(("tab", if is_last { "first field" } else { "next field" }));
    }
    if !letter.is_empty() && matches!(focused, Some(Value::Number(_))) {
        hints.push((letter, "another unit"));
    }
    hints
}

/// The letter that goes on to the next option of a choice while another field has the focus.
fn letter(form: &Form) -> Option<String> {
    form.shown().find_map(|(i, field)| match &field.value {
        Value::Choice(choice) if i != form.focus => choice.letter.map(String::from),
        _ => None,
    })
}
