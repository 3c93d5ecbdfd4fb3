//! A filter: fewer items in every pane, at the ranks that they have.

use insta::assert_snapshot;

use cutline::app::{Message, Opening};

use super::{CLINIC, Room};

/// The clinic with owners and classes.
fn clinic(size: (u16, u16)) -> Room {
    let text = CLINIC
        .replace(r#""id": "pay","#, r#""id": "pay", "moscow": "must", "owner": "Ana", "tags": ["checkout"],"#)
        .replace(r#""id": "ledger","#, r#""id": "ledger", "moscow": "should", "owner": "Bo","#)
        .replace(r#""id": "wallet","#, r#""id": "wallet", "moscow": "must", "tags": ["checkout"],"#)
        .replace(r#""id": "sso","#, r#""id": "sso", "moscow": "must","#);
    let mut room = Room::new(&text);
    room.size = size;
    room
}

/// The same with nothing but musts shown.
fn musts(size: (u16, u16)) -> Room {
    let mut room = clinic(size);
    room.keys("F tab space");
    assert_eq!(room.app.listed().len(), 3);
    room
}

#[test]
fn a_filter_at_160_by_48() {
    let mut room = musts((160, 48));
    assert_snapshot!("dialog_at_160_by_48", room.screen());
    assert_snapshot!("musts_at_160_by_48", room.keys("esc").screen());
}

#[test]
fn a_filter_at_80_by_24() {
    let mut room = musts((80, 24));
    assert_snapshot!("dialog_at_80_by_24", room.screen());
    assert_snapshot!("musts_at_80_by_24", room.keys("esc").screen());
}

#[test]
fn a_filter_at_40_by_10() {
    let mut room = musts((40, 10));
    assert_snapshot!("dialog_at_40_by_10", room.screen());
    assert_snapshot!("musts_at_40_by_10", room.keys("esc").screen());
}

#[test]
fn ranks_and_the_line_stay_where_they_are() {
    let mut room = musts((160, 48));
    let before = clinic((160, 48)).ranking();
    assert_eq!(room.keys("esc").ranking(), before);
    room.sees("│   3     Fix pay");
    room.sees("── cutline 11/11").sees("no rank yet · 1").misses("Improve onboarding");
    for pane in ["BUSINESS", "BACKLOG", "ENGINEERING"] {
        room.sees(&format!("{pane} filter: must · 3 of 8"));
    }
    assert!(room.kept.is_empty(), "looking at less is no change");
    room.keys("X").sees("no filter: all 8 items are shown").sees("BACKLOG best first");
    room.keys("X").sees("no filter is on");
}

#[test]
fn the_selection_moves_among_what_is_shown() {
    let mut room = musts((160, 48));
    assert_eq!(room.keys("esc").selected(), "wallet");
    for (keys, selected) in [
        ("g", "pay"),
        ("k", "pay"),
        ("j", "wallet"),
        ("G", "sso"),
        ("tab g", "pay"),
        ("j", "sso"),
        ("j", "wallet"),
        ("page-up", "pay"),
    ] {
        assert_eq!(room.keys(keys).selected(), selected, "{keys}");
    }
}

#[test]
fn a_hidden_selection_jumps_to_the_nearest_and_comes_back_while_choosing() {
    let mut room = clinic((160, 48));
    room.keys("g j");
    assert_eq!(room.selected(), "filters");
    // Nobody looks after a must with this tag but Ana.
    room.keys("F tab space");
    assert_eq!(room.selected(), "pay");
    room.keys("x").sees("Filter · 8 of 8 items").misses("filter: ");
    assert_eq!(room.selected(), "filters");
    room.keys("G space esc");
    assert_eq!((room.selected(), room.app.listed().len()), ("filters", 6));
}

#[test]
fn next_gap_and_going_on_stay_within_the_filter() {
    let mut room = musts((160, 48));
    room.keys("esc 5 3 esc");
    assert_eq!(room.value("wallet", "business_value"), Some(3.0));
    room.sees("business has scored everything that the filter shows");
    assert_eq!(room.selected(), "wallet");
    room.keys("n").sees("everything that the filter shows is scored").keys("X n");
    assert_eq!(room.selected(), "audit");
}

#[test]
fn what_stops_matching_leaves_and_is_told() {
    let mut room = clinic((160, 48));
    room.keys("R A F shift-tab shift-tab shift-tab space").sees("filter: unscored").keys("esc");
    assert_eq!(room.selected(), "wallet");
    room.keys("5 l 5").sees("Pay with a phone wallet leaves the filter: X shows all");
    assert_eq!(room.selected(), "audit");
    // The cursor stays away from an item that undo changes behind the filter.
    room.keys("u").sees("filter: unscored · 2 of 8");
    assert_eq!(room.selected(), "wallet");
    room.keys("u");
    assert_eq!((room.selected(), room.value("wallet", "customer_value")), ("wallet", None));
    room.keys("X F tab space esc g M s").sees("Fix payment failures leaves the filter: X shows all");
    assert_eq!(room.selected(), "wallet");
    room.keys("U").sees("nothing to redo");
}

#[test]
fn what_is_changed_behind_the_filter_is_told() {
    let mut room = clinic((160, 48));
    room.keys("g 4 F tab space esc");
    assert_eq!(room.selected(), "pay");
    let focus = room.app.view.pane;
    room.keys("l u").sees("Improve onboarding flow is hidden by the filter: X shows all");
    assert_eq!((room.selected(), room.app.view.pane), ("pay", focus));
    assert_eq!((room.app.view.cursor(room.app.scoring_side())), 1);
    room.keys("a").types("Dark mode").keys("enter");
    room.sees("Dark mode is hidden by the filter: X shows all");
    assert_eq!(room.selected(), "pay");
    room.keys("X").sees("Dark mode");
}

#[test]
fn a_filter_that_leaves_nothing_says_so_and_nothing_can_be_scored() {
    let mut room = musts((160, 48));
    room.keys("g j j j space").sees("filter: kind compliance, must · 0 of 8").keys("esc");
    assert_eq!(room.selected(), "");
    room.sees("No item matches the filter").sees("── cutline 11/11").sees("X show all");
    for (keys, why) in [("4", "no item matches the filter"), ("M", "no item matches the filter"), ("j k", "")]
    {
        room.keys(keys).sees(why);
    }
    assert!(room.kept.is_empty());
    room.keys("X");
    assert_eq!(room.selected(), "wallet");
}

#[test]
fn the_dialog_is_walked_and_reached_from_the_palette() {
    let mut room = clinic((160, 48));
    room.keys(":").types("filter").keys("enter").sees("Filter · 8 of 8 items");
    room.keys("j j k enter").sees("filter: kind tech").keys("down enter").sees("kind tech or debt · 2 of 8");
    room.keys("tab tab tab space")
        .sees("kind tech or debt, owner Ana · 1 of 8")
        .keys("end")
        .sees("▸[ ] none");
    room.keys("g tab shift-tab page-down page-up home space").sees("kind feature or tech or debt");
    room.keys("F").misses("space toggles").sees("BACKLOG filter · 1 of 8");
    room.sees("filter: kind feature or tech or debt, owner Ana · 1 of 8 items");
    room.size = (120, 40);
    room.sees("filter: kind feature or tech or debt, owner Ana · 1 of 8 items");
    room.size = (80, 24);
    room.sees("filter: kind feature or tec… · 1 of 8 items").sees("BACKLOG filter · 1 of 8");
    room.size = (40, 10);
    room.sees("BUSINESS filter: kind feat… · 1 of 8");
    assert!(room.kept.is_empty() && room.app.overlay.is_none());
    Room::new(r#"{"items":[]}"#).keys("F").sees("the backlog is empty");
}

#[test]
fn near_ties_are_bracketed_only_as_a_whole() {
    let mut room = clinic((160, 48));
    room.sees("╭  4     Single sign-on").keys("F tab space esc").sees("   4     Single sign-on");
    room.misses("╭  4").misses("│││  4");
    room.keys("F j space esc")
        .sees("filter: must or should")
        .sees("╭  4     Single sign-on")
        .sees("╰  5     Split");
}

#[test]
fn the_log_does_not_select_what_the_filter_hides() {
    let mut room = clinic((160, 48));
    room.keys("g 4 F tab space esc shift-tab j k");
    assert_eq!(room.selected(), "pay");
}

#[test]
fn a_filter_is_told_where_it_hides_items_at_every_size_and_nowhere_else() {
    let mut room = clinic((160, 48));
    room.keys("F j space esc").sees("filter: ");
    let (left, all) = (room.app.listed().len(), room.app.workshop.standing().candidates().len());
    let count = format!("{left} of {all}");
    for (size, told) in [((160, 48), "filter: "), ((80, 24), "filter"), ((40, 10), "")] {
        room.size = size;
        room.keys("f5").sees(told).sees(&count).keys("esc m").sees(&count).keys("esc");
        room.keys("H").misses(&count).keys("esc t").misses(&count).keys("esc Y").misses(&count).keys("esc");
    }
}

#[test]
fn a_screen_that_shows_every_item_counts_every_item() {
    let mut room = musts((160, 48));
    room.keys("esc H").sees("four-factor · 8 items · 2 unscored");
}

#[test]
fn a_filter_of_a_long_backlog_is_worked_out_once_a_change() {
    let items: Vec<String> = (0..100_000)
        .map(|i| {
            let kind = ["feature", "debt"][i % 2];
            format!(
                r#"{{"title":"Item {i}","kind":"{kind}","scores":{{"impact":{},"effort":2}}}}"#,
                i % 5 + 1
            )
        })
        .collect();
    let items = items.join(",");
    let mut room = Room::new(&format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":9000,"unit":"points"}},"items":[{items}]}}"#
    ));
    room.keys("F j space esc").sees("filter: kind debt · 50000 of 100000");
    room.keys("g j j j 5");
    assert_eq!(room.value("item-7", "impact"), Some(5.0));
}

#[test]
fn a_filter_leaves_told_whose_the_pane_is() {
    for (size, told) in
        [((160, 48), "BUSINESS Mia votes · filter · 5 of 8"), ((120, 40), "BUSINESS Mia votes ━")]
    {
        let mut room = clinic(size);
        room.keys("W F space esc").sees(told);
    }
}

/// Five items, best first, and one with a class: those without are shown, and the third of them is selected.
fn unclassed(opening: Opening) -> Room {
    let item = |(i, id): (usize, &str)| {
        let class = if id == "f" { r#", "moscow": "must""# } else { "" };
        let impact = if id == "f" { 1 } else { 5 - i };
        format!(r#"{{"id": "{id}", "title": "{id}"{class}, "scores": {{"impact": {impact}, "effort": 1}}}}"#)
    };
    let items: Vec<String> = ["a", "b", "c", "d", "e", "f"].into_iter().enumerate().map(item).collect();
    let text = format!(
        r#"{{"framework": "value-effort", "capacity": {{"amount": 3, "unit": "points"}}, "items": [{}]}}"#,
        items.join(",")
    );
    let mut room = Room::opened(&text, opening);
    room.keys("F");
    while !room.screen().contains("▸[ ] none") {
        room.keys("j");
    }
    room.keys("space esc tab g j j").sees("filter: no class · 5 of 6");
    assert_eq!(room.selected(), "c");
    room
}

#[test]
fn on_the_card_one_goes_on_from_where_an_item_was_that_left_the_filter() {
    for (key, next) in [("J", "d"), ("K", "b")] {
        let mut room = unclassed(Opening::default());
        room.keys("e M m").sees("MoSCoW              must").keys(key);
        assert_eq!(room.selected(), next);
    }
}

#[test]
fn on_the_card_one_goes_on_from_where_an_item_was_that_is_done() {
    for (keys, next) in [("J", "d"), ("K", "b"), ("J K", "b")] {
        let mut room = unclassed(Opening::default());
        room.keys("X e D enter").sees("done").keys(keys);
        assert_eq!(room.selected(), next, "{keys}");
    }
    let mut room = unclassed(Opening::default());
    room.keys("X G").keys("e D enter").sees("done").keys("K");
    assert_eq!(room.selected(), "e", "it was the last one");
}

#[test]
fn whoever_follows_stays_where_they_are_while_what_they_do_not_see_changes() {
    let read_only = Some("Bo has it open".to_owned());
    let mut room = unclassed(Opening { read_only, ..Opening::default() });
    let mut other = unclassed(Opening::default());
    other.keys("X shift-tab /").types("f").keys("enter 5");
    assert_eq!(other.kept.len(), 1);
    room.send(Message::Followed(other.kept.clone()));
    assert_eq!(room.selected(), "c");
    other.kept.clear();
    other.keys("esc /").types("e").keys("enter 5");
    room.send(Message::Followed(other.kept.clone()));
    assert_eq!(room.selected(), "e", "it is shown");
}

#[test]
fn a_filter_is_chosen_and_taken_away_wherever_it_hides_something() {
    for screen in ["m", "f5"] {
        let mut room = unclassed(Opening::default());
        room.keys(screen).keys("X").sees("no filter: all 6 items are shown");
        room.keys("F g tab space esc");
        assert!(room.app.filter.is_on(), "{screen}");
    }
    let mut room = unclassed(Opening::default());
    for key in ["F", "X"] {
        room.keys("H")
            .sees("value / effort · 6 items")
            .keys(key)
            .sees("a filter is about the workshop, the matrix and the presentation");
        room.keys("esc");
    }
}

#[test]
fn a_presentation_says_that_nothing_is_left() {
    let mut room = musts((160, 48));
    room.keys("g j j j space esc f5").sees("No item matches the filter").misses("The backlog is empty");
}

#[test]
fn a_filter_holds_on_for_what_is_put_in_the_place_of_the_workspace() {
    let mut room = unclassed(Opening { read_only: Some("Bo has it open".to_owned()), ..Opening::default() });
    let mut other = unclassed(Opening::default());
    other.keys("X M s");
    room.send(Message::Replaced(Box::new(other.app.workspace().clone()))).sees("filter: no class · 4 of 6");
}
