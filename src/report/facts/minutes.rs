//! The minutes of the last session: what moved, who crossed the line, by whose call and why, and what stays open.

use std::collections::HashSet;

use minijinja::Value;
use serde::Serialize;

use super::cover::Cover;
use super::item::{Item, title};
use super::risk::{Risk, disputes};
use super::session::{Decision, present, took, when};
use super::{Desk, Figure, List, said};
use crate::chart::movement::{Movement, movement, movements, telling};
use crate::domain::id::ItemId;
use crate::domain::item::Status;
use crate::domain::recap::Recap;
use crate::domain::rewind::Past;
use crate::domain::standing::Goes;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workspace::Workspace;

/// How many lines a list of the minutes has at most.
const MOVES: usize = 40;
const ENTRIES: usize = 150;
const ASIDE: usize = 50;

/// Everything the minutes say.
#[derive(Debug, Serialize)]
pub(crate) struct Facts {
    #[serde(flatten)]
    cover: Cover,
    /// Whether there was a session at all.
    held: bool,
    when: Option<String>,
    took: Option<String>,
    /// Who was there, and whether the log says so.
    present: Vec<String>,
    present_by_log: bool,
    /// What came of it: `4 changes, 2 came in, 1 fell out`.
    summary: String,
    came_in: Vec<String>,
    fell_out: Vec<String>,
    /// Who came in during the session and fell out again.
    came_and_went: Vec<String>,
    /// Who got done.
    done: Vec<String>,
    /// Who moved in the ranking.
    moved: List<Move>,
    chart: Option<Value>,
    /// What made somebody cross the line, or moved the line, and stands.
    crossings: List<Decision>,
    /// How many entries were taken back.
    taken_back: usize,
    calls: List<Decision>,
    parked: List<Item>,
    declined: List<Item>,
    parked_before: usize,
    declined_before: usize,
    /// The disagreements that would change who is in.
    disputes: List<Risk>,
    /// How many more there are, which would not.
    can_wait: usize,
    /// How many items are voted on blind and so stand nowhere.
    voted_on: usize,
    /// How the meeting did, each with what it is about.
    meeting: Vec<(String, String)>,
    /// What is in at the end, and what it takes of the capacity.
    shortlist: List<Item>,
    room: Option<Figure>,
}

/// One move in the ranking.
#[derive(Clone, Debug, Serialize)]
struct Move {
    title: String,
    before: Option<usize>,
    after: Option<usize>,
    /// `comes in`, `falls out`, `done`; nothing for one that stays on its side.
    crossed: Option<&'static str>,
}

/// Reads off what the last session did.
pub(crate) fn minutes(desk: &Desk<'_>) -> Facts {
    let (workspace, history) = (desk.workspace(), desk.workshop.history());
    let recap = Recap::of(desk.workshop);
    let past = Past::before_last_session(workspace);
    let entry = |index: usize| workspace.log().get(index);
    let entries = || recap.session.entries.clone().filter_map(entry);
    let stands = |entry: &&Entry| history.holds(entry);
    // What was taken back of an earlier session moved somebody in this one.
    let before = recap.session.entries.start.checked_sub(1).and_then(entry).map_or(0, |entry| entry.seq);
    let took_back = |entry: &&Entry| is_undo(entry) && entry.about.is_some_and(|about| about <= before);
    let (present, present_by_log) = present(workspace, entries());
    let all = movements(desk.workshop, &past);
    let shown = telling(&all, MOVES);
    let moved =
        List { more: all.len() - shown.len(), rows: shown.iter().map(|it| Move::of(desk, it)).collect() };
    let name = |id| workspace.slot(id).map_or_else(|| said(id.as_str()), |slot| title(desk, slot));
    let decision = |entry: &Entry| Decision::of(desk, entry);
    let items = |slots: &[_]| List::of(slots.iter().copied(), ASIDE, |slot| Item::of(desk, slot));
    Facts {
        cover: Cover::of(desk),
        held: !recap.session.entries.is_empty(),
        when: when(recap.session.from, recap.session.to),
        took: took(recap.meeting.minutes),
        present,
        present_by_log,
        summary: recap.session.told(),
        came_in: recap.session.net.entered.iter().map(name).collect(),
        fell_out: recap.session.net.left.iter().map(name).collect(),
        came_and_went: recap.came_and_went.iter().map(name).collect(),
        done: done(workspace, entries().filter(stands)).into_iter().map(name).collect(),
        moved,
        chart: desk.chart(|look| movement(desk.workshop, &past, look)),
        crossings: List::of(
            entries().filter(|entry| stands(entry) || took_back(entry)).filter(|entry| tells(entry)),
            ENTRIES,
            decision,
        ),
        taken_back: entries().filter(|entry| entry.reversible() && !is_undo(entry) && !stands(entry)).count(),
        calls: List::of(recap.calls.iter().filter_map(|index| entry(*index)), ENTRIES, decision),
        parked: items(&recap.aside[0]),
        declined: items(&recap.aside[1]),
        parked_before: recap.aside_before[0],
        declined_before: recap.aside_before[1],
        disputes: disputes(desk, recap.disputes, ASIDE),
        can_wait: recap.can_wait,
        voted_on: workspace.items().iter().filter(|item| item.in_round()).count(),
        meeting: recap.meeting.told().into_iter().map(|(what, told)| (what.to_owned(), told)).collect(),
        shortlist: items(&recap.shortlist),
        room: desk.room(),
    }
}

/// Who got done and is so still, each once.
fn done<'e>(workspace: &Workspace, entries: impl Iterator<Item = &'e Entry>) -> Vec<&'e ItemId> {
    let mut known = HashSet::new();
    let is_so =
        |id: &ItemId| workspace.slot(id).is_some_and(|slot| workspace.item(slot).status == Status::Done);
    entries.flat_map(Entry::done).filter(|id| is_so(id) && known.insert(*id)).collect()
}

/// Whether an entry tells of the line: somebody crossed it, it was drawn elsewhere, or a merge decided what stands.
fn tells(entry: &Entry) -> bool {
    entry.crossed() || matches!(entry.kind, EntryKind::Capacity | EntryKind::Reconcile)
}

fn is_undo(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::Undo | EntryKind::Redo)
}

impl Move {
    fn of(desk: &Desk<'_>, it: &Movement) -> Move {
        let [was_in, is_in] = it.is_in;
        let crossed = match Goes::between(was_in, is_in) {
            _ if it.is_gone => Some(desk.workspace().item(it.slot).status.name()),
            goes => goes.map(|goes| goes.verb(1)),
        };
        Move { title: title(desk, it.slot), before: it.rank[0], after: it.rank[1], crossed }
    }
}
