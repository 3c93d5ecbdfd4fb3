//! What comes in from outside, at the most that is taken and one past it.

use std::fs::File;

use cutline::domain::command::{Command, Rejection};
use cutline::domain::facet::Facet;
use cutline::domain::id::Slot;
use cutline::domain::item::Item;
use cutline::domain::limits::{COLUMNS, DEPTH, FILE, KEPT_DEPTH, LINE, PASTE, TITLE};
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::import::{self, Options};
use cutline::store::{content, reading};

use super::bench::Bench;

fn workshop() -> Workshop {
    Workshop::new(content::parse(br#"{"items":[{"title":"A"}]}"#).unwrap().0)
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    // A hole takes no room on the disk.
    File::create(&path).unwrap().set_len(FILE + 1).unwrap();
    let told = reading::read(&path).unwrap_err().to_string();
    assert_eq!(told, "the file has 1073741825 bytes; up to 1073741824 are read");
}

#[test]
fn a_title_that_is_typed_has_so_many_characters() {
    for letter in ["a", "é", "漢"] {
        let (fits, long) = (letter.repeat(TITLE), letter.repeat(TITLE + 1));
        let commands: [&dyn Fn(&str) -> Command; 3] = [
            &|title| Command::Add(vec![Item { title: title.into(), ..Item::default() }]),
            &|title| Command::Edit { item: Slot::new(0), to: Facet::Title(title.to_owned()) },
            &|title| Command::Split { item: Slot::new(0), titles: vec!["B".to_owned(), title.to_owned()] },
        ];
        for command in commands {
            assert!(workshop().perform(command(&fits), Stamp::default()).is_ok());
            let refused = workshop().perform(command(&long), Stamp::default()).unwrap_err();
            assert_eq!(refused, Rejection::LongTitle(TITLE + 1));
            assert_eq!(refused.to_string(), "a title has up to 2,000 characters, and this one has 2,001");
        }
    }
}

#[test]
fn of_a_pasted_line_so_much_is_taken() {
    for (length, kept) in [(PASTE, PASTE), (PASTE + 1, PASTE)] {
        let mut bench = Bench::new(workshop().into_workspace());
        bench.press("a");
        bench.paste(&"x".repeat(length));
        bench.press("enter");
        assert_eq!(bench.workspace().items()[1].title.len(), kept);
    }
}

#[test]
fn a_typed_line_takes_so_much_and_a_typed_number_has_so_many_digits() {
    let mut bench = Bench::new(workshop().into_workspace());
    bench.press("a");
    for _ in 0..LINE as usize / PASTE {
        bench.paste(&"x".repeat(PASTE));
    }
    bench.paste(&"é".repeat(PASTE));
    for keys in ["", "backspace y y", "y"] {
        bench.press(keys);
        assert_eq!(bench.typed(), LINE as usize, "{keys}");
    }

    let text = r#"{"framework":"cd3","items":[{"id":"a","scores":{"cost_of_delay":1,"duration":1}}]}"#;
    let mut bench = Bench::new(content::parse(text.as_bytes()).unwrap().0);
    for _ in 0..100 {
        bench.press("5");
    }
    assert_eq!(bench.typed(), 24);
}

#[test]
fn a_table_has_so_many_columns() {
    for (columns, told) in [
        (COLUMNS, None),
        (
            COLUMNS + 1,
            Some("it holds more than is read (2,000 columns): export only what is to come in, as CSV"),
        ),
    ] {
        let table = format!("title{}\nA\n", ",".repeat(columns - 1));
        let read = import::read(table.as_bytes(), "a.csv", &Options::default());
        assert_eq!(read.as_ref().map_or(0, |batch| batch.drafts.len()), usize::from(told.is_none()));
        assert_eq!(read.err().map(|error| error.to_string()).as_deref(), told);
    }
}

#[test]
fn a_list_as_json_is_nested_so_deep() {
    for (depth, told) in [(DEPTH, "expected an issue, found a list"), (DEPTH + 1, "recursion limit exceeded")]
    {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        let read = import::read(text.as_bytes(), "a.json", &Options::default());
        let said = read.map_or_else(|error| error.to_string(), |batch| batch.problems[0].message.clone());
        assert!(said.contains(told), "{depth}: {said}");
    }
}

#[test]
fn what_is_not_known_is_nested_so_deep_and_kept() {
    for (depth, kept) in [(KEPT_DEPTH, true), (KEPT_DEPTH + 1, false), (100_000, false)] {
        let deep = "[".repeat(depth) + &"]".repeat(depth);
        let read = content::parse(format!(r#"{{"mood":{deep}}}"#).as_bytes());
        let written = read.map(|(workspace, _)| {
            let mut written = Vec::new();
            content::write(&workspace, &mut written).unwrap();
            String::from_utf8(written).unwrap()
        });
        assert_eq!(written.is_ok_and(|written| written.contains(&deep)), kept, "{depth}");
    }
}
