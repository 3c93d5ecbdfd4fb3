//! What a formula sets against each other: what an item is worth, and what it takes.
//!
//! Where a formula divides, its numerator is the benefit and its denominator the cost, whoever scores them. Where it
//! does not, the cost is the criterion that capacity is counted in; without one it is what engineering scores in the
//! formula. That raises the score, so it says how easy an item is: the more of it, the less the item takes. Where even
//! that would leave no benefit, nothing says what an item takes, and its worth is all there is.

use super::{Formula, Part, Piece, settle};
use crate::domain::framework::{Framework, Side};
use crate::domain::number::Num;

/// How the cost goes into the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The score is benefit ÷ cost.
    Divides,
    /// The score is benefit × what is told of the cost.
    Multiplies,
    /// The score is benefit + what is told of the cost.
    Adds,
    /// The score is the benefit, whatever the cost.
    Apart,
    /// There is no cost; it counts as 1.
    Missing,
}

/// Where an item lies: what it is worth, and what is told of what it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// More is better.
    pub benefit: f64,
    /// More is worse; where [`Parts::is_ease`] says so, better.
    pub cost: f64,
}

/// The two parts of a formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    benefit: Part,
    cost: Option<Part>,
    relation: Relation,
    ease: bool,
}

/// One of the two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// What an item is worth.
    Benefit,
    /// What it takes.
    Cost,
}

impl Parts {
    /// The parts of a framework's formula.
    pub fn of(framework: &Framework) -> Parts {
        let Formula { numerator, denominator } = framework.formula();
        if let Some(cost) = denominator {
            let (benefit, cost) = (numerator.clone(), Some(cost.clone()));
            return Parts { benefit, cost, relation: Relation::Divides, ease: false };
        }
        if let Some(effort) = framework.effort() {
            return Parts::apart(numerator, |criterion| criterion == effort, Some(effort));
        }
        let is_engineering = |criterion: usize| framework.criteria()[criterion].side() == Side::Engineering;
        Parts::apart(numerator, is_engineering, None)
    }

    /// Takes the cost out of a formula that does not divide.
    fn apart(whole: &Part, is_cost: impl Fn(usize) -> bool, effort: Option<usize>) -> Parts {
        let (benefit, cost) = whole.parted(&is_cost);
        let relation = if matches!(whole, Part::Sum(_)) { Relation::Adds } else { Relation::Multiplies };
        match (benefit, cost, effort) {
            (Some(benefit), Some(cost), effort) => {
                Parts { benefit, cost: Some(cost), relation, ease: effort.is_none() }
            }
            (Some(benefit), None, Some(effort)) => {
                let cost = Some(Part::Product(vec![effort]));
                Parts { benefit, cost, relation: Relation::Apart, ease: false }
            }
            _ => Parts { benefit: whole.clone(), cost: None, relation: Relation::Missing, ease: false },
        }
    }

    /// How the cost goes into the score.
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// Whether the cost is told as ease: the more of it, the less an item takes.
    pub fn is_ease(&self) -> bool {
        self.ease
    }

    /// Where an item with these values lies; `None` while one that a part needs is missing.
    pub fn point(&self, value: impl Fn(usize) -> Option<Num>) -> Option<Point> {
        Some(Point { benefit: self.eval(Half::Benefit, &value)?, cost: self.eval(Half::Cost, &value)? })
    }

    /// What one part comes to.
    pub fn eval(&self, half: Half, value: &impl Fn(usize) -> Option<Num>) -> Option<f64> {
        match (half, &self.cost) {
            (Half::Benefit, _) => self.benefit.eval(value),
            (Half::Cost, Some(cost)) => cost.eval(value),
            (Half::Cost, None) => Some(1.0),
        }
    }

    /// The score of whatever lies at a point.
    pub fn score(&self, at: Point) -> f64 {
        settle(match self.relation {
            Relation::Divides => at.benefit / at.cost,
            Relation::Multiplies => at.benefit * at.cost,
            Relation::Adds => at.benefit + at.cost,
            Relation::Apart | Relation::Missing => at.benefit,
        })
    }

    /// The benefit that a score takes at a cost. Every item with a better score lies above that.
    pub fn benefit_at(&self, score: f64, cost: f64) -> f64 {
        match self.relation {
            Relation::Divides => score * cost,
            Relation::Multiplies => score / cost,
            Relation::Adds => score - cost,
            Relation::Apart | Relation::Missing => score,
        }
    }

    /// The criteria of a part, each as often as it stands there.
    pub fn criteria(&self, half: Half) -> impl Iterator<Item = usize> + '_ {
        self.part(half).into_iter().flat_map(Part::criteria)
    }

    /// The one criterion that a part is, if it is one and nothing else.
    pub fn only(&self, half: Half) -> Option<usize> {
        self.part(half).filter(|part| !part.has_signs()).and_then(|part| part.criteria().next())
    }

    /// A part as it is written, with a word for each criterion; nothing for a cost that there is none of.
    pub fn told(&self, half: Half, operand: impl Fn(usize) -> String) -> Vec<Piece> {
        let mut told = Vec::new();
        if let Some(part) = self.part(half) {
            part.tell(&operand, false, &mut told);
        }
        told
    }

    /// What a criterion would have to be for its part to come to a target, everything else as it is; `None` where it
    /// cannot, or is no part of it.
    pub(in crate::domain) fn solve(
        &self,
        half: Half,
        criterion: usize,
        target: f64,
        value: &impl Fn(usize) -> Option<Num>,
    ) -> Option<f64> {
        let part = self.part(half)?;
        let at =
            |x: u32| part.eval(&|other| if other == criterion { Some(Num::from(x)) } else { value(other) });
        // A part is a straight line over each of its criteria, unless a product names one twice.
        let (zero, slope) = (at(0)?, at(1)? - at(0)?);
        let wanted = (target - zero) / slope;
        (wanted.is_finite() && part.criteria().filter(|other| *other == criterion).count() == 1)
            .then_some(wanted)
    }

    fn part(&self, half: Half) -> Option<&Part> {
        match half {
            Half::Benefit => Some(&self.benefit),
            Half::Cost => self.cost.as_ref(),
        }
    }
}

impl Part {
    /// Its criteria in two: those that are not meant, and those that are. `None` where there are none.
    fn parted(&self, is_meant: impl Fn(usize) -> bool) -> (Option<Part>, Option<Part>) {
        match self {
            Part::Sum(terms) => {
                let (meant, others): (Vec<_>, Vec<_>) =
                    terms.iter().copied().partition(|term| is_meant(term.criterion));
                let sum = |terms: Vec<_>| (!terms.is_empty()).then_some(Part::Sum(terms));
                (sum(others), sum(meant))
            }
            Part::Product(criteria) => {
                let (meant, others): (Vec<_>, Vec<_>) =
                    criteria.iter().copied().partition(|criterion| is_meant(*criterion));
                let product = |criteria: Vec<_>| (!criteria.is_empty()).then_some(Part::Product(criteria));
                (product(others), product(meant))
            }
        }
    }
}
