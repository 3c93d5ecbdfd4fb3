//! What `cutline explain --json` writes. Every key is there, whether there is something to say or not.

use serde::Serialize;

use crate::domain::criterion::Criterion;
use crate::domain::debt::cost;
use crate::domain::explain::{Decides, Explanation, Gap, Input, Origin, Place, Ranked, last_passage, text};
use crate::domain::framework::Side;
use crate::domain::id::{CriterionId, ItemId, ParticipantId};
use crate::domain::item::{Held, Kind, SetAside};
use crate::domain::moscow::Class;
use crate::domain::number::Num;
use crate::domain::swing::Swing;
use crate::domain::tradeoff::round;
use crate::domain::whatif::Way;
use crate::domain::workshop::Workshop;
use crate::export::shape::probability;

/// Why an item ranks where it does.
#[derive(Serialize)]
pub(super) struct Explained<'w> {
    id: &'w ItemId,
    title: &'w str,
    kind: Kind,
    moscow: Option<Class>,
    framework: &'w str,
    formula: Formula,
    score: Option<Num>,
    /// The framework's word for the score.
    label: Option<&'w str>,
    rank: Option<usize>,
    /// How many items have a rank.
    of: usize,
    /// Whether it is above the line; null without one or without a rank.
    #[serde(rename = "in")]
    is_in: Option<bool>,
    /// The probability that it is in; null where it is not worked out.
    swing: Option<Num>,
    /// Whether that is anything but certain: 5 to 95 %.
    contested: Option<bool>,
    /// Where it ranks in nine of ten cases.
    ranks: Option<Ranks>,
    /// Whether swing was worked out for the items around the line only.
    swing_partial: bool,
    pinned: Option<Held>,
    /// Why it takes no part in the ranking: done, parked, declined or withdrawn.
    set_aside: Option<&'static str>,
    /// What was said when it was parked or declined.
    aside: Option<&'w SetAside>,
    /// The entry of the log that last made it cross the line; null where none did.
    last_crossing: Option<Crossed>,
    /// The criteria that are not scored.
    missing: Vec<&'w CriterionId>,
    /// How many closed cycles put it off.
    deferrals: u32,
    cost_of_not_doing: Option<&'w str>,
    criteria: Vec<Scored<'w>>,
    above: Option<Neighbour<'w>>,
    below: Option<Neighbour<'w>>,
}

/// The formula in names and in numbers.
#[derive(Serialize)]
struct Formula {
    names: String,
    numbers: String,
}

/// Which entry made an item cross the line.
#[derive(Serialize)]
struct Crossed {
    seq: u64,
    /// On which side it stood then: `in` or `out`.
    to: &'static str,
    /// What was changed.
    what: String,
    reason: Option<String>,
}

/// A rank that is not beaten in 19 of 20 cases, and one that it does not fall below as often.
#[derive(Serialize)]
struct Ranks {
    best: u32,
    worst: u32,
}

/// One criterion: its value, where it came from, and what more or less of it would do.
#[derive(Serialize)]
struct Scored<'w> {
    id: &'w CriterionId,
    name: &'w str,
    side: Side,
    value: Option<Num>,
    /// The value as the room reads it.
    shown: Option<String>,
    origin: Origin,
    votes: Vec<Voted<'w>>,
    /// The smallest change that lifts the item by a place or more.
    one_place_up: Option<Change>,
    /// The smallest change that carries it over the line; null for an item that is in.
    over_the_line: Option<Change>,
}

#[derive(Serialize)]
struct Voted<'w> {
    participant: &'w ParticipantId,
    name: &'w str,
    value: Num,
}

/// A value that does it, and every value beyond it.
#[derive(Serialize)]
struct Change {
    value: Num,
    shown: String,
    /// Whether higher values do it too; else lower ones do.
    or_more: bool,
    /// The rank that it leads to.
    rank: usize,
}

/// The next item in the ranking.
#[derive(Serialize)]
struct Neighbour<'w> {
    rank: usize,
    id: &'w ItemId,
    title: &'w str,
    score: Option<Num>,
    /// How far the scores are apart.
    difference: Option<Num>,
    /// What puts one before the other.
    decided_by: Decides,
}

impl<'w> Explained<'w> {
    /// An explanation as it is written for others.
    pub(super) fn of(workshop: &'w Workshop, explanation: &Explanation<'w>, swing: &Swing) -> Explained<'w> {
        let workspace = workshop.workspace();
        let item = workspace.item(explanation.slot);
        let ranked = match &explanation.place {
            Place::Ranked(ranked) => Some(ranked),
            Place::Unscored(_) | Place::SetAside(..) => None,
        };
        let neighbour = |gap: fn(&Ranked<'w>) -> Option<Gap>| Some(Neighbour::of(workshop, gap(ranked?)?));
        let unscored = explanation.inputs.iter().filter(|input| input.value.is_none());
        let criteria = explanation.inputs.iter().enumerate();
        let chance = swing.of(explanation.slot);
        Explained {
            id: &item.id,
            title: item.full_title(),
            kind: item.kind,
            moscow: item.class,
            framework: &workspace.framework().spec().id,
            formula: Formula { names: text(&explanation.names), numbers: text(&explanation.numbers) },
            score: explanation.score.and_then(round),
            label: explanation.label,
            rank: ranked.map(|ranked| ranked.index + 1),
            of: workshop.standing().order().len(),
            is_in: ranked.and_then(|ranked| ranked.is_in),
            swing: chance.as_ref().and_then(probability),
            contested: chance.map(|chance| chance.is_contested()),
            ranks: chance.map(|chance| Ranks { best: chance.best, worst: chance.worst }),
            swing_partial: swing.partial,
            pinned: item.held(),
            set_aside: match explanation.place {
                Place::SetAside(what, _) => Some(what),
                Place::Ranked(_) | Place::Unscored(_) => None,
            },
            aside: item.rare.set_aside.as_deref(),
            last_crossing: last_passage(workshop, explanation.slot).map(|passage| Crossed {
                seq: passage.entry.seq,
                to: passage.goes.side(),
                what: passage.told(workspace).cause,
                reason: passage.entry.reason.as_deref().map(str::to_owned),
            }),
            missing: unscored.map(|input| &input.criterion.id).collect(),
            deferrals: item.deferrals,
            cost_of_not_doing: cost(item),
            criteria: criteria.map(|(i, input)| Scored::of(explanation, i, input)).collect(),
            above: neighbour(|ranked| ranked.above),
            below: neighbour(|ranked| ranked.below),
        }
    }
}

impl<'w> Scored<'w> {
    fn of(explanation: &Explanation<'w>, index: usize, input: &Input<'w>) -> Scored<'w> {
        let criterion = input.criterion;
        let change = |ways: &[Way]| {
            let way = ways.iter().find(|way| way.criterion == index)?;
            Some(Change::of(criterion, way))
        };
        let vote = |vote: &crate::domain::explain::Vote<'w>| Voted {
            participant: vote.participant,
            name: vote.name,
            value: vote.value,
        };
        Scored {
            id: &criterion.id,
            name: criterion.shown_name(),
            side: criterion.side(),
            value: input.value,
            shown: input.shown(),
            origin: input.origin,
            votes: input.votes.iter().map(vote).collect(),
            one_place_up: change(explanation.up.ways()),
            over_the_line: change(explanation.over.ways()),
        }
    }
}

impl Change {
    fn of(criterion: &Criterion, way: &Way) -> Change {
        let shown = criterion.shown(way.value);
        Change { value: way.value, shown, or_more: way.or_more, rank: way.index + 1 }
    }
}

impl<'w> Neighbour<'w> {
    fn of(workshop: &'w Workshop, gap: Gap) -> Neighbour<'w> {
        let item = workshop.workspace().item(gap.slot);
        Neighbour {
            rank: gap.index + 1,
            id: &item.id,
            title: item.full_title(),
            score: round(gap.score),
            difference: round(gap.difference),
            decided_by: gap.decides,
        }
    }
}
