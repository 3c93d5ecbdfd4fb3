//! Why an item ranks where it does: the formula with its numbers, where each of them came from, who
//! stands next to it, and what would move it.

mod passage;
mod words;

pub use passage::{Passage, last_passage};

use super::band::{band_at, by_hand};
use super::criterion::Criterion;
use super::formula::Piece;
use super::id::{ParticipantId, Slot};
use super::item::{Item, Pin, SetAside};
use super::moscow::Class;
use super::number::Num;
use super::pin::deviates;
use super::ranking::Seat;
use super::record::word;
use super::stands::set_aside;
use super::whatif::{Way, ways_in, ways_up};
use super::workshop::Workshop;
use super::workspace::Workspace;

/// What stands in a formula for a value that is missing.
pub const MISSING: &str = "?";

/// Everything that explains the rank of one item.
#[derive(Clone, Debug)]
pub struct Explanation<'w> {
    /// The item.
    pub slot: Slot,
    /// The formula with the names of its criteria: `(Impact + Urgency) ÷ Effort`.
    pub names: Vec<Piece>,
    /// The formula with the item's numbers, [`MISSING`] for each that there is not.
    pub numbers: Vec<Piece>,
    /// The score; none while a criterion is missing.
    pub score: Option<f64>,
    /// The framework's word for the score.
    pub label: Option<&'w str>,
    /// How much depends on the item.
    pub class: Option<Class>,
    /// Each criterion of the framework, in its order.
    pub inputs: Vec<Input<'w>>,
    /// Where the item stands.
    pub place: Place<'w>,
    /// What lifts it by a place.
    pub up: Lift,
    /// What carries it over the line.
    pub over: Lift,
}

/// One value of the formula, and where it came from.
#[derive(Clone, Debug)]
pub struct Input<'w> {
    /// The criterion.
    pub criterion: &'w Criterion,
    /// What the formula uses.
    pub value: Option<Num>,
    /// Where it came from.
    pub origin: Origin,
    /// Who voted what, in the order of the file.
    pub votes: Vec<Vote<'w>>,
}

/// One participant's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote<'w> {
    /// Who voted.
    pub participant: &'w ParticipantId,
    /// Their name, or their id where they are not in the room.
    pub name: &'w str,
    /// What they voted.
    pub value: Num,
}

word! {
    /// Where a value came from.
    pub enum Origin {
        /// The room settled on it after voting.
        Agreed = "agreed",
        /// It was given without votes.
        Plain = "plain",
        /// Nobody settled it yet: the median of the votes.
        Median = "median",
        /// There is none.
        Missing = "missing",
        /// A side votes on it blind.
        Voting = "voting",
    }
}

/// Where an item stands in the ranking, if it does.
#[derive(Clone, Debug)]
pub enum Place<'w> {
    /// It has a rank.
    Ranked(Ranked<'w>),
    /// Criteria are missing: their indices in the framework.
    Unscored(Vec<usize>),
    /// It takes no part: what it is instead, and what was said when it was parked or declined.
    SetAside(&'static str, Option<&'w SetAside>),
}

/// A rank and what is around it.
#[derive(Clone, Debug)]
pub struct Ranked<'w> {
    /// The index in the ranking, 0 is the top.
    pub index: usize,
    /// How many are ranked.
    pub of: usize,
    /// Whether it is above the line; none without one.
    pub is_in: Option<bool>,
    /// The near-tie that it is in.
    pub tie: Option<Tie>,
    /// What holds it on its side of the line.
    pub pin: Option<&'w Pin>,
    /// Whether its score alone would put it on the other side.
    pub deviates: bool,
    /// The next better item.
    pub above: Option<Gap>,
    /// The next worse item.
    pub below: Option<Gap>,
}

/// Items that scoring cannot tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// How many.
    pub size: usize,
    /// Whether their order was given by hand.
    pub by_hand: bool,
}

/// A neighbour in the ranking, and what parts it from the item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The neighbour.
    pub slot: Slot,
    /// Its index in the ranking.
    pub index: usize,
    /// Its score.
    pub score: f64,
    /// How far the two scores are apart, 0 or more.
    pub difference: f64,
    /// What puts one before the other.
    pub decides: Decides,
    /// Whether the neighbour is the better one.
    pub ahead: bool,
}

word! {
    /// What puts one item before another.
    pub enum Decides {
        /// Their scores.
        Score = "score",
        /// At the same score the lower effort.
        Effort = "effort",
        /// At the same score and effort the manual order of the file.
        Order = "order",
        /// The room, which settled a near-tie.
        Hand = "hand",
    }
}

/// What would take an item somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lift {
    /// Any of these does it.
    Ways(Vec<Way>),
    /// Nothing does it, or has to, and why.
    Nothing(&'static str),
}

/// Explains the rank of an item.
pub fn explain(workshop: &Workshop, slot: Slot) -> Explanation<'_> {
    let workspace = workshop.workspace();
    let framework = workspace.framework();
    let item = workspace.item(slot);
    let inputs: Vec<Input<'_>> =
        framework.criteria().iter().map(|criterion| input(workspace, item, criterion)).collect();
    let score = Seat::of(workspace, slot, item).map(|seat| seat.score);
    let place = place(workshop, slot, &inputs);
    Explanation {
        slot,
        names: framework.formula().told(|i| inputs[i].criterion.shown_name().to_owned()),
        numbers: framework.formula().told(|i| inputs[i].shown().unwrap_or_else(|| MISSING.to_owned())),
        score,
        label: score.and_then(|score| framework.label(score)),
        class: item.class,
        up: up(workshop, slot, &place),
        over: over(workshop, slot, &place),
        inputs,
        place,
    }
}

fn input<'w>(workspace: &'w Workspace, item: &'w Item, criterion: &'w Criterion) -> Input<'w> {
    let score = item.scores.get(&criterion.id);
    let votes = score.map_or(&[][..], |score| score.votes());
    let vote = |(participant, value): &'w (ParticipantId, Num)| Vote {
        participant,
        name: workspace.name_of(participant),
        value: *value,
    };
    let value = score.and_then(super::vote::Score::value);
    let agreed = score.is_some_and(|score| score.agreed().is_some());
    let origin = match (value, agreed, votes) {
        _ if item.is_asked(criterion) => Origin::Voting,
        (None, ..) => Origin::Missing,
        (Some(_), true, []) => Origin::Plain,
        (Some(_), true, _) => Origin::Agreed,
        (Some(_), false, _) => Origin::Median,
    };
    Input { criterion, value, origin, votes: votes.iter().map(vote).collect() }
}

fn place<'w>(workshop: &'w Workshop, slot: Slot, inputs: &[Input<'w>]) -> Place<'w> {
    let standing = workshop.standing();
    let item = workshop.workspace().item(slot);
    if let Some(what) = set_aside(item) {
        return Place::SetAside(what, item.rare.set_aside.as_deref());
    }
    let Some(index) = standing.index(slot) else {
        return Place::Unscored((0..inputs.len()).filter(|i| inputs[*i].value.is_none()).collect());
    };
    let neighbour = |index: Option<usize>| gap(workshop, slot, index?);
    Place::Ranked(Ranked {
        index,
        of: standing.order().len(),
        is_in: standing.line().map(|_| standing.is_in(slot)),
        tie: band_at(workshop, index).map(|band| Tie { size: band.len(), by_hand: by_hand(workshop, &band) }),
        pin: item.rare.pin.as_deref().filter(|pin| pin.held.is_some()),
        deviates: deviates(standing, slot),
        above: neighbour(index.checked_sub(1)),
        below: neighbour(Some(index + 1)),
    })
}

fn gap(workshop: &Workshop, slot: Slot, index: usize) -> Option<Gap> {
    let standing = workshop.standing();
    let other = *standing.order().get(index)?;
    let (own, seat) = (standing.seat(slot)?, standing.seat(other)?);
    let ahead = index < standing.index(slot)?;
    let decides = if seat.place().order(&own.place()).is_lt() != ahead {
        Decides::Hand
    } else if own.score.total_cmp(&seat.score).is_ne() {
        Decides::Score
    } else if own.effort != seat.effort {
        Decides::Effort
    } else {
        Decides::Order
    };
    let (score, difference) = (seat.score, (own.score - seat.score).abs());
    Some(Gap { slot: other, index, score, difference, decides, ahead })
}

const UNRANKED: &str = "it has no rank";
const NO_WAY: &str = "no single score does it";

fn up(workshop: &Workshop, slot: Slot, place: &Place<'_>) -> Lift {
    match place {
        Place::Ranked(ranked) if ranked.index == 0 => Lift::Nothing("it is first already"),
        Place::Ranked(_) => Lift::with(ways_up(workshop, slot)),
        _ => Lift::Nothing(UNRANKED),
    }
}

fn over(workshop: &Workshop, slot: Slot, place: &Place<'_>) -> Lift {
    let Place::Ranked(ranked) = place else { return Lift::Nothing(UNRANKED) };
    match (ranked.is_in, ranked.pin) {
        (None, _) => Lift::Nothing("there is no line"),
        (Some(true), _) => Lift::Nothing("it is in already"),
        (Some(false), Some(_)) => Lift::Nothing("a pin holds it out"),
        (Some(false), None) => Lift::with(ways_in(workshop, slot)),
    }
}

impl Lift {
    fn with(ways: Vec<Way>) -> Lift {
        if ways.is_empty() { Lift::Nothing(NO_WAY) } else { Lift::Ways(ways) }
    }

    /// What does it; nothing where nothing does or has to.
    pub fn ways(&self) -> &[Way] {
        match self {
            Lift::Ways(ways) => ways,
            Lift::Nothing(_) => &[],
        }
    }
}

/// The pieces of a formula in one.
pub fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}
