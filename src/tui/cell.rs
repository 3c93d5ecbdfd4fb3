//! A cell of the screen, small enough that drawing and comparing all of them is next to nothing.
//!
//! It takes 8 bytes and holds no text and no colours of its own, only their numbers: ratatui's has room for any text and
//! takes six times as much, and to compare two screens of them takes longer than a frame may (docs/performance.md).

use std::collections::HashMap;

use foldhash::fast::RandomState;
use ratatui::style::{Color, Modifier, Style};

/// What stands in a cell: a character, the number of a text of several, or the second half of a wide one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph(u32);

impl Glyph {
    /// Nothing of its own: what stands before it covers it.
    pub(super) const COVERED: Glyph = Glyph(0);
    const BLANK: Glyph = Glyph(b' ' as u32);
    /// What is on the terminal while nobody knows what is.
    const UNKNOWN: Glyph = Glyph(u32::MAX);
    /// Marks the numbers of texts.
    const CLUSTER: u32 = 1 << 31;

    pub(super) fn of(character: char) -> Glyph {
        Glyph(u32::from(character))
    }

    /// A text of several characters, by its number.
    pub(super) fn of_cluster(number: usize) -> Glyph {
        Glyph(Glyph::CLUSTER | number as u32)
    }

    /// The character that it is, if it is one.
    pub(super) fn char(self) -> Option<char> {
        char::from_u32(self.0).filter(|_| self != Glyph::COVERED)
    }

    /// The byte that it is, if it is one that takes a cell.
    pub(super) fn ascii(self) -> Option<u8> {
        u8::try_from(self.0).ok().filter(|byte| matches!(byte, b' '..=b'~'))
    }

    /// The number of the text that it is, if it is one.
    pub(super) fn cluster(self) -> Option<usize> {
        (self.0 & Glyph::CLUSTER != 0).then_some((self.0 & !Glyph::CLUSTER) as usize)
    }
}

/// A colour as a number, so that two are compared at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ink(u32);

impl Ink {
    const NAMED: [Color; 17] = [
        Color::Reset,
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    const INDEXED: u32 = 1 << 24;
    const RGB: u32 = 1 << 25;

    /// The colour that it is.
    pub(super) fn color(self) -> Color {
        let [_, r, g, b] = self.0.to_be_bytes();
        match self.0 {
            rgb if rgb & Ink::RGB != 0 => Color::Rgb(r, g, b),
            indexed if indexed & Ink::INDEXED != 0 => Color::Indexed(b),
            named => Ink::NAMED.get(named as usize).copied().unwrap_or_default(),
        }
    }
}

impl From<Color> for Ink {
    fn from(color: Color) -> Ink {
        match color {
            Color::Rgb(r, g, b) => Ink(Ink::RGB | u32::from_be_bytes([0, r, g, b])),
            Color::Indexed(index) => Ink(Ink::INDEXED | u32::from(index)),
            named => Ink(Ink::NAMED.iter().position(|other| *other == named).unwrap_or(0) as u32),
        }
    }
}

/// How a cell looks, its glyph apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) fg: Ink,
    pub(super) bg: Ink,
    pub(super) modifier: Modifier,
}

impl Look {
    /// What the terminal has by itself.
    pub(super) const PLAIN: Look = Look { fg: Ink(0), bg: Ink(0), modifier: Modifier::empty() };

    /// The nearest look to this one that a blank may have that looks so.
    fn on_blank(self, blank: Look) -> Look {
        if blank.modifier.intersects(SEEN_ON_BLANK) {
            return blank;
        }
        Look { fg: self.fg, bg: blank.bg, modifier: self.modifier - SEEN_ON_BLANK }
    }

    /// With a style laid over it.
    fn under(self, style: Style) -> Look {
        Look {
            fg: style.fg.map_or(self.fg, Ink::from),
            bg: style.bg.map_or(self.bg, Ink::from),
            modifier: (self.modifier | style.add_modifier) - style.sub_modifier,
        }
    }
}

/// Modifiers that are seen where nothing stands.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// The number of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LookNumber(u32);

/// The looks that were drawn with, by number; the first one is the plain one.
#[derive(Debug)]
pub(super) struct Looks {
    known: Vec<Look>,
    numbers: HashMap<Look, LookNumber, RandomState>,
}

impl Looks {
    pub(super) fn new() -> Looks {
        let mut looks = Looks { known: Vec::new(), numbers: HashMap::default() };
        looks.number(Look::PLAIN);
        looks
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// All of them, in the order of their numbers.
    pub(super) fn all(&self) -> &[Look] {
        &self.known
    }

    /// The look of a cell.
    pub(super) fn of(&self, cell: Cell) -> Look {
        self.known.get(cell.look.0 as usize).copied().unwrap_or(Look::PLAIN)
    }

    pub(super) fn number(&mut self, look: Look) -> LookNumber {
        let Looks { known, numbers } = self;
        *numbers.entry(look).or_insert_with(|| {
            known.push(look);
            LookNumber(known.len() as u32 - 1)
        })
    }

    /// A brush that lays a style over cells.
    pub(super) fn brush(&mut self, style: Style) -> Brush<'_> {
        Brush { looks: self, style, last: None }
    }

    /// Whether nobody could tell one cell from another one: how a blank would write is not seen.
    pub(super) fn are_alike(&self, one: Cell, other: Cell) -> bool {
        let seen = |blank: Cell| Look::PLAIN.on_blank(self.of(blank));
        one == other || one.is_blank() && other.is_blank() && seen(one) == seen(other)
    }

    /// How a cell is written by somebody who writes with a look: a blank needs no other one for what is not seen of it.
    pub(super) fn written_with(&self, cell: Cell, look: Look) -> Look {
        if cell.is_blank() { look.on_blank(self.of(cell)) } else { self.of(cell) }
    }
}

/// Lays a style over cells. Most that stand together look alike, so that it is worked out once for them.
pub(super) struct Brush<'l> {
    looks: &'l mut Looks,
    style: Style,
    last: Option<(LookNumber, LookNumber)>,
}

impl Brush<'_> {
    /// Paints a cell.
    pub(super) fn paint(&mut self, cell: &mut Cell) {
        cell.look = match self.last {
            Some((under, over)) if under == cell.look => over,
            _ => {
                let over = self.looks.number(self.looks.of(*cell).under(self.style));
                self.last = Some((cell.look, over));
                over
            }
        };
    }

    /// Paints a cell, and puts something there.
    pub(super) fn put(&mut self, cell: &mut Cell, glyph: Glyph) {
        cell.glyph = glyph;
        self.paint(cell);
    }
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) glyph: Glyph,
    pub(super) look: LookNumber,
}

impl Cell {
    pub(super) const BLANK: Cell = Cell { glyph: Glyph::BLANK, look: LookNumber(0) };
    pub(super) const UNKNOWN: Cell = Cell { glyph: Glyph::UNKNOWN, look: LookNumber(0) };
    pub(super) const COVERED: Cell = Cell { glyph: Glyph::COVERED, look: LookNumber(0) };

    /// The place of its look among all.
    pub(super) fn look_index(self) -> usize {
        self.look.0 as usize
    }

    /// Whether cells are the same ones, told without a branch for each.
    pub(super) fn are_same<const N: usize>(cells: &[Cell; N], others: &[Cell; N]) -> bool {
        let differ =
            |(one, other): (&Cell, &Cell)| (one.glyph.0 ^ other.glyph.0) | (one.look.0 ^ other.look.0);
        cells.iter().zip(others).map(differ).fold(0, |all, some| all | some) == 0
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(self) -> bool {
        self.glyph == Glyph::BLANK
    }

    /// Whether it is part of what stands before it.
    pub(super) fn is_covered(self) -> bool {
        self.glyph == Glyph::COVERED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_the_same_behind_its_number() {
        let some = [Color::Rgb(0, 0, 0), Color::Rgb(1, 2, 3), Color::Rgb(255, 255, 255), Color::Indexed(0)];
        for color in Ink::NAMED.into_iter().chain(some).chain([Color::Indexed(255)]) {
            assert_eq!(Ink::from(color).color(), color);
        }
    }

    #[test]
    fn a_look_has_one_number() {
        let mut looks = Looks::new();
        let mut cells = [Cell::BLANK; 3];
        for style in [Style::new().red(), Style::new().bold(), Style::new().red()] {
            let mut brush = looks.brush(style);
            for cell in &mut cells {
                brush.paint(cell);
            }
        }
        assert_eq!(looks.of(cells[1]), Look::PLAIN.under(Style::new().red().bold()));
        assert_eq!((cells[0], looks.count()), (cells[2], 3));
        assert_eq!(std::mem::size_of::<Cell>(), 8);
    }
}
