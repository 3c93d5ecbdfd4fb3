//! What a merge adds to the log, in words.

use super::super::id::{CriterionId, ParticipantId};
use super::super::reconcile::WHOLE;
use super::super::tradeoff::{Datum, Entry};
use super::{Words, shown, subject, title, voter};

/// `effort of SSO: 5 stands, the other version had 3`.
pub(super) fn told(words: Words<'_>, entry: &Entry) -> String {
    let Some(cause) = entry.cause.as_deref() else {
        return "two versions of the file put together".to_owned();
    };
    let way: Vec<&str> = cause.way().collect();
    let criterion = CriterionId::from(way[0]);
    let rule = words.workspace.framework().criterion(&criterion);
    let place = match (&entry.item, way.as_slice()) {
        (None, _) => cause.field.clone(),
        (Some(item), _) if cause.field == WHOLE => title(words, item),
        (Some(item), _) if words.workspace.hides(item, &criterion) => {
            return format!("{}, hidden until the reveal", subject(words, &criterion, item));
        }
        (Some(item), [_, "votes", who]) => {
            let who = ParticipantId::from(*who);
            format!("{}, vote of {}", subject(words, &criterion, item), voter(words, &who))
        }
        (Some(item), _) => subject(words, &cause.field.as_str().into(), item),
    };
    let value = |datum: &Option<Datum>| match datum {
        Some(Datum::Number(number)) => shown(rule, *number),
        Some(Datum::Text(text)) => text.clone(),
        None => "nothing".to_owned(),
    };
    match (&cause.from, &cause.to) {
        (None, None) => format!("{place} stands as it was here"),
        (None, Some(_)) if cause.field == WHOLE => {
            format!("{place} is kept, the other version had taken it out")
        }
        (from, to) if from == to && cause.field == WHOLE => {
            format!("{place} is kept as the other version has it")
        }
        (from, to) if from == to => format!("{place}: {} stands as the other version has it", value(to)),
        (from, to) => format!("{place}: {} stands, the other version had {}", value(to), value(from)),
    }
}
