//! The first look at every item.

use std::ops::Range;

use super::Standing;
use crate::domain::hands::{Hands, MANY};
use crate::domain::id::Slot;
use crate::domain::ranking::{Place, Seat};
use crate::domain::workspace::Workspace;

/// Looks at every item once: most of what that costs is getting them from memory. The ranking is not sorted yet.
pub(super) fn survey(hands: impl Hands, workspace: &Workspace) -> Standing {
    let items = workspace.items().len();
    if items < MANY {
        return of(workspace, 0..items);
    }
    let half = items / 2;
    let (first, second) = hands.both(|| of(workspace, 0..half), || of(workspace, half..items));
    first.with(second)
}

fn of(workspace: &Workspace, range: Range<usize>) -> Standing {
    let mut seen = Standing::default();
    seen.seats.reserve(range.len());
    for index in range {
        let (slot, item) = (Slot::new(index), &workspace.items()[index]);
        let listed = item.is_candidate();
        let seat = if listed { Seat::of(workspace, slot, item) } else { None };
        seen.seats.push(seat);
        seen.delivered.extend(item.delivered().then_some(slot));
        if listed {
            seen.candidates.push(slot);
            if seat.is_some() { &mut seen.order } else { &mut seen.unscored }.push(slot);
            seen.held.extend(item.held().map(|_| slot));
            seen.classed.extend(item.class.map(|_| slot));
        }
        seen.lightest = [seen.lightest, seat.map(|seat| seat.effort)].into_iter().flatten().min();
    }
    seen
}

impl Standing {
    /// With what was seen of the items behind these.
    fn with(mut self, behind: Standing) -> Standing {
        self.seats.extend(behind.seats);
        self.delivered.extend(behind.delivered);
        self.candidates.extend(behind.candidates);
        self.order.extend(behind.order);
        self.unscored.extend(behind.unscored);
        self.held.extend(behind.held);
        self.classed.extend(behind.classed);
        self.lightest = [self.lightest, behind.lightest].into_iter().flatten().min();
        self
    }
}

/// Sorts places, best first.
pub(super) fn sort(hands: impl Hands, places: &mut [Place]) {
    if places.len() < MANY {
        places.sort_unstable_by(Place::order);
        return;
    }
    let (first, second) = places.split_at_mut(places.len() / 2);
    hands.both(|| first.sort_unstable_by(Place::order), || second.sort_unstable_by(Place::order));
    // Two runs that are in order are only merged.
    places.sort_by(Place::order);
}
