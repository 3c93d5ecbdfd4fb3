//! Laying the backlog out: every item is noted in the order of the file, put on its pile by rank, and each pile laid in its
//! column, lane by lane.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Board, Column, Grouping, NOT_PLACED, Row, Tally, index};
use crate::domain::aim::{Aims, alike, theme_link};
use crate::domain::cycle::estimate;
use crate::domain::horizon::{contradicts, stands};
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Item, Status};
use crate::domain::ranking::{Micro, Seat, micro};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::{Goal, Theme};

/// What is noted of an item on its way into a column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// The pile that it belongs on; none for what is done or withdrawn.
    pub(super) pile: Option<u8>,
    /// Whether it serves no goal.
    aimless: bool,
}

/// What somebody put into each column, then what is out and nobody put anywhere.
const PILES: usize = 6;

/// The pile of what nobody put anywhere.
pub(super) const PUT_NOWHERE: u8 = 5;

/// The lane of what belongs to none: behind all others.
const NO_LANE: u32 = u32::MAX;

/// Where the backlog is laid out.
pub(super) struct Desk<'w> {
    workshop: &'w Workshop,
    grouping: Grouping,
    aims: Aims<'w>,
    /// What the lanes are called: as the file lists them, then words that it does not list, as items bring them up.
    lanes: Vec<&'w str>,
    unlisted: HashMap<String, u32>,
    /// By slot.
    marks: Vec<Mark>,
    /// The lane of each item, by slot; nothing where there are no lanes.
    lane_of: Vec<u32>,
    piles: [Vec<Slot>; PILES],
    /// What each lane of a pile comes to.
    tallies: HashMap<(u8, u32), Tally, RandomState>,
    contradictions: usize,
}

impl<'w> Desk<'w> {
    pub(super) fn new(workshop: &'w Workshop, grouping: Grouping) -> Desk<'w> {
        let head = workshop.workspace().head();
        let lanes = match grouping {
            Grouping::None => Vec::new(),
            Grouping::Theme => head.themes.iter().map(Theme::shown_title).collect(),
            Grouping::Goal => head.goals.iter().map(Goal::shown_title).collect(),
        };
        let items = workshop.workspace().items().len();
        Desk {
            workshop,
            grouping,
            aims: Aims::new(head),
            lanes,
            unlisted: HashMap::new(),
            marks: Vec::with_capacity(items),
            lane_of: Vec::with_capacity(if grouping == Grouping::None { 0 } else { items }),
            piles: Default::default(),
            tallies: HashMap::default(),
            contradictions: 0,
        }
    }

    /// Notes where an item belongs, and counts what it takes there.
    fn note(&mut self, slot: Slot, item: &'w Item) {
        let is_open = item.status == Status::Open;
        let lane = if is_open { self.lane(item) } else { NO_LANE };
        if self.grouping != Grouping::None {
            self.lane_of.push(lane);
        }
        if !is_open {
            return self.marks.push(Mark::default());
        }
        let stands = stands(item, self.workshop.standing().is_in(slot));
        self.contradictions += usize::from(stands.is_some_and(|stands| contradicts(item, stands)));
        let pile = stands.map_or(PUT_NOWHERE, |stands| index(stands) as u8);
        self.tallies.entry((pile, lane)).or_default().add(effort(self.workshop, slot, item));
        self.marks.push(Mark { pile: Some(pile), aimless: self.aims.goal_at(item).is_none() });
    }

    /// Puts an item on its pile.
    fn put(&mut self, slot: Slot) {
        if let Some(pile) = self.marks[slot.index()].pile {
            self.piles[usize::from(pile)].push(slot);
        }
    }

    fn lane(&mut self, item: &'w Item) -> u32 {
        let listed = match self.grouping {
            Grouping::None => return NO_LANE,
            Grouping::Theme => self.aims.theme_at(item),
            Grouping::Goal => self.aims.goal_at(item),
        };
        listed.map(|lane| lane as u32).or_else(|| self.unlisted(item)).unwrap_or(NO_LANE)
    }

    /// A theme in words, as other programs and people write one.
    fn unlisted(&mut self, item: &'w Item) -> Option<u32> {
        let words = theme_link(item)?.trim();
        if self.grouping != Grouping::Theme {
            return None;
        }
        let lanes = &mut self.lanes;
        Some(*self.unlisted.entry(alike(words)).or_insert_with(|| {
            lanes.push(words);
            lanes.len() as u32 - 1
        }))
    }

    /// The whole backlog in its columns.
    pub(super) fn laid_out(mut self) -> Board {
        let (workspace, standing) = (self.workshop.workspace(), self.workshop.standing());
        // In the order of the file, as items lie in memory: that of the ranking would go to and fro for each. By rank only
        // what was noted of them is looked at.
        for (at, item) in workspace.items().iter().enumerate() {
            self.note(Slot::new(at), item);
        }
        let ranked = standing.order().iter().chain(standing.unscored()).copied();
        for slot in ranked.chain(set_aside(self.workshop)) {
            self.put(slot);
        }
        self.board()
    }

    fn board(mut self) -> Board {
        let mut board = Board { contradictions: self.contradictions, ..Board::default() };
        board.rows = vec![0; self.marks.len()];
        for at in 0..board.columns.len() {
            let mut column = Column::default();
            column.tally = self.lay(at as u8, &mut column);
            if Horizon::ALL[at] == Horizon::Next && !self.piles[usize::from(PUT_NOWHERE)].is_empty() {
                let head = column.head_for(NOT_PLACED, true);
                column.heads[head].tally = self.lay(PUT_NOWHERE, &mut column);
            }
            for (row, what) in column.rows.iter().enumerate() {
                if let Row::Card(slot) = *what {
                    board.rows[slot.index()] = row as u32;
                }
            }
            board.columns[at] = column;
        }
        let order = [index(Horizon::Now), index(Horizon::Next), PUT_NOWHERE.into(), index(Horizon::Later)];
        let asked = order.iter().flat_map(|pile| &self.piles[*pile]).copied();
        board.aimless = asked.filter(|slot| self.marks[slot.index()].aimless).collect();
        board.marks = self.marks;
        board
    }

    /// Lays a pile out in a column, lane by lane, and says what it comes to.
    fn lay(&mut self, pile: u8, column: &mut Column) -> Tally {
        let (cards, tallies) = (&mut self.piles[usize::from(pile)], &self.tallies);
        let tally = |lane: u32| tallies.get(&(pile, lane)).copied().unwrap_or_default();
        if self.grouping == Grouping::None {
            column.rows.extend(cards.iter().copied().map(Row::Card));
            return tally(NO_LANE);
        }
        let lane_of = |slot: &Slot| self.lane_of[slot.index()];
        cards.sort_by_key(lane_of);
        let mut whole = Tally::default();
        for cards in cards.chunk_by(|card, next| lane_of(card) == lane_of(next)) {
            let lane = lane_of(&cards[0]);
            let title = self.lanes.get(lane as usize).copied().unwrap_or(self.grouping.missing());
            let head = column.head_for(title, false);
            column.heads[head].tally = tally(lane);
            whole += tally(lane);
            column.rows.extend(cards.iter().copied().map(Row::Card));
        }
        whole
    }
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

/// The effort of an item, scored in full or not.
fn effort(workshop: &Workshop, slot: Slot, item: &Item) -> Option<Micro> {
    let workspace = workshop.workspace();
    workspace.framework().effort()?;
    let ranked = workshop.standing().seat(slot).map(|seat| seat.effort);
    ranked.or_else(|| estimate(workspace, item).map(micro))
}
