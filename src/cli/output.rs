//! What is printed: text that cannot steer a terminal, JSON that keeps every character, notes.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::error::CommandError;
use crate::domain::text::{harmful, is_plain_lines, scrub, scrub_lines};
use crate::domain::workspace::Workspace;
use crate::export::json;
use crate::store::{SaveError, content};

/// What a table begins with, for spreadsheets.
const BYTE_ORDER_MARK: char = '\u{feff}';

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
        text(&self.0)
    }

    /// Prints it all where messages go.
    pub(super) fn print_aside(self) {
        // With standard error closed there is nobody left to tell.
        let _ = io::stderr().write_all(self.0.as_bytes());
    }
}

/// Prints a workspace as it is saved, but for characters that a terminal might obey: they are escaped.
pub(super) fn workspace(workspace: &Workspace) -> Result<(), CommandError> {
    let mut written = Vec::new();
    content::write(workspace, &mut written).map_err(unwritable)?;
    let written = String::from_utf8(written).map_err(io::Error::other).map_err(unwritable)?;
    text(&json::escaped(written))
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
    text(&json::readable(value).map_err(unwritable)?)
}

/// Prints text of whatever kind. This is the door to standard output: nothing that steers a terminal gets through it,
/// whoever forgot to scrub or to escape it.
pub(super) fn text(text: &str) -> Result<(), CommandError> {
    bytes(safe(text).as_bytes())
}

/// A text without what is harmful, but for the byte-order mark that a table begins with.
fn safe(text: &str) -> Cow<'_, str> {
    if is_plain_lines(text) {
        return Cow::Borrowed(text);
    }
    let is_unsafe = |c: char| harmful(c) && !matches!(c, '\n' | '\t');
    let (mark, rest) =
        text.split_at(if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 });
    if rest.contains(is_unsafe) {
        Cow::Owned(format!("{mark}{}", rest.replace(is_unsafe, "")))
    } else {
        Cow::Borrowed(text)
    }
}

/// Prints bytes that are no text. Somebody who stops reading, as `head` does, has what they wanted.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), CommandError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(unwritable(error)),
        _ => Ok(()),
    }
}

fn unwritable(error: impl Into<io::Error>) -> CommandError {
    CommandError::save(Path::new("standard output"), SaveError::Io(error.into()))
        .hint("only the answer is missing: what the command was to change is changed")
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

/// Asks something of whoever types; the answer stands on the same line.
pub(super) fn prompt(text: &str) -> io::Result<()> {
    let mut stderr = io::stderr().lock();
    stderr.write_all(scrub(text).as_bytes())?;
    stderr.flush()
}

/// Tells why arguments make no sense, in several lines that may quote them.
pub(super) fn wrong_use(text: &str) {
    // With standard error closed there is nobody left to tell.
    let _ = io::stderr().write_all(scrub_lines(text).as_bytes());
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
    fn what_was_forgotten_does_not_get_through_the_door() {
        for (text, printed) in [
            ("plain\n\tlines\n", "plain\n\tlines\n"),
            ("\u{feff}a\u{feff}b\u{1b}[2J\u{9d}\r\n", "\u{feff}ab[2J\n"),
            ("\u{202e}", ""),
        ] {
            assert_eq!(safe(text), printed);
        }
    }

    #[test]
    fn columns_are_measured_in_cells() {
        assert_eq!(left("予約", 6), "予約  ");
        assert_eq!(right("\u{1b}ab", 4), "  \u{1b}ab");
        assert_eq!(right("long", 2), "long");
    }
}
