//! What the clock does: it is started, stopped, paused, extended. These are facts of the meeting: they stand in the
//! log, and nobody takes them back.

use super::super::command::{Decision, Rejection};
use super::super::event::Event;
use super::super::id::StageId;
use super::super::tradeoff::EntryKind;
use super::super::workspace::Workspace;
use super::{Agenda, LONGEST, MINUTE, Moment, Phase, Stage, Timing};

/// What somebody wants of the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Start a stage; the one that the clock is on ends.
    Begin(StageId),
    /// The room is done with the stage that the clock is on: start the next one, or stop where there is none.
    Next,
    /// Let the clock stand, or go on.
    Pause(bool),
    /// Give the stage that the clock is on so many minutes more.
    Extend(u32),
    /// Say whether the room is done with a stage; the clock leaves one that it is done with.
    Mark(StageId, bool),
    /// Forget how far every stage came.
    StartOver,
}

/// How far stages came that are about to come further.
struct Timings<'a> {
    agenda: &'a Agenda,
    now: Moment,
    changed: Vec<(usize, Timing)>,
}

/// Decides what becomes of the clock.
pub(in crate::domain) fn decide(ws: &Workspace, turn: &Turn, now: Moment) -> Result<Decision, Rejection> {
    let agenda = ws.agenda();
    let mut timings = Timings { agenda, now, changed: Vec::new() };
    match turn {
        Turn::Begin(id) => timings.begin(place(agenda, id)?),
        Turn::Next => timings.next()?,
        Turn::Pause(paused) => timings.pause(*paused)?,
        Turn::Extend(minutes) => timings.extend(*minutes)?,
        Turn::Mark(id, done) => timings.mark(place(agenda, id)?, *done),
        Turn::StartOver => timings.start_over(),
    }
    let timed = timings.changed.into_iter().filter_map(|(index, to)| {
        let Stage { id, minutes, timing, .. } = &agenda.stages[index];
        let event = |from: &Timing| Event::StageTimed {
            stage: id.clone(),
            minutes: *minutes,
            from: Box::new(from.clone()),
            to: Box::new(to.clone()),
        };
        (*timing != to).then(|| event(timing))
    });
    let events: Vec<Event> = timed.collect();
    if events.is_empty() {
        return Err(Rejection::Unchanged);
    }
    Ok(Decision::new(EntryKind::Clock, events))
}

pub(super) fn place(agenda: &Agenda, id: &StageId) -> Result<usize, Rejection> {
    agenda.place(id).ok_or_else(|| Rejection::NoStage(id.clone()))
}

impl Timings<'_> {
    fn stage(&self, index: usize) -> &Stage {
        &self.agenda.stages[index]
    }

    fn current(&self) -> Result<usize, Rejection> {
        self.agenda.current().ok_or(Rejection::NoClock)
    }

    /// Starts a stage, or lets the clock go on where it stands. A stage that is begun again has the time that it has left;
    /// where that is less than a minute, it has what is planned for it anew, in whole minutes that are added.
    fn begin(&mut self, index: usize) {
        let stage = self.stage(index);
        let timing = &stage.timing;
        match stage.phase() {
            Phase::Running => return,
            Phase::Paused => return self.set(index, running(timing, self.now)),
            Phase::Away => {}
        }
        let left = stage.left(None);
        let lacking = (i64::from(stage.minutes) * MINUTE).saturating_sub(left);
        let anew = u32::try_from((lacking.saturating_add(MINUTE - 1)) / MINUTE).unwrap_or(LONGEST);
        let added = if left < MINUTE { anew } else { 0 };
        let extended = timing.extended.saturating_add(added).min(LONGEST);
        let begun = Timing { extended, done: false, ..timing.clone() };
        self.set(index, running(&begun, self.now));
        if let Some(current) = self.agenda.current() {
            self.set(current, self.stage(current).timing.stopped(self.now, false));
        }
    }

    fn next(&mut self) -> Result<(), Rejection> {
        let next = self.agenda.next();
        if let Some(next) = next {
            self.begin(next);
        }
        let current = self.agenda.current();
        self.changed.retain(|(index, _)| Some(*index) != current);
        match current {
            Some(current) => self.mark(current, true),
            None if next.is_none() => return Err(Rejection::AgendaDone),
            None => {}
        }
        Ok(())
    }

    fn pause(&mut self, paused: bool) -> Result<(), Rejection> {
        let current = self.current()?;
        let stage = self.stage(current);
        match (stage.phase(), paused) {
            (Phase::Running, true) => self.set(current, stage.timing.stopped(self.now, true)),
            (Phase::Paused, false) => self.set(current, running(&stage.timing, self.now)),
            _ => {}
        }
        Ok(())
    }

    fn extend(&mut self, minutes: u32) -> Result<(), Rejection> {
        let current = self.current()?;
        let timing = &self.stage(current).timing;
        let extended = timing.extended.saturating_add(minutes).min(LONGEST);
        self.set(current, Timing { extended, ..timing.clone() });
        Ok(())
    }

    fn mark(&mut self, index: usize, done: bool) {
        let stage = self.stage(index);
        let left = done && stage.phase() != Phase::Away;
        let timing = if left { stage.timing.stopped(self.now, false) } else { stage.timing.clone() };
        self.set(index, Timing { done, ..timing });
    }

    /// What is not known of a stage stays with it.
    fn start_over(&mut self) {
        for index in 0..self.agenda.stages.len() {
            let extra = self.stage(index).timing.extra.clone();
            self.set(index, Timing { extra, ..Timing::default() });
        }
    }

    fn set(&mut self, index: usize, timing: Timing) {
        self.changed.push((index, timing));
    }
}

fn running(timing: &Timing, now: Moment) -> Timing {
    Timing { since: Some(now), paused: false, ..timing.clone() }
}
