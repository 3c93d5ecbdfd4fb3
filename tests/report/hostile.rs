//! Text from files is text in every report, whatever it says: the page around it stays the same.

use cutline::domain::document::{Audience, Dress};
use serde_json::{Value, json};

use super::markup::{problems, read};
use super::{every_page, open_value, written};

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onload='alert(1)",
    "a & b &lt; &#60; &copy;",
    "{{ 7 * 191 }} {% for x in range(9) %}x{% endfor %} {# gone #}",
    "]]></style></svg></title>",
    "\u{202e}gnorw\u{202c} \u{2066}a\u{2069} \u{200b}\u{feff}",
    "a\u{1b}[31mb\u{7}c\u{0}d\u{9b}e",
    "one\ntwo\r\n\r\n# three\n| four |\n---\n- five",
    "# head",
    "- [link](javascript:alert(1)) ![x](y)",
    "1. **bold** _it_ ~~s~~ `code` | cell | \\",
    "***",
    "=== \\",
    "+ > quote",
    "https://evil.example www.evil.example",
    "<!-- comment",
    "مرحبا שלום 予約 👩\u{200d}🔧",
];

/// A workspace that says something in every field; what, is asked for each.
fn workspace(mut say: impl FnMut() -> String) -> Value {
    let mut item = |id: &str, extra: &Value| {
        let mut item = json!({
            "id": id, "title": say(), "kind": "debt", "outcome": say(), "cost_of_not_doing": say(), "unblocks": say(),
            "acceptance": [say(), say()], "risks": [say()], "owner": say(), "tags": ["public"], "theme": "t",
            "goals": ["g"], "deferrals": 3,
            "scores": {"impact": 5, "effort": {"votes": {"a": 1, "b": 5}}}
        });
        item.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        item
    };
    let items = vec![
        item("in", &json!({"depends_on": ["out"]})),
        item("feature", &json!({"kind": "feature"})),
        item("out", &json!({"scores": {"impact": 1, "effort": 5}})),
        item("next", &json!({"scores": {"impact": 1, "effort": 5}, "horizon": "next"})),
        item("unscored", &json!({"scores": {}})),
        item("parked", &json!({"horizon": "parked"})),
        item("declined", &json!({"horizon": "declined"})),
    ];
    let mut file = json!({
        "title": say(), "vision": say(), "framework": "value-effort",
        "capacity": {"amount": 7, "unit": say()},
        "goals": [{"id": "g", "title": say(), "metric": say(), "baseline": 1, "target": 9, "current": 2}],
        "themes": [{"id": "t", "title": say(), "goal": "g"}],
        "participants": [{"id": "a", "name": say(), "side": "engineering"}, {"id": "b", "name": say()}],
        "cycles": [{"id": say(), "tech_share": 0.5, "deferred": ["in"]}, {"id": say(), "tech_share": 0.1}],
        "items": items,
        "log": [
            {"seq": 1, "at": "2026-01-13T10:00:00Z", "by": "a", "side": "engineering", "kind": "score", "item": "in",
             "cause": {"field": "effort"}, "rank": {"from": 4, "to": 1}, "entered": ["in"], "left": ["out"], "reason": say(),
             "events": [{"agreed": {"item": "in", "criterion": "effort", "from": 5, "to": null}}]},
            {"seq": 2, "at": "2026-01-13T10:05:00Z", "kind": "call", "item": "in", "reason": say(),
             "events": [{"called": {"item": "in", "from": null, "to": {"what": say(), "owner": say(), "reason": say(),
                        "alternatives": [say(), say()], "disappointed": [say()]}}}]},
            {"seq": 3, "at": "2026-01-13T10:06:00Z", "kind": "horizon", "item": "parked", "reason": say(),
             "events": [{"placed": {"item": "parked", "from": {}, "to": {"horizon": "parked"}}}]}
        ]
    });
    for at in [5, 6] {
        file["items"][at]["set_aside"] = json!({"reason": say(), "revisit": say()});
    }
    file["items"][0]["pin"] = json!({"held": "in", "owner": say(), "reason": say()});
    file
}

/// The same with every field saying the same plain word, or everything that is hostile in turn from `from` on.
fn plain() -> Value {
    workspace(|| "word".to_owned())
}

fn hostile(from: usize) -> Value {
    let mut next = HOSTILE.iter().cycle().skip(from);
    workspace(move || (*next.next().unwrap()).to_owned())
}

/// What is left of a page when its words are taken away.
fn skeleton(text: &str) -> Vec<String> {
    let page = read(text).unwrap_or_else(|what| panic!("{what}"));
    assert_eq!(problems(&page), Vec::<String>::new());
    let shape = |name: &str| ["viewBox", "d", "x", "y"].contains(&name);
    let element = |element: &super::markup::Element| {
        let attributes = element.attributes.iter().filter(|(name, _)| !shape(name) && name != "datetime");
        let attributes: Vec<String> = attributes.map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {}", element.name, attributes.join(" "))
    };
    page.elements.iter().map(element).collect()
}

#[test]
fn nothing_that_a_file_says_becomes_a_part_of_a_page() {
    let expected: Vec<_> =
        every_page(&open_value(&plain())).into_iter().map(|(name, text)| (name, skeleton(&text))).collect();
    for from in 0..HOSTILE.len() {
        let pages = every_page(&open_value(&hostile(from)));
        for ((name, text), (_, expected)) in pages.iter().zip(&expected) {
            assert_eq!(&skeleton(text), expected, "{name} from {from}");
            let harmful = |c: char| c != '\n' && cutline::domain::text::harmful(c);
            assert!(!text.contains(harmful), "{name} from {from}");
            assert!(!text.contains("1337"), "{name} from {from}: a template in a text was filled");
        }
    }
}

/// What is left of a line of Markdown when its words are taken away: how it begins, and what is not escaped.
fn bones(line: &str) -> String {
    let mut bones = String::new();
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => {
                characters.next();
            }
            '|' | '`' | '[' | ']' | '<' | '>' | '~' | '*' | '_' => bones.push(c),
            _ => {}
        }
    }
    let first = line.split(' ').next().unwrap_or_default();
    let begins = ["#", "##", "###", "-", "+", "1.", ">", "|", "---", "==="].contains(&first);
    format!("{}{bones}", if begins { first } else { "" })
}

#[test]
fn nothing_that_a_file_says_becomes_a_part_of_a_document() {
    let structure = |text: &str| text.lines().map(bones).collect::<Vec<_>>();
    let plain = open_value(&plain());
    for from in 0..HOSTILE.len() {
        let hostile = open_value(&hostile(from));
        for audience in Audience::ALL {
            let expected = structure(&written(&plain, *audience, Dress::Markdown));
            let text = written(&hostile, *audience, Dress::Markdown);
            for ((bones, expected), line) in structure(&text).iter().zip(&expected).zip(text.lines()) {
                assert_eq!(bones, expected, "{audience} from {from}: {line}");
            }
            assert_eq!(text.lines().count(), expected.len(), "{audience} from {from}:\n{text}");
            let links = text.replace("\\://", "").contains("://");
            assert!(!links && !text.contains("1337"), "{audience} from {from}:\n{text}");
        }
    }
}

#[test]
fn what_is_to_be_read_from_right_to_left_is_kept_apart() {
    let mut file = plain();
    file["items"][1]["title"] = json!("שלום עולם");
    let workshop = open_value(&file);
    for (name, text) in every_page(&workshop) {
        for (at, _) in text.match_indices("שלום") {
            let tag = &text[text[..at].rfind('<').unwrap()..at];
            let apart = tag.starts_with("<bdi") || tag.contains("dir=\"auto\"") || tag.starts_with("<text ");
            assert!(apart || tag.starts_with("<title") || tag.starts_with("<desc"), "{name}: {tag}");
        }
    }
}
