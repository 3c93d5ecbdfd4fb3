//! `cutline import`

use serde_json::{Value, json};

use super::Desk;

const ODD: &str = "\u{feff}Was;Schlüssel;Aufwand;Nutzen;Braucht;Art\r\n\
    Zahlungen;A-1;2;5;A-2;tech\r\n\
    Anmeldung;A-2;9;4;Z-9;\r\n\
    ;A-3;1;1;;\r\n\
    Nochmal;A-2;1;1;;\r\n";

const ODD_MAP: [&str; 12] = [
    "--map",
    "title=Was",
    "--map",
    "source=schlüssel",
    "--map",
    "effort=Aufwand",
    "--map",
    "customer_value=Nutzen",
    "--map",
    "depends_on=Braucht",
    "--map",
    "kind=Art",
];

fn import<'a>(source: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["import", source, "--into", "w.json"], more].concat()
}

#[test]
fn odd_columns_are_mapped_and_every_trouble_has_its_row() {
    let desk = Desk::with("odd.csv", ODD);
    let report = desk.json(&import("odd.csv", &ODD_MAP));
    let problem = |row: u32, column: Option<&str>, message: &str, rejected: bool| json!({"row": row, "column": column, "message": message, "rejected": rejected});
    let expected = json!({
        "source": "odd.csv", "from": "csv", "kind": "a table", "into": "w.json",
        "mapping": {
            "title": "Was", "source": "Schlüssel", "effort": "Aufwand", "customer_value": "Nutzen",
            "depends_on": "Braucht", "kind": "Art"
        },
        "notes": ["encoding: UTF-8", "separator: semicolon", "header: row 1"],
        "unread": [], "guessed": [], "preset": null,
        "rows": 4, "added": 2, "updated": 0, "skipped": 0, "dropped": 0, "kept": 0, "scores_kept": 0,
        "problems": [
            problem(3, Some("Aufwand"), "9 is not on the scale (1, 2, 3, 4, 5): left unscored", false),
            problem(3, Some("Braucht"), "no item has the key Z-9: kept as it is", false),
            problem(4, Some("Was"), "no title: fill the cell or map another column", true),
            problem(5, None, "A-2 is the key of row 3 already", true)
        ],
        "dry_run": false
    });
    assert_eq!(report, expected);

    let file: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    assert_eq!(
        file["items"],
        json!([
            {"id": "zahlungen", "title": "Zahlungen", "kind": "tech", "scores": {"customer_value": 5, "effort": 2},
             "depends_on": ["anmeldung"], "source": "A-1"},
            {"id": "anmeldung", "title": "Anmeldung", "kind": "feature", "scores": {"customer_value": 4},
             "depends_on": ["Z-9"], "source": "A-2"}
        ])
    );
    assert_eq!((file["log"].as_array().unwrap().len(), &file["log"][0]["kind"]), (1, &json!("import")));
    assert_eq!(desk.files(), ["odd.csv", "w.json"]);
}

#[test]
fn people_read_counts_columns_and_rows() {
    let page = Desk::with("odd.csv", ODD).run(&import("odd.csv", &ODD_MAP)).done().stdout;
    for line in [
        "odd.csv (a table) → w.json\n4 rows: 2 added, 0 there already, 2 rejected\n",
        "columns: title ← Was, source ← Schlüssel,",
        "row 3, Aufwand: warning: 9 is not on the scale (1, 2, 3, 4, 5): left unscored\n",
        "row 5: rejected: A-2 is the key of row 3 already\n",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let desk = Desk::with("odd.csv", ODD);
    let mut told = desk.json(&import("odd.csv", &[&ODD_MAP[..], &["--dry-run"]].concat()));
    assert_eq!((&told["dry_run"], desk.files()), (&json!(true), vec!["odd.csv".to_owned()]));
    told["dry_run"] = json!(false);
    assert_eq!(told, desk.json(&import("odd.csv", &ODD_MAP)));
}

#[test]
fn issues_of_github_come_from_a_pipe_and_a_second_time_only_new_ones() {
    let desk = Desk::new();
    let issue = |number: u32, state: &str| {
        json!({"number": number, "title": format!("Issue {number}"), "labels": [{"name": "tech-debt"}],
               "body": "text", "state": state})
    };
    let mut issues = vec![issue(1, "OPEN"), issue(2, "CLOSED")];
    let pipe = |issues: &[Value]| {
        let bytes = json!(issues).to_string().into_bytes();
        desk.run_with_input(&import("-", &["--json"]), &bytes).done().json()
    };
    let counts = |report: &Value| ["from", "rows", "added", "skipped"].map(|key| report[key].clone());
    assert_eq!(counts(&pipe(&issues)), [json!("github"), json!(2), json!(2), json!(0)]);

    let file = || serde_json::from_str::<Value>(&desk.read("w.json")).unwrap();
    let second = &file()["items"][1];
    let expected = json!({"id": "issue-2", "title": "Issue 2", "kind": "debt", "status": "done", "description": "text",
                          "source": "#2", "tags": ["tech-debt"]});
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(second[key], *value, "{key}");
    }

    issues.push(issue(3, "OPEN"));
    assert_eq!(counts(&pipe(&issues)), [json!("github"), json!(3), json!(1), json!(2)]);
    let before = desk.read("w.json");
    assert_eq!(counts(&pipe(&issues)), [json!("github"), json!(3), json!(0), json!(3)]);
    assert_eq!(desk.read("w.json"), before);
}

#[test]
fn a_header_alone_is_no_failure() {
    let desk = Desk::with("empty.csv", "title,effort\n");
    let report = desk.json(&import("empty.csv", &[]));
    assert_eq!((&report["rows"], &report["added"], &report["problems"]), (&json!(0), &json!(0), &json!([])));
    assert_eq!(desk.json(&["rank", "w.json"])["items"], json!([]));
}

#[test]
fn a_source_of_which_no_row_can_be_read_makes_no_file() {
    let desk = Desk::with("bad.csv", "title,effort\nA,high\n,1\n");
    let answer = desk.run(&import("bad.csv", &["--json"]));
    assert_eq!((answer.code, desk.files()), (3, vec!["bad.csv".to_owned()]));
    assert_eq!(answer.json()["problems"].as_array().unwrap().len(), 2);
    assert!(answer.stderr.contains("error: bad.csv: no row can be imported"), "{}", answer.stderr);
}

#[test]
fn what_cannot_be_imported_leaves_everything_as_it_was() {
    let workspace = r#"{"items":[{"title":"A"}]}"#;
    for (name, content, more, code, words) in [
        ("a.csv", &b"title\nA"[..], &["--map", "titel=title"][..], 2, "there is no field \"titel\""),
        ("a.csv", b"title\nA", &["--map", "title=Sumary"], 2, "there is no column \"Sumary\""),
        ("a.csv", b"title\nA", &["--map", "title"], 2, "write FIELD=COLUMN"),
        ("a.csv", b"title\nA", &["--from", "abacus"], 2, "jira, linear, github"),
        ("a.csv", b"Was;Typ\nA;Story", &[], 3, "Columns: Was, Typ"),
        ("a.csv", b" \n", &[], 3, "the file is empty"),
        ("a.json", b"[{\"title\":\n \"A\",}]", &[], 3, "a.json: line 2, column 6: trailing comma"),
        ("a.json", b"{}", &[], 3, "expected a list of GitHub issues or a Trello board, found an object"),
    ] {
        let desk = Desk::with(name, content);
        desk.write("w.json", workspace);
        desk.run(&import(name, more)).failed(code, &[words]);
        assert_eq!(
            (desk.read("w.json").as_str(), desk.files()),
            (workspace, vec![name.into(), "w.json".into()])
        );
    }
    Desk::new().run(&import("none.csv", &[])).failed(3, &["none.csv: there is no such file"]);
}

#[test]
fn a_latin_table_is_decoded_and_hostile_cells_are_scrubbed() {
    let desk = Desk::with("latin.csv", b"title,effort\ncaf\xe9,1\n\x1b[2Jx,no\n");
    let page = desk.run(&import("latin.csv", &[])).done().stdout;
    assert!(page.contains("encoding: Windows-1252") && !super::hostile(&page), "{page:?}");
    assert_eq!(desk.json(&["rank", "w.json"])["unscored"][0]["title"], "café");
}

/// As people keep a quarter in a spreadsheet.
const QUARTER: &str = "Initiative;Business value;Revenue estimate;Depends on;Status\n\
    Self-service checkout;H;120 000 €;Payment provider migration;Planned\n\
    Payment provider migration;M;80 000 €;;DONE ✔\n";

#[test]
fn a_sheet_of_initiatives_comes_in_by_what_its_columns_hold() {
    let desk = Desk::with("q3.csv", QUARTER);
    let report = desk.json(&import("q3.csv", &[]));
    let mapping = json!({"title": "Initiative", "depends_on": "Depends on", "status": "Status"});
    assert_eq!((&report["mapping"], &report["guessed"]), (&mapping, &json!(["Initiative"])));
    assert_eq!((&report["added"], &report["problems"]), (&json!(2), &json!([])));
    let notes = report["notes"].as_array().unwrap();
    let left_out = "Business value left out, it holds words (\"H\"): write digits to have it read";
    assert!(notes.contains(&left_out.into()), "{notes:?}");
    let workspace: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    let items = &workspace["items"];
    assert_eq!(items[0]["depends_on"], json!(["payment-provider-migration"]));
    assert_eq!(items[1]["status"], json!("done"));
    // Who maps the column by hand means it, and is told of each row.
    let by_hand = import("q3.csv", &["--dry-run", "--map", "business_value=Business value"]);
    let mapped = desk.json_of(&by_hand, 3);
    assert_eq!(mapped["problems"].as_array().unwrap().len(), 2);
}

#[test]
fn what_has_no_key_is_found_again_by_its_title() {
    let desk = Desk::with("b.csv", "Title;Ticket\nDark mode;\nDark mode;\nSSO;S-1\n");
    assert_eq!(desk.json(&["import", "b.csv", "--into", "w.json"])["added"], 3);
    let again = desk.json(&["import", "b.csv", "--into", "w.json"]);
    assert_eq!((&again["added"], &again["skipped"]), (&0.into(), &3.into()));
}

#[test]
fn a_backlog_that_is_opened_as_a_workspace_is_sent_to_import() {
    let desk = Desk::with("b.csv", "Title\nA\n");
    for backlog in ["Title\nA\n", "\"Backlog, Q1\",,\nTitle,Effort\n", "\n[{\"title\": \"A\"}]\n"] {
        desk.write("b.csv", backlog);
        desk.run(&["rank", "b.csv"]).failed(3, &["cutline import b.csv --into NEW.json"]);
    }
}
