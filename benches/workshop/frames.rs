//! Screens: what is worked out when one is opened, what a key costs on it, and what a frame of it does, when all of it is
//! put into cells and when it is there already.

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, BenchmarkId, Criterion};
use cutline::app::keymap::Keymap;
use cutline::app::settings::Settings;
use cutline::app::{App, Message, Now, Opening, update};
use cutline::domain::check::checklist;
use cutline::domain::discuss::Discussion;
use cutline::domain::matrix::Matrix;
use cutline::domain::session::sessions;
use cutline::domain::workshop::Workshop;
use cutline::store::content;
use cutline::tui::screen;
use cutline::tui::sheet::Sheet;
use cutline::tui::theme::{Depth, Palette, Theme};
use ratatui::layout::Rect;

use super::backlog::log;
use super::{SIZES, disputed, workshop};

/// Every screen, by the keys that lead to it.
const SCREENS: [(&str, &str); 15] = [
    ("", "workshop"),
    ("e", "card"),
    ("L", "log"),
    ("t", "triage"),
    ("H", "roadmap"),
    ("m", "matrix"),
    ("d", "debt"),
    ("b", "brief"),
    ("y", "votes"),
    ("Z", "recap"),
    ("T", "agenda"),
    ("f5", "presenting"),
    ("enter", "explained"),
    (":", "palette"),
    ("?", "help"),
];

/// Where scores are given or items placed: the keys that lead there, and two that change an item by turns.
const GESTURES: [(&str, &str, [&str; 2]); 4] = [
    ("R", "a score in the workshop", ["4", "2"]),
    ("R t", "a score in triage", ["4 up", "2 up"]),
    ("R F tab space esc", "a score behind a filter", ["4", "2"]),
    ("R H l g", "a place on the roadmap", ["3", "2"]),
];

/// What is found out of the whole backlog when it is opened: the keys that open it, and what it is.
const LOOKED_THROUGH: [(&str, &str); 8] = [
    ("F", "the filters"),
    ("E", "the end of the cycle"),
    ("b", "the brief"),
    ("c", "the check"),
    ("y", "the votes"),
    ("Z", "the recap"),
    ("m", "the matrix"),
    ("H", "the roadmap"),
];

/// A workshop that is looked at, on the screen that keys lead to.
fn on(workshop: Workshop, keys: &str) -> App {
    let mut app = App::new(workshop, Opening::default(), Settings::default(), Keymap::built_in());
    press(&mut app, keys);
    app
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        update(app, Message::Key(key.parse().unwrap()), now());
    }
}

fn now() -> Now {
    "2026-02-01T10:00:00Z".parse().unwrap()
}

/// A frame of what is on, put into cells as a whole, and the same once it is there.
fn frame(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, size: usize, app: &App) {
    let (theme, area) = (Theme::new(Palette::Dark, Depth::True), Rect::new(0, 0, 160, 48));
    group.bench_function(BenchmarkId::new(format!("{name}, anew"), size), |bencher| {
        let draw = |sheet: &mut Sheet| screen::draw(app, &theme, black_box(sheet));
        bencher.iter_batched_ref(|| Sheet::new(area), draw, BatchSize::LargeInput);
    });
    group.bench_function(BenchmarkId::new(format!("{name}, again"), size), |bencher| {
        let mut sheet = Sheet::new(area);
        bencher.iter(|| screen::draw(app, &theme, black_box(&mut sheet)));
    });
}

pub(super) fn screens(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame of 160 by 48");
    for size in SIZES {
        let opened = on(workshop(size), "");
        for (keys, name) in SCREENS {
            let mut app = opened.clone();
            press(&mut app, keys);
            assert!(
                keys.is_empty() || app.overlay.is_some() || app.view.screen != opened.view.screen,
                "{name} is not there"
            );
            frame(&mut group, name, size, &app);
        }
    }
    group.bench_function(BenchmarkId::new("copying the cells alone", 0), |bencher| {
        let (from, mut to) = (vec![1_u64; 160 * 48], vec![0_u64; 160 * 48]);
        bencher.iter(|| black_box(&mut to).copy_from_slice(black_box(&from)));
    });
    group.finish();
}

pub(super) fn gestures(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a gesture with what follows on the screen");
    group.sample_size(10);
    for size in SIZES {
        for (keys, name, by_turns) in GESTURES {
            let mut app = on(workshop(size), keys);
            let mut turns = by_turns.into_iter().cycle();
            let before = app.workspace().log().len();
            press(&mut app, turns.next().unwrap());
            assert!(app.workspace().log().len() > before, "{name} does nothing");
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| press(&mut app, turns.next().unwrap()));
            });
        }
    }
    group.finish();
}

/// Opens each for the first time, so that nothing of it is known from before.
pub(super) fn opened(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("opening what looks through all items");
    group.sample_size(10);
    for size in SIZES {
        let app = on(workshop(size), "");
        group.bench_function(BenchmarkId::new("adding up all their kinds alone", size), |bencher| {
            let items = || app.workspace().items().iter();
            bencher.iter(|| items().map(|item| black_box(item).kind as usize).sum::<usize>());
        });
        for (key, name) in LOOKED_THROUGH {
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter_batched_ref(|| app.clone(), |app| press(app, key), BatchSize::PerIteration);
            });
        }
    }
    group.finish();
}

pub(super) fn log_screen(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("log screen");
    for size in SIZES {
        let workshop = Workshop::new(content::parse(log(size).as_bytes()).unwrap().0);
        group.bench_function(BenchmarkId::new("cut into sessions", size), |bencher| {
            bencher.iter(|| black_box(sessions(workshop.workspace().log())));
        });
        let mut app = on(workshop, "L");
        group.bench_function(BenchmarkId::new("confine to a side", size), |bencher| {
            bencher.iter(|| press(&mut app, "e"));
        });
        frame(&mut group, "160 by 48", size, &app);
    }
    group.finish();
}

pub(super) fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    for size in SIZES {
        let workshop = disputed(size);
        group.bench_function(BenchmarkId::new("every question", size), |bencher| {
            bencher.iter(|| black_box(checklist(&workshop, 0, None)));
        });
        frame(&mut group, "160 by 48", size, &on(workshop, "c"));
    }
    group.finish();
}

/// What the discuss screen makes of a backlog when it is opened, and how long a frame of it takes.
pub(super) fn discuss(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("discuss");
    group.sample_size(10);
    for size in SIZES {
        for (workshop, votes) in [(workshop(size), "no votes"), (disputed(size), "disputed")] {
            group.bench_function(BenchmarkId::new(format!("every point, {votes}"), size), |bencher| {
                bencher.iter(|| black_box(Discussion::of(&workshop, |_, _| None)));
            });
            frame(&mut group, &format!("160 by 48, {votes}"), size, &on(workshop, "Y"));
        }
    }
    group.finish();
}

/// What the matrix makes of a backlog when something has changed, and how long a frame of it takes: on steps, where many
/// lie in one place, and on a free scale, where they lie all over it.
pub(super) fn matrix(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matrix");
    group.sample_size(10);
    for size in SIZES {
        for (workshop, scales) in [(workshop(size), "steps"), (spread_out(size), "free")] {
            group.bench_function(BenchmarkId::new(format!("place everything, {scales}"), size), |bencher| {
                bencher.iter(|| black_box(Matrix::new(&workshop, |_| true)));
            });
            frame(&mut group, &format!("160 by 48, {scales}"), size, &on(workshop, "m"));
        }
    }
    group.finish();
}

/// A backlog under RICE in which hardly any two lie in one place.
fn spread_out(size: usize) -> Workshop {
    let items: Vec<String> = (0..size)
        .map(|i| {
            format!(
                r#"{{"id":"i{i}","scores":{{"reach":{},"impact":{},"confidence":0.8,"effort":{}}}}}"#,
                10 + i * 7919 % 99_991,
                i % 3 + 1,
                0.5 + (i * 104_729 % 39) as f64 / 2.0
            )
        })
        .collect();
    let text = format!(
        r#"{{"framework":"rice","capacity":{{"amount":{size},"unit":"months"}},"items":[{}]}}"#,
        items.join(",")
    );
    Workshop::new(content::parse(text.as_bytes()).unwrap().0)
}
