//! The clock of the agenda: a few cells in the header, and large over the whole window.
//!
//! ```text
//!                  3/7  Impact
//!
//!            █▀▀█ ▀▀▀█  ▄  █  █ ▀▀▀█
//!            █  █   █   ▄  ▀▀▀█ █▀▀▀
//!
//!                   ends 10:57
//!
//!   – Who would notice if we did it, and how many are they?
//!  space pause  + 1 min more  * 5 min  N next  …
//! ```

use chrono::TimeDelta;
use ratatui::style::Style;

use super::super::big::{Size, can_show, rows};
use super::super::canvas::{Canvas, fit, folded, width};
use super::super::flow::Row;
use super::super::theme::Theme;
use super::hints::{self, Hint};
use crate::app::App;
use crate::app::action::{Action, Place};
use crate::app::agenda::Act;
use crate::app::view::Screen;
use crate::domain::agenda::{Pace, Reading, face};

/// How much of a stage's title is told where all of it is too long, in cells.
const TITLE: usize = 14;

/// From this height on, parts are parted by an empty row, and the title is large, too.
const ROOMY: usize = 18;
const LARGE: usize = 30;

/// How wide the questions are at most.
const WIDEST: usize = 76;

/// How many cells stay free on either side of a large title.
const MARGIN: usize = 2;

/// What the header says of the clock, from long to short; nothing while it is on no stage.
pub(super) fn timer(app: &App, theme: &Theme) -> Vec<Row> {
    let Some(reading) = app.reading() else { return Vec::new() };
    let number = format!("{}/{}", reading.index + 1, reading.of);
    let title = reading.stage.shown_title();
    let time = time(theme, &reading);
    let named = |title: &str| vec![(format!("{number} {title}  "), theme.text), time.clone()];
    vec![
        named(&fit(title, usize::MAX)),
        named(&fit(title, TITLE)),
        vec![(format!("{number}  "), theme.text), time.clone()],
        vec![time],
    ]
}

fn time(theme: &Theme, reading: &Reading<'_>) -> (String, Style) {
    let paused = if reading.paused { " paused" } else { "" };
    match reading.pace() {
        Pace::Calm => (format!("{}{paused}", face(reading.left)), theme.strong),
        Pace::Soon => (format!("⚠ {}{paused}", face(reading.left)), theme.strong.patch(theme.warn)),
        Pace::Over => (format!(" {}{paused} ", over(reading.left)), theme.alarm),
    }
}

/// `over 0:30`.
pub(super) fn over(left: i64) -> String {
    let minutes = face(left.saturating_neg());
    format!("over {}", minutes.strip_prefix('0').unwrap_or(&minutes))
}

/// What time it is in so many seconds, with the day where it is another one; nothing where no calendar goes so far.
pub(super) fn time_in(app: &App, seconds: i64) -> Option<String> {
    let now = app.meeting.now?;
    let then = now.checked_add_signed(TimeDelta::try_seconds(seconds)?)?;
    let today = then.date_naive() == now.date_naive();
    Some(then.format(if today { "%H:%M" } else { "%a %H:%M" }).to_string())
}

/// What is drawn from top to bottom.
struct Parts {
    /// Title and time, each in rows of their own.
    title: Vec<String>,
    time: Vec<String>,
    /// One row on how it stands.
    state: String,
    /// The questions, folded.
    prompts: Vec<Vec<String>>,
    /// Rows between the parts.
    gap: usize,
}

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    canvas.clear();
    let Some(reading) = app.reading() else { return };
    if let Some(trouble) = &app.saving.trouble {
        canvas.row(0).paint(theme.alarm);
        canvas.text(1, 0, &trouble.told(), theme.alarm);
    }
    let keys = keys(app, reading.paused);
    let hints: Vec<Hint<'_>> = keys.iter().map(|(key, word)| (key.as_str(), *word)).collect();
    let height = hints::foot(app, theme, &hints, &mut canvas);
    let parts = parts(app, &reading, (canvas.width(), height));
    let style = figures(theme, &reading);
    let taken = parts.height();
    let mut y = height.saturating_sub(taken) / 2;
    let state = if reading.paused { theme.strong.patch(theme.warn) } else { style };
    let blocks = [
        (&parts.title[..], theme.heading),
        (&parts.time, style),
        (std::slice::from_ref(&parts.state), state),
    ];
    for (block, style) in blocks {
        middle(&mut canvas, y, block, style);
        y += block.len() + parts.gap;
    }
    let longest = parts.prompts.iter().flatten().map(|line| width(line)).max().unwrap_or(0);
    let x = canvas.width().saturating_sub(longest + 2) / 2;
    for prompt in &parts.prompts {
        for (i, line) in prompt.iter().enumerate().take_while(|(i, _)| y + i < height) {
            canvas.text(x, y + i, if i == 0 { "–" } else { " " }, theme.dim);
            canvas.text(x + 2, y + i, line, theme.strong);
        }
        y += prompt.len() + parts.gap;
    }
}

/// What large figures look like: pale while they stand still.
pub(super) fn figures(theme: &Theme, reading: &Reading<'_>) -> Style {
    match reading.pace() {
        Pace::Over => theme.loss,
        _ if reading.paused => theme.dim,
        Pace::Soon => theme.strong.patch(theme.warn),
        Pace::Calm => theme.heading,
    }
}

/// The keys of the clock with what they do.
fn keys(app: &App, paused: bool) -> Vec<(String, &'static str)> {
    let pause = if paused { "go on" } else { "pause" };
    let turns = [
        (Action::Agenda(Act::Pause), pause),
        (Action::Agenda(Act::Extend(1)), "1 min more"),
        (Action::Agenda(Act::Extend(5)), "5 min"),
        (Action::Agenda(Act::Next), "next"),
    ];
    let key = |action| app.keymap.keys_at(Place::On(Screen::Agenda), action).next();
    let turns = turns.into_iter().filter_map(|(action, word)| Some((key(action)?.to_string(), word)));
    turns.chain([("any other key".to_owned(), "closes it")]).collect()
}

/// Draws rows in the middle of the window, each beginning in the same column.
fn middle(canvas: &mut Canvas<'_>, y: usize, rows: &[String], style: Style) {
    let longest = rows.iter().map(|row| width(row)).max().unwrap_or(0);
    let x = canvas.width().saturating_sub(longest) / 2;
    for (i, row) in rows.iter().enumerate() {
        canvas.text(x, y + i, row, style);
    }
}

impl Parts {
    fn height(&self) -> usize {
        let blocks = [self.title.len(), self.time.len(), 1];
        let blocks = blocks.into_iter().chain(self.prompts.iter().map(Vec::len));
        let (count, rows) = blocks.fold((0, 0), |(count, rows), block| (count + 1, rows + block));
        rows + (count - 1) * self.gap
    }
}

/// The time as large as fits beside title, state and questions; where nothing does, the questions go, last first.
fn parts(app: &App, reading: &Reading<'_>, (wide, high): (usize, usize)) -> Parts {
    let name = format!("{}/{}  {}", reading.index + 1, reading.of, reading.stage.shown_title());
    let large = high >= LARGE && can_show(&name) && Size::Quarter.cells(&name).0 + 2 * MARGIN <= wide;
    let title = if large { rows(&name, Size::Quarter) } else { vec![fit(&name, wide).into_owned()] };
    let room = wide.saturating_sub(6).min(WIDEST);
    let mut parts = Parts {
        title,
        time: Vec::new(),
        state: state(app, reading),
        prompts: reading.stage.prompts.iter().map(|prompt| folded(prompt, room)).collect(),
        gap: usize::from(high >= ROOMY),
    };
    let time = face(reading.left);
    loop {
        let left = high.saturating_sub(parts.height());
        let fits = |size: &&Size| {
            let (across, down) = size.cells(&time);
            across <= wide && down <= left
        };
        if let Some(size) = Size::ALL.iter().find(fits) {
            parts.time = rows(&time, *size);
            return parts;
        }
        if parts.prompts.pop().is_none() {
            parts.time = vec![time];
            return parts;
        }
    }
}

/// How it stands, in words.
fn state(app: &App, reading: &Reading<'_>) -> String {
    let ends = time_in(app, reading.left).map(|ends| format!("ends {ends}")).unwrap_or_default();
    match (reading.pace(), reading.paused) {
        (Pace::Over, true) => "‖ the time is up, paused".to_owned(),
        (Pace::Over, false) => "the time is up".to_owned(),
        (_, true) => "‖ paused".to_owned(),
        (Pace::Soon, false) => "⚠ the last minute".to_owned(),
        (Pace::Calm, false) => ends,
    }
}
