//! `cutline schema`: it is what is checked in, it holds for files that open, and it does not hold for others.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::{Desk, WORKSPACE};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Validator {
    let schema = Desk::new().run(&["schema"]).done().json();
    jsonschema::validator_for(&schema).unwrap()
}

/// What the schema says against a file, with the place.
fn against(schema: &Validator, file: &Value) -> Option<String> {
    schema.validate(file).err().map(|error| format!("{}: {error}", error.instance_path()))
}

#[test]
fn what_is_checked_in_is_what_is_printed() {
    let printed = Desk::new().run(&["schema"]).done().stdout;
    let kept = fs::read_to_string(root().join("assets/workspace.schema.json")).unwrap();
    assert!(printed == kept, "`cutline schema > assets/workspace.schema.json` brings it up to date");
}

#[test]
fn it_is_a_schema() {
    let schema = Desk::new().run(&["schema"]).done().json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::meta::validate(&schema).is_ok());
}

#[test]
fn files_that_open_are_described() {
    let schema = schema();
    let read = |path: &Path| -> Value { serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap() };
    let fixtures = fs::read_dir(root().join("tests/fixtures")).unwrap().map(|entry| entry.unwrap().path());
    let json = fixtures.filter(|path| path.extension().is_some_and(|suffix| suffix == "json"));
    let files: Vec<_> = json.chain([root().join("assets/demo.json")]).collect();
    assert!(files.len() > 2);
    for path in files {
        assert_eq!(against(&schema, &read(&path)), None, "{}", path.display());
    }
    // The agenda and the frameworks that come with the program, inside a workspace.
    let agenda = json!({ "agenda": read(&root().join("assets/agenda.json")) });
    assert_eq!(against(&schema, &agenda), None);
    for entry in fs::read_dir(root().join("assets/frameworks")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(against(&schema, &json!({ "framework": read(&path) })), None, "{}", path.display());
    }
    let smallest = json!({"items": [{"title": "Fix payment failures"}, {"title": "Dark mode", "scores": {"effort": 2}}]});
    for file in [json!({}), smallest, full(), serde_json::from_str(WORKSPACE).unwrap()] {
        assert_eq!(against(&schema, &file), None);
    }
}

/// One of everything that a file can say.
fn full() -> Value {
    json!({
        "$schema": "./workspace.schema.json", "format": 1, "title": "Clinic bookings",
        "vision": "Minutes, not hours", "review": "2026-04-01", "colour": 1.10,
        "goals": [{"id": "missed", "title": "Missed", "metric": "missed/week", "baseline": 50, "target": 40, "current": 48}],
        "themes": [{"id": "reliability", "title": "Reliability", "goal": "missed"}],
        "framework": "four-factor",
        "capacity": {"amount": 18, "unit": "points", "tech_health_target": 0.2},
        "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}],
        "items": [{
            "id": "pay", "title": "Fix", "kind": "debt", "moscow": "must", "theme": "reliability", "goals": ["missed"],
            "outcome": "Fewer", "cost_of_not_doing": "3 %", "unblocks": "Refunds", "hypothesis": "We believe",
            "acceptance": ["p99"], "risks": ["limits"], "depends_on": ["ledger"], "source": "SHOP-118", "owner": "Ana",
            "tags": ["checkout"],
            "scores": {"customer_value": 5, "urgency": null, "effort": {"votes": {"ana": 2, "bo": 5}, "agreed": 3.5}},
            "horizon": "now", "pin": null, "deferrals": 0, "status": "open", "actual_effort": null
        }],
        "cycles": [{"id": "2025-Q4", "closed": "2025-12-19", "committed": ["sso"], "deferred": ["pay"], "done": ["sso"]}],
        "log": []
    })
}

#[test]
fn what_is_wrong_is_found_where_it_is_and_does_not_open_either() {
    let schema = schema();
    let item = |item: Value| json!({ "items": [item] });
    let own = |framework: Value| json!({ "framework": framework });
    for (file, place) in [
        (json!([]), ""),
        (json!({"title": 7}), "/title"),
        (json!({"items": {}}), "/items"),
        (json!({"items": ["Fix"]}), "/items/0"),
        (item(json!({"title": null})), "/items/0/title"),
        (item(json!({"scores": {"effort": "5"}})), "/items/0/scores/effort"),
        (item(json!({"scores": {"effort": {"votes": {"ana": true}}}})), "/items/0/scores/effort"),
        (item(json!({"kind": "bug"})), "/items/0/kind"),
        (item(json!({"status": "todo"})), "/items/0/status"),
        (item(json!({"pin": {"held": "up"}})), "/items/0/pin"),
        (item(json!({"tags": "checkout"})), "/items/0/tags"),
        (item(json!({"deferrals": -1})), "/items/0/deferrals"),
        (json!({"capacity": {"amount": -1}}), "/capacity"),
        (json!({"capacity": {"tech_health_target": 20}}), "/capacity"),
        (json!({"framework": "kano"}), "/framework"),
        (own(json!({"id": "own"})), "/framework"),
        (
            own(
                json!({"criteria": [{"id": "a", "side": "business", "scale": {"steps": [1]}}], "formula": {}}),
            ),
            "/framework",
        ),
        (json!({"participants": [{"id": "ana", "side": "marketing"}]}), "/participants/0/side"),
        (json!({"agenda": {"stages": [{"title": "Effort"}]}}), "/agenda"),
        (json!({"log": [{"kind": "call"}]}), "/log/0"),
        (json!({"log": [{"seq": 1, "kind": "chat"}]}), "/log/0/kind"),
        (json!({"log": [{"seq": 1, "at": "yesterday"}]}), ""),
        (json!({"log": [{"seq": 1, "events": [{"agreed": {"item": "a"}}]}]}), "/log/0/events/0"),
        (json!({"log": [{"seq": 1, "events": [{"forgotten": {}}]}]}), "/log/0/events/0"),
    ] {
        let desk = Desk::with("w.json", file.to_string());
        assert_eq!(desk.run(&["rank", "w.json"]).code, 3, "it opens: {file}");
        // Formats of text are known to the schema and, as it is usual, not enforced by it.
        if place.is_empty() && file.is_object() {
            continue;
        }
        let told = against(&schema, &file).unwrap_or_else(|| panic!("nothing is found in {file}"));
        assert!(told.starts_with(place), "{told}");
    }
}

#[test]
fn where_the_schema_is_said_to_be_survives() {
    let desk = Desk::with("w.json", full().to_string());
    desk.run(&["score", "w.json", "pay", "customer_value=4"]).done();
    let kept: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    assert_eq!(kept["$schema"], "./workspace.schema.json");
    assert_eq!(against(&schema(), &kept), None);
}
