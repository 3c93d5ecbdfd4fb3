//! Pulling in what an item waits for: every blocker that is out is held in, as one gesture.

use super::command::{Decision, Rejection};
use super::event::Event;
use super::id::{ItemId, Slot};
use super::item::{Held, Pin};
use super::pin;
use super::text::first_of;
use super::tradeoff::{Cause, Datum, Entry, EntryKind};
use super::workshop::Workshop;
use super::workspace::Workspace;

/// What pulling in the blockers of an item is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pull {
    /// The blockers that are out, best first: those that would be held in.
    pub blockers: Vec<Slot>,
    /// The blockers that are still to be done and have no rank that could be overruled.
    pub unranked: Vec<Slot>,
}

impl Pull {
    /// What there is to pull in for an item. Costs everything that it waits for.
    pub fn of(workshop: &Workshop, item: Slot) -> Pull {
        let (standing, dependencies) = (workshop.standing(), workshop.dependencies());
        let open = dependencies.blockers(item).slots.into_iter().filter(|slot| dependencies.is_open(*slot));
        let (mut blockers, unranked): (Vec<Slot>, Vec<Slot>) =
            open.partition(|slot| standing.index(*slot).is_some());
        blockers.retain(|slot| !standing.is_in(*slot));
        blockers.sort_by_cached_key(|slot| standing.index(*slot));
        Pull { blockers, unranked }
    }

    /// Whether there is something to pull in.
    ///
    /// # Errors
    /// Why not.
    pub fn ready(&self, workshop: &Workshop) -> Result<(), &'static str> {
        match (workshop.standing().line(), self.blockers.is_empty(), self.unranked.is_empty()) {
            (None, ..) => Err("without a capacity nobody is in or out"),
            (_, false, _) => Ok(()),
            (_, true, true) => Err("no blocker of it is out"),
            (_, true, false) => Err("its blockers have no rank yet: score them first"),
        }
    }
}

/// Decides on holding blockers of an item in. Somebody has to answer for it and say why.
pub(super) fn decide(
    ws: &Workspace,
    item: Slot,
    blockers: &[Slot],
    (owner, reason): (&str, &str),
) -> Result<Decision, Rejection> {
    let mut events = Vec::new();
    for slot in blockers {
        let (owner, reason) = (owner.to_owned(), reason.to_owned());
        let to = Pin { held: Some(Held::In), owner, reason, ..Pin::default() };
        match pin::pin(ws, *slot, Some(to)) {
            Ok(decision) => events.extend(decision.entry.events),
            Err(Rejection::Unchanged) => {}
            Err(rejection) => return Err(rejection),
        }
    }
    if events.is_empty() {
        return Err(Rejection::Unchanged);
    }
    let mut decision = Decision::new(EntryKind::PullIn, events);
    decision.entry.item = Some(ws.item(item).id.clone());
    decision.entry.reason = Some(reason.trim().into());
    Ok(decision)
}

/// The pins of an entry that is about several, or about the blockers of an item.
fn pins(entry: &Entry) -> Option<Vec<(&ItemId, Option<&Pin>)>> {
    let pins: Option<Vec<_>> = entry
        .events
        .iter()
        .map(|event| match event {
            Event::Pinned { item, to, .. } => Some((item, to.as_deref())),
            _ => None,
        })
        .collect();
    let of_another = |pins: &[(&ItemId, _)]| pins.iter().any(|(id, _)| entry.item.as_ref() != Some(*id));
    pins.filter(|pins| entry.kind == EntryKind::PullIn || of_another(pins))
}

/// What was changed: which blockers, from out to in or back.
pub(super) fn cause(entry: &Entry) -> Option<Cause> {
    let pins = pins(entry)?;
    let ids: Vec<&str> = pins.iter().map(|(id, _)| id.as_str()).collect();
    let ids = Some(Datum::Text(ids.join(", ")));
    let (from, to) = if entry.kind == EntryKind::Undo { (ids, None) } else { (None, ids) };
    Some(Cause { field: "blockers".to_owned(), from, to, ..Cause::default() })
}

/// The change in words, with so many blockers by name: `blockers of SSO pulled in by Ana: Ledger split, Event bus`.
pub(super) fn told(entry: &Entry, named: usize, title: &dyn Fn(&ItemId) -> String) -> Option<String> {
    let pins = pins(entry)?;
    let item = entry.item.as_ref().map(title).unwrap_or_default();
    let titles =
        |pins: &[(&ItemId, Option<&Pin>)]| first_of(pins.iter().map(|(id, _)| title(id)), pins.len(), named);
    if entry.kind == EntryKind::Undo {
        let (held, free): (Vec<_>, Vec<_>) = pins.into_iter().partition(|(_, pin)| pin.is_some());
        let told =
            [("let go", free), ("held as before", held)].into_iter().filter(|(_, pins)| !pins.is_empty());
        let told: Vec<String> = told.map(|(back, pins)| format!("{back}: {}", titles(&pins))).collect();
        return Some(format!("blockers of {item} {}", told.join("; ")));
    }
    let titles = titles(&pins);
    Some(match pins.iter().find_map(|(_, pin)| *pin) {
        Some(pin) if !pin.owner.is_empty() => {
            format!("blockers of {item} pulled in by {}: {titles}", pin.owner)
        }
        _ => format!("blockers of {item} pulled in: {titles}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;

    /// sso waits for ledger and new, ledger for bus and parked; 4 points hold pay and sso.
    const WORKSPACE: &str = r#"{"framework":"value-effort","capacity":{"amount":4,"unit":"points"},"items":[
        {"id":"pay","title":"Pay","scores":{"impact":5,"effort":2}},
        {"id":"sso","title":"SSO","scores":{"impact":4,"effort":2},"depends_on":["ledger","new","old"]},
        {"id":"ledger","title":"Ledger","scores":{"impact":2,"effort":2},"depends_on":["bus","parked"]},
        {"id":"bus","title":"Bus","scores":{"impact":3,"effort":2},"pin":{"held":"out","owner":"Bo","reason":"later"}},
        {"id":"new","title":"New"},{"id":"old","title":"Old","status":"done"},
        {"id":"parked","title":"Parked","horizon":"parked"},
        {"id":"waits","title":"Waits","depends_on":["new"]}]}"#;

    fn workshop() -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0)
    }

    fn at(workshop: &Workshop, id: &str) -> Slot {
        workshop.workspace().slot(&id.into()).unwrap()
    }

    fn pull_in(
        workshop: &mut Workshop,
        item: &str,
        (owner, reason): (&str, &str),
    ) -> Result<Entry, Rejection> {
        let item = at(workshop, item);
        let Pull { blockers, .. } = Pull::of(workshop, item);
        let (owner, reason) = (owner.to_owned(), reason.to_owned());
        let command = Command::PullIn { item, blockers, owner, reason };
        workshop.perform(command, Stamp::default()).map(|gesture| gesture.entry)
    }

    #[test]
    fn everything_that_is_out_and_ranked_is_pulled_in() {
        let workshop = workshop();
        for (item, blockers, unranked, ready) in [
            ("sso", &["bus", "ledger"][..], &["new", "parked"][..], Ok(())),
            ("ledger", &["bus"], &["parked"], Ok(())),
            ("pay", &[], &[], Err("no blocker of it is out")),
            ("waits", &[], &["new"], Err("its blockers have no rank yet: score them first")),
        ] {
            let slots = |ids: &[&str]| ids.iter().map(|id| at(&workshop, id)).collect::<Vec<_>>();
            let pull = Pull::of(&workshop, at(&workshop, item));
            assert_eq!(pull, Pull { blockers: slots(blockers), unranked: slots(unranked) }, "{item}");
            assert_eq!(pull.ready(&workshop), ready, "{item}");
        }
    }

    #[test]
    fn it_is_one_entry_with_an_owner_a_reason_and_one_undo() {
        let mut workshop = workshop();
        let before = workshop.workspace().items().clone();
        let entry = pull_in(&mut workshop, "sso", (" Ana ", "the audit")).unwrap();
        let told = tell(workshop.workspace(), &entry);
        assert_eq!(
            (told.headline().as_str(), told.reason.as_deref()),
            (
                "blockers of SSO pulled in by Ana: Bus, Ledger · falls out · Bus comes in · Ledger comes in · \
                 Pay falls out",
                Some("the audit")
            )
        );
        let cause = serde_json::to_string(&entry.cause).unwrap();
        assert_eq!(cause, r#"{"field":"blockers","to":"bus, ledger"}"#);
        assert_eq!((entry.kind.name(), entry.owner()), ("pull_in", Some("Ana")));
        assert_eq!(pull_in(&mut workshop, "sso", ("Ana", "again")), Err(Rejection::Unchanged));

        let undone = workshop.perform(Command::Undo, Stamp::default()).unwrap().entry;
        let told = tell(workshop.workspace(), &undone).cause;
        assert_eq!(told, "undo: blockers of SSO let go: Ledger; held as before: Bus");
        assert_eq!(*workshop.workspace().items(), before);
        let again = workshop.perform(Command::Redo, Stamp::default()).unwrap().entry;
        let told = tell(workshop.workspace(), &again).cause;
        assert_eq!(told, "redo: blockers of SSO pulled in by Ana: Bus, Ledger");

        pull_in(&mut workshop, "ledger", ("Ana", "the audit")).unwrap_err();
        workshop.perform(Command::Undo, Stamp::default()).unwrap();
        pull_in(&mut workshop, "ledger", ("Ana", "the audit")).unwrap();
        let undone = workshop.perform(Command::Undo, Stamp::default()).unwrap().entry;
        let field = undone.cause.as_ref().map(|cause| cause.field.as_str());
        assert_eq!(field, Some("blockers"), "of one blocker, too");
    }

    #[test]
    fn nobody_is_pulled_in_without_an_owner_and_a_reason() {
        for (owner, reason, why) in
            [(" ", "the audit", "a pin needs an owner"), ("Ana", "", "a pin needs a reason")]
        {
            let refused = pull_in(&mut workshop(), "sso", (owner, reason)).unwrap_err();
            assert_eq!(refused.to_string(), why);
        }
    }
}
