//! The agenda: stages with a timebox each, and the clock that runs on one of them.
//!
//! ```text
//! Agenda   what the meeting goes through          edit  what is planned, to change and to take back
//! Stage    what is planned                        turn  what the clock does: facts of the meeting
//! Timing   how far it came; the clock is in it    words what the log says of both
//! ```
//!
//! Nothing here counts seconds: a stage knows since when the clock runs on it, and whoever asks says what time it
//! is. What is left follows from that, whatever was planned or added meanwhile.

mod check;
pub mod edit;
pub mod turn;
mod words;

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::event::Event;
use super::id::StageId;
use super::record::{always_written, record, word};
use super::session::PAUSE;
pub(super) use check::settle;
pub use words::timebox;
pub(super) use words::{cause_of_plan, cause_of_timing, planned_alike, told_plan, told_timings};

/// Seconds in a minute.
const MINUTE: i64 = 60;

/// The longest timebox, and the most that is added to one, in minutes: a week.
pub const LONGEST: u32 = 7 * 24 * 60;

/// How many seconds before the end of a stage it says so.
pub const SOON: i64 = 60;

/// The agenda of a workspace that has none of its own.
static STANDARD: LazyLock<Agenda> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../assets/agenda.json")).unwrap_or_default());

/// A moment in the time of the room.
pub type Moment = DateTime<FixedOffset>;

word! {
    /// Where a stage belongs: starting it leads there.
    pub enum StagePane {
        /// Vision, goals and themes.
        Brief = "brief",
        /// Where business scores.
        Business = "business",
        /// Where engineering scores.
        Engineering = "engineering",
        /// The ranking with its line.
        Backlog = "backlog",
        /// What the room does not agree on.
        Discuss = "discuss",
        /// The columns from now to declined.
        Roadmap = "roadmap",
        /// Technical work that was put off.
        Debt = "debt",
        /// Whether the plan is ready.
        Check = "check",
        /// The trade-off log.
        Log = "log",
        /// What came of the session.
        Recap = "recap",
    }
}

record! {
    /// How far a stage came. The clock is on the one stage that it runs on, or stands on.
    pub struct Timing {
        /// Minutes that it was given beyond those that are planned.
        "extended" extended: u32,
        /// Seconds that it took, up to the last time that the clock stopped.
        "taken" taken: u64,
        /// Since when the clock runs on it.
        "since" since: Option<Moment>,
        /// Whether the clock stands on it.
        "paused" paused: bool,
        /// Whether the room is done with it.
        "done" done: bool,
    }
}

record! {
    /// One stage of a meeting.
    pub struct Stage {
        /// Its id.
        "id" id: StageId,
        /// What it is called.
        "title" title: String,
        /// How many minutes are planned for it.
        "minutes" minutes: u32,
        /// Where it belongs.
        "pane" pane: Option<StagePane>,
        /// What the facilitator asks in it.
        "prompts" prompts: Vec<String>,
        ../// How far it came.
        timing: Timing
    }
}

record! {
    /// What a meeting goes through.
    pub struct Agenda {
        /// The stages, in their order.
        "stages" stages: Vec<Stage>,
    }
}

always_written!(StageId);

/// What the clock does on a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is not on it.
    Away,
    /// It runs.
    Running,
    /// It stands.
    Paused,
}

/// How much hurry there is, from none on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    /// There is time.
    Calm,
    /// A minute is left, or less.
    Soon,
    /// The time is up.
    Over,
}

/// What the clock shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading<'a> {
    /// Which stage it is on, from 0.
    pub index: usize,
    /// How many there are.
    pub of: usize,
    /// The stage.
    pub stage: &'a Stage,
    /// How many seconds are left; how many it is over, below 0.
    pub left: i64,
    /// Whether it stands.
    pub paused: bool,
}

impl Reading<'_> {
    /// How much hurry there is.
    pub fn pace(&self) -> Pace {
        match self.left {
            ..=0 => Pace::Over,
            1..=SOON => Pace::Soon,
            _ => Pace::Calm,
        }
    }
}

impl Timing {
    /// What the clock does on this stage.
    pub fn phase(&self) -> Phase {
        match (self.since, self.paused) {
            (Some(_), _) => Phase::Running,
            (None, true) => Phase::Paused,
            (None, false) => Phase::Away,
        }
    }

    /// Seconds taken up to a moment. A clock that was set back meanwhile takes nothing away.
    fn taken_at(&self, now: Option<Moment>) -> i64 {
        let before = i64::try_from(self.taken).unwrap_or(i64::MAX);
        let since = self.since.zip(now).map_or(0, |(since, now)| (now - since).num_seconds().max(0));
        before.saturating_add(since)
    }

    /// The same stage with the clock off it, or standing on it.
    fn stopped(&self, now: Moment, paused: bool) -> Timing {
        let taken = self.taken_at(Some(now)).unsigned_abs();
        Timing { taken, since: None, paused, ..self.clone() }
    }
}

impl Stage {
    /// What it is called on the screen.
    pub fn shown_title(&self) -> &str {
        if self.title.is_empty() { self.id.as_str() } else { &self.title }
    }

    /// What the clock does on it.
    pub fn phase(&self) -> Phase {
        self.timing.phase()
    }

    /// How many seconds it was given: what is planned, and what was added.
    pub fn given(&self) -> i64 {
        (i64::from(self.minutes) + i64::from(self.timing.extended)) * MINUTE
    }

    /// How many seconds it took so far. Without a time, up to when the clock was started.
    pub fn taken(&self, now: Option<Moment>) -> i64 {
        self.timing.taken_at(now)
    }

    /// How many seconds are left of it; below 0, how many it is over.
    pub fn left(&self, now: Option<Moment>) -> i64 {
        self.given().saturating_sub(self.taken(now))
    }
}

impl Agenda {
    /// The agenda of a workspace that has none of its own.
    pub fn standard() -> &'static Agenda {
        &STANDARD
    }

    /// The place of a stage.
    pub fn place(&self, id: &StageId) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == *id)
    }

    /// The stage that the clock is on.
    pub fn current(&self) -> Option<usize> {
        self.stages.iter().position(|stage| stage.phase() != Phase::Away)
    }

    /// The stage that comes next: behind the one that the clock is on, else from the beginning, the first one that the
    /// room is not done with.
    pub fn next(&self) -> Option<usize> {
        let from = self.current().map_or(0, |current| current + 1);
        (from..self.stages.len()).find(|index| !self.stages[*index].timing.done)
    }

    /// What the clock shows; nothing while it is on no stage.
    pub fn reading(&self, now: Option<Moment>) -> Option<Reading<'_>> {
        let index = self.current()?;
        let stage = &self.stages[index];
        let paused = stage.phase() == Phase::Paused;
        Some(Reading { index, of: self.stages.len(), stage, left: stage.left(now), paused })
    }

    /// When the clock should have been stopped that everybody left running: where the time of its stage was up, or at the
    /// last gesture after that. `gestures` are the times of the log since then, oldest first. None where nothing was left undone for
    /// longer than a session pauses.
    pub fn forgotten(&self, gestures: &[Moment], now: Moment) -> Option<Moment> {
        let stage = &self.stages[self.current()?];
        let since = stage.timing.since?;
        let mut end = since.checked_add_signed(TimeDelta::try_seconds(stage.left(None))?)?.max(since);
        for at in gestures.iter().copied().chain([now]) {
            if at - end > PAUSE {
                return Some(end);
            }
            end = end.max(at);
        }
        None
    }

    /// How many seconds everything takes that the room is not done with, if nothing is over from now on.
    pub fn left(&self, now: Option<Moment>) -> i64 {
        let open = self.stages.iter().filter(|stage| !stage.timing.done);
        open.map(|stage| stage.left(now).max(0)).sum()
    }
}

/// Makes an event about the agenda true.
pub(super) fn enact(agenda: &mut Option<Agenda>, event: &Event) {
    match event {
        Event::AgendaSet { to, .. } => lay(agenda, to.as_deref()),
        Event::StageTimed { stage, to, .. } => time(agenda, stage, to),
        _ => {}
    }
}

/// Puts other stages in the place of those there are; each that stays keeps how far it came. Without any, the
/// workspace has no agenda of its own again, unless there is something that it has to remember.
fn lay(agenda: &mut Option<Agenda>, stages: Option<&[Stage]>) {
    let before = agenda.take().unwrap_or_else(|| Agenda::standard().clone());
    let kept = |stage: &Stage| {
        let known = before.place(&stage.id).map(|place| &before.stages[place].timing);
        Stage { timing: known.unwrap_or(&stage.timing).clone(), ..stage.clone() }
    };
    let laid = stages.unwrap_or(&Agenda::standard().stages).iter().map(kept).collect();
    let laid = Agenda { stages: laid, extra: before.extra };
    *agenda = (stages.is_some() || laid != *Agenda::standard()).then_some(laid);
}

/// Writes how far a stage came. One that is not there any more came nowhere, and where none came anywhere there is
/// nothing to remember.
fn time(agenda: &mut Option<Agenda>, id: &StageId, timing: &Timing) {
    let timed = agenda.get_or_insert_with(|| Agenda::standard().clone());
    if let Some(place) = timed.place(id) {
        timed.stages[place].timing = timing.clone();
    }
    agenda.take_if(|agenda| *agenda == *Agenda::standard());
}

/// A span as a clock shows it: `07:42`, `1:07:42`; with a `-` before it where it is over.
pub fn face(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let all = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    match (hours, sign) {
        (0, "") => format!("{minutes:02}:{seconds:02}"),
        (0, _) => format!("{sign}{minutes}:{seconds:02}"),
        _ => format!("{sign}{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests;
