//! Reads the day from the ways in which trackers write it, and leaves alone what could be two days.

use chrono::NaiveDate;

/// How the names of months begin, January first, in the languages that trackers speak.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "jän", "gen", "sty"],
    &["feb", "fév", "fev", "lut"],
    &["mar", "mär", "mrz", "mrt"],
    &["apr", "abr", "avr", "kwi"],
    &["may", "mai", "mag", "mei", "maj"],
    &["jun", "juin", "giu", "cze"],
    &["jul", "juil", "lug", "lip"],
    &["aug", "ago", "aoû", "aou", "sie"],
    &["sep", "set", "wrz"],
    &["oct", "okt", "out", "ott", "paź"],
    &["nov", "lis"],
    &["dec", "dic", "dez", "déc", "gru"],
];

/// What stands first where a day is written in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    DayFirst,
    MonthFirst,
}

impl DayOrder {
    /// The order of a whole column: what some cell proves and none speaks against.
    pub(super) fn of(cells: impl IntoIterator<Item = impl AsRef<str>>) -> Option<DayOrder> {
        let (mut day_first, mut month_first) = (false, false);
        for cell in cells {
            let parts = parts(cell.as_ref());
            let [first, second] = [0, 1].map(|at| parts.get(at).filter(|part| part.len() <= 2));
            let pair = first.and_then(|part| number(part)).zip(second.and_then(|part| number(part)));
            let Some((a, b)) = pair else { continue };
            day_first |= a > 12 && b <= 12;
            month_first |= b > 12 && a <= 12;
        }
        match (day_first, month_first) {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

/// The words and numbers of a cell, but for the time of day. `3 de julio de 2025`: words of two letters name no month.
fn parts(cell: &str) -> Vec<&str> {
    let telling = |part: &&str| match number(part) {
        Some(_) => !is_of_time(cell, part),
        None => part.len() > 2,
    };
    cell.split(|c: char| !c.is_alphanumeric()).filter(telling).collect()
}

/// The day that a cell names, as YYYY-MM-DD; none where it names none or could name two.
///
/// Understood are 2025-07-03 with whatever stands behind it, 3.7.2025, days with the name of a month (`03/Jul/25 7:36 AM`,
/// `Mon Feb 06 2023`, `10/ago/25`), and days in numbers where one is too
/// large for a month, in this cell or in others of its column.
pub(super) fn day(cell: &str, order: Option<DayOrder>) -> Option<String> {
    let parts = parts(cell);
    let day = with_month_name(&parts).or_else(|| in_numbers(cell, &parts, order))?;
    Some(day.format("%Y-%m-%d").to_string())
}

/// Whether a number is one of `14:05:06 +0200`.
fn is_of_time(cell: &str, number: &str) -> bool {
    let (before, behind) = around(cell, number);
    before.ends_with([':', '+'])
        || behind.starts_with(':')
        || (before.contains(':') && before.ends_with(" -"))
}

/// What stands before a part of a cell and behind it.
fn around<'c>(cell: &'c str, part: &str) -> (&'c str, &'c str) {
    let at = part.as_ptr().addr() - cell.as_ptr().addr();
    (&cell[..at], &cell[at + part.len()..])
}

fn with_month_name(parts: &[&str]) -> Option<NaiveDate> {
    // A weekday may begin like a month (`mar`), so that the last name counts.
    let (at, month) = parts.iter().enumerate().rev().find_map(|(at, part)| Some((at, month(part)?)))?;
    let before = at.checked_sub(1).and_then(|at| number(parts[at]));
    // `Jul 03 10:00:00 UTC 2025`: the name of a time zone may stand between.
    let is_zone = |part: &str| part.bytes().all(|byte| byte.is_ascii_uppercase());
    let dates = parts[at + 1..].iter().take_while(|part| number(part).is_some() || is_zone(part));
    let mut behind = dates.filter_map(|part| number(part));
    match (before, behind.next(), behind.next()) {
        (Some(day), Some(year), _) if day <= 31 => date(year, month, day),
        (Some(year), Some(day), _) | (None, Some(day), Some(year)) => date(year, month, day),
        _ => None,
    }
}

fn in_numbers(cell: &str, parts: &[&str], order: Option<DayOrder>) -> Option<NaiveDate> {
    let first = parts.first()?;
    // `2025-07-03T10:00:00Z`: the day runs into the time.
    let third = parts.get(2)?.split(|c: char| !c.is_ascii_digit()).next()?;
    let (a, b, c) = (number(first)?, number(parts.get(1)?)?, number(third)?);
    if first.len() == 4 {
        return date(a, b, c);
    }
    // Not a dot of the time behind it: `4:05 p.m.`.
    let dotted = around(cell, first).1.starts_with('.');
    match (dotted, a > 12, b > 12) {
        (true, ..) | (false, true, false) => date(c, b, a),
        (false, false, true) => date(c, a, b),
        (false, false, false) => match order? {
            DayOrder::DayFirst => date(c, b, a),
            DayOrder::MonthFirst => date(c, a, b),
        },
        _ => None,
    }
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let begins = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    MONTHS.iter().position(|names| begins(names)).map(|at| at as u32 + 1)
}

fn number(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// A year of two digits is one of this century.
fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = match year {
        0..100 => 2000 + year,
        // Nobody plans in these; it is some other number.
        100..1900 => return None,
        _ => year,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_trackers_write_them() {
        for (cell, expected) in [
            ("03/Jul/25 7:36 AM", Some("2025-07-03")),
            ("10/ago/25 9:05", Some("2025-08-10")),
            ("Mon Feb 06 2023 05:00:00 GMT+0000 (GMT)", Some("2023-02-06")),
            ("mar, 06 feb 2023", Some("2023-02-06")),
            ("3 de julio de 2025", Some("2025-07-03")),
            ("15-déc.-2024", Some("2024-12-15")),
            ("2025-07-03T10:00:00.123Z", Some("2025-07-03")),
            ("2025-07-03 10:00:00 UTC", Some("2025-07-03")),
            ("2025/7/3", Some("2025-07-03")),
            ("3.7.2025", Some("2025-07-03")),
            ("7/23/2025 4:05:06 PM", Some("2025-07-23")),
            ("7/23/2025 4:05 p.m.", Some("2025-07-23")),
            ("23/07/2025 16:05:06.123", Some("2025-07-23")),
            ("23/07/2025", Some("2025-07-23")),
            ("14:05 23/7/2025", Some("2025-07-23")),
            ("13:05 3.7.2025", Some("2025-07-03")),
            ("Jul 3 2025 10:00", Some("2025-07-03")),
            ("Thu Jul 03 10:00:00 UTC 2025", Some("2025-07-03")),
            ("10:00 3 Jul 25", Some("2025-07-03")),
            ("Thu Jul 03 10:00:00 +0200 2025", Some("2025-07-03")),
            ("Thu Jul 03 10:00:00 -0200 2025", Some("2025-07-03")),
            ("Jul 3, week 27", None),
            ("3 Jul, sprint 25", None),
            ("Jul 3 10:30", None),
            ("3.7. 10:30", None),
            ("10:30 03/07/2025", None),
            ("03/07/2025", None),
            ("03/07/2025 10:00 a.m.", None),
            ("2025-13-40", None),
            ("yesterday", None),
            ("45000", None),
            ("", None),
        ] {
            assert_eq!(day(cell, None).as_deref(), expected, "{cell}");
        }
    }

    #[test]
    fn a_column_tells_what_its_cells_leave_open() {
        for (cells, order, day_of_first) in [
            (&["01-07-2025", "13-07-2025"][..], Some(DayOrder::DayFirst), Some("2025-07-01")),
            (&["01/07/2025", "07/13/2025"], Some(DayOrder::MonthFirst), Some("2025-01-07")),
            (
                &["01/07/2025 4:05 p.m.", "07/13/2025 4:05 p.m."],
                Some(DayOrder::MonthFirst),
                Some("2025-01-07"),
            ),
            (&["01/07/2025", "07/13/2025", "13/07/2025"], None, None),
            (&["01/07/2025", "2025-07-13", "3 Jul 2025"], None, None),
        ] {
            assert_eq!(DayOrder::of(cells), order, "{cells:?}");
            assert_eq!(day(cells[0], order).as_deref(), day_of_first, "{cells:?}");
        }
    }
}
