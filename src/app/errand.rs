//! What takes its time beside the room, for how long, and whether it still is to be done: a document that is made, a
//! source that is read.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::overlay::Overlay;
use super::{App, Now};
use crate::domain::text::scrub;

/// What another thread is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    what: String,
    since: Option<Now>,
}

impl Errand {
    /// Begins now.
    pub(super) fn begin(app: &App, what: &str) -> Errand {
        Errand { what: scrub(what).into_owned(), since: app.meeting.now }
    }

    /// `writing q1.xlsx · 60000 items · 3 s`; without a time in the first second.
    pub fn told(&self, now: Option<Now>) -> String {
        let seconds = self.since.zip(now).map_or(0, |(since, now)| (now - since).num_seconds());
        if seconds > 0 { format!("{} · {seconds} s", self.what) } else { self.what.clone() }
    }

    /// `stopped writing q1.xlsx · 60000 items`.
    pub(super) fn stopped(&self) -> String {
        format!("stopped {}", self.what)
    }
}

/// Whether what another thread is at is still to come to something. Whoever speaks first, the room that calls it off or the
/// thread that goes through with it, has the last word: what is told to be stopped has left nothing.
#[derive(Clone, Debug, Default)]
pub struct Fate(Arc<AtomicU8>);

const OPEN: u8 = 0;
const CALLED_OFF: u8 = 1;
const GOES_THROUGH: u8 = 2;

impl Fate {
    /// The room wants it no more. Returns whether that was in time.
    pub fn call_off(&self) -> bool {
        self.decide(CALLED_OFF)
    }

    /// From here on it cannot be called off. Returns whether it has not been.
    pub fn goes_through(&self) -> bool {
        self.decide(GOES_THROUGH)
    }

    /// Whether nothing is to come of it.
    pub fn is_called_off(&self) -> bool {
        self.0.load(Ordering::Acquire) == CALLED_OFF
    }

    fn decide(&self, word: u8) -> bool {
        let before = self.0.compare_exchange(OPEN, word, Ordering::AcqRel, Ordering::Acquire);
        before.map_or_else(|said| said == word, |_| true)
    }
}

impl App {
    /// Whether somebody waits for what another thread is at, and sees for how long.
    pub fn waits(&self) -> bool {
        let reads = matches!(&self.overlay, Some(Overlay::Importing(importing)) if importing.is_reading());
        reads || !self.outlet.making.is_empty()
    }
}
