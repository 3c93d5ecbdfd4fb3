//! The cells that are drawn on, beside those that the terminal shows, and the texts that are too long for a cell.

use std::collections::HashMap;
use std::hash::Hash;
use std::iter::repeat_n;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::cell::{Cell, Glyph, Look, Looks};
use super::pieces::{Pieces, Place};
use super::theme::Theme;
use super::zones::Zones;

/// How many texts of several characters and how many looks are remembered; a screen shows a few of them.
const MOST: usize = 1 << 14;

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
    /// The looks that cells have, by number.
    looks: Looks,
    pieces: Pieces,
}

impl Sheet {
    /// An empty one, before a terminal that is empty.
    pub fn new(area: Rect) -> Sheet {
        let cells = vec![Cell::BLANK; area.area() as usize];
        Sheet {
            area,
            shown: cells.clone(),
            cells,
            clusters: Vec::new(),
            numbers: HashMap::new(),
            looks: Looks::new(),
            pieces: Pieces::default(),
        }
    }

    /// What it covers.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Starts over before a terminal that shows nobody knows what.
    pub(super) fn forget(&mut self) {
        self.shown.fill(Cell::UNKNOWN);
    }

    /// What its pieces are drawn with.
    pub(super) fn theme(&self) -> Theme {
        self.pieces.theme()
    }

    /// Begins a frame: draws pieces with a theme from now on, and takes their keys to stand for what they did as long
    /// as it is about the same.
    pub(super) fn begin(&mut self, theme: &Theme, basis: impl Hash) {
        self.pieces.begin(theme, basis);
    }

    /// What facts come down to.
    pub(super) fn seal(&self, facts: impl Hash) -> u64 {
        self.pieces.seal(facts)
    }

    /// Puts what was drawn of such facts into an area, with what can be pointed at there. Returns where it lies.
    pub(super) fn recall(&mut self, area: Rect, seal: u64, zones: &mut Zones) -> Option<Place> {
        let place = self.pieces.find(seal)?;
        self.put(area, &place, zones);
        Some(place)
    }

    /// The same of what a key stands for. Returns whether that is known.
    pub(super) fn recall_by_key(&mut self, area: Rect, key: u64, zones: &mut Zones) -> bool {
        let place = self.pieces.find_by_key(key);
        place.inspect(|place| self.put(area, place, zones)).is_some()
    }

    fn put(&mut self, area: Rect, place: &Place, zones: &mut Zones) {
        let (cells, marks) = self.pieces.at(place);
        let width = usize::from(area.width);
        for (y, drawn) in (area.y..).zip(cells.chunks_exact(width.max(1))) {
            row(self.area, &mut self.cells, (area.x, y))[..width].copy_from_slice(drawn);
        }
        zones.extend(marks, area);
    }

    /// Keeps what was drawn in an area. Returns where.
    pub(super) fn keep(&mut self, area: Rect, seal: u64, zones: &Zones) -> Place {
        let (width, line) = (usize::from(area.width), usize::from(self.area.width));
        let rows = usize::from(area.top())..usize::from(area.bottom());
        let rows = rows.map(|y| &self.cells[y * line + usize::from(area.x)..][..width]);
        self.pieces.keep(seal, rows, zones.counted_in(area))
    }

    /// Knows what a key stands for.
    pub(super) fn know(&mut self, key: u64, place: Place) {
        self.pieces.know(key, place);
    }

    /// Begins an empty one.
    pub(super) fn clear_all(&mut self) {
        self.cells.fill(Cell::BLANK);
    }

    /// Takes what was drawn to be what the terminal shows.
    pub(super) fn turn(&mut self) {
        std::mem::swap(&mut self.cells, &mut self.shown);
        if self.clusters.len() > MOST || self.looks.count() > MOST {
            self.clusters.clear();
            self.numbers.clear();
            self.looks = Looks::new();
            self.pieces.forget();
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

    /// The looks that cells have.
    pub(super) fn looks(&self) -> &Looks {
        &self.looks
    }

    /// The cells of a row from a column on.
    fn row(&mut self, at: (u16, u16)) -> &mut [Cell] {
        row(self.area, &mut self.cells, at)
    }

    /// Every cell, to be gone over once all is drawn.
    pub(super) fn cells_mut(&mut self) -> &mut [Cell] {
        &mut self.cells
    }

    /// Gives every cell the look that comes of its own.
    pub(super) fn change_looks(&mut self, change: impl Fn(Look) -> Look) {
        let changed: Vec<Look> = self.looks.all().iter().copied().map(change).collect();
        let numbers: Vec<_> = changed.into_iter().map(|look| self.looks.number(look)).collect();
        for cell in &mut self.cells {
            cell.look = numbers[cell.look_index()];
        }
    }

    /// Lays a style over an area.
    pub(super) fn paint(&mut self, area: Rect, style: Style) {
        let mut brush = self.looks.brush(style);
        for y in area.top()..area.bottom() {
            let cells = row(self.area, &mut self.cells, (area.x, y));
            cells.iter_mut().take(usize::from(area.width)).for_each(|cell| brush.paint(cell));
        }
    }

    /// Empties an area.
    pub(super) fn clear(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            self.row((area.x, y))
                .iter_mut()
                .take(usize::from(area.width))
                .for_each(|cell| *cell = Cell::BLANK);
        }
    }

    /// Puts characters of one cell each into a row, from a cell on.
    pub fn letters(&mut self, at: (u16, u16), letters: impl Iterator<Item = char>, style: Style) {
        let mut brush = self.looks.brush(style);
        for (cell, letter) in row(self.area, &mut self.cells, at).iter_mut().zip(letters) {
            brush.put(cell, Glyph::of(letter));
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
        let Some(glyph) = stroke.chars().next().map(Glyph::of).filter(|_| x < self.area.width) else {
            return;
        };
        let (mut brush, width) = (self.looks.brush(style), usize::from(self.area.width));
        let below =
            self.cells.iter_mut().skip(usize::from(rows.start) * width + usize::from(x)).step_by(width);
        below.take(rows.len()).for_each(|cell| brush.put(cell, glyph));
    }

    /// Puts any text into a row, from a cell on, in at most so many cells. Returns how many it took.
    pub(super) fn write(&mut self, (x, y): (u16, u16), text: &str, room: usize, style: Style) -> usize {
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
            let cells = row(self.area, &mut self.cells, (x + taken as u16, y));
            if let Some((first, behind)) = cells.split_first_mut() {
                self.looks.brush(style).put(first, glyph);
                behind.iter_mut().take(wide - 1).for_each(|cell| *cell = Cell::COVERED);
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
                let look = self.looks.number(other.looks.of(*cell));
                if let Some(to) = self.row((area.x + x, area.y + y)).first_mut() {
                    *to = Cell { glyph, look };
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
            let look = self.looks.of(*cell);
            (to.fg, to.bg, to.modifier) = (look.fg.color(), look.bg.color(), look.modifier);
        }
        buffer
    }
}

/// The cells of a row of an area from a column on.
fn row(area: Rect, cells: &mut [Cell], (x, y): (u16, u16)) -> &mut [Cell] {
    if x >= area.width || y >= area.height {
        return &mut [];
    }
    let (start, width) = (usize::from(y) * usize::from(area.width), usize::from(area.width));
    &mut cells[start + usize::from(x)..start + width]
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier};

    use super::*;

    fn looks(sheet: &Sheet) -> Vec<Look> {
        sheet.cells.iter().map(|cell| sheet.looks.of(*cell)).collect()
    }

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
        let colors: Vec<_> = looks(&sheet).iter().map(|look| (look.fg.color(), look.bg.color())).collect();
        assert_eq!(colors[..2], [(Color::Red, Color::Reset), (Color::Red, Color::Blue)]);
        let bold: Vec<_> = looks(&sheet).iter().map(|look| look.modifier == Modifier::BOLD).collect();
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
