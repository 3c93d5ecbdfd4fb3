//! The what-if strip: what each value of the focused criterion means and what it would do.

use super::App;
use super::overlay::Overlay;
use crate::domain::framework::Criterion;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::whatif::{Way, WhatIf, ways_in, what_if_given};

/// What the strip shows.
pub struct Preview<'a> {
    /// The item.
    pub slot: Slot,
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The value as it is.
    pub value: Option<Num>,
    /// Every step of the scale, or the numbers around the value on a free scale, ascending.
    pub steps: Vec<WhatIf>,
    /// The number that is being typed, if it is one that can be scored.
    pub typed: Option<WhatIf>,
    /// What would bring the item in, if it is out.
    pub ways_in: Vec<Way>,
}

/// What there is to show for the focused criterion of the selected item.
pub fn preview(app: &App) -> Option<Preview<'_>> {
    let (slot, item) = app.selected()?;
    let (index, criterion) = app.criterion(app.focused_side()?)?;
    // Whoever votes blind is not to be told what their vote would do, and what is set aside is not scored.
    if item.in_round() || !item.is_candidate() {
        return None;
    }
    let value = app.scored(item, criterion);
    let voter = app.scorer(criterion.side()).map(|scorer| &scorer.id);
    let what_if = |value| what_if_given(&app.workshop, (slot, index), voter, value);
    let mut steps: Vec<WhatIf> = criterion.scale.steps().iter().map(|step| what_if(*step)).collect();
    if steps.is_empty() {
        steps = around(criterion, value).into_iter().map(what_if).collect();
    }
    let typed = match &app.overlay {
        Some(Overlay::Number(input)) => criterion.read(input.value(), app.scorable(item, criterion)).ok(),
        _ => None,
    };
    let typed = typed.map(what_if);
    Some(Preview { slot, criterion, value, steps, typed, ways_in: ways_in(&app.workshop, slot) })
}

/// What there is to show for the votes that are looked at, once they are revealed.
pub fn of_votes(app: &App) -> Option<Preview<'_>> {
    let (index, criterion) = app.voted_criterion()?;
    let slot = app.reveal.selected()?.slot;
    let item = app.workspace().item(slot);
    if item.in_round() || !item.is_candidate() {
        return None;
    }
    let what_if = |value: &Num| what_if_given(&app.workshop, (slot, index), None, *value);
    let steps = criterion.scale.steps().iter().map(what_if).collect();
    let value = item.scores.value(&criterion.id);
    Some(Preview { slot, criterion, value, steps, typed: None, ways_in: Vec::new() })
}

/// A step down, the value, a step up; from nothing, the points that the rubric explains.
fn around(criterion: &Criterion, value: Option<Num>) -> Vec<Num> {
    let Some(value) = value else {
        return criterion
            .rubric
            .iter()
            .map(|line| line.at)
            .filter(|at| criterion.scale.contains(*at))
            .collect();
    };
    let neighbours =
        [criterion.scale.next(Some(value), false), Some(value), criterion.scale.next(Some(value), true)];
    neighbours.into_iter().flatten().collect()
}
