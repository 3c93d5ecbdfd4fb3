//! The scores that would bring an item to a point: what a point of the matrix means for somebody who has to score it.

use super::Matrix;
use crate::domain::formula::{Half, Point};
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::scale::Scale;
use crate::domain::workspace::Workspace;

/// For each criterion of either part the value on its scale that brings an item nearest to a point, everything else as
/// it is; the one that brings it nearest of all first, as it is seen in the matrix. Left out is what would bring it no
/// nearer. Nothing for an item that lies nowhere.
pub fn nearest_scores(matrix: &Matrix, workspace: &Workspace, slot: Slot, to: Point) -> Vec<(usize, Num)> {
    let Some(from) = matrix.point(workspace, slot) else { return Vec::new() };
    let wanted = matrix.shares(to);
    let (criteria, scores) = (workspace.framework().criteria(), &workspace.item(slot).scores);
    let value = |i: usize| scores.value(&criteria[i].id);
    let away = |at: Point| {
        let (x, y) = matrix.shares(at);
        (x - wanted.0).hypot(y - wanted.1)
    };
    let with = |criterion: usize, new: Num| {
        let at = matrix.parts().point(|i| if i == criterion { Some(new) } else { value(i) });
        at.map_or(f64::INFINITY, away)
    };
    let mut found: Vec<(f64, usize, Num)> = Vec::new();
    for (half, target) in [(Half::Benefit, to.benefit), (Half::Cost, to.cost)] {
        for criterion in matrix.parts().criteria(half) {
            let goal = matrix.parts().solve(half, criterion, target, &value);
            let tried = candidates(&criteria[criterion].scale, goal);
            let best = tried.into_iter().map(|new| (with(criterion, new), criterion, new));
            let best = best.min_by(|one, other| one.0.total_cmp(&other.0));
            let known = |found: &[(f64, usize, Num)]| found.iter().any(|(_, other, _)| *other == criterion);
            found.extend(best.filter(|(left, ..)| *left < away(from) - NOISE && !known(&found)));
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.into_iter().map(|(_, criterion, new)| (criterion, new)).collect()
}

/// What is no nearer than this is as near.
const NOISE: f64 = 1e-9;

/// The values of a scale that can be the nearest to a goal: every step, or on a free scale the two of its grid around it.
fn candidates(scale: &Scale, goal: Option<f64>) -> Vec<Num> {
    let Scale::Free { min, step, .. } = scale else { return scale.steps().to_vec() };
    let Some(goal) = goal else { return Vec::new() };
    let steps = (goal.clamp(min.get(), scale.largest()) - min.get()) / step.get();
    let on_grid = |steps: f64| Num::computed((min.get() + steps * step.get()).min(scale.largest()));
    [steps.floor(), steps.ceil()].into_iter().filter_map(on_grid).collect()
}
