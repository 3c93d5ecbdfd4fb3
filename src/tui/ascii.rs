//! The screen in ASCII characters, for terminals and fonts that have no others.
//!
//! It is a pass over the finished cells: whatever is drawn, now or by a screen that is yet to be written, goes through
//! it, and no screen has to know. Letters of a title stay as they are, because nobody could spell them otherwise.

use super::cell::{Cell, Glyph};

/// Spells every line, arrow and mark on the screen in ASCII.
pub(super) fn spell(cells: &mut [Cell]) {
    for at in 0..cells.len() {
        let Some(c) = cells[at].glyph.char().filter(|c| !c.is_ascii()) else { continue };
        let blank = |at: usize| cells.get(at).is_none_or(|cell| cell.glyph.char() == Some(' '));
        let is_word = if c == '…' { blank(at + 2) } else { at == 0 || blank(at - 1) };
        if let Some((first, second)) = pair(c).filter(|_| is_word) {
            cells[at].glyph = Glyph::of(first);
            if let Some(next) = cells.get_mut(at + 1).filter(|next| next.glyph.char() == Some(' ')) {
                next.glyph = Glyph::of(second);
            }
        } else if let Some(spelt) = plain(c) {
            cells[at].glyph = Glyph::of(spelt);
        }
    }
}

/// Two characters for a sign that takes them to be understood, where it is a word, or ends one and a space is left behind
/// both: there mostly is a space for the second.
fn pair(c: char) -> Option<(char, char)> {
    match c {
        '≤' => Some(('<', '=')),
        '≥' => Some(('>', '=')),
        '→' => Some(('-', '>')),
        // One dot would end a sentence, and `~` is what is not agreed on.
        '…' => Some(('.', '.')),
        _ => None,
    }
}

/// The ASCII character for a line, an arrow or a mark; none for letters and what is ASCII already.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '━' => '=',
        '─' | '–' | '—' | '−' | '╌' | '┄' => '-',
        '│' | '┃' | '‖' | '▏' | '▎' | '╎' | '┆' => '|',
        '·' | '…' => '.',
        '┊' => ':',
        '×' | '✗' => 'x',
        '←' | '‹' | '◂' | '⏎' => '<',
        '→' | '›' | '▸' | '▶' => '>',
        '↑' | '▲' | '△' => '^',
        '↓' | '▼' | '▽' => 'v',
        '⚠' => '!',
        '○' | '◌' | '◇' | '□' => 'o',
        '◐' => 'c',
        '▁' | '▂' | '▃' | '▄' => '_',
        '▀' => '"',
        // Strokes that lean, as where a near-tie begins and ends.
        '÷' | '╭' | '╯' => '/',
        '╰' | '╮' => '\\',
        '✓' | '\u{2500}'..='\u{257f}' => '+',
        '\u{2580}'..='\u{2590}' | '\u{2594}'..='\u{259f}' => '#',
        '\u{25a0}'..='\u{25ff}' => '*',
        // Braille: the more dots, the darker.
        '\u{2800}' => ' ',
        '\u{2801}'..='\u{28ff}' if (c as u32 & 0xff).count_ones() < 4 => '.',
        '\u{2591}'..='\u{2593}' | '\u{2801}'..='\u{28ff}' => ':',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::super::sheet::Sheet;
    use super::*;

    #[test]
    fn lines_and_marks_are_spelt_and_letters_stay() {
        for (drawn, spelt) in [
            ("╭─┬─╮", "/-+-\\"),
            ("┃▸Ü ▲3┃", "|>Ü ^3|"),
            ("│漢字…│", "|漢字.|"),
            ("nightly ca…   ~4", "nightly ca..  ~4"),
            ("nightly ca… ~4 a…", "nightly ca. ~4 a."),
            ("██▌░ ⣿⠁", "###: :."),
            ("12 ÷ 3 × 2", "12 / 3 x 2"),
            ("effort ≤ 3 or ≥", "effort <=3 or >"),
            ("2 → 1 ┏━", "2 ->1 +="),
        ] {
            let told = Buffer::with_lines([spelt]);
            let mut sheet = Sheet::new(Rect { ..told.area });
            sheet.write((0, 0), drawn, usize::MAX, Style::default());
            spell(sheet.cells_mut());
            assert_eq!(sheet.to_buffer(), told, "{drawn}");
        }
    }
}
