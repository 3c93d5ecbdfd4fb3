//! Prints the keys of the workshop, from the one table of actions.

use super::config;
use super::error::CommandError;
use super::output::{self, Page, left};
use crate::app::action::Place;

/// Prints every action with its keys, and where one's own keys are read from.
pub(super) fn print() -> Result<(), CommandError> {
    let keymap = config::keymap()?;
    let mut page = Page::default();
    for place in Place::ALL.iter().copied() {
        let section = keymap.section(place);
        if section.is_empty() {
            continue;
        }
        page.line(&format!("[{}]", place.name()));
        for (spec, keys) in section {
            let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            page.line(&format!("{}  {}  {}", left(spec.name, 18), left(&keys.join(" "), 22), spec.doc));
        }
        page.gap();
    }
    if let Some(file) = config::keymap_file() {
        page.line(&format!("Keys of your own are read from {}", file.display()));
        for note in keymap.notes() {
            output::note(&format!("{}: {note}", file.display()));
        }
    }
    page.print()
}
