//! What `--json` writes: shapes that others rely on, apart from the types within.

use serde::{Serialize, Serializer};

use crate::domain::amounts::Amounts;
use crate::domain::band::bands;
use crate::domain::cutline::Measure;
use crate::domain::debt;
use crate::domain::dependency::{Flag, Inversion, flags, warnings};
use crate::domain::framework::Side;
use crate::domain::horizon::horizon;
use crate::domain::id::{ItemId, ParticipantId, Slot};
use crate::domain::item::{Held, Horizon, Kind};
use crate::domain::moscow::{self, Class};
use crate::domain::number::Num;
use crate::domain::swing::{Chance, Swing};
use crate::domain::tradeoff::{Datum, Entry, EntryKind, round};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::{ITEMS, Workspace};

/// The ranking of a workspace.
#[derive(Serialize)]
pub(super) struct Ranking<'w> {
    pub(super) framework: &'w str,
    pub(super) capacity: Option<Room<'w>>,
    pub(super) items: Vec<Ranked<'w>>,
    pub(super) unscored: Vec<Unscored<'w>>,
    /// Whether swing was worked out for the items around the line only.
    pub(super) swing_partial: bool,
}

/// What there is to fill, and what of it is filled.
#[derive(Serialize)]
pub(super) struct Room<'w> {
    pub(super) amount: Option<Num>,
    pub(super) used: Option<Num>,
    /// What of that was done since the last cycle was closed.
    pub(super) done: Option<Num>,
    pub(super) unit: &'w str,
    pub(super) free: Option<Num>,
    /// The share of effort that is technical, 0 to 1.
    pub(super) tech_health: Option<Num>,
    /// The share of effort that is on musts, 0 to 1; null where nobody has a class.
    pub(super) must_share: Option<Num>,
}

/// One item that has a rank.
#[derive(Serialize)]
pub(super) struct Ranked<'w> {
    pub(super) rank: usize,
    pub(super) id: &'w ItemId,
    pub(super) title: &'w str,
    pub(super) kind: Kind,
    pub(super) moscow: Option<Class>,
    pub(super) score: Option<Num>,
    /// The framework's word for the score.
    pub(super) label: Option<&'w str>,
    /// Whether it is above the line; null without one.
    #[serde(rename = "in")]
    pub(super) is_in: Option<bool>,
    pub(super) pinned: Option<Held>,
    /// Where it stands on the roadmap; null where it is out and nobody put it anywhere.
    pub(super) horizon: Option<Horizon>,
    pub(super) effort: Option<Num>,
    /// The probability that it is in; null where it is not worked out.
    pub(super) swing: Option<Num>,
    /// The same, for people.
    #[serde(skip)]
    pub(super) chance: Option<Chance>,
    pub(super) flags: Vec<&'static str>,
    /// What there is to warn of, in words.
    #[serde(skip)]
    pub(super) warnings: Vec<String>,
    /// How many closed cycles put it off.
    pub(super) deferrals: u32,
    /// The same in words, for people.
    #[serde(skip)]
    pub(super) deferred: Option<String>,
    /// The near-tie that it is in, counted from the best; null where it stands apart.
    pub(super) tie: Option<usize>,
}

/// One item that has no rank yet.
#[derive(Serialize)]
pub(super) struct Unscored<'w> {
    pub(super) id: &'w ItemId,
    pub(super) title: &'w str,
    pub(super) moscow: Option<Class>,
    /// The sides that have something left to score.
    pub(super) needs: Vec<Side>,
    pub(super) flags: Vec<&'static str>,
    /// What there is to warn of, in words.
    #[serde(skip)]
    pub(super) warnings: Vec<String>,
    /// How many closed cycles put it off.
    pub(super) deferrals: u32,
    /// The same in words, for people.
    #[serde(skip)]
    pub(super) deferred: Option<String>,
}

impl<'w> Ranking<'w> {
    /// Where everybody in a workshop stands, with what is known of their swing.
    pub(super) fn of(workshop: &'w Workshop, swing: &Swing) -> Ranking<'w> {
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
        Ranked {
            rank: index + 1,
            id: &item.id,
            title: item.shown_title(),
            kind: item.kind,
            moscow: item.class,
            score: score.and_then(round),
            label: score.and_then(|score| framework.label(score)),
            is_in: standing.line().map(|_| standing.is_in(slot)),
            pinned: item.held(),
            horizon: horizon(workshop, slot),
            effort: framework.effort().and_then(|i| item.scores.value(&framework.criteria()[i].id)),
            swing: chance.and_then(|chance| probability(&chance)),
            chance,
            flags: names(workshop, slot),
            warnings: told(workshop, slot),
            deferrals: item.deferrals,
            deferred: debt::sentence(item),
            tie,
        }
    }
}

impl<'w> Unscored<'w> {
    fn of(workshop: &'w Workshop, slot: Slot) -> Unscored<'w> {
        let workspace = workshop.workspace();
        let item = workspace.item(slot);
        let missing = |side: &&Side| {
            let criteria = workspace.framework().criteria();
            let missing = criteria.iter().filter(|rule| item.scores.value(&rule.id).is_none());
            // What a side votes on blind is no gap that it could fill.
            item.round(**side).is_none() && missing.into_iter().any(|rule| rule.side() == **side)
        };
        let needs = Side::ALL.iter().filter(missing).copied().collect();
        let (flags, warnings) = (names(workshop, slot), told(workshop, slot));
        Unscored {
            id: &item.id,
            title: item.shown_title(),
            moscow: item.class,
            needs,
            flags,
            warnings,
            deferrals: item.deferrals,
            deferred: debt::sentence(item),
        }
    }
}

/// The probability that an item is in, 0 to 1, with three decimals: more would be noise.
pub(super) fn probability(chance: &Chance) -> Option<Num> {
    Num::new((f64::from(chance.inside) * 1e3).round() / 1e3)
}

/// What is to be said of an item, each word once.
fn names(workshop: &Workshop, slot: Slot) -> Vec<&'static str> {
    let mut names: Vec<&str> = flags(workshop, slot).iter().map(Flag::name).collect();
    names.dedup();
    names
}

fn told(workshop: &Workshop, slot: Slot) -> Vec<String> {
    warnings(workshop, slot).into_iter().filter_map(|forms| forms.into_iter().next()).collect()
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
pub(super) fn unit(workspace: &Workspace, measure: Measure) -> &str {
    let written = workspace.head().capacity.as_ref().map_or("", |capacity| &capacity.unit);
    let framework = workspace.framework();
    match (measure, framework.effort()) {
        (Measure::Items, _) => ITEMS,
        (Measure::Effort, Some(effort)) if written.is_empty() => &framework.criteria()[effort].unit,
        (Measure::Effort, _) => written,
    }
}

/// One entry of the trade-off log. Every field is there, empty or not.
#[derive(Serialize)]
pub(super) struct Logged<'w> {
    seq: u64,
    at: Option<String>,
    by: Option<&'w ParticipantId>,
    side: Option<Side>,
    kind: EntryKind,
    item: Option<&'w ItemId>,
    cause: Option<Cause<'w>>,
    rank: Move<u32>,
    score: Move<Num>,
    /// Whether rank, score and values are hidden because the item is voted on blind.
    hidden: bool,
    entered: &'w [ItemId],
    left: &'w [ItemId],
    /// Who came to stand above what it waits for.
    inversions: &'w [Inversion],
    /// Which of those who fell out are technical and had been put off twice or more, and how often.
    put_off: &'w Amounts,
    reason: Option<&'w str>,
    /// The entry that this one takes back, does again, gives a reason for or is a call on.
    about: Option<u64>,
    /// Who answers for a pin or a call.
    owner: Option<&'w str>,
    /// What a call decided.
    what: Option<&'w str>,
    alternatives: &'w [String],
    disappointed: &'w [String],
}

#[derive(Serialize)]
struct Cause<'w> {
    field: &'w str,
    from: Option<&'w Datum>,
    to: Option<&'w Datum>,
}

#[derive(Serialize)]
struct Move<T> {
    from: Option<T>,
    to: Option<T>,
}

impl<'w> Logged<'w> {
    /// An entry as it is written for others.
    pub(super) fn of(workspace: &Workspace, entry: &'w Entry) -> Logged<'w> {
        let (cause, call) = (entry.cause.as_ref(), entry.call());
        // What is voted on blind is hidden here, too.
        let blind = entry.item.as_ref().is_some_and(|id| workspace.is_blind(id));
        let hides = |field: &str| entry.item.as_ref().is_some_and(|id| workspace.hides(id, &field.into()));
        let datum = |field: &str, datum: Option<&'w Datum>| datum.filter(|_| !hides(field));
        let known = |rank| if blind { None } else { rank };
        let scored = |score| if blind { None } else { score };
        Logged {
            seq: entry.seq,
            at: entry.at.map(|at| at.to_rfc3339()),
            by: entry.by.as_ref(),
            side: entry.side,
            kind: entry.kind,
            item: entry.item.as_ref(),
            cause: cause.map(|cause| Cause {
                field: &cause.field,
                from: datum(&cause.field, cause.from.as_ref()),
                to: datum(&cause.field, cause.to.as_ref()),
            }),
            rank: Move { from: known(entry.rank.from), to: known(entry.rank.to) },
            score: Move { from: scored(entry.score.from), to: scored(entry.score.to) },
            hidden: blind,
            entered: &entry.entered,
            left: &entry.left,
            inversions: &entry.inversions,
            put_off: &entry.put_off,
            reason: entry.reason.as_deref(),
            about: entry.about,
            owner: entry.owner(),
            what: call.map(|call| call.what.as_str()),
            alternatives: call.map_or(&[], |call| &call.alternatives),
            disappointed: call.map_or(&[], |call| &call.disappointed),
        }
    }
}

/// Names and what stands under them, as an object in their order.
pub(super) struct Object(pub(super) Vec<(String, String)>);

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
