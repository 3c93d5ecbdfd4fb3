//! Exports as the trackers write them, oddities and all: what comes in, and what comes in the second time.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use super::Desk;

const FIXTURES: [&str; 11] = [
    "jira.csv",
    "jira-es.csv",
    "linear.csv",
    "github.json",
    "github-project.tsv",
    "gitlab.csv",
    "azure.csv",
    "azure-tree.csv",
    "trello.json",
    "by-hand.csv",
    "notes.md",
];

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports").join(name)).unwrap()
}

/// What the items of a workspace came to be, a line each.
fn items(desk: &Desk) -> String {
    let file: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    let line = |item: &Value| {
        let fields = item.as_object().unwrap().iter().filter(|(name, _)| *name != "title");
        let fields: Vec<String> = fields.map(|(name, value)| format!("{name}={value}")).collect();
        format!("{}\n    {}", item["title"].as_str().unwrap(), fields.join(" "))
    };
    file["items"].as_array().unwrap().iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_tracker_comes_in_and_a_second_time_nothing_does() {
    for name in FIXTURES {
        let desk = Desk::with(name, fixture(name));
        let import = ["import", name, "--into", "w.json"];
        let page = desk.run(&import).done().stdout;
        assert_snapshot!(
            format!("import_of_{}", name.replace('.', "_")),
            format!("{page}\n{}", items(&desk))
        );
        let before = desk.read("w.json");
        let again = desk.json(&import);
        assert_eq!((&again["added"], &again["updated"]), (&0.into(), &0.into()), "{name}: {again}");
        assert_eq!(desk.read("w.json"), before, "{name}");
    }
}

#[test]
fn news_from_the_tracker_come_in_and_what_was_decided_stays() {
    let desk = Desk::with("jira.csv", fixture("jira.csv"));
    let import = ["import", "jira.csv", "--into", "w.json"];
    desk.run(&import).done();
    desk.run(&["score", "w.json", "SHOP-102", "customer_value=5", "business_value=4", "urgency=3"]).done();
    let text = String::from_utf8(fixture("jira.csv")).unwrap();
    let edited = text
        .replace("Let customers save their cart", "Let customers save and share their cart")
        .replace("SHOP-102,20102,Story,To Do", "SHOP-102,20102,Story,In Progress")
        .replace(",Growth,To Do", ",Loyalty,In Progress")
        .replace(",,4,,5,", ",,2,,2,");
    desk.write("jira.csv", edited);
    let report = desk.json(&import);
    assert_eq!((&report["added"], &report["updated"], &report["skipped"]), (&0.into(), &1.into(), &3.into()));
    assert_eq!(report["dropped"], 1);
    let file: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    let item = &file["items"][1];
    assert_eq!(
        (&item["title"], &item["theme"]),
        (&"Let customers save and share their cart".into(), &"Loyalty".into())
    );
    assert_eq!(item["scores"]["customer_value"], 5);
    assert_eq!(item["scores"]["effort"], 5, "an estimate that changed is no score that changed");
    let log = desk.run(&["log", "w.json"]).done().stdout;
    assert!(
        log.contains("import from jira.csv: 4 new") && log.contains("import from jira.csv: 1 updated"),
        "{log}"
    );
}

#[test]
fn a_mapping_is_saved_and_found_again_by_its_header() {
    let desk = Desk::with("odd.csv", "Cosa;Quien;Nota\nPagar en la web;Ana;1\nAvisar por SMS;Bo;2\n");
    let first = [
        "import",
        "odd.csv",
        "--into",
        "a.json",
        "--map",
        "title=Cosa",
        "--map",
        "tags=Nota",
        "--map",
        "owner=",
    ];
    let report = desk.json(&[&first[..], &["--save-preset", "ideas de todos"]].concat());
    assert_eq!(
        (&report["preset"], &report["unread"]),
        (&"ideas de todos".into(), &serde_json::json!(["Quien"]))
    );
    desk.write("more.csv", "Cosa;Quien;Nota\nOtra cosa;Eve;3\n");
    let found = desk.json(&["import", "more.csv", "--into", "b.json"]);
    assert_eq!((&found["kind"], &found["mapping"]["tags"]), (&"ideas de todos".into(), &"Nota".into()));
    desk.write("less.csv", "Cosa;Nota\nOtra cosa;3\n");
    let named = desk.json(&["import", "less.csv", "--into", "c.json", "--preset", "ideas de todos"]);
    assert_eq!((&named["added"], &named["mapping"]["title"]), (&1.into(), &"Cosa".into()));
    desk.run(&["import", "less.csv", "--into", "d.json", "--preset", "nadie"])
        .failed(2, &["there is no preset nadie", "the presets are ideas de todos"]);
    desk.run(&["import", "odd.csv", "--into", "d.json", "--save-preset", "../x"])
        .failed(2, &["is no name for a preset"]);
}

#[test]
fn estimates_become_effort_only_where_all_of_them_can() {
    for (framework, text, effort, note) in [
        ("four-factor", "Title,Story Points\nA,3\nB,0\nC,5\n", Some(3.0), "Story Points read as effort"),
        (
            "four-factor",
            "Title,Story Points\nA,3\nB,8\n",
            None,
            "Story Points left out, 1 value is off the scale of effort: map it to effort",
        ),
        ("four-factor", "Title,Story Points\nA,3\nB,?\nC,tbd\n", Some(3.0), "Story Points read as effort"),
        (
            "four-factor",
            "Title,Story Points\nA,3\nB,5 pts\n",
            None,
            "Story Points left out, 1 value is no number (\"5 pts\"): write digits",
        ),
        ("wsjf", "Title,Story Points\nA,3\nB,8\n", Some(3.0), "Story Points read as job_size"),
        ("ice", "Title,Story Points\nA,3\n", None, "the framework takes no effort"),
        ("four-factor", "Title,Story Points,Effort\nA,3,2\n", Some(2.0), ""),
        ("four-factor", "Title,Priority,Votes\nA,1,5\n", None, "columns left out: Priority, Votes"),
    ] {
        let desk = Desk::with("a.csv", text);
        desk.run(&["new", "w.json", "--framework", framework]).done();
        let page = desk.run(&["import", "a.csv", "--into", "w.json"]).done().stdout;
        assert!(page.contains(note), "{page}");
        let file: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
        let scores =
            file["items"][0]["scores"].as_object().and_then(|scores| scores.values().next()?.as_f64());
        assert_eq!(scores, effort, "{text}");
    }
}

#[test]
fn a_workbook_that_went_out_comes_in_with_its_scores() {
    let desk = Desk::new();
    desk.write("w.json", include_str!("../../assets/demo.json"));
    desk.run(&["export", "w.json", "out.xlsx"]).done();
    desk.run(&["import", "out.xlsx", "--into", "back.json"]).done();
    let scores = |name: &str| -> Vec<String> {
        let ranking = desk.json(&["rank", name]);
        let items = ranking["items"].as_array().unwrap().iter();
        items.map(|item| format!("{} {}", item["title"], item["score"])).collect()
    };
    let (before, after) = (scores("w.json"), scores("back.json"));
    let missing: Vec<&String> = before.iter().filter(|item| !after.contains(item)).collect();
    // Its median lies between two steps, which is no score that somebody could give.
    assert_eq!(missing, ["\"Video visits\" 2.5"], "{after:?}");
}
