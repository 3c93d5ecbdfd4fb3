//! The value that the room agrees on: one of those that the votes offer, one that is typed, or one by the word of one.

use tui_input::Input;

use super::{follow, looked_at, next_open};
use crate::app::key::Key;
use crate::app::overlay::{Next, Overlay};
use crate::app::typing::{Typing, number_key};
use crate::app::{App, Effect, Now, Tone, form};
use crate::domain::command::Command;
use crate::domain::number::Num;

/// Agrees on one of the values that the votes offer: the median, the step below, the step above.
pub(in crate::app) fn accept(app: &mut App, offer: usize, now: Now) -> Vec<Effect> {
    let Some((slot, criterion, spread)) = app.voted() else { return Vec::new() };
    let Some(to) = spread.offers(criterion).get(offer).copied() else {
        app.say(Tone::Plain, "the median stands on a step of the scale");
        return Vec::new();
    };
    let criterion = criterion.id.clone();
    settle(app, Command::Agree { item: slot, criterion, to: Some(to) }, now)
}

/// Agrees on a value that is typed: at once where one digit says everything.
pub(in crate::app) fn typed(app: &mut App, typed: Option<char>, now: Now) -> Vec<Effect> {
    let Some((slot, criterion, _)) = app.voted() else { return Vec::new() };
    let digit = typed.and_then(|typed| typed.to_digit(10)).filter(|_| criterion.scale.single_digits());
    if let Some(digit) = digit {
        let criterion = criterion.id.clone();
        return settle(app, Command::Agree { item: slot, criterion, to: Some(Num::from(digit)) }, now);
    }
    let input = Input::new(typed.map(String::from).unwrap_or_default());
    app.overlay = Some(Overlay::Settle(input));
    Vec::new()
}

/// Takes a key while the value is typed that the room agrees on.
pub(in crate::app) fn settle_key(app: &mut App, key: Key, input: &mut Input, now: Now) -> Next {
    match number_key(app, key, input) {
        Typing::Dropped => return Next::CLOSE,
        Typing::Taken => {
            let Some((item, criterion, score)) = looked_at(app) else { return Next::CLOSE };
            let id = criterion.id.clone();
            match criterion.read(input.value(), score) {
                Ok(to) => {
                    let command = Command::Agree { item, criterion: id, to: Some(to) };
                    return Next::Close(settle(app, command, now));
                }
                Err(why) => app.say(Tone::Refused, why),
            }
        }
        Typing::On => {}
    }
    Next::STAY
}

/// Settles a value and goes on to the next criterion of the side that is not settled.
fn settle(app: &mut App, command: Command, now: Now) -> Vec<Effect> {
    let done = app.attempt(command, now);
    if done.is_ok() {
        follow(app);
        next_open(app);
    }
    app.said(done)
}

/// Opens the form of a value that one settles by their word.
pub(in crate::app) fn decide(app: &mut App) {
    if let Some((slot, criterion, spread)) = app.voted() {
        let criterion = criterion.clone();
        form::open_decide(app, slot, &criterion, spread.median);
    }
}
