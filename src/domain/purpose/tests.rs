//! Vision, goals and themes: written, told, taken back, and what is linked to them.

use super::*;
use crate::domain::aim::Aims;
use crate::domain::brief::Brief;
use crate::domain::command::Command;
use crate::domain::telling::tell;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::Workshop;

const WORKSPACE: &str = r#"{
    "vision": "Every parcel arrives.",
    "goals": [{"id": "calls", "title": "Fewer calls", "metric": "calls a week", "baseline": 40, "target": 20, "colour": 1.10},
              {"title": "Nine of ten drivers stay"}],
    "themes": [{"id": "seen", "title": "Delivery visibility", "goal": "fewer calls", "lane": [1e2]}],
    "items": [{"id": "map", "title": "Map", "theme": "delivery Visibility", "goals": ["Fewer Calls", "own", "calls"]},
              {"id": "mail", "title": "Mail", "theme": "seen", "goals": ["calls"]},
              {"id": "tip", "title": "Tip", "theme": "Driver happiness"}]
}"#;

fn workshop() -> Workshop {
    Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0)
}

fn goal(text: &str) -> Goal {
    serde_json::from_str(text).unwrap()
}

fn theme(text: &str) -> Theme {
    serde_json::from_str(text).unwrap()
}

/// What the log says of a command, and what the file says then.
fn told(workshop: &mut Workshop, command: Command) -> String {
    let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
    tell(workshop.workspace(), &entry).headline()
}

fn written(workshop: &Workshop) -> String {
    let head = Head { log: [].into_iter().collect(), ..workshop.workspace().head().clone() };
    serde_json::to_string(&head).unwrap()
}

#[test]
fn each_change_is_told_in_plain_words_and_taken_back() {
    let change = |text: &str| Command::ListGoal(Listing::Change(0, goal(text)));
    let theme_is = |text: &str| Command::ListTheme(Listing::Change(0, theme(text)));
    for (command, headline) in [
        (Command::SetVision(Some(" Nobody has to ask. ".to_owned())), "vision rewritten: Nobody has to ask."),
        (Command::SetVision(Some("  ".to_owned())), "vision cleared"),
        (
            Command::ListGoal(Listing::Add(goal(r#"{"title": " Sellers stay ", "target": 10}"#))),
            "goal Sellers stay added",
        ),
        (
            change(
                r#"{"title": "Fewer calls", "metric": "calls a week", "baseline": 40, "target": 15.5, "current": 36}"#,
            ),
            "goal Fewer calls: target 20 → 15.5, current not set → 36",
        ),
        (
            change(r#"{"title": "Half the calls", "metric": "calls a week", "baseline": 40, "target": 20}"#),
            "goal Fewer calls renamed to Half the calls",
        ),
        (
            change(r#"{"title": "Half the calls", "metric": " ", "baseline": -4, "target": 20}"#),
            "goal Fewer calls renamed to Half the calls, metric calls a week → not set, baseline 40 → -4",
        ),
        (Command::ListGoal(Listing::Remove(0)), "goal Fewer calls removed"),
        (Command::ListTheme(Listing::Add(theme(r#"{"title": "Trust"}"#))), "theme Trust added"),
        (
            theme_is(r#"{"title": "Seen"}"#),
            "theme Delivery visibility renamed to Seen, goal Fewer calls → not set",
        ),
        (
            theme_is(r#"{"title": "Delivery visibility", "goal": "nine-of-ten-drivers-stay"}"#),
            "theme Delivery visibility: goal Fewer calls → Nine of ten drivers stay",
        ),
        (Command::ListTheme(Listing::Remove(0)), "theme Delivery visibility removed"),
    ] {
        let mut workshop = workshop();
        let before = written(&workshop);
        assert_eq!(told(&mut workshop, command), headline);
        let after = written(&workshop);
        let undone = told(&mut workshop, Command::Undo);
        assert!(undone.starts_with("undo: "), "{undone}");
        assert_eq!(written(&workshop), before, "{headline}");
        assert_eq!(told(&mut workshop, Command::Redo), format!("redo: {headline}"));
        assert_eq!(written(&workshop), after, "{headline}");
    }
}

#[test]
fn an_id_is_made_from_the_title_and_kept_whatever_it_is_called_later() {
    let mut workshop = workshop();
    let ids = |workshop: &Workshop| {
        let head = workshop.workspace().head();
        let goals = head.goals.iter().map(|goal| goal.id.clone());
        goals.chain(head.themes.iter().map(|theme| theme.id.clone())).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&workshop), "calls nine-of-ten-drivers-stay seen", "a file may leave them out");
    for (command, after) in [
        // Calls is taken as an id, and links that read so mean that one.
        (
            Command::ListGoal(Listing::Add(goal(r#"{"title": "Calls!"}"#))),
            "calls nine-of-ten-drivers-stay calls-2 seen",
        ),
        (
            Command::ListTheme(Listing::Add(theme(r#"{"id": "driver happiness", "title": "Drivers"}"#))),
            "calls nine-of-ten-drivers-stay calls-2 seen driver happiness",
        ),
        (
            Command::ListTheme(Listing::Add(theme(r#"{"id": "seen", "title": "!"}"#))),
            "calls nine-of-ten-drivers-stay calls-2 seen driver happiness theme",
        ),
        (
            Command::ListGoal(Listing::Change(2, goal(r#"{"id": "other", "title": "Silence"}"#))),
            "calls nine-of-ten-drivers-stay calls-2 seen driver happiness theme",
        ),
    ] {
        workshop.perform(command, Stamp::default()).unwrap();
        assert_eq!(ids(&workshop), after);
    }
    let brief = Brief::of(&workshop);
    assert_eq!(brief.themes[1].items, 1, "the id that a name comes with is the link of those that use it");
}

#[test]
fn what_is_not_known_of_an_entry_survives_every_edit() {
    let mut workshop = workshop();
    let to = goal(r#"{"id": "x", "title": "Silence", "colour": "red"}"#);
    workshop.perform(Command::ListGoal(Listing::Change(0, to)), Stamp::default()).unwrap();
    let to = theme(r#"{"title": "Seen"}"#);
    workshop.perform(Command::ListTheme(Listing::Change(0, to)), Stamp::default()).unwrap();
    let head = workshop.workspace().head();
    assert_eq!(
        serde_json::to_string(&head.goals[0]).unwrap(),
        r#"{"id":"calls","title":"Silence","colour":1.10}"#
    );
    assert_eq!(
        serde_json::to_string(&head.themes[0]).unwrap(),
        r#"{"id":"seen","title":"Seen","lane":[1e2]}"#
    );
}

#[test]
fn what_is_linked_by_title_stays_linked_when_the_title_changes() {
    let mut workshop = workshop();
    let before = workshop.clone();
    assert_eq!(links_by_title::<Goal>(workshop.workspace(), 0), 2, "a theme and an item");
    assert_eq!(links_by_title::<Theme>(workshop.workspace(), 0), 1);
    let renamed = Goal { title: "Silence".to_owned(), ..workshop.workspace().head().goals[0].clone() };
    let headline = told(&mut workshop, Command::ListGoal(Listing::Change(0, renamed)));
    assert_eq!(headline, "goal Fewer calls renamed to Silence");
    let renamed = Theme { title: "Seen".to_owned(), ..workshop.workspace().head().themes[0].clone() };
    workshop.perform(Command::ListTheme(Listing::Change(0, renamed)), Stamp::default()).unwrap();
    let text = written(&workshop);
    assert!(text.contains(r#""theme":"seen","goals":["calls","own"]"#), "{text}");
    assert!(text.contains(r#""goal":"calls","lane""#), "{text}");
    for (one, other) in before.workspace().items().iter().zip(workshop.workspace().items().iter()) {
        let goals = |workshop: &Workshop, item| Aims::new(workshop.workspace().head()).goals_at(item);
        assert_eq!(goals(&before, one), goals(&workshop, other));
    }
    assert_eq!(told(&mut workshop, Command::Undo), "undo: theme Seen renamed to Delivery visibility");
    assert_eq!(told(&mut workshop, Command::Undo), "undo: goal Silence renamed to Fewer calls");
    assert_eq!(written(&workshop), written(&before));
}

#[test]
fn what_is_taken_off_the_list_leaves_links_as_they_are_and_finds_them_again() {
    let mut workshop = workshop();
    let links = |workshop: &Workshop| {
        let items = workshop.workspace().items().iter();
        items.filter_map(|item| item.rare.details.as_deref()?.theme.clone()).collect::<Vec<_>>()
    };
    let before = links(&workshop);
    workshop.perform(Command::ListTheme(Listing::Remove(0)), Stamp::default()).unwrap();
    assert_eq!(links(&workshop), before);
    let brief = Brief::of(&workshop);
    let names: Vec<(&str, usize)> =
        brief.unlisted_themes.iter().map(|name| (name.name.as_str(), name.items)).collect();
    assert_eq!(names, [("delivery Visibility", 1), ("seen", 1), ("Driver happiness", 1)]);
    let again = theme(r#"{"id": "seen", "title": "Delivery visibility"}"#);
    workshop.perform(Command::ListTheme(Listing::Add(again)), Stamp::default()).unwrap();
    assert_eq!(Brief::of(&workshop).themes[0].items, 2);
}

#[test]
fn what_cannot_stand_is_refused_in_words() {
    let add_goal = |text: &str| Command::ListGoal(Listing::Add(goal(text)));
    let add_theme = |text: &str| Command::ListTheme(Listing::Add(theme(text)));
    let mut workshop = workshop();
    for (command, why) in [
        (add_goal(r#"{"title": " "}"#), "a goal needs a title"),
        (add_goal(r#"{"title": "fewer CALLS "}"#), "a goal called fewer CALLS is listed already"),
        (
            add_theme(r#"{"title": "Delivery visibility"}"#),
            "a theme called Delivery visibility is listed already",
        ),
        (
            Command::ListGoal(Listing::Change(1, goal(r#"{"title": "Fewer calls"}"#))),
            "a goal called Fewer calls is listed already",
        ),
        (
            Command::ListGoal(Listing::Change(1, goal(r#"{"title": "Nine of ten drivers stay"}"#))),
            "nothing to change: it is so already",
        ),
        (Command::ListGoal(Listing::Remove(2)), "there is no such goal any more"),
        (
            Command::SetVision(Some("Every parcel arrives. ".to_owned())),
            "nothing to change: it is so already",
        ),
    ] {
        assert_eq!(workshop.perform(command, Stamp::default()).unwrap_err().to_string(), why);
    }
    assert!(workshop.workspace().log().is_empty());
    // The spelling of its own title is nobody else's.
    let spelt = Goal { title: "FEWER CALLS".to_owned(), ..workshop.workspace().head().goals[0].clone() };
    workshop.perform(Command::ListGoal(Listing::Change(0, spelt)), Stamp::default()).unwrap();
}

#[test]
fn the_log_keeps_both_sides_of_a_change() {
    let mut workshop = workshop();
    let to = Goal { current: Num::new(36.0), ..workshop.workspace().head().goals[0].clone() };
    let entry = workshop.perform(Command::ListGoal(Listing::Change(0, to)), Stamp::default()).unwrap().entry;
    assert_eq!(
        serde_json::to_string(&entry.cause).unwrap(),
        concat!(
            r#"{"field":"goals","from":"Fewer calls · metric calls a week · baseline 40 · target 20","#,
            r#""to":"Fewer calls · metric calls a week · baseline 40 · target 20 · current 36"}"#
        )
    );
    assert_eq!(entry.kind.name(), "goal");
}
