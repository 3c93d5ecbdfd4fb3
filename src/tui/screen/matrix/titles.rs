//! Titles beside the items of the plot, as many as cover nothing.

use super::super::super::canvas::{Canvas, fit, width};
use super::draw::Picture;
use super::plot::{Cell, Heap, Plot};
use crate::domain::matrix::Bar;
use crate::domain::text::scrub;

/// How many cells a title takes, at least and at most.
const LEAST: usize = 9;
const MOST: usize = 24;

/// What was drawn into a cell.
pub(super) struct Placed {
    /// The cell.
    pub(super) cell: Cell,
    /// What lies in it.
    pub(super) heap: Heap,
    /// How many cells it takes.
    pub(super) cells: usize,
    /// Whether the selected item is there.
    pub(super) chosen: bool,
}

impl Placed {
    /// The cells that it takes, with its brackets and one on either side.
    pub(super) fn reach(&self) -> (usize, usize) {
        let beside = 1 + usize::from(self.chosen);
        (self.cell.0.saturating_sub(beside), self.cell.0 + self.cells + beside)
    }
}

/// The cells in which no title may stand.
pub(super) struct Taken {
    plot: Plot,
    cells: Vec<bool>,
}

impl Taken {
    pub(super) fn new(plot: Plot) -> Taken {
        Taken { plot, cells: vec![false; plot.width * plot.height] }
    }

    /// Takes cells of a row, the last one not among them.
    pub(super) fn mark(&mut self, y: usize, (from, to): (usize, usize)) {
        if y < self.plot.height {
            for x in from..to.min(self.plot.width) {
                self.cells[y * self.plot.width + x] = true;
            }
        }
    }

    /// Whether no cell of a row is taken, the last one not among them.
    pub(super) fn is_free(&self, y: usize, (from, to): (usize, usize)) -> bool {
        to <= self.plot.width
            && y < self.plot.height
            && (from..to).all(|x| !self.cells[y * self.plot.width + x])
    }

    /// Where a title of so many cells stands: behind what it belongs to, else before it.
    fn place(&self, placed: &Placed, cells: usize) -> Option<usize> {
        let (left, right) = placed.reach();
        let y = placed.cell.1;
        let before = left.checked_sub(cells);
        let behind = Some(right).filter(|from| self.is_free(y, (*from, from + cells)));
        behind.or_else(|| before.filter(|from| self.is_free(y, (*from, from + cells))))
    }
}

impl Picture<'_> {
    /// Titles where they cover nothing, that of the selected item first, then by rank.
    pub(super) fn titles(&self, mut placed: Vec<Placed>, taken: &mut Taken, canvas: &mut Canvas<'_>) {
        // The axis is no part of a title.
        (0..taken.plot.height).for_each(|y| taken.mark(y, (0, 1)));
        placed.sort_by_key(|placed| (!placed.chosen, placed.heap.best));
        for placed in &placed {
            let best = self.matrix.dots()[placed.heap.best as usize].slot;
            let slot = self.app.view.selected.filter(|_| placed.chosen).unwrap_or(best);
            let more = match placed.heap.items {
                1 => String::new(),
                items => format!(" +{}", items - 1),
            };
            let title = scrub(self.app.workspace().item(slot).shown_title());
            let whole = width(&title) + width(&more);
            let rooms = (LEAST.min(whole)..=MOST.min(whole)).rev();
            let Some((x, room)) = rooms.into_iter().find_map(|room| Some((taken.place(placed, room)?, room)))
            else {
                continue;
            };
            let text = format!("{}{more}", fit(&title, room.saturating_sub(width(&more))));
            let style = match placed.heap.inside {
                _ if placed.chosen => self.theme.strong,
                0 if self.matrix.bar() != Bar::NoLine => self.theme.dim,
                _ => self.theme.text,
            };
            // Nothing of the borders touches it.
            canvas.part(x.saturating_sub(1), placed.cell.1, room + 2, 1).clear();
            let used = canvas.text(x, placed.cell.1, &text, style);
            taken.mark(placed.cell.1, (x.saturating_sub(1), x + used + 1));
        }
    }
}
