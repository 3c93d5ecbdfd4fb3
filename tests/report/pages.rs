//! Pages are well made, whatever is in the workspace.

use cutline::chart::{self, Look};
use cutline::domain::document::{Audience, Dress};
use cutline::domain::round::Ask;

use super::markup::{problems, read};
use super::{DEMO, every_page, open, open_value, today, written};

/// The workspaces that reports are tried on: as they come, and with what most of them have missing.
fn workspaces() -> Vec<(&'static str, String)> {
    let demo: serde_json::Value = serde_json::from_str(DEMO).unwrap();
    let without = |fields: &[&str]| {
        let mut demo = demo.clone();
        for field in fields {
            demo.as_object_mut().unwrap().remove(*field);
        }
        demo.to_string()
    };
    let ice = r#"{"framework": "ice", "items": [{"title": "A", "scores": {"impact": 5, "confidence": 5, "ease": 2}},
        {"title": "B", "depends_on": ["gone"], "horizon": "now"}]}"#;
    vec![
        ("demo", DEMO.to_owned()),
        ("smallest", r#"{"items": []}"#.to_owned()),
        ("no capacity", without(&["capacity"])),
        ("no aims", without(&["goals", "themes", "vision", "title"])),
        ("no log", without(&["log", "cycles", "participants"])),
        ("ice", ice.to_owned()),
        ("many", many(300)),
    ]
}

/// A workspace of so many items.
fn many(count: usize) -> String {
    let kinds = ["feature", "tech", "debt", "discovery", "compliance"];
    let item = |i: usize| {
        format!(
            r#"{{"id": "i{i}", "title": "Item {i}", "kind": "{}", "deferrals": {}, "cost_of_not_doing": "{i} hours",
            "acceptance": ["it works"], "depends_on": ["i{}"],
            "scores": {{"impact": {}, "effort": {{"votes": {{"a": {}, "b": {}}}}}}}}}"#,
            kinds[i % 5],
            i % 4,
            (i * 7) % count,
            i % 5 + 1,
            i % 4 + 1,
            i % 3 + 1
        )
    };
    let items: Vec<String> = (0..count).map(item).collect();
    format!(
        r#"{{"framework": "value-effort", "capacity": {{"amount": 90, "unit": "points"}}, "items": [{}]}}"#,
        items.join(",")
    )
}

#[test]
fn every_page_is_well_made() {
    for (name, file) in workspaces() {
        for (report, text) in every_page(&open(&file)) {
            let page = read(&text).unwrap_or_else(|what| panic!("{name}, {report}: {what}"));
            assert_eq!(problems(&page), Vec::<String>::new(), "{name}, {report}");
            let html = page.elements.iter().find(|element| element.name == "html").unwrap();
            assert_eq!(html.attribute("lang"), Some("en"));
            let policy = page.elements.iter().find_map(|element| element.attribute("content"));
            assert_eq!(policy, Some("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
            let outside: Vec<&str> = text.match_indices("//").map(|(at, _)| &text[at - 6..at + 12]).collect();
            assert!(
                outside.iter().all(|found| found.contains("//www.w3.org")),
                "{name}, {report}: {outside:?}"
            );
        }
    }
}

#[test]
fn pictures_of_their_own_are_well_made() {
    for (name, file) in workspaces() {
        let text = chart::matrix(&open(&file), Look::Alone);
        let page = read(&text).unwrap_or_else(|what| panic!("{name}: {what}"));
        assert_eq!(problems(&page), Vec::<String>::new(), "{name}");
        assert_eq!(page.elements[0].attribute("xmlns"), Some("http://www.w3.org/2000/svg"));
    }
}

#[test]
fn the_same_workspace_makes_the_same_report() {
    for audience in Audience::ALL {
        for dress in Dress::ALL {
            let [one, other] = [DEMO, DEMO].map(|file| written(&open(file), *audience, *dress));
            assert_eq!(one, other, "{audience}.{dress}");
            assert!(one.contains("20 January 2026"));
        }
    }
}

#[test]
fn the_founder_reads_of_all_that_fits_however_it_is_spread_over_goals() {
    for (counts, named) in
        [(&[13, 1][..], 14), (&[10, 1, 1, 1], 13), (&[20], 14), (&[7, 7, 7], 14), (&[1], 1)]
    {
        let goals = (0..counts.len()).map(|at| format!(r#"{{"id": "g{at}", "title": "Goal {at}"}}"#));
        let items = counts.iter().enumerate().flat_map(|(at, count)| {
            (0..*count).map(move |i| {
                format!(r#"{{"title": "Item {at} {i}.", "goals": ["g{at}"], "scores": {{"impact": 3, "effort": 1}}}}"#)
            })
        });
        let [goals, items] = [goals.collect::<Vec<_>>(), items.collect()].map(|list| list.join(","));
        let workshop = open(&format!(
            r#"{{"framework": "value-effort", "capacity": {{"amount": 99, "unit": "items"}}, "goals": [{goals}], "items": [{items}]}}"#
        ));
        let page = written(&workshop, Audience::Founder, Dress::Markdown);
        assert_eq!(page.matches("- **Item ").count(), named, "{counts:?}: {page}");
    }
}

#[test]
fn long_lists_are_cut_and_counted() {
    let workshop = open(&many(300));
    for audience in Audience::ALL {
        for dress in Dress::ALL {
            let text = written(&workshop, *audience, *dress);
            let most = if *dress == Dress::Html { 150_000 } else { 40_000 };
            assert!(text.len() < most, "{audience}.{dress} has {} bytes", text.len());
        }
    }
    let founder = written(&workshop, Audience::Founder, Dress::Markdown);
    assert!(founder.contains("\nand 235 more\n"), "{founder}");
}

#[test]
fn a_founder_reads_of_what_a_law_asks_for_and_of_the_best_that_is_out() {
    let item = |title: &str, impact: u32, more: &str| {
        format!(r#"{{"title":"{title}","scores":{{"impact":{impact},"effort":1}}{more}}}"#)
    };
    let items = [
        item("In", 5, ""),
        item("Best", 4, ""),
        item("Second", 4, ""),
        item("Third", 4, ""),
        item("Fourth", 4, ""),
        item("Law", 1, r#","kind":"compliance""#),
        item("Costly", 2, r#","cost_of_not_doing":"A day a week""#),
    ];
    let workshop = open(&format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":1,"unit":"points"}},"items":[{}]}}"#,
        items.join(",")
    ));
    let page = written(&workshop, Audience::Founder, Dress::Markdown);
    let rows: Vec<&str> = page.lines().filter(|line| line.contains("| out, #")).collect();
    let expected = [
        "| Law | out, #7 | no cost on record, compliance |",
        "| Costly | out, #6 | A day a week |",
        "| Best | out, #2 | no cost on record |",
        "| Second | out, #3 | no cost on record |",
    ];
    assert_eq!(rows, expected);
    assert!(page.contains("2 more not in now, with no cost on record"), "{page}");
}

#[test]
fn the_minutes_tell_who_is_done_and_nobody_that_they_fell_out() {
    use cutline::domain::command::Command;
    use cutline::domain::tradeoff::Stamp;
    let mut workshop = open(
        r#"{"framework":"value-effort","capacity":{"amount":4,"unit":"points"},
        "items":[{"id":"a","title":"Alpha","scores":{"impact":5,"effort":2}},
                 {"id":"b","title":"Beta","scores":{"impact":4,"effort":2}}]}"#,
    );
    let at = "2026-01-13T11:00:00+01:00".parse().ok();
    let command = Command::Finish {
        item: workshop.workspace().slot(&"a".into()).unwrap(),
        actual: None,
        date: "2026-01-13".to_owned(),
    };
    workshop.perform(command, Stamp { at, by: None }).unwrap();
    let board = written(&workshop, Audience::Board, Dress::Markdown);
    assert!(board.contains("In is also what was done in this cycle: 1 item."), "{board}");
    let minutes = written(&workshop, Audience::Minutes, Dress::Markdown);
    assert!(minutes.contains("✓ done: Alpha") && minutes.contains("| Alpha | 1 | – | done |"), "{minutes}");
    assert!(minutes.contains("Nobody came in or fell out.") && !minutes.contains("▼ out"), "{minutes}");
    assert!(written(&workshop, Audience::Minutes, Dress::Html).contains("Done: <bdi>Alpha</bdi>"));
    // Said once more what it took, it is told once; opened again it is not told.
    let slot = workshop.workspace().slot(&"a".into()).unwrap();
    let again = Command::Finish { item: slot, actual: Some(3.into()), date: "2026-01-13".to_owned() };
    workshop.perform(again, Stamp { at, by: None }).unwrap();
    assert_eq!(written(&workshop, Audience::Minutes, Dress::Markdown).matches("✓ done: Alpha").count(), 1);
    workshop.perform(Command::Reopen(slot), Stamp { at, by: None }).unwrap();
    assert!(!written(&workshop, Audience::Minutes, Dress::Markdown).contains("✓ done"));
}

#[test]
fn what_is_hidden_until_a_reveal_stays_hidden() {
    use cutline::domain::command::Command;
    use cutline::domain::criterion::Side;
    use cutline::domain::tradeoff::Stamp;
    let mut workshop = open(DEMO);
    let slot = workshop.workspace().slot(&"calendar-sync".into()).unwrap();
    let at = "2026-01-13T11:00:00+01:00".parse().ok();
    let command = Command::OpenRounds { items: vec![slot], side: Side::Engineering, ask: Ask::Everything };
    workshop.perform(command, Stamp { at, by: None }).unwrap();
    let title = "Replace the nightly calendar sync";
    for (report, text) in every_page(&workshop) {
        for line in text.lines().filter(|line| line.contains(title)) {
            for leak in ["3 → 4", "#6", "#9", "#11", "score"] {
                assert!(!line.contains(leak), "{report}: {leak} in {line}");
            }
        }
    }
    let founder = written(&workshop, Audience::Founder, Dress::Markdown);
    assert!(founder.contains("1 more voted on"), "{founder}");
    assert!(!founder.contains(&format!("| {title} | no rank |")), "nobody has refused it: {founder}");
    let board = written(&workshop, Audience::Board, Dress::Markdown);
    assert!(board.contains("; without 1 voted on"), "{board}");
    let minutes = written(&workshop, Audience::Minutes, Dress::Markdown);
    assert!(minutes.contains("1 voted on blind: left out on both sides until the reveal."), "{minutes}");
    assert!(minutes.contains("hidden until the reveal"), "{minutes}");
    assert!(!minutes.contains(&format!("| {title} |")), "{minutes}");
}

#[test]
fn the_order_of_work_has_blockers_first_and_leaves_circles_out() {
    let item = |id: &str, impact: u32, waits: &str| {
        serde_json::json!({"id": id, "title": id, "depends_on": waits.split_whitespace().collect::<Vec<_>>(),
            "scores": {"impact": impact, "effort": 1}})
    };
    let workshop = open_value(&serde_json::json!({
        "framework": "value-effort", "capacity": {"amount": 9, "unit": "points"},
        "items": [item("roof", 5, "walls"), item("walls", 4, "ground"), item("ground", 1, ""), item("alone", 5, ""),
                  item("hen", 3, "egg"), item("egg", 3, "hen")]
    }));
    let text = written(&workshop, Audience::Engineering, Dress::Markdown);
    assert!(text.contains("### In this order\n\n1. ground\n1. walls\n1. roof\n\n"), "{text}");
    assert!(text.contains("- **hen** waits for egg"), "{text}");
    assert_eq!(today().to_string(), "2026-01-20");
}
