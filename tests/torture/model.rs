//! Random gestures on random backlogs, with restarts, kills, power cuts, failures and looks from elsewhere in between;
//! a workshop that never leaves memory says what has to be there.

use std::cell::RefCell;
use std::io::ErrorKind;

use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use cutline::store::{FileStore, Store, file};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};

use super::disk::{Fault, Plan, SimDisk};
use super::session::{Played, open, path};
use super::sessions::{Session, sessions};
use super::tally::Tally;

/// What happens beside a gesture.
#[derive(Clone, Debug)]
enum Event {
    Nothing,
    Fold,
    /// Left in good order, or to the journal, and opened again.
    Reopen {
        folded: bool,
    },
    /// Somebody looks at it from elsewhere.
    Look,
    /// So many calls on the process is gone, and with it the machine or not; of what that may leave, one is chosen.
    Crash {
        after: usize,
        power: bool,
        left: Index,
    },
    /// So many calls on, so many fail.
    Fail {
        after: usize,
        many: usize,
    },
}

fn event() -> impl Strategy<Value = Event> {
    let crash = (0..9_usize, any::<bool>(), any::<Index>());
    prop_oneof![
        4 => Just(Event::Nothing),
        2 => Just(Event::Fold),
        2 => any::<bool>().prop_map(|folded| Event::Reopen { folded }),
        1 => Just(Event::Look),
        3 => crash.prop_map(|(after, power, left)| Event::Crash { after, power, left }),
        2 => (0..6_usize, 1..3_usize).prop_map(|(after, many)| Event::Fail { after, many }),
    ]
}

/// A workshop on a disk, and the same in memory alone.
struct Walk {
    disk: SimDisk,
    /// None while the process is gone.
    store: Option<Box<FileStore>>,
    live: Workshop,
    played: Played,
    /// How many times the workspace was opened again.
    opened: usize,
}

impl Walk {
    fn begin(session: &Session) -> Result<Walk, String> {
        let disk = SimDisk::with(&path(), &session.file.to_string());
        let (workspace, store) = open(&disk)?;
        let played = Played::new(&workspace);
        Ok(Walk { disk, store: Some(store), live: Workshop::new(workspace), played, opened: 0 })
    }

    fn happen(&mut self, event: &Event) -> Result<(), String> {
        let at = |after, fault| Some(Plan { at: after, fault, only: None });
        match event {
            Event::Nothing => {}
            Event::Fold => drop(self.fold()),
            Event::Reopen { folded } => {
                if *folded {
                    self.fold().map_err(|error| format!("it cannot be saved: {error}"))?;
                }
                self.store = None;
                self.reopen()?;
            }
            Event::Look => self.look()?,
            Event::Crash { after, .. } => self.disk.plan(at(*after, Fault::Gone)),
            Event::Fail { after, many } => {
                self.disk.plan(at(*after, Fault::Error(ErrorKind::StorageFull, *many)));
            }
        }
        Ok(())
    }

    fn fold(&mut self) -> Result<(), String> {
        let Some(store) = &mut self.store else { return Ok(()) };
        store.fold(self.live.workspace().clone()).map_err(|error| error.to_string())
    }

    /// Keeps a gesture, as often as the disk has to be asked.
    fn keep(&mut self, gesture: cutline::domain::workshop::Gesture) {
        let seq = gesture.entry.seq;
        let gestures = [gesture];
        for _ in 0..4 {
            let Some(store) = &mut self.store else { return };
            if store.append(&gestures).is_ok() {
                self.played.acknowledged = seq;
                return;
            }
        }
    }

    fn look(&mut self) -> Result<(), String> {
        self.opened += 1;
        let opened =
            file::open_on(Box::new(self.disk.clone()), &path()).map_err(|error| error.to_string())?;
        self.played.check_state(&opened.workspace)
    }

    /// The process is gone if it was to be: what is left of the disk is opened again.
    fn survive(&mut self, event: &Event) -> Result<(), String> {
        let gone = self.disk.is_gone();
        self.disk.heal();
        let Event::Crash { power, left, .. } = event else { return Ok(()) };
        if !gone {
            return Ok(());
        }
        self.store = None;
        let mut disks = if *power { self.disk.after_power_cut() } else { vec![self.disk.after_kill()] };
        self.disk = disks.swap_remove(left.index(disks.len()));
        self.reopen()
    }

    fn reopen(&mut self) -> Result<(), String> {
        self.opened += 1;
        let (workspace, store) = open(&self.disk)?;
        self.played.check_state(&workspace)?;
        self.resume(workspace, store);
        Ok(())
    }

    fn resume(&mut self, workspace: Workspace, store: Box<FileStore>) {
        self.played.forget_after(workspace.last_seq());
        (self.live, self.store) = (Workshop::new(workspace), Some(store));
    }
}

fn play(session: &Session, events: &[Event]) -> Result<(u64, usize), String> {
    let mut walk = Walk::begin(session)?;
    for (step, event) in session.steps.iter().zip(events) {
        walk.happen(event)?;
        let stamp = Stamp { at: "2026-01-20T10:42:00+01:00".parse().ok(), by: Some("ana".into()) };
        let command = step.command(&walk.live);
        if let Some(Ok(gesture)) = command.map(|command| walk.live.perform(command, stamp)) {
            walk.played.attempted(walk.live.workspace());
            walk.keep(gesture);
        }
        // A crash may wait for the snapshot.
        if matches!(event, Event::Crash { .. }) {
            let _ = walk.fold();
        }
        walk.survive(event)?;
    }
    walk.store = None;
    walk.reopen()?;
    Ok((walk.played.acknowledged, walk.opened))
}

/// So many random walks, the same ones every time.
pub(crate) fn walk(cases: u32) -> Tally {
    let tally = RefCell::new(Tally::of(format!("{cases} random walks, against memory")));
    let config = ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0x000C_0711),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let result = TestRunner::new(config).run(&(sessions(), vec(event(), 14)), |(session, events)| {
        let (acknowledged, opened) = play(&session, &events).map_err(TestCaseError::fail)?;
        let mut tally = tally.borrow_mut();
        tally.points += events.iter().filter(|event| !matches!(event, Event::Nothing)).count();
        tally.acknowledged += acknowledged;
        tally.opened += opened;
        Ok(())
    });
    let mut tally = tally.into_inner();
    tally.failures.extend(result.err().map(|error| error.to_string()));
    tally.done()
}

#[test]
fn random_walks_end_where_memory_does() {
    let tally = walk(300);
    assert!(tally.failures.is_empty(), "{}", tally.failures.join("\n"));
    assert!(tally.acknowledged > 500, "{tally}");
}
