//! Who can answer for something: the people in the room, then whoever did before.

use std::collections::HashSet;

use super::super::App;
use crate::domain::workspace::Participant;

/// How many entries of the log, from the newest back, are asked who answered for them.
const REACH: usize = 500;

/// How many names there are at most.
const MOST: usize = 200;

/// The names of everybody in the room, of those who answered for an entry of the log, and of the owners
/// of items.
pub(super) fn owners(app: &App) -> Vec<String> {
    let workspace = app.workspace();
    let log = workspace.log();
    let entries = (0..log.len()).rev().take(REACH).filter_map(|i| log[i].owner());
    let items = workspace.items().iter().filter_map(|item| {
        let details = item.rare.details.as_ref().and_then(|details| details.owner.as_deref());
        details.or(item.rare.pin.as_ref().map(|pin| pin.owner.as_str()))
    });
    let people = workspace.head().participants.iter().map(Participant::shown_name);
    let mut known = HashSet::new();
    let named = people.chain(entries).chain(items).map(str::trim).filter(|name| !name.is_empty());
    named.filter(|name| known.insert(*name)).take(MOST).map(str::to_owned).collect()
}
