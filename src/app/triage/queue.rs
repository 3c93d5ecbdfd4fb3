//! Queues: which items are looked at one by one, and in which order.

use crate::app::App;
use crate::domain::id::Slot;
use crate::domain::stale;
use crate::domain::swing::{Chance, Swing};

/// What is gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Queue {
    /// Items that lack a score.
    #[default]
    Unscored,
    /// Items whose scores were touched neither since the workspace was opened nor in the session before.
    Stale,
    /// Items whose side of the line is not certain.
    Contested,
    /// Every item that is to be decided on.
    All,
}

impl Queue {
    /// From first to last.
    pub const ALL: [Queue; 4] = [Queue::Unscored, Queue::Stale, Queue::Contested, Queue::All];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Queue::Unscored => "unscored",
            Queue::Stale => "stale",
            Queue::Contested => "contested",
            Queue::All => "all",
        }
    }

    /// What is said where nothing is in it.
    pub fn nothing(self, app: &App) -> &'static str {
        match self {
            _ if app.workshop.standing().candidates().is_empty() => "The backlog is empty: add an item.",
            Queue::Unscored => "Everything is scored.",
            Queue::Stale => "Every score was touched in this session or the last.",
            Queue::Contested if app.workshop.standing().line().is_none() => {
                "Without a capacity nothing is contested."
            }
            Queue::Contested if app.swings.known().is_none() => {
                "What is contested is known once nobody types."
            }
            Queue::Contested => "Nothing is contested: every item is in or out for certain.",
            Queue::All => "Everything is voted on blind.",
        }
    }

    /// What is in it, in order: unscored and all as in the file, stale the longest untouched first, contested the most
    /// open first. What is voted on blind is the room's.
    pub(super) fn items(self, app: &App) -> Vec<Slot> {
        let standing = app.workshop.standing();
        let mut items = match self {
            Queue::Unscored => standing.unscored().to_vec(),
            Queue::Stale => stale::stale(&app.workshop, app.log.before_last()),
            Queue::Contested => contested(app),
            Queue::All => standing.candidates().to_vec(),
        };
        items.retain(|slot| !app.workspace().item(*slot).in_round());
        items
    }

    /// How many that are.
    fn count(self, app: &App) -> usize {
        let standing = app.workshop.standing();
        // Few are voted on at a time, and the lists ascend.
        let open = |slots: &[Slot]| {
            let is_there = |slot: &Slot| slots.binary_search(slot).is_ok();
            slots.len() - app.workshop.voted_on().filter(is_there).count()
        };
        match self {
            Queue::Unscored => open(standing.unscored()),
            Queue::Stale => stale::count(&app.workshop, app.log.before_last()),
            Queue::Contested => chances(app).count(),
            Queue::All => open(standing.candidates()),
        }
    }
}

/// How many are in each, in the order of [`Queue::ALL`].
pub(super) fn counts(app: &App) -> [usize; 4] {
    Queue::ALL.map(|queue| queue.count(app))
}

/// As the filter does it: by what was drawn last, so that what was changed since keeps its place until it is drawn
/// anew.
fn contested(app: &App) -> Vec<Slot> {
    let standing = app.workshop.standing();
    let open = chances(app).map(|(slot, chance)| (slot, (chance.inside - 0.5).abs(), standing.index(slot)));
    let mut contested: Vec<(Slot, f32, Option<usize>)> = open.collect();
    // Among those as open the better rank comes first.
    contested.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.2.cmp(&other.2)));
    contested.into_iter().map(|(slot, ..)| slot).collect()
}

/// What is contested and ranked.
fn chances(app: &App) -> impl Iterator<Item = (Slot, Chance)> + '_ {
    let known = app.swings.known().into_iter().flat_map(Swing::chances);
    known.filter(|(slot, chance)| chance.is_contested() && app.workshop.standing().seat(*slot).is_some())
}
