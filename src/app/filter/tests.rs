//! What the filters let through.

use super::*;
use crate::app::App;
use crate::app::keymap::Keymap;
use crate::app::rows::Row;
use crate::app::settings::Settings;
use crate::app::{Opening, view::Pane};
use crate::domain::framework::Side;
use crate::domain::workspace::Head;

const WORKSPACE: &str = r#"{
    "framework": "value-effort", "capacity": {"amount": 4, "unit": "points"},
    "themes": [{"id": "trust", "title": "Data in safe hands"}, {"id": "gaps", "title": "Fewer gaps", "goal": "missed"}],
    "goals": [{"id": "missed", "title": "Fewer missed visits"}],
    "items": [
        {"id": "a", "title": "A", "kind": "debt", "moscow": "must", "theme": "trust", "owner": "Ana",
         "goals": ["missed", "own"], "tags": ["x", "y"], "depends_on": ["e"], "horizon": "now",
         "scores": {"impact": 5, "effort": 2}},
        {"id": "b", "title": "B", "kind": "tech", "moscow": "must", "theme": "gaps", "owner": " ",
         "scores": {"impact": 4, "effort": 2}},
        {"id": "c", "title": "C", "moscow": "wont", "owner": "Bo", "scores": {"impact": 3, "effort": 2}},
        {"id": "d", "title": "D", "kind": "debt", "scores": {"impact": 2, "effort": 2}},
        {"id": "e", "title": "E", "kind": "debt", "moscow": "must", "owner": "Ana", "scores": {"effort": 2}},
        {"id": "f", "title": "F", "scores": {"impact": 2}},
        {"id": "parked", "title": "P", "horizon": "parked", "owner": "Zoe", "scores": {}}
    ]
}"#;

fn app() -> App {
    let head: Head = serde_json::from_str(WORKSPACE).unwrap();
    let workshop = Workshop::new(Workspace::load(head).unwrap().0);
    App::new(workshop, Opening::default(), Settings::default(), Keymap::built_in())
}

fn filtered(tests: &[Test]) -> App {
    let mut app = app();
    for test in tests {
        app.filter.filter.toggle(test);
    }
    app.refilter();
    app.select_near(app.view.selected);
    app
}

fn ids(app: &App, slots: &[Slot]) -> String {
    slots.iter().map(|slot| app.workspace().item(*slot).id.as_str()).collect()
}

/// The rows that are left, with the line and the heading among them.
fn drawn(app: &App) -> String {
    let rows = app.rows();
    let mut text = String::new();
    for at in 0..rows.len() {
        let row = rows.at(at).unwrap();
        if let Some(slot) = row.slot() {
            assert_eq!(rows.of(slot), Some(at));
        }
        match row {
            Row::Line => {
                assert_eq!(rows.line(), Some(at));
                text.push('|');
            }
            Row::UnscoredHead => text.push('?'),
            Row::Ranked(slot, _) | Row::Unscored(slot) => text.push_str(&ids(app, &[slot])),
        }
    }
    assert_eq!(rows.at(rows.len()), None);
    text
}

#[test]
fn tests_about_one_thing_widen_and_about_different_things_narrow() {
    let (debt, must) = (Test::Kind(Kind::Debt), Test::Class(Some(Class::Must)));
    for (tests, listed, rows, told) in [
        (&[][..], "abcdef", "ab|cd?ef", ""),
        (std::slice::from_ref(&debt), "ade", "a|d?e", "kind debt"),
        (&[debt.clone(), Test::Kind(Kind::Tech)], "abde", "ab|d?e", "kind tech or debt"),
        (&[debt.clone(), must.clone()], "ae", "a|?e", "kind debt, must"),
        (&[must, Test::Class(Some(Class::Wont))], "abce", "ab|c?e", "must or won't"),
        (&[Test::Class(None)], "df", "|d?f", "no class"),
        (&[Test::Horizon(Some(Horizon::Now))], "ab", "ab|", "now"),
        (&[Test::Horizon(None)], "cdef", "|cd?ef", "no horizon"),
        (&[Test::Theme(Some("trust".to_owned()))], "a", "a|", "theme Data in safe hands"),
        (
            &[Test::Theme(Some("gaps".to_owned())), Test::Theme(None)],
            "bcdef",
            "b|cd?ef",
            "theme Fewer gaps or none",
        ),
        (&[Test::Goal(Some("missed".to_owned()))], "ab", "ab|", "goal Fewer missed visits"),
        (&[Test::Goal(None)], "cdef", "|cd?ef", "no goal"),
        (&[Test::Owner(Some("Ana".to_owned()))], "ae", "a|?e", "owner Ana"),
        (&[Test::Owner(None)], "bdf", "b|d?f", "no owner"),
        (&[Test::Tag(Some("y".to_owned()))], "a", "a|", "tag y"),
        (&[Test::Tag(None), Test::Unscored], "ef", "|?ef", "unscored, no tag"),
        (&[Test::Flagged], "a", "a|", "flagged"),
        (&[debt.clone(), Test::Owner(Some("Bo".to_owned()))], "", "|", "kind debt, owner Bo"),
    ] {
        let app = filtered(tests);
        assert_eq!(ids(&app, app.listed()), listed, "{tests:?}");
        assert_eq!(drawn(&app), rows, "{tests:?}");
        assert_eq!(app.filter.filter().told(app.workspace()), told);
        assert_eq!(app.unscored(), listed.matches(['e', 'f']).count());
        let waiting = |side| ids(&app, app.waiting(side));
        assert_eq!(waiting(Side::Business), listed.matches('e').collect::<String>());
        assert_eq!(waiting(Side::Engineering), listed.matches('f').collect::<String>());
    }
}

#[test]
fn what_holds_of_an_item_is_what_it_is_listed_under() {
    let app = app();
    let lens = Lens::new(&app);
    let tests: Vec<Test<&str>> = app.listed().iter().flat_map(|slot| Test::all_of(&lens, *slot)).collect();
    for slot in app.listed() {
        let own: Vec<Test<&str>> = Test::all_of(&lens, *slot).collect();
        for test in &tests {
            assert_eq!(test.holds(&lens, *slot), own.contains(test), "{slot:?} {test:?}");
        }
    }
}

#[test]
fn the_values_that_occur_are_counted_in_the_order_of_the_file() {
    let mut app = app();
    app.filter.filter.toggle(&Test::Owner(Some("Gone".to_owned())));
    choose::open(&mut app);
    let Some(crate::app::overlay::Overlay::Filter(chooser)) = &app.overlay else { panic!() };
    let told: Vec<String> = chooser
        .choices
        .iter()
        .map(|Choice { test, count }| format!("{} {} {count}", test.by().name(), test.value(app.workspace())))
        .collect();
    let expected = [
        "kind feature 2",
        "kind tech 1",
        "kind debt 3",
        "MoSCoW must 3",
        "MoSCoW won't 1",
        "MoSCoW none 2",
        "horizon now 2",
        "horizon none 4",
        "theme Data in safe hands 1",
        "theme Fewer gaps 1",
        "theme none 4",
        "goal Fewer missed visits 2",
        "goal none 4",
        "owner Ana 2",
        "owner Bo 1",
        "owner Gone 0",
        "owner none 3",
        "scores unscored 2",
        "flags flagged 1",
        "tag x 1",
        "tag y 1",
        "tag none 5",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_hidden_selection_goes_to_the_nearest_item_that_is_shown() {
    let debt = [Test::Kind(Kind::Debt)];
    for (pane, from, to) in [
        (Pane::Scoring(Side::Business), 1, "a"),
        (Pane::Scoring(Side::Business), 2, "d"),
        (Pane::Scoring(Side::Business), 5, "e"),
        (Pane::Scoring(Side::Business), 4, "e"),
        // In the backlog the line and the heading are rows, too.
        (Pane::Backlog, 1, "a"),
        (Pane::Backlog, 2, "d"),
        (Pane::Backlog, 5, "e"),
    ] {
        let mut app = filtered(&debt);
        app.view.focus(pane);
        app.select_near(Some(Slot::new(from)));
        assert_eq!(app.selected().unwrap().1.id.as_str(), to, "{pane:?} {from}");
    }
}

#[test]
fn a_filter_that_leaves_nothing_remembers_where_one_was() {
    let mut app = filtered(&[Test::Kind(Kind::Compliance)]);
    assert_eq!((app.view.selected, app.why_none()), (None, "no item matches the filter"));
    choose::clear(&mut app);
    assert_eq!(app.selected().unwrap().1.id.as_str(), "e");
}
