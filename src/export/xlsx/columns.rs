//! What stands in which column of the ranking, and above it.

use rust_xlsxwriter::{ColNum, RowNum};

use super::sheet::Cell;
use crate::domain::framework::Framework;
use crate::domain::moscow::Class;

/// The title of the workshop.
pub(super) const TITLE: Cell = (0, 0);
/// How it is scored.
pub(super) const FORMULA: Cell = (1, 0);
/// How much there is to fill.
pub(super) const CAPACITY: Cell = (2, 2);
/// What of that is taken whatever the ranking says.
pub(super) const TAKEN: Cell = (3, 2);
/// What of it is filled.
pub(super) const USED: Cell = (4, 2);
/// What the formulas cannot know.
pub(super) const NOTE: Cell = (5, 0);
/// The names of the columns.
pub(super) const HEAD: RowNum = 6;
/// The first item.
pub(super) const FIRST: RowNum = HEAD + 1;

/// Where the rank stands, and the title.
pub(super) const RANK: ColNum = 0;
pub(super) const ITEM: ColNum = 1;
/// Where the criteria begin.
pub(super) const CRITERIA: ColNum = 2;

/// The columns behind the criteria, of which there may be any number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// How many criteria there are.
    pub(super) criteria: ColNum,
    /// The criterion that capacity is counted in.
    pub(super) effort: Option<ColNum>,
}

impl Columns {
    pub(super) fn of(framework: &Framework) -> Columns {
        let effort = framework.effort().map(|effort| CRITERIA + effort as ColNum);
        Columns { criteria: framework.criteria().len() as ColNum, effort }
    }

    fn behind(self, nth: ColNum) -> ColNum {
        CRITERIA + self.criteria + nth
    }

    /// The score.
    pub(super) fn score(self) -> ColNum {
        self.behind(0)
    }

    /// What the item and everybody before it take.
    pub(super) fn running(self) -> ColNum {
        self.behind(1)
    }

    /// Which side of the line it is on.
    pub(super) fn side(self) -> ColNum {
        self.behind(2)
    }

    /// Which side a pin holds it on.
    pub(super) fn pinned(self) -> ColNum {
        self.behind(3)
    }

    /// What is to be said of it.
    pub(super) fn notes(self) -> ColNum {
        self.behind(4)
    }

    /// The first of the columns of what is written about it.
    pub(super) fn details(self) -> ColNum {
        self.behind(5)
    }

    /// What the rank goes by: score, effort, manual order. Behind them, what the item takes of the line.
    pub(super) fn keys(self) -> [ColNum; 4] {
        let first = self.details() + DETAILS.len() as ColNum;
        [first, first + 1, first + 2, first + 3]
    }

    /// The names of all columns.
    pub(super) fn names(self, framework: &Framework) -> Vec<String> {
        let criteria = framework.criteria().iter().map(|criterion| criterion.shown_name().to_owned());
        let running = if self.effort.is_some() { "Effort so far" } else { "Items so far" };
        let behind = ["Score", running, "In or out", "Pinned", "Remarks"];
        let behind = behind.into_iter().chain(DETAILS).chain(KEYS).map(str::to_owned);
        ["Rank", "Item"].map(str::to_owned).into_iter().chain(criteria).chain(behind).collect()
    }
}

/// What is written about an item.
const DETAILS: [&str; 7] = ["Kind", "MoSCoW", "Theme", "Owner", "Source", "Horizon", "Id"];

/// What a rank goes by.
const KEYS: [&str; 4] = ["Rank by: score", "then by: effort", "then by: order", "Takes"];

/// A class as people write it; nothing where there is none.
pub(super) fn class(class: Option<Class>) -> &'static str {
    class.map_or("", Class::shown)
}
