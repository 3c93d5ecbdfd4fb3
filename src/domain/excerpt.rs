//! An excerpt of the log: which of its entries are looked at.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};

use super::framework::Side;
use super::id::ItemId;
use super::telling::lacks_reason;
use super::tradeoff::Entry;

/// What an entry has to be to be looked at: all of what is set. Without anything set it is the whole log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The call of this side.
    pub side: Option<Side>,
    /// About this item, or it came in or fell out.
    pub item: Option<ItemId>,
    /// Somebody crossed the line.
    pub crossed: bool,
    /// It should have said why and did not.
    pub unexplained: bool,
    /// Not earlier than this.
    pub since: Option<DateTime<Utc>>,
    /// Its number is one of these.
    pub numbers: Option<RangeInclusive<u64>>,
}

impl Excerpt {
    /// Whether an entry belongs to it.
    pub fn holds(&self, entry: &Entry) -> bool {
        self.side.is_none_or(|side| entry.side == Some(side))
            && (!self.crossed || entry.crossed())
            && (!self.unexplained || lacks_reason(entry))
            && self.numbers.as_ref().is_none_or(|numbers| numbers.contains(&entry.seq))
            && self.since.is_none_or(|since| entry.at.is_some_and(|at| at >= since))
            && self.item.as_ref().is_none_or(|item| concerns(entry, item))
    }

    /// Whether it is the whole log.
    pub fn is_whole(&self) -> bool {
        *self == Excerpt::default()
    }
}

/// Whether an entry was about an item, or brought it in or out.
pub fn concerns(entry: &Entry, item: &ItemId) -> bool {
    let named = entry.events.iter().any(|event| event.is_about(item));
    named || entry.item.as_ref() == Some(item) || entry.entered.contains(item) || entry.left.contains(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Event;
    use crate::domain::tradeoff::{EntryKind, RankMove};

    fn log() -> Vec<Entry> {
        let entry = |seq, at: &str| Entry { seq, at: at.parse().ok(), ..Entry::default() };
        let ids = |ids: &[&str]| ids.iter().map(|id| ItemId::from(*id)).collect::<Box<[_]>>();
        let added = Event::Added { items: ids(&["pay", "sso"]).into(), done: Vec::new(), source: None };
        vec![
            Entry { kind: EntryKind::Add, events: [added].into(), ..entry(1, "2026-01-10T10:00:00Z") },
            Entry {
                side: Some(Side::Business),
                item: Some("pay".into()),
                reason: Some("asked".into()),
                rank: RankMove { from: Some(3), to: Some(1), ..RankMove::default() },
                entered: ids(&["pay"]),
                left: ids(&["sso"]),
                ..entry(2, "2026-01-20T10:00:00Z")
            },
            Entry {
                side: Some(Side::Engineering),
                item: Some("sso".into()),
                rank: RankMove { from: Some(2), to: Some(1), ..RankMove::default() },
                entered: ids(&["sso"]),
                ..entry(3, "2026-01-20T11:00:00Z")
            },
            Entry { side: Some(Side::Engineering), item: Some("pay".into()), ..entry(4, "") },
        ]
    }

    #[test]
    fn an_entry_has_to_be_all_that_is_asked_for() {
        let whole = Excerpt::default;
        for (excerpt, expected) in [
            (whole(), &[1, 2, 3, 4][..]),
            (Excerpt { side: Some(Side::Business), ..whole() }, &[2]),
            (Excerpt { side: Some(Side::Engineering), ..whole() }, &[3, 4]),
            (Excerpt { item: Some("pay".into()), ..whole() }, &[1, 2, 4]),
            (Excerpt { item: Some("sso".into()), ..whole() }, &[1, 2, 3]),
            (Excerpt { item: Some("nobody".into()), ..whole() }, &[]),
            (Excerpt { crossed: true, ..whole() }, &[2, 3]),
            (Excerpt { unexplained: true, ..whole() }, &[3]),
            (Excerpt { since: "2026-01-20T10:00:01Z".parse().ok(), ..whole() }, &[3]),
            (Excerpt { numbers: Some(2..=3), ..whole() }, &[2, 3]),
            (Excerpt { numbers: Some(4..=u64::MAX), ..whole() }, &[4]),
            (
                Excerpt { crossed: true, item: Some("pay".into()), side: Some(Side::Business), ..whole() },
                &[2],
            ),
            (Excerpt { crossed: true, numbers: Some(4..=9), ..whole() }, &[]),
        ] {
            let log = log();
            let found: Vec<u64> =
                log.iter().filter(|entry| excerpt.holds(entry)).map(|entry| entry.seq).collect();
            assert_eq!(found, expected, "{excerpt:?}");
            assert_eq!(excerpt.is_whole(), found.len() == 4, "{excerpt:?}");
        }
    }
}
