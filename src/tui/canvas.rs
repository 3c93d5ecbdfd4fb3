//! Text into cells: scrubbed, cut by measured width, never outside its area.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::text::scrub;

/// How many cells a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A text in at most so many cells; what is cut ends in `…`.
pub(super) fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    let text = scrub(text);
    if text.width() <= cells {
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

/// A part of the screen that is drawn on.
pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    area: Rect,
}

impl<'b> Canvas<'b> {
    /// The part of a buffer that lies in an area.
    pub(super) fn new(buffer: &'b mut Buffer, area: Rect) -> Canvas<'b> {
        let area = area.intersection(buffer.area);
        Canvas { buffer, area }
    }

    /// The part that lies in an area of the whole screen.
    pub(super) fn at(&mut self, area: Rect) -> Canvas<'_> {
        Canvas { buffer: self.buffer, area: area.intersection(self.area) }
    }

    /// How many cells it is wide.
    pub(super) fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    /// How many rows it is high.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height)
    }

    /// A part of this part; offsets count from its own corner.
    pub(super) fn part(&mut self, x: usize, y: usize, width: usize, height: usize) -> Canvas<'_> {
        let cells = |n: usize| n.min(usize::from(u16::MAX)) as u16;
        let corner = (self.area.x.saturating_add(cells(x)), self.area.y.saturating_add(cells(y)));
        let area = Rect::new(corner.0, corner.1, cells(width), cells(height)).intersection(self.area);
        Canvas { buffer: self.buffer, area }
    }

    /// One row of it.
    pub(super) fn row(&mut self, y: usize) -> Canvas<'_> {
        let width = self.width();
        self.part(0, y, width, 1)
    }

    /// Empties it.
    pub(super) fn clear(&mut self) {
        ratatui::widgets::Clear.render(self.area, self.buffer);
    }

    /// Lays a style over everything that is drawn already.
    pub(super) fn paint(&mut self, style: Style) {
        self.buffer.set_style(self.area, style);
    }

    /// Draws a frame with a title around it, and returns what is inside.
    pub(super) fn frame(&mut self, title: Line<'_>, style: Style) -> Canvas<'_> {
        let block = Block::bordered().border_set(border::ROUNDED).border_style(style).title(title);
        let inner = block.inner(self.area);
        block.render(self.area, self.buffer);
        Canvas { buffer: self.buffer, area: inner }
    }

    /// Writes text from a cell on, in as many cells as are left. Returns the cells it took.
    pub(super) fn text(&mut self, x: usize, y: usize, text: &str, style: Style) -> usize {
        let room = self.width().saturating_sub(x);
        if y >= self.height() || room == 0 {
            return 0;
        }
        let text = fit(text, room);
        let (left, top) = (self.area.x + x as u16, self.area.y + y as u16);
        let (end, _) = self.buffer.set_stringn(left, top, &text, room, style);
        usize::from(end - left)
    }

    /// Writes text that ends before a cell.
    pub(super) fn text_right(&mut self, end: usize, y: usize, text: &str, style: Style) {
        self.text(end.saturating_sub(width(&scrub(text))), y, text, style);
    }

    /// Writes pieces one after the other. Returns the cells they took.
    pub(super) fn pieces(&mut self, x: usize, y: usize, pieces: &[(&str, Style)]) -> usize {
        pieces.iter().fold(x, |x, (text, style)| x + self.text(x, y, text, *style)) - x
    }

    /// Draws a rule over a whole row.
    pub(super) fn rule(&mut self, y: usize, style: Style) {
        let rule = "─".repeat(self.width());
        self.text(0, y, &rule, style);
    }
}

/// Breaks a text between its words into lines that fit.
pub(super) fn folded(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in scrub(text).split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if width(line) + 1 + width(word) <= room => *line = format!("{line} {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Which of `len` rows stand in a window of `height`, so that `row` is in the middle where it can be.
pub(super) fn window(row: usize, len: usize, height: usize) -> std::ops::Range<usize> {
    let start = row.saturating_sub(height / 2).min(len.saturating_sub(height));
    start..len.min(start + height)
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
            ("a\u{1b}[2Jb", 10, "a[2Jb"),
        ] {
            assert_eq!(fit(text, cells), fitted, "{text} in {cells}");
            assert!(width(&fit(text, cells)) <= cells);
        }
    }

    #[test]
    fn a_window_keeps_its_row_in_view() {
        assert_eq!(window(0, 100, 10), 0..10);
        assert_eq!(window(50, 100, 10), 45..55);
        assert_eq!(window(99, 100, 10), 90..100);
        assert_eq!(window(3, 5, 10), 0..5);
        assert_eq!(window(0, 0, 0), 0..0);
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        let mut canvas = Canvas::new(&mut buffer, Rect::new(2, 1, 9, 9));
        assert_eq!((canvas.width(), canvas.height()), (2, 1));
        canvas.text(0, 0, "abcdef", Style::default());
        canvas.text(0, 5, "below", Style::default());
        canvas.text(7, 0, "beside", Style::default());
        canvas.part(1, 0, 9, 9).text(0, 0, "z", Style::default());
        assert_eq!(buffer, Buffer::with_lines(["    ", "  az"]));
    }
}
