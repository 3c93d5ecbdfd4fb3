//! The recap: what came of a session, what it leaves open, and how the meeting itself did.

mod meeting;

pub use meeting::{Meeting, Narrowing};

use std::collections::HashSet;

use super::check::now;
use super::decisive::{Stakes, decisive, every_disagreement};
use super::event::Event;
use super::id::{ItemId, Slot};
use super::item::{Horizon, Status};
use super::session::{Session, before_last, came_and_went};
use super::telling::lacks_reason;
use super::tradeoff::Entry;
use super::workshop::Workshop;

/// The last session of a log, for those who were in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recap {
    /// Which part of the log it is, and what that did to the line.
    pub session: Session,
    /// What is in now, best first.
    pub shortlist: Vec<Slot>,
    /// Who came in during the session and fell out again, by what stands of it. Who fell out last stands last.
    pub came_and_went: Vec<ItemId>,
    /// What the session parked, and what it declined, in the order of the file.
    pub aside: [Vec<Slot>; 2],
    /// How many are parked, and how many declined, since before it.
    pub aside_before: [usize; 2],
    /// What somebody answers for by name, as it stands: calls, pins and values by the word of one. By index in the
    /// log, oldest first.
    pub calls: Vec<usize>,
    /// The disagreements that are open and decide who is in, best item first.
    pub disputes: Vec<Stakes>,
    /// How many more disagreements are open.
    pub can_wait: usize,
    /// The crossings that nobody gave a reason for and nobody took back. By index in the log, oldest first.
    pub unexplained: Vec<usize>,
    /// How the meeting did.
    pub meeting: Meeting,
}

/// The horizons that [`Recap::aside`] tells of.
pub const ASIDE: [Horizon; 2] = [Horizon::Parked, Horizon::Declined];

impl Recap {
    /// Costs what there is of items and disagreements, and what the last session of the log is long.
    pub fn of(workshop: &Workshop) -> Recap {
        let workspace = workshop.workspace();
        let log = workspace.log();
        let before = before_last(log);
        let length = log.iter().rev().take_while(|entry| entry.seq > before).count();
        let entries = log.len() - length..log.len();
        let stands = |entry: &Entry| workshop.history().holds(entry);
        let standing: Vec<(usize, &Entry)> = entries
            .clone()
            .filter_map(|index| Some((index, log.get(index)?)))
            .filter(|(_, entry)| stands(entry))
            .collect();
        let those = |test: fn(&Entry) -> bool| {
            standing.iter().filter(|(_, entry)| test(entry)).map(|(index, _)| *index).collect()
        };
        let set_aside: HashSet<&ItemId> = standing.iter().flat_map(|(_, entry)| moved(entry)).collect();
        let disputes = decisive(workshop);
        let session = Session::of(log, entries);
        // What was taken back in between says nothing of where they are, and who is set aside is told of elsewhere.
        let ranking = workshop.standing();
        let is_out = |slot: Slot| ranking.index(slot).is_some() && !ranking.is_in(slot);
        let is_out = |id: &ItemId| workspace.slot(id).is_some_and(is_out);
        let told: HashSet<&ItemId> = session.net.left.iter().collect();
        let went = came_and_went(standing.iter().map(|(_, entry)| *entry)).into_iter();
        let mut recap = Recap {
            shortlist: now(workshop),
            came_and_went: went.filter(|id| is_out(id) && !told.contains(id)).collect(),
            calls: those(|entry| entry.owner().is_some()),
            can_wait: every_disagreement(workshop).count() - disputes.len(),
            disputes,
            unexplained: those(lacks_reason),
            meeting: Meeting::of(workspace, &session, standing.iter().map(|(_, entry)| *entry)),
            session,
            ..Recap::default()
        };
        for (at, item) in workspace.items().iter().enumerate() {
            let Some(which) =
                ASIDE.iter().position(|aside| item.status == Status::Open && item.horizon == Some(*aside))
            else {
                continue;
            };
            if set_aside.contains(&item.id) {
                recap.aside[which].push(Slot::new(at));
            } else {
                recap.aside_before[which] += 1;
            }
        }
        recap
    }
}

/// The items that an entry put on another horizon.
fn moved(entry: &Entry) -> impl Iterator<Item = &ItemId> {
    entry.events.iter().filter_map(|event| match event {
        Event::Placed { item, from, to } if from.horizon != to.horizon => Some(item),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
