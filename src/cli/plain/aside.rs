//! Where an item is held or put against its score: pins, parking, declining, the other horizons.

use super::answer::Answer;
use super::form::{Form, Purpose};
use super::session::{Now, Outcome, Session};
use super::speech::{crossing, would};
use super::words::Word;
use crate::domain::command::Command;
use crate::domain::horizon::Hold;
use crate::domain::id::Slot;
use crate::domain::item::{Held, Horizon, Pin, SetAside, Status};
use crate::domain::pin::preview;

/// What stands before the last word, and that word.
pub(super) fn last_word(rest: &str) -> (&str, &str) {
    rest.rsplit_once(char::is_whitespace).map_or(("", rest), |(before, last)| (before.trim(), last))
}

/// Says what a pin would cost, and asks for its owner and reason.
pub(super) fn pin(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    let (item, side) = last_word(rest);
    let Some(held) = Held::parse(&side.to_lowercase()) else {
        return Err("say where to hold it, as in pin 3 in, or pin 3 out".into());
    };
    let slot = session.item(item)?;
    let title = session.workspace().item(slot).shown_title().to_owned();
    let Some(outcome) = preview(session.workshop.standing(), slot, Some(held)) else {
        return Err(format!("{title} has no rank, so there is nothing to hold against it").into());
    };
    answer.say(format!("{title} pinned {held}: {}", would(&session.workshop, slot, &outcome)));
    session.form = Some(Form::new(Purpose::Pin(slot, held)));
    Ok(())
}

/// Holds an item where its owner wants it.
pub(super) fn hold(
    session: &mut Session,
    (item, held): (Slot, Held),
    [owner, reason]: [String; 2],
    now: Now,
    answer: &mut Answer,
) -> Outcome {
    let pin = Pin { held: Some(held), owner, reason, ..Pin::default() };
    session.perform(Command::Pin { item, to: Some(pin) }, now, answer)
}

/// Lets a pinned item go.
pub(super) fn unpin(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let item = session.item(rest)?;
    if session.workspace().item(item).rare.pin.is_none() {
        return Err("it is not pinned".into());
    }
    session.perform(Command::Pin { item, to: None }, now, answer)
}

/// Asks why an item is parked or declined, and when to look at it again.
pub(super) fn set_aside(session: &mut Session, word: Word, rest: &str, answer: &mut Answer) -> Outcome {
    let slot = session.item(rest)?;
    let item = session.workspace().item(slot);
    let title = item.shown_title();
    if item.status != Status::Open {
        return Err(format!("{title} is {}", item.status).into());
    }
    let to = if word == Word::Decline { Horizon::Declined } else { Horizon::Parked };
    let does = if word == Word::Decline { "Decline" } else { "Park" };
    let standing = session.workshop.standing();
    let across = standing.seat(slot).map(|_| standing.preview(slot, None).crossing);
    let price = across.map(|across| crossing(&session.workshop, &across, Some(slot))).unwrap_or_default();
    let price = if price.is_empty() { price } else { format!(": {price}") };
    answer.say(format!("{does} {title}{price}"));
    session.form = Some(Form::new(Purpose::Aside(slot, to)));
    Ok(())
}

/// Parks or declines an item.
pub(super) fn put(
    session: &mut Session,
    (item, to): (Slot, Horizon),
    [reason, revisit]: [String; 2],
    now: Now,
    answer: &mut Answer,
) -> Outcome {
    let at = Some(now.date_naive().to_string());
    let aside = Some(SetAside { reason, revisit, at, ..SetAside::default() });
    session.perform(Command::Place { item, to, aside, hold: Hold::AsItIs }, now, answer)
}

/// Puts an item that is out on another horizon, and brings back what was set aside.
pub(super) fn place(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let (item, to) = last_word(rest);
    let to = match Horizon::parse(&to.to_lowercase()) {
        Some(to @ (Horizon::Next | Horizon::Later)) => to,
        Some(Horizon::Now) => {
            return Err("only the line decides what is now: pin the item in, or score it".into());
        }
        Some(Horizon::Parked | Horizon::Declined) => {
            return Err("park and decline are words of their own".into());
        }
        None => return Err("say where to, as in move 3 next, or move 3 later".into()),
    };
    let item = session.item(item)?;
    if session.workshop.standing().is_in(item) {
        return Err("it is in the line: pin it out to move it".into());
    }
    session.perform(Command::Place { item, to, aside: None, hold: Hold::AsItIs }, now, answer)
}
