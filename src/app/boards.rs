//! What the debt register and the brief show. It is worked out while one of them is on the screen, once for each change
//! and not for each frame: it costs what there is of items and closed cycles.

use super::App;
use super::brief::{Spot, spots};
use super::moves::Go;
use super::view::Screen;
use crate::domain::brief::Brief;
use crate::domain::debt::{Owed, register};
use crate::domain::edition::Edition;
use crate::domain::id::Slot;

/// What the two screens show.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    /// The debt register.
    pub register: Vec<Owed>,
    /// The brief.
    pub brief: Brief,
    /// What was selected in the register when it was seen last, and in which row.
    seen: (usize, Option<Slot>),
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

/// Works out what the screen shows that is on, where something has changed since, and selects what its cursor is on.
pub(super) fn follow(app: &mut App) {
    make(app);
    match app.view.screen {
        Screen::Debt => keep_to_register(app),
        Screen::Brief => {
            if let Some(Spot::Unlinked(slot)) = app.boards.spot().filter(|_| app.overlay.is_none()) {
                app.view.select(slot);
            }
        }
        // Whatever is selected meanwhile is selected on purpose.
        _ => app.boards.seen.1 = None,
    }
}

fn make(app: &mut App) {
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

/// Selects an item of the register where what is selected does not stand in it, or what was has left it: keys are meant
/// for what can be seen.
fn keep_to_register(app: &mut App) {
    let Boards { register, seen: (before, seen), .. } = &app.boards;
    let has_left = seen.is_some() && row(&app.boards, *seen).is_none();
    let there = row(&app.boards, app.view.selected).filter(|_| !has_left);
    let at = there.unwrap_or_else(|| (*before).min(register.len().saturating_sub(1)));
    let slot = register.get(at).map(|owed| owed.slot);
    app.boards.seen = (at, slot);
    if let (None, Some(slot)) = (there, slot) {
        app.view.select(slot);
    }
}

/// The row of an item in the register.
fn row(boards: &Boards, slot: Option<Slot>) -> Option<usize> {
    boards.register.iter().position(|owed| Some(owed.slot) == slot)
}

/// Makes it for whoever comes to it: keys begin at the top of the register, unless what is selected stands in it.
pub(super) fn enter(app: &mut App) {
    app.boards.seen = (0, None);
    follow(app);
}

/// Goes through the register.
pub(super) fn in_register(app: &mut App, go: Go) {
    let next = row(&app.boards, app.view.selected).map_or(0, |at| go.from(at, app.boards.register.len()));
    if let Some(owed) = app.boards.register.get(next) {
        app.view.select(owed.slot);
    }
}
