//! What is different from what the terminal shows, in as few bytes as that takes: over a slow line they are what
//! somebody waits for.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use foldhash::fast::RandomState;
use ratatui::backend::IntoCrossterm;
use ratatui::crossterm::style::{Attribute, Colored, SetAttribute};
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr;

use super::cell::{Cell, Ink, Look, LookNumber};
use super::sheet::Sheet;

/// So many cells that have not changed are written once more rather than stepped over, which takes as many bytes.
const STEP: usize = 4;

/// So many cells are compared at once with what is shown.
const HANDFUL: usize = 8;

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

/// A terminal that frames are drawn on.
#[derive(Debug)]
pub struct Output<W> {
    sheet: Sheet,
    sink: W,
    /// The frame in bytes, kept for its room.
    bytes: Vec<u8>,
    inks: Inks,
}

/// How colours are written, each put into words once.
#[derive(Debug, Default)]
struct Inks(HashMap<(Ink, Layer), String, RandomState>);

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

impl<W: Write> Output<W> {
    /// An empty terminal of so many columns and rows.
    pub fn new(sink: W, size: (u16, u16)) -> Output<W> {
        Output {
            sheet: Sheet::new(Rect::new(0, 0, size.0, size.1)),
            sink,
            bytes: Vec::new(),
            inks: Inks::default(),
        }
    }

    /// Empties a terminal that has another size now, or shows what somebody else left there.
    ///
    /// # Errors
    /// What the terminal said.
    pub fn resize(&mut self, (width, height): (u16, u16)) -> io::Result<()> {
        self.sheet = Sheet::new(Rect::new(0, 0, width, height));
        execute!(self.sink, Clear(ClearType::All))
    }

    /// Draws a frame, and shows it.
    ///
    /// # Errors
    /// What the terminal said.
    pub fn draw<T>(&mut self, paint: impl FnOnce(&mut Sheet) -> T) -> io::Result<T> {
        let painted = self.paint(paint);
        self.show()?;
        Ok(painted)
    }

    /// Draws a frame on an empty sheet.
    pub fn paint<T>(&mut self, paint: impl FnOnce(&mut Sheet) -> T) -> T {
        self.sheet.clear_all();
        paint(&mut self.sheet)
    }

    /// Writes what is different from the frame that was shown last, in one piece. A frame that looks the same takes
    /// no byte.
    ///
    /// # Errors
    /// What the terminal said.
    pub fn show(&mut self) -> io::Result<()> {
        self.bytes.clear();
        write_changes(&self.sheet, &mut self.inks, &mut self.bytes)?;
        self.sheet.turn();
        if !self.bytes.is_empty() {
            self.sink.write_all(&self.bytes)?;
            self.sink.flush()?;
        }
        Ok(())
    }
}

fn write_changes(sheet: &Sheet, inks: &mut Inks, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut pen = Pen { sheet, bytes, inks, look: Look::PLAIN, last: None, at: None };
    for (y, (row, shown)) in sheet.rows().enumerate() {
        let mut from = 0;
        while let Some(x) = next_change(row, shown, from) {
            let glyph = glyph_at(row, x);
            from = glyph.end;
            if glyph.clone().all(|x| sheet.looks().are_alike(row[x], shown[x])) {
                continue;
            }
            if pen.bytes.is_empty() {
                // A terminal that knows what this means shows the frame at once; others pass over it.
                queue!(pen.bytes, BeginSynchronizedUpdate)?;
            }
            pen.go_to(row, (glyph.start, y));
            pen.write(row[glyph.start], glyph.len());
        }
    }
    if !pen.bytes.is_empty() {
        queue!(pen.bytes, SetAttribute(Attribute::Reset), EndSynchronizedUpdate)?;
    }
    Ok(())
}

/// The next cell of a row, from one on, that is not what is shown there. Those that have not changed are passed over by
/// the handful.
fn next_change(row: &[Cell], shown: &[Cell], from: usize) -> Option<usize> {
    let mut at = from;
    while row.get(at)? == shown.get(at)? {
        let handful = row[at..].first_chunk::<HANDFUL>().zip(shown[at..].first_chunk());
        at += if handful.is_some_and(|(cells, shown)| Cell::are_same(cells, shown)) { HANDFUL } else { 1 };
    }
    Some(at)
}

/// The cells of what stands in one: what covers a cell stands before it.
fn glyph_at(row: &[Cell], at: usize) -> Range<usize> {
    let mut glyph = at..at + 1;
    while glyph.start > 0 && row[glyph.start].is_covered() {
        glyph.start -= 1;
    }
    while row.get(glyph.end).is_some_and(|cell| cell.is_covered()) {
        glyph.end += 1;
    }
    glyph
}

/// Where the cursor is and how it writes.
struct Pen<'o> {
    sheet: &'o Sheet,
    bytes: &'o mut Vec<u8>,
    inks: &'o mut Inks,
    look: Look,
    /// The look of the cell that was written last, where it writes with that.
    last: Option<LookNumber>,
    /// The cell that is written next; none where the terminal may see that otherwise.
    at: Option<(usize, usize)>,
}

impl Pen<'_> {
    /// Goes to a cell in the shortest way.
    fn go_to(&mut self, row: &[Cell], (x, y): (usize, usize)) {
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
    fn write(&mut self, cell: Cell, wide: usize) {
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use oorandom::Rand32;
    use ratatui::style::{Color, Style};

    use super::*;

    const SIZE: (u16, u16) = (24, 5);

    /// A terminal that obeys what it gets.
    #[derive(Clone)]
    struct Glass(Rc<RefCell<(vt100::Parser, usize)>>);

    impl Glass {
        fn new() -> Glass {
            Glass(Rc::new(RefCell::new((
                vt100::Parser::new(SIZE.1.try_into().unwrap(), SIZE.0.try_into().unwrap(), 0),
                0,
            ))))
        }

        /// What it shows: each cell with its colours and whether it is bold, dim, reversed.
        fn shown(&self) -> Vec<(String, String)> {
            let glass = self.0.borrow();
            let cell = |y, x| {
                let cell = glass.0.screen().cell(y, x).unwrap();
                let text = if cell.contents().is_empty() { " " } else { cell.contents() };
                if text == " " && !cell.inverse() {
                    return (text.to_owned(), format!("{:?}", cell.bgcolor()));
                }
                let looks = (cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.dim(), cell.inverse());
                (text.to_owned(), format!("{looks:?}"))
            };
            (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| cell(y, x))).collect()
        }

        fn took(&self) -> usize {
            std::mem::take(&mut self.0.borrow_mut().1)
        }
    }

    impl Write for Glass {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let (parser, took) = &mut *self.0.borrow_mut();
            parser.process(bytes);
            *took += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Scribbles over a sheet.
    fn scribble(sheet: &mut Sheet, random: &mut Rand32) {
        let colors = [Color::Reset, Color::Red, Color::Indexed(200), Color::Rgb(1, 2, 3)];
        let modifiers =
            [Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::BOLD | Modifier::REVERSED];
        for _ in 0..random.rand_range(0..6) {
            let mut one_of = |many: usize| random.rand_range(0..many as u32) as usize;
            let text = ["plain", "漢字", "e\u{301}t", "─", "  ", "a漢b"][one_of(6)];
            let style = Style::default().fg(colors[one_of(4)]).bg(colors[one_of(4)]);
            let style = style.add_modifier(modifiers[one_of(4)]);
            let at = (one_of(20) as u16, one_of(5) as u16);
            sheet.write(at, text, usize::from(SIZE.0 - at.0), style);
        }
    }

    #[test]
    fn the_terminal_shows_what_was_drawn_whatever_it_showed_before() {
        let mut random = Rand32::new(7);
        let (step_by_step, mut drawn) = (Glass::new(), Vec::new());
        let mut output = Output::new(step_by_step.clone(), SIZE);
        for frame in 0..400 {
            let mut before = random;
            if frame % 50 == 49 {
                output.resize(SIZE).unwrap();
            }
            output.draw(|sheet| scribble(sheet, &mut random)).unwrap();
            let at_once = Glass::new();
            Output::new(at_once.clone(), SIZE).draw(|sheet| scribble(sheet, &mut before)).unwrap();
            assert_eq!(step_by_step.shown(), at_once.shown(), "frame {frame}");
            drawn.push(step_by_step.shown());
        }
        drawn.dedup();
        assert!(drawn.len() > 200, "the frames are different ones");
    }

    #[test]
    fn a_frame_that_looks_the_same_takes_no_byte_and_one_cell_takes_few() {
        let glass = Glass::new();
        let mut output = Output::new(glass.clone(), SIZE);
        let mut draw = |text: &str| {
            output.draw(|sheet| sheet.letters((3, 2), text.chars(), Style::default())).unwrap();
            glass.took()
        };
        assert!(draw("abc def ghi") > 0);
        assert_eq!(draw("abc def ghi"), 0);
        let frame = "\u{1b}[?2026h\u{1b}[3;4H\u{1b}[0m\u{1b}[?2026l".len();
        assert_eq!(draw("xbc def ghi"), frame + 1);
        // What lies between two changes is written once more where that is shorter than a way over it.
        assert_eq!(draw("abX def ghi"), frame + 3);
        assert_eq!(draw("Abx def ghI"), frame + 3 + "\u{1b}[7C".len() + 1);
    }
}
