//! What the log tells about the cycle that is being closed.

use std::collections::HashSet;

use super::super::event::Event;
use super::super::id::ItemId;
use super::super::session::sessions;
use super::super::standing::Standing;
use super::super::tradeoff::EntryKind;
use super::super::workshop::Workshop;
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

/// What was in when the cycle began, in the order of the file: at the end of the first session after the cycle
/// before was closed that left anything in, which is the workshop; what only fills the backlog is none. It is
/// read off the log backwards, from what is in now. Nothing where that session is still on at the date of the
/// closing: there was no time in which anything could have changed.
pub(super) fn planned(workspace: &Workspace, standing: &Standing, date: &str) -> Vec<ItemId> {
    let log = workspace.log();
    let start = start(workspace);
    let ends = sessions(log).into_iter().map(|session| session.entries.end);
    let mut ends: Vec<usize> = ends.filter(|end| *end > start).collect();
    let last = log.last().and_then(|entry| entry.at).map(|at| at.date_naive().to_string());
    if last.is_none_or(|last| last == date) {
        ends.pop();
    }
    let mut inside: HashSet<ItemId> = standing.inside().map(|slot| workspace.item(slot).id.clone()).collect();
    let mut plan = HashSet::new();
    let mut read = log.len();
    for end in ends.into_iter().rev() {
        for entry in (end..read).rev().map(|i| &log[i]) {
            for id in &entry.entered {
                inside.remove(id);
            }
            inside.extend(entry.left.iter().cloned());
        }
        read = end;
        if !inside.is_empty() {
            plan.clone_from(&inside);
        }
    }
    workspace.items().iter().map(|item| &item.id).filter(|id| plan.contains(*id)).cloned().collect()
}

/// The cycle that an event closes.
fn closed(event: &Event) -> Option<&str> {
    match event {
        Event::CycleClosed { cycle } => Some(&cycle.id),
        _ => None,
    }
}

/// The cycles that were closed in the sitting in which they began: there was no time for a plan to change. What was
/// taken back closed nothing, and doing it again is no closing of its own.
pub(in crate::domain) fn closed_at_once(workshop: &Workshop) -> HashSet<&str> {
    let log = workshop.workspace().log();
    let closes =
        |(at, _): &(usize, &str)| log[*at].kind != EntryKind::Redo && workshop.history().holds(&log[*at]);
    let closing = |at: usize| log[at].events.iter().filter_map(closed).map(move |id| (at, id));
    let closings: Vec<(usize, &str)> = (0..log.len()).flat_map(closing).filter(closes).collect();
    let sessions = sessions(log);
    let one_sitting = |from: usize, to: usize| {
        sessions.iter().any(|session| session.entries.contains(&from) && session.entries.contains(&to))
    };
    let begins = std::iter::once(0).chain(closings.iter().map(|(at, _)| *at));
    let pairs = closings.iter().zip(begins);
    pairs.filter(|((at, _), begin)| begin < at && one_sitting(*begin, *at)).map(|((_, id), _)| *id).collect()
}
