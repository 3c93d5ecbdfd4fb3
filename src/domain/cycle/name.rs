//! What the next cycle is called.

use super::super::workspace::Workspace;

/// A name for the cycle that is being closed: the one after the last, where names of that form follow each
/// other, else the date.
///
/// `2025-Q4` is followed by `2026-Q1`, `Q4 2025` by `Q1 2026`, `FY26-H2` by `FY27-H1`, `2025-12` by `2026-01`, `Sprint 9`
/// by `Sprint 10`.
pub fn next_name(workspace: &Workspace, date: &str) -> String {
    let cycles = &workspace.head().cycles;
    let taken = |name: &String| cycles.iter().any(|cycle| cycle.id == *name);
    let next = cycles.last().and_then(|cycle| after(&cycle.id)).filter(|name| !taken(name));
    if let Some(next) = next {
        return next;
    }
    let numbered = (2..).map(|n| format!("{date}-{n}"));
    std::iter::once(date.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

fn after(name: &str) -> Option<String> {
    let (stem, number) = name.split_at(name.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let value: u64 = number.parse().ok()?;
    let next = |stem: &str, value: u64| format!("{stem}{value:0width$}", width = number.len());
    // A whole date is no number in a row.
    if stem.matches('-').count() > 1 {
        return None;
    }
    if let Some(next) = before_year(stem, number) {
        return Some(next);
    }
    let month = stem.len() == 5 && stem.ends_with('-') && number.len() == 2;
    let most = match stem.chars().last() {
        Some('Q' | 'q') => 4,
        Some('H' | 'h') => 2,
        Some('-') if month => 12,
        _ => return Some(next(stem, value.checked_add(1)?)),
    };
    if !(1..=most).contains(&value) {
        return None;
    }
    Some(if value < most { next(stem, value + 1) } else { next(&year_after(stem)?, 1) })
}

/// What stands before a quarter, of the year after: `2026-Q` of `2025-Q`, `FY27-H` of `FY26-H`; the same without a year.
fn year_after(stem: &str) -> Option<String> {
    let Some(start) = stem.find(|c: char| c.is_ascii_digit()) else { return Some(stem.to_owned()) };
    let (before, rest) = stem.split_at(start);
    let (year, unit) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    let next: u64 = year.parse::<u64>().ok()?.checked_add(1)?;
    matches!(year.len(), 2 | 4).then(|| format!("{before}{next:0width$}{unit}", width = year.len()))
}

/// The name after one that counts before the year: `Q4 2025`, `12/2025`.
fn before_year(stem: &str, year: &str) -> Option<String> {
    let unit = stem.trim_end_matches([' ', '/', '-', '.']);
    let (word, number) = unit.split_at(unit.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let most = match (word, number.len()) {
        ("Q" | "q", 1) => 4,
        ("H" | "h", 1) => 2,
        ("", 2) => 12,
        _ => return None,
    };
    let value: u64 = number.parse().ok()?;
    let known = year.len() == 4 && unit.len() < stem.len() && (1..=most).contains(&value);
    let year: u64 = year.parse().ok().filter(|_| known)?;
    let (value, year) = if value < most { (value + 1, year) } else { (1, year + 1) };
    Some(format!("{word}{value:0width$}{}{year:04}", &stem[unit.len()..], width = number.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::{Cycle, Head};

    fn next(closed: &[&str]) -> String {
        let cycle = |id: &&str| Cycle { id: (*id).to_owned(), ..Cycle::default() };
        let head = Head { cycles: closed.iter().map(cycle).collect(), ..Head::default() };
        next_name(&Workspace::load(head).unwrap().0, "2026-03-31")
    }

    #[test]
    fn a_name_follows_the_one_before_where_it_can() {
        for (before, expected) in [
            ("2025-Q4", "2026-Q1"),
            ("Q4 2025", "Q1 2026"),
            ("FY26-Q4", "FY27-Q1"),
            ("FY26-Q3", "FY26-Q4"),
            ("2026-H1", "2026-H2"),
            ("2026-H2", "2027-H1"),
            ("H2 2026", "H1 2027"),
            ("Q4", "Q1"),
            ("Q1 2026", "Q2 2026"),
            ("12/2025", "01/2026"),
            ("2026-Q1", "2026-Q2"),
            ("2025q4", "2026q1"),
            ("2025-12", "2026-01"),
            ("2026-09", "2026-10"),
            ("Sprint 9", "Sprint 10"),
            ("S07", "S08"),
            ("S99", "S100"),
            ("7", "8"),
            ("2025", "2026"),
            // What is in no row is followed by the date.
            ("2025-Q7", "2026-03-31"),
            ("2025-00", "2026-03-31"),
            ("2025-12-19", "2026-03-31"),
            ("Spring", "2026-03-31"),
            ("99999999999999999999999", "2026-03-31"),
            ("18446744073709551615", "2026-03-31"),
            ("２０２５", "2026-03-31"),
            ("", "2026-03-31"),
        ] {
            assert_eq!(next(&[before]), expected, "{before}");
        }
    }

    #[test]
    fn no_name_is_given_twice() {
        assert_eq!(next(&[]), "2026-03-31");
        assert_eq!(next(&["2026-03-31"]), "2026-03-31-2");
        assert_eq!(next(&["2026-03-31-2", "2026-03-31"]), "2026-03-31-3");
        assert_eq!(next(&["2026-Q1", "2025-Q4"]), "2026-03-31");
    }
}
