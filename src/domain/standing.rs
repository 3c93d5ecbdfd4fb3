//! Where everybody stands: ranking and cutline together, kept up to date one change at a time.

mod crossing;
mod moves;
mod survey;

use std::cmp::Ordering;

use super::apply::Touched;
use super::capacity::{Redrawn, redraw};
use super::crew::{Crew, InTurn};
use super::criterion::fixed;
use super::cutline::{Cutline, Load, Measure, ONE_ITEM, weight};
use super::framework::Side;
use super::id::Slot;
use super::item::Held;
use super::ranking::{Place, Seat, nth_without};
use super::tie::Ties;
use super::tradeoff::Stand;
use super::workspace::Workspace;
pub use crossing::{Crossing, Goes};
pub use moves::Outcome;
use moves::{Move, departures};

/// How far below the line a first item that fits the room left is looked for.
const FITTING_REACH: usize = 2_000;

/// What the last change did to the ranks.
#[derive(Clone, Debug, Default)]
enum Moved {
    /// Nothing moved.
    #[default]
    Nothing,
    /// A few items went elsewhere; the others made room.
    Few(Vec<Move>),
    /// Any number did: the indices before, by slot.
    Many(Vec<Option<u32>>),
}

/// The ranking of a workspace and the line through it.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    seats: Vec<Option<Seat>>,
    order: Vec<Slot>,
    candidates: Vec<Slot>,
    unscored: Vec<Slot>,
    /// The items that each side has still to score, in the order of [`Side::ALL`].
    waiting: [Vec<Slot>; 2],
    held: Vec<Slot>,
    delivered: Vec<Slot>,
    /// What each of those takes of the line.
    spent: Vec<Seat>,
    ties: Ties,
    classed: Vec<Slot>,
    line: Option<Cutline>,
    /// No item with a rank weighs less than this in effort, in millionths; nothing where none has one.
    lightest: Option<i64>,
    moved: Moved,
}

impl Standing {
    /// Ranks a workspace from scratch.
    pub fn new(workspace: &Workspace) -> Standing {
        Standing::by(&InTurn(1), workspace)
    }

    /// The same by a crew.
    pub(super) fn by(crew: &impl Crew, workspace: &Workspace) -> Standing {
        let mut standing = survey::survey(crew, workspace);
        standing.settle(crew, workspace);
        standing
    }

    /// Takes in what changed, and says who crossed the line.
    pub(super) fn refresh(&mut self, workspace: &Workspace, touched: &Touched) -> Crossing<Slot> {
        if *touched == Touched::Line {
            let Redrawn { line, crossing } = redraw(self, workspace.limit());
            (self.line, self.moved) = (line, Moved::Nothing);
            return crossing;
        }
        if let Touched::Items(slots) = touched {
            match slots.as_slice() {
                [] => return Crossing::default(),
                [slot] => return self.reseat(workspace, *slot),
                _ => {}
            }
        }
        let before = std::mem::replace(self, Standing::new(workspace));
        let mut indices = vec![None; workspace.items().len()];
        for (index, slot) in before.order.iter().enumerate() {
            indices[slot.index()] = Some(index as u32);
        }
        self.moved = Moved::Many(indices);
        self.crossing_since(&before)
    }

    fn reseat(&mut self, workspace: &Workspace, slot: Slot) -> Crossing<Slot> {
        let item = workspace.item(slot);
        let listed = item.is_candidate();
        let seat = Seat::of(workspace, slot, item).filter(|_| listed);
        let line = self.spend(slot, item.delivered().then(|| Seat::spent(workspace, slot, item)));
        let Outcome { crossing, moves, line, .. } = self.preview_under(line, slot, seat);
        self.carry_out(&moves);
        if self.seats.len() <= slot.index() {
            self.seats.resize(slot.index() + 1, None);
        }
        self.seats[slot.index()] = seat;
        self.lightest = [self.lightest, seat.map(|seat| seat.effort)].into_iter().flatten().min();
        let seats = &self.seats;
        self.ties.refresh(slot, |other| seats.get(other.index()).copied().flatten());
        self.line = line;
        self.moved = Moved::Few(moves);
        list(&mut self.candidates, slot, listed);
        list(&mut self.unscored, slot, listed && seat.is_none());
        list(&mut self.held, slot, listed && item.held().is_some());
        list(&mut self.classed, slot, listed && item.class.is_some());
        for (side, waiting) in Side::ALL.iter().zip(&mut self.waiting) {
            list(waiting, slot, listed && lacks(workspace, slot, *side));
        }
        crossing
    }

    /// Takes note of what an item takes of the line without a rank, if it does; the line with that counted, not settled.
    fn spend(&mut self, slot: Slot, now: Option<Seat>) -> Option<Cutline> {
        let mut line = self.line;
        if let Ok(at) = self.delivered.binary_search(&slot) {
            self.delivered.remove(at);
            let before = self.spent.remove(at);
            if let Some(line) = &mut line {
                line.refund(before);
            }
        }
        if let Some(seat) = now {
            let at = self.delivered.partition_point(|other| *other < slot);
            self.delivered.insert(at, slot);
            self.spent.insert(at, seat);
            if let Some(line) = &mut line {
                line.spend(seat);
            }
        }
        line
    }

    /// Works out what follows from a first look.
    fn settle(&mut self, crew: &impl Crew, workspace: &Workspace) {
        for (side, waiting) in Side::ALL.iter().zip(&mut self.waiting) {
            *waiting = self.unscored.iter().copied().filter(|slot| lacks(workspace, *slot, *side)).collect();
        }
        self.sort(crew, workspace);
        let spent = |slot: &Slot| Seat::spent(workspace, *slot, workspace.item(*slot));
        self.spent = self.delivered.iter().map(spent).collect();
        self.line = workspace.limit().map(|(limit, measure)| {
            let mut line = self.empty_line(limit, measure);
            line.settle(&self.order, |slot| self.seat(slot).unwrap_or(NOWHERE), |_, _| {});
            line
        });
    }

    /// A line at the top, with what is done or held in counted already.
    pub(super) fn empty_line(&self, limit: i128, measure: Measure) -> Cutline {
        let mut line = Cutline::new(limit, measure);
        self.spent.iter().for_each(|seat| line.spend(*seat));
        let held = self.held.iter().filter_map(|slot| self.seat(*slot));
        held.filter(|seat| seat.held == Some(Held::In)).for_each(|seat| line.insert(0, seat));
        line
    }

    /// Sorts by what everybody earned, then lets those whose tie was settled take their places.
    fn sort(&mut self, crew: &impl Crew, workspace: &Workspace) {
        let seats = &self.seats;
        let earned = |slot: Slot| seats[slot.index()].map(|seat| seat.place());
        // Side by side, and not all over the seats: comparing them is most of what sorting costs.
        let places: Vec<Place> = std::mem::take(&mut self.order).into_iter().filter_map(earned).collect();
        self.order = survey::ranked(crew, places);
        self.ties = Ties::new(workspace, |slot| seats[slot.index()]);
        let indices: Vec<(Slot, usize)> = self
            .ties
            .places()
            .map(|(slot, place)| {
                let is_before = |other: &Slot| best_first(earned(*other), Some(place)).is_lt();
                (slot, self.order.partition_point(is_before))
            })
            .collect();
        for (slot, index) in indices {
            self.order[index] = slot;
        }
    }

    fn crossing_since(&self, before: &Standing) -> Crossing<Slot> {
        let missing = |from: &Standing, to: &Standing| {
            let mut slots: Vec<Slot> = from.inside().filter(|slot| !to.is_in(*slot)).collect();
            slots.sort_by_key(|slot| (self.index(*slot), before.index(*slot)));
            slots
        };
        Crossing { entered: missing(self, before), left: missing(before, self) }
    }

    /// What ranks an item; `None` while it is unscored or set aside.
    pub fn seat(&self, slot: Slot) -> Option<Seat> {
        *self.seats.get(slot.index())?
    }

    /// How many decimals a score is shown with: as many as tell those of this backlog apart, of the same number in each row.
    pub fn decimals(&self) -> usize {
        match self.order.first().and_then(|slot| self.seat(*slot)).map_or(0.0, |seat| seat.score) {
            small if small < 20.0 => 2,
            middle if middle < 200.0 => 1,
            _ => 0,
        }
    }

    /// A score as the backlog shows it.
    pub fn shown_score(&self, score: f64) -> String {
        fixed(score, self.decimals())
    }

    /// The index of an item in the ranking, 0 is the top.
    pub fn index(&self, slot: Slot) -> Option<usize> {
        Some(self.before(&self.order, &self.place(slot)?))
    }

    /// How many of some ranked items, best first, stand before a place.
    pub fn before(&self, ranked: &[Slot], place: &Place) -> usize {
        let is_before = |other: &Slot| self.place(*other).is_some_and(|other| other.order(place).is_lt());
        ranked.partition_point(is_before)
    }

    /// The place that an item holds: what it earned, unless a tie was settled by hand.
    pub fn place(&self, slot: Slot) -> Option<Place> {
        Some(self.ties.place(slot, self.seat(slot)?.place()))
    }

    /// The ties that were settled by hand.
    pub fn ties(&self) -> &Ties {
        &self.ties
    }

    /// The items that the last change sent elsewhere, while the others made room; none where it could
    /// have moved any number.
    pub(super) fn movers(&self) -> Option<impl Iterator<Item = Slot> + '_> {
        let moves = match &self.moved {
            Moved::Nothing => [].as_slice(),
            Moved::Few(moves) => moves,
            Moved::Many(_) => return None,
        };
        Some(moves.iter().map(|on_its_way| on_its_way.slot))
    }

    /// The index of an item before the last change.
    pub fn index_before(&self, slot: Slot) -> Option<usize> {
        self.index_before_from(slot, self.index(slot))
    }

    /// The same from the index that it has now.
    pub fn index_before_from(&self, slot: Slot, now: Option<usize>) -> Option<usize> {
        match &self.moved {
            Moved::Nothing => now,
            Moved::Few(moves) => {
                if let Some(mover) = moves.iter().find(|mover| mover.slot == slot) {
                    return mover.from;
                }
                let index = now?;
                let arrived = moves.iter().filter(|mover| mover.to.is_some_and(|to| to < index)).count();
                Some(nth_without(&departures(moves), index - arrived))
            }
            Moved::Many(before) => (*before.get(slot.index())?).map(|index| index as usize),
        }
    }

    /// Rank and score, for an entry of the log.
    pub fn stand(&self, slot: Slot) -> Stand {
        Stand {
            rank: self.index(slot).map(|index| index as u32 + 1),
            score: self.seat(slot).map(|seat| seat.score),
        }
    }

    /// Whether an item is above the line. Without a capacity there is no line and nobody is in.
    pub fn is_in(&self, slot: Slot) -> bool {
        let Some((line, seat)) = self.line.zip(self.seat(slot)) else { return false };
        // It stands there if it stands before the first below: its rank, which would have to be looked for, is not needed.
        let is_above = || {
            let first_below = self.order.get(line.boundary).and_then(|first| self.place(*first));
            first_below.is_none_or(|first| self.ties.place(slot, seat.place()).order(&first).is_lt())
        };
        seat.held.map_or_else(is_above, |held| held == Held::In)
    }

    /// The same of an item that stands at an index of the ranking.
    pub fn is_in_at(&self, slot: Slot, index: usize) -> bool {
        // The few that are held are looked through, not the seats of all: those lie all over memory.
        let held = self.held.binary_search(&slot).ok().and_then(|_| self.seat(slot)?.held);
        self.line.is_some_and(|line| line.covers(index, held))
    }

    /// The ranked items, best first.
    pub fn order(&self) -> &[Slot] {
        &self.order
    }

    /// Every item that can be scored, in the manual order of the file.
    pub fn candidates(&self) -> &[Slot] {
        &self.candidates
    }

    /// The items with a criterion missing, in the manual order of the file.
    pub fn unscored(&self) -> &[Slot] {
        &self.unscored
    }

    /// The items that a side has still to score, in the manual order of the file.
    pub fn waiting(&self, side: Side) -> &[Slot] {
        &self.waiting[side.index()]
    }

    /// The items that a pin holds, in the manual order of the file.
    pub fn held(&self) -> &[Slot] {
        &self.held
    }

    /// The items that have a `MoSCoW` class, in the manual order of the file.
    pub fn classed(&self) -> &[Slot] {
        &self.classed
    }

    /// The items that were done since the last cycle was closed, in the manual order of the file.
    pub fn delivered(&self) -> &[Slot] {
        &self.delivered
    }

    /// Who takes room, and whether in the line: every item with a rank, then what was done since the last cycle was
    /// closed, which is in.
    pub fn taking(&self) -> impl Iterator<Item = (Slot, Seat, bool)> + '_ {
        let ranked = self.order.iter().enumerate();
        let ranked =
            ranked.filter_map(|(at, slot)| Some((*slot, self.seat(*slot)?, self.is_in_at(*slot, at))));
        let done = self.delivered.iter().zip(&self.spent).map(|(slot, seat)| (*slot, *seat, true));
        ranked.chain(done)
    }

    /// The line; `None` without a capacity.
    pub fn line(&self) -> Option<&Cutline> {
        self.line.as_ref()
    }

    /// What is in, and what of it is technical.
    pub fn load(&self) -> Option<Load> {
        self.line.map(|line| line.load)
    }

    /// The items above the line: those that rank there, best first, then those held there, best first.
    pub fn inside(&self) -> impl Iterator<Item = Slot> + '_ {
        let boundary = self.line.map_or(0, |line| line.boundary);
        let above = self.order.iter().copied().enumerate().take(boundary);
        let held_up = self.held.iter().filter_map(|slot| Some((self.index(*slot)?, *slot)));
        let mut held_up: Vec<(usize, Slot)> = held_up.filter(|(index, _)| *index >= boundary).collect();
        held_up.sort_unstable();
        above.chain(held_up).filter(|(index, slot)| self.is_in_at(*slot, *index)).map(|(_, slot)| slot)
    }

    /// The ranked items that are out, best first.
    pub fn outside(&self) -> impl DoubleEndedIterator<Item = Slot> + '_ {
        let ranked = self.order.iter().copied().enumerate();
        ranked.filter(|(index, slot)| !self.is_in_at(*slot, *index)).map(|(_, slot)| slot)
    }

    /// The best item below the line that would fit the room left, among the next 2,000.
    pub fn first_that_fits(&self) -> Option<Slot> {
        let line = self.line?;
        // Mostly the line is full, and nothing is as light as what is left.
        let lightest = match line.measure {
            Measure::Effort => i128::from(self.lightest.unwrap_or(0)),
            Measure::Items => ONE_ITEM,
        };
        if line.free() < lightest {
            return None;
        }
        let below = self.order.iter().skip(line.boundary).take(FITTING_REACH);
        below.copied().find(|slot| {
            self.seat(*slot)
                .is_some_and(|seat| seat.held.is_none() && weight(seat, line.measure) <= line.free())
        })
    }
}

/// The order of two places that are there.
fn best_first(a: Option<Place>, b: Option<Place>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.order(&b),
        _ => Ordering::Equal,
    }
}

/// Stands in for a seat that every ranked slot has; never reached.
pub(super) const NOWHERE: Seat =
    Seat { score: 0.0, effort: 0, position: 0, held: None, technical: false, must: false };

/// Whether a side has a criterion of an item still to score.
fn lacks(workspace: &Workspace, slot: Slot, side: Side) -> bool {
    workspace.gaps(workspace.item(slot)).any(|criterion| criterion.side() == side)
}

/// Puts a slot into a list kept in manual order, or takes it out.
pub(crate) fn list(slots: &mut Vec<Slot>, slot: Slot, present: bool) {
    match (slots.binary_search(&slot), present) {
        (Err(at), true) => slots.insert(at, slot),
        (Ok(at), false) => {
            slots.remove(at);
        }
        _ => {}
    }
}
