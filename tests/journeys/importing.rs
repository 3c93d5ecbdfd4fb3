//! Bringing a backlog in inside the workshop: a look at what would come of it, another mapping, one entry.

use std::fs;

use cutline::app::Message;
use insta::assert_snapshot;

use super::CLINIC;
use super::room::Room;

const TABLE: &str = "Key\tIdea\tWho\tEffort\tLabels\tPriority\n\
    A-1\tBook on the web\tAna\t3\tweb\tHigh\n\
    A-2\tText message the day before\tBo\t9\tsms, infra\tLow\n\
    A-3\t\t\t1\t\t\n";

/// A room in which cells of a spreadsheet were pasted.
fn pasted() -> Room {
    let mut room = Room::new(CLINIC);
    room.send(Message::Paste(TABLE.to_owned()));
    room
}

#[test]
fn cells_of_a_spreadsheet_are_looked_at_before_they_come_in() {
    for (size, name) in [((160, 48), "160_by_48"), ((80, 24), "80_by_24"), ((40, 10), "40_by_10")] {
        let mut room = pasted();
        room.size = size;
        assert_snapshot!(format!("import_columns_at_{name}"), room.screen());
        room.keys("tab");
        assert_snapshot!(format!("import_items_at_{name}"), room.screen());
        room.keys("tab");
        assert_snapshot!(format!("import_problems_at_{name}"), room.screen());
    }
}

#[test]
fn what_is_confirmed_is_one_entry_and_one_undo() {
    let mut room = pasted();
    let before = room.app.workspace().items().len();
    room.keys("enter");
    assert_eq!((room.kept.len(), room.app.workspace().items().len()), (1, before + 2));
    room.sees("import from a table: 2 new").keys("u");
    assert_eq!(room.app.workshop.standing().candidates().len(), 8);
    room.keys("U").send(Message::Paste(TABLE.to_owned())).sees("2 there already").keys("enter");
    assert!(room.app.overlay.is_some(), "there is nothing to bring in");
}

#[test]
fn a_column_can_be_read_into_something_else() {
    let mut room = pasted();
    // From the key to who: nobody reads that column.
    room.sees("Who                              –")
        .keys("down down right")
        .sees("Who                              title");
    room.keys("left").sees("Who                              –").keys(&"right ".repeat(4));
    room.sees("Who                              owner").keys("enter");
    let slot = room.app.workspace().slot(&"book-on-the-web".into()).unwrap();
    let details = room.app.workspace().item(slot).rare.details.clone().unwrap();
    assert_eq!(details.owner.as_deref(), Some("Ana"));
}

#[test]
fn a_mapping_that_makes_no_sense_leaves_the_last_one() {
    let mut room = pasted();
    room.keys("down left")
        .sees("no column looks like a title")
        .sees("Idea                             title");
}

#[test]
fn a_mapping_is_saved_and_found_again() {
    let mut room = pasted();
    room.keys("down down right right right right s").types("ours").keys("enter");
    room.sees("preset ours saved").keys("esc").send(Message::Paste(TABLE.to_owned()));
    room.sees("Who                              owner").sees("Import ours");
}

#[test]
fn a_file_is_asked_for_by_its_path_or_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("to do.md");
    fs::write(&file, "- Book on the web\n- [x] Ring a bell\n").unwrap();
    let mut room = Room::new(CLINIC);
    room.keys("i").types(&file.display().to_string()).keys("enter").sees("Import to do.md · a list · 2 rows");
    room.keys("esc").send(Message::Paste(format!("'{}'", file.display()))).sees("Import to do.md");
    room.keys("enter").sees("import from to do.md: 2 new");
    room.keys("i").types("/nowhere/x.csv").keys("enter").sees("x.csv: there is no such file").sees("File");
}

/// Whoever opens a pipe waits until somebody writes into it, and so would every import after that.
#[cfg(unix)]
#[test]
fn a_pipe_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let mut room = Room::new(CLINIC);
    room.keys("i").types(path.to_str().unwrap()).keys("enter").sees("this is a pipe or a device, not a file");
}

#[test]
fn an_answer_that_nobody_waits_for_is_dropped() {
    let mut room = pasted();
    let answer = || Box::new(Err("too late".to_owned()));
    room.send(Message::SourceRead(0, answer())).send(Message::SourceRead(1, answer())).sees("Import a table");
    room.keys("esc").send(Message::SourceRead(1, answer()));
    assert!(room.app.overlay.is_none());
}
