//! The ranking for programs: what `rank --json` prints.

use std::fmt::Write;

use serde::Serialize;

use super::shape::Ranking;
use super::{ExportError, unwritable};
use crate::domain::document::Format;
use crate::domain::swing::Swing;
use crate::domain::text::{harmful, is_plain_lines};
use crate::domain::workshop::Workshop;

/// Writes the ranking.
pub(super) fn write(workshop: &Workshop) -> Result<Vec<u8>, ExportError> {
    let text = readable(&Ranking::of(workshop, &Swing::default()));
    text.map(String::into_bytes).map_err(|error| unwritable(Format::Json)(&error))
}

/// A value as JSON that people can read. Characters that a terminal might obey are written as escapes, which every
/// reader of JSON turns back.
pub(crate) fn readable(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(escaped)
}

/// JSON with such characters as escapes, and a line break at the end. The raw control characters that JSON has are the
/// white space between values; it means the same without carriage returns.
pub(crate) fn escaped(text: String) -> String {
    let unsafe_raw = |c: char| !matches!(c, '\n' | '\t') && harmful(c);
    let mut safe = if !is_plain_lines(&text) && text.contains(unsafe_raw) {
        let mut safe = String::with_capacity(text.len() + 64);
        for c in text.chars() {
            match c {
                '\r' => {}
                // All of them lie in the first plane: four digits are enough.
                c if unsafe_raw(c) => drop(write!(safe, "\\u{:04x}", u32::from(c))),
                c => safe.push(c),
            }
        }
        safe
    } else {
        text
    };
    if !safe.ends_with('\n') {
        safe.push('\n');
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_what_it_escapes() {
        let title = "a\u{1b}b\u{9b}c\u{202e}d\u{7f}\n";
        let text = readable(&[title]).unwrap();
        assert!(!text.chars().any(|c| c != '\n' && harmful(c)), "{text}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), [title]);
    }

    #[test]
    fn white_space_between_values_is_no_text() {
        assert_eq!(escaped("[\r\n\t1,\r\"\u{202e}\"]\n".to_owned()), "[\n\t1,\"\\u202e\"]\n");
    }
}
