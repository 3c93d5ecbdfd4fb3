//! The agenda and its clock: a meeting from the first stage to the last, with the time that it takes.

use cutline::app::view::{Pane, Screen};
use cutline::app::{Message, Opening};
use cutline::domain::framework::Side;
use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;
use ratatui::style::Modifier;

use super::{CLINIC, Room};

/// Everything that the log says, oldest first.
fn log(room: &Room) -> Vec<String> {
    let workspace = room.app.workspace();
    workspace.log().iter().map(|entry| cutline::domain::telling::tell(workspace, entry).headline()).collect()
}

fn bells(room: &Room) -> usize {
    room.asked.iter().filter(|asked| *asked == "bell").count()
}

/// Where one is: the screen, in the workshop the pane.
fn place(room: &Room) -> String {
    let view = &room.app.view;
    match (view.screen, view.pane) {
        (Screen::Workshop, Pane::Scoring(Side::Business)) => "business".to_owned(),
        (Screen::Workshop, Pane::Scoring(Side::Engineering)) => "engineering".to_owned(),
        (Screen::Workshop, Pane::Backlog) => "backlog".to_owned(),
        (screen, _) => screen.title().to_owned(),
    }
}

/// A room on the agenda in the middle of a meeting: the first stage took a bit longer, the second runs.
fn meeting() -> Room {
    let mut room = Room::new(CLINIC);
    room.keys("N").seconds(330).keys("N").seconds(75).keys("T");
    room
}

#[test]
fn a_whole_meeting_takes_its_time_and_leads_from_place_to_place() {
    let mut room = Room::new(CLINIC);
    room.misses("1/7").keys("T").sees("0 of 7 done, ends 12:03").sees("▸            1 Frame");
    let mut places = Vec::new();
    // A minute passes with each key, and then the rest of what the stage takes.
    room.keys("enter").sees("1/7 Frame  05:00");
    for seconds in [240, 610, 960, 840, 840, 840] {
        places.push(place(&room));
        let side = places.last().and_then(|place| Side::parse(place));
        if let Some(gap) = side.and_then(|side| room.app.waiting(side).first()) {
            assert_eq!(
                room.app.view.selected,
                Some(*gap),
                "a stage of scoring begins where a score is missing"
            );
        }
        room.seconds(seconds).keys("N");
    }
    places.push(place(&room));
    assert_eq!(places, ["Brief", "backlog", "business", "engineering", "Discuss", "backlog", "Recap"]);
    room.seconds(200).keys("N").sees("that was the last stage of the agenda").misses("7/7");
    assert_eq!(
        log(&room),
        [
            "Frame begins · 5 min",
            "Frame ends after 5 of 5 min, Discover begins · 10 min",
            "Discover ends after 11 of 10 min, Impact begins · 15 min",
            "Impact ends after 17 of 15 min, Effort begins · 15 min",
            "Effort ends after 15 of 15 min, Disputes begins · 15 min",
            "Disputes ends after 15 of 15 min, Trade-offs and commitment begins · 15 min",
            "Trade-offs and commitment ends after 15 of 15 min, Recap begins · 5 min",
            "Recap ends after 4 of 5 min",
        ]
    );
    // Who goes on with the last second of a stage needs no bell.
    assert_eq!(bells(&room), 2);
    room.keys("T").sees("7 of 7 done").misses("ends").keys("N").sees("every stage is done");
    room.keys("ctrl-t").sees("0 of 7 done");
    assert_eq!(log(&room).last().map(String::as_str), Some("the agenda starts over"));
    room.keys("ctrl-t").sees("nothing has begun");
}

#[test]
fn the_header_counts_down_warns_and_rings_once() {
    let mut room = Room::new(CLINIC);
    room.keys("N esc").sees("1/7 Frame  04:00").seconds(179).sees("1/7 Frame  01:01");
    room.misses("⚠ 0")
        .seconds(1)
        .sees("1/7 Frame  ⚠ 01:00")
        .sees("one minute left for Frame")
        .seconds(59)
        .sees("⚠ 00:01");
    assert_eq!(bells(&room), 0);
    room.seconds(1)
        .sees(" over 0:00 ")
        .sees("the time for Frame is up · N goes on")
        .seconds(90)
        .sees(" over 1:30 ");
    assert_eq!(bells(&room), 1);
    // The notice goes with the next key, the clock goes on.
    room.keys("j").misses("the time for Frame is up").sees(" over 2:30 ");
    assert_eq!(room.kept.len(), 1, "time that passes is nothing to save");

    // Who gives it more time hears it again.
    room.keys("T * esc");
    assert_eq!(bells(&room), 2);
}

#[test]
fn the_clock_is_worn_in_every_colour_and_without() {
    for (seconds, text) in [(179, "01:01"), (200, "⚠ 00:40"), (250, "over 0:10")] {
        let mut room = Room::new(CLINIC);
        room.keys("N esc").seconds(seconds).sees(text);
        let terminal = room.drawn(&Theme::new(Palette::Mono, Depth::True));
        let buffer = terminal.backend().buffer();
        let reversed = (0..100).filter(|x| buffer[(*x, 0)].modifier.contains(Modifier::REVERSED)).count();
        assert_eq!(reversed > 0, text.starts_with("over"), "{text}");
    }
}

#[test]
fn the_agenda_at_every_size() {
    let mut room = meeting();
    for (size, name) in [
        ((160, 48), "agenda_at_160_by_48"),
        ((120, 40), "agenda_at_120_by_40"),
        ((80, 24), "agenda_at_80_by_24"),
        ((40, 10), "agenda_at_40_by_10"),
    ] {
        room.size = size;
        assert_snapshot!(name, room.screen());
    }
}

#[test]
fn the_large_clock_at_every_size() {
    let mut room = meeting();
    room.keys("K");
    for (size, name) in [
        ((160, 48), "clock_at_160_by_48"),
        ((120, 40), "clock_at_120_by_40"),
        ((80, 24), "clock_at_80_by_24"),
        ((40, 10), "clock_at_40_by_10"),
    ] {
        room.size = size;
        assert_snapshot!(name, room.screen());
    }
    room.seconds(440);
    room.size = (80, 24);
    assert_snapshot!("clock_over_at_80_by_24", room.screen());
}

#[test]
fn the_large_clock_stays_for_the_keys_of_the_clock_and_closes_for_any_other() {
    let mut room = Room::new(CLINIC);
    room.size = (80, 24);
    room.keys("K").sees("the clock is on no stage");
    room.keys("N K").sees("any other key closes it").sees("ends 10:49");
    room.keys("space").sees("paused").sees("space go on").seconds(600).sees("paused");
    room.keys("space + *").sees("ends 11:06").keys("N").sees("2/7  Discover").sees("any other key closes it");
    assert_eq!(place(&room), "backlog");
    // What closes it does nothing else.
    room.keys("5").misses("any other key").sees("2/7 Discover");
    assert_eq!(log(&room).len(), 6);
    room.keys("K q").sees("BACKLOG");
    room.keys("N N N N N K N").misses("any other key closes it").sees("that was the last stage");
    assert_eq!(room.asked.iter().filter(|asked| *asked == "exit").count(), 0);
}

#[test]
fn a_disk_that_fails_is_told_on_the_large_clock_too() {
    let mut room = Room::new(CLINIC);
    (room.disk_works, room.size) = (false, (80, 24));
    room.keys("N K").sees("Not saved: no space left on device").sees("1/7  Frame");
}

#[test]
fn stages_are_planned_otherwise_and_undone() {
    let mut room = Room::new(CLINIC);
    room.keys("T G a")
        .sees("A new stage")
        .types("Lunch")
        .keys("tab 3 0 tab left tab")
        .types("Who is hungry?");
    room.sees("the agenda takes 110 min").keys("ctrl-s").sees("8 Lunch").sees("110 min");
    room.keys("j < < < <").sees("▸            4 Lunch").sees("5 Effort").keys(">").sees("5 Lunch");
    room.keys("e").sees("Edit Lunch").keys("ctrl-u ctrl-s").sees("say what it is called");
    room.types("Tea").keys("tab 0 ctrl-s").sees("a stage takes 1 to 10080 minutes").keys("2 . 5 ctrl-s");
    room.sees("goes in whole minutes").keys("ctrl-u 2 0 ctrl-s").sees("5 Tea").sees("20 min");
    room.keys("delete").misses("Tea").sees("0 of 7 done");
    assert_eq!(
        log(&room),
        [
            "agenda: Lunch added · 30 min",
            "agenda: Lunch comes before Recap",
            "agenda: Lunch comes before Trade-offs and commitment",
            "agenda: Lunch comes before Disputes",
            "agenda: Lunch comes before Effort",
            "agenda: Effort comes before Lunch",
            "agenda: Lunch 30 → 20 min, is called Tea",
            "agenda: Tea removed",
        ]
    );
    let mut reopened = room.reopened();
    reopened.keys("T").sees("0 of 7 done");
    room.keys("u").sees("5 Tea").keys("u u u u u u u").misses("Lunch").sees("80 min");
    assert!(room.app.workspace().head().agenda.is_none(), "nothing of it stays in the file");
}

#[test]
fn the_cursor_goes_with_the_stage_that_it_moves_also_where_the_last_one_was_taken_out() {
    let mut room = Room::new(CLINIC);
    room.keys("T G")
        .sees("▸            7 Recap")
        .keys("delete < <")
        .sees("▸            4 Trade-offs")
        .sees("6 Disputes");
}

#[test]
fn undo_goes_past_the_clock_to_what_was_decided() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4 N N").sees("2/7 Discover");
    room.keys("u").sees("undo: customer value of Improve onboarding flow").sees("2/7 Discover  09:00");
    assert_eq!(room.value("onboarding", "customer_value"), Some(5.0));
    room.keys("N U").sees("3/7 Impact");
    assert_eq!(room.value("onboarding", "customer_value"), Some(4.0));
    room.keys("u u").sees("nothing to undo");
}

#[test]
fn marks_of_the_last_change_stay_when_a_stage_begins() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l 1 esc")
        .sees("comes in")
        .keys(":")
        .types("pause")
        .sees("the clock is on no stage");
    room.keys("esc T enter esc").sees("comes in").sees("▲2");
}

#[test]
fn done_is_marked_and_taken_back_and_the_clock_leaves_what_is_done() {
    let mut room = meeting();
    room.sees("2/7 Discover").keys("x").misses("2/7").sees("2 of 7 done");
    room.keys("x").sees("1 of 7 done").misses("2/7").keys("enter").sees("2/7 Discover");
    assert_eq!(
        log(&room)[2..],
        ["Discover ends after 3 of 10 min", "Discover is not done any more", "Discover goes on · 06:45 left",]
    );
    // Enter on what runs only goes there.
    room.keys("T enter");
    assert_eq!((place(&room).as_str(), log(&room).len()), ("backlog", 5));
    room.keys("T j j delete").sees("1 of 6 done").misses("4 Effort");
    room.keys("T T delete").sees("the clock is on Discover: start another stage, or mark it as done first");
}

#[test]
fn a_clock_that_everybody_left_running_stands_where_they_were_gone() {
    let mut room = meeting();
    room.hours(3).seconds(1).sees("2/7 Discover   over 2:52:16").misses("nobody was here");
    room.hours(14).seconds(1).sees("nobody was here: the clock stands since").sees("2/7 Discover");
    assert_eq!(log(&room).pop().as_deref(), Some("clock paused in Discover · 00:00 left"));
    // Who scored after the time was up was there until then.
    let mut room = meeting();
    room.seconds(1200)
        .keys("esc tab 1")
        .hours(14)
        .seconds(1)
        .sees("nobody was here")
        .sees("2/7 Discover   over");
    assert_eq!(log(&room).pop().as_deref(), Some("clock paused in Discover · over 15:15"));
}

#[test]
fn a_clock_that_runs_goes_on_while_it_is_closed_and_in_a_window_that_only_looks_on() {
    let mut room = meeting();
    room.sees("2/7 Discover  07:45");
    let mut text = Vec::new();
    cutline::store::content::write(room.app.workspace(), &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    // It was opened at 10:42 again, before the clock was started.
    let mut again = room.reopened();
    again.sees("2/7 Discover  10:00").seconds(510).sees("2/7 Discover  09:00");

    let read_only = Some("Bo has it open".to_owned());
    let opening = Opening { file: "clinic.json".to_owned(), read_only, ..Opening::default() };
    let mut guest = Room::opened(&text, opening);
    guest.size = (80, 24);
    guest.sees("2/7 Discover").seconds(451).sees("2/7 Discover  09:59").keys("T").sees("● running");
    guest.keys("space").sees("this workspace is open read-only").keys("K").sees("2/7  Discover");
    guest.keys("+").sees("this workspace is open read-only");
    assert!(guest.kept.is_empty());
}

#[test]
fn an_empty_agenda_says_how_to_fill_it() {
    let mut room = Room::new(r#"{"agenda":{}}"#);
    room.keys("T").sees("There is no stage: a adds one.").sees("0 of 0 done");
    room.keys("enter").sees("the agenda has no stages").keys("N").sees("every stage is done");
    room.keys("j G a").types("Frame").keys("ctrl-s").sees("1 Frame").keys("enter").sees("1/1 Frame");
}

#[test]
fn no_size_panics_and_hostile_titles_reach_no_cell() {
    let stage = |title: &str, rest: &str| {
        format!(
            r#"{{"title":"{title}","minutes":10080,"extended":10080,{rest}"prompts":["{title} ?","{title}"]}}"#
        )
    };
    let evil = "Evil\\u001b[2J\\u202e\\u0007 漢字 👩\\u200d🔧 and a long title that goes on and on";
    let stages = [
        stage("", ""),
        stage(evil, r#""since":"0001-01-01T00:00:00Z","#),
        stage("x", r#""taken":18446744073709551615,"#),
    ];
    let text = format!(r#"{{"agenda":{{"stages":[{}]}}}}"#, stages.join(","));
    for keys in ["", "T", "T G", "K", "T K space", "T e", "T a", "d", "T j j enter K"] {
        let mut room = Room::new(&text);
        room.keys(keys).send(Message::Tick);
        for width in [0, 1, 2, 39, 40, 41, 55, 56, 57, 79, 80, 109, 110, 120, 160, 200] {
            for height in [0, 1, 9, 10, 11, 14, 15, 16, 18, 24, 30, 48, 60] {
                room.size = (width, height);
                let terminal = room.drawn(&Theme::new(Palette::Dark, Depth::True));
                if width == 0 {
                    continue;
                }
                let screen = terminal.backend().to_string();
                assert!(!screen.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{keys} at {width}×{height}");
            }
        }
    }
}
