//! The rows of a column: the cards that fit, and the headings that part them.

use std::ops::Range;

use super::super::super::canvas::{Canvas, fit, width};
use super::Sheet;
use super::card::Card;
use crate::app::pointer::Spot;
use crate::domain::item::Horizon;
use crate::domain::ranking::tidy_micro;
use crate::domain::roadmap::{Head, Row};

/// In fewer rows than these there is no room for a heading that stays.
const LEAST: usize = 4;

/// Draws the cards of a column that fit, under the heading that they belong under where that is out of the window.
pub(super) fn render(sheet: &Sheet<'_>, at: usize, mut canvas: Canvas<'_>) {
    let horizon = Horizon::ALL[at];
    let column = sheet.app.roadmap.board().column(horizon);
    let (cells, height) = (canvas.width(), canvas.height());
    let density = sheet.density(at, cells, height);
    let tall = |row: usize| sheet.tall(at, row, density, cells);
    let around = |height: usize| in_view(sheet.app.roadmap.row(at), column.len(), height, tall);
    let (mut shown, mut y) = (around(height), 0);
    if column.head_over(shown.start).is_some() && height > LEAST {
        shown = around(height - 1);
        if let Some(head) = column.head_over(shown.start) {
            lane(sheet, head, canvas.part(0, 0, cells, 1));
            y = 1;
        }
    }
    canvas.scroll_bar(&shown, column.len());
    for row in shown {
        let mut part = canvas.part(0, y, cells, tall(row));
        match column.row(row) {
            Some(Row::Card(slot)) => {
                part.mark(Spot::Card(slot));
                Card { sheet, density, horizon, slot, cells }.render(part);
            }
            Some(Row::Head(head)) => {
                if let Some(head) = column.head(head) {
                    lane(sheet, head, part);
                }
            }
            None => {}
        }
        y += tall(row);
    }
}

/// A heading within a column, its sum in the column of the efforts. What nobody put anywhere is parted by a
/// heavier rule, and counted.
fn lane(sheet: &Sheet<'_>, head: &Head, mut row: Canvas<'_>) {
    let theme = sheet.theme;
    let sum = match &head.tally {
        tally if !sheet.counts_effort() => tally.items.to_string(),
        tally if tally.items == tally.unsized_items => "·".to_owned(),
        tally => tidy_micro(tally.effort),
    };
    let end = row.width().saturating_sub(1);
    let (count, rule) =
        if head.parts { (format!(" · {}", head.tally.items), "━") } else { (String::new(), "─") };
    let from = usize::from(!head.parts);
    row.text(from, 0, &rule.repeat(end.saturating_sub(from)), theme.border);
    let title = fit(&head.title, end.saturating_sub(width(&count) + width(&sum) + 3));
    row.text(1, 0, &format!("{title}{count} "), theme.heading);
    row.text_right(end, 0, &format!(" {sum}"), theme.heading);
}

/// Which of `len` rows stand in a window of `height`, so that `row` is in the middle where it can be. Costs
/// the rows that it shows.
fn in_view(row: usize, len: usize, height: usize, tall: impl Fn(usize) -> usize) -> Range<usize> {
    let row = row.min(len.saturating_sub(1));
    let most = (height / 2).min(height.saturating_sub(tall(row)));
    let (mut start, mut above) = (row, 0);
    while start > 0 && above + tall(start - 1) <= most {
        start -= 1;
        above += tall(start);
    }
    let (mut end, mut used) = (start, 0);
    while end < len && used + tall(end) <= height {
        used += tall(end);
        end += 1;
    }
    while end == len && start > 0 && used + tall(start - 1) <= height {
        start -= 1;
        used += tall(start);
    }
    start..end
}
