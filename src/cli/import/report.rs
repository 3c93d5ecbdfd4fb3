//! What an import tells: counts, columns, and what is wrong with which row.

use serde::Serialize;

use super::Arguments;
use crate::cli::error::{CommandError, named};
use crate::cli::output::{self, Page};
use crate::cli::shape::Object;
use crate::domain::intake::{Intake, Skipped, Warning};
use crate::domain::text::counted;
use crate::import::{Batch, Problem, Source};

/// What an import comes to. Every row is added, skipped, or rejected with a problem.
#[derive(Serialize)]
pub(super) struct Report {
    source: String,
    from: &'static str,
    into: String,
    mapping: Object,
    notes: Vec<String>,
    pub(super) rows: usize,
    pub(super) added: usize,
    /// Rows whose items are in the workspace already.
    pub(super) skipped: usize,
    problems: Vec<Problem>,
    dry_run: bool,
}

impl Report {
    pub(super) fn new(arguments: &Arguments, source: Source, batch: Batch, taken: &Intake) -> Report {
        let mapping = grouped(batch.mapping);
        let repeated = taken.skipped.iter().filter_map(repetition);
        let warnings = taken.warnings.iter().map(|warning| warned(warning, &mapping));
        let mut problems: Vec<Problem> = batch.problems.into_iter().chain(repeated).chain(warnings).collect();
        problems.sort_by_key(|problem| problem.row);
        Report {
            source: named(&arguments.source),
            from: source.name(),
            into: named(&arguments.into),
            notes: batch.notes,
            rows: batch.rows,
            added: taken.items.len(),
            skipped: taken.skipped.iter().filter(|skipped| skipped.first.is_none()).count(),
            problems,
            dry_run: arguments.dry_run,
            mapping: Object(mapping),
        }
    }

    pub(super) fn print(&self, json: bool) -> Result<(), CommandError> {
        if json { output::json(self) } else { self.page().print() }
    }

    fn page(&self) -> Page {
        let mut page = Page::default();
        let added = if self.dry_run { "would be added" } else { "added" };
        let rejected = self.rows - self.added - self.skipped;
        page.line(&format!("{} ({}) → {}", self.source, self.from, self.into));
        page.line(&format!(
            "{}: {} {added}, {} there already, {rejected} rejected",
            counted(self.rows, "row"),
            self.added,
            self.skipped
        ));
        let mapping: Vec<String> =
            self.mapping.0.iter().map(|(field, column)| format!("{field} ← {column}")).collect();
        page.line(&format!("columns: {}", mapping.join(", ")));
        for line in self.notes.iter().cloned().chain(self.problems.iter().map(told)) {
            page.line(&line);
        }
        page
    }
}

fn told(problem: &Problem) -> String {
    let what = if problem.rejected { "rejected" } else { "warning" };
    let column = problem.column.as_ref().map(|column| format!(", {column}")).unwrap_or_default();
    format!("row {}{column}: {what}: {}", problem.row, problem.message)
}

/// A row whose key an earlier row of the same source has.
fn repetition(skipped: &Skipped) -> Option<Problem> {
    let first = skipped.first?;
    let message = format!("{} is the key of row {first} already", skipped.source);
    Some(Problem { row: skipped.row, column: None, message, rejected: true })
}

/// A warning about a field, told about the column that the field was read from.
fn warned(warning: &Warning, mapping: &[(String, String)]) -> Problem {
    let column = mapping.iter().find(|(field, _)| *field == warning.field);
    let column = column.map_or_else(|| warning.field.clone(), |(_, column)| column.clone());
    Problem { row: warning.row, column: Some(column), message: warning.message.clone(), rejected: false }
}

/// Each field once, with every column that it was read from.
fn grouped(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut grouped: Vec<(String, String)> = Vec::with_capacity(pairs.len());
    for (field, column) in pairs {
        match grouped.iter_mut().find(|(known, _)| *known == field) {
            Some((_, columns)) => *columns = format!("{columns}, {column}"),
            None => grouped.push((field, column)),
        }
    }
    grouped
}
