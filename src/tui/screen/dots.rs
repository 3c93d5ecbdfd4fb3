//! Votes on their scale: a dot for each, who voted what in front of them, and values that are marked.
//!
//! ```text
//!   Ana  ●     ┊     ┃
//!    Bo        ●     ┃
//! Tomás        ┊     ┃     ●
//!        ├─────┼─────┼─────┤
//!        2     3     4     5
//!                    ┗ falls out at 4 or more
//!              ╰ median 3
//! ```
//!
//! A scale of steps is drawn as it is, every step as far from the next: 1, 2, 3, 5, 8, 13, 20 are seven answers. A free
//! scale has no end, so it is drawn as far as the votes go, and in equal factors where they are ten times apart or
//! more: estimates are off by factors, and beside 5,000 the votes 100 and 200 would be one dot. With too few rows for
//! everybody all dots stand in one.

use std::collections::BTreeMap;

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width};
use super::super::theme::Theme;
use crate::app::App;
use crate::domain::framework::Criterion;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::scale::Scale;
use crate::domain::standing::Goes;
use crate::domain::whatif::Way;

/// From this factor between the ends of a free scale on it is drawn in equal factors.
const WIDE: f64 = 10.0;

/// How far what is marked may lie outside the votes and still be drawn in its place, as a factor.
const NEAR: f64 = 4.0;

/// How many cells beyond the end it stands otherwise.
const BEYOND: usize = 3;

/// Rows that the scale itself takes: the line and the values under it.
const SCALE: usize = 2;

/// The part of the width that names take at most, one in so many.
const NAMES: usize = 3;

/// A value that is marked on the scale.
pub(super) struct Mark {
    /// The value.
    pub(super) at: Num,
    /// What it is, under the scale: `median 3`.
    pub(super) label: String,
    /// Whether it is drawn in heavy strokes.
    pub(super) heavy: bool,
    /// What it looks like.
    pub(super) style: Style,
}

/// Votes on the scale of a criterion.
pub(super) struct Dots<'a> {
    /// What was voted on.
    pub(super) criterion: &'a Criterion,
    /// Who voted what, in any order.
    pub(super) votes: &'a [(&'a str, Num)],
    /// What is marked, the most important first: where there are too few rows the last ones lose their labels.
    pub(super) marks: &'a [Mark],
}

impl Mark {
    /// The value from which on an item changes sides.
    pub(super) fn turn(app: &App, theme: &Theme, slot: Slot, way: Way) -> Mark {
        let rule = &app.workspace().framework().criteria()[way.criterion];
        let goes = Goes::from_side(app.workshop.standing().is_in(slot));
        let label = format!("{} at {}", goes.verb(1), way.reach(rule));
        Mark { at: way.value, label, heavy: true, style: theme.goes(goes) }
    }

    /// The middle of the votes, which decides nothing by itself.
    pub(super) fn median(theme: &Theme, rule: &Criterion, at: Num) -> Mark {
        Mark { at, label: format!("median {}", rule.shown(at)), heavy: false, style: theme.text }
    }
}

impl Dots<'_> {
    /// How many rows it takes with a row for every value that was voted.
    pub(super) fn height(&self) -> usize {
        self.by_value().len().max(1) + SCALE + self.marks.len()
    }

    /// How many it takes with all dots in one row.
    pub(super) fn least_height(&self) -> usize {
        1 + SCALE + self.marks.len()
    }

    /// Draws as much of it as there is room for. Returns how many rows that took.
    pub(super) fn render(&self, theme: &Theme, canvas: &mut Canvas<'_>) -> usize {
        let by_value = self.by_value();
        let roomy = by_value.len() + SCALE + self.marks.len().min(1) <= canvas.height();
        let names = if roomy { names(&by_value, canvas.width()) } else { 0 };
        let left = if names > 0 { names + 2 } else { 1 };
        let axis = Axis::new(self, left, canvas.width().saturating_sub(left + 1));
        let rows = if roomy { by_value.len() } else { 1 };
        let labels = self.marks.len().min(canvas.height().saturating_sub(rows + SCALE));
        self.strokes(&axis, rows, canvas);
        let end = axis.left + axis.cells;
        for (y, (value, voters)) in by_value.iter().enumerate() {
            let y = if roomy { y } else { 0 };
            if names > 0 {
                let name = fit(&together(voters), names).into_owned();
                canvas.text_right(names + 1, y, &name, theme.text);
            }
            let dots = axis.dots(voters.len());
            // Several dots at the end of the scale stand before it.
            let x = axis.x(value.get()).min(end.saturating_sub(width(&dots)));
            // Nothing of what is marked shines through.
            canvas.part(x, y, width(&dots), 1).clear();
            canvas.text(x, y, &dots, theme.strong);
        }
        axis.render(self.criterion, theme, rows, canvas);
        self.labels(&axis, rows + SCALE, labels, canvas);
        rows + SCALE + labels
    }

    /// Who voted each value, ascending.
    fn by_value(&self) -> BTreeMap<Num, Vec<&str>> {
        let mut by_value: BTreeMap<Num, Vec<&str>> = BTreeMap::new();
        for (name, value) in self.votes {
            by_value.entry(*value).or_default().push(name);
        }
        by_value
    }

    /// What is marked runs through all rows of dots, and lies behind them.
    fn strokes(&self, axis: &Axis, rows: usize, canvas: &mut Canvas<'_>) {
        for mark in self.marks.iter().rev() {
            for y in 0..rows {
                canvas.text(axis.x(mark.at.get()), y, mark.strokes()[0], mark.style);
            }
        }
    }

    /// The labels of the first marks, the rightmost first: so no label runs into the stroke of another.
    fn labels(&self, axis: &Axis, top: usize, count: usize, canvas: &mut Canvas<'_>) {
        let mut marks: Vec<(usize, &Mark)> =
            self.marks[..count].iter().map(|mark| (axis.x(mark.at.get()), mark)).collect();
        marks.sort_by_key(|(x, _)| std::cmp::Reverse(*x));
        for (y, (x, mark)) in marks.iter().enumerate() {
            for (x, waiting) in &marks[y + 1..] {
                canvas.text(*x, top + y, waiting.strokes()[0], waiting.style);
            }
            let [_, right, left] = mark.strokes();
            let room = canvas.width().saturating_sub(x + 2);
            if width(&mark.label) <= room || room > *x {
                canvas.text(*x, top + y, &format!("{right} {}", mark.label), mark.style);
            } else {
                let label = fit(&mark.label, x.saturating_sub(1)).into_owned();
                canvas.text_right(x + 1, top + y, &format!("{label} {left}"), mark.style);
            }
        }
    }
}

/// Who voted alike; nobody where no names are told.
fn together(voters: &[&str]) -> String {
    let named: Vec<&str> = voters.iter().copied().filter(|name| !name.is_empty()).collect();
    named.join(", ")
}

/// How many cells the names in front of the dots take.
fn names(by_value: &BTreeMap<Num, Vec<&str>>, room: usize) -> usize {
    let widest = by_value.values().map(|voters| width(&together(voters))).max().unwrap_or(0);
    widest.min(room / NAMES)
}

impl Mark {
    /// Through the dots, and into a label on the right or on the left.
    fn strokes(&self) -> [&'static str; 3] {
        if self.heavy { ["┃", "┗", "┛"] } else { ["┊", "╰", "╯"] }
    }
}

/// Where values stand.
struct Axis {
    /// The values under the scale, ascending.
    ticks: Vec<Num>,
    /// Whether every tick is as far from the next.
    even: bool,
    /// Whether equal factors are as far apart.
    factors: bool,
    /// The first cell.
    left: usize,
    /// How many cells there are.
    cells: usize,
}

impl Axis {
    fn new(dots: &Dots<'_>, left: usize, cells: usize) -> Axis {
        if let Scale::Steps { steps, .. } = &dots.criterion.scale {
            let gaps = steps.len().saturating_sub(1).max(1);
            let apart = cells.saturating_sub(1) / gaps;
            let cells = if apart > 0 { apart * gaps + 1 } else { cells };
            return Axis { ticks: steps.clone(), even: true, factors: false, left, cells };
        }
        let mut ticks: Vec<Num> = dots.votes.iter().map(|(_, value)| *value).collect();
        let (Some(low), Some(high)) = (ticks.iter().min(), ticks.iter().max()) else {
            return Axis { ticks, even: false, factors: false, left, cells };
        };
        let (low, high) = (low.get(), high.get());
        // What lies far outside would press the votes together; it stands beyond the end.
        let near = |mark: &&Mark| (low / NEAR..=high * NEAR).contains(&mark.at.get());
        ticks.extend(dots.marks.iter().filter(near).map(|mark| mark.at));
        ticks.sort_unstable();
        ticks.dedup();
        if let [only] = ticks[..] {
            ticks = dots.criterion.scale.beside(only).into_iter().flatten().chain([only]).collect();
            ticks.sort_unstable();
            ticks.dedup();
        }
        let (first, last) = (ticks[0].get(), ticks[ticks.len() - 1].get());
        let beyond = |is_so: &dyn Fn(f64) -> bool| {
            if dots.marks.iter().any(|mark| is_so(mark.at.get())) { BEYOND } else { 0 }
        };
        let (before, behind) = (beyond(&|at| at < first), beyond(&|at| at > last));
        let (left, cells) = (left + before, cells.saturating_sub(before + behind));
        Axis { even: false, factors: first > 0.0 && last / first >= WIDE, ticks, left, cells }
    }

    /// The cell of a value. What lies outside stands a bit beyond the end.
    fn x(&self, value: f64) -> usize {
        let share = self.share(value);
        let end = self.left + self.cells.saturating_sub(1);
        match share {
            share if share < 0.0 => self.left.saturating_sub(BEYOND),
            share if share > 1.0 => end + BEYOND,
            share => self.left + (share * self.cells.saturating_sub(1) as f64).round() as usize,
        }
    }

    /// How far along the scale a value is, 0 to 1 between its ends.
    fn share(&self, value: f64) -> f64 {
        let [first, .., last] = self.ticks[..] else { return 0.5 };
        if self.even {
            let after = self.ticks.partition_point(|tick| tick.get() <= value);
            let after = after.clamp(1, self.ticks.len() - 1);
            let (low, high) = (self.ticks[after - 1].get(), self.ticks[after].get());
            let steps = after as f64 - 1.0 + (value - low) / (high - low);
            return steps / (self.ticks.len() - 1) as f64;
        }
        let (first, last) = (first.get(), last.get());
        if self.factors {
            (value / first).ln() / (last / first).ln()
        } else {
            (value - first) / (last - first)
        }
    }

    /// So many dots; a number where they would reach the next step.
    fn dots(&self, count: usize) -> String {
        let apart = self.cells.saturating_sub(1) / self.ticks.len().saturating_sub(1).max(1);
        if count <= apart.max(1) { "●".repeat(count) } else { format!("●×{count}") }
    }

    /// The line, and under it as many of its values as there is room for, those at the ends first.
    fn render(&self, criterion: &Criterion, theme: &Theme, top: usize, canvas: &mut Canvas<'_>) {
        let end = self.left + self.cells;
        canvas.text(self.left, top, &"─".repeat(self.cells), theme.dim);
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let last = self.ticks.len().saturating_sub(1);
        let ends_first = [0, last].into_iter().chain(1..last);
        for at in ends_first.filter(|at| *at < self.ticks.len()) {
            let (x, label) = (self.x(self.ticks[at].get()), criterion.shown(self.ticks[at]));
            let symbol = match at {
                0 => "├",
                at if at == last => "┤",
                _ => "┼",
            };
            canvas.text(x, top, symbol, theme.dim);
            let cells = width(&label);
            let start = x.saturating_sub((cells - 1) / 2).min((end + 1).saturating_sub(cells));
            let (from, to) = (start, start + cells);
            if taken.iter().all(|(left, right)| to < *left || *right < from) {
                canvas.text(start, top + 1, &label, theme.text);
                taken.push((from, to));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::sheet::Sheet;
    use crate::tui::zones::Zones;

    fn criterion(scale: &str) -> Criterion {
        serde_json::from_str(&format!(r#"{{"id":"size","scale":{scale}}}"#)).unwrap()
    }

    fn num(raw: f64) -> Num {
        Num::new(raw).unwrap()
    }

    /// The rows that are drawn in so many cells, without the space behind them.
    fn drawn(scale: &str, votes: &[(&str, f64)], marks: &[(f64, &str)], cells: (u16, u16)) -> Vec<String> {
        let votes: Vec<(&str, Num)> = votes.iter().map(|(name, value)| (*name, num(*value))).collect();
        let mark = |(i, (at, label)): (usize, &(f64, &str))| Mark {
            at: num(*at),
            label: (*label).to_owned(),
            heavy: i == 0,
            style: Style::default(),
        };
        let marks: Vec<Mark> = marks.iter().enumerate().map(mark).collect();
        let criterion = criterion(scale);
        let dots = Dots { criterion: &criterion, votes: &votes, marks: &marks };
        let area = Rect::new(0, 0, cells.0, cells.1);
        let mut sheet = Sheet::new(area);
        let rows = dots.render(&Theme::default(), &mut Canvas::new(&mut sheet, &mut Zones::default(), area));
        assert!(rows <= dots.height().max(dots.least_height()));
        let buffer = sheet.to_buffer();
        let row = |y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..area.height).map(|y| row(y).trim_end().to_owned()).collect()
    }

    const STEPS: &str = r#"{"steps":[1,2,3,5,8]}"#;

    #[test]
    fn every_value_has_a_row_and_every_step_is_as_far_from_the_next() {
        let votes = [("Ana", 2.0), ("Bo", 8.0), ("Tomás", 2.0)];
        let marks = [(5.0, "falls out at 5 or more"), (2.0, "median 2")];
        assert_eq!(
            drawn(STEPS, &votes, &marks, (40, 6)),
            [
                " Ana, Tomás       ●●          ┃",
                "         Bo       ┊           ┃     ●",
                "            ├─────┼─────┼─────┼─────┤",
                "            1     2     3     5     8",
                "       falls out at 5 or more ┛",
                "                  ╰ median 2",
            ]
        );
    }

    #[test]
    fn with_few_rows_all_dots_stand_in_one() {
        let votes: Vec<(&str, f64)> = (0..9).map(|i| ("somebody", [1.0, 3.0, 3.0][i % 3])).collect();
        assert_eq!(
            drawn(STEPS, &votes, &[(3.0, "median 3")], (20, 3)),
            [" ●●●     ●×6", " ├───┼───┼───┼───┤", " 1   2   3   5   8"]
        );
    }

    #[test]
    fn a_free_scale_goes_as_far_as_the_votes_and_in_factors_where_they_are_far_apart() {
        let free = r#"{"min":0,"step":100}"#;
        assert_eq!(
            drawn(free, &[("A", 100.0), ("B", 300.0), ("C", 500.0)], &[], (40, 5)),
            [
                " A ●",
                " B                   ●",
                " C                                    ●",
                "   ├─────────────────┼────────────────┤",
                "  100               300              500"
            ]
        );
        assert_eq!(
            drawn(free, &[("A", 100.0), ("B", 1000.0), ("C", 10_000.0)], &[], (40, 5)),
            [
                " A ●",
                " B                   ●",
                " C                                    ●",
                "   ├─────────────────┼────────────────┤",
                "  100               1000           10000"
            ]
        );
        // What lies far outside stands beyond the end, and nobody at all on an empty scale.
        assert_eq!(
            drawn(free, &[("A", 100.0), ("B", 300.0)], &[(90_000.0, "comes in")], (40, 5)),
            [
                " A ●                                  ┃",
                " B                                 ●  ┃",
                "   ├───────────────────────────────┤",
                "  100                             300",
                "                             comes in ┛"
            ]
        );
        let empty = drawn(free, &[], &[(3.0, "median 3")], (24, 4));
        assert_eq!(
            empty,
            [format!(" {}", "─".repeat(22)), String::new(), format!("{:12}┗ median 3", ""), String::new()]
        );
    }

    #[test]
    fn nothing_breaks_without_room() {
        for cells in [(0, 0), (1, 1), (3, 2), (5, 9), (200, 1)] {
            for scale in [STEPS, r#"{"min":0,"step":1}"#, r#"{"steps":[4]}"#] {
                drawn(scale, &[("Ana", 4.0), ("Bo", 4.0)], &[(4.0, "median 4"), (1e12, "never")], cells);
            }
        }
    }
}
