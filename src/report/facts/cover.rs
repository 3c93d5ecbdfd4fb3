//! What every report begins with.

use minijinja::Value;
use serde::Serialize;

use super::{DAY, Desk, TITLE, cut, some};

/// What stands above a report that stays in the house.
#[derive(Debug, Serialize)]
pub(super) struct Cover {
    /// What the workshop is called.
    title: String,
    vision: Option<String>,
    /// The day of the report: `26 November 2026`.
    date: String,
    /// The same as `2026-11-26`.
    day: String,
    /// The style of the page; nothing in Markdown.
    style: Value,
    /// How items are ranked.
    framework: String,
    /// Whether a line is drawn.
    has_line: bool,
    /// What effort is counted in.
    unit: String,
}

impl Cover {
    pub(super) fn of(desk: &Desk<'_>) -> Cover {
        let head = desk.workspace().head();
        let title = cut(&head.title, TITLE);
        Cover {
            title: if title.is_empty() { "Untitled workshop".to_owned() } else { title },
            vision: some(head.vision.as_deref()),
            date: desk.today.format(DAY).to_string(),
            day: desk.today.to_string(),
            style: desk.style(),
            framework: desk.workspace().framework().name().to_owned(),
            has_line: desk.workshop.standing().line().is_some(),
            unit: desk.unit().to_owned(),
        }
    }
}
