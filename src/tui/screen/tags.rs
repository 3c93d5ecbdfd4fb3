//! What is said of an item behind its title, in as much room as there is.

use ratatui::style::Style;

use super::super::canvas::width;

/// Something that is said: in full first, then shorter and shorter.
pub(super) type Tag = (Vec<String>, Style);

/// What fits in so many cells, each with the space before it. The last ones are shortened first; only when
/// nothing is left to be shortened, the last ones go.
pub(super) fn fitting(mut tags: Vec<Tag>, room: usize) -> Vec<(String, Style)> {
    let taken = |tags: &[Tag]| -> usize { tags.iter().map(|(forms, _)| 1 + width(&forms[0])).sum() };
    tags.retain(|(forms, _)| !forms.is_empty());
    while !tags.is_empty() && taken(&tags) > room {
        match tags.iter_mut().rev().find(|(forms, _)| forms.len() > 1) {
            Some((forms, _)) => {
                forms.remove(0);
            }
            None => {
                tags.pop();
            }
        }
    }
    tags.into_iter().map(|(mut forms, style)| (forms.swap_remove(0), style)).collect()
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
            (15, &["in", "⚠ #3", "def"]),
            (8, &["in", "⚠ #3"]),
            (3, &["in"]),
            (2, &[]),
        ] {
            let tags = tags
                .iter()
                .map(|forms| (forms.iter().map(|form| (*form).to_owned()).collect(), Style::default()));
            let fitted: Vec<String> = fitting(tags.collect(), room).into_iter().map(|(tag, _)| tag).collect();
            assert_eq!(fitted, expected, "{room}");
        }
    }
}
