//! Good files for every target to begin with: what else is tested with, and what the program writes itself.

use std::fs;
use std::path::Path;

use cutline::domain::command::Command;
use cutline::domain::framework::Framework;
use cutline::domain::id::Slot;
use cutline::domain::item::{Held, Item, Pin};
use cutline::domain::number::Num;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::{Gesture, Workshop};
use cutline::store::{Access, Store, content, file};
use rust_xlsxwriter::Workbook;

use super::targets::packed;

const CLINIC: &str = include_str!("../fixtures/clinic.json");

/// A sheet as a spreadsheet writes it, and one as other programs do.
const SHEETS: [&str; 2] = [
    r#"<worksheet><dimension ref="A1:B3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>3</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>"#,
    r#"<worksheet><sheetData><row><c t="inlineStr"><is><t>title</t></is></c><c t="str"><v>tags</v></c></row><row><c t="str"><v>SSO</v></c><c t="str"><v>a, b</v></c></row></sheetData></worksheet>"#,
];

/// The seeds of a target.
pub(crate) fn of(target: &str) -> Vec<Vec<u8>> {
    let read = |names: &[&str]| names.iter().map(|name| fixture(name)).collect();
    match target {
        "workspace" => {
            let mut seeds: Vec<Vec<u8>> =
                read(&["tests/fixtures/clinic.json", "tests/fixtures/cycles.json", "assets/demo.json"]);
            seeds.push(played().1);
            seeds
        }
        "journal" => vec![journal()],
        "replay" => {
            let lines = played().0.into_iter().map(|gesture| serde_json::to_vec(&gesture).unwrap());
            vec![lines.collect::<Vec<_>>().join(&b'\n')]
        }
        "csv" => read(&[
            "tests/fixtures/imports/jira.csv",
            "tests/fixtures/imports/linear.csv",
            "tests/fixtures/imports/azure-tree.csv",
            "tests/fixtures/imports/by-hand.csv",
            "tests/fixtures/imports/github-project.tsv",
        ]),
        "list" => read(&["tests/fixtures/imports/notes.md", "tests/fixtures/imports/by-hand.csv"]),
        "json" | "github" | "trello" => {
            read(&["tests/fixtures/imports/github.json", "tests/fixtures/imports/trello.json"])
        }
        "workbook" => vec![workbook(), packed(SHEETS[0].as_bytes())],
        "sheet" => SHEETS.iter().map(|sheet| sheet.as_bytes().to_vec()).collect(),
        "keymap" => {
            vec![fixture("assets/keymap.toml"), b"[scoring]\nw = \"undo\"\nctrl-w = \"none\"\n".to_vec()]
        }
        "framework" => Framework::BUILT_IN.map(|id| fixture(&format!("assets/frameworks/{id}.json"))).into(),
        _ => Vec::new(),
    }
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Gestures of several kinds, and the workspace that they lead to.
fn played() -> (Vec<Gesture>, Vec<u8>) {
    let mut workshop = Workshop::new(content::parse(CLINIC.as_bytes()).unwrap().0);
    let value = |value: u32| Some(Num::from(value));
    let item = |at: usize| Slot::new(at);
    let pin = Pin { held: Some(Held::In), owner: "Raj".into(), reason: "promised".into(), ..Pin::default() };
    let new = Item { title: "New".into(), ..Item::default() };
    let commands = [
        Command::Agree { item: item(2), criterion: "effort".into(), to: value(2) },
        Command::Vote { item: item(4), criterion: "effort".into(), participant: "ana".into(), to: value(5) },
        Command::Add(vec![new]),
        Command::Pin { item: item(1), to: Some(pin) },
        Command::Split { item: item(3), titles: vec!["One".to_owned(), "Two".to_owned()] },
        Command::Undo,
        Command::Redo,
    ];
    let stamp = || Stamp { at: "2026-01-20T10:00:00Z".parse().ok(), ..Stamp::default() };
    let gestures: Vec<Gesture> =
        commands.into_iter().map(|command| workshop.perform(command, stamp()).unwrap()).collect();
    let mut bytes = Vec::new();
    content::write(workshop.workspace(), &mut bytes).unwrap();
    (gestures, bytes)
}

/// The journal that these gestures leave.
fn journal() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    fs::write(&path, CLINIC).unwrap();
    let Access::Write(mut store) = file::open(&path).unwrap().access else { panic!("nobody else has it") };
    store.append(&played().0).unwrap();
    fs::read(folder.path().join("w.json.journal")).unwrap()
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in
        [["title", "effort", "tags"], ["Fix payments", "3", "a, b"], ["SSO", "", ""]].iter().enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
