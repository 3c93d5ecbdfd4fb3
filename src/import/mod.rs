//! Reads the backlog of a tracker, a spreadsheet or a note into draft items and row-numbered problems.
//!
//! Every source follows the same road, so that columns can be mapped and presets saved for each of them:
//!
//! ```text
//! bytes → table           text + rows · workbook (unpacked) · json · github · trello · list      grid
//! table → columns         what the user says, the tracker (data), names, what cells hold
//!                         header · mapping · tracker · field · content         assets/trackers
//! columns → drafts        number · estimate · words · date · kind · status · title · apart         reading
//! what goes wrong         error
//! ```
//!
//! A new tracker that exports tables is a new file in `assets/trackers`, named in [`Source`].

mod apart;
mod content;
mod date;
mod error;
mod estimate;
mod field;
mod github;
mod grid;
mod header;
mod json;
mod kind;
mod list;
mod mapping;
pub(crate) mod names;
pub(crate) mod number;
mod reading;
mod rows;
mod status;
mod text;
mod title;
mod tracker;
mod trello;
mod unpacked;
mod words;
mod workbook;

use std::ffi::OsStr;
use std::path::Path;

use serde_json::Value;

pub use error::ImportError;
pub use tracker::Tracker;

use crate::domain::draft::Batch;
use crate::domain::framework::Framework;
use crate::domain::limits::ITEMS;
use crate::domain::scale::Scale;
use crate::domain::text::abridged;
use grid::Grid;
use header::Header;

/// Where a backlog comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A table of text with a header, whatever its columns are called.
    Csv,
    /// A sheet of a workbook.
    Xlsx,
    /// Lines, bullets or boxes.
    List,
    /// Jira's CSV.
    Jira,
    /// Linear's CSV.
    Linear,
    /// The output of `gh issue list --json number,title,labels,body,state`.
    Github,
    /// The export of a GitHub project's view.
    GithubProject,
    /// GitLab's CSV.
    Gitlab,
    /// The CSV of a query in Azure DevOps.
    Azure,
    /// A board of Trello as JSON.
    Trello,
}

impl Source {
    /// Every source, in the order in which they are offered.
    pub const ALL: [Source; 10] = [
        Source::Csv,
        Source::Xlsx,
        Source::List,
        Source::Jira,
        Source::Linear,
        Source::Github,
        Source::GithubProject,
        Source::Gitlab,
        Source::Azure,
        Source::Trello,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Source::Csv => "csv",
            Source::Xlsx => "xlsx",
            Source::List => "list",
            Source::Jira => "jira",
            Source::Linear => "linear",
            Source::Github => "github",
            Source::GithubProject => "github-project",
            Source::Gitlab => "gitlab",
            Source::Azure => "azure",
            Source::Trello => "trello",
        }
    }

    /// The source of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Source> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// What the user and the workspace add to what the source says itself.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// What the source is; found out where nothing is said.
    pub from: Option<Source>,
    /// The sheet of a workbook; the one that looks most like a backlog where nothing is said.
    pub sheet: Option<String>,
    /// Field (or criterion id) and the column it is read from; a field with an empty column is read from none.
    pub map: Vec<(String, String)>,
    /// The mapping to read it by.
    pub preset: Option<Tracker>,
    /// Mappings that are taken where the header is theirs.
    pub presets: Vec<Tracker>,
    /// The criteria of the workspace's framework, which columns may score.
    pub criteria: &'a [CriterionName],
    /// Whether somebody sees what is read into what before it comes in, so that a title may be any column.
    pub is_looked_at: bool,
}

impl Options<'_> {
    /// The tracker that is asked for.
    fn tracker(&self) -> Option<&Tracker> {
        self.preset.as_ref().or_else(|| Tracker::of(self.from?))
    }
}

/// What the importer has to know about a criterion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CriterionName {
    /// The id, as in the workspace file.
    pub id: String,
    /// The name on the screen.
    pub name: String,
    /// Whether it is a fraction from 0 to 1 that people write as a percentage.
    pub percent: bool,
    /// The scale of the one that capacity is counted in, which estimates may fill.
    pub effort: Option<Scale>,
}

impl CriterionName {
    /// Those of a framework.
    #[must_use]
    pub fn all(framework: &Framework) -> Vec<CriterionName> {
        let name = |(at, rule): (usize, &crate::domain::criterion::Criterion)| CriterionName {
            id: rule.id.to_string(),
            name: rule.name.clone(),
            percent: rule.percent(),
            effort: (framework.effort() == Some(at)).then(|| rule.scale.clone()),
        };
        framework.criteria().iter().enumerate().map(name).collect()
    }
}

/// The names of everything that a column can be read into, fields before criteria.
#[must_use]
pub fn targets(criteria: &[CriterionName]) -> Vec<String> {
    let (fields, criteria): (Vec<_>, Vec<_>) =
        field::Target::all(criteria).partition(|target| matches!(target, field::Target::Field(_)));
    fields.into_iter().chain(criteria).map(|target| target.name().to_owned()).collect()
}

/// Reads `bytes` as a backlog. The name of the file helps to find out what it is.
///
/// # Errors
///
/// Where no row can be read at all. A row that cannot be read is a problem of the batch instead.
pub fn read(bytes: &[u8], file_name: &str, options: &Options) -> Result<Batch, ImportError> {
    let mut batch = read_form(bytes, file_name, options)?;
    let problems = batch.problems.iter_mut().map(|problem| &mut problem.message);
    for message in problems.chain(&mut batch.notes) {
        *message = abridged(std::mem::take(message));
    }
    Ok(batch)
}

fn read_form(bytes: &[u8], file_name: &str, options: &Options) -> Result<Batch, ImportError> {
    match Form::of(bytes, file_name, options.from) {
        Form::Workbook => {
            let grids = workbook::grids(bytes, options.sheet.as_deref())?;
            reading::read(grids, options, (Source::Xlsx, Vec::new()), ITEMS)
        }
        Form::Json => {
            let document = json::document(text::decode_utf8(bytes)?)?;
            let grid = match &document {
                Value::Array(issues) => github::grid(issues)?,
                other => match (json::ranking(other), trello::grid(other)?) {
                    (Some(items), _) => github::grid(&items)?,
                    (None, Some(board)) => board,
                    (None, None) => {
                        return Err(ImportError::NeitherListNorBoard { found: json::shape(other) });
                    }
                },
            };
            reading::read(vec![grid], options, (Source::Github, Vec::new()), ITEMS)
        }
        form => {
            let decoded = text::decode(bytes)?;
            let encoding = vec![format!("encoding: {}", decoded.encoding)];
            let is_list =
                form == Form::List || form == Form::Prose && !looks_like_a_table(&decoded.text, options);
            let text = &decoded.text;
            let grids = if is_list { vec![list::grid(text, ITEMS)?] } else { Grid::of_text(text) };
            reading::read(grids, options, (if is_list { Source::List } else { Source::Csv }, encoding), ITEMS)
        }
    }
}

/// How the bytes of a source are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Workbook,
    Json,
    Table,
    List,
    /// Text that may be a table or a list.
    Prose,
}

impl Form {
    /// What is asked for, else what the suffix says, else how it begins.
    fn of(bytes: &[u8], file_name: &str, from: Option<Source>) -> Form {
        let suffix = Path::new(file_name).extension().map(OsStr::to_ascii_lowercase);
        let is_json = text::begins_like_json(bytes);
        match (from, suffix.as_ref().and_then(|suffix| suffix.to_str())) {
            (Some(Source::Xlsx), _) | (None, Some("xlsx" | "xlsm" | "xlsb" | "xls" | "ods")) => {
                Form::Workbook
            }
            _ if text::is_workbook(bytes) => Form::Workbook,
            (Some(Source::Github | Source::Trello), _) | (None, Some("json")) => Form::Json,
            (Some(Source::List), _) => Form::List,
            (Some(_), _) | (None, Some("csv" | "tsv")) => Form::Table,
            // A list of boxes begins like JSON, too, but goes on otherwise.
            (None, _) if is_json && !text::begins_with_box(bytes) => Form::Json,
            (None, Some("md" | "markdown")) => Form::List,
            (None, _) => Form::Prose,
        }
    }
}

/// Whether a text begins with the header of a table, as one that was copied from a spreadsheet does.
fn looks_like_a_table(text: &str, options: &Options) -> bool {
    let tabs = text.lines().next().is_some_and(|line| line.contains('\t'));
    Header::find(Grid::of_text(text), options).is_ok_and(|header| {
        let (known, width) = (header.mapping.targets(), header.mapping.width());
        header.mapping.has_title() && !header.mapping.guessed_title() && (known > 1 || width == 1 || tabs)
    })
}

#[cfg(test)]
mod tests;
