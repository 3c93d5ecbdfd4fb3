//! Reads the backlog of a tracker into draft items and row-numbered problems, one file per source.
//!
//! Every source follows the same road: bytes → text (`text`) → one outcome per row, a draft or the problem
//! that keeps it out → [`Batch`]. A new tracker is a new file beside `csv` and `github` and a line in
//! [`Source`]; what trackers share (finding columns, numbers, kinds) lies in the helpers.

mod batch;
mod csv;
mod error;
mod field;
mod github;
mod header;
mod kind;
mod mapping;
pub(crate) mod names;
pub(crate) mod number;
mod rows;
mod status;
mod text;

use std::ffi::OsStr;
use std::path::Path;

pub use batch::{Batch, Problem};
pub use error::ImportError;

/// Where a backlog comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A table of text with a header, whatever its columns are called.
    Csv,
    /// The output of `gh issue list --json number,title,labels,body,state`.
    Github,
}

impl Source {
    /// Every source, in the order in which they are offered.
    pub const ALL: [Source; 2] = [Source::Csv, Source::Github];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Source::Csv => "csv",
            Source::Github => "github",
        }
    }

    /// The source of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Source> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// The source that a file most likely is: by its suffix, else by how it begins.
    #[must_use]
    pub fn detect(file_name: &str, bytes: &[u8]) -> Source {
        let suffix = Path::new(file_name).extension().map(OsStr::to_ascii_lowercase);
        match suffix.as_ref().and_then(|suffix| suffix.to_str()) {
            Some("json") => Source::Github,
            Some("csv" | "tsv") => Source::Csv,
            _ if text::begins_like_json(bytes) => Source::Github,
            _ => Source::Csv,
        }
    }
}

/// What the user and the workspace add to what the source says itself.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// Field (or criterion id) and the column it is read from, for columns that are not found by their name.
    pub map: Vec<(String, String)>,
    /// The criteria of the workspace's framework, which columns may score.
    pub criteria: &'a [CriterionName],
}

/// What the importer has to know about a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionName {
    /// The id, as in the workspace file.
    pub id: String,
    /// The name on the screen.
    pub name: String,
    /// Whether it is a fraction from 0 to 1 that people write as a percentage.
    pub percent: bool,
}

/// Reads `bytes` as a backlog of this source.
///
/// # Errors
///
/// Where no row can be read at all. A row that cannot be read is a [`Problem`] of the batch instead.
pub fn read(source: Source, bytes: &[u8], options: &Options) -> Result<Batch, ImportError> {
    match source {
        Source::Csv => csv::read(bytes, options),
        Source::Github => github::read(bytes, options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parsed_back() {
        for source in Source::ALL {
            assert_eq!(Source::parse(source.name()), Some(source));
        }
        assert_eq!(Source::parse("abacus"), None);
    }

    #[test]
    fn a_source_is_detected_by_suffix_then_by_content() {
        for (file_name, bytes, source) in [
            ("issues.json", "title\nA", Source::Github),
            ("ISSUES.JSON", "", Source::Github),
            ("backlog.csv", "[Area],Title", Source::Csv),
            ("backlog.tsv", "[]", Source::Csv),
            ("-", "\u{feff} \n[{}]", Source::Github),
            ("-", "{}", Source::Github),
            ("backlog.txt", "title\nA", Source::Csv),
            ("", "", Source::Csv),
        ] {
            assert_eq!(Source::detect(file_name, bytes.as_bytes()), source, "{file_name} {bytes}");
        }
    }

    #[test]
    fn read_goes_to_the_reader_of_the_source() {
        let options = Options::default();
        let csv = read(Source::Csv, b"title\nA", &options).unwrap();
        let github = read(Source::Github, br#"[{"number":1,"title":"A"}]"#, &options).unwrap();
        assert_eq!((csv.drafts[0].row, csv.drafts[0].source.clone()), (2, None));
        assert_eq!((github.drafts[0].row, github.drafts[0].source.as_deref()), (1, Some("#1")));
    }
}
