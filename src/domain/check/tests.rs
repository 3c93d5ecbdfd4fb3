//! Every question, with a workspace that meets it and one that does not.

mod sitting;

use serde_json::{Value, json};

use super::*;

/// A workspace that meets every question: two items in, one out, one parked, a tech item among those in.
fn ready() -> Value {
    let item = |id: &str, kind: &str, impact: u32| {
        json!({
            "id": id, "title": id.to_uppercase(), "kind": kind, "goals": ["missed"], "outcome": "fewer calls",
            "cost_of_not_doing": "a day a week", "risks": ["none that we know"], "owner": "Ana",
            "scores": { "impact": impact, "effort": 2 }
        })
    };
    let with_class = |mut item: Value| {
        item["moscow"] = json!("must");
        item
    };
    json!({
        "vision": "Nobody waits on the phone",
        "goals": [{ "id": "missed", "title": "Fewer missed visits", "metric": "visits", "baseline": 50, "target": 40 }],
        "themes": [{ "id": "gaps", "goal": "missed" }, { "id": "trust" }],
        "framework": "value-effort",
        "capacity": { "amount": 4, "unit": "points", "tech_health_target": 0.5 },
        "review": "2026-03-31",
        "cycles": [{ "id": "Q4", "closed": "2025-12-19" }],
        "items": [
            with_class(item("pay", "feature", 5)), item("ledger", "tech", 4), item("dark", "feature", 1),
            { "id": "kiosk", "title": "Kiosk", "horizon": "parked", "updated": "2026-01-20" }
        ]
    })
}

/// The same workspace with one thing written otherwise: a path as in `items/0/owner`, and what stands there;
/// null takes it away.
fn but(path: &str, value: &Value) -> Value {
    let mut file = ready();
    let (parent, key) = path.rsplit_once('/').unwrap_or(("", path));
    let parent = if parent.is_empty() { String::new() } else { format!("/{parent}") };
    let fields = file.pointer_mut(&parent).unwrap_or_else(|| panic!("{path}"));
    match fields {
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
        Value::Object(fields) if value.is_null() => {
            fields.remove(key);
        }
        fields => fields[key] = value.clone(),
    }
    file
}

fn open(file: &Value) -> Workshop {
    let head = serde_json::from_str(&file.to_string()).unwrap();
    Workshop::new(Workspace::load(head).unwrap_or_else(|flaw| panic!("{flaw}")).0)
}

fn asked(workshop: &Workshop, topic: Topic) -> Check {
    checklist(workshop, 0, None).into_iter().find(|check| check.topic == topic).unwrap()
}

/// Verdict, why, and the items with their notes.
fn told(workshop: &Workshop, topic: Topic) -> (Verdict, String, String) {
    let check = asked(workshop, topic);
    let lead = |lead: &Lead| {
        let id = &workshop.workspace().item(lead.slot).id;
        if lead.note.is_empty() { id.to_string() } else { format!("{id} ({})", lead.note) }
    };
    let leads = check.leads.iter().map(lead).collect::<Vec<_>>().join(", ");
    (check.verdict, check.why, leads)
}

#[test]
fn a_workspace_can_meet_every_question() {
    let workshop = open(&ready());
    let all = checklist(&workshop, 0, None);
    let met: Vec<(&str, &str)> = all.iter().map(|check| (check.topic.name(), check.why.as_str())).collect();
    assert!(all.iter().all(|check| check.verdict == Verdict::Met && check.leads.is_empty()), "{all:?}");
    assert_eq!(tally(&all), (16, 16));
    assert_eq!(
        met,
        [
            ("vision", "Nobody waits on the phone"),
            ("goals", "the one goal has a metric, a baseline and a target"),
            ("linked", "all 2 items in now are linked to a goal"),
            ("problem", "all 2 items in now have an outcome or a hypothesis"),
            ("cost", "all 2 items in now have a cost of not doing it"),
            ("capacity", "4 of 4 points taken, 0 free"),
            ("risks", "all 2 items in now have risks written down"),
            ("dependencies", "all 2 items in now wait for nothing that comes later"),
            ("tech-health", "50% of the effort in the line is technical, target 50%"),
            ("musts", "musts take 50% of the effort in the line, at most 60%"),
            ("horizons", "what is in fits, and nothing whose horizon is now is out"),
            ("owners", "all 2 items in now have an owner"),
            ("review", "the plan is looked at again on 2026-03-31"),
            ("removed", "1 item was let go since Q4 was closed"),
            ("reasons", "no crossing in this session asks for a reason"),
            ("disagreements", "no votes disagree"),
        ]
    );
}

#[test]
fn a_review_date_is_past_once_the_day_is() {
    let workshop = open(&ready());
    let met = |day: &str| {
        let all = checklist(&workshop, 0, Some(day.parse().unwrap()));
        all.into_iter().find(|check| check.topic == Topic::Review).unwrap().verdict == Verdict::Met
    };
    assert_eq!(["2026-03-30", "2026-03-31", "2026-04-01"].map(met), [true, true, false]);
}

/// One thing is written otherwise, and one question is unmet for it; its sentence and its items.
const UNMET: &[(Topic, &str, &str, &str, &str)] = &[
    (Topic::Vision, "vision", "null", "no vision is written down", ""),
    (Topic::Vision, "vision", r#"" ""#, "no vision is written down", ""),
    (Topic::Goals, "goals", "[]", "no goal is written down", ""),
    (
        Topic::Goals,
        "goals/0",
        r#"{"id":"missed","metric":"visits"}"#,
        "the one goal has no baseline and no target",
        "",
    ),
    (
        Topic::Goals,
        "goals",
        r#"[{"id":"missed","title":"Less","baseline":1,"target":2},{"id":"b","metric":"m","baseline":1,"target":2},{"id":"c"}]"#,
        "2 of 3 goals lack something: Less has no metric",
        "",
    ),
    (Topic::Linked, "items/0/goals", r#"["sold"]"#, "1 of 2 items in now is linked to no goal", "pay"),
    (Topic::Linked, "goals/0/id", r#""other""#, "2 of 2 items in now are linked to no goal", "pay, ledger"),
    (
        Topic::Problem,
        "items/1/outcome",
        r#""  ""#,
        "1 of 2 items in now has neither an outcome nor a hypothesis",
        "ledger",
    ),
    (
        Topic::Cost,
        "items/0/cost_of_not_doing",
        "null",
        "1 of 2 items in now has no cost of not doing it",
        "pay",
    ),
    (Topic::Capacity, "capacity", "null", "no capacity is set", ""),
    (Topic::Capacity, "capacity", r#"{"unit":"points"}"#, "the capacity has no amount", ""),
    (Topic::Capacity, "capacity/amount", "0", "the capacity is 0", ""),
    (
        Topic::Capacity,
        "items/0",
        r#"{"id":"pay","pin":{"held":"in"},"scores":{"impact":1,"effort":5}}"#,
        "5 of 4 points, over by 1, pinned",
        "pay (pinned in)",
    ),
    (
        Topic::Capacity,
        "framework",
        r#""ice""#,
        "the framework has no effort that the capacity could be counted in",
        "",
    ),
    (Topic::Risks, "items/0/risks", r#"[" "]"#, "1 of 2 items in now has no risk written down", "pay"),
    (Topic::Owners, "items/1/owner", "null", "1 of 2 items in now has no owner", "ledger"),
    (
        Topic::Dependencies,
        "items/0/depends_on",
        r#"["dark","gone","kiosk"]"#,
        "1 of 2 items in now waits for what comes later or never",
        "pay (its blocker DARK is not in, its blocker Kiosk is not in, its blocker gone is not there)",
    ),
    (
        Topic::TechHealth,
        "capacity/tech_health_target",
        "0.501",
        "50% of the effort in the line is technical, target 50.1%",
        "",
    ),
    (
        Topic::TechHealth,
        "items/1/pin",
        r#"{"held":"out"}"#,
        "nothing in the line is technical, target 50%",
        "ledger (tech, out)",
    ),
    (
        Topic::Musts,
        "items/1/moscow",
        r#""must""#,
        "musts take 100% of the effort in the line, at most 60%",
        "pay, ledger",
    ),
    (
        Topic::Horizons,
        "items/2/horizon",
        r#""now""#,
        "1 item whose horizon is now is out",
        "dark (its horizon is now, but it is out)",
    ),
    (
        Topic::Horizons,
        "items/2",
        r#"{"id":"dark","pin":{"held":"in"},"scores":{"impact":1,"effort":5}}"#,
        "what is in takes 5 of 4 points",
        "dark (pinned in)",
    ),
    (Topic::Review, "review", "null", "no review date is set", ""),
    (Topic::Review, "review", r#""soon""#, "the review date soon is no date", ""),
    (Topic::Review, "review", r#""2025-12-19""#, "the review date 2025-12-19 is past", ""),
    (
        Topic::Review,
        "log",
        r#"[{"seq":1,"at":"2026-04-01T10:00:00Z","kind":"add"}]"#,
        "the review date 2026-03-31 is past",
        "",
    ),
    (
        Topic::Removed,
        "items/3/updated",
        r#""2025-12-19""#,
        "nothing was parked, declined or withdrawn since Q4 was closed",
        "dark (among the lowest)",
    ),
    (
        Topic::Removed,
        "items/3/horizon",
        r#""later""#,
        "nothing was parked, declined or withdrawn since Q4 was closed",
        "dark (among the lowest)",
    ),
    (
        Topic::Disagreements,
        "items/2/scores/impact",
        r#"{"votes":{"a":1,"b":2,"c":5}}"#,
        "the one open disagreement decides who is in",
        "dark (impact, votes 1 to 5: at 5 it comes in, LEDGER falls out)",
    ),
];

#[test]
fn each_question_has_a_workspace_that_does_not_meet_it() {
    let mut unmet: Vec<Topic> = vec![Topic::Reasons];
    for (topic, path, value, why, leads) in UNMET {
        let workshop = open(&but(path, &serde_json::from_str(value).unwrap()));
        let expected = (Verdict::Unmet, (*why).to_owned(), (*leads).to_owned());
        assert_eq!(told(&workshop, *topic), expected, "{path}");
        unmet.push(*topic);
    }
    // Reasons are asked for in sessions, which have a test of their own.
    assert!(Topic::ALL.iter().all(|topic| unmet.contains(topic)), "{unmet:?}");
}

#[test]
fn there_are_other_ways_to_meet_a_question() {
    for (topic, path, value, why) in [
        (
            Topic::Linked,
            "items/0",
            json!({ "id": "pay", "theme": "gaps", "scores": { "impact": 5, "effort": 4 } }),
            "the one item in now is linked to a goal",
        ),
        (
            Topic::Problem,
            "items/0",
            json!({ "id": "pay", "hypothesis": "retries", "scores": { "impact": 5, "effort": 4 } }),
            "the one item in now has an outcome or a hypothesis",
        ),
        (Topic::Capacity, "capacity", json!({ "amount": 2, "unit": "items" }), "2 of 2 items taken, 0 free"),
        (
            Topic::Dependencies,
            "items/1/depends_on",
            json!(["pay"]),
            "all 2 items in now wait for nothing that comes later",
        ),
        // Other horizons hold while an item is out.
        (
            Topic::Horizons,
            "items/0/horizon",
            json!("later"),
            "what is in fits, and nothing whose horizon is now is out",
        ),
        (Topic::Removed, "cycles", json!([]), "1 item was let go"),
        (Topic::Removed, "items/3/horizon", json!("declined"), "1 item was let go since Q4 was closed"),
        (
            Topic::Disagreements,
            "items/2/scores/impact",
            json!({ "votes": { "a": 1, "b": 2 } }),
            "one disagreement is open, and it would not change who is in",
        ),
        (
            Topic::Disagreements,
            "items/2/scores/impact",
            json!({ "votes": { "a": 1, "b": 5 }, "agreed": 1 }),
            "no votes disagree",
        ),
    ] {
        let workshop = open(&but(path, &value));
        assert_eq!(told(&workshop, topic), (Verdict::Met, why.to_owned(), String::new()), "{path}");
    }
}

#[test]
fn what_there_is_nothing_to_ask_of_does_not_apply() {
    let workshop = open(&json!({}));
    let all = checklist(&workshop, 0, None);
    let of = |verdict| {
        let those = all.iter().filter(|check| check.verdict == verdict);
        those.map(|check| check.topic.name()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of(Verdict::Unmet), "vision goals capacity review");
    assert_eq!(of(Verdict::Met), "reasons");
    assert_eq!(tally(&all), (1, 5));
    let why = |topic| asked(&workshop, topic).why;
    assert_eq!(why(Topic::Owners), "nothing is in now");
    assert_eq!(why(Topic::TechHealth), "no effort is in the line");
    assert_eq!(why(Topic::Musts), "no item has a MoSCoW class");
    assert_eq!(why(Topic::Removed), "the backlog is empty");
    assert_eq!(why(Topic::Disagreements), "without a line no disagreement decides who is in");
}

#[test]
fn who_is_in_waits_for_nobody_who_is_out_whatever_their_ranks() {
    let mut file = ready();
    file["items"][0]["pin"] = json!({ "held": "out", "owner": "Ana", "reason": "not yet" });
    file["items"][1]["depends_on"] = json!(["pay"]);
    let found = told(&open(&file), Topic::Dependencies);
    assert_eq!(found.0, Verdict::Unmet);
    assert_eq!(found.2, "ledger (its blocker PAY is not in)");
}

fn ids(workshop: &Workshop) -> String {
    let ids = now(workshop).into_iter().map(|slot| workshop.workspace().item(slot).id.to_string());
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn now_is_what_is_in_the_line_and_only_without_a_line_what_says_now() {
    let mut file = ready();
    file["items"][2]["horizon"] = json!("now");
    file["items"][3]["horizon"] = json!("now");
    assert_eq!(ids(&open(&file)), "pay ledger");
    file["capacity"] = Value::Null;
    let workshop = open(&file);
    assert_eq!(ids(&workshop), "dark kiosk");
    let horizons = (Verdict::Unmet, "no capacity says whether 2 items in now fit".to_owned(), String::new());
    assert_eq!(told(&workshop, Topic::Horizons), horizons);
    file["items"][2]["pin"] = json!({ "held": "in" });
    file["capacity"] = json!({ "amount": 4, "unit": "points" });
    assert_eq!(ids(&open(&file)), "pay dark");
}

#[test]
fn of_the_technical_items_that_are_out_the_best_ten_are_named() {
    let item = |i: u32| {
        let (kind, id) = (if i == 4 { "feature" } else { "debt" }, format!("d{i:02}"));
        json!({"id": id, "kind": kind, "scores": {"impact": i % 5 + 1, "effort": 2}})
    };
    let file = json!({
        "framework": "value-effort", "capacity": {"amount": 1, "unit": "points", "tech_health_target": 0.5},
        "items": (0..13).map(item).chain([
            json!({"id": "in", "pin": {"held": "in"}, "scores": {"impact": 1, "effort": 1}})
        ]).collect::<Vec<_>>(),
    });
    let workshop = open(&file);
    let found = asked(&workshop, Topic::TechHealth);
    let ids = found.leads.iter().map(|lead| workshop.workspace().item(lead.slot).id.as_str());
    assert_eq!(ids.collect::<Vec<_>>().join(" "), "d09 d03 d08 d02 d07 d12 d01 d06 d11 d00");
}
