//! Inversions: items that a gesture put above what they wait for, as its entry in the log remembers them.

use std::collections::HashSet;

use super::Dependencies;
use crate::domain::apply::Touched;
use crate::domain::id::{ItemId, Slot};
use crate::domain::record::record;
use crate::domain::standing::Standing;
use crate::domain::workspace::Workspace;

/// How many inversions an entry remembers at most: a new framework can turn half a backlog round.
const REMEMBERED: usize = 100;

record! {
    /// An item that ranks above one that it waits for.
    pub struct Inversion {
        /// The item.
        "item" item: ItemId,
        /// What it waits for.
        "blocker" blocker: ItemId,
        /// The blocker's rank then, 1 is the top; absent while it has none.
        "rank" rank: Option<u32>,
    }
}

type Pair = (Slot, Slot);

/// Whether an item ranks above another, which may have no rank.
pub(super) fn is_above(index: impl Fn(Slot) -> Option<usize>, (item, blocker): Pair) -> bool {
    index(item).is_some_and(|item| index(blocker).is_none_or(|blocker| item < blocker))
}

/// The inversions that a change created, best item first: those that were not there before it. `before`
/// are the dependencies before the change, where it changed them.
///
/// Costs what the items that moved have to do with; where any number moved, every dependency.
pub(in crate::domain) fn created(
    workspace: &Workspace,
    standing: &Standing,
    touched: &Touched,
    before: Option<&Dependencies>,
    now: &Dependencies,
) -> Vec<Inversion> {
    let mut pairs: Vec<Pair> = match (before, touched.nothing(), standing.movers()) {
        (None, true, _) => return Vec::new(),
        (None, false, Some(movers)) => movers.flat_map(|mover| around(now, mover)).collect(),
        _ => now.waiting().collect(),
    };
    pairs.retain(|pair| is_above(|slot| standing.index(slot), *pair));
    if pairs.is_empty() {
        return Vec::new();
    }
    let waited: Option<HashSet<Pair>> = before.map(|before| before.waiting().collect());
    let index_before =
        |slot| if touched.nothing() { standing.index(slot) } else { standing.index_before(slot) };
    pairs.retain(|pair| {
        let waited = waited.as_ref().is_none_or(|waited| waited.contains(pair));
        !(waited && is_above(index_before, *pair))
    });
    let rank = |slot| standing.index(slot).map(|index| index as u32 + 1);
    pairs.sort_by_key(|(item, blocker)| (rank(*item), rank(*blocker).is_none(), rank(*blocker), *blocker));
    pairs.dedup();
    pairs.truncate(REMEMBERED);
    let id = |slot: Slot| workspace.item(slot).id.clone();
    let told = |(item, blocker): Pair| Inversion {
        item: id(item),
        blocker: id(blocker),
        rank: rank(blocker),
        ..Inversion::default()
    };
    pairs.into_iter().map(told).collect()
}

/// Every pair of an item and what it waits for that an item is in.
fn around(dependencies: &Dependencies, slot: Slot) -> impl Iterator<Item = Pair> + '_ {
    let blockers = dependencies.blockers_named(slot).map(move |blocker| (slot, blocker));
    let dependents = dependencies.dependents_named(slot).map(move |dependent| (dependent, slot));
    let open = |slot: Slot| dependencies.is_open(slot);
    blockers.chain(dependents).filter(move |(item, blocker)| open(*item) && open(*blocker))
}

#[cfg(test)]
mod tests {
    use crate::domain::command::Command;
    use crate::domain::framework::FrameworkChoice;
    use crate::domain::item::Item;
    use crate::domain::number::Num;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;
    use crate::domain::workspace::Workspace;

    /// Impact ÷ effort: pay 4, sso 3, ledger 2.5, dark 1; sso and dark wait for ledger, pay for bus.
    const WORKSPACE: &str = r#"{"framework":"value-effort","items":[
        {"id":"pay","scores":{"impact":4,"effort":1},"depends_on":["bus"]},
        {"id":"sso","scores":{"impact":3,"effort":1},"depends_on":["ledger"]},
        {"id":"ledger","scores":{"impact":5,"effort":2}},
        {"id":"dark","scores":{"impact":2,"effort":2},"depends_on":["ledger","audit"]},
        {"id":"bus","scores":{"impact":1}},
        {"id":"audit","status":"done"}]}"#;

    fn workshop() -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0)
    }

    fn agree(workshop: &Workshop, item: &str, criterion: &str, to: u32) -> Command {
        let item = workshop.workspace().slot(&item.into()).unwrap();
        Command::Agree { item, criterion: criterion.into(), to: Some(Num::from(to)) }
    }

    /// What a gesture created: `dark>ledger#3`.
    fn created(workshop: &mut Workshop, command: Command) -> String {
        let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
        let told = entry.inversions.iter().map(|inversion| {
            let rank = inversion.rank.map(|rank| format!("#{rank}")).unwrap_or_default();
            format!("{}>{}{rank}", inversion.item, inversion.blocker)
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_a_gesture_turned_round_is_remembered() {
        let mut workshop = workshop();
        for (item, criterion, to, expected) in [
            // It is above ledger already, and stays so.
            ("sso", "impact", 5, ""),
            ("dark", "impact", 5, ""),
            ("dark", "effort", 1, "dark>ledger#4"),
            // The blocker moves, up and down again.
            ("ledger", "effort", 1, ""),
            ("ledger", "effort", 5, "dark>ledger#4"),
            // A blocker that gets its first score was below everybody before, too.
            ("bus", "effort", 5, ""),
            ("pay", "effort", 5, ""),
        ] {
            let command = agree(&workshop, item, criterion, to);
            assert_eq!(created(&mut workshop, command), expected, "{item} {criterion} {to}");
        }
    }

    #[test]
    fn undo_and_another_framework_turn_round_too() {
        let mut workshop = workshop();
        let up = agree(&workshop, "ledger", "effort", 1);
        assert_eq!(created(&mut workshop, up), "");
        assert_eq!(created(&mut workshop, Command::Undo), "sso>ledger#3");
        let ice = || Command::Reframe { to: FrameworkChoice::BuiltIn("ice".to_owned()), carry: false };
        assert_eq!(created(&mut workshop, ice()), "", "nobody has a rank under it");
        assert_eq!(created(&mut workshop, Command::Undo), "pay>bus sso>ledger#3");
    }

    #[test]
    fn an_item_can_arrive_above_what_it_waits_for() {
        let mut workshop = workshop();
        let new =
            r#"{"id":"new","scores":{"impact":5,"effort":1},"depends_on":["ledger","audit","bus","gone"]}"#;
        let new: Item = serde_json::from_str(new).unwrap();
        assert_eq!(created(&mut workshop, Command::Add(vec![new])), "new>ledger#4 new>bus");
        let gone: Item = serde_json::from_str(r#"{"id":"gone"}"#).unwrap();
        assert_eq!(created(&mut workshop, Command::Add(vec![gone])), "new>gone", "it was missing before");
    }
}
