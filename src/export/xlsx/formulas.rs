//! A score, a rank and a side of the line, as a spreadsheet works them out.
//!
//! A rank is by score, then by effort, then by the order of the file, as in the program. Scores are compared to twelve
//! digits there and here, so that the noise of a sum parts nobody. A line is drawn by what everybody down to an item
//! takes, in the order of the ranks and not of the rows, so that a sheet may be sorted by anything.

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{ColNum, RowNum};

use super::columns::{CAPACITY, CRITERIA, Columns, FIRST, RANK, TAKEN};
use super::sheet::Cell;
use crate::domain::framework::Framework;

/// Up to so many rows ranks and sums look at every other row; beyond that a spreadsheet would not be done with it.
pub(super) const MOST_LIVE: usize = 2_000;

/// Writes formulas for the rows of one table.
pub(super) struct Formulas<'f> {
    framework: &'f Framework,
    columns: Columns,
    last: RowNum,
    /// Whether capacity is counted in effort, not in items.
    in_effort: bool,
    live: bool,
}

impl<'f> Formulas<'f> {
    /// Formulas over so many rows.
    pub(super) fn new(
        framework: &'f Framework,
        columns: Columns,
        rows: usize,
        in_effort: bool,
    ) -> Formulas<'f> {
        let last = FIRST + (rows.max(1) - 1) as RowNum;
        Formulas { framework, columns, last, in_effort, live: rows <= MOST_LIVE }
    }

    /// Whether ranks follow the scores.
    pub(super) fn is_live(&self) -> bool {
        self.live
    }

    /// `=IF(COUNT(C8:F8)=4,(C8+D8+E8)/F8,"")`.
    pub(super) fn score(&self, row: RowNum) -> String {
        let cell = |criterion: usize| row_col_to_cell(row, CRITERIA + criterion as ColNum);
        let told: String = self.framework.formula().told(cell).into_iter().map(|piece| piece.text).collect();
        let calculated = told.replace('÷', "/").replace('×', "*").replace(' ', "");
        let count = self.columns.criteria;
        let (first, last) = (row_col_to_cell(row, CRITERIA), row_col_to_cell(row, CRITERIA + count - 1));
        format!("IF(COUNT({first}:{last})={count},{calculated},\"\")")
    }

    /// The score to twelve digits, which ranks.
    pub(super) fn key(&self, row: RowNum) -> String {
        let score = row_col_to_cell(row, self.columns.score());
        format!("IF(ISNUMBER({score}),ROUND({score},11-INT(LOG10({score}+({score}=0)))),\"\")")
    }

    /// The effort of an item; nothing where the framework has none.
    pub(super) fn effort(&self, row: RowNum) -> Option<String> {
        self.columns.effort.map(|effort| row_col_to_cell(row, effort))
    }

    /// How many score more, and how many that score as much come first for their effort or their place.
    pub(super) fn rank(&self, row: RowNum) -> String {
        let [score, effort, order, _] = self.columns.keys();
        let one = |column| row_col_to_cell(row, column);
        let (s, e, o) = (one(score), one(effort), one(order));
        let (all_s, all_e, all_o) = (self.all(score), self.all(effort), self.all(order));
        format!(
            "IF(ISNUMBER({s}),RANK({s},{all_s})+\
             SUMPRODUCT(({all_s}={s})*(({all_e}<{e})+({all_e}={e})*({all_o}<{o}))),\"\")"
        )
    }

    /// What an item takes of the line by its rank: nothing where a pin has counted it, or leaves it out.
    pub(super) fn takes(&self, row: RowNum) -> String {
        let pinned = row_col_to_cell(row, self.columns.pinned());
        format!("IF({pinned}=\"\",{},0)", self.weight(row))
    }

    fn weight(&self, row: RowNum) -> String {
        self.effort(row).filter(|_| self.in_effort).unwrap_or_else(|| "1".to_owned())
    }

    /// What is taken down to an item, from the top of the ranking.
    pub(super) fn running(&self, row: RowNum) -> String {
        let [.., takes] = self.columns.keys();
        let rank = row_col_to_cell(row, RANK);
        let sum = if self.live {
            format!("{}+SUMIFS({},{},\"<=\"&{rank})", fixed(TAKEN), self.all(takes), self.all(RANK))
        } else if row == FIRST {
            format!("{}+{}", fixed(TAKEN), row_col_to_cell(row, takes))
        } else {
            let above = row_col_to_cell(row - 1, self.columns.running());
            format!("{above}+{}", row_col_to_cell(row, takes))
        };
        format!("IF(ISNUMBER({rank}),ROUND({sum},6),\"\")")
    }

    /// Which side of the line an item is on.
    pub(super) fn side(&self, row: RowNum) -> String {
        let [rank, pinned, running] =
            [RANK, self.columns.pinned(), self.columns.running()].map(|column| row_col_to_cell(row, column));
        let capacity = fixed(CAPACITY);
        format!(
            "IF(OR({rank}=\"\",{capacity}=\"\"),\"\",\
             IF({pinned}<>\"\",{pinned},IF({running}<=ROUND({capacity},6),\"in\",\"out\")))"
        )
    }

    /// What pins hold in whatever the ranking says, and what was done in this cycle.
    pub(super) fn taken(&self, done: &str) -> String {
        let (pinned, rank) = (self.all(self.columns.pinned()), self.all(RANK));
        match self.columns.effort.filter(|_| self.in_effort) {
            Some(effort) => format!("{done}+SUMIFS({},{pinned},\"in\",{rank},\">0\")", self.all(effort)),
            None => format!("{done}+COUNTIFS({pinned},\"in\",{rank},\">0\")"),
        }
    }

    /// Everything in the line.
    pub(super) fn used(&self) -> String {
        let [.., takes] = self.columns.keys();
        format!("{}+SUMIFS({},{},\"in\")", fixed(TAKEN), self.all(takes), self.all(self.columns.side()))
    }

    /// Whether a row is on a side of the line, for a conditional format.
    pub(super) fn is_side(&self, side: &str) -> String {
        format!("${}{}=\"{side}\"", column_number_to_name(self.columns.side()), FIRST + 1)
    }

    /// Whether a row has no rank, for a conditional format.
    pub(super) fn is_unranked() -> String {
        format!("${}{}=\"\"", column_number_to_name(RANK), FIRST + 1)
    }

    /// Whether a row is the first that no longer fits.
    pub(super) fn is_first_out(&self) -> String {
        let [.., takes] = self.columns.keys();
        let name = |column| format!("${}{}", column_number_to_name(column), FIRST + 1);
        let (side, pinned) = (name(self.columns.side()), name(self.columns.pinned()));
        let (running, takes) = (name(self.columns.running()), name(takes));
        format!("AND({side}=\"out\",{pinned}=\"\",ROUND({running}-{takes},6)<=ROUND({},6))", fixed(CAPACITY))
    }

    /// `$C$8:$C$31`.
    fn all(&self, column: ColNum) -> String {
        format!("{}:{}", fixed((FIRST, column)), fixed((self.last, column)))
    }
}

/// A cell that means the same from everywhere: `$C$3`.
fn fixed((row, column): Cell) -> String {
    format!("${}${}", column_number_to_name(column), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_calculated_as_the_framework_does() {
        for (id, formula) in [
            ("four-factor", "IF(COUNT(C8:F8)=4,(C8+D8+E8)/F8,\"\")"),
            ("rice", "IF(COUNT(C8:F8)=4,C8*D8*E8/F8,\"\")"),
            ("ice", "IF(COUNT(C8:E8)=3,C8*D8*E8,\"\")"),
            ("cd3", "IF(COUNT(C8:D8)=2,C8/D8,\"\")"),
        ] {
            let framework = Framework::built_in(id).unwrap();
            let formulas = Formulas::new(&framework, Columns::of(&framework), 3, true);
            assert_eq!(formulas.score(FIRST), formula, "{id}");
        }
    }

    #[test]
    fn a_line_is_counted_in_what_the_capacity_is() {
        let framework = Framework::built_in("value-effort").unwrap();
        let columns = Columns::of(&framework);
        let [effort, items] = [true, false].map(|in_effort| Formulas::new(&framework, columns, 3, in_effort));
        assert_eq!((effort.takes(7), items.takes(7)), ("IF(H8=\"\",D8,0)".into(), "IF(H8=\"\",1,0)".into()));
        assert_eq!(effort.taken("2"), "2+SUMIFS($D$8:$D$10,$H$8:$H$10,\"in\",$A$8:$A$10,\">0\")");
        assert_eq!(items.taken("0"), "0+COUNTIFS($H$8:$H$10,\"in\",$A$8:$A$10,\">0\")");
    }

    #[test]
    fn more_rows_than_a_spreadsheet_compares_are_summed_from_row_to_row() {
        let framework = Framework::built_in("cd3").unwrap();
        let columns = Columns::of(&framework);
        let rows = |rows| Formulas::new(&framework, columns, rows, true);
        assert!(rows(MOST_LIVE).is_live() && !rows(MOST_LIVE + 1).is_live());
        let many = rows(MOST_LIVE + 1);
        let [.., takes] = columns.keys();
        let takes = column_number_to_name(takes);
        assert_eq!(many.running(FIRST), format!("IF(ISNUMBER(A8),ROUND($C$4+{takes}8,6),\"\")"));
        assert_eq!(many.running(FIRST + 1), format!("IF(ISNUMBER(A9),ROUND(F8+{takes}9,6),\"\")"));
    }
}
