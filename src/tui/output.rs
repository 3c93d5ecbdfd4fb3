//! What is different from what the terminal shows, in as few bytes as that takes: over a slow line they are what
//! somebody waits for.

use std::io::{self, Write};
use std::ops::Range;

use ratatui::crossterm::style::{Attribute, SetAttribute};
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::Rect;

use super::cell::Cell;
use super::pen::{Inks, Pen};
use super::sheet::Sheet;

/// So many cells are compared at once with what is shown.
const HANDFUL: usize = 8;

/// A terminal that frames are drawn on.
#[derive(Debug)]
pub struct Output<W> {
    sheet: Sheet,
    sink: W,
    /// The frame in bytes, kept for its room.
    bytes: Vec<u8>,
    inks: Inks,
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

    /// How many columns and rows it has.
    pub fn size(&self) -> (u16, u16) {
        let area = self.sheet.area();
        (area.width, area.height)
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
    let mut pen = Pen::new(sheet, inks, bytes);
    for (y, (row, shown)) in sheet.rows().enumerate() {
        let mut from = 0;
        while let Some(x) = next_change(row, shown, from) {
            let glyph = glyph_at(row, x);
            from = glyph.end;
            if glyph.clone().all(|x| sheet.looks().are_alike(row[x], shown[x])) {
                continue;
            }
            if pen.is_idle() {
                // A terminal that knows what this means shows the frame at once; others pass over it.
                queue!(pen.bytes(), BeginSynchronizedUpdate)?;
            }
            pen.go_to(row, (glyph.start, y));
            pen.write(row[glyph.start], glyph.len());
        }
    }
    if !pen.is_idle() {
        queue!(pen.bytes(), SetAttribute(Attribute::Reset), EndSynchronizedUpdate)?;
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use oorandom::Rand32;
    use ratatui::style::{Color, Modifier, Style};

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
    fn beside_an_emoji_that_a_terminal_draws_in_one_cell_nothing_stays_of_what_was_there() {
        let glass = Glass::new();
        let mut output = Output::new(glass.clone(), SIZE);
        for text in ["abcd", "\u{26a0}\u{fe0f}cd"] {
            output
                .draw(|sheet| {
                    sheet.write((2, 1), text, 9, Style::default());
                })
                .unwrap();
        }
        let shown: String = glass.shown().iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(shown.trim(), "\u{26a0}\u{fe0f} cd");
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
