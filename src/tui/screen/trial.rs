//! A framework on trial: the choice on the left, old and new rank side by side on the right.

use std::cmp::Ordering;

use ratatui::text::Line;

use super::super::canvas::{Canvas, Strokes, fit, folded, width};
use super::super::theme::Theme;
use crate::app::App;
use crate::app::trial::{Mode, Outcome, Trial, weights};
use crate::domain::id::Slot;

/// How wide the list on the left is, in cells.
const LIST: usize = 34;

/// From this width on, list and difference stand side by side.
const SIDE_BY_SIDE: usize = 76;

/// How wide the difference is at most: the eye has to find the way from a title to its word.
const WIDEST: usize = 100;

/// Where the title of an item begins in the difference.
const TITLE: usize = 16;

pub(super) fn render(app: &App, theme: &Theme, trial: &Trial, mut canvas: Canvas<'_>) {
    canvas.clear();
    let (title, keys) = match trial.mode {
        Mode::Choose => {
            (" Framework on trial ", "enter applies   c carry over   page keys scroll   esc drops it")
        }
        Mode::Weigh => {
            (" Weights on trial ", "+/- changes a weight   enter applies   page keys scroll   esc drops it")
        }
    };
    let mut inner = canvas.frame(Line::styled(title, theme.strong), (theme.line, Strokes::Heavy));
    let (full, height) = (inner.width(), inner.height().saturating_sub(1));
    inner.text(1, height, keys, theme.dim);
    let rows = match trial.mode {
        Mode::Choose => trial.choices.len(),
        Mode::Weigh => weights(&trial.weighed).len(),
    };
    let (beside, list_rows) = if full >= SIDE_BY_SIDE { (LIST, height) } else { (0, rows.min(height / 2)) };
    match trial.mode {
        Mode::Choose => {
            frameworks(theme, trial, inner.part(0, 0, if beside > 0 { LIST } else { full }, list_rows));
        }
        Mode::Weigh => {
            weighing(theme, trial, inner.part(0, 0, if beside > 0 { LIST } else { full }, list_rows));
        }
    }
    let top = if beside > 0 { 0 } else { list_rows + 1 };
    let area = inner.part(beside + 1, top, WIDEST, height.saturating_sub(top));
    match &trial.outcome {
        Some(outcome) => difference(app, theme, trial, outcome, area),
        None => nothing(theme, trial, area),
    }
}

fn frameworks(theme: &Theme, trial: &Trial, mut canvas: Canvas<'_>) {
    for (y, choice) in trial.choices.iter().enumerate() {
        let name =
            choice.resolve().map_or_else(|_| choice.id().to_owned(), |framework| framework.name().to_owned());
        list_row(theme, &name, y == trial.cursor, canvas.row(y));
    }
    let Ok(framework) = trial.choice().resolve() else { return };
    let spec = framework.spec();
    let source = if spec.source.is_empty() { String::new() } else { format!("Source: {}", spec.source) };
    let mut y = trial.choices.len() + 1;
    for (text, style) in [(&spec.about, theme.text), (&source, theme.dim)] {
        for line in folded(text, LIST - 2) {
            canvas.text(1, y, &line, style);
            y += 1;
        }
        y += 1;
    }
}

fn weighing(theme: &Theme, trial: &Trial, mut canvas: Canvas<'_>) {
    for (y, term) in weights(&trial.weighed).iter().enumerate() {
        let criterion = trial.weighed.criteria.iter().find(|criterion| criterion.id == term.criterion);
        let name = criterion.map_or(term.criterion.as_str(), |criterion| criterion.name.as_str());
        let weight = term.weight.map_or_else(|| "1".to_owned(), |weight| weight.to_string());
        let mut row = canvas.row(y);
        let end = row.width().saturating_sub(2);
        list_row(theme, name, y == trial.cursor, row.part(0, 0, end + 2, 1));
        let style = if y == trial.cursor { theme.selected } else { theme.strong };
        row.text_right(end, 0, &format!("× {weight}"), style);
    }
}

fn list_row(theme: &Theme, name: &str, selected: bool, mut row: Canvas<'_>) {
    let style = if selected { theme.selected } else { theme.text };
    if selected {
        row.paint(theme.selected);
        row.text(0, 0, "▸", theme.selected);
    }
    let room = row.width().saturating_sub(8);
    row.text(1, 0, &fit(name, room.max(8)), style);
}

fn nothing(theme: &Theme, trial: &Trial, mut canvas: Canvas<'_>) {
    let text = match trial.mode {
        Mode::Choose => "This is the framework in use. Choose another to see what it would change.",
        Mode::Weigh => "Nothing is changed yet. Give a weight more or less to see what it would do.",
    };
    canvas.text(1, 0, text, theme.dim);
}

fn difference(app: &App, theme: &Theme, trial: &Trial, outcome: &Outcome, mut canvas: Canvas<'_>) {
    let after = outcome.after.standing();
    let before = app.workshop.standing();
    let facts = [
        (format!("{} come in", outcome.crossing.entered.len()), theme.gain),
        (format!("{} fall out", outcome.crossing.left.len()), theme.loss),
        (format!("{} lack scores", after.unscored().len()), theme.warn),
    ];
    let mut x = 1;
    for (text, style) in &facts {
        x += canvas.text(x, 0, text, *style) + 3;
    }
    canvas.text(1, 1, &carried(trial, outcome), theme.dim);
    canvas.text(1, 2, "   now    then", theme.dim);

    // Those that have a rank then, best first, the line where it will be, behind them who loses a rank.
    let lost = before.order().iter().copied().filter(|slot| after.index(*slot).is_none());
    let mut rows: Vec<Option<Slot>> = after.order().iter().copied().chain(lost).map(Some).collect();
    if let Some(line) = after.line() {
        rows.insert(line.boundary, None);
    }
    let room = canvas.height().saturating_sub(3);
    let skip = trial.scroll.min(rows.len().saturating_sub(room));
    for (y, slot) in rows.into_iter().skip(skip).take(room).enumerate() {
        match slot {
            Some(slot) => row(app, theme, outcome, slot, canvas.row(3 + y)),
            None => canvas.part(1, 3 + y, WIDEST - 3, 1).rule(0, theme.line),
        }
    }
}

/// `carried over: 19 impact, 19 effort`, or that nothing is.
fn carried(trial: &Trial, outcome: &Outcome) -> String {
    if matches!(trial.mode, Mode::Weigh) {
        return "the scores stay as they are".to_owned();
    }
    let framework = outcome.after.workspace().framework();
    let name = |id| framework.criterion(id).map_or("", |criterion| criterion.heading()).to_lowercase();
    let parts: Vec<String> =
        outcome.carried.iter().map(|(id, count)| format!("{count} {}", name(id))).collect();
    match (trial.carry, parts.is_empty()) {
        (false, _) => "nothing is carried over".to_owned(),
        (true, true) => "nothing needs to be carried over".to_owned(),
        (true, false) => format!("carried over: {}", parts.join(", ")),
    }
}

fn row(app: &App, theme: &Theme, outcome: &Outcome, slot: Slot, mut row: Canvas<'_>) {
    let (before, after) = (app.workshop.standing(), outcome.after.standing());
    let rank = |index: Option<usize>| index.map_or("–".to_owned(), |index| format!("#{}", index + 1));
    let (old, new) = (before.index(slot), after.index(slot));
    let style = match (old, new) {
        (Some(old), Some(new)) => match new.cmp(&old) {
            Ordering::Less => theme.gain,
            Ordering::Greater => theme.loss,
            Ordering::Equal => theme.dim,
        },
        _ => theme.warn,
    };
    row.text_right(6, 0, &rank(old), theme.dim);
    row.text(7, 0, "→", theme.dim);
    row.text_right(13, 0, &rank(new), style);
    let (is_in, was_in) = (after.is_in(slot), before.is_in(slot));
    let word = match (was_in, is_in) {
        (false, true) => "comes in".to_owned(),
        _ if new.is_none() => needs(outcome, slot),
        (true, false) => "falls out".to_owned(),
        (true, true) => "in".to_owned(),
        (false, false) => String::new(),
    };
    let word_style = match (was_in, is_in) {
        (false, true) => theme.gain,
        (true, false) => theme.loss,
        _ => theme.dim,
    };
    let end = row.width().saturating_sub(2);
    row.text_right(end, 0, &word, word_style);
    let title = app.workspace().item(slot).shown_title();
    let room = end.saturating_sub(width(&word) + TITLE + 1);
    row.text(TITLE, 0, &fit(title, room), if is_in { theme.text } else { theme.dim });
}

/// What an item lacks before it can be ranked: `needs risk, size`.
fn needs(outcome: &Outcome, slot: Slot) -> String {
    let workspace = outcome.after.workspace();
    let scores = &workspace.item(slot).scores;
    let missing =
        workspace.framework().criteria().iter().filter(|criterion| scores.value(&criterion.id).is_none());
    let names: Vec<String> = missing.map(|criterion| criterion.heading().to_lowercase()).collect();
    format!("needs {}", names.join(", "))
}
