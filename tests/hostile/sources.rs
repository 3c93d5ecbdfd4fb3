//! Tables, cards and settings that others wrote: what is told of them, and of what is wrong with them.

use serde_json::{Value, json};

use super::Desk;
use super::workspace::bad;

/// A hostile text that a cell of a table can hold.
fn cell(number: usize) -> String {
    format!("\"{}\"", bad(number).replace('"', "\"\"").replace('\0', ""))
}

fn sources() -> Vec<(&'static str, String)> {
    let all: Vec<String> = (0..16).map(|number| bad(number).replace('\0', "")).collect();
    let line = |number: usize| cell(number).replace(['\r', '\n'], "");
    let cells = |from: usize| (from..from + 5).map(cell).collect::<Vec<_>>().join(",");
    let card = |n: usize| json!({"name": bad(n), "desc": bad(n + 1), "idList": "l", "labels": [{"name": bad(n + 2)}], "id": bad(n), "closed": false, "shortLink": bad(3)});
    let issue = |n: usize| json!({"title": bad(n), "body": bad(n + 1), "number": n, "state": "OPEN", "labels": [{"name": bad(n + 2)}], "url": bad(1)});
    let cards: Vec<Value> = (0..16).map(card).collect();
    let issues: Vec<Value> = (0..16).map(issue).collect();
    vec![
        (
            "headed.csv",
            format!(
                "title,effort,{0},owner\n{1},3,{1},{2}\n{3},2,{3},{4}\n,1\n",
                line(3),
                cell(1),
                cell(7),
                cell(6),
                cell(9)
            ),
        ),
        ("named.csv", format!("{},title\n{},A\n{},B\n", line(0), cell(1), cell(2))),
        ("wrong.csv", format!("title,effort\n{},{}\nA,{}\n{}\n", cell(1), cell(2), cell(4), cells(6))),
        ("tab.tsv", format!("title\teffort\n{}\t3\n", cell(2).replace('\t', ""))),
        ("list.md", format!("- {}", all.join("\n- "))),
        ("list.txt", all.join("\n")),
        // With a NUL it is no text.
        ("none.md", format!("- {}\n", bad(0))),
        (
            "trello.json",
            json!({"name": bad(1), "lists": [{"id": "l", "name": bad(2)}], "cards": cards}).to_string(),
        ),
        ("github.json", Value::from(issues).to_string()),
        ("broken.json", format!("[{{\"title\": \"{}", bad(0))),
        ("other.json", json!({bad(1): [bad(2)]}).to_string()),
    ]
}

#[test]
fn sources_are_told_without_harm() {
    let desk = Desk::new();
    let mut read = 0;
    for (name, content) in sources() {
        desk.write(name, content);
        for (into, more) in [
            ("dry.json", &["--dry-run"][..]),
            ("dry.json", &["--dry-run", "--json"]),
            ("w.json", &[]),
            ("w.json", &["--json"]),
        ] {
            let answer = desk.run(&[&["import", name, "--into", into][..], more].concat(), "");
            read += usize::from(answer.code == 0);
        }
        desk.run(&["import", name, "--into", "w.json", "--save-preset", "mine"], "");
        desk.run(&["import", name, "--into", "w.json", "--map", "title=nothing"], "");
        desk.run(&["rank", name], "");
        desk.run(&["collect", "w.json", name], "");
    }
    assert!(read > 20, "only {read} were read");
    desk.run(&["rank", "w.json"], "").done();
    desk.run(&["log", "w.json"], "").done();
}

#[test]
fn broken_workspaces_are_told_without_harm() {
    let (bad, desk) = (|number: usize| Value::from(bad(number)), Desk::new());
    let own = |criterion: Value| json!({"framework": {"id": bad(1), "criteria": [criterion], "formula": {"numerator": {"sum": [{"criterion": bad(2)}]}}}});
    let (key, twice) = (bad(1).to_string(), bad(3).to_string());
    let broken = [
        json!({"framework": bad(0)}).to_string(),
        json!({"items": [{"id": bad(1)}, {"id": bad(1)}]}).to_string(),
        json!({"items": [{"kind": bad(2)}]}).to_string(),
        json!({"items": [{"horizon": bad(2)}]}).to_string(),
        json!({"items": bad(4)}).to_string(),
        json!({"items": [{"id": bad(1), "scores": {"effort": bad(3)}}]}).to_string(),
        json!({"items": [{"scores": {"effort": {"votes": {(key.as_str()): 9}}}}]}).to_string(),
        json!({"participants": [{"side": bad(5)}]}).to_string(),
        json!({"log": [{"seq": 1, "kind": bad(6)}]}).to_string(),
        json!({"log": [{"seq": 1, "events": [{(key.as_str()): {}}]}]}).to_string(),
        own(json!({"id": bad(1), "side": bad(7)})).to_string(),
        own(json!({"id": bad(3), "side": "business", "scale": {"steps": [1]}})).to_string(),
        own(json!({"id": bad(2), "side": "business", "scale": {"steps": [2, 1]}})).to_string(),
        format!("{{\"items\": [{{\"scores\": {{{key}: 1, {key}: 2}}}}]}}"),
        format!("{{{twice}: 1, {twice}: 2}}"),
        format!("{{\"title\": {key}"),
        bad(5).as_str().unwrap().to_owned(),
    ];
    let mut rejected = 0;
    for text in broken {
        desk.write("w.json", text);
        rejected += usize::from(desk.run(&["rank", "w.json"], "").code == 3);
        desk.run(&["score", "w.json", "a", "effort=1"], "");
        desk.run(&["--plain", "w.json"], "list\n");
        desk.run(&["import", "w.json", "--into", "n.json", "--dry-run"], "");
    }
    assert!(rejected > 13, "only {rejected} were rejected");
}

#[test]
fn settings_keys_and_templates_are_told_without_harm() {
    // TOML wants eight digits.
    let toml = |number: usize| {
        let spelt: Vec<String> = bad(number).chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
        format!("\"{}\"", spelt.concat())
    };
    for (file, content) in [
        ("config/cutline/config.toml", format!("theme = {}\n", toml(0))),
        ("config/cutline/config.toml", format!("{} = 1\n", toml(1))),
        ("config/cutline/config.toml", bad(2)),
        ("config/cutline/keymap.toml", format!("[everywhere]\n{} = \"quit\"\n", toml(3))),
        ("config/cutline/keymap.toml", format!("[everywhere]\nq = {}\n", toml(4))),
        ("config/cutline/keymap.toml", format!("[{}]\nq = \"quit\"\n", toml(5))),
        ("config/cutline/keymap.toml", bad(6)),
        ("config/cutline/report/board.md", format!("{} {{% nothing %}}", bad(7))),
        ("config/cutline/report/board.md", format!("{} {{{{ title }}}} {{{{ {} }}}}", bad(8), "none.of.it")),
        ("config/cutline/report/board.md", bad(8).replace("{{", "")),
        ("config/cutline/import/mine.toml", bad(9)),
        ("config/cutline/import/mine.toml", format!("name = {}\n{} = 1\n", toml(10), toml(11))),
    ] {
        let desk = Desk::new();
        desk.write("w.json", "{\"items\": [{\"id\": \"a\", \"title\": \"A\"}]}");
        desk.write("s.csv", "title\nA\n");
        desk.write(file, content);
        for arguments in [
            &["--plain", "w.json"][..],
            &["keys"],
            &["report", "w.json", "-", "--to", "md", "--for", "board"],
            &["report", "w.json", "-", "--to", "md", "--for", "board", "--template", file],
            &["import", "s.csv", "--into", "n.json", "--preset", "mine"],
            &["import", "s.csv", "--into", "n.json"],
        ] {
            desk.run(arguments, "");
        }
    }
}
