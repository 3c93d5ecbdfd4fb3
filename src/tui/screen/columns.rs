//! A full screen of one or two columns that a cursor goes through, in their own order, wherever its rows stand.

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
    let shown = window(middle(columns, cursor), longest, height);
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

/// The row that the window stands around: the middle of those that the cursor is on.
fn middle<S: Copy + PartialEq>(columns: &[Vec<Marked<S>>], cursor: Option<S>) -> usize {
    let rows = |column: &Vec<Marked<S>>| {
        let is_it = |(spot, _): &Marked<S>| spot.is_some() && *spot == cursor;
        Some((column.iter().position(is_it)?, column.iter().rposition(is_it)?))
    };
    columns.iter().find_map(rows).map_or(0, |(first, last)| usize::midpoint(first, last))
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
