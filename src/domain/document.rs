//! What can be made of a workspace for others: exports for programs and tables, reports for people.

use super::record::word;

word! {
    /// A form that the backlog is exported in.
    pub enum Format {
        /// A table of text that spreadsheets open, and that comes in again as it went out.
        Csv = "csv",
        /// A workbook with the ranking, its formulas, and the log.
        Xlsx = "xlsx",
        /// The ranking as a table to paste into a document.
        Markdown = "md",
        /// Everything in the ranking, for programs.
        Json = "json",
        /// The matrix as a picture.
        Svg = "svg",
        /// The ranking as a page.
        Html = "html",
    }
}

word! {
    /// Whom a report is for.
    pub enum Audience {
        /// Outcomes and timing, and what is not being done, and why.
        Founder = "founder",
        /// Effort, blockers, risks, technical health and the debt register.
        Engineering = "engineering",
        /// What changes and when, and nothing internal.
        Customer = "customer",
        /// Investment by theme, risk, progress to goals, and technical health over the cycles.
        Board = "board",
        /// What the last session changed, by whose call and why.
        Minutes = "minutes",
    }
}

word! {
    /// What a report is written in.
    pub enum Dress {
        /// A page that needs nothing but itself.
        Html = "html",
        /// Text to paste into a document.
        Markdown = "md",
    }
}

/// One thing that can be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Document {
    /// The backlog, or a picture of it.
    Export(Format),
    /// A report for somebody.
    Report(Audience, Dress),
}

impl Default for Document {
    /// The table that every spreadsheet opens.
    fn default() -> Document {
        Document::Export(Format::Csv)
    }
}

impl Document {
    /// What its file is called behind the name of the workspace, with its suffix: `ranking.xlsx`.
    pub fn file_name(self) -> String {
        let name = match self {
            Document::Export(Format::Csv) => "backlog",
            Document::Export(Format::Svg) => "matrix",
            Document::Export(_) => "ranking",
            Document::Report(audience, _) => audience.name(),
        };
        format!("{name}.{}", self.suffix())
    }

    /// What the name of its file ends in, without the dot.
    pub fn suffix(self) -> &'static str {
        match self {
            Document::Export(format) => format.name(),
            Document::Report(_, dress) => dress.name(),
        }
    }

    /// Whether it is text to paste somewhere.
    pub fn is_to_paste(self) -> bool {
        self.suffix() == Format::Markdown.name()
    }

    /// What it is, in a sentence without its end.
    pub fn about(self) -> &'static str {
        match self {
            Document::Export(Format::Csv) => {
                "The whole backlog as a table that spreadsheets open and import reads again"
            }
            Document::Export(Format::Xlsx) => {
                "The ranking as a workbook whose formulas go on ranking, and the log"
            }
            Document::Export(Format::Markdown) => {
                "The ranking with its line, and what is set aside, to paste"
            }
            Document::Export(Format::Json) => "The ranking for programs, as cutline rank --json prints it",
            Document::Export(Format::Svg) => "The matrix as a picture",
            Document::Export(Format::Html) => "The ranking as a page that needs nothing but itself",
            Document::Report(Audience::Founder, _) => {
                "Outcomes and timing, and what is not being done, and why"
            }
            Document::Report(Audience::Engineering, _) => "Effort, blockers, risks and the debt register",
            Document::Report(Audience::Customer, _) => "What changes and when, and nothing internal",
            Document::Report(Audience::Board, _) => {
                "Investment, risk, progress to goals and technical health"
            }
            Document::Report(Audience::Minutes, _) => "What the last session changed, by whose call and why",
        }
    }
}
