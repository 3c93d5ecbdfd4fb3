//! The agenda: the stages with their time, and beside or below them what to ask in the selected one.
//!
//! ```text
//! ╭ AGENDA 2 of 7 done · ends 11:57 ───────────────╮╭ Impact ──────────────╮
//! │             stage            planned   taken     left ││ running · business   │
//! │  ✓ done     1 Frame            5 min    6:10        – ││                      │
//! │▸ ● running  3 Impact       15 +5 min    9:12    10:48 ││ – what to ask        │
//! │             together       75 +5 min   21:40    55:48 ││                      │
//! ╰──────────────────────────────────────────────────────╯╰──────────────────────╯
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::big;
use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::theme::Theme;
use super::{clock, edge, pane_title};
use crate::app::App;
use crate::app::action::Action;
use crate::app::agenda::Act;
use crate::app::pointer::Spot;
use crate::domain::agenda::{Phase, Reading, SOON, Stage, face, timebox};

/// From this width on, the selected stage stands beside the list, below it under it.
const BESIDE: usize = 110;

/// Below this height there is one frame for both.
const LOW: usize = 14;

/// From this height on, the clock is large in the selected stage.
const CLOCK: usize = 16;

/// From this width on, the list has all of its columns.
const COLUMNS: usize = 56;

/// How wide the list is at most: the eye has to find the way from a title to its times.
const WIDEST: usize = 86;

/// The columns at the right end: their heads and widths.
const TIMES: [(&str, usize); 3] = [("planned", 12), ("taken", 10), ("left", 10)];

/// Where mark, word, and title stand.
const MARK: usize = 2;
const WORD: usize = 4;
const TITLE: usize = 13;
const NARROW_TITLE: usize = 4;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    if height < LOW {
        return render_low(app, theme, canvas);
    }
    if full >= BESIDE {
        let left = full * 5 / 8;
        render_list(app, theme, canvas.part(0, 0, left, height));
        render_selected(app, theme, canvas.part(left, 0, full - left, height));
        return;
    }
    let wanted = app.workspace().agenda().stages.len() + 4;
    let top = wanted.clamp(6, height - 7);
    render_list(app, theme, canvas.part(0, 0, full, top));
    render_selected(app, theme, canvas.part(0, top, full, height - top));
}

fn render_list(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let count = count(app);
    let (title, frame) = pane_title(app, theme, "AGENDA", &count, theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let (full, height) = (inner.width(), inner.height());
    let columns = full >= COLUMNS;
    if columns {
        heads(theme, &mut inner);
    }
    let top = usize::from(columns);
    let taken = list(app, theme, inner.part(0, top, full, height.saturating_sub(2 * top)));
    if columns {
        together(app, theme, inner.part(0, top + taken, full, 1));
    }
}

/// `2 of 7 done, ends 11:57`, if nothing takes longer from now on.
fn count(app: &App) -> String {
    let agenda = app.workspace().agenda();
    let done = agenda.stages.iter().filter(|stage| stage.timing.done).count();
    let left = agenda.left(app.meeting.now);
    let ends = clock::time_in(app, left).filter(|_| left > 0);
    let ends = ends.map(|ends| format!(", ends {ends}")).unwrap_or_default();
    format!("{done} of {} done{ends}", agenda.stages.len())
}

/// The ends of the columns at the right, which stay near the titles.
fn ends(full: usize) -> [usize; 3] {
    let [planned, taken, left] = TIMES.map(|(_, cells)| cells);
    let end = full.min(WIDEST).saturating_sub(1);
    [end.saturating_sub(left + taken), end.saturating_sub(left), end].map(|end| end.max(planned))
}

fn heads(theme: &Theme, inner: &mut Canvas<'_>) {
    inner.text(TITLE, 0, "stage", theme.dim);
    for (end, (head, _)) in ends(inner.width()).into_iter().zip(TIMES) {
        inner.text_right(end, 0, head, theme.dim);
    }
}

/// Draws the stages around the cursor; returns how many rows they took.
fn list(app: &App, theme: &Theme, mut canvas: Canvas<'_>) -> usize {
    let stages = &app.workspace().agenda().stages;
    if stages.is_empty() {
        let adds = app.by_key(Action::Agenda(Act::Add), "adds one");
        canvas.text(1, 0, &format!("There is no stage{adds}."), theme.dim);
        return 1;
    }
    let cursor = app.stage_cursor();
    let step = if canvas.height() >= 2 * stages.len() { 2 } else { 1 };
    let shown = window(cursor, stages.len(), canvas.height() / step);
    canvas.scroll_bar(&shown, stages.len());
    let taken = shown.len() * step;
    for (y, index) in shown.enumerate() {
        let mut stage = canvas.row(y * step);
        stage.mark(Spot::Row(index));
        row(app, theme, (index, &stages[index]), index == cursor, stage);
    }
    taken
}

/// How a stage stands: a mark, a word, and how both look.
fn standing(theme: &Theme, stage: &Stage, left: i64) -> (&'static str, &'static str, Style) {
    match (stage.phase(), stage.timing.done) {
        (Phase::Running, _) if left <= 0 => ("●", "over", theme.loss),
        (Phase::Running, _) => ("●", "running", theme.gain),
        (Phase::Paused, _) => ("‖", "paused", theme.warn),
        (Phase::Away, true) => ("✓", "done", theme.dim),
        (Phase::Away, false) => (" ", "", theme.text),
    }
}

fn row(app: &App, theme: &Theme, (index, stage): (usize, &Stage), selected: bool, mut row: Canvas<'_>) {
    let left = stage.left(app.meeting.now);
    let (mark, word, style) = standing(theme, stage, left);
    let base = match (stage.phase(), stage.timing.done) {
        (Phase::Away, true) => theme.dim,
        (Phase::Away, false) => theme.text,
        _ => theme.strong,
    };
    let over = |style: Style| if selected { theme.selected.patch(style) } else { style };
    if selected {
        row.select(theme);
    }
    row.text(MARK, 0, mark, over(style));
    let full = row.width();
    let wide = full >= COLUMNS;
    if wide {
        row.text(WORD, 0, word, over(style));
    }
    let [planned_end, taken_end, left_end] = ends(full);
    let told = if stage.timing.done { "–".to_owned() } else { face(left) };
    let x = if wide { TITLE } else { NARROW_TITLE };
    let end = if wide { planned_end - TIMES[0].1 } else { left_end.saturating_sub(width(&told) + 1) };
    let title = format!("{} {}", index + 1, stage.shown_title());
    row.text(x, 0, &fit(&title, end.saturating_sub(x)), over(base));
    let left_style = match left {
        _ if stage.timing.done => base,
        ..=0 => theme.loss,
        1..=SOON if stage.phase() == Phase::Running => base.patch(theme.warn),
        _ => base,
    };
    row.text_right(left_end, 0, &told, over(left_style));
    if wide {
        row.text_right(
            planned_end,
            0,
            &timebox(stage.minutes.into(), stage.timing.extended.into()),
            over(base),
        );
        row.text_right(taken_end, 0, &taken(stage.taken(app.meeting.now)), over(base));
    }
}

fn taken(seconds: i64) -> String {
    if seconds > 0 { face(seconds) } else { "–".to_owned() }
}

/// What all of it takes.
fn together(app: &App, theme: &Theme, mut row: Canvas<'_>) {
    let (agenda, now) = (app.workspace().agenda(), app.meeting.now);
    let [planned_end, taken_end, left_end] = ends(row.width());
    row.text(TITLE, 0, "together", theme.dim);
    let sum = |of: fn(&Stage) -> u32| agenda.stages.iter().map(|stage| u64::from(of(stage))).sum::<u64>();
    let (minutes, added) = (sum(|stage| stage.minutes), sum(|stage| stage.timing.extended));
    row.text_right(planned_end, 0, &timebox(minutes, added), theme.strong);
    let spent = agenda.stages.iter().map(|stage| stage.taken(now)).fold(0, i64::saturating_add);
    row.text_right(taken_end, 0, &taken(spent), theme.strong);
    row.text_right(left_end, 0, &face(agenda.left(now)), theme.strong);
}

fn render_selected(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let Some(stage) = app.stage() else { return };
    let name = Span::styled(format!(" {} ", stage.shown_title()), theme.heading);
    let mut inner = canvas.frame(Line::from(name), edge(app, theme, theme.heading, false));
    let (full, height) = (inner.width(), inner.height());
    let mut y = 0;
    let reading = app.reading().filter(|reading| reading.stage.id == stage.id);
    if let Some(reading) = reading.filter(|_| height >= CLOCK) {
        y = time(theme, &reading, inner.part(0, 1, full, height)) + 2;
    }
    for line in folded(&facts(app, stage), full.saturating_sub(2)) {
        y += usize::from(inner.text(1, y, &line, theme.dim) > 0);
    }
    if y + 1 + stage.prompts.len() <= height {
        y += 1;
    }
    prompts(theme, stage, inner.part(0, y, full, height.saturating_sub(y)));
}

/// The clock in large figures; returns how many rows it took.
fn time(theme: &Theme, reading: &Reading<'_>, mut canvas: Canvas<'_>) -> usize {
    let style = clock::figures(theme, reading);
    let time = face(reading.left);
    let sizes = [big::Size::Cells(1, 1), big::Size::Half, big::Size::Quarter];
    let Some(size) = sizes.into_iter().find(|size| size.cells(&time).0 + 2 <= canvas.width()) else {
        return 0;
    };
    let rows = big::rows(&time, size);
    for (y, row) in rows.iter().enumerate() {
        canvas.text(1, y, row, style);
    }
    rows.len()
}

/// `15 min planned, 5 added, took 12:30 · leads to business`.
fn facts(app: &App, stage: &Stage) -> String {
    let spent = stage.taken(app.meeting.now);
    let parts = [
        Some(format!("{} min planned", stage.minutes)),
        (stage.timing.extended > 0).then(|| format!("{} added", stage.timing.extended)),
        (spent > 0).then(|| format!("took {}", face(spent))),
        reading_over(stage, app).then(|| clock::over(stage.left(app.meeting.now))),
    ];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let pane = stage.pane.map(|pane| format!(" · leads to {}", pane.name())).unwrap_or_default();
    format!("{parts}{pane}")
}

/// Whether more was taken than there was.
fn reading_over(stage: &Stage, app: &App) -> bool {
    stage.left(app.meeting.now) < 0
}

/// What to ask, as much of it as there is room for.
fn prompts(theme: &Theme, stage: &Stage, mut canvas: Canvas<'_>) {
    let (room, height) = (canvas.width().saturating_sub(4), canvas.height());
    let folded: Vec<Vec<String>> = stage.prompts.iter().map(|prompt| folded(prompt, room)).collect();
    let rows: usize = folded.iter().map(Vec::len).sum();
    let gap = usize::from(rows + folded.len() <= height);
    let mut y = 0;
    for lines in &folded {
        for (i, line) in lines.iter().enumerate() {
            canvas.text(1, y + i, if i == 0 { "–" } else { " " }, theme.dim);
            canvas.text(3, y + i, line, theme.text);
        }
        y += lines.len() + gap;
    }
}

/// A few rows only: the list, and below it the first questions of the selected stage.
fn render_low(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let count = count(app);
    let (title, frame) = pane_title(app, theme, "AGENDA", &count, theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let (full, height) = (inner.width(), inner.height());
    let asked = app.stage().map(|stage| stage.prompts.join(" ")).unwrap_or_default();
    let lines = folded(&asked, full.saturating_sub(2));
    let told = lines.len().min(2).min(height.saturating_sub(2));
    list(app, theme, inner.part(0, 0, full, height - told));
    for (i, line) in lines.iter().take(told).enumerate() {
        inner.text(1, height - told + i, line, theme.dim);
    }
}
