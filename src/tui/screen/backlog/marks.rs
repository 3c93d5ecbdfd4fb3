//! What marks an item in a row: the ground that it stands on, how far the last change moved it, and its pin.

use std::cmp::Ordering;

use ratatui::style::Style;

use super::super::super::canvas::Canvas;
use super::super::super::theme::Theme;
use crate::app::App;
use crate::domain::id::Slot;

/// What marks a pinned item where there is no room for the word.
pub(in super::super) const PINNED: &str = "◆";

/// What a row stands on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) enum Ground {
    Plain,
    Selected,
    Shining,
}

impl Ground {
    pub(in super::super) fn of(app: &App, slot: Slot) -> Ground {
        match app.view.selected == Some(slot) {
            _ if app.shines(slot) => Ground::Shining,
            true => Ground::Selected,
            false => Ground::Plain,
        }
    }

    /// Lays it under a row. Returns the style of what stands on it, which is the given one on plain ground.
    pub(in super::super) fn lay(self, theme: &Theme, plain: Style, row: &mut Canvas<'_>) -> Style {
        let over = match self {
            Ground::Plain => return plain,
            Ground::Selected => theme.selected,
            Ground::Shining => theme.moved,
        };
        row.paint(over);
        over
    }

    /// A style of what stands on it, where the row has this one.
    pub(in super::super) fn over(self, row: Style, style: Style) -> Style {
        if self == Ground::Plain { style } else { row.patch(style) }
    }
}

/// How far the last change moved an item.
#[derive(Clone, Copy, Hash)]
pub(in super::super) enum Moved {
    New,
    Up(usize),
    Down(usize),
}

impl Moved {
    pub(in super::super) fn of(app: &App, slot: Slot, index: usize) -> Option<Moved> {
        let Some(before) = app.workshop.standing().index_before_from(slot, Some(index)) else {
            return Some(Moved::New);
        };
        match index.cmp(&before) {
            Ordering::Less => Some(Moved::Up(before - index)),
            Ordering::Greater => Some(Moved::Down(index - before)),
            Ordering::Equal => None,
        }
    }

    pub(in super::super) fn arrow(self) -> String {
        match self {
            Moved::New => "new".to_owned(),
            Moved::Up(ranks) => format!("▲{ranks}"),
            Moved::Down(ranks) => format!("▼{ranks}"),
        }
    }

    /// Of the one that was changed in the colours of the line; those that make room stand back.
    pub(in super::super) fn style(self, theme: &Theme, is_subject: bool) -> Style {
        match self {
            _ if !is_subject => theme.dim,
            Moved::Down(_) => theme.loss,
            Moved::New | Moved::Up(_) => theme.gain,
        }
    }
}
