//! A workspace that says something hostile in every text that its format has.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// What a hostile text is put together from: colours, the title, the clipboard, links, device control, their short
/// forms, overrides, what cannot be seen, what goes back, marks that climb, and what is wide.
const PIECES: [&str; 16] = [
    "\u{1b}[31;999mred",
    "\u{1b}]0;pwned\u{7}",
    "\u{1b}]52;c;cHdu\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\link",
    "\u{1b}P+q\u{1b}\\\u{1b}c\u{1b}[6n",
    "\u{9b}999m\u{9d}0;x\u{9c}\u{90}q\u{85}",
    "\u{202e}gnorw\u{202c}",
    "\u{2066}iso\u{2069}\u{202a}\u{202d}",
    "\u{200b}\u{feff}",
    "\u{8}\u{8}\u{7f}\u{7}",
    "one\r\ntwo\rthree\tfour\u{b}\u{c}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "漢字👩\u{200d}🔧🏽",
    "\u{2028}\u{2029}",
    "{{ 7 }}<b>&|`*",
    "\u{1b}",
];

/// A hostile text: another beginning for each number, so that what is cut off elsewhere stands in front here.
pub(crate) fn bad(number: usize) -> String {
    let turned = PIECES.iter().cycle().skip(number % PIECES.len()).take(PIECES.len());
    turned.copied().collect::<String>() + "\0"
}

/// A hostile text that can be an argument, a file name or an id: it has no NUL, no slash, and no sign of equality.
pub(crate) fn id(name: &str) -> String {
    format!("{name}{}{name}", bad(name.len())).replace(['\0', '/', '='], "")
}

/// Whether a text is hostile.
fn is_bad(text: &str) -> bool {
    text.contains('\u{1b}') && text.contains('\u{202e}')
}

/// Everything in it says something hostile, each time something else.
pub(crate) fn workspace() -> Value {
    let mut number = 0;
    let mut say = || {
        number += 1;
        bad(number)
    };
    let details = |say: &mut dyn FnMut() -> String| {
        json!({
            "theme": id("theme"), "goals": [id("goal")], "outcome": say(), "cost_of_not_doing": say(), "unblocks": say(),
            "hypothesis": say(), "description": say(), "acceptance": [say(), say()], "risks": [say()], "owner": say(),
            "tags": [say(), "public"], "source": say(), "created": say(), "updated": say(), "finished": say(), "finished_in": say(),
            "split_from": id("other"), say(): say()
        })
    };
    let mut item = |name: &str, more: Value| {
        let mut item = json!({"id": id(name), "title": say(), "kind": "debt", "deferrals": 3});
        let all = item.as_object_mut().unwrap();
        all.extend(details(&mut say).as_object().unwrap().clone());
        all.extend(more.as_object().unwrap().clone());
        item
    };
    let votes = |low: u32, high: u32| json!({"votes": {id("ana"): low, id("stranger"): high}});
    let scores = |impact: u32, effort: Value| json!({id("impact"): impact, id("effort"): effort});
    let slips = json!([{"by": id("ana"), "value": 3, "reason": bad(1)}, {"by": id("raj"), "unsure": true, "reason": bad(4)}]);
    let revealed = json!({"votes": {id("ana"): 3}, "rounds": [{"attempt": 1, "slips": slips}]});
    let items = vec![
        item(
            "in",
            json!({"scores": scores(5, votes(1, 5)), "depends_on": [id("out"), id("missing"), id("loop")],
            "pin": {"held": "in", "owner": bad(2), "reason": bad(3)}}),
        ),
        item("feature", json!({"kind": "feature", "scores": scores(4, revealed), "moscow": "must"})),
        item("tied", json!({"scores": scores(4, json!(3)), "shelf": {id("frame"): {id("else"): 3}}})),
        item("out", json!({"scores": scores(1, json!(5)), "depends_on": [id("in")]})),
        item("loop", json!({"depends_on": [id("loop"), id("unscored")]})),
        item("unscored", json!({"title": "\u{1b}\u{200b}", "horizon": "next"})),
        item(
            "blind",
            json!({"rounds": [{"side": "engineering", "attempt": 1, "voters": [id("ana"), id("stranger")], "kept": [id("else")]}]}),
        ),
        item(
            "parked",
            json!({"horizon": "parked", "set_aside": {"reason": bad(5), "revisit": bad(6), "at": bad(7)}}),
        ),
        item("declined", json!({"horizon": "declined", "set_aside": {"reason": bad(8), "revisit": bad(9)}})),
        item("merged", json!({"status": "merged", "merged_into": id("in")})),
        item(
            "done",
            json!({"status": "done", "actual_effort": 8, "finished": "2026-01-12", "finished_in": null, "scores": scores(2, json!(2))}),
        ),
    ];
    json!({
        "$schema": say(), "title": say(), "vision": say(), "review": say(), say(): {say(): [say()]},
        "capacity": {"amount": 7, "unit": say()},
        "framework": framework(),
        "goals": [{"id": id("goal"), "title": say(), "metric": say(), "baseline": 1, "target": 9, "current": 2}, {"id": id("bare")}],
        "themes": [{"id": id("theme"), "title": say(), "goal": id("goal")}],
        "participants": [
            {"id": id("ana"), "name": say(), "side": "engineering"}, {"id": id("raj"), "name": say(), "side": "business", "decides": true},
            {"id": id("nameless")}
        ],
        "agenda": {"stages": [{"id": id("stage"), "title": say(), "minutes": 5, "prompts": [say(), say()]}, {"title": say(), "minutes": 9}]},
        "cycles": [
            {"id": say(), "closed": say(), "planned": [id("in")], "committed": [id("in"), id("out")], "deferred": [id("out"), id("missing")],
             "done": [id("done")], "tech_share": 0.5},
            {"id": say(), "closed": "2025-12-19", "deferred": [id("out")], "tech_share": 0.1}
        ],
        "tie_breaks": [{"order": [{"item": id("tied"), "score": 1.333_333_333}, {"item": id("feature"), "score": 1.333_333_333}]}],
        "revision": {"seq": 0, "chain": say()},
        "items": items,
        "log": log()
    })
}

fn framework() -> Value {
    let steps = json!({"steps": [1, 2, 3, 4, 5]});
    let rubric = json!([{"at": 1, "means": bad(10)}, {"at": 5, "means": bad(11)}]);
    let criterion = |name: &str, side: &str, from: usize| {
        json!({"id": id(name), "name": bad(from), "short": bad(from + 1), "question": bad(from + 2), "unit": bad(from + 3),
               "side": side, "scale": steps, "rubric": rubric})
    };
    json!({
        "id": id("frame"), "name": bad(0), "about": bad(1), "source": bad(2),
        "criteria": [criterion("impact", "business", 3), criterion("effort", "engineering", 7)],
        "formula": {"numerator": {"sum": [{"criterion": id("impact")}]}, "denominator": {"sum": [{"criterion": id("effort")}]}},
        "effort": id("effort"), "labels": [{"from": 0, "name": bad(12)}],
        "carries": [{"to": id("impact"), "from": bad(13), "map": [[1, 1]]}]
    })
}

/// A log in which every kind of text has its entry.
fn log() -> Value {
    let call = json!({"what": bad(1), "owner": bad(2), "reason": bad(3), "alternatives": [bad(4), bad(5)], "disappointed": [bad(6)]});
    let renamed = json!({"edited": {"item": id("in"), "from": {"title": bad(7)}, "to": {"title": bad(8)}}});
    let owner = json!({"edited": {"item": id("in"), "from": {"owner": null}, "to": {"owner": bad(9)}}});
    let delivery = json!({"done": true, "on": bad(0), "cycle": bad(2), "actual": 8});
    json!([
        {"seq": 1, "at": "2026-01-13T10:00:00Z", "by": id("ana"), "side": "engineering", "kind": "score", "item": id("in"),
         "cause": {"field": id("effort"), "from": bad(3), "to": bad(4)}, "rank": {"from": 4, "to": 1}, "score": {"from": 1, "to": 5},
         "entered": [id("in")], "left": [id("out")], "reason": bad(10), "put_off": {id("out"): 2},
         "inversions": [{"item": id("in"), "blocker": id("out"), "rank": 4}],
         "events": [{"agreed": {"item": id("in"), "criterion": id("effort"), "from": 5, "to": null}}]},
        {"seq": 2, "at": "2026-01-13T10:05:00Z", "by": id("stranger"), "kind": "call", "item": id("in"), "reason": bad(11),
         "events": [{"called": {"item": id("in"), "from": null, "to": call}}]},
        {"seq": 3, "at": "2026-01-13T10:06:00Z", "kind": "horizon", "item": id("parked"), "reason": bad(12),
         "events": [{"placed": {"item": id("parked"), "from": {}, "to": {"horizon": "parked"}}}]},
        {"seq": 4, "kind": "edit", "item": id("in"), "cause": {"field": "title", "from": bad(13), "to": bad(14)}, "events": [renamed, owner]},
        {"seq": 5, "kind": "score", "item": id("gone"), "cause": {"field": bad(15)}, "entered": [id("gone")], "left": [id("missing")]},
        {"seq": 6, "kind": "done", "item": id("done"), "events": [{"delivered": {"item": id("done"), "from": {"done": false}, "to": delivery}}]}
    ])
}

/// The names of all fields that the schema has for records and that take any text.
fn text_fields() -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(include_str!("../../assets/workspace.schema.json")).unwrap();
    let takes_text = |field: &Value| {
        let says = |field: &Value| match &field["type"] {
            Value::String(kind) => kind == "string",
            Value::Array(kinds) => kinds.contains(&json!("string")),
            _ => false,
        };
        let free = |field: &Value| {
            says(field) && ["format", "enum", "const"].iter().all(|key| field[*key].is_null())
        };
        free(field) || (field["type"] == "array" && free(&field["items"]))
    };
    let records = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    let fields = records.filter_map(|record| record["properties"].as_object()).flatten();
    fields.filter(|(_, field)| takes_text(field)).map(|(name, _)| name.clone()).collect()
}

/// The names of all fields with a hostile text in them.
fn hostile_fields(value: &Value, name: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if is_bad(text) => drop(found.insert(name.to_owned())),
        Value::Array(values) => values.iter().for_each(|value| hostile_fields(value, name, found)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| hostile_fields(value, name, found)),
        _ => {}
    }
}

#[test]
fn every_text_that_the_format_has_is_hostile() {
    let mut found = BTreeSet::new();
    hostile_fields(&workspace(), "", &mut found);
    let fields = text_fields();
    assert!(fields.len() > 40, "{fields:?}");
    let missing: Vec<_> = fields.difference(&found).collect();
    assert!(missing.is_empty(), "nothing hostile in {missing:?}");
}
