//! Two items that are one: the votes and the words of one go to the other, and it stays in the file.

use std::collections::HashSet;

use super::command::{Decision, Rejection};
use super::event::Event;
use super::facet::Facet;
use super::id::{ItemId, Slot};
use super::item::{Item, Status};
use super::tradeoff::EntryKind;
use super::workspace::Workspace;

/// What parts two source keys of one item.
pub const BETWEEN_SOURCES: &str = ", ";

/// Decides to merge one item into another; changes nothing. Costs what there are items: everybody may
/// wait for the one that goes.
pub(super) fn merge(workspace: &Workspace, from: Slot, to: Slot) -> Result<Decision, Rejection> {
    let (item, into) = (workspace.item(from), workspace.item(to));
    if from == to {
        return Err(Rejection::IntoItself(item.called()));
    }
    open(item)?;
    open(into)?;
    let deferrals = put_off(workspace, item, into);
    let mut events = vec![Event::Merged { item: item.id.clone(), into: into.id.clone(), deferrals }];
    events.extend(votes(workspace, item, into));
    events.extend(words(item, into));
    events.extend(dependents(workspace, item, into));
    let mut decision = Decision::new(EntryKind::Merge, events);
    decision.entry.item = Some(into.id.clone());
    Ok(decision)
}

/// How often one item was put off and another was not. A cycle that put off both counts once, and what is only counted may
/// be of the same cycles.
fn put_off(workspace: &Workspace, item: &Item, other: &Item) -> u32 {
    let by = |item: &Item| {
        let cycles = workspace.head().cycles.iter().enumerate();
        cycles
            .filter(|(_, cycle)| cycle.deferred.contains(&item.id))
            .map(|(at, _)| at)
            .collect::<HashSet<usize>>()
    };
    let (cycles, others) = (by(item), by(other));
    let counted = |item: &Item, cycles: &HashSet<usize>| item.deferrals.saturating_sub(cycles.len() as u32);
    let earlier = counted(item, &cycles).saturating_sub(counted(other, &others));
    cycles.difference(&others).count() as u32 + earlier
}

/// Only what is still to be decided on changes its shape.
pub(super) fn open(item: &Item) -> Result<(), Rejection> {
    if item.status == Status::Open { Ok(()) } else { Err(Rejection::Settled(item.called(), item.status)) }
}

/// Who voted only on the one that goes votes on the other. What the room agreed on comes along where the
/// other has nothing at all.
fn votes(workspace: &Workspace, item: &Item, into: &Item) -> Vec<Event> {
    let mut events = Vec::new();
    for rule in workspace.framework().criteria() {
        let Some(theirs) = item.scores.get(&rule.id) else { continue };
        let ours = into.scores.get(&rule.id);
        for (voter, vote) in theirs.votes() {
            if ours.and_then(|ours| ours.vote_of(voter)).is_none() {
                events.push(Event::Voted {
                    item: into.id.clone(),
                    criterion: rule.id.clone(),
                    participant: voter.clone(),
                    from: None,
                    to: Some(*vote),
                });
            }
        }
        let agreed = theirs.agreed().filter(|_| ours.is_none_or(|ours| ours.value().is_none()));
        events.extend(agreed.map(|agreed| Event::Agreed {
            item: into.id.clone(),
            criterion: rule.id.clone(),
            from: None,
            to: Some(agreed),
        }));
    }
    events
}

/// Lists and source keys are joined, gaps are filled; where both say something the other's words stand.
fn words(item: &Item, into: &Item) -> Vec<Event> {
    let (theirs, ours) = (Facet::all(item), Facet::all(into));
    let change = |(theirs, from): (Facet, Facet)| {
        let to = joined(&theirs, &from, (&item.id, &into.id));
        (to != from).then(|| Event::Edited { item: into.id.clone(), from, to })
    };
    theirs.into_iter().zip(ours).filter_map(change).collect()
}

fn joined(theirs: &Facet, ours: &Facet, (gone, stays): (&ItemId, &ItemId)) -> Facet {
    let one = |ours: &Option<String>, theirs: &Option<String>| ours.clone().or_else(|| theirs.clone());
    match (ours, theirs) {
        (Facet::Class(a), Facet::Class(b)) => Facet::Class(a.or(*b)),
        (Facet::Theme(a), Facet::Theme(b)) => Facet::Theme(one(a, b)),
        (Facet::Outcome(a), Facet::Outcome(b)) => Facet::Outcome(one(a, b)),
        (Facet::CostOfNotDoing(a), Facet::CostOfNotDoing(b)) => Facet::CostOfNotDoing(one(a, b)),
        (Facet::Unblocks(a), Facet::Unblocks(b)) => Facet::Unblocks(one(a, b)),
        (Facet::Hypothesis(a), Facet::Hypothesis(b)) => Facet::Hypothesis(one(a, b)),
        (Facet::Description(a), Facet::Description(b)) => Facet::Description(one(a, b)),
        (Facet::Owner(a), Facet::Owner(b)) => Facet::Owner(one(a, b)),
        (Facet::Goals(a), Facet::Goals(b)) => Facet::Goals(both(a, b)),
        (Facet::Acceptance(a), Facet::Acceptance(b)) => Facet::Acceptance(both(a, b)),
        (Facet::Risks(a), Facet::Risks(b)) => Facet::Risks(both(a, b)),
        (Facet::Tags(a), Facet::Tags(b)) => Facet::Tags(both(a, b)),
        (Facet::Source(Some(a)), Facet::Source(Some(b))) => Facet::Source(Some(sources(a, b))),
        (Facet::Source(a), Facet::Source(b)) => Facet::Source(one(a, b)),
        (Facet::DependsOn(a), Facet::DependsOn(b)) => {
            let mut ids = both(a, b);
            ids.retain(|id| id != gone && id != stays || id == stays && a.contains(id));
            Facet::DependsOn(ids)
        }
        (ours, _) => ours.clone(),
    }
}

/// `SHOP-1, SHOP-7`.
fn sources(ours: &str, theirs: &str) -> String {
    let keys = |text: &str| text.split(BETWEEN_SOURCES).map(str::to_owned).collect::<Vec<_>>();
    both(&keys(ours), &keys(theirs)).join(BETWEEN_SOURCES)
}

fn both<T: Clone + PartialEq>(ours: &[T], theirs: &[T]) -> Vec<T> {
    let mut all = ours.to_vec();
    for entry in theirs {
        if !all.contains(entry) {
            all.push(entry.clone());
        }
    }
    all
}

/// Who waited for the one that goes waits for the other.
fn dependents<'w>(
    workspace: &'w Workspace,
    item: &'w Item,
    into: &'w Item,
) -> impl Iterator<Item = Event> + 'w {
    let waits = |other: &&Item| other.id != into.id && other.rare.depends_on.contains(&item.id);
    workspace.items().iter().filter(waits).map(|other| {
        let mut ids: Vec<ItemId> = Vec::new();
        for id in &other.rare.depends_on {
            let id = if *id == item.id { &into.id } else { id };
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Event::Edited {
            item: other.id.clone(),
            from: Facet::DependsOn(other.rare.depends_on.to_vec()),
            to: Facet::DependsOn(ids),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;
    use serde_json::{Value, json};

    fn workshop() -> Workshop {
        let text = r#"{ "framework": "value-effort", "capacity": {"amount": 4, "unit": "points"}, "items": [
            {"id": "night", "title": "Night theme", "source": "SHOP-1", "tags": ["ui"], "depends_on": ["dark", "css"],
             "scores": {"impact": {"votes": {"raj": 4, "mia": 2}}, "effort": 4}},
            {"id": "dark", "title": "Dark mode", "source": "SHOP-7", "tags": ["ui", "a11y"], "owner": "Bo",
             "depends_on": ["night", "api"], "outcome": "Fewer headaches",
             "scores": {"impact": {"votes": {"mia": 5, "eve": 5}, "agreed": 5}, "effort": 2}},
            {"id": "css", "title": "Clean the styles", "depends_on": ["dark", "night"]},
            {"id": "api", "title": "API", "status": "done"},
            {"id": "bare", "title": "Bare"}
        ]}"#;
        Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
    }

    fn merge(workshop: &mut Workshop, item: &str, into: &str) -> Result<String, Rejection> {
        let slot = |id: &str| workshop.workspace().slot(&id.into()).unwrap();
        let (item, into) = (slot(item), slot(into));
        let gesture = workshop.perform(Command::Merge { item, into }, Stamp::default())?;
        Ok(tell(workshop.workspace(), &gesture.entry).headline())
    }

    fn item(workshop: &Workshop, id: &str) -> Value {
        let slot = workshop.workspace().slot(&id.into()).unwrap();
        serde_json::to_value(workshop.workspace().item(slot)).unwrap()
    }

    fn items(workshop: &Workshop) -> String {
        let items: Vec<&Item> = workshop.workspace().items().iter().collect();
        serde_json::to_string(&items).unwrap()
    }

    #[test]
    fn what_was_put_off_stays_so_and_a_cycle_counts_once() {
        for (deferrals, cycles, expected) in [
            ([1, 0], "[]", 1),
            ([3, 1], "[]", 3),
            ([1, 3], "[]", 3),
            ([1, 1], r#"[{"id":"Q1","deferred":["a"]},{"id":"Q2","deferred":["b"]}]"#, 2),
            ([1, 1], r#"[{"id":"Q1","deferred":["a","b"]}]"#, 1),
            ([2, 3], r#"[{"id":"Q1","deferred":["a","b"]},{"id":"Q2","deferred":["a"]}]"#, 4),
        ] {
            let [a, b] = deferrals;
            let text = format!(
                r#"{{"items":[{{"id":"a","deferrals":{a}}},{{"id":"b","deferrals":{b}}}],"cycles":{cycles}}}"#
            );
            let mut workshop =
                Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0);
            let before = items(&workshop);
            merge(&mut workshop, "a", "b").unwrap();
            assert_eq!(item(&workshop, "b")["deferrals"], expected, "{text}");
            workshop.perform(Command::Undo, Stamp::default()).unwrap();
            assert_eq!(items(&workshop), before);
        }
    }

    #[test]
    fn a_class_goes_along_where_the_other_has_none() {
        for (gone, stays, comes_to) in
            [("must", "", "must"), ("must", "could", "could"), ("", "could", "could")]
        {
            let class = |class: &str| {
                if class.is_empty() { String::new() } else { format!(r#","moscow":"{class}""#) }
            };
            let text = format!(r#"{{"items":[{{"id":"a"{}}},{{"id":"b"{}}}]}}"#, class(gone), class(stays));
            let mut workshop =
                Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0);
            merge(&mut workshop, "a", "b").unwrap();
            assert_eq!(item(&workshop, "b")["moscow"], comes_to);
        }
    }

    #[test]
    fn votes_and_words_go_along_and_what_both_have_stays_as_it_is() {
        let mut workshop = workshop();
        let before = items(&workshop);
        let told = merge(&mut workshop, "dark", "night").unwrap();
        assert_eq!(told, "Dark mode merged into Night theme · #2 → #1 · comes in");
        let night = item(&workshop, "night");
        assert_eq!(night["scores"]["impact"], json!({ "votes": { "raj": 4, "mia": 2, "eve": 5 } }));
        assert_eq!(night["scores"]["effort"], 4);
        assert_eq!((&night["source"], &night["tags"]), (&json!("SHOP-1, SHOP-7"), &json!(["ui", "a11y"])));
        assert_eq!((&night["owner"], &night["outcome"]), (&json!("Bo"), &json!("Fewer headaches")));
        assert_eq!(night["depends_on"], json!(["css", "api"]));
        let dark = item(&workshop, "dark");
        assert_eq!((&dark["status"], &dark["merged_into"]), (&json!("merged"), &json!("night")));
        assert_eq!(dark["scores"]["impact"]["votes"], json!({ "mia": 5, "eve": 5 }));
        assert_eq!(item(&workshop, "css")["depends_on"], json!(["night"]));

        let undone = workshop.perform(Command::Undo, Stamp::default()).unwrap();
        assert_eq!(items(&workshop), before);
        let told = tell(workshop.workspace(), &undone.entry).cause;
        assert_eq!(told, "undo: Dark mode parted from Night theme again");
    }

    #[test]
    fn what_nobody_scored_takes_the_scores_of_the_other() {
        let mut workshop = workshop();
        merge(&mut workshop, "dark", "bare").unwrap();
        let bare = item(&workshop, "bare");
        assert_eq!(
            bare["scores"],
            json!({ "impact": { "votes": { "mia": 5, "eve": 5 }, "agreed": 5 }, "effort": 2 })
        );
    }

    #[test]
    fn only_open_items_are_merged_and_not_into_themselves() {
        let mut workshop = workshop();
        for (from, to, why) in [
            ("dark", "dark", "Dark mode cannot be merged into itself"),
            ("api", "dark", "API is done: only open items are merged or split"),
            ("dark", "api", "API is done: only open items are merged or split"),
        ] {
            assert_eq!(merge(&mut workshop, from, to).unwrap_err().to_string(), why);
        }
    }
}
