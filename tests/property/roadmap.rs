//! Every open item stands on the roadmap once, and now is what is in.

use std::collections::BTreeSet;

use cutline::domain::id::Slot;
use cutline::domain::item::{Horizon, Status};
use cutline::domain::ranking::micro;
use cutline::domain::roadmap::{self, Board, Grouping};
use cutline::domain::workshop::Workshop;
use proptest::prelude::*;

use crate::support::playing::{cases, ids, model, play, slots};
use crate::support::sessions::sessions;

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn every_open_item_stands_on_the_roadmap_once_and_what_is_in_is_now(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let naive = model(workshop.workspace());
        for grouping in Grouping::ALL {
            let board = Board::new(&workshop, *grouping);
            let mut stand: Vec<Slot> = Vec::new();
            for horizon in Horizon::ALL {
                let cards = cards(&board, *horizon);
                let named: BTreeSet<String> = ids(workshop.workspace(), &cards).into_iter().collect();
                assert!(*horizon != Horizon::Now || named == naive.inside(), "{named:?}");
                let ranked = cards.iter().filter(|slot| workshop.standing().index(**slot).is_some()).count();
                assert!(!horizon.sets_aside() || ranked == 0, "what is set aside is not ranked");
                assert!(cards.iter().all(|slot| board.horizon(*slot) == Some(*horizon)));
                stand.extend(cards);
            }
            stand.sort_unstable();
            let workspace = workshop.workspace();
            let open = slots(workspace).filter(|slot| workspace.item(*slot).status == Status::Open);
            assert_eq!(stand, open.collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_now_takes_what_the_line_holds_and_stands_best_first(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let board = Board::new(&workshop, Grouping::None);
        let now = board.column(Horizon::Now);
        let load = workshop.standing().load().unwrap_or_default();
        if workshop.workspace().framework().effort().is_some() {
            let done = workshop.standing().line().map_or(0, |_| done(&workshop));
            assert_eq!(now.tally.effort, load.effort - done);
        }
        for horizon in Horizon::ALL {
            let ranks = cards(&board, *horizon).into_iter().filter_map(|slot| workshop.standing().index(slot));
            let ranks: Vec<usize> = ranks.collect();
            let parted = *horizon == Horizon::Next;
            assert!(parted || ranks.is_sorted(), "{horizon}: {ranks:?}");
        }
    }
}

/// The items of a column from top to bottom.
fn cards(board: &Board, horizon: Horizon) -> Vec<Slot> {
    let column = board.column(horizon);
    let rows = (0..column.len()).filter_map(|at| match column.row(at)? {
        roadmap::Row::Card(slot) => Some(slot),
        roadmap::Row::Head(_) => None,
    });
    rows.collect()
}

/// The effort of what was done since the last cycle was closed.
fn done(workshop: &Workshop) -> i128 {
    let workspace = workshop.workspace();
    let done = slots(workspace).filter(|slot| workspace.item(*slot).delivered());
    let effort = workspace.framework().effort().map(|at| &workspace.framework().criteria()[at].id);
    let taken = |slot| effort.and_then(|effort| workspace.item(slot).scores.value(effort));
    done.filter_map(taken).map(|effort| i128::from(micro(effort))).sum()
}
