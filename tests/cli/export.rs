//! `cutline export`: formats by name, pipes, what is never written over, and the way back through import.

use serde_json::json;

use super::Desk;

const WORKSPACE: &str = r#"{
    "title": "Clinic", "capacity": {"amount": 3, "unit": "points"},
    "themes": [{"id": "rel", "title": "Reliability"}],
    "items": [
        {"id": "sso", "title": "SSO", "theme": "rel", "owner": "Ana", "tags": ["a, b", "ui"], "depends_on": ["ledger"],
         "scores": {"customer_value": 5, "business_value": 4, "urgency": 3, "effort": 2}},
        {"id": "ledger", "title": "=HYPERLINK(\"x\")", "kind": "debt", "source": "L-1",
         "scores": {"customer_value": 1, "business_value": 1, "urgency": 1, "effort": 3}},
        {"id": "dark", "title": "Dark | mode", "scores": {"effort": 1}},
        {"id": "kiosk", "title": "Kiosk", "horizon": "parked",
         "set_aside": {"reason": "no clinic asks", "revisit": "one does"}}
    ]
}"#;

#[test]
fn the_suffix_tells_the_format_and_to_goes_before_it() {
    let desk = Desk::with("w.json", WORKSPACE);
    for (out, more, begins) in [
        ("out.csv", &[][..], &b"\xef\xbb\xbfrank,score,in,"[..]),
        ("out.XLSX", &[], b"PK"),
        ("out.md", &[], b"# Clinic\n"),
        ("out.json", &[], b"{\n  \"framework\""),
        ("out.txt", &["--to", "md"], b"# Clinic\n"),
    ] {
        let answer = desk.run(&[&["export", "w.json", out], more].concat()).done();
        assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), ("", ""));
        let bytes = std::fs::read(desk.path(out)).unwrap();
        assert!(bytes.starts_with(begins), "{out}");
    }
    assert_eq!(desk.read("w.json"), WORKSPACE);
    assert!(desk.files().iter().all(|name| !name.contains(".tmp")), "{:?}", desk.files());
}

#[test]
fn a_table_comes_in_again_as_it_went_out() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.run(&["export", "w.json", "out.csv"]).done();
    let report = desk.json(&["import", "out.csv", "--into", "new.json"]);
    assert_eq!((&report["added"], &report["problems"]), (&json!(4), &json!([])));
    let file: serde_json::Value = serde_json::from_str(&desk.read("new.json")).unwrap();
    let sso = &file["items"][0];
    for (field, value) in [
        ("title", json!("SSO")),
        ("theme", json!("Reliability")),
        ("owner", json!("Ana")),
        ("tags", json!(["a, b", "ui"])),
        ("depends_on", json!(["hyperlink-x"])),
        ("scores", json!({"customer_value": 5, "business_value": 4, "urgency": 3, "effort": 2})),
    ] {
        assert_eq!(sso[field], value, "{field}");
    }
    assert_eq!(file["items"][1]["title"], "=HYPERLINK(\"x\")");
    assert_eq!(desk.json(&["import", "out.csv", "--into", "w.json"])["added"], 0);
}

#[test]
fn standard_output_gives_what_a_file_would_hold() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.run(&["export", "w.json", "out.md"]).done();
    let piped = desk.run_with_input(&["export", "-", "-", "--to", "md"], WORKSPACE.as_bytes()).done();
    assert_eq!(piped.stdout, desk.read("out.md"));
    let json = desk.run(&["export", "w.json", "-", "--to", "json"]).done().json();
    assert_eq!(json, desk.json(&["rank", "w.json"]));
}

#[test]
fn the_ranking_in_markdown_has_the_line_and_what_is_set_aside() {
    let desk = Desk::with("w.json", WORKSPACE);
    let text = desk.run(&["export", "w.json", "-", "--to", "md"]).done().stdout;
    for line in [
        "Four-factor: (customer value + business value + urgency) ÷ effort · capacity 2 of 3 points",
        "| 1 | SSO | 6 | 2 | feature | ⚠ above its blocker #2 |",
        "| | *cutline* | | | | |",
        "| 2 | \\=HYPERLINK(\"x\") | 1 | 3 | debt | |",
        "- **Dark \\| mode**: needs customer value, business value and urgency",
        "- **Kiosk**: why no clinic asks · again when one does",
    ] {
        assert!(text.lines().any(|other| other == line), "{line}\n{text}");
    }
}

#[test]
fn another_file_is_replaced_and_the_workspace_never() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.write("out.json", "old");
    desk.run(&["export", "w.json", "out.json"]).done();
    assert!(desk.read("out.json").starts_with('{'));
    for out in ["w.json", "./w.json", "w.json.journal", "w.json.lock"] {
        desk.run(&["export", "w.json", out, "--to", "json"]).failed(2, &["that is the workspace itself"]);
    }
    assert_eq!(desk.read("w.json"), WORKSPACE);
}

#[test]
fn an_exported_ranking_is_no_workspace_and_its_items_can_be_imported() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.run(&["export", "w.json", "ranking.json"]).done();
    let before = desk.read("ranking.json");
    for arguments in [&["rank", "ranking.json"][..], &["score", "ranking.json", "SSO", "effort=2"]] {
        desk.run(arguments).failed(3, &["unscored: this is a ranking that was exported, and no workspace"]);
    }
    desk.run(&["recover", "ranking.json"]).failed(3, &["cutline import ranking.json --into NEW"]);
    assert_eq!(desk.read("ranking.json"), before);
    let told = desk.run(&["import", "ranking.json", "--into", "again.json"]).done().stdout;
    assert!(told.contains("title ← title, effort ← effort, id ← id, kind ← kind"), "{told}");
    let titles = |name: &str| {
        let json = desk.json(&["rank", name]);
        let items = ["items", "unscored"].map(|list| json[list].as_array().unwrap().clone()).concat();
        let titles = items.iter().map(|item| item["title"].as_str().unwrap().to_owned());
        titles.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(titles("again.json"), titles("w.json"));
}

#[test]
fn what_cannot_be_exported_says_what_can() {
    let desk = Desk::with("w.json", WORKSPACE);
    std::fs::create_dir(desk.path("folder.csv")).unwrap();
    for (arguments, code, words) in [
        (&["w.json", "out.pdf"][..], 2, &["out.pdf: nothing is exported as .pdf", "csv, xlsx, md, json"][..]),
        (&["w.json", "out"], 2, &["the name does not tell the format", "--to"]),
        (&["w.json", "-"], 2, &["--to: csv, xlsx, md, json"]),
        (&["w.json", "out.csv", "--to", "pdf"], 2, &["csv, xlsx, md, json"]),
        (&["none.json", "out.csv"], 3, &["none.json: there is no such file"]),
        (&["w.json", "none/out.csv"], 4, &["none/out.csv", "nothing was changed"]),
        (&["w.json", "folder.csv"], 4, &["folder.csv"]),
    ] {
        desk.run(&[&["export"], arguments].concat()).failed(code, words);
    }
    assert_eq!(desk.files(), ["folder.csv", "w.json"]);
}

#[test]
fn what_is_voted_on_blind_is_in_no_document() {
    let workspace = r#"{"items": [{"id": "sso", "title": "SSO",
        "scores": {"business_value": 4, "urgency": 3, "effort": 2},
        "rounds": [{"side": "business", "attempt": 1, "voters": [], "aside": {"customer_value": 4711}}]}]}"#;
    let workspace = workspace.replace("4711", "5");
    let desk = Desk::with("w.json", &workspace);
    let table = desk.run(&["export", "w.json", "-", "--to", "csv"]).done().stdout;
    let row = table.lines().nth(1).unwrap();
    assert!(row.starts_with(",,,,sso,SSO,") && row.ends_with(",open,,,3,2"), "{row}");
    // What somebody wrote beside the round by hand waits in it.
    let text = desk.run(&["export", "w.json", "-", "--to", "md"]).done().stdout;
    assert!(text.contains("- **SSO**: voted on blind\n"), "{text}");
}
