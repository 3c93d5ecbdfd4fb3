//! Importing, merging and splitting in words.

use std::collections::HashSet;

use super::super::event::Event;
use super::super::facet::Facet;
use super::super::id::ItemId;
use super::super::tradeoff::Entry;
use super::{Words, title};

/// `import from shop.csv: 12 new, 3 updated`.
pub(super) fn imported(entry: &Entry, source: &str) -> String {
    let mut new = 0;
    let mut updated: HashSet<&ItemId> = HashSet::new();
    for event in &entry.events {
        match event {
            Event::Added { items, .. } | Event::Withdrawn { items, .. } => new += items.len(),
            other => updated.extend(other.items()),
        }
    }
    let counts = [(new, "new"), (updated.len(), "updated")].into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    format!("import from {source}: {}", counts.join(", "))
}

/// `Dark mode merged into Night theme`, or that taken back.
pub(super) fn merged(words: Words<'_>, item: &ItemId, into: &ItemId, done: bool) -> String {
    let (item, into) = (title(words, item), title(words, into));
    if done { format!("{item} merged into {into}") } else { format!("{item} parted from {into} again") }
}

/// `Payments split into Retries, Refunds`, under the title that it had, or that taken back.
pub(super) fn split(
    words: Words<'_>,
    entry: &Entry,
    (item, parts): (&ItemId, &[ItemId]),
    done: bool,
) -> String {
    let renamed = entry.events.iter().find_map(|event| match event {
        Event::Edited { item: of, from: Facet::Title(from), to: Facet::Title(to) } if of == item => {
            Some((words.shorten)(if done { from } else { to }))
        }
        _ => None,
    });
    let whole = renamed.unwrap_or_else(|| title(words, item));
    let parts: Vec<String> = parts.iter().map(|part| title(words, part)).collect();
    if done {
        format!("{whole} split into {}", [vec![title(words, item)], parts].concat().join(", "))
    } else {
        format!("{whole} is whole again: {} taken back", parts.join(", "))
    }
}
