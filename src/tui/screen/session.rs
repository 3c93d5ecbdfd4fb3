//! A session in one row: the heading over its entries, in as many words as there is room for.

use chrono::{DateTime, FixedOffset};
use ratatui::style::Style;

use super::super::canvas::{Canvas, width};
use super::super::theme::Theme;
use crate::app::App;
use crate::app::action::Action;
use crate::app::log::Sitting;
use crate::app::view::Screen;
use crate::domain::session::Session;

/// Draws a heading in the longest of its wordings that fits, the longest first; returns the rows it took.
pub(super) fn heading(theme: &Theme, wordings: &[String], style: Style, mut row: Canvas<'_>) -> usize {
    let Some(fitting) = fitting(wordings, row.width().saturating_sub(4)) else { return 0 };
    row.rule(0, theme.border);
    row.text(1, 0, &format!(" {fitting} "), style);
    1
}

/// The first wording that fits, else the last.
pub(super) fn fitting(wordings: &[String], room: usize) -> Option<&str> {
    let fitting = wordings.iter().find(|wording| width(wording) <= room);
    fitting.or(wordings.last()).map(String::as_str)
}

/// What came of the session before this one, and the key that shows it; nothing if there was none.
pub(super) fn last(app: &App) -> Vec<String> {
    let Some(session) = app.log.session(Sitting::Last) else { return Vec::new() };
    let (name, told, short) = (name(Sitting::Last), session.told(), session.told_short());
    let day = session.to.map_or_else(String::new, |at| at.format("%-d %b · ").to_string());
    let mut wordings = Vec::new();
    if let Some(key) = app.keymap.keys_of(Action::Open(Screen::Log)).next() {
        wordings.push(format!("{name} · {} · {told} · {key} shows them", date(session.to)));
        wordings.push(format!("{name} · {day}{short} · {key} shows them"));
        wordings.push(format!("{name} · {day}{short} · {key} log"));
    }
    wordings.push(format!("{name} · {short}"));
    wordings.push(format!("{name} · {day}{}", session.changes()));
    wordings
}

/// Which session begins with an entry, and what came of it.
pub(super) fn wordings(
    session: &Session,
    sitting: Option<Sitting>,
    at: Option<DateTime<FixedOffset>>,
) -> Vec<String> {
    let with_name = |day: String| sitting.map_or(day.clone(), |sitting| format!("{} · {day}", name(sitting)));
    let (head, told, short) = (with_name(date(at)), session.told(), session.told_short());
    let day = at.map_or_else(String::new, |at| at.format("%-d %b").to_string());
    vec![
        format!("{head} · {told}"),
        format!("{head} · {short}"),
        format!("{} · {short}", with_name(day)),
        head,
    ]
}

/// When a session was and what came of it.
pub(super) fn summed_up(session: &Session) -> Vec<String> {
    let time =
        |at: Option<DateTime<FixedOffset>>| at.map_or_else(String::new, |at| at.format("%H:%M").to_string());
    let (from, to) = (time(session.from), time(session.to));
    let when = match (spans_days(session), from == to) {
        (true, _) => format!("{} to {}", date(session.from), date(session.to)),
        (false, true) => format!("{}, {to}", date(session.to)),
        (false, false) => format!("{}, {from} to {to}", date(session.to)),
    };
    let (told, short) = (session.told(), session.told_short());
    let day = session.to.map_or_else(String::new, |at| at.format("%-d %b · ").to_string());
    vec![format!("{when} · {told}"), format!("{when} · {short}"), format!("{day}{short}"), short]
}

/// Whether a session went on after midnight.
pub(super) fn spans_days(session: &Session) -> bool {
    session.from.map(|at| at.date_naive()) != session.to.map(|at| at.date_naive())
}

pub(super) fn name(sitting: Sitting) -> &'static str {
    match sitting {
        Sitting::This => "this session",
        Sitting::Last => "last session",
    }
}

/// A day, or the word for none.
pub(super) fn date(at: Option<DateTime<FixedOffset>>) -> String {
    at.map_or_else(|| "no date".to_owned(), |at| at.format("%a %-d %b %Y").to_string())
}
