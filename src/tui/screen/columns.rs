//! A full screen of one or two columns that a cursor goes through, in their own order, wherever its rows stand.

use std::ops::Range;

use super::super::canvas::{Canvas, window};
use super::super::flow::{Row, draw};
use super::super::theme::Theme;

/// From this width on there is room for two columns.
pub(super) const SIDE_BY_SIDE: usize = 112;

/// How wide a column is at most: what stands at its right end belongs to the words at its left.
const WIDEST: usize = 88;

/// Cells between two columns.
const GUTTER: usize = 3;

/// A row of a column, and what the cursor can stand on in it; none for headings and gaps.
pub(super) type Marked<S> = (Option<S>, Row);

/// The room of each of so many columns.
pub(super) fn room(width: usize, columns: usize) -> usize {
    (width.saturating_sub(2 + GUTTER * (columns - 1)) / columns).min(WIDEST)
}

/// Draws columns side by side with the rows under the cursor in view.
pub(super) fn render<S: Copy + PartialEq>(
    theme: &Theme,
    inner: &mut Canvas<'_>,
    columns: &[Vec<Marked<S>>],
    cursor: Option<S>,
) {
    let (full, height) = (inner.width().saturating_sub(2), inner.height());
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let shown = in_view(columns, cursor, longest, height);
    let step = (full + GUTTER) / columns.len().max(1);
    let room = step.saturating_sub(GUTTER);
    for (i, rows) in columns.iter().enumerate() {
        let mut column = inner.part(i * step, 0, room + 1, height);
        let first = rows.iter().position(|(spot, _)| spot.is_some() && *spot == cursor);
        for (y, at) in shown.clone().enumerate() {
            let Some((_, row)) = rows.get(at) else { continue };
            draw(row, &mut column.part(1, y, room, 1), 0, 0);
            if first == Some(at) {
                column.text(0, y, "▸", theme.selected);
                column.row(y).paint(theme.selected);
            }
        }
    }
    inner.scroll_bar(&shown, longest);
}

/// The rows that are shown: those around the middle of what the cursor is on. Where that is the last thing it can stand
/// on, what comes behind is shown as well, as far as both fit.
fn in_view<S: Copy + PartialEq>(
    columns: &[Vec<Marked<S>>],
    cursor: Option<S>,
    len: usize,
    height: usize,
) -> Range<usize> {
    let rows = |column: &Vec<Marked<S>>| {
        let is_it = |(spot, _): &Marked<S>| spot.is_some() && *spot == cursor;
        let last = column.iter().rposition(is_it)?;
        let is_end = column[last + 1..].iter().all(|(spot, _)| spot.is_none());
        Some((column.iter().position(is_it)?, last, is_end))
    };
    let Some((first, last, is_end)) = columns.iter().find_map(rows) else { return window(0, len, height) };
    let end = len.saturating_sub(height);
    if is_end && first >= end { end..len } else { window(usize::midpoint(first, last), len, height) }
}

/// An empty row.
pub(super) fn gap<S>() -> Marked<S> {
    (None, Row::new())
}

/// A row that the cursor cannot stand on.
pub(super) fn plain<S>(row: Row) -> Marked<S> {
    (None, row)
}

/// The name of a part.
pub(super) fn heading<S>(theme: &Theme, name: &str) -> Marked<S> {
    plain(vec![(name.to_owned(), theme.strong)])
}

/// Rows that the cursor stands on together.
pub(super) fn on<S: Copy>(spot: S, rows: impl IntoIterator<Item = Row>) -> impl Iterator<Item = Marked<S>> {
    rows.into_iter().map(move |row| (Some(spot), row))
}

/// Parts of a column, an empty row between them.
pub(super) fn parted<S: Clone>(parts: &[Vec<Marked<S>>]) -> Vec<Marked<S>> {
    parts.join(&gap())
}
