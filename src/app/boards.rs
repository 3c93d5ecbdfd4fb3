//! What the debt register and the brief show. It is worked out when one of them is opened and after each change
//! while it is on the screen, not for each frame: it costs what there is of items and closed cycles.

use super::App;
use super::brief::{Spot, spots};
use super::moves::Go;
use super::view::Screen;
use crate::domain::brief::Brief;
use crate::domain::debt::{Owed, register};

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
}

impl Boards {
    /// What the cursor of the brief stands on.
    pub fn spot(&self) -> Option<Spot> {
        self.spots.get(self.cursor).copied()
    }
}

/// Works out anew what the screen shows that is on.
pub(super) fn refresh(app: &mut App) {
    match app.view.screen {
        Screen::Debt => app.boards.register = register(&app.workshop),
        Screen::Brief => {
            app.boards.brief = Brief::of(&app.workshop);
            let spot = app.boards.spot();
            app.boards.spots = spots(app.workspace().head(), &app.boards.brief);
            // The cursor stays on what it is on, else about where it was.
            let boards = &mut app.boards;
            let same = boards.spots.iter().position(|other| Some(*other) == spot);
            boards.cursor = same.unwrap_or(boards.cursor).min(boards.spots.len().saturating_sub(1));
        }
        _ => {}
    }
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
