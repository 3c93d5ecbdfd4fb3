//! The readiness check: every question with its answer, and beside or below it what stands in the way.
//!
//! ```text
//! ╭ CHECK 9 of 15 met ──────────────────────╮╭ Owners named ────────╮
//! │ ✓ met    Vision clear    the vision     ││ why                  │
//! │▸✗ UNMET  Owners named    3 of 8 items … ││ #4  an item          │
//! │ – n/a    …                              ││     what is the matter│
//! ╰─────────────────────────────────────────╯╰──────────────────────╯
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::canvas::{Canvas, fit, folded, window};
use super::super::theme::Theme;
use super::{edge, pane_title};
use crate::app::App;
use crate::app::pointer::Spot;
use crate::domain::check::{Check, Lead, Verdict, tally};

/// From this width on, the selected check stands beside the list, below it under it.
const BESIDE: usize = 120;

/// Below this height there is one frame for both.
const LOW: usize = 14;

/// How many rows of the list stay while its items are looked at, where they stand below it.
const KEPT: usize = 5;

/// Where mark and word stand.
const MARK: usize = 2;
const WORD: usize = 4;

/// Where the title stands.
const TITLE: usize = 11;

/// Where the sentence stands, behind the longest title.
const WHY: usize = 39;

/// A sentence needs this much room to stand in the list.
const LEAST_WHY: usize = 30;

/// How many rows what is the matter with an item takes at most.
const NOTE: usize = 2;

/// How many items are measured to find out how many rows each of them takes.
const MEASURED: usize = 100;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (width, height) = (canvas.width(), canvas.height());
    let inside = app.check.lead().is_some();
    if height < LOW {
        return render_low(app, theme, canvas);
    }
    if width >= BESIDE {
        let left = width * 5 / 8;
        render_list(app, theme, canvas.part(0, 0, left, height));
        render_selected(app, theme, canvas.part(left, 0, width - left, height));
        return;
    }
    let wanted = if inside { KEPT } else { app.check.checks().len() } + 2;
    let top = wanted.min(height - 4);
    render_list(app, theme, canvas.part(0, 0, width, top));
    render_selected(app, theme, canvas.part(0, top, width, height - top));
}

fn render_list(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let count = count(app);
    let (title, frame) = pane_title(app, theme, "CHECK", &count, theme.heading, app.check.lead().is_none());
    list(app, theme, canvas.frame(title, frame));
}

/// `5 unmet · 9 met · 1 does not apply`.
fn count(app: &App) -> String {
    let checks = app.check.checks();
    let (met, of) = tally(checks);
    let rest = match checks.len() - of {
        0 => String::new(),
        1 => " · 1 does not apply".to_owned(),
        more => format!(" · {more} do not apply"),
    };
    match of - met {
        0 => format!("all {of} met{rest}"),
        unmet => format!("{unmet} unmet · {met} met{rest}"),
    }
}

fn list(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (checks, cursor) = (app.check.checks(), app.check.cursor());
    let (full, height) = (canvas.width(), canvas.height());
    let room = full.saturating_sub(WHY + 1);
    let lines: Vec<Vec<String>> = checks.iter().map(|check| folded(&check.why, room)).collect();
    let tall = |index: usize| lines[index].len().max(1);
    // Where there is room, every sentence is told to its end, and an empty row parts the checks.
    let taken: usize = (0..checks.len()).map(tall).sum();
    let (parted, told) = (taken + checks.len() <= height + 1, taken <= height && room >= LEAST_WHY);
    let shown = if told { 0..checks.len() } else { window(cursor, checks.len(), height) };
    canvas.scroll_bar(&shown, checks.len());
    let mut y = 0;
    for index in shown {
        let rows = if told { tall(index) } else { 1 };
        let mut part = canvas.part(0, y, full, rows);
        part.mark(Spot::Row(index));
        row(theme, &checks[index], &lines[index], index == cursor, part);
        y += rows + usize::from(parted && told);
    }
}

/// How a verdict is told: its word in capitals where something is to be done.
fn verdict(theme: &Theme, check: &Check) -> (&'static str, [Style; 3]) {
    match check.verdict {
        Verdict::Met => ("met", [theme.gain, theme.text, theme.dim]),
        Verdict::Unmet => ("UNMET", [theme.loss, theme.strong, theme.text]),
        Verdict::NotApplicable => ("n/a", [theme.dim, theme.dim, theme.dim]),
    }
}

/// One check, with the lines of its sentence: as many as there are rows, the last of them with an end that says so.
fn row(theme: &Theme, check: &Check, lines: &[String], selected: bool, mut canvas: Canvas<'_>) {
    let (word, [mark, title, why]) = verdict(theme, check);
    canvas.text(MARK, 0, check.verdict.mark(), mark);
    canvas.text(WORD, 0, word, mark);
    canvas.text(TITLE, 0, check.topic.title(), title);
    let mut used = 1;
    if canvas.width() >= WHY + LEAST_WHY {
        let room = canvas.width() - WHY - 1;
        let last = canvas.height() - 1;
        for (y, line) in lines.iter().take(last).enumerate() {
            canvas.text(WHY, y, line, why);
        }
        let rest = lines.get(last..).unwrap_or_default().join(" ");
        canvas.text(WHY, last, &fit(&rest, room), why);
        used = canvas.height();
    }
    if selected {
        canvas.part(0, 0, usize::MAX, used).paint(theme.selected);
        canvas.text(0, 0, "▸", theme.selected);
    }
}

fn render_selected(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let Some(check) = app.check.selected() else { return };
    let (_, [mark, ..]) = verdict(theme, check);
    let inside = app.check.lead().is_some();
    let name = Span::styled(format!(" {} ", check.topic.title()), theme.heading);
    let sign = Span::styled(format!(" {}", check.verdict.mark()), mark);
    let mut inner = canvas.frame(Line::from(vec![sign, name]), edge(app, theme, theme.heading, inside));
    let roomy = inner.height() >= LOW;
    let (full, height) = (inner.width(), inner.height());
    let why = folded(&check.why, full.saturating_sub(2));
    // What stands in the way is what one came for: it gets at least the last row.
    let most = if check.leads.is_empty() { height } else { height.saturating_sub(1).max(1) };
    let told = why.len().min(most);
    for (y, line) in why.iter().take(told).enumerate() {
        inner.text(1, y, line, theme.text);
    }
    let top = told + usize::from(roomy);
    let mut rest = inner.part(0, top, full, height.saturating_sub(top));
    leads(app, theme, &check.leads, &mut rest);
}

/// The items, those around the selected one.
fn leads(app: &App, theme: &Theme, leads: &[Lead], canvas: &mut Canvas<'_>) {
    let (width, height) = (canvas.width(), canvas.height());
    let ranks = format!("#{}", app.workshop.standing().order().len()).len();
    let text = 1 + ranks + 2;
    let room = width.saturating_sub(text + 1);
    let notes = leads.iter().take(MEASURED).filter(|lead| !lead.note.is_empty());
    let note = notes.map(|lead| folded(&lead.note, room).len().min(NOTE)).max().unwrap_or(0);
    let step = (1 + note).min(height.max(1));
    let selected = app.check.lead();
    let shown = window(selected.unwrap_or(0), leads.len(), height / step);
    canvas.scroll_bar(&shown, leads.len());
    for (y, index) in shown.enumerate().map(|(i, index)| (i * step, index)) {
        let lead = &leads[index];
        let rank = rank(app, lead);
        canvas.text(1 + ranks - rank.len(), y, &rank, theme.dim);
        let title = app.workspace().item(lead.slot).shown_title();
        canvas.text(text, y, &fit(title, room), theme.strong);
        if selected == Some(index) {
            canvas.row(y).paint(theme.selected);
            canvas.text(0, y, "▸", theme.selected);
        }
        for (i, line) in folded(&lead.note, room).iter().take(step - 1).enumerate() {
            canvas.text(text, y + 1 + i, &fit(line, room), theme.dim);
        }
    }
}

fn rank(app: &App, lead: &Lead) -> String {
    app.workshop.standing().index(lead.slot).map_or_else(|| "-".to_owned(), |index| format!("#{}", index + 1))
}

/// A few rows only: the list with the sentence of its selected check, or the items in its place.
fn render_low(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    if app.check.lead().is_some() {
        return render_selected(app, theme, canvas);
    }
    let count = count(app);
    let (title, frame) = pane_title(app, theme, "CHECK", &count, theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let (full, height) = (inner.width(), inner.height());
    let why = app.check.selected().map_or("", |check| check.why.as_str());
    let lines = folded(why, full.saturating_sub(2));
    let told = lines.len().min(2);
    list(app, theme, inner.part(0, 0, full, height - told));
    for (i, line) in lines.iter().take(told).enumerate() {
        inner.text(1, height - told + i, line, theme.dim);
    }
}
