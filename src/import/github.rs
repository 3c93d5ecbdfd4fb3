//! Lays out the issues that `gh issue list --json …` writes as a table.

use std::collections::HashSet;

use serde_json::Value;

use super::ImportError;
use super::grid::Grid;
use super::json::{check_size, names, shape, text};

/// The columns, named as `gh` names what it is asked for.
const HEADER: [&str; 9] =
    ["number", "title", "state", "labels", "assignees", "milestone", "body", "url", "createdAt"];

/// What is told by another column.
const TOLD_ELSEWHERE: &str = "stateReason";

/// A list of issues as a table. What else its entries have are columns, too: lists of other programs come along.
///
/// # Errors
///
/// That as a table it would be too large: issues that have no field in common make a wide one.
pub(super) fn grid(issues: &[Value]) -> Result<Grid<'static>, ImportError> {
    let there = |key: &&&str| issues.is_empty() || issues.iter().any(|issue| issue.get(**key).is_some());
    let mut header: Vec<String> = HEADER.iter().filter(there).map(|key| (*key).to_owned()).collect();
    let mut known: HashSet<&str> = HEADER.into_iter().chain([TOLD_ELSEWHERE]).collect();
    let keys = issues.iter().filter_map(Value::as_object).flat_map(|issue| issue.keys());
    header.extend(keys.filter(|key| known.insert(key.as_str())).cloned());
    if !header.iter().any(|key| key == "title") {
        header.push("title".to_owned());
    }
    check_size(issues.len(), header.len())?;
    let records: Vec<_> = issues.iter().map(|issue| record(issue, &header)).collect();
    Ok(Grid::of_records(header, (1..).zip(records)))
}

fn record(issue: &Value, header: &[String]) -> Result<Vec<String>, String> {
    if !issue.is_object() {
        return Err(format!("expected an issue, found {}", shape(issue)));
    }
    let told = |key: &str| {
        let told = |why: String| format!("{why}: export the list again with gh");
        match key {
            // A list without numbers has at least addresses.
            "number" => match issue.get(key).and_then(Value::as_u64) {
                Some(number) => Ok(format!("#{number}")),
                None => text(issue, "url").map_err(told),
            },
            "labels" => names(issue.get(key), &["name"]).map_err(|why| told(format!("{key}: {why}"))),
            // One answers for an item.
            "assignees" => names(issue.get(key), &["login", "name"])
                .map(|names| names.lines().next().unwrap_or_default().to_owned())
                .map_err(|why| told(format!("{key}: {why}"))),
            "milestone" => Ok(issue["milestone"]["title"].as_str().unwrap_or_default().to_owned()),
            "state" if issue["stateReason"] == "NOT_PLANNED" => Ok("not planned".to_owned()),
            key if HEADER.contains(&key) => text(issue, key).map_err(told),
            key => Ok(anything(&issue[key])),
        }
    };
    header.iter().map(|key| told(key)).collect()
}

/// A value that nothing is known about, as a cell.
fn anything(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        list @ Value::Array(_) => names(Some(list), &["name", "title"]).unwrap_or_else(|_| list.to_string()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read};
    use crate::domain::draft::{Batch, Draft, Life};
    use crate::domain::item::Kind;

    fn import(text: &str) -> Batch {
        read(text.as_bytes(), "issues.json", &Options::default()).unwrap()
    }

    #[test]
    fn an_issue_becomes_a_draft() {
        let batch = import(
            r#"[{"number":12,"title":" Fix payments ","labels":[{"id":"x","name":"tech-debt","color":"red"},{"name":"a, b"}],
                "body":"one\r\ntwo\n","state":"OPEN","url":"https://example.org/12","createdAt":"2025-07-03T10:00:00Z",
                "assignees":[{"login":"ana"},{"login":"bo"}],"milestone":{"title":"Q3"}},
               {"number":13,"title":"B","state":"CLOSED","stateReason":"NOT_PLANNED"},
               {"title":"C","url":"https://example.org/14","state":"closed","body":null}]"#,
        );
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let expected = Draft {
            title: "Fix payments".into(),
            kind: Some(Kind::Debt),
            kind_guessed: true,
            theme: Some("Q3".into()),
            owner: Some("ana".into()),
            source: Some("https://example.org/12".into()),
            description: Some("one\ntwo".into()),
            tags: owned(&["tech-debt", "a, b"]),
            life: Some(Life::Open),
            created: Some("2025-07-03".into()),
            row: 1,
            ..Draft::default()
        };
        assert_eq!(batch.drafts[0], expected);
        let lives: Vec<Option<Life>> = batch.drafts.iter().map(|draft| draft.life).collect();
        assert_eq!(lives, [Some(Life::Open), Some(Life::Dropped), Some(Life::Done)]);
        assert_eq!(batch.drafts[2].source.as_deref(), Some("https://example.org/14"));
        assert_eq!((batch.kind.as_str(), batch.rows), ("GitHub", 3));
    }

    #[test]
    fn a_bad_issue_is_rejected_and_the_rest_imported() {
        let batch = import(
            r#"[7, {"number":1,"title":"A","labels":"bug"}, {"number":2}, {"number":3,"title":7,"labels":[{"x":1}]},
                {"number":4,"title":"D"}]"#,
        );
        let problems: Vec<(usize, &str)> =
            batch.problems.iter().map(|problem| (problem.row, problem.message.as_str())).collect();
        assert_eq!(batch.drafts.len(), 1);
        assert_eq!((problems[0], problems.len()), ((1, "expected an issue, found a number"), 4));
        assert_eq!(problems[1].1, "labels: expected a list, found a text: export the list again with gh");
        assert!(problems[2].1.starts_with("no title"), "{}", problems[2].1);
        assert_eq!(problems[3].1, "labels: expected a name, found an object: export the list again with gh");
    }

    #[test]
    fn a_list_of_another_program_brings_its_own_columns() {
        let batch = import(
            r#"[{"title":"A","points":3,"team":{"id":7}},{"title":"B","tags":["x","y"],"done":true}]"#,
        );
        let columns: Vec<&str> = batch.columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(
            (batch.kind.as_str(), columns),
            ("a table", vec!["title", "points", "team", "done", "tags"])
        );
        assert_eq!(
            (&batch.drafts[1].tags[..], batch.drafts[1].life),
            (&["x".to_owned(), "y".to_owned()][..], Some(Life::Done))
        );
    }

    #[test]
    fn an_empty_list_is_no_error() {
        let batch = import("[]");
        assert_eq!((batch.rows, batch.drafts.len(), batch.problems.len()), (0, 0, 0));
    }

    #[test]
    fn what_is_no_list_says_what_it_is() {
        for (text, expected) in [
            ("{}", "found an object"),
            ("[1,", "line 1, column 3: EOF while parsing a value. Is the file complete?"),
            ("\"x\"", "found a text"),
        ] {
            let options = Options { from: Some(super::super::Source::Github), ..Options::default() };
            let message = read(text.as_bytes(), "-", &options).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }
}
