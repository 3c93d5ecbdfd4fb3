//! Which form a source has, and what it is taken for.

use super::*;

#[test]
fn names_are_parsed_back() {
    for source in Source::ALL {
        assert_eq!(Source::parse(source.name()), Some(source));
    }
    assert_eq!(Source::parse("abacus"), None);
}

#[test]
fn a_source_is_told_by_what_is_asked_for_then_by_suffix_then_by_content() {
    for (file_name, bytes, from, form) in [
        ("issues.json", "title\nA", None, Form::Json),
        ("ISSUES.JSON", "", None, Form::Json),
        ("backlog.csv", "[Area],Title", None, Form::Table),
        ("backlog.tsv", "[]", None, Form::Table),
        ("-", "\u{feff} \n[{}]", None, Form::Json),
        ("-", "{}", None, Form::Json),
        ("-", "[ ] Fix payments", None, Form::Prose),
        ("notes.md", "title\nA", None, Form::List),
        ("backlog.txt", "title\nA", None, Form::Prose),
        ("", "", None, Form::Prose),
        ("backlog.json", "PK\u{3}\u{4}", None, Form::Workbook),
        ("backlog.json", "title\nA", Some(Source::Jira), Form::Table),
        ("backlog.csv", "[]", Some(Source::Trello), Form::Json),
        ("backlog.csv", "A\nB", Some(Source::List), Form::List),
    ] {
        assert_eq!(Form::of(bytes.as_bytes(), file_name, from), form, "{file_name} {bytes}");
    }
}

#[test]
fn text_is_a_table_where_it_begins_with_a_header() {
    for (text, kind) in [
        ("title\nA", "a table"),
        ("Title\tOwner\nA\tAna", "a table"),
        ("Title,Owner\nA,Ana", "a table"),
        ("Summary,Issue key,Issue Type\nA,S-1,Bug", "Jira"),
        ("Name, address and phone\nLogin, and logout", "a list"),
        ("- Fix payments\n- Dark mode", "a list"),
        ("Fix payments\nDark mode", "a list"),
    ] {
        let batch = read(text.as_bytes(), "-", &Options::default()).unwrap();
        assert_eq!(batch.kind, kind, "{text:?}");
    }
}

#[test]
fn no_more_items_come_in_than_a_workspace_takes() {
    let (table, list) = ("title\nA\n\nB", "- A\n\n- B\n  of B");
    let told = |most| {
        let options = Options::default();
        let as_table = reading::read(Grid::of_text(table), &options, (Source::Csv, Vec::new()), most);
        [as_table.map(|batch| batch.drafts.len()), list::grid(list, most).map(|grid| grid.rows().count() - 1)]
    };
    assert_eq!(told(2), [Ok(2), Ok(2)]);
    let refused = ImportError::TooLarge { most: "1 items".to_owned() };
    assert_eq!(told(1), [Err(refused), Err(ImportError::more_than(1, "items"))]);
}
