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

/// Of how many keys it is known what they stand for: a screen has some hundred.
const MOST_KEYS: usize = 1 << 10;

/// What can be pointed at in a piece, counted from its corner.
type Mark = (Rect, Spot);

/// Where a piece lies among those that are kept.
#[derive(Clone, Debug)]
pub(super) struct Place {
    cells: Range<u32>,
    marks: Range<u32>,
}

/// Pieces by what their facts come down to, one behind the other.
#[derive(Debug, Default)]
struct Kept {
    places: HashMap<u64, Place, RandomState>,
    cells: Vec<Cell>,
    marks: Vec<Mark>,
}

impl Kept {
    /// A piece row by row, and its marks.
    fn at(&self, place: &Place) -> (&[Cell], &[Mark]) {
        let of = |range: &Range<u32>| range.start as usize..range.end as usize;
        (&self.cells[of(&place.cells)], &self.marks[of(&place.marks)])
    }

    fn put<'p>(
        &mut self,
        seal: u64,
        rows: impl Iterator<Item = &'p [Cell]>,
        marks: impl Iterator<Item = Mark>,
    ) -> Place {
        let ends = |kept: &Kept| [kept.cells.len(), kept.marks.len()].map(|end| end as u32);
        let [cells, marked] = ends(self);
        rows.for_each(|row| self.cells.extend_from_slice(row));
        self.marks.extend(marks);
        let end = ends(self);
        let place = Place { cells: cells..end[0], marks: marked..end[1] };
        self.places.insert(seal, place.clone());
        place
    }
}

/// The pieces that were drawn last.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    theme: Theme,
    last: Kept,
    before: Kept,
    /// What the keys stand for while the frames are about the same.
    keys: HashMap<u64, Place, RandomState>,
    /// What the frames are about.
    basis: u64,
}

impl Pieces {
    /// What all of them are drawn with.
    pub(super) fn theme(&self) -> Theme {
        self.theme
    }

    /// Begins a frame that is drawn with a theme. What keys stand for is known as long as it is about the same.
    pub(super) fn begin(&mut self, theme: &Theme, basis: impl Hash) {
        if self.theme != *theme {
            self.forget();
            self.theme = *theme;
        }
        let basis = self.seal(basis);
        let is_full = self.last.cells.len() > MOST;
        if is_full {
            self.before = take(&mut self.last);
        }
        if is_full || self.basis != basis || self.keys.len() > MOST_KEYS {
            self.keys.clear();
            self.basis = basis;
        }
    }

    /// Forgets all of them.
    pub(super) fn forget(&mut self) {
        (self.last, self.before) = (Kept::default(), Kept::default());
        self.keys.clear();
    }

    /// What facts, or a key, come down to: others come down to something else, but for a
    /// chance in some 2⁶⁰.
    pub(super) fn seal(&self, facts: impl Hash) -> u64 {
        self.keys.hasher().hash_one(facts)
    }

    /// What stands there row by row, and what can be pointed at there.
    pub(super) fn at(&self, place: &Place) -> (&[Cell], &[Mark]) {
        self.last.at(place)
    }

    /// Where that lies which was drawn of such facts.
    pub(super) fn find(&mut self, seal: u64) -> Option<Place> {
        self.last.places.get(&seal).cloned().or_else(|| {
            let (cells, marks) = self.before.at(self.before.places.get(&seal)?);
            Some(self.last.put(seal, once(cells), marks.iter().copied()))
        })
    }

    /// Where that lies which a key stands for.
    pub(super) fn find_by_key(&self, key: u64) -> Option<Place> {
        self.keys.get(&key).cloned()
    }

    /// Knows what a key stands for.
    pub(super) fn know(&mut self, key: u64, place: Place) {
        self.keys.insert(key, place);
    }

    /// Keeps what was drawn.
    pub(super) fn keep<'p>(
        &mut self,
        seal: u64,
        rows: impl Iterator<Item = &'p [Cell]>,
        marks: impl Iterator<Item = Mark>,
    ) -> Place {
        self.last.put(seal, rows, marks)
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
        basis: usize,
        drawn: Count<usize>,
    }

    impl Frames {
        fn new() -> Frames {
            Frames { sheet: Sheet::new(AREA), theme: Theme::default(), basis: 0, drawn: Count::new(0) }
        }

        /// Draws a frame, and tells what it shows and how often a piece of it was drawn.
        fn frame(&mut self, paint: impl FnOnce(&mut Canvas<'_>, &Count<usize>)) -> (Buffer, Zones, usize) {
            let mut zones = Zones::default();
            self.sheet.clear_all();
            self.sheet.begin(&self.theme, self.basis);
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
    fn the_facts_of_a_key_are_gathered_once_while_the_frames_are_about_the_same() {
        let (mut frames, gathered) = (Frames::new(), Count::new(0));
        let mut told = |basis: usize, key: usize, text: &'static str| {
            frames.basis = basis;
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
        assert_eq!(told(0, 1, "first"), first(1, 1));
        assert_eq!(told(0, 1, "first"), first(0, 0));
        assert_eq!(told(0, 2, "first"), first(1, 0), "the facts of another key may be the same");
        assert_eq!(told(0, 1, "first"), first(0, 0));
        assert_eq!(told(1, 1, "other"), ("other".to_owned(), 1, 1), "of something else they may be others");
        // However many there are, the last one is mostly known.
        let again = |key| {
            told(1, key, "first");
            told(1, key, "first").1
        };
        assert!((2..3 * MOST_KEYS).map(again).sum::<usize>() <= 2);
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
            pieces.begin(&Theme::default(), ());
            for seal in [many, always] {
                if pieces.find(seal).is_none() {
                    assert!(seal == many || many == 0, "{many}");
                    pieces.keep(seal, once(&cells[..]), std::iter::empty());
                }
            }
            let kept =
                |seal| [&pieces.last, &pieces.before].iter().any(|kept| kept.places.contains_key(&seal));
            assert!((many.saturating_sub(fit - 1)..=many).all(kept), "{many}");
            assert!(pieces.last.cells.len() + pieces.before.cells.len() <= 2 * (MOST + 2 * cells.len()));
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
