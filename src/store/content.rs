//! Bytes to workspace and back, with line, column and field of what is wrong.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::doubles;
use super::error::{LoadError, Misfit, Position};
use crate::domain::flaw::{Flaw, Notice, Path, Step};
use crate::domain::limits::{self, size};
use crate::domain::migrate::{Format, STEPS, Steps};
use crate::domain::text::{abridged, brief};
use crate::domain::workspace::{FORMAT, Head, Workspace};

/// How many notices are told with their place.
const MOST_PLACES: usize = 8;

/// The most of a name that is told, in characters.
const LONGEST_NAME: usize = 40;

/// What bytes were read as: a workspace, what was accepted and is still worth knowing, and the format it had.
pub(super) type Parsed = (Workspace, Vec<String>, Format);

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
pub(super) fn parse_as_of(bytes: &[u8], steps: Steps) -> Result<Parsed, LoadError> {
    let written = text(bytes)?;
    let format = steps.format_of(written);
    let text = format.workspace(written);
    let head: Head = serde_json::from_str(&text).map_err(|error| shape(&text, &error))?;
    // A field that another format calls otherwise is told where that stands which is around it.
    let (workspace, notices) = Workspace::load(head).map_err(|flaw| content(written, flaw))?;
    let double = doubles::find(written).map(|double| doubt(written, double));
    let mut notices: Vec<String> = told(written, notices).into_iter().map(abridged).collect();
    if format.is_old() {
        let (old, new) = (format.number(), workspace.head().format);
        notices
            .push(format!("this file has format {old}: the first save writes format {new}, after a backup"));
    }
    Ok((workspace.doubted(double), notices, format))
}

/// Writes a workspace: pretty, keys in a stable order, a line break at the end.
///
/// # Errors
/// What the sink said, or that it came to more than is read again: what is saved has to open.
pub fn write(workspace: &Workspace, sink: &mut dyn Write) -> io::Result<()> {
    let mut sink = Bounded { sink, left: limits::FILE };
    serde_json::to_writer_pretty(&mut sink, workspace.head())?;
    sink.write_all(b"\n")
}

/// A sink that takes no more than a file may have.
struct Bounded<'s> {
    sink: &'s mut dyn Write,
    left: u64,
}

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.left {
            let what = format!("it would have more than {}, which is not read again", size(limits::FILE));
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
        }
        let written = self.sink.write(bytes)?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

pub(super) fn text(bytes: &[u8]) -> Result<&str, LoadError> {
    let whole = bytes.len();
    let bytes = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        [0xff, 0xfe, ..] | [1..=u8::MAX, 0, 1..=u8::MAX, 0, ..] => {
            return Err(LoadError::Encoding("UTF-16, little end first"));
        }
        [0xfe, 0xff, ..] | [0, 1..=u8::MAX, 0, 1..=u8::MAX, ..] => {
            return Err(LoadError::Encoding("UTF-16, big end first"));
        }
        bytes => bytes,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = &bytes[..error.valid_up_to()];
        // A byte-order mark counts: whoever looks for the byte counts from the beginning of the file.
        LoadError::NotText(whole - bytes.len() + valid.len(), place(valid, valid.len()))
    })?;
    if text.trim().is_empty() { Err(LoadError::Empty) } else { Ok(text) }
}

/// Where a field stands that cannot stand so, and where the other one does that it clashes with.
fn content(text: &str, flaw: Flaw) -> LoadError {
    let with = flaw.with.as_ref().map(|other| locate(text, other));
    LoadError::Content { position: locate(text, &flaw.path), flaw, with }
}

/// What was accepted, the first of it with its place: to find one costs a reading.
fn told(text: &str, notices: Vec<Notice>) -> Vec<String> {
    let place = |(i, path): (usize, Path)| {
        if i < MOST_PLACES { format!("{}, {path}: ", locate(text, &path)) } else { format!("{path}: ") }
    };
    let told = |(i, notice): (usize, Notice)| {
        notice.path.map(|path| place((i, path))).unwrap_or_default() + &notice.what
    };
    notices.into_iter().enumerate().map(told).collect()
}

/// A field that is not known here and stands twice. Both are kept, but a program that wrote that may have meant
/// something by it.
fn doubt(text: &str, (name, offset): (Cow<'_, str>, usize)) -> String {
    let (name, place) = (brief(&name, LONGEST_NAME), position(text, offset));
    format!("{name} stands twice in one object ({place}), and it is not known here which is meant")
}

/// Reads once more, slower, to learn in which field the reader stumbled.
fn shape(text: &str, error: &serde_json::Error) -> LoadError {
    let mut reader = serde_json::Deserializer::from_str(text);
    let tracked: Result<Head, _> = serde_path_to_error::deserialize(&mut reader);
    let path = tracked.err().map(|error| error.path().to_string()).unwrap_or_default();
    // What cannot be named is a mark of the tracker.
    let path = path.trim_end_matches('?').trim_end_matches('.').to_owned();
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    let what = what.replace("EOF while parsing", "the file ends in the middle of");
    let what = newer(text).unwrap_or_default() + &what;
    let misfit = match text.trim_start().starts_with('{') {
        false => Misfit::Other,
        true if error.is_eof() => Misfit::CutShort,
        true => Misfit::Within,
    };
    let position = Position { line: error.line(), column: error.column() };
    LoadError::Shape { position, path: abridged(path), what: abridged(what), misfit }
}

/// Said before a flaw of a file that tells it was written by a newer version: there it may be none.
fn newer(text: &str) -> Option<String> {
    let fields: HashMap<String, &RawValue> = read_first(text.trim_start())?;
    let format: u32 = serde_json::from_str(fields.get("format")?.get()).ok()?;
    (format > FORMAT).then(|| format!("a newer Cutline wrote this file (format {format}): "))
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
    position(text, place.as_ptr() as usize - text.as_ptr() as usize)
}

fn position(text: &str, offset: usize) -> Position {
    place(text.as_bytes(), offset)
}

/// The line and the column of a byte.
fn place(bytes: &[u8], offset: usize) -> Position {
    let before = &bytes[..offset];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = before.split(|byte| *byte == b'\n').count();
    Position { line, column: offset - line_start + 1 }
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
        LoadError::Content { position, flaw, with: None }
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
            ("{\"items\": [", "line 1, column 11, items: the file ends in the middle of a list"),
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
        assert_eq!(error(b"\0{\0}"), "the file is UTF-16, big end first; a workspace is UTF-8");
        assert_eq!(error(b"\0\0\0\0"), "line 1, column 1: expected value");
        assert_eq!(error(b"{\"title\":\"\xe9\"}"), "line 1, column 11: byte 10 is not UTF-8");
    }

    #[test]
    fn no_more_is_written_than_is_read_again() {
        for (left, fits) in [(5, true), (4, false)] {
            let mut written = Vec::new();
            let mut sink = Bounded { sink: &mut written, left };
            let result = sink.write_all(b"ab").and_then(|()| sink.write_all(b"cde"));
            let told = result.map_err(|error| error.to_string());
            assert_eq!(told.is_ok(), fits, "{told:?}");
            assert_eq!(written, if fits { b"abcde".as_slice() } else { b"ab" });
        }
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
