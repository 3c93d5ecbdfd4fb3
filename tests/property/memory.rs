//! Nothing is lost: the journal replays, undo and redo meet, and files open as they were saved.

use cutline::domain::command::{Command, Rejection};
use cutline::domain::history::History;
use cutline::domain::item::Status;
use cutline::domain::standing::Standing;
use cutline::domain::tradeoff::Entry;
use cutline::domain::workshop::{Gesture, Workshop};
use proptest::prelude::*;

use crate::support::playing::{
    assert_survives_saving, cases, items, live_picture, picture, play, stamp, without_log, written,
};
use crate::support::sessions::{files, open, sessions};

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn replaying_the_journal_gives_the_live_workspace(session in sessions()) {
        let mut replayed = open(&session.file);
        let live = play(&session, |_, now, gesture| {
            let line = serde_json::to_string(gesture).unwrap();
            let read: Gesture = serde_json::from_str(&line).unwrap();
            assert_eq!(read, *gesture);
            replayed.replay(read);
            assert_eq!(replayed, *now.workspace());
        });
        assert_eq!(written(&replayed), written(live.workspace()));
        assert_eq!(picture(&replayed, &Standing::new(&replayed)), live_picture(&live));
    }

    #[test]
    fn undo_then_redo_changes_nothing_but_the_log(session in sessions()) {
        play(&session, |_, now, _| {
            let mut again = now.clone();
            if again.perform(Command::Undo, stamp()).is_ok() {
                again.perform(Command::Redo, stamp()).unwrap();
                assert_eq!(without_log(again.workspace()), without_log(now.workspace()));
                assert_eq!(live_picture(&again), live_picture(now));
            }
        });
    }

    #[test]
    fn redo_then_undo_changes_nothing_but_the_log(session in sessions()) {
        play(&session, |_, now, _| {
            let mut again = now.clone();
            if again.perform(Command::Redo, stamp()).is_ok() {
                again.perform(Command::Undo, stamp()).unwrap();
                assert_eq!(without_log(again.workspace()), without_log(now.workspace()));
            }
        });
    }

    #[test]
    fn undoing_everything_leads_back_to_the_start(session in sessions()) {
        let mut arrived = Vec::new();
        let mut live = play(&session, |_, _, gesture| arrived.extend(gesture.arrivals.clone()));
        let mut start = Workshop::new(open(&session.file));
        undo_everything(&mut live);
        undo_everything(&mut start);
        for item in &mut arrived {
            item.status = Status::Withdrawn;
        }
        assert_eq!(items(live.workspace()), [items(start.workspace()), arrived].concat());
        assert_eq!(live.workspace().head().capacity, start.workspace().head().capacity);
    }

    #[test]
    fn nothing_that_was_recorded_is_erased(session in sessions()) {
        play(&session, |before, now, gesture| {
            let (old, new) = (before.workspace().log(), now.workspace().log());
            assert_eq!(new.len(), old.len() + 1);
            assert_eq!(new.last(), Some(&gesture.entry));
            let facts = |entry: &Entry| {
                (entry.seq, entry.events.clone(), entry.entered.clone(), entry.left.clone())
            };
            assert!(old.iter().map(facts).eq(new.iter().take(old.len()).map(facts)));
            assert!(new.iter().map(|entry| entry.seq).is_sorted_by(|a, b| a < b));
            assert!(now.workspace().items().len() >= before.workspace().items().len());
        });
    }

    #[test]
    fn what_can_be_undone_is_read_from_the_log_alone(session in sessions()) {
        play(&session, |_, now, _| {
            assert_eq!(*now.history(), History::new(now.workspace()));
        });
    }

    #[test]
    fn a_file_is_saved_as_it_was_loaded(file in files()) {
        assert_survives_saving(&open(&file));
    }

    #[test]
    fn a_workshop_can_be_saved_and_opened_again_after_every_gesture(session in sessions()) {
        play(&session, |_, now, _| {
            let again = Workshop::new(assert_survives_saving(now.workspace()));
            assert_eq!(again.history(), now.history());
            assert_eq!(live_picture(&again), live_picture(now));
        });
    }
}

fn undo_everything(workshop: &mut Workshop) {
    while workshop.history().undoable().is_some() {
        workshop.perform(Command::Undo, stamp()).unwrap();
    }
    assert_eq!(workshop.perform(Command::Undo, stamp()), Err(Rejection::NothingToUndo));
}
