//! What the matrix is drawn with: braille and shapes, or plain ASCII. Which of the two is decided here and nowhere else.

use ratatui::symbols::braille::BRAILLE;

use super::super::super::theme::Theme;
use crate::domain::item::Kind;

/// A set of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyphs {
    /// Two by four dots in a cell.
    Braille,
    /// One sign in a cell.
    Ascii,
}

impl Glyphs {
    /// The signs that a theme asks for.
    pub(super) fn of(theme: &Theme) -> Glyphs {
        if theme.ascii { Glyphs::Ascii } else { Glyphs::Braille }
    }

    fn pick<'t>(self, braille: &'t str, ascii: &'t str) -> &'t str {
        if self == Glyphs::Braille { braille } else { ascii }
    }

    /// An item: filled in where it is in, hollow where it is out; capital and small letters in ASCII.
    pub(super) fn shape(self, kind: Kind, filled: bool) -> &'static str {
        let [shapes, letters] = match kind {
            Kind::Feature => [["●", "○"], ["F", "f"]],
            Kind::Tech => [["■", "□"], ["T", "t"]],
            Kind::Debt => [["▼", "▽"], ["D", "d"]],
            Kind::Discovery => [["★", "☆"], ["R", "r"]],
            Kind::Compliance => [["▲", "△"], ["C", "c"]],
        };
        let [full, hollow] = if self == Glyphs::Braille { shapes } else { letters };
        if filled { full } else { hollow }
    }

    /// How it is told which of them are in.
    pub(super) fn in_and_out(self) -> &'static str {
        self.pick("filled in, hollow out", "capital in, small out")
    }

    /// So many items in one cell that there is no room for their number: ten or more, a hundred or more.
    pub(super) fn crowd(self, items: u32) -> &'static str {
        if items < 100 { self.pick("▒", "+") } else { self.pick("▓", "#") }
    }

    /// A cell of the curve, by its dots.
    pub(super) fn curve(self, dots: u8) -> char {
        if self == Glyphs::Braille { BRAILLE[usize::from(dots)] } else { '*' }
    }

    /// A cell of the way that the last change took.
    pub(super) fn trace(self, dots: u8) -> char {
        if self == Glyphs::Braille { BRAILLE[usize::from(dots)] } else { '.' }
    }

    /// Where the item of the last change was.
    pub(super) fn was(self) -> &'static str {
        self.pick("×", "x")
    }

    /// The end of that way: to the right or left, and down or up.
    pub(super) fn arrow(self, right: f64, down: f64) -> &'static str {
        // Cells are about twice as high as they are wide.
        let (x, y) = (right, 2.0 * down);
        let eighth = (y.atan2(x) / std::f64::consts::FRAC_PI_4).round().rem_euclid(8.0) as usize;
        let all = match self {
            Glyphs::Braille => ["→", "↘", "↓", "↙", "←", "↖", "↑", "↗"],
            Glyphs::Ascii => [">", "\\", "v", "/", "<", "\\", "^", "/"],
        };
        all[eighth % 8]
    }

    /// The borders of the quadrants, upright and level.
    pub(super) fn borders(self) -> [&'static str; 2] {
        if self == Glyphs::Braille { ["┊", "┈"] } else { [":", "-"] }
    }

    /// The axes: upright, level, where they meet, and a mark on either.
    pub(super) fn axes(self) -> [&'static str; 5] {
        if self == Glyphs::Braille { ["│", "─", "└", "┤", "┴"] } else { ["|", "-", "+", "+", "+"] }
    }

    /// Up and to the right, where axes say what more is.
    pub(super) fn ways(self) -> [&'static str; 2] {
        if self == Glyphs::Braille { ["↑", "→"] } else { ["^", "->"] }
    }
}
