//! Workshops to try things on: files as people write them, and what happens in the room.

use cutline::domain::framework::{Criterion, Framework, Side};
use cutline::domain::horizon::Hold;
use cutline::domain::item::{Held, Horizon, Item, Pin};
use cutline::domain::number::Num;
use cutline::domain::scale::Scale;
use cutline::domain::workspace::{Head, Workspace};
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// A file, and what is then done to it.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) file: Value,
    pub(crate) steps: Vec<Step>,
}

/// Something that somebody tries. Which item, value or entry is meant is settled when it happens.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Agree {
        item: Index,
        criterion: Index,
        to: Option<Index>,
    },
    Vote {
        item: Index,
        criterion: Index,
        participant: Index,
        to: Option<Index>,
    },
    Add(Vec<Value>),
    Edit {
        item: Index,
        to: Value,
    },
    Merge {
        item: Index,
        into: Index,
    },
    Split {
        item: Index,
        titles: Vec<&'static str>,
    },
    Reason {
        entry: Index,
        text: Option<&'static str>,
    },
    /// The near-tie around a rank is put in another order: each number says who comes next.
    BreakTie {
        rank: Index,
        order: Vec<Index>,
    },
    Untie(Index),
    /// An item is done; it took its number of halves.
    Finish(Index, Option<u8>),
    Reopen(Index),
    /// The cycle ends, and these were done in it.
    Close(Vec<(Index, Option<u8>)>),
    SetCapacity(Value),
    Pin {
        item: Index,
        pin: Value,
    },
    Call {
        on: Index,
        about: u8,
        call: Value,
    },
    /// A side begins to vote blind, reveals, or gives up: the number says which.
    Round(u8, Vec<Index>, Side),
    /// Somebody answers in a round: a value, or that they do not know, or nothing.
    Answer {
        item: Index,
        criterion: Index,
        participant: Index,
        to: Option<Index>,
        unsure: bool,
    },
    Decide(Index, Index, Index),
    /// Somebody is listed, or listed otherwise.
    Person(Index, Value),
    SetVision(Option<&'static str>),
    /// A goal or a theme is listed, changed or taken off: the number says which of the three.
    ListGoal(u8, Index, Value),
    ListTheme(u8, Index, Value),
    /// An item is put on a horizon, with or without a word on when to look at it again.
    Place {
        item: Index,
        to: Horizon,
        until: Option<&'static str>,
        hold: Hold,
    },
    Undo,
    Redo,
}

/// A file of up to nine items and up to fourteen steps in it.
pub(crate) fn sessions() -> impl Strategy<Value = Session> {
    select(frameworks()).prop_flat_map(|framework| {
        let rules = rules(&framework);
        let steps = vec(step(&rules), 1..=14);
        (files_under(framework, &rules), steps).prop_map(|(file, steps)| Session { file, steps })
    })
}

/// A file of up to nine items.
pub(crate) fn files() -> impl Strategy<Value = Value> {
    select(frameworks()).prop_flat_map(|framework| {
        let rules = rules(&framework);
        files_under(framework, &rules)
    })
}

/// Opens what a file holds.
pub(crate) fn open(file: &Value) -> Workspace {
    open_text(&file.to_string())
}

/// Opens a file.
pub(crate) fn open_text(text: &str) -> Workspace {
    let head: Head = serde_json::from_str(text).unwrap();
    Workspace::load(head).unwrap_or_else(|flaw| panic!("{flaw}\n{text}")).0
}

/// An item as a source describes it.
pub(crate) fn item_from(value: &Value) -> Item {
    read(value)
}

/// A record as a file spells it.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_str(&value.to_string()).unwrap()
}

/// Every built-in framework, and one of a workspace's own whose every free scale has a different step.
pub(crate) fn frameworks() -> Vec<Value> {
    let built_in = Framework::BUILT_IN.iter().map(|id| json!(id));
    built_in.chain([own_framework()]).collect()
}

fn own_framework() -> Value {
    let weighted_terms = json!([
        { "criterion": "benefit", "weight": 2 },
        { "criterion": "delay", "weight": 0.5 }
    ]);
    json!({
        "id": "own",
        "criteria": [
            { "id": "benefit", "side": "business", "scale": { "steps": [1, 2, 3, 5, 8, 13] } },
            { "id": "delay", "side": "business", "scale": { "min": 0, "max": 20, "step": 2.5 } },
            { "id": "cost", "side": "engineering", "scale": { "min": 0.25, "step": 0.25 } }
        ],
        "formula": {
            "numerator": { "sum": weighted_terms },
            "denominator": { "sum": [ { "criterion": "cost" } ] }
        },
        "effort": "cost"
    })
}

fn rules(framework: &Value) -> Vec<Criterion> {
    let workspace = open(&json!({ "framework": framework }));
    workspace.framework().criteria().to_vec()
}

/// A few values of a criterion, so that equal scores are common: every step, or some numbers on and one
/// off the grid of a free scale.
pub(crate) fn values(rule: &Criterion) -> Vec<Num> {
    match &rule.scale {
        Scale::Steps { steps, .. } => steps.clone(),
        Scale::Free { min, step, .. } => [0.0, 1.0, 1.3, 2.0, 3.0, 4.0, 7.0, 20.0]
            .into_iter()
            .filter_map(|steps| Num::new(min.get() + steps * step.get()))
            .filter(|value| rule.scale.contains(*value))
            .collect(),
    }
}

/// Who is in the room, and the one who left but voted.
const ENGINEERS: [&str; 2] = ["ana", "bo"];
const BUSINESS: [&str; 3] = ["mia", "raj", "eve"];
const STRANGER: &str = "zoe";

fn files_under(framework: Value, rules: &[Criterion]) -> impl Strategy<Value = Value> + use<> {
    let items = vec((item(rules), any::<bool>()), 0..=9);
    let earlier = vec((any::<Index>(), any::<Index>()), 0..=3);
    let rules = rules.to_vec();
    let aims = (vec(goal(), 0..=2), vec(theme(), 0..=2));
    (items, capacities(), earlier, aims).prop_map(move |(items, capacity, earlier, (goals, themes))| {
        let items: Vec<Value> = items
            .into_iter()
            .enumerate()
            .map(|(i, (mut item, named))| {
                if named {
                    item["id"] = json!(format!("i{i}"));
                }
                item
            })
            .collect();
        let person = |id: &str, side: &str| json!({ "id": id, "side": side });
        let engineers = ENGINEERS.iter().map(|id| person(id, "engineering"));
        let business = BUSINESS.iter().map(|id| person(id, "business"));
        let participants: Vec<Value> = engineers.chain(business).chain([person("kim", "observer")]).collect();
        json!({
            "title": "A workshop",
            "framework": framework,
            "capacity": capacity,
            "participants": participants,
            "goals": goals,
            "themes": themes,
            "log": bulk_entry(&items, &rules, &earlier),
            "items": items,
            "colour": "teal"
        })
    })
}

/// No capacity, one without an amount, and amounts in either unit.
pub(crate) fn capacities() -> impl Strategy<Value = Value> {
    let of = |amount: Value, unit: &str| json!({ "amount": amount, "unit": unit, "agreed_on": [1.10] });
    prop_oneof![
        1 => Just(Value::Null),
        1 => Just(json!({ "unit": "points" })),
        8 => (0..40u32).prop_map(move |halves| of(json!(f64::from(halves) / 2.0), "points")),
        4 => (0..8u32).prop_map(move |count| of(json!(count), "items")),
        1 => Just(of(json!(2.5), "items")),
        1 => select(vec!["points", "items"]).prop_map(move |unit| of(json!(1e12), unit)),
    ]
}

fn item(rules: &[Criterion]) -> impl Strategy<Value = Value> + use<> {
    let mostly_null = |words: &'static [&'static str]| {
        let word = select(words).prop_map(|word| json!(word));
        prop_oneof![6 => Just(Value::Null), 1 => word]
    };
    let pin = prop_oneof![
        5 => Just(Value::Null),
        1 => select(vec!["in", "out"])
            .prop_map(|held| json!({ "held": held, "owner": "Ana", "reason": "promised", "ticket": 7 })),
    ];
    let title = select(vec!["Dark mode", "Waiting list", "Retry payments", ""]);
    let kind = select(vec!["feature", "tech", "debt", "discovery", "compliance"]);
    let horizon = mostly_null(&["now", "later", "parked", "declined"]);
    let class = mostly_null(&["must", "must", "should", "wont"]);
    let told = (mostly_null(&["Ana"]), class, any::<bool>().prop_map(|noted| noted.then_some(1.25)));
    let done = weighted(0.15, any::<bool>());
    (scores(rules), title, kind, done, horizon, pin, told).prop_map(
        |(scores, title, kind, done, horizon, pin, (owner, class, estimate))| {
            let mut item = json!({
                "title": title, "kind": kind, "moscow": class, "scores": scores, "horizon": horizon,
                "pin": pin, "owner": owner
            });
            if let Some(here) = done {
                item["status"] = json!("done");
                item["finished"] = json!(here.then_some("2026-01-10"));
            }
            if let Some(estimate) = estimate {
                item["first_estimate"] = json!(estimate);
            }
            item
        },
    )
}

fn scores(rules: &[Criterion]) -> impl Strategy<Value = Value> + use<> {
    let ids: Vec<String> = rules.iter().map(|rule| rule.id.to_string()).collect();
    let given: Vec<_> = rules.iter().map(score).collect();
    given.prop_map(move |given| {
        let pairs = ids.iter().cloned().zip(given);
        let present = pairs.filter_map(|(id, score)| Some((id, score?)));
        Value::Object(present.collect())
    })
}

/// Nothing, a number, or votes with or without an agreement, which may lie between two steps.
fn score(rule: &Criterion) -> impl Strategy<Value = Option<Value>> + use<> {
    let values = values(rule);
    let voters: Vec<&str> = match rule.side() {
        Side::Engineering => [&ENGINEERS[..], &[STRANGER]].concat(),
        Side::Business => [&BUSINESS[..], &[STRANGER]].concat(),
    };
    let value = move || select(values.clone()).prop_map(Num::get);
    let cast: Vec<_> = voters.iter().map(|_| option::of(value())).collect();
    let between = (value(), value()).prop_map(|(a, b)| f64::midpoint(a, b));
    let agreed = prop_oneof![4 => Just(None), 2 => value().prop_map(Some), 1 => between.prop_map(Some)];
    let ballot = (cast, agreed).prop_map(move |(cast, agreed)| {
        let pairs = voters.iter().zip(cast);
        let present = pairs.filter_map(|(voter, vote)| Some(((*voter).to_owned(), json!(vote?))));
        let all: Map<String, Value> = present.collect();
        match agreed {
            Some(agreed) => json!({ "votes": all, "agreed": agreed }),
            None => json!({ "votes": all }),
        }
    });
    prop_oneof![
        1 => Just(None),
        12 => value().prop_map(|plain| Some(json!(plain))),
        8 => ballot.prop_map(Some),
    ]
}

/// An entry of an earlier session that settled several numbers in one gesture.
fn bulk_entry(items: &[Value], rules: &[Criterion], earlier: &[(Index, Index)]) -> Value {
    let mut settled: Vec<(&Value, &Criterion)> = Vec::new();
    for (which, criterion) in earlier.iter().filter(|_| !items.is_empty()) {
        let (item, rule) = (which.get(items), criterion.get(rules));
        let plain = item["scores"][rule.id.as_str()].is_number() && item["id"].is_string();
        let again = settled.iter().any(|(other, known)| other["id"] == item["id"] && known.id == rule.id);
        if plain && !again {
            settled.push((item, rule));
        }
    }
    if settled.is_empty() {
        return json!([]);
    }
    let event = |(item, rule): &(&Value, &Criterion)| {
        let id = rule.id.as_str();
        json!({ "agreed": {
            "item": item["id"], "criterion": id, "from": values(rule).first(), "to": item["scores"][id]
        } })
    };
    let events: Vec<Value> = settled.iter().map(event).collect();
    json!([{ "seq": 3, "kind": "score", "events": events, "reason": "estimated together" }])
}

fn step(rules: &[Criterion]) -> impl Strategy<Value = Step> + use<> {
    let (at, to) = (any::<Index>, || weighted(0.85, any::<Index>()));
    let arrival = (item(rules), weighted(0.5, select(vec!["i0", "new"]))).prop_map(|(mut item, id)| {
        if let Some(id) = id {
            item["id"] = json!(id);
        }
        item
    });
    let took = || option::of(0..20u8);
    let text = select(vec![Some("the gateway retries"), Some("  "), None]);
    prop_oneof![
        6 => (at(), at(), to()).prop_map(|(item, criterion, to)| Step::Agree { item, criterion, to }),
        5 => (at(), at(), at(), to()).prop_map(|(item, criterion, participant, to)| Step::Vote {
            item, criterion, participant, to
        }),
        2 => vec(arrival, 1..=3).prop_map(Step::Add),
        3 => (at(), facet()).prop_map(|(item, to)| Step::Edit { item, to }),
        2 => (at(), at()).prop_map(|(item, into)| Step::Merge { item, into }),
        2 => (at(), vec(select(vec!["Dark mode", "A part", " "]), 1..=3))
            .prop_map(|(item, titles)| Step::Split { item, titles }),
        2 => (at(), text).prop_map(|(entry, text)| Step::Reason { entry, text }),
        2 => (at(), vec(any::<Index>(), 9)).prop_map(|(rank, order)| Step::BreakTie { rank, order }),
        1 => at().prop_map(Step::Untie),
        2 => (at(), took()).prop_map(|(item, halves)| Step::Finish(item, halves)),
        1 => at().prop_map(Step::Reopen),
        2 => vec((at(), took()), 0..=3).prop_map(Step::Close),
        3 => (capacities(), option::of(select(vec![0.0, 0.25]))).prop_map(|(mut capacity, target)| {
            if let Some(fields) = capacity.as_object_mut() {
                fields.insert("tech_health_target".to_owned(), json!(target));
            }
            Step::SetCapacity(capacity)
        }),
        5 => (at(), weighted(0.7, select(vec!["in", "in", "out"]))).prop_map(|(item, held)| {
            let pin = held.map(|held| json!({ "held": held, "owner": "Bo", "reason": "the law asks" }));
            Step::Pin { item, pin: json!(pin) }
        }),
        6 => (at(), select(Horizon::ALL), weighted(0.8, Just("the law changes")), hold()).prop_map(
            |(item, to, until, hold)| Step::Place { item, to, until, hold }
        ),
        1 => (at(), 0..3u8, select(vec!["Raj", " "])).prop_map(|(on, about, owner)| {
            let call = json!({ "what": "not before May", "owner": owner, "reason": "the audit", "alternatives": ["now"] });
            Step::Call { on, about, call }
        }),
        6 => (0..5u8, vec(any::<Index>(), 1..=3), select(Side::ALL))
            .prop_map(|(what, items, side)| Step::Round(what, items, side)),
        6 => (at(), at(), at(), weighted(0.7, any::<Index>()), any::<bool>()).prop_map(
            |(item, criterion, participant, to, unsure)| Step::Answer { item, criterion, participant, to, unsure }
        ),
        1 => (at(), at(), at()).prop_map(|(item, criterion, to)| Step::Decide(item, criterion, to)),
        1 => (at(), person()).prop_map(|(who, to)| Step::Person(who, to)),
        1 => select(vec![Some("Nobody waits."), Some("  "), None]).prop_map(Step::SetVision),
        2 => (0..4u8, at(), goal()).prop_map(|(what, at, to)| Step::ListGoal(what, at, to)),
        2 => (0..4u8, at(), theme()).prop_map(|(what, at, to)| Step::ListTheme(what, at, to)),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
    ]
}

/// A goal as it is written down, with and without an id or a title that others have.
fn goal() -> impl Strategy<Value = Value> {
    let goals = json!([
        { "title": "Fewer calls", "metric": "calls a week", "baseline": 40, "target": 20, "current": 36.5 },
        { "title": "fewer calls ", "target": -1 }, { "id": "calls", "title": "Silence", "colour": 1.10 },
        { "title": "" }, { "id": "own" }
    ]);
    select(goals.as_array().unwrap().clone())
}

/// Somebody as they are listed, with and without a name, a side, or a place among those who take part.
fn person() -> impl Strategy<Value = Value> {
    let people = json!([
        { "name": "Ana", "side": "engineering" }, { "name": "Ana", "side": "business", "decides": true },
        { "name": "Bo", "side": "engineering", "retired": true }, { "name": " " }, { "name": "Kim", "side": "observer" }
    ]);
    select(people.as_array().unwrap().clone())
}

/// A theme, the same way.
fn theme() -> impl Strategy<Value = Value> {
    let themes = json!([
        { "title": "Trust", "goal": "calls" }, { "id": "seen", "title": "Delivery visibility", "goal": "Fewer calls" },
        { "title": "Delivery visibility", "lane": [1e2] }, { "title": " " }
    ]);
    select(themes.as_array().unwrap().clone())
}

/// What becomes of a pin in a move on the roadmap.
fn hold() -> impl Strategy<Value = Hold> {
    let pinned = |held| Pin {
        held: Some(held),
        owner: "Bo".to_owned(),
        reason: "the law asks".to_owned(),
        ..Pin::default()
    };
    prop_oneof![
        4 => Just(Hold::AsItIs),
        1 => Just(Hold::LetGo),
        2 => select(Held::ALL).prop_map(move |held| Hold::Pinned(pinned(held))),
    ]
}

/// A facet as it is to be, some of them not to be had.
fn facet() -> impl Strategy<Value = Value> {
    let facets = json!([
        { "moscow": "must" }, { "moscow": "could" }, { "moscow": null }, { "kind": "debt" },
        { "kind": "feature" }, { "title": "Renamed" }, { "title": " " }, { "theme": "trust" }, { "theme": "TRUST" },
        { "theme": "delivery visibility" }, { "goals": ["Fewer Calls", "own"] },
        { "owner": "Bo" }, { "owner": null }, { "tags": ["new", "new", ""] }, { "depends_on": ["i0", "i1"] },
        { "depends_on": [] }, { "depends_on": ["nobody"] }, { "actual_effort": 2.5 }, { "description": "a\nb" }
    ]);
    select(facets.as_array().unwrap().clone())
}
