//! How many cells a text takes, and as much of it as fits.

use std::borrow::Cow;

use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::text::{are_plain, is_plain, scrub};

/// How many cells a text takes.
pub(super) fn width(text: &str) -> usize {
    if is_plain(text) {
        text.len()
    } else if text.chars().all(is_letter) {
        text.chars().count()
    } else {
        text.width()
    }
}

/// Whether a character is harmless, takes one cell, and does so whatever stands beside it, as long as that is such a
/// character, too: letters of western languages, and the signs that screens are drawn of.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{21ff}'
        | '\u{2212}' | '\u{2264}' | '\u{2265}' | '\u{2500}'..='\u{25fc}' | '✓' | '✗')
}

/// A text in exactly so many cells, at their left edge.
pub(super) fn padded(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    format!("{text}{}", " ".repeat(cells - width(&text)))
}

/// A text in at most so many cells; what is cut ends in `…`.
pub(super) fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    // As far as it is looked at, most text takes a cell a byte.
    if are_plain(&text.as_bytes()[..text.len().min(cells.saturating_add(1))]) {
        return match cells {
            room if text.len() <= room => Cow::Borrowed(text),
            0 => Cow::Borrowed(""),
            room => Cow::Owned(format!("{}…", &text[..room - 1])),
        };
    }
    if text.len() <= cells.saturating_mul(4) && text.chars().all(is_letter) && text.chars().count() <= cells {
        return Cow::Borrowed(text);
    }
    let head = head(text, cells);
    let cut_already = head.len() < text.len();
    let text = scrub(head);
    if !cut_already && text.width() <= cells {
        return text;
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let mut cut = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        used += cluster.width();
        if used >= cells {
            break;
        }
        cut.push_str(cluster);
    }
    cut.push('…');
    Cow::Owned(cut)
}

/// How many characters there may be to a cell: marks that take none are many in some scripts, in a text made to
/// deceive there are more.
const DENSE: usize = 8;

/// As much of a text as so many cells can show, and a little more: whoever cuts does not go through the rest.
fn head(text: &str, cells: usize) -> &str {
    let most = cells.saturating_add(DENSE).saturating_mul(DENSE);
    if text.len() <= most {
        return text;
    }
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

/// As much of a text as anybody reads on a screen, so that one of a megabyte takes no longer to draw.
pub(super) fn readable(text: &str) -> &str {
    head(text, MOST_LINES * WIDEST)
}

/// What a piece of a title keeps at least, in cells: less of it says nothing.
const PIECE: usize = 4;

/// A title in at most so many cells: the piece that is too long for them is cut, and those behind it go.
pub(super) fn fitted(title: Line<'_>, cells: usize) -> Line<'_> {
    let mut room = cells;
    let mut spans: Vec<Span<'_>> = Vec::new();
    for Span { content, style } in title.spans {
        let head = head(&content, room);
        let text = scrub(head);
        if head.len() == content.len() && width(&text) <= room {
            room -= width(&text);
            spans.push(Span::styled(text.into_owned(), style));
            continue;
        }
        if room >= PIECE {
            spans.push(Span::styled(format!("{} ", fit(text.trim_end(), room - 1)), style));
        }
        break;
    }
    Line { spans, ..title }
}

/// How many lines of a text there are at most: nobody reads on behind them on a screen.
const MOST_LINES: usize = 200;

/// How many cells of them are counted, whatever the width of the screen.
const WIDEST: usize = 200;

/// Breaks a text into lines that fit: between its words, and within those that are too long for a line.
pub(super) fn folded(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut add = |word: &str, wide: usize| match lines.last_mut() {
        Some(line) if line.is_empty() => line.push_str(word),
        Some(line) if width(line) + 1 + wide <= room => *line = format!("{line} {word}"),
        _ => lines.push(word.to_owned()),
    };
    for word in scrub(readable(text)).split_whitespace() {
        match width(word) {
            wide if wide <= room => add(word, wide),
            _ => broken(word, room).into_iter().for_each(|piece| add(piece, width(piece))),
        }
    }
    lines
}

/// A word in pieces that fit: whole where it does, as an address or a sentence without spaces may not.
pub(super) fn broken(word: &str, room: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut rest, mut at, mut used) = (word, 0, 0);
    for letter in word.graphemes(true) {
        if at > 0 && used + width(letter) > room {
            let (piece, behind) = rest.split_at(at);
            pieces.push(piece);
            (rest, at, used) = (behind, 0, 0);
        }
        (at, used) = (at + letter.len(), used + width(letter));
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_by_the_cells_it_takes() {
        for (text, cells, fitted) in [
            ("short", 10, "short"),
            ("exactly", 7, "exactly"),
            ("Fix payments", 6, "Fix p…"),
            ("漢字漢字", 5, "漢字…"),
            ("漢字漢字", 4, "漢…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("any", 0, ""),
            ("e\u{301}\u{301}\u{301}", 1, "e\u{301}\u{301}\u{301}"),
            (&format!("{}z", "e\u{301}".repeat(20)), 20, &format!("{}…", "e\u{301}".repeat(19))),
            (&"\u{301}".repeat(1 << 20), 2, "\u{301}\u{301}\u{301}\u{301}…"),
            (&"a".repeat(1 << 20), 3, "aa…"),
            ("a\u{1b}[2Jb", 10, "a[2Jb"),
        ] {
            assert_eq!(fit(text, cells), fitted, "{text} in {cells}");
            assert!(width(&fit(text, cells)) <= cells);
        }
    }

    #[test]
    fn a_letter_takes_a_cell_beside_any_other() {
        let letters: Vec<char> = ('\0'..=char::MAX).filter(|c| is_letter(*c)).collect();
        assert!(letters.len() > 900);
        let all: String = letters.iter().collect();
        assert_eq!(
            (all.width(), all.graphemes(true).count(), scrub(&all).chars().count()),
            (letters.len(), letters.len(), letters.len())
        );
        for letter in letters {
            let twice = format!("{letter}{letter}a");
            assert_eq!((twice.width(), twice.graphemes(true).count()), (3, 3), "{letter:?}");
        }
    }

    #[test]
    fn text_is_broken_between_words_and_within_long_ones() {
        for (text, room, lines) in [
            ("one two three", 7, &["one two", "three"][..]),
            ("see https://example.org/a", 9, &["see", "https://e", "xample.or", "g/a"]),
            ("全部の支払いを再試行する", 8, &["全部の支", "払いを再", "試行する"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("漢字", 1, &["漢", "字"]),
            ("", 5, &[""]),
        ] {
            assert_eq!(folded(text, room), lines, "{text} in {room}");
        }
    }

    #[test]
    fn a_title_that_is_too_long_says_so() {
        for (pieces, cells, shown) in [
            (&[" LOG ", "5 entries "][..], 20, " LOG 5 entries "),
            (&[" LOG ", "5 entries "], 12, " LOG 5 ent… "),
            (&[" LOG ", "5 entries "], 7, " LOG "),
            (&[" Split this into "], 9, " Split … "),
            (&[" a\u{1b}b "], 9, " ab "),
            (&[" LOG "], 2, ""),
        ] {
            let title = Line::from(pieces.iter().map(|piece| Span::raw(*piece)).collect::<Vec<_>>());
            assert_eq!(fitted(title, cells).to_string(), shown, "{pieces:?} in {cells}");
        }
    }
}
