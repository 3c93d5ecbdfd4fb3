//! Reads a score from a cell, and refuses what could be read in two ways instead of guessing.

/// From here on, a floating-point number no longer tells every integer from its neighbour: 2^53.
const INEXACT_FROM: f64 = 9_007_199_254_740_992.0;

/// The sign between the whole and the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    Point,
    Comma,
}

impl DecimalMark {
    /// The mark of a whole column: a comma only if some cell can mean nothing else and none speaks against it. `1.500`
    /// does not: where commas are decimal marks it is a thousand and a half.
    pub(super) fn of(cells: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut mark = DecimalMark::Point;
        for cell in cells {
            let cell = cell.as_ref();
            let has_point = cell.contains('.') && !has_thousands(cell);
            if has_point || cell.matches(',').count() > 1 {
                return DecimalMark::Point;
            }
            if is_comma_decimal(cell) {
                mark = DecimalMark::Comma;
            }
        }
        mark
    }
}

/// Why a cell is not a score.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum NumberError {
    #[error("{0:?} is not a number: write digits, such as 5 or 1.5")]
    NotANumber(String),
    #[error("{0:?} is not a finite number: write digits, such as 5 or 1.5")]
    NotFinite(String),
    #[error("{0:?} is too large to be exact: scores stay below 2^53")]
    TooLarge(String),
    #[error(
        "the comma in {0:?} could be a decimal mark or a thousands mark: write 1.5, or 1500 without a mark"
    )]
    Comma(String),
    #[error("{cell:?} is over 1: write a fraction, {fraction}, or a percentage, {cell}%")]
    OverOne { cell: String, fraction: f64 },
}

/// What people write where they do not know yet.
const OPEN: [&str; 11] = ["?", "??", "-", "–", "—", "n/a", "na", "tba", "tbc", "tbd", "none"];

/// Whether a trimmed cell says that there is no number yet.
pub(crate) fn is_open(cell: &str) -> bool {
    OPEN.iter().any(|open| cell.eq_ignore_ascii_case(open))
}

/// The number in a trimmed cell that is not empty. `percent` tells that the criterion is a fraction from 0 to 1,
/// which may be written with a percent sign.
pub(crate) fn parse(cell: &str, mark: DecimalMark, percent: bool) -> Result<f64, NumberError> {
    let (digits, has_sign) = match cell.strip_suffix('%') {
        Some(digits) if percent => (digits.trim_end(), true),
        _ => (cell, false),
    };
    let value = plain(digits, mark)?;
    if has_sign {
        return Ok(value / 100.0);
    }
    if percent && value > 1.0 {
        return Err(NumberError::OverOne { cell: cell.to_owned(), fraction: value / 100.0 });
    }
    Ok(value)
}

fn plain(digits: &str, mark: DecimalMark) -> Result<f64, NumberError> {
    let pointed = match mark {
        DecimalMark::Comma if has_thousands(digits) => digits.replace('.', "").replace(',', "."),
        DecimalMark::Comma => digits.replace(',', "."),
        DecimalMark::Point => digits.to_owned(),
    };
    match pointed.parse::<f64>() {
        Ok(value) if !value.is_finite() => Err(NumberError::NotFinite(digits.to_owned())),
        Ok(value) if value.abs() >= INEXACT_FROM => Err(NumberError::TooLarge(digits.to_owned())),
        // Adding zero turns −0 into 0.
        Ok(value) => Ok(value + 0.0),
        Err(_) if pointed.replace(',', "").parse::<f64>().is_ok() => {
            Err(NumberError::Comma(digits.to_owned()))
        }
        Err(_) => Err(NumberError::NotANumber(digits.to_owned())),
    }
}

/// Whether the points of a cell part its thousands: `1.500`, `12.000.000,5`.
fn has_thousands(cell: &str) -> bool {
    let whole = cell.split([',', '%']).next().unwrap_or_default().trim().trim_start_matches(['+', '-']);
    let mut groups = whole.split('.');
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'));
    let is_group = |group: &str| group.len() == 3 && is_digits(group);
    whole.contains('.') && first.is_some_and(is_digits) && groups.all(is_group)
}

/// Whether the one comma of a cell must be a decimal mark: `1,5` and `0,125` must, `1,500` may be 1500.
fn is_comma_decimal(cell: &str) -> bool {
    let digits = cell.trim_end_matches('%').trim_end();
    let Some((whole, fraction)) = digits.split_once(',') else { return false };
    let may_be_thousands = fraction.len() == 3 && !whole.starts_with('0');
    !may_be_thousands && plain(digits, DecimalMark::Comma).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_written() {
        for (cell, mark, percent, expected) in [
            ("5", DecimalMark::Point, false, 5.0),
            ("+0.25", DecimalMark::Point, false, 0.25),
            ("-3", DecimalMark::Point, false, -3.0),
            ("1e3", DecimalMark::Point, false, 1000.0),
            ("1,5", DecimalMark::Comma, false, 1.5),
            ("7", DecimalMark::Comma, false, 7.0),
            ("1.500", DecimalMark::Comma, false, 1500.0),
            ("-12.000.000,5", DecimalMark::Comma, false, -12_000_000.5),
            ("1.500", DecimalMark::Point, false, 1.5),
            ("80%", DecimalMark::Point, true, 0.8),
            ("12,5 %", DecimalMark::Comma, true, 0.125),
            ("0.8", DecimalMark::Point, true, 0.8),
            ("1", DecimalMark::Point, true, 1.0),
        ] {
            assert_eq!(parse(cell, mark, percent), Ok(expected), "{cell}");
        }
        assert!(parse("-0", DecimalMark::Point, false).unwrap().is_sign_positive());
    }

    #[test]
    fn what_is_no_number_says_why() {
        let owned = str::to_owned;
        for (cell, percent, error) in [
            ("NaN", false, NumberError::NotFinite(owned("NaN"))),
            ("inf", false, NumberError::NotFinite(owned("inf"))),
            ("-Infinity", false, NumberError::NotFinite(owned("-Infinity"))),
            ("1e999", false, NumberError::NotFinite(owned("1e999"))),
            ("1_000", false, NumberError::NotANumber(owned("1_000"))),
            ("0x10", false, NumberError::NotANumber(owned("0x10"))),
            ("high", false, NumberError::NotANumber(owned("high"))),
            ("80%", false, NumberError::NotANumber(owned("80%"))),
            ("%", true, NumberError::NotANumber(owned(""))),
            ("1,5", false, NumberError::Comma(owned("1,5"))),
            ("9007199254740993", false, NumberError::TooLarge(owned("9007199254740993"))),
            ("80", true, NumberError::OverOne { cell: owned("80"), fraction: 0.8 }),
        ] {
            assert_eq!(parse(cell, DecimalMark::Point, percent), Err(error), "{cell}");
        }
    }

    #[test]
    fn a_bare_percentage_is_shown_both_ways_to_write_it() {
        let message = parse("80", DecimalMark::Point, true).unwrap_err().to_string();
        assert_eq!(message, "\"80\" is over 1: write a fraction, 0.8, or a percentage, 80%");
    }

    #[test]
    fn the_comma_is_decimal_only_where_the_whole_column_reads_so() {
        for (cells, mark) in [
            (&["1,5", "2", "", "0,125"][..], DecimalMark::Comma),
            (&["12,5 %", "80%"], DecimalMark::Comma),
            (&["1,5", "n/a"], DecimalMark::Comma),
            (&["1,500", "2,5"], DecimalMark::Comma),
            (&["1.500", "2,5"], DecimalMark::Comma),
            (&["1.500", "2.000"], DecimalMark::Point),
            (&["0.500", "2,5"], DecimalMark::Point),
            (&["1.500", "2,5", "2.5"], DecimalMark::Point),
            (&["1,5", "2.5"], DecimalMark::Point),
            (&["1,500", "2,000"], DecimalMark::Point),
            (&["1,5", "1,000,000"], DecimalMark::Point),
            (&["a,b", "1"], DecimalMark::Point),
            (&[], DecimalMark::Point),
        ] {
            assert_eq!(DecimalMark::of(cells), mark, "{cells:?}");
        }
    }
}
