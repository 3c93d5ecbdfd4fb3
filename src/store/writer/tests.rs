//! What takes long stands back behind what is urgent.

use std::fs;
use std::sync::mpsc::channel;

use super::*;
use crate::domain::command::Command;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::Workshop;
use crate::store::content;
use crate::store::file::{self, Access};

fn start() -> Workspace {
    content::parse(br#"{"items":[{"id":"a"}]}"#).unwrap().0
}

fn gesture(workshop: &mut Workshop) -> Gesture {
    let to = Some(Num::from(workshop.workspace().last_seq() as u32 % 5 + 1));
    let score = Command::Agree { item: Slot::new(0), criterion: "effort".into(), to };
    workshop.perform(score, Stamp::default()).unwrap()
}

/// A store to which a snapshot, and the first look outside, take until something is more urgent.
struct Slow(Sender<&'static str>, bool);

impl Slow {
    fn until_urgent(&self, what: &'static str, urgent: &dyn Fn() -> bool) -> SaveError {
        self.0.send(what).unwrap();
        while !urgent() {
            thread::yield_now();
        }
        SaveError::PutOff
    }
}

impl Store for Slow {
    fn append(&mut self, _: &[Gesture]) -> Result<(), SaveError> {
        self.0.send("append").unwrap();
        Ok(())
    }

    fn fold(&mut self, _: Workspace) -> Result<(), SaveError> {
        Ok(())
    }

    fn fold_unless(&mut self, urgent: &dyn Fn() -> bool, _: Workspace) -> Result<(), SaveError> {
        Err(self.until_urgent("fold", urgent))
    }

    fn is_changed_outside(&mut self, urgent: &dyn Fn() -> bool) -> Result<bool, SaveError> {
        if std::mem::replace(&mut self.1, true) {
            return Ok(true);
        }
        Err(self.until_urgent("look", urgent))
    }
}

#[test]
fn a_gesture_waits_neither_for_a_snapshot_nor_for_a_look() {
    let (does, done) = channel();
    let (told, reports) = channel();
    let writer = Writer::spawn(Box::new(Slow(does, false)), move |report| told.send(report).unwrap());
    let mut workshop = Workshop::new(start());
    let mut gesture = || Order::Append(Box::new(gesture(&mut workshop)));
    let next = || done.recv().unwrap();

    writer.send(Order::Fold(Box::new(start())));
    assert_eq!(next(), "fold");
    writer.send(gesture());
    assert_eq!(
        (next(), reports.recv(), reports.recv()),
        ("append", Ok(Report::PutOff), Ok(Report::Saved(1)))
    );

    writer.send(Order::CheckOutside);
    assert_eq!(next(), "look");
    writer.send(gesture());
    assert_eq!((next(), reports.recv()), ("append", Ok(Report::Saved(2))));
    // It is looked again, once nothing waits any more.
    assert_eq!(reports.recv(), Ok(Report::Outside(true)));
}

#[test]
fn a_snapshot_that_was_put_off_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.json");
    file::create(&path, None, &start()).unwrap();
    let before = fs::read(&path).unwrap();
    let Access::Write(mut store) = file::open(&path).unwrap().access else { panic!("read-only") };
    let mut workshop = Workshop::new(start());
    store.append(&[gesture(&mut workshop)]).unwrap();
    let names =
        || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let there = names();

    let put_off = store.fold_unless(&|| true, workshop.workspace().clone());
    assert!(matches!(put_off, Err(SaveError::PutOff)), "{put_off:?}");
    assert_eq!((fs::read(&path).unwrap(), names()), (before, there));
    assert!(matches!(store.is_changed_outside(&|| true), Err(SaveError::PutOff)));

    store.append(&[gesture(&mut workshop)]).unwrap();
    store.fold_unless(&|| false, workshop.workspace().clone()).unwrap();
    drop(store);
    assert_eq!(file::open(&path).unwrap().workspace.log(), workshop.workspace().log());
}
