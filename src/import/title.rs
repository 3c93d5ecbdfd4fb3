//! Cuts a title that is no title but a text, and keeps the text beside it.

use crate::domain::draft::{Draft, Problem};
use crate::domain::limits::{TITLE, grouped};

/// Cuts the title of a draft to the longest that comes in. The whole of it then begins the description, so that
/// nothing is lost.
pub(super) fn shorten(draft: &mut Draft) -> Option<Problem> {
    let (cut, _) = draft.title.char_indices().nth(TITLE)?;
    let kept = draft.title[..cut].trim_end().to_owned();
    let whole = std::mem::replace(&mut draft.title, kept);
    let most = grouped(TITLE as u64);
    let message = format!(
        "the title has {} characters: cut to {most}, and kept whole in the description",
        grouped(whole.chars().count() as u64)
    );
    draft.description = Some(match draft.description.take() {
        Some(below) => format!("{whole}\n\n{below}"),
        None => whole,
    });
    Some(Problem { row: draft.row, column: None, message, rejected: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_one_past_the_limit_and_kept_whole_beside() {
        for (letter, length, below, description) in [
            ("a", TITLE, None, None),
            ("é", TITLE, Some("x"), Some("x".to_owned())),
            ("é", TITLE + 1, None, Some("é".repeat(TITLE + 1))),
            ("漢", TITLE + 1, Some("x"), Some(format!("{}\n\nx", "漢".repeat(TITLE + 1)))),
        ] {
            let below = below.map(str::to_owned);
            let mut draft =
                Draft { title: letter.repeat(length), description: below, row: 7, ..Draft::default() };
            let problem = shorten(&mut draft);
            assert_eq!(draft.title, letter.repeat(length.min(TITLE)));
            assert_eq!(draft.description, description);
            let told = (length > TITLE).then(|| {
                "the title has 2,001 characters: cut to 2,000, and kept whole in the description".to_owned()
            });
            assert_eq!(
                problem.as_ref().map(|problem| (problem.row, problem.rejected)),
                told.as_ref().map(|_| (7, false))
            );
            assert_eq!(problem.map(|problem| problem.message), told);
        }
    }
}
