//! What the debt register and the brief show. It is worked out when one of them is opened and after each change
//! while it is on the screen, not for each frame: it costs what there is of items and closed cycles.

use super::action::Ready;
use super::moves::Go;
use super::view::{Pane, Screen};
use super::{App, Tone, screens};
use crate::domain::brief::Brief;
use crate::domain::debt::{Owed, register};

/// What the two screens show.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    /// The debt register.
    pub register: Vec<Owed>,
    /// The brief.
    pub brief: Brief,
    /// How many rows of the brief are above the window.
    pub scroll: usize,
}

/// Works out anew what the screen shows that is on.
pub(super) fn refresh(app: &mut App) {
    match app.view.screen {
        Screen::Debt => app.boards.register = register(&app.workshop),
        Screen::Brief => app.boards.brief = Brief::of(&app.workshop),
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

/// How many rows of the brief the smallest window shows, and one of the usual size.
const SHOWN: [usize; 2] = [6, 20];

/// Scrolls the brief. How many rows it has depends on the window; the screen stops at the last of them, and here
/// they are counted as if none was broken.
pub(super) fn in_brief(app: &mut App, go: Go) {
    let brief = &app.boards.brief;
    let kinds = brief.estimates.as_ref().map_or(0, |estimates| estimates.kinds.len());
    let lists = 3 * brief.goals.len() + brief.themes.len() + brief.unlinked.len().min(6) + kinds;
    let rows = lists + 2 * brief.cycles.len() + 26;
    let [smallest, usual] = SHOWN;
    app.boards.scroll = match go {
        Go::Bottom => rows.saturating_sub(usual),
        go => go.from(app.boards.scroll, rows.saturating_sub(smallest)),
    };
}

/// Whether some item is linked to nothing, as far as that was counted.
pub(super) fn any_unlinked(app: &App) -> Ready {
    let counted = app.view.screen == Screen::Brief;
    let none = counted && app.boards.brief.unlinked.is_empty();
    if none { Err("every item belongs to a theme or serves a goal") } else { Ok(()) }
}

/// Selects the next item that is linked to nothing, from the selected one on, and shows it in the backlog.
pub(super) fn next_unlinked(app: &mut App) {
    let unlinked = Brief::of(&app.workshop).unlinked;
    let after = app.view.selected.map_or(0, |slot| unlinked.partition_point(|other| *other <= slot));
    let Some(next) = unlinked.get(after).or(unlinked.first()) else {
        return app.say(Tone::Plain, "every item belongs to a theme or serves a goal");
    };
    screens::leave(app);
    app.view.focus(Pane::Backlog);
    app.view.select(*next);
}
