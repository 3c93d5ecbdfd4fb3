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
