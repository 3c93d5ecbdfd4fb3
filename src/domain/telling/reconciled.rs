//! What a merge adds to the log, in words.

use super::super::id::CriterionId;
use super::super::reconcile::WHOLE;
use super::super::tradeoff::{Datum, Entry};
use super::{Words, shown, subject, title, voter};

/// `effort of SSO: 5 stands, the other version had 3`.
pub(super) fn told(words: Words<'_>, entry: &Entry) -> String {
    let Some(cause) = entry.cause.as_deref() else {
        return "two versions of the file put together".to_owned();
    };
    let criterion = CriterionId::from(cause.field.as_str());
    let rule = words.workspace.framework().criterion(&criterion);
    let place = match &entry.item {
        Some(item) if cause.field == WHOLE => title(words, item),
        Some(item) if words.workspace.hides(item, &criterion) => {
            return format!("{}, hidden until the reveal", subject(words, &criterion, item));
        }
        Some(item) => subject(words, &criterion, item),
        None => cause.field.clone(),
    };
    let whose = entry.by.as_ref().map(|by| format!(", vote of {}", voter(words, by))).unwrap_or_default();
    let value = |datum: &Option<Datum>| match datum {
        Some(Datum::Number(number)) => shown(rule, *number),
        Some(Datum::Text(text)) => text.clone(),
        None => "nothing".to_owned(),
    };
    match (&cause.from, &cause.to) {
        (None, None) => format!("{place}{whose} stands as it was here"),
        (None, to) if cause.field == WHOLE && to.is_some() => {
            format!("{place} is kept, the other version had taken it out")
        }
        (from, to) => format!("{place}{whose}: {} stands, the other version had {}", value(to), value(from)),
    }
}
