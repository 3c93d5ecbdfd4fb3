//! The matrix as a picture: benefit over cost, the quadrants, the cutline as a curve, the best by their ranks.

mod marks;

use super::Look;
use super::svg::{Anchor, FONT, Svg, fit, wide};
use crate::domain::criterion::tidy;
use crate::domain::formula::{Half, Piece};
use crate::domain::item::Kind;
use crate::domain::matrix::{Axis, Bar, Matrix, Quadrant};
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;
use marks::{Mark, Taken, marks};

/// The size of the picture, and the part of it that items lie in.
const SIZE: (f64, f64) = (960.0, 600.0);
const PLOT: Plot = Plot { left: 74.0, top: 28.0, right: 592.0, bottom: 526.0 };

/// How many items are named.
const NAMED: usize = 15;

/// How many items are drawn: behind them a picture is only dark.
const DRAWN: usize = 400;

/// How many points the curve is made of.
const CURVE: usize = 240;

/// What the curve is called.
const CUTLINE: &str = "cutline";

/// Where the plot is.
#[derive(Clone, Copy)]
struct Plot {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Plot {
    /// Where two shares of the axes lie, cost first.
    fn at(self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.left + x * (self.right - self.left), self.bottom - y * (self.bottom - self.top))
    }
}

/// Draws the matrix of a workshop: every item that has all its scores, up to the best 400.
pub fn matrix(workshop: &Workshop, look: Look) -> String {
    let matrix = Matrix::new(workshop, |_| true);
    let title = workshop.workspace().head().title.trim();
    let title = if title.is_empty() { "Matrix".to_owned() } else { format!("{title}: matrix") };
    let mut svg = Svg::new("matrix", SIZE, (&title, &described(workshop, &matrix)), look);
    ground(&mut svg, &matrix);
    axes(&mut svg, workshop, &matrix);
    let curve = curve(&mut svg, &matrix);
    let marks = marks(&matrix, PLOT, DRAWN);
    for mark in marks.iter().rev() {
        mark.draw(&mut svg);
    }
    let mut taken = Taken::by(&marks);
    for (rank, at) in taken.ranks(&marks, NAMED) {
        svg.text(at, Anchor::Middle, "small strong halo", &rank.to_string());
    }
    name_curve(&mut svg, &curve, &taken);
    legend(&mut svg, &matrix);
    named(&mut svg, workshop, &marks);
    svg.finish()
}

/// What the picture shows, for whoever does not see it.
fn described(workshop: &Workshop, matrix: &Matrix) -> String {
    let (all, drawn) = (matrix.dots().len(), matrix.dots().len().min(DRAWN));
    let mut told = match all {
        0 => "No item has all its scores yet.".to_owned(),
        _ if drawn < all => format!("The best {drawn} of {all} items"),
        _ => counted(all, "item"),
    };
    if all > 0 {
        told.push_str(" by what they are worth over what they take. ");
        let quadrants = [Quadrant::QuickWins, Quadrant::BigBets, Quadrant::FillIns, Quadrant::MoneyPits];
        let count = |quadrant: Quadrant| {
            let lies = |slot| matrix.point(workshop.workspace(), slot).map(|at| matrix.quadrant(at));
            matrix.dots().iter().filter(|dot| lies(dot.slot) == Some(quadrant)).count()
        };
        let counts = quadrants.map(|quadrant| format!("{}: {}", quadrant.name(), count(quadrant)));
        told.push_str(&counts.join(", "));
        told.push_str(". ");
    }
    told.push_str(bar_told(matrix.bar()));
    told
}

fn bar_told(bar: Bar) -> &'static str {
    match bar {
        Bar::At(_) => "What lies above the curve is in.",
        Bar::NoLine => "Without a capacity there is no cutline.",
        Bar::AllIn => "Everything fits.",
        Bar::NobodyIn => "Nothing fits by its score.",
    }
}

/// The frame, the quadrants and their names.
fn ground(svg: &mut Svg, matrix: &Matrix) {
    let (left_top, right_bottom) = (PLOT.at((0.0, 1.0)), PLOT.at((1.0, 0.0)));
    let middle = |half: Half| matrix.axis(half).share(matrix.axis(half).middle());
    let (x, y) = PLOT.at((middle(Half::Cost), middle(Half::Benefit)));
    svg.rect(left_top, (x - PLOT.left, y - PLOT.top), "wash");
    svg.line((x, PLOT.top), (x, PLOT.bottom), "rule");
    svg.line((PLOT.left, y), (PLOT.right, y), "rule");
    svg.rect(left_top, (right_bottom.0 - left_top.0, right_bottom.1 - left_top.1), "frame");
    for (quadrant, at, anchor) in [
        (Quadrant::QuickWins, (PLOT.left + 10.0, PLOT.top + 20.0), Anchor::Start),
        (Quadrant::BigBets, (PLOT.right - 10.0, PLOT.top + 20.0), Anchor::End),
        (Quadrant::FillIns, (PLOT.left + 10.0, PLOT.bottom - 10.0), Anchor::Start),
        (Quadrant::MoneyPits, (PLOT.right - 10.0, PLOT.bottom - 10.0), Anchor::End),
    ] {
        svg.text(at, anchor, "soft strong", quadrant.name());
    }
}

/// The values along both axes and what they are.
fn axes(svg: &mut Svg, workshop: &Workshop, matrix: &Matrix) {
    for half in [Half::Cost, Half::Benefit] {
        let axis = matrix.axis(half);
        let mut taken: Vec<f64> = Vec::new();
        for mark in axis.marks() {
            let share = axis.share(mark);
            let at = PLOT.at((share, share));
            let place = if half == Half::Cost { at.0 } else { at.1 };
            if taken.iter().any(|other| (other - place).abs() < 2.2 * FONT) {
                continue;
            }
            taken.push(place);
            let text = tidy(mark);
            if half == Half::Cost {
                svg.line((place, PLOT.bottom), (place, PLOT.bottom + 5.0), "frame");
                svg.text((place, PLOT.bottom + 20.0), Anchor::Middle, "soft", &text);
            } else {
                svg.line((PLOT.left - 5.0, place), (PLOT.left, place), "frame");
                svg.text((PLOT.left - 9.0, place + 4.0), Anchor::End, "soft", &text);
            }
        }
    }
    let words = |half| title(workshop, matrix, half);
    let center = f64::midpoint(PLOT.left, PLOT.right);
    let room = PLOT.right - PLOT.left;
    svg.text((center, PLOT.bottom + 44.0), Anchor::Middle, "strong", &fit(&words(Half::Cost), room));
    svg.open("g", &[("transform", &format!("translate(20 {}) rotate(-90)", PLOT.top.midpoint(PLOT.bottom)))]);
    svg.text((0.0, 0.0), Anchor::Middle, "strong", &fit(&words(Half::Benefit), PLOT.bottom - PLOT.top));
    svg.close();
}

/// `effort →`, `customer value + business value →`; which way it grows.
fn title(workshop: &Workshop, matrix: &Matrix, half: Half) -> String {
    let criteria = workshop.workspace().framework().criteria();
    let told = matrix.parts().told(half, |i| criteria[i].shown_name().to_lowercase());
    let text: String = told.iter().map(|Piece { text, .. }| text.as_str()).collect();
    let axis: &Axis = matrix.axis(half);
    let text = text.trim();
    match (text.is_empty(), axis.is_reversed()) {
        (true, _) => "nothing says what an item takes".to_owned(),
        (_, true) => format!("{text} (less →)"),
        (_, false) => format!("{text} →"),
    }
}

/// The cutline, in as many stretches as lie within the plot. Returns its points.
fn curve(svg: &mut Svg, matrix: &Matrix) -> Vec<(f64, f64)> {
    let mut stretches: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for i in 0..=CURVE {
        let x = i as f64 / CURVE as f64;
        match (matrix.curve(x), stretches.last_mut()) {
            (Some(y), Some(stretch)) => stretch.push(PLOT.at((x, y))),
            (None, Some(stretch)) if !stretch.is_empty() => stretches.push(Vec::new()),
            _ => {}
        }
    }
    for stretch in stretches.iter().filter(|stretch| stretch.len() > 1) {
        svg.path(stretch, "cutline");
    }
    stretches.concat()
}

/// Names the cutline where it covers nothing, from its end on.
fn name_curve(svg: &mut Svg, curve: &[(f64, f64)], taken: &Taken) {
    let width = wide(CUTLINE);
    let beside =
        curve.iter().rev().step_by(4).flat_map(|(x, y)| [(x - width - 8.0, y - 7.0), (x + 8.0, y + 12.0)]);
    let inside = |(x, y): &(f64, f64)| {
        *x > PLOT.left + 4.0
            && x + width < PLOT.right - 4.0
            && *y > PLOT.top + 40.0
            && *y < PLOT.bottom - 30.0
    };
    let free = beside.filter(inside).find(|(x, y)| taken.is_free([*x, y - 11.0, x + width, y + 3.0]));
    if let Some(at) = free {
        svg.text(at, Anchor::Start, "small halo", CUTLINE);
    }
}

/// The shapes and what they stand for.
fn legend(svg: &mut Svg, matrix: &Matrix) {
    let mut x = PLOT.left;
    let y = SIZE.1 - 12.0;
    let occurs = |kind: &&Kind| matrix.dots().iter().any(|dot| dot.kind == **kind);
    for kind in Kind::ALL.iter().filter(occurs) {
        Mark::sign(*kind, true, (x + 6.0, y - 4.0)).draw(svg);
        svg.text((x + 17.0, y), Anchor::Start, "soft", kind.name());
        x += 34.0 + wide(kind.name());
    }
    if matrix.bar() != Bar::NoLine && !matrix.dots().is_empty() {
        svg.text((x + 8.0, y), Anchor::Start, "soft", "filled: in · hollow: out");
    }
}

/// The best by their ranks, beside the plot.
fn named(svg: &mut Svg, workshop: &Workshop, marks: &[Mark]) {
    let left = PLOT.right + 26.0;
    let mut y = PLOT.top + 14.0;
    if marks.is_empty() {
        svg.text((left, y), Anchor::Start, "soft", "no item has all its scores yet");
        return;
    }
    svg.text((left, y), Anchor::Start, "strong", "Best by rank");
    for mark in marks.iter().take(NAMED) {
        y += 26.0;
        Mark { at: (left + 30.0, y - 4.0), ..*mark }.draw(svg);
        svg.text((left + 18.0, y), Anchor::End, "strong", &mark.rank.to_string());
        let title = workshop.workspace().item(mark.slot).shown_title();
        svg.text((left + 42.0, y), Anchor::Start, "", &fit(title, SIZE.0 - left - 46.0));
    }
    if workshop.standing().order().len() > NAMED {
        let more = workshop.standing().order().len() - NAMED.min(marks.len());
        svg.text((left + 42.0, y + 26.0), Anchor::Start, "soft", &format!("and {more} more"));
    }
}

#[cfg(test)]
mod tests;
