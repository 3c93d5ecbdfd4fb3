//! The end of work in words: items that are done, and cycles that are closed.

use std::collections::HashSet;

use super::super::cycle::estimate;
use super::super::debt::{cost, deferred};
use super::super::delivery::Delivery;
use super::super::id::ItemId;
use super::super::number::Num;
use super::super::tradeoff::Entry;
use super::super::workspace::Cycle;
use super::{Words, title};

/// `SSO done, took 5 of 3 estimated`.
pub(super) fn delivered(words: Words<'_>, id: &ItemId, from: &Delivery, to: &Delivery) -> String {
    let name = title(words, id);
    let took = |actual: Option<Num>| actual.map_or_else(|| "not known".to_owned(), |num| num.to_string());
    match (from.done, to.done) {
        (_, false) => format!("{name} open again"),
        (true, true) => format!("what {name} took {} → {}", took(from.actual), took(to.actual)),
        (false, true) => {
            let item = words.workspace.slot(id).map(|slot| words.workspace.item(slot));
            let estimated = item.and_then(|item| estimate(words.workspace, item));
            let estimated = estimated.map(|num| format!(", estimated {num}")).unwrap_or_default();
            to.actual.map_or(format!("{name} done"), |num| format!("{name} done: took {num}{estimated}"))
        }
    }
}

/// `cycle 2026-Q1 closed: 8 committed, 3 done (1 was not committed), 12 deferred`.
pub(super) fn closed(cycle: &Cycle) -> String {
    let [committed, done, deferred] = [&cycle.committed, &cycle.done, &cycle.deferred].map(Vec::len);
    let planned: HashSet<&ItemId> = cycle.committed.iter().collect();
    let beside = match cycle.done.iter().filter(|id| !planned.contains(id)).count() {
        0 => String::new(),
        1 => " (1 was not committed)".to_owned(),
        many => format!(" ({many} were not committed)"),
    };
    format!("cycle {} closed: {committed} committed, {done} done{beside}, {deferred} deferred", cycle.id)
}

/// What is said behind a technical item that fell out and had been put off often before: how often, and what
/// not doing it costs.
pub(super) fn put_off(words: Words<'_>, entry: &Entry, id: &ItemId) -> Option<String> {
    let deferrals = deferred(entry.put_off.get(id)?.get() as u32);
    let item = words.workspace.slot(id).map(|slot| words.workspace.item(slot));
    let cost = item.and_then(cost).map(|cost| format!(": {}", (words.shorten)(cost)));
    Some(format!(" ⚠ {deferrals}{}", cost.unwrap_or_default()))
}
