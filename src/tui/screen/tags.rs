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

/// What fits beside a title of so many cells, of which so many stay: in full where the title is whole then, else as short
/// as can be. A first one that is `kept` is told in full where that fits at all, whatever becomes of the others.
pub(super) fn beside(
    mut tags: Vec<Tag>,
    kept: bool,
    (title, least): (usize, usize),
    room: usize,
) -> Vec<(String, Style)> {
    let left = room.saturating_sub(least.min(title));
    if let Some((forms, _)) = tags.first_mut().filter(|_| kept)
        && forms.first().is_some_and(|form| width(form) < left)
    {
        forms.truncate(1);
    }
    let told = fitting(tags.clone(), room.saturating_sub(title));
    if told.len() == tags.len() {
        return told;
    }
    for (forms, _) in tags.iter_mut().skip(usize::from(kept)) {
        forms.drain(..forms.len().saturating_sub(1));
    }
    fitting(tags, left)
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
    fn a_title_comes_before_long_words_and_a_crossing_before_the_title() {
        for (kept, room, expected) in [
            (true, 55, &["comes in", "⚠ deferred ×3"][..]),
            (true, 50, &["comes in", "⚠ ×3"]),
            (true, 26, &["comes in"]),
            (true, 21, &["comes in"]),
            (true, 20, &["in"]),
            (false, 55, &["comes in", "⚠ deferred ×3"]),
            (false, 50, &["comes in", "⚠ ×3"]),
            (false, 40, &["in", "⚠ ×3"]),
            (false, 15, &["in"]),
        ] {
            let tags = [&["comes in", "in"][..], &["⚠ deferred ×3", "⚠ ×3"]]
                .map(|forms| (forms.iter().map(|form| (*form).to_owned()).collect(), Style::default()));
            let fitted = beside(tags.to_vec(), kept, (30, 12), room);
            assert_eq!(fitted.iter().map(|(tag, _)| tag.as_str()).collect::<Vec<_>>(), expected, "{room}");
        }
    }
}
