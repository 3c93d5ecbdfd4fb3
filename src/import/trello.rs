//! Lays out the board that Trello exports as JSON as a table: a card a row, with its list and its own fields.

use std::collections::HashMap;

use serde_json::Value;

use super::ImportError;
use super::grid::Grid;
use super::json::{check_size, names, shape, text};

/// The columns before those that the board calls by names of its own.
const HEADER: [&str; 6] = ["card", "list", "labels", "members", "desc", "shortLink"];

/// The cards of a board that are on it; none where the document is no board.
///
/// # Errors
///
/// That as a table it would be too large.
pub(super) fn grid(board: &Value) -> Result<Option<Grid<'static>>, ImportError> {
    let cards = board.get("cards").and_then(Value::as_array);
    let Some((cards, board)) = cards.zip(Board::of(board)) else { return Ok(None) };
    check_size(cards.len(), HEADER.len() + board.fields.len())?;
    let header = HEADER
        .iter()
        .map(|name| (*name).to_owned())
        .chain(board.fields.iter().map(|field| field.name.clone()));
    let there = cards.iter().filter(|card| !board.is_gone(card));
    Ok(Some(Grid::of_records(header.collect(), (1..).zip(there.map(|card| board.record(card))))))
}

/// What cards name by ids.
struct Board<'b> {
    /// Names of the lists, and whether they are archived.
    lists: HashMap<&'b str, (&'b str, bool)>,
    members: HashMap<&'b str, &'b str>,
    fields: Vec<CustomField<'b>>,
}

/// A field that the board has of its own.
struct CustomField<'b> {
    id: &'b str,
    name: String,
    /// What can be chosen, by id.
    options: HashMap<&'b str, &'b str>,
}

impl<'b> Board<'b> {
    fn of(board: &'b Value) -> Option<Board<'b>> {
        let every = |key: &str| board.get(key).and_then(Value::as_array).into_iter().flatten();
        let lists = board.get("lists")?.as_array()?.iter();
        let list = |list: &'b Value| {
            Some((list["id"].as_str()?, (list["name"].as_str().unwrap_or_default(), list["closed"] == true)))
        };
        let member = |member: &'b Value| Some((member["id"].as_str()?, member["fullName"].as_str()?));
        Some(Board {
            lists: lists.filter_map(list).collect(),
            members: every("members").filter_map(member).collect(),
            fields: every("customFields").filter_map(CustomField::of).collect(),
        })
    }

    /// Archived, by itself or with its list.
    fn is_gone(&self, card: &Value) -> bool {
        card["closed"] == true || self.list(card).is_some_and(|(_, archived)| *archived)
    }

    fn list(&self, card: &Value) -> Option<&(&'b str, bool)> {
        self.lists.get(card["idList"].as_str()?)
    }

    fn record(&self, card: &Value) -> Result<Vec<String>, String> {
        if !card.is_object() {
            return Err(format!("expected a card, found {}", shape(card)));
        }
        // A date that is ticked off says more than the list.
        let list = self.list(card).map_or("", |(name, _)| name);
        let list = if card["dueComplete"] == true { "done" } else { list };
        let first = card["idMembers"].as_array().and_then(|ids| self.members.get(ids.first()?.as_str()?));
        let mut cells = vec![
            text(card, "name")?,
            list.to_owned(),
            names(card.get("labels").map(with_colours).as_ref(), &["name"])?,
            (*first.unwrap_or(&"")).to_owned(),
            text(card, "desc")?,
            text(card, "shortLink")?,
        ];
        let items = card["customFieldItems"].as_array();
        let held = |field: &CustomField| {
            let item = items.into_iter().flatten().find(|item| item["idCustomField"] == field.id);
            item.map(|item| field.value(item)).unwrap_or_default()
        };
        cells.extend(self.fields.iter().map(held));
        Ok(cells)
    }
}

/// Labels without a name are called by their colour, as on the board.
fn with_colours(labels: &Value) -> Value {
    let Some(labels) = labels.as_array() else { return labels.clone() };
    let called = |label: &Value| {
        let name = label["name"].as_str().filter(|name| !name.is_empty());
        name.or(label["color"].as_str()).map_or_else(|| label.clone(), Value::from)
    };
    labels.iter().map(called).collect()
}

impl<'b> CustomField<'b> {
    fn of(field: &'b Value) -> Option<CustomField<'b>> {
        let option = |option: &'b Value| Some((option["id"].as_str()?, option["value"]["text"].as_str()?));
        let options = field["options"].as_array().into_iter().flatten();
        Some(CustomField {
            id: field["id"].as_str()?,
            name: field["name"].as_str()?.to_owned(),
            options: options.filter_map(option).collect(),
        })
    }

    /// What a card says in it: a choice, else a number, a text, a date or a tick, all of which Trello writes as text.
    fn value(&self, item: &Value) -> String {
        let chosen = item["idValue"].as_str().and_then(|id| self.options.get(id)).copied();
        let written = item["value"].as_object().and_then(|value| value.values().next()?.as_str());
        chosen.or(written).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CriterionName, Options, read};
    use crate::domain::draft::Life;

    const BOARD: &str = r#"{
        "name": "Clinic", "closed": false,
        "lists": [{"id": "l1", "name": "To do"}, {"id": "l2", "name": "Done"}, {"id": "l3", "name": "Old", "closed": true}],
        "members": [{"id": "m1", "fullName": "Ana Ruiz"}],
        "customFields": [
            {"id": "f1", "name": "Impact", "type": "number"},
            {"id": "f2", "name": "Effort", "type": "list",
             "options": [{"id": "o1", "value": {"text": "3"}}, {"id": "o2", "value": {"text": "5"}}]}],
        "cards": [
            {"name": "Fix payments", "desc": "one\ntwo", "idList": "l1", "closed": false, "shortLink": "aB3",
             "labels": [{"name": "tech debt", "color": "red"}, {"name": "", "color": "sky"}], "idMembers": ["m1"],
             "customFieldItems": [{"idCustomField": "f1", "value": {"number": "4"}}, {"idCustomField": "f2", "idValue": "o2"}]},
            {"name": "Dark mode", "idList": "l2", "shortLink": "aB4"},
            {"name": "Archived", "idList": "l1", "closed": true, "shortLink": "aB5"},
            {"name": "In an archived list", "idList": "l3", "shortLink": "aB6"},
            {"name": "Ticked off", "idList": "l1", "dueComplete": true, "shortLink": "aB7"},
            "oops"]}"#;

    #[test]
    fn cards_become_drafts_with_their_lists_and_own_fields() {
        let criterion =
            |id: &str| CriterionName { id: id.into(), name: id.into(), ..CriterionName::default() };
        let options = Options { criteria: &[criterion("impact"), criterion("effort")], ..Options::default() };
        let batch = read(BOARD.as_bytes(), "board.json", &options).unwrap();
        let first = &batch.drafts[0];
        assert_eq!(
            (batch.kind.as_str(), first.title.as_str(), first.source.as_deref()),
            ("Trello", "Fix payments", Some("aB3"))
        );
        assert_eq!(
            (first.owner.as_deref(), first.description.as_deref()),
            (Some("Ana Ruiz"), Some("one\ntwo"))
        );
        assert_eq!(
            (&first.tags[..], first.life),
            (&["tech debt".to_owned(), "sky".to_owned()][..], Some(Life::Open))
        );
        assert_eq!(first.scores, [("impact".to_owned(), 4.0), ("effort".to_owned(), 5.0)]);
        let rest: Vec<_> = batch.drafts[1..].iter().map(|draft| (draft.title.as_str(), draft.life)).collect();
        assert_eq!(rest, [("Dark mode", Some(Life::Done)), ("Ticked off", Some(Life::Done))]);
        assert_eq!(batch.problems[0].message, "expected a card, found a text");
    }
}
