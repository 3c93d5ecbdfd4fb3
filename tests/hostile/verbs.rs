//! Every verb: what it prints of a hostile workspace with a hostile name, and what it says of hostile arguments.

use std::process::Command;

use serde_json::Value;

use super::workspace::{bad, id, workspace};
use super::{Answer, Desk};

/// A hostile name of a file, ending in so much.
fn name(ending: &str) -> String {
    id("w") + ending
}

/// The verbs, as the help lists them.
fn verbs() -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_cutline")).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verb = |line: &str| {
        line.strip_prefix("  ")
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split(' ').next().unwrap().to_owned())
    };
    listed.filter_map(verb).collect()
}

/// What is tried of each verb; words in capitals stand for what is hostile. The first of them is done, unless the verb
/// refuses it ([`REFUSING`]); the others may be refused.
const CASES: [(&str, &[&str]); 22] = [
    ("demo", &["--plain"]),
    ("follow", &["FILE"]),
    ("new", &["FRESH --title TEXT", "FRESH --json", "FILE"]),
    (
        "import",
        &["TABLE --into FRESH --map title=Title", "TABLE --into FILE --dry-run --json", "TABLE --into FILE"],
    ),
    (
        "export",
        &[
            "FILE - --to csv",
            "FILE - --to json",
            "FILE - --to md",
            "FILE - --to html",
            "FILE - --to svg",
            "FILE - --to xlsx",
            "FILE FILE",
        ],
    ),
    ("rank", &["FILE", "FILE --json", "FILE --swing"]),
    ("explain", &["FILE ITEM", "FILE ITEM --json"]),
    (
        "score",
        &[
            "FILE ITEM EFFORT=2",
            "FILE ITEM EFFORT=3 --as ANA --reason TEXT",
            "FILE ITEM EFFORT=9",
            "FILE ITEM EFFORT= --json",
        ],
    ),
    ("vote", &["FILE --as ANA --into SHEET --all"]),
    ("collect", &["FILE SHEET --all", "FILE SHEET --json"]),
    (
        "log",
        &[
            "FILE",
            "FILE --json",
            "FILE --item ITEM",
            "FILE --unexplained",
            "FILE --since 2026-01-01",
            "FILE --last-session",
        ],
    ),
    ("check", &["FILE", "FILE --json"]),
    ("debt", &["FILE", "FILE --json"]),
    ("diff", &["FILE OTHER", "FILE OTHER --json", "OTHER FILE"]),
    ("merge", &["FILE FILE OTHER --stdout", "OTHER OTHER FILE --path OTHER"]),
    ("schema", &[""]),
    (
        "report",
        &[
            "FILE - --to html --for founder",
            "FILE - --to md --for engineering",
            "FILE - --to html --for customer",
            "FILE - --to md --for board",
            "FILE - --to html --for session",
        ],
    ),
    ("keys", &[""]),
    ("completions", &["bash", "zsh", "fish"]),
    ("man", &["", "import"]),
    ("recover", &["FILE"]),
    ("help", &["", "rank"]),
];

/// Verbs that need a terminal, or find that there is nothing to do or something to settle.
const REFUSING: [&str; 3] = ["follow", "merge", "recover"];

fn cases(verb: &str) -> Vec<Vec<String>> {
    let stands_for = |word: &str| match word {
        "FILE" => name(".json"),
        "OTHER" => name("other.json"),
        "FRESH" => name("new.json"),
        "SHEET" => name("sheet.json"),
        "TABLE" => name(".csv"),
        "ITEM" => id("in"),
        "ANA" => id("ana"),
        "TEXT" => id("why"),
        word => word.replace("EFFORT", &id("effort")),
    };
    let (_, cases) =
        CASES.iter().find(|(known, _)| *known == verb).unwrap_or_else(|| panic!("give {verb} a case here"));
    cases.iter().map(|case| case.split_whitespace().map(stands_for).collect()).collect()
}

/// A folder with everything that the cases name.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(&name(".json"), workspace().to_string());
    let mut other = workspace();
    for at in 0..4 {
        other["items"][at]["title"] = Value::from(bad(at + 5));
        other["items"][at]["owner"] = Value::from(bad(at));
    }
    other["title"] = Value::from(bad(12));
    desk.write(&name("other.json"), other.to_string());
    desk.write(
        &name(".csv"),
        format!(
            "Title,Effort,{0}\n\"{0}\",3,x\n,2,y\n\"{0}\",\"{0}\",\"{0}\"\n",
            bad(1).replace(['"', '\0', '\n', '\r'], "")
        ),
    );
    desk
}

fn run(desk: &Desk, verb: &str, case: &[String]) -> Answer {
    let mut arguments = vec![verb.to_owned()];
    arguments.extend(case.iter().cloned());
    desk.run(&arguments, "help\nlist\n3 because\nq\n")
}

#[test]
fn every_verb_prints_nothing_that_steers_a_terminal() {
    let verbs = verbs();
    assert!(verbs.len() > 19, "{verbs:?}");
    for verb in &verbs {
        let desk = desk();
        if verb == "collect" {
            run(&desk, "vote", &cases("vote")[0]).done();
        }
        for (i, case) in cases(verb).iter().enumerate() {
            let answer = run(&desk, verb, case);
            if i == 0 && !REFUSING.contains(&verb.as_str()) {
                assert_eq!(answer.code, 0, "{verb}: {}", answer.err());
            }
            assert!(
                i > 0 || !(answer.stdout.is_empty() && answer.stderr.is_empty()),
                "{verb} printed nothing"
            );
        }
        desk.run(&[verb, "--help"], "");
    }
}

#[test]
fn hostile_arguments_are_quoted_without_harm() {
    let hostile = id("x");
    for verb in &verbs() {
        for case in cases(verb).into_iter().take(2) {
            let desk = desk();
            for at in 0..case.len() {
                let mut wrong = case.clone();
                wrong[at].clone_from(&hostile);
                run(&desk, verb, &wrong);
                wrong[at] = format!("--{hostile}");
                run(&desk, verb, &wrong);
            }
        }
        let mut more = cases(verb).into_iter().next().unwrap_or_default();
        more.push(format!("--{hostile}={hostile}"));
        assert_ne!(run(&desk(), verb, &more).code, 0);
    }
    let desk = desk();
    for arguments in [
        vec![hostile.as_str()],
        vec!["--plain", &hostile],
        vec!["--theme", &hostile],
        vec![&hostile, &hostile],
        vec!["man", &hostile],
    ] {
        assert_ne!(desk.run(&arguments, "").code, 0);
    }
}

#[test]
fn plain_mode_says_nothing_that_steers_a_terminal() {
    let desk = desk();
    let file = name(".json");
    let words = [
        "list all",
        "more",
        "list out",
        "list unscored",
        "list parked",
        "list declined",
        "list done",
        "find e",
        "filter",
        "line",
        "show 1",
        "explain 1",
        "try 1 2",
        "log all",
        "log 1",
        "log unexplained",
        "check",
        "as",
        "undo",
        "redo",
        "capacity",
        "capacity 3",
        "triage",
        "means",
        "3",
        "skip",
        "back",
        "next",
        "stop",
        "pin 1 in",
        "x",
        "y",
        "unpin 1",
        "park 2",
        "x",
        "y",
        "call 1",
        "x",
        "y",
        "z",
        "",
        "",
        "done 1 3",
        "reason #1 because",
        "help",
        "help score",
        "save",
        "save copy.json",
    ];
    let hostile = id("x").replace('\n', "");
    let verb = |word: &str| word.split(' ').next().unwrap_or_default().to_owned();
    let steered = words.iter().map(|word| format!("{} {hostile}\n{hostile}", verb(word)));
    let lines: Vec<String> = words.iter().map(|word| (*word).to_owned()).chain(steered).collect();
    let lines = lines.join("\n") + "\n";
    let answer = desk.run(&["--plain", &file], &lines).done();
    assert!(answer.stdout.len() > 10_000, "{}", answer.out());
}

#[test]
fn json_and_tables_carry_what_they_escape() {
    let desk = desk();
    let file = name(".json");
    let ranking: Value =
        serde_json::from_str(&desk.run(&["rank", &file, "--json"], "").done().out()).unwrap();
    let raw = workspace();
    let titles: Vec<&Value> = raw["items"].as_array().unwrap().iter().map(|item| &item["title"]).collect();
    let ranked: Vec<&Value> =
        ranking["items"].as_array().unwrap().iter().map(|item| &item["title"]).collect();
    assert!(!ranked.is_empty() && ranked.iter().all(|title| titles.contains(title)));

    let merged: Value =
        serde_json::from_str(&desk.run(&["merge", &file, &file, &file, "--stdout"], "").done().out())
            .unwrap();
    assert_eq!(
        (&merged["vision"], &merged["items"][0]),
        (&raw["vision"], &{
            // What says that an item waits for itself is left out; this one does not.
            raw["items"][0].clone()
        })
    );

    let table = desk.run(&["export", &file, "-", "--to", "csv"], "").done();
    desk.write("again.csv", &table.stdout);
    desk.run(&["import", "again.csv", "--into", "again.json"], "").done();
    let again: Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("again.json")).unwrap()).unwrap();
    let back: Vec<&Value> = again["items"].as_array().unwrap().iter().map(|item| &item["title"]).collect();
    assert!(ranked.iter().all(|title| back.contains(title)), "{back:?}\n{ranked:?}");
}
