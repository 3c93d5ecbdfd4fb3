//! Done: marking the selected item as done, and opening one again that was.

use tui_input::Input;

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Overlay, edit};
use super::{App, Effect, Now, Tone, day, ending};
use crate::domain::command::Command;
use crate::domain::id::Slot;

/// Asks what the selected item took.
pub(super) fn open(app: &mut App) {
    if let Some(item) = app.view.selected {
        let took = ending::took(app, item).map(|num| num.to_string()).unwrap_or_default();
        app.overlay = Some(Overlay::Done { item, input: Input::new(took) });
    }
}

/// Takes a key while it is asked what an item took. Enter marks it as done with or without a number.
pub(super) fn key(app: &mut App, key: Key, (item, mut input): (Slot, Input), now: Now) -> Vec<Effect> {
    match key.code {
        Code::Esc => return Vec::new(),
        Code::Enter => {
            let text = input.value().trim();
            let actual = ending::effort(text);
            if text.is_empty() || actual.is_some() {
                return app.perform(Command::Finish { item, actual, date: day(now) }, now);
            }
            app.say(Tone::Refused, "what it took is a number");
        }
        Code::Char(c) if !(c.is_ascii_digit() || ".,".contains(c) || key.ctrl) => {
            app.say(Tone::Refused, "type what it took: enter marks it as done, esc cancels");
        }
        _ => edit(&mut input, key),
    }
    app.overlay = Some(Overlay::Done { item, input });
    Vec::new()
}

/// Whether there is something to open again: what belongs to a closed cycle is history.
pub(super) fn can_reopen(app: &App) -> Ready {
    let none = app.workshop.standing().delivered().is_empty();
    if none { Err("nothing was done since the last cycle was closed") } else { Ok(()) }
}

/// Lists what was done since the last cycle was closed.
pub(super) fn open_reopen(app: &mut App) {
    app.overlay = Some(Overlay::Reopen { cursor: 0 });
}

/// Takes a key while an item to open again is chosen.
pub(super) fn reopen_key(app: &mut App, key: Key, cursor: usize, now: Now) -> Vec<Effect> {
    let delivered = app.workshop.standing().delivered();
    let cursor = match key.code {
        Code::Esc | Code::Char('q') => return Vec::new(),
        Code::Enter => {
            return match delivered.get(cursor).copied() {
                Some(slot) => app.perform(Command::Reopen(slot), now),
                None => Vec::new(),
            };
        }
        _ => Go::of(key).map_or(cursor, |go| go.from(cursor, delivered.len())),
    };
    app.overlay = Some(Overlay::Reopen { cursor });
    Vec::new()
}
