//! How a meeting did: what it got through in its time, and whether voting brought the room together.

use std::collections::{BTreeMap, HashSet};

use chrono::TimeDelta;

use crate::domain::criterion::tidy;
use crate::domain::event::Event;
use crate::domain::id::{CriterionId, ItemId, ParticipantId};
use crate::domain::number::Num;
use crate::domain::session::Session;
use crate::domain::spread::{Distance, Spread};
use crate::domain::text::counted;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workspace::Workspace;

/// In fewer minutes a rate tells nothing.
const LEAST: i64 = 5;

/// A session in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meeting {
    /// From its first to its last entry, in minutes, rounded; none where no time is known.
    pub minutes: Option<i64>,
    /// How many items got a score or were voted on.
    pub items: usize,
    /// How many blind rounds were revealed.
    pub rounds: usize,
    /// How many of those voted again on what had been revealed before.
    pub again: usize,
    /// How many scores were voted on blind.
    pub voted: usize,
    /// How many of those are agreed on now.
    pub agreed: usize,
    /// How far the votes were apart, in steps of a scale: the mean of all that were voted on.
    pub steps: Option<Narrowing>,
    /// How many times the lowest vote the highest was, on free scales: the geometric mean.
    pub times: Option<Narrowing>,
}

/// How far votes were apart when they were revealed first, and how far they are now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Narrowing {
    /// At first.
    pub before: f64,
    /// As the votes stand.
    pub after: f64,
}

/// Somebody's numbers.
type Ballots = Vec<(ParticipantId, Num)>;

impl Meeting {
    /// Sums up the entries of a session that nobody took back.
    pub(super) fn of<'e>(
        workspace: &Workspace,
        session: &Session,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> Meeting {
        let span = session
            .from
            .zip(session.to)
            .map(|(from, to)| ((to - from).abs() + TimeDelta::seconds(30)).num_minutes());
        let mut meeting = Meeting { minutes: span, ..Meeting::default() };
        let mut items: HashSet<&ItemId> = HashSet::new();
        let mut voted: BTreeMap<(&ItemId, &CriterionId), [Ballots; 2]> = BTreeMap::new();
        // What came with a merge, an import or another framework was scored by nobody here.
        let scores = |entry: &&Entry| {
            matches!(entry.kind, EntryKind::Score | EntryKind::Vote | EntryKind::Round | EntryKind::Call)
        };
        for event in entries.into_iter().filter(scores).flat_map(|entry| &entry.events) {
            match event {
                Event::Agreed { item, .. } | Event::Voted { item, .. } => {
                    items.insert(item);
                }
                Event::Revealed { item, round, .. } => {
                    items.insert(item);
                    meeting.rounds += 1;
                    meeting.again += usize::from(round.attempt > 1);
                    for (criterion, votes) in round.votes() {
                        let known =
                            voted.entry((item, criterion)).or_insert_with(|| [votes.clone(), Vec::new()]);
                        known[1] = votes;
                    }
                }
                _ => {}
            }
        }
        meeting.items = items.len();
        meeting.count(workspace, voted);
        meeting
    }

    /// Takes in what was voted on blind, each with its first and its last round.
    fn count(&mut self, workspace: &Workspace, voted: BTreeMap<(&ItemId, &CriterionId), [Ballots; 2]>) {
        let [mut steps, mut times] = [Mean::default(); 2];
        for ((id, criterion), [first, mut last]) in voted {
            let Some(rule) = workspace.framework().criterion(criterion) else { continue };
            let Some(item) = workspace.slot(id).map(|slot| workspace.item(slot)) else { continue };
            self.voted += 1;
            if let Some(score) = item.scores.get(criterion) {
                self.agreed += usize::from(score.agreed().is_some());
                last = score.votes().to_vec();
            }
            let apart = |votes: &Ballots| Some(Spread::of(votes)?.distance(&rule.scale));
            match (apart(&first), apart(&last)) {
                (Some(Distance::Steps(before)), Some(Distance::Steps(after))) => {
                    steps.add([before as f64, after as f64]);
                }
                (Some(Distance::Times(Some(before))), Some(Distance::Times(Some(after)))) => {
                    times.add([before.ln(), after.ln()]);
                }
                _ => {}
            }
        }
        self.steps = steps.narrowing(|mean| mean);
        self.times = times.narrowing(f64::exp);
    }

    /// How many items it got through in an hour; none where it did not take long enough to tell.
    fn per_hour(&self) -> Option<f64> {
        let minutes = self.minutes.filter(|minutes| *minutes >= LEAST)?;
        Some(self.items as f64 * 60.0 / minutes as f64)
    }

    /// In words, each with what it is about; what there was nothing of is not told.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let rate = self.per_hour().map(|rate| format!(", {rate:.0} an hour")).unwrap_or_default();
        let took = self.minutes.filter(|minutes| *minutes > 0);
        let took = took.map(|minutes| format!(" in {}", span(minutes))).unwrap_or_default();
        let mut told = Vec::new();
        if self.items > 0 {
            told.push(("items", format!("{} scored{took}{rate}", counted(self.items, "item"))));
        }
        if self.rounds > 0 {
            let again =
                if self.again > 0 { format!(", {} of them again", self.again) } else { String::new() };
            told.push(("rounds", format!("{}{again}", counted(self.rounds, "blind round"))));
            let agreed =
                format!("{} of {} that were voted on blind", self.agreed, counted(self.voted, "score"));
            told.push(("settled", agreed));
        }
        let tenths = |raw: f64| tidy((raw * 10.0).round() / 10.0);
        if let Some(Narrowing { before, after }) = self.steps {
            let before = tenths(before);
            let steps = if before == "1" { "step" } else { "steps" };
            let words = format!("votes {before} {steps} apart at first, {} now", tenths(after));
            told.push(("spread", words));
        }
        if let Some(Narrowing { before, after }) = self.times {
            let words = format!("votes ×{} apart at first, ×{} now", tenths(before), tenths(after));
            told.push(("spread", words));
        }
        told
    }
}

/// A sum of pairs.
#[derive(Clone, Copy, Default)]
struct Mean {
    sums: [f64; 2],
    count: usize,
}

impl Mean {
    fn add(&mut self, pair: [f64; 2]) {
        for (sum, one) in self.sums.iter_mut().zip(pair) {
            *sum += one;
        }
        self.count += 1;
    }

    fn narrowing(&self, scaled: fn(f64) -> f64) -> Option<Narrowing> {
        let [before, after] = self.sums.map(|sum| scaled(sum / self.count as f64));
        (self.count > 0).then_some(Narrowing { before, after })
    }
}

/// `50 min`, `1 h 20 min`.
fn span(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
