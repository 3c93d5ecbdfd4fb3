//! Reads the rows of a table into drafts, whatever tracker or spreadsheet the table came from.

use std::borrow::Cow;

use csv::StringRecord;

use super::date::{self, DayOrder};
use super::estimate;
use super::field::{Field, Target};
use super::grid::{Grid, Row};
use super::header::Header;
use super::kind::KindReading;
use super::mapping::Mapping;
use super::number::{self, DecimalMark};
use super::status::life;
use super::{CriterionName, ImportError, Options, Source, list, title, words};
use crate::domain::cell;
use crate::domain::draft::{Batch, Draft, Problem};
use crate::domain::text::each_once;

/// Reads a table that can be parted into cells in one of several ways.
///
/// # Errors
/// Why there is nothing to read, or that there are more rows than so many.
pub(super) fn read(
    grids: Vec<Grid<'_>>,
    options: &Options,
    (laid_out, mut notes): (Source, Vec<String>),
    most: usize,
) -> Result<Batch, ImportError> {
    let mut header = Header::find(grids, options)?;
    notes.extend(header.grid.note.clone());
    notes.extend((header.row > 0).then(|| format!("header: row {}", header.row)));
    notes.extend(words::leave_out(&mut header, options.criteria));
    notes.extend(estimate::settle(&mut header, options.criteria));
    let table = Table::new(&header, options.criteria);
    let tracker = header.mapping.tracker();
    let mut batch = Batch {
        from: tracker.source.unwrap_or(laid_out).name().to_owned(),
        kind: tracker.title.clone(),
        columns: header.mapping.columns(|| header.rows_below()),
        ..Batch::default()
    };
    let mut parents = Parents::default();
    let (mut guessed, mut undated) = (0, 0);
    let mut unknown: Vec<String> = Vec::new();
    for row in header.rows_below() {
        if batch.rows == most {
            return Err(ImportError::more_than(most, "items"));
        }
        batch.rows += 1;
        match table.draft(&row) {
            Ok(mut draft) => {
                guessed += usize::from(draft.kind_guessed);
                if draft.kind.is_none() && unknown.len() <= TYPES {
                    let words = header.mapping.joined(Target::Field(Field::Kind), &row.cells);
                    unknown.extend(words.filter(|words| !unknown.contains(words)));
                }
                undated += usize::from(draft.created.is_none() && table.has_day(&row));
                batch.problems.extend(title::shorten(&mut draft));
                parents.lead(header.mapping.level(&row.cells), &mut draft);
                batch.drafts.push(draft);
            }
            Err(problem) => batch.problems.push(problem),
        }
    }
    notes.extend(table.notes());
    notes.extend((guessed > 0).then(|| format!("kinds guessed from type and labels: {guessed}")));
    notes.extend(taken_as_features(&unknown));
    notes.extend((undated > 0).then(|| format!("days that could be two days or none, left out: {undated}")));
    batch.notes = notes;
    Ok(batch)
}

/// How many types that say nothing are named.
const TYPES: usize = 6;

/// Types that tell no kind, so that whoever imports sees what became of them.
fn taken_as_features(types: &[String]) -> Option<String> {
    let rest = if types.len() > TYPES { " and others" } else { "" };
    let named = types[..types.len().min(TYPES)].join(", ");
    (!types.is_empty()).then(|| format!("types that tell no kind, taken as features: {named}{rest}"))
}

/// `Ana Ruiz <ana@clinic.example>`: people are called by their names.
fn without_address(owner: String) -> String {
    match owner.split_once(" <") {
        Some((name, address)) if address.ends_with('>') && !name.trim().is_empty() => name.trim().to_owned(),
        _ => owner,
    }
}

/// The rows of a tree that stand above a row: what is nearest becomes its theme, where nothing else is.
#[derive(Default)]
struct Parents(Vec<String>);

impl Parents {
    fn lead(&mut self, level: Option<usize>, draft: &mut Draft) {
        let Some(level) = level else { return };
        self.0.truncate(level);
        draft.theme = draft.theme.take().or_else(|| self.0.last().cloned());
        self.0.push(draft.title.clone());
    }
}

/// How the rows under a header are read.
struct Table<'a> {
    mapping: &'a Mapping<'a>,
    /// Whether the entries of a list stand on lines of their own.
    structured: bool,
    /// Whether every title has a bullet before it: somebody pasted a list into the table.
    bulleted: bool,
    /// In which order days are written in numbers.
    days: Option<DayOrder>,
    /// The criteria that have a column, and how its numbers are written.
    scores: Vec<(&'a CriterionName, DecimalMark)>,
}

impl<'a> Table<'a> {
    /// Goes over the rows once for every criterion, which costs less than keeping them all.
    fn new(header: &'a Header<'a, '_>, criteria: &'a [CriterionName]) -> Self {
        let mapping = &header.mapping;
        let decimal_mark = |target| {
            let sound = header.rows_below().filter(|row| row.defect.is_none());
            DecimalMark::of(sound.filter_map(|row| mapping.joined(target, &row.cells)))
        };
        let mapped = criteria.iter().filter(|criterion| mapping.has(Target::Criterion(criterion)));
        let scores =
            mapped.map(|criterion| (criterion, decimal_mark(Target::Criterion(criterion)))).collect();
        let titles = || {
            let titled =
                header.rows_below().filter_map(|row| mapping.joined(Target::Field(Field::Title), &row.cells));
            titled.filter(|title| !title.is_empty())
        };
        let bulleted = titles().nth(1).is_some() && titles().all(|title| list::bulleted(&title).is_some());
        let created = || {
            header.rows_below().filter_map(|row| mapping.joined(Target::Field(Field::Created), &row.cells))
        };
        let days = if mapping.has(Target::Field(Field::Created)) { DayOrder::of(created()) } else { None };
        Self { mapping, structured: header.grid.structured, bulleted, days, scores }
    }

    /// What was assumed about the columns.
    fn notes(&self) -> Vec<String> {
        let with_comma = self.scores.iter().filter(|(_, mark)| *mark == DecimalMark::Comma);
        with_comma.map(|(criterion, _)| format!("decimal comma: {}", criterion.id)).collect()
    }

    fn draft(&self, row: &Row) -> Result<Draft, Problem> {
        self.check_shape(row)?;
        let text = |field| self.mapping.joined(Target::Field(field), &row.cells);
        let first = |field| self.mapping.values(Target::Field(field), &row.cells).next().map(Cow::into_owned);
        let tags = self.list(Field::Tags, &row.cells);
        let kind = KindReading::of(text(Field::Kind).as_deref(), &tags);
        let title = text(Field::Title).map(|title| match list::bulleted(&title).filter(|_| self.bulleted) {
            Some(bare) => bare.to_owned(),
            None => title,
        });
        Ok(Draft {
            title: title.filter(|title| !title.is_empty()).ok_or_else(|| self.untitled(row))?,
            kind: kind.kind(),
            kind_guessed: kind.is_guess(),
            theme: first(Field::Theme),
            owner: text(Field::Owner).map(without_address),
            source: first(Field::Source),
            description: text(Field::Description),
            tags,
            depends_on: self.list(Field::DependsOn, &row.cells),
            tells_blockers: self.mapping.has(Target::Field(Field::DependsOn)),
            blocks: self.list(Field::Blocks, &row.cells),
            scores: self.scores(row)?,
            id: text(Field::Id),
            life: life(self.mapping.values(Target::Field(Field::Status), &row.cells)),
            created: first(Field::Created).and_then(|cell| date::day(&cell, self.days)),
            row: row.number,
        })
    }

    /// Whether the row has something where the day should stand.
    fn has_day(&self, row: &Row) -> bool {
        self.mapping.values(Target::Field(Field::Created), &row.cells).next().is_some()
    }

    /// Refuses rows whose cells may stand under the wrong headers. Missing cells at the end are none of these:
    /// trackers leave them out. Nor are surplus cells with nothing in them.
    fn check_shape(&self, row: &Row) -> Result<(), Problem> {
        if let Some(defect) = &row.defect {
            return Err(Problem::rejected(row.number, None, defect));
        }
        let width = self.mapping.width();
        if row.cells.iter().skip(width).all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let cells = row.cells.len();
        let message =
            format!("{cells} cells under {width} headers: put a cell that holds the separator in quotes");
        Err(Problem::rejected(row.number, None, message))
    }

    fn untitled(&self, row: &Row) -> Problem {
        let column = self.mapping.header_of(Target::Field(Field::Title));
        Problem::rejected(row.number, column, "no title: fill the cell or map another column")
    }

    /// The entries of a field that holds several, each once, from one cell or from several.
    fn list(&self, field: Field, cells: &StringRecord) -> Vec<String> {
        let mut entries: Vec<String> = Vec::new();
        for value in self.mapping.values(Target::Field(field), cells) {
            let parted = if self.structured {
                value.lines().map(|line| Cow::Borrowed(line.trim())).collect()
            } else {
                cell::entries(&value)
            };
            entries.extend(parted.into_iter().filter(|entry| !entry.is_empty()).map(Cow::into_owned));
        }
        each_once(entries)
    }

    /// The scores of a row; an empty cell is no score, never zero, and neither is one that says so.
    fn scores(&self, row: &Row) -> Result<Vec<(String, f64)>, Problem> {
        let mut scores = Vec::new();
        for (criterion, mark) in &self.scores {
            let target = Target::Criterion(criterion);
            let Some(cell) = self.mapping.joined(target, &row.cells).filter(|cell| !number::is_open(cell))
            else {
                continue;
            };
            let value = number::parse(&cell, *mark, criterion.percent).map_err(|error| {
                Problem::rejected(row.number, self.mapping.header_of(target), error.to_string())
            })?;
            scores.push((criterion.id.clone(), value));
        }
        Ok(scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Life;
    use crate::domain::item::Kind;

    fn criteria() -> [CriterionName; 2] {
        [("effort", "Effort", false), ("confidence", "Confidence", true)].map(|(id, name, percent)| {
            CriterionName { id: id.into(), name: name.into(), percent, effort: None }
        })
    }

    fn try_import(bytes: &[u8]) -> Result<Batch, ImportError> {
        super::super::read(bytes, "backlog.csv", &Options { criteria: &criteria(), ..Options::default() })
    }

    fn import(text: &str) -> Batch {
        try_import(text.as_bytes()).unwrap()
    }

    fn titles(batch: &Batch) -> Vec<&str> {
        batch.drafts.iter().map(|draft| draft.title.as_str()).collect()
    }

    /// Problems as `row column: message`.
    fn problems(batch: &Batch) -> Vec<String> {
        let show = |p: &Problem| format!("{} {}: {}", p.row, p.column.as_deref().unwrap_or("-"), p.message);
        batch.problems.iter().map(show).collect()
    }

    #[test]
    fn a_row_becomes_a_draft() {
        let batch = import(
            "Issue key,Summary,Issue Type,Status,Labels,Labels,Epic,Assignee,Blocked by,Description,Effort,Confidence\n\
             SHOP-1,Fix payments,Bug,Done,checkout,\"tech-debt, checkout\",Reliability,Ana,\"SHOP-2; SHOP-3\",\"one\ntwo\",2,80%\n",
        );
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let expected = Draft {
            title: "Fix payments".into(),
            kind: Some(Kind::Debt),
            theme: Some("Reliability".into()),
            owner: Some("Ana".into()),
            source: Some("SHOP-1".into()),
            description: Some("one\ntwo".into()),
            tags: owned(&["checkout", "tech-debt"]),
            depends_on: owned(&["SHOP-2", "SHOP-3"]),
            tells_blockers: true,
            scores: vec![("effort".into(), 2.0), ("confidence".into(), 0.8)],
            kind_guessed: true,
            life: Some(Life::Done),
            row: 2,
            ..Draft::default()
        };
        assert_eq!(batch.drafts, [expected]);
        let column = |name: &str| batch.columns.iter().find(|column| column.header == name).unwrap();
        assert_eq!(column("Issue key").field.as_deref(), Some("source"));
        assert_eq!(column("Labels").sample, ["checkout"]);
        let notes =
            ["encoding: UTF-8", "separator: comma", "header: row 1", "kinds guessed from type and labels: 1"];
        assert_eq!(batch.notes, notes);
    }

    #[test]
    fn rows_are_read_from_below_the_header_and_numbered() {
        for (text, row) in [
            ("title,effort\nA,1", 2),
            ("\n\n ,\ntitle,effort\nA,1", 5),
            ("Backlog of Q3\nExported by,Ana\n,title,,effort\n,A,,1", 4),
            ("sep=;\r\ntitle;effort\r\n\r\nA;1\r\n", 4),
            ("title,effort\rA,1\r", 2),
        ] {
            let batch = import(text);
            assert_eq!((titles(&batch), batch.drafts[0].row), (vec!["A"], row), "{text:?}");
            assert_eq!(batch.drafts[0].scores, [("effort".to_owned(), 1.0)]);
        }
    }

    #[test]
    fn a_header_without_rows_is_no_error() {
        for text in ["title,effort", "title\n\n,\n"] {
            let batch = import(text);
            assert_eq!((batch.rows, batch.drafts.len(), batch.problems.len()), (0, 0, 0), "{text:?}");
        }
    }

    #[test]
    fn a_bad_row_is_rejected_and_the_rest_imported() {
        let untitled = "no title: fill the cell or map another column";
        for (text, expected, problem) in [
            ("title,effort\nA,1,x\nB,2", &["B"][..], "2 -: 3 cells under 2 headers"),
            ("title,effort\nA,\"1\nB,2\nC,3", &["B", "C"], "2 -: a quote is opened and never closed"),
            ("title,effort\nA,\"1\"x\nB,2", &["B"], "2 -: text follows a closing quote"),
            ("effort,title\n1\n2,B", &["B"], &format!("2 title: {untitled}")),
            ("title,effort\n  ,1\n\nB,2", &["B"], &format!("2 title: {untitled}")),
            ("title,effort\nB,2\n\nA,1e999", &["B"], "4 effort: \"1e999\" is not a finite number"),
            ("title,effort\nA,NaN\nB,2", &["B"], "2 effort: \"NaN\" is not a finite number"),
            ("title,effort\nA,1_000\nB,2", &["B"], "2 effort: \"1_000\" is not a number"),
            ("title;effort\nA;1,5\nB;2.5", &["B"], "2 effort: the comma in \"1,5\" could be"),
            (
                "title,confidence\nA,80\nB,80%",
                &["B"],
                "2 confidence: \"80\" is over 1: write a fraction, 0.8",
            ),
            ("title,effort,effort\nA,1,2\nB,,2", &["B"], "2 effort: \"1, 2\" is not a number"),
        ] {
            let batch = import(text);
            assert_eq!(titles(&batch), expected, "{text:?}");
            assert!(problems(&batch)[0].starts_with(problem), "{:?}", problems(&batch));
            assert_eq!((batch.problems.len(), batch.rows), (1, expected.len() + 1), "{text:?}");
        }
    }

    #[test]
    fn missing_and_empty_cells_at_the_end_are_fine() {
        let batch = import("title,effort,tags\nA\nB,\nC,1,ui,,\n");
        assert_eq!((titles(&batch), batch.problems.len()), (vec!["A", "B", "C"], 0));
        assert!(batch.drafts[1].scores.is_empty());
    }

    #[test]
    fn a_decimal_comma_is_read_and_noted_where_the_column_has_it() {
        let batch = import("title;effort;confidence\nA;1,5;80%\nB;2;0.5\n");
        assert_eq!(batch.drafts[0].scores, [("effort".to_owned(), 1.5), ("confidence".to_owned(), 0.8)]);
        assert_eq!(batch.notes.last().map(String::as_str), Some("decimal comma: effort"));
    }

    #[test]
    fn text_is_kept_as_it_was_typed() {
        let batch =
            try_import("title,tags\n'=cmd|calc,a\n'@x,\"b\nc\"\n\"x\u{202e}\ny\",\nCaf\u{e9},".as_bytes())
                .unwrap();
        assert_eq!(titles(&batch), ["=cmd|calc", "@x", "x\u{202e}\ny", "Café"]);
        let latin = try_import(b"title\nCaf\xe9\n").unwrap();
        assert_eq!(titles(&latin), ["Café"]);
        assert!(latin.notes[0].starts_with("encoding: Windows-1252"), "{}", latin.notes[0]);
        assert_eq!(titles(&import("\u{feff}title\nA")), ["A"]);
    }
}
