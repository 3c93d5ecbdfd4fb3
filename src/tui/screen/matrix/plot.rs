//! From points to cells and back, and how many items lie in each cell.

use super::glyphs::Glyphs;
use crate::domain::formula::Point;
use crate::domain::id::Slot;
use crate::domain::matrix::{Dot, Matrix};

/// A cell, counted from the upper left corner of what is drawn on.
pub(super) type Cell = (usize, usize);

/// How many items in one place are told one by one at most.
const FEW: usize = 40;

/// Where the matrix is drawn: so many cells, with room along its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plot {
    /// Its width in cells.
    pub(super) width: usize,
    /// Its height.
    pub(super) height: usize,
}

impl Plot {
    /// Columns at either side, and rows above and below, where nothing lies: the corners have their names there.
    fn margins(self) -> (usize, usize) {
        (2 * usize::from(self.width >= 30), usize::from(self.height >= 9))
    }

    /// How many cells the axes go over.
    fn reach(self) -> (f64, f64) {
        let (x, y) = self.margins();
        let over = |cells: usize, margin: usize| cells.saturating_sub(2 * margin + 1) as f64;
        (over(self.width, x), over(self.height, y))
    }

    /// The cell of what lies so far along the axes, cost first.
    pub(super) fn cell(self, (x, y): (f64, f64)) -> Cell {
        let ((left, top), (across, down)) = (self.margins(), self.reach());
        // Shares are never below 0, so this rounds, and costs a frame of a hundred thousand items half as much.
        (left + (x * across + 0.5) as usize, top + ((1.0 - y) * down + 0.5) as usize)
    }

    /// The cell of an item.
    pub(super) fn cell_of_dot(self, dot: &Dot) -> Cell {
        self.cell((f64::from(dot.x), f64::from(dot.y)))
    }

    /// The cell of a point.
    pub(super) fn cell_of(self, matrix: &Matrix, point: Point) -> Cell {
        let (x, y) = matrix.shares(point);
        // As exact as items are kept, so that both round alike.
        self.cell((f64::from(x as f32), f64::from(y as f32)))
    }

    /// The point in the middle of a cell; on the margins the nearest one on the axes.
    pub(super) fn point_of(self, matrix: &Matrix, cell: Cell) -> Point {
        matrix.at(self.shares((cell.0 as f64, cell.1 as f64)))
    }

    /// How far along the axes a place in cells is.
    fn shares(self, (x, y): (f64, f64)) -> (f64, f64) {
        let ((left, top), (across, down)) = (self.margins(), self.reach());
        let share =
            |at: f64, margin: usize, over: f64| if over > 0.0 { (at - margin as f64) / over } else { 0.5 };
        (share(x, left, across), 1.0 - share(y, top, down))
    }

    /// The dot of what lies so far along the axes, of the two by four in each cell.
    pub(super) fn dot(self, (x, y): (f64, f64)) -> (f64, f64) {
        let ((left, top), (across, down)) = (self.margins(), self.reach());
        (2.0 * (left as f64 + x * across) + 0.5, 4.0 * (top as f64 + (1.0 - y) * down) + 1.5)
    }

    /// How far along the axis of cost a column of dots is; `None` beside the axis.
    pub(super) fn column(self, dot: usize) -> Option<f64> {
        let (x, _) = self.shares(((dot as f64 - 0.5) / 2.0, 0.0));
        (0.0..=1.0).contains(&x).then_some(x)
    }
}

/// What lies in one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heap {
    /// How many items.
    pub(super) items: u32,
    /// How many of them are in.
    pub(super) inside: u32,
    /// The index of the best among the items of the matrix.
    pub(super) best: u32,
}

/// What lies in every cell.
#[derive(Clone, Debug)]
pub(super) struct Heaps {
    plot: Plot,
    heaps: Vec<Heap>,
}

impl Heaps {
    /// Counts in one walk over the items.
    pub(super) fn new(plot: Plot, matrix: &Matrix) -> Heaps {
        let mut heaps = vec![Heap::default(); plot.width * plot.height];
        for (index, dot) in matrix.dots().iter().enumerate() {
            let (x, y) = plot.cell_of_dot(dot);
            let Some(heap) = heaps.get_mut(y * plot.width + x).filter(|_| x < plot.width) else { continue };
            if heap.items == 0 {
                heap.best = index as u32;
            }
            heap.items += 1;
            heap.inside += u32::from(dot.is_in);
        }
        Heaps { plot, heaps }
    }

    /// What lies in a cell; nothing outside.
    pub(super) fn at(&self, (x, y): Cell) -> Heap {
        let inside = x < self.plot.width && y < self.plot.height;
        if inside { self.heaps[y * self.plot.width + x] } else { Heap::default() }
    }

    /// How many cells a count may take before it runs into what lies beside it, at most four.
    pub(super) fn room(&self, (x, y): Cell) -> usize {
        let mut beside = (x + 1..self.plot.width).take(4);
        let free = beside.position(|x| self.at((x, y)).items > 0);
        free.map_or(self.plot.width - x, |free| free + 1).clamp(1, 4)
    }

    /// Every cell in which there is anything.
    pub(super) fn filled(&self) -> impl Iterator<Item = (Cell, Heap)> + '_ {
        let placed = self.heaps.iter().enumerate().filter(|(_, heap)| heap.items > 0);
        placed.map(|(at, heap)| ((at % self.plot.width, at / self.plot.width), *heap))
    }
}

/// The items in a cell beside one of them, best first: how many, and the first few.
pub(super) fn others_in(plot: Plot, matrix: &Matrix, cell: Cell, one: Slot) -> (usize, Vec<Slot>) {
    let there = matrix.dots().iter().filter(|dot| dot.slot != one && plot.cell_of_dot(dot) == cell);
    let (mut count, mut first) = (0, Vec::new());
    for dot in there {
        count += 1;
        if first.len() < FEW {
            first.push(dot.slot);
        }
    }
    (count, first)
}

/// Dots, two by four in a cell.
pub(super) struct Raster {
    plot: Plot,
    cells: Vec<u8>,
}

impl Raster {
    pub(super) fn new(plot: Plot) -> Raster {
        Raster { plot, cells: vec![0; plot.width * plot.height] }
    }

    /// Sets a dot; nothing outside.
    pub(super) fn set(&mut self, x: usize, y: usize) {
        let (column, row) = (x / 2, y / 4);
        if column < self.plot.width && row < self.plot.height {
            self.cells[row * self.plot.width + column] |= 1 << (x % 2 + 2 * (y % 4));
        }
    }

    /// The cells with dots in them.
    pub(super) fn filled(&self) -> impl Iterator<Item = (Cell, u8)> + '_ {
        let set = self.cells.iter().enumerate().filter(|(_, dots)| **dots != 0);
        set.map(|(at, dots)| ((at % self.plot.width, at / self.plot.width), *dots))
    }

    /// The curve of a matrix.
    pub(super) fn curve(plot: Plot, matrix: &Matrix, glyphs: Glyphs) -> Raster {
        let mut raster = Raster::new(plot);
        let height = |x: f64| matrix.curve(x).map(|y| plot.dot((x, y)).1.round().max(0.0) as usize);
        let mut last: Option<usize> = None;
        // One sign in a cell says no more with several dots.
        let step = if glyphs == Glyphs::Ascii { 2 } else { 1 };
        for dot in (0..2 * plot.width).step_by(step) {
            let here = plot.column(dot).and_then(height);
            if let Some(y) = here {
                // Where it is steep, its dots would lie apart.
                let before = last.unwrap_or(y);
                let (from, to) = (before.min(y), before.max(y));
                let (from, to) = if to - from > 1 { (from + 1, to - 1) } else { (y, y) };
                (from..=to).for_each(|between| raster.set(dot, between));
                raster.set(dot, y);
            }
            last = here;
        }
        raster
    }

    /// The way from one cell to another, with gaps.
    pub(super) fn way(plot: Plot, from: Cell, to: Cell) -> Raster {
        let mut raster = Raster::new(plot);
        let dot = |(x, y): Cell| (2.0 * x as f64 + 0.5, 4.0 * y as f64 + 1.5);
        let ((x, y), (end_x, end_y)) = (dot(from), dot(to));
        let (across, down) = (end_x - x, end_y - y);
        let steps = (across.abs().max(down.abs()) / 2.0).ceil().max(1.0);
        for step in 0..=steps as usize {
            let share = step as f64 / steps;
            let place = |from: f64, by: f64| (from + share * by).round().max(0.0) as usize;
            raster.set(place(x, across), place(y, down));
        }
        raster
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workshop::Workshop;
    use crate::domain::workspace::{Head, Workspace};

    fn matrix(framework: &str, items: &[&str]) -> Matrix {
        let items: Vec<String> = items.iter().map(|scores| format!(r#"{{"scores":{{{scores}}}}}"#)).collect();
        let text = format!(
            r#"{{"framework":"{framework}","capacity":{{"amount":1,"unit":"items"}},"items":[{}]}}"#,
            items.join(",")
        );
        let head: Head = serde_json::from_str(&text).unwrap();
        Matrix::new(&Workshop::new(Workspace::load(head).unwrap().0), |_| true)
    }

    fn some() -> [Matrix; 3] {
        [
            matrix("four-factor", &[r#""customer_value":1,"business_value":1,"urgency":1,"effort":5"#]),
            matrix("ice", &[r#""impact":10,"confidence":10,"ease":1"#]),
            matrix(
                "rice",
                &[
                    r#""reach":0,"impact":1,"confidence":1,"effort":0.5"#,
                    r#""reach":120,"impact":1,"confidence":1,"effort":7"#,
                    r#""reach":90000,"impact":3,"confidence":1,"effort":60"#,
                ],
            ),
        ]
    }

    const SIZES: [(usize, usize); 6] = [(97, 38), (60, 20), (31, 9), (29, 8), (9, 3), (2, 2)];

    #[test]
    fn the_point_of_a_cell_lies_in_it() {
        for matrix in some() {
            for (width, height) in SIZES {
                let plot = Plot { width, height };
                let (left, top) = plot.margins();
                for x in left..width - left {
                    for y in top..height - top {
                        let point = plot.point_of(&matrix, (x, y));
                        assert_eq!(plot.cell_of(&matrix, point), (x, y), "{point:?} in {plot:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_cell_of_a_point_is_no_more_than_half_a_cell_away() {
        for matrix in some() {
            for plot in SIZES.map(|(width, height)| Plot { width, height }) {
                for (i, j) in (0..=20).flat_map(|i| (0..=20).map(move |j| (i, j))) {
                    let point = matrix.at((f64::from(i) / 20.0, f64::from(j) / 20.0));
                    let cell = plot.cell_of(&matrix, point);
                    let back = matrix.shares(plot.point_of(&matrix, cell));
                    let (across, down) = plot.reach();
                    let (x, y) = matrix.shares(point);
                    assert!((x - back.0).abs() * across <= 0.5 + 1e-6, "{point:?} in {plot:?}");
                    assert!((y - back.1).abs() * down <= 0.5 + 1e-6, "{point:?} in {plot:?}");
                }
            }
        }
    }

    #[test]
    fn beside_the_axes_a_cell_has_the_nearest_point_on_them() {
        let [matrix, ..] = some();
        let plot = Plot { width: 40, height: 12 };
        for (cell, nearest) in
            [((0, 0), (2, 1)), ((39, 11), (37, 10)), ((20, 0), (20, 1)), ((400, 400), (37, 10))]
        {
            assert_eq!(plot.cell_of(&matrix, plot.point_of(&matrix, cell)), nearest, "{cell:?}");
        }
    }

    #[test]
    fn everything_is_counted_once_and_the_best_stands_for_the_others() {
        let scores = |value: u32, effort: u32| format!(r#""impact":{value},"effort":{effort}"#);
        let items = [scores(2, 3), scores(5, 1), scores(2, 3), scores(4, 1)];
        let matrix = matrix("value-effort", &items.each_ref().map(String::as_str));
        let plot = Plot { width: 41, height: 11 };
        let heaps = Heaps::new(plot, &matrix);
        let filled: Vec<(Cell, Heap)> = heaps.filled().collect();
        assert_eq!(
            filled,
            [
                ((2, 1), Heap { items: 1, inside: 1, best: 0 }),
                ((2, 3), Heap { items: 1, inside: 0, best: 1 }),
                ((20, 7), Heap { items: 2, inside: 0, best: 2 }),
            ]
        );
        let (one, other) = (matrix.dots()[2].slot, matrix.dots()[3].slot);
        assert_eq!(others_in(plot, &matrix, (20, 7), one), (1, vec![other]));
        assert_eq!(heaps.at((99, 99)), Heap::default());
        assert_eq!((heaps.room((2, 1)), heaps.room((40, 7))), (4, 1));
    }

    /// What a raster looks like, one sign for each dot.
    fn dots(raster: &Raster) -> Vec<String> {
        let plot = raster.plot;
        let is_set = |x: usize, y: usize| {
            let cell = raster.cells[y / 4 * plot.width + x / 2];
            cell & (1 << (x % 2 + 2 * (y % 4))) != 0
        };
        let row = |y| (0..2 * plot.width).map(|x| if is_set(x, y) { '#' } else { ' ' }).collect::<String>();
        (0..4 * plot.height).map(|y| row(y).trim_end().to_owned()).collect()
    }

    #[test]
    fn the_curve_has_no_gaps_and_ends_with_the_axes() {
        // The best has score 3, the next 1, so impact is twice the effort: from 2 over 1 to 5 over 2½, two dots a step.
        let matrix = matrix("value-effort", &[r#""impact":3,"effort":1"#, r#""impact":2,"effort":2"#]);
        let plot = Plot { width: 9, height: 5 };
        let raster = Raster::curve(plot, &matrix, Glyphs::Braille);
        let rows = dots(&raster).join("\n");
        let rising = "      #\n      #\n     #\n     #\n    #\n    #\n   #\n   #\n  #\n  #\n #";
        assert_eq!(rows.trim_matches('\n'), rising);
    }

    #[test]
    fn nothing_breaks_without_room() {
        for matrix in some() {
            for (width, height) in [(0, 0), (1, 1), (0, 5), (5, 0), (3, 1)] {
                let plot = Plot { width, height };
                Heaps::new(plot, &matrix).filled().for_each(drop);
                for glyphs in [Glyphs::Braille, Glyphs::Ascii] {
                    Raster::curve(plot, &matrix, glyphs).filled().for_each(drop);
                }
                Raster::way(plot, (0, 0), (1, 1)).filled().for_each(drop);
                plot.point_of(&matrix, (0, 0));
            }
        }
    }
}
