//! A framework's formula: numerator ÷ denominator, each a weighted sum or a product of criteria.

use super::flaw::{Flaw, Path};
use super::framework::{FrameworkSpec, PartSpec, criterion_path};
use super::number::Num;

/// How a score is made. Criteria are indices into the framework's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    numerator: Part,
    denominator: Option<Part>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Sum(Vec<Term>),
    Product(Vec<usize>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Term {
    criterion: usize,
    weight: f64,
}

impl Formula {
    /// Resolves the criteria that a framework's formula names.
    ///
    /// # Errors
    /// A part without terms, an unknown criterion, a weight that is not above 0, a denominator that can be 0.
    pub fn new(spec: &FrameworkSpec) -> Result<Formula, Flaw> {
        let numerator = part(spec, &spec.formula.numerator, "numerator")?;
        let denominator = match &spec.formula.denominator {
            Some(denominator) => Some(part(spec, denominator, "denominator")?),
            None => None,
        };
        for criterion in denominator.iter().flat_map(Part::criteria) {
            if spec.criteria[criterion].scale.smallest() <= 0.0 {
                let what = "divides the score, so its smallest value must be above 0";
                return Err(Flaw::new(criterion_path(criterion).field("scale"), what));
            }
        }
        Ok(Formula { numerator, denominator })
    }

    /// The score for these values; `None` while one that the formula needs is missing.
    ///
    /// The last 12 of 52 binary digits are rounded away, so that sums which differ only by the
    /// noise of their order compare as equal.
    pub fn score(&self, value: impl Fn(usize) -> Option<Num>) -> Option<f64> {
        let top = self.numerator.eval(&value)?;
        let bottom = match &self.denominator {
            Some(part) => part.eval(&value)?,
            None => 1.0,
        };
        Some(settle(top / bottom))
    }

    /// Whether more of a criterion raises the score (`Some(true)`), lowers it, or does nothing.
    pub fn raises(&self, criterion: usize) -> Option<bool> {
        let within = |part: &Part| part.criteria().any(|c| c == criterion);
        if within(&self.numerator) {
            Some(true)
        } else {
            self.denominator.as_ref().filter(|part| within(part)).map(|_| false)
        }
    }

    /// The criteria that the score is divided by.
    pub fn divisors(&self) -> impl Iterator<Item = usize> + '_ {
        self.denominator.iter().flat_map(Part::criteria)
    }
}

fn settle(score: f64) -> f64 {
    const NOISE: u64 = 1 << 12;
    f64::from_bits(score.to_bits().saturating_add(NOISE / 2) & !(NOISE - 1))
}

fn part(spec: &FrameworkSpec, part: &PartSpec, name: &str) -> Result<Part, Flaw> {
    let path = Path::default().field("formula").field(name);
    let (operation, terms) = match (part.sum.as_slice(), part.product.as_slice()) {
        ([], []) => return Err(Flaw::new(path, "names no criterion")),
        (sum, []) => ("sum", sum),
        ([], product) => ("product", product),
        _ => return Err(Flaw::new(path, "is a sum or a product, not both")),
    };
    let mut resolved = Vec::with_capacity(terms.len());
    for (i, term) in terms.iter().enumerate() {
        let place = |field: &str| path.clone().field(operation).index(i).field(field);
        let weight = term.weight.map_or(1.0, Num::get);
        if weight <= 0.0 {
            return Err(Flaw::new(place("weight"), "must be above 0"));
        }
        if operation == "product" && term.weight.is_some() {
            return Err(Flaw::new(place("weight"), "a product takes no weights"));
        }
        let known = spec.criteria.iter().position(|criterion| criterion.id == term.criterion);
        let Some(criterion) = known else {
            return Err(Flaw::new(place("criterion"), format!("no criterion is called {}", term.criterion)));
        };
        resolved.push(Term { criterion, weight });
    }
    Ok(match operation {
        "sum" => Part::Sum(resolved),
        _ => Part::Product(resolved.iter().map(|term| term.criterion).collect()),
    })
}

impl Part {
    fn eval(&self, value: &impl Fn(usize) -> Option<Num>) -> Option<f64> {
        match self {
            Part::Sum(terms) => {
                terms.iter().try_fold(0.0, |sum, term| Some(sum + term.weight * value(term.criterion)?.get()))
            }
            Part::Product(criteria) => {
                criteria.iter().try_fold(1.0, |product, c| Some(product * value(*c)?.get()))
            }
        }
    }

    fn criteria(&self) -> impl Iterator<Item = usize> + '_ {
        let (terms, factors): (&[Term], &[usize]) = match self {
            Part::Sum(terms) => (terms, &[]),
            Part::Product(factors) => (&[], factors),
        };
        terms.iter().map(|term| term.criterion).chain(factors.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_noise_does_not_decide_a_tie() {
        assert_eq!(settle(0.1 + 0.2).to_bits(), settle(0.3).to_bits());
        assert_eq!(settle(7.5).to_bits(), 7.5_f64.to_bits());
        assert!((settle(14.0 / 3.0) - 14.0 / 3.0).abs() < 1e-11);
    }
}
