//! What the matrix shows holds for every workshop: everybody who has a score lies on it, the curve parts those above the
//! score of the line from those below, and what a point proposes is the best there is.

use std::collections::BTreeSet;

use cutline::domain::formula::{Half, Point};
use cutline::domain::id::Slot;
use cutline::domain::matrix::{Bar, Matrix, came_from, nearest_scores};
use cutline::domain::number::Num;
use cutline::domain::workshop::Workshop;
use proptest::prelude::*;

use crate::support::playing::{cases, play, slots, weightless};
use crate::support::sessions::{files, open, sessions};

fn matrix(workshop: &Workshop) -> Matrix {
    Matrix::new(workshop, |_| true)
}

/// The point of an item that has a rank.
fn placed(workshop: &Workshop, matrix: &Matrix, slot: Slot) -> Option<Point> {
    workshop.standing().seat(slot)?;
    matrix.point(workshop.workspace(), slot)
}

/// Whether two numbers are the same but for the noise of their last digits.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-8 * one.abs().max(other.abs())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn whoever_has_a_rank_lies_on_the_matrix_and_nobody_else(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let (matrix, standing) = (matrix(&workshop), workshop.standing());
        let dots: Vec<Slot> = matrix.dots().iter().map(|dot| dot.slot).collect();
        prop_assert_eq!(&dots, standing.order());
        for dot in matrix.dots() {
            let at = placed(&workshop, &matrix, dot.slot).unwrap();
            for (half, value) in [(Half::Benefit, at.benefit), (Half::Cost, at.cost)] {
                let (low, high) = matrix.axis(half).ends();
                prop_assert!(low <= value && value <= high, "{half:?} {value} in {low} to {high}");
            }
            let (x, y) = matrix.shares(at);
            prop_assert!((0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y));
            prop_assert_eq!((dot.x, dot.y), (x as f32, y as f32));
            prop_assert_eq!(dot.is_in, standing.is_in(dot.slot));
            let seat = standing.seat(dot.slot).unwrap();
            prop_assert!(same(matrix.parts().score(at), seat.score));
        }
        // Nobody is seen while somebody votes on them blind.
        for slot in slots(workshop.workspace()) {
            let item = workshop.workspace().item(slot);
            prop_assert!(!item.in_round() || !dots.contains(&slot));
        }
    }

    #[test]
    fn the_curve_parts_the_scores(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let (matrix, standing) = (matrix(&workshop), workshop.standing());
        let free = |slot: &&Slot| standing.seat(**slot).is_some_and(|seat| seat.held.is_none());
        let Bar::At(bar) = matrix.bar() else {
            let mut free = standing.order().iter().filter(free);
            let is_so = match matrix.bar() {
                Bar::NoLine => standing.line().is_none(),
                Bar::AllIn => free.all(|slot| standing.is_in(*slot)),
                _ => free.all(|slot| !standing.is_in(*slot)),
            };
            prop_assert!(is_so, "{:?}", matrix.bar());
            return Ok(());
        };
        // An order by hand can put somebody above whoever scores more.
        let earned = |slot: &Slot| standing.seat(*slot).map(|seat| seat.place());
        let by_hand = standing.order().iter().any(|slot| standing.place(*slot) != earned(slot));
        for slot in standing.order() {
            let (at, seat) = (placed(&workshop, &matrix, *slot).unwrap(), standing.seat(*slot).unwrap());
            let needed = matrix.parts().benefit_at(bar, at.cost);
            // Above the curve is exactly whoever scores at least as much.
            if !same(seat.score, bar) {
                prop_assert_eq!(at.benefit > needed, seat.score > bar, "{:?} needs {}", at, needed);
            }
            // And that is who is in, but for what was decided by hand, and for ties.
            if seat.held.is_none() && !by_hand && !same(seat.score, bar) {
                prop_assert_eq!(seat.score > bar, standing.is_in(*slot));
            }
        }
    }

    #[test]
    fn an_axis_only_ever_goes_on_and_its_shares_lead_back(file in files()) {
        let workshop = Workshop::new(open(&file));
        let matrix = matrix(&workshop);
        for half in [Half::Benefit, Half::Cost] {
            let axis = matrix.axis(half);
            let (low, high) = axis.ends();
            prop_assert!(low < high && low <= axis.middle() && axis.middle() <= high);
            let mut shares: Vec<f64> =
                (0..=200).map(|i| axis.share(low + (high - low) * f64::from(i) / 200.0)).collect();
            if axis.is_reversed() {
                shares.reverse();
            }
            prop_assert!(shares.is_sorted_by(|one, next| one < next), "{shares:?}");
            prop_assert_eq!((shares[0], shares[200]), (0.0, 1.0));
            for i in 0..=40 {
                let share = f64::from(i) / 40.0;
                prop_assert!((axis.share(axis.value(share)) - share).abs() < 1e-9);
            }
            prop_assert!(axis.marks().iter().all(|mark| low <= *mark && *mark <= high));
        }
    }

    #[test]
    fn a_point_proposes_what_comes_nearest(file in files(), x in 0.0..=1.0_f64, y in 0.0..=1.0_f64) {
        let workshop = Workshop::new(open(&file));
        let (matrix, workspace) = (matrix(&workshop), workshop.workspace());
        let to = matrix.at((x, y));
        let criteria = workspace.framework().criteria();
        for slot in workshop.standing().order() {
            let away = |criterion: usize, new: Option<Num>| {
                let value = |i: usize| workspace.item(*slot).scores.value(&criteria[i].id);
                let at = matrix.parts().point(|i| new.filter(|_| i == criterion).or_else(|| value(i))).unwrap();
                let (at_x, at_y) = matrix.shares(at);
                (at_x - x).hypot(at_y - y)
            };
            let proposed = nearest_scores(&matrix, workspace, *slot, to);
            let distances: Vec<f64> = proposed.iter().map(|(i, new)| away(*i, Some(*new))).collect();
            prop_assert!(distances.is_sorted());
            let once: BTreeSet<usize> = proposed.iter().map(|(criterion, _)| *criterion).collect();
            prop_assert_eq!(once.len(), proposed.len());
            for (criterion, rule) in criteria.iter().enumerate() {
                let new = proposed.iter().find(|(i, _)| *i == criterion).map(|(_, new)| *new);
                prop_assert!(new.is_none_or(|new| rule.scale.contains(new)));
                let best = away(criterion, new);
                for other in rule.scale.steps() {
                    prop_assert!(best <= away(criterion, Some(*other)) + 1e-8, "{} {other}", rule.id);
                }
            }
        }
    }

    #[test]
    fn the_last_change_says_where_its_item_was_before(session in sessions()) {
        play(&session, |before, now, gesture| {
            let (then, after) = (matrix(before), matrix(now));
            let moved = came_from(now, after.parts());
            if let Some((slot, from)) = moved {
                assert!(!now.workspace().item(slot).in_round());
                assert_ne!(placed(now, &after, slot), Some(from));
            }
            if weightless(gesture) {
                let number = |workshop: &Workshop| workshop.last_change().map(|entry| entry.seq);
                return assert_eq!(number(now), number(before));
            }
            let slot = gesture.entry.item.as_ref().and_then(|id| now.workspace().slot(id));
            let known = slot.filter(|slot| slot.index() < before.workspace().items().len());
            let was = known.and_then(|slot| Some((slot, placed(before, &then, slot)?)));
            let is_same_formula = before.workspace().framework() == now.workspace().framework();
            if is_same_formula && let Some((slot, was)) = was {
                let is = placed(now, &after, slot);
                assert_eq!(moved.map(|(_, from)| from), is.filter(|is| *is != was).map(|_| was), "{gesture:?}");
            }
        });
    }
}
