//! Closing a cycle: what was in is on record as committed, what was out counts a deferral, what is done
//! takes what it took.
//!
//! * **done** is every item that was marked as done since the cycle before was closed, and every one that is
//!   marked with the closing, whichever side of the line it stood on.
//! * **committed** is what is in, and what was in when it was marked as done. Of these, whatever is not done
//!   stays open and in the backlog.
//! * **deferred** is every other candidate: ranked below the line, held out by a pin, or without a rank. An
//!   item that nobody got round to scoring was put off like the others. Parked and declined items are no
//!   candidates: somebody decided about them and gave a reason, which is the honest way out of the register.

mod fate;
mod name;
mod since;

use std::collections::HashSet;

use super::command::{Decision, Rejection};
use super::delivery;
use super::event::Event;
use super::id::Slot;
use super::item::{Item, Status};
use super::number::Num;
use super::ranking::micro;
use super::standing::Standing;
use super::tradeoff::{EntryKind, round};
use super::workspace::{Cycle, Workspace};
pub use fate::{Fate, fates};
pub use name::next_name;
pub(super) use since::{closed_at_once, start as start_of_cycle};

/// What is said when a cycle is closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closing {
    /// What the cycle is called; no other may have that name.
    pub id: String,
    /// The date, as in 2026-01-20.
    pub date: String,
    /// What is marked as done with it, each with what it took in the unit of effort, where that is known. An
    /// item that is done already may get its number here.
    pub done: Vec<(Slot, Option<Num>)>,
}

/// Decides to close a cycle.
pub(super) fn close(workspace: &Workspace, closing: &Closing) -> Result<Decision, Rejection> {
    let id = closing.id.trim();
    if id.is_empty() {
        return Err(Rejection::NamelessCycle);
    }
    if workspace.head().cycles.iter().any(|cycle| cycle.id == id) {
        return Err(Rejection::CycleTaken(id.to_owned()));
    }
    let standing = Standing::new(workspace);
    if standing.line().is_none() {
        return Err(Rejection::NoLine);
    }
    let mut events = Vec::new();
    for (slot, actual) in &closing.done {
        events.extend(delivery::finished(workspace.item(*slot), *actual, &closing.date)?);
    }
    let cycle = Box::new(record(workspace, &standing, &Closing { id: id.to_owned(), ..closing.clone() }));
    events.push(Event::CycleClosed { cycle });
    Ok(Decision::new(EntryKind::Cycle, events))
}

/// The record that closing leaves.
fn record(workspace: &Workspace, standing: &Standing, closing: &Closing) -> Cycle {
    let id = |slot: &Slot| workspace.item(*slot).id.clone();
    let marked: HashSet<Slot> = closing.done.iter().map(|(slot, _)| *slot).collect();
    let newly = closing.done.iter().map(|(slot, _)| *slot);
    let newly = newly.filter(|slot| workspace.item(*slot).status == Status::Open);
    let done: Vec<Slot> = standing.delivered().iter().copied().chain(newly).collect();

    let left_the_line = since::done_from_the_line(workspace);
    let was_in = |slot: &&Slot| left_the_line.contains(&workspace.item(**slot).id);
    let inside = standing.inside();
    let committed: Vec<Slot> = inside.chain(standing.delivered().iter().filter(was_in).copied()).collect();
    let is_in: HashSet<Slot> = committed.iter().copied().collect();
    let deferred =
        standing.candidates().iter().filter(|slot| !is_in.contains(slot) && !marked.contains(slot));

    let mut concerned: Vec<Slot> = committed.iter().chain(&done).copied().collect();
    concerned.sort_unstable();
    concerned.dedup();
    let estimates = concerned.iter().map(|slot| workspace.item(*slot));
    let estimates = estimates.filter_map(|item| Some((item.id.clone(), estimate(workspace, item)?)));
    Cycle {
        id: closing.id.clone(),
        closed: Some(closing.date.clone()).filter(|date| !date.is_empty()),
        planned: since::planned(workspace, standing, &closing.date),
        committed: committed.iter().map(id).collect(),
        deferred: deferred.map(id).collect(),
        done: done.iter().map(id).collect(),
        estimates: estimates.collect(),
        tech_share: tech_share(workspace, &concerned),
        ..Cycle::default()
    }
}

/// What an item is estimated at now: the value of the effort criterion.
pub fn estimate(workspace: &Workspace, item: &Item) -> Option<Num> {
    let framework = workspace.framework();
    item.scores.value(&framework.criteria()[framework.effort()?].id)
}

/// The share of effort that is technical, 0 to 1; none while there is no effort.
fn tech_share(workspace: &Workspace, slots: &[Slot]) -> Option<Num> {
    let items = slots.iter().map(|slot| workspace.item(*slot));
    let efforts = items.filter_map(|item| Some((item.kind, i128::from(micro(estimate(workspace, item)?)))));
    let (mut all, mut technical) = (0, 0);
    for (kind, effort) in efforts {
        all += effort;
        technical += if kind.technical() { effort } else { 0 };
    }
    if all > 0 { round(technical as f64 / all as f64) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::{Entry, Stamp};
    use crate::domain::workshop::Workshop;
    use crate::domain::workspace::Head;

    /// `a` and `b` are in, `c` is out, `d` has no score, `e` is held out, `f` is parked, `g` came in done.
    const WORKSPACE: &str = r#"{
        "framework": "value-effort", "capacity": {"amount": 5, "unit": "points"},
        "items": [
            {"id": "a", "title": "A", "scores": {"impact": 5, "effort": 2}, "actual_effort": 1},
            {"id": "b", "title": "B", "kind": "tech", "scores": {"impact": 4, "effort": 3}},
            {"id": "c", "title": "C", "kind": "debt", "deferrals": 2, "scores": {"impact": 3, "effort": 3},
             "cost_of_not_doing": "a day a week"},
            {"id": "d", "title": "D"},
            {"id": "e", "title": "E", "pin": {"held": "out"}, "scores": {"impact": 5, "effort": 1}},
            {"id": "f", "title": "F", "horizon": "parked", "scores": {"impact": 5, "effort": 1}},
            {"id": "g", "title": "G", "status": "done", "scores": {"impact": 5, "effort": 1}}
        ]
    }"#;

    fn workshop() -> Workshop {
        let head: Head = serde_json::from_str(WORKSPACE).unwrap();
        Workshop::new(Workspace::load(head).unwrap().0)
    }

    fn slot(workshop: &Workshop, id: &str) -> Slot {
        workshop.workspace().slot(&id.into()).unwrap()
    }

    fn at(day: u32) -> Stamp {
        Stamp { at: format!("2026-01-{day:02}T10:00:00Z").parse().ok(), by: None }
    }

    fn finish(workshop: &mut Workshop, id: &str, actual: f64, day: u32) -> Entry {
        let command = Command::Finish {
            item: slot(workshop, id),
            actual: Num::new(actual),
            date: format!("2026-01-{day:02}"),
        };
        workshop.perform(command, at(day)).unwrap().entry
    }

    fn effort(workshop: &mut Workshop, id: &str, to: u32, day: u32) -> Entry {
        let (item, to) = (slot(workshop, id), Some(Num::from(to)));
        let command = Command::Agree { item, criterion: "effort".into(), to };
        workshop.perform(command, at(day)).unwrap().entry
    }

    fn close(workshop: &mut Workshop, id: &str, done: &[(&str, f64)], day: u32) -> Result<Cycle, Rejection> {
        let done = done.iter().map(|(id, actual)| (slot(workshop, id), Num::new(*actual))).collect();
        let closing = Closing { id: id.to_owned(), date: format!("2026-01-{day:02}"), done };
        workshop.perform(Command::CloseCycle(closing), at(day))?;
        Ok(workshop.workspace().head().cycles.last().cloned().unwrap())
    }

    fn ids(ids: &[crate::domain::id::ItemId]) -> String {
        ids.iter().map(crate::domain::id::ItemId::as_str).collect::<Vec<_>>().join(" ")
    }

    fn deferrals(workshop: &Workshop) -> Vec<u32> {
        workshop.workspace().items().iter().map(|item| item.deferrals).collect()
    }

    #[test]
    fn what_is_in_is_committed_what_is_out_counts_and_what_is_done_takes_its_number() {
        let mut workshop = workshop();
        let before = workshop.workspace().clone();
        let cycle = close(&mut workshop, " 2026-Q1 ", &[("a", 4.0), ("c", 2.0)], 20).unwrap();
        assert_eq!((cycle.id.as_str(), cycle.closed.as_deref()), ("2026-Q1", Some("2026-01-20")));
        assert_eq!((ids(&cycle.committed), ids(&cycle.done)), ("a b".to_owned(), "a c".to_owned()));
        assert_eq!(ids(&cycle.deferred), "d e", "c was out and done all the same");
        assert_eq!(deferrals(&workshop), [0, 0, 2, 1, 1, 0, 0]);
        assert_eq!(serde_json::to_string(&cycle.estimates).unwrap(), r#"{"a":2,"b":3,"c":3}"#);
        assert_eq!(cycle.tech_share, Num::new(0.75));
        let a = workshop.workspace().item(slot(&workshop, "a")).clone();
        let details = a.rare.details.as_deref().unwrap();
        assert_eq!((a.status, details.actual_effort), (Status::Done, Num::new(4.0)));
        assert_eq!(details.finished_in.as_deref(), Some("2026-Q1"));

        let entry = workshop.workspace().log().last().unwrap().clone();
        let told = tell(workshop.workspace(), &entry);
        assert_eq!(
            told.headline(),
            "cycle 2026-Q1 closed: 2 committed, 2 done (1 was not committed), 2 deferred"
        );
        workshop.perform(Command::Undo, at(20)).unwrap();
        let without_log =
            |workspace: &Workspace| Head { log: [].into_iter().collect(), ..workspace.head().clone() };
        assert_eq!(without_log(workshop.workspace()), without_log(&before));
        let entry = workshop.workspace().log().last().unwrap();
        let told = tell(workshop.workspace(), entry).headline();
        assert_eq!(told, "undo: cycle 2026-Q1 open again · A comes in");
        workshop.perform(Command::Redo, at(20)).unwrap();
        assert_eq!(deferrals(&workshop), [0, 0, 2, 1, 1, 0, 0]);
    }

    #[test]
    fn what_is_done_gives_no_room_back_before_the_cycle_is_over() {
        let mut workshop = workshop();
        let entry = finish(&mut workshop, "a", 3.0, 10);
        assert_eq!((ids(&entry.entered), ids(&entry.left)), (String::new(), "a".to_owned()));
        assert_eq!(tell(workshop.workspace(), &entry).headline(), "A done: took 3, estimated 2");
        let load = workshop.standing().load().unwrap();
        assert_eq!((load.used, load.spent), (5_000_000, 2_000_000));
        assert!(!workshop.standing().is_in(slot(&workshop, "c")));

        let cycle = close(&mut workshop, "1", &[], 20).unwrap();
        assert_eq!((ids(&cycle.committed), ids(&cycle.done)), ("b a".to_owned(), "a".to_owned()));
        assert_eq!(ids(&cycle.deferred), "c d e");
        let load = workshop.standing().load().unwrap();
        assert_eq!((load.used, load.spent), (3_000_000, 0), "two points are free, and c takes three");

        // It belongs to that cycle from now on, not to the next one.
        let next = close(&mut workshop, "2", &[], 30).unwrap();
        assert_eq!((ids(&next.committed), ids(&next.done)), ("b".to_owned(), String::new()));
        assert_eq!(deferrals(&workshop), [0, 0, 4, 2, 2, 0, 0]);
    }

    #[test]
    fn what_is_done_takes_its_effort_whatever_else_is_known_of_it() {
        let mut workshop = workshop();
        finish(&mut workshop, "a", 3.0, 10);
        let a = slot(&workshop, "a");
        let spent = workshop.standing().load().unwrap().spent;
        let impact =
            workshop.workspace().framework().criteria().iter().find(|rule| rule.id.as_str() != "effort");
        let criterion = impact.unwrap().id.clone();
        let mut head = workshop.workspace().head().clone();
        head.items.get_mut(a.index()).unwrap().scores.set(&criterion, None);
        let lacking = Workshop::new(Workspace::load(head).unwrap().0);
        assert_eq!((spent, lacking.standing().load().unwrap().spent), (2_000_000, 2_000_000));
    }

    #[test]
    fn an_item_is_opened_again_and_what_it_took_is_corrected() {
        let mut workshop = workshop();
        finish(&mut workshop, "a", 3.0, 10);
        let entry = finish(&mut workshop, "a", 4.0, 11);
        assert_eq!(tell(workshop.workspace(), &entry).headline(), "what A took 3 → 4");
        let a = slot(&workshop, "a");
        let entry = workshop.perform(Command::Reopen(a), at(12)).unwrap().entry;
        assert_eq!(tell(workshop.workspace(), &entry).headline(), "A open again · no rank → #2 · comes in");
        assert_eq!(workshop.standing().load().unwrap().spent, 0);
        assert_eq!(workshop.perform(Command::Reopen(a), at(12)), Err(Rejection::NotDone("A".into())));
        for (actual, item) in [(-1.0, "a"), (1e13, "a")] {
            let command = Command::Finish {
                item: slot(&workshop, item),
                actual: Num::new(actual),
                date: String::new(),
            };
            let refused = workshop.perform(command, at(12));
            assert_eq!(refused, Err(Rejection::NoEffort(Num::new(actual).unwrap())));
        }
    }

    #[test]
    fn the_plan_is_what_was_in_at_the_end_of_the_workshop() {
        let mut workshop = workshop();
        close(&mut workshop, "1", &[], 5).unwrap();
        // The workshop takes place later; what it changes is the plan.
        effort(&mut workshop, "c", 1, 8);
        effort(&mut workshop, "b", 5, 8);
        let planned = workshop.standing().inside().map(|slot| workshop.workspace().item(slot).id.clone());
        assert_eq!(ids(&planned.collect::<Vec<_>>()), "c a");
        effort(&mut workshop, "c", 5, 14);
        finish(&mut workshop, "a", 2.0, 16);
        let cycle = close(&mut workshop, "2", &[], 31).unwrap();
        assert_eq!((ids(&cycle.planned), ids(&cycle.committed)), ("a c".to_owned(), "a".to_owned()));
        assert_eq!(cycle.done.len(), 1);
        // The same day leaves no time in which anything could have changed.
        effort(&mut workshop, "c", 2, 31);
        assert_eq!(ids(&close(&mut workshop, "3", &[], 31).unwrap().planned), "");
    }

    #[test]
    fn the_plan_is_made_in_the_workshop_and_not_by_filling_the_backlog() {
        let text = r#"{"framework": "value-effort", "capacity": {"amount": 5, "unit": "points"}}"#;
        let head: Head = serde_json::from_str(text).unwrap();
        let mut workshop = Workshop::new(Workspace::load(head).unwrap().0);
        let items = ["a", "b"].map(|id| Item { id: id.into(), title: id.into(), ..Item::default() });
        workshop.perform(Command::Add(items.to_vec()), at(5)).unwrap();
        for (item, criterion) in [("a", "impact"), ("a", "effort"), ("b", "impact"), ("b", "effort")] {
            let command = Command::Agree {
                item: slot(&workshop, item),
                criterion: criterion.into(),
                to: Num::new(2.0),
            };
            workshop.perform(command, at(8)).unwrap();
        }
        effort(&mut workshop, "b", 5, 14);
        let cycle = close(&mut workshop, "1", &[], 31).unwrap();
        assert_eq!((ids(&cycle.planned), ids(&cycle.committed)), ("a b".to_owned(), "a".to_owned()));
        assert!(closed_at_once(&workshop).is_empty());
    }

    #[test]
    fn a_cycle_that_is_closed_in_the_sitting_in_which_it_began_has_no_plan() {
        let mut workshop = workshop();
        effort(&mut workshop, "c", 1, 5);
        for id in ["1", "2"] {
            assert_eq!(ids(&close(&mut workshop, id, &[], 5).unwrap().planned), "", "{id}");
        }
        close(&mut workshop, "3", &[], 30).unwrap();
        let mut at_once: Vec<&str> = closed_at_once(&workshop).into_iter().collect();
        at_once.sort_unstable();
        assert_eq!(at_once, ["1", "2"]);
    }

    #[test]
    fn a_closing_that_is_taken_back_and_done_again_is_one() {
        let mut workshop = workshop();
        effort(&mut workshop, "c", 1, 5);
        close(&mut workshop, "1", &[], 30).unwrap();
        let at_once = |workshop: &Workshop| closed_at_once(workshop).len();
        workshop.perform(Command::Undo, at(30)).unwrap();
        workshop.perform(Command::Redo, at(30)).unwrap();
        assert_eq!(at_once(&workshop), 0);
        workshop.perform(Command::Undo, at(30)).unwrap();
        close(&mut workshop, "2", &[], 30).unwrap();
        assert_eq!(at_once(&workshop), 0, "the first one closed nothing");
        close(&mut workshop, "3", &[], 31).unwrap();
        for command in [Command::Undo, Command::Undo, Command::Redo, Command::Redo] {
            workshop.perform(command, at(31)).unwrap();
        }
        assert_eq!(at_once(&workshop), 0, "both again");
    }

    #[test]
    fn without_a_line_or_a_name_of_its_own_no_cycle_is_closed() {
        let mut open = workshop();
        assert_eq!(close(&mut open, "  ", &[], 20), Err(Rejection::NamelessCycle));
        close(&mut open, "1", &[], 20).unwrap();
        assert_eq!(close(&mut open, "1", &[], 20), Err(Rejection::CycleTaken("1".to_owned())));
        let mut none = Workshop::new(Workspace::empty("", "ice").unwrap());
        assert_eq!(close(&mut none, "1", &[], 20), Err(Rejection::NoLine));
    }

    #[test]
    fn a_debt_item_that_falls_out_again_says_what_that_costs() {
        let mut workshop = workshop();
        effort(&mut workshop, "c", 1, 20);
        let entry = effort(&mut workshop, "c", 5, 20);
        assert_eq!(entry.put_off.get(&"c".into()), Some(Num::from(2)));
        let told = tell(workshop.workspace(), &entry).headline();
        assert_eq!(told, "effort of C 1 → 5 · #2 → #4 · falls out ⚠ deferred ×2: a day a week · B comes in");
    }
}
