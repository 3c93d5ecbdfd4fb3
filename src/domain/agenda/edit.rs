//! What is planned, changed: stages added, edited, moved and removed. Each is one entry of the log and one undo, which
//! leaves the clock alone.

use super::super::command::{Decision, Rejection};
use super::super::event::Event;
use super::super::id::StageId;
use super::super::load::Mint;
use super::super::tradeoff::EntryKind;
use super::super::workspace::Workspace;
use super::turn::place;
use super::{Agenda, LONGEST, Phase, Stage};

/// What somebody wants to be planned otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The stage with this id, as it is to be.
    Edit(Stage),
    /// Another stage behind one, or at the beginning. It gets an id made of its title.
    Add(Stage, Option<StageId>),
    /// A stage in another place.
    Move(StageId, usize),
    /// No such stage any more.
    Remove(StageId),
}

/// Decides on another agenda.
pub(in crate::domain) fn decide(ws: &Workspace, change: Change) -> Result<Decision, Rejection> {
    let agenda = ws.agenda();
    let mut stages = agenda.stages.clone();
    match change {
        Change::Edit(to) => {
            let at = place(agenda, &to.id)?;
            let timing = stages[at].timing.clone();
            stages[at] = Stage { timing, ..checked(to)? };
        }
        Change::Add(stage, behind) => {
            let at = behind.map_or(Ok(0), |behind| place(agenda, &behind).map(|at| at + 1))?;
            let taken = |id: &str| agenda.place(&id.into()).is_some();
            let stage = checked(stage)?;
            let id = Mint::default().id(&stage.title, taken).as_str().into();
            stages.insert(at, Stage { id, ..stage });
        }
        Change::Move(id, to) => {
            let stage = stages.remove(place(agenda, &id)?);
            stages.insert(to.min(stages.len()), stage);
        }
        Change::Remove(id) => {
            let at = place(agenda, &id)?;
            may_go(&stages[at])?;
            stages.remove(at);
        }
    }
    if stages == agenda.stages {
        return Err(Rejection::Unchanged);
    }
    let from = ws.head().agenda.as_ref().map(|agenda| agenda.stages.clone());
    Ok(Decision::new(EntryKind::Agenda, vec![Event::AgendaSet { from, to: Some(stages) }]))
}

/// Whether the stage that the clock is on is among others, so that they can be put in the place of those there are.
pub(in crate::domain) fn still_fits(ws: &Workspace, to: Option<&[Stage]>) -> Result<(), Rejection> {
    let agenda = ws.agenda();
    let Some(current) = agenda.current().map(|current| &agenda.stages[current]) else { return Ok(()) };
    let to = to.unwrap_or(&Agenda::standard().stages);
    if to.iter().any(|stage| stage.id == current.id) { Ok(()) } else { may_go(current) }
}

fn may_go(stage: &Stage) -> Result<(), Rejection> {
    let free = stage.phase() == Phase::Away;
    if free { Ok(()) } else { Err(Rejection::ClockOn(stage.shown_title().to_owned())) }
}

/// A stage without spaces around its texts, if it can be held.
fn checked(stage: Stage) -> Result<Stage, Rejection> {
    let title = stage.title.trim().to_owned();
    if title.is_empty() {
        return Err(Rejection::Lacks("a stage", "a title"));
    }
    if !(1..=LONGEST).contains(&stage.minutes) {
        return Err(Rejection::Timebox);
    }
    let prompts = stage.prompts.iter().map(|prompt| prompt.trim().to_owned());
    let prompts = prompts.filter(|prompt| !prompt.is_empty()).collect();
    Ok(Stage { title, prompts, ..stage })
}
