//! What the log tells about the cycle that is being closed.

use std::collections::HashSet;

use super::super::event::Event;
use super::super::id::ItemId;
use super::super::session::sessions;
use super::super::standing::Standing;
use super::super::workspace::Workspace;

/// The index of the first entry after the cycle before was closed: by its own entry, where the log has it,
/// else by its date.
pub(in crate::domain) fn start(workspace: &Workspace) -> usize {
    let log = workspace.log();
    let Some(last) = workspace.head().cycles.last() else { return 0 };
    let closes = |event: &Event| matches!(event, Event::CycleClosed { cycle } if cycle.id == last.id);
    if let Some(at) = (0..log.len()).rev().find(|i| log[*i].events.iter().any(closes)) {
        return at + 1;
    }
    let date = last.closed.as_deref().unwrap_or_default();
    let is_later = |i: &usize| log[*i].at.is_some_and(|at| at.date_naive().to_string().as_str() > date);
    (0..log.len()).find(is_later).unwrap_or(log.len())
}

/// The items that were in when they were marked as done, as far as the log tells.
pub(super) fn done_from_the_line(workspace: &Workspace) -> HashSet<ItemId> {
    let log = workspace.log();
    let mut found = HashSet::new();
    for entry in (start(workspace)..log.len()).map(|i| &log[i]) {
        for event in &entry.events {
            if let Event::Delivered { item, to, .. } = event {
                if to.done && entry.left.contains(item) {
                    found.insert(item.clone());
                } else if !to.done {
                    found.remove(item);
                }
            }
        }
    }
    found
}

/// What was in when the cycle began, in the order of the file: at the end of the first session in which
/// something was changed after the cycle before was closed, which is the workshop. It is read off the log
/// backwards, from what is in now. Nothing where that session is still on at the date of the closing: there
/// was no time in which anything could have changed.
pub(super) fn planned(workspace: &Workspace, standing: &Standing, date: &str) -> Vec<ItemId> {
    let log = workspace.log();
    let start = start(workspace);
    let workshop =
        sessions(log).into_iter().map(|session| session.entries).find(|entries| entries.contains(&start));
    let Some(end) = workshop.map(|entries| entries.end) else { return Vec::new() };
    let last = log.last().and_then(|entry| entry.at).map(|at| at.date_naive().to_string());
    if end == log.len() && last.is_none_or(|last| last == date) {
        return Vec::new();
    }
    let mut inside: HashSet<ItemId> = standing.inside().map(|slot| workspace.item(slot).id.clone()).collect();
    for entry in (end..log.len()).rev().map(|i| &log[i]) {
        for id in &entry.entered {
            inside.remove(id);
        }
        inside.extend(entry.left.iter().cloned());
    }
    workspace.items().iter().map(|item| &item.id).filter(|id| inside.contains(*id)).cloned().collect()
}
