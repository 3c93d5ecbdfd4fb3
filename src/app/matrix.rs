//! The matrix on the screen: where everything lies, worked out once for a change, and the ways through it.

use super::App;
use super::action::Ready;
use super::view::Screen;
use crate::domain::edition::Edition;
use crate::domain::formula::Point;
use crate::domain::id::Slot;
use crate::domain::matrix::{Matrix, came_from};

/// What the matrix shows, as long as nothing changes.
#[derive(Clone, Debug, Default)]
pub struct Map {
    shown: Option<Matrix>,
    came_from: Option<(Slot, Point)>,
    made_for: Option<State>,
}

/// What the matrix hangs on: the last gesture that can have moved anybody, and which of all that a filter showed it
/// shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    moved_by: Option<u64>,
    found: Option<Edition>,
}

impl Map {
    /// Where everything lies; none before the screen was opened.
    pub fn shown(&self) -> Option<&Matrix> {
        self.shown.as_ref()
    }

    /// The item that the last change moved, if it is shown, and where it was before.
    pub fn came_from(&self) -> Option<(Slot, Point)> {
        self.came_from
    }
}

/// Keeps it up to date while it is looked at, and an item of it selected.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Matrix {
        return;
    }
    let moved_by = app.workshop.last_change().map(|entry| entry.seq);
    let now = State { moved_by, found: app.found_edition() };
    if app.matrix.shown.is_none() || app.matrix.made_for.as_ref() != Some(&now) {
        let matrix = Matrix::new(&app.workshop, |slot| !app.filter.is_on() || app.shows(slot));
        let came_from = came_from(&app.workshop, matrix.parts()).filter(|(slot, _)| app.shows(*slot));
        app.matrix = Map { shown: Some(matrix), came_from, made_for: Some(now) };
    }
    if app.overlay.is_none() && app.view.selected.is_none_or(|slot| !app.shows(slot)) {
        app.select_near(app.view.selected);
    }
}

pub(super) fn any_placed(app: &App) -> Ready {
    let placed = app.matrix.shown().is_some_and(|matrix| !matrix.dots().is_empty());
    if placed { Ok(()) } else { Err("no item is placed yet") }
}

/// Selects the item that lies nearest on a side of the selected one.
pub(super) fn sideways(app: &mut App, right: bool) {
    let Some((matrix, slot)) = app.matrix.shown().zip(app.view.selected) else { return };
    if let Some(slot) = matrix.beside(app.workspace(), slot, right) {
        app.view.select(slot);
    }
}
