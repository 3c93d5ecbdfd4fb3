//! What is drawn: the items around the line, and for each of their criteria the values that it may have.

use std::ops::Range;

use super::{SAMPLES, Swing, WINDOW};
use crate::domain::criterion::Criterion;
use crate::domain::cutline::{Measure, ONE_ITEM, weight};
use crate::domain::decisive::disagreements;
use crate::domain::formula::Formula;
use crate::domain::id::Slot;
use crate::domain::item::Held;
use crate::domain::number::Num;
use crate::domain::ranking::micro;
use crate::domain::vote::Score;
use crate::domain::workshop::Workshop;

/// The items that are drawn for, and the line that they are ranked against. It holds on to nothing of the workshop,
/// so that it can be drawn from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    pub(super) formula: Formula,
    /// The criterion that capacity is counted in.
    pub(super) effort: Option<usize>,
    pub(super) measure: Measure,
    /// The room that there is for them, in millionths: without what is done, and without what is in further up.
    pub(super) room: i128,
    /// How many items rank above them.
    pub(super) above: u32,
    /// Ascending by slot, which is the manual order.
    pub(super) items: Vec<Drawn>,
    /// The values that may be drawn, those of one die after the other.
    pub(super) values: Vec<Num>,
    /// The disagreements, by index of the item and the criterion.
    pub(super) disputes: Vec<(usize, usize)>,
    pub(super) seed: u64,
    pub(super) partial: bool,
}

/// An item that is drawn for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawn {
    pub(super) slot: Slot,
    pub(super) held: Option<Held>,
    /// For each criterion the values, each as likely as the others.
    pub(super) dice: Vec<Range<usize>>,
}

impl Model {
    /// What there is to draw for in a workshop; none without a line. Costs what stands around the line.
    pub fn of(workshop: &Workshop) -> Option<Model> {
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let line = standing.line()?;
        let framework = workspace.framework();
        let ranked = standing.order().len();
        let first = line.boundary.saturating_sub(WINDOW / 2).min(ranked.saturating_sub(WINDOW));
        let shown = first..ranked.min(first + WINDOW);
        let mut slots: Vec<Slot> = standing.order()[shown.clone()].to_vec();
        slots.sort_unstable();
        let mut model = Model {
            formula: framework.formula().clone(),
            effort: framework.effort(),
            measure: line.measure,
            room: line.free(),
            above: first as u32,
            items: Vec::with_capacity(slots.len()),
            values: Vec::new(),
            disputes: Vec::new(),
            seed: workspace.head().swing_seed,
            partial: shown.len() < ranked,
        };
        for slot in slots {
            if standing.is_in(slot) {
                model.room += standing.seat(slot).map_or(0, |seat| weight(seat, line.measure));
            }
            let item = workspace.item(slot);
            let dice =
                framework.criteria().iter().map(|rule| model.die(rule, item.scores.get(&rule.id))).collect();
            let at = model.items.len();
            model.disputes.extend(disagreements(workspace, slot).map(|over| (at, over.criterion)));
            model.items.push(Drawn { slot, held: item.held(), dice });
        }
        Some(model)
    }

    /// Adds the values that a score may have.
    fn die(&mut self, rule: &Criterion, score: Option<&Score>) -> Range<usize> {
        let start = self.values.len();
        match score {
            None => {}
            Some(score) => match (score.agreed(), score.votes()) {
                (Some(agreed), [_, ..]) => self.values.push(agreed),
                (None, votes @ [_, _, ..]) => self.values.extend(votes.iter().map(|(_, vote)| *vote)),
                (Some(value), []) | (None, &[(_, value)]) => {
                    let [down, up] = rule.scale.beside(value).map(|step| step.unwrap_or(value));
                    self.values.extend([down, value, value, up]);
                }
                (None, []) => {}
            },
        }
        start..self.values.len()
    }

    /// Draws, on so many threads at once.
    pub fn swing(&self, threads: usize) -> Swing {
        super::draw::swing(self, SAMPLES, threads)
    }

    /// What an item takes of the capacity with this effort, in millionths.
    pub(super) fn weight(&self, effort: Option<Num>) -> i128 {
        match self.measure {
            Measure::Items => ONE_ITEM,
            Measure::Effort => effort.map_or(0, |effort| i128::from(micro(effort))),
        }
    }
}
