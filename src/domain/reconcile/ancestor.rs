//! What two states of a workspace both began with, read from their logs.
//!
//! Whoever saves over a file what they had opened an hour ago did not take back what happened since: they never saw it.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::taking_back::take_back;
use super::{Reader, common};
use crate::domain::event::Event;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workspace::{Head, Workspace};

/// Ours without what they never saw: entries that they do not know, under whatever number, are taken back, the last first.
/// Where they restored a backup, ours as it is: what they have not was given up.
///
/// None where the logs do not tell: ours begins later than theirs ends, or a backup was restored here since.
///
/// What was changed in an editor stands in no log: of that it says what is so today.
///
/// Costs what there are entries, and what they never saw.
pub fn ancestor(ours: &Workspace, theirs: &Workspace) -> Option<Workspace> {
    let restored = |entries: &[&Entry]| entries.iter().any(|entry| entry.kind == EntryKind::Restore);
    if restored(&unseen(theirs, ours)) {
        return Some(ours.clone());
    }
    let unseen = unseen(ours, theirs);
    let begins = ours.log().iter().next().map_or(1, |first| first.seq);
    let is_gap = unseen.first().is_some_and(|first| first.seq == begins) && begins > theirs.last_seq() + 1;
    if is_gap || restored(&unseen) { None } else { without(ours, &unseen, theirs) }
}

/// The entries of ours that they do not know, oldest first.
pub fn unseen<'w>(ours: &'w Workspace, theirs: &Workspace) -> Vec<&'w Entry> {
    let logs = [ours.log(), theirs.log()];
    let common = common(&logs);
    let mut reader = Reader::default();
    let known: HashSet<_> = theirs.log().iter().skip(common).map(|entry| reader.read(entry)).collect();
    let cut_off = cut_off(theirs);
    let mut reader = Reader::default();
    let is_unseen = |entry: &&Entry| !known.contains(&reader.read(entry)) && !cut_off.contains(&entry.seq);
    ours.log().iter().skip(common).filter(is_unseen).collect()
}

/// The numbers of what they knew and have no more: somebody may have cut the log off, and how far it went is noted beside
/// it.
fn cut_off(theirs: &Workspace) -> RangeInclusive<u64> {
    theirs.log().last().map_or(0, |last| last.seq) + 1..=theirs.last_seq()
}

/// A workspace as if some entries had not been. Its log is what both have.
fn without(ours: &Workspace, entries: &[&Entry], theirs: &Workspace) -> Option<Workspace> {
    let mut past = ours.clone();
    past.head.items = ours.items().iter().map(Item::laid_open).collect();
    let mut newer: HashSet<&ItemId> = HashSet::new();
    for entry in entries.iter().rev() {
        for event in entry.events.iter().rev() {
            take_back(&mut past, event);
        }
        // What is done again had been there before.
        if !matches!(entry.kind, EntryKind::Undo | EntryKind::Redo) {
            newer.extend(entry.events.iter().flat_map(brought));
        }
    }
    let gone: HashSet<u64> = entries.iter().map(|entry| entry.seq).collect();
    let cut_off = cut_off(theirs);
    let stays = |entry: &&Entry| !gone.contains(&entry.seq) && !cut_off.contains(&entry.seq);
    past.head.log = past.log().iter().filter(stays).cloned().collect();
    let stays = past.items().iter().filter(|item| !newer.contains(&item.id));
    // What is laid open is put back into its round when it is read.
    let items = stays.cloned().collect();
    Workspace::load(Head { items, ..past.head().clone() }).ok().map(|(workspace, _)| workspace)
}

/// The items that came in with an event.
fn brought(event: &Event) -> &[ItemId] {
    match event {
        Event::Added { items, .. } | Event::Split { items, .. } => items,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::reconcile::{Merged, merge};
    use crate::domain::restore::restored;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    const START: &str = r#"{"framework":"value-effort","items":[
        {"id":"a","scores":{"impact":3,"effort":2}},{"id":"b","scores":{"impact":3,"effort":2}}]}"#;

    fn start() -> Workspace {
        Workspace::load(serde_json::from_str(START).unwrap()).unwrap().0
    }

    fn does(workspace: &mut Workspace, command: Command, minute: u32) {
        let mut workshop = Workshop::new(workspace.clone());
        let at = format!("2026-01-20T10:{minute:02}:00Z").parse().ok();
        workshop.perform(command, Stamp { at, by: None }).unwrap();
        *workspace = workshop.into_workspace();
    }

    /// Agrees on an effort, and notes that as saved.
    fn score(workspace: &mut Workspace, item: &str, to: u32, minute: u32) {
        let item = workspace.slot(&item.into()).unwrap();
        does(workspace, Command::Agree { item, criterion: "effort".into(), to: Some(to.into()) }, minute);
        workspace.set_revision(workspace.last_seq(), String::new());
    }

    fn reason(workspace: &mut Workspace, entry: u64, minute: u32) {
        does(workspace, Command::Reason { entry, text: Some("because".to_owned()) }, minute);
    }

    /// What comes of ours and theirs, as the efforts of both items and how many conflicts there are.
    fn merged(ours: &Workspace, theirs: &Workspace) -> (Workspace, String, usize) {
        let base = ancestor(ours, theirs);
        let Merged { workspace, conflicts } = merge(base.as_ref(), ours, theirs).unwrap();
        let effort =
            |item: &crate::domain::item::Item| item.scores.value(&"effort".into()).unwrap().to_string();
        let told = workspace.items().iter().map(effort).collect::<Vec<_>>().join(" ");
        (workspace, told, conflicts.len())
    }

    #[test]
    fn a_file_that_is_older_than_an_earlier_merge_takes_nothing_back() {
        let (mut window, mut copy) = (start(), start());
        score(&mut copy, "b", 1, 1);
        score(&mut window, "a", 4, 2);
        let editor = window.clone();
        let (mut window, told, conflicts) = merged(&window, &copy);
        assert_eq!((told.as_str(), conflicts), ("4 1", 0), "nothing was in the log when they parted");
        score(&mut window, "a", 2, 3);
        let (_, told, conflicts) = merged(&window, &editor);
        assert_eq!((told.as_str(), conflicts), ("2 1", 0));
    }

    #[test]
    fn a_reason_that_was_given_later_changes_nothing_about_its_entry() {
        for entry in [1, 2] {
            let mut window = start();
            score(&mut window, "b", 3, 1);
            score(&mut window, "a", 4, 2);
            let mut copy = window.clone();
            reason(&mut window, entry, 3);
            score(&mut window, "a", 2, 4);
            score(&mut copy, "b", 5, 5);
            score(&mut copy, "b", 4, 6);
            let (_, told, conflicts) = merged(&window, &copy);
            assert_eq!((told.as_str(), conflicts), ("2 4", 0), "{entry}");
        }
    }

    #[test]
    fn where_ours_stood_against_theirs_nobody_guesses() {
        let (mut window, mut copy) = (start(), start());
        score(&mut window, "a", 3, 1);
        score(&mut copy, "a", 5, 2);
        let (mut window, told, conflicts) = merged(&window, &copy);
        assert_eq!((told.as_str(), conflicts), ("3 2", 1));
        let mut editor = start();
        score(&mut editor, "a", 3, 1);
        score(&mut window, "a", 2, 3);
        let (_, told, _) = merged(&window, &editor);
        assert_eq!(told, "2 2");
    }

    #[test]
    fn a_backup_that_one_side_restored_is_not_undone() {
        let mut both = start();
        score(&mut both, "a", 4, 1);
        let backup = both.clone();
        score(&mut both, "a", 5, 2);
        let back = restored(&Workshop::new(both.clone()), backup, "then", Stamp::default());
        let (workspace, told, conflicts) = merged(&both, &back);
        assert_eq!((told.as_str(), conflicts, workspace.log().len()), ("4 2", 0, 2), "they restored it");
        let (_, told, _) = merged(&back, &both);
        assert_eq!(told, "4 2", "we did, and they had not seen it");
    }

    #[test]
    fn a_log_that_was_cut_off_comes_back_and_takes_nothing_back() {
        let mut window = start();
        score(&mut window, "a", 5, 1);
        score(&mut window, "a", 3, 2);
        let head = Head { log: crate::domain::chunked::Chunked::default(), ..window.head().clone() };
        let cut_off = Workspace::load(head).unwrap().0;
        score(&mut window, "a", 5, 3);
        let (workspace, told, conflicts) = merged(&window, &cut_off);
        assert_eq!((told.as_str(), conflicts, workspace.log().len()), ("5 2", 0, 3));
        assert_eq!(unseen(&window, &cut_off).len(), 1);
    }
}
