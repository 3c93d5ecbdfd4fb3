//! The backlog as rows: what is in, the line, what is out, and what cannot be ranked yet.
//!
//! Rows are counted, never listed: a backlog of a million costs what the window shows. Only a filter
//! lists the rows that it leaves.

use crate::domain::id::Slot;
use crate::domain::item::Held;
use crate::domain::ranking::nth_without;
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

/// The rows of a workshop's backlog.
pub struct Rows<'a> {
    workshop: &'a Workshop,
    /// How many ranks are above the line.
    boundary: usize,
    /// Ranks above the line that a pin holds out, ascending.
    held_out: Vec<usize>,
    /// Ranks below the line that a pin holds in, ascending.
    held_in: Vec<usize>,
    /// The rows that a filter leaves, ascending; none while there is no filter.
    left: Option<&'a [u32]>,
}

impl<'a> Rows<'a> {
    /// The rows of a workshop's backlog.
    pub fn new(workshop: &'a Workshop) -> Rows<'a> {
        let standing = workshop.standing();
        let boundary = standing.line().map_or(standing.order().len(), |line| line.boundary);
        let displaced = |held: Held| {
            let ranks =
                standing.held().iter().filter(|slot| workshop.workspace().item(**slot).held() == Some(held));
            let mut ranks: Vec<usize> = ranks.filter_map(|slot| standing.index(*slot)).collect();
            ranks.retain(|rank| (*rank < boundary) == (held == Held::Out));
            ranks.sort_unstable();
            ranks
        };
        let pinned = standing.line().is_some();
        let (held_out, held_in) =
            if pinned { (displaced(Held::Out), displaced(Held::In)) } else { (Vec::new(), Vec::new()) };
        Rows { workshop, boundary, held_out, held_in, left: None }
    }

    /// The rows that a filter leaves, by their numbers among all rows, ascending.
    pub fn filtered(workshop: &'a Workshop, left: Option<&'a [u32]>) -> Rows<'a> {
        Rows { left, ..Rows::new(workshop) }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        if let Some(left) = self.left {
            return left.len();
        }
        let unscored = self.workshop.standing().unscored().len();
        self.ranked() + usize::from(self.has_line()) + unscored + usize::from(unscored > 0)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at an index.
    pub fn at(&self, row: usize) -> Option<Row> {
        match self.left {
            None => self.of_all(row),
            Some(left) => self.of_all(*left.get(row)? as usize),
        }
    }

    fn of_all(&self, row: usize) -> Option<Row> {
        let standing = self.workshop.standing();
        let ranked = |rank: usize| standing.order().get(rank).map(|slot| Row::Ranked(*slot, rank));
        let above = self.above();
        if row < self.boundary - self.held_out.len() {
            return ranked(nth_without(&self.held_out, row));
        }
        if row < above {
            return ranked(self.held_in[row - (self.boundary - self.held_out.len())]);
        }
        let mut below = row - above;
        if self.has_line() {
            if below == 0 {
                return Some(Row::Line);
            }
            below -= 1;
        }
        if below < self.held_out.len() {
            return ranked(self.held_out[below]);
        }
        let out = self.ranked() - above;
        if below < out {
            let open = nth_without(&self.held_in, self.boundary + below - self.held_out.len());
            return ranked(open);
        }
        match below - out {
            0 if standing.unscored().is_empty() => None,
            0 => Some(Row::UnscoredHead),
            n => standing.unscored().get(n - 1).copied().map(Row::Unscored),
        }
    }

    /// The item on a row; where that has none the next one below, or else above.
    pub(super) fn slot_near(&self, row: usize) -> Option<Slot> {
        let slot = |row: usize| self.at(row).and_then(Row::slot);
        (row..self.len()).find_map(slot).or_else(|| (0..row).rev().find_map(slot))
    }

    /// The row above the items without a rank.
    pub fn unscored_head(&self) -> Option<usize> {
        let all = self.ranked() + usize::from(self.has_line());
        let any = !self.workshop.standing().unscored().is_empty();
        any.then_some(all).and_then(|row| self.place(row))
    }

    /// The row of the line.
    pub fn line(&self) -> Option<usize> {
        self.has_line().then(|| self.above()).and_then(|row| self.place(row))
    }

    /// The row of an item.
    pub fn of(&self, slot: Slot) -> Option<usize> {
        self.among_all(slot).and_then(|row| self.place(row))
    }

    /// Where a row stands among those that are left.
    fn place(&self, row: usize) -> Option<usize> {
        self.left.map_or(Some(row), |left| left.binary_search(&(row as u32)).ok())
    }

    fn among_all(&self, slot: Slot) -> Option<usize> {
        let standing = self.workshop.standing();
        let below_line = self.above() + usize::from(self.has_line());
        let Some(rank) = standing.index(slot) else {
            let place = standing.unscored().binary_search(&slot).ok()?;
            return Some(self.ranked() + usize::from(self.has_line()) + 1 + place);
        };
        if let Ok(place) = self.held_out.binary_search(&rank) {
            return Some(below_line + place);
        }
        if let Ok(place) = self.held_in.binary_search(&rank) {
            return Some(self.boundary - self.held_out.len() + place);
        }
        let before = |ranks: &[usize]| ranks.partition_point(|held| *held < rank);
        if rank < self.boundary {
            Some(rank - before(&self.held_out))
        } else {
            Some(below_line + self.held_out.len() + rank - self.boundary - before(&self.held_in))
        }
    }

    fn has_line(&self) -> bool {
        self.workshop.standing().line().is_some()
    }

    fn ranked(&self) -> usize {
        self.workshop.standing().order().len()
    }

    /// How many rows are above the line.
    fn above(&self) -> usize {
        self.boundary - self.held_out.len() + self.held_in.len()
    }
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
