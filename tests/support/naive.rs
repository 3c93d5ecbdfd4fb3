//! Ranking and cutline written down a second time, as plainly as the glossary says them: read from the JSON
//! of a file, counted in whole millionths, compared as fractions, sorted and walked. Nothing of the library
//! is used here.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::Value;

/// A backlog as it has to stand.
#[derive(Debug, PartialEq)]
pub(crate) struct Naive {
    /// The ranked items, best first.
    pub(crate) ranked: Vec<Row>,
    /// The open items that lack a criterion, in the order of the file.
    pub(crate) unscored: Vec<String>,
    /// The line through the ranking, where there is a capacity.
    pub(crate) line: Option<Line>,
}

/// One ranked item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) id: String,
    score: Fraction,
    effort: i128,
    held: Option<String>,
    technical: bool,
    must: bool,
}

/// The cutline, and what follows from it. Amounts are in millionths.
#[derive(Debug, PartialEq)]
pub(crate) struct Line {
    /// How many ranks are before it.
    pub(crate) boundary: usize,
    pub(crate) inside: BTreeSet<String>,
    pub(crate) used: i128,
    /// What of it is done already.
    pub(crate) spent: i128,
    pub(crate) effort: i128,
    pub(crate) technical: i128,
    pub(crate) must: i128,
    /// The best item below the line that would fit the room left.
    pub(crate) first_that_fits: Option<String>,
}

impl Naive {
    /// Ranks the items of a file and draws its line.
    pub(crate) fn of(file: &Value) -> Naive {
        let framework = framework(file);
        let (mut ranked, mut unscored) = (Vec::new(), Vec::new());
        for item in list(&file["items"]).filter(|item| takes_part(item)) {
            match row(framework, item) {
                Some(row) => ranked.push(row),
                None => unscored.push(text(&item["id"])),
            }
        }
        ranked.sort_by(best_first);
        settle_ties(file, &mut ranked);
        // ICE has no effort: only a capacity in items draws a line there.
        let counted = framework != "ice" || file["capacity"]["unit"] == "items";
        let delivered = list(&file["items"]).filter(|item| delivered(item));
        let delivered: Vec<Row> = delivered.map(|item| spent(framework, item)).collect();
        let line = if counted { line(&file["capacity"], &ranked, &delivered) } else { None };
        Naive { ranked, unscored, line }
    }

    /// The ids of the ranked items, best first.
    pub(crate) fn order(&self) -> Vec<String> {
        self.ranked.iter().map(|row| row.id.clone()).collect()
    }

    /// The ids of the items above the line.
    pub(crate) fn inside(&self) -> BTreeSet<String> {
        self.line.as_ref().map_or_else(BTreeSet::new, |line| line.inside.clone())
    }
}

impl Row {
    /// The score as a number.
    pub(crate) fn score(&self) -> f64 {
        self.score.top as f64 / self.score.bottom as f64
    }

    /// Whether nothing but the order of the file ranks one before the other.
    pub(crate) fn ties_with(&self, other: &Row) -> bool {
        self.score.cmp(&other.score).is_eq() && self.effort == other.effort
    }
}

/// Score descending; ties by lower effort, then (the sort is stable) by the order of the file.
fn best_first(a: &Row, b: &Row) -> Ordering {
    b.score.cmp(&a.score).then(a.effort.cmp(&b.effort))
}

/// Of each tie that was settled by hand, those whose score is still the one that they were judged by share
/// their places out in the order given. Who is in several ties belongs to the last.
fn settle_ties(file: &Value, ranked: &mut [Row]) {
    let ties: Vec<&Value> = list(&file["tie_breaks"]).collect();
    let by_score = ranked.to_vec();
    for (i, tie) in ties.iter().enumerate() {
        let has = |tie: &Value, id: &str| list(&tie["order"]).any(|judged| judged["item"] == id);
        let mut rows: Vec<&Row> = Vec::new();
        for judged in list(&tie["order"]) {
            let elsewhere = ties[i + 1..].iter().any(|later| has(later, judged["item"].as_str().unwrap()));
            let row = by_score.iter().find(|row| judged["item"] == row.id.as_str());
            rows.extend(row.filter(|row| !elsewhere && ten_digits(row.score()) == judged["score"].as_f64()));
        }
        let places = (0..by_score.len()).filter(|place| rows.iter().any(|row| row.id == by_score[*place].id));
        for (place, row) in places.zip(&rows) {
            ranked[place] = (*row).clone();
        }
    }
}

fn ten_digits(score: f64) -> Option<f64> {
    format!("{score:.9e}").parse().ok()
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Fraction {
    top: i128,
    bottom: i128,
}

impl Fraction {
    /// In lowest terms, so that products of three criteria stay small.
    fn new(top: i128, bottom: i128) -> Fraction {
        let (mut shared, mut rest) = (top, bottom);
        while rest != 0 {
            (shared, rest) = (rest, shared % rest);
        }
        Fraction { top: top / shared, bottom: bottom / shared }
    }

    fn cmp(&self, other: &Fraction) -> Ordering {
        (self.top * other.bottom).cmp(&(other.top * self.bottom))
    }
}

fn framework(file: &Value) -> &str {
    match &file["framework"] {
        Value::Null => "four-factor",
        Value::String(id) => id,
        own => own["id"].as_str().unwrap(),
    }
}

fn takes_part(item: &Value) -> bool {
    let open = matches!(item["status"].as_str(), None | Some("open"));
    open && !matches!(item["horizon"].as_str(), Some("parked" | "declined"))
}

/// Done since the last cycle was closed: that gives no room back.
fn delivered(item: &Value) -> bool {
    item["status"] == "done" && item["finished"].is_string() && item["finished_in"].is_null()
}

fn row(framework: &str, item: &Value) -> Option<Row> {
    let value = |criterion: &str| value(&item["scores"][criterion]);
    let (score, effort) = match framework {
        "four-factor" => {
            let effort = value("effort")?;
            let top = value("customer_value")? + value("business_value")? + value("urgency")?;
            (Fraction::new(top, effort), effort)
        }
        "value-effort" => {
            let effort = value("effort")?;
            let top = value("impact")?;
            (Fraction::new(top, effort), effort)
        }
        "rice" => {
            let effort = value("effort")?;
            let top = value("reach")? * value("impact")? * value("confidence")?;
            (Fraction::new(top, effort * MILLION * MILLION), effort)
        }
        "ice" => {
            let top = value("impact")? * value("confidence")? * value("ease")?;
            (Fraction::new(top, MILLION * MILLION * MILLION), 0)
        }
        "wsjf" => {
            let effort = value("job_size")?;
            let top = value("user_business_value")? + value("time_criticality")? + value("risk_opportunity")?;
            (Fraction::new(top, effort), effort)
        }
        "cd3" => {
            let effort = value("duration")?;
            (Fraction::new(value("cost_of_delay")?, effort), effort)
        }
        // (2 × customer + 2 × revenue + fit) ÷ (3 × effort + 2 × risk)
        "weighted" => {
            let effort = value("effort")?;
            let top = 2 * value("customer_value")? + 2 * value("revenue")? + value("strategic_fit")?;
            (Fraction::new(top, 3 * effort + 2 * value("risk")?), effort)
        }
        // (2 × benefit + ½ × delay) ÷ cost
        "own" => {
            let effort = value("cost")?;
            let top = 4 * value("benefit")? + value("delay")?;
            (Fraction::new(top, 2 * effort), effort)
        }
        other => panic!("{other} has no model here"),
    };
    Some(of_worth(item, score, effort))
}

/// What is done takes its effort, also where it would have no score.
fn spent(framework: &str, item: &Value) -> Row {
    let effort = match framework {
        "ice" => None,
        "wsjf" => value(&item["scores"]["job_size"]),
        "cd3" => value(&item["scores"]["duration"]),
        "own" => value(&item["scores"]["cost"]),
        _ => value(&item["scores"]["effort"]),
    };
    of_worth(item, Fraction::new(0, 1), effort.unwrap_or(0))
}

fn of_worth(item: &Value, score: Fraction, effort: i128) -> Row {
    Row {
        id: text(&item["id"]),
        score,
        effort,
        held: item["pin"]["held"].as_str().map(str::to_owned),
        technical: matches!(item["kind"].as_str(), Some("tech" | "debt")),
        must: item["moscow"] == "must",
    }
}

const MILLION: i128 = 1_000_000;

/// A number in millionths.
fn micro(number: &Value) -> Option<i128> {
    number.as_f64().map(|number| (number * 1e6).round() as i128)
}

/// The agreed value where one was settled, else the median of the votes; of an even count the mean of the
/// middle two.
fn value(score: &Value) -> Option<i128> {
    if let Some(agreed) = micro(score).or_else(|| micro(&score["agreed"])) {
        return Some(agreed);
    }
    let votes = score["votes"].as_object()?;
    let mut votes: Vec<i128> = votes.values().filter_map(micro).collect();
    votes.sort_unstable();
    let middle = votes.len() / 2;
    match votes.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(votes[middle]),
        _ => Some(i128::midpoint(votes[middle - 1], votes[middle])),
    }
}

/// Counts what is done already and what is pinned in, then walks from the top and stops before the first item that no longer fits.
fn line(capacity: &Value, ranked: &[Row], delivered: &[Row]) -> Option<Line> {
    let amount = micro(&capacity["amount"])?;
    let counts_items = capacity["unit"].as_str() == Some("items");
    let limit = if counts_items { amount / MILLION * MILLION } else { amount };
    let weight = |row: &Row| if counts_items { MILLION } else { row.effort };

    let pinned_in = || ranked.iter().filter(|row| row.held.as_deref() == Some("in"));
    let spent: i128 = delivered.iter().map(weight).sum();
    let mut used: i128 = spent + pinned_in().map(weight).sum::<i128>();
    let mut inside: BTreeSet<String> = pinned_in().map(|row| row.id.clone()).collect();
    let mut boundary = ranked.len();
    for (rank, row) in ranked.iter().enumerate().filter(|(_, row)| row.held.is_none()) {
        if used + weight(row) > limit {
            boundary = rank;
            break;
        }
        used += weight(row);
        inside.insert(row.id.clone());
    }

    let effort = |wanted: fn(&Row) -> bool| {
        let rows = ranked.iter().filter(|row| inside.contains(&row.id)).chain(delivered);
        rows.filter(|row| wanted(row)).map(|row| row.effort).sum()
    };
    let fits = |row: &&Row| row.held.is_none() && used + weight(row) <= limit;
    Some(Line {
        boundary,
        used,
        spent,
        effort: effort(|_| true),
        technical: effort(|row| row.technical),
        must: effort(|row| row.must),
        first_that_fits: ranked[boundary..].iter().find(fits).map(|row| row.id.clone()),
        inside,
    })
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
