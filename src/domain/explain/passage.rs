//! How an item came to the side of the line that it is on: the last entry of the log that made it cross.

use crate::domain::id::Slot;
use crate::domain::standing::Goes;
use crate::domain::telling::{Told, tell, told_crossing};
use crate::domain::tradeoff::{Entry, Whose};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// An entry that made an item cross the line, and which way.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'w> {
    /// The entry.
    pub entry: &'w Entry,
    /// Which way.
    pub goes: Goes,
}

/// The last passage of an item that stands; none where the log tells of none, or where the item is on another side for the
/// time being, as while others are voted on. Costs what came after it in the log.
pub fn last_passage(workshop: &Workshop, slot: Slot) -> Option<Passage<'_>> {
    let workspace = workshop.workspace();
    let id = &workspace.item(slot).id;
    let stands = |entry: &&Entry| {
        (entry.entered.contains(id) || entry.left.contains(id)) && workshop.history().holds(entry)
    };
    let mut entries = workspace.log().iter().rev().filter(stands);
    let last = entries.find_map(|entry| Passage::of(workspace, entry, slot));
    last.filter(|passage| (passage.goes == Goes::In) == workshop.standing().is_in(slot))
}

impl<'w> Passage<'w> {
    /// The passage of an item by an entry; none where it crossed nothing, or where that is not to be told.
    pub fn of(workspace: &Workspace, entry: &'w Entry, slot: Slot) -> Option<Passage<'w>> {
        let goes = told_crossing(workspace, entry).way_of(&&workspace.item(slot).id)?;
        Some(Passage { entry, goes })
    }

    /// `falls out with #4, engineering on 2026-11-28`.
    pub fn headline(&self) -> String {
        let Passage { entry, goes } = self;
        let whose = entry.whose().map(Whose::name);
        let day = entry.at.map(|at| format!("on {}", at.format("%Y-%m-%d")));
        let about = whose.map(str::to_owned).into_iter().chain(day).collect::<Vec<_>>().join(" ");
        let about = if about.is_empty() { about } else { format!(", {about}") };
        format!("{} with #{}{about}", goes.verb(1), entry.seq)
    }

    /// What was changed, and why.
    pub fn told(&self, workspace: &Workspace) -> Told {
        tell(workspace, self.entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::framework::Side;
    use crate::domain::number::Num;
    use crate::domain::round::Ask;
    use crate::domain::tradeoff::Stamp;

    const WORKSPACE: &str = r#"{"framework":"value-effort","capacity":{"amount":2,"unit":"points"},
        "participants":[{"id":"ana","side":"business"}],"items":[
        {"id":"a","title":"A","scores":{"impact":5,"effort":2}},
        {"id":"b","title":"B","scores":{"impact":4,"effort":2}}]}"#;

    #[test]
    fn the_last_entry_that_stands_tells_how_an_item_came_where_it_is() {
        let mut workshop =
            Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0);
        let told = |workshop: &Workshop, slot: usize| {
            let passage = last_passage(workshop, Slot::new(slot))?;
            Some(format!("{}: {}", passage.headline(), passage.told(workshop.workspace()).cause))
        };
        assert_eq!(told(&workshop, 0), None);
        let agree = |slot: usize, to: u32| Command::Agree {
            item: Slot::new(slot),
            criterion: "impact".into(),
            to: Some(Num::from(to)),
        };
        workshop.perform(agree(0, 3), Stamp::default()).unwrap();
        assert_eq!(told(&workshop, 0).unwrap(), "falls out with #1, business: impact of A 5 → 3");
        assert_eq!(told(&workshop, 1).unwrap(), "comes in with #1, business: impact of A 5 → 3");
        workshop.perform(agree(1, 2), Stamp::default()).unwrap();
        assert_eq!(told(&workshop, 0).unwrap(), "comes in with #2, business: impact of B 4 → 2");
        // While others are voted on, it may be on another side.
        let mut voted = workshop.clone();
        let (item, side) = (Slot::new(0), Side::Business);
        voted
            .perform(Command::OpenRounds { items: vec![item], side, ask: Ask::Everything }, Stamp::default())
            .unwrap();
        assert_eq!(told(&voted, 1), None);
        // What was taken back did not happen, and taking it back is told by what it took back.
        workshop.perform(Command::Undo, Stamp::default()).unwrap();
        assert_eq!(told(&workshop, 1).unwrap(), "comes in with #1, business: impact of A 5 → 3");
    }
}
