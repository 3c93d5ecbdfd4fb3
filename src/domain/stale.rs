//! Stale scores: those that nobody has touched for long, by what the log tells.

use std::collections::HashMap;

use super::event::Event;
use super::id::{ItemId, Slot};
use super::tradeoff::Entry;
use super::workshop::Workshop;

/// The items whose scores an event is about. An arrival brings them along; what is carried over from another framework
/// nobody has looked at yet.
fn touched(event: &Event) -> &[ItemId] {
    match event {
        Event::Agreed { .. } | Event::Voted { .. } | Event::Revealed { .. } | Event::Added { .. } => {
            event.items()
        }
        _ => &[],
    }
}

/// When the scores of items were last touched: the index in the log of the last entry that did, among those from one
/// on. What was taken back did not.
pub fn touched_from(workshop: &Workshop, first: usize) -> HashMap<Slot, usize> {
    let workspace = workshop.workspace();
    let log = workspace.log();
    let stands = |entry: &Entry| workshop.history().stands(entry.seq);
    let mut last = HashMap::new();
    for (index, entry) in (first..log.len()).filter_map(|index| Some((index, log.get(index)?))) {
        if !stands(entry) {
            continue;
        }
        let slots = entry.events.iter().flat_map(touched).filter_map(|id| workspace.slot(id));
        last.extend(slots.map(|slot| (slot, index)));
    }
    last
}

/// The ranked items whose scores nobody touched from an entry on, given by its index in the log: those that no entry
/// tells of first, in the order of the file, then those that were touched longest ago. Costs what there is of items
/// and entries.
pub fn stale(workshop: &Workshop, first: usize) -> Vec<Slot> {
    let last = touched_from(workshop, 0);
    let ranked = workshop.standing().order().iter().copied();
    let mut stale: Vec<Slot> =
        ranked.filter(|slot| last.get(slot).is_none_or(|index| *index < first)).collect();
    stale.sort_unstable_by_key(|slot| (last.get(slot).copied(), *slot));
    stale
}

/// How many those are. Costs what there is of entries from that one on.
pub fn count(workshop: &Workshop, first: usize) -> usize {
    let standing = workshop.standing();
    let fresh = touched_from(workshop, first).into_keys().filter(|slot| standing.seat(*slot).is_some());
    standing.order().len() - fresh.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::number::Num;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workspace::Workspace;

    fn workshop() -> Workshop {
        let item = |id: &str| format!(r#"{{"id":"{id}","scores":{{"impact":3,"effort":2}}}}"#);
        let items = ["a", "b", "c", "d"].map(item).join(",");
        let text = format!(r#"{{"framework":"value-effort","items":[{items},{{"id":"new"}}]}}"#);
        Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
    }

    fn names(workshop: &Workshop, first: usize) -> String {
        let stale = stale(workshop, first);
        assert_eq!(stale.len(), count(workshop, first), "from {first}");
        stale.iter().map(|slot| workshop.workspace().item(*slot).id.as_str()).collect()
    }

    #[test]
    fn what_was_touched_longest_ago_comes_first() {
        let mut workshop = workshop();
        assert_eq!(names(&workshop, 0), "abcd", "the log tells of none");
        let mut score = |slot: usize, to: u32| {
            let to = Some(Num::from(to));
            let command = Command::Agree { item: Slot::new(slot), criterion: "impact".into(), to };
            workshop.perform(command, Stamp::default()).unwrap();
        };
        score(1, 4);
        score(0, 5);
        score(1, 5);
        // From which entry on, counted from 0.
        for (first, expected) in [(0, "cd"), (1, "cd"), (2, "cda"), (3, "cdab"), (9, "cdab")] {
            assert_eq!(names(&workshop, first), expected, "from {first}");
        }
        // What is taken back was not touched.
        workshop.perform(Command::Undo, Stamp::default()).unwrap();
        for (first, expected) in [(0, "cd"), (1, "cdb"), (2, "cdba")] {
            assert_eq!(names(&workshop, first), expected, "undone, from {first}");
        }
    }
}
