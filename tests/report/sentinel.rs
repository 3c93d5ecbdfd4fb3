//! Customers are told nothing internal: a workspace in which every internal field holds a word of its own.

use cutline::domain::document::{Audience, Dress};
use serde_json::{Value, json};

use super::{open_value, written};

/// Gives out words that nobody else uses.
#[derive(Default)]
struct Words(usize);

impl Words {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("sentinel{}x", self.0)
    }
}

/// An item with a sentinel in every field; what customers may read is said on top.
fn item(words: &mut Words, id: &str, top: &Value) -> Value {
    let id = format!("sentinel-{id}");
    let mut item = json!({
        "id": id, "title": words.next(), "kind": "feature", "theme": words.next(), "goals": [words.next()],
        "outcome": words.next(), "cost_of_not_doing": words.next(), "unblocks": words.next(),
        "hypothesis": words.next(), "description": words.next(), "acceptance": [words.next()],
        "risks": [words.next()], "depends_on": [words.next()], "source": words.next(), "owner": words.next(),
        "tags": [words.next()], "created": words.next(), "updated": words.next(), "unknown": words.next(),
        "scores": {"customer_value": {"votes": {"sentinel-raj": 5}}, "business_value": 5, "urgency": 5,
                   "effort": {"votes": {"sentinel-ana": 1, "sentinel-bo": 5}, "agreed": 1}},
        "pin": {"held": "in", "owner": words.next(), "reason": words.next()},
        "deferrals": 7, "actual_effort": 9
    });
    item.as_object_mut().unwrap().extend(top.as_object().unwrap().clone());
    item
}

fn workspace() -> Value {
    let w = &mut Words::default();
    let public = |title: &str, outcome: &str| json!({"title": title, "outcome": outcome});
    let with = |mut base: Value, more: Value| {
        base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        base
    };
    let out = json!({"held": "out"});
    let aside = json!({"reason": w.next(), "revisit": w.next(), "at": w.next()});
    let items = vec![
        item(w, "now", &public("Public now", "Public outcome of now")),
        item(
            w,
            "next",
            &with(public("Public next", "Public outcome of next"), json!({"horizon": "next", "pin": out})),
        ),
        item(w, "later", &json!({"title": "Public later", "outcome": "", "horizon": "later", "pin": out})),
        item(w, "law", &json!({"kind": "compliance", "outcome": "Public outcome of a law"})),
        item(
            w,
            "told",
            &json!({"kind": "debt", "outcome": "Public outcome of a repair", "tags": ["public"]}),
        ),
        item(w, "debt", &json!({"kind": "debt"})),
        item(w, "tech", &json!({"kind": "tech"})),
        item(w, "discovery", &json!({"kind": "discovery"})),
        item(w, "internal", &json!({"tags": ["internal"]})),
        item(w, "out", &json!({"pin": out})),
        item(w, "parked", &json!({"horizon": "parked", "set_aside": aside})),
        item(w, "declined", &json!({"horizon": "declined", "set_aside": aside})),
        item(w, "done", &json!({"status": "done"})),
        item(w, "merged", &json!({"status": "merged", "merged_into": "sentinel-now"})),
        item(w, "withdrawn", &json!({"status": "withdrawn"})),
    ];
    json!({
        "title": w.next(), "vision": w.next(), "framework": "four-factor", "review": w.next(), "unknown": w.next(),
        "capacity": {"amount": 777, "unit": w.next()},
        "goals": [{"id": "g", "title": w.next(), "metric": w.next(), "baseline": 771, "target": 772, "current": 773}],
        "themes": [{"id": w.next(), "title": w.next(), "goal": "g"}],
        "participants": [{"id": "sentinel-raj", "name": w.next(), "side": "business"},
                         {"id": "sentinel-ana", "name": w.next(), "side": "engineering"}],
        "cycles": [{"id": w.next(), "closed": "2025-12-19", "deferred": ["sentinel-debt"], "tech_share": 0.77}],
        "items": items,
        "log": [
            {"seq": 1, "at": "2026-01-13T10:00:00Z", "by": "sentinel-ana", "kind": "score", "item": "sentinel-now",
             "entered": ["sentinel-now"], "left": ["sentinel-out"], "reason": w.next(),
             "events": [{"agreed": {"item": "sentinel-now", "criterion": "effort", "from": 5, "to": 1}}]},
            {"seq": 2, "at": "2026-01-13T10:00:00Z", "kind": "call",
             "events": [{"called": {"from": null, "to": {"what": w.next(), "owner": w.next(), "reason": w.next(),
                                                         "alternatives": [w.next()], "disappointed": [w.next()]}}}]}
        ]
    })
}

#[test]
fn customers_are_told_nothing_internal() {
    let workshop = open_value(&workspace());
    for dress in Dress::ALL {
        let text = written(&workshop, Audience::Customer, *dress);
        let visible = text.split("</style>").last().unwrap();
        for internal in
            ["sentinel", "77", "#", "deferred", "pinned", "score", "rank", "feature", "debt", "four"]
        {
            let found = visible.find(internal).map(|at| &visible[at.saturating_sub(40)..]);
            // The headings of Markdown are no ranks.
            let is_heading = internal == "#" && *dress == Dress::Markdown && !visible.contains("#1");
            assert!(found.is_none() || is_heading, "{dress}: {internal} in {found:?}");
        }
        for public in [
            "Public now",
            "Public outcome of now",
            "Public next",
            "Public outcome of next",
            "Public later",
            "Public outcome of a law",
            "Public outcome of a repair",
        ] {
            assert!(visible.contains(public), "{dress}: {public} is missing in {visible}");
        }
    }
}

#[test]
fn a_template_cannot_tell_customers_more() {
    use cutline::report::{self, Context, Template};
    let workshop = open_value(&workspace());
    let own = "{% for name, value in debug_all | items %}{% endfor %}";
    for text in ["{{ title }}", "{{ vision }}", "{{ figures }}", "{{ now.rows[0].owner }}", own] {
        let template = Some(Template { name: "mine", text });
        let context = Context { today: super::today(), template };
        let result = report::write(Audience::Customer, Dress::Markdown, &workshop, &context);
        assert!(result.is_err(), "{text}: {result:?}");
    }
}

#[test]
fn the_others_are_told_so_the_words_are_there_to_be_found() {
    let workshop = open_value(&workspace());
    for (audience, least) in
        [(Audience::Founder, 15), (Audience::Engineering, 25), (Audience::Board, 8), (Audience::Minutes, 12)]
    {
        let text = written(&workshop, audience, Dress::Markdown);
        let found = text.matches("sentinel").count();
        assert!(found >= least, "{audience}: only {found}\n{text}");
    }
}
