//! Keys with what they do: one look for the footer and for everything that lies over the panes.

use super::super::canvas::{Canvas, fit, folded, width};
use super::super::flow::Row;
use super::super::theme::Theme;
use crate::app::key::Key;
use crate::app::pointer::Spot;
use crate::app::{App, Tone};

/// A key, and what it does.
pub(super) type Hint<'a> = (&'a str, &'a str);

/// Cells between two hints, fewer where that lets all of them stand in one row.
pub(super) const GAP: usize = 3;
pub(super) const LEAST_GAP: usize = 2;

/// Cells on either side of the hints of a panel, and the rows that they take there at most: what a panel is about
/// needs the others.
const MARGIN: usize = 1;
const MOST: usize = 2;

/// Keys whose signs mean others in ASCII: `>` is a key of its own.
const SPELT: [(&str, &str); 7] = [
    ("←/→", "left/right"),
    ("→/←", "right/left"),
    ("↑/↓", "up/down"),
    ("←", "left"),
    ("→", "right"),
    ("↑", "up"),
    ("↓", "down"),
];

/// Keys as they are told on this terminal.
fn spelt<'a>(theme: &Theme, key: &'a str) -> &'a str {
    let spelt = SPELT.iter().find(|(shown, _)| *shown == key).filter(|_| theme.ascii);
    spelt.map_or(key, |(_, spelt)| spelt)
}

/// How many cells a hint takes.
pub(super) fn cells(theme: &Theme, (key, word): Hint<'_>) -> usize {
    width(spelt(theme, key)) + 1 + width(word)
}

/// Hints with so many cells between them in one row.
pub(super) fn row(theme: &Theme, hints: &[Hint<'_>], gap: usize) -> Row {
    let mut row = Row::new();
    for (key, word) in hints {
        let before = if row.is_empty() { 0 } else { gap };
        row.push((format!("{}{}", " ".repeat(before), spelt(theme, key)), theme.strong));
        row.push((format!(" {word}"), theme.dim));
    }
    row
}

/// Draws a row of hints from a cell on. Whoever points at one presses its key, the first of two.
pub(super) fn draw(row: &Row, canvas: &mut Canvas<'_>, x: usize, y: usize) {
    let mut x = x;
    for hint in row.chunks(2) {
        let start = x;
        x += hint.iter().fold(0, |used, (text, style)| used + canvas.text(x + used, y, text, *style));
        let told = hint[0].0.trim();
        let first = told.split('/').next().filter(|first| !first.is_empty()).unwrap_or(told);
        if let Some(key) = Key::shown(first) {
            canvas.part(start, y, x - start, 1).mark(Spot::Key(key));
        }
    }
}

/// Hints in as many rows of so many cells as they take. None is broken.
pub(super) fn rows(theme: &Theme, hints: &[Hint<'_>], room: usize) -> Vec<Row> {
    let (gap, parts) = parted(theme, hints, room);
    parts.into_iter().map(|part| row(theme, part, gap)).collect()
}

/// How many rows the hints of a panel take that is so many cells wide inside.
pub(super) fn height(theme: &Theme, hints: &[Hint<'_>], inside: usize) -> usize {
    parted(theme, hints, inside.saturating_sub(2 * MARGIN)).1.len().min(MOST)
}

/// Draws hints in the last rows of a panel. What did not work stands in their place where the panel lies over the
/// row that would tell it. Returns how many rows are left above.
pub(super) fn foot(app: &App, theme: &Theme, hints: &[Hint<'_>], inner: &mut Canvas<'_>) -> usize {
    let notice = app.notice.as_ref().filter(|notice| notice.tone == Tone::Refused && inner.is_last());
    let told = notice.map(|notice| (notice.tone, notice.text.as_str()));
    foot_or(theme, told, hints, inner)
}

/// The same with what the panel itself has to say.
pub(super) fn foot_or(
    theme: &Theme,
    told: Option<(Tone, &str)>,
    hints: &[Hint<'_>],
    inner: &mut Canvas<'_>,
) -> usize {
    // Where there are more than fit, the first ones stay.
    let mut rows = rows(theme, hints, inner.width().saturating_sub(2 * MARGIN));
    rows.truncate(MOST);
    let above = inner.height().saturating_sub(rows.len());
    if let Some((tone, text)) = told {
        let style = if tone == Tone::Refused { theme.warn } else { theme.text };
        let lines = in_rows(text, inner.width().saturating_sub(2 * MARGIN), rows.len());
        for (y, line) in lines.iter().enumerate() {
            inner.text(MARGIN, above + y, line, style);
        }
        return above;
    }
    for (y, row) in rows.iter().enumerate() {
        draw(row, inner, MARGIN, above + y);
    }
    above
}

/// A text in so many rows at most: what does not fit them is cut in the last.
pub(super) fn in_rows(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines = folded(text, room);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, room).into_owned());
    }
    lines
}

/// Which hints stand in a row together, and the gap between them.
fn parted<'r, 'a>(theme: &Theme, hints: &'r [Hint<'a>], room: usize) -> (usize, Vec<&'r [Hint<'a>]>) {
    let taken = |hints: &[Hint<'_>], gap: usize| -> usize {
        hints.iter().map(|hint| cells(theme, *hint) + gap).sum::<usize>().saturating_sub(gap)
    };
    let gap = if taken(hints, GAP) > room && taken(hints, LEAST_GAP) <= room { LEAST_GAP } else { GAP };
    let (mut parts, mut start) = (Vec::new(), 0);
    for end in 1..=hints.len() {
        if end > start + 1 && taken(&hints[start..end], gap) > room {
            parts.push(&hints[start..end - 1]);
            start = end - 1;
        }
    }
    if start < hints.len() {
        parts.push(&hints[start..]);
    }
    (gap, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_take_as_many_rows_as_they_need() {
        let hints = [("enter", "keeps it"), ("tab", "next field"), ("esc", "drops it")];
        for (room, rows) in [
            (46, &["enter keeps it   tab next field   esc drops it"][..]),
            (44, &["enter keeps it  tab next field  esc drops it"]),
            (43, &["enter keeps it   tab next field", "esc drops it"]),
            (20, &["enter keeps it", "tab next field", "esc drops it"]),
            (3, &["enter keeps it", "tab next field", "esc drops it"]),
        ] {
            let found = super::rows(&Theme::default(), &hints, room);
            let found: Vec<String> =
                found.iter().map(|row| row.iter().map(|(text, _)| text.as_str()).collect()).collect();
            assert_eq!(found, rows, "{room}");
            assert_eq!(height(&Theme::default(), &hints, room + 2), rows.len().min(MOST));
        }
        assert_eq!(height(&Theme::default(), &[], 9), 0);
    }

    #[test]
    fn arrows_are_words_where_their_signs_are_other_keys() {
        let ascii = Theme::default().ascii(true);
        assert_eq!(cells(&ascii, ("←/→", "card")), 15);
        assert_eq!(row(&ascii, &[("←/→", "card")], GAP)[0].0, "left/right");
        assert_eq!(row(&Theme::default(), &[("←/→", "card")], GAP)[0].0, "←/→");
        for (shown, spelt) in SPELT.iter().filter(|(shown, _)| !shown.contains('/')) {
            assert_eq!(Key::shown(spelt), Key::shown(shown), "whoever points at it presses the key");
        }
    }
}
