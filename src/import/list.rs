//! Lays out a list of lines, bullets, numbers or boxes as a table: the way people keep a backlog in a note.

use std::collections::HashSet;

use super::ImportError;
use super::grid::Grid;
use crate::domain::aim::alike;
use crate::domain::text::scrub;

/// What a line begins with that makes it one of a list. The first few may begin a text as well.
const BULLETS: [&str; 11] = ["- ", "* ", "+ ", "• ", "‣ ", "– ", "— ", "▪ ", "◦ ", "● ", "· "];
const AMBIGUOUS: usize = 3;

/// How many cells a tab takes.
const TAB: usize = 4;

/// The lines of a text as rows. Headings are themes of what stands below them, and so is a line over bullets that are set
/// in; what else is indented deeper than the item above describes it. A line that stands twice is one item.
///
/// # Errors
/// That there are more lines than so many.
pub(super) fn grid(text: &str, most: usize) -> Result<Grid<'static>, ImportError> {
    let header = ["line", "heading", "box", "below"].map(str::to_owned);
    let has_bullets = text.lines().any(is_bulleted);
    let mut heading = String::new();
    let mut rows: Vec<(usize, Entry)> = Vec::new();
    // How deep the item is that the next lines may describe, and whether it has a bullet.
    let mut above: Option<(usize, bool)> = None;
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !is_rule(scrub(line).trim())).peekable();
    while let Some((line, number)) = lines.next() {
        let depth = indent(line);
        let line = scrub(line);
        let line = line.trim();
        let has_bullet = is_bulleted(line);
        let describes = above.is_some_and(|(above, bullet)| depth > above && (bullet || !has_bullet));
        // A line over bullets that are set in is what they are about.
        let leads_in =
            !has_bullet && lines.peek().is_some_and(|(next, _)| is_bulleted(next) && indent(next) > depth);
        if let Some((_, item)) = rows.last_mut().filter(|_| describes) {
            item.below.push(line.to_owned());
        } else if let Some(title) = heading_of(line, has_bullets).or(leads_in.then_some(line)) {
            title.clone_into(&mut heading);
            above = None;
        } else if rows.len() == most {
            return Err(ImportError::more_than(most, "items"));
        } else {
            rows.push((number, Entry::of(line, &heading)));
            above = has_bullets.then_some((depth, has_bullet));
        }
    }
    let mut known = HashSet::new();
    let mut is_new = |title: &str| !title.is_empty() && known.insert(alike(title));
    let said = rows.into_iter().filter(move |(_, entry)| is_new(&entry.title));
    Ok(Grid::of_records(header.into(), said.map(|(number, entry)| (number, Ok(entry.cells())))))
}

/// One item of a list.
struct Entry {
    title: String,
    heading: String,
    ticked: bool,
    below: Vec<String>,
}

impl Entry {
    fn of(line: &str, heading: &str) -> Entry {
        let line = without_bullet(line);
        let (ticked, line) = match line.get(..3) {
            Some("[x]" | "[X]") => (true, &line[3..]),
            Some("[ ]") => (false, &line[3..]),
            _ => (false, line),
        };
        let title = line.trim().to_owned();
        Entry { title, heading: heading.to_owned(), ticked, below: Vec::new() }
    }

    fn cells(self) -> Vec<String> {
        let ticked = if self.ticked { "x" } else { "" };
        vec![self.title, self.heading, ticked.to_owned(), self.below.join("\n")]
    }
}

/// How far a line is set in, in cells.
fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| [' ', '\t'].contains(c));
    blanks.map(|blank| if blank == '\t' { TAB } else { 1 }).sum()
}

/// `## Reliability`, and among bullets also `Reliability:`.
fn heading_of(line: &str, has_bullets: bool) -> Option<&str> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let marked = line[marks..].strip_prefix(' ').filter(|_| (1..=6).contains(&marks));
    let lead_in =
        line.strip_suffix(':').filter(|rest| has_bullets && without_bullet(rest).len() == rest.len());
    marked.or(lead_in).map(|title| title.trim().trim_end_matches('#').trim_end())
}

/// A blank line, or one that only parts what stands above from what stands below.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| "-*_=~ ".contains(c))
}

/// A text without the bullet before it, where that can be nothing but a bullet.
pub(super) fn bulleted(text: &str) -> Option<&str> {
    BULLETS[AMBIGUOUS..].iter().find_map(|bullet| text.strip_prefix(bullet)).map(str::trim_start)
}

/// Whether a line begins with a bullet or a number.
fn is_bulleted(line: &str) -> bool {
    without_bullet(line).len() < line.trim().len()
}

/// A line without the bullet or number before it.
fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    let bullet = BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet));
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=3).contains(&(line.len() - rest.len()));
    let number = is_number.then(|| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))).flatten();
    bullet.or(number).unwrap_or(line).trim_start()
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use super::*;

    /// The items as `row title [theme] {description}`, ticked ones with an x before them.
    fn items(text: &str) -> Vec<String> {
        let batch = read(text.as_bytes(), "", &Options::default()).unwrap();
        assert!(batch.problems.is_empty(), "{:?}", batch.problems);
        let around = |text: Option<String>, marks: [&str; 2]| {
            text.map(|text| format!(" {}{text}{}", marks[0], marks[1])).unwrap_or_default()
        };
        let told = batch.drafts.into_iter().map(|draft| {
            let ticked = if draft.life == Some(crate::domain::draft::Life::Done) { "x " } else { "" };
            let (theme, below) = (around(draft.theme, ["[", "]"]), around(draft.description, ["{", "}"]));
            format!("{ticked}{} {}{theme}{below}", draft.row, draft.title)
        });
        told.collect()
    }

    #[test]
    fn lines_bullets_numbers_and_boxes_are_items() {
        for (text, expected) in [
            ("Fix payments\n\nDark mode\n", &["1 Fix payments", "3 Dark mode"][..]),
            ("- Fix payments\n* Dark mode\n• SSO\n", &["1 Fix payments", "2 Dark mode", "3 SSO"]),
            ("1. Fix payments\n2) Dark mode", &["1 Fix payments", "2 Dark mode"]),
            ("- [ ] Fix payments\n- [x] Dark mode", &["1 Fix payments", "x 2 Dark mode"]),
            ("2025 in review, and more\nv1.2 is out", &["1 2025 in review, and more", "2 v1.2 is out"]),
            ("SSO\nsso\nSSO", &["1 SSO"]),
            ("- a \u{1b}[31m\u{202e}b", &["1 a [31mb"]),
        ] {
            assert_eq!(items(text), expected, "{text:?}");
        }
    }

    #[test]
    fn headings_are_themes_and_what_is_indented_describes() {
        let text = "# Q3\n\n- Login\n  - with a password\n  and a link\n\n---\n\nPayments:\n- Retry\n\n## Search ##\n- Index";
        assert_eq!(
            items(text),
            ["3 Login [Q3] {- with a password\nand a link}", "10 Retry [Payments]", "13 Index [Search]"]
        );
    }

    #[test]
    fn only_what_is_deeper_than_an_item_describes_it() {
        for (text, expected) in [
            (" - A\n - B\n", &["1 A", "2 B"][..]),
            ("Backlog:\n  - A\n  - B\nLater:\n\t- C", &["2 A [Backlog]", "3 B [Backlog]", "5 C [Later]"]),
            ("Backlog\n\n  - A\n  - B", &["3 A [Backlog]", "4 B [Backlog]"]),
            ("- A\n  more\n    - of it\nB\n- C", &["1 A {more\n- of it}", "4 B", "5 C"]),
            ("- A\n  Acceptance:\n  p99 under 2 s\n- B", &["1 A {Acceptance:\np99 under 2 s}", "4 B"]),
            ("  - A\n    # note\n- B\n  - b", &["1 A {# note}", "3 B {- b}"]),
        ] {
            assert_eq!(items(text), expected, "{text:?}");
        }
    }

    #[test]
    fn bullets_are_taken_off_and_words_are_not() {
        for (line, expected) in [
            ("• A", "A"),
            ("12. A", "A"),
            ("2025. A", "2025. A"),
            ("-1 is A", "-1 is A"),
            ("-", "-"),
            ("1.5 A", "1.5 A"),
        ] {
            assert_eq!(without_bullet(line), expected);
        }
    }
}
