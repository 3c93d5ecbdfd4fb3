//! Pieces of text into rows: broken between pieces, and between words or within them where one is too long for a row.

use ratatui::style::Style;

use super::canvas::{Canvas, broken, folded, readable, width};
use crate::domain::text::scrub;

/// A row of pieces, each with its meaning.
pub(super) type Row = Vec<(String, Style)>;

/// What parts pieces of one sort; at either end of a row it is left out.
pub(super) const DOT: &str = "·";

/// What leads from one value to another.
const ARROW: &str = "→";

/// What warns of the words behind it.
const SIGN: &str = "⚠";

/// How many cells pieces take.
pub(super) fn cells_of<T: AsRef<str>>(row: &[(T, Style)]) -> usize {
    row.iter().map(|(text, _)| width(text.as_ref())).sum()
}

/// A text in rows of at most so many cells, all in one style.
pub(super) fn lines(text: &str, style: Style, room: usize) -> Vec<Row> {
    folded(text, room).into_iter().map(|line| vec![(line, style)]).collect()
}

/// Puts pieces into rows of at most so many cells, one space between them.
pub(super) fn flow(pieces: &[(String, Style)], room: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut used = 0;
    for (piece, style) in pieces {
        let piece = scrub(piece);
        let words = if width(&piece) <= room { vec![piece.into_owned()] } else { unbroken(&piece) };
        for part in words.iter().flat_map(|word| broken(word, room)) {
            match rows.last_mut() {
                Some(row) if used + 1 + width(part) <= room => {
                    row.push((part.to_owned(), *style));
                    used += 1 + width(part);
                }
                // It would be left out at the beginning of a row, and must not take one of its own.
                _ if part == DOT => used = room,
                _ => {
                    rows.push(vec![(part.to_owned(), *style)]);
                    used = width(part);
                }
            }
        }
    }
    rows.iter_mut().for_each(space_out);
    rows
}

/// A sentence as pieces: its words, but `3 → 4` and a sign with the word behind it in one.
pub(super) fn words(text: &str, style: Style) -> Row {
    unbroken(&scrub(readable(text))).into_iter().map(|word| (word, style)).collect()
}

/// The words of a text, those together that say nothing apart.
fn unbroken(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut goes_on = false;
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if goes_on || word == ARROW => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        goes_on = matches!(word, ARROW | SIGN);
    }
    words
}

/// Takes the dots at the ends of a row away and puts a space between its parts.
fn space_out(row: &mut Row) {
    row.pop_if(|(text, _)| text == DOT);
    if row.first().is_some_and(|(text, _)| text == DOT) {
        row.remove(0);
    }
    for (text, _) in row.iter_mut().skip(1) {
        text.insert(0, ' ');
    }
}

/// Draws a row from a cell on.
pub(super) fn draw(row: &Row, canvas: &mut Canvas<'_>, x: usize, y: usize) {
    row.iter().fold(x, |x, (text, style)| x + canvas.text(x, y, text, *style));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flowed(pieces: &[&str], room: usize) -> Vec<String> {
        let pieces: Vec<(String, Style)> =
            pieces.iter().map(|piece| ((*piece).to_owned(), Style::default())).collect();
        let rows = flow(&pieces, room);
        rows.iter().map(|row| row.iter().map(|(text, _)| text.as_str()).collect()).collect()
    }

    #[test]
    fn a_change_of_a_value_is_not_broken() {
        let pieces = words("effort of\u{1b} SSO 3 → 4", Style::default());
        let texts: Vec<&str> = pieces.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["effort", "of", "SSO", "3 → 4"]);
        assert_eq!(flowed(&texts, 15), ["effort of SSO", "3 → 4"]);
        assert!(words(" ", Style::default()).is_empty());
    }

    #[test]
    fn pieces_stay_whole_as_long_as_they_fit_a_row() {
        for (pieces, room, rows) in [
            (&[][..], 9, &[][..]),
            (&["#3 → #1", "comes in"], 20, &["#3 → #1 comes in"]),
            (&["#3 → #1", "comes in"], 10, &["#3 → #1", "comes in"]),
            (&["a b", "a long title falls out", "c"], 10, &["a b a long", "title", "falls out", "c"]),
            (&["unbroken", "b"], 4, &["unbr", "oken", "b"]),
            (&["a", DOT, "b", DOT, "cc"], 6, &["a · b", "cc"]),
            (&["aaa", DOT, "bbb", DOT, "c"], 3, &["aaa", "bbb", "c"]),
            (&["in", DOT, "⚠ above its blocker"], 12, &["in · ⚠ above", "its blocker"]),
            (&["in", DOT, "⚠ above its blocker"], 11, &["in", "⚠ above its", "blocker"]),
            (&["漢字 漢字"], 4, &["漢字", "漢字"]),
            (&["a\u{1b}b"], 4, &["ab"]),
        ] {
            assert_eq!(flowed(pieces, room), rows, "{pieces:?} in {room}");
        }
    }
}
