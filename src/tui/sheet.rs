//! The cells that are drawn on, beside those that the terminal shows, and the texts that are too long for a cell.

use std::collections::HashMap;
use std::iter::repeat_n;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::cell::{Cell, Glyph, Over};

/// How many texts of several characters are remembered; a screen shows a few of them.
const MOST_CLUSTERS: usize = 1 << 14;

/// The screen that is being drawn, beside the one that the terminal shows.
#[derive(Debug)]
pub struct Sheet {
    area: Rect,
    cells: Vec<Cell>,
    shown: Vec<Cell>,
    /// The texts of several characters that stand in cells, by number.
    clusters: Vec<Box<str>>,
    /// Their numbers.
    numbers: HashMap<Box<str>, usize>,
}

impl Sheet {
    /// An empty one, before a terminal that is empty.
    pub fn new(area: Rect) -> Sheet {
        let cells = vec![Cell::BLANK; area.area() as usize];
        Sheet { area, shown: cells.clone(), cells, clusters: Vec::new(), numbers: HashMap::new() }
    }

    /// What it covers.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Starts over before a terminal that shows nobody knows what.
    pub(super) fn forget(&mut self) {
        self.shown.fill(Cell::UNKNOWN);
    }

    /// Begins an empty one.
    pub(super) fn clear_all(&mut self) {
        self.cells.fill(Cell::BLANK);
    }

    /// Takes what was drawn to be what the terminal shows.
    pub(super) fn turn(&mut self) {
        std::mem::swap(&mut self.cells, &mut self.shown);
        if self.clusters.len() > MOST_CLUSTERS {
            self.clusters.clear();
            self.numbers.clear();
            self.forget();
        }
    }

    /// The rows that were drawn, each beside what the terminal shows there.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[Cell], &[Cell])> {
        let width = usize::from(self.area.width).max(1);
        self.cells.chunks(width).zip(self.shown.chunks(width))
    }

    /// The text of a glyph.
    pub(super) fn text<'s>(&'s self, glyph: Glyph, letter: &'s mut [u8; 4]) -> &'s str {
        match (glyph.cluster(), glyph.char()) {
            (Some(number), _) => self.clusters.get(number).map_or(" ", |text| text),
            (None, Some(character)) => character.encode_utf8(letter),
            (None, None) => "",
        }
    }

    /// The cells of a row from a column on.
    fn row(&mut self, x: u16, y: u16) -> &mut [Cell] {
        if x >= self.area.width || y >= self.area.height {
            return &mut [];
        }
        let (start, width) = (usize::from(y) * usize::from(self.area.width), usize::from(self.area.width));
        &mut self.cells[start + usize::from(x)..start + width]
    }

    /// Every cell, to be gone over once all is drawn.
    pub(super) fn cells_mut(&mut self) -> &mut [Cell] {
        &mut self.cells
    }

    /// Lays a style over an area.
    pub(super) fn paint(&mut self, area: Rect, style: Style) {
        let over = Over::from(style);
        for y in area.top()..area.bottom() {
            for cell in self.row(area.x, y).iter_mut().take(usize::from(area.width)) {
                cell.look.patch(over);
            }
        }
    }

    /// Empties an area.
    pub(super) fn clear(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            self.row(area.x, y).iter_mut().take(usize::from(area.width)).for_each(|cell| *cell = Cell::BLANK);
        }
    }

    /// Puts characters of one cell each into a row, from a cell on.
    pub fn letters(&mut self, (x, y): (u16, u16), letters: impl Iterator<Item = char>, style: Style) {
        let over = Over::from(style);
        for (cell, letter) in self.row(x, y).iter_mut().zip(letters) {
            cell.glyph = Glyph::of(letter);
            cell.look.patch(over);
        }
    }

    /// Puts a stroke into so many cells of a row, from one on.
    pub(super) fn line(&mut self, at: (u16, u16), stroke: &str, cells: usize, style: Style) {
        if let Some(stroke) = stroke.chars().next() {
            self.letters(at, repeat_n(stroke, cells), style);
        }
    }

    /// Puts a stroke into the cells of a column.
    pub(super) fn column(&mut self, (x, rows): (u16, Range<u16>), stroke: &str, style: Style) {
        let (over, glyph) = (Over::from(style), stroke.chars().next().map(Glyph::of));
        for y in rows {
            if let (Some(glyph), Some(cell)) = (glyph, self.row(x, y).first_mut()) {
                cell.glyph = glyph;
                cell.look.patch(over);
            }
        }
    }

    /// Puts any text into a row, from a cell on, in at most so many cells. Returns how many it took.
    pub(super) fn write(&mut self, (x, y): (u16, u16), text: &str, room: usize, style: Style) -> usize {
        let over = Over::from(style);
        let mut taken = 0;
        for cluster in text.graphemes(true) {
            let wide = cluster.width();
            if wide == 0 || cluster.contains(char::is_control) {
                continue;
            }
            if taken + wide > room {
                break;
            }
            let glyph = self.glyph(cluster);
            if let Some((first, behind)) = self.row(x + taken as u16, y).split_first_mut() {
                first.glyph = glyph;
                first.look.patch(over);
                let covered = Cell { glyph: Glyph::COVERED, ..Cell::BLANK };
                behind.iter_mut().take(wide - 1).for_each(|cell| *cell = covered);
            }
            taken += wide;
        }
        taken
    }

    /// The glyph of a text.
    fn glyph(&mut self, text: &str) -> Glyph {
        let mut chars = text.chars();
        if let (Some(character), None) = (chars.next(), chars.next()) {
            return Glyph::of(character);
        }
        let number = self.numbers.get(text).copied().unwrap_or_else(|| {
            self.clusters.push(text.into());
            self.numbers.insert(text.into(), self.clusters.len() - 1);
            self.clusters.len() - 1
        });
        Glyph::of_cluster(number)
    }

    /// Copies rows of another sheet, from one on, into an area.
    pub(super) fn take_over(&mut self, other: &Sheet, from: u16, area: Rect) {
        for y in 0..area.height {
            for x in 0..area.width {
                let (row, width) = (usize::from(from.saturating_add(y)), usize::from(other.area.width));
                let Some(cell) =
                    other.cells.get(row * width + usize::from(x)).filter(|_| x < other.area.width)
                else {
                    continue;
                };
                let known = cell.glyph.cluster().and_then(|number| other.clusters.get(number));
                let glyph = known.map_or(cell.glyph, |text| self.glyph(text));
                if let Some(to) = self.row(area.x + x, area.y + y).first_mut() {
                    *to = Cell { glyph, ..*cell };
                }
            }
        }
    }

    /// The same in a buffer of ratatui's.
    pub fn to_buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(self.area);
        for (cell, to) in self.cells.iter().zip(&mut buffer.content) {
            if !cell.is_covered() {
                to.set_symbol(self.text(cell.glyph, &mut [0; 4]));
            }
            (to.fg, to.bg, to.modifier) = (cell.look.fg.color(), cell.look.bg.color(), cell.look.modifier);
        }
        buffer
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::*;

    fn sheet(width: u16) -> Sheet {
        Sheet::new(Rect::new(0, 0, width, 1))
    }

    #[test]
    fn text_takes_the_cells_that_ratatui_gives_it() {
        for text in ["plain", "漢字 kanji", "e\u{301}te\u{301}", "a漢", "👩‍👩‍👧 family", "⚠️ sign", "\u{301}"]
        {
            for room in [20, 3, 1] {
                let style = Style::default().fg(Color::Red).add_modifier(Modifier::BOLD);
                let mut ours = sheet(20);
                let taken = ours.write((1, 0), text, room, style);
                let mut theirs = Buffer::empty(Rect::new(0, 0, 20, 1));
                let (end, _) = theirs.set_stringn(1, 0, text, room.min(19), style);
                assert_eq!((ours.to_buffer(), taken), (theirs, usize::from(end) - 1), "{text} in {room}");
            }
        }
    }

    #[test]
    fn styles_are_laid_over_each_other() {
        let mut sheet = sheet(3);
        sheet.letters((0, 0), "abc".chars(), Style::default().fg(Color::Red).add_modifier(Modifier::BOLD));
        sheet.paint(Rect::new(1, 0, 9, 9), Style::default().bg(Color::Blue).remove_modifier(Modifier::BOLD));
        let looks: Vec<_> =
            sheet.cells.iter().map(|cell| (cell.look.fg.color(), cell.look.bg.color())).collect();
        assert_eq!(looks[..2], [(Color::Red, Color::Reset), (Color::Red, Color::Blue)]);
        let bold: Vec<_> = sheet.cells.iter().map(|cell| cell.look.modifier == Modifier::BOLD).collect();
        assert_eq!(bold, [true, false, false]);
        sheet.clear(Rect::new(0, 0, 1, 1));
        assert_eq!(sheet.cells[0], Cell::BLANK);
    }

    #[test]
    fn what_several_characters_make_up_is_known_by_its_text_in_every_sheet() {
        let (mut from, mut to) = (sheet(4), sheet(4));
        to.write((0, 0), "a\u{300}", 1, Style::default());
        from.write((0, 0), "e\u{301}漢", 4, Style::default());
        to.take_over(&from, 0, Rect::new(1, 0, 3, 1));
        assert_eq!(to.to_buffer(), Buffer::with_lines(["a\u{300}e\u{301}漢"]));
    }
}
