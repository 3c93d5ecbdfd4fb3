//! Frameworks as data: criteria with side, scale and rubric, and a formula over them.
//!
//! ```text
//! choice   which one a workspace has: a built-in one, or its own
//! ```

mod choice;

use super::flaw::{Flaw, Path};
use super::formula::Formula;
use super::id::CriterionId;
use super::number::Num;
use super::record::{always_written, record};
use super::scale::Scale;

pub use choice::FrameworkChoice;

pub use super::criterion::{Criterion, Display, RubricLine, Side, fixed, shown, tidy};

always_written!(FormulaSpec, PartSpec);

record! {
    /// A term of a formula as it stands in a file.
    pub struct TermSpec {
        /// The criterion.
        "criterion" criterion: CriterionId,
        /// Its weight in a sum; 1 where none is given.
        "weight" weight: Option<Num>,
    }
}

record! {
    /// One part of a formula as it stands in a file: weighted criteria added, or criteria multiplied.
    pub struct PartSpec {
        /// What is added.
        "sum" sum: Vec<TermSpec>,
        /// What is multiplied.
        "product" product: Vec<TermSpec>,
    }
}

record! {
    /// A formula as it stands in a file.
    pub struct FormulaSpec {
        /// What raises the score.
        "numerator" numerator: PartSpec,
        /// What the score is divided by.
        "denominator" denominator: Option<PartSpec>,
    }
}

record! {
    /// A word for scores from a number up.
    pub struct Label {
        /// The lowest score it fits.
        "from" from: Num,
        /// The word.
        "name" name: String,
    }
}

record! {
    /// How the steps of another criterion read on the scale of one of this framework's.
    pub struct CarrySpec {
        /// The criterion of this framework.
        "to" to: CriterionId,
        /// The other criterion.
        "from" from: CriterionId,
        /// Its values, each with what it becomes.
        "map" map: Vec<(Num, Num)>,
    }
}

record! {
    /// A framework as it stands in a file.
    pub struct FrameworkSpec {
        /// Its id.
        "id" id: String,
        /// Its name on the screen.
        "name" name: String,
        /// What it is good for.
        "about" about: String,
        /// Who published it.
        "source" source: String,
        /// What is scored, in the order of the panes.
        "criteria" criteria: Vec<Criterion>,
        /// How the score is made.
        "formula" formula: FormulaSpec,
        /// The criterion that capacity is counted in.
        "effort" effort: Option<CriterionId>,
        /// Words for scores, highest first.
        "labels" labels: Vec<Label>,
        /// What can be carried over from other criteria.
        "carries" carries: Vec<CarrySpec>,
    }
}

/// A framework that makes sense: every criterion has a scale, the formula names only what there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    spec: FrameworkSpec,
    formula: Formula,
    effort: Option<usize>,
}

impl Framework {
    /// The ids of the built-in frameworks; the first is the default.
    pub const BUILT_IN: [&'static str; 7] =
        ["four-factor", "value-effort", "rice", "ice", "wsjf", "cd3", "weighted"];

    /// A built-in framework.
    pub fn built_in(id: &str) -> Option<Framework> {
        let text = match id {
            "four-factor" => include_str!("../../assets/frameworks/four-factor.json"),
            "value-effort" => include_str!("../../assets/frameworks/value-effort.json"),
            "rice" => include_str!("../../assets/frameworks/rice.json"),
            "ice" => include_str!("../../assets/frameworks/ice.json"),
            "wsjf" => include_str!("../../assets/frameworks/wsjf.json"),
            "cd3" => include_str!("../../assets/frameworks/cd3.json"),
            "weighted" => include_str!("../../assets/frameworks/weighted.json"),
            _ => return None,
        };
        Framework::new(serde_json::from_str(text).ok()?).ok()
    }

    /// Checks a framework and resolves its formula.
    ///
    /// # Errors
    /// Names the field and says what is allowed there.
    pub fn new(spec: FrameworkSpec) -> Result<Framework, Flaw> {
        let fail = |field: &str, what: &str| Err(Flaw::new(Path::default().field(field), what));
        if spec.id.is_empty() {
            return fail("id", "a framework needs an id");
        }
        if spec.criteria.is_empty() {
            return fail("criteria", "a framework needs at least one criterion");
        }
        for (i, criterion) in spec.criteria.iter().enumerate() {
            check_criterion(&spec, i, criterion)?;
        }
        let formula = Formula::new(&spec)?;
        check_reach(&spec, &formula)?;
        check_carries(&spec)?;
        let effort = match &spec.effort {
            None => None,
            Some(id) => match spec.criteria.iter().position(|criterion| criterion.id == *id) {
                None => return fail("effort", "names no criterion of this framework"),
                found => found,
            },
        };
        Ok(Framework { spec, formula, effort })
    }

    /// The framework as it stands in a file.
    pub fn spec(&self) -> &FrameworkSpec {
        &self.spec
    }

    /// Whether both come to the same, however they are spelled.
    pub fn means(&self, other: &Framework) -> bool {
        spelled_out(&self.spec) == spelled_out(&other.spec)
    }

    /// The name on the screen.
    pub fn name(&self) -> &str {
        if self.spec.name.is_empty() { &self.spec.id } else { &self.spec.name }
    }

    /// What is scored, in the order of the panes.
    pub fn criteria(&self) -> &[Criterion] {
        &self.spec.criteria
    }

    /// The index of the criterion with this id.
    pub fn position(&self, id: &CriterionId) -> Option<usize> {
        self.spec.criteria.iter().position(|criterion| criterion.id == *id)
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.spec.criteria.iter().find(|criterion| criterion.id == *id)
    }

    /// The indices of the criteria that a side scores.
    pub fn of_side(&self, side: Side) -> impl Iterator<Item = usize> + '_ {
        (0..self.spec.criteria.len()).filter(move |i| self.spec.criteria[*i].side() == side)
    }

    /// The criteria that a side scores.
    pub fn criteria_of(&self, side: Side) -> impl Iterator<Item = &Criterion> {
        self.spec.criteria.iter().filter(move |criterion| criterion.side() == side)
    }

    /// How the score is made.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// The index of the criterion that capacity is counted in.
    pub fn effort(&self) -> Option<usize> {
        self.effort
    }

    /// The word for a score, where the framework has words.
    pub fn label(&self, score: f64) -> Option<&str> {
        self.spec.labels.iter().find(|label| score >= label.from.get()).map(|label| label.name.as_str())
    }
}

fn check_criterion(spec: &FrameworkSpec, i: usize, criterion: &Criterion) -> Result<(), Flaw> {
    let fail = |field: &str, what: &str| Err(Flaw::new(criterion_path(i).field(field), what));
    if criterion.id.as_str().is_empty() {
        return fail("id", "a criterion needs an id");
    }
    if spec.criteria[..i].iter().any(|earlier| earlier.id == criterion.id) {
        return fail("id", &format!("two criteria are called {}", criterion.id));
    }
    if criterion.side.is_none() {
        return fail("side", "must be business or engineering");
    }
    match &criterion.scale {
        Scale::Steps { steps, .. } if steps.is_empty() => {
            fail("scale", "a scale needs steps, or min and step")
        }
        Scale::Steps { steps, .. } if !steps.is_sorted_by(|a, b| a < b) => {
            fail("scale", "steps go up, none twice")
        }
        Scale::Free { step, .. } if step.get() <= 0.0 => fail("scale", "the step must be above 0"),
        scale if scale.smallest() < 0.0 => fail("scale", "starts at 0 or above"),
        scale if scale.smallest() > scale.largest() => fail("scale", "ends below its minimum"),
        scale if scale.largest() > super::scale::LARGEST => fail("scale", "goes up to 1e12"),
        _ => Ok(()),
    }
}

fn check_carries(spec: &FrameworkSpec) -> Result<(), Flaw> {
    for (i, carry) in spec.carries.iter().enumerate() {
        let place = |field: &str| Path::default().field("carries").index(i).field(field);
        let Some(target) = spec.criteria.iter().find(|criterion| criterion.id == carry.to) else {
            return Err(Flaw::new(place("to"), format!("no criterion is called {}", carry.to)));
        };
        if let Some((_, wrong)) = carry.map.iter().find(|(_, to)| !target.scale.contains(*to)) {
            let what = format!("{wrong} is not on the scale of {}: {}", carry.to, target.scale.allowed());
            return Err(Flaw::new(place("map"), what));
        }
    }
    Ok(())
}

/// The best and the worst score that the scales allow have to be numbers that a file can keep.
fn check_reach(spec: &FrameworkSpec, formula: &Formula) -> Result<(), Flaw> {
    let end = |high: bool| {
        formula.score(|i| {
            let scale = &spec.criteria[i].scale;
            let top = formula.raises(i) == Some(high);
            Num::new(if top { scale.largest() } else { scale.smallest() })
        })
    };
    let usable = |score: Option<f64>| score.is_some_and(|score| Num::new(score).is_some());
    if usable(end(true)) && usable(end(false)) {
        return Ok(());
    }
    let what = "scores would go beyond 2^53: give free scales a max, and a min that is not so small";
    Err(Flaw::new(Path::default().field("formula"), what))
}

/// Where a criterion stands in a framework.
pub(super) fn criterion_path(i: usize) -> Path {
    Path::default().field("criteria").index(i)
}

/// The same with every weight written: one that is not is 1.
fn spelled_out(spec: &FrameworkSpec) -> FrameworkSpec {
    let mut spec = spec.clone();
    for part in std::iter::once(&mut spec.formula.numerator).chain(&mut spec.formula.denominator) {
        for term in &mut part.sum {
            term.weight.get_or_insert(Num::from(1));
        }
    }
    spec
}

#[cfg(test)]
mod tests {
    use super::super::record::Extra;
    use super::*;

    #[test]
    fn every_built_in_framework_is_sound_and_explains_its_steps() {
        for id in Framework::BUILT_IN {
            let framework = Framework::built_in(id).unwrap_or_else(|| panic!("{id}"));
            assert_eq!(framework.spec().id, id);
            // ICE scores ease: it has no effort that capacity could be counted in.
            assert_eq!(framework.effort().is_some(), id != "ice", "{id}");
            assert!(framework.spec().carries.iter().all(|carry| !carry.map.is_empty()), "{id}");
            for criterion in framework.criteria() {
                assert!(
                    !criterion.rubric.is_empty() && !criterion.question.is_empty(),
                    "{id} {}",
                    criterion.id
                );
                for step in criterion.scale.steps() {
                    assert!(criterion.means(*step).is_some(), "{id} {} {step}", criterion.id);
                }
            }
        }
    }

    type Change = fn(&mut FrameworkSpec);

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let spec = |change: fn(&mut FrameworkSpec)| {
            let mut spec = Framework::built_in("four-factor").unwrap().spec().clone();
            change(&mut spec);
            Framework::new(spec).unwrap_err().to_string()
        };
        let cases: [(Change, &str); 6] = [
            (|s| s.criteria.clear(), "criteria: a framework needs at least one criterion"),
            (|s| s.criteria[1].id = "effort".into(), "criteria[3].id: two criteria are called effort"),
            (
                |s| s.criteria[0].scale = Scale::default(),
                "criteria[0].scale: a scale needs steps, or min and step",
            ),
            (
                |s| s.criteria[3].scale = Scale::Steps { steps: vec![Num::ZERO], extra: Extra::default() },
                "criteria[3].scale: divides the score, so its smallest value must be above 0",
            ),
            (|s| s.effort = Some("size".into()), "effort: names no criterion of this framework"),
            (|s| s.formula.numerator = PartSpec::default(), "formula.numerator: names no criterion"),
        ];
        for (change, message) in cases {
            assert_eq!(spec(change), message);
        }
    }

    #[test]
    fn percentages_are_typed_and_shown_as_people_say_them() {
        let rice = Framework::built_in("rice").unwrap();
        let confidence = rice.criterion(&"confidence".into()).unwrap();
        assert_eq!(confidence.typed("80").ok(), Num::new(0.8));
        assert_eq!(confidence.typed("80 %").ok(), Num::new(0.8));
        for (text, value) in
            [("2,5", Some(2.5)), ("2,50", Some(2.5)), ("1,000", None), ("1,000.5", None), ("12,000%", None)]
        {
            assert_eq!(
                confidence.typed(text).ok(),
                value.and_then(|value: f64| Num::new(value / 100.0)),
                "{text}"
            );
        }
        assert_eq!(confidence.shown(Num::new(0.8).unwrap()), "80%");
        assert_eq!(confidence.allowed(), "20%, 50%, 80%, 100%");
    }
}
