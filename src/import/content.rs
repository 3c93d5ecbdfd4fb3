//! Tells from what a column holds what it may be, where its name says nothing: a header in any language.

use std::collections::HashSet;

use super::number::{self, DecimalMark};

/// How much the cells of a column look like keys of a tracker, in percent: `SHOP-118`, `#12`, or addresses.
pub(super) fn keys(cells: &[String]) -> u32 {
    let share = share(cells, is_key);
    if share >= 80 && distinct(cells) == 100 { share } else { 0 }
}

/// How much the cells of a column look like titles, in percent: short texts of some words, each of its own.
pub(super) fn titles(cells: &[String]) -> u32 {
    let share = share(cells, is_title);
    if share >= 60 && distinct(cells) >= 80 { share } else { 0 }
}

fn is_key(cell: &str) -> bool {
    let numbered = |prefix: &str, digits: &str| {
        let prefix_fits = prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        prefix_fits && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let tracker = cell.rsplit_once('-').is_some_and(|(prefix, digits)| {
        prefix.starts_with(|c: char| c.is_ascii_uppercase()) && numbered(prefix, digits)
    });
    let number = cell.strip_prefix('#').is_some_and(|digits| numbered("", digits));
    tracker || number || cell.starts_with("https://") || cell.starts_with("http://")
}

/// The longest text that is still a title, in bytes.
const LONGEST: usize = 200;

/// So many letters without a space between them are several words; a name has fewer.
const UNSPACED: usize = 6;

fn is_title(cell: &str) -> bool {
    let is_number = number::parse(cell, DecimalMark::Comma, true).is_ok();
    let words = cell.split_whitespace().count();
    (words >= 2 || cell.chars().filter(|c| is_unspaced(*c)).count() >= UNSPACED)
        && cell.len() <= LONGEST
        && !is_number
        && !is_amount(cell)
        && !is_key(cell)
        && super::date::day(cell, None).is_none()
}

/// Whether it is mostly digits, as an amount with its currency.
fn is_amount(cell: &str) -> bool {
    let count = |test: fn(char) -> bool| cell.chars().filter(|c| test(*c)).count();
    count(char::is_numeric) > count(char::is_alphabetic)
}

/// Whether a letter is of a script that puts no spaces between words: kana, Chinese characters, Thai.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

fn share(cells: &[String], test: impl Fn(&str) -> bool) -> u32 {
    percent(cells.iter().filter(|cell| test(cell)).count(), cells.len())
}

fn distinct(cells: &[String]) -> u32 {
    percent(cells.iter().collect::<HashSet<_>>().len(), cells.len())
}

fn percent(part: usize, whole: usize) -> u32 {
    (part * 100).checked_div(whole).unwrap_or(0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_by_what_they_hold() {
        for (cells, expected) in [
            (&["SHOP-1", "SHOP-22"][..], (100, 0)),
            (&["#1", "#2"], (100, 0)),
            (&["https://a.example/1", "https://a.example/2"], (100, 0)),
            (&["SHOP-1", "SHOP-1"], (0, 0)),
            (&["Fix the payments", "Dark mode"], (0, 100)),
            (&["Fix the payments", "Fix the payments"], (0, 0)),
            (&["Ana", "Bo"], (0, 0)),
            (&["12 000 €", "9 500 EUR", "800 € / 2"], (0, 0)),
            (&["支払いの再試行を直す", "倉庫の在庫数を取り込む"], (0, 100)),
            (&["山田太郎", "鈴木一郎"], (0, 0)),
            (&["3 Jul 2025", "4 Jul 2025"], (0, 0)),
            (&["1,5", "2"], (0, 0)),
            (&[], (0, 0)),
        ] {
            let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            assert_eq!((keys(&cells), titles(&cells)), expected, "{cells:?}");
        }
    }
}
