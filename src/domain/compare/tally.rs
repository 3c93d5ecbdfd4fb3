//! How much lies between two states, in numbers: for whoever decides which of them is to stand.

use std::collections::HashSet;

use super::Comparison;
use crate::domain::text::counted;

/// How many things are otherwise in the second of two workspaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items that only the second has.
    pub new: usize,
    /// Items that it has no longer.
    pub gone: usize,
    /// Items that are scored, written, put or held otherwise.
    pub changed: usize,
    /// What is set otherwise for the whole.
    pub settings: usize,
    /// Entries of the log that only the second has.
    pub entries: usize,
}

impl Comparison<'_> {
    /// What it comes to. Items that only moved because others changed do not count.
    pub fn tally(&self) -> Tally {
        let rescored = self.rescored.iter().map(|scored| &scored.item.id);
        let edited = self.edited.iter().map(|edited| &edited.item.id);
        let placed = self.placed.iter().map(|placed| &placed.items[1].id);
        let changed: HashSet<_> = rescored.chain(edited).chain(placed).collect();
        Tally {
            new: self.new.len(),
            gone: self.gone.len(),
            changed: changed.len(),
            settings: self.settings.len(),
            entries: self.log[1],
        }
    }
}

impl Tally {
    /// In words: `2 items changed, 1 new, 3 entries in the log`.
    pub fn told(&self) -> String {
        let mut parts = Vec::new();
        let mut items = |count: usize, what: &str| {
            if count > 0 {
                let first = parts.is_empty();
                let count = if first { counted(count, "item") } else { count.to_string() };
                parts.push(format!("{count} {what}"));
            }
        };
        items(self.changed, "changed");
        items(self.new, "new");
        items(self.gone, "gone");
        if self.settings > 0 {
            parts.push(counted(self.settings, "setting"));
        }
        if self.entries > 0 {
            let entries = if self.entries == 1 { "entry" } else { "entries" };
            parts.push(format!("{} {entries} in the log", self.entries));
        }
        if parts.is_empty() { "nothing that the screen shows".to_owned() } else { parts.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare;
    use super::*;
    use crate::domain::workshop::Workshop;
    use crate::domain::workspace::Workspace;

    fn workshop(text: &str) -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
    }

    #[test]
    fn each_item_counts_once() {
        let before = workshop(
            r#"{"title":"Q1","items":[{"id":"a","title":"A","scores":{"effort":2}},{"id":"b","title":"B"}]}"#,
        );
        let after = workshop(
            r#"{"title":"Q2","items":[{"id":"a","title":"AA","scores":{"effort":3}},{"id":"c","title":"C"}]}"#,
        );
        let tally = compare(&before, &after).tally();
        let expected = Tally { new: 1, gone: 1, changed: 1, settings: 1, entries: 0 };
        assert_eq!(tally, expected);
        assert_eq!(compare(&before, &before).tally(), Tally::default());
    }

    #[test]
    fn numbers_are_put_into_words() {
        let none = Tally::default();
        for (tally, told) in [
            (none, "nothing that the screen shows"),
            (
                Tally { changed: 2, new: 1, entries: 3, ..none },
                "2 items changed, 1 new, 3 entries in the log",
            ),
            (Tally { new: 1, ..none }, "1 item new"),
            (
                Tally { gone: 2, settings: 1, entries: 1, ..none },
                "2 items gone, 1 setting, 1 entry in the log",
            ),
        ] {
            assert_eq!(tally.told(), told);
        }
    }
}
