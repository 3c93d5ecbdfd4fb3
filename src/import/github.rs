//! Reads the issues that `gh issue list --json number,title,labels,body,state` writes.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use crate::domain::draft::Draft;

use super::batch::{Batch, Candidate, Problem};
use super::kind::KindReading;
use super::status::is_done;
use super::{ImportError, Options, text};

/// Which part of an issue becomes which field.
const MAPPING: [(&str, &str); 7] = [
    ("title", "title"),
    ("theme", "milestone.title"),
    ("owner", "assignees[0].login"),
    ("source", "number"),
    ("description", "body"),
    ("tags", "labels"),
    ("status", "state"),
];

/// An issue as `gh` writes it. What was not asked for with `--json` is missing.
#[derive(Deserialize)]
struct Issue {
    number: Option<u64>,
    title: Option<String>,
    labels: Option<Vec<Label>>,
    body: Option<String>,
    state: Option<String>,
    url: Option<String>,
    assignees: Option<Vec<User>>,
    milestone: Option<Milestone>,
}

#[derive(Deserialize)]
struct Label {
    name: String,
}

#[derive(Deserialize)]
struct User {
    login: String,
}

#[derive(Deserialize)]
struct Milestone {
    title: String,
}

/// Reads a list of issues. See [`super::read`].
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Batch, ImportError> {
    if let Some((field, column)) = options.map.first() {
        return Err(ImportError::MapWithoutColumns { field: field.clone(), column: column.clone() });
    }
    let entries = list(text::decode_utf8(bytes)?)?;
    let outcomes = entries.iter().zip(1..).map(|(entry, row)| candidate(entry, row));
    let mapping = MAPPING.map(|(field, part)| (field.to_owned(), part.to_owned())).to_vec();
    Ok(Batch::gather(outcomes, mapping, Vec::new()))
}

fn list(json: &str) -> Result<Vec<Value>, ImportError> {
    match serde_json::from_str(json).map_err(|error| json_error(&error))? {
        Value::Array(entries) => Ok(entries),
        other => Err(ImportError::NotAList { found: shape(&other) }),
    }
}

fn json_error(error: &serde_json::Error) -> ImportError {
    let message = error.to_string();
    // The parser ends its message with the place, which is told apart here.
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
    ImportError::Json { line: error.line(), column: error.column(), reason: reason.to_owned() }
}

fn candidate(entry: &Value, row: usize) -> Result<Candidate, Problem> {
    let issue = issue(entry, row)?;
    let title = issue.title.as_deref().and_then(filled);
    let tags: Vec<String> = issue.labels.unwrap_or_default().into_iter().map(|label| label.name).collect();
    let kind = KindReading::of(None, &tags);
    let draft = Draft {
        title: title
            .ok_or_else(|| Problem::rejected(row, Some("title"), "no title: ask for it with --json title"))?,
        kind: kind.kind(),
        theme: issue.milestone.and_then(|milestone| filled(&milestone.title)),
        owner: issue.assignees.and_then(|assignees| filled(&assignees.first()?.login)),
        source: issue.number.map(|number| format!("#{number}")).or(issue.url),
        description: issue.body.and_then(|body| filled(&text::line_feeds(Cow::Owned(body)))),
        tags,
        done: issue.state.is_some_and(|state| is_done(&state)),
        row,
        ..Draft::default()
    };
    Ok(Candidate { draft, kind_guessed: kind.is_guess() })
}

fn issue(entry: &Value, row: usize) -> Result<Issue, Problem> {
    // Serde would take a list for an object whose keys were left out.
    if !entry.is_object() {
        return Err(Problem::rejected(row, None, format!("expected an issue, found {}", shape(entry))));
    }
    serde_path_to_error::deserialize(entry).map_err(|error| {
        let path = error.path().to_string();
        Problem::rejected(row, Some(&path), format!("{}: export the list again with gh", error.inner()))
    })
}

fn filled(text: &str) -> Option<String> {
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// What a JSON value is, for messages.
fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::Kind;

    fn import(json: &str) -> Batch {
        read(json.as_bytes(), &Options::default()).unwrap()
    }

    #[test]
    fn an_issue_becomes_a_draft() {
        let batch = import(
            r#"[{"number":12,"title":" Retry payments ","labels":[{"name":"bug","color":"d73a4a"},{"name":"tech-debt"}],
                "body":"one\r\ntwo\u001b","state":"OPEN","url":"https://example.org/12",
                "assignees":[{"login":"ana"},{"login":"bo"}],"milestone":{"title":"Q1","number":3}}]"#,
        );
        let expected = Draft {
            title: "Retry payments".into(),
            kind: Some(Kind::Debt),
            theme: Some("Q1".into()),
            owner: Some("ana".into()),
            source: Some("#12".into()),
            description: Some("one\ntwo\u{1b}".into()),
            tags: vec!["bug".into(), "tech-debt".into()],
            row: 1,
            ..Draft::default()
        };
        assert_eq!(batch.drafts, [expected]);
        assert_eq!((batch.rows, batch.problems.len()), (1, 0));
        assert_eq!(batch.notes, ["kinds guessed from type and labels: 1"]);
    }

    #[test]
    fn only_the_title_has_to_be_there() {
        let batch = import(
            r#"[{"title":"A"},{"title":"B","labels":null,"body":"","assignees":[],"milestone":null,"state":"CLOSED"}]"#,
        );
        let plain = |title: &str, row, done| Draft { title: title.into(), row, done, ..Draft::default() };
        assert_eq!(batch.drafts, [plain("A", 1, false), plain("B", 2, true)]);
    }

    #[test]
    fn an_entry_that_is_no_issue_is_a_problem_of_its_own() {
        let batch = import(
            r#"[{"title":"A"}, 5, [], {"number":4}, {"title":"  "}, {"title":"B","labels":[{"name":7}]}, {"title":"C"}]"#,
        );
        let titles: Vec<_> = batch.drafts.iter().map(|draft| (draft.title.as_str(), draft.row)).collect();
        assert_eq!(titles, [("A", 1), ("C", 7)]);
        for (problem, (row, column, message)) in batch.problems.iter().zip([
            (2, None, "expected an issue, found a number"),
            (3, None, "expected an issue, found a list"),
            (4, Some("title"), "no title"),
            (5, Some("title"), "no title"),
            (6, Some("labels[0].name"), "expected a string"),
        ]) {
            assert_eq!((problem.row, problem.column.as_deref(), problem.rejected), (row, column, true));
            assert!(problem.message.contains(message), "{}", problem.message);
        }
        assert_eq!((batch.rows, batch.problems.len()), (7, 5));
    }

    #[test]
    fn an_empty_list_is_no_error() {
        assert_eq!((import("[]").rows, import("\u{feff}[ ]").drafts.len()), (0, 0));
    }

    #[test]
    fn what_is_not_a_list_says_where_and_what_to_do() {
        let deep = "[".repeat(100_000);
        for (json, message) in [
            ("", "the file is empty"),
            ("[{\"title\":\n \"A\",}]", "line 2, column 6: trailing comma. "),
            ("[{\"title\": \"A\"", "line 1, column 14: EOF while parsing an object. Is the file complete?"),
            ("[] []", "trailing characters"),
            ("[{\"title\": NaN}]", "line 1, column 12: "),
            ("[{\"title\": \"\\ud800\"}]", "line 1"),
            ("[{\"title\": \"\u{1}\"}]", "control character"),
            (&deep, "recursion limit"),
            (
                "{\"message\":\"Not Found\"}",
                "expected a list of issues, found an object: make one with `gh issue list",
            ),
            ("\"x\"", "found a text"),
        ] {
            let error = read(json.as_bytes(), &Options::default()).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }

    #[test]
    fn a_mapping_is_refused_instead_of_ignored() {
        let options = Options { map: vec![("theme".into(), "milestone".into())], criteria: &[] };
        let error = read(b"[]", &options).unwrap_err().to_string();
        assert!(error.starts_with("--map theme=milestone: "), "{error}");
    }
}
