//! The review date: the day on which the plan is looked at again.

use chrono::NaiveDate;

use super::command::{Decision, Rejection};
use super::event::Event;
use super::tradeoff::EntryKind;
use super::workspace::Workspace;

/// How many characters a date has: four digits, two, and two, with hyphens between.
const LENGTH: usize = 10;

/// The day that a text names, written as YYYY-MM-DD and in no other way.
pub fn date(text: &str) -> Option<NaiveDate> {
    let plain = text.len() == LENGTH && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if plain { text.parse().ok() } else { None }
}

/// Decides on another review date.
pub(super) fn set(ws: &Workspace, to: Option<String>) -> Result<Decision, Rejection> {
    let to = to.map(|to| to.trim().to_owned()).filter(|to| !to.is_empty());
    if let Some(text) = to.as_ref().filter(|text| date(text).is_none()) {
        return Err(Rejection::NoDate(text.clone()));
    }
    let from = ws.head().review.clone();
    if from == to {
        return Err(Rejection::Unchanged);
    }
    Ok(Decision::new(EntryKind::Review, vec![Event::ReviewSet { from, to }]))
}

/// The change in words: `review date 2026-03-31 → 2026-04-14`.
pub(super) fn told(from: Option<&str>, to: Option<&str>) -> String {
    let shown = |day: Option<&str>| day.unwrap_or("not set").to_owned();
    format!("review date {} → {}", shown(from), shown(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    fn workshop(text: &str) -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
    }

    #[test]
    fn a_date_is_a_day_of_the_calendar_written_in_one_way() {
        for (text, is_date) in [
            ("2026-03-31", true),
            ("2028-02-29", true),
            ("2026-02-29", false),
            ("2026-3-31", false),
            ("31.03.2026", false),
            ("2026-03-31T10:00", false),
            ("+026-03-31", false),
            ("２０２６", false),
            ("", false),
        ] {
            assert_eq!(date(text).is_some(), is_date, "{text}");
        }
    }

    #[test]
    fn a_review_date_is_set_told_and_taken_back() {
        let mut workshop = workshop("{}");
        let mut told = Vec::new();
        let day = |text: &str| Command::SetReview(Some(text.to_owned()));
        let steps =
            [day(" 2026-03-31 "), day("2026-04-14"), Command::SetReview(None), Command::Undo, Command::Redo];
        for command in steps {
            let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
            told.push((
                tell(workshop.workspace(), &entry).headline(),
                workshop.workspace().head().review.clone(),
            ));
        }
        let after = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("review date not set → 2026-03-31".to_owned(), after("2026-03-31")),
                ("review date 2026-03-31 → 2026-04-14".to_owned(), after("2026-04-14")),
                ("review date 2026-04-14 → not set".to_owned(), None),
                ("undo: review date not set → 2026-04-14".to_owned(), after("2026-04-14")),
                ("redo: review date 2026-04-14 → not set".to_owned(), None),
            ]
        );
    }

    #[test]
    fn what_is_no_date_changes_nothing() {
        let mut workshop = workshop(r#"{"review":"2026-03-31"}"#);
        for (to, why) in [
            (Some("soon"), "soon is not a date: write it as in 2026-03-31"),
            (Some("2026-02-30"), "2026-02-30 is not a date: write it as in 2026-03-31"),
            (Some("2026-03-31"), "nothing to change: it is so already"),
        ] {
            let command = Command::SetReview(to.map(str::to_owned));
            assert_eq!(workshop.perform(command, Stamp::default()).unwrap_err().to_string(), why);
        }
        assert!(workshop.workspace().log().is_empty());
    }
}
