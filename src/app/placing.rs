//! Putting items on another horizon. What that takes depends on the line: it alone decides what is now, and a
//! pin overrules it.

use super::action::Ready;
use super::{App, Effect, Now, Tone, form};
use crate::domain::command::Command;
use crate::domain::horizon::{Hold, horizon};
use crate::domain::id::Slot;
use crate::domain::item::{Held, Horizon, Item};
use crate::domain::pin::preview;
use crate::domain::ranking::Seat;

/// What a move comes to.
enum Plan {
    /// It cannot be done, and why.
    Refused(&'static str),
    /// It is done at once.
    AtOnce(Command),
    /// A reason and a condition are asked for.
    SetAside,
    /// The item is pinned where it is and stays on its horizon.
    Pin(Held),
    /// The item is let go, which puts it there; what that costs others is shown first.
    LetGo,
    /// The item is pinned and goes to this horizon.
    Hold(Horizon, Held),
}

const NO_RANK: &str = "an item without a rank stands on no side of the line yet";

/// Whether the selected item can be put on a horizon.
pub(super) fn ready(app: &App, to: Horizon) -> Ready {
    let (slot, item) = app.selected().ok_or(app.why_none())?;
    match plan(app, slot, item, to) {
        Plan::Refused(why) => Err(why),
        _ => Ok(()),
    }
}

/// Puts the selected item on a horizon, or opens what has to be filled in before.
pub(super) fn place(app: &mut App, to: Horizon, now: Now) -> Vec<Effect> {
    let Some((slot, item)) = app.selected() else { return Vec::new() };
    match plan(app, slot, item, to) {
        Plan::AtOnce(command) => return app.perform(command, now),
        Plan::Refused(why) => app.say(Tone::Refused, why),
        Plan::SetAside => form::set_aside(app, slot, to, now),
        Plan::LetGo => form::open_pin(app),
        Plan::Pin(held) => form::pin_to(app, slot, held),
        Plan::Hold(to, held) => form::hold(app, slot, to, held),
    }
    Vec::new()
}

/// The column beside that of the selected item.
fn beside(app: &App, right: bool) -> Option<Horizon> {
    // What nobody put anywhere stands in next.
    let stands = horizon(&app.workshop, app.view.selected?).unwrap_or(Horizon::Next);
    let at = Horizon::ALL.iter().position(|other| *other == stands)?;
    let beside = if right { at + 1 } else { at.checked_sub(1)? };
    Horizon::ALL.get(beside).copied()
}

/// Moves the selected item to the column beside its own, or says why not.
pub(super) fn shift(app: &mut App, right: bool, now: Now) -> Vec<Effect> {
    if let Some(to) = beside(app, right) {
        return place(app, to, now);
    }
    app.say(Tone::Refused, "there is no column on that side");
    Vec::new()
}

fn plan(app: &App, slot: Slot, item: &Item, to: Horizon) -> Plan {
    let put = |to: Horizon, hold: Hold| Plan::AtOnce(Command::Place { item: slot, to, aside: None, hold });
    let is_in = app.workshop.standing().is_in(slot);
    // Whether its score alone would put it above the line.
    let earns_it = || preview(app.workshop.standing(), slot, None).is_some_and(|outcome| outcome.is_in);
    match to {
        Horizon::Parked | Horizon::Declined => Plan::SetAside,
        Horizon::Now => into_now(app, slot, item),
        to if is_in && item.rare.pin.is_some() && !earns_it() => put(to, Hold::LetGo),
        to if is_in => Plan::Hold(to, Held::Out),
        to if item.horizon == Some(to) => Plan::Refused("it stands there already"),
        to => put(to, Hold::AsItIs),
    }
}

fn into_now(app: &App, slot: Slot, item: &Item) -> Plan {
    let (workspace, standing) = (app.workspace(), app.workshop.standing());
    if standing.line().is_none() {
        return Plan::Refused("without a capacity there is no line to be above");
    }
    if standing.is_in(slot) {
        return Plan::Refused("it is in now already");
    }
    let Some(seat) = Seat::of(workspace, slot, item) else { return Plan::Refused(NO_RANK) };
    let earns_it = standing.preview(slot, Some(Seat { held: None, ..seat })).is_in;
    match (item.is_candidate(), earns_it) {
        // A pin holds it out.
        (true, true) => Plan::LetGo,
        (true, false) => Plan::Pin(Held::In),
        (false, true) => {
            let hold = if item.rare.pin.is_some() { Hold::LetGo } else { Hold::AsItIs };
            Plan::AtOnce(Command::Place { item: slot, to: Horizon::Next, aside: None, hold })
        }
        (false, false) => Plan::Hold(Horizon::Next, Held::In),
    }
}
