//! The roadmap: the backlog in five columns, now first, each best rank first, in lanes where that is wanted.
//!
//! Made in one walk over the backlog, so it is made once for a change and not for a frame.

use std::collections::HashMap;

use super::aim::{Aims, alike, theme_link};
use super::cycle::estimate;
use super::horizon::{contradicts, stands};
use super::id::Slot;
use super::item::{Horizon, Item, Status};
use super::ranking::{Seat, micro};
use super::record::word;
use super::workshop::Workshop;
use super::workspace::{Goal, Theme};

word! {
    /// What items of a column are put together by.
    #[derive(Default)]
    pub enum Grouping {
        /// Nothing.
        #[default]
        None = "none",
        /// Their theme.
        Theme = "theme",
        /// The goal they serve, directly or through their theme.
        Goal = "goal",
    }
}

/// The columns of the roadmap, and where everybody stands in them.
#[derive(Clone, Debug, Default)]
pub struct Board {
    columns: [Column; 5],
    spots: Vec<Option<Spot>>,
    /// The open items that serve no goal, in the order of the columns.
    aimless: Vec<Slot>,
    /// How many items are written down for now and are out.
    contradictions: usize,
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// What was put here. In next, what nobody put anywhere is counted apart.
    pub tally: Tally,
    rows: Vec<Row>,
    heads: Vec<Head>,
}

/// How many items, and what they take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub items: usize,
    /// Their effort in millionths of its unit.
    pub effort: i128,
    /// How many of them have no effort yet.
    pub unsized_items: usize,
}

/// One row of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading, by its index in the column.
    Head(u32),
    /// An item.
    Card(Slot),
}

/// A heading within a column, and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What it says.
    pub title: String,
    /// Whether it parts what nobody put anywhere from what somebody did.
    pub parts: bool,
    /// What stands under it.
    pub tally: Tally,
    /// The row that it stands in.
    row: usize,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The index of the column in [`Horizon::ALL`].
    pub column: usize,
    /// The row in it.
    pub row: usize,
}

/// The heading above what is out and was never put anywhere.
const NOT_PLACED: &str = "not placed";

impl Tally {
    fn add(&mut self, effort: Option<i128>) {
        self.items += 1;
        self.effort += effort.unwrap_or(0);
        self.unsized_items += usize::from(effort.is_none());
    }
}

impl Column {
    /// How many rows it has, headings among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row at an index.
    pub fn row(&self, index: usize) -> Option<Row> {
        self.rows.get(index).copied()
    }

    /// The heading with an index.
    pub fn head(&self, index: u32) -> Option<&Head> {
        self.heads.get(index as usize)
    }

    /// The heading that a row is to be read under where that itself is not seen: that of what nobody put anywhere, else of
    /// a card that of its lane.
    pub fn head_over(&self, row: usize) -> Option<&Head> {
        let above = &self.heads[..self.heads.partition_point(|head| head.row < row)];
        let lane = || above.last().filter(|_| matches!(self.row(row), Some(Row::Card(_))));
        self.row(row).and_then(|_| above.iter().rfind(|head| head.parts).or_else(lane))
    }

    /// How many items stand in it, whether somebody put them there or not.
    pub fn items(&self) -> usize {
        self.rows.len() - self.heads.len()
    }

    /// Begins a part of the column, and returns the index of its heading.
    fn head_for(&mut self, title: &str, parts: bool) -> usize {
        let head = Head { title: title.to_owned(), parts, tally: Tally::default(), row: self.rows.len() };
        self.rows.push(Row::Head(self.heads.len() as u32));
        self.heads.push(head);
        self.heads.len() - 1
    }
}

impl Board {
    /// Lays the backlog out.
    pub fn new(workshop: &Workshop, grouping: Grouping) -> Board {
        let mut desk = Desk::new(workshop, grouping);
        let standing = workshop.standing();
        for (rank, slot) in standing.order().iter().enumerate() {
            let held = standing.seat(*slot).and_then(|seat| seat.held);
            let is_in = standing.line().is_some_and(|line| line.covers(rank, held));
            desk.put(*slot, is_in);
        }
        for slot in standing.unscored() {
            desk.put(*slot, false);
        }
        for slot in set_aside(workshop) {
            desk.put(slot, false);
        }
        desk.board()
    }

    /// The column of a horizon.
    pub fn column(&self, horizon: Horizon) -> &Column {
        &self.columns[index(horizon)]
    }

    /// Where an item stands; none for one that is done or withdrawn.
    pub fn spot(&self, slot: Slot) -> Option<Spot> {
        *self.spots.get(slot.index())?
    }

    /// The column that an item stands in.
    pub fn horizon(&self, slot: Slot) -> Option<Horizon> {
        Some(Horizon::ALL[self.spot(slot)?.column])
    }

    /// The open items that serve no goal, column by column; what is parked or declined is not asked.
    pub fn aimless(&self) -> &[Slot] {
        &self.aimless
    }

    /// The next item that serves no goal behind this one, from the first again at the end.
    pub fn next_aimless(&self, from: Option<Slot>) -> Option<Slot> {
        let place = |slot: Slot| self.spot(slot).map(|spot| (spot.column, spot.row));
        let from = from.and_then(place);
        let behind = self.aimless.partition_point(|slot| place(*slot) <= from);
        self.aimless.get(behind).or(self.aimless.first()).copied()
    }

    /// How many items are written down for now and are out all the same.
    pub fn contradictions(&self) -> usize {
        self.contradictions
    }
}

/// The index of a horizon's column.
fn index(horizon: Horizon) -> usize {
    Horizon::ALL.iter().position(|other| *other == horizon).unwrap_or(0)
}

/// The parked and the declined items in the order that their scores would give them.
fn set_aside(workshop: &Workshop) -> Vec<Slot> {
    let workspace = workshop.workspace();
    let is_aside = |item: &Item| item.status == Status::Open && item.horizon.is_some_and(Horizon::sets_aside);
    let items = workspace.items().iter().enumerate().filter(|(_, item)| is_aside(item));
    let mut aside: Vec<_> = items
        .map(|(i, item)| (Seat::of(workspace, Slot::new(i), item).map(|seat| seat.place()), Slot::new(i)))
        .collect();
    aside.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => a.order(b),
        // What has no score comes last, in the order of the file.
        _ => a.is_none().cmp(&b.is_none()),
    });
    aside.into_iter().map(|(_, slot)| slot).collect()
}

/// An item on its way into a column.
struct Card {
    slot: Slot,
    lane: usize,
    effort: Option<i128>,
    aimless: bool,
}

/// What somebody put into each column, then what is out and nobody put anywhere.
type Piles = [Vec<Card>; 6];

/// The pile of what nobody put anywhere.
const PUT_NOWHERE: usize = 5;

/// The lane of what belongs to none: behind all others.
const NO_LANE: usize = usize::MAX;

/// Where the backlog is laid out.
struct Desk<'w> {
    workshop: &'w Workshop,
    grouping: Grouping,
    aims: Aims<'w>,
    /// What the lanes are called: as the file lists them, then words that it does not list.
    lanes: Vec<&'w str>,
    unlisted: HashMap<String, usize>,
    piles: Piles,
    contradictions: usize,
}

impl<'w> Desk<'w> {
    fn new(workshop: &'w Workshop, grouping: Grouping) -> Desk<'w> {
        let head = workshop.workspace().head();
        let lanes = match grouping {
            Grouping::None => Vec::new(),
            Grouping::Theme => head.themes.iter().map(Theme::shown_title).collect(),
            Grouping::Goal => head.goals.iter().map(Goal::shown_title).collect(),
        };
        let (unlisted, piles) = (HashMap::new(), Piles::default());
        Desk { workshop, grouping, aims: Aims::new(head), lanes, unlisted, piles, contradictions: 0 }
    }

    fn put(&mut self, slot: Slot, is_in: bool) {
        let item = self.workshop.workspace().item(slot);
        let stands = stands(item, is_in);
        let pile = stands.map_or(PUT_NOWHERE, index);
        self.contradictions += usize::from(stands.is_some_and(|stands| contradicts(item, stands)));
        let card = Card {
            slot,
            lane: self.lane(item),
            effort: effort(self.workshop, slot),
            aimless: self.aims.goal_at(item).is_none(),
        };
        self.piles[pile].push(card);
    }

    fn lane(&mut self, item: &'w Item) -> usize {
        let listed = match self.grouping {
            Grouping::None => Some(0),
            Grouping::Theme => self.aims.theme_at(item),
            Grouping::Goal => self.aims.goal_at(item),
        };
        listed.or_else(|| self.unlisted(item)).unwrap_or(NO_LANE)
    }

    /// A theme in words, as other programs and people write one.
    fn unlisted(&mut self, item: &'w Item) -> Option<usize> {
        let words = theme_link(item)?.trim();
        if self.grouping != Grouping::Theme {
            return None;
        }
        let lanes = &mut self.lanes;
        Some(*self.unlisted.entry(alike(words)).or_insert_with(|| {
            lanes.push(words);
            lanes.len() - 1
        }))
    }

    fn board(mut self) -> Board {
        let mut board = Board { contradictions: self.contradictions, ..Board::default() };
        board.spots = vec![None; self.workshop.workspace().items().len()];
        for at in 0..board.columns.len() {
            let mut column = Column::default();
            column.tally = self.lay(at, &mut column);
            if Horizon::ALL[at] == Horizon::Next && !self.piles[PUT_NOWHERE].is_empty() {
                let head = column.head_for(NOT_PLACED, true);
                column.heads[head].tally = self.lay(PUT_NOWHERE, &mut column);
            }
            for (row, what) in column.rows.iter().enumerate() {
                if let Row::Card(slot) = *what {
                    board.spots[slot.index()] = Some(Spot { column: at, row });
                }
            }
            board.columns[at] = column;
        }
        let order = [index(Horizon::Now), index(Horizon::Next), PUT_NOWHERE, index(Horizon::Later)];
        for pile in order {
            board.aimless.extend(self.piles[pile].iter().filter(|card| card.aimless).map(|card| card.slot));
        }
        board
    }

    /// Lays a pile out in a column, lane by lane, and says what it comes to.
    fn lay(&mut self, pile: usize, column: &mut Column) -> Tally {
        let cards = &mut self.piles[pile];
        cards.sort_by_key(|card| card.lane);
        let mut whole = Tally::default();
        for lane in cards.chunk_by(|card, next| card.lane == next.lane) {
            let mut tally = Tally::default();
            let head = match self.grouping {
                Grouping::None => None,
                grouping => {
                    let title = self.lanes.get(lane[0].lane).copied();
                    Some(column.head_for(title.unwrap_or(grouping.missing()), false))
                }
            };
            for card in lane {
                column.rows.push(Row::Card(card.slot));
                tally.add(card.effort);
                whole.add(card.effort);
            }
            if let Some(head) = head {
                column.heads[head].tally = tally;
            }
        }
        whole
    }
}

impl Grouping {
    /// What the lane of those is called that belong to none.
    fn missing(self) -> &'static str {
        if self == Grouping::Goal { "serves no goal" } else { "no theme" }
    }

    /// The grouping behind this one, from the last to the first again.
    #[must_use]
    pub fn next(self) -> Grouping {
        match self {
            Grouping::None => Grouping::Theme,
            Grouping::Theme => Grouping::Goal,
            Grouping::Goal => Grouping::None,
        }
    }
}

/// The effort of an item in millionths, scored in full or not.
fn effort(workshop: &Workshop, slot: Slot) -> Option<i128> {
    let workspace = workshop.workspace();
    estimate(workspace, workspace.item(slot)).map(|effort| i128::from(micro(effort)))
}

#[cfg(test)]
mod tests;
