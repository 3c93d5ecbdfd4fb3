//! The mouse, the clipboard, pasted lines, and what shines after a change.

use cutline::app::Message;
use cutline::app::overlay::Overlay;
use cutline::app::pointer::{Mouse, Spot};
use cutline::app::view::{Pane, Screen};
use cutline::domain::framework::Side;
use cutline::tui::screen;
use cutline::tui::theme::{Depth, Palette, Theme};
use cutline::tui::zones::Zones;
use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{CLINIC, Room};

fn zones(room: &Room) -> Zones {
    let area = Rect::new(0, 0, room.size.0, room.size.1);
    screen::render(&room.app, &Theme::new(Palette::Dark, Depth::True), area, &mut Buffer::empty(area))
}

impl Room {
    /// What stands where a text is on the screen.
    #[track_caller]
    fn spot(&self, text: &str) -> Option<Spot> {
        let screen = self.screen();
        let mut lines = screen.lines().enumerate();
        let (y, line) = lines.find(|(_, line)| line.contains(text)).unwrap();
        // Each line of the screen is told in quotes.
        let x = line[..line.find(text).unwrap()].chars().count() - 1;
        zones(self).at((x as u16, y as u16))
    }

    #[track_caller]
    fn click(&mut self, text: &str) -> &mut Room {
        let spot = self.spot(text);
        self.send(Message::Pointed(Mouse::Press, spot))
    }
}

#[test]
fn a_click_selects_and_a_click_on_a_value_edits_it() {
    let mut room = Room::new(CLINIC);
    room.click("Single sign-on");
    assert_eq!((room.selected(), room.app.view.pane), ("sso", Pane::Backlog));
    let (slot, _) = room.app.selected().unwrap();
    let effort = Some(Spot::Value(Side::Engineering, slot, 1));
    room.send(Message::Pointed(Mouse::Press, effort)).keys("2");
    assert_eq!(room.value("sso", "effort"), Some(2.0));
    // The second click asks for a number.
    room.keys("esc").send(Message::Pointed(Mouse::Press, effort));
    assert!(matches!(room.app.overlay, Some(Overlay::Number(_))));
    room.keys("3 enter");
    assert_eq!(room.value("sso", "effort"), Some(3.0));
}

#[test]
fn a_value_is_where_it_is_drawn() {
    let room = Room::new(CLINIC);
    assert!(matches!(room.spot("Fix payment"), Some(Spot::Item(Pane::Scoring(Side::Business), _))));
    assert!(matches!(room.spot("~3.5"), Some(Spot::Value(Side::Engineering, _, 1))));
    assert!(matches!(room.spot("TRADE-OFFS"), Some(Spot::Pane(Pane::Log))));
}

#[test]
fn keys_are_pressed_where_they_are_told() {
    let mut room = Room::new(CLINIC);
    room.click("? help");
    assert!(matches!(room.app.overlay, Some(Overlay::Help { .. })));
    room.keys("esc")
        .click(": commands")
        .types("und")
        .click("Undo")
        .sees("nothing to undo")
        .keys("esc")
        .click("L log");
    assert_eq!(room.app.view.screen, Screen::Log);
}

#[test]
fn the_wheel_goes_through_what_is_under_it() {
    let mut room = Room::new(CLINIC);
    let before = room.selected().to_owned();
    let spot = room.spot("BACKLOG");
    room.send(Message::Pointed(Mouse::WheelDown, spot));
    assert_eq!(room.app.view.pane, Pane::Backlog);
    assert_ne!(room.selected(), before);
    room.keys("L")
        .send(Message::Pointed(Mouse::WheelDown, None))
        .send(Message::Pointed(Mouse::WheelUp, None));
}

#[test]
fn what_lies_over_the_panes_is_not_clicked_through() {
    let mut room = Room::new(CLINIC);
    let before = room.selected().to_owned();
    let beneath = room.spot("Single sign-on");
    room.keys(":").send(Message::Pointed(Mouse::Press, beneath));
    assert_eq!(room.selected(), before);
    assert!(room.app.overlay.is_some());
}

#[test]
fn pasted_lines_become_items_after_a_look() {
    for (size, name) in [((160, 48), "160_by_48"), ((80, 24), "80_by_24"), ((40, 10), "40_by_10")] {
        let mut room = Room::new(CLINIC);
        room.size = size;
        room.send(Message::Paste(
            "- Dark mode\n- [ ] Waiting list\n\n* Audit trail\n3. Dark mode\n".to_owned(),
        ));
        assert_snapshot!(format!("pasted_at_{name}"), room.screen());
        room.keys("enter");
        assert_eq!((room.kept.len(), room.app.workspace().items().len()), (1, 10));
        room.keys("u");
        assert_eq!(room.app.workshop.standing().candidates().len(), 8);
    }
}

#[test]
fn pasted_lines_may_be_dropped_or_be_nothing() {
    let mut room = Room::new(CLINIC);
    room.send(Message::Paste("Dark mode".to_owned())).keys("esc");
    room.send(Message::Paste("\n \n".to_owned())).sees("nothing was pasted that could be a title");
    assert!(room.kept.is_empty());
}

#[test]
fn the_item_and_the_ranking_go_to_the_clipboard_as_markdown() {
    let mut room = Room::new(&CLINIC.replace("Fix payment failures", "Fix [pay]|ments"));
    room.keys("/").types("ments").keys("enter ctrl-y I");
    let [item, ranking] = room.asked.as_slice() else { panic!("{:?}", room.asked) };
    assert!(
        item.starts_with("clip **Fix \\[pay\\]\\|ments** – #3, in, score 3.00\n- Customer value: 5\n"),
        "{item}"
    );
    let line = ranking.lines().position(|line| line == "| | *cutline* | |");
    assert!(
        line.is_some_and(|at| at > 4) && ranking.contains("| 3 | Fix \\[pay\\]\\|ments | 3.00 |"),
        "{ranking}"
    );
    assert!(ranking.contains("| – | Audit trail | |"), "{ranking}");
}

#[test]
fn what_moved_shines_for_a_moment_unless_nobody_wants_that() {
    let theme = Theme::new(Palette::Dark, Depth::True);
    let shining = |room: &Room| {
        let drawn = room.drawn(&theme);
        let cells = &drawn.backend().buffer().content;
        cells.iter().filter(|cell| Some(cell.bg) == theme.moved.bg).count()
    };
    let mut room = Room::new(CLINIC);
    room.keys("/").types("Single").keys("enter tab tab l 1");
    assert!(room.app.moving && shining(&room) > 20);
    room.send(Message::Settled);
    assert_eq!(shining(&room), 0);
    room.keys("esc f6 2");
    assert_eq!((room.app.moving, shining(&room)), (false, 0));
}

#[test]
fn an_item_that_is_dragged_in_the_matrix_proposes_scores() {
    let mut room = Room::new(CLINIC);
    room.keys("f3 m /").types("Single").keys("enter");
    let (slot, _) = room.app.selected().unwrap();
    let zones = zones(&room);
    let cells = (0..48).flat_map(|y| (0..160).map(move |x| (x, y)));
    let places: Vec<((u16, u16), Spot)> = cells
        .filter_map(|cell| Some((cell, zones.at(cell)?)))
        .filter(|(_, spot)| matches!(spot, Spot::Place(..)))
        .collect();
    let from =
        places.iter().find(|(_, spot)| matches!(spot, Spot::Place(_, Some(item)) if *item == slot)).unwrap();
    // To the left, at the same height: less effort.
    let to = places.iter().find(|((x, y), _)| *y == from.0.1 && *x + 40 > from.0.0 && *x < from.0.0).unwrap();
    room.send(Message::Pointed(Mouse::Press, Some(from.1)))
        .send(Message::Pointed(Mouse::Release, Some(to.1)));
    assert_snapshot!("proposed_at_160_by_48", room.screen());
    let before = room.value("sso", "effort").unwrap();
    room.keys("enter");
    assert!(room.value("sso", "effort").unwrap() < before);
    // What was let go of elsewhere is held no longer.
    room.keys("esc").send(Message::Pointed(Mouse::Press, Some(from.1)));
    room.send(Message::Pointed(Mouse::Release, None)).send(Message::Pointed(Mouse::Release, Some(to.1)));
    room.misses("Which score brings it there?").keys("esc");
    // Letting go where it was taken proposes nothing.
    room.keys("esc").send(Message::Pointed(Mouse::Press, Some(from.1)));
    room.send(Message::Pointed(Mouse::Release, Some(from.1)));
    assert!(room.app.overlay.is_none());
}

#[test]
fn a_click_on_a_check_leaves_the_items_of_another() {
    let mut room = Room::new(CLINIC);
    room.keys("c");
    while room.app.check.selected().is_some_and(|check| check.leads.is_empty()) {
        room.keys("j");
    }
    room.keys("right");
    assert!(room.app.check.lead().is_some());
    let other = room.app.check.checks().iter().rposition(|check| check.leads.is_empty()).unwrap();
    let title = room.app.check.checks()[other].topic.title();
    room.click(title);
    assert_eq!((room.app.check.cursor(), room.app.check.lead()), (other, None));
}
