//! Text into cells: scrubbed, cut by measured width, never outside its area.

use std::hash::Hash;
use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::Block;

pub(super) use super::measure::{broken, fit, folded, padded, readable, width};
use super::measure::{fitted, is_letter};
use super::pieces::Place;
use super::sheet::Sheet;
use super::theme::Theme;
use super::zones::Zones;
use crate::app::pointer::Spot;
use crate::domain::text::{is_plain, scrub};

/// How many pieces were put into cells on this thread, for tests of what a frame is made of.
#[cfg(test)]
pub(super) mod drawn_anew {
    use std::cell::Cell;

    thread_local!(static COUNT: Cell<usize> = const { Cell::new(0) });

    /// How many since this thread began.
    pub(in crate::tui) fn count() -> usize {
        COUNT.get()
    }

    pub(super) fn note() {
        COUNT.set(COUNT.get() + 1);
    }
}

/// The strokes of a frame. Those around what has the focus are heavy, so that it is told without colours, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Strokes {
    Light,
    Heavy,
}

/// How a frame looks.
pub(super) type Edge = (Style, Strokes);

/// What stands on the border beside the part of a list that is shown.
const THUMB: &str = "▐";

/// Which of `height` cells mark the part of a list that is shown. They reach an end only where the list does.
fn thumb(shown: &Range<usize>, len: usize, height: usize) -> Range<usize> {
    if shown.len() >= len {
        return 0..0;
    }
    let size = (height * shown.len() / len).clamp(1, height.saturating_sub(1).max(1));
    let most = height.saturating_sub(size);
    let start = match (shown.start, len - shown.len()) {
        (0, _) => 0,
        (start, hidden) if start >= hidden => most,
        (start, hidden) => {
            let last = most.saturating_sub(1);
            (most * start / hidden).clamp(last.min(1), last)
        }
    };
    start..(start + size).min(height)
}

/// A part of the screen that is drawn on.
pub(super) struct Canvas<'b> {
    sheet: &'b mut Sheet,
    zones: &'b mut Zones,
    area: Rect,
    /// The column of the right border of the frame that it lies in.
    border: Option<u16>,
}

impl<'b> Canvas<'b> {
    /// The part of a sheet that lies in an area.
    pub(super) fn new(sheet: &'b mut Sheet, zones: &'b mut Zones, area: Rect) -> Canvas<'b> {
        let area = area.intersection(sheet.area());
        Canvas { sheet, zones, area, border: None }
    }

    /// The part that lies in an area of the whole screen.
    pub(super) fn at(&mut self, area: Rect) -> Canvas<'_> {
        Canvas {
            sheet: self.sheet,
            zones: self.zones,
            area: area.intersection(self.area),
            border: self.border,
        }
    }

    /// How many cells it is wide.
    pub(super) fn width(&self) -> usize {
        usize::from(self.area.width)
    }

    /// How many cells the screen is wide that it is a part of.
    pub(super) fn screen(&self) -> usize {
        usize::from(self.sheet.area().width)
    }

    /// How many rows it is high.
    pub(super) fn height(&self) -> usize {
        usize::from(self.area.height)
    }

    /// Whether the frame that it fills ends with the screen.
    pub(super) fn is_last(&self) -> bool {
        self.area.bottom() + u16::from(self.border.is_some()) >= self.sheet.area().bottom()
    }

    /// A part of this part; offsets count from its own corner.
    pub(super) fn part(&mut self, x: usize, y: usize, width: usize, height: usize) -> Canvas<'_> {
        let cells = |n: usize| n.min(usize::from(u16::MAX)) as u16;
        let corner = (self.area.x.saturating_add(cells(x)), self.area.y.saturating_add(cells(y)));
        self.at(Rect::new(corner.0, corner.1, cells(width), cells(height)))
    }

    /// The middle of it, so wide and high or as much of that as there is.
    pub(super) fn centred(&mut self, width: usize, height: usize) -> Canvas<'_> {
        let (width, height) = (width.min(self.width()), height.min(self.height()));
        self.part((self.width() - width) / 2, (self.height() - height) / 2, width, height)
    }

    /// One row of it.
    pub(super) fn row(&mut self, y: usize) -> Canvas<'_> {
        let width = self.width();
        self.part(0, y, width, 1)
    }

    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.sheet.clear(self.area);
    }

    /// Says what it is, for whoever points at it.
    pub(super) fn mark(&mut self, spot: Spot) {
        self.zones.mark(self.area, spot);
    }

    /// Lays a style over everything that is drawn already.
    pub(super) fn paint(&mut self, style: Style) {
        self.sheet.paint(self.area, style);
    }

    /// Marks a row as the one that the cursor is on.
    pub(super) fn select(&mut self, theme: &Theme) {
        self.paint(theme.selected);
        self.text(0, 0, "▸", theme.selected);
    }

    /// Draws a frame with a title around it, on nothing, and returns what is inside.
    pub(super) fn frame(&mut self, title: Line<'_>, (style, strokes): Edge) -> Canvas<'_> {
        let title = fitted(title, self.width().saturating_sub(2));
        self.piece(&(title, style, strokes), |(title, style, strokes), _, mut canvas| {
            canvas.border(*strokes, *style);
            let mut x = 1;
            for span in &title.spans {
                // What has no ink of its own is text, and not a part of the frame.
                let style = if span.style.fg.is_none() { span.style.fg(Color::Reset) } else { span.style };
                x += canvas.text(x, 0, &span.content, title.style.patch(style));
            }
        });
        let inner = Block::bordered().inner(self.area);
        Canvas { sheet: self.sheet, zones: self.zones, area: inner, border: Some(inner.right()) }
    }

    /// Draws a line around it.
    fn border(&mut self, strokes: Strokes, style: Style) {
        let set = match strokes {
            Strokes::Light => border::ROUNDED,
            Strokes::Heavy => border::THICK,
        };
        let Rect { x, y, width, height } = self.area;
        if width == 0 || height == 0 {
            return;
        }
        let (right, bottom) = (x + width - 1, y + height - 1);
        for (y, [left, between, far]) in [
            (bottom, [set.bottom_left, set.horizontal_bottom, set.bottom_right]),
            (y, [set.top_left, set.horizontal_top, set.top_right]),
        ] {
            self.sheet.line((x, y), between, usize::from(width), style);
            self.sheet.line((right, y), far, 1, style);
            self.sheet.line((x, y), left, 1, style);
        }
        self.sheet.column((right, y + 1..bottom), set.vertical_right, style);
        self.sheet.column((x, y + 1..bottom), set.vertical_left, style);
    }

    /// Marks which part of a list is shown, unless all of it is: on the right border of the frame beside the list,
    /// or in its own last column where there is none.
    pub(super) fn scroll_bar(&mut self, shown: &Range<usize>, len: usize) {
        let right = self.area.right();
        let x = self.border.filter(|border| *border == right).unwrap_or(right.saturating_sub(1));
        let thumb = thumb(shown, len, self.height());
        let row = |y: usize| self.area.y + y as u16;
        self.sheet.column((x, row(thumb.start)..row(thumb.end)), THUMB, Style::default());
    }

    /// Writes text from a cell on, in as many cells as are left. Returns the cells it took.
    pub(super) fn text(&mut self, x: usize, y: usize, text: &str, style: Style) -> usize {
        let room = self.width().saturating_sub(x);
        if y >= self.height() || room == 0 {
            return 0;
        }
        let text = fit(text, room);
        let (left, top) = (self.area.x + x as u16, self.area.y + y as u16);
        // Most text needs nobody who looks where a character ends and how wide it is.
        if is_plain(&text) {
            self.sheet.letters((left, top), text.bytes().map(char::from), style);
            return text.len();
        }
        if text.chars().all(is_letter) {
            self.sheet.letters((left, top), text.chars(), style);
            return text.chars().count();
        }
        self.sheet.write((left, top), &text, room, style)
    }

    /// Writes text that ends before a cell.
    pub(super) fn text_right(&mut self, end: usize, y: usize, text: &str, style: Style) {
        self.text(end.saturating_sub(width(&scrub(text))), y, text, style);
    }

    /// Writes pieces one after the other. Returns the cells they took.
    pub(super) fn pieces(&mut self, x: usize, y: usize, pieces: &[(&str, Style)]) -> usize {
        pieces.iter().fold(x, |x, (text, style)| x + self.text(x, y, text, *style)) - x
    }

    /// Draws a piece that follows from some facts alone, on nothing. What was drawn of the same ones before, in this room,
    /// is taken over: whoever draws sees nothing else, so it cannot come out differently.
    pub(super) fn piece<F: Hash>(&mut self, facts: &F, draw: fn(&F, &Theme, Canvas<'_>)) {
        self.drawn(facts, draw);
    }

    /// The same of facts that a key stands for, which is sooner at hand: where it is the same, in a frame about the same
    /// ([`Sheet::begin`]), they are, too.
    pub(super) fn piece_by<F: Hash>(
        &mut self,
        key: impl Hash,
        facts: impl FnOnce() -> F,
        draw: fn(&F, &Theme, Canvas<'_>),
    ) {
        let key = self.sheet.seal((key, draw as usize, self.area.as_size()));
        if !self.sheet.recall_by_key(self.area, key, self.zones) {
            let place = self.drawn(&facts(), draw);
            self.sheet.know(key, place);
        }
    }

    /// Draws a piece, and tells where it is kept.
    fn drawn<F: Hash>(&mut self, facts: &F, draw: fn(&F, &Theme, Canvas<'_>)) -> Place {
        let seal = self.sheet.seal((facts, draw as usize, self.area.as_size()));
        if let Some(place) = self.sheet.recall(self.area, seal, self.zones) {
            return place;
        }
        #[cfg(test)]
        drawn_anew::note();
        self.clear();
        let (theme, mut zones) = (self.sheet.theme(), Zones::default());
        draw(facts, &theme, Canvas { sheet: self.sheet, zones: &mut zones, area: self.area, border: None });
        let place = self.sheet.keep(self.area, seal, &zones);
        self.zones.append(zones);
        place
    }

    /// Draws what takes so many rows, and shows those of them that there is room for, without the first ones.
    pub(super) fn scrolled(&mut self, rows: usize, skip: usize, draw: impl FnOnce(&mut Canvas<'_>)) {
        let whole =
            Rect { x: 0, y: 0, width: self.area.width, height: rows.min(usize::from(u16::MAX)) as u16 };
        let mut drawn = Sheet::new(whole);
        drawn.begin(&self.sheet.theme(), ());
        let mut zones = Zones::default();
        draw(&mut Canvas::new(&mut drawn, &mut zones, whole));
        self.zones.take_in(zones, skip as u16, self.area);
        self.sheet.take_over(&drawn, skip as u16, self.area);
    }

    /// Draws a rule over a whole row.
    pub(super) fn rule(&mut self, y: usize, style: Style) {
        if y < self.height() {
            self.sheet.line((self.area.x, self.area.y + y as u16), "─", self.width(), style);
        }
    }
}

/// Which of `len` rows stand in a window of `height`, so that `row` is in the middle half of it where it can be. The
/// window stays until the row leaves that half, and then moves on by half its height: what stands still can be read, and
/// takes nothing to draw.
pub(super) fn window(row: usize, len: usize, height: usize) -> Range<usize> {
    let half = (height / 2).max(1);
    let start = (row + half / 2).saturating_sub(height / 2) / half * half;
    let start = start.min(len.saturating_sub(height));
    start..len.min(start + height)
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;

    #[test]
    fn a_window_keeps_its_row_in_view_and_stays_as_long_as_it_can() {
        assert_eq!(window(0, 100, 10), 0..10);
        assert_eq!(window(50, 100, 10), 45..55);
        assert_eq!(window(99, 100, 10), 90..100);
        assert_eq!(window(3, 5, 10), 0..5);
        assert_eq!(window(0, 0, 0), 0..0);
        let moves =
            |height| (1..100).filter(move |row| window(*row, 100, height) != window(row - 1, 100, height));
        assert_eq!(moves(10).collect::<Vec<_>>().len(), 18, "{:?}", moves(10).collect::<Vec<_>>());
        for height in 1..=40 {
            for row in 0..100 {
                let shown = window(row, 100, height);
                assert!(shown.contains(&row) && shown.len() == height, "{row} in {height}");
                let (above, below) = (row - shown.start, shown.end - 1 - row);
                let seen = height / 2 - (height / 2).div_ceil(2);
                assert!(above >= seen || shown.start == 0, "{row} in {height} has {above} above it");
                assert!(below + 1 >= seen || shown.end == 100, "{row} in {height} has {below} below it");
            }
        }
    }

    #[test]
    fn a_scroll_bar_reaches_an_end_only_where_the_list_does() {
        for (shown, len, height, cells) in [
            (0..5, 5, 5, 0..0),
            (0..5, 10, 4, 0..2),
            (1..6, 10, 4, 1..3),
            (4..9, 10, 4, 1..3),
            (5..10, 10, 4, 2..4),
            (0..1, 1_000, 5, 0..1),
            (1..2, 1_000, 5, 1..2),
            (998..999, 1_000, 5, 3..4),
            (999..1_000, 1_000, 5, 4..5),
            (0..99, 100, 3, 0..2),
            (1..100, 100, 3, 1..3),
            (1..2, 3, 2, 0..1),
            (0..1, 2, 1, 0..1),
            (0..0, 2, 0, 0..0),
        ] {
            assert_eq!(thumb(&shown, len, height), cells, "{shown:?} of {len} in {height}");
        }
    }

    #[test]
    fn a_scroll_bar_stands_on_the_border_beside_its_list() {
        let mut sheet = Sheet::new(Rect::new(0, 0, 5, 4));
        let mut zones = Zones::default();
        let mut canvas = Canvas::new(&mut sheet, &mut zones, Rect::new(0, 0, 5, 4));
        let mut inner = canvas.frame(Line::default(), (Style::default(), Strokes::Light));
        inner.scroll_bar(&(1..3), 3);
        inner.part(0, 0, 2, 2).scroll_bar(&(0..2), 4);
        assert_eq!(sheet.to_buffer(), Buffer::with_lines(["╭───╮", "│ ▐ │", "│   ▐", "╰───╯"]));
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let mut sheet = Sheet::new(Rect::new(0, 0, 4, 2));
        let mut zones = Zones::default();
        let mut canvas = Canvas::new(&mut sheet, &mut zones, Rect::new(2, 1, 9, 9));
        assert_eq!((canvas.width(), canvas.height()), (2, 1));
        canvas.text(0, 0, "abcdef", Style::default());
        canvas.text(0, 5, "below", Style::default());
        canvas.text(7, 0, "beside", Style::default());
        canvas.part(1, 0, 9, 9).text(0, 0, "z", Style::default());
        assert_eq!(sheet.to_buffer(), Buffer::with_lines(["    ", "  az"]));
    }
}
