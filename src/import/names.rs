//! Compares the names of columns and fields as people do: by their letters, not by case or punctuation.

use std::collections::HashSet;

use crate::domain::text::abridged;

/// The letters and digits of a name, lower case: `Issue key`, `issue_key` and `ISSUE-KEY` are one. A name without any
/// (`#`) is only itself.
pub(super) fn key(name: &str) -> String {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if letters.is_empty() { name.trim().to_owned() } else { letters }
}

/// Whether two names mean the same.
pub(crate) fn same(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// The name within a field's that a tracker wraps: `Story Points` in `Custom field (Story Points)`.
pub(super) fn wrapped(name: &str) -> Option<&str> {
    let (before, inner) = name.trim().strip_suffix(')')?.split_once('(')?;
    (!before.trim().is_empty()).then_some(inner)
}

/// The candidate that a misspelt name most likely stands for, if one is near enough to be worth saying.
pub(crate) fn nearest(name: &str, candidates: &[String]) -> Option<String> {
    let wanted = key(name);
    let near_enough = (wanted.chars().count() / 3).max(1);
    candidates
        .iter()
        .map(|candidate| (edits(&wanted, &key(candidate)), candidate))
        .filter(|(edits, _)| *edits <= near_enough)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate.clone())
}

/// Names for a message: each once, blank ones left out.
pub(super) fn listed(names: &[String]) -> String {
    let mut known = HashSet::new();
    let distinct = names.iter().map(String::as_str).filter(|name| !name.is_empty() && known.insert(*name));
    abridged(distinct.collect::<Vec<_>>().join(", "))
}

/// The Levenshtein distance: how many letters to insert, drop or exchange.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.chars().enumerate() {
        let mut line = vec![row + 1];
        for (left, other) in to.iter().enumerate() {
            let exchanged = above[left] + usize::from(letter != *other);
            line.push(exchanged.min(above[left + 1] + 1).min(line[left] + 1));
        }
        above = line;
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_by_letters_only() {
        for (a, b, expected) in [
            ("Issue key", "issue_key", true),
            ("ISSUE-KEY ", "IssueKey", true),
            ("Título", "título", true),
            ("Title", "Titles", false),
            ("#", " # ", true),
            ("#", "%", false),
            ("#", "", false),
        ] {
            assert_eq!(same(a, b), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn the_nearest_name_is_suggested_only_when_near() {
        let candidates = ["Summary", "Status", "Story Points"].map(str::to_owned);
        for (name, expected) in [
            ("Sumary", Some("Summary")),
            ("summery", Some("Summary")),
            ("Stauts", Some("Status")),
            ("storypoint", Some("Story Points")),
            ("Colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, &candidates).as_deref(), expected, "{name:?}");
        }
    }

    #[test]
    fn edits_count_letters() {
        for (from, to, expected) in [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("a", "a", 0)] {
            assert_eq!(edits(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn a_list_of_names_has_each_once() {
        assert_eq!(listed(&["A", "", "B", "A"].map(str::to_owned)), "A, B");
    }
}
