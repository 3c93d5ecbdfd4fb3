//! What is printed: text that cannot steer a terminal, JSON that keeps every character, notes.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::error::CommandError;
use crate::domain::text::scrub;
use crate::domain::workspace::Workspace;
use crate::export::json;
use crate::store::{SaveError, content};

/// Lines for people. Whatever is added is scrubbed, so that nothing raw gets past.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    /// Adds a line.
    pub(super) fn line(&mut self, text: &str) {
        self.0.push_str(scrub(text).trim_end());
        self.0.push('\n');
    }

    /// Adds a blank line.
    pub(super) fn gap(&mut self) {
        self.0.push('\n');
    }

    /// Prints it all.
    pub(super) fn print(self) -> Result<(), CommandError> {
        raw(self.0.as_bytes())
    }

    /// Prints it all where messages go.
    pub(super) fn print_aside(self) {
        // With standard error closed there is nobody left to tell.
        let _ = io::stderr().write_all(self.0.as_bytes());
    }
}

/// Prints a workspace as it is saved.
pub(super) fn workspace(workspace: &Workspace) -> Result<(), CommandError> {
    let mut text = Vec::new();
    content::write(workspace, &mut text).map_err(unwritable)?;
    raw(&text)
}

/// How many cells a text takes once it is scrubbed.
pub(super) fn width(text: &str) -> usize {
    scrub(text).width()
}

/// A text in a column of so many cells, at its left edge.
pub(super) fn left(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// A text in a column of so many cells, at its right edge.
pub(super) fn right(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(text))))
}

/// Prints a value as JSON in which nothing steers a terminal.
pub(super) fn json(value: &impl Serialize) -> Result<(), CommandError> {
    raw(json::readable(value).map_err(unwritable)?.as_bytes())
}

/// Prints bytes as they are. Somebody who stops reading, as `head` does, has what they wanted.
pub(super) fn raw(bytes: &[u8]) -> Result<(), CommandError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(unwritable(error)),
        _ => Ok(()),
    }
}

fn unwritable(error: impl Into<io::Error>) -> CommandError {
    CommandError::save(Path::new("standard output"), SaveError::Io(error.into()))
}

/// Tells something that is worth knowing and no failure.
pub(super) fn note(text: &str) {
    message("note", text);
}

/// Tells what went wrong and what to do.
pub(super) fn error(error: &CommandError) {
    message("error", &error.to_string());
    if let Some(hint) = &error.hint {
        message("help", hint);
    }
}

/// A message may have several lines of its own making; text from files never makes one.
fn message(label: &str, text: &str) {
    // With standard error closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{label}: {}", scrub(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_nothing_that_steers_a_terminal() {
        let mut page = Page::default();
        page.line("a\u{1b}[31mb\u{202e}c\nd  ");
        page.gap();
        assert_eq!(page.0, "a[31mbc⏎d\n\n");
    }

    #[test]
    fn columns_are_measured_in_cells() {
        assert_eq!(left("予約", 6), "予約  ");
        assert_eq!(right("\u{1b}ab", 4), "  \u{1b}ab");
        assert_eq!(right("long", 2), "long");
    }
}
