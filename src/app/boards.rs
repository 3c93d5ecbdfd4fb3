//! What the debt register and the brief show. It is worked out while one of them is on the screen, once for each change
//! and not for each frame: it costs what there is of items and closed cycles.

use super::App;
use super::brief::{Spot, spots};
use super::moves::Go;
use super::view::Screen;
use crate::domain::brief::Brief;
use crate::domain::debt::{Owed, register};
use crate::domain::edition::Edition;

/// What the two screens show.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    /// The debt register.
    pub register: Vec<Owed>,
    /// The brief.
    pub brief: Brief,
    /// What the cursor of the brief can stand on.
    pub(super) spots: Vec<Spot>,
    /// Which of that it stands on.
    pub(super) cursor: usize,
    /// Which of the two it was worked out for, and of what.
    made_for: Option<(Screen, Edition)>,
}

impl Boards {
    /// What the cursor of the brief stands on.
    pub fn spot(&self) -> Option<Spot> {
        self.spots.get(self.cursor).copied()
    }
}

/// Works out what the screen shows that is on, where something has changed since.
pub(super) fn follow(app: &mut App) {
    let now = Some((app.view.screen, app.workshop.edition()));
    let boards = &mut app.boards;
    match app.view.screen {
        _ if boards.made_for == now => return,
        Screen::Debt => boards.register = register(&app.workshop),
        Screen::Brief => {
            boards.brief = Brief::of(&app.workshop);
            let spot = boards.spot();
            boards.spots = spots(app.workshop.workspace().head(), &boards.brief);
            // The cursor stays on what it is on, else about where it was.
            let same = boards.spots.iter().position(|other| Some(*other) == spot);
            boards.cursor = same.unwrap_or(boards.cursor).min(boards.spots.len().saturating_sub(1));
        }
        _ => return,
    }
    boards.made_for = now;
}

/// Selects the first line of the register where what is selected does not stand in it: keys are meant for what
/// can be seen.
pub(super) fn enter(app: &mut App) {
    let register = &app.boards.register;
    let listed = |slot| register.iter().any(|owed| owed.slot == slot);
    if let (Screen::Debt, Some(first)) = (app.view.screen, register.first())
        && !app.view.selected.is_some_and(listed)
    {
        app.view.select(first.slot);
    }
}

/// Goes through the register.
pub(super) fn in_register(app: &mut App, go: Go) {
    let register = &app.boards.register;
    let at = app.view.selected.and_then(|slot| register.iter().position(|owed| owed.slot == slot));
    let next = at.map_or(0, |at| go.from(at, register.len()));
    if let Some(owed) = register.get(next) {
        app.view.select(owed.slot);
    }
}
