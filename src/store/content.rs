//! Bytes to workspace and back, with line, column and field of what is wrong.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::{LoadError, Position};
use crate::domain::flaw::{Flaw, Path, Step};
use crate::domain::migrate::{Format, STEPS, Steps};
use crate::domain::workspace::{Head, Workspace};

/// Reads a workspace. The second half says what was accepted and is still worth knowing.
///
/// # Errors
/// Where and why the bytes are not a workspace.
pub fn parse(bytes: &[u8]) -> Result<(Workspace, Vec<String>), LoadError> {
    parse_as_of(bytes, STEPS).map(|(workspace, notices, _)| (workspace, notices))
}

/// Reads a workspace that may be of an older format, with the steps from there, and says which format it had.
///
/// # Errors
/// Where and why the bytes are not a workspace.
pub(super) fn parse_as_of(bytes: &[u8], steps: Steps) -> Result<(Workspace, Vec<String>, Format), LoadError> {
    let written = text(bytes)?;
    let format = steps.format_of(written);
    let text = format.workspace(written);
    let head: Head = serde_json::from_str(&text).map_err(|error| shape(&text, &error))?;
    // A field that another format calls otherwise is told where that stands which is around it.
    let position = |flaw: &Flaw| locate(written, &flaw.path);
    let (workspace, mut notices) =
        Workspace::load(head).map_err(|flaw| LoadError::Content { position: position(&flaw), flaw })?;
    if format.is_old() {
        let (old, new) = (format.number(), workspace.head().format);
        notices
            .push(format!("this file has format {old}: the first save writes format {new}, after a backup"));
    }
    Ok((workspace, notices, format))
}

/// Writes a workspace: pretty, keys in a stable order, a line break at the end.
///
/// # Errors
/// What the sink said.
pub fn write(workspace: &Workspace, sink: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *sink, workspace.head())?;
    sink.write_all(b"\n")
}

pub(super) fn text(bytes: &[u8]) -> Result<&str, LoadError> {
    let bytes = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        [0xff, 0xfe, ..] | [_, 0, _, 0, ..] => return Err(LoadError::Encoding("UTF-16, little end first")),
        [0xfe, 0xff, ..] | [0, _, 0, _, ..] => return Err(LoadError::Encoding("UTF-16, big end first")),
        bytes => bytes,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| LoadError::NotText(error.valid_up_to()))?;
    if text.trim().is_empty() { Err(LoadError::Empty) } else { Ok(text) }
}

/// Reads once more, slower, to learn in which field the reader stumbled.
fn shape(text: &str, error: &serde_json::Error) -> LoadError {
    let mut reader = serde_json::Deserializer::from_str(text);
    let tracked: Result<Head, _> = serde_path_to_error::deserialize(&mut reader);
    let path =
        tracked.err().map(|error| error.path().to_string()).filter(|path| path != ".").unwrap_or_default();
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what).to_owned();
    LoadError::Shape { position: Position { line: error.line(), column: error.column() }, path, what }
}

/// Where a field stands in a text that is known to be JSON; the nearest field around it if it is not there.
pub(super) fn locate(text: &str, path: &Path) -> Position {
    let mut place = text.trim_start();
    for step in path.steps() {
        match inside(place, step) {
            Some(inner) => place = inner,
            None => break,
        }
    }
    let offset = place.as_ptr() as usize - text.as_ptr() as usize;
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position { line: before.matches('\n').count() + 1, column: offset - line_start + 1 }
}

/// The raw value one step further in. It lies in the same memory, which tells where it stands.
fn inside<'t>(text: &'t str, step: &Step) -> Option<&'t str> {
    match step {
        Step::Field(name) => {
            let fields: HashMap<String, &'t RawValue> = read_first(text)?;
            fields.get(name).map(|value| value.get())
        }
        Step::Index(index) => {
            let elements: Vec<&'t RawValue> = read_first(text)?;
            elements.get(*index).map(|value| value.get())
        }
    }
}

fn read_first<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    serde_json::Deserializer::from_str(text).into_iter().next()?.ok()
}

impl From<(Flaw, Position)> for LoadError {
    fn from((flaw, position): (Flaw, Position)) -> LoadError {
        LoadError::Content { position, flaw }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &[u8]) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_byte_order_mark_is_no_matter() {
        let (workspace, _) = parse(b"\xef\xbb\xbf{\"items\":[{\"title\":\"a\"}]}").unwrap();
        assert_eq!(workspace.items().len(), 1);
    }

    #[test]
    fn line_column_and_field_are_named() {
        let off_scale = "{\n  \"items\": [\n    {},\n    {\"scores\": {\"effort\": 9}}\n  ]\n}";
        let as_text = "{\n \"items\": [ { \"scores\": { \"effort\": \"5\" } } ] }";
        for (text, message) in [
            (
                off_scale,
                "line 4, column 27: items[1].scores.effort: 9 is not on the scale of effort: 1, 2, 3, 4, 5",
            ),
            (
                as_text,
                "line 2, column 39, items[0].scores.effort: invalid type: string \"5\", \
                 expected a number, or an object with votes and agreed",
            ),
            ("{\"items\": [,]}", "line 1, column 12, items[0]: expected value"),
            ("{\"items\": []} x", "line 1, column 15: trailing characters"),
            ("{\"items\": [", "line 1, column 11, items: EOF while parsing a list"),
            (
                "{\"title\": 1, \"title\": 2}",
                "line 1, column 11, title: invalid type: integer `1`, expected a string",
            ),
            (
                "{\"items\": [{\"scores\": {\"effort\": NaN}}]}",
                "line 1, column 34, items[0].scores.effort: expected value",
            ),
        ] {
            assert_eq!(error(text.as_bytes()), message);
        }
    }

    #[test]
    fn what_is_not_text_is_told_as_such() {
        assert_eq!(error(b" \n"), "the file is empty");
        assert_eq!(error(b"\xff\xfe{\0}\0"), "the file is UTF-16, little end first; a workspace is UTF-8");
        assert_eq!(error(b"{\"title\":\"\xe9\"}"), "byte 10 is not UTF-8");
    }

    #[test]
    fn writing_and_reading_again_changes_nothing() {
        let text =
            r#"{"title":"A","mood":1.10,"items":[{"id":"a","title":"x","scores":{"effort":2},"z":[1e2]}]}"#;
        let (workspace, _) = parse(text.as_bytes()).unwrap();
        let mut first = Vec::new();
        write(&workspace, &mut first).unwrap();
        let (again, _) = parse(&first).unwrap();
        let mut second = Vec::new();
        write(&again, &mut second).unwrap();
        assert_eq!(again, workspace);
        assert_eq!(first, second);
        let written = String::from_utf8(first).unwrap();
        assert!(written.contains("\"mood\": 1.10") && written.contains("[1e2]"), "{written}");
    }
}
