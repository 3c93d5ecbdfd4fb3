//! An entry of the log in words: what was changed, where it led, who came in and who fell out.
//!
//! The texts hold titles and names as the file spells them: whoever shows them scrubs them.

mod ending;

use super::event::Event;
use super::facet;
use super::framework::Criterion;
use super::id::{CriterionId, ItemId, ParticipantId};
use super::number::Num;
use super::tie::TieBreak;
use super::tradeoff::{Cause, Datum, Entry, EntryKind};
use super::workspace::{FrameworkChoice, Workspace};

/// What stands in the place of a reason that nobody gave.
pub const NO_REASON: &str = "no reason given";

/// How many of the others who came in, or fell out, are named.
const NAMED: usize = 3;

/// The parts of one entry, each ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What was changed: `effort of Fix payments 5 → 2`.
    pub cause: String,
    /// Where its item went: `#4 → #1`; none where no rank is involved.
    pub rank: Option<String>,
    /// Who crossed the line, the item itself first: `comes in`, `SSO falls out`.
    pub crossing: Vec<Crossed>,
    /// Why; [`NO_REASON`] when a change made somebody cross the line without one.
    pub reason: Option<String>,
}

/// One crossing of the line in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossed {
    /// Who, and which way.
    pub text: String,
    /// Whether it was upwards.
    pub came_in: bool,
}

impl Told {
    /// Everything but the reason, in one line.
    pub fn headline(&self) -> String {
        let crossing = self.crossing.iter().map(|crossed| &crossed.text);
        let parts = std::iter::once(&self.cause).chain(&self.rank).chain(crossing);
        parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

/// Puts an entry of the workspace's log into words.
pub fn tell(workspace: &Workspace, entry: &Entry) -> Told {
    tell_short(workspace, entry, &str::to_owned)
}

/// The same, with titles that are made to fit.
pub fn tell_short(workspace: &Workspace, entry: &Entry, shorten: &dyn Fn(&str) -> String) -> Told {
    told(Words { workspace, shorten, named: NAMED }, entry)
}

/// The same at length: up to so many of the others who came in, and fell out, are named.
pub fn tell_at_length(workspace: &Workspace, entry: &Entry, named: usize) -> Told {
    told(Words { workspace, shorten: &str::to_owned, named }, entry)
}

fn told(words: Words<'_>, entry: &Entry) -> Told {
    Told {
        cause: cause(words, entry),
        rank: rank(entry),
        crossing: crossing(words, entry),
        reason: entry.reason.clone().or_else(|| lacks_reason(entry).then(|| NO_REASON.to_owned())),
    }
}

/// Whether somebody should have said why.
pub fn lacks_reason(entry: &Entry) -> bool {
    entry.calls_for_reason() && entry.reason.is_none()
}

/// Where names are looked up, how long titles may be, and how many of the others are named.
#[derive(Clone, Copy)]
struct Words<'a> {
    workspace: &'a Workspace,
    shorten: &'a dyn Fn(&str) -> String,
    named: usize,
}

fn cause(words: Words<'_>, entry: &Entry) -> String {
    let told = match (entry.main_event(), &entry.cause) {
        (Some(event), _) => fact(words, entry, event),
        (None, Some(cause)) => bare(words, entry, cause),
        (None, None) => return entry.kind.to_string(),
    };
    match entry.kind {
        EntryKind::Undo | EntryKind::Redo => format!("{}: {told}", entry.kind),
        _ => told,
    }
}

fn fact(words: Words<'_>, entry: &Entry, event: &Event) -> String {
    match event {
        Event::Agreed { item, criterion, from, to } => {
            let subject = subject(words, criterion, item);
            let rule = words.workspace.framework().criterion(criterion);
            // An item that had a rank had a value here: only the room had not settled on it.
            let value = |value: &Option<Num>, rank: Option<u32>| match value {
                Some(value) => shown(rule, *value),
                None if rank.is_some() => "not agreed".to_owned(),
                None => "not scored".to_owned(),
            };
            format!("{subject} {} → {}", value(from, entry.rank.from), value(to, entry.rank.to))
        }
        Event::Voted { item, criterion, participant, from, to } => {
            vote(words, participant, (*from, *to), criterion, item)
        }
        Event::Edited { item, from, to } => {
            facet::told(words.workspace, full_title(words, item), (from, to), words.shorten)
        }
        Event::Added { items, .. } => format!("{} added", counted(words, items)),
        Event::Withdrawn { items, .. } => format!("{} taken back", counted(words, items)),
        Event::Reframed { from, to } if from.id() == to.id() => {
            format!("weights of {} changed", framework_name(to))
        }
        Event::Reframed { from, to } => {
            format!("framework {} → {}", framework_name(from), framework_name(to))
        }
        Event::CarriedOver { criterion, values } => {
            format!("{} of {} items carried over", criterion, values.len())
        }
        Event::CarriedBack { criterion, values } => {
            format!("{} of {} items cleared", criterion, values.len())
        }
        Event::Delivered { item, from, to } => ending::delivered(words, item, from, to),
        Event::CycleClosed { cycle } => ending::closed(cycle),
        Event::CycleReopened { cycle } => format!("cycle {} open again", cycle.id),
        Event::TieBroken { from, to } => tie(words, from, to),
        Event::Reasoned { entry, to: Some(reason), .. } => {
            format!("reason for {}: {reason}", target(words, *entry))
        }
        Event::Reasoned { entry, to: None, .. } => {
            format!("reason for {} taken back", target(words, *entry))
        }
    }
}

fn framework_name(choice: &FrameworkChoice) -> String {
    choice.resolve().map_or_else(|_| choice.id().to_owned(), |framework| framework.name().to_owned())
}

fn vote(
    words: Words<'_>,
    participant: &ParticipantId,
    change: (Option<Num>, Option<Num>),
    criterion: &CriterionId,
    item: &ItemId,
) -> String {
    let rule = words.workspace.framework().criterion(criterion);
    let name =
        words.workspace.participant(participant).map_or(participant.as_str(), |voter| voter.shown_name());
    let what = match change {
        (Some(from), Some(to)) => format!("votes {} → {}", shown(rule, from), shown(rule, to)),
        (None, Some(to)) => format!("votes {}", shown(rule, to)),
        (Some(from), None) => format!("takes back {}", shown(rule, from)),
        (None, None) => "votes nothing".to_owned(),
    };
    format!("{name} {what} on {}", subject(words, criterion, item))
}

/// `tie settled: SSO before Dark mode`; a tie that is only left to the scores again is named by its items.
fn tie(words: Words<'_>, from: &[TieBreak], to: &[TieBreak]) -> String {
    let told = |tie: &TieBreak, between: &str| {
        let titles: Vec<String> = tie.order.iter().map(|judged| title(words, &judged.item)).collect();
        titles.join(between)
    };
    match (TieBreak::without(to, from).last(), TieBreak::without(from, to).last()) {
        (Some(settled), _) => format!("tie settled: {}", told(settled, " before ")),
        (None, Some(left)) => format!("tie left to the scores: {}", told(left, ", ")),
        (None, None) => "ties settled".to_owned(),
    }
}

/// `effort of Fix payments`.
fn subject(words: Words<'_>, criterion: &CriterionId, item: &ItemId) -> String {
    let rule = words.workspace.framework().criterion(criterion);
    let name = rule.map_or_else(|| criterion.to_string(), |rule| rule.name.to_lowercase());
    format!("{name} of {}", title(words, item))
}

/// The one item, or how many.
fn counted(words: Words<'_>, items: &[ItemId]) -> String {
    match items {
        [only] => title(words, only),
        items => format!("{} items", items.len()),
    }
}

/// What an earlier entry was about. A reason for a reason is not followed further: a file that was
/// edited by hand may lead round in circles.
fn target(words: Words<'_>, seq: u64) -> String {
    match words.workspace.entry_index(seq).map(|index| &words.workspace.log()[index]) {
        Some(entry) if !matches!(entry.events.first(), Some(Event::Reasoned { .. })) => cause(words, entry),
        _ => format!("entry {seq}"),
    }
}

/// A cause without the facts behind it, as other programs may write one.
fn bare(words: Words<'_>, entry: &Entry, cause: &Cause) -> String {
    let datum = |datum: &Option<Datum>| match datum {
        Some(Datum::Number(number)) => number.to_string(),
        Some(Datum::Text(text)) => text.clone(),
        None => "–".to_owned(),
    };
    let change = format!("{} → {}", datum(&cause.from), datum(&cause.to));
    match &entry.item {
        Some(item) => format!("{} {change}", subject(words, &cause.field.as_str().into(), item)),
        None => format!("{} {change}", cause.field),
    }
}

fn rank(entry: &Entry) -> Option<String> {
    match (entry.rank.from, entry.rank.to) {
        _ if entry.kind == EntryKind::Reason => None,
        // What is written about an item leaves its rank alone.
        _ if matches!(entry.main_event(), Some(Event::Edited { .. })) => None,
        _ if entry.item.as_ref().is_some_and(|item| entry.delivered(item)) => None,
        (None, None) => None,
        (Some(from), Some(to)) if from == to => Some(format!("stays #{to}")),
        (Some(from), Some(to)) => Some(format!("#{from} → #{to}")),
        (None, Some(to)) => Some(format!("unranked → #{to}")),
        (Some(from), None) => Some(format!("#{from} → unranked")),
    }
}

fn crossing(words: Words<'_>, entry: &Entry) -> Vec<Crossed> {
    let is_subject = |id: &&ItemId| entry.item.as_ref() == Some(*id);
    let ways =
        [(&entry.entered, true, ["comes in", "come in"]), (&entry.left, false, ["falls out", "fall out"])];
    let crossed = |id: &&ItemId| !entry.delivered(id);
    let again = |id: &ItemId| ending::put_off(words, entry, id).unwrap_or_default();
    let mut told: Vec<Crossed> = Vec::new();
    for (ids, came_in, [verb, _]) in ways {
        let subject = ids.iter().filter(crossed).find(is_subject);
        told.extend(subject.map(|id| Crossed { text: format!("{verb}{}", again(id)), came_in }));
    }
    for (ids, came_in, [verb, verb_of_many]) in ways {
        let mut tell = |text: String| told.push(Crossed { text, came_in });
        let mut others = ids.iter().filter(crossed).filter(|id| !is_subject(id));
        for id in others.by_ref().take(words.named) {
            tell(format!("{} {verb}{}", title(words, id), again(id)));
        }
        match others.count() {
            0 => {}
            1 => tell(format!("and 1 more {verb}")),
            more => tell(format!("and {more} more {verb_of_many}")),
        }
    }
    told
}

fn shown(rule: Option<&Criterion>, value: Num) -> String {
    rule.map_or_else(|| value.to_string(), |rule| rule.shown(value))
}

/// The title of an item that fits, or its id where it is not there any more.
fn title(words: Words<'_>, id: &ItemId) -> String {
    (words.shorten)(full_title(words, id))
}

fn full_title<'a>(words: Words<'a>, id: &'a ItemId) -> &'a str {
    let workspace = words.workspace;
    workspace.slot(id).map_or(id.as_str(), |slot| workspace.item(slot).shown_title())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::item::Item;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    const WORKSPACE: &str = r#"{
        "framework": "value-effort", "capacity": {"amount": 4, "unit": "points"},
        "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}],
        "items": [
            {"id": "pay", "title": "Fix payments", "scores": {"impact": 5, "effort": 2}},
            {"id": "sso", "title": "SSO", "scores": {"impact": 3, "effort": 2}},
            {"id": "dark", "title": "Dark mode", "scores": {"impact": 4, "effort": 4}},
            {"id": "new", "title": "New", "scores": {"impact": 1, "effort": {"votes": {"ana": 5}}}}
        ]
    }"#;

    fn workshop() -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0)
    }

    fn agree(item: &str, criterion: &str, to: Option<f64>) -> impl Fn(&Workshop) -> Command {
        let (item, criterion) = (ItemId::from(item), CriterionId::from(criterion));
        move |workshop| Command::Agree {
            item: workshop.workspace().slot(&item).unwrap(),
            criterion: criterion.clone(),
            to: to.and_then(Num::new),
        }
    }

    fn vote(to: Option<f64>) -> impl Fn(&Workshop) -> Command {
        move |workshop| Command::Vote {
            item: workshop.workspace().slot(&"new".into()).unwrap(),
            criterion: "effort".into(),
            participant: "ana".into(),
            to: to.and_then(Num::new),
        }
    }

    fn plain(command: Command) -> impl Fn(&Workshop) -> Command {
        move |_| command.clone()
    }

    fn add(titles: &[&str]) -> impl Fn(&Workshop) -> Command {
        let item = |title: &&str| Item { title: (*title).into(), ..Item::default() };
        plain(Command::Add(titles.iter().map(item).collect()))
    }

    #[test]
    fn gestures_are_told_in_the_words_of_the_room() {
        let mut workshop = workshop();
        let mut said = |command: &dyn Fn(&Workshop) -> Command| {
            let command = command(&workshop);
            let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
            let told = tell(workshop.workspace(), &entry);
            (told.headline(), told.reason)
        };
        let nothing = || Some(NO_REASON.to_owned());
        let reason = Some("the gateway retries".to_owned());
        for (command, headline, why) in [
            (
                &agree("pay", "effort", Some(5.0)) as &dyn Fn(&Workshop) -> Command,
                "effort of Fix payments 2 → 5 · #1 → #3 · falls out",
                nothing(),
            ),
            (
                &plain(Command::Reason { entry: 1, text: reason.clone() }),
                "reason for effort of Fix payments 2 → 5: the gateway retries",
                None,
            ),
            (&plain(Command::Undo), "undo: effort of Fix payments 5 → 2 · #3 → #1 · comes in", None),
            (
                &agree("dark", "effort", Some(1.0)),
                "effort of Dark mode 4 → 1 · #3 → #1 · comes in · SSO falls out",
                nothing(),
            ),
            (&agree("sso", "impact", None), "impact of SSO 3 → not scored · #3 → unranked", None),
            (&agree("sso", "impact", Some(3.0)), "impact of SSO not scored → 3 · unranked → #3", None),
            (&agree("new", "effort", Some(5.0)), "effort of New not agreed → 5 · stays #4", None),
            (&vote(Some(4.0)), "Ana votes 5 → 4 on effort of New · stays #4", None),
            (&vote(None), "Ana takes back 4 on effort of New · stays #4", None),
            (&vote(Some(1.0)), "Ana votes 1 on effort of New · stays #4", None),
            (&add(&["A", "B"]), "2 items added", None),
            (&plain(Command::Undo), "undo: 2 items taken back", None),
            (&plain(Command::Redo), "redo: 2 items added", None),
            (&add(&["C"]), "C added", None),
        ] {
            assert_eq!(said(command), (headline.to_owned(), why));
        }
    }

    #[test]
    fn of_many_only_the_first_are_named() {
        let ids = |names: &[&str]| names.iter().copied().map(ItemId::from).collect::<Vec<_>>();
        let entry = Entry {
            item: Some("pay".into()),
            entered: ids(&["pay", "sso"]),
            left: ids(&["a", "b", "c", "d", "e"]),
            ..Entry::default()
        };
        let told = tell(workshop().workspace(), &entry);
        let expected =
            ["comes in", "SSO comes in", "a falls out", "b falls out", "c falls out", "and 2 more fall out"];
        let told: Vec<&str> = told.crossing.iter().map(|crossed| crossed.text.as_str()).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn entries_that_other_hands_wrote_are_told_as_far_as_they_go() {
        for (text, cause) in [
            (r#"{"seq":1,"kind":"score"}"#, "score"),
            (
                r#"{"seq":1,"kind":"score","item":"gone","cause":{"field":"effort","from":2,"to":5}}"#,
                "effort of gone 2 → 5",
            ),
            (r#"{"seq":1,"kind":"add","cause":{"field":"items","to":3}}"#, "items – → 3"),
            (
                r#"{"seq":1,"kind":"reason","events":[{"reasoned":{"entry":1,"from":null,"to":"x"}}]}"#,
                "reason for entry 1: x",
            ),
        ] {
            let text = format!(r#"{{"log":[{text}]}}"#);
            let (workspace, _) = Workspace::load(serde_json::from_str(&text).unwrap()).unwrap();
            assert_eq!(tell(&workspace, &workspace.log()[0]).cause, cause);
        }
    }
}
