//! Unknown fields: one in every object of the format, found by its schema, survives everything that writes.

use std::collections::BTreeSet;
use std::fs;

use cutline::domain::command::Command;
use cutline::domain::id::Slot;
use cutline::domain::number::Num;
use cutline::domain::restore::restored;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use cutline::store::{Access, Store, content, file};
use serde_json::{Map, Value, json};

use super::Desk;

/// A workspace that has every record of the format somewhere, but what only a session writes.
fn everything() -> Value {
    json!({
        "title": "W", "vision": "v",
        "goals": [{"id": "g", "title": "G", "target": 4}],
        "themes": [{"id": "t", "title": "T", "goal": "g"}],
        "framework": {
            "id": "own", "name": "Own",
            "criteria": [
                {"id": "impact", "name": "Impact", "side": "business", "scale": {"steps": [1, 2, 3]},
                 "rubric": [{"at": 1, "means": "little"}]},
                {"id": "effort", "name": "Effort", "side": "engineering", "scale": {"min": 1, "max": 8, "step": 1}}
            ],
            "formula": {
                "numerator": {"sum": [{"criterion": "impact", "weight": 2}]},
                "denominator": {"sum": [{"criterion": "effort"}]}
            },
            "carries": [{"from": "value", "to": "impact", "map": [[1, 1]]}],
            "effort": "effort", "labels": [{"from": 0, "name": "low"}]
        },
        "capacity": {"amount": 4, "unit": "points"},
        "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}],
        "agenda": {"stages": [{"id": "s", "title": "S", "minutes": 5}]},
        "items": [
            {"id": "a", "title": "A", "source": "S-1", "tags": ["x"], "pin": {"held": "in", "owner": "Ana", "reason": "law"},
             "scores": {"impact": 3, "effort": {"votes": {"ana": 2}, "agreed": 2,
              "rounds": [{"attempt": 1, "slips": [{"by": "ana", "value": 2}]}]}}},
            {"id": "b", "title": "B", "source": "S-2", "horizon": "parked",
             "set_aside": {"reason": "later", "revisit": "in May"}, "scores": {"impact": 2, "effort": 3}}
        ],
        "cycles": [{"id": "c", "closed": "2025-12-19", "committed": ["a"]}],
        "revision": {"seq": 4},
        "tie_breaks": [{"order": [{"item": "a", "score": 3}, {"item": "b", "score": 3}]}],
        "log": [
            {"seq": 1, "kind": "score", "item": "a", "cause": {"field": "impact", "to": 3}, "rank": {"to": 1},
             "score": {"to": 1.5}, "inversions": [{"item": "a", "blocker": "b", "rank": 2}]},
            {"seq": 2, "kind": "call", "events": [{"called": {
                "item": null, "entry": null, "from": null, "to": {"what": "w", "owner": "Ana", "reason": "r"}}}]},
            {"seq": 3, "kind": "horizon", "item": "b", "events": [{"placed": {
                "item": "b", "from": {"horizon": "next"}, "to": {"horizon": "parked"}}}]},
            {"seq": 4, "kind": "clock", "events": [{"stage_timed": {
                "stage": "s", "minutes": 5, "from": {"taken": 1}, "to": {"taken": 2}}}]}
        ]
    })
}

/// The fields that are put in, and the records that they are in.
#[derive(Default)]
struct Marks {
    count: usize,
    records: BTreeSet<String>,
}

/// Puts an unknown field into every object that may have one, as far as the schema describes it.
fn mark(root: &Value, name: &str, schema: &Value, value: &mut Value, marks: &mut Marks) {
    let mut records = Vec::new();
    resolve(root, name, schema, &mut records);
    match value {
        Value::Array(elements) => {
            for (_, schema) in records.iter().filter(|(_, schema)| schema["items"].is_object()) {
                for one in elements.iter_mut() {
                    mark(root, name, &schema["items"], one, marks);
                }
            }
        }
        Value::Object(fields) => {
            let Some((name, schema)) = records.iter().find(|(_, schema)| described(schema, fields)) else {
                return;
            };
            for (field, value) in fields.iter_mut() {
                let schema = schema["properties"].get(field).unwrap_or(&schema["additionalProperties"]);
                mark(root, &format!("{name}.{field}"), schema, value, marks);
            }
            if schema["properties"].is_object() && schema.get("additionalProperties").is_none() {
                marks.count += 1;
                let also = records.iter().filter(|(_, schema)| described(schema, fields));
                marks.records.extend(also.map(|(name, _)| name.clone()));
                fields.insert(format!("x-own-{}", marks.count), Value::from("@10@"));
            }
        }
        _ => {}
    }
}

/// Whether a schema describes an object: it knows a field of it, or what any field may say.
fn described(schema: &Value, fields: &Map<String, Value>) -> bool {
    let known = |name: &String| schema["properties"].get(name).is_some();
    schema["additionalProperties"].is_object() || fields.keys().any(known)
}

/// What a schema may stand for, with the names of the definitions.
fn resolve<'s>(root: &'s Value, name: &str, schema: &'s Value, found: &mut Vec<(String, &'s Value)>) {
    if let Some(target) = schema["$ref"].as_str() {
        let name = target.rsplit('/').next().unwrap();
        return resolve(root, name, &root["$defs"][name], found);
    }
    for several in ["anyOf", "oneOf", "allOf"] {
        let branches = schema[several].as_array().into_iter().flatten();
        branches.for_each(|branch| resolve(root, name, branch, found));
    }
    found.push((name.to_owned(), schema));
}

/// The marked workspace as text, its numbers with digits that no reader of numbers keeps.
fn marked() -> (String, Marks) {
    let schema = Desk::new().run(&["schema"]).done().json();
    let (mut value, mut marks) = (everything(), Marks::default());
    mark(&schema, "Workspace", &schema, &mut value, &mut marks);
    (serde_json::to_string_pretty(&value).unwrap().replace("\"@10@\"", "1.10"), marks)
}

#[track_caller]
fn all_there(what: &str, text: &str, marks: &Marks) {
    for number in 1..=marks.count {
        let there = text.contains(&format!("\"x-own-{number}\": 1.10"));
        assert!(there, "{what}: x-own-{number} is gone:\n{text}");
    }
}

fn parse(text: &str) -> Workspace {
    content::parse(text.as_bytes()).unwrap().0
}

fn written(workspace: &Workspace) -> String {
    let mut text = Vec::new();
    content::write(workspace, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn agree(to: u32) -> Command {
    Command::Agree { item: Slot::new(0), criterion: "effort".into(), to: Some(Num::from(to)) }
}

/// What only stands in a file while a side votes blind; it is sealed, and gone with the reveal.
const SEALED: [&str; 2] = ["OpenRound", "Paper"];

#[test]
fn every_record_of_the_format_is_marked() {
    let (text, marks) = marked();
    let schema = Desk::new().run(&["schema"]).done().json();
    let definitions = schema["$defs"].as_object().unwrap().iter();
    let open = definitions.filter(|(_, schema)| {
        schema["properties"].is_object() && schema.get("additionalProperties").is_none()
    });
    let missing: Vec<&String> =
        open.map(|(name, _)| name).filter(|name| !marks.records.contains(*name)).collect();
    assert_eq!(missing, SEALED, "{:?}", marks.records);
    all_there("loading", &written(&parse(&text)), &marks);
}

#[test]
fn unknown_fields_survive_every_verb_that_writes() {
    let (text, marks) = marked();
    let desk = Desk::with("w.json", &text);
    desk.run(&["score", "w.json", "a", "effort=3", "--reason", "why"]).done();
    all_there("score", &desk.read("w.json"), &marks);
    desk.write("more.csv", "id,title,source,effort\n,A anew,S-1,\n,C,S-3,2\n");
    desk.run(&["import", "more.csv", "--into", "w.json"]).done();
    all_there("import", &desk.read("w.json"), &marks);
    desk.write("base.json", &text);
    desk.write("theirs.json", text.replace("\"title\": \"B\"", "\"title\": \"B anew\""));
    desk.run(&["merge", "base.json", "w.json", "theirs.json"]).done();
    all_there("merge", &desk.read("w.json"), &marks);
    desk.run_with_input(&["w.json", "--plain"], b"capacity 5\nundo\nredo\nquit\n").done();
    all_there("plain", &desk.read("w.json"), &marks);
    desk.run(&["recover", "w.json", "--backup", "1", "--into", "backup.json"]).done();
    all_there("a backup", &desk.read("backup.json"), &marks);
    let saved = desk.read("w.json");
    desk.write("w.json", saved.replace("\"title\": \"C\"", "\"title\": {\"C\""));
    desk.json_of(&["recover", "w.json", "--remains", "--into", "remains.json"], 1);
    all_there("remains", &desk.read("remains.json"), &marks);
}

#[test]
fn unknown_fields_survive_undo_and_redo_a_journal_recovering_and_restoring() {
    let (text, marks) = marked();
    let desk = Desk::with("w.json", &text);
    let opened = file::open(&desk.path("w.json")).unwrap();
    let Access::Write(mut store) = opened.access else { panic!("somebody has it") };
    let mut workshop = Workshop::new(opened.workspace);
    for command in [agree(3), agree(4), Command::Undo, Command::Undo, Command::Redo] {
        store.append(&[workshop.perform(command, Stamp::default()).unwrap()]).unwrap();
        all_there("a gesture", &written(workshop.workspace()), &marks);
    }
    drop(store);
    let restored = restored(&workshop, parse(&text), "then", Stamp::default());
    all_there("restoring", &written(&restored), &marks);
    let journal = desk.read("w.json.journal");
    let damaged: Vec<&str> =
        journal.lines().enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| line).collect();
    fs::write(desk.path("w.json.journal"), damaged.join("\n") + "\n").unwrap();
    desk.json_of(&["recover", "w.json", "--into", "recovered.json"], 1);
    all_there("recovering", &desk.read("recovered.json"), &marks);
}
