//! What the discuss screen says holds for every workshop: break-evens and counts are what trying them out gives.

use std::collections::BTreeSet;

use cutline::domain::crew::InTurn;
use cutline::domain::decisive::{decisive, every_disagreement};
use cutline::domain::discuss::{Discussion, Point};
use cutline::domain::id::Slot;
use cutline::domain::swing::Model;
use cutline::domain::whatif::way_over;
use cutline::domain::workshop::Workshop;
use proptest::prelude::*;

use crate::support::playing::{agreed, assert_shortest_way, cases, cells, play, tried};
use crate::support::sessions::sessions;

/// Who is in, found by asking everybody.
fn inside(workshop: &Workshop) -> BTreeSet<Slot> {
    let slots = (0..workshop.workspace().items().len()).map(Slot::new);
    slots.filter(|slot| workshop.standing().is_in(*slot)).collect()
}

/// Who is on the other side of the line after each end of the votes was agreed on in a copy.
fn changes_by_trying(workshop: &Workshop, point: &Point) -> BTreeSet<Slot> {
    let (over, before) = (point.over(), inside(workshop));
    let ends = [over.lowest, over.highest].into_iter().flat_map(|end| {
        let after = inside(&agreed(workshop, over.slot, over.criterion, end));
        before.symmetric_difference(&after).copied().collect::<Vec<_>>()
    });
    ends.collect()
}

/// At the break-even the item changes sides, and one step before it does not.
fn assert_break_even(workshop: &Workshop, point: &Point) {
    let (over, workspace) = (point.over(), workshop.workspace());
    let rule = point.criterion(workspace);
    let was = workshop.standing().is_in(over.slot);
    let turns = |value| agreed(workshop, over.slot, over.criterion, value).standing().is_in(over.slot) != was;
    let within = [over.lowest, over.highest].into_iter().any(turns);
    let Some(way) = point.break_even else { return assert!(!within, "{point:?}") };
    assert!(turns(way.value), "{point:?}");
    assert_eq!(within, over.lowest <= way.value && way.value <= over.highest, "{point:?}");
    let median = workspace.item(over.slot).scores.value(&rule.id).unwrap();
    let less = rule.scale.next(Some(way.value), !way.or_more);
    if let Some(less) = less.filter(|less| if way.or_more { median < *less } else { median > *less }) {
        assert!(!turns(less), "{point:?}, {less}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_way_over_the_line_is_the_shortest_and_where_none_is_told_there_is_none(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            let was = workshop.standing().is_in(slot);
            match way_over(&workshop, slot, criterion) {
                Some(way) => assert_shortest_way(&workshop, slot, way, |standing| standing.is_in(slot) != was),
                None if workshop.standing().index(slot).is_none() => {}
                None => for value in tried(&workshop, criterion) {
                    let then = agreed(&workshop, slot, criterion, value);
                    assert_eq!(then.standing().is_in(slot), was, "{value}");
                }
            }
        }
    }

    #[test]
    fn counts_and_break_evens_are_what_trying_gives(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let discussion = Discussion::of(&workshop, |_, _| None);
        for point in &discussion.points {
            let changes = changes_by_trying(&workshop, point);
            prop_assert_eq!(point.changes(), changes.len(), "{:?}", point);
            prop_assert_eq!(point.decides(), !changes.is_empty());
            prop_assert!(!point.told(&workshop).is_empty());
            assert_break_even(&workshop, point);
        }
    }

    #[test]
    fn every_disagreement_stands_there_once_and_in_its_order(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let swing = Model::of(&workshop).map(|model| model.swing(&InTurn(1)));
        let discussion = Discussion::of(&workshop, |slot, criterion| Some(swing.as_ref()?.settled_by(slot, criterion)));
        let key = |point: &Point| (point.over().slot, point.over().criterion);
        let listed: BTreeSet<_> = discussion.points.iter().map(key).collect();
        let open: BTreeSet<_> = every_disagreement(&workshop).map(|over| (over.slot, over.criterion)).collect();
        prop_assert_eq!(listed.len(), discussion.points.len());
        prop_assert_eq!(listed, open);
        let deciding: BTreeSet<_> = discussion.deciding().iter().map(key).collect();
        let decisive: BTreeSet<_> =
            decisive(&workshop).iter().map(|found| (found.over.slot, found.over.criterion)).collect();
        prop_assert_eq!(deciding, decisive);
        let worth = |point: &Point| (point.changes(), point.settles.unwrap_or(0.0));
        prop_assert!(discussion.points.is_sorted_by(|one, next| worth(one) >= worth(next)));
    }
}
