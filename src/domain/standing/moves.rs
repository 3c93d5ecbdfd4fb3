//! Items on their way to another place: where they would land, who makes room, who crosses the line.

use super::{Crossing, NOWHERE, Standing, best_first};
use crate::domain::cutline::Cutline;
use crate::domain::id::Slot;
use crate::domain::ranking::{Place, Seat, Shifted};

/// What placing one item differently leads to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The item's new index in the ranking; none if it is unscored then.
    pub index: Option<usize>,
    /// Whether it is in then.
    pub is_in: bool,
    /// Who crosses the line.
    pub crossing: Crossing<Slot>,
    /// The item itself, then those that share a tie with it and get another place.
    pub(super) moves: Vec<Move>,
    pub(super) line: Option<Cutline>,
}

impl Outcome {
    /// The line then; none without a capacity.
    pub fn line(&self) -> Option<&Cutline> {
        self.line.as_ref()
    }
}

/// One item on its way from one index to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub(super) slot: Slot,
    seat: Option<Seat>,
    place: Option<Place>,
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
}

impl Standing {
    /// What it would lead to if one item had this seat; changes nothing.
    pub fn preview(&self, slot: Slot, seat: Option<Seat>) -> Outcome {
        self.preview_under(self.line, slot, seat)
    }

    /// The same under a line in which something else is counted, too.
    pub(super) fn preview_under(&self, mut line: Option<Cutline>, slot: Slot, seat: Option<Seat>) -> Outcome {
        let moves = self.moves(slot, seat);
        let crossing = line.as_mut().map_or_else(Crossing::default, |line| self.shift_line(line, &moves));
        let index = moves[0].to;
        let is_in = line.is_some_and(|line| covers(&line, index, seat));
        Outcome { index, is_in, crossing, moves, line }
    }

    /// Where an item would go if it had this seat, and who would go elsewhere with it.
    fn moves(&self, slot: Slot, seat: Option<Seat>) -> Vec<Move> {
        let on_its_way = |slot, seat, place| Move { slot, seat, place, from: self.index(slot), to: None };
        let mut moves = vec![on_its_way(slot, seat, seat.map(|seat| seat.place()))];
        for (member, place) in self.ties.dealt(slot, seat, |other| self.seat(other)) {
            if member == slot {
                moves[0].place = Some(place);
            } else if self.place(member) != Some(place) {
                moves.push(on_its_way(member, self.seat(member), Some(place)));
            }
        }
        for i in 0..moves.len() {
            let Some(place) = moves[i].place else { continue };
            let is_before = |other: Option<Place>| other.is_some_and(|other| other.order(&place).is_lt());
            let before = self.order.partition_point(|other| is_before(self.place(*other)));
            let leaving = moves.iter().filter(|other| other.from.is_some_and(|from| from < before)).count();
            let arriving = moves.iter().filter(|other| is_before(other.place)).count();
            moves[i].to = Some(before - leaving + arriving);
        }
        moves
    }

    /// Moves the line for a few items on their way. Returns who crosses it: the first of them first, then
    /// the others, best first.
    fn shift_line(&self, line: &mut Cutline, moves: &[Move]) -> Crossing<Slot> {
        let departures = departures(moves);
        for from in departures.iter().rev() {
            if let Some(seat) = self.seat(self.order[*from]) {
                line.remove(*from, seat);
            }
        }
        let arrivals = arrivals(moves);
        let moving = |slot: Slot| moves.iter().find(|on_its_way| on_its_way.slot == slot);
        let seat = |slot: Slot| moving(slot).map_or_else(|| self.seat(slot), |on_its_way| on_its_way.seat);
        for (to, slot) in &arrivals {
            if let Some(seat) = seat(*slot) {
                line.insert(*to, seat);
            }
        }
        let order = Shifted::new(&self.order, departures, arrivals);
        let mut crossing = Crossing::default();
        let mut cross = |slot: Slot, is_in: bool| {
            if is_in { crossing.entered.push(slot) } else { crossing.left.push(slot) }
        };
        line.settle(
            &order,
            |slot| seat(slot).unwrap_or(NOWHERE),
            |slot, is_in| {
                if moving(slot).is_none() {
                    cross(slot, is_in);
                }
            },
        );
        for on_its_way in moves {
            let is_in = covers(line, on_its_way.to, on_its_way.seat);
            if is_in != self.is_in(on_its_way.slot) {
                cross(on_its_way.slot, is_in);
            }
        }
        let place = |slot: Slot| moving(slot).map_or_else(|| self.place(slot), |on_its_way| on_its_way.place);
        let first = moves[0].slot;
        for slots in [&mut crossing.entered, &mut crossing.left] {
            slots.sort_by(|a, b| {
                (*a != first).cmp(&(*b != first)).then_with(|| best_first(place(*a), place(*b)))
            });
        }
        crossing
    }

    /// Moves a few items to where they are on their way to.
    pub(super) fn carry_out(&mut self, moves: &[Move]) {
        if let [Move { from: Some(from), to: Some(to), .. }] = *moves {
            if from < to {
                self.order[from..=to].rotate_left(1);
            } else {
                self.order[to..=from].rotate_right(1);
            }
            return;
        }
        for from in departures(moves).into_iter().rev() {
            self.order.remove(from);
        }
        for (to, slot) in arrivals(moves) {
            self.order.insert(to, slot);
        }
    }
}

/// Whether a seat at an index is above a line.
fn covers(line: &Cutline, index: Option<usize>, seat: Option<Seat>) -> bool {
    matches!((index, seat), (Some(index), Some(seat)) if line.covers(index, seat.held))
}

/// The indices that items on their way come from, ascending.
pub(super) fn departures(moves: &[Move]) -> Vec<usize> {
    let mut from: Vec<usize> = moves.iter().filter_map(|mover| mover.from).collect();
    from.sort_unstable();
    from
}

/// Where items on their way go to, ascending.
fn arrivals(moves: &[Move]) -> Vec<(usize, Slot)> {
    let mut to: Vec<_> = moves.iter().filter_map(|mover| Some((mover.to?, mover.slot))).collect();
    to.sort_unstable();
    to
}
