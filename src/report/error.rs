//! Why a report could not be written.

use minijinja::ErrorKind;
use thiserror::Error;

/// A template that cannot be used.
#[derive(Debug, Error)]
pub enum ReportError {
    /// It is not written as a template is.
    #[error("{}{what}", at(.name, *.line))]
    Syntax {
        /// What the template is called.
        name: String,
        /// The line, 1 is the first, where it is known.
        line: Option<usize>,
        /// What is wrong with it.
        what: String,
    },
    /// It asks for something that there is not.
    #[error("{}{what}", at(.name, *.line))]
    Unknown {
        /// What the template is called.
        name: String,
        /// The line, where it is known.
        line: Option<usize>,
        /// What it asks for.
        what: String,
    },
    /// It goes on for too long.
    #[error("{}the template goes on for too long", at(.name, *.line))]
    Endless {
        /// What the template is called.
        name: String,
        /// The line, where it is known.
        line: Option<usize>,
    },
}

/// `mine.html: line 3: `.
fn at(name: &str, line: Option<usize>) -> String {
    line.map_or_else(|| format!("{name}: "), |line| format!("{name}: line {line}: "))
}

impl ReportError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ReportError::Syntax { .. } => {
                "blocks are {% … %}, values {{ … }}; `cutline report --print-template` prints one to compare with"
            }
            ReportError::Unknown { .. } => {
                "`cutline report --print-template` prints a template with everything that there is for an audience"
            }
            ReportError::Endless { .. } => "look for loops in loops, or for a macro that calls itself",
        }
    }

    /// Reads what the engine says. `main` is the template that was asked for.
    pub(super) fn of(error: &minijinja::Error, main: &str) -> ReportError {
        // What went wrong in a block or in what was included is told, and not that it did.
        let cause = std::iter::successors(Some(error), |error| {
            std::error::Error::source(*error).and_then(|source| source.downcast_ref())
        });
        let error = cause.last().unwrap_or(error);
        let (name, line) = (error.name().unwrap_or(main).to_owned(), error.line());
        let detail = error.detail().map(str::to_owned);
        let what = detail.unwrap_or_else(|| error.kind().to_string());
        match error.kind() {
            ErrorKind::OutOfFuel => ReportError::Endless { name, line },
            _ if what.contains("recursion limit") => ReportError::Endless { name, line },
            ErrorKind::SyntaxError | ErrorKind::BadEscape => ReportError::Syntax { name, line, what },
            kind => {
                let what = if what.is_empty() { kind.to_string() } else { format!("{kind}: {what}") };
                ReportError::Unknown { name, line, what }
            }
        }
    }
}
