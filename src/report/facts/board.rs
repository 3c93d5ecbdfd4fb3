//! What a board asks: where the money goes, what could go wrong, how far the goals are, whether the ground holds.

use std::cmp::Reverse;

use minijinja::Value;
use serde::Serialize;

use super::cover::Cover;
use super::goal::{Goal, goals};
use super::health::Health;
use super::item::{is_blocked, title, waits_for};
use super::risk::{Risk, disputes};
use super::{Desk, Figure, List, TITLE, cut, said};
use crate::chart::matrix;
use crate::chart::themes::{Themes, themes};
use crate::domain::brief::Brief;
use crate::domain::cutline::ONE_ITEM;
use crate::domain::debt::{self, OFTEN};
use crate::domain::decisive::decisive;
use crate::domain::id::Slot;
use crate::domain::item::Kind;
use crate::domain::ranking::tidy_micro;
use crate::domain::share::percent;

/// How many themes, and how many risks of each sort, are listed.
const THEMES: usize = 20;
const RISKS: usize = 8;

/// Everything a board is told.
#[derive(Debug, Serialize)]
pub(crate) struct Facts {
    #[serde(flatten)]
    cover: Cover,
    figures: Vec<Figure>,
    /// What themes and kinds are weighed in: effort in its unit, or items.
    weighed_in: String,
    themes: List<Investment>,
    themes_chart: Option<Value>,
    kinds: Vec<Investment>,
    /// How many of those that are in are done.
    done: usize,
    /// How many items have no rank, and so are neither in nor out.
    unscored: usize,
    goals: Vec<Goal>,
    contested: List<Risk>,
    blocked: List<Risk>,
    late: List<Risk>,
    health: Health,
    matrix: Option<Value>,
}

/// What a theme, or a sort of work, takes of what is in.
#[derive(Clone, Debug, Serialize)]
struct Investment {
    title: String,
    goal: Option<String>,
    inside: usize,
    outside: usize,
    /// What those that are in take, and what share of all that is.
    effort: String,
    share: String,
    /// What those that are out would take.
    effort_out: String,
}

/// Reads off what a board is told.
pub(crate) fn board(desk: &Desk<'_>) -> Facts {
    let brief = Brief::of(desk.workshop);
    let health = Health::of(desk, &brief);
    let goals = goals(desk, &brief);
    let by_theme = Themes::of(desk.workshop);
    let contested = disputes(desk, decisive(desk.workshop), RISKS);
    let blocked = List::of(desk.now.iter().copied().filter(|slot| is_blocked(desk, *slot)), RISKS, |slot| {
        Risk { title: title(desk, slot), what: waiting(&waits_for(desk, slot)) }
    });
    let count = |list: &List<Risk>| list.rows.len() + list.more;
    let on_course = goals.iter().filter(|goal| matches!(goal.progress.as_str(), "reached" | "kept")).count();
    let figures = [
        desk.room(),
        (!goals.is_empty())
            .then(|| Figure::new(format!("{on_course} of {}", goals.len()), "goals reached", "")),
        Some(health.figure()),
        Some(Figure::new(
            (count(&contested) + count(&blocked)).to_string(),
            "open points about the plan",
            format!("{} disputed, {} blocked", count(&contested), count(&blocked)),
        )),
    ];
    Facts {
        cover: Cover::of(desk),
        figures: figures.into_iter().flatten().collect(),
        themes: invested(desk, &by_theme),
        weighed_in: by_theme.unit,
        themes_chart: desk.chart(|look| themes(desk.workshop, look)),
        kinds: kinds(desk),
        done: desk.workshop.standing().delivered().len(),
        unscored: desk.workshop.standing().unscored().len(),
        goals,
        contested,
        blocked,
        late: late(desk),
        health,
        matrix: desk.chart(|look| {
            (!desk.workshop.standing().order().is_empty()).then(|| matrix(desk.workshop, look))
        }),
    }
}

fn waiting(for_what: &[String]) -> String {
    if for_what.is_empty() {
        "waits for itself".to_owned()
    } else {
        format!("waits for {}", for_what.join(", "))
    }
}

fn invested(desk: &Desk<'_>, themes: &Themes) -> List<Investment> {
    let all = themes.inside();
    let goals = &desk.workspace().head().goals;
    List::of(&themes.shares, THEMES, |share| {
        let goal = share.goal.and_then(|at| goals.get(at)).map(|goal| cut(goal.shown_title(), TITLE));
        Investment::of((cut(&share.title, TITLE), goal), share.items, share.weight, all)
    })
}

impl Investment {
    fn of(
        (title, goal): (String, Option<String>),
        items: [usize; 2],
        weight: [i128; 2],
        all: i128,
    ) -> Investment {
        Investment {
            title,
            goal,
            inside: items[0],
            outside: items[1],
            effort: tidy_micro(weight[0]),
            share: if all > 0 { percent(weight[0] as f64 / all as f64) } else { "–".to_owned() },
            effort_out: tidy_micro(weight[1]),
        }
    }
}

/// The same by kind, in the order of the glossary; those that there is nothing of left out.
fn kinds(desk: &Desk<'_>) -> Vec<Investment> {
    let (workspace, standing) = (desk.workspace(), desk.workshop.standing());
    let in_effort = workspace.framework().effort().is_some();
    let mut sums = vec![([0_usize; 2], [0_i128; 2]); Kind::ALL.len()];
    for (slot, seat, is_in) in standing.taking() {
        let which = usize::from(!is_in);
        let kind = Kind::ALL.iter().position(|kind| *kind == workspace.item(slot).kind).unwrap_or(0);
        sums[kind].0[which] += 1;
        sums[kind].1[which] += if in_effort { i128::from(seat.effort) } else { ONE_ITEM };
    }
    let all = sums.iter().map(|(_, weight)| weight[0]).sum();
    let there = Kind::ALL.iter().zip(sums).filter(|(_, (items, _))| *items != [0; 2]);
    there
        .map(|(kind, (items, weight))| Investment::of((kind.to_string(), None), items, weight, all))
        .collect()
}

/// What was put off twice or more, whatever its kind, the most often first.
fn late(desk: &Desk<'_>) -> List<Risk> {
    let (workspace, standing) = (desk.workspace(), desk.workshop.standing());
    let deferrals = |slot: &Slot| workspace.item(*slot).deferrals;
    let mut slots: Vec<Slot> =
        standing.candidates().iter().copied().filter(|slot| deferrals(slot) >= OFTEN).collect();
    slots.sort_by_cached_key(|slot| (Reverse(deferrals(slot)), standing.index(*slot).unwrap_or(usize::MAX)));
    List::of(slots, RISKS, |slot| {
        let item = workspace.item(slot);
        let stands = if standing.is_in(slot) { ", in now" } else { "" };
        let cost = debt::cost(item).map(|cost| format!(": {}", said(cost))).unwrap_or_default();
        Risk { title: title(desk, slot), what: format!("{}{stands}{cost}", debt::deferred(item.deferrals)) }
    })
}
