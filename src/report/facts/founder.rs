//! What a founder wants to know in a minute: what we go for and when, what we do not do and why.

use std::collections::HashSet;

use serde::Serialize;

use super::cover::Cover;
use super::goal;
use super::item::Item;
use super::session::Decision;
use super::{Desk, Figure, List, TITLE, cut};
use crate::domain::debt;
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Kind};
use crate::domain::tradeoff::Entry;

/// How much fits one page: goals, outcomes under all of them together, items of a horizon, what is not done, and
/// decisions.
const AIMS: usize = 6;
const OUTCOMES: usize = 14;
const HORIZON: usize = 5;
const REFUSED: usize = 3;
const OUT: usize = 4;
const DECISIONS: usize = 4;

/// Everything a founder is told.
#[derive(Debug, Serialize)]
pub(crate) struct Facts {
    #[serde(flatten)]
    cover: Cover,
    figures: Vec<Figure>,
    /// What is in now, under the goals that it serves.
    outcomes: List<Aim>,
    /// How many items are in now.
    now: usize,
    next: List<Item>,
    later: List<Item>,
    declined: List<Item>,
    parked: List<Item>,
    /// What is out: what a law asks for first, then what it costs something to leave out, then the best.
    out: List<Item>,
    /// How many more are out, with no cost on record.
    silent: usize,
    decisions: List<Decision>,
}

/// A goal and what is done for it now.
#[derive(Clone, Debug, Serialize)]
struct Aim {
    title: String,
    /// How far the goal has come; none for what serves no goal.
    progress: Option<String>,
    items: List<Item>,
}

/// Reads off what a founder is told.
pub(crate) fn founder(desk: &Desk<'_>) -> Facts {
    let standing = desk.workshop.standing();
    let inside: HashSet<Slot> = desk.now.iter().copied().collect();
    let item = |slot: Slot| Item::of(desk, slot);
    // Where those stand whom a side votes on is open until the reveal.
    let is_open = |slot: &Slot| desk.workspace().item(*slot).in_round();
    let ranked = || standing.order().iter().chain(standing.unscored()).copied().filter(|slot| !is_open(slot));
    let on = |horizon: Horizon| ranked().filter(move |slot| desk.horizon(*slot) == Some(horizon));
    // What is put on next or later is told there. Without a line nobody is out.
    let has_line = standing.line().is_some();
    let is_out = |slot: &Slot| has_line && !inside.contains(slot) && desk.horizon(*slot).is_none();
    let mut out: Vec<Slot> = ranked().filter(is_out).collect();
    let costs = |slot: &Slot| debt::cost(desk.workspace().item(*slot)).is_some();
    out.sort_by_key(|slot| (desk.workspace().item(*slot).kind != Kind::Compliance, !costs(slot)));
    let rest = out.split_off(out.len().min(OUT));
    let (costly, silent): (Vec<Slot>, Vec<Slot>) = rest.into_iter().partition(costs);
    out.extend(costly);
    let aside = |horizon| desk.set_aside(horizon);
    Facts {
        cover: Cover::of(desk),
        figures: figures(desk, &inside),
        outcomes: outcomes(desk),
        now: desk.now.len(),
        next: List::of(on(Horizon::Next), HORIZON, item),
        later: List::of(on(Horizon::Later), HORIZON, item),
        declined: List::of(aside(Horizon::Declined), REFUSED, item),
        parked: List::of(aside(Horizon::Parked), REFUSED, item),
        out: List::of(out, OUT, item),
        silent: silent.len(),
        decisions: decisions(desk),
    }
}

fn figures(desk: &Desk<'_>, inside: &HashSet<Slot>) -> Vec<Figure> {
    let standing = desk.workshop.standing();
    let ranked = standing.order().len();
    let voted_on = |slot: &&Slot| desk.workspace().item(**slot).in_round();
    let voted = standing.unscored().iter().filter(voted_on).count();
    let out = standing.candidates().iter().filter(|slot| !inside.contains(slot) && !voted_on(slot)).count();
    let aside = desk.set_aside(Horizon::Parked).count() + desk.set_aside(Horizon::Declined).count();
    let unscored = standing.unscored().len() - voted;
    let now = Figure::new(inside.len().to_string(), "in now", format!("of {ranked} ranked"));
    let notes = [(unscored, "not scored yet"), (voted, "more voted on")];
    let notes = notes.into_iter().filter(|(count, _)| *count > 0);
    let note = notes.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ");
    let label = if standing.line().is_some() { "not now" } else { "not placed in now" };
    let not_now = Figure::new(out.to_string(), label, note);
    let refused = Figure::new(aside.to_string(), "parked or declined", "");
    [Some(now), desk.room(), Some(not_now), Some(refused)].into_iter().flatten().collect()
}

/// What is in under the first goal that it serves, goals in the order of the file, those that nothing is in for left
/// out.
fn outcomes(desk: &Desk<'_>) -> List<Aim> {
    let listed = &desk.workspace().head().goals;
    let mut aims: Vec<Vec<Slot>> = vec![Vec::new(); listed.len() + 1];
    for slot in &desk.now {
        aims[desk.aims.goal_at(desk.workspace().item(*slot)).unwrap_or(listed.len())].push(*slot);
    }
    let aims: Vec<(usize, Vec<Slot>)> =
        aims.into_iter().enumerate().filter(|(_, slots)| !slots.is_empty()).collect();
    let even = OUTCOMES / aims.len().clamp(1, AIMS);
    // What small goals leave is for those that have more.
    let mut left = OUTCOMES - aims.iter().take(AIMS).map(|(_, slots)| slots.len().min(even)).sum::<usize>();
    let mut most = |count: usize| {
        let more = count.saturating_sub(even).min(left);
        left -= more;
        even + more
    };
    let aim = |(at, slots): (usize, Vec<Slot>)| {
        let most = most(slots.len());
        let goal = listed.get(at);
        Aim {
            title: goal
                .map_or_else(|| "For no listed goal".to_owned(), |goal| cut(goal.shown_title(), TITLE)),
            progress: goal.map(goal::told),
            items: List::of(slots, most, |slot| Item::of(desk, slot)),
        }
    };
    List::of(aims, AIMS, aim)
}

/// The decisions that stand: what somebody answers for by name, and what made somebody cross the line. Those that say why,
/// or by whose call, stand before the others, each newest first: only a few fit.
fn decisions(desk: &Desk<'_>) -> List<Decision> {
    let history = desk.workshop.history();
    let tells = |entry: &&Entry| (entry.owner().is_some() || entry.crossed()) && history.holds(entry);
    let newest_first = || desk.workspace().log().iter().rev().filter(tells);
    let explained = |entry: &&Entry| entry.owner().is_some() || entry.reason.is_some();
    let entries = newest_first().filter(explained).chain(newest_first().filter(|entry| !explained(entry)));
    List::of(entries, DECISIONS, |entry| Decision::of(desk, entry))
}
