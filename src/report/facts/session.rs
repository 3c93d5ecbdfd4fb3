//! Entries of the log as reports tell of them. What a blind vote hides stays hidden: every word comes from `telling`.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{Desk, List, said};
use crate::domain::event::Event;
use crate::domain::id::ParticipantId;
use crate::domain::telling::{Crossed, lacks_reason, tell_at_length};
use crate::domain::text::counted;
use crate::domain::tradeoff::{Entry, Whose};
use crate::domain::workspace::Workspace;

/// How many of those who crossed the line with an entry are named.
const NAMED: usize = 6;

/// How times and moments are written.
const TIME: &str = "%H:%M";

/// One entry of the log.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Decision {
    /// The time of the day: `10:31`.
    time: Option<String>,
    /// The side, or the room where that decides.
    side: Option<String>,
    /// Who did it, or answers for it, by name.
    who: Option<String>,
    /// What was changed: `effort of Fix payments 5 → 2`.
    what: String,
    /// Where its item went: `#4 → #1`.
    rank: Option<String>,
    /// Who came in and who fell out: `it comes in`, `SSO falls out`.
    crossings: Vec<String>,
    /// Why, or that nobody said why; none where that does not matter.
    reason: Option<String>,
    /// Whether a reason is missing.
    unexplained: bool,
    /// What it was preferred to, and who hoped for something else.
    alternatives: List<String>,
    disappointed: List<String>,
}

impl Decision {
    pub(super) fn of(desk: &Desk<'_>, entry: &Entry) -> Decision {
        let workspace = desk.workspace();
        let told = tell_at_length(workspace, entry, NAMED);
        let call = entry.call();
        let what = call.map_or(told.cause, |call| call.what.clone());
        let (alternatives, disappointed) =
            call.map(|call| (call.alternatives.as_slice(), call.disappointed.as_slice())).unwrap_or_default();
        // In a column of its own the item itself needs a word.
        let it = |crossed: &Crossed| if crossed.who.is_none() { "it " } else { "" };
        let crossings =
            told.crossing.iter().map(|crossed| said(&format!("{}{crossed}", it(crossed)))).collect();
        let unexplained = lacks_reason(entry);
        Decision {
            time: entry.at.map(|at| at.format(TIME).to_string()),
            side: entry
                .whose()
                .filter(|whose| !matches!(whose, Whose::One(_)))
                .map(|whose| whose.name().to_owned()),
            who: who(workspace, entry),
            what: said(&what),
            rank: told.rank,
            crossings,
            reason: told.reason.map(|reason| said(&reason)),
            unexplained,
            alternatives: super::each(alternatives, NAMED),
            disappointed: super::each(disappointed, NAMED),
        }
    }
}

/// Who answers for an entry by name, else who made it.
fn who(workspace: &Workspace, entry: &Entry) -> Option<String> {
    let owner = entry.owner().map(str::trim).filter(|owner| !owner.is_empty());
    owner.map(said).or_else(|| entry.by.as_ref().map(|by| name(workspace, by)))
}

fn name(workspace: &Workspace, id: &ParticipantId) -> String {
    said(workspace.name_of(id))
}

/// Who was there, and whether the log says so: those who voted or acted, else everybody who is listed and not retired.
pub(super) fn present<'e>(
    workspace: &Workspace,
    entries: impl Iterator<Item = &'e Entry>,
) -> (Vec<String>, bool) {
    let mut acted: BTreeSet<&ParticipantId> = BTreeSet::new();
    for entry in entries {
        acted.extend(&entry.by);
        for event in &entry.events {
            match event {
                Event::Voted { participant, .. } => acted.extend([participant]),
                Event::Answered { by, .. } => acted.extend([by]),
                Event::Revealed { round, .. } => acted.extend(round.papers.iter().map(|paper| &paper.by)),
                _ => {}
            }
        }
    }
    let listed = &workspace.head().participants;
    if acted.is_empty() {
        let there = listed.iter().filter(|who| !who.retired);
        return (there.map(|who| said(who.shown_name())).collect(), false);
    }
    // In the order of the list, then those whom it does not know.
    let known = listed.iter().filter(|who| acted.contains(&who.id)).map(|who| said(who.shown_name()));
    let unknown = acted.iter().filter(|id| workspace.participant(id).is_none()).map(|id| said(id.as_str()));
    (known.chain(unknown).collect(), true)
}

/// `13 January 2026, 10:12 to 10:44`; over midnight with both days.
pub(super) fn when(from: Option<DateTime<FixedOffset>>, to: Option<DateTime<FixedOffset>>) -> Option<String> {
    let (from, to) = (from?, to?);
    let moment = |at: DateTime<FixedOffset>| at.format("%-d %B %Y, %H:%M").to_string();
    Some(match (from == to, from.date_naive() == to.date_naive()) {
        (true, _) => moment(from),
        (_, true) => format!("{} to {}", moment(from), to.format(TIME)),
        (_, false) => format!("{} to {}", moment(from), moment(to)),
    })
}

/// `32 minutes`, `1 hour 20 minutes`; none for less than a minute.
pub(super) fn took(minutes: Option<i64>) -> Option<String> {
    let minutes = usize::try_from(minutes?).ok().filter(|minutes| *minutes > 0)?;
    Some(match (minutes / 60, minutes % 60) {
        (0, minutes) => counted(minutes, "minute"),
        (hours, 0) => counted(hours, "hour"),
        (hours, minutes) => format!("{} {}", counted(hours, "hour"), counted(minutes, "minute")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<DateTime<FixedOffset>> {
        text.parse().ok()
    }

    #[test]
    fn a_session_is_told_by_its_ends() {
        for (from, to, told) in [
            (
                "2026-01-13T10:12:00+01:00",
                "2026-01-13T10:44:00+01:00",
                Some("13 January 2026, 10:12 to 10:44"),
            ),
            ("2026-01-13T10:12:00+01:00", "2026-01-13T10:12:00+01:00", Some("13 January 2026, 10:12")),
            (
                "2026-01-13T23:50:00Z",
                "2026-01-14T00:20:00Z",
                Some("13 January 2026, 23:50 to 14 January 2026, 00:20"),
            ),
            ("", "2026-01-14T00:20:00Z", None),
        ] {
            assert_eq!(when(at(from), at(to)).as_deref(), told);
        }
        for (minutes, told) in [
            (None, None),
            (Some(0), None),
            (Some(1), Some("1 minute")),
            (Some(60), Some("1 hour")),
            (Some(135), Some("2 hours 15 minutes")),
            (Some(-5), None),
        ] {
            assert_eq!(took(minutes).as_deref(), told);
        }
    }

    #[test]
    fn those_were_there_who_acted_or_else_all_who_are_listed() {
        let workspace = Workspace::load(
            serde_json::from_str(
                r#"{"participants": [{"id": "ana", "name": "Ana"}, {"id": "bo", "retired": true}, {"id": "raj"}], "items": []}"#,
            )
            .unwrap(),
        )
        .unwrap()
        .0;
        let entry = |by: &str| Entry { by: Some(by.into()), ..Entry::default() };
        for (acted, names, known) in [
            (&[][..], "Ana, raj", false),
            (&["raj", "raj"], "raj", true),
            (&["zoe", "raj", "ana"], "Ana, raj, zoe", true),
            (&["bo"], "bo", true),
        ] {
            let entries: Vec<Entry> = acted.iter().map(|by| entry(by)).collect();
            assert_eq!(
                present(&workspace, entries.iter()),
                (names.split(", ").map(str::to_owned).collect(), known)
            );
        }
        let nobody = Entry::default();
        assert!(!present(&workspace, [&nobody].into_iter()).1);
    }
}
