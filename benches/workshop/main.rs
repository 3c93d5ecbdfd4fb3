//! What a gesture, a look ahead, a frame and a load cost, and how that grows with the backlog.
//!
//! `cargo bench --bench workshop` runs everything; `-- rescore` one group. Beside each stands what is
//! inherent: a memmove of the same size, the parser alone, one sync. At the end the growth is printed.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../support/backlog.rs"]
mod backlog;
mod frames;
mod growth;

use std::fs::OpenOptions;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use cutline::crew::Threads;
use cutline::domain::command::Command;
use cutline::domain::horizon::Hold;
use cutline::domain::id::Slot;
use cutline::domain::item::{Horizon, SetAside};
use cutline::domain::number::Num;
use cutline::domain::swing::{Model, SAMPLES, WINDOW};
use cutline::domain::telling::tell;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::whatif::{ways_in, what_if};
use cutline::domain::workshop::{Gesture, Workshop};
use cutline::domain::workspace::{Capacity, Head};
use cutline::store::{Access, Store, content, file, reading};

use backlog::backlog;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// What was measured.
const FOLDER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/growth");

fn workshop(size: usize) -> Workshop {
    Workshop::new(content::parse(backlog(size).as_bytes()).unwrap().0)
}

fn rescore(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rescore");
    for size in SIZES {
        let mut workshop = workshop(size);
        let item = Slot::new(size / 2);
        let mut value = 0;
        group.bench_function(BenchmarkId::new("gesture", size), |bencher| {
            bencher.iter(|| {
                value = value % 5 + 1;
                let command = Command::Agree { item, criterion: "effort".into(), to: Some(Num::from(value)) };
                black_box(workshop.perform(command, Stamp::default()).is_ok())
            });
        });
        let mut indices: Vec<u32> = (0..size as u32).collect();
        group.bench_function(BenchmarkId::new("memmove alone", size), |bencher| {
            bencher.iter(|| {
                indices.rotate_left(1);
                black_box(indices.first());
            });
        });
    }
    group.finish();
}

/// An item leaves the ranking, and that is taken back.
fn leaving(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("leaving the ranking and coming back");
    for size in SIZES {
        let mut workshop = workshop(size);
        let (item, into) = (Slot::new(size / 3), Slot::new(size / 2));
        let reason =
            SetAside { reason: "not now".to_owned(), revisit: "in May".to_owned(), ..SetAside::default() };
        let parked = Command::Place { item, to: Horizon::Parked, aside: Some(reason), hold: Hold::LetGo };
        let done = Command::Finish { item, actual: None, date: "2026-02-01".to_owned() };
        let merged = Command::Merge { item, into };
        for (name, command) in [("parked", parked), ("done", done), ("merged", merged)] {
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| {
                    black_box(workshop.perform(command.clone(), Stamp::default()).unwrap());
                    black_box(workshop.perform(Command::Undo, Stamp::default()).unwrap());
                });
            });
        }
    }
    group.finish();
}

/// A score of the effort of an item.
fn score(item: Slot, value: u32) -> Command {
    Command::Agree { item, criterion: "effort".into(), to: Some(Num::from(value)) }
}

/// Gives an item another effort.
fn rescored(workshop: &mut Workshop, item: Slot) -> Gesture {
    (1..=5).find_map(|value| workshop.perform(score(item, value), Stamp::default()).ok()).unwrap()
}

/// Another capacity, which takes the line past a few items.
fn line(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cutline");
    for size in SIZES {
        let mut workshop = workshop(size);
        let mut more = 0;
        group.bench_function(BenchmarkId::new("move past a few items", size), |bencher| {
            bencher.iter(|| {
                more = 20 - more;
                let amount = Some(Num::from(size as u32 / 2 + more));
                let to = Some(Capacity { amount, unit: "points".to_owned(), ..Capacity::default() });
                black_box(workshop.perform(Command::SetCapacity(to), Stamp::default()).is_ok())
            });
        });
        let order = workshop.standing().order();
        let efforts: Vec<i64> =
            order.iter().map(|slot| workshop.standing().seat(*slot).unwrap().effort).collect();
        group.bench_function(BenchmarkId::new("adding up the efforts alone", size), |bencher| {
            bencher.iter(|| black_box(&efforts).iter().sum::<i64>());
        });
    }
    group.finish();
}

/// The last gesture in words.
fn trade_off(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("trade-off");
    for size in SIZES {
        let mut workshop = workshop(size);
        let entry = rescored(&mut workshop, Slot::new(size / 2)).entry;
        group.bench_function(BenchmarkId::new("put into words", size), |bencher| {
            bencher.iter(|| black_box(tell(workshop.workspace(), &entry)));
        });
    }
    group.finish();
}

/// A hundred gestures of a journal.
fn replay(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replay");
    group.sample_size(10);
    for size in SIZES {
        let before = content::parse(backlog(size).as_bytes()).unwrap().0;
        let mut workshop = Workshop::new(before.clone());
        let gestures: Vec<_> = (0..)
            .filter_map(|i| {
                workshop.perform(score(Slot::new(i % 1_000), i as u32 % 5 + 1), Stamp::default()).ok()
            })
            .take(100)
            .collect();
        group.bench_function(BenchmarkId::new("100 gestures", size), |bencher| {
            bencher.iter_batched(
                || (before.clone(), gestures.clone()),
                |(mut workspace, gestures)| {
                    for gesture in gestures {
                        workspace.replay(gesture);
                    }
                    workspace
                },
                criterion::BatchSize::LargeInput,
            );
        });
        let lines: Vec<String> =
            gestures.iter().map(|gesture| serde_json::to_string(gesture).unwrap()).collect();
        group.bench_function(BenchmarkId::new("parsing 100 gestures alone", size), |bencher| {
            let parsed = |line: &String| serde_json::from_str::<Gesture>(line).unwrap();
            bencher.iter(|| black_box(lines.iter().map(parsed).collect::<Vec<_>>()));
        });
    }
    group.finish();
}

fn look_ahead(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("look ahead");
    for size in SIZES {
        let workshop = workshop(size);
        let slot = *workshop.standing().order().last().unwrap();
        group.bench_function(BenchmarkId::new("every step", size), |bencher| {
            let steps = workshop.workspace().framework().criteria()[3].scale.steps();
            bencher.iter(|| {
                black_box(steps.iter().map(|step| what_if(&workshop, slot, 3, *step)).collect::<Vec<_>>())
            });
        });
        group.bench_function(BenchmarkId::new("ways in", size), |bencher| {
            bencher.iter(|| black_box(ways_in(&workshop, slot)));
        });
        let scores: Vec<u32> = (0..size as u32).collect();
        group.bench_function(BenchmarkId::new("as many searches alone", size), |bencher| {
            let steps = workshop.workspace().framework().criteria()[3].scale.steps().len() as u32;
            let search = |step: u32| scores.binary_search(&(step * size as u32 / steps));
            bencher.iter(|| black_box((0..steps).map(search).collect::<Vec<_>>()));
        });
    }
    group.finish();
}

fn load(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    for size in SIZES {
        let text = backlog(size);
        std::fs::write(&path, &text).unwrap();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("read, check, rank", size), |bencher| {
            let crew = Threads::of_machine();
            bencher.iter(|| black_box(Workshop::by(&crew, reading::read(&path).unwrap().workspace)));
        });
        group.bench_function(BenchmarkId::new("parser alone", size), |bencher| {
            bencher.iter(|| black_box(serde_json::from_str::<Head>(&text).unwrap()));
        });
    }
    group.finish();
}

fn save(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("save");
    group.sample_size(10);
    for size in SIZES {
        let workspace = content::parse(backlog(size).as_bytes()).unwrap().0;
        group.bench_function(BenchmarkId::new("copy for the writer", size), |bencher| {
            bencher.iter(|| black_box(workspace.clone()));
        });
        group.bench_function(BenchmarkId::new("write", size), |bencher| {
            bencher.iter(|| content::write(&workspace, &mut std::io::sink()).unwrap());
        });
        group.bench_function(BenchmarkId::new("serde_json alone", size), |bencher| {
            bencher.iter(|| serde_json::to_writer_pretty(std::io::sink(), workspace.head()).unwrap());
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json");
        file::create(&path, None, &workspace).unwrap();
        let Access::Write(mut store) = file::open(&path).unwrap().access else { unreachable!() };
        let mut workshop = Workshop::new(workspace);
        let gesture = rescored(&mut workshop, Slot::new(0));
        group.bench_function(BenchmarkId::new("append a gesture", size), |bencher| {
            bencher.iter(|| store.append(std::slice::from_ref(&gesture)).unwrap());
        });
        let mut alone =
            OpenOptions::new().create(true).append(true).open(folder.path().join("alone")).unwrap();
        group.bench_function(BenchmarkId::new("append 400 bytes and sync alone", size), |bencher| {
            bencher.iter(|| alone.write_all(&[b'x'; 400]).and_then(|()| alone.sync_data()).unwrap());
        });
    }
    group.finish();
}

/// A backlog in which the effort of nearly every item is in dispute.
fn disputed(size: usize) -> Workshop {
    let mut text = backlog(size);
    for low in 1..=4 {
        let votes = format!(r#""effort":{{"votes":{{"ana":{low},"bo":{}}}}}"#, low + 1);
        text = text.replace(&format!(r#""effort":{low}"#), &votes);
    }
    let text = text.replace(r#"5,"effort":5"#, r#"5,"effort":{"votes":{"ana":1,"bo":5}}"#);
    Workshop::new(content::parse(text.as_bytes()).unwrap().0)
}

/// Ranking the backlog 2,000 times, on one thread and on two; what is made of a workshop before that is on the
/// thread that draws the screen.
fn swing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("swing");
    group.sample_size(10);
    for size in [100, 300, 1_000, 10_000, 100_000, 1_000_000] {
        let drawn: Vec<u64> = (0..size.min(WINDOW) as u64).map(|i| i * 7_919 % 65_537).collect();
        group.bench_function(BenchmarkId::new("2000 sorts alone", size), |bencher| {
            let sorted = || {
                let mut drawn = black_box(&drawn).clone();
                drawn.sort_unstable();
                drawn
            };
            bencher.iter(|| (0..SAMPLES).for_each(|_| drop(black_box(sorted()))));
        });
        for (workshop, votes) in [(workshop(size), "no votes"), (disputed(size), "disputed")] {
            group.bench_function(BenchmarkId::new(format!("model, {votes}"), size), |bencher| {
                bencher.iter(|| black_box(Model::of(&workshop)));
            });
            let model = Model::of(&workshop).unwrap();
            for threads in [1, 2] {
                let name = format!("2000 samples, {votes}, on {threads}");
                group.bench_function(BenchmarkId::new(name, size), |bencher| {
                    bencher.iter(|| black_box(model.swing(&Threads(threads))));
                });
            }
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().output_directory(Path::new(FOLDER));
    targets = rescore, leaving, line, trade_off, replay, look_ahead, swing, load, save, frames::screens, frames::gestures,
        frames::opened, frames::log_screen, frames::check, frames::discuss, frames::matrix
}

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    growth::print(Path::new(FOLDER));
}
