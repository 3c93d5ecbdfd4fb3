//! The ranking as programs read it: a shape that others rely on, apart from the types within.

use serde::Serialize;

use crate::domain::band::bands;
use crate::domain::cutline::Measure;
use crate::domain::debt;
use crate::domain::dependency::{Flag, flags, warnings};
use crate::domain::framework::Side;
use crate::domain::horizon::stands;
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::{Held, Horizon, Kind};
use crate::domain::moscow::{self, Class};
use crate::domain::number::Num;
use crate::domain::swing::{Chance, Swing};
use crate::domain::tradeoff::round;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::{ITEMS, Workspace};

/// The ranking of a workspace.
#[derive(Serialize)]
pub(crate) struct Ranking<'w> {
    pub(crate) framework: &'w str,
    pub(crate) capacity: Option<Room<'w>>,
    pub(crate) items: Vec<Ranked<'w>>,
    pub(crate) unscored: Vec<Unscored<'w>>,
    /// Whether swing was worked out for the items around the line only.
    pub(crate) swing_partial: bool,
}

/// What there is to fill, and what of it is filled.
#[derive(Serialize)]
pub(crate) struct Room<'w> {
    pub(crate) amount: Option<Num>,
    pub(crate) used: Option<Num>,
    /// What of that was done since the last cycle was closed.
    pub(crate) done: Option<Num>,
    pub(crate) unit: &'w str,
    pub(crate) free: Option<Num>,
    /// The share of effort that is technical, 0 to 1.
    pub(crate) tech_health: Option<Num>,
    /// The share of effort that is on musts, 0 to 1; null where nobody has a class.
    pub(crate) must_share: Option<Num>,
}

/// One item that has a rank.
#[derive(Serialize)]
pub(crate) struct Ranked<'w> {
    #[serde(skip)]
    pub(crate) slot: Slot,
    pub(crate) rank: usize,
    pub(crate) id: &'w ItemId,
    pub(crate) title: &'w str,
    /// Its key in the tracker it came from.
    pub(crate) source: Option<&'w str>,
    pub(crate) kind: Kind,
    pub(crate) moscow: Option<Class>,
    pub(crate) score: Option<Num>,
    /// The framework's word for the score.
    pub(crate) label: Option<&'w str>,
    /// Whether it is above the line; null without one.
    #[serde(rename = "in")]
    pub(crate) is_in: Option<bool>,
    pub(crate) pinned: Option<Held>,
    /// Where it stands on the roadmap; null where it is out and nobody put it anywhere.
    pub(crate) horizon: Option<Horizon>,
    pub(crate) effort: Option<Num>,
    /// The probability that it is in; null where it is not worked out.
    pub(crate) swing: Option<Num>,
    /// The same, for people.
    #[serde(skip)]
    pub(crate) chance: Option<Chance>,
    pub(crate) flags: Vec<&'static str>,
    /// How many closed cycles put it off.
    pub(crate) deferrals: u32,
    /// The near-tie that it is in, counted from the best; null where it stands apart.
    pub(crate) tie: Option<usize>,
}

/// One item that has no rank yet.
#[derive(Serialize)]
pub(crate) struct Unscored<'w> {
    #[serde(skip)]
    pub(crate) slot: Slot,
    pub(crate) id: &'w ItemId,
    pub(crate) title: &'w str,
    pub(crate) source: Option<&'w str>,
    pub(crate) moscow: Option<Class>,
    /// The sides that have something left to score.
    pub(crate) needs: Vec<Side>,
    pub(crate) flags: Vec<&'static str>,
    /// How many closed cycles put it off.
    pub(crate) deferrals: u32,
}

impl<'w> Ranking<'w> {
    /// Where everybody in a workshop stands, with what is known of their swing.
    pub(crate) fn of(workshop: &'w Workshop, swing: &Swing) -> Ranking<'w> {
        let standing = workshop.standing();
        let ranked = standing.order().iter().enumerate();
        let bands = bands(workshop, 0..standing.order().len());
        let tie = |index: usize| {
            let tie = bands.partition_point(|band| band.end <= index);
            bands.get(tie).filter(|band| band.contains(&index)).map(|_| tie + 1)
        };
        Ranking {
            framework: &workshop.workspace().framework().spec().id,
            capacity: room(workshop),
            items: ranked
                .map(|(index, slot)| Ranked::of(workshop, swing, (index, *slot), tie(index)))
                .collect(),
            unscored: standing.unscored().iter().map(|slot| Unscored::of(workshop, *slot)).collect(),
            swing_partial: swing.partial,
        }
    }
}

impl<'w> Ranked<'w> {
    fn of(
        workshop: &'w Workshop,
        swing: &Swing,
        (index, slot): (usize, Slot),
        tie: Option<usize>,
    ) -> Ranked<'w> {
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let framework = workspace.framework();
        let item = workspace.item(slot);
        let score = standing.seat(slot).map(|seat| seat.score);
        let chance = swing.of(slot);
        let is_in = standing.is_in_at(slot, index);
        Ranked {
            slot,
            rank: index + 1,
            id: &item.id,
            title: item.full_title(),
            source: item.source(),
            kind: item.kind,
            moscow: item.class,
            score: score.and_then(round),
            label: score.and_then(|score| framework.label(score)),
            is_in: standing.line().map(|_| is_in),
            pinned: item.held(),
            horizon: stands(item, is_in),
            effort: framework.effort().and_then(|i| item.scores.value(&framework.criteria()[i].id)),
            swing: chance.and_then(|chance| probability(&chance)),
            chance,
            flags: names(workshop, slot),
            deferrals: item.deferrals,
            tie,
        }
    }
}

impl<'w> Unscored<'w> {
    fn of(workshop: &'w Workshop, slot: Slot) -> Unscored<'w> {
        let workspace = workshop.workspace();
        let item = workspace.item(slot);
        let lacks = |side: &&Side| workspace.gaps(item).any(|rule| rule.side() == **side);
        let needs = Side::ALL.iter().filter(lacks).copied().collect();
        let flags = names(workshop, slot);
        Unscored {
            slot,
            id: &item.id,
            title: item.full_title(),
            source: item.source(),
            moscow: item.class,
            needs,
            flags,
            deferrals: item.deferrals,
        }
    }
}

/// The probability that an item is in, 0 to 1, with three decimals: more would be noise.
pub(crate) fn probability(chance: &Chance) -> Option<Num> {
    Num::new((f64::from(chance.inside) * 1e3).round() / 1e3)
}

/// What is to be said of an item, each word once.
fn names(workshop: &Workshop, slot: Slot) -> Vec<&'static str> {
    let mut names: Vec<&str> = flags(workshop, slot).iter().map(Flag::name).collect();
    names.dedup();
    names
}

/// What there is to say of an item in words, for people: what to warn of, and how often it was put off.
pub(crate) fn remarks(workshop: &Workshop, slot: Slot) -> impl Iterator<Item = String> {
    let warnings = warnings(workshop, slot).into_iter().filter_map(|forms| forms.into_iter().next());
    let deferred = debt::sentence(workshop.workspace().item(slot));
    warnings.chain(deferred.map(|deferred| format!("[{deferred}]")))
}

fn room(workshop: &Workshop) -> Option<Room<'_>> {
    let line = workshop.standing().line()?;
    let whole = |millionths: i128| Num::new(millionths as f64 / 1e6);
    Some(Room {
        amount: whole(line.limit),
        used: whole(line.load.used),
        done: whole(line.load.spent),
        unit: unit(workshop.workspace(), line.measure),
        free: whole(line.free()),
        tech_health: line.load.tech_health().and_then(round),
        must_share: moscow::rule(workshop.standing()).share().and_then(round),
    })
}

/// The word that capacity is counted in.
pub(crate) fn unit(workspace: &Workspace, measure: Measure) -> &str {
    let written = workspace.head().capacity.as_ref().map_or("", |capacity| &capacity.unit);
    let framework = workspace.framework();
    match (measure, framework.effort()) {
        (Measure::Items, _) => ITEMS,
        (Measure::Effort, Some(effort)) if written.is_empty() => &framework.criteria()[effort].unit,
        (Measure::Effort, _) => written,
    }
}
