//! The matrix: what items are worth over what they take, parted into quadrants, with the cutline through it.
//!
//! ```text
//! formula/parts   which criteria are benefit and which are cost
//! axis            how far each of the two goes, and where a value lies on it
//! nearest         the scores that would bring an item to a point
//! trace           where the item of the last change was before
//! ```
//!
//! The cutline is a score, and so a curve: benefit = score × cost where the formula divides, a straight line through the
//! origin between two axes in equal steps. It runs half-way between the last item that is in by its score and the
//! first that is out. What a pin, or a tie that was settled by hand, holds elsewhere lies on the other side of it, and
//! rightly so. Made in one walk over the ranking, so it is made once for a change and not for a frame.

mod axis;
mod nearest;
#[cfg(test)]
mod tests;
mod trace;

use super::formula::{Half, Parts, Point};
use super::id::Slot;
use super::item::{Held, Item, Kind};
use super::standing::Standing;
use super::workshop::Workshop;
use super::workspace::Workspace;
pub use axis::Axis;
pub use nearest::nearest_scores;
pub use trace::came_from;

/// What parts those that are in from those that are out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Bar {
    /// The score that the curve runs along.
    At(f64),
    /// Without a capacity there is no line.
    #[default]
    NoLine,
    /// Everything fits that may be in.
    AllIn,
    /// Nothing fits by its score.
    NobodyIn,
}

/// A quadrant. What lies on a border belongs to the better side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// Worth much, takes little.
    QuickWins,
    /// Worth much, takes much.
    BigBets,
    /// Worth little, takes little.
    FillIns,
    /// Worth little, takes much.
    MoneyPits,
}

impl Quadrant {
    /// What it is called.
    pub fn name(self) -> &'static str {
        self.words()[0]
    }

    /// What it is called in full, and in one word.
    pub fn words(self) -> [&'static str; 2] {
        match self {
            Quadrant::QuickWins => ["Quick wins", "Wins"],
            Quadrant::BigBets => ["Big bets", "Bets"],
            Quadrant::FillIns => ["Fill-ins", "Fill"],
            Quadrant::MoneyPits => ["Money pits", "Pits"],
        }
    }
}

/// An item as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The item.
    pub slot: Slot,
    /// How far along the axis of cost it lies, 0 to 1.
    pub x: f32,
    /// How far along the axis of benefit, 0 to 1.
    pub y: f32,
    /// What sort of work it is.
    pub kind: Kind,
    /// Whether it is in.
    pub is_in: bool,
}

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Matrix {
    parts: Parts,
    benefit: Axis,
    cost: Axis,
    bar: Bar,
    dots: Vec<Dot>,
}

impl Matrix {
    /// Places every item that has a score and is shown. The axes and the curve do not hang on what is shown.
    pub fn new(workshop: &Workshop, shows: impl Fn(Slot) -> bool) -> Matrix {
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let parts = Parts::of(workspace.framework());
        // In the order of the file, as items lie in memory: that of the ranking would go to and fro for each.
        let mut places: Vec<Option<Placed>> = vec![None; workspace.items().len()];
        for slot in standing.candidates().iter().filter(|slot| standing.seat(**slot).is_some()) {
            let item = workspace.item(*slot);
            let known = |point| Placed { point, kind: item.kind, held: item.held() };
            places[slot.index()] = point(workspace, &parts, item).map(known);
        }
        let axis = |half: Half| {
            let mut values: Vec<f64> =
                places.iter().flatten().map(|placed| coordinate(placed.point, half)).collect();
            Axis::new(workspace.framework(), &parts, half, &mut values)
        };
        let (benefit, cost) = (axis(Half::Benefit), axis(Half::Cost));
        let ranked = standing.order().iter().enumerate().filter(|(_, slot)| shows(**slot));
        let dots = ranked.filter_map(|(index, slot)| {
            let Placed { point, kind, held } = places[slot.index()]?;
            let is_in = standing.line().is_some_and(|line| line.covers(index, held));
            let (x, y) = (cost.share(point.cost) as f32, benefit.share(point.benefit) as f32);
            Some(Dot { slot: *slot, x, y, kind, is_in })
        });
        let dots = dots.collect();
        Matrix { bar: bar(standing), parts, benefit, cost, dots }
    }

    /// Which criteria are benefit and which are cost.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The axis of a part.
    pub fn axis(&self, half: Half) -> &Axis {
        match half {
            Half::Benefit => &self.benefit,
            Half::Cost => &self.cost,
        }
    }

    /// What parts those that are in from those that are out.
    pub fn bar(&self) -> Bar {
        self.bar
    }

    /// Everything that is placed, best rank first.
    pub fn dots(&self) -> &[Dot] {
        &self.dots
    }

    /// Where an item lies; `None` while a score is missing, or hidden until a reveal.
    pub fn point(&self, workspace: &Workspace, slot: Slot) -> Option<Point> {
        point(workspace, &self.parts, workspace.item(slot))
    }

    /// How far along the two axes a point lies, cost first.
    pub fn shares(&self, at: Point) -> (f64, f64) {
        (self.cost.share(at.cost), self.benefit.share(at.benefit))
    }

    /// The point that lies so far along the two axes, cost first.
    pub fn at(&self, (x, y): (f64, f64)) -> Point {
        Point { benefit: self.benefit.value(y), cost: self.cost.value(x) }
    }

    /// How far up the curve runs at so much of the axis of cost; `None` where it leaves the matrix, or there is none.
    pub fn curve(&self, x: f64) -> Option<f64> {
        let Bar::At(score) = self.bar else { return None };
        let benefit = self.parts.benefit_at(score, self.cost.value(x));
        let (low, high) = self.benefit.ends();
        (low..=high).contains(&benefit).then(|| self.benefit.share(benefit))
    }

    /// The quadrant that a point lies in.
    pub fn quadrant(&self, at: Point) -> Quadrant {
        let is_worth = at.benefit >= self.benefit.middle();
        let middle = self.cost.middle();
        let is_cheap = if self.parts.is_ease() { at.cost >= middle } else { at.cost <= middle };
        match (is_worth, is_cheap) {
            (true, true) => Quadrant::QuickWins,
            (true, false) => Quadrant::BigBets,
            (false, true) => Quadrant::FillIns,
            (false, false) => Quadrant::MoneyPits,
        }
    }

    /// The item that lies nearest on a side of an item, where what lies off to the side counts twice; of those as near
    /// the best. From an item without a place, the best of all.
    pub fn beside(&self, workspace: &Workspace, slot: Slot, right: bool) -> Option<Slot> {
        let Some(from) = self.point(workspace, slot).map(|point| self.shares(point)) else {
            return self.dots.first().map(|dot| dot.slot);
        };
        let (x, y) = (from.0 as f32, from.1 as f32);
        let away = |dot: &Dot| {
            let ahead = if right { dot.x - x } else { x - dot.x };
            (ahead > CLOSE).then(|| ahead + 2.0 * (dot.y - y).abs())
        };
        let found = self.dots.iter().filter_map(|dot| Some((away(dot)?, dot.slot)));
        found.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, slot)| slot)
    }
}

/// An item with a score, on its way into the matrix.
#[derive(Clone, Copy)]
struct Placed {
    point: Point,
    kind: Kind,
    held: Option<Held>,
}

/// What is no further apart than this on an axis lies at the same place.
const CLOSE: f32 = 1e-4;

fn coordinate(point: Point, half: Half) -> f64 {
    match half {
        Half::Benefit => point.benefit,
        Half::Cost => point.cost,
    }
}

/// Where an item lies by the scores that it has.
fn point(workspace: &Workspace, parts: &Parts, item: &Item) -> Option<Point> {
    let criteria = workspace.framework().criteria();
    parts.point(|i| item.scores.value(&criteria[i].id))
}

/// Half-way between the last that is in by its score and the first that is out.
fn bar(standing: &Standing) -> Bar {
    let Some(line) = standing.line() else { return Bar::NoLine };
    let (above, below) = standing.order().split_at(line.boundary);
    let free = |slot: &&Slot| standing.seat(**slot).is_some_and(|seat| seat.held.is_none());
    let score = |slot: &Slot| standing.place(*slot).map(|place| place.score);
    let last_in = above.iter().rev().find(free).and_then(score);
    let first_out = below.iter().find(free).and_then(score);
    match (last_in, first_out) {
        (_, None) => Bar::AllIn,
        (None, Some(_)) => Bar::NobodyIn,
        (Some(last), Some(first)) => Bar::At(f64::midpoint(last, first)),
    }
}
