//! Pasted lines that become items, after a look at them.

use std::collections::HashSet;

use super::key::{Code, Key};
use super::overlay::Overlay;
use super::{App, Effect, Now, Tone};
use crate::domain::aim::alike;
use crate::domain::command::Command;
use crate::domain::item::Item;
use crate::domain::text::scrub;

/// How many lines are taken at once, and how much of each, in characters.
const LINES: usize = 1_000;
const LONGEST: usize = 2_000;

/// Lines that are about to become items.
#[derive(Clone, Debug)]
pub struct Pasting {
    /// The titles of the new items, in their order.
    pub titles: Vec<String>,
    /// How many lines say what an item is called already, or another line.
    pub known: usize,
    /// How many lines were too many.
    pub dropped: usize,
    /// How many titles are above the window.
    pub scroll: usize,
}

/// Offers to make items of what was pasted; says so where that is nothing.
pub(super) fn open(app: &mut App, text: &str) {
    if let Some(why) = &app.saving.read_only {
        return app.say(Tone::Refused, format!("read-only: {why}"));
    }
    let items = app.workspace().items().iter();
    let mut known: HashSet<String> = items.map(|item| alike(&item.title)).collect();
    let titles: Vec<String> = text.lines().map(title).filter(|title| !title.is_empty()).collect();
    let found = titles.len();
    let fresh: Vec<String> = titles.into_iter().filter(|title| known.insert(alike(title))).collect();
    if found == 0 {
        return app.say(Tone::Plain, "nothing was pasted that could be a title");
    }
    let pasting = Pasting {
        known: found - fresh.len(),
        dropped: fresh.len().saturating_sub(LINES),
        titles: fresh.into_iter().take(LINES).collect(),
        scroll: 0,
    };
    app.overlay = Some(Overlay::Pasting(Box::new(pasting)));
}

/// The title in a line: without what makes it one of a list, and without what no title can hold.
fn title(line: &str) -> String {
    let line = scrub(line);
    let line = line.trim();
    let bullet =
        ["- ", "* ", "+ ", "• ", "– ", "▪ ", "◦ "].iter().find_map(|bullet| line.strip_prefix(bullet));
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = (digits.len() < line.len())
        .then(|| digits.strip_prefix(". ").or_else(|| digits.strip_prefix(") ")))
        .flatten();
    let line = bullet.or(number).unwrap_or(line).trim_start();
    let boxes = ["[ ] ", "[x] ", "[X] "];
    let line = boxes.iter().find_map(|empty| line.strip_prefix(empty)).unwrap_or(line);
    line.trim().chars().take(LONGEST).collect()
}

/// Takes a key while pasted lines are looked at.
pub(super) fn key(app: &mut App, key: Key, mut pasting: Box<Pasting>, now: Now) -> Vec<Effect> {
    let last = pasting.titles.len().saturating_sub(1);
    match key.code {
        Code::Esc => return Vec::new(),
        Code::Enter if pasting.titles.is_empty() => return Vec::new(),
        Code::Enter => {
            let item = |title: String| Item { title: title.into(), ..Item::default() };
            return app.perform(Command::Add(pasting.titles.into_iter().map(item).collect()), now);
        }
        Code::Down | Code::Char('j') => pasting.scroll = (pasting.scroll + 1).min(last),
        Code::Up | Code::Char('k') => pasting.scroll = pasting.scroll.saturating_sub(1),
        Code::PageDown | Code::Char(' ') => pasting.scroll = (pasting.scroll + 10).min(last),
        Code::PageUp => pasting.scroll = pasting.scroll.saturating_sub(10),
        _ => {}
    }
    app.overlay = Some(Overlay::Pasting(pasting));
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_list_is_a_title_without_its_mark() {
        for (line, found) in [
            ("Dark mode", "Dark mode"),
            ("  - Dark mode  ", "Dark mode"),
            ("* [ ] Dark mode", "Dark mode"),
            ("• Dark mode", "Dark mode"),
            ("12. Dark mode", "Dark mode"),
            ("3) Dark mode", "Dark mode"),
            ("2026 budget", "2026 budget"),
            ("-5 % churn", "-5 % churn"),
            ("Dark\u{1b}[2J mode", "Dark[2J mode"),
            ("\t", ""),
        ] {
            assert_eq!(title(line), found, "{line:?}");
        }
    }
}
