//! Whatever happened in a session, the ranking before it is the one there was.

use cutline::domain::id::ItemId;
use cutline::domain::item::Status;
use cutline::domain::rewind::{Past, rewound};
use cutline::domain::session::before_last;
use cutline::domain::standing::Standing;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use proptest::prelude::*;

use crate::support::playing::cases;
use crate::support::sessions::{Session, Step, open, sessions};

/// Who ranks where, who has no rank, and what the line holds.
type Order = (Vec<ItemId>, Vec<ItemId>, Option<(usize, i128)>);

fn order(workspace: &Workspace, standing: &Standing) -> Order {
    let ids = |slots: &[_]| slots.iter().map(|slot| workspace.item(*slot).id.clone()).collect();
    let line = standing.line().map(|line| (line.boundary, line.load.used));
    (ids(standing.order()), ids(standing.unscored()), line)
}

/// Plays the first steps of a session on one day and the rest on the next. Returns the workshop between the two, and
/// at the end.
fn two_days(session: &Session, first: usize) -> (Workshop, Workshop) {
    let mut workshop = Workshop::new(open(&session.file));
    let play = |workshop: &mut Workshop, steps: &[Step], day: &str| {
        let stamp = Stamp { at: day.parse().ok(), by: None };
        for step in steps {
            if let Some(command) = step.command(workshop) {
                let _ = workshop.perform(command, stamp.clone());
            }
        }
    };
    let first = first.min(session.steps.len());
    play(&mut workshop, &session.steps[..first], "2031-01-20T10:00:00Z");
    let between = workshop.clone();
    play(&mut workshop, &session.steps[first..], "2031-01-21T10:00:00Z");
    (between, workshop)
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn taking_back_what_came_since_restores_the_ranking(session in sessions(), first in 0_usize..8) {
        let (between, end) = two_days(&session, first);
        let past = rewound(end.workspace(), between.workspace().last_seq());
        prop_assert_eq!(
            order(&past, &Standing::new(&past)),
            order(between.workspace(), between.standing())
        );
    }

    #[test]
    fn the_past_before_the_last_session_hides_what_is_voted_on_now(session in sessions(), first in 0_usize..8) {
        let (between, end) = two_days(&session, first);
        // Without a time an entry that was in the file belongs to the session behind it.
        let is_the_second_day = before_last(end.workspace().log()) == between.workspace().last_seq();
        let past = Past::before_last_session(end.workspace());
        let blind = |id: &ItemId| end.workspace().is_blind(id);
        let ranked = past.standing().order().iter().map(|slot| &past.workspace().item(*slot).id);
        for id in ranked {
            prop_assert!(!blind(id), "{id} is voted on and has a rank");
        }
        let any_blind = end.workspace().items().iter().any(|item| item.in_round() && item.status == Status::Open);
        if is_the_second_day && !any_blind {
            prop_assert_eq!(
                order(past.workspace(), past.standing()),
                order(between.workspace(), between.standing())
            );
        }
    }
}
