//! What the readers of JSON share: the document, its mistakes in words, and texts of its values.

use serde_json::Value;

use super::ImportError;
use crate::domain::limits::CELLS;

/// Reads a whole document.
pub(super) fn document(json: &str) -> Result<Value, ImportError> {
    serde_json::from_str(json).map_err(|error| {
        let message = error.to_string();
        // The parser ends its message with the place, which is told apart here.
        let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
        ImportError::Json { line: error.line(), column: error.column(), reason: reason.to_owned() }
    })
}

/// The items of a ranking as `rank --json` and `export` write it, those without a rank behind the others; none of
/// anything else.
pub(super) fn ranking(document: &Value) -> Option<Vec<Value>> {
    let lists = ["items", "unscored"].map(|name| document.get(name)?.as_array());
    let [Some(ranked), Some(unscored)] = lists else { return None };
    let mut items: Vec<Value> = ranked.iter().chain(unscored).cloned().collect();
    // What the framework calls its score is no label of the item.
    items.iter_mut().filter_map(Value::as_object_mut).for_each(|item| drop(item.remove("label")));
    Some(items)
}

/// Refuses what would make too large a table.
pub(super) fn check_size(rows: usize, columns: usize) -> Result<(), ImportError> {
    if rows.saturating_mul(columns) > CELLS {
        return Err(ImportError::more_than(CELLS, "cells"));
    }
    Ok(())
}

/// What a JSON value is, for messages.
pub(super) fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The names in a list of objects or texts, each on a line of its own; an entry's name stands under one of the keys.
///
/// # Errors
///
/// What is there instead of a list, or of a name in it.
pub(super) fn names(value: Option<&Value>, keys: &[&str]) -> Result<String, String> {
    let entries = match value {
        None | Some(Value::Null) => return Ok(String::new()),
        Some(Value::Array(entries)) => entries,
        Some(other) => return Err(format!("expected a list, found {}", shape(other))),
    };
    let name = |entry: &Value| {
        let named = keys.iter().find_map(|key| entry.get(key)?.as_str());
        let text = entry.as_str().or(named);
        // An entry is one, whatever stands in it.
        text.map(|text| text.replace('\n', " "))
            .ok_or_else(|| format!("expected a name, found {}", shape(entry)))
    };
    Ok(entries.iter().map(name).collect::<Result<Vec<_>, _>>()?.join("\n"))
}

/// The text under a key, empty where there is none.
///
/// # Errors
///
/// What is there instead.
pub(super) fn text(entry: &Value, key: &str) -> Result<String, String> {
    match entry.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(other) => Err(format!("{key}: expected a text, found {}", shape(other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ranking_that_was_exported_is_a_list_of_its_items() {
        let ranking = r#"{"items": [{"title": "A", "label": "high"}], "unscored": [{"title": "B"}]}"#;
        let items = ranking_of(ranking).unwrap();
        assert_eq!(Value::Array(items).to_string(), r#"[{"title":"A"},{"title":"B"}]"#);
        for other in [r#"{"items": []}"#, "[]", r#"{"items": {}, "unscored": []}"#] {
            assert!(ranking_of(other).is_none(), "{other}");
        }
    }

    fn ranking_of(text: &str) -> Option<Vec<Value>> {
        ranking(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn a_table_has_as_many_cells_as_it_may_and_no_more() {
        assert!(check_size(CELLS / 10, 10).is_ok());
        for (rows, columns) in [(CELLS / 10 + 1, 10), (usize::MAX, 2)] {
            let told = check_size(rows, columns).unwrap_err().to_string();
            assert_eq!(
                told,
                "it holds more than is read (20,000,000 cells): export only what is to come in, as CSV"
            );
        }
    }
}
