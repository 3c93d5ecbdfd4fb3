//! Triage alone: one card at a time, both sides' scores in turn, set aside with one key, and on.

use cutline::app::Message;
use cutline::app::triage::Queue;
use cutline::app::view::Screen;
use insta::assert_snapshot;

use super::{CLINIC, Room};

const DEMO: &str = include_str!("../../assets/demo.json");

const SIZES: [(u16, u16); 4] = [(160, 48), (120, 40), (80, 24), (40, 10)];

fn at(name: &str, (width, height): (u16, u16)) -> String {
    format!("{name}_at_{width}_by_{height}")
}

/// A backlog under value/effort that nobody has scored.
fn unscored(count: usize) -> String {
    let items: Vec<String> =
        (0..count).map(|i| format!(r#"{{"id":"i{i:02}","title":"Item {i:02}"}}"#)).collect();
    let items = items.join(",");
    format!(r#"{{"framework":"value-effort","capacity":{{"amount":30,"unit":"points"}},"items":[{items}]}}"#)
}

/// The number of the card, how many there are, and the focused criterion.
fn cell(room: &Room) -> String {
    let app = &room.app;
    let criterion = app.focused_side().and_then(|side| app.criterion(side));
    let (number, of) = app.triage.number();
    format!("{number}/{of} {}", criterion.map_or("–", |(_, criterion)| criterion.id.as_str()))
}

fn counts(room: &Room) -> [usize; 4] {
    let counts: Vec<usize> = room.app.triage.queues().map(|(_, count)| count).collect();
    counts.try_into().unwrap()
}

#[test]
fn the_triage_at_every_size() {
    for size in SIZES {
        let mut room = Room::new(DEMO);
        room.size = size;
        assert_snapshot!(at("the_first_card", size), room.pause().keys("t").screen());
        room.keys("4 3 2 enter enter");
        assert_snapshot!(at("on_the_way", size), room.screen());
        room.keys("tab tab tab");
        assert_snapshot!(at("a_scored_one", size), room.screen());
    }
}

#[test]
fn what_came_of_it_at_every_size() {
    for size in SIZES {
        let mut room = Room::new(DEMO);
        room.size = size;
        room.pause().keys("t p").types("no room").keys("enter").types("spring");
        if size.0 != 120 {
            assert_snapshot!(at("parking", size), room.screen());
        }
        room.keys("enter 5 5 5 1").sees("3 scored · 1 parked");
        assert_snapshot!(at("done", size), room.screen());
    }
}

#[test]
fn forty_items_take_a_hundred_and_sixty_keys_at_most() {
    let mut room = Room::new(&unscored(40));
    let mut pressed = 0;
    let mut press = |room: &mut Room, keys: &str| {
        pressed += keys.split_whitespace().count();
        room.keys(keys);
    };
    press(&mut room, "t");
    let mut expected = Vec::new();
    for i in 0..40 {
        assert_eq!(room.selected(), format!("i{i:02}"));
        match i {
            // Every letter of a reason is a key, and so is each enter.
            7 | 19 | 33 => press(&mut room, "p l a t e r enter Q 3 enter"),
            11 | 28 => press(&mut room, "x d u p enter n e v e r enter"),
            _ => {
                let (impact, effort) = (i % 5 + 1, i * 3 % 4 + 1);
                press(&mut room, &format!("{impact} {effort}"));
                expected.push((impact * 1000 / effort, effort, format!("i{i:02}")));
            }
        }
    }
    assert_eq!(pressed, 1 + 35 * 2 + 3 * 10 + 2 * 11);
    assert!(pressed <= 160, "{pressed} keys");

    // The better ratio first, then the lower effort, then the order of the file.
    expected.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
    let ranked: Vec<String> = room.ranking().split(' ').filter(|id| *id != "|").map(str::to_owned).collect();
    assert_eq!(ranked, expected.into_iter().map(|(.., id)| id).collect::<Vec<_>>());
    room.sees("35 scored · 3 parked · 2 declined").misses("skipped");
    assert!(room.app.workshop.standing().unscored().is_empty());
    assert_eq!(room.kept.len(), 35 * 2 + 5, "one entry for each score and each item that was set aside");
    // It survives a restart.
    let reopened = room.reopened();
    assert_eq!(reopened.ranking(), room.ranking());
}

#[test]
fn digits_score_both_sides_in_turn_and_go_on_to_the_next_card() {
    let mut room = Room::new(CLINIC);
    room.keys("t");
    // Only what is missing is asked for: two of the business, then effort of the other item.
    assert_eq!((room.selected(), cell(&room)), ("wallet", "1/2 customer_value".to_owned()));
    room.keys("4 5");
    assert_eq!((room.selected(), cell(&room)), ("audit", "2/2 effort".to_owned()));
    assert_eq!(room.value("wallet", "business_value"), Some(5.0));
    room.keys("2").sees("2 scored");
    // The way back shows what was done; from what is changed one goes on to what stands below it.
    room.keys("left left");
    assert_eq!(cell(&room), "1/2 customer_value");
    room.sees("▸Customer value").sees("[Unscored 0]");
    let entries = room.kept.len();
    room.keys("3 5 2 2");
    assert_eq!(cell(&room), "2/2 customer_value");
    assert_eq!(room.kept.len(), entries + 1, "the value that is there already is no change");
    // A step feels its way and stays; clear takes a value away; up and down go from score to score.
    room.keys("+ + down down - delete");
    assert_eq!((cell(&room).as_str(), room.value("audit", "customer_value")), ("2/2 urgency", Some(4.0)));
    assert_eq!(room.value("audit", "urgency"), None);
    room.keys("up up up j k");
    assert_eq!(cell(&room), "2/2 customer_value");
    // What is not on the scale is told, and stays.
    room.keys("9").sees("9 is not on the scale");
    assert_eq!(cell(&room), "2/2 customer_value");
}

#[test]
fn numbers_are_typed_into_their_cell() {
    let text = r#"{"framework":"rice","items":[{"id":"a","title":"A"},{"id":"b","title":"B"}]}"#;
    for size in SIZES {
        let mut room = Room::new(text);
        room.size = size;
        room.keys("t 2 0 0").sees("200▏").sees("enter scores it").keys("enter");
        assert_eq!((cell(&room), room.value("a", "reach")), ("1/2 impact".to_owned(), Some(200.0)));
        room.keys("2 enter 8 0 enter 3 enter");
        assert_eq!((room.selected(), cell(&room)), ("b", "2/2 reach".to_owned()));
        // Esc drops a number and not the triage.
        room.keys("7 esc").sees("› Triage").keys("esc");
        assert_eq!(room.app.view.screen, Screen::Workshop);
    }
}

#[test]
fn setting_aside_asks_why_and_goes_on() {
    let mut room = Room::new(&unscored(4));
    room.keys("t p").sees("Park Item 00").keys("enter enter").sees("say why not").keys("esc");
    assert_eq!(room.selected(), "i00", "what is given up changes nothing");
    room.keys("p").send(Message::Paste("nobody asked\nfor it".to_owned()));
    room.keys("enter").send(Message::Paste("somebody asks".to_owned())).keys("enter");
    assert_eq!(room.selected(), "i01");
    room.keys("x n o enter n o enter");
    assert_eq!(room.selected(), "i02");
    room.keys("h").sees("declined: what is set aside is not scored").sees("declined");
    room.keys("h").sees("nobody asked for it").keys("3").sees("is parked, so it is not scored");
    // One undo brings it back, on its card; the other is still declined.
    room.keys("l l u");
    assert_eq!((room.selected(), cell(&room)), ("i01", "2/4 impact".to_owned()));
    room.misses("what is set aside").keys("u");
    assert_eq!((room.selected(), cell(&room)), ("i00", "1/4 impact".to_owned()));
    // The longer keys of every screen do the same.
    room.keys("P n o enter n o enter ctrl-x n o enter n o enter 1 1 1 1");
    room.sees("2 scored · 1 parked · 1 declined");
}

#[test]
fn a_crossed_line_asks_for_nothing_here() {
    let mut room = Room::new(CLINIC);
    // All of them, so that one that is in is taken down.
    room.keys("t tab tab tab");
    assert_eq!((room.app.triage.queue(), room.selected()), (Queue::All, "onboarding"));
    room.keys("1 1 1 5");
    assert!(room.app.overlay.is_none());
    assert_eq!(room.selected(), "filters");
    room.sees("no reason given").keys("r").types("nobody starts here").keys("enter");
    room.sees("nobody starts here").misses("no reason given");
    assert_eq!((room.selected(), cell(&room).as_str()), ("filters", "2/8 customer_value"));
    // In the workshop it is asked for as ever.
    room.keys("esc g j j 1").sees("Why?");
}

#[test]
fn undo_goes_back_to_the_card_and_the_score() {
    let mut room = Room::new(&unscored(3));
    room.keys("t 3 2 4");
    assert_eq!(cell(&room), "2/3 effort");
    room.keys("u");
    assert_eq!((cell(&room), room.value("i01", "impact")), ("2/3 impact".to_owned(), None));
    room.keys("u");
    assert_eq!((cell(&room), room.value("i00", "effort")), ("1/3 effort".to_owned(), None));
    room.keys("5");
    assert_eq!((cell(&room), room.value("i00", "effort")), ("2/3 impact".to_owned(), Some(5.0)));
    // Also from behind the last card, and done again from there.
    room.keys("1 1 1 1").sees("3 scored").keys("u");
    assert_eq!(cell(&room), "3/3 effort");
    room.keys("u u u U");
    assert_eq!((room.selected(), cell(&room).as_str()), ("i01", "2/3 impact"));
}

#[test]
fn every_queue_says_how_many_and_each_is_gone_through() {
    let mut room = Room::new(DEMO);
    room.keys("t");
    assert_eq!(counts(&room)[2], 0, "nothing was drawn yet");
    room.keys("tab tab").sees("known once nobody types").keys("tab tab");
    room.pause();
    let [unscored, stale, contested, all] = counts(&room);
    assert_eq!((unscored, all), (4, 22));
    assert!(stale > 0 && contested > 0, "{stale} {contested}");
    for (queue, count) in [(Queue::Stale, stale), (Queue::Contested, contested), (Queue::All, all)] {
        room.keys("tab");
        assert_eq!((room.app.triage.queue(), room.app.triage.number()), (queue, (1, count)));
    }
    room.keys("tab").sees("[Unscored 4]").keys("shift-tab").sees("[All 22]").keys("tab");
    // What is scored leaves the count, and stays on its card.
    room.keys("3 3").sees("[Unscored 3]").sees("2 of 4").keys("left").sees("1 of 4");
    // The contested ones are those of the filter.
    room.pause().keys("tab tab");
    let mut cards = Vec::new();
    while room.app.triage.card().is_some() {
        cards.push(room.selected().to_owned());
        room.keys("n");
    }
    cards.sort();
    room.keys("esc");
    let contested = |slot| room.app.chance(slot).is_some_and(|chance| chance.is_contested());
    let standing = room.app.workshop.standing();
    let mut expected: Vec<String> = standing
        .order()
        .iter()
        .filter(|slot| contested(**slot))
        .map(|slot| room.app.workspace().item(*slot).id.to_string())
        .collect();
    expected.sort();
    assert_eq!(cards, expected);
}

#[test]
fn stale_is_what_neither_this_session_nor_the_last_has_touched() {
    let scored: Vec<String> = ["a", "b", "c", "d"]
        .iter()
        .map(|id| format!(r#"{{"id":"{id}","title":"{id}","scores":{{"impact":3,"effort":3}}}}"#))
        .collect();
    let text = format!(r#"{{"framework":"value-effort","items":[{}]}}"#, scored.join(","));
    let mut room = Room::new(&text);
    // Nobody has ever looked at these scores here.
    room.keys("t").sees("[Stale 4]");
    assert_eq!(room.selected(), "a");
    room.keys("5 3").sees("[Stale 3]");
    assert_eq!(room.selected(), "b");
    // Given again as they are, they are kept, and the card is behind.
    room.keys("3 3 enter enter").sees("1 scored · 1 kept · 2 skipped");
    // The next day what was touched the day before is fresh.
    let mut room = room.reopened();
    room.keys("t").sees("[Stale 3]");
    assert_eq!(room.selected(), "b");
    // With nothing to go through it says so.
    let mut room = Room::new(&unscored(2));
    room.keys("t tab").sees("[Stale 0]").sees("Every score was touched").keys("5").sees("the queue is done");
    assert!(room.kept.is_empty());
}

#[test]
fn the_pace_is_told_after_two_cards_and_stands_while_one_looks_elsewhere() {
    let mut room = Room::new(&unscored(40));
    room.keys("t 3 3").sees("2 of 40").misses("left").keys("3 3");
    // Two cards in four minutes.
    room.sees("3 of 40 · about 76 min left");
    room.keys("L").seconds(3_600);
    room.keys("t").sees("3 of 40 · about 76 min left").keys("3 3");
    room.sees("4 of 40 · about 86 min left");
}

#[test]
fn it_goes_on_where_it_was_left() {
    let mut room = Room::new(&unscored(5));
    room.keys("t 3 3 4 esc").sees("BACKLOG");
    assert_eq!(room.selected(), "i01", "the selection is the same everywhere");
    room.keys("G t");
    assert_eq!((room.selected(), cell(&room).as_str()), ("i01", "2/5 effort"));
    // From a card one comes back to it, or to the card of what was looked at there.
    room.keys("e esc");
    assert_eq!((room.selected(), cell(&room).as_str()), ("i01", "2/5 effort"));
    room.keys("e J J esc");
    assert_eq!(cell(&room).split(' ').next(), Some(&*format!("{}/5", room.app.triage.number().0)));
    assert_eq!(room.app.triage.card(), room.app.view.selected);
    // What comes in is the next card; what is done or merged is left behind.
    let before = room.app.triage.number().0;
    room.keys("a").types("New one").keys("enter").sees("New one").sees("of 6");
    assert_eq!(room.app.triage.number().0, before + 1);
    room.keys("D enter").misses("▸New one");
    assert_eq!(room.app.triage.card(), room.app.view.selected);
    room.keys("U u");
}

#[test]
fn behind_the_last_card_stands_what_came_of_it() {
    let mut room = Room::new(&unscored(2));
    room.keys("t 5 1 enter").sees("1 scored · 1 skipped").sees("CAME IN  1 since the triage began");
    room.sees("Item 00").sees("goes through all 2 items").sees("asks whether the plan is ready");
    // No digit and no other key hits a card that nobody looks at.
    let kept = room.kept.len();
    room.keys("5").sees("the queue is done: no card is looked at").keys("p").sees("the queue is done");
    room.keys("x + delete");
    for key in "p = M B v D e ctrl-y P ctrl-x".split(' ') {
        room.keys(key).sees("the queue is done: no card is looked at");
        assert_eq!((room.kept.len(), room.app.overlay.is_none()), (kept, true), "{key}");
    }
    // Nobody slips into another queue: tab goes on with the next that anything is in.
    room.keys("enter").sees("the queue is done").keys("tab").sees("[All 2]").sees("1 of 2").keys("G enter");
    room.sees("2 skipped").misses("goes on with").keys("left").sees("2 of 2").keys("g left");
    room.sees("this is the first card").keys("t").sees("BACKLOG");
}

#[test]
fn the_key_of_the_triage_groups_on_the_roadmap() {
    let mut room = Room::new(CLINIC);
    room.keys("H t").sees("› Roadmap").keys("esc : ").types("triage alone").keys("enter").sees("› Triage");
    // What is bound here means what it means here.
    room.keys("b").sees("› Brief").keys("esc t ?").sees("Next in the queue").sees("Park the item");
}

#[test]
fn what_is_voted_on_blind_is_the_rooms() {
    let mut room = Room::new(CLINIC);
    room.keys("t tab tab tab");
    let before = counts(&room);
    // A round of the business on the card.
    room.keys("v enter enter").sees("The keyboard is yours").keys("q");
    room.sees("voted on blind: nothing is told before the reveal").sees("●").misses("#3 in");
    assert_eq!((room.selected(), counts(&room)[3]), ("onboarding", before[3] - 1));
    let kept = room.kept.len();
    room.keys("3");
    assert_eq!(room.kept.len(), kept, "no digit gets past a round");
}

#[test]
fn an_empty_backlog_a_long_one_and_one_that_is_read_only() {
    let mut room = Room::new(r#"{"items":[]}"#);
    for size in SIZES {
        room.size = size;
        room.keys("t 5 tab p x enter left down G u").sees("The backlog is empty").keys("t");
    }
    let mut room = Room::new(&unscored(50_000));
    room.keys("t 3 3 3 3 G left tab tab shift-tab esc");
    let opening = cutline::app::Opening { read_only: Some("Ana has it".to_owned()), ..Default::default() };
    let mut room = Room::opened(CLINIC, opening);
    room.keys("t 3").sees("read-only").keys("p").sees("read-only");
    assert!(room.kept.is_empty());
}
