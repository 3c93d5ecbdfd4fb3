//! What an entry tells of the line, of ranks and of scores is what changed.

use std::collections::BTreeSet;

use cutline::domain::cutline::{Cutline, weight};
use cutline::domain::event::Event;
use cutline::domain::id::ItemId;
use cutline::domain::item::Status;
use cutline::domain::session::{net, sessions as cut};
use cutline::domain::standing::{Crossing, Standing};
use cutline::domain::tradeoff::{EntryKind, Stamp, round};
use cutline::domain::workshop::Workshop;
use proptest::prelude::*;

use crate::support::playing::{
    cases, is_blind, live_picture, model, play, slots, sorted, stamp, weightless, written,
};
use crate::support::sessions::{open, open_text, sessions};

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn who_came_in_and_fell_out_is_the_difference_of_the_two_lines(session in sessions()) {
        play(&session, |before, now, gesture| {
            if is_blind(before) || is_blind(now) {
                return;
            }
            let (was_in, is_in) = (model(before.workspace()).inside(), model(now.workspace()).inside());
            let entry = &gesture.entry;
            assert_eq!(sorted(&entry.entered), is_in.difference(&was_in).cloned().collect::<Vec<_>>());
            assert_eq!(sorted(&entry.left), was_in.difference(&is_in).cloned().collect::<Vec<_>>());
        });
    }

    #[test]
    fn the_net_of_a_session_is_the_difference_of_the_first_line_and_the_last(session in sessions()) {
        let opened = open(&session.file);
        let now = play(&session, |_, _, _| {});
        prop_assume!(!is_blind(&now));
        let log = now.workspace().log();
        let since = log.iter().skip(opened.log().len());
        let net = net(since);
        let (was_in, is_in) = (model(&opened).inside(), model(now.workspace()).inside());
        assert_eq!(sorted(&net.entered), is_in.difference(&was_in).cloned().collect::<Vec<_>>());
        // Whoever got done, or went into another item, fell out of nothing.
        let is_gone = |id: &str| {
            let slot = now.workspace().slot(&id.into());
            slot.is_none_or(|slot| now.workspace().item(slot).status != Status::Open)
        };
        let (left, mut lost) = (sorted(&net.left), was_in.difference(&is_in));
        assert!(left.iter().all(|id| was_in.contains(id) && !is_in.contains(id)));
        assert!(lost.all(|id| left.contains(id) || is_gone(id)), "{left:?}");
        // However a log is cut into sessions, nothing is lost between them.
        let cuts: Vec<usize> = cut(log).into_iter().flat_map(|session| session.entries).collect();
        assert_eq!(cuts, (0..log.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_crossing_names_the_changed_item_first_then_the_best(session in sessions()) {
        play(&session, |before, now, gesture| {
            if is_blind(before) || is_blind(now) {
                return;
            }
            let rank = |workshop: &Workshop, id: &ItemId| {
                let slot = workshop.workspace().slot(id)?;
                workshop.standing().index(slot)
            };
            for told in [&gesture.entry.entered, &gesture.entry.left] {
                let mut expected = told.clone();
                expected.sort_by_key(|id| {
                    let changed = gesture.entry.item.as_ref() == Some(id);
                    (!changed, rank(now, id), rank(before, id))
                });
                assert_eq!(*told, expected);
            }
        });
    }

    #[test]
    fn an_entry_tells_rank_and_score_before_and_after(session in sessions()) {
        play(&session, |before, now, gesture| {
            let stand = |workshop: &Workshop| {
                let slot = gesture.entry.item.as_ref().and_then(|id| workshop.workspace().slot(id));
                slot.map(|slot| Standing::new(workshop.workspace()).stand(slot)).unwrap_or_default()
            };
            let entry = &gesture.entry;
            // A round is told as if the item had kept its place.
            if entry.events.iter().any(Event::is_of_round) {
                return;
            }
            let (before, now) = (stand(before), stand(now));
            assert_eq!((entry.rank.from, entry.rank.to), (before.rank, now.rank));
            assert_eq!(entry.score.from, before.score.and_then(round));
            assert_eq!(entry.score.to, now.score.and_then(round));
        });
    }

    #[test]
    fn who_is_in_is_who_the_log_says_once_nobody_is_voted_on(session in sessions()) {
        let mut workshop = Workshop::new(open(&session.file));
        let inside = |workshop: &Workshop| -> BTreeSet<ItemId> {
            workshop.standing().inside().map(|slot| workshop.workspace().item(slot).id.clone()).collect()
        };
        prop_assume!(!is_blind(&workshop));
        let (mut said, mut changed_meanwhile) = (inside(&workshop), false);
        for step in &session.steps {
            let Some(command) = step.command(&workshop) else { continue };
            let mut again = Workshop::new(open_text(&written(workshop.workspace())));
            let Ok(gesture) = workshop.perform(command.clone(), Stamp::default()) else { continue };
            let (entry, again) = (gesture.entry, again.perform(command, Stamp::default()).unwrap().entry);
            // Whoever opens the file in the middle of rounds tells the same, if nothing else was done meanwhile.
            prop_assert!(changed_meanwhile || again == entry, "{again:?} {entry:?}");
            if entry.events.iter().any(|event| matches!(event, Event::RoundOpened { .. })) {
                prop_assert!(!entry.crossed(), "{entry:?}");
            }
            said.extend(entry.entered.iter().cloned());
            said.retain(|id| !entry.left.contains(id));
            let is_of_rounds = matches!(entry.kind, EntryKind::Round | EntryKind::Answer | EntryKind::Reason);
            changed_meanwhile = is_blind(&workshop) && (changed_meanwhile || !is_of_rounds);
            if !is_blind(&workshop) {
                prop_assert_eq!(&said, &inside(&workshop));
            }
        }
    }

    #[test]
    fn the_workshop_shows_the_crossing_of_the_last_change(session in sessions()) {
        play(&session, |before, now, gesture| {
            if weightless(gesture) {
                assert_eq!(now.crossing(), before.crossing());
            } else if !is_blind(before) && !is_blind(now) {
                let shown = now.crossing().map(|slot| now.workspace().item(*slot).id.clone());
                let logged = Crossing {
                    entered: gesture.entry.entered.to_vec(),
                    left: gesture.entry.left.to_vec(),
                };
                assert_eq!(shown, logged);
            }
        });
    }

    #[test]
    fn the_ranks_before_a_change_are_remembered_for_every_item(session in sessions()) {
        play(&session, |before, now, gesture| {
            for slot in slots(now.workspace()) {
                let remembered = now.standing().index_before(slot);
                if weightless(gesture) {
                    assert_eq!(remembered, before.standing().index_before(slot));
                } else {
                    assert_eq!(remembered, before.standing().index(slot), "{slot:?}");
                }
            }
        });
    }

    #[test]
    fn nothing_but_pins_and_what_is_done_fills_the_line_over_its_capacity(session in sessions()) {
        play(&session, |_, now, _| {
            let Some(line) = model(now.workspace()).line else { return };
            let Some((limit, measure)) = now.workspace().limit() else { panic!("a line without a limit") };
            let standing = now.standing();
            let pinned = standing.inside().filter(|slot| now.workspace().item(*slot).held().is_some());
            let pinned: i128 = pinned.map(|slot| weight(standing.seat(slot).unwrap(), measure)).sum();
            let spent = standing.load().map_or(0, |load| load.spent);
            assert!(line.used <= limit.max(pinned + spent), "{} of {limit}, {pinned} pinned", line.used);
            let over = standing.line().and_then(Cutline::over);
            assert_eq!(over, (line.used > limit).then(|| line.used - limit));
        });
    }

    #[test]
    fn every_pin_has_an_owner_a_reason_and_a_side(session in sessions()) {
        play(&session, |_, _, gesture| {
            for event in &gesture.entry.events {
                let Event::Pinned { to: Some(pin), .. } = event else { continue };
                assert!(pin.held.is_some() && !pin.owner.is_empty() && !pin.reason.is_empty());
                let again = matches!(gesture.entry.kind, EntryKind::Undo | EntryKind::Redo);
                let reason = (!again).then(|| pin.reason.clone());
                assert_eq!(gesture.entry.reason.as_deref(), reason.as_deref());
            }
        });
    }

    #[test]
    fn what_is_rejected_changes_nothing(session in sessions()) {
        let mut workshop = Workshop::new(open(&session.file));
        for step in &session.steps {
            let Some(command) = step.command(&workshop) else { continue };
            let before = workshop.clone();
            if workshop.perform(command, stamp()).is_err() {
                assert_eq!(workshop.workspace(), before.workspace());
                assert_eq!(workshop.history(), before.history());
                assert_eq!(live_picture(&workshop), live_picture(&before));
            }
        }
    }
}
