//! What a filter shows after each gesture is what it shows of the same workspace opened anew.

use cutline::app::filter::Chooser;
use cutline::app::keymap::Keymap;
use cutline::app::overlay::Overlay;
use cutline::app::rows::{Row, Rows};
use cutline::app::settings::Settings;
use cutline::app::{App, Message, Now, Opening, update};
use cutline::domain::framework::Side;
use cutline::domain::id::Slot;
use cutline::domain::workshop::Workshop;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::blockers::entangled;
use crate::support::playing::{cases, play};
use crate::support::sessions::open;

/// Where a value stands that is about any thing as likely as about another; none where there is none.
fn place((by, value): &(Index, Index), chooser: &Chooser) -> Option<usize> {
    let choices: Vec<_> = chooser.choices.iter().enumerate().collect();
    let groups: Vec<_> = choices.chunk_by(|(_, one), (_, next)| one.test.by() == next.test.by()).collect();
    let group = (!groups.is_empty()).then(|| groups[by.index(groups.len())])?;
    Some(value.get(group).0)
}

/// Somebody who looks on, behind a filter of some values that occur.
fn onlooker(workshop: Workshop, wanted: &[(Index, Index)]) -> App {
    let opening = Opening { read_only: Some("somebody has it open".to_owned()), ..Opening::default() };
    let mut app = App::new(workshop, opening, Settings::default(), Keymap::built_in());
    let press = |app: &mut App, key: &str| {
        drop(update(app, Message::Key(key.parse().unwrap()), Now::default()));
    };
    press(&mut app, "F");
    for wanted in wanted {
        let Some(Overlay::Filter(chooser)) = &app.overlay else { break };
        let Some(at) = place(wanted, chooser) else { break };
        press(&mut app, "g");
        (0..at).for_each(|_| press(&mut app, "j"));
        press(&mut app, "space");
    }
    press(&mut app, "esc");
    app
}

/// Lays what the panes show beside what there is of it from scratch.
fn assert_shows_what_passes(app: &App) {
    let workshop = Workshop::new(app.workspace().clone());
    let passes = app.filter.filter().found(&workshop);
    assert_eq!(app.listed(), passes, "{}", app.filter.filter().told(app.workspace()));
    let passing = |slots: &[Slot]| -> Vec<Slot> {
        slots.iter().copied().filter(|slot| passes.contains(slot)).collect()
    };
    for side in Side::ALL {
        assert_eq!(app.waiting(*side), passing(workshop.standing().waiting(*side)));
    }
    let unscored = passing(workshop.standing().unscored()).len();
    assert_eq!(app.unscored(), unscored);
    let all = Rows::new(&workshop);
    let stays = |row: &Row| match row {
        Row::Line => true,
        Row::UnscoredHead => unscored > 0,
        Row::Ranked(slot, _) | Row::Unscored(slot) => passes.contains(slot),
    };
    let expected: Vec<Row> = (0..all.len()).filter_map(|at| all.at(at)).filter(stays).collect();
    let rows = app.rows();
    assert_eq!((0..rows.len()).filter_map(|at| rows.at(at)).collect::<Vec<_>>(), expected);
    for (at, row) in expected.iter().enumerate() {
        assert!(row.slot().is_none_or(|slot| rows.of(slot) == Some(at)));
    }
    let all_slots = (0..app.workspace().items().len()).map(Slot::new);
    assert!(all_slots.filter(|slot| !passes.contains(slot)).all(|slot| rows.of(slot).is_none()));
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn a_filter_that_follows_each_gesture_shows_what_it_finds_from_scratch(
        session in entangled(1),
        wanted in vec(any::<(Index, Index)>(), 1..=2),
    ) {
        let mut app = onlooker(Workshop::new(open(&session.file)), &wanted);
        if app.filter.is_on() {
            assert_shows_what_passes(&app);
            play(&session, |_, _, gesture| {
                drop(update(&mut app, Message::Followed(vec![gesture.clone()]), Now::default()));
                assert_shows_what_passes(&app);
            });
        }
    }
}
