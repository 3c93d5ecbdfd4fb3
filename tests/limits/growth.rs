//! What a key costs in a backlog a hundred times as large, and what a burst of them does: counted, not timed.

use std::cell::Cell;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use cutline::domain::command::Command;
use cutline::domain::id::Slot;
use cutline::domain::number::Num;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::{Gesture, Workshop};
use cutline::domain::workspace::Workspace;
use cutline::keeping::{Order, Report};
use cutline::store::writer::Writer;
use cutline::store::{Access, SaveError, Store, content, file};
use cutline::tui::output::Output;

use super::backlog::backlog;
use super::bench::Bench;
use super::disk::{Call, SimDisk};

const SMALL: usize = 1_000;
const LARGE: usize = 100_000;

/// The largest frame of a score that moves its item a little, in bytes.
const FRAME: usize = 2_500;

/// The largest in which a list follows its item as well.
const FOLLOWED: usize = 3_000;

/// The most syncs that fifty gestures at once may cost.
const SYNCS: usize = 5;

fn workspace(items: usize) -> Workspace {
    content::parse(backlog(items).as_bytes()).unwrap().0
}

#[test]
fn a_key_and_a_frame_cost_the_same_in_a_hundred_times_the_backlog() {
    let (mut small, mut large) = (Bench::new(workspace(SMALL)), Bench::new(workspace(LARGE)));
    for keys in ["2 j k", "G g", "3 4 3", "u U", "1 5 2 n", "tab tab", "4 j k"] {
        large.assert_costs_as(&mut small, keys, "the workshop");
    }
}

/// Counts what is written.
#[derive(Clone, Default)]
struct Counter(Rc<Cell<usize>>);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A backlog of so many items, of which all but forty rank far below those.
fn with_a_tail(items: usize) -> Workspace {
    let mut text = backlog(40);
    text.truncate(text.len() - "]}".len());
    for i in 40..items {
        let scores = r#"{"customer_value":1,"business_value":1,"urgency":1,"effort":5}"#;
        write!(text, r#",{{"id":"i{i}","title":"Item {i}","scores":{scores}}}"#).unwrap();
    }
    content::parse((text + "]}").as_bytes()).unwrap().0
}

#[test]
fn a_score_that_moves_its_item_a_little_takes_few_bytes() {
    for items in [40, SMALL, LARGE] {
        let (mut bench, counter) = (Bench::new(with_a_tail(items)), Counter::default());
        let mut output = Output::new(counter.clone(), (160, 48));
        let mut bytes = |bench: &mut Bench, keys: &str| {
            bench.press(keys);
            counter.0.set(0);
            bench.draw_on(&mut output);
            counter.0.get()
        };
        assert!(bytes(&mut bench, "3 esc") > FRAME, "the first frame is whole");
        let mut little = Vec::new();
        for at in 0..20 {
            let frame = bytes(&mut bench, if at % 2 == 0 { "4" } else { "3" });
            if bench.last_move().is_some_and(|ranks| ranks <= 5) {
                little.push(frame);
            }
            bytes(&mut bench, "j");
        }
        little.sort_unstable();
        assert!(little.len() > 2 && little[little.len() - 2] <= FRAME, "{items} items: {little:?}");
        // Where the item leaves the window, the list follows it, and that is another frame.
        assert!(little.last().is_some_and(|most| *most <= FOLLOWED), "{items} items: {little:?}");
        println!("{items} items: {little:?} bytes");
        assert_eq!(bytes(&mut bench, ""), 0, "a frame that looks the same");
    }
}

/// A store that begins only when it is told to.
struct Gated {
    store: Box<dyn Store>,
    gate: Receiver<()>,
    open: bool,
}

impl Store for Gated {
    fn append(&mut self, gestures: &[Gesture]) -> Result<(), SaveError> {
        if !std::mem::replace(&mut self.open, true) {
            self.gate.recv().unwrap();
        }
        self.store.append(gestures)
    }

    fn fold(&mut self, workspace: Workspace) -> Result<(), SaveError> {
        self.store.fold(workspace)
    }
}

fn gestures(workspace: Workspace, count: usize) -> Vec<Gesture> {
    let mut workshop = Workshop::new(workspace);
    let score = |at: usize| Command::Agree {
        item: Slot::new(at % 7),
        criterion: "effort".into(),
        to: Some(Num::from(at as u32 % 5 + 1)),
    };
    let performed = (0..).filter_map(|at| workshop.perform(score(at), Stamp::default()).ok());
    performed.take(count).collect()
}

#[test]
fn fifty_gestures_at_once_cost_few_syncs_and_one_alone_costs_one() {
    let path = Path::new("/w.json");
    let disk = SimDisk::with(path, &backlog(40));
    let opened = file::open_on(Box::new(disk.clone()), path).unwrap();
    let Access::Write(store) = opened.access else { panic!("read-only") };
    let (open, gate) = channel();
    let (told, reports) = channel();
    let gated = Box::new(Gated { store, gate, open: false });
    let writer = Writer::spawn(gated, move |report| told.send(report).unwrap());
    let saved = |seq: u64| {
        while reports.recv_timeout(Duration::from_secs(60)).unwrap() != Report::Saved(seq) {}
    };
    let syncs = || disk.calls().iter().filter(|call| matches!(call, Call::Sync | Call::SyncFolder)).count();

    let mut gestures = gestures(opened.workspace, 51);
    let last = gestures.pop().unwrap();
    for gesture in gestures {
        writer.send(Order::Append(Box::new(gesture)));
    }
    open.send(()).unwrap();
    saved(50);
    assert!(syncs() <= SYNCS, "{} syncs", syncs());
    let before = syncs();
    writer.send(Order::Append(Box::new(last)));
    saved(51);
    assert_eq!(syncs() - before, 1);
}
