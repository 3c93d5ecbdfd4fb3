//! Who is there already: items by the keys that sources gave them, and by their titles.

use std::collections::{HashMap, HashSet};

use super::LONGEST_TOLD;
use crate::domain::aim::alike;
use crate::domain::draft::Draft;
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::{Item, Status};
use crate::domain::merge::BETWEEN_SOURCES;
use crate::domain::text::{brief, first_of};
use crate::domain::workspace::Workspace;

/// An item that a source key leads to.
pub(super) struct Known {
    pub(super) id: ItemId,
    /// The row it came from; none where the workspace had it before.
    pub(super) row: Option<usize>,
}

/// Whether a source key is a number alone, as each source has its own.
pub(super) fn is_number(key: &str) -> bool {
    let key = key.strip_prefix('#').unwrap_or(key);
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whom a title means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// This item.
    One(Slot),
    /// Somebody whom another row is about.
    Taken,
    /// Nobody who is there.
    Nobody,
}

/// The items that are there by their titles. That of one that was merged is also a title of the one it went into.
#[derive(Default)]
pub(super) struct Titles(HashMap<String, Vec<Slot>>);

impl Titles {
    pub(super) fn of(workspace: &Workspace) -> Titles {
        let mut titles = Titles::default();
        for (at, item) in workspace.items().iter().enumerate() {
            let meant = match item.status {
                Status::Withdrawn => None,
                Status::Merged => survivor(workspace, item),
                Status::Open | Status::Done => Some(Slot::new(at)),
            };
            titles.0.entry(alike(&item.title)).or_default().extend(meant);
        }
        titles
    }

    /// The item that every one of a title is, by title.
    pub(super) fn only(&self, workspace: &Workspace) -> HashMap<String, Option<ItemId>> {
        let only = |slots: &Vec<Slot>| {
            let first = slots.first().filter(|first| slots.iter().all(|slot| slot == *first))?;
            Some(workspace.item(*first).id.clone())
        };
        let there = self.0.iter().filter(|(_, slots)| !slots.is_empty());
        there.map(|(title, slots)| (title.clone(), only(slots))).collect()
    }

    /// Takes the item of a title, of several the first that has come as far, each once.
    pub(super) fn take(&mut self, workspace: &Workspace, title: &str, done: bool) -> Meant {
        let Some(slots) = self.0.get_mut(title) else { return Meant::Nobody };
        let as_far = |slot: &Slot| (workspace.item(*slot).status == Status::Done) == done;
        let at = slots.iter().position(as_far).unwrap_or(0);
        if slots.is_empty() { Meant::Taken } else { Meant::One(slots.remove(at)) }
    }

    /// Takes out those whom keys of the source tell.
    pub(super) fn without(mut self, told: &HashSet<Slot>) -> Titles {
        self.0.values_mut().for_each(|slots| slots.retain(|slot| !told.contains(slot)));
        self.0.retain(|_, slots| !slots.is_empty());
        self
    }
}

/// The item that a merged one went into, over any number of merges.
fn survivor(workspace: &Workspace, item: &Item) -> Option<Slot> {
    let into = |item: &Item| workspace.slot(item.rare.details.as_ref()?.merged_into.as_ref()?);
    let mut slot = into(item)?;
    // A file by hand may lead in a circle.
    for _ in 0..workspace.items().len() {
        if workspace.item(slot).status != Status::Merged {
            return Some(slot);
        }
        slot = into(workspace.item(slot))?;
    }
    None
}

/// The items that others were merged into.
pub(super) fn survivors(workspace: &Workspace) -> HashSet<Slot> {
    let merged = workspace.items().iter().filter(|item| item.status == Status::Merged);
    merged.filter_map(|item| survivor(workspace, item)).collect()
}

/// A theme that is the key of another row, or of an item that is there, is called what that one is.
pub(super) fn name_parents(workspace: &Workspace, known: &HashMap<String, Known>, drafts: &mut [Draft]) {
    let keys: HashSet<&str> = drafts.iter().filter_map(|draft| draft.theme.as_deref()).collect();
    let parents = drafts.iter().filter(|draft| draft.source.as_deref().is_some_and(|key| keys.contains(key)));
    // Of several rows of one key the first comes in.
    let of_rows: HashMap<String, String> =
        parents.rev().filter_map(|draft| Some((draft.source.clone()?, draft.title.clone()))).collect();
    let of_item = |key: &str| {
        let slot = workspace.slot(&known.get(key)?.id)?;
        Some(workspace.item(slot).shown_title().to_owned())
    };
    for draft in drafts.iter_mut().filter(|draft| draft.theme != draft.source) {
        let Some(key) = &draft.theme else { continue };
        if let Some(name) = of_rows.get(key).cloned().or_else(|| of_item(key)) {
            draft.theme = Some(name);
        }
    }
}

/// How many items are named that a source does not have any more.
const NAMED: usize = 3;

/// What keys of one source have in common: all but the number at their end.
fn family(key: &str) -> &str {
    key.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// The open items whose keys a source does not have any more: `not in this source: SSO, Dark mode`. None where that are
/// more than a quarter: it is a part of the source. Keys of another source are not looked for.
pub(super) fn missing(workspace: &Workspace, there: &[(Slot, Draft)]) -> Option<String> {
    let there: HashSet<Slot> = there.iter().map(|(slot, _)| *slot).collect();
    let families: HashSet<&str> =
        there.iter().filter_map(|slot| workspace.item(*slot).source().map(family)).collect();
    let has_key = |slot: &Slot| {
        let item = workspace.item(*slot);
        item.status == Status::Open && item.source().is_some_and(|key| families.contains(family(key)))
    };
    let (known, missing): (Vec<Slot>, Vec<Slot>) =
        (0..workspace.items().len()).map(Slot::new).filter(has_key).partition(|slot| there.contains(slot));
    let names =
        missing.iter().map(|slot| brief(workspace.item(*slot).shown_title(), LONGEST_TOLD).into_owned());
    (known.len() >= 3 * missing.len() && !missing.is_empty())
        .then(|| format!("not in this source: {}", first_of(names, missing.len(), NAMED)))
}

/// Who has which source key.
pub(super) fn sources(workspace: &Workspace) -> HashMap<String, Known> {
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
