//! The end of a cycle counts what it should, and can be taken back.

use std::collections::{BTreeSet, HashSet};

use cutline::domain::command::Command;
use cutline::domain::item::Status;
use cutline::domain::tradeoff::EntryKind;
use proptest::prelude::*;

use crate::support::playing::{cases, live_picture, model, play, sorted, stamp, without_log};
use crate::support::sessions::sessions;

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn closing_a_cycle_counts_each_open_item_that_is_out_once_and_no_other(session in sessions()) {
        play(&session, |before, now, gesture| {
            if gesture.entry.kind != EntryKind::Cycle {
                return;
            }
            let naive = model(before.workspace());
            let is_out = |id: &String| !naive.inside().contains(id);
            let candidates = naive.order().into_iter().chain(naive.unscored.clone());
            let out: BTreeSet<String> = candidates.filter(is_out).collect();
            let items = before.workspace().items().iter().zip(now.workspace().items().iter());
            for (was, is) in items {
                let counts = out.contains(was.id.as_str()) && is.status == Status::Open;
                assert_eq!(is.deferrals, was.deferrals + u32::from(counts), "{}", was.id);
            }
            let cycle = now.workspace().head().cycles.last().unwrap();
            assert_eq!(cycle.deferred.len(), sorted(&cycle.deferred).iter().collect::<HashSet<_>>().len());
            for id in naive.inside() {
                assert!(cycle.committed.iter().any(|committed| committed.as_str() == id), "{id} was in");
            }
            assert!(now.standing().delivered().is_empty(), "everything done belongs to the cycle");
        });
    }

    #[test]
    fn undoing_the_end_of_a_cycle_restores_the_file(session in sessions()) {
        play(&session, |before, now, gesture| {
            if matches!(gesture.entry.kind, EntryKind::Cycle | EntryKind::Done) {
                let mut again = now.clone();
                again.perform(Command::Undo, stamp()).unwrap();
                assert_eq!(without_log(again.workspace()), without_log(before.workspace()));
                assert_eq!(live_picture(&again), live_picture(before));
            }
        });
    }

    #[test]
    fn what_is_done_brings_nobody_in_and_pushes_nobody_out_who_stood_beside_it(session in sessions()) {
        play(&session, |before, _, gesture| {
            let entry = &gesture.entry;
            let Some(item) = entry.item.clone().filter(|item| entry.delivered().contains(item)) else { return };
            assert_eq!(*entry.entered, []);
            let was_in = before.standing().is_in(before.workspace().slot(&item).unwrap());
            if entry.kind == EntryKind::Done && was_in {
                assert_eq!(*entry.left, [item]);
                assert!(!entry.crossed(), "it left the line, and fell out of nothing");
            }
        });
    }
}
