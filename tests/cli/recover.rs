//! `cutline recover`: what can be read, what cannot, and that the damaged files are never touched.

use std::fs;
use std::path::PathBuf;

use cutline::domain::command::Command;
use cutline::domain::id::Slot;
use cutline::domain::number::Num;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::store::{Access, Store, file};
use serde_json::Value;

use super::{Desk, WORKSPACE};

/// A workspace that ended early: its journal holds so many changes of the effort of `pay`.
fn ended_early(changes: usize) -> Desk {
    let desk = Desk::with("w.json", WORKSPACE);
    let opened = file::open(&desk.path("w.json")).unwrap();
    let Access::Write(mut store) = opened.access else { panic!("somebody has it") };
    let mut workshop = Workshop::new(opened.workspace);
    for at in 0..changes {
        let to = Some(Num::from([3_u32, 4, 5, 1][at % 4]));
        let command = Command::Agree { item: Slot::new(0), criterion: "effort".into(), to };
        store.append(&[workshop.perform(command, Stamp::default()).unwrap()]).unwrap();
    }
    desk
}

/// Changes bytes of the journal, and gives back what it was.
fn damage(desk: &Desk, change: impl Fn(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    let text = fs::read(desk.path("w.json.journal")).unwrap();
    let mut lines: Vec<Vec<u8>> = text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut lines);
    let damaged = lines.concat();
    fs::write(desk.path("w.json.journal"), &damaged).unwrap();
    damaged
}

fn effort(desk: &Desk, name: &str) -> Value {
    let workspace: Value = serde_json::from_str(&desk.read(name)).unwrap();
    workspace["items"][0]["scores"]["effort"].clone()
}

/// Saves another title through the program, so that what was there becomes a backup.
fn save(desk: &Desk, effort: &str) {
    desk.run(&["score", "w.json", "pay", &format!("effort={effort}")]).done();
}

fn backups(desk: &Desk) -> Vec<PathBuf> {
    let listed = desk.json(&["recover", "w.json", "--list"]);
    listed.as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap().into()).collect()
}

#[test]
fn where_nothing_is_wrong_nothing_is_written() {
    let desk = ended_early(2);
    let answer = desk.run(&["recover", "w.json"]).done();
    assert_eq!(
        answer.stdout,
        "w.json: nothing is wrong, and nothing was written\n2 changes in its journal come in when it is opened\n"
    );
    assert_eq!(desk.files(), ["w.json", "w.json.journal"]);
    assert_eq!(desk.json(&["recover", "w.json"])["trouble"], Value::Null);
}

#[test]
fn an_edit_from_outside_is_settled_and_not_recovered() {
    let desk = ended_early(2);
    let journal = desk.read("w.json.journal");
    let head: Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    let base = format!("w.json.{}.base", head["snapshot"].as_str().unwrap());
    desk.write(&base, desk.read("w.json"));
    desk.write("w.json", "half a f");
    let answer = desk.run(&["recover", "w.json"]).done();
    assert_eq!(
        answer.stdout,
        "w.json: another program changed it: opening it settles theirs and ours, and nothing was written\n\
         2 changes in its journal come in when it is opened\n"
    );
    assert_eq!(desk.files(), ["w.json", &base, "w.json.journal"]);
    let trouble = &desk.json(&["recover", "w.json"])["trouble"];
    assert!(trouble.as_str().unwrap().contains("another program"), "{trouble}");
    // Whoever changed it may have taken it away since.
    fs::remove_file(desk.path("w.json")).unwrap();
    let answer = desk.json(&["recover", "w.json"]);
    assert_eq!((&answer["base"], answer["changes"].as_u64()), (&Value::from("before"), Some(2)), "{answer}");
    assert_eq!(effort(&desk, "w-recovered.json"), 4);
}

#[test]
fn a_damaged_line_is_told_and_what_is_before_it_stays() {
    let desk = ended_early(4);
    let damaged = damage(&desk, |lines| {
        lines[2] = String::from_utf8(lines[2].clone()).unwrap().replace("\"to\":4", "\"to\":2").into_bytes();
    });
    let before = desk.read("w.json");
    let refused = desk
        .run(&["rank", "w.json"])
        .failed(3, &["w.json.journal, line 3 (byte ", "the checksum is not that of what is written"]);
    assert!(refused.stderr.contains("`cutline recover w.json`"), "{}", refused.stderr);

    let answer = desk.run(&["recover", "w.json"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert!(lines[0].starts_with("what is wrong: "), "{}", answer.stdout);
    assert_eq!(
        lines[1],
        "written to w-recovered.json: 6 items, from the file as it was saved last, and 1 change of the journal"
    );
    assert!(
        lines[4].contains("line 3 (byte ")
            && lines[4].contains("change 2 about pay: the checksum is not that"),
        "{}",
        lines[4]
    );
    assert!(
        lines[5].contains("line 4 (byte ") && lines[5].contains("change 3, effort of Fix payments 4 → 5"),
        "{}",
        lines[5]
    );
    assert!(lines[6].ends_with("it stands behind what is damaged"), "{}", lines[6]);
    assert_eq!(effort(&desk, "w-recovered.json"), 3);
    assert_eq!(desk.run(&["rank", "w-recovered.json"]).code, 0);
    assert_eq!((desk.read("w.json"), fs::read(desk.path("w.json.journal")).unwrap()), (before, damaged));

    // The name is taken by now; one that is asked for has to be free.
    let second = desk.json_of(&["recover", "w.json"], 1);
    assert_eq!(
        (second["written"].as_str(), second["changes"].as_u64()),
        (Some("w-recovered-2.json"), Some(1))
    );
    assert_eq!((second["lost"].as_array().unwrap().len(), &second["base"]), (3, &Value::from("file")));
    desk.run(&["recover", "w.json", "--into", "w.json"]).failed(4, &["there is such a file already"]);
}

#[test]
fn lines_that_are_missing_twice_there_or_exchanged_are_damage_and_torn_tails_are_not() {
    type Change = fn(&mut Vec<Vec<u8>>);
    let cases: [(&str, Change, i32, u64); 10] = [
        ("missing", |lines| drop(lines.remove(2)), 1, 1),
        ("twice", |lines| lines.insert(2, lines[1].clone()), 1, 1),
        ("exchanged", |lines| lines.swap(2, 3), 1, 1),
        ("no head", |lines| drop(lines.remove(0)), 1, 0),
        ("cut short", |lines| lines.last_mut().unwrap().truncate(9), 0, 3),
        ("zeros behind it", |lines| lines.push(vec![0; 4096]), 0, 4),
        ("cut short in the head", |lines| lines.splice(.., [b"{\"cutline_".to_vec()]).for_each(drop), 1, 0),
        ("empty", Vec::clear, 1, 0),
        ("nothing but zeros", |lines| lines.iter_mut().for_each(|line| line.fill(0)), 1, 0),
        ("zeros in the last line", |lines| lines.last_mut().unwrap()[2..30].fill(0), 0, 3),
    ];
    for (what, change, code, kept) in cases {
        let desk = ended_early(4);
        damage(&desk, change);
        let answer = desk.json_of(&["recover", "w.json"], code);
        assert_eq!(answer["changes"].as_u64(), Some(kept), "{what}: {answer}");
        assert_eq!(answer["trouble"].is_null(), code == 0, "{what}: {answer}");
        let opens = if code == 0 { 0 } else { 3 };
        assert_eq!(desk.run(&["rank", "w.json"]).code, opens, "{what}");
    }
}

#[test]
fn a_journal_of_a_file_that_somebody_else_changed_goes_on_from_the_backup() {
    let desk = Desk::with("w.json", WORKSPACE);
    save(&desk, "3");
    let saved = desk.read("w.json");
    save(&desk, "4");
    // What the journal is written for is a backup now: the file is put back, goes on, and is changed meanwhile.
    desk.write("w.json", &saved);
    let opened = file::open(&desk.path("w.json")).unwrap();
    let Access::Write(mut store) = opened.access else { panic!("somebody has it") };
    let mut workshop = Workshop::new(opened.workspace);
    let command =
        Command::Agree { item: Slot::new(0), criterion: "effort".into(), to: Some(Num::from(5_u32)) };
    store.append(&[workshop.perform(command, Stamp::default()).unwrap()]).unwrap();
    drop(store);
    desk.write("w.json", saved.replace("Onboarding", "Welcome"));

    let answer = desk.run(&["recover", "w.json"]).done();
    assert!(
        answer.stdout.contains("from the backup of") && answer.stdout.contains("1 change of the journal"),
        "{}",
        answer.stdout
    );
    assert_eq!(effort(&desk, "w-recovered.json"), 5);
    // What it says to do next puts both together.
    let command = answer.stdout.lines().last().unwrap().trim();
    let words: Vec<&str> = command.split('"').filter(|word| !word.trim().is_empty()).collect();
    assert_eq!(words[0], "cutline merge ");
    fs::remove_file(desk.path("w.json.journal")).unwrap();
    desk.run(&["merge", words[1], words[2], words[3]]).done();
    assert_eq!(effort(&desk, "w-recovered.json"), 5);
    assert!(desk.read("w-recovered.json").contains("Welcome"));

    // Without the backup the gestures are listed.
    damage(&desk_without_backup(&saved), |_| {});
}

/// The same where no backup is left: what was done is listed in words.
fn desk_without_backup(saved: &str) -> Desk {
    let desk = ended_early(1);
    desk.write("w.json", saved);
    let answer = desk.json_of(&["recover", "w.json"], 1);
    assert_eq!((answer["base"].as_str(), answer["changes"].as_u64()), (Some("file"), Some(0)), "{answer}");
    let told = answer["lost"][0]["what"].as_str().unwrap();
    assert!(told.starts_with("change 1, effort of Fix payments"), "{told}");
    desk
}

#[test]
fn a_broken_file_is_replaced_by_its_newest_backup_or_put_together_from_what_is_whole() {
    let desk = Desk::with("w.json", WORKSPACE);
    save(&desk, "3");
    save(&desk, "4");
    let saved = desk.read("w.json");
    let cut = &saved[..saved.find("\"dark\"").unwrap()];
    for (content, trouble, lost) in [
        (cut, "the file ends", Some("it held changes up to number 2, and the backup has those up to 1")),
        ("", "the file is empty", None),
        ("garbage", "expected value", None),
    ] {
        desk.write("w.json", content);
        let answer = desk.json_of(&["recover", "w.json"], i32::from(lost.is_some()));
        assert_eq!(answer["base"], "backup", "{answer}");
        assert!(answer["trouble"].as_str().unwrap().contains(trouble), "{answer}");
        let told = answer["lost"][0]["what"].as_str();
        assert_eq!(
            told.is_some_and(|told| told.starts_with(lost.unwrap_or("-"))),
            lost.is_some(),
            "{answer}"
        );
        assert_eq!(effort(&desk, answer["written"].as_str().unwrap()), 3);
    }
    desk.write("w.json", cut);
    let answer = desk.json_of(&["recover", "w.json", "--remains"], 1);
    assert_eq!((answer["base"].as_str(), answer["items"].as_u64()), (Some("remains"), Some(3)), "{answer}");
    assert_eq!(effort(&desk, answer["written"].as_str().unwrap()), 4);
    desk.write("w.json", "");
    desk.run(&["recover", "w.json", "--remains"]).failed(3, &["the file is empty"]);
    fs::remove_file(desk.path("w.json")).unwrap();
    assert_eq!(desk.json_of(&["recover", "w.json"], 0)["base"], "backup");
    desk.run(&["recover", "none.json"]).failed(3, &["there is no such file"]);
}

#[test]
fn what_is_whole_of_the_file_goes_before_a_backup_that_has_less() {
    let desk = Desk::with("w.json", WORKSPACE);
    save(&desk, "3");
    save(&desk, "4");
    let saved = desk.read("w.json");
    desk.write("w.json", saved.trim_end().strip_suffix('}').unwrap());
    let answer = desk.json_of(&["recover", "w.json"], 1);
    assert_eq!((answer["base"].as_str(), answer["items"].as_u64()), (Some("remains"), Some(6)), "{answer}");
    assert_eq!(effort(&desk, "w-recovered.json"), 4);
    assert_eq!(desk.json(&["log", "w-recovered.json"]).as_array().unwrap().len(), 2);
}

#[test]
fn changes_go_on_from_a_file_that_another_program_changed_after_a_crash() {
    let desk = ended_early(2);
    desk.write("w.json", desk.read("w.json").replace("Onboarding", "First steps"));
    desk.run(&["rank", "w.json"]).failed(3, &["another state", "cutline recover"]);
    let answer = desk.run(&["recover", "w.json"]).done();
    assert!(answer.stdout.contains("2 changes of the journal"), "{}", answer.stdout);
    assert!(answer.stdout.contains("another program changed the file since"), "{}", answer.stdout);
    assert_eq!(effort(&desk, "w-recovered.json"), 4);
    assert!(desk.read("w-recovered.json").contains("First steps"));

    // A journal of something else stays out: its items are not there.
    desk.write("w.json", r#"{"items": [{"id": "x", "title": "X"}]}"#);
    let answer = desk.json_of(&["recover", "w.json"], 1);
    assert_eq!((answer["changes"].as_u64(), answer["lost"].as_array().unwrap().len()), (Some(0), 2));
}

#[test]
fn changes_of_a_file_that_went_another_way_are_all_told() {
    let desk = ended_early(2);
    desk.write("copy.json", desk.read("w.json"));
    desk.run(&["score", "copy.json", "pay", "urgency=1"]).done();
    desk.write("w.json", desk.read("copy.json"));
    let answer = desk.json_of(&["recover", "w.json"], 1);
    assert_eq!(
        (answer["changes"].as_u64(), answer["lost"].as_array().unwrap().len()),
        (Some(0), 2),
        "{answer}"
    );
}

#[test]
fn nothing_new_is_made_beside_a_journal_whose_file_is_gone() {
    let desk = ended_early(2);
    fs::remove_file(desk.path("w.json")).unwrap();
    desk.run(&["rank", "w.json"]).failed(3, &["its journal is still there"]);
    desk.run(&["new", "w.json"]).failed(4, &["the journal of a workspace", "cutline recover w.json"]);
    let answer = desk.run(&["recover", "w.json"]);
    assert_eq!(answer.code, 3);
    assert!(answer.stdout.contains("w.json.journal, line 2 (byte "), "{}", answer.stdout);
    assert!(
        answer.stdout.contains("change 1, ") && answer.stdout.contains("change 2, "),
        "{}",
        answer.stdout
    );
    assert_eq!(desk.files(), ["w.json.journal"]);
}

#[test]
fn backups_are_listed_and_written_by_their_number() {
    let desk = Desk::with("w.json", WORKSPACE);
    assert_eq!(desk.run(&["recover", "w.json", "--list"]).done().stdout, "w.json has no backups\n");
    desk.run(&["recover", "w.json", "--backup", "1"]).failed(2, &["there are no backups"]);
    for effort in ["3", "4", "5", "1", "3", "4", "5"] {
        save(&desk, effort);
    }
    let found = backups(&desk);
    assert_eq!(found.len(), 5);
    let oldest = fs::read_to_string(found.last().unwrap()).unwrap();
    assert_eq!(oldest, WORKSPACE, "byte for byte, and not pushed away by what was saved in the same minute");
    desk.run(&["recover", "w.json", "--backup", "5", "--into", "old.json"]).done();
    assert_eq!(effort(&desk, "old.json"), 2);
    desk.run(&["recover", "w.json", "--backup", "6"]).failed(2, &["there are backups 1 to 5"]);
    fs::write(&found[0], "{}").unwrap();
    let listed = desk.run(&["recover", "w.json", "--list"]).done().stdout;
    assert!(
        listed.starts_with(" 1  ") && listed.contains("it does not hold any more what was kept"),
        "{listed}"
    );
    desk.run(&["recover", "w.json", "--backup", "1"]).failed(3, &["it does not hold any more what was kept"]);
}

#[test]
fn what_git_merges_and_what_cannot_be_kept_never_stops_saving() {
    let desk = Desk::with("w.json", WORKSPACE);
    // A file where the folder should be.
    desk.write("state", "");
    let answer = desk.run(&["score", "w.json", "pay", "effort=3"]).done();
    assert!(answer.stderr.contains("no backup is kept of what is replaced"), "{}", answer.stderr);
    assert_eq!(effort(&desk, "w.json"), 3);
    fs::remove_file(desk.path("state")).unwrap();
    desk.write("base.json", WORKSPACE);
    desk.run(&["merge", "base.json", "base.json", "w.json", "--path", "w.json"]).done();
    assert!(!desk.path("state").exists());
}

#[test]
fn text_of_a_damaged_file_steers_no_terminal() {
    let desk = ended_early(2);
    damage(&desk, |lines| {
        lines[1] = b"{\"seq\":1,\"item\":\"\x1b[31mred\xe2\x80\xae\"}\n".to_vec();
    });
    let answer = desk.run(&["recover", "w.json"]);
    assert!(!super::hostile(&answer.stdout), "{}", answer.stdout);
    assert!(answer.stdout.contains("change 1 about [31mred"), "{}", answer.stdout);
}
