//! Undo and redo as appended facts: nothing is erased, the log says what was taken back.

use super::tradeoff::{Entry, EntryKind};
use super::workspace::Workspace;

/// Which entries can be taken back, and which of those taken back can be done again. Made from the
/// log alone, so that it is the same after a restart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The entries that stand for themselves, by index in the log: reasons stand with what they explain, and
    /// sealed answers with their round.
    shown: Vec<u32>,
    noted: u32,
    done: Vec<u64>,
    undone: Vec<u64>,
    /// The number of the last restore, which undo does not go past: what was here before is in a backup.
    restored: Option<u64>,
}

impl History {
    /// Reads the log from its beginning.
    pub fn new(workspace: &Workspace) -> History {
        let mut history = History::default();
        for entry in workspace.log().iter() {
            history.note(entry);
        }
        history
    }

    /// Takes in one more entry.
    pub fn note(&mut self, entry: &Entry) {
        if entry.is_listed() {
            self.shown.push(self.noted);
        }
        self.noted += 1;
        if entry.kind == EntryKind::Restore {
            self.restored = Some(entry.seq);
            self.undone.clear();
        }
        let (from, to) = match entry.kind {
            EntryKind::Undo => (&mut self.done, &mut self.undone),
            EntryKind::Redo => (&mut self.undone, &mut self.done),
            _ => {
                if entry.reversible() {
                    self.done.push(entry.seq);
                    self.undone.clear();
                }
                return;
            }
        };
        // Mostly the last one; in a merged log others may stand between a gesture and what took it back.
        let found = entry.about.and_then(|about| from.iter().rposition(|seq| *seq == about));
        if let Some(at) = found {
            from.remove(at);
        }
        match entry.about {
            // In a merged log what the other side did stands between, after which nothing was left to be done again.
            Some(about) if entry.kind == EntryKind::Redo => {
                let place = to.partition_point(|seq| *seq < about);
                if to.get(place) != Some(&about) {
                    to.insert(place, about);
                }
            }
            Some(about) if found.is_some() => to.push(about),
            _ => {}
        }
    }

    /// The entries that stand for themselves, oldest first, by index in the log.
    pub fn shown(&self) -> &[u32] {
        &self.shown
    }

    /// Whether an entry changed something and was not taken back since, or was done again.
    pub fn stands(&self, seq: u64) -> bool {
        // What is done again comes back to its place, so that the numbers ascend.
        self.done.binary_search(&seq).is_ok()
    }

    /// Whether what an entry tells is so still: it stands, or it is none that could be taken back, as what a merge
    /// decided, a restored backup, or what another program wrote.
    pub fn holds(&self, entry: &Entry) -> bool {
        !entry.reversible() || self.stands(entry.seq)
    }

    /// The number of the last entry that can be taken back.
    pub fn undoable(&self) -> Option<u64> {
        self.undoables().next()
    }

    /// The numbers of those that can be taken back, the last one first.
    pub(super) fn undoables(&self) -> impl Iterator<Item = u64> {
        self.done.iter().rev().copied().take_while(|seq| self.restored.is_none_or(|restored| *seq > restored))
    }

    /// Whether undo would go on if no backup had been restored.
    pub fn ends_at_restore(&self) -> bool {
        self.restored.is_some() && self.undoable().is_none() && !self.done.is_empty()
    }

    /// The number of the entry that redo does again.
    pub fn redoable(&self) -> Option<u64> {
        self.redoables().next()
    }

    /// The numbers of those that can be done again, the one that was taken back last first.
    pub(super) fn redoables(&self) -> impl Iterator<Item = u64> {
        self.undone.iter().rev().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;

    fn entry(seq: u64, kind: EntryKind, about: Option<u64>) -> Entry {
        Entry {
            seq,
            kind,
            about,
            events: [Event::Added { items: Vec::new(), done: Vec::new(), source: None }].into(),
            ..Entry::default()
        }
    }

    #[test]
    fn undo_goes_back_redo_goes_forth_and_a_new_gesture_ends_redo() {
        let mut history = History::default();
        let mut seen = Vec::new();
        for (seq, kind, about) in [
            (1, EntryKind::Score, None),
            (2, EntryKind::Vote, None),
            (3, EntryKind::Undo, Some(2)),
            (4, EntryKind::Undo, Some(1)),
            (5, EntryKind::Redo, Some(1)),
            (6, EntryKind::Reason, Some(1)),
            (7, EntryKind::Score, None),
        ] {
            history.note(&entry(seq, kind, about));
            seen.push((history.undoable(), history.redoable()));
        }
        let expected = [
            (Some(1), None),
            (Some(2), None),
            (Some(1), Some(2)),
            (None, Some(1)),
            (Some(1), Some(2)),
            (Some(1), Some(2)),
            (Some(7), None),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_was_done_again_stands_whoever_did_something_in_between() {
        let mut history = History::default();
        for (seq, kind, about) in [
            (1, EntryKind::Score, None),
            (2, EntryKind::Undo, Some(1)),
            (3, EntryKind::Score, None),
            (4, EntryKind::Redo, Some(1)),
            (5, EntryKind::Redo, Some(1)),
        ] {
            history.note(&entry(seq, kind, about));
        }
        assert!(history.stands(1) && history.stands(3));
        history.note(&entry(6, EntryKind::Undo, Some(1)));
        assert_eq!((history.stands(1), history.undoable(), history.redoable()), (false, Some(3), Some(1)));
    }

    #[test]
    fn what_somebody_else_did_meanwhile_keeps_nothing_from_being_taken_back() {
        let mut history = History::default();
        for (seq, kind, about) in
            [(1, EntryKind::Score, None), (2, EntryKind::Score, None), (3, EntryKind::Undo, Some(1))]
        {
            history.note(&entry(seq, kind, about));
        }
        assert_eq!((history.stands(1), history.stands(2)), (false, true));
        assert_eq!((history.undoable(), history.redoable()), (Some(2), Some(1)));
        history.note(&entry(4, EntryKind::Redo, Some(1)));
        assert_eq!((history.stands(1), history.stands(2)), (true, true));
    }
}
