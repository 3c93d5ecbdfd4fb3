//! Blockers, against a plain reading of the file: who waits for whom, who ranks above what it waits for, who
//! waits for itself, and what an entry of the log remembers of it.

use std::collections::BTreeSet;

use cutline::domain::command::Command;
use cutline::domain::dependency::{Flag, flags};
use cutline::domain::id::Slot;
use cutline::domain::pull::Pull;
use cutline::domain::tradeoff::{EntryKind, Stamp};
use cutline::domain::workshop::Workshop;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::naive::Naive;
use crate::support::playing::{cases, live_picture, play, slots, written};
use crate::support::sessions::{Session, open, sessions};

type Pairs = BTreeSet<(String, String)>;

/// Sessions in which the items wait for each other, for themselves and for nobody, as chance will have it, each for so many
/// at most.
pub(super) fn entangled(most: usize) -> impl Strategy<Value = Session> {
    (sessions(), vec(vec(0..10usize, 0..=most), 9)).prop_map(|(mut session, blockers)| {
        let items = session.file["items"].as_array_mut().into_iter().flatten();
        for (item, blockers) in items.zip(blockers) {
            let id = |i: usize| if i == 9 { "nobody".to_owned() } else { format!("i{i}") };
            item["depends_on"] = json!(blockers.into_iter().map(id).collect::<Vec<_>>());
        }
        session
    })
}

/// The file as it is now, read anew.
struct Reading(Value);

impl Reading {
    fn of(workshop: &Workshop) -> Reading {
        Reading(serde_json::from_str(&written(workshop.workspace())).unwrap())
    }

    fn item(&self, id: &str) -> Option<&Value> {
        let here =
            |item: &&Value| item["id"] == id && item["status"] != "withdrawn" && item["status"] != "merged";
        self.0["items"].as_array().unwrap().iter().find(here)
    }

    fn is_open(&self, id: &str) -> bool {
        self.item(id).is_some_and(|item| matches!(item["status"].as_str(), None | Some("open")))
    }

    fn named(&self, id: &str) -> Vec<String> {
        let item = self.item(id).unwrap_or(&Value::Null);
        let ids = item["depends_on"].as_array().into_iter().flatten();
        ids.map(|id| id.as_str().unwrap().to_owned()).collect()
    }

    fn ids(&self) -> Vec<String> {
        let items = self.0["items"].as_array().unwrap().iter();
        let ids = items.map(|item| item["id"].as_str().unwrap().to_owned());
        ids.filter(|id| self.item(id).is_some()).collect()
    }

    /// Who ranks above a blocker that is still to be done: `rank < rank of the blocker`, no rank being last.
    fn inverted(&self) -> Pairs {
        let order = Naive::of(&self.0).order();
        let rank = |id: &str| order.iter().position(|other| other == id).unwrap_or(usize::MAX);
        let pairs = self.ids().into_iter().flat_map(|id| {
            let blockers = self.named(&id).into_iter().filter(|blocker| self.is_open(blocker));
            let above = blockers.filter(|blocker| rank(&id) < rank(blocker));
            above.map(|blocker| (id.clone(), blocker)).collect::<Vec<_>>()
        });
        pairs.collect()
    }

    /// Everything that has to be done before an item: what it names, and what those name that are not done.
    fn before(&self, id: &str, only_open: bool) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut ahead = self.named(id);
        while let Some(next) = ahead.pop() {
            let counts = if only_open { self.is_open(&next) } else { self.item(&next).is_some() };
            if counts && found.insert(next.clone()) && self.is_open(&next) {
                ahead.extend(self.named(&next));
            }
        }
        found
    }

    fn waits_for_itself(&self, id: &str) -> bool {
        self.is_open(id) && self.before(id, true).contains(id)
    }
}

fn id(workshop: &Workshop, slot: Slot) -> String {
    workshop.workspace().item(slot).id.to_string()
}

fn assert_flags(workshop: &Workshop) {
    let reading = Reading::of(workshop);
    let inverted = reading.inverted();
    for slot in slots(workshop.workspace()) {
        let name = id(workshop, slot);
        if reading.item(&name).is_none() {
            continue;
        }
        let (mut above, mut missing, mut in_cycle) = (Pairs::new(), BTreeSet::new(), false);
        let is_in = |name: &str| workshop.standing().is_in(workshop.workspace().slot(&name.into()).unwrap());
        for flag in flags(workshop, slot) {
            match flag {
                Flag::AboveBlocker(blocker) => {
                    above.insert((name.clone(), blocker.to_string()));
                }
                Flag::MissingDependency(blocker) => {
                    missing.insert(blocker.to_string());
                }
                Flag::BlockerOut(blocker) => {
                    assert!(is_in(&name) && !is_in(blocker.as_str()), "{name} is in without {blocker}");
                    assert!(
                        !inverted.contains(&(name.clone(), blocker.to_string())),
                        "{name} above {blocker}"
                    );
                }
                Flag::InCycle => in_cycle = true,
                Flag::Voting | Flag::Untitled | Flag::UnlistedVoter(_) => {}
            }
        }
        let own: Pairs = inverted.iter().filter(|(item, _)| *item == name).cloned().collect();
        assert_eq!(above, own, "{name}");
        let gone = reading.named(&name).into_iter().filter(|id| reading.item(id).is_none());
        assert_eq!(missing, gone.collect(), "{name}");
        assert_eq!(in_cycle, reading.waits_for_itself(&name), "{name}");
    }
}

fn assert_reach(workshop: &Workshop) {
    let reading = Reading::of(workshop);
    let dependencies = workshop.dependencies();
    for slot in slots(workshop.workspace()) {
        let name = id(workshop, slot);
        let reach = dependencies.blockers(slot);
        let found: BTreeSet<String> = reach.slots.iter().map(|slot| id(workshop, *slot)).collect();
        let mut expected = reading.before(&name, false);
        expected.remove(&name);
        assert_eq!((found.len(), &found), (reach.slots.len(), &expected), "{name}");
        for blocker in &reach.slots {
            let through = dependencies.is_open(*blocker) && dependencies.is_open(slot);
            let back = dependencies.dependents(*blocker).slots.contains(&slot);
            assert!(back || !through, "{name} waits for {}", id(workshop, *blocker));
        }
        let way = dependencies.way_round(slot);
        assert_eq!(way.is_empty(), dependencies.cycle_of(slot).is_none(), "{name}");
        for (step, next) in way.iter().zip(way.iter().cycle().skip(1)) {
            assert!(reading.named(&id(workshop, *step)).contains(&id(workshop, *next)), "{way:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn flags_say_what_the_file_says(session in entangled(3)) {
        let workshop = play(&session, |_, after, _| assert_flags(after));
        assert_flags(&workshop);
        assert_reach(&workshop);
    }

    #[test]
    fn an_entry_remembers_the_inversions_that_it_created(session in entangled(3)) {
        play(&session, |before, after, gesture| {
            // While it is voted on, an item stands aside; nobody decided about an order.
            if gesture.entry.kind == EntryKind::Round {
                assert_eq!(*gesture.entry.inversions, []);
                return;
            }
            let earlier = Reading::of(before).inverted();
            let created: Pairs = Reading::of(after).inverted().difference(&earlier).cloned().collect();
            let remembered = gesture.entry.inversions.iter();
            let remembered: Vec<(String, String)> =
                remembered.map(|pair| (pair.item.to_string(), pair.blocker.to_string())).collect();
            assert_eq!(remembered.len(), created.len());
            assert_eq!(remembered.into_iter().collect::<Pairs>(), created);
        });
    }

    #[test]
    fn what_is_pulled_in_is_in_and_one_undo_takes_it_back(session in entangled(3)) {
        let mut workshop = Workshop::new(open(&session.file));
        let before = live_picture(&workshop);
        for item in slots(workshop.workspace()) {
            let Pull { blockers, .. } = Pull::of(&workshop, item);
            if blockers.is_empty() || workshop.standing().line().is_none() {
                continue;
            }
            let (owner, reason) = ("Bo".to_owned(), "the law asks".to_owned());
            let command = Command::PullIn { item, blockers: blockers.clone(), owner, reason };
            let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
            for blocker in &blockers {
                assert!(workshop.standing().is_in(*blocker));
                assert!(entry.entered.contains(&workshop.workspace().item(*blocker).id));
            }
            // What was pulled in may push another blocker out.
            for pushed in Pull::of(&workshop, item).blockers {
                assert!(entry.left.contains(&workshop.workspace().item(pushed).id));
            }
            workshop.perform(Command::Undo, Stamp::default()).unwrap();
            assert_eq!(live_picture(&workshop), before);
        }
    }
}
