//! A framework on trial: the choice on the left, old and new rank side by side on the right.

use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot};
use crate::app::App;
use crate::app::rows::{Row, Rows};
use crate::app::trial::{Mode, Outcome, Trial, weights};
use crate::domain::capacity::left_behind;
use crate::domain::command::Rejection;
use crate::domain::id::Slot;
use crate::domain::standing::Goes;
use crate::domain::text::capitalised;

/// How wide the list on the left is, in cells: titles need the room of a narrow screen more.
const LIST: [usize; 2] = [34, 26];

/// From these widths on list and difference stand side by side, and the list has its full width.
const SIDE_BY_SIDE: usize = 76;
const WIDE: usize = 100;

/// From this height on the difference says what its columns are, and what was carried over.
const ROOMY: usize = 12;

/// How wide the difference is at most: the eye has to find the way from a title to its word.
const WIDEST: usize = 84;

/// From this width on, words begin in a column of their own, so many cells before the end, behind titles that leave
/// them the room for it.
const COLUMN: usize = 70;
const WORD: usize = 12;

/// How many cells what is carried over takes at least, behind something else.
const CARRIED: usize = 24;

/// What a title keeps at least beside the word for what its item needs, in cells.
const TITLE: usize = 20;

pub(super) fn render(app: &App, theme: &Theme, trial: &Trial, mut canvas: Canvas<'_>) {
    let title = match trial.mode {
        Mode::Choose => "Framework on trial",
        Mode::Weigh => "Weights on trial",
    };
    let mut inner = dialog(theme, title, &mut canvas);
    let (full, height) = (inner.width(), foot(app, theme, &keys(&trial.mode), &mut inner));
    let choices = choices(app, trial);
    let roomy = height >= ROOMY;
    let list = if full >= SIDE_BY_SIDE {
        let list = LIST[usize::from(full < WIDE)];
        let used = draw_choices(theme, &choices, trial.cursor, inner.part(0, 0, list, height));
        about(theme, trial, inner.part(0, used + 1, list, height.saturating_sub(used + 1)));
        (list + 1, 0)
    } else {
        let rows = choices.len().min(height / 3).max(1);
        draw_choices(theme, &choices, trial.cursor, inner.part(0, 0, full, rows));
        (0, rows + usize::from(roomy))
    };
    let area = inner.part(list.0, list.1, usize::MAX, height.saturating_sub(list.1));
    match &trial.outcome {
        Some(Ok(outcome)) => difference(app, theme, (trial, outcome), roomy, area),
        Some(Err(why)) if *why != Rejection::Unchanged => {
            said(theme, &format!("{}.", capitalised(&why.to_string())), area);
        }
        _ => said(theme, nothing(trial), area),
    }
}

fn keys(mode: &Mode) -> Vec<Hint<'static>> {
    let own = match mode {
        Mode::Choose => ("c", "carry over"),
        Mode::Weigh => ("+/-", "weight"),
    };
    vec![("enter", "applies"), ("esc", "cancels"), own, ("page keys", "scroll")]
}

/// What is chosen from: a name, and its weight where it has one, or that it is in use.
fn choices(app: &App, trial: &Trial) -> Vec<(String, String)> {
    match trial.mode {
        Mode::Choose => {
            let name = |choice: &crate::domain::framework::FrameworkChoice| {
                choice.resolve().map_or_else(|_| choice.id().to_owned(), |found| found.name().to_owned())
            };
            let current = &app.workspace().head().framework;
            let note = |choice| if choice == current { "in use".to_owned() } else { String::new() };
            trial.choices.iter().map(|choice| (name(choice), note(choice))).collect()
        }
        Mode::Weigh => {
            let named = |term: &&crate::domain::framework::TermSpec| {
                let criterion = trial.weighed.criteria.iter().find(|other| other.id == term.criterion);
                let name = criterion.map_or(term.criterion.as_str(), |criterion| criterion.shown_name());
                let weight = term.weight.map_or_else(|| "1".to_owned(), |weight| weight.to_string());
                (name.to_owned(), format!("× {weight}"))
            };
            weights(&trial.weighed).iter().map(named).collect()
        }
    }
}

/// Draws those around the cursor. Returns how many rows they took.
fn draw_choices(theme: &Theme, choices: &[(String, String)], cursor: usize, mut canvas: Canvas<'_>) -> usize {
    let shown = window(cursor, choices.len(), canvas.height());
    for (y, at) in shown.clone().enumerate() {
        let (name, weight) = &choices[at];
        let mut row = canvas.row(y);
        let style = if at == cursor { theme.selected } else { theme.text };
        if at == cursor {
            row.select(theme);
        }
        let end = row.width().saturating_sub(2);
        row.text_right(end, 0, weight, if at == cursor { style } else { theme.strong });
        row.text(1, 0, &fit(name, end.saturating_sub(width(weight) + 2)), style);
    }
    canvas.scroll_bar(&shown, choices.len());
    shown.len()
}

/// What the framework under the cursor is for, and who described it.
fn about(theme: &Theme, trial: &Trial, mut canvas: Canvas<'_>) {
    if matches!(trial.mode, Mode::Weigh) {
        return;
    }
    let Ok(framework) = trial.choice().resolve() else { return };
    let spec = framework.spec();
    let source = if spec.source.is_empty() { String::new() } else { format!("Source: {}", spec.source) };
    let mut y = 0;
    for (text, style) in [(&spec.about, theme.text), (&source, theme.dim)] {
        for line in folded(text, canvas.width().saturating_sub(2)) {
            canvas.text(1, y, &line, style);
            y += 1;
        }
        y += 1;
    }
}

/// What is said where it would change nothing.
fn nothing(trial: &Trial) -> &'static str {
    match trial.mode {
        Mode::Choose => "This is the framework in use. Choose another to see what it would change.",
        Mode::Weigh => "Nothing is changed yet. Give a weight more or less to see what it would do.",
    }
}

fn said(theme: &Theme, text: &str, mut canvas: Canvas<'_>) {
    for (y, line) in folded(text, canvas.width().saturating_sub(2)).iter().enumerate() {
        canvas.text(1, y, line, theme.dim);
    }
}

fn difference(
    app: &App,
    theme: &Theme,
    (trial, outcome): (&Trial, &Outcome),
    roomy: bool,
    mut canvas: Canvas<'_>,
) {
    let after = outcome.after.standing();
    let before = app.workshop.standing();
    // The longest rank, and room for the words above the columns.
    let ranks = format!("#{}", before.order().len().max(after.order().len())).len().max(4);
    let facts = [
        (outcome.crossing.entered.len(), Goes::In.verb(outcome.crossing.entered.len()), theme.gain),
        (outcome.crossing.left.len(), Goes::Out.verb(outcome.crossing.left.len()), theme.loss),
        (outcome.lost, if outcome.lost == 1 { "loses its rank" } else { "lose their rank" }, theme.warn),
    ];
    let facts = facts
        .map(|(count, words, style)| (format!("{count} {words}"), if count > 0 { style } else { theme.dim }));
    let gap = if canvas.width() < SIDE_BY_SIDE / 2 + 2 { 2 } else { 3 };
    facts.iter().fold(1, |x, (text, style)| x + canvas.text(x, 0, text, *style) + gap);
    if roomy {
        let left = left_behind(app.workspace().framework(), outcome.after.workspace());
        let x = 1 + left.map_or(0, |told| canvas.text(1, 1, &told, theme.warn));
        // What is carried over is told behind that where there is room for some of it.
        let (between, room) = (if x > 1 { " · " } else { "" }, canvas.width().saturating_sub(x + 1));
        if x == 1 || room >= CARRIED {
            canvas.text(x, 1, &fit(&format!("{between}{}", carried(trial, outcome)), room), theme.dim);
        }
        canvas.text_right(1 + ranks, 2, "now", theme.dim);
        canvas.text_right(4 + 2 * ranks, 2, "then", theme.dim);
    }

    // As the backlog would be: what is pinned on its side of the line, and at the end what would have no rank.
    let rows = Rows::new(&outcome.after);
    let top = if roomy { 3 } else { 1 };
    let room = canvas.height().saturating_sub(top);
    let mut body = canvas.part(0, top, usize::MAX, room);
    let skip = trial.scroll.within(rows.len().saturating_sub(room));
    body.scroll_bar(&(skip..rows.len().min(skip + room)), rows.len());
    for (y, at) in (skip..rows.len().min(skip + room)).enumerate() {
        let mut cells = body.part(0, y, WIDEST, 1);
        let (told, style) = match rows.at(at) {
            Some(Row::Ranked(slot, _) | Row::Unscored(slot)) => {
                row(app, theme, outcome, (slot, ranks), cells);
                continue;
            }
            Some(Row::Line) => (" cutline ", theme.line),
            _ => (" no rank yet ", theme.dim),
        };
        let room = cells.width().saturating_sub(2);
        cells.part(1, 0, room, 1).rule(0, style);
        cells.text(3, 0, told, style);
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
        (true, true) if outcome.lost > 0 => "nothing can be carried over".to_owned(),
        (true, true) => "nothing needs to be carried over".to_owned(),
        (true, false) => format!("carried over: {}", parts.join(", ")),
    }
}

fn row(app: &App, theme: &Theme, outcome: &Outcome, (slot, ranks): (Slot, usize), mut row: Canvas<'_>) {
    let (before, after) = (app.workshop.standing(), outcome.after.standing());
    let rank = |index: Option<usize>| index.map_or("–".to_owned(), |index| format!("#{}", index + 1));
    let (old, new) = (before.index(slot), after.index(slot));
    let (is_in, was_in) = (after.is_in(slot), before.is_in(slot));
    // Only who crosses the line has its colour.
    let goes = Goes::between(was_in, is_in);
    let style = match goes {
        _ if old.is_none() && new.is_none() => theme.dim,
        _ if old.is_none() || new.is_none() => theme.warn,
        Some(goes) => theme.goes(goes),
        None if old == new => theme.dim,
        None => theme.text,
    };
    row.text_right(1 + ranks, 0, &rank(old), theme.dim);
    row.text(2 + ranks, 0, "→", theme.dim);
    row.text_right(4 + 2 * ranks, 0, &rank(new), style);
    let (forms, word_style) = match goes {
        _ if new.is_none() => (needs(outcome, slot), theme.dim),
        Some(goes) => (vec![goes.verb(1).to_owned()], theme.goes(goes)),
        None if is_in => (vec![Goes::In.side().to_owned()], theme.dim),
        None => (vec![String::new()], theme.dim),
    };
    let title = app.workspace().item(slot).shown_title();
    let (start, end) = (6 + 2 * ranks, row.width().saturating_sub(1));
    let least = TITLE.min(width(title));
    let fits = |word: &&String| start + least + 1 + width(word) <= end;
    let word = forms.iter().find(fits).or(forms.last()).map_or("", String::as_str);
    // With much room, words begin below each other; else they end below each other.
    let column = end.saturating_sub(WORD);
    let beside = end >= COLUMN && width(word) <= WORD;
    let at = if beside { column } else { end.saturating_sub(width(word)) };
    row.text(at, 0, word, word_style);
    let room = at.saturating_sub(start + 1);
    row.text(start, 0, &fit(title, room), if is_in { theme.text } else { theme.dim });
}

/// What an item lacks before it can be ranked: `needs risk, size`, or how many scores that are.
fn needs(outcome: &Outcome, slot: Slot) -> Vec<String> {
    let workspace = outcome.after.workspace();
    let item = workspace.item(slot);
    if item.in_round() {
        return vec!["voted on".to_owned()];
    }
    let names: Vec<String> =
        workspace.gaps(item).map(|criterion| criterion.heading().to_lowercase()).collect();
    vec![
        format!("needs {}", names.join(", ")),
        format!("needs {} scores", names.len()),
        "unscored".to_owned(),
    ]
}
