//! Whether it was decided: review date, what was let go, reasons, disagreements.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{At, Case, Check, Lead, Topic, details};
use crate::domain::cycle::start_of_cycle;
use crate::domain::decisive::{Stakes, decisive, every_disagreement};
use crate::domain::discuss;
use crate::domain::event::Event;
use crate::domain::id::ItemId;
use crate::domain::item::{Horizon, Item, Status};
use crate::domain::review;
use crate::domain::telling::tell;
use crate::domain::text::counted;
use crate::domain::tradeoff::{Entry, EntryKind};

/// How many items are proposed where nothing was let go yet.
const PROPOSED: usize = 3;

pub(super) fn review(case: &Case<'_>) -> Check {
    let unmet = |why: String| Check::unmet(Topic::Review, why, Vec::new());
    let Some(text) = case.head.review.as_ref() else { return unmet("no review date is set".to_owned()) };
    let Some(day) = review::date(text) else { return unmet(format!("the review date {text} is no date")) };
    // Also without a clock it is known that the log went on, or that a cycle was closed since.
    let logged = case.workspace.log().last().and_then(|entry| entry.at).map(|at| at.date_naive());
    let is_behind = |today: Option<NaiveDate>| today.is_some_and(|today| day < today);
    if is_behind(case.today) || is_behind(logged) || closed(case).is_some_and(|closed| day <= closed) {
        return unmet(format!("the review date {text} is past"));
    }
    Check::met(Topic::Review, format!("the plan is looked at again on {text}"))
}

/// The day on which the last cycle was closed.
fn closed(case: &Case<'_>) -> Option<NaiveDate> {
    day(case.head.cycles.last()?.closed.as_deref()?)
}

/// The day of a date, or of a moment.
fn day(text: &str) -> Option<NaiveDate> {
    review::date(text.get(..10)?)
}

pub(super) fn removed(case: &Case<'_>) -> Check {
    let topic = Topic::Removed;
    let closed = closed(case);
    // What was taken back with its arrival was never decided on.
    let written = |item: &Item| {
        item.status == Status::Open
            && (case.head.cycles.is_empty() || closed.is_some_and(|closed| set_aside(item) > Some(closed)))
    };
    let (sure, asked): (Vec<&Item>, Vec<&Item>) =
        case.workspace.items().iter().filter(|item| is_set_aside(item)).partition(|item| written(item));
    let gone = sure.len() + decided(case, asked.into_iter().map(|item| &item.id).collect());
    let last = case.head.cycles.last();
    let since = last.map_or(String::new(), |cycle| format!(" since {} was closed", cycle.id));
    if gone > 0 {
        let verb = if gone == 1 { "was" } else { "were" };
        return Check::met(topic, format!("{} {verb} let go{since}", counted(gone, "item")));
    }
    let lowest = case.standing.outside().rev().take(PROPOSED);
    if case.standing.candidates().is_empty() {
        return Check::not_applicable(topic, "the backlog is empty");
    }
    let leads = lowest.map(|slot| Lead::new(slot, "among the lowest")).collect();
    Check::unmet(topic, format!("nothing was parked, declined or withdrawn{since}"), leads)
}

fn is_set_aside(item: &Item) -> bool {
    item.status == Status::Withdrawn
        || item.status == Status::Open && matches!(item.horizon, Some(Horizon::Parked | Horizon::Declined))
}

/// The day on which an item was set aside, else the one on which it was last changed.
fn set_aside(item: &Item) -> Option<NaiveDate> {
    let at = item.rare.set_aside.as_ref().and_then(|aside| aside.at.as_deref());
    day(at.or_else(|| details(item)?.updated.as_deref())?)
}

/// How many of some items a decision of this cycle set aside. Looked for from the newest entry back, and no further
/// than it takes to find them.
fn decided(case: &Case<'_>, mut asked: HashSet<&ItemId>) -> usize {
    let all = asked.len();
    if all == 0 {
        return 0;
    }
    let log = case.workspace.log();
    let entries = (start_of_cycle(case.workspace)..log.len()).rev().filter_map(|index| log.get(index));
    // What is taken back was not decided; what is done again was.
    for entry in entries.filter(|entry| entry.kind != EntryKind::Undo) {
        for item in entry.events.iter().flat_map(sets_aside) {
            asked.remove(item);
        }
        if asked.is_empty() {
            break;
        }
    }
    all - asked.len()
}

/// The items that an event sets aside.
fn sets_aside(event: &Event) -> &[ItemId] {
    match event {
        Event::Withdrawn { items, .. } => items,
        Event::Placed { item, to, .. } if to.sets_aside() => std::slice::from_ref(item),
        _ => &[],
    }
}

pub(super) fn reasons(case: &Case<'_>, before: u64) -> Check {
    let topic = Topic::Reasons;
    let entries = case.workspace.log().iter().rev().take_while(|entry| entry.seq > before);
    let asks = |entry: &&Entry| entry.calls_for_reason() && case.workshop.history().holds(entry);
    let asked: Vec<&Entry> = entries.filter(asks).collect();
    let lacking: Vec<&Entry> = asked.iter().copied().filter(|entry| entry.reason.is_none()).collect();
    match (asked.len(), lacking.len()) {
        (0, _) => Check::met(topic, "no crossing in this session asks for a reason"),
        (1, 0) => Check::met(topic, "the one crossing to explain in this session has a reason"),
        (all, 0) => {
            Check::met(topic, format!("all {all} crossings to explain in this session have a reason"))
        }
        (all, lack) => {
            let why = match (all, lack) {
                (1, _) => "the one crossing to explain in this session has no reason".to_owned(),
                (_, 1) => format!("1 of {all} crossings to explain in this session has no reason"),
                _ => format!("{lack} of {all} crossings to explain in this session have no reason"),
            };
            Check::unmet(
                topic,
                why,
                lacking.into_iter().filter_map(|entry| unexplained(case, entry)).collect(),
            )
        }
    }
}

/// The item that an entry is about, else the first that crossed.
fn unexplained(case: &Case<'_>, entry: &Entry) -> Option<Lead> {
    let ids = entry.item.iter().chain(&entry.left).chain(&entry.entered);
    let slot = ids.into_iter().find_map(|id| case.workspace.slot(id))?;
    Some(Lead { slot, note: tell(case.workspace, entry).headline(), at: At::Entry(entry.seq) })
}

pub(super) fn disagreements(case: &Case<'_>) -> Check {
    let topic = Topic::Disagreements;
    if case.standing.line().is_none() {
        return Check::not_applicable(topic, "without a line no disagreement decides who is in");
    }
    let decisive = decisive(case.workshop);
    let why = match (every_disagreement(case.workshop).count(), decisive.len()) {
        (0, _) => "no votes disagree".to_owned(),
        (1, 0) => "one disagreement is open, and it would not change who is in".to_owned(),
        (open, 0) => format!("{open} disagreements are open, and none would change who is in"),
        (1, _) => "the one open disagreement decides who is in".to_owned(),
        (open, 1) => format!("1 of {open} open disagreements decides who is in"),
        (open, count) => format!("{count} of {open} open disagreements decide who is in"),
    };
    if decisive.is_empty() {
        return Check::met(topic, why);
    }
    let lead = |found: &Stakes| Lead {
        slot: found.over.slot,
        note: discuss::told(case.workshop, found.over),
        at: At::Criterion(found.over.criterion),
    };
    Check::unmet(topic, why, decisive.iter().map(lead).collect())
}
