//! The mouse: what was pointed at, as the screen tells it, and what follows.
//!
//! Nothing needs a mouse. What it does is what a key does, to the thing under it.

use super::key::{Code, Key};
use super::moves::{self, Go};
use super::overlay::{self, Overlay};
use super::update::{self, press};
use super::view::{Pane, Screen};
use super::{App, Effect, Now, dragging};
use crate::app::action::Action;
use crate::domain::formula::Point;
use crate::domain::framework::Side;
use crate::domain::id::Slot;

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Press,
    /// The pointer moved with the button held.
    Drag,
    /// The button was let go.
    Release,
    /// The wheel turned away.
    WheelUp,
    /// The wheel turned towards whoever turns it.
    WheelDown,
}

/// Something on the screen that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spot {
    /// A pane of the workshop.
    Pane(Pane),
    /// An item, in a pane of the workshop.
    Item(Pane, Slot),
    /// A value: a side, an item, and which of the side's criteria.
    Value(Side, Slot, usize),
    /// An item on a full screen.
    Card(Slot),
    /// A place of the matrix, by what it means, and the item there if there is one.
    Place(Point, Option<Slot>),
    /// A row of the list that a full screen, the log pane or a finder goes through.
    Row(usize),
    /// A key, where it is told.
    Key(Key),
    /// Something that lies over everything else.
    Over,
}

impl Spot {
    /// The item that it is about.
    fn item(self) -> Option<Slot> {
        match self {
            Spot::Item(_, slot) | Spot::Value(_, slot, _) | Spot::Card(slot) => Some(slot),
            Spot::Place(_, slot) => slot,
            Spot::Pane(_) | Spot::Row(_) | Spot::Key(_) | Spot::Over => None,
        }
    }
}

/// Decides what follows from pointing at something.
pub(super) fn point(app: &mut App, gesture: Mouse, spot: Option<Spot>, now: Now) -> Vec<Effect> {
    // What was on the screen when somebody clicked may have been replaced since.
    let there = |spot: &Spot| spot.item().is_none_or(|slot| slot.index() < app.workspace().items().len());
    let spot = spot.filter(there);
    // Whatever is let go of is held no longer, wherever that is.
    let dragged = if matches!(gesture, Mouse::Press | Mouse::Release) { app.dragged.take() } else { None };
    match (gesture, spot) {
        (Mouse::Press, Some(Spot::Key(key))) => press(app, key, now),
        _ if app.saving.is_closing() => Vec::new(),
        (Mouse::Press, spot) if app.overlay.is_some() => over(app, spot, now),
        (Mouse::Press, Some(spot)) => click(app, spot, now),
        (Mouse::Release, Some(Spot::Place(point, there))) => {
            if let Some(item) = dragged.filter(|item| Some(*item) != there) {
                dragging::propose(app, item, point);
            }
            Vec::new()
        }
        (Mouse::WheelUp, spot) => turn(app, spot, Code::Up, now),
        (Mouse::WheelDown, spot) => turn(app, spot, Code::Down, now),
        _ => Vec::new(),
    }
}

/// A click while something lies over the panes: the first one chooses a row there, the second one takes it. Beside it
/// a click does nothing.
fn over(app: &mut App, spot: Option<Spot>, now: Now) -> Vec<Effect> {
    match (spot, &mut app.overlay) {
        (Some(Spot::Row(at)), Some(Overlay::Finder(finder))) if finder.cursor != at => finder.cursor = at,
        (Some(Spot::Row(at)), Some(Overlay::Proposal(proposal))) if proposal.cursor != at => {
            proposal.cursor = at;
        }
        (Some(Spot::Row(_)), Some(Overlay::Finder(_) | Overlay::Proposal(_))) => {
            return overlay::key(app, Key::plain(Code::Enter), now);
        }
        _ => {}
    }
    Vec::new()
}

fn click(app: &mut App, on: Spot, now: Now) -> Vec<Effect> {
    match on {
        Spot::Pane(pane) => app.view.focus(pane),
        Spot::Item(pane, slot) => {
            app.view.focus(pane);
            app.view.select(slot);
        }
        Spot::Value(side, slot, at) => return value(app, side, slot, at, now),
        Spot::Card(slot) => app.view.select(slot),
        Spot::Place(_, item) => {
            app.dragged = item;
            if let Some(slot) = item {
                app.view.select(slot);
            }
        }
        Spot::Row(at) => {
            if app.view.screen == Screen::Workshop {
                app.view.focus(Pane::Log);
            }
            moves::go(app, Go::To(at));
        }
        Spot::Key(_) | Spot::Over => {}
    }
    Vec::new()
}

/// The first click on a value leads there, so that the next digit is its score; the second one asks for a number.
fn value(app: &mut App, side: Side, slot: Slot, at: usize, now: Now) -> Vec<Effect> {
    let pane = Pane::Scoring(side);
    let here = app.view.pane == pane && app.view.selected == Some(slot) && app.view.cursor(side) == at;
    if here {
        return update::run(app, Action::Score, None, now);
    }
    app.view.focus(pane);
    app.view.select(slot);
    app.view.set_cursor(side, at);
    Vec::new()
}

/// The wheel goes through the list under the pointer.
fn turn(app: &mut App, spot: Option<Spot>, code: Code, now: Now) -> Vec<Effect> {
    match app.overlay {
        Some(Overlay::Clock) => return Vec::new(),
        Some(_) => return overlay::key(app, Key::plain(code), now),
        None => {}
    }
    let under = match spot {
        Some(Spot::Pane(pane) | Spot::Item(pane, _)) => Some(pane),
        Some(Spot::Value(side, ..)) => Some(Pane::Scoring(side)),
        Some(Spot::Row(_)) => Some(Pane::Log),
        _ => None,
    };
    if let Some(pane) = under.filter(|_| app.view.screen == Screen::Workshop) {
        app.view.focus(pane);
    }
    moves::go(app, if code == Code::Up { Go::Up } else { Go::Down });
    Vec::new()
}
