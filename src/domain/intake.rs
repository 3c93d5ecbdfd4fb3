//! From drafts to items of a workspace: what is there already is skipped, what does not fit is told.

use std::collections::{HashMap, HashSet};

use super::aim::Aims;
use super::draft::Draft;
use super::id::{CriterionId, ItemId};
use super::item::{Details, Item, Scores, Status};
use super::load::Mint;
use super::merge::BETWEEN_SOURCES;
use super::number::Num;
use super::vote::Score;
use super::workspace::Workspace;

/// What becomes of the drafts of one import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// The new items, each with an id that nobody has yet, in the order of the drafts.
    pub items: Vec<Item>,
    /// The drafts that are no new items.
    pub skipped: Vec<Skipped>,
    /// What was left out of the new items, or kept without being understood.
    pub warnings: Vec<Warning>,
}

/// A draft whose source key somebody else has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The row of the draft.
    pub row: usize,
    /// Its source key.
    pub source: String,
    /// The earlier row that has the same key; none where an item of the workspace has it.
    pub first: Option<usize>,
}

/// Something about one field of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The row of the draft.
    pub row: usize,
    /// The field, or the id of the criterion.
    pub field: String,
    /// What is wrong, and what was done about it.
    pub message: String,
}

/// Turns drafts into items that `Command::Add` brings into the workspace.
///
/// Items that were withdrawn do not count as there: an import that was undone can be done again.
pub fn intake(workspace: &Workspace, drafts: Vec<Draft>) -> Intake {
    let mut desk = Desk {
        workspace,
        aims: Aims::new(workspace.head()),
        known: sources(workspace),
        named: HashMap::new(),
        warnings: Vec::new(),
    };
    let titles = keyless_titles(workspace);
    let mut given: HashSet<ItemId> = HashSet::with_capacity(drafts.len());
    let mut skipped = Vec::new();
    let mut mint = Mint::default();
    let mut fresh = Vec::with_capacity(drafts.len());
    for draft in drafts {
        if let Some((source, known)) = desk.same_source(&draft) {
            skipped.push(Skipped { row: draft.row, source, first: known.row });
            let there = known.id.clone();
            desk.named.extend(draft.id.map(|name| (name, there)));
            continue;
        }
        if draft.source.is_none() && titles.contains(draft.title.as_str()) {
            skipped.push(Skipped { row: draft.row, source: draft.title, first: None });
            continue;
        }
        let id = mint.id(&draft.title, |id| workspace.slots.contains_key(id) || given.contains(id));
        given.insert(id.clone());
        desk.named.extend(draft.id.clone().map(|name| (name, id.clone())));
        if let Some(source) = &draft.source {
            desk.known.insert(source.clone(), Known { id: id.clone(), row: Some(draft.row) });
        }
        fresh.push((id, draft));
    }
    // Only now: an item may depend on one that stands further down.
    let items = fresh.into_iter().map(|(id, draft)| desk.item(id, draft)).collect();
    Intake { items, skipped, warnings: desk.warnings }
}

/// The titles of what is there without a source key: nothing else could tell that it came in before.
fn keyless_titles(workspace: &Workspace) -> HashSet<&str> {
    let present = workspace.items().iter().filter(|item| item.status != Status::Withdrawn);
    present.filter(|item| item.source().is_none()).map(|item| &*item.title).collect()
}

/// An item that a source key leads to.
struct Known {
    id: ItemId,
    /// The row it came from; none where the workspace had it before.
    row: Option<usize>,
}

fn sources(workspace: &Workspace) -> HashMap<String, Known> {
    let present = workspace.items().iter().filter(|item| item.status != Status::Withdrawn);
    // A merged item's key leads to the one it went into, which has both.
    let present = present.filter(|item| item.status != Status::Merged);
    let keys = |item: &'_ Item| {
        let keys = item.source().into_iter().flat_map(|keys| keys.split(BETWEEN_SOURCES).chain([keys]));
        let known = |key: &str| (key.to_owned(), Known { id: item.id.clone(), row: None });
        keys.map(known).collect::<Vec<_>>()
    };
    present.flat_map(keys).collect()
}

/// Where drafts are turned into items.
struct Desk<'w> {
    workspace: &'w Workspace,
    aims: Aims<'w>,
    known: HashMap<String, Known>,
    /// The items that an id of the source leads to.
    named: HashMap<String, ItemId>,
    warnings: Vec<Warning>,
}

impl Desk<'_> {
    fn same_source(&self, draft: &Draft) -> Option<(String, &Known)> {
        let source = draft.source.as_ref()?;
        Some((source.clone(), self.known.get(source)?))
    }

    fn item(&mut self, id: ItemId, draft: Draft) -> Item {
        let details = Details {
            theme: draft.theme.map(|theme| self.theme(theme)),
            description: draft.description,
            source: draft.source,
            owner: draft.owner,
            tags: draft.tags,
            ..Details::default()
        };
        Item {
            title: draft.title.into_boxed_str(),
            kind: draft.kind.unwrap_or_default(),
            status: if draft.done { Status::Done } else { Status::Open },
            scores: self.scores(draft.row, &draft.scores),
            depends_on: self.depends_on(draft.row, &id, draft.depends_on),
            id,
            ..Item::default()
        }
        .with_details(details)
    }

    /// The id of the listed theme that is meant, else the words of the source.
    fn theme(&self, words: String) -> String {
        let meant = self.aims.theme_named(&words);
        meant.map_or(words, |at| self.workspace.head().themes[at].id.clone())
    }

    /// The scores that are on their scales.
    fn scores(&mut self, row: usize, given: &[(String, f64)]) -> Scores {
        let mut scores = Scores::default();
        for (field, raw) in given {
            let id = CriterionId::from(field.as_str());
            let Some(criterion) = self.workspace.framework().criterion(&id) else {
                self.warn(row, field, "the framework has no such criterion: left out".to_owned());
                continue;
            };
            let Some(value) = Num::new(*raw).filter(|value| criterion.scale.contains(*value)) else {
                let allowed = criterion.scale.allowed();
                self.warn(row, field, format!("{raw} is not on the scale ({allowed}): left unscored"));
                continue;
            };
            scores.set(&id, Some(Score::Plain(value)));
        }
        scores
    }

    /// The ids of the items that ids of the source lead to, or its keys; what leads nowhere stays as it is.
    fn depends_on(&mut self, row: usize, own: &ItemId, keys: Vec<String>) -> Vec<ItemId> {
        let mut ids: Vec<ItemId> = Vec::with_capacity(keys.len());
        for key in keys {
            let named = self.named.get(&key).cloned();
            let found = named.or_else(|| self.known.get(&key).map(|known| known.id.clone()));
            let is_known = found.is_some();
            let id = found.unwrap_or_else(|| ItemId::from(key.as_str()));
            if id == *own {
                self.warn(row, "depends_on", format!("{key} is this item itself: left out"));
                continue;
            }
            if !is_known && self.workspace.slot(&id).is_none() {
                self.warn(row, "depends_on", format!("no item has the key {key}: kept as it is"));
            }
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn warn(&mut self, row: usize, field: &str, message: String) {
        self.warnings.push(Warning { row, field: field.to_owned(), message });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    const WORKSPACE: &str = r#"{
        "themes": [{"id": "rel", "title": "Reliability"}],
        "items": [{"id": "pay", "title": "Fix payments", "source": "SHOP-1"},
                  {"id": "gone", "title": "Gone", "source": "SHOP-9", "status": "withdrawn"}]
    }"#;

    fn workspace() -> Workspace {
        Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0
    }

    fn draft(row: usize, title: &str, source: &str) -> Draft {
        let source = (!source.is_empty()).then(|| source.to_owned());
        Draft { title: title.to_owned(), source, row, ..Draft::default() }
    }

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn drafts_become_items_with_ids_of_their_own() {
        let drafts =
            vec![draft(2, "Fix payments!", ""), draft(3, "Fix payments", ""), draft(4, "Gone", "SHOP-9")];
        let intake = intake(&workspace(), drafts);
        let ids: Vec<&str> = intake.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["fix-payments", "fix-payments-2", "gone-2"]);
        assert!(intake.skipped.is_empty() && intake.warnings.is_empty());
    }

    #[test]
    fn a_source_key_comes_in_once() {
        let drafts = vec![draft(2, "A", "SHOP-1"), draft(3, "B", "SHOP-2"), draft(4, "C", "SHOP-2")];
        let intake = intake(&workspace(), drafts);
        assert_eq!(intake.items.len(), 1);
        let skipped = |row, source: &str, first| Skipped { row, source: source.to_owned(), first };
        assert_eq!(intake.skipped, [skipped(2, "SHOP-1", None), skipped(4, "SHOP-2", Some(3))]);
    }

    #[test]
    fn keys_and_themes_are_resolved_and_the_rest_is_told() {
        let mut first = draft(2, "A", "SHOP-2");
        first.depends_on = owned(&["SHOP-1", "SHOP-3", "SHOP-2", "pay", "SHOP-77"]);
        first.theme = Some("reliability".to_owned());
        let mut second = draft(3, "B", "SHOP-3");
        second.theme = Some("Growth".to_owned());
        let intake = intake(&workspace(), vec![first, second]);
        let ids: Vec<&str> = intake.items[0].depends_on.iter().map(ItemId::as_str).collect();
        assert_eq!(ids, ["pay", "b", "SHOP-77"]);
        let themes = intake.items.iter().map(|item| item.details.as_ref().unwrap().theme.as_deref());
        assert_eq!(themes.collect::<Vec<_>>(), [Some("rel"), Some("Growth")]);
        let messages: Vec<&str> = intake.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(
            messages,
            ["SHOP-2 is this item itself: left out", "no item has the key SHOP-77: kept as it is"]
        );
    }

    #[test]
    fn a_value_off_the_scale_is_left_out() {
        let mut off = draft(5, "A", "");
        off.scores = vec![("effort".to_owned(), 0.0), ("urgency".to_owned(), 4.0), ("ease".to_owned(), 1.0)];
        let intake = intake(&workspace(), vec![off]);
        let scores = &intake.items[0].scores;
        assert_eq!(scores.value(&"urgency".into()), Num::new(4.0));
        assert_eq!(scores.iter().count(), 1);
        let warning = |field: &str, message: &str| Warning {
            row: 5,
            field: field.to_owned(),
            message: message.to_owned(),
        };
        let expected = [
            warning("effort", "0 is not on the scale (1, 2, 3, 4, 5): left unscored"),
            warning("ease", "the framework has no such criterion: left out"),
        ];
        assert_eq!(intake.warnings, expected);
    }

    #[test]
    fn what_is_done_comes_in_done_and_stays_so_through_undo_and_redo() {
        let mut done = draft(2, "A", "");
        done.done = true;
        let items = intake(&workspace(), vec![done, draft(3, "B", "")]).items;
        let mut workshop = Workshop::new(workspace());
        let mut statuses: Vec<Vec<Status>> = Vec::new();
        for command in [Command::Add(items), Command::Undo, Command::Redo] {
            workshop.perform(command, Stamp::default()).unwrap();
            statuses.push(workshop.workspace().items().iter().skip(2).map(|item| item.status).collect());
        }
        let there = vec![Status::Done, Status::Open];
        assert_eq!(statuses, [there.clone(), vec![Status::Withdrawn; 2], there]);
    }
}
