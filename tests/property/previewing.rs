//! What is previewed is what happens: values, capacities, pins, and ways up and in.

use cutline::app::rows::Rows;
use cutline::domain::capacity::redraw;
use cutline::domain::command::{Command, Rejection};
use cutline::domain::cutline::weight;
use cutline::domain::item::{Held, Pin};
use cutline::domain::pin;
use cutline::domain::running::Running;
use cutline::domain::standing::Standing;
use cutline::domain::whatif::{ways_in, ways_up, what_if, what_if_given};
use proptest::prelude::*;

use crate::support::playing::{agreed, assert_shortest_way, cases, cells, play, slots, stamp, tried};
use crate::support::sessions::{Step, capacities, sessions};

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn what_a_score_would_do_is_what_it_does(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            for value in tried(&workshop, criterion) {
                let promised = what_if(&workshop, slot, criterion, value);
                let done = agreed(&workshop, slot, criterion, value);
                assert_eq!(promised.value, value);
                assert_eq!(promised.outcome.index, done.standing().index(slot));
                assert_eq!(promised.outcome.is_in, done.standing().is_in(slot));
                if done.workspace().log().len() > workshop.workspace().log().len() {
                    assert_eq!(promised.outcome.crossing, *done.crossing());
                } else {
                    assert!(promised.outcome.crossing.is_empty(), "it is so already");
                }
            }
        }
    }

    #[test]
    fn what_a_vote_would_do_is_what_it_does(session in sessions(), who in 0..3_usize) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            let Some(voter) = workshop.workspace().head().participants.get(who).map(|voter| voter.id.clone()) else { continue };
            for value in tried(&workshop, criterion) {
                let promised = what_if_given(&workshop, (slot, criterion), Some(&voter), value);
                let id = workshop.workspace().framework().criteria()[criterion].id.clone();
                let mut done = workshop.clone();
                let command = Command::Vote { item: slot, criterion: id, participant: voter.clone(), to: Some(value) };
                match done.perform(command, stamp()) {
                    Ok(_) => assert_eq!(promised.outcome.crossing, *done.crossing()),
                    // It is not for them to vote on.
                    Err(Rejection::WrongSide { .. }) => continue,
                    Err(rejection) => assert_eq!(rejection, Rejection::Unchanged),
                }
                assert_eq!(promised.value, value);
                assert_eq!(promised.outcome.index, done.standing().index(slot));
            }
        }
    }

    #[test]
    fn what_a_capacity_would_do_is_what_it_does(session in sessions(), capacity in capacities()) {
        let before = play(&session, |_, _, _| {});
        let mut after = before.clone();
        let command = Step::SetCapacity(capacity).command(&before).unwrap();
        let promised = redraw(before.standing(), match after.perform(command, stamp()) {
            Ok(_) => after.workspace().limit(),
            Err(rejection) => {
                assert_eq!(rejection, Rejection::Unchanged);
                before.workspace().limit()
            }
        });
        assert_eq!(promised.line.as_ref(), Standing::new(after.workspace()).line());
        assert!(promised.crossing.is_empty() || promised.crossing == *after.crossing());
    }

    #[test]
    fn what_a_pin_would_do_is_what_it_does(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for slot in slots(workshop.workspace()) {
            for to in [Some(Held::In), Some(Held::Out), None] {
                let Some(promised) = pin::preview(workshop.standing(), slot, to) else { continue };
                let mut done = workshop.clone();
                let written = to.map(|held| Pin {
                    held: Some(held),
                    owner: "Ana".to_owned(),
                    reason: "law".to_owned(),
                    ..Pin::default()
                });
                match done.perform(Command::Pin { item: slot, to: written }, stamp()) {
                    Ok(_) => assert_eq!(promised.crossing, *done.crossing()),
                    Err(rejection) => assert_eq!(rejection, Rejection::Unchanged),
                }
                assert_eq!(promised.is_in, done.standing().is_in(slot));
                let deviates = pin::deviates(done.standing(), slot);
                let free = pin::preview(done.standing(), slot, None).unwrap();
                assert_eq!(deviates, to.is_some() && done.standing().line().is_some()
                    && free.is_in != promised.is_in);
            }
        }
    }

    #[test]
    fn the_running_total_counts_what_stands_above(session in sessions()) {
        play(&session, |_, now, _| {
            let standing = now.standing();
            let Some(mut running) = Running::new(standing) else {
                return assert!(standing.line().is_none());
            };
            let (line, rows) = (*standing.line().unwrap(), Rows::new(now));
            let spent = line.load.spent;
            let (mut total, mut last_in) = (spent, spent);
            for row in (0..rows.len()).filter_map(|row| rows.at(row)) {
                let cutline::app::rows::Row::Ranked(slot, index) = row else { continue };
                let expected = standing.seat(slot).filter(|seat| seat.held != Some(Held::Out)).map(|seat| {
                    total += weight(seat, line.measure);
                    total
                });
                assert_eq!(running.total(slot, index), expected);
                if standing.is_in(slot) {
                    last_in = total;
                }
            }
            assert_eq!(last_in, line.load.used);
        });
    }

    #[test]
    fn a_way_in_leads_in_and_one_step_less_does_not(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for slot in slots(workshop.workspace()) {
            for way in ways_in(&workshop, slot) {
                assert_shortest_way(&workshop, slot, way, |standing| standing.is_in(slot));
            }
        }
    }

    #[test]
    fn a_way_up_lifts_by_a_place_or_more_and_one_step_less_does_not(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for slot in slots(workshop.workspace()) {
            let from = workshop.standing().index(slot);
            for way in ways_up(&workshop, slot) {
                assert_shortest_way(&workshop, slot, way, |standing| standing.index(slot) < from);
            }
        }
    }

    #[test]
    fn where_no_way_up_is_told_nothing_lifts(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            let Some(from) = workshop.standing().index(slot) else {
                assert_eq!(ways_up(&workshop, slot), []);
                continue;
            };
            if !ways_up(&workshop, slot).iter().any(|way| way.criterion == criterion) {
                for value in tried(&workshop, criterion) {
                    let to = agreed(&workshop, slot, criterion, value).standing().index(slot);
                    assert!(to >= Some(from), "{value}: {from} → {to:?}");
                }
            }
        }
    }

    #[test]
    fn where_no_way_in_is_told_there_is_none(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            let standing = workshop.standing();
            let ways = ways_in(&workshop, slot);
            let pinned = workshop.workspace().item(slot).held().is_some();
            if standing.is_in(slot) || standing.index(slot).is_none() || pinned {
                assert_eq!(ways, []);
            } else if !ways.iter().any(|way| way.criterion == criterion) {
                for value in tried(&workshop, criterion) {
                    assert!(!agreed(&workshop, slot, criterion, value).standing().is_in(slot), "{value}");
                }
            }
        }
    }
}
