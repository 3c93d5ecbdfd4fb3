//! What is said of an item behind its title, in as much room as there is.

use ratatui::style::Style;

use super::super::canvas::{Canvas, width};

/// Something that is said: in full first, then shorter and shorter.
pub(super) type Tag = (Vec<String>, Style);

/// What parts two tags: a sign in front of one must not seem to belong to the other.
const BETWEEN: &str = " · ";

/// What fits in so many cells. The last ones are shortened first; only where the shortest forms of all are too
/// long, the last ones go.
pub(super) fn fitting(mut tags: Vec<Tag>, room: usize) -> Vec<(String, Style)> {
    tags.retain(|(forms, _)| !forms.is_empty());
    loop {
        let mut told: Vec<&[String]> = tags.iter().map(|(forms, _)| &**forms).collect();
        while cells(told.iter().map(|forms| &*forms[0])) > room {
            let Some(last) = told.iter_mut().rev().find(|forms| forms.len() > 1) else { break };
            *last = &last[1..];
        }
        if cells(told.iter().map(|forms| &*forms[0])) <= room {
            return told.iter().zip(&tags).map(|(forms, (_, style))| (forms[0].clone(), *style)).collect();
        }
        tags.pop();
    }
}

/// The same, but the first one is told in full where that fits at all, whatever becomes of the others.
pub(super) fn fitting_after_first(mut tags: Vec<Tag>, room: usize) -> Vec<(String, Style)> {
    if let Some((forms, _)) = tags.first_mut()
        && forms.first().is_some_and(|form| width(form) < room)
    {
        forms.truncate(1);
    }
    fitting(tags, room)
}

/// How many cells tags take, with the space before them.
pub(super) fn cells<'t>(tags: impl Iterator<Item = &'t str>) -> usize {
    tags.enumerate().map(|(i, tag)| width(tag) + if i == 0 { 1 } else { width(BETWEEN) }).sum()
}

/// Draws tags behind what ends before a cell.
pub(super) fn draw(
    tags: &[(String, Style)],
    between: Style,
    over: &dyn Fn(Style) -> Style,
    mut x: usize,
    row: &mut Canvas<'_>,
) {
    for (i, (tag, style)) in tags.iter().enumerate() {
        x += if i == 0 { 1 } else { row.text(x, 0, BETWEEN, over(between)) };
        x += row.text(x, 0, tag, over(*style));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_shortened_before_they_are_left_out() {
        let tags = [&["in"][..], &["⚠ above #3", "⚠ #3"], &["deferred", "def"]];
        for (room, expected) in [
            (30, &["in", "⚠ above #3", "deferred"][..]),
            (22, &["in", "⚠ above #3", "def"]),
            (16, &["in", "⚠ #3", "def"]),
            (15, &["in", "⚠ #3"]),
            (10, &["in", "⚠ #3"]),
            (9, &["in"]),
            (3, &["in"]),
            (2, &[]),
            (0, &[]),
        ] {
            let tags = tags
                .iter()
                .map(|forms| (forms.iter().map(|form| (*form).to_owned()).collect(), Style::default()));
            let fitted: Vec<String> = fitting(tags.collect(), room).into_iter().map(|(tag, _)| tag).collect();
            assert_eq!(fitted, expected, "{room}");
        }
    }

    #[test]
    fn a_crossing_keeps_its_words_where_they_fit() {
        for (room, expected) in [
            (20, &["comes in", "⚠ ×3"][..]),
            (15, &["comes in"]),
            (9, &["comes in"]),
            (8, &["in"]),
            (3, &["in"]),
        ] {
            let tags = [&["comes in", "in"][..], &["⚠ deferred ×3", "⚠ ×3"]]
                .map(|forms| (forms.iter().map(|form| (*form).to_owned()).collect(), Style::default()));
            let fitted = fitting_after_first(tags.to_vec(), room);
            assert_eq!(fitted.iter().map(|(tag, _)| tag.as_str()).collect::<Vec<_>>(), expected, "{room}");
        }
    }
}
