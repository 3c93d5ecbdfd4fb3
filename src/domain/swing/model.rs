//! What is drawn: the items around the line, and for each of their criteria the values that it may have.

use std::ops::Range;

use super::{SAMPLES, Swing, WINDOW};
use crate::domain::crew::Crew;
use crate::domain::criterion::Criterion;
use crate::domain::cutline::{Measure, weight};
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
    /// The room that there is for them, in millionths: without what is done, and without what is in further up.
    pub(super) room: i128,
    /// How many items rank above them.
    pub(super) above: u32,
    /// Ascending by slot, which is the manual order.
    pub(super) items: Vec<Drawn>,
    /// The items that a pin holds in, by index.
    pub(super) held_in: Vec<usize>,
    /// The values that may be drawn, those of one die after the other.
    pub(super) values: Vec<Num>,
    /// Of each value what an item of this effort takes of the capacity, in millionths; nothing where items are
    /// counted.
    pub(super) weights: Vec<i128>,
    /// Of each value its place among all of them, so that efforts are compared as whole numbers.
    pub(super) order: Vec<u32>,
    /// The disagreements, by index of the item and the criterion.
    pub(super) disputes: Vec<(usize, usize)>,
    pub(super) seed: u64,
    pub(super) partial: bool,
}

/// An item that is drawn for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawn {
    pub(super) slot: Slot,
    /// Whether a pin holds it, in or out.
    pub(super) held: bool,
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
            room: line.free(),
            above: first as u32,
            items: Vec::with_capacity(slots.len()),
            held_in: Vec::new(),
            values: Vec::new(),
            weights: Vec::new(),
            order: Vec::new(),
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
            model.held_in.extend((item.held() == Some(Held::In)).then_some(at));
            model.items.push(Drawn { slot, held: item.held().is_some(), dice });
        }
        model.weigh(line.measure);
        Some(model)
    }

    /// Works out what each value means as an effort.
    fn weigh(&mut self, measure: Measure) {
        if measure == Measure::Effort && self.effort.is_some() {
            self.weights = self.values.iter().map(|value| i128::from(micro(*value))).collect();
        }
        let mut ascending: Vec<Num> = self.values.clone();
        ascending.sort_unstable();
        ascending.dedup();
        let place = |value: &Num| ascending.partition_point(|other| other < value) as u32;
        self.order = self.values.iter().map(place).collect();
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

    /// Draws. Costs a tenth of a second on two threads where it is as large as it gets.
    pub fn swing(&self, crew: &impl Crew) -> Swing {
        super::draw::swing(self, SAMPLES, crew)
    }
}
