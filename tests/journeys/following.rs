//! What keys act on is what is seen: the selection follows a list that is made anew, a cursor stays on what it is on.

use cutline::app::Message;
use cutline::app::view::Pane;
use cutline::domain::check::Topic;
use cutline::domain::framework::Side;
use cutline::keeping::Report;
use serde_json::json;

use super::Room;

/// Three technical items that were put off twice, in the order of the register; nothing that is in has an owner.
fn debts() -> Room {
    let debt = |id: &str, effort: u32| json!({"id": id, "title": id, "kind": "debt", "deferrals": 2, "scores": {"impact": 1, "effort": effort}});
    let other = json!({"id": "pay", "title": "pay", "scores": {"impact": 5, "effort": 1}});
    let items = json!([debt("one", 5), other, debt("two", 4), debt("three", 3)]);
    let capacity = json!({"amount": 30, "unit": "points"});
    Room::new(&json!({"framework": "value-effort", "capacity": capacity, "items": items}).to_string())
}

#[test]
fn in_the_register_the_next_one_is_selected_when_one_leaves_it() {
    let mut room = debts();
    room.keys("d g j");
    let register = |room: &Room| room.app.register.list().iter().map(|owed| owed.slot).collect::<Vec<_>>();
    let before = register(&room);
    assert_eq!(room.app.view.selected, Some(before[1]));
    room.keys("P").types("later").keys("enter").types("in May").keys("ctrl-s");
    assert_eq!(register(&room), [before[0], before[2]]);
    assert_eq!(room.app.view.selected, Some(before[2]), "where the other one was");
    room.keys("d d");
    assert_eq!(room.app.view.selected, Some(before[2]), "what is selected and seen stays selected");
}

#[test]
fn whoever_comes_back_from_a_card_finds_the_selection_where_the_cursor_is() {
    let mut room = debts();
    room.keys("d g e");
    // The card of what ranks first, which is no debt.
    while room.selected() != "pay" {
        room.keys("K");
    }
    room.keys("esc");
    let listed = |room: &Room| {
        let selected = room.app.view.selected;
        room.app.register.list().iter().position(|owed| Some(owed.slot) == selected)
    };
    assert_eq!(listed(&room), Some(0));
    // What is no debt any more leaves the register; what was looked at behind it stays.
    room.keys("e P").types("later").keys("enter").types("in May").keys("ctrl-s");
    let last = room.app.register.list().last().map(|owed| owed.slot);
    while room.app.view.selected != last {
        room.keys("J");
    }
    room.keys("esc");
    assert_eq!((listed(&room), room.app.view.selected), (Some(1), last));
    let mut room = voted();
    room.keys("y e J esc");
    assert_eq!(room.app.view.selected, room.app.reveal.selected().map(|pending| pending.slot));
}

#[test]
fn a_check_that_is_asked_anew_selects_what_its_cursor_is_on() {
    let mut room = debts();
    room.keys("c home");
    let owners = room.app.check.checks().iter().position(|check| check.topic == Topic::Owners).unwrap();
    for _ in 0..owners {
        room.keys("j");
    }
    room.keys("right");
    let lead = |room: &Room| Some(room.app.check.selected()?.leads.get(room.app.check.lead()?)?.slot);
    let first = lead(&room);
    room.keys("enter enter").types("Ana").keys("enter esc");
    assert_ne!(lead(&room), first, "it has an owner now");
    assert_eq!(room.app.view.selected, lead(&room));
    // Also behind a question that lay over it.
    room.keys("C ctrl-u 8 enter").sees("Why?").keys("esc");
    assert_eq!(room.app.view.selected, lead(&room));
}

/// Two scores that engineering voted on openly.
fn voted() -> Room {
    let item = |id: &str| {
        json!({"id": id, "title": id, "scores": {"user_business_value": 5, "time_criticality": 3,
            "risk_opportunity": {"votes": {"ana": 2, "bo": 3}}, "job_size": {"votes": {"ana": 3, "bo": 5}}}})
    };
    let people = json!([{"id": "ana", "name": "Ana", "side": "engineering"}, {"id": "bo", "name": "Bo", "side": "engineering"}]);
    Room::new(
        &json!({"framework": "wsjf", "participants": people, "items": [item("a"), item("b")]}).to_string(),
    )
}

#[test]
fn votes_open_on_what_is_to_be_settled_and_then_on_the_side_that_has_the_focus() {
    let one = |business: &str, engineering: &str| {
        let item = format!(
            r#"{{"id":"a","scores":{{"user_business_value":{{"votes":{{"ana":2,"bo":3}}{business}}},
            "time_criticality":3,"risk_opportunity":3,"job_size":{{"votes":{{"ana":3,"bo":5}}{engineering}}}}}}}"#
        );
        Room::new(&format!(r#"{{"framework":"wsjf","items":[{item}]}}"#))
    };
    let agreed = |value: u8| format!(r#","agreed":{value}"#);
    let pane = |room: &Room| room.app.reveal.selected().map(|pending| pending.side);
    for focus in ["g", "tab tab g"] {
        for (business, engineering, side) in [
            (agreed(3), String::new(), Side::Engineering),
            (String::new(), agreed(5), Side::Business),
            (String::new(), String::new(), if focus == "g" { Side::Business } else { Side::Engineering }),
        ] {
            let mut room = one(&business, &engineering);
            room.app.view.focus(Pane::Scoring(Side::Business));
            room.keys(focus).keys("y");
            assert_eq!(pane(&room), Some(side), "{focus} {business} {engineering}");
        }
    }
}

#[test]
fn undo_leads_to_the_votes_that_are_open_again() {
    let mut room = voted();
    room.keys("y 2 enter j");
    assert_eq!(room.selected(), "b");
    room.keys("u");
    assert_eq!(room.selected(), "a");
    room.keys("3 enter");
    assert_eq!((room.value("a", "risk_opportunity"), room.value("a", "job_size")), (Some(3.0), Some(4.0)));
    room.keys("5 enter u 3 enter");
    assert_eq!(room.value("a", "job_size"), Some(3.0), "the one that was taken back");
}

#[test]
fn the_cursor_of_the_agenda_stays_on_its_stage() {
    let mut room = voted();
    room.keys("T j >").sees("▸            3 Discover").keys("u").sees("▸            2 Discover");
}

#[test]
fn people_are_where_they_were_after_each_change() {
    let mut room = voted();
    room.keys("@ j enter ctrl-u").types("Bob").keys("ctrl-s").sees("▸Bob").keys("enter esc").sees("▸Bob");
    room.keys("a").types("Eve").keys("ctrl-s").sees("▸Eve").keys("home").sees("▸Ana");
    room.keys("x space").sees("Ana is retired");
}

#[test]
fn a_search_is_made_anew_only_when_something_else_is_typed() {
    let mut room = debts();
    room.keys("/").types("o").keys("down left enter");
    let of_down = room.selected().to_owned();
    room.keys("/").types("o").keys("enter");
    assert_ne!(room.selected(), of_down);
    room.keys("/ page-down enter");
    assert_eq!(room.selected(), "three", "the last of all");
}

#[test]
fn several_lines_are_pasted_as_one_where_one_line_is_typed() {
    let mut room = debts();
    room.keys("a")
        .types("Export:")
        .send(Message::Paste("\n first part\n\nsecond part\n".to_owned()))
        .keys("enter");
    assert_eq!(room.app.workspace().items().last().unwrap().full_title(), "Export:first part second part");
    room.keys("a").types("Export:").send(Message::Paste(" one\n".to_owned())).keys("enter");
    assert_eq!(room.app.workspace().items().last().unwrap().full_title(), "Export: one");
}

#[test]
fn what_is_typed_can_be_pasted() {
    let mut room = debts();
    let paste = |room: &mut Room, text: &str| {
        room.send(Message::Paste(text.to_owned()));
    };
    room.keys("D");
    paste(&mut room, "took 7 points");
    room.keys("enter").sees("took 7");
    room.keys("E up ctrl-u");
    paste(&mut room, "Spring launch");
    room.keys("enter").sees("cycle Spring launch closed");
    let mut room = voted();
    room.keys("y 1 ctrl-u");
    paste(&mut room, "a few");
    room.sees("only a number can be pasted here");
    paste(&mut room, "about 5");
    room.keys("enter");
    assert_eq!(room.value("a", "risk_opportunity"), Some(5.0));
}

#[test]
fn a_path_that_cannot_be_written_is_there_to_be_mended() {
    let mut room = debts();
    room.keys("S ctrl-u").types("no/such/folder.json").keys("enter");
    room.sees("no copy at no/such/folder.json: no such folder").sees("Save a copy");
    // Whoever went on meanwhile is not asked.
    room.keys("esc j");
    let late = Report::NotCopied("late.json".into(), "no room".to_owned());
    room.send(Message::Report(late)).sees("no copy at late.json: no room").misses("Save a copy");
}
