//! What the log tells of the line while somebody votes blind.
//!
//! Whoever is voted on leaves the ranking, and others come in for them: nobody decided that, and it is told of nobody.
//! What a round led to is told when it ends, as if everybody who is still voted on had kept their place.

use std::collections::{BTreeSet, HashSet};

use super::apply::{self, Touched};
use super::crew::Crew;
use super::event::Event;
use super::id::{ItemId, Slot};
use super::standing::{Crossing, Standing};
use super::tradeoff::Entry;
use super::workspace::Workspace;

/// The backlog as it would be if nobody were voted on, and who is in by the log.
#[derive(Clone, Debug)]
pub(super) struct Interim {
    workspace: Workspace,
    standing: Standing,
    /// Who is voted on.
    open: BTreeSet<Slot>,
    inside: HashSet<Slot>,
}

impl Interim {
    /// Reads it from a workspace and its ranking; none where nobody is voted on.
    ///
    /// Costs a walk over the items, and over the entries back to where they last told of everybody whom a round moved.
    pub(super) fn of(crew: &impl Crew, workspace: &Workspace, shown: &Standing) -> Option<Interim> {
        let open = voted_on(workspace);
        if open.is_empty() {
            return None;
        }
        let held = held(workspace, &open);
        let standing = Standing::by(crew, &held);
        let mut inside: HashSet<Slot> = standing.inside().collect();
        let moved = inside.iter().copied().chain(shown.inside());
        let moved = moved.filter(|slot| !open.contains(slot) && shown.is_in(*slot) != standing.is_in(*slot));
        let moved: HashSet<Slot> = moved.collect();
        // Of whom it tells nothing it did not tell that they came in.
        inside.retain(|slot| !moved.contains(slot));
        inside.extend(
            said_last(workspace, moved).into_iter().filter(|(_, is_in)| *is_in).map(|(slot, _)| slot),
        );
        Some(Interim { workspace: held, standing, open, inside })
    }

    /// Begins where nobody is voted on yet.
    pub(super) fn begin(workspace: &Workspace, standing: &Standing) -> Interim {
        Interim {
            workspace: workspace.clone(),
            standing: standing.clone(),
            open: BTreeSet::new(),
            inside: standing.inside().collect(),
        }
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
                self.workspace = held(workspace, &self.open);
            }
        }
        self.standing.refresh(&self.workspace, touched);
    }

    /// Where everybody would stand.
    pub(super) fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Whether nobody is voted on any more.
    pub(super) fn is_over(&self) -> bool {
        self.open.is_empty()
    }

    /// Who crosses the line by the log with an entry: whoever stands on another side than it said and would without the
    /// rounds, too. Whom only a round moved is told of with its end, or where another decision was seen to move them.
    pub(super) fn crossing(&self, entry: &Entry, seen: &Crossing<Slot>, shown: &Standing) -> Crossing<Slot> {
        let is_settled =
            |slot: &Slot| self.open.contains(slot) || shown.is_in(*slot) == self.standing.is_in(*slot);
        let nobody = Crossing::default();
        let seen = if is_of_rounds(entry) { &nobody } else { seen };
        let is_new = |slot: &Slot| is_settled(slot) && !seen.names(slot);
        let came = self.standing.inside().filter(is_new);
        let gone = self.inside.iter().copied().filter(|slot| !self.standing.is_in(*slot) && is_new(slot));
        let subject = entry.item.as_ref().and_then(|id| self.workspace.slot(id));
        let told = |mut slots: Vec<Slot>, were_in: bool| {
            slots.retain(|slot| self.inside.contains(slot) == were_in);
            let rank = |slot: Slot| shown.index(slot).or_else(|| self.standing.index(slot));
            slots.sort_by_key(|slot| (subject != Some(*slot), rank(*slot), *slot));
            slots
        };
        Crossing {
            entered: told(seen.entered.iter().copied().chain(came).collect(), false),
            left: told(seen.left.iter().copied().chain(gone).collect(), true),
        }
    }

    /// Notes what an entry tells.
    pub(super) fn note(&mut self, entry: &Entry) {
        let slot = |id: &ItemId| self.workspace.slot(id);
        let [entered, left] =
            [&entry.entered, &entry.left].map(|ids| ids.iter().filter_map(slot).collect::<HashSet<Slot>>());
        self.inside.extend(entered);
        self.inside.retain(|slot| !left.contains(slot));
    }
}

/// Whether an entry is about rounds that begin, are over, or go on that were over.
pub(super) fn is_of_rounds(entry: &Entry) -> bool {
    let is_of_rounds = |event: &Event| {
        matches!(
            event,
            Event::RoundOpened { .. }
                | Event::RoundDropped { .. }
                | Event::Revealed { .. }
                | Event::Concealed { .. }
        )
    };
    entry.events.iter().any(is_of_rounds)
}

fn voted_on(workspace: &Workspace) -> BTreeSet<Slot> {
    let items = workspace.items().iter().enumerate();
    items.filter(|(_, item)| item.in_round()).map(|(at, _)| Slot::new(at)).collect()
}

/// A workspace with the scores that wait in rounds in their places.
fn held(workspace: &Workspace, open: &BTreeSet<Slot>) -> Workspace {
    let mut held = workspace.clone();
    for slot in open {
        let item = workspace.item(*slot);
        apply::change(&mut held, &item.id, |held| *held = item.laid_open());
    }
    held
}

/// On which side of the line each of some items is by the last entry that tells of it.
fn said_last(workspace: &Workspace, mut wanted: HashSet<Slot>) -> Vec<(Slot, bool)> {
    let mut said = Vec::new();
    for entry in workspace.log().iter().rev() {
        if wanted.is_empty() {
            break;
        }
        let told = entry.entered.iter().map(|id| (id, true)).chain(entry.left.iter().map(|id| (id, false)));
        let told = told.filter_map(|(id, is_in)| Some((workspace.slot(id)?, is_in)));
        said.extend(told.filter(|(slot, _)| wanted.remove(slot)));
    }
    said
}
