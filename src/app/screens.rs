//! From screen to screen: every full screen is one key away from the workshop, and one key back.
//!
//! A new screen takes a variant of [`Screen`], a [`super::place::Place`] with its section in the keymap,
//! an [`Action::Open`](super::action::Action::Open) in the table, arms in `moves.rs` for the ways through
//! it, and a file in `tui/screen/` that draws it.

use super::action::Ready;
use super::view::Screen;
use super::{App, agenda, boards, check, log};

/// Shows a screen.
pub(super) fn open(app: &mut App, screen: Screen) {
    if screen == Screen::Card {
        app.card.from = app.view.screen;
    }
    app.view.screen = screen;
    app.boards.scroll = 0;
    boards::refresh(app);
    boards::enter(app);
    agenda::enter(app);
}

/// Goes back to the workshop; from an item card to where it was opened.
pub(super) fn leave(app: &mut App) {
    app.view.screen = match app.view.screen {
        Screen::Card => app.card.from,
        _ => Screen::Workshop,
    };
    // Other screens select what the panes may hide.
    app.select_near(app.view.selected);
}

/// Goes one step back: what is left out comes back and items are left first, then the screen.
pub(super) fn back(app: &mut App) {
    match app.view.screen {
        Screen::Log if app.log.is_filtered() => log::whole(app),
        Screen::Check if app.check.lead().is_some() => check::step_back(app),
        _ => leave(app),
    }
}

pub(super) fn can_open(app: &App, screen: Screen) -> Ready {
    if app.view.screen == screen { Err("it is on the screen already") } else { Ok(()) }
}

pub(super) fn can_go_back(app: &App) -> Ready {
    if app.view.screen.is_full() { Ok(()) } else { Err("this is the workshop") }
}
