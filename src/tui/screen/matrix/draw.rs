//! The plot itself: axes, quadrants, the curve, the way of the last change, and the items.

use std::fmt::Write as _;

use ratatui::style::Style;

use super::super::super::canvas::{Canvas, fit, width};
use super::super::super::theme::Theme;
use super::glyphs::Glyphs;
use super::plot::{Cell, Heap, Heaps, Plot, Raster};
use super::titles::{Placed, Taken};
use crate::app::App;
use crate::app::pointer::Spot;
use crate::domain::formula::{Half, Parts};
use crate::domain::framework::tidy;
use crate::domain::matrix::{Bar, Matrix, Quadrant};
use crate::domain::number::Num;

/// With more items than this none has its title beside it.
pub(super) const LABELLED: usize = 80;

/// From so many items in one cell on they are a crowd, if there is no room for their number.
const CROWD: u32 = 10;

/// Below this height the names of the axes stand on no row of their own.
const NAMED: usize = 9;

/// The matrix with everything that is drawn into it.
pub(super) struct Picture<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
    pub(super) matrix: &'a Matrix,
    pub(super) glyphs: Glyphs,
}

impl Picture<'_> {
    /// Draws axes and plot into all there is, and returns the geometry of the plot.
    pub(super) fn render(&self, canvas: &mut Canvas<'_>) -> Plot {
        let benefit = self.matrix.axis(Half::Benefit);
        let labels = benefit.marks().iter().map(|mark| width(&self.label(Half::Benefit, *mark))).max();
        let gutter = labels.unwrap_or(0) + 1;
        let named = usize::from(canvas.height() >= NAMED);
        let plot = Plot {
            width: canvas.width().saturating_sub(gutter + 2),
            height: canvas.height().saturating_sub(2 + named),
        };
        if plot.width < 8 || plot.height < 2 {
            return plot;
        }
        let whole = self.axes(plot, gutter, canvas.part(0, named, usize::MAX, usize::MAX));
        if named > 0 {
            self.names(whole, canvas.row(0));
        }
        self.inside(plot, canvas.part(gutter + 1, named, plot.width, plot.height));
        plot
    }

    /// What is upwards, what is to the right unless the axis tells it in full, and what the curve is.
    fn names(&self, told: bool, mut row: Canvas<'_>) {
        let end = row.width().saturating_sub(1);
        let bar = bar_told(self.app, self.matrix);
        let style = if matches!(self.matrix.bar(), Bar::At(_)) { self.theme.line } else { self.theme.dim };
        let room = end.saturating_sub(width(&bar) + 4);
        let [up, right] = self.glyphs.ways();
        let mut name = format!("{up} {}", self.part(Half::Benefit));
        if !told {
            let _ = write!(name, "   {right} {}", self.part(Half::Cost));
        }
        row.text(1, 0, &fit(&name, room), self.theme.strong);
        row.text_right(end, 0, &bar, style);
    }

    /// A part in words: `benefit: Cust + Bus + Urg`.
    fn part(&self, half: Half) -> String {
        let (parts, criteria) = (self.matrix.parts(), self.app.workspace().framework().criteria());
        let pieces = parts.told(half, |i| criteria[i].heading().to_owned());
        let told: String = pieces.into_iter().map(|piece| piece.text).collect();
        match half {
            Half::Benefit => format!("benefit: {told}"),
            Half::Cost if told.is_empty() => "cost: nothing says what items take".to_owned(),
            Half::Cost if parts.is_ease() => format!("cost: less {told}"),
            Half::Cost => format!("cost: {told}"),
        }
    }

    fn label(&self, half: Half, value: f64) -> String {
        label(self.app, self.matrix.parts(), half, value)
    }

    /// Both axes with their marks. Returns whether there was room for the whole name of the one of cost.
    fn axes(&self, plot: Plot, gutter: usize, mut canvas: Canvas<'_>) -> bool {
        let (theme, [upright, level, corner, left_mark, low_mark]) = (self.theme, self.glyphs.axes());
        for y in 0..plot.height {
            canvas.text(gutter, y, upright, theme.border);
        }
        canvas.text(gutter, plot.height, corner, theme.border);
        canvas.text(gutter + 1, plot.height, &level.repeat(plot.width), theme.border);
        let mut rows: Vec<usize> = Vec::new();
        for mark in self.matrix.axis(Half::Benefit).marks() {
            let (_, y) = plot.cell((0.0, self.matrix.axis(Half::Benefit).share(mark)));
            if rows.iter().all(|row| row.abs_diff(y) > 1) {
                canvas.text(gutter, y, left_mark, theme.border);
                canvas.text_right(gutter, y, &self.label(Half::Benefit, mark), theme.text);
                rows.push(y);
            }
        }
        let name = format!("{} {}", self.part(Half::Cost), self.glyphs.ways()[1]);
        if self.matrix.parts().criteria(Half::Cost).next().is_none() {
            canvas.text_right(gutter + 1 + plot.width, plot.height + 1, &name, theme.dim);
            return true;
        }
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for mark in self.matrix.axis(Half::Cost).marks() {
            let (x, _) = plot.cell((self.matrix.axis(Half::Cost).share(mark), 0.0));
            let (x, label) = (gutter + 1 + x, self.label(Half::Cost, mark));
            let start = x.saturating_sub((width(&label).saturating_sub(1)) / 2);
            let end = start + width(&label);
            if taken.iter().all(|(left, right)| end < *left || *right < start) {
                canvas.text(x, plot.height, low_mark, theme.border);
                canvas.text(start, plot.height + 1, &label, theme.text);
                taken.push((start, end));
            }
        }
        self.cost_name(&name, &taken, canvas.row(plot.height + 1))
    }

    /// Names the axis of cost in the widest gap between its marks. Returns whether there was room for the whole name.
    fn cost_name(&self, name: &str, taken: &[(usize, usize)], mut row: Canvas<'_>) -> bool {
        let mut taken = taken.to_vec();
        taken.sort_unstable();
        let ends = taken.iter().map(|(_, end)| *end + 2);
        let starts = taken.iter().skip(1).map(|(start, _)| start.saturating_sub(2));
        let gaps = ends.zip(starts).filter(|(from, to)| from < to);
        // Of gaps as wide, the one that the arrow points out of.
        let Some((from, to)) = gaps.max_by_key(|(from, to)| to - from) else { return false };
        // Half a name says nothing.
        let short = format!("cost {}", self.glyphs.ways()[1]);
        let fitting = [name, &short, "cost"].into_iter().find(|name| width(name) <= to - from);
        if let Some(fitting) = fitting {
            row.text(from + (to - from - width(fitting)) / 2, 0, fitting, self.theme.strong);
        }
        fitting == Some(name)
    }

    /// Says of every cell what it means, for whoever drags an item there.
    fn mark(&self, plot: Plot, heaps: &Heaps, canvas: &mut Canvas<'_>) {
        if !self.app.settings.mouse {
            return;
        }
        for (x, y) in (0..plot.height).flat_map(|y| (0..plot.width).map(move |x| (x, y))) {
            let heap = heaps.at((x, y));
            let best = self.matrix.dots().get(heap.best as usize).filter(|_| heap.items > 0);
            let place = Spot::Place(plot.point_of(self.matrix, (x, y)), best.map(|dot| dot.slot));
            canvas.part(x, y, 1, 1).mark(place);
        }
    }

    fn inside(&self, plot: Plot, mut canvas: Canvas<'_>) {
        self.borders(plot, &mut canvas);
        let mut taken = Taken::new(plot);
        let curve: Vec<(Cell, u8)> = Raster::curve(plot, self.matrix, self.glyphs).filled().collect();
        let run = |(x, y): Cell, dots: u8, canvas: &mut Canvas<'_>| {
            canvas.text(x, y, self.glyphs.curve(dots).encode_utf8(&mut [0; 4]), self.theme.line);
        };
        for ((x, y), dots) in &curve {
            run((*x, *y), *dots, &mut canvas);
            taken.mark(*y, (x.saturating_sub(1), x + 2));
        }
        let heaps = Heaps::new(plot, self.matrix);
        self.mark(plot, &heaps, &mut canvas);
        self.trace(plot, &mut taken, &mut canvas);
        let selected = self.selected(plot);
        let mut placed: Vec<Placed> = Vec::new();
        for (cell, heap) in heaps.filled() {
            let (sign, style) = self.sign(heap, || heaps.room(cell));
            let cells = canvas.text(cell.0, cell.1, &sign, style);
            let chosen = selected == Some(cell);
            placed.push(Placed { cell, heap, cells, chosen });
        }
        // In a crowd it is the curve that tells something.
        let crowded = |cell: Cell| heaps.at(cell).items >= CROWD && heaps.room(cell) == 1;
        for (cell, dots) in curve.iter().filter(|(cell, _)| crowded(*cell)) {
            run(*cell, *dots, &mut canvas);
        }
        if let Some(cell) = selected {
            self.cursor(cell, &heaps, &mut canvas);
        }
        for placed in &placed {
            taken.mark(placed.cell.1, placed.reach());
        }
        self.quadrants(plot, &mut taken, &mut canvas);
        if self.matrix.dots().len() <= LABELLED {
            self.titles(placed, &mut taken, &mut canvas);
        }
    }

    /// The cell of the selected item.
    pub(super) fn selected(&self, plot: Plot) -> Option<Cell> {
        let slot = self.app.view.selected?;
        self.matrix.dots().iter().find(|dot| dot.slot == slot).map(|dot| plot.cell_of_dot(dot))
    }

    /// Borders through the middle.
    fn borders(&self, plot: Plot, canvas: &mut Canvas<'_>) {
        let [upright, level] = self.glyphs.borders();
        let middle = |half: Half| self.matrix.axis(half).share(self.matrix.axis(half).middle());
        let (x, y) = plot.cell((middle(Half::Cost), middle(Half::Benefit)));
        canvas.text(0, y, &level.repeat(plot.width), self.theme.border);
        for row in 0..plot.height {
            canvas.text(x, row, upright, self.theme.border);
        }
    }

    /// A name in each corner, or as near to it as nothing is covered.
    fn quadrants(&self, plot: Plot, taken: &mut Taken, canvas: &mut Canvas<'_>) {
        use Quadrant::{BigBets, FillIns, MoneyPits, QuickWins};
        for (quadrant, right, low) in [
            (QuickWins, false, false),
            (BigBets, true, false),
            (FillIns, false, true),
            (MoneyPits, true, true),
        ] {
            let place = |name: &'static str| {
                let x = if right { plot.width.saturating_sub(1 + width(name)) } else { 1 };
                let mut rows =
                    (0..plot.height.div_ceil(2)).map(|y| if low { plot.height - 1 - y } else { y });
                Some((name, x, rows.find(|y| taken.is_free(*y, (x, x + width(name))))?))
            };
            if let Some((name, x, y)) = quadrant.words().into_iter().find_map(place) {
                canvas.text(x, y, name, self.theme.dim);
                taken.mark(y, (x.saturating_sub(1), x + width(name) + 1));
            }
        }
    }

    /// From where to where the last change moved its item.
    fn trace(&self, plot: Plot, taken: &mut Taken, canvas: &mut Canvas<'_>) {
        let Some((slot, from)) = self.app.matrix.came_from() else { return };
        let Some(to) = self.matrix.point(self.app.workspace(), slot) else { return };
        let (start, end) = (plot.cell_of(self.matrix, from), plot.cell_of(self.matrix, to));
        if start == end {
            return;
        }
        let parts = self.matrix.parts();
        let rose = parts.score(to) >= parts.score(from);
        let style = if rose { self.theme.gain } else { self.theme.loss };
        for ((x, y), dots) in Raster::way(plot, start, end).filled() {
            canvas.text(x, y, self.glyphs.trace(dots).encode_utf8(&mut [0; 4]), style);
            taken.mark(y, (x, x + 1));
        }
        canvas.text(start.0, start.1, self.glyphs.was(), style);
        let by = |from: usize, to: usize| to as f64 - from as f64;
        let (across, down) = (by(start.0, end.0), by(start.1, end.1));
        let longer = across.abs().max(down.abs());
        // Two cells before the item where the way is level: the cursor has brackets.
        let back = if across.abs() > down.abs() { 2.0 } else { 1.0 };
        if longer > back {
            let share = 1.0 - back / longer;
            let place = |from: usize, by: f64| (from as f64 + share * by).round() as usize;
            let (x, y) = (place(start.0, across), place(start.1, down));
            canvas.text(x, y, self.glyphs.arrow(across, down), style);
            taken.mark(y, (x, x + 1));
        }
    }

    /// What is drawn for what lies in a cell: a shape, or how many there are.
    fn sign(&self, heap: Heap, room: impl Fn() -> usize) -> (String, Style) {
        let theme = self.theme;
        let filled = heap.inside > 0 || self.matrix.bar() == Bar::NoLine;
        if heap.items == 1 {
            let kind = self.matrix.dots()[heap.best as usize].kind;
            let hue = theme.kind(kind);
            let style = if filled { theme.strong.patch(hue) } else { hue };
            return (self.glyphs.shape(kind, filled).to_owned(), style);
        }
        let style = if filled { theme.heading } else { theme.dim };
        (self.count(heap.items, room()), style)
    }

    /// How many lie in a cell, in so many cells; where they are too few, whether it is many or very many.
    fn count(&self, items: u32, room: usize) -> String {
        let thousands = (items >= 1_000).then(|| format!("{}k", items / 1_000));
        let forms = std::iter::once(items.to_string()).chain(thousands);
        let crowd = self.glyphs.crowd(items);
        forms.into_iter().find(|form| form.len() <= room).unwrap_or_else(|| crowd.to_owned())
    }

    /// Sets the selected item off, between brackets where there is room for them.
    fn cursor(&self, (x, y): Cell, heaps: &Heaps, canvas: &mut Canvas<'_>) {
        let (sign, _) = self.sign(heaps.at((x, y)), || heaps.room((x, y)));
        let mut put = |x: usize, sign: &str| {
            // No hue shines through.
            canvas.part(x, y, width(sign), 1).clear();
            canvas.text(x, y, sign, self.theme.cursor)
        };
        if x > 0 && heaps.at((x - 1, y)).items == 0 {
            put(x - 1, "[");
        }
        let end = x + put(x, &sign);
        if heaps.at((end, y)).items == 0 {
            put(end, "]");
        }
    }
}

/// What the curve is, or why there is none.
pub(super) fn bar_told(app: &App, matrix: &Matrix) -> String {
    match matrix.bar() {
        Bar::At(score) => format!("cutline: score {}", rough(score)),
        Bar::NoLine => "no capacity, no cutline".to_owned(),
        Bar::AllIn if app.workshop.standing().order().is_empty() => "no cutline yet".to_owned(),
        Bar::AllIn => "everything fits, no cutline".to_owned(),
        Bar::NobodyIn => "nothing fits, no cutline".to_owned(),
    }
}

/// A value on an axis: `3`, `80%`, `12k`.
pub(super) fn label(app: &App, parts: &Parts, half: Half, value: f64) -> String {
    let only = parts.only(half).map(|i| &app.workspace().framework().criteria()[i]);
    match (only.filter(|criterion| criterion.percent()), Num::computed(value)) {
        (Some(criterion), Some(value)) => criterion.shown(value),
        _ => rough(value),
    }
}

/// A number in few cells: three digits that count, and `k`, `M` or `G` for what is large.
pub(super) fn rough(value: f64) -> String {
    const UNITS: [(f64, &str); 4] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")];
    let round = |value: f64| match value.abs() {
        small if small < 10.0 => tidy((value * 100.0).round() / 100.0),
        middle if middle < 100.0 => tidy((value * 10.0).round() / 10.0),
        _ => tidy(value.round()),
    };
    match UNITS.iter().find(|(from, _)| value.abs() >= *from) {
        Some((1e4, unit)) => format!("{}{unit}", round(value / 1e3)),
        Some((from, unit)) => format!("{}{unit}", round(value / from)),
        None => round(value),
    }
}
