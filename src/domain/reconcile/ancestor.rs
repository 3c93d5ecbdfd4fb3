//! What two states of a workspace both began with, read from their logs.
//!
//! Whoever saves over a file what they had opened an hour ago did not take back what happened since: they never saw it.

use std::collections::HashSet;

use super::{Reader, common};
use crate::domain::event::Event;
use crate::domain::id::ItemId;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workspace::{Head, Workspace};
use crate::domain::{apply, chunked::Chunked};

/// The state of ours that theirs goes on from: ours as it is where they know of every entry of it, else as it was behind
/// the last entry that both logs begin with. Later entries are taken back, the last first.
///
/// None where the logs do not tell: both have entries and none in common, or ours begins later than theirs ends.
///
/// What was changed in an editor stands in no log: of that the past says what is so today.
///
/// Costs what there are entries, and what happened since then.
pub fn ancestor(ours: &Workspace, theirs: &Workspace) -> Option<Workspace> {
    if is_known(ours.log(), theirs.log()) {
        return Some(ours.clone());
    }
    let mut past = Past { workspace: ours.clone(), newer: Vec::new() };
    // A reason that was given later belongs to its entry: with that taken back more of both may be the same.
    past.go_back(ours.log().iter().take_while(|entry| entry.seq <= theirs.last_seq()).count());
    loop {
        let log = past.workspace.log();
        let shared = common(&[log, theirs.log()]);
        if shared == log.len() {
            break;
        }
        past.go_back(shared);
    }
    let reaches = match ours.log().iter().next() {
        Some(first) if past.workspace.log().is_empty() => {
            theirs.log().is_empty() && first.seq <= theirs.last_seq() + 1
        }
        _ => true,
    };
    if reaches { past.settled() } else { None }
}

/// Whether every entry of a log stands in another one, under whatever number.
fn is_known(log: &Chunked<Entry>, other: &Chunked<Entry>) -> bool {
    let common = common(&[log, other]);
    let read = |log: &Chunked<Entry>| {
        let mut reader = Reader::default();
        log.iter().skip(common).map(|entry| reader.read(entry)).collect::<HashSet<_>>()
    };
    log.len() == common || read(log).is_subset(&read(other))
}

struct Past {
    workspace: Workspace,
    /// The items that were not there yet.
    newer: Vec<ItemId>,
}

impl Past {
    /// Takes back every entry behind the first so many.
    fn go_back(&mut self, kept: usize) {
        let mut log: Vec<Entry> = self.workspace.log().iter().skip(kept).cloned().collect();
        while let Some(entry) = log.pop() {
            for event in entry.events.iter().rev() {
                apply::apply(&mut self.workspace, &event.inverse());
            }
            // What is done again had been there before.
            if !matches!(entry.kind, EntryKind::Undo | EntryKind::Redo) {
                self.newer.extend(entry.events.iter().flat_map(brought).cloned());
            }
        }
        let head = &mut self.workspace.head;
        head.log = head.log.iter().take(kept).cloned().collect();
    }

    /// The workspace without the items that were not there yet.
    fn settled(self) -> Option<Workspace> {
        if self.newer.is_empty() {
            return Some(self.workspace);
        }
        let newer: HashSet<&ItemId> = self.newer.iter().collect();
        let head = self.workspace.head();
        let items: Chunked<_> = head.items.iter().filter(|item| !newer.contains(&item.id)).cloned().collect();
        Workspace::load(Head { items, ..head.clone() }).ok().map(|(workspace, _)| workspace)
    }
}

/// The items that came in with an event.
fn brought(event: &Event) -> &[ItemId] {
    match event {
        Event::Added { items, .. } | Event::Split { items, .. } => items,
        _ => &[],
    }
}
