//! One item that is several: the first part keeps its id and its votes, the others begin anew.

use super::command::{Decision, Rejection};
use super::event::Event;
use super::facet::Facet;
use super::id::{ItemId, Slot};
use super::intake::name_arrivals;
use super::item::{Details, Item};
use super::limits;
use super::merge::open;
use super::tradeoff::EntryKind;
use super::workspace::Workspace;

/// Decides to split an item into parts with these titles; changes nothing.
pub(super) fn split(workspace: &Workspace, slot: Slot, titles: &[String]) -> Result<Decision, Rejection> {
    let item = workspace.item(slot);
    open(item)?;
    let mut titles = titles.iter().map(|title| title.trim()).filter(|title| !title.is_empty());
    let first = titles.next().ok_or(Rejection::NoParts)?;
    let mut parts: Vec<Item> = titles.map(|title| part(item, title)).collect();
    if parts.is_empty() {
        return Err(Rejection::NoParts);
    }
    if workspace.items().len() + parts.len() > limits::ITEMS {
        return Err(Rejection::TooMany);
    }
    limits::check_title(first)?;
    parts.iter().try_for_each(|part| limits::check_title(&part.title))?;
    name_arrivals(workspace, &mut parts);
    let items: Vec<ItemId> = parts.iter().map(|part| part.id.clone()).collect();
    let mut events = vec![Event::Split { item: item.id.clone(), items }];
    let (from, to) = (Facet::Title(item.title.to_string()), Facet::Title(first.to_owned()));
    if from != to {
        events.push(Event::Edited { item: item.id.clone(), from, to });
    }
    let mut decision = Decision::new(EntryKind::Split, events);
    decision.entry.item = Some(item.id.clone());
    decision.arrivals = parts;
    Ok(decision)
}

/// A new part: whose it is and what it belongs to comes along, what it is worth and what it takes does not.
fn part(item: &Item, title: &str) -> Item {
    let whole = item.rare.details.as_deref().cloned().unwrap_or_default();
    let details = Details {
        theme: whole.theme,
        goals: whole.goals,
        owner: whole.owner,
        tags: whole.tags,
        split_from: Some(item.id.clone()),
        ..Details::default()
    };
    Item { title: title.into(), kind: item.kind, ..Item::default() }.with_details(details)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    const WORKSPACE: &str = r#"{ "framework": "value-effort", "items": [
        {"id": "pay", "title": "Payments", "kind": "debt", "owner": "Ana", "tags": ["q1"], "source": "SHOP-1",
         "scores": {"impact": 5, "effort": 3}}, {"id": "old", "title": "Old", "status": "done"}]}"#;

    #[test]
    fn the_first_part_keeps_what_was_scored_and_the_others_begin_anew() {
        let mut workshop =
            Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0);
        let split = |workshop: &mut Workshop, item: usize, titles: &[&str]| {
            let titles = titles.iter().map(|title| (*title).to_owned()).collect();
            workshop.perform(Command::Split { item: Slot::new(item), titles }, Stamp::default())
        };
        for (item, titles, why) in [
            (0, &["Retries", " "][..], "an item is split into two titles or more"),
            (0, &[], "an item is split into two titles or more"),
            (1, &["a", "b"], "Old is done: only open items are merged or split"),
        ] {
            assert_eq!(split(&mut workshop, item, titles).unwrap_err().to_string(), why);
        }
        let before = serde_json::to_string(workshop.workspace().item(Slot::new(0))).unwrap();
        let gesture = split(&mut workshop, 0, &["Retries", "Refunds", "Receipts"]).unwrap();
        let told = tell(workshop.workspace(), &gesture.entry).cause;
        assert_eq!(told, "Payments split into Retries, Refunds, Receipts");
        let text = |slot: usize| serde_json::to_string(workshop.workspace().item(Slot::new(slot))).unwrap();
        assert_eq!(text(0), before.replace("Payments", "Retries"));
        assert_eq!(
            text(2),
            r#"{"id":"refunds","title":"Refunds","kind":"debt","owner":"Ana","tags":["q1"],"split_from":"pay"}"#
        );
        let undone = workshop.perform(Command::Undo, Stamp::default()).unwrap();
        let told = tell(workshop.workspace(), &undone.entry).cause;
        assert_eq!(told, "undo: Payments is whole again: Refunds, Receipts taken back");
        assert_eq!(serde_json::to_string(workshop.workspace().item(Slot::new(0))).unwrap(), before);
        assert_eq!(workshop.standing().candidates().len(), 1);
    }
}
