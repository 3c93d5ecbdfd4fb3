//! The backlog as rows: what is in, the line, what is out, and what cannot be ranked yet.
//!
//! Rows are counted, never listed: a backlog of a million costs what the window shows.

use crate::domain::id::Slot;
use crate::domain::item::Held;
use crate::domain::ranking::nth_without;
use crate::domain::standing::Standing;
use crate::domain::workshop::Workshop;

/// One row of the backlog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A ranked item, and its index in the ranking.
    Ranked(Slot, usize),
    /// The cutline.
    Line,
    /// The heading above the items without a rank.
    UnscoredHead,
    /// An item without a rank.
    Unscored(Slot),
}

impl Row {
    /// The item on this row.
    pub fn slot(self) -> Option<Slot> {
        match self {
            Row::Ranked(slot, _) | Row::Unscored(slot) => Some(slot),
            Row::Line | Row::UnscoredHead => None,
        }
    }
}

/// Which items have rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    /// Those with a rank, best first.
    pub(super) ranked: &'a [Slot],
    /// Those without, in the manual order of the file.
    pub(super) unscored: &'a [Slot],
}

/// The rows of a workshop's backlog.
pub struct Rows<'a> {
    workshop: &'a Workshop,
    shown: Shown<'a>,
    /// How many of those ranked are above the line by their ranks.
    boundary: usize,
    /// Those of them that a pin holds out, by their places among all that are shown, ascending.
    held_out: Vec<usize>,
    /// Those below that a pin holds in, likewise.
    held_in: Vec<usize>,
}

impl<'a> Rows<'a> {
    /// The rows of a workshop's backlog.
    pub fn new(workshop: &'a Workshop) -> Rows<'a> {
        let standing = workshop.standing();
        Rows::showing(workshop, Shown { ranked: standing.order(), unscored: standing.unscored() })
    }

    /// The rows of some of its items.
    pub(super) fn showing(workshop: &'a Workshop, shown: Shown<'a>) -> Rows<'a> {
        let boundary = boundary(workshop.standing(), shown.ranked);
        let mut rows = Rows { workshop, shown, boundary, held_out: Vec::new(), held_in: Vec::new() };
        for slot in workshop.standing().held() {
            let Some(at) = rows.place(*slot).filter(|at| shown.ranked.get(*at) == Some(slot)) else {
                continue;
            };
            match rows.displaced(*slot, at) {
                Some(Held::Out) => rows.held_out.push(at),
                Some(Held::In) => rows.held_in.push(at),
                None => {}
            }
        }
        rows.held_out.sort_unstable();
        rows.held_in.sort_unstable();
        rows
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        let unscored = self.shown.unscored.len();
        self.head() + unscored + usize::from(unscored > 0)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at an index.
    pub fn at(&self, row: usize) -> Option<Row> {
        let Shown { ranked, unscored } = self.shown;
        let (above, by_rank) = (self.above(), self.boundary - self.held_out.len());
        if row < by_rank {
            return self.ranked(nth_without(&self.held_out, row));
        }
        if row < above {
            return self.ranked(self.held_in[row - by_rank]);
        }
        let mut below = row - above;
        if self.has_line() {
            if below == 0 {
                return Some(Row::Line);
            }
            below -= 1;
        }
        if below < self.held_out.len() {
            return self.ranked(self.held_out[below]);
        }
        let out = ranked.len() - above;
        if below < out {
            return self.ranked(nth_without(&self.held_in, self.boundary + below - self.held_out.len()));
        }
        match below - out {
            0 if unscored.is_empty() => None,
            0 => Some(Row::UnscoredHead),
            n => unscored.get(n - 1).copied().map(Row::Unscored),
        }
    }

    /// The row of one of those ranked.
    fn ranked(&self, at: usize) -> Option<Row> {
        let slot = *self.shown.ranked.get(at)?;
        let standing = self.workshop.standing();
        let index = if is_all(standing, self.shown.ranked) { Some(at) } else { standing.index(slot) };
        Some(Row::Ranked(slot, index?))
    }

    /// The item on a row; where that has none the next one below, or else above.
    pub(super) fn slot_near(&self, row: usize) -> Option<Slot> {
        let slot = |row: usize| self.at(row).and_then(Row::slot);
        (row..self.len()).find_map(slot).or_else(|| (0..row).rev().find_map(slot))
    }

    /// The row above the items without a rank.
    pub fn unscored_head(&self) -> Option<usize> {
        (!self.shown.unscored.is_empty()).then_some(self.head())
    }

    /// The row of the line.
    pub fn line(&self) -> Option<usize> {
        self.has_line().then(|| self.above())
    }

    /// The row of an item.
    pub fn of(&self, slot: Slot) -> Option<usize> {
        let row = self.before(slot);
        (self.at(row)?.slot() == Some(slot)).then_some(row)
    }

    /// The item nearest to where one is or would be, by how many rows of the whole backlog are in between; of two as near
    /// the one below.
    pub(super) fn nearest(&self, slot: Slot) -> Option<Slot> {
        let (at, all) = (self.before(slot), Rows::new(self.workshop));
        let item = |row: usize| self.at(row).and_then(Row::slot);
        let above = (0..at).rev().find_map(item);
        let below = (at..self.len()).find_map(item);
        let distance = |other: Slot| all.before(slot).abs_diff(all.before(other));
        match (above, below) {
            (Some(above), Some(below)) if distance(above) < distance(below) => Some(above),
            (above, below) => below.or(above),
        }
    }

    /// How many rows stand above that of an item, or above where it would be.
    pub(super) fn before(&self, slot: Slot) -> usize {
        let Some(at) = self.place(slot) else {
            let place = self.shown.unscored.partition_point(|other| *other < slot);
            return self.unscored_head().map_or(self.head(), |head| head + 1 + place);
        };
        let below_line = self.above() + usize::from(self.has_line());
        let before = |places: &[usize]| places.partition_point(|held| *held < at);
        match self.displaced(slot, at) {
            Some(Held::Out) => below_line + before(&self.held_out),
            Some(Held::In) => self.boundary - self.held_out.len() + before(&self.held_in),
            None if at < self.boundary => at - before(&self.held_out),
            None => below_line + self.held_out.len() + at - self.boundary - before(&self.held_in),
        }
    }

    /// How many of those ranked stand before an item; none where it has no rank.
    fn place(&self, slot: Slot) -> Option<usize> {
        let standing = self.workshop.standing();
        Some(standing.before(self.shown.ranked, &standing.place(slot)?))
    }

    /// On which side of the line a pin holds an item against its rank.
    fn displaced(&self, slot: Slot, at: usize) -> Option<Held> {
        let held = self.workshop.workspace().item(slot).held()?;
        let is_above = at < self.boundary;
        (self.has_line() && is_above == (held == Held::Out)).then_some(held)
    }

    fn has_line(&self) -> bool {
        self.workshop.standing().line().is_some()
    }

    /// How many rows are above the line.
    fn above(&self) -> usize {
        self.boundary - self.held_out.len() + self.held_in.len()
    }

    /// How many rows are above the items without a rank, and their heading.
    fn head(&self) -> usize {
        self.shown.ranked.len() + usize::from(self.has_line())
    }
}

/// How many of some ranked items are above the line by their ranks; all of them where there is none.
fn boundary(standing: &Standing, ranked: &[Slot]) -> usize {
    let boundary = standing.line().map_or(standing.order().len(), |line| line.boundary);
    if is_all(standing, ranked) {
        return boundary;
    }
    let place = standing.order().get(boundary).and_then(|slot| standing.place(*slot));
    place.map_or(ranked.len(), |place| standing.before(ranked, &place))
}

/// Whether some ranked items are all there are.
fn is_all(standing: &Standing, ranked: &[Slot]) -> bool {
    ranked.len() == standing.order().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::{Head, Workspace};

    fn workshop(capacity: u32, pins: &[(usize, &str)]) -> Workshop {
        let items: Vec<String> = (0..8)
            .map(|i| {
                let pin = pins.iter().find(|(at, _)| *at == i);
                let pin = pin.map_or("null".to_owned(), |(_, held)| format!(r#"{{"held":"{held}"}}"#));
                let scores = if i < 6 { r#"{"impact":3,"effort":1}"# } else { "{}" };
                format!(r#"{{"id":"{i}","scores":{scores},"pin":{pin}}}"#)
            })
            .collect();
        let text = format!(
            r#"{{"framework":"value-effort","capacity":{{"amount":{capacity},"unit":"points"}},"items":[{}]}}"#,
            items.join(",")
        );
        let head: Head = serde_json::from_str(&text).unwrap();
        Workshop::new(Workspace::load(head).unwrap().0)
    }

    fn drawn(workshop: &Workshop) -> String {
        let rows = Rows::new(workshop);
        let mut text = String::new();
        for row in 0..rows.len() {
            let at = rows.at(row).unwrap();
            if let Some(slot) = at.slot() {
                assert_eq!(rows.of(slot), Some(row), "{slot:?}");
            }
            match at {
                Row::Line => text.push('|'),
                Row::UnscoredHead => text.push('?'),
                Row::Ranked(slot, _) | Row::Unscored(slot) => {
                    text.push_str(workshop.workspace().item(slot).id.as_str());
                }
            }
        }
        assert_eq!(rows.at(rows.len()), None);
        text
    }

    #[test]
    fn pinned_items_stand_on_the_side_that_they_are_held_on() {
        for (capacity, pins, expected) in [
            (3, &[][..], "012|345?67"),
            (0, &[], "|012345?67"),
            (9, &[], "012345|?67"),
            (3, &[(4, "in")], "014|235?67"),
            (3, &[(1, "out")], "023|145?67"),
            (3, &[(0, "out"), (5, "in"), (2, "in")], "125|034?67"),
            (1, &[(4, "in"), (5, "in")], "45|0123?67"),
        ] {
            assert_eq!(drawn(&workshop(capacity, pins)), expected, "{capacity} {pins:?}");
        }
    }
}
