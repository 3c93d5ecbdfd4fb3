//! What has to hold of every reader, whatever it is given: one function each, for `cargo fuzz` and for the tests.
//!
//! That nothing panics is the least of it. What is accepted is written and read again as the same; what is refused
//! is told in a line of bounded length; nothing is changed by looking, and nothing is applied by half.

use std::fs;
use std::io::{Cursor, Write};

use cutline::app::keymap::{DEFAULT, Keymap};
use cutline::domain::check::checklist;
use cutline::domain::command::Command;
use cutline::domain::framework::{Framework, FrameworkSpec};
use cutline::domain::intake::intake;
use cutline::domain::limits::{self, TITLE};
use cutline::domain::recap::Recap;
use cutline::domain::telling::tell;
use cutline::domain::text::scrub;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::{Gesture, Workshop};
use cutline::domain::workspace::Workspace;
use cutline::import::{self, CriterionName, Options, Source};
use cutline::store::{Access, Store, content, file, reading};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How long a message may be, in characters, however long what it is about is.
const MESSAGE: usize = 3 * limits::MESSAGE;

/// The workspace that sources come into and journals go on from.
const BASE: &str = include_str!("../fixtures/clinic.json");

/// A target: its name, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: [Target; 12] = [
    ("workspace", workspace),
    ("journal", journal),
    ("replay", replay),
    ("csv", |bytes| source(bytes, "a.csv", Some(Source::Csv))),
    ("list", |bytes| source(bytes, "a.md", Some(Source::List))),
    ("json", |bytes| source(bytes, "a.json", None)),
    ("github", |bytes| source(bytes, "-", Some(Source::Github))),
    ("trello", |bytes| source(bytes, "-", Some(Source::Trello))),
    ("workbook", |bytes| source(bytes, "a.xlsx", Some(Source::Xlsx))),
    ("sheet", |bytes| source(&packed(bytes), "a.xlsx", None)),
    ("keymap", keymap),
    ("framework", framework),
];

/// Runs a target by its name.
pub fn run(target: &str, bytes: &[u8]) {
    let (_, body) = ALL.into_iter().find(|(name, _)| *name == target).expect("a target of this name");
    body(bytes);
}

/// A workspace file.
pub fn workspace(bytes: &[u8]) {
    match content::parse(bytes) {
        Ok((workspace, notices)) => {
            for notice in &notices {
                told(notice);
            }
            same_again(&workspace);
            used(workspace);
        }
        Err(error) => told(&error.to_string()),
    }
}

/// A journal beside a sound workspace.
pub fn journal(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, beside) = (folder.path().join("w.json"), folder.path().join("w.json.journal"));
    fs::write(&path, BASE).expect("a file");
    fs::write(&beside, bytes).expect("a file");
    match reading::read(&path) {
        Ok(reading) => same_again(&reading.workspace),
        Err(error) => told(&error.to_string()),
    }
    assert_eq!(fs::read(&path).expect("the file"), BASE.as_bytes(), "looking changed the workspace");
    assert_eq!(fs::read(&beside).expect("the file"), bytes, "looking changed the journal");
}

/// Gestures, one a line, in a journal whose checksums are right: they keep nobody from writing what he likes.
pub fn replay(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n');
    let gestures: Vec<Gesture> = lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.json");
    fs::write(&path, BASE).expect("a file");
    if gestures.is_empty() {
        return;
    }
    let Access::Write(mut store) = file::open(&path).expect("a workspace").access else { return };
    store.append(&gestures).expect("a journal");
    drop(store);
    match reading::read(&path) {
        Ok(reading) => {
            same_again(&reading.workspace);
            used(reading.workspace);
        }
        Err(error) => told(&error.to_string()),
    }
}

/// A source of a backlog.
pub fn source(bytes: &[u8], name: &str, from: Option<Source>) {
    let workspace = content::parse(BASE.as_bytes()).expect("a workspace").0;
    let criteria = CriterionName::all(workspace.framework());
    let options = Options { from, criteria: &criteria, ..Options::default() };
    let batch = match import::read(bytes, name, &options) {
        Ok(batch) => batch,
        Err(error) => return told(&error.to_string()),
    };
    let rejected = batch.problems.iter().filter(|problem| problem.rejected).count();
    assert_eq!(batch.drafts.len() + rejected, batch.rows, "a row is neither taken nor told");
    let problems = batch.problems.iter().map(|problem| &problem.message);
    for message in problems.chain(&batch.notes) {
        told(message);
    }
    for draft in &batch.drafts {
        assert!(!draft.title.trim().is_empty(), "an item without a title");
        assert!(draft.title.chars().count() <= TITLE, "a title of {} bytes", draft.title.len());
        assert!(draft.scores.iter().all(|(_, value)| value.is_finite()), "{:?}", draft.scores);
    }
    let taken = intake(&workspace, batch.drafts);
    taken.warnings.iter().for_each(|warning| told(&warning.message));
    let before = workspace.clone();
    let mut workshop = Workshop::new(workspace);
    let date = "2026-03-02".to_owned();
    let command = Command::Import { source: batch.kind, items: taken.items, updates: taken.updates, date };
    match workshop.perform(command, Stamp::default()) {
        Ok(_) => same_again(workshop.workspace()),
        Err(rejection) => {
            told(&rejection.to_string());
            assert_eq!(*workshop.workspace(), before, "a refused import changed something");
        }
    }
}

/// Somebody's own keymap.
pub fn keymap(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Keymap::built_in().overlaid(text) {
        Ok(keymap) => {
            keymap.notes().iter().for_each(|note| told(&note.to_string()));
            let again = keymap.overlaid(text).expect("the same keymap once more");
            let default = again.overlaid(DEFAULT).expect("the default over it");
            for action in ["quit", "palette"] {
                let spec = cutline::app::action::TABLE.iter().find(|spec| spec.name == action);
                let spec = spec.expect("an action of this name");
                assert!(default.keys_of(spec.action).next().is_some(), "nobody gets to {action}");
            }
        }
        Err(flaws) => {
            told(&flaws.to_string());
            for flaw in &flaws.0 {
                assert!((1..=text.matches('\n').count() + 1).contains(&flaw.line), "{flaw}");
            }
        }
    }
}

/// A framework of somebody's own, by itself and within a workspace.
pub fn framework(bytes: &[u8]) {
    let Ok(spec) = serde_json::from_slice::<FrameworkSpec>(bytes) else { return };
    let text = serde_json::to_string(&spec).expect("a framework as JSON");
    assert_eq!(serde_json::from_str::<FrameworkSpec>(&text).expect("what was written"), spec);
    let within = format!(r#"{{"framework":{text},"items":[{{"title":"A"}}]}}"#);
    let opened = content::parse(within.as_bytes());
    match Framework::new(spec) {
        Ok(framework) => {
            let workspace = opened.expect("a workspace with a framework that makes sense").0;
            assert_eq!(*workspace.framework(), framework);
            same_again(&workspace);
            used(workspace);
        }
        Err(flaw) => {
            told(&flaw.to_string());
            assert!(opened.is_err(), "a workspace takes a framework that makes no sense");
        }
    }
}

/// A workbook that is sound but for the XML of its only sheet.
pub fn packed(sheet: &[u8]) -> Vec<u8> {
    const HEAD: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="r1" Type="{HEAD}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let book = format!(
        r#"<workbook xmlns:r="{HEAD}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let strings = "<sst><si><t>title</t></si><si><t>effort</t></si><si><t>Dark mode</t></si></sst>";
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").into_bytes()),
        ("xl/workbook.xml", book.into_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").into_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes().to_vec()),
        ("xl/worksheets/sheet1.xml", sheet.to_vec()),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(&content).expect("an entry");
    }
    writer.finish().expect("an archive").into_inner()
}

/// What was accepted is written, and read again as the same.
fn same_again(workspace: &Workspace) {
    let bytes = |workspace: &Workspace| {
        let mut bytes = Vec::new();
        content::write(workspace, &mut bytes).expect("memory");
        bytes
    };
    let written = bytes(workspace);
    match content::parse(&written) {
        Ok((again, _)) => {
            assert_eq!(again, *workspace, "what is read again is something else");
            assert_eq!(bytes(&again), written, "what is written again is something else");
        }
        Err(error) => {
            panic!("what was written does not open: {error}\n{}", String::from_utf8_lossy(&written))
        }
    }
}

/// What was accepted can be ranked, checked, told, taken back and done again.
fn used(workspace: Workspace) {
    let mut workshop = Workshop::new(workspace);
    let _ = checklist(&workshop, 0, None);
    let _ = Recap::of(&workshop);
    for entry in workshop.workspace().log().iter() {
        let _ = tell(workshop.workspace(), entry).headline();
    }
    for command in [Command::Undo, Command::Redo] {
        let before = workshop.workspace().clone();
        if workshop.perform(command, Stamp::default()).is_err() {
            assert_eq!(*workshop.workspace(), before, "what was refused changed something");
        }
    }
}

/// A message says something, in a line that can be read.
fn told(message: &str) {
    let shown = scrub(message);
    let length = shown.chars().count();
    assert!(!shown.trim().is_empty(), "a message that says nothing");
    assert!(length <= MESSAGE, "a message of {length} characters: {}", &shown[..200.min(shown.len())]);
}
