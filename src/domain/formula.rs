//! A framework's formula: numerator ÷ denominator, each a weighted sum or a product of criteria.

mod parts;

use super::flaw::{Flaw, Path};
use super::framework::{FrameworkSpec, PartSpec, criterion_path};
use super::number::Num;
pub use parts::{Half, Parts, Point, Relation};

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

/// A stretch of a formula that is told: an operand, or what stands between operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// The criterion that an operand stands for; none for weights, signs and brackets.
    pub criterion: Option<usize>,
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

    /// The formula as it is written, with a word or a number for each criterion: `(5 + 5 + 3) ÷ 2`,
    /// `5000 × 2 × 80 % ÷ 2`, `2 × 5 + 3`.
    pub fn told(&self, operand: impl Fn(usize) -> String) -> Vec<Piece> {
        let mut told = Vec::new();
        let Some(denominator) = &self.denominator else {
            self.numerator.tell(&operand, false, &mut told);
            return told;
        };
        self.numerator.tell(&operand, self.numerator.is_sum_of_many(), &mut told);
        told.push(between(" ÷ "));
        denominator.tell(&operand, denominator.has_signs(), &mut told);
        told
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

fn between(text: &str) -> Piece {
    Piece { text: text.to_owned(), criterion: None }
}

impl Term {
    fn is_weighted(self) -> bool {
        self.weight.total_cmp(&1.0).is_ne()
    }
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

    /// Whether a division behind it would take hold of its last term alone.
    fn is_sum_of_many(&self) -> bool {
        matches!(self, Part::Sum(terms) if terms.len() > 1)
    }

    /// Whether it is more than one bare operand.
    fn has_signs(&self) -> bool {
        match self {
            Part::Sum(terms) => terms.len() > 1 || terms.iter().any(|term| term.is_weighted()),
            Part::Product(factors) => factors.len() > 1,
        }
    }

    fn tell(&self, operand: &impl Fn(usize) -> String, brackets: bool, told: &mut Vec<Piece>) {
        let sign = if matches!(self, Part::Sum(_)) { " + " } else { " × " };
        if brackets {
            told.push(between("("));
        }
        for (i, criterion) in self.criteria().enumerate() {
            if i > 0 {
                told.push(between(sign));
            }
            if let Part::Sum(terms) = self
                && terms[i].is_weighted()
            {
                told.push(between(&format!("{} × ", terms[i].weight)));
            }
            told.push(Piece { text: operand(criterion), criterion: Some(criterion) });
        }
        if brackets {
            told.push(between(")"));
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

    fn told(numerator: &str, denominator: &str) -> String {
        let criterion =
            |id: &str| format!(r#"{{"id":"{id}","side":"business","scale":{{"steps":[1,2,3]}}}}"#);
        let denominator = if denominator.is_empty() { "null" } else { denominator };
        let text = format!(
            r#"{{"id":"own","criteria":[{}],"formula":{{"numerator":{numerator},"denominator":{denominator}}}}}"#,
            ["a", "b", "c", "d"].map(criterion).join(",")
        );
        let formula = Formula::new(&serde_json::from_str(&text).unwrap()).unwrap();
        let pieces = formula.told(|criterion| ["a", "b", "c", "d"][criterion].to_owned());
        for piece in &pieces {
            assert_eq!(piece.criterion.is_some(), "abcd".contains(&piece.text), "{piece:?}");
        }
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn a_formula_is_told_with_the_brackets_that_it_needs_and_no_more() {
        let sum = |terms: &[(&str, f64)]| {
            let term = |(id, weight): &(&str, f64)| format!(r#"{{"criterion":"{id}","weight":{weight}}}"#);
            format!(r#"{{"sum":[{}]}}"#, terms.iter().map(term).collect::<Vec<_>>().join(","))
        };
        let product = |ids: &[&str]| {
            let factor = |id: &&str| format!(r#"{{"criterion":"{id}"}}"#);
            format!(r#"{{"product":[{}]}}"#, ids.iter().map(factor).collect::<Vec<_>>().join(","))
        };
        let nothing = String::new();
        for (numerator, denominator, expected) in [
            (sum(&[("a", 1.0), ("b", 1.0), ("c", 1.0)]), sum(&[("d", 1.0)]), "(a + b + c) ÷ d"),
            (sum(&[("a", 1.0)]), sum(&[("d", 1.0)]), "a ÷ d"),
            (sum(&[("a", 2.0)]), sum(&[("d", 0.5)]), "2 × a ÷ (0.5 × d)"),
            (sum(&[("a", 2.0), ("b", 1.0)]), sum(&[("c", 3.0), ("d", 1.0)]), "(2 × a + b) ÷ (3 × c + d)"),
            (product(&["a", "b", "c"]), sum(&[("d", 1.0)]), "a × b × c ÷ d"),
            (product(&["a"]), product(&["c", "d"]), "a ÷ (c × d)"),
            (product(&["a", "b", "c"]), nothing.clone(), "a × b × c"),
            (sum(&[("a", 1.5), ("b", 1.0)]), nothing, "1.5 × a + b"),
        ] {
            assert_eq!(told(&numerator, &denominator), expected);
        }
    }
}
