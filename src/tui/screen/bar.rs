//! Bars: a share of a few cells. They do not fill their row, so that those below each other stay apart.

use ratatui::style::Style;

use super::super::canvas::Canvas;

/// Heights of a cell.
const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// A bar of so many cells, of which a share from 0 to 1 is full. A share above 0 is always seen, and one below 1
/// never full.
pub(super) fn bar(share: f64, cells: usize) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let least = usize::from(share > 0.0).min(cells);
    let most = if share < 1.0 { cells.saturating_sub(1).max(least) } else { cells };
    let full = ((share * cells as f64).round() as usize).clamp(least, most);
    format!("{}{}", "▆".repeat(full), "▁".repeat(cells - full))
}

/// Draws a bar so that it ends in a cell: what of it is full in one hue, the rest in another.
pub(super) fn draw_to(
    canvas: &mut Canvas<'_>,
    (end, y): (usize, usize),
    (share, cells): (f64, usize),
    [full, rest]: [Style; 2],
) {
    let drawn = bar(share, cells);
    let at = end.saturating_sub(cells);
    canvas.text(at, y, &drawn, rest);
    canvas.text(at, y, drawn.trim_end_matches('▁'), full);
}

/// The same with a mark at another share.
pub(super) fn bar_with_mark(share: f64, mark: f64, cells: usize) -> String {
    let at = (mark.clamp(0.0, 1.0) * cells as f64).round() as usize;
    let mut drawn: Vec<char> = bar(share, cells).chars().collect();
    if let Some(cell) = drawn.get_mut(at.min(cells.saturating_sub(1))) {
        *cell = '┃';
    }
    drawn.into_iter().collect()
}

/// One cell as high as a share from 0 to 1.
pub(super) fn height(share: f64) -> &'static str {
    let eighths = (share.clamp(0.0, 1.0) * 8.0).ceil() as usize;
    HEIGHTS[eighths.clamp(1, HEIGHTS.len()) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_its_cells() {
        for (share, cells, drawn) in [
            (0.0, 4, "▁▁▁▁"),
            (0.001, 4, "▆▁▁▁"),
            (0.5, 4, "▆▆▁▁"),
            (0.99, 4, "▆▆▆▁"),
            (1.0, 4, "▆▆▆▆"),
            (7.0, 4, "▆▆▆▆"),
            (-1.0, 4, "▁▁▁▁"),
            (f64::NAN, 2, "▁▁"),
            (0.5, 1, "▆"),
            (0.5, 0, ""),
        ] {
            assert_eq!(bar(share, cells), drawn, "{share} of {cells}");
        }
        assert_eq!(bar_with_mark(0.25, 0.5, 8), "▆▆▁▁┃▁▁▁");
        assert_eq!(bar_with_mark(1.0, 1.0, 4), "▆▆▆┃");
        assert_eq!(bar_with_mark(1.0, 1.0, 0), "");
        assert_eq!([0.0, 0.1, 0.5, 1.0].map(height), ["▁", "▁", "▄", "█"]);
    }
}
