//! What the log tells of the line while somebody votes blind.
//!
//! Whoever is voted on leaves the ranking, and others come in for them: nobody decided that, and it is told of nobody.
//! What a round led to is told when it ends, as if everybody who is still voted on had kept their place.

use std::collections::{BTreeSet, HashSet};

use super::apply::{self, Touched};
use super::crew::Crew;
use super::event::Event;
use super::id::Slot;
use super::standing::{Crossing, Standing};
use super::tradeoff::Entry;
use super::workspace::Workspace;

/// The backlog as it would be if nobody were voted on, and what the log says otherwise.
#[derive(Clone, Debug)]
pub(super) struct Interim {
    workspace: Workspace,
    standing: Standing,
    /// Who is voted on.
    open: BTreeSet<Slot>,
    /// Who is on another side of the line by the log than they would be.
    otherwise: BTreeSet<Slot>,
}

impl Interim {
    /// Reads it from a workspace and its ranking; none where nobody is voted on.
    ///
    /// Costs a walk over the items, and over the entries since the first of the rounds began.
    pub(super) fn of(crew: &impl Crew, workspace: &Workspace, shown: &Standing) -> Option<Interim> {
        let open = voted_on(workspace);
        if open.is_empty() {
            return None;
        }
        let held = laid_open(workspace, &open);
        let standing = Standing::by(crew, &held);
        let moved = standing.inside().chain(shown.inside()).filter(|slot| !open.contains(slot));
        let moved: BTreeSet<Slot> =
            moved.filter(|slot| shown.is_in(*slot) != standing.is_in(*slot)).collect();
        let said = said_since(workspace, &open, &moved);
        // Of whom it tells nothing it did not tell that they came in.
        let is_otherwise = |slot: &Slot| said.contains(slot) != standing.is_in(*slot);
        let otherwise = moved.into_iter().filter(is_otherwise).collect();
        Some(Interim { workspace: held, standing, open, otherwise })
    }

    /// Begins where nobody is voted on yet.
    pub(super) fn begin(workspace: &Workspace, standing: &Standing) -> Interim {
        let (workspace, standing) = (workspace.clone(), standing.clone());
        Interim { workspace, standing, open: BTreeSet::new(), otherwise: BTreeSet::new() }
    }

    /// Who is voted on.
    pub(super) fn open(&self) -> &BTreeSet<Slot> {
        &self.open
    }

    /// Takes in what a gesture changed.
    pub(super) fn follow(&mut self, workspace: &Workspace, touched: &Touched) {
        match touched {
            Touched::Items(slots) => {
                for at in self.workspace.items().len()..workspace.items().len() {
                    apply::admit(&mut self.workspace, workspace.item(Slot::new(at)).laid_open());
                }
                for slot in slots {
                    let item = workspace.item(*slot);
                    apply::change(&mut self.workspace, &item.id, |held| *held = item.laid_open());
                    if item.in_round() {
                        self.open.insert(*slot)
                    } else {
                        self.open.remove(slot)
                    };
                }
            }
            Touched::Line | Touched::Everything => {
                self.open = voted_on(workspace);
                self.workspace = laid_open(workspace, &self.open);
            }
        }
        let crossing = self.standing.refresh(&self.workspace, touched);
        // The log says what it said: who would be elsewhere now is otherwise by it.
        for slot in crossing.entered.into_iter().chain(crossing.left) {
            if !self.otherwise.remove(&slot) {
                self.otherwise.insert(slot);
            }
        }
    }

    /// Where everybody would stand.
    pub(super) fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Whether nobody is voted on any more.
    pub(super) fn is_over(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether somebody is in by the log.
    pub(super) fn said(&self, slot: Slot) -> bool {
        self.standing.is_in(slot) != self.otherwise.contains(&slot)
    }

    /// Who crosses the line by the log with an entry: whoever is seen to cross it, and whoever stands where they would
    /// without the rounds, and where the log does not have them. Of those who are voted on it tells with the end of
    /// their round.
    pub(super) fn crossing(&self, entry: &Entry, seen: &Crossing<Slot>, shown: &Standing) -> Crossing<Slot> {
        if entry.events.iter().any(|event| matches!(event, Event::RoundOpened { .. })) {
            return Crossing::default();
        }
        let nobody = Crossing::default();
        let seen = if is_of_rounds(entry) { &nobody } else { seen };
        // Whose votes are sealed again is where they were before these.
        let sealed = |slot: &Slot| {
            let id = &self.workspace.item(*slot).id;
            entry.events.iter().any(|event| matches!(event, Event::Concealed { item, .. } if item == id))
        };
        let is_in = |slot: &Slot| if sealed(slot) { self.standing.is_in(*slot) } else { shown.is_in(*slot) };
        let is_settled = |slot: &Slot| {
            let is_over = !self.open.contains(slot) || sealed(slot);
            is_over && is_in(slot) == self.standing.is_in(*slot) && !seen.names(slot)
        };
        let settled = || self.otherwise.iter().copied().filter(is_settled);
        let subject = entry.item.as_ref().and_then(|id| self.workspace.slot(id));
        let told = |slots: &[Slot], came_in: bool| {
            let crosses = |slot: &Slot| self.said(*slot) != came_in;
            let moved = settled().filter(|slot| is_in(slot) == came_in);
            let mut slots: Vec<Slot> = slots.iter().copied().chain(moved).filter(crosses).collect();
            let rank = |slot: Slot| shown.index(slot).or_else(|| self.standing.index(slot));
            slots.sort_by_key(|slot| (subject != Some(*slot), rank(*slot), *slot));
            slots
        };
        Crossing { entered: told(&seen.entered, true), left: told(&seen.left, false) }
    }

    /// Notes what an entry tells.
    pub(super) fn note(&mut self, entry: &Entry) {
        for (ids, is_in) in [(&entry.entered, true), (&entry.left, false)] {
            for slot in ids.iter().filter_map(|id| self.workspace.slot(id)) {
                if self.standing.is_in(slot) == is_in {
                    self.otherwise.remove(&slot);
                } else {
                    self.otherwise.insert(slot);
                }
            }
        }
    }
}

/// Whether an entry is about rounds that begin, are over, or go on that were over.
pub(super) fn is_of_rounds(entry: &Entry) -> bool {
    entry.events.iter().any(Event::is_of_round)
}

/// Who is voted on.
pub(super) fn voted_on(workspace: &Workspace) -> BTreeSet<Slot> {
    let items = workspace.items().iter().enumerate();
    items.filter(|(_, item)| item.in_round()).map(|(at, _)| Slot::new(at)).collect()
}

/// A workspace with the scores that wait in rounds in their places.
pub(super) fn laid_open(workspace: &Workspace, open: &BTreeSet<Slot>) -> Workspace {
    let mut held = workspace.clone();
    for slot in open {
        let item = workspace.item(*slot);
        apply::change(&mut held, &item.id, |held| *held = item.laid_open());
    }
    held
}

/// Which of some items came in, by the last entry that tells of them since the first of the open rounds began.
fn said_since(workspace: &Workspace, open: &BTreeSet<Slot>, moved: &BTreeSet<Slot>) -> BTreeSet<Slot> {
    let rounds = open.iter().map(|slot| workspace.item(*slot));
    let rounds = rounds.flat_map(|item| item.open_rounds().iter().map(move |round| (&item.id, round.side)));
    let (mut begun, mut wanted, mut said): (HashSet<_>, _, _) =
        (rounds.collect(), moved.clone(), BTreeSet::new());
    for entry in workspace.log().iter().rev() {
        if begun.is_empty() || wanted.is_empty() {
            break;
        }
        let told = entry.entered.iter().map(|id| (id, true)).chain(entry.left.iter().map(|id| (id, false)));
        let told = told.filter_map(|(id, is_in)| Some((workspace.slot(id)?, is_in)));
        said.extend(told.filter(|(slot, is_in)| wanted.remove(slot) && *is_in).map(|(slot, _)| slot));
        for event in &entry.events {
            if let Event::RoundOpened { item, round } = event {
                begun.remove(&(item, round.side));
            }
        }
    }
    said
}
