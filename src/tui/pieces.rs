//! Pieces of the screen that follow from some facts alone, kept from frame to frame. Most rows of a list are what they
//! were in the frame before, if in another place: to see that takes a fraction of what it takes to put them into cells
//! again.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};
use std::iter::once;
use std::mem::take;
use std::ops::Range;

use foldhash::fast::RandomState;
use ratatui::layout::Rect;

use super::cell::Cell;
use super::theme::Theme;
use crate::app::pointer::Spot;

/// How many cells are kept of those that were drawn last, and as many of those before: some screens full of them.
const MOST: usize = 1 << 16;

/// How many of what they come down to are known, of either sort: a screen has some hundred.
const MOST_SEALS: usize = 1 << 12;

/// What can be pointed at in a piece, counted from its corner.
type Mark = (Rect, Spot);

/// Pieces by what their facts come down to, one behind the other.
#[derive(Debug, Default)]
struct Kept {
    places: HashMap<u64, (Range<usize>, Range<usize>), RandomState>,
    cells: Vec<Cell>,
    marks: Vec<Mark>,
}

impl Kept {
    /// A piece row by row, and its marks.
    fn get(&self, seal: u64) -> Option<(&[Cell], &[Mark])> {
        let (cells, marks) = self.places.get(&seal)?;
        Some((&self.cells[cells.clone()], &self.marks[marks.clone()]))
    }

    fn put<'p>(
        &mut self,
        seal: u64,
        rows: impl Iterator<Item = &'p [Cell]>,
        marks: impl Iterator<Item = Mark>,
    ) {
        let start = (self.cells.len(), self.marks.len());
        rows.for_each(|row| self.cells.extend_from_slice(row));
        self.marks.extend(marks);
        self.places.insert(seal, (start.0..self.cells.len(), start.1..self.marks.len()));
    }
}

/// The pieces that were drawn last.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    theme: Theme,
    last: Kept,
    before: Kept,
}

impl Pieces {
    /// What all of them are drawn with.
    pub(super) fn theme(&self) -> Theme {
        self.theme
    }

    /// Begins a frame that is drawn with a theme.
    pub(super) fn begin(&mut self, theme: &Theme) {
        if self.theme != *theme {
            self.forget();
            self.theme = *theme;
        }
        if self.last.cells.len() > MOST || self.last.places.len() > MOST_SEALS {
            self.before = take(&mut self.last);
        }
    }

    /// Forgets all of them.
    pub(super) fn forget(&mut self) {
        (self.last, self.before) = (Kept::default(), Kept::default());
    }

    /// What facts come down to: others come down to something else, but for one chance in 2⁶⁴.
    pub(super) fn seal(&self, facts: impl Hash) -> u64 {
        self.last.places.hasher().hash_one(facts)
    }

    /// What was drawn of such facts, row by row, and what can be pointed at there.
    pub(super) fn recall(&mut self, seal: u64) -> Option<(&[Cell], &[Mark])> {
        if !self.last.places.contains_key(&seal) {
            let (cells, marks) = self.before.get(seal)?;
            self.last.put(seal, once(cells), marks.iter().copied());
        }
        self.last.get(seal)
    }

    /// Knows what was just drawn, or recalled, by another seal, too.
    pub(super) fn know(&mut self, drawn: u64, seal: u64) {
        if let Some(place) = self.last.places.get(&drawn).cloned() {
            self.last.places.insert(seal, place);
        }
    }

    /// Keeps what was drawn.
    pub(super) fn keep<'p>(
        &mut self,
        seal: u64,
        rows: impl Iterator<Item = &'p [Cell]>,
        marks: impl Iterator<Item = Mark>,
    ) {
        self.last.put(seal, rows, marks);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell as Count;
    use std::hash::Hasher;

    use ratatui::buffer::Buffer;
    use ratatui::style::{Color, Style};

    use super::super::canvas::Canvas;
    use super::super::sheet::Sheet;
    use super::super::zones::Zones;
    use super::*;

    const AREA: Rect = Rect::new(0, 0, 8, 2);

    /// A text in a row, and how often it was drawn.
    struct Told<'a>(&'a str, &'a Count<usize>);

    impl Hash for Told<'_> {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }

    impl Told<'_> {
        fn draw(&self, theme: &Theme, mut canvas: Canvas<'_>) {
            self.1.set(self.1.get() + 1);
            canvas.text(0, 0, self.0, theme.text);
            canvas.part(0, 0, 2, 1).mark(Spot::Row(self.0.len()));
        }

        fn draw_in_capitals(&self, theme: &Theme, mut canvas: Canvas<'_>) {
            self.1.set(self.1.get() + 1);
            canvas.text(0, 0, &self.0.to_uppercase(), theme.text);
        }
    }

    /// Frames on one sheet.
    struct Frames {
        sheet: Sheet,
        theme: Theme,
        drawn: Count<usize>,
    }

    impl Frames {
        fn new() -> Frames {
            Frames { sheet: Sheet::new(AREA), theme: Theme::default(), drawn: Count::new(0) }
        }

        /// Draws a frame, and tells what it shows and how often a piece of it was drawn.
        fn frame(&mut self, paint: impl FnOnce(&mut Canvas<'_>, &Count<usize>)) -> (Buffer, Zones, usize) {
            let mut zones = Zones::default();
            self.sheet.clear_all();
            self.sheet.set_theme(&self.theme);
            paint(&mut Canvas::new(&mut self.sheet, &mut zones, AREA), &self.drawn);
            (self.sheet.to_buffer(), zones, self.drawn.take())
        }
    }

    #[test]
    fn a_piece_is_drawn_once_as_long_as_its_facts_are_the_same() {
        let mut frames = Frames::new();
        let one = |text: &'static str| {
            move |canvas: &mut Canvas<'_>, drawn: &Count<usize>| {
                canvas.piece(&Told(text, drawn), Told::draw);
            }
        };
        let (shown, zones, drawn) = frames.frame(one("first"));
        assert_eq!((shown.clone(), drawn), (Buffer::with_lines(["first   ", "        "]), 1));
        assert_eq!(frames.frame(one("first")), (shown.clone(), zones, 0));
        assert_eq!(frames.frame(one("other")).0, Buffer::with_lines(["other   ", "        "]));
        assert_eq!(frames.frame(one("first")).0, shown);
        // Another way to draw the same facts is another piece, and so is another size.
        let capitals = |canvas: &mut Canvas<'_>, drawn: &Count<usize>| {
            canvas.piece(&Told("first", drawn), Told::draw_in_capitals);
        };
        assert_eq!(frames.frame(capitals).0, Buffer::with_lines(["FIRST   ", "        "]));
        let small = |canvas: &mut Canvas<'_>, drawn: &Count<usize>| {
            canvas.part(0, 0, 4, 1).piece(&Told("first", drawn), Told::draw);
        };
        assert_eq!(frames.frame(small).0, Buffer::with_lines(["fir…    ", "        "]));
    }

    #[test]
    fn the_facts_of_a_key_are_gathered_once_and_are_those_of_any_other_key() {
        let (mut frames, gathered) = (Frames::new(), Count::new(0));
        let mut told = |key: u8, text: &'static str| {
            let (shown, _, drawn) = frames.frame(|canvas, drawn| {
                let facts = || {
                    gathered.set(gathered.get() + 1);
                    Told(text, drawn)
                };
                canvas.piece_by(key, facts, Told::draw);
            });
            let line: String = (0..AREA.width).map(|x| shown[(x, 0)].symbol()).collect();
            (line.trim().to_owned(), gathered.take(), drawn)
        };
        let first = |gathered, drawn| ("first".to_owned(), gathered, drawn);
        assert_eq!(told(1, "first"), first(1, 1));
        assert_eq!(told(1, "first"), first(0, 0));
        assert_eq!(told(2, "first"), first(1, 0), "what another key stood for is not drawn again");
        assert_eq!(told(2, "first"), first(0, 0));
        assert_eq!(told(3, "other"), ("other".to_owned(), 1, 1));
        // However many keys there were, the last ones are known.
        for key in 0..=u8::MAX {
            told(key, "first");
        }
        assert_eq!(told(u8::MAX, "first"), first(0, 0));
    }

    #[test]
    fn a_piece_is_the_same_in_another_place() {
        let mut frames = Frames::new();
        frames.frame(|canvas, drawn| canvas.row(0).piece(&Told("first", drawn), Told::draw));
        let (shown, zones, drawn) =
            frames.frame(|canvas, drawn| canvas.row(1).piece(&Told("first", drawn), Told::draw));
        assert_eq!((shown, drawn), (Buffer::with_lines(["        ", "first   "]), 0));
        assert_eq!(
            [(0, 1), (1, 1), (2, 1), (0, 0)].map(|cell| zones.at(cell).is_some()),
            [true, true, false, false]
        );
    }

    #[test]
    fn what_was_drawn_last_is_kept_and_no_more() {
        let mut pieces = Pieces::default();
        let (always, fit) = (u64::MAX, 100);
        let cells = vec![Cell::BLANK; MOST / fit as usize];
        for many in 0..10 * fit {
            pieces.begin(&Theme::default());
            for seal in [many, always] {
                if pieces.recall(seal).is_none() {
                    assert!(seal == many || many == 0, "{many}");
                    pieces.keep(seal, once(&cells[..]), std::iter::empty());
                }
            }
            let kept = |seal| pieces.last.get(seal).or(pieces.before.get(seal)).is_some();
            assert!((many.saturating_sub(fit - 1)..=many).all(kept), "{many}");
            assert!(pieces.last.cells.len() + pieces.before.cells.len() <= 2 * (MOST + 2 * cells.len()));
        }
    }

    #[test]
    fn seals_are_forgotten_with_the_pieces_that_they_stand_for() {
        let mut pieces = Pieces::default();
        for key in 1..4 * MOST_SEALS as u64 {
            pieces.begin(&Theme::default());
            if pieces.recall(0).is_none() {
                pieces.keep(0, once(&[Cell::BLANK][..]), std::iter::empty());
            }
            pieces.know(0, key);
            assert!(pieces.recall(key).is_some() && pieces.recall(key.saturating_sub(100)).is_some());
            assert!(pieces.last.places.len() + pieces.before.places.len() <= 2 * (MOST_SEALS + 100), "{key}");
        }
    }

    #[test]
    fn what_lay_over_a_piece_or_under_it_is_gone() {
        let mut frames = Frames::new();
        let (alone, ..) = frames.frame(|canvas, drawn| canvas.piece(&Told("e\u{301}漢", drawn), Told::draw));
        let (covered, ..) = frames.frame(|canvas, drawn| {
            canvas.text(0, 1, "under", Style::default());
            canvas.piece(&Told("e\u{301}漢", drawn), Told::draw);
            canvas.text(0, 0, "over", Style::default());
        });
        assert_eq!(covered, Buffer::with_lines(["over    ", "        "]));
        let (again, _, drawn) =
            frames.frame(|canvas, drawn| canvas.piece(&Told("e\u{301}漢", drawn), Told::draw));
        assert_eq!((again, drawn), (alone, 0));
    }

    #[test]
    fn another_theme_is_another_look() {
        let mut frames = Frames::new();
        frames.frame(|canvas, drawn| canvas.piece(&Told("first", drawn), Told::draw));
        frames.theme.text = Style::default().fg(Color::Red);
        let (shown, _, drawn) = frames.frame(|canvas, drawn| {
            canvas.scrolled(1, 0, |canvas| canvas.piece(&Told("first", drawn), Told::draw));
        });
        assert_eq!((shown[(0, 0)].fg, drawn), (Color::Red, 1));
    }
}
