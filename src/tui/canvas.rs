//! Text into cells: scrubbed, cut by measured width, never outside its area.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::border;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::zones::Zones;
use crate::app::pointer::Spot;
use crate::domain::text::scrub;

/// How many cells a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A text in at most so many cells; what is cut ends in `…`.
pub(super) fn fit(text: &str, cells: usize) -> Cow<'_, str> {
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
fn fitted(title: Line<'_>, cells: usize) -> Line<'_> {
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

/// The strokes of a frame. Those around what has the focus are heavy, so that it is told without colours, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strokes {
    Light,
    Heavy,
}

/// How a frame looks.
pub(super) type Edge = (Style, Strokes);

/// What stands on the border beside the part of a list that is shown.
const THUMB: &str = "▐";

/// Which of `height` cells mark the part of a list that is shown. They reach an end only where the list does.
fn thumb(shown: &Range<usize>, len: usize, height: usize) -> Range<usize> {
    if shown.len() >= len {
        return 0..0;
    }
    let size = (height * shown.len() / len).clamp(1, height.saturating_sub(1).max(1));
    let most = height.saturating_sub(size);
    let start = match (shown.start, len - shown.len()) {
        (0, _) => 0,
        (start, hidden) if start >= hidden => most,
        (start, hidden) => {
            let last = most.saturating_sub(1);
            (most * start / hidden).clamp(last.min(1), last)
        }
    };
    start..(start + size).min(height)
}

/// A part of the screen that is drawn on.
pub(super) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    zones: &'b mut Zones,
    area: Rect,
    /// The column of the right border of the frame that it lies in.
    border: Option<u16>,
}

impl<'b> Canvas<'b> {
    /// The part of a buffer that lies in an area.
    pub(super) fn new(buffer: &'b mut Buffer, zones: &'b mut Zones, area: Rect) -> Canvas<'b> {
        let area = area.intersection(buffer.area);
        Canvas { buffer, zones, area, border: None }
    }

    /// The part that lies in an area of the whole screen.
    pub(super) fn at(&mut self, area: Rect) -> Canvas<'_> {
        Canvas {
            buffer: self.buffer,
            zones: self.zones,
            area: area.intersection(self.area),
            border: self.border,
        }
    }

    /// How many cells it is wide.
    pub(super) fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    /// How many rows it is high.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height)
    }

    /// Whether the frame that it fills ends with the screen.
    pub(super) fn is_last(&self) -> bool {
        self.area.bottom() + u16::from(self.border.is_some()) >= self.buffer.area.bottom()
    }

    /// A part of this part; offsets count from its own corner.
    pub(super) fn part(&mut self, x: usize, y: usize, width: usize, height: usize) -> Canvas<'_> {
        let cells = |n: usize| n.min(usize::from(u16::MAX)) as u16;
        let corner = (self.area.x.saturating_add(cells(x)), self.area.y.saturating_add(cells(y)));
        self.at(Rect::new(corner.0, corner.1, cells(width), cells(height)))
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

    /// Says what it is, for whoever points at it.
    pub(super) fn mark(&mut self, spot: Spot) {
        self.zones.mark(self.area, spot);
    }

    /// Lays a style over everything that is drawn already.
    pub(super) fn paint(&mut self, style: Style) {
        self.buffer.set_style(self.area, style);
    }

    /// Draws a frame with a title around it, and returns what is inside.
    pub(super) fn frame(&mut self, title: Line<'_>, (style, strokes): Edge) -> Canvas<'_> {
        let set = match strokes {
            Strokes::Light => border::ROUNDED,
            Strokes::Heavy => border::THICK,
        };
        let mut title = fitted(title, self.width().saturating_sub(2));
        // What has no style of its own is text, and not a part of the frame.
        for span in title.spans.iter_mut().filter(|span| span.style == Style::default()) {
            span.style.fg = Some(Color::Reset);
        }
        let block = Block::bordered().border_set(set).border_style(style).title(title);
        let inner = block.inner(self.area);
        block.render(self.area, self.buffer);
        Canvas { buffer: self.buffer, zones: self.zones, area: inner, border: Some(inner.right()) }
    }

    /// Marks which part of a list is shown, unless all of it is: on the right border of the frame beside the list,
    /// or in its own last column where there is none.
    pub(super) fn scroll_bar(&mut self, shown: &Range<usize>, len: usize) {
        let right = self.area.right();
        let x = self.border.filter(|border| *border == right).unwrap_or(right.saturating_sub(1));
        for y in thumb(shown, len, self.height()) {
            if let Some(cell) = self.buffer.cell_mut((x, self.area.y + y as u16)) {
                cell.set_symbol(THUMB);
            }
        }
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

    /// Draws what takes so many rows, and shows those of them that there is room for, without the first ones.
    pub(super) fn scrolled(&mut self, rows: usize, skip: usize, draw: impl FnOnce(&mut Canvas<'_>)) {
        let whole =
            Rect { x: 0, y: 0, width: self.area.width, height: rows.min(usize::from(u16::MAX)) as u16 };
        let mut drawn = Buffer::empty(whole);
        let mut zones = Zones::default();
        draw(&mut Canvas::new(&mut drawn, &mut zones, whole));
        self.zones.take_in(zones, skip as u16, self.area);
        for y in 0..self.area.height {
            for x in 0..self.area.width {
                let from = drawn.cell((x, y.saturating_add(skip as u16)));
                if let (Some(from), Some(to)) =
                    (from, self.buffer.cell_mut((self.area.x + x, self.area.y + y)))
                {
                    *to = from.clone();
                }
            }
        }
    }

    /// Draws a rule over a whole row.
    pub(super) fn rule(&mut self, y: usize, style: Style) {
        let rule = "─".repeat(self.width());
        self.text(0, y, &rule, style);
    }
}

/// How many lines of a text there are at most: nobody reads on behind them on a screen.
const MOST_LINES: usize = 200;

/// How many cells of them are counted, whatever the width of the screen.
const WIDEST: usize = 200;

/// Breaks a text between its words into lines that fit.
pub(super) fn folded(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in scrub(readable(text)).split_whitespace() {
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
    fn a_window_keeps_its_row_in_view() {
        assert_eq!(window(0, 100, 10), 0..10);
        assert_eq!(window(50, 100, 10), 45..55);
        assert_eq!(window(99, 100, 10), 90..100);
        assert_eq!(window(3, 5, 10), 0..5);
        assert_eq!(window(0, 0, 0), 0..0);
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

    #[test]
    fn a_scroll_bar_reaches_an_end_only_where_the_list_does() {
        for (shown, len, height, cells) in [
            (0..5, 5, 5, 0..0),
            (0..5, 10, 4, 0..2),
            (1..6, 10, 4, 1..3),
            (4..9, 10, 4, 1..3),
            (5..10, 10, 4, 2..4),
            (0..1, 1_000, 5, 0..1),
            (1..2, 1_000, 5, 1..2),
            (998..999, 1_000, 5, 3..4),
            (999..1_000, 1_000, 5, 4..5),
            (0..99, 100, 3, 0..2),
            (1..100, 100, 3, 1..3),
            (1..2, 3, 2, 0..1),
            (0..1, 2, 1, 0..1),
            (0..0, 2, 0, 0..0),
        ] {
            assert_eq!(thumb(&shown, len, height), cells, "{shown:?} of {len} in {height}");
        }
    }

    #[test]
    fn a_scroll_bar_stands_on_the_border_beside_its_list() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 4));
        let mut zones = Zones::default();
        let mut canvas = Canvas::new(&mut buffer, &mut zones, Rect::new(0, 0, 5, 4));
        let mut inner = canvas.frame(Line::default(), (Style::default(), Strokes::Light));
        inner.scroll_bar(&(1..3), 3);
        inner.part(0, 0, 2, 2).scroll_bar(&(0..2), 4);
        assert_eq!(buffer, Buffer::with_lines(["╭───╮", "│ ▐ │", "│   ▐", "╰───╯"]));
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        let mut zones = Zones::default();
        let mut canvas = Canvas::new(&mut buffer, &mut zones, Rect::new(2, 1, 9, 9));
        assert_eq!((canvas.width(), canvas.height()), (2, 1));
        canvas.text(0, 0, "abcdef", Style::default());
        canvas.text(0, 5, "below", Style::default());
        canvas.text(7, 0, "beside", Style::default());
        canvas.part(1, 0, 9, 9).text(0, 0, "z", Style::default());
        assert_eq!(buffer, Buffer::with_lines(["    ", "  az"]));
    }
}
