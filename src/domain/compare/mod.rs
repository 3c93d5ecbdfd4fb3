//! What lies between two states of a workspace: who is new and gone, who came in and fell out, who moved, what was
//! scored, written and set otherwise.
//!
//! ```text
//! mod        the whole, and where everybody stands
//! scores     one item's scores and votes            settings  everything that is no item
//! tally      how much it is, in numbers
//! ```
//!
//! Items are matched by their ids. What either side votes on blind is named and not told.

mod scores;
mod settings;
mod tally;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::facet::Facet;
use super::horizon::Placement;
use super::id::ItemId;
use super::item::{Item, Status};
use super::number::Num;
use super::reconcile::{Reader, common, other_fields};
use super::tradeoff::round;
use super::workshop::Workshop;
pub use scores::{Rescored, Vote};
pub use settings::Setting;
pub use tally::Tally;

/// How often an item was put off, as the file calls it.
const DEFERRALS: &str = "deferrals";

/// Everything that is otherwise in the second of two workspaces.
#[derive(Debug, Default, PartialEq)]
pub struct Comparison<'w> {
    /// What is set otherwise for the whole: title, framework, capacity, goals, people.
    pub settings: Vec<Setting>,
    /// The items that only the second has, or that are back in it.
    pub new: Vec<Place<'w>>,
    /// The items that the second has no longer.
    pub gone: Vec<Gone<'w>>,
    /// The items that came in, best first.
    pub entered: Vec<Place<'w>>,
    /// The items that fell out, as they ranked before.
    pub left: Vec<Place<'w>>,
    /// The others whose rank or score is another, those that moved furthest first.
    pub moved: Vec<Place<'w>>,
    /// The items that are scored otherwise, in the order of the file.
    pub rescored: Vec<Scored<'w>>,
    /// The items about which something else is written, in the order of the file.
    pub edited: Vec<Edited<'w>>,
    /// The items with another status, horizon or pin, in the order of the file.
    pub placed: Vec<Placed<'w>>,
    /// How many entries of the log only the first has, and only the second.
    pub log: [usize; 2],
}

/// Where an item stands on either side.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'w> {
    /// The item as it is now; as it was where it is gone.
    pub item: &'w Item,
    /// Its rank before and after, 1 is the top; none while it has none.
    pub rank: [Option<usize>; 2],
    /// Its score before and after, to ten significant digits.
    pub score: [Option<Num>; 2],
    /// Whether it is above the line before and after; none without a line or a rank.
    pub is_in: [Option<bool>; 2],
}

/// An item that the second workspace has no longer.
#[derive(Debug, PartialEq)]
pub struct Gone<'w> {
    /// Where it stood.
    pub place: Place<'w>,
    /// What became of it.
    pub how: End<'w>,
}

/// How an item can be gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End<'w> {
    /// It is not in the file.
    Missing,
    /// Its arrival was taken back.
    Withdrawn,
    /// It went into another one.
    Merged(Option<&'w ItemId>),
}

/// An item, and what is scored otherwise on it.
#[derive(Debug, PartialEq)]
pub struct Scored<'w> {
    /// The item as it is now.
    pub item: &'w Item,
    /// The criteria.
    pub scores: Vec<Rescored<'w>>,
}

/// An item, and what else is written about it.
#[derive(Debug, PartialEq)]
pub struct Edited<'w> {
    /// The item as it is now.
    pub item: &'w Item,
    /// Each facet before and after.
    pub facets: Vec<(Facet, Facet)>,
    /// Other fields that differ, by their names in the file.
    pub others: Vec<String>,
}

/// An item that was put elsewhere.
#[derive(Debug, PartialEq)]
pub struct Placed<'w> {
    /// The item before and after.
    pub items: [&'w Item; 2],
    /// Where the roadmap had it, and has it, if that is otherwise.
    pub horizon: Option<[Placement; 2]>,
}

/// Compares two workspaces. Costs one walk over each, and more only for items that differ.
pub fn compare<'w>(before: &'w Workshop, after: &'w Workshop) -> Comparison<'w> {
    let mut found = Comparison { settings: settings::settings(before, after), ..Comparison::default() };
    for item in after.workspace().items().iter() {
        let known = before.workspace().slot(&item.id).map(|slot| before.workspace().item(slot));
        match (known.filter(|known| is_here(known)), is_here(item)) {
            (None, true) => found.new.push(place(before, after, item)),
            (Some(known), true) => found.take_in(before, after, [known, item]),
            (Some(known), false) => found.gone.push(gone(before, after, known, Some(item))),
            (None, false) => {}
        }
    }
    let missing = |item: &&Item| is_here(item) && after.workspace().slot(&item.id).is_none();
    let missing = before.workspace().items().iter().filter(missing);
    found.gone.extend(missing.map(|item| gone(before, after, item, None)));
    found.entered.sort_by_key(|place| place.rank[1]);
    found.left.sort_by_key(|place| place.rank[0]);
    found.moved.sort_by_key(|place| (std::cmp::Reverse(place.distance()), place.rank[1]));
    found.log = log(before, after);
    found
}

impl Edited<'_> {
    /// Whether it was put off more or less often.
    pub fn is_put_off(&self) -> bool {
        self.others.iter().any(|name| name == DEFERRALS)
    }

    /// Whether anything else about it is otherwise.
    pub fn is_edited(&self) -> bool {
        !self.facets.is_empty() || self.fields().next().is_some()
    }

    /// Other fields that differ, but for how often it was put off.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.others.iter().map(String::as_str).filter(|name| *name != DEFERRALS)
    }
}

impl Comparison<'_> {
    /// How many items are otherwise in which way.
    pub fn counts(&self) -> [(usize, &'static str); 9] {
        let edited = self.edited.iter().filter(|edited| edited.is_edited()).count();
        let put_off = self.edited.iter().filter(|edited| edited.is_put_off()).count();
        [
            (self.new.len(), "new"),
            (self.gone.len(), "gone"),
            (self.entered.len(), "came in"),
            (self.left.len(), "fell out"),
            (self.moved.len(), "moved"),
            (self.rescored.len(), "scored"),
            (edited, "edited"),
            (put_off, "deferred"),
            (self.placed.len(), "placed"),
        ]
    }

    /// Whether both say the same.
    pub fn is_empty(&self) -> bool {
        *self == Comparison::default()
    }
}

impl<'w> Comparison<'w> {
    /// Takes in an item that both have.
    fn take_in(&mut self, before: &'w Workshop, after: &'w Workshop, items: [&'w Item; 2]) {
        let place = place(before, after, items[1]);
        match place.is_in.map(Option::unwrap_or_default) {
            _ if place.rank[0] == place.rank[1] && place.score[0] == place.score[1] && !place.crossed() => {}
            [false, true] => self.entered.push(place),
            // Who is done left the line, and fell out of nothing; that it is done is told.
            [true, false] if items[1].status == Status::Done => {}
            [true, false] => self.left.push(place),
            _ => self.moved.push(place),
        }
        let [was, is] = items;
        if was == is {
            return;
        }
        let scores = scores::rescored(before.workspace(), after.workspace(), items);
        if !scores.is_empty() {
            self.rescored.push(Scored { item: is, scores });
        }
        let facets: Vec<(Facet, Facet)> =
            Facet::all(was).into_iter().zip(Facet::all(is)).filter(|(from, to)| from != to).collect();
        let others = others(was, is, &facets);
        if !(facets.is_empty() && others.is_empty()) {
            self.edited.push(Edited { item: is, facets, others });
        }
        let horizons = [Placement::of(was), Placement::of(is)];
        let horizon = (horizons[0] != horizons[1]).then_some(horizons);
        if horizon.is_some() || was.status != is.status || was.rare.pin != is.rare.pin {
            self.placed.push(Placed { items, horizon });
        }
    }
}

impl Place<'_> {
    /// Whether it stands on another side of the line, where there is one before and after.
    pub fn crossed(&self) -> bool {
        self.is_in[0].unwrap_or_default() != self.is_in[1].unwrap_or_default()
    }

    /// How many ranks it moved; whoever got or lost one moved further than anybody.
    fn distance(&self) -> usize {
        match self.rank {
            [Some(from), Some(to)] => from.abs_diff(to),
            [None, None] => 0,
            _ => usize::MAX,
        }
    }
}

/// Whether it is part of the backlog: open, parked, declined or done.
fn is_here(item: &Item) -> bool {
    matches!(item.status, Status::Open | Status::Done)
}

/// Where an item stands; nothing of one that is voted on blind on either side, because a score would tell what the
/// vote is to be free of.
fn place<'w>(before: &Workshop, after: &Workshop, item: &'w Item) -> Place<'w> {
    if [before, after].iter().any(|workshop| workshop.workspace().is_blind(&item.id)) {
        return Place { item, rank: [None; 2], score: [None; 2], is_in: [None; 2] };
    }
    let sides = [before, after].map(|workshop| Some((workshop, workshop.workspace().slot(&item.id)?)));
    let rank = sides.map(|side| side.and_then(|(workshop, slot)| workshop.standing().index(slot)));
    let score = sides.map(|side| {
        side.and_then(|(workshop, slot)| workshop.standing().seat(slot)).and_then(|seat| round(seat.score))
    });
    let is_in = sides.map(|side| {
        let (workshop, slot) = side?;
        let standing = workshop.standing();
        standing.index(slot).and(standing.line()).map(|_| standing.is_in(slot))
    });
    Place { item, rank: rank.map(|index| index.map(|index| index + 1)), score, is_in }
}

fn gone<'w>(before: &Workshop, after: &Workshop, was: &'w Item, is: Option<&'w Item>) -> Gone<'w> {
    let how = match is.map(|item| item.status) {
        Some(Status::Withdrawn) => End::Withdrawn,
        Some(Status::Merged) => {
            End::Merged(is.and_then(|item| item.rare.details.as_ref()?.merged_into.as_ref()))
        }
        _ => End::Missing,
    };
    Gone { place: place(before, after, was), how }
}

/// The fields that are told elsewhere, or follow from what is.
const TOLD: [&str; 9] =
    ["scores", "rounds", "shelf", "status", "finished", "finished_in", "horizon", "set_aside", "pin"];

fn others(was: &Item, is: &Item, facets: &[(Facet, Facet)]) -> Vec<String> {
    let told = |name: &str| TOLD.contains(&name) || facets.iter().any(|(facet, _)| facet.field() == name);
    other_fields(was, is).into_iter().filter(|name| !told(name)).collect()
}

/// How many entries only one of both logs has, whatever numbers they got.
fn log(before: &Workshop, after: &Workshop) -> [usize; 2] {
    let logs = [before, after].map(|workshop| workshop.workspace().log());
    let common = common(&logs);
    let [first, second] = logs.map(|log| {
        let mut reader = Reader::default();
        log.iter().skip(common).map(|entry| reader.read(entry)).collect::<HashSet<_>>()
    });
    [first.difference(&second).count(), second.difference(&first).count()]
}
