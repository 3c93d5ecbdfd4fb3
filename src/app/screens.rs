//! From screen to screen: every full screen is one key away from the workshop, and one key back.
//!
//! A new screen takes a variant of [`Screen`], a [`super::place::Place`] with its section in the keymap,
//! an [`Action::Open`](super::action::Action::Open) in the table, arms in `moves.rs` for the ways through
//! it, and a file in `tui/screen/` that draws it.

use super::action::Ready;
use super::view::{Pane, Screen};
use super::{App, boards, check, discuss, filter, log};
use crate::domain::id::Slot;

/// Shows a screen.
pub(super) fn open(app: &mut App, screen: Screen) {
    if screen == Screen::Card {
        app.card.from = app.view.screen;
    }
    app.view.screen = screen;
    app.boards.scroll = 0;
    boards::refresh(app);
    boards::enter(app);
    if screen == Screen::Discuss {
        discuss::enter(app);
    }
}

/// Goes to a score in the pane of its side; without a criterion to the item in the backlog. A filter that hides the
/// item is taken away.
pub(super) fn to_score(app: &mut App, slot: Slot, criterion: Option<usize>) {
    if app.workshop.standing().candidates().binary_search(&slot).is_ok() {
        if !app.shows(slot) {
            filter::clear(app);
        }
        app.view.select(slot);
    }
    leave(app);
    let framework = app.workspace().framework();
    let place = criterion.and_then(|index| {
        let side = framework.criteria().get(index)?.side();
        Some((side, framework.of_side(side).position(|i| i == index)?))
    });
    match place {
        Some((side, cursor)) => {
            app.view.focus(Pane::Scoring(side));
            app.view.set_cursor(side, cursor);
        }
        None => app.view.focus(Pane::Backlog),
    }
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
        Screen::Discuss if app.talk.scroll().is_some() => discuss::step_back(app),
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
