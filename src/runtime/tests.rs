//! The loop with a clock of its own: no test waits for anything.

/// What the screens of these tests are not asked for.
macro_rules! lends_nothing {
    () => {
        fn refresh(&mut self) -> Result<(), Infallible> {
            Ok(())
        }

        fn suspend(&mut self) -> Result<(), Infallible> {
            Ok(())
        }

        fn edit(&mut self, text: &str, _: &str) -> Result<Result<String, String>, Infallible> {
            Ok(Ok(text.to_owned()))
        }

        fn clip(&mut self, _: &str) -> Result<(), Infallible> {
            Ok(())
        }
    };
}

mod house;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;

use super::due::{Times, due};
use super::*;
use crate::app::export::Outcome;
use crate::app::keymap::Keymap;
use crate::app::settings::Settings;
use crate::app::{Opening, update};
use crate::domain::agenda::face;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::store::memory::MemoryStore;

/// Nobody keeps anything here.
#[derive(Clone, Copy)]
struct Nothing;

impl Templates for Nothing {
    fn of(
        &self,
        _: crate::domain::document::Audience,
        _: crate::domain::document::Dress,
    ) -> Result<Option<(String, String)>, String> {
        Ok(None)
    }
}

impl Presets for Nothing {
    fn all(&self) -> Result<Vec<crate::import::Tracker>, String> {
        Ok(Vec::new())
    }

    fn keep(&self, _: &str, _: &[crate::domain::draft::Column]) -> Result<(), String> {
        Err("nowhere to keep it".to_owned())
    }
}

/// A room in which time passes only while the loop waits, or paints.
struct Room {
    /// Milliseconds since it began.
    time: Rc<Cell<i64>>,
    /// When it began.
    began: Now,
    /// What happens, and after how many milliseconds.
    to_come: RefCell<VecDeque<(i64, Incoming)>>,
    /// When the clock on the wall is set, and by how many seconds.
    set: Option<(i64, i64)>,
    /// When the loop was woken, in milliseconds.
    woken: RefCell<Vec<i64>>,
}

impl Outside for Room {
    fn now(&self) -> Now {
        let set = self.set.filter(|(at, _)| self.time.get() >= *at).map_or(0, |(_, by)| by);
        self.began + TimeDelta::milliseconds(self.time.get()) + TimeDelta::seconds(set)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.time.get().unsigned_abs())
    }

    fn waiting(&self) -> Option<Incoming> {
        let came = self.to_come.borrow().front().is_some_and(|(at, _)| *at <= self.time.get());
        came.then(|| self.next())
    }
}

impl Room {
    /// Rests until the next thing happens, or for so long.
    fn rest(&self, time: Option<Duration>) {
        let until = time.map(|time| self.time.get() + i64::try_from(time.as_millis()).unwrap());
        let next = self.to_come.borrow().front().map(|(at, _)| *at).unwrap();
        self.time.set(until.map_or(next, |until| until.min(next)).max(self.time.get()));
        self.woken.borrow_mut().push(self.time.get());
    }

    fn next(&self) -> Incoming {
        self.to_come.borrow_mut().pop_front().unwrap().1
    }
}

/// What was shown of the clock, and how often it rang.
#[derive(Default)]
struct Wall {
    time: Rc<Cell<i64>>,
    /// How many milliseconds it takes to paint.
    takes: i64,
    painted: String,
    paints: usize,
    drawn: Vec<String>,
    rung: Vec<String>,
}

impl Screen for Wall {
    type Error = Infallible;

    fn paint(&mut self, app: &App) -> Result<(), Infallible> {
        self.painted = app.reading().map_or_else(String::new, |reading| face(reading.left));
        self.paints += 1;
        self.time.set(self.time.get() + self.takes);
        Ok(())
    }

    fn show(&mut self, _: &App) -> Result<(), Infallible> {
        self.drawn.push(self.painted.clone());
        Ok(())
    }

    lends_nothing!();

    fn bell(&mut self) -> Result<(), Infallible> {
        self.rung.push(self.drawn.last().cloned().unwrap_or_default());
        Ok(())
    }

    fn listen(&mut self, _: Hand) {}
}

/// A stage of a minute that began a second and a bit before the room opens.
const RUNNING: &str = r#"{"agenda":{"stages":[{"title":"A","minutes":1,"since":"2026-01-20T10:00:00Z"}]}}"#;
const PAUSED: &str = r#"{"agenda":{"stages":[{"title":"A","minutes":1,"taken":9,"paused":true}]}}"#;
const DONE: &str = r#"{"agenda":{"stages":[{"title":"A","minutes":1,"taken":9,"done":true}]}}"#;

/// What happens in a room.
#[derive(Clone, Copy, Default)]
struct Course<'a> {
    file: &'a str,
    /// Which keys are pressed, and after how many milliseconds.
    keys: &'a [(i64, &'a str)],
    /// How many milliseconds it goes on.
    millis: i64,
    /// Whether there is something that the snapshot does not hold.
    unfolded: bool,
    /// When the clock on the wall is set, and by how many seconds.
    set: Option<(i64, i64)>,
    /// How many milliseconds it takes to paint.
    painting: i64,
}

/// A stage before it happens.
fn stage(course: Course<'_>) -> Stage<Wall, Room> {
    let workspace = Workspace::load(serde_json::from_str(course.file).unwrap()).unwrap().0;
    let store = MemoryStore::new(workspace.clone());
    let opening = Opening { unfolded: course.unfolded, ..Opening::default() };
    let app = App::new(Workshop::new(workspace), opening, Settings::default(), Keymap::built_in());
    let key = |key: &str| Incoming::Input(vec![Message::Key(key.parse().unwrap())]);
    let typed = course.keys.iter().map(|(at, name)| (*at, key(name)));
    let end = (course.millis, Incoming::Message(Message::Terminate));
    let time: Rc<Cell<i64>> = Rc::default();
    let room = Room {
        time: Rc::clone(&time),
        began: "2026-01-20T10:00:01.400Z".parse().unwrap(),
        to_come: RefCell::new(typed.chain([end]).collect()),
        set: course.set,
        woken: RefCell::default(),
    };
    let wall = Wall { time, takes: course.painting, ..Wall::default() };
    let workers = Workers::spawn(Box::new(store), Nothing, &inbox().0, |_| ());
    let mut stage = Stage::new(app, workers, wall, room);
    stage.open().unwrap();
    stage
}

/// Lets it happen. Returns what was seen and heard, and when the loop was woken before the end.
fn go(course: Course<'_>) -> (Wall, Vec<i64>) {
    let mut stage = stage(course);
    while let Then::Rest(time) = stage.turn() {
        stage.outside.rest(time);
    }
    let mut woken = stage.outside.woken.take();
    assert_eq!(woken.pop(), Some(course.millis));
    (stage.screen, woken)
}

#[test]
fn a_clock_that_runs_wakes_the_program_once_a_second_and_draws_once() {
    let (wall, woken) = go(Course { file: RUNNING, millis: 5_500, ..Course::default() });
    assert_eq!(woken, [604, 1_604, 2_604, 3_604, 4_604]);
    assert_eq!(wall.drawn, ["00:59", "00:58", "00:57", "00:56", "00:55", "00:54"]);
    let (wall, woken) = go(Course { file: RUNNING, millis: 3_600_000, ..Course::default() });
    assert_eq!((wall.drawn.len(), woken.len()), (3_601, 3_600));
}

#[test]
fn without_a_clock_that_runs_nothing_wakes() {
    for file in ["{}", PAUSED, DONE] {
        let (wall, woken) = go(Course { file, millis: 3_600_000, ..Course::default() });
        assert_eq!((wall.drawn.len(), woken), (1, Vec::new()), "{file}");
    }
}

#[test]
fn what_another_thread_is_at_is_told_with_how_long_it_takes() {
    let workshop = Workshop::new(Workspace::load(serde_json::from_str("{}").unwrap()).unwrap().0);
    let mut app = App::new(workshop, Opening::default(), Settings::default(), Keymap::built_in());
    let at = |second: i64| "2026-01-20T10:00:00Z".parse::<Now>().unwrap() + TimeDelta::seconds(second);
    let mut tell = |message: Message, second: i64| {
        // What it comes to is for the exporter, which has not begun.
        drop(update(&mut app, message, at(second)));
        let told = app.outlet.making.front().map(|(errand, _)| errand.told(app.meeting.now));
        let next = due(&app, &Times { quiet_for: Duration::from_secs(9), now: at(second) });
        (told.unwrap_or_default(), next.map(|(time, _)| time.as_millis()))
    };
    let key = |key: &str| Message::Key(key.parse().unwrap());
    assert_eq!(tell(key("ctrl-o"), 0), (String::new(), None));
    assert_eq!(tell(key("enter"), 0), ("writing cutline-backlog.csv · 0 items".to_owned(), Some(1_004)));
    assert_eq!(tell(Message::Tick, 3).0, "writing cutline-backlog.csv · 0 items · 3 s");
    let outcome = Outcome::Written("cutline-backlog.csv".into());
    assert_eq!(tell(Message::Exported(outcome), 4), (String::new(), None));
}

#[test]
fn keys_that_are_pressed_add_no_seconds() {
    let keys = [(300, "j"), (610, "k"), (1_604, "j"), (1_700, "j"), (1_701, "j")];
    let (wall, woken) = go(Course { file: RUNNING, keys: &keys, millis: 3_000, ..Course::default() });
    assert_eq!(woken, [300, 604, 610, 1_604, 1_700, 1_701, 2_604]);
    let drawn = ["00:59", "00:59", "00:58", "00:58", "00:57", "00:57", "00:57", "00:56"];
    assert_eq!(wall.drawn, drawn);
}

#[test]
fn keys_that_wait_are_taken_in_before_one_frame() {
    let keys = [(300, "j"); 50];
    let (wall, woken) = go(Course { file: "{}", keys: &keys, millis: 1_000, ..Course::default() });
    assert_eq!((wall.drawn.len(), woken), (2, vec![300]));
}

#[test]
fn what_comes_while_it_is_painted_is_in_the_same_frame_once() {
    for (keys, shown, painted) in [
        (&[(300, "j"), (303, "k")][..], 2, 3),
        (&[(300, "j"), (303, "k"), (304, "j")], 2, 3),
        // A frame is not put off for ever.
        (&[(300, "j"), (303, "k"), (308, "j")], 3, 4),
        (&[(300, "j"), (306, "k")], 3, 3),
    ] {
        let (wall, _) = go(Course { file: "{}", keys, millis: 1_000, painting: 5, ..Course::default() });
        assert_eq!((wall.drawn.len(), wall.paints), (shown, painted), "{keys:?}");
    }
}

#[test]
fn whoever_rests_is_woken_only_for_what_comes_sooner() {
    let typed = |key: &str| vec![Message::Key(key.parse().unwrap())];
    for (file, key, sooner) in [(RUNNING, "j", false), ("{}", "j", false), (PAUSED, "space", true)] {
        let mut stage = stage(Course { file, millis: 5_000, ..Course::default() });
        stage.play(typed("T"));
        stage.turn_and_rest();
        stage.play(typed(key));
        assert_eq!(stage.is_due_sooner(), sooner, "{key} in {file}");
    }
}

#[test]
fn the_snapshot_waits_for_quiet_and_no_tick_puts_it_off() {
    let course = Course { file: RUNNING, unfolded: true, millis: 5_000, ..Course::default() };
    assert_eq!(go(course).1, [604, 1_604, 2_604, 3_000, 3_604, 4_604]);
    let keys = [(900, "j"), (1_500, "k")];
    assert_eq!(go(Course { keys: &keys, ..course }).1, [604, 900, 1_500, 1_604, 2_604, 3_604, 4_500, 4_604]);
    let paused = Course { file: PAUSED, keys: &keys, ..course };
    assert_eq!(go(paused).1, [900, 1_500, 4_500]);
}

#[test]
fn the_clock_rings_once_and_goes_on() {
    let (wall, woken) = go(Course { file: RUNNING, millis: 100_000, ..Course::default() });
    assert_eq!((wall.rung, woken.len()), (vec!["00:01".to_owned()], 100));
    assert_eq!(wall.drawn.last().map(String::as_str), Some("-0:41"));
    let more = [(70_000, "N")];
    let (wall, woken) = go(Course { file: RUNNING, keys: &more, millis: 100_000, ..Course::default() });
    assert_eq!((wall.rung.len(), woken.last()), (1, Some(&70_000)), "the last stage is over");
}

#[test]
fn whoever_opens_late_is_told_how_late_and_hears_nothing() {
    let late = RUNNING.replace("10:00:00Z", "08:00:00Z");
    let (wall, _) = go(Course { file: &late, millis: 1_000, ..Course::default() });
    assert_eq!((wall.drawn[0].as_str(), wall.rung.len()), ("-1:59:01", 0));
}

#[test]
fn a_clock_on_the_wall_that_is_set_right_does_not_stop_or_race_it() {
    for by in [-3_600, -1, 1, 3_600] {
        let set = Some((2_000, by));
        let (wall, woken) = go(Course { file: RUNNING, millis: 10_000, set, ..Course::default() });
        assert!((9..=10).contains(&woken.len()), "{by}: {woken:?}");
        assert_eq!(wall.drawn.len(), woken.len() + 1);
    }
}
