//! The last row: the keys that apply here and now, or what the program has to say.

use super::super::canvas::{Canvas, width};
use super::super::layout::Shape;
use super::super::theme::Theme;
use super::session;
use crate::app::action::{Action, TABLE};
use crate::app::{App, Tone};

/// Cells between two hints, fewer where there is little room.
const GAP: usize = 3;
const LEAST_GAP: usize = 2;

/// What leads to everything else.
const CORE: [Action; 5] = [Action::ShowAll, Action::Back, Action::Palette, Action::Help, Action::Quit];

pub(super) fn render(app: &App, theme: &Theme, shape: Shape, mut canvas: Canvas<'_>) {
    if let Some(notice) = &app.notice {
        let style = match notice.tone {
            Tone::Plain => theme.strong,
            Tone::Refused => theme.warn,
        };
        canvas.text(1, 0, &notice.text, style);
        return;
    }
    // Where there is no room for the log, the last session is told until the first key.
    if shape == Shape::Narrow && app.view.untouched {
        let last = session::last(app);
        if let Some(text) = session::fitting(&last, canvas.width().saturating_sub(2)) {
            canvas.text(1, 0, text, theme.strong);
            return;
        }
    }
    let hints: Vec<(String, &str, bool)> = TABLE
        .iter()
        .filter(|spec| spec.ready(app).is_ok())
        .filter_map(|spec| Some((spec.keys(app), spec.hint?, CORE.contains(&spec.action))))
        .filter(|(keys, ..)| !keys.is_empty())
        .collect();
    let wanted = |(keys, hint, _): &(String, &str, bool)| width(keys) + 1 + width(hint) + GAP;
    // The way to everything else is never what has to go.
    let core: usize = hints.iter().filter(|hint| hint.2).map(wanted).sum();
    let gap = if core + 1 > canvas.width() + GAP { LEAST_GAP } else { GAP };
    let taken = |hint: &(String, &str, bool)| wanted(hint) - GAP + gap;
    let mut room = canvas.width().saturating_sub(core);
    let mut x = 1;
    for hint in &hints {
        let (keys, word, core) = hint;
        if !core {
            if taken(hint) > room {
                continue;
            }
            room -= taken(hint);
        }
        x += canvas.pieces(x, 0, &[(keys, theme.strong), (" ", theme.dim), (word, theme.dim)]) + gap;
    }
}
