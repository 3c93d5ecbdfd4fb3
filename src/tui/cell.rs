//! A cell of the screen, small enough that drawing and comparing all of them is next to nothing.
//!
//! It takes 16 bytes and holds no text of its own: ratatui's has room for any text and takes three times as much, and to
//! compare two screens of them takes longer than a frame may (docs/performance.md).

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    pub(super) fn patch(&mut self, over: Over) {
        self.fg = over.fg.unwrap_or(self.fg);
        self.bg = over.bg.unwrap_or(self.bg);
        self.modifier = (self.modifier | over.add) - over.remove;
    }
}

/// Modifiers that are seen where nothing stands.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// A style to be laid over cells, looked up once.
#[derive(Clone, Copy)]
pub(super) struct Over {
    fg: Option<Ink>,
    bg: Option<Ink>,
    add: Modifier,
    remove: Modifier,
}

impl From<Style> for Over {
    fn from(style: Style) -> Over {
        let (add, remove) = (style.add_modifier, style.sub_modifier);
        Over { fg: style.fg.map(Ink::from), bg: style.bg.map(Ink::from), add, remove }
    }
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) glyph: Glyph,
    pub(super) look: Look,
}

impl Cell {
    pub(super) const BLANK: Cell = Cell { glyph: Glyph::BLANK, look: Look::PLAIN };
    pub(super) const UNKNOWN: Cell = Cell { glyph: Glyph::UNKNOWN, look: Look::PLAIN };

    /// Whether nothing stands in it.
    pub(super) fn is_blank(self) -> bool {
        self.glyph == Glyph::BLANK
    }

    /// Whether nobody could tell it from another one: how a blank would write is not seen.
    pub(super) fn looks_like(self, other: Cell) -> bool {
        let seen = |blank: Cell| Look::PLAIN.on_blank(blank.look);
        self == other || self.is_blank() && other.is_blank() && seen(self) == seen(other)
    }

    /// How it is written by somebody who writes with a look: a blank needs no other one for what is not seen of it.
    pub(super) fn written_with(self, look: Look) -> Look {
        if self.is_blank() { look.on_blank(self.look) } else { self.look }
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
}
