//! The writer thread: takes gestures as they come, syncs once for all that wait, and reports.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::file::at_home;
use super::{SaveError, Store};
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;
use crate::keeping::{Order, Report, Way};

/// How long after a failure saving is tried again.
const RETRY: Duration = Duration::from_secs(2);

/// The writer thread and the way to it. Dropping it waits until everything ordered is done.
pub struct Writer {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts a writer over a store; `report` is called on its thread.
    pub fn spawn(store: Box<dyn Store>, report: impl Fn(Report) + Send + 'static) -> Writer {
        Writer::patient(store, RETRY, report)
    }

    /// Starts a writer that waits for so long after a failure before it tries again.
    pub fn patient(
        store: Box<dyn Store>,
        retry: Duration,
        report: impl Fn(Report) + Send + 'static,
    ) -> Writer {
        let (orders, inbox) = channel();
        let thread = thread::spawn(move || Desk::new(store, report, retry, inbox).work());
        Writer { orders: Some(orders), thread: Some(thread) }
    }

    /// Hands over an order. Orders are done one after the other.
    pub fn send(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread ends only after this sender: there is always somebody to take the order.
            let _ = orders.send(order);
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Desk<R> {
    store: Box<dyn Store>,
    report: R,
    retry: Duration,
    inbox: Receiver<Order>,
    /// What was taken out of the inbox while something else was being done.
    taken: RefCell<VecDeque<Order>>,
    /// Gestures that are not on the disk yet.
    waiting: Vec<Gesture>,
}

/// Whether a gesture waits: nothing that takes long keeps it from the disk.
fn is_urgent(inbox: &Receiver<Order>, taken: &RefCell<VecDeque<Order>>) -> bool {
    let mut taken = taken.borrow_mut();
    taken.extend(inbox.try_iter());
    taken.iter().any(|order| matches!(order, Order::Append(_)))
}

impl<R: Fn(Report)> Desk<R> {
    fn new(store: Box<dyn Store>, report: R, retry: Duration, inbox: Receiver<Order>) -> Desk<R> {
        Desk { store, report, retry, inbox, taken: RefCell::default(), waiting: Vec::new() }
    }

    fn work(&mut self) {
        loop {
            let taken = self.taken.borrow_mut().pop_front();
            let first = match taken {
                Some(order) => Ok(order),
                None if self.waiting.is_empty() => {
                    self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
                }
                None => self.inbox.recv_timeout(self.retry),
            };
            let mut next = match first {
                Ok(order) => Some(order),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return self.append(),
            };
            // Everything that waits by now shares one sync.
            while let Some(Order::Append(gesture)) = next {
                self.waiting.push(*gesture);
                next = self.taken.borrow_mut().pop_front().or_else(|| self.inbox.try_recv().ok());
            }
            self.append();
            match next {
                Some(Order::Fold(workspace)) => self.fold(*workspace),
                Some(Order::Replace(present, other)) => self.replace(*present, *other),
                Some(Order::Copy(path, workspace)) => self.copy(&path, &workspace),
                Some(Order::CheckOutside) => self.check_outside(),
                Some(Order::LookOutside(ours)) => self.look_outside(&ours),
                Some(Order::Settle(way, ours, state)) => self.settle(&way, &ours, &state),
                Some(Order::TakeOver(known)) => self.take_over(&known),
                Some(Order::Append(_)) | None => {}
            }
        }
    }

    fn append(&mut self) {
        let Some(last) = self.waiting.last().map(|gesture| gesture.entry.seq) else { return };
        match self.store.append(&self.waiting) {
            Ok(()) => {
                self.waiting.clear();
                (self.report)(Report::Saved(last));
            }
            Err(error) => self.fail(&error, false),
        }
    }

    fn fold(&mut self, workspace: Workspace) {
        let last = workspace.last_seq();
        let urgent = || is_urgent(&self.inbox, &self.taken);
        match self.store.fold_unless(&urgent, workspace) {
            Ok(()) => {
                self.waiting.clear();
                (self.report)(Report::Folded(last));
                if let Some(complaint) = self.store.complaint() {
                    (self.report)(Report::NoBackup(complaint));
                }
            }
            Err(SaveError::PutOff) => (self.report)(Report::PutOff),
            Err(error) => self.fail(&error, true),
        }
    }

    fn replace(&mut self, present: Workspace, other: Workspace) {
        let last = other.last_seq();
        (self.report)(match self.store.replace(present, other) {
            Ok(()) => {
                self.waiting.clear();
                Report::Replaced(last)
            }
            Err(error) => Report::NotReplaced(error.to_string()),
        });
    }

    fn copy(&self, path: &Path, workspace: &Workspace) {
        let path = at_home(path);
        (self.report)(match self.store.copy(&path, workspace) {
            Ok(()) => Report::Copied(path),
            Err(error) => Report::NotCopied(path, error.to_string()),
        });
    }

    /// What cannot be read now is read when it is saved.
    fn check_outside(&mut self) {
        let urgent = || is_urgent(&self.inbox, &self.taken);
        match self.store.is_changed_outside(&urgent) {
            Err(SaveError::PutOff) => self.taken.borrow_mut().push_back(Order::CheckOutside),
            Ok(changed) => (self.report)(Report::Outside(changed)),
            Err(SaveError::Gone) => (self.report)(Report::Gone),
            Err(_) => {}
        }
    }

    fn look_outside(&mut self, ours: &Workspace) {
        let looked = self.store.look_outside(ours);
        let told = looked.map(|edit| edit.map(Box::new)).map_err(|error| error.to_string());
        (self.report)(Report::LookedOutside(told));
    }

    fn settle(&mut self, way: &Way, ours: &Workspace, state: &str) {
        (self.report)(match self.store.settle(way, ours, state) {
            Ok(settled) => {
                self.waiting.clear();
                Report::Settled(settled)
            }
            Err(why) => Report::NotSettled(why),
        });
    }

    fn take_over(&mut self, known: &Workspace) {
        (self.report)(match self.store.take_over(known) {
            Ok(taken) => Report::TakenOver(taken),
            Err((why, holder)) => Report::NotTakenOver(why, holder),
        });
    }

    fn fail(&self, error: &SaveError, folding: bool) {
        let changed_outside = matches!(error, SaveError::ChangedOutside);
        (self.report)(Report::Failed { why: error.to_string(), changed_outside, folding });
    }
}

#[cfg(test)]
mod tests;
