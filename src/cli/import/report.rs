//! What an import tells: counts, columns, and what is wrong with which row.

use serde::Serialize;

use super::Arguments;
use crate::cli::error::{CommandError, named};
use crate::cli::output::{self, Page};
use crate::cli::shape::Object;
use crate::domain::draft::{Batch, Column, Problem};
use crate::domain::intake::{Intake, Skip, Warning};
use crate::domain::text::counted;

/// What an import comes to. Every row is added, updated, skipped, dropped, or rejected with a problem.
#[derive(Serialize)]
pub(super) struct Report {
    source: String,
    from: String,
    kind: String,
    into: String,
    mapping: Object,
    /// The columns that nothing is read from.
    unread: Vec<String>,
    /// The fields whose column was guessed from what it holds.
    guessed: Vec<String>,
    notes: Vec<String>,
    rows: usize,
    added: usize,
    updated: usize,
    /// Rows whose items are in the workspace already, just so.
    skipped: usize,
    /// Rows that the source has given up.
    dropped: usize,
    /// Fields that the source has otherwise, and stay as somebody wrote them here.
    kept: usize,
    /// Scores that the source has otherwise or that lack here, and that a second import does not give.
    scores_kept: usize,
    problems: Vec<Problem>,
    preset: Option<String>,
    dry_run: bool,
}

impl Report {
    pub(super) fn new(arguments: &Arguments, batch: Batch, taken: &Intake) -> Report {
        let mapping = mapping(&batch.columns);
        let warnings = taken.warnings.iter().map(|warning| warned(warning, &mapping));
        let mut problems: Vec<Problem> =
            batch.problems.into_iter().chain(taken.repetitions()).chain(warnings).collect();
        problems.sort_by_key(|problem| problem.row);
        let headers = |test: fn(&Column) -> bool| {
            let those = batch.columns.iter().filter(|column| test(column));
            those.map(|column| column.header.clone()).collect()
        };
        let skipped = |why: Skip| taken.skipped.iter().filter(|skipped| skipped.why == why).count();
        Report {
            source: named(&arguments.source),
            from: batch.from,
            kind: batch.kind,
            into: named(&arguments.into),
            unread: headers(|column| column.field.is_none()),
            guessed: headers(|column| column.guessed),
            notes: batch.notes.into_iter().chain(taken.notes.iter().cloned()).collect(),
            rows: batch.rows,
            added: taken.items.len(),
            updated: taken.updates.len(),
            skipped: skipped(Skip::There),
            dropped: skipped(Skip::Dropped),
            kept: taken.kept,
            scores_kept: taken.scores,
            problems,
            preset: arguments.save_preset.clone(),
            dry_run: arguments.dry_run,
            mapping: Object(mapping),
        }
    }

    /// Whether there are rows, and nothing can be made of any of them.
    pub(super) fn rejects_everything(&self) -> bool {
        self.rows > 0 && self.added + self.updated + self.skipped + self.dropped == 0
    }

    pub(super) fn print(&self, json: bool) -> Result<(), CommandError> {
        if json { output::json(self) } else { self.page().print() }
    }

    fn page(&self) -> Page {
        let mut page = Page::default();
        page.line(&format!("{} ({}) → {}", self.source, self.kind, self.into));
        page.line(&format!("{}: {}", counted(self.rows, "row"), self.counts()));
        let mapping: Vec<String> =
            self.mapping.0.iter().map(|(field, column)| format!("{field} ← {column}")).collect();
        page.line(&format!("columns: {}", mapping.join(", ")));
        for (what, headers) in [("guessed from what they hold", &self.guessed), ("left out", &self.unread)] {
            if !headers.is_empty() {
                page.line(&format!("columns {what}: {}", headers.join(", ")));
            }
        }
        for line in self.notes.iter().cloned().chain(self.problems.iter().map(told)) {
            page.line(&line);
        }
        if let Some(name) = &self.preset {
            let saved = if self.dry_run { "would be saved" } else { "saved" };
            page.line(&format!("preset {name} {saved}: a source with this header is read by it"));
        }
        page
    }

    fn counts(&self) -> String {
        let would = if self.dry_run { "would be " } else { "" };
        let rejected = self.rows - self.added - self.updated - self.skipped - self.dropped;
        let always = [format!("{} {would}added", self.added), format!("{} there already", self.skipped)];
        let some = [
            (self.updated, format!("{would}updated")),
            (self.dropped, "given up in the source".to_owned()),
            (rejected, "rejected".to_owned()),
        ];
        let some =
            some.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        always.into_iter().chain(some).collect::<Vec<_>>().join(", ")
    }
}

fn told(problem: &Problem) -> String {
    let what = if problem.rejected { "rejected" } else { "warning" };
    let column = problem.column.as_ref().map(|column| format!(", {column}")).unwrap_or_default();
    format!("row {}{column}: {what}: {}", problem.row, problem.message)
}

/// A warning about a field, told about the column that the field was read from.
fn warned(warning: &Warning, mapping: &[(String, String)]) -> Problem {
    let column = mapping.iter().find(|(field, _)| *field == warning.field);
    let column = column.map_or_else(|| warning.field.clone(), |(_, column)| column.clone());
    Problem { row: warning.row, column: Some(column), message: warning.message.clone(), rejected: false }
}

/// Each field once, with every column that it was read from.
fn mapping(columns: &[Column]) -> Vec<(String, String)> {
    let mut grouped: Vec<(String, String)> = Vec::new();
    for column in columns {
        let Some(field) = &column.field else { continue };
        match grouped.iter_mut().find(|(known, _)| known == field) {
            Some((_, headers)) => *headers = format!("{headers}, {}", column.header),
            None => grouped.push((field.clone(), column.header.clone())),
        }
    }
    grouped
}
