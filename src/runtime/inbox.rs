//! Where everything arrives that happens outside, in its order, and what time it is meanwhile.

use std::sync::mpsc::{self, Receiver, channel};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use crate::app::{Message, Now};

/// Something that arrives from outside.
#[derive(Debug)]
pub enum Incoming {
    /// What was typed, in its order; nothing if only the window changed.
    Input(Vec<Message>),
    /// A message from elsewhere.
    Message(Message),
    /// The program is asked to go to the background.
    Suspend,
    /// The terminal came back.
    Redraw,
}

/// The way in.
#[derive(Clone, Debug)]
pub struct Sender {
    incoming: mpsc::Sender<Incoming>,
    /// The thread of the loop. It parks, and looks for what has come before it does so again: nothing else that a turn
    /// does may wait for the same token, as a receiver of a channel does.
    host: Thread,
}

impl Sender {
    /// Hands something over and wakes the loop. Returns whether somebody is there to take it.
    pub fn send(&self, incoming: Incoming) -> bool {
        let taken = self.lay_down(incoming);
        self.wake();
        taken
    }

    /// Hands a message over. At the end nobody is interested any more.
    pub(super) fn tell(&self, message: Message) {
        self.send(Incoming::Message(message));
    }

    /// Hands something over that whoever does so takes in, too.
    pub(super) fn lay_down(&self, incoming: Incoming) -> bool {
        self.incoming.send(incoming).is_ok()
    }

    /// Whether it is this thread that is woken.
    pub(super) fn wakes_this_thread(&self) -> bool {
        self.host.id() == thread::current().id()
    }

    /// Wakes the loop.
    pub(super) fn wake(&self) {
        self.host.unpark();
    }
}

/// An inbox, and the way into it. What arrives wakes the thread that calls this.
pub fn inbox() -> (Sender, Receiver<Incoming>) {
    let (incoming, taken) = channel();
    (Sender { incoming, host: thread::current() }, taken)
}

/// What has arrived, and what time it is meanwhile.
pub(super) trait Outside {
    /// The time of the room.
    fn now(&self) -> Now;

    /// How long this has been going on, whatever becomes of the time of the room.
    fn elapsed(&self) -> Duration;

    /// What has come already.
    fn waiting(&self) -> Option<Incoming>;
}

/// An inbox and a clock.
pub(super) struct Desk<C> {
    incoming: Receiver<Incoming>,
    clock: C,
    began: Instant,
}

impl<C> Desk<C> {
    pub(super) fn new(incoming: Receiver<Incoming>, clock: C) -> Desk<C> {
        Desk { incoming, clock, began: Instant::now() }
    }
}

impl<C: Fn() -> Now> Outside for Desk<C> {
    fn now(&self) -> Now {
        (self.clock)()
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn waiting(&self) -> Option<Incoming> {
        self.incoming.try_recv().ok()
    }
}
