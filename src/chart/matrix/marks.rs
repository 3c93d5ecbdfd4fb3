//! The signs of the matrix: a shape for each kind, side by side where items lie in one place, ranks beside the best.

use std::collections::HashMap;

use super::super::svg::{N, Svg, wide};
use super::Plot;
use crate::domain::id::Slot;
use crate::domain::item::Kind;
use crate::domain::matrix::Matrix;

/// Half of the size of a sign, and how far two in one place lie apart.
const RADIUS: f64 = 5.5;

/// The corners of a star with five rays, in radiuses.
const STAR: [(f64, f64); 10] = [
    (0.0, -1.3),
    (0.32, -0.45),
    (1.24, -0.4),
    (0.52, 0.17),
    (0.76, 1.05),
    (0.0, 0.55),
    (-0.76, 1.05),
    (-0.52, 0.17),
    (-1.24, -0.4),
    (-0.32, -0.45),
];
const APART: f64 = 14.0;

/// The height of a rank.
const HIGH: f64 = 11.0;

/// One item as it is drawn.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) slot: Slot,
    pub(super) rank: usize,
    pub(super) kind: Kind,
    pub(super) is_in: bool,
    pub(super) at: (f64, f64),
}

/// The best so many items, each in its place; those that share one lie around it.
pub(super) fn marks(matrix: &Matrix, plot: Plot, most: usize) -> Vec<Mark> {
    let mut heaps: HashMap<(i64, i64), usize> = HashMap::new();
    let dots = matrix.dots().iter().take(most).enumerate();
    let placed = dots.map(|(index, dot)| {
        let (x, y) = plot.at((f64::from(dot.x), f64::from(dot.y)));
        let heap = heaps.entry(((x / APART).round() as i64, (y / APART).round() as i64)).or_default();
        let (aside, down) = around(*heap);
        *heap += 1;
        let inside = |value: f64, low: f64, high: f64| value.clamp(low + RADIUS, high - RADIUS);
        let at = (inside(x + aside, plot.left, plot.right), inside(y + down, plot.top, plot.bottom));
        Mark { slot: dot.slot, rank: index + 1, kind: dot.kind, is_in: dot.is_in, at }
    });
    placed.collect()
}

/// Where the n-th sign of a heap lies: the first in its middle, then six around it, then twelve.
fn around(n: usize) -> (f64, f64) {
    let (mut ring, mut first) = (0, 0);
    while n > first + 6 * ring {
        first += 6 * ring;
        ring += 1;
    }
    if ring == 0 {
        return (0.0, 0.0);
    }
    let turn = (n - first - 1) as f64 / (6 * ring) as f64 * std::f64::consts::TAU;
    (turn.cos() * APART * ring as f64, turn.sin() * APART * ring as f64)
}

impl Mark {
    /// The sign of a kind for the legend.
    pub(super) fn sign(kind: Kind, is_in: bool, at: (f64, f64)) -> Mark {
        Mark { slot: Slot::new(0), rank: 0, kind, is_in, at }
    }

    /// Draws it in the shape that it has on the screen: filled if it is in.
    pub(super) fn draw(&self, svg: &mut Svg) {
        let class = format!("{} {}", self.kind.name(), if self.is_in { "in" } else { "out" });
        let (x, y) = self.at;
        let corners: &[(f64, f64)] = match self.kind {
            Kind::Feature => {
                let (x, y, r) = (N(x), N(y), N(RADIUS));
                return svg.empty("circle", &[("cx", &x), ("cy", &y), ("r", &r), ("class", &class)]);
            }
            Kind::Tech => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Kind::Debt => &[(0.0, 1.15), (1.15, -0.9), (-1.15, -0.9)],
            Kind::Discovery => &STAR,
            Kind::Compliance => &[(0.0, -1.15), (1.15, 0.9), (-1.15, 0.9)],
        };
        let corner = |(dx, dy): &(f64, f64)| format!("{},{}", N(x + dx * RADIUS), N(y + dy * RADIUS));
        let points: Vec<String> = corners.iter().map(corner).collect();
        svg.empty("polygon", &[("points", &points.join(" ")), ("class", &class)]);
    }
}

/// A box: its left, top, right and bottom.
pub(super) type Area = [f64; 4];

fn overlap(one: Area, other: Area) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

/// Where something is written or drawn already.
pub(super) struct Taken(Vec<Area>);

impl Taken {
    /// By signs.
    pub(super) fn by(marks: &[Mark]) -> Taken {
        let sign = |mark: &Mark| {
            let (x, y) = mark.at;
            [x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS]
        };
        Taken(marks.iter().map(sign).collect())
    }

    /// Whether nothing is in an area.
    pub(super) fn is_free(&self, area: Area) -> bool {
        !self.0.iter().any(|other| overlap(*other, area))
    }

    /// Finds each of the best so many a place for its rank beside its sign: the middle of its base line. One that has no
    /// room is left out; it stands in the list.
    pub(super) fn ranks(&mut self, marks: &[Mark], most: usize) -> Vec<(usize, (f64, f64))> {
        let mut placed = Vec::new();
        for mark in marks.iter().take(most) {
            let width = wide(&mark.rank.to_string());
            let free = around_sign(width).into_iter().find_map(|(dx, dy)| {
                let (x, y) = (mark.at.0 + dx, mark.at.1 + dy);
                let area = [x - width / 2.0, y - HIGH / 2.0, x + width / 2.0, y + HIGH / 2.0];
                self.is_free(area).then_some((area, (x, y + HIGH / 2.0 - 1.5)))
            });
            if let Some((area, at)) = free {
                self.0.push(area);
                placed.push((mark.rank, at));
            }
        }
        placed
    }
}

/// The ways from the middle of a sign to that of a text of some width beside it, the best first.
fn around_sign(width: f64) -> [(f64, f64); 8] {
    let (beside, above) = (RADIUS + 3.0 + width / 2.0, RADIUS + 3.0 + HIGH / 2.0);
    [
        (beside, 0.0),
        (-beside, 0.0),
        (0.0, -above),
        (0.0, above),
        (beside, -above),
        (-beside, -above),
        (beside, above),
        (-beside, above),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(rank: usize, at: (f64, f64)) -> Mark {
        Mark { rank, ..Mark::sign(Kind::Feature, true, at) }
    }

    #[test]
    fn signs_in_one_place_lie_around_it_and_apart() {
        let spots: Vec<(f64, f64)> = (0..19).map(around).collect();
        assert_eq!(spots[0], (0.0, 0.0));
        for (i, one) in spots.iter().enumerate() {
            for other in &spots[..i] {
                let distance = (one.0 - other.0).hypot(one.1 - other.1);
                assert!(distance > 2.0 * RADIUS, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn ranks_cover_nothing() {
        let marks: Vec<Mark> = (0..7).map(|i| at(i + 1, around(i))).collect();
        let written = Taken::by(&marks).ranks(&marks, 7);
        assert!(written.len() < 7, "in the middle there is no room");
        assert!(written.len() > 4);
        for (i, (_, one)) in written.iter().enumerate() {
            for (_, other) in &written[..i] {
                assert!(
                    (one.0 - other.0).abs() > 6.0 || (one.1 - other.1).abs() >= HIGH,
                    "{one:?} {other:?}"
                );
            }
            for mark in &marks {
                let (dx, dy) = ((mark.at.0 - one.0).abs(), (mark.at.1 - (one.1 - 4.0)).abs());
                assert!(dx > RADIUS || dy > RADIUS, "{one:?} on {:?}", mark.at);
            }
        }
    }
}
