//! Importing, merging and splitting in words.

use super::super::event::Event;
use super::super::facet::Facet;
use super::super::id::ItemId;
use super::super::text::first_of;
use super::super::tradeoff::Entry;
use super::{Words, title};

/// `import from shop.csv: 12 new, 3 updated`.
pub(super) fn imported(entry: &Entry, source: &str) -> String {
    let counts = [(brought(entry).len(), "new"), (updates(entry).count(), "updated")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    format!("import from {source}: {}", counts.join(", "))
}

/// Whom an import brought, and what it changed of whom: `SSO (title, owner), Dark mode (done)`.
pub(super) fn whom(words: Words<'_>, entry: &Entry) -> Vec<(&'static str, String)> {
    if !matches!(entry.main_event(), Some(Event::Added { source: Some(_), .. })) {
        return Vec::new();
    }
    let changed = |events: &[Event]| {
        let fields: Vec<&str> = events.iter().filter_map(updated).collect();
        let item = events.iter().flat_map(Event::items).next();
        format!("{} ({})", item.map(|item| title(words, item)).unwrap_or_default(), fields.join(", "))
    };
    let new =
        first_of(brought(entry).iter().map(|item| title(words, item)), brought(entry).len(), words.named);
    let updated = first_of(updates(entry).map(changed), updates(entry).count(), words.named);
    [("new", new), ("updated", updated)].into_iter().filter(|(_, whom)| !whom.is_empty()).collect()
}

/// The items that an import brought, or that went with it.
fn brought(entry: &Entry) -> &[ItemId] {
    let brought = entry.events.iter().find_map(|event| match event {
        Event::Added { items, .. } | Event::Withdrawn { items, .. } => Some(items),
        _ => None,
    });
    brought.map(AsRef::as_ref).unwrap_or_default()
}

/// What an import changed, item by item.
fn updates(entry: &Entry) -> impl Iterator<Item = &[Event]> {
    let by_item = entry.events.chunk_by(|one, next| one.items() == next.items());
    by_item.filter(|events| events.iter().any(|event| updated(event).is_some()))
}

/// What of its item an update changes.
fn updated(event: &Event) -> Option<&'static str> {
    match event {
        Event::Edited { to, .. } => Some(to.name()),
        Event::Delivered { to, .. } => Some(if to.done { "done" } else { "open again" }),
        _ => None,
    }
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
