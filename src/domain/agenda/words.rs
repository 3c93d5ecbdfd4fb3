//! What the log says of the agenda and its clock.

use super::super::event::Event;
use super::super::tradeoff::{Cause, Datum, Entry};
use super::super::workspace::Workspace;
use super::{Agenda, MINUTE, Moment, Phase, Stage, Timing, face};

/// From so many stages on, a turn of the clock was one of the whole agenda.
const WHOLE: usize = 3;

/// What the clock did, in the order in which it happened: `Frame ends after 6 of 5 min, Discover begins · 10 min`.
pub(in crate::domain) fn told_timings(ws: &Workspace, entry: &Entry) -> Option<String> {
    let timed = entry.events.iter().rev().filter_map(|event| match event {
        Event::StageTimed { stage, minutes, from, to } => {
            let known = ws.agenda().place(stage).map(|place| &ws.agenda().stages[place]);
            let title = known.map_or(stage.as_str(), Stage::shown_title);
            Some(told_timing(title, *minutes, from, to))
        }
        _ => None,
    });
    let timed: Vec<String> = timed.collect();
    match timed.len() {
        0 => None,
        WHOLE.. => Some("the agenda starts over".to_owned()),
        _ => Some(timed.join(", ")),
    }
}

fn told_timing(title: &str, minutes: u32, from: &Timing, to: &Timing) -> String {
    let given = (i64::from(minutes) + i64::from(to.extended)) * MINUTE;
    let left = given.saturating_sub(to.taken_at(to.since));
    let left = if left < 0 { format!("over {}", face(-left)) } else { format!("{} left", face(left)) };
    let added = to.extended.saturating_sub(from.extended);
    let planned = timebox(minutes.into(), to.extended.into());
    let again = if added > 0 { "begins again" } else { "goes on" };
    match (from.phase(), to.phase()) {
        (Phase::Away, Phase::Running) if to.taken == 0 => format!("{title} begins · {planned}"),
        (Phase::Away, Phase::Running) => format!("{title} {again} · {left}"),
        (Phase::Running, Phase::Paused) => format!("clock paused in {title} · {left}"),
        (Phase::Paused, Phase::Running) => format!("clock goes on in {title} · {left}"),
        _ if to.taken < from.taken => format!("{title} starts over"),
        (Phase::Running | Phase::Paused, Phase::Away) => {
            format!("{title} ends after {} of {planned}", spent(to.taken))
        }
        _ if added > 0 => format!("{title} gets {added} min more"),
        _ if to.done => format!("{title} is done"),
        _ => format!("{title} is not done any more"),
    }
}

impl Agenda {
    /// How far it came: `6 of 7 stages done · 74 of 80 min`; nothing while nothing has begun.
    pub fn told(&self, now: Option<Moment>) -> Option<String> {
        let sum = |each: fn(&Stage, Option<Moment>) -> i64| -> i64 {
            self.stages.iter().map(|stage| each(stage, now)).fold(0, i64::saturating_add)
        };
        let taken = sum(Stage::taken);
        let done = self.stages.iter().filter(|stage| stage.timing.done).count();
        let minutes = |seconds: i64| seconds.saturating_add(MINUTE / 2) / MINUTE;
        let told = format!(
            "{done} of {} stages done · {} of {} min",
            self.stages.len(),
            minutes(taken),
            minutes(sum(|stage, _| stage.given()))
        );
        (done > 0 || taken > 0).then_some(told)
    }
}

/// What is planned and what was added to it, in minutes: `15 +5 min`.
pub fn timebox(planned: u64, added: u64) -> String {
    if added > 0 { format!("{planned} +{added} min") } else { format!("{planned} min") }
}

/// Seconds in whole minutes, in seconds while there is not one: `17`, `40 s`.
fn spent(seconds: u64) -> String {
    let minute = MINUTE.unsigned_abs();
    if seconds < minute { format!("{seconds} s") } else { ((seconds + minute / 2) / minute).to_string() }
}

/// `agenda.impact` from `away` to `running`; minutes where it only was extended.
pub(in crate::domain) fn cause_of_timing(stage: &str, minutes: u32, from: &Timing, to: &Timing) -> Cause {
    let doing = |timing: &Timing| {
        let word = match (timing.phase(), timing.done) {
            (Phase::Running, _) => "running",
            (Phase::Paused, _) => "paused",
            (Phase::Away, true) => "done",
            (Phase::Away, false) => "open",
        };
        Datum::Text(word.to_owned())
    };
    let given = |timing: &Timing| Datum::Number((minutes.saturating_add(timing.extended)).into());
    let same = doing(from) == doing(to);
    let (from, to) = if same { (given(from), given(to)) } else { (doing(from), doing(to)) };
    Cause { field: format!("agenda.{stage}"), from: Some(from), to: Some(to), ..Cause::default() }
}

/// How two agendas differ first.
enum Difference<'a> {
    Added(&'a Stage),
    Removed(&'a Stage),
    Edited(&'a Stage, &'a Stage),
    /// The first comes before the second now.
    Moved(&'a Stage, &'a Stage),
    None,
}

fn difference<'a>(from: Option<&'a [Stage]>, to: Option<&'a [Stage]>) -> Difference<'a> {
    let standard = &Agenda::standard().stages;
    let (from, to) = (from.unwrap_or(standard), to.unwrap_or(standard));
    let in_it = |stages: &'a [Stage], stage: &Stage| stages.iter().find(|other| other.id == stage.id);
    if let Some(added) = to.iter().find(|stage| in_it(from, stage).is_none()) {
        return Difference::Added(added);
    }
    if let Some(removed) = from.iter().find(|stage| in_it(to, stage).is_none()) {
        return Difference::Removed(removed);
    }
    let edited = to.iter().find_map(|stage| Some((in_it(from, stage)?, stage)).filter(|(a, b)| !alike(a, b)));
    if let Some((before, after)) = edited {
        return Difference::Edited(before, after);
    }
    let moved = from.iter().zip(to).find(|(before, after)| before.id != after.id);
    moved.map_or(Difference::None, |(before, after)| Difference::Moved(after, before))
}

/// Whether the same is planned for two stages, however far each came.
fn alike(a: &Stage, b: &Stage) -> bool {
    (&a.title, a.minutes, a.pane, &a.prompts) == (&b.title, b.minutes, b.pane, &b.prompts)
}

/// Whether the same is planned in two agendas, however far each came.
pub(in crate::domain) fn planned_alike(from: &[Stage], to: &[Stage]) -> bool {
    matches!(difference(Some(from), Some(to)), Difference::None)
}

/// A change of the agenda: `agenda: Impact 15 → 20 min`.
pub(in crate::domain) fn told_plan(from: Option<&[Stage]>, to: Option<&[Stage]>) -> String {
    let told = match difference(from, to) {
        Difference::Added(stage) => format!("{} added · {} min", stage.shown_title(), stage.minutes),
        Difference::Removed(stage) => format!("{} removed", stage.shown_title()),
        Difference::Moved(stage, other) => {
            format!("{} comes before {}", stage.shown_title(), other.shown_title())
        }
        Difference::Edited(before, after) => {
            let name = before.shown_title();
            let pane = after.pane.map_or("nowhere", |pane| pane.name());
            let parts = [
                (before.minutes != after.minutes)
                    .then(|| format!("{} → {} min", before.minutes, after.minutes)),
                (before.title != after.title).then(|| format!("is called {}", after.shown_title())),
                (before.pane != after.pane).then(|| format!("leads to {pane}")),
                (before.prompts != after.prompts).then(|| "asks something else".to_owned()),
            ];
            format!("{name} {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        Difference::None => return "agenda written down".to_owned(),
    };
    format!("agenda: {told}")
}

/// The stage that was added, removed, edited or moved, on either side.
pub(in crate::domain) fn cause_of_plan(from: Option<&[Stage]>, to: Option<&[Stage]>) -> Cause {
    let text = |stage: &Stage| Some(Datum::Text(format!("{} {} min", stage.shown_title(), stage.minutes)));
    let name = |stage: &Stage| Some(Datum::Text(stage.shown_title().to_owned()));
    let (from, to) = match difference(from, to) {
        Difference::Added(stage) => (None, text(stage)),
        Difference::Removed(stage) => (text(stage), None),
        Difference::Edited(before, after) => (text(before), text(after)),
        Difference::Moved(stage, other) => (name(other), name(stage)),
        Difference::None => (None, None),
    };
    Cause { field: "agenda".to_owned(), from, to, ..Cause::default() }
}
