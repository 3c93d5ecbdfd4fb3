//! Pins: holding an item in or out against its score, letting it go, and what either would do.

use super::command::{Decision, Rejection};
use super::event::Event;
use super::id::Slot;
use super::item::{Held, Pin};
use super::ranking::Seat;
use super::standing::{Outcome, Standing};
use super::tradeoff::EntryKind;
use super::workspace::Workspace;

/// Decides on a pin, or on letting an item go. Somebody has to answer for a pin and say why; that
/// is the reason of its entry, too.
pub(super) fn pin(ws: &Workspace, slot: Slot, to: Option<Pin>) -> Result<Decision, Rejection> {
    let item = ws.item(slot);
    let from = item.rare.pin.clone();
    let to = to.map(|pin| complete(pin, from.as_deref())).transpose()?;
    if to.is_some() && (!item.is_candidate() || Seat::of(ws, slot, item).is_none()) {
        return Err(Rejection::Unranked(item.called()));
    }
    if from == to {
        return Err(Rejection::Unchanged);
    }
    let kind = if to.is_some() { EntryKind::Pin } else { EntryKind::Unpin };
    let reason = to.as_ref().map(|pin| pin.reason.clone());
    let mut decision = Decision::new(kind, vec![Event::Pinned { item: item.id.clone(), from, to }]);
    decision.entry.item = Some(item.id.clone());
    decision.entry.reason = reason.map(Into::into);
    Ok(decision)
}

/// A pin with everything that it needs. What the file says of the old one and is not known here stays.
pub(super) fn complete(pin: Pin, old: Option<&Pin>) -> Result<Box<Pin>, Rejection> {
    let filled = |text: &str, what| {
        let text = text.trim().to_owned();
        if text.is_empty() { Err(Rejection::Lacks("a pin", what)) } else { Ok(text) }
    };
    let held = pin.held.ok_or(Rejection::Lacks("a pin", "a side of the line"))?;
    let extra = match old {
        Some(old) if pin.extra.is_empty() => old.extra.clone(),
        _ => pin.extra,
    };
    let (owner, reason) = (filled(&pin.owner, "an owner")?, filled(&pin.reason, "a reason")?);
    Ok(Box::new(Pin { held: Some(held), owner, reason, extra }))
}

/// The change in words: `SSO pinned in by Ana`.
pub fn told(title: &str, from: Option<&Pin>, to: Option<&Pin>) -> String {
    let held = |pin: &Pin| pin.held.map_or("", Held::name);
    let by = |pin: &Pin| if pin.owner.is_empty() { String::new() } else { format!(" by {}", pin.owner) };
    match (from, to) {
        (_, Some(pin)) => format!("{title} pinned {}{}", held(pin), by(pin)),
        (Some(pin), None) => format!("{title} let go, was pinned {}{}", held(pin), by(pin)),
        (None, None) => format!("{title} let go"),
    }
}

/// What it would lead to if a ranked item were held on a side of the line, or let go.
pub fn preview(standing: &Standing, slot: Slot, held: Option<Held>) -> Option<Outcome> {
    let seat = standing.seat(slot)?;
    Some(standing.preview(slot, Some(Seat { held, ..seat })))
}

/// Whether a pinned item stands on the other side of the line than its score alone would put it.
pub fn deviates(standing: &Standing, slot: Slot) -> bool {
    let held = standing.seat(slot).and_then(|seat| seat.held);
    let free = held.and(standing.line()).and_then(|_| preview(standing, slot, None));
    free.is_some_and(|free| free.is_in != standing.is_in(slot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    fn workshop() -> Workshop {
        let text = r#"{"framework":"value-effort","capacity":{"amount":4,"unit":"points"},"items":[
            {"id":"pay","title":"Fix payments","scores":{"impact":5,"effort":2}},
            {"id":"sso","title":"SSO","scores":{"impact":4,"effort":2}},
            {"id":"dark","title":"Dark mode","scores":{"impact":2,"effort":3}},
            {"id":"new","title":"New","scores":{"impact":1}},
            {"id":"old","title":"Old","status":"done","scores":{"impact":2,"effort":3}}]}"#;
        Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
    }

    fn command(workshop: &Workshop, item: &str, pin: &str) -> Command {
        let item = workshop.workspace().slot(&item.into()).unwrap();
        Command::Pin { item, to: serde_json::from_str(pin).unwrap() }
    }

    #[test]
    fn a_pin_displaces_by_name_and_letting_go_is_an_entry_too() {
        let mut workshop = workshop();
        let mut said = |pin: &str| {
            let command = command(&workshop, "dark", pin);
            let slot = workshop.workspace().slot(&"dark".into()).unwrap();
            let Command::Pin { to, .. } = &command else { unreachable!() };
            let held = to.as_ref().and_then(|pin| pin.held);
            let promised = preview(workshop.standing(), slot, held).unwrap();
            let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
            assert_eq!(
                (promised.crossing, promised.is_in),
                (workshop.crossing().clone(), workshop.standing().is_in(slot))
            );
            let deviates = deviates(workshop.standing(), slot);
            let told = tell(workshop.workspace(), &entry);
            (entry.kind.name(), told.headline(), told.reason, deviates)
        };
        let promised = Some("promised to the board".to_owned());
        assert_eq!(
            said(r#"{"held":"in","owner":" Ana ","reason":"promised to the board"}"#),
            (
                "pin",
                "Dark mode pinned in by Ana · #3 by score · comes in · Fix payments falls out · SSO falls out"
                    .to_owned(),
                promised.clone(),
                true
            )
        );
        assert_eq!(
            said("null"),
            (
                "unpin",
                "Dark mode let go, was pinned in by Ana · #3 by score · falls out · Fix payments comes in · \
                 SSO comes in"
                    .to_owned(),
                Some("no reason given".to_owned()),
                false
            )
        );
        assert_eq!(
            said(r#"{"held":"out","owner":"Ana","reason":"promised to the board"}"#),
            ("pin", "Dark mode pinned out by Ana · #3 by score".to_owned(), promised, false)
        );
    }

    #[test]
    fn a_pin_without_owner_reason_or_rank_is_refused() {
        let mut workshop = workshop();
        let whole = r#"{"held":"in","owner":"Ana","reason":"law"}"#;
        for (item, pin, why) in [
            ("dark", r#"{"held":"in","owner":"  ","reason":"law"}"#, "a pin needs an owner"),
            ("dark", r#"{"held":"in","owner":"Ana"}"#, "a pin needs a reason"),
            ("dark", r#"{"owner":"Ana","reason":"law"}"#, "a pin needs a side of the line"),
            ("new", whole, "New has no rank, so there is nothing to hold against it"),
            ("old", whole, "Old has no rank, so there is nothing to hold against it"),
            ("dark", "null", "nothing to change: it is so already"),
        ] {
            let refused = workshop.perform(command(&workshop, item, pin), Stamp::default());
            assert_eq!(refused.unwrap_err().to_string(), why, "{pin}");
        }
        assert!(workshop.workspace().log().is_empty());
    }

    #[test]
    fn what_the_file_says_beside_a_pin_stays_when_it_is_changed() {
        let mut workshop = workshop();
        let ticket = r#"{"held":"in","owner":"Ana","reason":"law","ticket":7}"#;
        workshop.perform(command(&workshop, "dark", ticket), Stamp::default()).unwrap();
        let other = r#"{"held":"in","owner":"Bo","reason":"law"}"#;
        workshop.perform(command(&workshop, "dark", other), Stamp::default()).unwrap();
        let pin = |workshop: &Workshop| {
            let slot = workshop.workspace().slot(&"dark".into()).unwrap();
            serde_json::to_string(&workshop.workspace().item(slot).rare.pin).unwrap()
        };
        assert_eq!(pin(&workshop), r#"{"held":"in","owner":"Bo","reason":"law","ticket":7}"#);
        workshop.perform(Command::Undo, Stamp::default()).unwrap();
        assert_eq!(pin(&workshop), ticket);
    }
}
