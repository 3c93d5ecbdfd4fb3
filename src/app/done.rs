//! Opening an item again that was done.

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::{App, Now};
use crate::domain::command::Command;

/// Whether there is something to open again: what belongs to a closed cycle is history.
pub(super) fn can_reopen(app: &App) -> Ready {
    let none = app.workshop.standing().delivered().is_empty();
    if none { Err("nothing was done since the last cycle was closed") } else { Ok(()) }
}

/// Lists what was done since the last cycle was closed.
pub(super) fn open(app: &mut App) {
    app.overlay = Some(Overlay::Reopen { cursor: 0 });
}

/// Takes a key while an item to open again is chosen.
pub(super) fn key(app: &mut App, key: Key, cursor: &mut usize, now: Now) -> Next {
    let delivered = app.workshop.standing().delivered();
    match key.code {
        Code::Esc | Code::Char('q') => return Next::CLOSE,
        Code::Enter => {
            return match delivered.get(*cursor).copied() {
                Some(slot) => Next::Close(app.perform(Command::Reopen(slot), now)),
                None => Next::CLOSE,
            };
        }
        _ => *cursor = Go::of(key).map_or(*cursor, |go| go.from(*cursor, delivered.len())),
    }
    Next::STAY
}
