//! Rows about files and the world around them: what is no file, not alone, or very large.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use cutline::domain::text::scrub;
use cutline::store::reading::LARGEST_FILE;
use serde_json::{Value, json};
#[cfg(feature = "tui")]
use unicode_width::UnicodeWidthStr;

use super::Desk;

const ITEM: &str = "{\"items\": [{\"id\": \"a\", \"title\": \"A\"}]}";

#[test]
fn row_33_a_file_over_the_limit_is_rejected_before_it_is_read() {
    let desk = Desk::new();
    // It has no bytes on the disk, only a length.
    fs::File::create(desk.path("w.json")).unwrap().set_len(LARGEST_FILE + 1).unwrap();
    for verb in [&["rank", "w.json"][..], &["score", "w.json", "a", "effort=1"], &["--plain", "w.json"]] {
        desk.run(verb).failed(3, &["the file has 1073741825 bytes; up to 1073741824 are read"]);
    }
}

#[test]
fn row_34_a_million_items_open() {
    let desk = Desk::with(format!("{{\"items\": [{}{{}}]}}", "{},".repeat(999_999)));
    let answer = desk.run(&["log", "w.json"]).done();
    assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), ("", ""));
}

#[test]
fn row_35_a_chain_of_a_hundred_thousand_blockers_opens() {
    let items: Vec<String> =
        (0..100_000).map(|i| format!("{{\"id\":\"i{i}\",\"depends_on\":[\"i{}\"]}}", i + 1)).collect();
    let desk = Desk::with(format!("{{\"items\":[{}]}}", items.join(",")));
    let answer = desk.run(&["rank", "w.json"]).done();
    assert!(answer.stdout.trim_end().ends_with("needs i100000, not here"));
}

#[test]
fn row_43_an_id_is_never_a_path() {
    let id = "../../etc/x";
    let scores = json!({"customer_value": 5, "business_value": 5, "urgency": 5});
    let people = json!([{"id": id, "name": "Ana", "side": "engineering"}]);
    let workspace = json!({"participants": people, "items": [{"id": id, "title": "A", "scores": scores}]});
    let desk = Desk::new();
    fs::create_dir_all(desk.path("deep/er")).unwrap();
    desk.write("deep/er/w.json", workspace.to_string());
    let here = |command: &[&str], lines: &str| {
        let mut all = command.to_vec();
        for word in &mut all {
            *word = match *word {
                "W" => "deep/er/w.json",
                "O" => "deep/er/out.csv",
                other => other,
            };
        }
        desk.hears(&all, lines).done()
    };
    here(&["export", "W", "O"], "");
    here(&["vote", "W", "--as", id], "3\nq\n");
    here(&["score", "W", id, "effort=2"], "");
    assert_eq!(here(&["rank", "W", "--json"], "").stdout.matches(id).count(), 1);
    let beside: Vec<_> =
        fs::read_dir(desk.path("deep/er")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(beside.contains(&"w.etc-x.votes.json".into()), "{beside:?}");
    assert_eq!(
        (desk.files(), fs::read_dir(desk.path("deep")).unwrap().count()),
        (vec!["deep".to_owned(), "state".to_owned()], 1)
    );
}

#[test]
fn row_44_overrides_are_scrubbed_marks_capped_and_width_measured_in_cells() {
    let title = format!("\u{202e}e{}\u{200b}\u{2066}x 👩\u{200d}🔧 漢字", "\u{301}".repeat(50));
    let shown = scrub(&title);
    assert_eq!(shown, format!("e{}x 👩\u{200d}🔧 漢字", "\u{301}".repeat(4)));
    let scores = "{\"customer_value\": 5, \"business_value\": 5, \"urgency\": 5, \"effort\": 2}";
    let item =
        |id: &str, title: &str| format!("{{\"id\": \"{id}\", \"title\": \"{title}\", \"scores\": {scores}}}");
    let desk = Desk::with(format!("{{\"items\": [{}, {}]}}", item("a", &title), item("b", "漢字漢字")));
    let told = desk.run(&["rank", "w.json"]).done().stdout;
    assert!(told.contains(&*shown) && !told.contains(['\u{202e}', '\u{200b}', '\u{2066}']), "{told}");
    // What follows a title stands where it stands behind any other: every row of the screen ends in its last cell.
    #[cfg(feature = "tui")]
    {
        let mut room = crate::room::Room::new(&desk.text("w.json"));
        room.size = (80, 24);
        let theme = cutline::tui::theme::Theme::default();
        let rows = room.drawn(&theme).backend().to_string();
        // Behind the closing quote it is told which cells the wide characters hide.
        let row =
            |line: &str| line.split("\" Hidden").next().unwrap_or_default().trim_matches('"').to_owned();
        let widths: Vec<usize> = rows.lines().map(row).map(|row| row.width()).collect();
        assert!(rows.contains("漢字漢字") && widths == [80; 24], "{rows}");
    }
}

#[test]
#[cfg(unix)]
fn row_47_what_is_no_file_is_refused_before_it_is_opened() {
    let desk = Desk::new();
    assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    std::os::unix::fs::symlink("nowhere", desk.path("link")).unwrap();
    fs::create_dir(desk.path("folder")).unwrap();
    desk.write("w.json", ITEM);
    for (name, what) in [
        ("pipe", "this is a pipe or a device, not a file"),
        ("/dev/zero", "this is a pipe or a device, not a file"),
        ("folder", "this is a folder, not a file"),
        ("link", "this is a link that leads nowhere, not a file"),
    ] {
        for way in [
            &["rank", name][..],
            &["score", name, "a", "effort=1"],
            &["--plain", name],
            &["merge", name, "w.json", "w.json", "--stdout"],
            &["diff", "w.json", name],
        ] {
            desk.run(way).failed(3, &[what]);
        }
    }
    desk.run(&["import", "/dev/zero", "--into", "w.json"]).failed(3, &["it is a device"]);
    desk.run(&["report", "w.json", "r.html", "--for", "board", "--template", "pipe"])
        .failed(3, &["pipe or a device"]);
    // As what two sides began with it says that there was nothing.
    desk.run(&["rank", "/dev/null"]).failed(3, &["a pipe or a device"]);
    desk.run(&["merge", "/dev/null", "w.json", "w.json", "--stdout"]).done();
    assert!(fs::symlink_metadata(desk.path("nowhere")).is_err() && desk.text("w.json") == ITEM);
}

#[test]
#[cfg(unix)]
fn row_49_a_read_only_file_opens_and_says_that_it_cannot_be_saved() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(ITEM);
    fs::set_permissions(desk.path("w.json"), fs::Permissions::from_mode(0o444)).unwrap();
    desk.run(&["rank", "w.json"]).done();
    desk.run(&["score", "w.json", "a", "effort=2"])
        .failed(4, &["the file is read-only", "nothing was changed"]);
    let told = desk.hears(&["--plain", "w.json"], "score a effort 2\nsave copy.json\n").done().stdout;
    assert!(
        told.contains("read-only: the file is read-only") && told.contains("copy written to copy.json"),
        "{told}"
    );
    assert_eq!(desk.text("w.json"), ITEM);
}

#[test]
#[cfg(feature = "tui")]
fn row_49_a_full_disk_is_told_until_there_is_room_and_nothing_is_lost() {
    let mut room = crate::room::Room::new(ITEM);
    room.disk_works = false;
    room.keys("3").sees("Not saved: no space left on device").sees("S").keys("q");
    assert_ne!(room.asked.last().map(String::as_str), Some("exit"));
    assert_eq!(room.value("a", "customer_value"), Some(3.0));
    room.disk_works = true;
    room.keys("esc ctrl-s").misses("Not saved");
    assert!(room.asked.iter().any(|asked| asked == "fold"));
}

/// A workshop in lines, with somebody who types.
struct Talk(Child, BufReader<std::process::ChildStdout>);

impl Talk {
    fn begin(desk: &Desk) -> Talk {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cutline"))
            .args(["--plain", "w.json"])
            .env("XDG_CONFIG_HOME", desk.path("config"))
            .current_dir(desk.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let heard = BufReader::new(child.stdout.take().unwrap());
        Talk(child, heard)
    }

    fn says(&mut self, line: &str) {
        writeln!(self.0.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Reads lines up to one with a text.
    fn hears(&mut self, text: &str) {
        let mut line = String::new();
        while !line.contains(text) {
            line.clear();
            assert!(self.1.read_line(&mut line).unwrap() > 0, "{text} never came");
        }
    }
}

#[test]
fn row_50_a_file_that_changes_while_it_is_open_is_never_written_over() {
    let desk = Desk::with(ITEM);
    let mut talk = Talk::begin(&desk);
    talk.says("score a effort 2");
    talk.hears("saved");
    desk.write("w.json", ITEM.replace("\"A\"", "\"Written outside\""));
    talk.says("score a effort 3");
    talk.says("save");
    talk.says("quit");
    talk.says("quit");
    let output = talk.0.wait_with_output().unwrap();
    assert!(desk.text("w.json").contains("Written outside"), "{output:?}");
}

#[test]
fn row_53_a_journal_of_another_workspace_is_refused_with_both_names() {
    let desk = Desk::with(ITEM);
    let mut talk = Talk::begin(&desk);
    talk.says("score a effort 2");
    talk.hears("saved");
    talk.0.kill().unwrap();
    talk.0.wait().unwrap();
    let journal = desk.read("w.json.journal");
    for (other, what) in
        [(ITEM.replace("\"A\"", "\"B\""), "another state"), (format!(" {ITEM}"), "another state")]
    {
        desk.write("w.json", &other);
        for way in [&["rank", "w.json"][..], &["score", "w.json", "a", "effort=1"], &["--plain", "w.json"]] {
            desk.run(way).failed(3, &["w.json.journal", what, "w.json", "nothing was touched"]);
        }
        assert_eq!((desk.text("w.json"), desk.read("w.json.journal")), (other, journal.clone()));
    }
    // Beside the workspace that it was written for, it is replayed.
    desk.write("w.json", ITEM);
    let ranking: Value = desk.json(&["rank", "w.json", "--json"]);
    assert_eq!(ranking["unscored"][0]["needs"], json!(["business", "engineering"]));
    assert_eq!(desk.json(&["log", "w.json", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
#[cfg(feature = "tui")]
fn row_54_no_size_of_the_window_is_too_small_or_too_large() {
    use crate::room::Room;
    let sizes = [(1, 1), (1, 60), (500, 1), (500, 200), (39, 9), (40, 10), (2, 500), (80, 24)];
    for keys in [
        "", "?", ":", "/", "L", "c", "m", "H", "b", "d", "e", "t", "T", "Y", "f5", "a", "p", "o", "i", "v",
        "E", "ctrl-o", "enter",
    ] {
        let mut room = Room::new(include_str!("../fixtures/clinic.json"));
        room.keys(keys);
        for size in sizes {
            room.size = size;
            let screen = room.screen();
            assert_eq!(screen.lines().count(), usize::from(size.1), "{keys} at {size:?}");
            // It goes on in the middle of a dialog.
            room.keys("down x backspace");
        }
    }
}
