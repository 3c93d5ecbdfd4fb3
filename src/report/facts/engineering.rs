//! What engineering needs: what is in with who looks after it, what waits for what, risks, and what is owed.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use serde::Serialize;

use super::cover::Cover;
use super::health::Health;
use super::item::{Item, is_blocked, title, waits_for};
use super::risk::{Risk, disputes};
use super::{Desk, Figure, List, each, said, sentence};
use crate::domain::brief::Brief;
use crate::domain::cutline::Measure;
use crate::domain::cycle::estimate;
use crate::domain::debt::{register, sum};
use crate::domain::decisive::{decisive, every_disagreement};
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::ranking::micro;
use crate::domain::stands::stands;

/// How many items are listed in each part.
const IN: usize = 80;
const DETAILS: usize = 40;
const LINES: usize = 12;
const OWED: usize = 30;
const TALK: usize = 20;

/// Of how many parts of the capacity one item may take at most one before it is proposed to be split.
const PARTS: i128 = 3;

/// Everything engineering is told.
#[derive(Debug, Serialize)]
pub(crate) struct Facts {
    #[serde(flatten)]
    cover: Cover,
    figures: Vec<Figure>,
    inside: List<Work>,
    /// What is in and waits for something else that is in, in the order in which it can be done.
    order: Vec<String>,
    /// What is in and waits for something that is not.
    blocked: List<Work>,
    /// What is in and has something written about risks or acceptance.
    details: List<Work>,
    health: Health,
    owed: List<Owed>,
    /// What is owed comes to: `2 items · effort 9 · put off 5 times`.
    owed_sum: String,
    /// What takes so much that splitting it would help.
    split: List<Work>,
    disputes: List<Risk>,
    /// How many more disagreements engineering has, which would change nothing.
    can_wait: usize,
    /// How estimates went: `Engineering's estimates ran 1.4× over the last 3 cycles.`
    estimates: Option<String>,
}

/// An item with what has to be done for it.
#[derive(Clone, Debug, Serialize)]
struct Work {
    #[serde(flatten)]
    item: Item,
    waits_for: Vec<String>,
    acceptance: List<String>,
    risks: List<String>,
}

/// An item of the debt register.
#[derive(Clone, Debug, Serialize)]
struct Owed {
    #[serde(flatten)]
    item: Item,
    place: String,
    /// The cycles that put it off.
    cycles: Vec<String>,
}

/// Reads off what engineering is told.
pub(crate) fn engineering(desk: &Desk<'_>) -> Facts {
    let workspace = desk.workspace();
    let brief = Brief::of(desk.workshop);
    let health = Health::of(desk, &brief);
    let work = |slot: Slot| Work::of(desk, slot);
    let now = || desk.now.iter().copied();
    let owed = register(desk.workshop);
    let blocked: Vec<Slot> = now().filter(|slot| is_blocked(desk, *slot)).collect();
    let side = |criterion: usize| workspace.framework().criteria()[criterion].side();
    let mut deciding = decisive(desk.workshop);
    deciding.retain(|stakes| side(stakes.over.criterion) == Side::Engineering);
    let open =
        every_disagreement(desk.workshop).filter(|over| side(over.criterion) == Side::Engineering).count();
    let count = Figure::new(
        desk.now.len().to_string(),
        "in now",
        format!("{} blocked by what is not in", blocked.len()),
    );
    let debt = Figure::new(owed.len().to_string(), "in the debt register", "put off twice or more");
    Facts {
        cover: Cover::of(desk),
        figures: [Some(count), desk.room(), Some(health.figure()), Some(debt)]
            .into_iter()
            .flatten()
            .collect(),
        inside: List::of(now(), IN, work),
        order: order(desk).into_iter().map(|slot| title(desk, slot)).collect(),
        blocked: List::of(blocked, TALK, work),
        details: List::of(now().filter(|slot| has_details(desk, *slot)), DETAILS, work),
        health,
        owed_sum: sum(workspace, &owed),
        owed: List::of(owed, OWED, |owed| Owed {
            item: Item::of(desk, owed.slot),
            place: stands(desk.workshop, owed.slot),
            cycles: owed.cycles.iter().map(|cycle| said(cycle)).collect(),
        }),
        split: List::of(now().filter(|slot| is_large(desk, *slot)), TALK, work),
        can_wait: open - deciding.len(),
        disputes: disputes(desk, deciding, TALK),
        estimates: brief.estimates.map(|estimates| sentence(&estimates.told(workspace))),
    }
}

impl Work {
    fn of(desk: &Desk<'_>, slot: Slot) -> Work {
        let details = desk.workspace().item(slot).rare.details.as_deref();
        let list = |texts: Option<&Vec<String>>| each(texts.map_or(&[], Vec::as_slice), LINES);
        Work {
            item: Item::of(desk, slot),
            waits_for: waits_for(desk, slot),
            acceptance: list(details.map(|details| &details.acceptance)),
            risks: list(details.map(|details| &details.risks)),
        }
    }
}

fn has_details(desk: &Desk<'_>, slot: Slot) -> bool {
    let details = desk.workspace().item(slot).rare.details.as_deref();
    details.is_some_and(|details| {
        details.acceptance.iter().chain(&details.risks).any(|text| !text.trim().is_empty())
    })
}

/// Whether an item takes the most that its scale knows, or more than a third of what there is.
fn is_large(desk: &Desk<'_>, slot: Slot) -> bool {
    let framework = desk.workspace().framework();
    let Some(effort) = framework.effort() else { return false };
    let Some(value) = estimate(desk.workspace(), desk.workspace().item(slot)) else { return false };
    let steps = framework.criteria()[effort].scale.steps();
    let line = desk.workshop.standing().line().filter(|line| line.measure == Measure::Effort);
    steps.last().is_some_and(|most| value >= *most)
        || line.is_some_and(|line| i128::from(micro(value)) * PARTS > line.limit)
}

/// The items in now that wait for each other, blockers first, else by rank. What waits for itself is left out: there
/// is no order that it could be done in.
fn order(desk: &Desk<'_>) -> Vec<Slot> {
    let dependencies = desk.workshop.dependencies();
    let places: HashMap<Slot, usize> = desk.now.iter().enumerate().map(|(at, slot)| (*slot, at)).collect();
    let mut waiting = vec![0_usize; desk.now.len()];
    let mut takes_part = vec![false; desk.now.len()];
    let pairs = |slot: Slot| {
        let blockers = dependencies.blockers_named(slot).filter(|blocker| dependencies.is_open(*blocker));
        blockers.filter_map(|blocker| places.get(&blocker).copied()).collect::<Vec<_>>()
    };
    let blockers: Vec<Vec<usize>> = desk.now.iter().map(|slot| pairs(*slot)).collect();
    let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); desk.now.len()];
    for (at, list) in blockers.iter().enumerate() {
        for blocker in list {
            waiting[at] += 1;
            blocks[*blocker].push(at);
            (takes_part[at], takes_part[*blocker]) = (true, true);
        }
    }
    let free = (0..waiting.len()).filter(|at| waiting[*at] == 0 && takes_part[*at]);
    let mut ready: BinaryHeap<Reverse<usize>> = free.map(Reverse).collect();
    let mut order = Vec::new();
    while let Some(Reverse(at)) = ready.pop() {
        order.push(desk.now[at]);
        for dependent in &blocks[at] {
            waiting[*dependent] -= 1;
            if waiting[*dependent] == 0 {
                ready.push(Reverse(*dependent));
            }
        }
    }
    order
}
