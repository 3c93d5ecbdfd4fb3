//! The only code that changes a workspace.

use std::sync::Arc;

use super::agenda;
use super::event::Event;
use super::framework::FrameworkChoice;
use super::id::{ItemId, Slot};
use super::item::{Item, Status};
use super::purpose::Listed;
use super::switch::{Named, exchange};
use super::tradeoff::Entry;
use super::vote::Score;
use super::workspace::{Cycle, Participant, Workspace};

/// What an event can have moved in the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Touched {
    /// These items, perhaps none.
    Items(Vec<Slot>),
    /// The line and nobody's rank.
    Line,
    /// Every item, and the line.
    Everything,
}

impl Touched {
    /// What both can have moved.
    pub(super) fn and(self, other: Touched) -> Touched {
        match (self, other) {
            (nothing, other) | (other, nothing) if nothing.nothing() => other,
            (Touched::Line, Touched::Line) => Touched::Line,
            // One item twice is one item, which is cheaper to move than a backlog to sort.
            (Touched::Items(slots), Touched::Items(more)) if slots == more => Touched::Items(slots),
            (Touched::Items(mut slots), Touched::Items(more)) => {
                slots.extend(more);
                Touched::Items(slots)
            }
            _ => Touched::Everything,
        }
    }

    /// Whether nothing can have moved.
    pub(super) fn nothing(&self) -> bool {
        *self == Touched::Items(Vec::new())
    }
}

/// Makes an event true. Returns what it touched.
///
/// An event about something that is not there any more changes nothing: files are edited by hand,
/// and a log that outlived its item must still open.
pub(super) fn apply(workspace: &mut Workspace, event: &Event) -> Touched {
    Touched::Items(match event {
        Event::Agreed { item, criterion, to, .. } => {
            let rule = workspace.framework.criterion(criterion);
            let fresh = to.map(|to| Score::agreed_on(to, rule.is_none_or(|rule| rule.scale.contains(to))));
            change(workspace, item, |item| {
                let score = match item.scores.get(criterion) {
                    Some(score) => score.clone().with_agreed(*to),
                    None => fresh,
                };
                item.scores.set(criterion, score);
            })
        }
        Event::Voted { item, criterion, participant, to, .. } => change(workspace, item, |item| {
            let score = item.scores.get(criterion).cloned().unwrap_or_else(Score::empty);
            item.scores.set(criterion, score.with_vote(participant, *to));
        }),
        Event::Added { items, done, .. } => {
            let slots = set_status(workspace, items, Status::Open);
            set_status(workspace, done, Status::Done);
            slots
        }
        Event::Edited { item, to, .. } => {
            let slots = change(workspace, item, |item| to.put(item));
            if to.weighs() { slots } else { Vec::new() }
        }
        Event::Merged { item, into, deferrals } => merged(workspace, item, into, *deferrals),
        Event::Parted { item, into, deferrals } => parted(workspace, item, into, *deferrals),
        Event::Split { items, .. } => set_status(workspace, items, Status::Open),
        Event::Rejoined { items, .. } | Event::Withdrawn { items, .. } => {
            set_status(workspace, items, Status::Withdrawn)
        }
        Event::Reasoned { entry, to, .. } => {
            let found = workspace.entry_index(*entry);
            if let Some(entry) = found.and_then(|index| workspace.head.log.get_mut(index)) {
                entry.reason = to.as_deref().map(Box::from);
            }
            Vec::new()
        }
        Event::Placed { item, to, .. } => change(workspace, item, |item| to.put(item)),
        Event::Pinned { item, to, .. } => change(workspace, item, |item| item.rare.pin.clone_from(to)),
        Event::RoundOpened { .. }
        | Event::RoundDropped { .. }
        | Event::Answered { .. }
        | Event::Revealed { .. }
        | Event::Concealed { .. } => in_round(workspace, event),
        Event::ParticipantSet { from, to } => {
            list(&mut workspace.head.participants, from.as_deref(), to.as_deref());
            Vec::new()
        }
        Event::Called { .. } => Vec::new(),
        Event::CapacitySet { to, .. } => {
            workspace.head.capacity = to.as_deref().cloned();
            return Touched::Line;
        }
        Event::VisionSet { to, .. } => {
            workspace.head.vision.clone_from(to);
            Vec::new()
        }
        Event::GoalSet { at, from, to } => {
            relist(&mut workspace.head.goals, *at, from.as_deref(), to.as_deref())
        }
        Event::ThemeSet { at, from, to } => {
            relist(&mut workspace.head.themes, *at, from.as_deref(), to.as_deref())
        }
        Event::ReviewSet { to, .. } => {
            workspace.head.review.clone_from(to);
            Vec::new()
        }
        Event::AgendaSet { .. } | Event::StageTimed { .. } => {
            agenda::enact(&mut workspace.head.agenda, event);
            Vec::new()
        }
        Event::Reframed { to, .. } => {
            reframe(workspace, to);
            return Touched::Everything;
        }
        Event::TieBroken { to, .. } => {
            workspace.head.tie_breaks.clone_from(to);
            return Touched::Everything;
        }
        Event::Delivered { item, to, .. } => change(workspace, item, |item| to.enter(item)),
        Event::CycleClosed { cycle } => {
            close(workspace, cycle);
            return Touched::Everything;
        }
        Event::CycleReopened { cycle } => {
            reopen(workspace, cycle);
            return Touched::Everything;
        }
        Event::CarriedOver { criterion, values } => values
            .iter()
            .flat_map(|(id, value)| {
                change(workspace, id, |item| item.scores.set(criterion, Some(Score::Plain(*value))))
            })
            .collect(),
        Event::CarriedBack { criterion, values } => values
            .iter()
            .flat_map(|(id, _)| change(workspace, id, |item| item.scores.set(criterion, None)))
            .collect(),
    })
}

/// Puts an entry of a list in the place of the one before. One that is not there any more changes nothing:
/// the file can have been changed by hand since.
fn relist<T: Listed>(list: &mut Vec<T>, at: usize, from: Option<&T>, to: Option<&T>) -> Vec<Slot> {
    let place = |from: &T| {
        let is_it = |entry: &T| entry.id() == from.id();
        if list.get(at).is_some_and(is_it) { Some(at) } else { list.iter().position(is_it) }
    };
    match (from.map(place), to) {
        (None, Some(to)) => list.insert(at.min(list.len()), to.clone()),
        (Some(Some(at)), Some(to)) => list[at] = to.clone(),
        (Some(Some(at)), None) => {
            list.remove(at);
        }
        (Some(None) | None, _) => {}
    }
    Vec::new()
}

/// Puts another framework in the place of the one there is. One that makes no sense changes nothing:
/// whoever decided this has checked it.
fn reframe(workspace: &mut Workspace, to: &FrameworkChoice) {
    let Ok(framework) = to.resolve() else { return };
    let before = std::mem::replace(&mut workspace.framework, framework);
    workspace.head.framework = to.clone();
    if before.criteria() == workspace.framework.criteria() {
        return;
    }
    let [before, now] = [&before, &workspace.framework].map(Named::new);
    for i in 0..workspace.head.items.len() {
        if let Some(item) = workspace.head.items.get_mut(i) {
            exchange(item, &before, &now);
        }
    }
}

/// Writes a cycle's record, and on every item what it means for it.
fn close(workspace: &mut Workspace, cycle: &Cycle) {
    for id in &cycle.deferred {
        change(workspace, id, |item| item.deferrals = item.deferrals.saturating_add(1));
    }
    for id in &cycle.done {
        change(workspace, id, |item| item.detail(|details| details.finished_in = Some(cycle.id.clone())));
    }
    workspace.head.cycles.push(cycle.clone());
}

/// Takes a cycle's record back. One that is not there any more changes nothing.
fn reopen(workspace: &mut Workspace, cycle: &Cycle) {
    let Some(at) = workspace.head.cycles.iter().rposition(|closed| closed.id == cycle.id) else { return };
    // What a merge made of it says more than the entry that closed it.
    let cycle = workspace.head.cycles.remove(at);
    for id in &cycle.deferred {
        change(workspace, id, |item| item.deferrals = item.deferrals.saturating_sub(1));
    }
    for id in &cycle.done {
        change(workspace, id, |item| item.detail(|details| details.finished_in = None));
    }
}

/// Makes an event about a blind round true.
fn in_round(workspace: &mut Workspace, event: &Event) -> Vec<Slot> {
    match event {
        Event::RoundOpened { item, round } => change(workspace, item, |item| item.begin(round)),
        Event::RoundDropped { item, round } => change(workspace, item, |item| item.end(round, &round.aside)),
        Event::Revealed { item, round, scores } => change(workspace, item, |item| item.end(round, scores)),
        Event::Concealed { item, round, scores } => {
            change(workspace, item, |item| item.resume(round, scores))
        }
        Event::Answered { item, side, by, criterion, to, .. } => {
            change(workspace, item, |item| {
                item.in_its_round(*side, |round| round.put(by, criterion, to.clone()));
            });
            // What is sealed moves nobody.
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Lists somebody otherwise, in their place; new ones behind the others.
fn list(listed: &mut Vec<Participant>, from: Option<&Participant>, to: Option<&Participant>) {
    let known = from.or(to).map(|participant| &participant.id);
    match (listed.iter().position(|other| Some(&other.id) == known), to) {
        (Some(at), Some(to)) => listed[at] = to.clone(),
        (Some(at), None) => {
            listed.remove(at);
        }
        (None, to) => listed.extend(to.cloned()),
    }
}

/// Takes in an item that was not there before. One with an id that is taken changes nothing.
pub(super) fn admit(workspace: &mut Workspace, item: Item) {
    if workspace.slot(&item.id).is_some() {
        return;
    }
    let slot = Slot::new(workspace.head.items.len());
    workspace.head.items.push(item);
    // Nobody has its id, as was just seen.
    let _ = Arc::make_mut(&mut workspace.slots).insert(&workspace.head.items, slot);
    workspace.wiring += 1;
}

/// Writes an entry into the log.
pub(super) fn record(workspace: &mut Workspace, entry: Entry) {
    workspace.head.log.push(entry);
}

/// Changes an item; its slot, if there is one.
pub(super) fn change(workspace: &mut Workspace, id: &ItemId, f: impl FnOnce(&mut Item)) -> Vec<Slot> {
    let Some(slot) = workspace.slot(id) else {
        return Vec::new();
    };
    if let Some(item) = workspace.head.items.get_mut(slot.index()) {
        let wired = |item: &Item| (item.status, item.rare.depends_on.clone());
        let before = wired(item);
        f(item);
        workspace.wiring += u64::from(wired(item) != before);
    }
    vec![slot]
}

fn merged(workspace: &mut Workspace, item: &ItemId, into: &ItemId, deferrals: u32) -> Vec<Slot> {
    change(workspace, into, |into| into.deferrals = into.deferrals.saturating_add(deferrals));
    change(workspace, item, |item| {
        item.status = Status::Merged;
        item.detail(|details| details.merged_into = Some(into.clone()));
    })
}

fn parted(workspace: &mut Workspace, item: &ItemId, into: &ItemId, deferrals: u32) -> Vec<Slot> {
    change(workspace, into, |into| into.deferrals = into.deferrals.saturating_sub(deferrals));
    change(workspace, item, |item| {
        item.status = Status::Open;
        item.detail(|details| details.merged_into = None);
    })
}

fn set_status(workspace: &mut Workspace, ids: &[ItemId], status: Status) -> Vec<Slot> {
    ids.iter().flat_map(|id| change(workspace, id, |item| item.status = status)).collect()
}
