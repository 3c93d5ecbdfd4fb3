//! A cycle that was closed, as a panel: who was done, who was committed and stayed, who was put off, and where each of
//! them stands today.

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::{App, Tone, finder};
use crate::domain::cycle::{Fate, fates};
use crate::domain::id::Slot;
use crate::domain::item::Status;
use crate::domain::stands::without_rank;

/// A closed cycle that is looked at.
#[derive(Clone, Debug)]
pub struct Closed {
    /// Which of the workspace's cycles it is.
    pub cycle: usize,
    /// Its items by what became of them.
    pub items: Vec<(Fate, Slot)>,
    /// Which of them is selected.
    pub cursor: usize,
}

pub(super) fn any_closed(app: &App) -> Ready {
    if app.workspace().head().cycles.is_empty() { Err("no cycle was closed yet") } else { Ok(()) }
}

/// Shows a cycle, by its index among those that were closed.
pub(super) fn open(app: &mut App, cycle: usize) {
    let Some(record) = app.workspace().head().cycles.get(cycle) else { return };
    let items = fates(app.workspace(), record);
    app.overlay = Some(Overlay::Closed(Box::new(Closed { cycle, items, cursor: 0 })));
}

/// Shows the one that was closed last.
pub(super) fn open_last(app: &mut App) {
    let last = app.workspace().head().cycles.len().saturating_sub(1);
    open(app, last);
}

/// Takes a key while a cycle is looked at.
pub(super) fn key(app: &mut App, key: Key, closed: &mut Closed) -> Next {
    match key.code {
        Code::Esc | Code::Char('q' | 'z') => return Next::CLOSE,
        Code::Enter => {
            if let Some((_, slot)) = closed.items.get(closed.cursor).copied() {
                if matches!(app.workspace().item(slot).status, Status::Open | Status::Done) {
                    finder::show(app, slot);
                    return Next::CLOSE;
                }
                let why = without_rank(&app.workshop, slot);
                let told = format!(
                    "{} is {why}: it has no place to go to",
                    app.workspace().item(slot).shown_title()
                );
                app.say(Tone::Refused, told);
            }
        }
        Code::Left | Code::Char('h' | '<') if closed.cycle > 0 => {
            open(app, closed.cycle - 1);
        }
        Code::Right | Code::Char('l' | '>') if closed.cycle + 1 < app.workspace().head().cycles.len() => {
            open(app, closed.cycle + 1);
        }
        _ => {
            let go = Go::of(key);
            closed.cursor = go.map_or(closed.cursor, |go| go.from(closed.cursor, closed.items.len()));
        }
    }
    Next::STAY
}
