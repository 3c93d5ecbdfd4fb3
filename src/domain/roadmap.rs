//! The roadmap: the backlog in five columns, now first, each best rank first, in lanes where that is wanted.
//!
//! Made in one walk over the backlog, so it is made once for a change and not for a frame.

mod desk;

use std::ops::AddAssign;

use super::id::Slot;
use super::item::Horizon;
use super::ranking::Micro;
use super::record::word;
use super::workshop::Workshop;
use desk::{Desk, Mark, PUT_NOWHERE};

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
    /// Which pile each item came from, and the row that it stands in, by slot.
    marks: Vec<Mark>,
    rows: Vec<u32>,
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
    fn add(&mut self, effort: Option<Micro>) {
        self.items += 1;
        self.effort += i128::from(effort.unwrap_or(0));
        self.unsized_items += usize::from(effort.is_none());
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.items += other.items;
        self.effort += other.effort;
        self.unsized_items += other.unsized_items;
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
        Desk::new(workshop, grouping).laid_out()
    }

    /// The column of a horizon.
    pub fn column(&self, horizon: Horizon) -> &Column {
        &self.columns[index(horizon)]
    }

    /// Where an item stands; none for one that is done or withdrawn.
    pub fn spot(&self, slot: Slot) -> Option<Spot> {
        let pile = self.marks.get(slot.index())?.pile?;
        let column = if pile == PUT_NOWHERE { index(Horizon::Next) } else { pile.into() };
        Some(Spot { column, row: self.rows[slot.index()] as usize })
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

#[cfg(test)]
mod tests;
