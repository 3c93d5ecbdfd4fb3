//! Cells into bytes: the shortest way to a cell, and from one look to another.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use ratatui::backend::IntoCrossterm;
use ratatui::crossterm::style::Colored;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::cell::{Cell, Ink, Look, LookNumber};
use super::sheet::Sheet;

/// So many cells that have not changed are written once more rather than stepped over, which takes as many bytes.
const STEP: usize = 4;

/// How each modifier is switched on and off (ECMA-48, 8.3.117). What takes the strength of a text away takes away
/// both of them.
const MODIFIERS: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1;", "22;"),
    (Modifier::DIM, "2;", "22;"),
    (Modifier::ITALIC, "3;", "23;"),
    (Modifier::UNDERLINED, "4;", "24;"),
    (Modifier::SLOW_BLINK, "5;", "25;"),
    (Modifier::RAPID_BLINK, "6;", "25;"),
    (Modifier::REVERSED, "7;", "27;"),
    (Modifier::HIDDEN, "8;", "28;"),
    (Modifier::CROSSED_OUT, "9;", "29;"),
];

/// How colours are written, each put into words once.
#[derive(Debug, Default)]
pub(super) struct Inks(HashMap<(Ink, Layer), String, RandomState>);

/// What a colour is laid on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Layer {
    Glyph,
    Cell,
}

impl Inks {
    /// The parameter of a colour with what parts it from the next; nothing where somebody wants no colours.
    fn told(&mut self, ink: Ink, layer: Layer) -> &str {
        self.0.entry((ink, layer)).or_insert_with(|| {
            let color = ink.color().into_crossterm();
            let told = match layer {
                Layer::Glyph => Colored::ForegroundColor(color).to_string(),
                Layer::Cell => Colored::BackgroundColor(color).to_string(),
            };
            if told.is_empty() { told } else { told + ";" }
        })
    }
}

/// Where the cursor is and how it writes.
pub(super) struct Pen<'o> {
    sheet: &'o Sheet,
    bytes: &'o mut Vec<u8>,
    inks: &'o mut Inks,
    look: Look,
    /// The look of the cell that was written last, where it writes with that.
    last: Option<LookNumber>,
    /// The cell that is written next; none where the terminal may see that otherwise.
    at: Option<(usize, usize)>,
}

impl<'o> Pen<'o> {
    pub(super) fn new(sheet: &'o Sheet, inks: &'o mut Inks, bytes: &'o mut Vec<u8>) -> Pen<'o> {
        Pen { sheet, bytes, inks, look: Look::PLAIN, last: None, at: None }
    }

    /// Whether it has written nothing.
    pub(super) fn is_idle(&self) -> bool {
        self.bytes.is_empty()
    }

    /// What it has written, for what is no text.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        self.bytes
    }

    /// Goes to a cell in the shortest way.
    pub(super) fn go_to(&mut self, row: &[Cell], (x, y): (usize, usize)) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((from, line)) if line == y && from < x => {
                let between = &row[from..x];
                let letters = || between.iter().map(|cell| cell.glyph.ascii());
                let alike = |cell: &Cell| self.sheet.looks().written_with(*cell, self.look) == self.look;
                if between.len() <= STEP && between.iter().all(alike) && letters().all(|c| c.is_some()) {
                    self.bytes.extend(letters().flatten());
                } else {
                    // Cursor forward (ECMA-48, 8.3.20).
                    self.control(&[between.len()], b'C');
                }
            }
            // Cursor position (ECMA-48, 8.3.21), which counts from 1.
            _ => self.control(&[y + 1, x + 1], b'H'),
        }
        self.at = Some((x, y));
    }

    /// Writes a control sequence: many a frame has a hundred of them.
    fn control(&mut self, numbers: &[usize], end: u8) {
        self.bytes.extend_from_slice(b"\x1b[");
        for (i, number) in numbers.iter().enumerate() {
            if i > 0 {
                self.bytes.push(b';');
            }
            self.digits(*number);
        }
        self.bytes.push(end);
    }

    fn digits(&mut self, number: usize) {
        if number >= 10 {
            self.digits(number / 10);
        }
        self.bytes.push(b'0' + (number % 10) as u8);
    }

    /// Writes what stands in a cell and covers so many.
    pub(super) fn write(&mut self, cell: Cell, wide: usize) {
        if self.last != Some(cell.look) {
            let looks = self.sheet.looks();
            let look = looks.written_with(cell, self.look);
            if look != self.look {
                self.change_look(look);
            }
            self.last = (look == looks.of(cell)).then_some(cell.look);
        }
        // Most of what is written is one byte.
        if let (Some(byte), 1, Some((x, y))) = (cell.glyph.ascii(), wide, self.at) {
            self.bytes.push(byte);
            self.at = Some((x + 1, y));
            return;
        }
        let mut letter = [0; 4];
        let text = self.sheet.text(cell.glyph, &mut letter);
        let takes = if text.len() == 1 { 1 } else { text.width() };
        // Where a terminal takes less room for several characters, what stood there would stay beside them.
        if let (None, true, Some((x, y))) = (cell.glyph.char(), wide > 1, self.at) {
            self.bytes.extend(std::iter::repeat_n(b' ', wide));
            self.control(&[y + 1, x + 1], b'H');
        }
        // What was drawn over one half of a wide character leaves the other half behind.
        if takes <= wide {
            self.bytes.extend_from_slice(text.as_bytes());
        }
        let blank = if takes <= wide { wide - takes } else { wide };
        self.bytes.extend(std::iter::repeat_n(b' ', blank));
        // How wide a text of several characters is, terminals do not agree on.
        let sure = takes == 1 && cell.glyph.char().is_some();
        self.at = self.at.filter(|_| sure).map(|(x, y)| (x + wide, y));
    }

    /// Changes how it writes, in one sequence.
    fn change_look(&mut self, to: Look) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(b"\x1b[");
        let empty = self.bytes.len();
        if to.modifier != self.look.modifier {
            self.change_modifier(to.modifier);
        }
        for (to, from, layer) in [(to.fg, self.look.fg, Layer::Glyph), (to.bg, self.look.bg, Layer::Cell)] {
            let told = if to == from { "" } else { self.inks.told(to, layer) };
            self.bytes.extend_from_slice(told.as_bytes());
        }
        if self.bytes.len() == empty {
            self.bytes.truncate(start);
        } else if let Some(last) = self.bytes.last_mut() {
            *last = b'm';
        }
        self.look = to;
    }

    fn change_modifier(&mut self, to: Modifier) {
        let mut on = self.look.modifier;
        for (modifier, _, off) in MODIFIERS {
            if on.contains(modifier) && !to.contains(modifier) {
                self.bytes.extend_from_slice(off.as_bytes());
                let both = MODIFIERS.iter().filter(|(_, _, other)| *other == off);
                both.for_each(|(other, ..)| on.remove(*other));
            }
        }
        for (modifier, code, _) in MODIFIERS {
            if to.contains(modifier) && !on.contains(modifier) {
                self.bytes.extend_from_slice(code.as_bytes());
            }
        }
    }
}
