//! What is done in the panes: scoring, going from pane to pane, and moving about anywhere.

use super::{ALWAYS, Action, Place, Spec, spec};
use crate::app::ready::{any_unscored, can_score};
use crate::app::view::Screen;

/// Giving scores.
#[rustfmt::skip]
pub(super) const SCORING: &[Spec] = &[
    spec(Action::Score, "score", Place::Scoring,
        ("Score", "Gives the focused criterion the typed value: one digit at once, other numbers with enter."),
        Some("score"), can_score),
    spec(Action::StepUp, "step-up", Place::Scoring,
        ("One step up", "Raises the focused value by one step of its scale."), Some("step"), can_score),
    spec(Action::StepDown, "step-down", Place::Scoring,
        ("One step down", "Lowers the focused value by one step of its scale."), None, can_score),
    spec(Action::Clear, "clear", Place::Scoring,
        ("Clear the score", "Takes the agreed value away; votes are kept."), None, can_score),
];

/// From pane to pane.
#[rustfmt::skip]
pub(super) const PANES: &[Spec] = &[
    spec(Action::NextPane, "next-pane", Place::On(Screen::Workshop),
        ("Next pane", "Moves the focus to the pane on the right: business, backlog, engineering, trade-offs."),
        Some("pane"), ALWAYS),
    spec(Action::PreviousPane, "previous-pane", Place::On(Screen::Workshop),
        ("Previous pane", "Moves the focus to the pane on the left."), None, ALWAYS),
    spec(Action::NextUnscored, "next-unscored", Place::On(Screen::Workshop),
        ("Next unscored", "Jumps to the next score that is missing, on this side first."), Some("next gap"), any_unscored),
];

/// Moving the selection.
#[rustfmt::skip]
pub(super) const MOVES: &[Spec] = &[
    spec(Action::Up, "up", Place::Everywhere, ("Up", "Selects the item or entry above."), None, ALWAYS),
    spec(Action::Down, "down", Place::Everywhere, ("Down", "Selects the item or entry below."), None, ALWAYS),
    spec(Action::Left, "left", Place::Everywhere,
        ("Left", "Moves to the criterion on the left, or to the pane there."), None, ALWAYS),
    spec(Action::Right, "right", Place::Everywhere,
        ("Right", "Moves to the criterion on the right, or to the pane there."), None, ALWAYS),
    spec(Action::Top, "top", Place::Everywhere, ("First", "Selects the first item or entry."), None, ALWAYS),
    spec(Action::Bottom, "bottom", Place::Everywhere, ("Last", "Selects the last item or entry."), None, ALWAYS),
    spec(Action::PageUp, "page-up", Place::Everywhere, ("Page up", "Selects the item or entry ten above."), None, ALWAYS),
    spec(Action::PageDown, "page-down", Place::Everywhere, ("Page down", "Selects the item or entry ten below."), None, ALWAYS),
];
