//! What goes out comes in again: a table holds every text and every score, and a workbook says what the program says.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use chrono::NaiveDate;
use cutline::domain::command::Command;
use cutline::domain::document::Format;
use cutline::domain::framework::{Criterion, Side};
use cutline::domain::id::Slot;
use cutline::domain::intake::intake;
use cutline::domain::item::{Details, Item, Status};
use cutline::domain::number::Num;
use cutline::domain::round::Ask;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use cutline::export;
use cutline::import::{self, CriterionName, Options};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::support::playing::cases;
use crate::support::playing::play;
use crate::support::sessions::{files, open, sessions};

/// Pieces of text that mean something to a table, a spreadsheet or a terminal.
const PIECES: [&str; 28] = [
    "=",
    "+",
    "-",
    "@",
    "'",
    "\"",
    "\"\"",
    ",",
    ";",
    "|",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\\",
    " ",
    "\u{a0}",
    "\u{feff}",
    "＝",
    "5",
    "1,5",
    "title|kind|owner|theme",
    "\ntitle,kind\n",
    "_x0041_",
    "&lt;",
    "é🙂",
    "\u{202e}",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(PIECES.to_vec()).prop_map(str::to_owned), 1 => "[a-z]{1,6}"];
    vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// Something that can be named: a title, or an entry of a list.
fn named() -> impl Strategy<Value = String> {
    hostile().prop_filter("blank", |text| !text.trim().is_empty())
}

fn hostile_item() -> impl Strategy<Value = Value> {
    let texts = [named().boxed(), option::of(hostile()).prop_map(Option::unwrap_or_default).boxed()];
    let [title, text] = texts;
    let kinds = select(vec!["feature", "tech", "debt", "discovery", "compliance"]);
    let scores = [1, 2, 3, 4].map(|_| option::of(1..=5));
    (title, kinds, [text.clone(), text.clone(), text], vec(named(), 0..3), scores, any::<bool>()).prop_map(
        |(title, kind, [theme, owner, description], mut tags, scores, done)| {
            tags.sort();
            tags.dedup();
            let filled = |text: String| if text.is_empty() { Value::Null } else { json!(text) };
            let ids = ["customer_value", "business_value", "urgency", "effort"];
            let scores = ids.into_iter().zip(scores).filter_map(|(id, score): (&str, Option<i32>)| {
                let score = score?;
                Some((id.to_owned(), json!(score)))
            });
            json!({
                "title": title, "kind": kind, "owner": filled(owner), "description": filled(description),
                "theme": if theme.trim().is_empty() { Value::Null } else { json!(theme) }, "tags": tags,
                "scores": scores.collect::<serde_json::Map<_, _>>(), "status": if done { "done" } else { "open" },
            })
        },
    )
}

/// A backlog of items with hostile ids and source keys of their own, of which some wait for others.
fn backlogs() -> impl Strategy<Value = Value> {
    let links = vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..6);
    (vec((hostile_item(), named(), option::of(named())), 1..8), links).prop_map(|(items, links)| {
        let mut items: Vec<Value> = items
            .into_iter()
            .enumerate()
            .map(|(at, (mut item, id, source))| {
                item["id"] = json!(format!("{id}{at}"));
                item["source"] = source.map_or(Value::Null, |source| json!(format!("{source}{at}")));
                item
            })
            .collect();
        for (from, to) in links {
            let (from, to) = (from.index(items.len()), to.index(items.len()));
            let (id, waits) = (items[to]["id"].clone(), items[from]["depends_on"].as_array().cloned());
            let waits = waits.unwrap_or_default();
            if from != to && !waits.contains(&id) {
                items[from]["depends_on"] = waits.into_iter().chain([id]).collect();
            }
        }
        json!({ "items": items })
    })
}

/// What comes in of a table, into a workspace with the same head and no items.
fn read_back(table: &[u8], file: &Value) -> (Workspace, Vec<String>) {
    let mut empty = file.clone();
    for field in ["items", "log", "tie_breaks", "cycles"] {
        empty.as_object_mut().unwrap().remove(field);
    }
    let workspace = open(&empty);
    let criteria = CriterionName::all(workspace.framework());
    let options = Options { criteria: &criteria, ..Options::default() };
    let batch = import::read(table, "backlog.csv", &options).unwrap();
    let problems = batch.problems.iter().map(|problem| problem.message.clone()).collect();
    let taken = intake(&workspace, batch.drafts);
    let mut workshop = Workshop::new(workspace);
    if !taken.items.is_empty() {
        let add = Command::Add(taken.items);
        workshop.perform(add, Stamp::default()).unwrap();
    }
    (workshop.into_workspace(), problems)
}

/// What a table carries of an item: all that an import knows.
fn carried(workspace: &Workspace, item: &Item) -> Value {
    let none = Details::default();
    let details = item.rare.details.as_deref().unwrap_or(&none);
    let waits = item.rare.depends_on.iter().map(|id| {
        let there = workspace.slot(id).map(|slot| workspace.item(slot).title.to_string());
        there.unwrap_or_else(|| id.to_string())
    });
    let framework = workspace.framework();
    // A median between two steps is no score that anybody could give.
    let value = |rule: &Criterion| {
        item.scores.value(&rule.id).filter(|value| rule.scale.contains(*value)).map(Num::get)
    };
    json!({
        "title": item.title, "kind": item.kind, "owner": details.owner, "source": details.source,
        "theme": details.theme, "description": details.description, "tags": details.tags,
        "waits": waits.collect::<Vec<_>>(), "done": item.status == Status::Done,
        "scores": framework.criteria().iter().map(value).collect::<Vec<_>>(),
    })
}

fn all_carried(workspace: &Workspace) -> Vec<String> {
    let part = |item: &&Item| matches!(item.status, Status::Open | Status::Done);
    let mut all: Vec<String> =
        workspace.items().iter().filter(part).map(|item| carried(workspace, item).to_string()).collect();
    all.sort();
    all
}

fn sheet(workshop: &Workshop, name: &str) -> calamine::Range<Data> {
    let bytes = export::write(Format::Xlsx, workshop, NaiveDate::default()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    book.worksheet_range(name).unwrap()
}

fn said(cell: Option<&Data>) -> String {
    match cell {
        None | Some(Data::Empty) => String::new(),
        Some(cell) => cell.to_string(),
    }
}

const LOGGED: &str = r#"{"framework": "value-effort", "capacity": {"amount": 2},
    "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}],
    "items": [{"id": "pay", "title": "=Pay", "scores": {"impact": 5, "effort": 2}},
              {"id": "sso", "title": "SSO", "scores": {"impact": 3, "effort": 2}}]}"#;

/// The rows of the log as text, empty cells left out.
fn logged(workshop: &Workshop) -> Vec<String> {
    let told = |row: &[Data]| {
        let filled = row.iter().filter(|cell| **cell != Data::Empty);
        filled.map(ToString::to_string).collect::<Vec<_>>().join(" | ")
    };
    sheet(workshop, "Log").rows().skip(1).map(told).collect()
}

#[test]
fn the_log_says_who_what_and_why_and_nothing_of_a_blind_vote() {
    let mut workshop = Workshop::new(open(&serde_json::from_str(LOGGED).unwrap()));
    let at = "2026-01-20T10:42:00+01:00".parse().ok();
    let mut does = |command| {
        workshop.perform(command, Stamp { at, by: Some("ana".into()) }).unwrap();
        logged(&workshop)
    };
    does(Command::Agree { item: Slot::new(0), criterion: "effort".into(), to: Num::new(4.0) });
    let told = does(Command::Reason { entry: 1, text: Some("=1+1".to_owned()) });
    // Sheets count days since 1899-12-30: this is 2026-01-20, 10:42.
    let by = "1 | 46042.44583333333 | engineering | Ana";
    let what = "effort of =Pay 2 → 4 | 1 | 2 | 2.5 | 1.25 | SSO | =Pay | =1+1";
    assert_eq!(told, [format!("{by} | {what}")]);
    let told = does(Command::OpenRounds {
        items: vec![Slot::new(0)],
        side: Side::Engineering,
        ask: Ask::Everything,
    });
    assert!(told[0].starts_with(by) && told[0].ends_with(" | SSO | =1+1"), "{told:?}");
    assert!(!told[0].contains("2 → 4") && !told[0].contains("1.25"), "{told:?}");
}

/// The row of the head, from 0.
const HEAD: usize = 6;

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_table_brings_every_text_back(file in backlogs()) {
        let workspace = open(&file);
        let table = export::write(Format::Csv, &Workshop::new(workspace.clone()), NaiveDate::default()).unwrap();
        let (back, problems) = read_back(&table, &file);
        prop_assert!(problems.is_empty(), "{problems:?}");
        prop_assert_eq!(all_carried(&back), all_carried(&workspace));
        // The second time nothing of it is news.
        let criteria = CriterionName::all(back.framework());
        let options = Options { criteria: &criteria, ..Options::default() };
        let again = intake(&back, import::read(&table, "backlog.csv", &options).unwrap().drafts);
        prop_assert_eq!((again.items, again.updates, again.scores), (Vec::new(), Vec::new(), 0));
        // What came back goes out as the same table again, but for its ids.
        let again = export::write(Format::Csv, &Workshop::new(back.clone()), NaiveDate::default()).unwrap();
        let (twice, _) = read_back(&again, &file);
        prop_assert_eq!(all_carried(&twice), all_carried(&back));
    }

    #[test]
    fn no_cell_of_a_table_runs(file in backlogs()) {
        let table = export::write(Format::Csv, &Workshop::new(open(&file)), NaiveDate::default()).unwrap();
        for record in csv::ReaderBuilder::new().from_reader(&table[3..]).records() {
            for cell in &record.unwrap() {
                let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
                let runs = seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
                prop_assert!(!runs || cell.parse::<f64>().is_ok(), "{cell:?}");
            }
        }
    }

    #[test]
    fn every_workshop_goes_out_and_its_scores_come_back(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let framework = workshop.workspace().framework().spec().clone();
        let mut file = session.file.clone();
        file["framework"] = serde_json::to_value(framework).unwrap();
        let table = export::write(Format::Csv, &workshop, NaiveDate::default()).unwrap();
        let (back, _) = read_back(&table, &file);
        let scores = |workspace: &Workspace| {
            let part = |item: &&Item| matches!(item.status, Status::Open | Status::Done);
            let mut all: Vec<String> = workspace.items().iter().filter(part)
                .map(|item| carried(workspace, item)["scores"].to_string()).collect();
            all.sort();
            all
        };
        prop_assert_eq!(scores(&back).len(), scores(workshop.workspace()).len());
        prop_assert_eq!(scores(&back), scores(workshop.workspace()));
    }

    #[test]
    fn a_workbook_says_what_the_program_says(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let range = sheet(&workshop, "Ranking");
        let names: Vec<String> = range.rows().nth(HEAD).unwrap().iter().map(ToString::to_string).collect();
        let column = |name: &str| names.iter().rposition(|other| other == name).unwrap();
        let (score, side) = (column("Score"), column("In or out"));
        for (row, slot) in range.rows().skip(HEAD + 1).zip(standing.order()) {
            let item = workspace.item(*slot);
            let seat = standing.seat(*slot).unwrap();
            prop_assert_eq!(said(row.first()), (standing.index(*slot).unwrap() + 1).to_string());
            prop_assert_eq!(said(row.get(1)), item.shown_title());
            prop_assert!((row[score].get_float().unwrap() - seat.score).abs() <= 1e-9 * seat.score.abs());
            let expected = standing.line().map_or("", |_| if standing.is_in(*slot) { "in" } else { "out" });
            prop_assert_eq!(said(row.get(side)), expected);
        }
    }

    #[test]
    fn a_workbook_holds_text_as_text(file in backlogs()) {
        let workshop = Workshop::new(open(&file));
        let bytes = export::write(Format::Xlsx, &workshop, NaiveDate::default()).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let formulas = book.worksheet_formula("Ranking").unwrap();
        let values = book.worksheet_range("Ranking").unwrap();
        let titles: Vec<String> = (HEAD as u32 + 1..).map_while(|row| values.get_value((row, 1))).map(|cell| said(Some(cell))).collect();
        let mut expected: Vec<&str> = workshop.workspace().items().iter()
            .filter(|item| item.status == Status::Open).map(Item::shown_title).collect();
        let mut titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        titles.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(titles, expected);
        for (row, column, formula) in formulas.used_cells() {
            let of_ours = ["IF(", "0+", "$C$4+"].iter().any(|start| formula.starts_with(start)) || formula.len() < 12;
            prop_assert!(of_ours && column + formulas.start().unwrap().1 as usize != 1, "{row} {column} {formula}");
        }
    }

    #[test]
    fn every_format_takes_every_workshop(file in files()) {
        let workshop = Workshop::new(open(&file));
        for format in [Format::Csv, Format::Xlsx, Format::Markdown, Format::Json] {
            let bytes = export::write(format, &workshop, NaiveDate::default()).unwrap();
            prop_assert_eq!(&bytes, &export::write(format, &workshop, NaiveDate::default()).unwrap(), "{}", format);
        }
    }
}
