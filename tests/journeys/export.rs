//! Handing something out: choosing, writing, copying, and what is there already.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use cutline::app::export::{Choice, Outlet};
use cutline::app::{Message, Opening};
use cutline::domain::document::{Document, Format};
use cutline::exporter::{Means, carried_out};
use tempfile::TempDir;

use super::{CLINIC, Room};

/// A room on a workspace that lies in a folder.
fn beside(folder: &Path, opening: Opening) -> Room {
    let workspace = folder.join("clinic.json");
    fs::write(&workspace, CLINIC).unwrap();
    let outlet = Outlet { workspace, ..opening.outlet };
    Room::opened(CLINIC, Opening { file: "clinic.json".to_owned(), outlet, ..opening })
}

#[test]
fn the_last_choice_is_one_key_away() {
    let desk = TempDir::new().unwrap();
    let mut room = beside(desk.path(), Opening::default());
    room.keys("ctrl-o").sees("Export").sees("[CSV]").sees("clinic-backlog.csv").sees("enter writes it");
    room.keys("x").sees("[XLSX]").sees("clinic-ranking.xlsx");
    room.keys("m").sees("clinic-ranking.md").keys("enter").sees("written to").sees("clinic-ranking.md");
    assert!(fs::read_to_string(desk.path().join("clinic-ranking.md")).unwrap().contains("| 1 |"));
    fs::remove_file(desk.path().join("clinic-ranking.md")).unwrap();
    room.keys("ctrl-o").sees("[Markdown]").keys("enter").sees("written to");
    assert!(desk.path().join("clinic-ranking.md").exists());
    assert!(room.kept.is_empty());
    let last = Choice { document: Document::Export(Format::Markdown), folder: None };
    assert_eq!(room.app.outlet.last, last);
}

#[test]
fn a_document_that_is_being_made_can_be_stopped_until_it_is_written() {
    let desk = TempDir::new().unwrap();
    let mut room = beside(desk.path(), Opening::default());
    room.keys("ctrl-p")
        .types("stop the export")
        .keys("enter")
        .sees("no document is being made")
        .keys("esc esc");
    room.ordered = Some(Vec::new());
    room.keys("ctrl-o enter").sees("clinic-backlog.csv · 8 items").sees("esc stops it");
    room.keys("ctrl-o m enter")
        .keys("L")
        .sees("clinic-backlog.csv · 8 items")
        .sees("F8 stops it")
        .keys("esc");
    room.keys("esc")
        .sees("stopped writing")
        .sees("clinic-backlog.csv · 8 items")
        .keys("j")
        .sees("clinic-ranking.md");
    room.keys("ctrl-o x enter L f8").sees("stopped writing clinic-ranking.md").keys("esc");
    let mut ordered = room.ordered.take().unwrap();
    let last = ordered.pop().unwrap();
    let means = Means { today: NaiveDate::default(), template: None };
    assert!(ordered.into_iter().all(|order| carried_out(order, &means).is_none()));
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 1);
    assert!(last.fate.goes_through());
    room.keys("esc").sees("too late to stop it").keys("j").sees("clinic-ranking.xlsx");
    room.send(Message::Exported(carried_out(last, &means).unwrap()))
        .sees("written to")
        .keys("j")
        .misses("clinic-ranking.xlsx");
    assert!(desk.path().join("clinic-ranking.xlsx").exists());
}

#[test]
fn what_is_there_is_asked_about_first() {
    let desk = TempDir::new().unwrap();
    let file = desk.path().join("clinic-backlog.csv");
    fs::write(&file, "mine").unwrap();
    let mut room = beside(desk.path(), Opening::default());
    room.keys("ctrl-o enter").sees("is there already").sees("enter writes over it").keys("esc");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    room.keys("ctrl-o enter enter").sees("written to");
    assert!(fs::read_to_string(&file).unwrap().contains("rank,score"));
}

#[test]
fn a_name_that_was_typed_stays_and_has_to_fit() {
    let desk = TempDir::new().unwrap();
    let out = desk.path().join("mine.csv");
    let mut room = beside(desk.path(), Opening::default());
    room.keys("ctrl-o tab ctrl-u").types(&out.to_string_lossy()).keys("shift-tab x");
    room.sees("mine.csv").keys("enter").sees("ends in .csv, and this is XLSX");
    room.keys("shift-tab c enter").sees("written to");
    assert!(out.exists());
}

#[test]
fn a_table_to_paste_goes_to_the_clipboard_instead() {
    let desk = TempDir::new().unwrap();
    let mut room = beside(desk.path(), Opening::default());
    room.keys("ctrl-o").misses("clipboard").keys("m").sees("clipboard").keys("tab c");
    room.sees("enter copies it").misses("clinic-ranking.md").keys("enter").sees("it is on the clipboard");
    assert_eq!(room.asked[0], "export to the clipboard");
    assert!(room.asked[1].starts_with("clip # ") && room.asked[1].contains("*cutline*"), "{:?}", room.asked);
}

#[test]
fn what_goes_wrong_is_told_with_its_file() {
    let desk = TempDir::new().unwrap();
    let mut room = beside(desk.path(), Opening::default());
    let none = desk.path().join("none");
    room.size = (200, 48);
    room.keys("ctrl-o tab ctrl-u").types(&none.join("out.csv").to_string_lossy()).keys("enter");
    room.sees("not written to").sees("out.csv");
    room.app.outlet.last = Choice::default();
    room.keys("ctrl-o j tab ctrl-u").types(&desk.path().join("clinic.json").to_string_lossy()).keys("enter");
    room.sees("that is the workspace itself");
    assert_eq!(fs::read_to_string(desk.path().join("clinic.json")).unwrap(), CLINIC);
}

#[test]
fn a_report_is_offered_for_everybody_it_can_be_for() {
    let mut room = Room::new(CLINIC);
    room.keys("ctrl-o r").sees("founder").sees("minutes").sees("[HTML]").sees("cutline-founder.html");
    room.keys("tab b tab m").sees("cutline-board.md").sees("Investment");
    room.keys("esc").misses("Export");
    assert!(room.asked.is_empty());
}

#[test]
fn whoever_looks_on_hands_out_too() {
    let desk = TempDir::new().unwrap();
    let read_only = Some("process 7 on desk has it open".to_owned());
    let mut room = beside(desk.path(), Opening { read_only, ..Opening::default() });
    room.keys("ctrl-o j enter").sees("written to");
    assert!(desk.path().join("clinic-ranking.json").exists());
}

#[test]
fn a_question_does_not_break_into_something_else() {
    let mut room = Room::new(CLINIC);
    room.keys("?");
    let path = "clinic-backlog.csv".into();
    room.send(Message::Exported(cutline::app::export::Outcome::Exists(Document::default(), path)));
    room.misses("writes over it").sees("is there already");
    room.keys("esc").misses("writes over it");
}

#[test]
fn it_fits_into_a_small_window() {
    let mut room = Room::new(CLINIC);
    for size in [(80, 24), (40, 10)] {
        room.size = size;
        room.keys("ctrl-o r").sees("report").sees("enter").keys("esc");
    }
}
