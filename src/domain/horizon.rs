//! Horizons: when an item is to happen, and setting it aside until something comes true.
//!
//! What is above the line is now, whatever is written on it: one list, one formula. The other horizons are
//! decisions that are written on an item and hold while it is out.

use super::command::{Decision, Rejection};
use super::event::Event;
use super::id::Slot;
use super::item::{Held, Horizon, Item, Pin, SetAside, Status};
use super::pin;
use super::ranking::Seat;
use super::record::record;
use super::tradeoff::{Datum, EntryKind};
use super::workshop::Workshop;
use super::workspace::Workspace;

record! {
    /// Where the roadmap has an item, and why if it is set aside.
    pub struct Placement {
        /// The horizon that is written on it; none where nobody decided.
        "horizon" horizon: Option<Horizon>,
        /// Why it is parked or declined.
        "set_aside" set_aside: Option<Box<SetAside>>,
    }
}

impl Placement {
    pub(super) fn of(item: &Item) -> Placement {
        Placement { horizon: item.horizon, set_aside: item.rare.set_aside.clone(), ..Placement::default() }
    }

    /// Writes it on an item.
    pub(super) fn put(&self, item: &mut Item) {
        item.horizon = self.horizon;
        item.rare.set_aside.clone_from(&self.set_aside);
    }

    /// Whether it takes the item out of the ranking.
    pub(super) fn sets_aside(&self) -> bool {
        self.horizon.is_some_and(Horizon::sets_aside)
    }

    /// The horizon as the value of a cause.
    pub(super) fn datum(&self) -> Option<Datum> {
        self.horizon.map(|horizon| Datum::Text(horizon.name().to_owned()))
    }
}

/// The word before the day on which an item was set aside.
pub const SINCE: &str = "since";

/// Where an item stands on the roadmap: now above the line, elsewhere where it was put. None for an item that
/// is out and that nobody put anywhere.
pub fn horizon(workshop: &Workshop, slot: Slot) -> Option<Horizon> {
    stands(workshop.workspace().item(slot), workshop.standing().is_in(slot))
}

/// The same where it is known whether the item is in. What is written down for now and is out stands in next:
/// a roadmap never promises what does not fit.
pub fn stands(item: &Item, is_in: bool) -> Option<Horizon> {
    match item.horizon {
        _ if is_in => Some(Horizon::Now),
        Some(Horizon::Now) => Some(Horizon::Next),
        written => written,
    }
}

/// Whether an item is written down for now, and where it stands says otherwise.
pub fn contradicts(item: &Item, stands: Horizon) -> bool {
    item.horizon == Some(Horizon::Now) && stands != Horizon::Now
}

/// What becomes of an item's pin when it moves on the roadmap. What is set aside is let go in any case.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Hold {
    /// It stays as it is.
    #[default]
    AsItIs,
    /// The item is let go.
    LetGo,
    /// The item is held in or out: the line would have it elsewhere.
    Pinned(Pin),
}

/// Decides on a place beside the line. Whoever sets an item aside says why, which is the reason of the
/// entry, too, and when to look at it again.
pub(super) fn place(
    ws: &Workspace,
    slot: Slot,
    (to, aside): (Horizon, Option<SetAside>),
    hold: Hold,
) -> Result<Decision, Rejection> {
    let item = ws.item(slot);
    if item.status != Status::Open {
        return Err(Rejection::NotOpen(item.called()));
    }
    if to == Horizon::Now {
        return Err(Rejection::LineDecides);
    }
    let from = Placement::of(item);
    let set_aside = to.sets_aside().then(|| complete(to, aside.unwrap_or_default(), &from)).transpose()?;
    let pin = held(ws, slot, if to.sets_aside() { Hold::LetGo } else { hold })?;
    let reason = set_aside.as_ref().map(|aside| aside.reason.clone());
    let reason = reason.or(pin.as_ref().and_then(|pin| Some(pin.as_ref()?.reason.clone())));
    let to = Placement { horizon: Some(to), set_aside, ..Placement::default() };

    let id = || item.id.clone();
    let placed = (from != to).then(|| Event::Placed { item: id(), from, to });
    let pinned = pin.map(|to| Event::Pinned { item: id(), from: item.rare.pin.clone(), to });
    let kind = match (&placed, &pinned) {
        (Some(_), _) => EntryKind::Horizon,
        (None, Some(Event::Pinned { to: None, .. })) => EntryKind::Unpin,
        (None, Some(_)) => EntryKind::Pin,
        (None, None) => return Err(Rejection::Unchanged),
    };
    let mut decision = Decision::new(kind, placed.into_iter().chain(pinned).collect());
    (decision.entry.item, decision.entry.reason) = (Some(id()), reason.map(Into::into));
    Ok(decision)
}

/// The other pin that an item gets; none where it keeps the one it has.
#[expect(clippy::option_option, reason = "keeping a pin and having none are two things")]
fn held(ws: &Workspace, slot: Slot, hold: Hold) -> Result<Option<Option<Box<Pin>>>, Rejection> {
    let item = ws.item(slot);
    let to = match hold {
        Hold::AsItIs => return Ok(None),
        Hold::LetGo => None,
        Hold::Pinned(pin) => Some(pin::complete(pin, item.rare.pin.as_deref())?),
    };
    if to.is_some() && Seat::of(ws, slot, item).is_none() {
        return Err(Rejection::Unranked(item.called()));
    }
    Ok((to != item.rare.pin).then_some(to))
}

/// A reason and a condition with nothing missing. Said again it keeps its day, and in any case what the file
/// says beside it and is not known here.
fn complete(to: Horizon, aside: SetAside, from: &Placement) -> Result<Box<SetAside>, Rejection> {
    let what = if to == Horizon::Declined { "declining" } else { "parking" };
    let filled = |text: &str, needs| {
        let text = text.trim().to_owned();
        if text.is_empty() { Err(Rejection::Lacks(what, needs)) } else { Ok(text) }
    };
    let (reason, revisit) =
        (filled(&aside.reason, "a reason")?, filled(&aside.revisit, "a condition to look at it again")?);
    let old = from.set_aside.as_deref();
    let again = old.filter(|old| from.horizon == Some(to) && old.reason == reason && old.revisit == revisit);
    let at = again.map_or(aside.at, |old| old.at.clone());
    let extra = old.map_or(aside.extra, |old| old.extra.clone());
    Ok(Box::new(SetAside { reason, revisit, at, extra }))
}

/// What is told behind `again when`, whatever was written.
pub fn condition(revisit: &str) -> &str {
    revisit.strip_prefix("when ").unwrap_or(revisit)
}

/// The change in words: `SSO parked, again when a second clinic asks`; `SSO moved to later, pinned out by Ana`.
/// `pin` is the pin before and after where that changed, too.
pub fn told(title: &str, from: &Placement, to: &Placement, pin: Option<Repinned<'_>>) -> String {
    let moved = match (from.horizon, to.horizon) {
        (_, Some(horizon)) if horizon.sets_aside() => {
            let again = to.set_aside.as_ref().filter(|aside| !aside.revisit.is_empty());
            let again =
                again.map_or(String::new(), |aside| format!(", again when {}", condition(&aside.revisit)));
            return format!("{title} {horizon}{again}");
        }
        (_, Some(horizon)) if from.sets_aside() => format!("{title} brought back to {horizon}"),
        (_, None) if from.sets_aside() => format!("{title} brought back"),
        (_, Some(horizon)) => format!("{title} moved to {horizon}"),
        (Some(horizon), None) => format!("{title} not placed in {horizon} any more"),
        (None, None) => format!("{title} not placed"),
    };
    let held = |pin: &Pin| pin.held.map_or("", Held::name);
    match pin {
        Some((_, Some(pin))) if pin.owner.is_empty() => format!("{moved}, pinned {}", held(pin)),
        Some((_, Some(pin))) => format!("{moved}, pinned {} by {}", held(pin), pin.owner),
        Some((Some(pin), None)) => format!("{moved}, no longer pinned {}", held(pin)),
        _ => moved,
    }
}

/// A pin before and after.
type Repinned<'e> = (Option<&'e Pin>, Option<&'e Pin>);

/// The pin that changed together with an item's place.
pub(super) fn repinned(events: &[Event]) -> Option<Repinned<'_>> {
    events.iter().find_map(|event| match event {
        Event::Pinned { from, to, .. } => Some((from.as_deref(), to.as_deref())),
        _ => None,
    })
}

impl SetAside {
    /// Why, when to look at it again, and since when, as far as it is written: each with its word.
    pub fn told(&self) -> Vec<(&'static str, &str)> {
        let since = self.at.as_deref().unwrap_or_default();
        let parts = [("why", self.reason.as_str()), ("again when", condition(&self.revisit)), (SINCE, since)];
        parts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The same to be put behind a word: ` · why no clinic asks · again when one does`.
    pub fn line(&self) -> String {
        self.told().iter().flat_map(|(word, text)| [" · ", word, " ", text]).collect()
    }
}

#[cfg(test)]
mod tests;
