//! Who is there already: items by the keys that sources gave them, and by their titles.

use std::collections::{HashMap, VecDeque};

use crate::domain::aim::alike;
use crate::domain::draft::Draft;
use crate::domain::id::ItemId;
use crate::domain::item::{Item, Status};
use crate::domain::merge::BETWEEN_SOURCES;
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

/// The item of the same title, where nothing else could tell that a draft came in before. Of several each is taken once,
/// in the order of the file.
pub(super) fn same_title(titles: &mut HashMap<String, VecDeque<ItemId>>, draft: &Draft) -> Option<ItemId> {
    let ids = titles.get_mut(&alike(&draft.title)).filter(|_| draft.source.is_none())?;
    if ids.len() > 1 { ids.pop_front() } else { ids.front().cloned() }
}

/// The items that are there by their titles.
pub(super) fn titles(workspace: &Workspace) -> HashMap<String, VecDeque<ItemId>> {
    let present = workspace.items().iter().filter(|item| item.status != Status::Withdrawn);
    let mut titles: HashMap<String, VecDeque<ItemId>> = HashMap::new();
    for item in present {
        titles.entry(alike(&item.title)).or_default().push_back(item.id.clone());
    }
    titles
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
