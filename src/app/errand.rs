//! What takes its time beside the room, and for how long: a document that is made, a source that is read.

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
}

impl App {
    /// Whether somebody waits for what another thread is at, and sees for how long.
    pub fn waits(&self) -> bool {
        let reads = matches!(&self.overlay, Some(Overlay::Importing(importing)) if importing.is_reading());
        reads || !self.outlet.making.is_empty()
    }
}
