//! What a score would do before it is given: the rank it leads to, and who crosses the line.

use super::criterion::Criterion;
use super::id::{ParticipantId, Slot};
use super::number::{LARGEST, Num};
use super::ranking::Seat;
use super::scale::Scale;
use super::standing::Outcome;
use super::vote::Score;
use super::workshop::Workshop;

/// One value of one criterion, and what giving it would lead to.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The value.
    pub value: Num,
    /// What it leads to.
    pub outcome: Outcome,
}

/// The smallest change of one criterion that takes an item where it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The index of the criterion in the framework.
    pub criterion: usize,
    /// The nearest value on its scale that does it.
    pub value: Num,
    /// Whether more than this does it too, or less.
    pub or_more: bool,
    /// The index in the ranking that it leads to.
    pub index: usize,
}

impl Way {
    /// The value as a bound: `≥ 4`, or `≤ 3`.
    pub fn bound(&self, criterion: &Criterion) -> String {
        let sign = if self.or_more { "≥" } else { "≤" };
        format!("{sign} {}", criterion.shown(self.value))
    }

    /// The value in words: `4 or more`, `3 or less`; the value alone at the end of the scale.
    pub fn reach(&self, criterion: &Criterion) -> String {
        let (shown, value) = (criterion.shown(self.value), self.value.get());
        match self.or_more {
            true if value < criterion.scale.largest() => format!("{shown} or more"),
            false if value > criterion.scale.smallest() => format!("{shown} or less"),
            _ => shown,
        }
    }
}

/// What one value would lead to.
pub fn what_if(workshop: &Workshop, slot: Slot, criterion: usize, value: Num) -> WhatIf {
    let workspace = workshop.workspace();
    let item = workspace.item(slot);
    let seat = Seat::with(workspace, slot, item, |i, known| if i == criterion { Some(value) } else { known });
    WhatIf { value, outcome: workshop.standing().preview(slot, seat) }
}

/// What a value would lead to that somebody gives: with a vote the median moves, an agreed value does not.
pub fn what_if_given(
    workshop: &Workshop,
    (slot, criterion): (Slot, usize),
    voter: Option<&ParticipantId>,
    value: Num,
) -> WhatIf {
    let Some(voter) = voter else { return what_if(workshop, slot, criterion, value) };
    let id = &workshop.workspace().framework().criteria()[criterion].id;
    let score = workshop.workspace().item(slot).scores.get(id).cloned().unwrap_or_else(Score::empty);
    let comes_to = score.with_vote(voter, Some(value)).and_then(|score| score.value());
    WhatIf { value, ..what_if(workshop, slot, criterion, comes_to.unwrap_or(value)) }
}

/// For an item that is ranked and out: for each criterion, the smallest change on its own scale that
/// brings the item in.
pub fn ways_in(workshop: &Workshop, slot: Slot) -> Vec<Way> {
    match side(workshop, slot) {
        Some(false) => ways(workshop, slot, |outcome| outcome.is_in),
        _ => Vec::new(),
    }
}

/// For an item that is ranked: the nearest value of one criterion that carries the item over the line, in where it
/// is out and out where it is in.
pub fn way_over(workshop: &Workshop, slot: Slot, criterion: usize) -> Option<Way> {
    let is_in = side(workshop, slot)?;
    way(workshop, slot, criterion, !is_in, &|outcome| outcome.is_in != is_in)
}

/// Whether an item is in by its score; none where no score decides that.
fn side(workshop: &Workshop, slot: Slot) -> Option<bool> {
    let standing = workshop.standing();
    let decides = standing.line().is_some() && standing.seat(slot).is_some_and(|seat| seat.held.is_none());
    decides.then(|| standing.is_in(slot))
}

/// For an item that is ranked: for each criterion, the smallest change on its own scale that lifts the
/// item by a place or more.
pub fn ways_up(workshop: &Workshop, slot: Slot) -> Vec<Way> {
    match workshop.standing().index(slot) {
        None | Some(0) => Vec::new(),
        Some(from) => ways(workshop, slot, |outcome| outcome.index.is_some_and(|to| to < from)),
    }
}

/// For each criterion, the smallest change for the better on its own scale that reaches a goal. Exact where a better
/// rank never loses the goal, because more of a criterion moves a score one way only.
fn ways(workshop: &Workshop, slot: Slot, goal: impl Fn(&Outcome) -> bool) -> Vec<Way> {
    let criteria = 0..workshop.workspace().framework().criteria().len();
    criteria.filter_map(|criterion| way(workshop, slot, criterion, true, &goal)).collect()
}

/// The nearest value of a criterion, for the better or for the worse, that reaches a goal.
fn way(
    workshop: &Workshop,
    slot: Slot,
    criterion: usize,
    better: bool,
    goal: &impl Fn(&Outcome) -> bool,
) -> Option<Way> {
    let workspace = workshop.workspace();
    let framework = workspace.framework();
    let rule = &framework.criteria()[criterion];
    let current = workspace.item(slot).scores.value(&rule.id)?;
    // Effort that the formula does not ask for still takes room: less of it is better.
    let counts = framework.effort() == Some(criterion);
    let or_more = framework.formula().raises(criterion).or(counts.then_some(false))? == better;
    let outcome = |value: Num| what_if(workshop, slot, criterion, value).outcome;
    let value = nearest_value(&rule.scale, current, or_more, |value| goal(&outcome(value)))?;
    let index = outcome(value).index?;
    Some(Way { criterion, value, or_more, index })
}

/// The value of a scale nearest to the current one, upwards or downwards, for which `helps`, which
/// stays true behind it.
fn nearest_value(scale: &Scale, current: Num, or_more: bool, helps: impl Fn(Num) -> bool) -> Option<Num> {
    match scale {
        Scale::Steps { steps, .. } if or_more => {
            steps.iter().copied().find(|step| *step > current && helps(*step))
        }
        Scale::Steps { steps, .. } => {
            steps.iter().copied().rev().find(|step| *step < current && helps(*step))
        }
        Scale::Free { min, step, .. } => {
            let (min, step) = (min.get(), step.get());
            let grid = |k: i64| Num::computed(min + k as f64 * step);
            // Further than 2^53 steps no number tells one from the next.
            let steps_to = |value: f64| ((value - min) / step).min(LARGEST);
            let here = steps_to(current.get());
            let (near, far) = if or_more {
                (here.floor() as i64 + 1, steps_to(scale.largest()).floor() as i64)
            } else {
                (here.ceil() as i64 - 1, 0)
            };
            let on_grid = nearest(near, far, |k| grid(k).is_some_and(&helps)).and_then(grid);
            // The end of a scale may lie beyond its last whole step.
            let end = Num::new(scale.largest()).filter(|end| or_more && *end > current && helps(*end));
            on_grid.or(end)
        }
    }
}

/// The first whole number from `near` towards `far` for which `works`, which stays true behind it.
fn nearest(near: i64, far: i64, works: impl Fn(i64) -> bool) -> Option<i64> {
    let sign = if far >= near { 1 } else { -1 };
    let reach = (far - near) * sign;
    let at = |distance: i64| near + sign * distance;
    if (sign < 0 && near < far) || reach < 0 || !works(far) {
        return None;
    }
    let (mut low, mut high) = (0, reach);
    while low < high {
        let middle = low + (high - low) / 2;
        if works(at(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(at(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_number_that_works_is_found_from_either_side() {
        assert_eq!(nearest(0, 1000, |k| k >= 37), Some(37));
        assert_eq!(nearest(40, 0, |k| k <= 12), Some(12));
        assert_eq!(nearest(5, 5, |k| k == 5), Some(5));
        assert_eq!(nearest(0, 9, |_| false), None);
    }
}
