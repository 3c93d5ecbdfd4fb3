//! The blockers of the selected item: what it waits for, what waits for it, and the way round where it
//! waits for itself. Blockers are added and taken away here, and pulled into the line.

mod picking;

use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::{App, Now, Tone, form, ready};
use crate::domain::command::Command;
use crate::domain::cycle::estimate;
use crate::domain::dependency::{Reach, missing, why_unranked};
use crate::domain::facet::Facet;
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::Horizon;
use crate::domain::pull::Pull;
use crate::domain::ranking::micro;
use crate::domain::workshop::Workshop;
pub use picking::Picking;

/// The blockers of an item, as they were when the panel was opened.
#[derive(Clone, Debug)]
pub struct Blockers {
    /// The item.
    pub slot: Slot,
    /// What it waits for.
    pub waits_on: Reach,
    /// What it names as blockers and is not there.
    pub missing: Vec<ItemId>,
    /// What waits for it.
    pub dependents: Reach,
    /// The shortest way round from the item back to it; empty where there is none.
    pub circle: Vec<Slot>,
    /// How many items wait for each other with it.
    pub knot: usize,
    /// What there is to pull in.
    pub pull: Pull,
    /// Sums over those that are still to be done: what it waits for, and what waits for it.
    pub sums: [Sum; 2],
    /// Which of the listed is selected, counted over all of them.
    pub cursor: usize,
    /// A blocker that is being chosen.
    pub picking: Option<Picking>,
    /// What the room should know now.
    pub note: Option<(Tone, String)>,
}

/// What a list comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// How many are still to be done.
    pub open: usize,
    /// How many of them are in.
    pub inside: usize,
    /// Their effort as far as it is known, in millionths of its unit.
    pub effort: i128,
    /// The sum of their scores.
    pub score: f64,
}

/// One of the listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed<'b> {
    /// An item that it waits for, and the one that names it.
    Blocker(Slot, Slot),
    /// A blocker that is not there.
    Missing(&'b ItemId),
    /// An item that waits for it, and the one that it names.
    Dependent(Slot, Slot),
}

impl Sum {
    fn of(workshop: &Workshop, slots: &[Slot]) -> Sum {
        let (standing, dependencies) = (workshop.standing(), workshop.dependencies());
        let mut sum = Sum::default();
        for slot in slots.iter().filter(|slot| dependencies.is_open(**slot)) {
            let item = workshop.workspace().item(*slot);
            // What was decided against is done by nobody.
            if item.horizon == Some(Horizon::Declined) {
                continue;
            }
            sum.open += 1;
            sum.inside += usize::from(standing.is_in(*slot));
            sum.effort += estimate(workshop.workspace(), item).map_or(0, |effort| i128::from(micro(effort)));
            sum.score += standing.seat(*slot).map_or(0.0, |seat| seat.score);
        }
        sum
    }
}

impl Blockers {
    fn new(workshop: &Workshop, slot: Slot) -> Blockers {
        let (workspace, dependencies) = (workshop.workspace(), workshop.dependencies());
        let missing = missing(workspace, workspace.item(slot)).cloned().collect();
        let (blockers, dependents) = (dependencies.blockers(slot), dependencies.dependents(slot));
        let sums = [&blockers, &dependents].map(|reach| Sum::of(workshop, &reach.slots));
        Blockers {
            slot,
            waits_on: blockers,
            missing,
            dependents,
            circle: dependencies.way_round(slot),
            knot: dependencies.cycle_of(slot).map_or(0, <[Slot]>::len),
            pull: Pull::of(workshop, slot),
            sums,
            cursor: 0,
            picking: None,
            note: None,
        }
    }

    /// How many it waits for, those that are not there among them.
    pub fn waits_for(&self) -> usize {
        self.waits_on.slots.len() + self.missing.len()
    }

    /// How many are listed.
    pub fn len(&self) -> usize {
        self.waits_for() + self.dependents.slots.len()
    }

    /// Whether nobody is listed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of the listed.
    pub fn at(&self, index: usize) -> Option<Listed<'_>> {
        let Some(index) = index.checked_sub(self.waits_on.slots.len()) else {
            return Some(Listed::Blocker(self.waits_on.slots[index], self.waits_on.through[index]));
        };
        let Some(index) = index.checked_sub(self.missing.len()) else {
            return self.missing.get(index).map(Listed::Missing);
        };
        let dependents = &self.dependents;
        dependents.slots.get(index).map(|slot| Listed::Dependent(*slot, dependents.through[index]))
    }

    /// The id of the selected one if the item itself names it as a blocker.
    fn named(&self, app: &App) -> Option<ItemId> {
        match self.at(self.cursor)? {
            Listed::Missing(id) => Some(id.clone()),
            Listed::Blocker(slot, through) if through == self.slot => {
                Some(app.workspace().item(slot).id.clone())
            }
            _ => None,
        }
    }

    fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.note = Some((tone, text.into()));
    }
}

/// Shows what the selected item waits for.
pub(super) fn open(app: &mut App) {
    if let Some(slot) = app.view.selected {
        app.overlay = Some(Overlay::Blockers(Box::new(Blockers::new(&app.workshop, slot))));
    }
}

/// Takes a key while blockers are shown.
pub(super) fn key(app: &mut App, key: Key, panel: &mut Blockers, now: Now) -> Next {
    panel.note = None;
    if let Some(picking) = panel.picking.take() {
        return pick(app, key, panel, picking, now);
    }
    match key.code {
        Code::Esc | Code::Char('q' | 'B') => return Next::CLOSE,
        Code::Enter => return jump(app, panel),
        Code::Char('i') => return pull_in(app, panel),
        Code::Char('a') => match ready::can_write(app) {
            Ok(()) => panel.picking = Some(Picking::new(app, panel)),
            Err(why) => panel.say(Tone::Refused, why),
        },
        Code::Char('x') | Code::Delete => return drop_selected(app, panel, now),
        _ => panel.cursor = Go::of(key).map_or(panel.cursor, |go| go.from(panel.cursor, panel.len())),
    }
    Next::STAY
}

/// Selects the item under the cursor and closes the panel. Only the backlog can be gone to.
fn jump(app: &mut App, panel: &mut Blockers) -> Next {
    let to = match panel.at(panel.cursor) {
        Some(Listed::Blocker(slot, _) | Listed::Dependent(slot, _)) => slot,
        Some(Listed::Missing(_)) => {
            panel.say(Tone::Refused, "nothing here has this id");
            return Next::STAY;
        }
        None => return Next::CLOSE,
    };
    if !app.workspace().item(to).is_candidate() {
        let why =
            if app.workshop.dependencies().is_open(to) { why_unranked(&app.workshop, to) } else { "done" };
        panel.say(Tone::Refused, format!("it is {why}, so it is not in the backlog"));
        return Next::STAY;
    }
    app.go_to(to);
    Next::CLOSE
}

/// Asks who answers for pulling the blockers in and why, and shows what it costs.
fn pull_in(app: &mut App, panel: &mut Blockers) -> Next {
    match ready::can_write(app).and_then(|()| panel.pull.ready(&app.workshop)) {
        Ok(()) => form::open_pull(app, panel.slot, &panel.pull),
        Err(why) => panel.say(Tone::Refused, why),
    }
    Next::STAY
}

/// Takes the selected blocker away, if the item itself names it.
fn drop_selected(app: &mut App, panel: &mut Blockers, now: Now) -> Next {
    let Some(id) = panel.named(app) else {
        panel.say(Tone::Refused, "only what this item itself waits for can be taken away here");
        return Next::STAY;
    };
    let mut ids = app.workspace().item(panel.slot).rare.depends_on.to_vec();
    ids.retain(|other| *other != id);
    edit(app, panel, ids, now)
}

/// Takes a key while a blocker is being chosen.
fn pick(app: &mut App, key: Key, panel: &mut Blockers, mut picking: Picking, now: Now) -> Next {
    match key.code {
        Code::Esc => return Next::STAY,
        Code::Enter => {
            if let Some(slot) = picking.chosen() {
                let mut ids = app.workspace().item(panel.slot).rare.depends_on.to_vec();
                ids.push(app.workspace().item(slot).id.clone());
                return edit(app, panel, ids, now);
            }
        }
        _ => picking.key(app, panel, key),
    }
    panel.picking = Some(picking);
    Next::STAY
}

/// Writes another list of blockers, and shows what follows from it.
fn edit(app: &mut App, panel: &mut Blockers, ids: Vec<ItemId>, now: Now) -> Next {
    let command = Command::Edit { item: panel.slot, to: Facet::DependsOn(ids) };
    let effects = match app.attempt(command, now) {
        Ok(effects) => effects,
        Err(why) => {
            panel.say(Tone::Refused, why);
            return Next::STAY;
        }
    };
    let fresh = Blockers::new(&app.workshop, panel.slot);
    *panel = Blockers { cursor: panel.cursor.min(fresh.len().saturating_sub(1)), ..fresh };
    Next::Stay(effects)
}

/// Takes pasted text while a blocker is being chosen.
pub(super) fn paste(app: &App, panel: &mut Blockers, line: &str) {
    match panel.picking.take() {
        Some(mut picking) => {
            picking.paste(app, panel, line);
            panel.picking = Some(picking);
        }
        None => panel.say(Tone::Plain, "nothing here takes pasted text"),
    }
}
