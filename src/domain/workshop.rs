//! A workshop: the workspace with everything that follows from it. One gesture in, one entry out.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::apply::{self, Touched};
use super::command::{Command, Decision, Rejection};
use super::crew::{Crew, InTurn, MANY};
use super::debt::put_off;
use super::decide::decide;
use super::dependency::{self, Dependencies};
use super::edition::Edition;
use super::history::History;
use super::id::{ItemId, Slot};
use super::interim::{Interim, is_of_rounds};
use super::item::{Item, Status};
use super::limits;
use super::number::Num;
use super::standing::{Crossing, Standing};
use super::stirred::Stirred;
use super::tradeoff::{Entry, Stamp, Stand};
use super::workspace::Workspace;

/// What one gesture leaves behind: its entry, and the items that came into being with it. This is
/// what a journal keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gesture {
    /// The entry of the log.
    pub entry: Entry,
    /// New items, whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrivals: Vec<Item>,
}

static NOBODY: BTreeSet<Slot> = BTreeSet::new();

/// What an entry changed.
struct Change {
    touched: Touched,
    /// Who waited for whom before, where that is otherwise now.
    waited: Option<Arc<Dependencies>>,
    crossing: Crossing<Slot>,
}

/// A workspace, its ranking, and what can be undone.
#[derive(Clone, Debug)]
pub struct Workshop {
    workspace: Workspace,
    standing: Standing,
    history: History,
    crossing: Crossing<Slot>,
    /// The number of the last gesture that can have moved anybody; none before the first since it was opened.
    moved_by: Option<u64>,
    /// Shared by copies, and read anew only when somebody depends on others or is done.
    dependencies: Arc<Dependencies>,
    edition: Edition,
    stirred: Stirred,
    /// None while nobody is voted on.
    interim: Option<Box<Interim>>,
}

impl Workshop {
    /// Ranks a workspace and reads its history.
    pub fn new(workspace: Workspace) -> Workshop {
        Workshop::by(&InTurn(1), workspace)
    }

    /// The same by a crew.
    pub fn by(crew: &impl Crew, workspace: Workspace) -> Workshop {
        let ranked = || Standing::by(crew, &workspace);
        let remembered = || (History::new(&workspace), Arc::new(Dependencies::new(&workspace)));
        let (standing, (history, dependencies)) = if workspace.items().len() < MANY {
            (ranked(), remembered())
        } else {
            crew.both(ranked, remembered)
        };
        let interim = Interim::of(crew, &workspace, &standing).map(Box::new);
        let crossing = Crossing::default();
        Workshop {
            workspace,
            standing,
            history,
            crossing,
            moved_by: None,
            dependencies,
            edition: Edition::next(),
            stirred: Stirred::default(),
            interim,
        }
    }

    /// Does what somebody wants, and tells what came of it.
    ///
    /// # Errors
    /// Why it cannot be done; nothing is changed then.
    pub fn perform(&mut self, command: Command, stamp: Stamp) -> Result<Gesture, Rejection> {
        let Decision { mut entry, arrivals } = decide(&self.workspace, &self.history, command)?;
        if self.workspace.last_seq() >= limits::GESTURE {
            return Err(Rejection::LogFull);
        }
        entry.seq = self.workspace.last_seq() + 1;
        (entry.at, entry.by) = (stamp.at, stamp.by);
        let subject = entry.item.clone();
        let before = self.stand(&entry, subject.as_ref());

        let Change { touched, waited, crossing } = self.change(&entry, &arrivals);
        let after = self.stand(&entry, subject.as_ref());
        let told = match &self.interim {
            Some(interim) => &interim.crossing(&entry, &crossing, &self.standing),
            None => &crossing,
        };
        entry.conclude(before, after, told.map(|slot| self.workspace.item(*slot).id.clone()));
        let left = told.left.iter().map(|slot| self.workspace.item(*slot));
        let left = left.filter(|item| item.status == Status::Open && put_off(item));
        entry.put_off = left.map(|item| (item.id.clone(), Num::from(item.deferrals))).collect();
        // Standing aside while it is voted on is nobody's decision about an order.
        let standing = self.interim.as_ref().map_or(&self.standing, |interim| interim.standing());
        let before = waited.as_deref();
        entry.inversions =
            dependency::created(&self.workspace, standing, &touched, before, &self.dependencies).into();
        self.note(entry.clone(), &touched, crossing);
        Ok(Gesture { entry, arrivals })
    }

    /// Whether an item is in by what the log tells, which says nothing of whoever is voted on until that is over.
    pub(super) fn is_in_by_the_log(&self, slot: Slot) -> bool {
        self.interim.as_ref().map_or_else(|| self.standing.is_in(slot), |interim| interim.said(slot))
    }

    /// Takes in a gesture that was performed somewhere else, with what came of it there.
    pub fn take_in(&mut self, Gesture { entry, arrivals }: Gesture) {
        let Change { touched, crossing, .. } = self.change(&entry, &arrivals);
        self.note(entry, &touched, crossing);
    }

    /// Makes an entry true, and ranks what it touched.
    fn change(&mut self, entry: &Entry, arrivals: &[Item]) -> Change {
        let wiring = self.workspace.wiring;
        let touched = enact(&mut self.workspace, entry, arrivals);
        let mut stirred = Stirred::named(&self.workspace, entry, self.edition);
        let waited = (self.workspace.wiring != wiring).then(|| {
            let dependencies = Arc::new(Dependencies::new(&self.workspace));
            std::mem::replace(&mut self.dependencies, dependencies)
        });
        if self.interim.is_none() && is_of_rounds(entry) {
            self.interim = Some(Box::new(Interim::begin(&self.workspace, &self.standing)));
        }
        if let Some(interim) = &mut self.interim {
            interim.follow(&self.workspace, &touched);
        }
        let crossing = self.standing.refresh(&self.workspace, &touched);
        if !touched.nothing() {
            stirred = stirred.with_moved(&self.standing, &crossing);
        }
        // Who is there, and who waits for whom, tells of anybody.
        self.stirred = if waited.is_some() { Stirred { who: None, ..stirred } } else { stirred };
        Change { touched, waited, crossing }
    }

    /// Puts an entry on record.
    fn note(&mut self, entry: Entry, touched: &Touched, crossing: Crossing<Slot>) {
        if !touched.nothing() {
            (self.crossing, self.moved_by) = (crossing, Some(entry.seq));
        }
        self.history.note(&entry);
        if let Some(interim) = &mut self.interim {
            interim.note(&entry);
        }
        self.interim.take_if(|interim| interim.is_over());
        apply::record(&mut self.workspace, entry);
        self.edition = Edition::next();
    }

    /// Where an item stands for an entry: for one about a round, as if it were not voted on.
    fn stand(&self, entry: &Entry, item: Option<&ItemId>) -> Stand {
        let interim = self.interim.as_ref().filter(|_| is_of_rounds(entry));
        let standing = interim.map_or(&self.standing, |interim| interim.standing());
        item.and_then(|id| self.workspace.slot(id)).map(|slot| standing.stand(slot)).unwrap_or_default()
    }

    /// Everything the file holds.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Where everybody stands.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// What can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Who waits for whom.
    pub fn dependencies(&self) -> &Dependencies {
        &self.dependencies
    }

    /// The items that a side votes blind on, ascending: they have no rank, and the line is where it is without them.
    pub fn voted_on(&self) -> impl ExactSizeIterator<Item = Slot> {
        self.interim.as_ref().map_or(&NOBODY, |interim| interim.open()).iter().copied()
    }

    /// Whether everybody whom an entry made cross the line is still on that side of it.
    pub fn holds(&self, entry: &Entry) -> bool {
        let is_in = |id: &ItemId| self.workspace.slot(id).is_some_and(|slot| self.standing.is_in(slot));
        entry.entered.iter().all(is_in) && !entry.left.iter().any(is_in)
    }

    /// `without 3 voted on`: ranks and the line are as they are for the time being; nothing where they are not.
    pub fn told_voted(&self) -> Option<String> {
        let count = self.voted_on().len();
        (count > 0).then(|| format!("without {count} voted on"))
    }

    /// Who crossed the line with the last change.
    pub fn crossing(&self) -> &Crossing<Slot> {
        &self.crossing
    }

    /// The entry that the marks of the last change are about: the last one that can have moved anybody, since the
    /// workshop was opened.
    pub fn last_change(&self) -> Option<&Entry> {
        let index = self.workspace.entry_index(self.moved_by?)?;
        self.workspace.log().get(index)
    }

    /// Which content this is: that of no other workshop, unless it is a copy of this one or this one of it.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// The items of which anything may be otherwise than in another edition: what is written on them, where they rank, on
    /// which side of the line, and beside whom they wait for; ascending, each once. None where that can be any item, as
    /// after more than one gesture.
    pub fn stirred_since(&self, edition: Edition) -> Option<Vec<Slot>> {
        if edition == self.edition {
            return Some(Vec::new());
        }
        let Stirred { since, who } = &self.stirred;
        let mut stirred = who.clone().filter(|_| *since == edition)?;
        let waiting = stirred.iter().flat_map(|slot| self.dependencies.dependents_named(*slot));
        let waiting: Vec<Slot> = waiting.collect();
        stirred.extend(waiting);
        stirred.sort_unstable();
        stirred.dedup();
        Some(stirred)
    }

    /// The workspace alone, when the workshop is over.
    pub fn into_workspace(self) -> Workspace {
        self.workspace
    }
}

impl Workspace {
    /// Takes in a gesture that was performed earlier and kept in a journal.
    pub fn replay(&mut self, gesture: Gesture) {
        enact(self, &gesture.entry, &gesture.arrivals);
        apply::record(self, gesture.entry);
    }
}

fn enact(workspace: &mut Workspace, entry: &Entry, arrivals: &[Item]) -> Touched {
    for item in arrivals {
        apply::admit(workspace, item.clone());
    }
    let touched = entry.events.iter().map(|event| apply::apply(workspace, event));
    touched.fold(Touched::Items(Vec::new()), Touched::and)
}
