//! Text in the cells of a table: written so that no spreadsheet runs it, and read back exactly as it was.
//!
//! A spreadsheet takes `=1+1` for a formula, drops the spaces around a text and the rest of one behind a NUL. What it
//! would not keep is written behind an apostrophe, which says that a text follows, and which reading takes off again.
//! A carriage return does not outlive the line ends of a table, and what steers a terminal would do so on its way
//! through one, so a text that has such a character is spelt with escapes behind `'\`: `'\a\u{1b}b`. No text is read
//! as another: writing and reading are each other's inverse, whatever the text.

use std::borrow::Cow;

use super::text::harmful;

/// What stands before a text that would not stay one by itself.
const MARK: char = '\'';

/// What stands before a text that is spelt with escapes.
const SPELT: &str = "'\\";

/// What begins a formula somewhere, the wide forms of East Asian keyboards among them.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What parts the entries of a list in one cell.
const BETWEEN: [char; 3] = [',', ';', '\n'];

/// A text as it is written into a cell. A negative number stays one.
pub fn written(text: &str) -> Cow<'_, str> {
    if text.contains(is_spelt) {
        return Cow::Owned(format!("{SPELT}{}", spelt(text)));
    }
    let stays = read(text) == text && (!runs(text) || is_number(text));
    match text {
        _ if stays => Cow::Borrowed(text),
        // Behind the mark a backslash would be read as the beginning of escapes.
        _ if text.starts_with('\\') => Cow::Owned(format!("{SPELT}{}", spelt(text))),
        _ => Cow::Owned(format!("{MARK}{text}")),
    }
}

/// A cell as the text that its author meant: without spaces around it, and without the mark before a formula that
/// exports put there. What nothing but [`written`] would have marked is what it was, to the last space.
pub fn read(cell: &str) -> Cow<'_, str> {
    let begun = cell.trim_start();
    match begun.strip_prefix(MARK) {
        Some(rest) if rest.starts_with('\\') => {
            unspelt(&rest[1..]).map_or(Cow::Borrowed(cell.trim()), Cow::Owned)
        }
        Some(rest) if needs_mark(rest) => Cow::Borrowed(rest),
        _ => Cow::Borrowed(cell.trim()),
    }
}

/// Whether a text may have been marked: it would run, or would be read as another.
fn needs_mark(text: &str) -> bool {
    runs(text)
        || text.trim() != text
        || text.strip_prefix(MARK).is_some_and(|rest| rest.starts_with('\\') || needs_mark(rest))
}

/// Whether a spreadsheet may take a text for a formula. What cannot be seen before it does not count.
fn runs(text: &str) -> bool {
    let is_hidden = |c: char| harmful(c) || c.is_whitespace();
    text.trim_start_matches(is_hidden).starts_with(FORMULA)
}

/// `-5`, `0.25`: digits and nothing to calculate.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(is_part)
        && digits.parse::<f64>().is_ok()
}

/// Whether a character is written as an escape. Line breaks and tabs are what cells are made of.
fn is_spelt(c: char) -> bool {
    harmful(c) && !matches!(c, '\n' | '\t')
}

fn spelt(text: &str) -> String {
    let mut spelt = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' => spelt.push_str("\\\\"),
            '\r' => spelt.push_str("\\r"),
            '\0' => spelt.push_str("\\0"),
            c if is_spelt(c) => spelt.extend(c.escape_unicode()),
            c => spelt.push(c),
        }
    }
    spelt
}

/// What was spelt; nothing where nobody here spelt it.
fn unspelt(spelt: &str) -> Option<String> {
    let mut text = String::with_capacity(spelt.len());
    let mut escapes = 0;
    let mut chars = spelt.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '\\' => {
                escapes += 1;
                match chars.next()? {
                    '\\' => '\\',
                    'r' => '\r',
                    '0' => '\0',
                    'u' => numbered(&mut chars)?,
                    _ => return None,
                }
            }
            c => c,
        });
    }
    (escapes > 0).then_some(text)
}

/// `{1b}`: the character of a number, where it is one that is spelt so.
fn numbered(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let (digits, behind) = chars.as_str().strip_prefix('{')?.split_once('}')?;
    *chars = behind.chars();
    let is_hex = digits.chars().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    char::from_u32(number).filter(|c| is_spelt(*c))
}

/// Several texts in one cell, parted by commas; one that would be read as several, or as another, stands in quotes.
pub fn list<'t>(entries: impl IntoIterator<Item = &'t str>) -> String {
    let mut cell = String::new();
    for entry in entries {
        if !cell.is_empty() {
            cell.push_str(", ");
        }
        if entry.contains(BETWEEN) || entry.starts_with('"') || entry.trim() != entry || entry.is_empty() {
            cell.push('"');
            cell.push_str(&entry.replace('"', "\"\""));
            cell.push('"');
        } else {
            cell.push_str(entry);
        }
    }
    cell
}

/// The texts in one cell, in their order. Quotes around one hold it together; a quote anywhere else is part of it.
pub fn entries(cell: &str) -> Vec<Cow<'_, str>> {
    let mut entries = Vec::new();
    let mut rest = cell;
    loop {
        let begun = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        let behind = if let Some((entry, behind)) = quoted(begun) {
            entries.push(Cow::Owned(entry));
            behind
        } else {
            let end = begun.find(BETWEEN).unwrap_or(begun.len());
            entries.push(Cow::Borrowed(begun[..end].trim()));
            &begun[end..]
        };
        let mut behind = behind.chars();
        if behind.next().is_none() {
            return entries;
        }
        rest = behind.as_str();
    }
}

/// An entry in quotes, and what stands behind it: the end, or what parts it from the next.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut entry = String::new();
    let mut rest = inner;
    loop {
        let (before, behind) = rest.split_once('"')?;
        entry.push_str(before);
        if let Some(again) = behind.strip_prefix('"') {
            entry.push('"');
            rest = again;
            continue;
        }
        let behind = behind.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        return (behind.is_empty() || behind.starts_with(BETWEEN)).then_some((entry, behind));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is hard on a table, to be put together in every way.
    const HARD: [&str; 26] = [
        "", " ", "'", "''", "=", "+", "-", "@", "\t", "\n", "\r", "\r\n", "\0", "\\", "\"", ",", ";", "5",
        "a", "＝", "\u{a0}", "\u{feff}", "\u{1b}", "\u{9b}", "\u{202e}", "u{1b}",
    ];

    #[test]
    fn every_text_is_read_as_it_was_written() {
        for a in HARD {
            for b in HARD {
                for c in HARD {
                    let text = format!("{a}{b}{c}");
                    let cell = written(&text);
                    assert_eq!(read(&cell), text, "{text:?} as {cell:?}");
                    assert!(!runs(&cell) || is_number(&cell), "{text:?} as {cell:?} would run");
                    assert!(
                        !cell.contains(is_spelt),
                        "{text:?} as {cell:?} does not last, or steers a terminal"
                    );
                }
            }
        }
    }

    #[test]
    fn only_what_would_not_stay_a_text_is_marked() {
        for (text, cell) in [
            ("Dark mode", "Dark mode"),
            ("=1+1", "'=1+1"),
            ("-1+1", "'-1+1"),
            ("-5", "-5"),
            ("-0.25", "-0.25"),
            ("+0.25", "'+0.25"),
            ("-5e3", "'-5e3"),
            ("＠sum", "'＠sum"),
            ("\u{feff}=1", "'\\\\u{feff}=1"),
            ("'tis", "'tis"),
            ("'=1", "''=1"),
            (" a", "' a"),
            ("a\nb", "a\nb"),
            ("a\r\nb\\", "'\\a\\r\nb\\\\"),
            ("a\u{1b}[2J\u{202e}", "'\\a\\u{1b}[2J\\u{202e}"),
        ] {
            assert_eq!(written(text), cell);
        }
    }

    #[test]
    fn a_cell_of_another_program_is_what_was_typed() {
        for (cell, text) in [
            ("  A \u{a0}", "A"),
            ("'=cmd|calc", "=cmd|calc"),
            ("'+1", "+1"),
            (" '-1+1", "-1+1"),
            ("'@x", "@x"),
            ("'tis", "'tis"),
            ("=1", "=1"),
            ("a\nb", "a\nb"),
            ("'\\share", "'\\share"),
            ("'\\a\\u{41}", "'\\a\\u{41}"),
            ("'\\a\\u{1b", "'\\a\\u{1b"),
            ("'\\a\\u{+1b}", "'\\a\\u{+1b}"),
        ] {
            assert_eq!(read(cell), text, "{cell:?}");
        }
    }

    #[test]
    fn every_list_is_read_as_it_was_written() {
        for a in HARD {
            for b in HARD {
                let texts = [format!("{a}{b}"), format!("{b}x{a}"), "ui".to_owned()];
                let cell = list(texts.iter().map(String::as_str));
                assert_eq!(entries(&cell), texts, "{cell:?}");
            }
        }
        assert_eq!(list(["ui", "a, b"]), "ui, \"a, b\"");
    }

    #[test]
    fn a_list_of_another_program_is_parted_wherever_it_may_be() {
        for (cell, expected) in [
            ("a, b;c\nd", &["a", "b", "c", "d"][..]),
            ("5\" pipe, b", &["5\" pipe", "b"]),
            ("\"a, b\" and more, c", &["\"a", "b\" and more", "c"]),
            ("\"a, b", &["\"a", "b"]),
            ("a,,b", &["a", "", "b"]),
        ] {
            assert_eq!(entries(cell), expected, "{cell:?}");
        }
    }
}
