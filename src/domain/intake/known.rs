//! Who is there already: items by the keys that sources gave them, and by their titles.

use std::collections::{HashMap, HashSet, VecDeque};

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

/// The items of the same title, where nothing else could tell that a draft came in before. Each is taken once, in the
/// order of the file.
pub(super) fn same_title<'t>(
    titles: &'t mut HashMap<String, VecDeque<Slot>>,
    draft: &Draft,
) -> Option<&'t mut VecDeque<Slot>> {
    titles.get_mut(&alike(&draft.title)).filter(|_| draft.source.is_none())
}

/// The items that are there by their titles.
pub(super) fn titles(workspace: &Workspace) -> HashMap<String, VecDeque<Slot>> {
    let mut titles: HashMap<String, VecDeque<Slot>> = HashMap::new();
    for (at, item) in workspace.items().iter().enumerate() {
        if item.status != Status::Withdrawn {
            titles.entry(alike(&item.title)).or_default().push_back(Slot::new(at));
        }
    }
    titles
}

/// The item of each title that only one has.
pub(super) fn titled(workspace: &Workspace) -> HashMap<String, Option<ItemId>> {
    let only = |slots: &VecDeque<Slot>| {
        let first = slots.front().filter(|_| slots.len() == 1)?;
        Some(workspace.item(*first).id.clone())
    };
    titles(workspace).into_iter().map(|(title, slots)| (title, only(&slots))).collect()
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
