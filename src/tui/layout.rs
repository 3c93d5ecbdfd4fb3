//! The three shapes of the workshop, the one of a full screen, and the word for a window that is too small for any.

use ratatui::layout::Rect;

use crate::app::view::Pane;
use crate::domain::framework::Side;

/// The smallest window that shows anything, in cells.
pub const SMALLEST: (u16, u16) = (40, 10);

/// Which panes there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing but a word.
    TooSmall,
    /// One pane and a bar of tabs.
    Narrow,
    /// The backlog, the pane that is scoring, and the log.
    Medium,
    /// Everything.
    Wide,
}

impl Shape {
    /// The shape of a window.
    pub fn of(area: Rect) -> Shape {
        match (area.width, area.height) {
            (width, height) if width < SMALLEST.0 || height < SMALLEST.1 => Shape::TooSmall,
            (_, height) if height < 16 => Shape::Narrow,
            (width, _) if width < 80 => Shape::Narrow,
            (width, _) if width < 120 => Shape::Medium,
            _ => Shape::Wide,
        }
    }
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Which panes there is room for.
    pub shape: Shape,
    /// One row at the top.
    pub header: Rect,
    /// One row below it, for tabs or for a banner; may be empty.
    pub bar: Rect,
    /// Everything between bar and footer.
    pub body: Rect,
    /// The panes that fill the body of the workshop, from left to right and down; none on a full screen.
    pub panes: Vec<(Pane, Rect)>,
    /// One row at the bottom.
    pub footer: Rect,
}

impl Layout {
    /// Lays the workshop out. `side` is the side that is scoring, `banner` whether a row is needed for one.
    pub fn new(area: Rect, focus: Pane, side: Side, banner: bool) -> Layout {
        let tabs = Shape::of(area) == Shape::Narrow;
        let mut layout = Layout::full(area, banner || tabs);
        let body = layout.body;
        layout.panes = match layout.shape {
            Shape::TooSmall => Vec::new(),
            Shape::Wide => with_log(body, body.height / 4, three),
            Shape::Medium => with_log(body, 5, |body| two(body, side)),
            Shape::Narrow => vec![(focus, body)],
        };
        layout
    }

    /// Lays a full screen out: one body. `bar` is whether a row is needed below the header.
    pub fn full(area: Rect, bar: bool) -> Layout {
        let shape = Shape::of(area);
        let panes = Vec::new();
        if shape == Shape::TooSmall {
            let none = Rect::new(area.x, area.y, 0, 0);
            return Layout { shape, header: none, bar: none, body: none, panes, footer: none };
        }
        let bar_height = u16::from(bar);
        let header = Rect { height: 1, ..area };
        let bar = Rect { y: area.y + 1, height: bar_height, ..area };
        let footer = Rect { y: area.bottom() - 1, height: 1, ..area };
        let body = Rect { y: area.y + 1 + bar_height, height: area.height - 2 - bar_height, ..area };
        Layout { shape, header, bar, body, panes, footer }
    }
}

fn with_log(body: Rect, wanted: u16, panes: impl Fn(Rect) -> Vec<(Pane, Rect)>) -> Vec<(Pane, Rect)> {
    let log_height = wanted.clamp(4, 14);
    let top = Rect { height: body.height - log_height, ..body };
    let log = Rect { y: top.bottom(), height: log_height, ..body };
    let mut panes = panes(top);
    panes.push((Pane::Log, log));
    panes
}

/// The sides get a bit less than a third each: titles are read in the middle.
fn three(body: Rect) -> Vec<(Pane, Rect)> {
    let side = body.width * 31 / 100;
    let left = Rect { width: side, ..body };
    let middle = Rect { x: left.right(), width: body.width - 2 * side, ..body };
    let right = Rect { x: middle.right(), width: side, ..body };
    vec![
        (Pane::Scoring(Side::Business), left),
        (Pane::Backlog, middle),
        (Pane::Scoring(Side::Engineering), right),
    ]
}

/// The side that is scoring keeps the place that it has on a wide screen.
fn two(body: Rect, side: Side) -> Vec<(Pane, Rect)> {
    let left = Rect { width: body.width / 2, ..body };
    let right = Rect { x: left.right(), width: body.width - left.width, ..body };
    match side {
        Side::Business => vec![(Pane::Scoring(side), left), (Pane::Backlog, right)],
        Side::Engineering => vec![(Pane::Backlog, left), (Pane::Scoring(side), right)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_fill_the_window_without_a_gap_or_an_overlap() {
        for (width, height) in [(40, 10), (79, 50), (80, 16), (119, 30), (120, 16), (500, 200)] {
            let area = Rect::new(0, 0, width, height);
            for banner in [false, true] {
                let layout = Layout::new(area, Pane::Backlog, Side::Engineering, banner);
                let parts = [layout.header, layout.bar, layout.footer];
                let cells: u32 = parts
                    .iter()
                    .chain(layout.panes.iter().map(|(_, rect)| rect))
                    .map(|rect| rect.area())
                    .sum();
                assert_eq!(cells, area.area(), "{width}×{height}");
                assert!(layout.panes.iter().all(|(_, rect)| area.union(*rect) == area));
                let full = Layout::full(area, banner);
                let parts = [full.header, full.bar, full.body, full.footer];
                assert_eq!(parts.iter().map(|rect| rect.area()).sum::<u32>(), area.area());
                assert!(full.panes.is_empty() && full.body.height >= 7);
            }
        }
        assert_eq!(Shape::of(Rect::new(0, 0, 39, 10)), Shape::TooSmall);
        assert_eq!(Shape::of(Rect::new(0, 0, 0, 0)), Shape::TooSmall);
    }
}
