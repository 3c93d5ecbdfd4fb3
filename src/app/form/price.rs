//! What a form would do, in words: who would come in, who would fall out.

use super::super::App;
use crate::domain::cutline::Cutline;
use crate::domain::id::Slot;
use crate::domain::ranking::tidy_micro;
use crate::domain::share::{against, bound};
use crate::domain::standing::{Crossing, Goes};

/// How many are named on each side.
const NAMED: usize = 3;

/// How a piece of text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// A fact.
    Plain,
    /// What steps back.
    Quiet,
    /// Coming in.
    Gain,
    /// Falling out.
    Loss,
    /// Worth a second look.
    Warn,
}

/// One thing that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it says; the first to be cut where there is little room.
    pub text: String,
    /// What it says behind that in any case.
    pub verb: String,
    /// How it is meant.
    pub mood: Mood,
}

impl Piece {
    pub(super) fn new(text: impl Into<String>, mood: Mood) -> Piece {
        Piece { text: text.into(), verb: String::new(), mood }
    }
}

/// The same, or that nobody does.
pub(super) fn crossing_or_nobody(app: &App, of: &Crossing<Slot>) -> Vec<Piece> {
    let told = crossing(app, of);
    if told.is_empty() { vec![Piece::new("nobody crosses the line", Mood::Quiet)] } else { told }
}

/// Who would cross the line, each with the rank it has now: `#8 Fill cancelled slots falls out`.
pub(super) fn crossing(app: &App, crossing: &Crossing<Slot>) -> Vec<Piece> {
    let standing = app.workshop.standing();
    let mut told: Vec<Piece> = Vec::new();
    for (goes, slots) in crossing.ways() {
        let mood = if goes == Goes::In { Mood::Gain } else { Mood::Loss };
        let verb = |count| format!(" {}", goes.verb(count));
        for slot in slots.iter().take(NAMED) {
            let rank = standing.index(*slot).map(|index| format!("#{} ", index + 1)).unwrap_or_default();
            let text = format!("{rank}{}", app.workspace().item(*slot).shown_title());
            told.push(Piece { text, verb: verb(1), mood });
        }
        let more = slots.len().saturating_sub(NAMED);
        if more > 0 {
            told.push(Piece { text: format!("and {more} more"), verb: verb(more), mood });
        }
    }
    told
}

/// What the line would hold then: what is used and left, and how much of it is technical.
pub(super) fn line(line: &Cutline, target: f64) -> Vec<Piece> {
    let used = format!("{} of {} used", tidy_micro(line.load.used), tidy_micro(line.limit));
    let left = match line.told_over() {
        Some(over) => Piece::new(over, Mood::Warn),
        None if line.free() == 0 => Piece::new("full", Mood::Plain),
        None => Piece::new(format!("{} free", tidy_micro(line.free())), Mood::Plain),
    };
    let health = line.load.tech_health().map(|health| {
        let mood = if health < target { Mood::Warn } else { Mood::Plain };
        let share = if health > 0.0 { against(health, target) } else { "nothing".to_owned() };
        Piece::new(format!("{share} technical, target {}", bound(target)), mood)
    });
    [Piece::new(used, Mood::Plain), left].into_iter().chain(health).collect()
}
