//! What is decided beside scores: reasons, the capacity, calls, new items, and what is written about them.

use super::answer::Answer;
use super::aside::last_word;
use super::form::{Form, Purpose};
use super::listing;
use super::session::{Now, Outcome, Refused, Session};
use crate::domain::call::About;
use crate::domain::capacity::effort_unit;
use crate::domain::command::Command;
use crate::domain::facet::Facet;
use crate::domain::item::{Item, Kind};
use crate::domain::moscow::Class;
use crate::domain::number::{self, Mistyped, Num};
use crate::domain::workspace::{Capacity, ITEMS};
use crate::import::names::same;

/// A number as it is typed, 0 or more.
fn number(text: &str) -> Result<Num, Refused> {
    match number::typed(text.trim_end_matches('%')) {
        Ok(number) if number >= Num::ZERO => Ok(number),
        Err(why @ Mistyped::TwoWays) => Err(format!("{text} {why}").into()),
        _ => Err(format!("{text} is not a number of 0 or more").into()),
    }
}

/// Writes down why, or asks for it.
pub(super) fn reason(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let workspace = session.workspace();
    let numbered =
        rest.strip_prefix('#').map(|rest| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
    let named = numbered.and_then(|(number, text)| Some((number.parse().ok()?, text.trim())));
    let newest = || {
        let index = session.workshop.history().shown().last()?;
        Some((workspace.log().get(*index as usize)?.seq, rest))
    };
    let (entry, text) = named.or_else(newest).ok_or("nothing was done yet")?;
    if workspace.entry_index(entry).is_none() {
        return Err(format!("the log has no entry {entry}").into());
    }
    if text.is_empty() {
        session.form = Some(Form::why(entry, None));
        return Ok(());
    }
    explain(session, entry, text.to_owned(), now, answer)
}

/// Gives a reason for an entry.
pub(super) fn explain(
    session: &mut Session,
    entry: u64,
    text: String,
    now: Now,
    answer: &mut Answer,
) -> Outcome {
    session.perform(Command::Reason { entry, text: Some(text) }, now, answer)
}

/// Sets how much fits, or how much of it should be technical; alone it reads the line.
pub(super) fn capacity(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let current = session.workspace().head().capacity.clone().unwrap_or_default();
    let words: Vec<&str> = rest.split_whitespace().collect();
    let to = match words.as_slice() {
        [] => {
            answer.say(listing::line(&session.workshop));
            return Ok(());
        }
        [none] if same(none, "none") => Capacity { amount: None, ..current },
        [health, percent] if same(health, "health") => {
            let share = number(percent)?.get() / 100.0;
            if !(0.0..=1.0).contains(&share) {
                return Err(Refused::from("the target is a percentage from 0 to 100"));
            }
            Capacity { tech_health_target: Num::computed(share), ..current }
        }
        [_, unit @ ..] if unit.iter().any(|word| word.contains(|c: char| c.is_ascii_digit())) => {
            return Err(format!("{rest} is not a number and a unit: write 1000, not 1 000").into());
        }
        [amount, unit @ ..] => {
            let amount = Some(number(amount)?);
            let kept = if current.unit.is_empty() { effort_unit(session.workspace()) } else { &current.unit };
            let unit = match unit {
                [] => kept.to_owned(),
                unit if same(&unit.join(" "), ITEMS) => ITEMS.to_owned(),
                unit => unit.join(" "),
            };
            Capacity { amount, unit, ..current }
        }
    };
    session.perform(Command::SetCapacity(Some(to)), now, answer)?;
    answer.say(listing::line(&session.workshop));
    Ok(())
}

/// Asks for a decision that is written down, about an item or about nothing.
pub(super) fn call(session: &mut Session, rest: &str) -> Outcome {
    let about = if rest.is_empty() { About::Nothing } else { About::Item(session.item(rest)?) };
    session.form = Some(Form::new(Purpose::Call(about)));
    Ok(())
}

/// Brings a new item in, and gives it the next number.
pub(super) fn add(session: &mut Session, title: &str, now: Now, answer: &mut Answer) -> Outcome {
    if title.is_empty() {
        session.form = Some(Form::new(Purpose::Add));
        return Ok(());
    }
    let item = Item { title: title.into(), ..Item::default() };
    session.perform(Command::Add(vec![item]), now, answer)?;
    let arrived = answer.gestures.last().and_then(|gesture| gesture.arrivals.first());
    let slot = arrived.and_then(|item| session.workspace().slot(&item.id));
    session.it = slot.or(session.it);
    session.numbered.extend(slot);
    answer.say(format!("it is number {} now; triage asks for its scores", session.numbered.len()));
    Ok(())
}

/// Says what sort of work an item is.
pub(super) fn kind(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let (item, kind) = last_word(rest);
    let Some(kind) = Kind::parse(&kind.to_lowercase()) else {
        return Err("say what it is, as in kind 3 debt: feature, tech, debt, discovery or compliance".into());
    };
    let item = session.item(item)?;
    session.perform(Command::Edit { item, to: Facet::Kind(kind) }, now, answer)
}

/// Says how much depends on an item.
pub(super) fn class(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let (item, class) = last_word(rest);
    let known = Class::ALL.iter().copied().find(|known| same(known.name(), class));
    if known.is_none() && !same(class, "none") {
        return Err(
            "say how much depends on it, as in class 3 must: must, should, could, won't or none".into()
        );
    }
    let item = session.item(item)?;
    session.perform(Command::Edit { item, to: Facet::Class(known) }, now, answer)
}

/// Marks an item as done, with what it took if that is said.
pub(super) fn done(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let (before, last) = last_word(rest);
    // A number alone is an item; behind one it is what that took, unless it is a part of what names one.
    let took = if before.is_empty() || session.names_one(rest) { None } else { number(last).ok() };
    let item = session.item(if took.is_some() { before } else { rest })?;
    let date = now.date_naive().to_string();
    let known =
        session.workspace().item(item).rare.details.as_ref().and_then(|details| details.actual_effort);
    session.perform(Command::Finish { item, actual: took.or(known), date }, now, answer)
}
