//! A title of a megabyte opens, and is cut on the screen for the price of what is shown.

use cutline::domain::limits::TITLE;
use cutline::domain::workspace::Workspace;
use cutline::store::content;
use serde_json::json;

use super::bench::{Bench, SCREENS};

fn titled(length: usize) -> Workspace {
    let title = "words and more of them, ".repeat(length / 24);
    let item = |id: &str| {
        json!({"id": id, "title": title, "scores":
        {"customer_value": 3, "business_value": 3, "urgency": 3, "effort": {"votes": {"a": 2, "b": 4}}}})
    };
    let items = ["a", "b", "c", "d"].map(item);
    let file = json!({"capacity": {"amount": 6, "unit": "points"}, "items": items});
    content::parse(file.to_string().as_bytes()).unwrap().0
}

#[test]
fn it_opens_and_is_cut_for_the_price_of_what_is_shown() {
    let (mut short, mut long) = (Bench::new(titled(2_400)), Bench::new(titled(1 << 20)));
    for screen in SCREENS {
        short.press(screen);
        long.press(screen);
        for keys in ["", "j", "1 u"] {
            long.assert_costs_as(&mut short, keys, screen);
        }
        assert_eq!(short.screen(), long.screen(), "{screen}");
        short.press("esc esc");
        long.press("esc esc");
    }
}

#[test]
fn it_is_kept_whole_where_it_is_handed_on() {
    let workspace = titled(1 << 20);
    let item = &workspace.items()[0];
    assert_eq!(item.full_title().len(), item.title.len());
    assert_eq!(item.shown_title().chars().count(), TITLE);
    let mut written = Vec::new();
    content::write(&workspace, &mut written).unwrap();
    assert_eq!(content::parse(&written).unwrap().0, workspace);
}
