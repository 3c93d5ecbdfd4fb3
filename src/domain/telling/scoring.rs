//! What was agreed and voted in the open, in words.

use super::{Words, shown, subject, voter};
use crate::domain::id::{CriterionId, ItemId, ParticipantId};
use crate::domain::number::Num;
use crate::domain::tradeoff::Entry;

/// `effort of Fix payments 5 → 2`. An item that had a rank had a value, as one with votes has: only the room had not
/// settled on it.
pub(super) fn agreed(
    words: Words<'_>,
    entry: &Entry,
    (item, criterion): (&ItemId, &CriterionId),
    (from, to): (Option<Num>, Option<Num>),
) -> String {
    let rule = words.workspace.framework().criterion(criterion);
    let score =
        || words.workspace.slot(item).and_then(|slot| words.workspace.item(slot).scores.get(criterion));
    let value = |value: Option<Num>, rank: Option<u32>| match value {
        Some(value) => shown(rule, value),
        None if rank.is_some() || score().is_some_and(|score| !score.votes().is_empty()) => {
            "not agreed".to_owned()
        }
        None => "not scored".to_owned(),
    };
    let by = entry.owner().map(|owner| format!(", decided by {owner}")).unwrap_or_default();
    let subject = subject(words, criterion, item);
    format!("{subject} {} → {}{by}", value(from, entry.rank.from), value(to, entry.rank.to))
}

/// `Ana votes 3 → 5 on effort of Fix payments`.
pub(super) fn voted(
    words: Words<'_>,
    participant: &ParticipantId,
    change: (Option<Num>, Option<Num>),
    criterion: &CriterionId,
    item: &ItemId,
) -> String {
    let rule = words.workspace.framework().criterion(criterion);
    let name = voter(words, participant);
    let what = match change {
        (Some(from), Some(to)) => format!("votes {} → {}", shown(rule, from), shown(rule, to)),
        (None, Some(to)) => format!("votes {}", shown(rule, to)),
        (Some(from), None) => format!("takes back {}", shown(rule, from)),
        (None, None) => "votes nothing".to_owned(),
    };
    format!("{name} {what} on {}", subject(words, criterion, item))
}
