//! What a campaign tried, and what came of it.

use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Tally {
    /// What went wrong, and under what.
    name: String,
    /// At how many places it did.
    pub(crate) points: usize,
    /// How many times the workspace was opened again after it, each to be found as it was.
    pub(crate) opened: usize,
    /// How many gestures were shown as saved before.
    pub(crate) acknowledged: u64,
    /// What was not as it should be, one line each.
    pub(crate) failures: Vec<String>,
    /// Why it was left out, if it was.
    skipped: Option<String>,
    began: Instant,
    took: Option<Duration>,
}

impl Tally {
    /// What stands above the rows.
    pub(crate) const HEAD: &'static str = "what                                              points   opened  acknowledged  lost or broken     time";

    /// A campaign that begins.
    pub(crate) fn of(name: impl Into<String>) -> Tally {
        Tally {
            name: name.into(),
            points: 0,
            opened: 0,
            acknowledged: 0,
            failures: Vec::new(),
            skipped: None,
            began: Instant::now(),
            took: None,
        }
    }

    /// One that cannot be run here.
    pub(crate) fn skipped(name: impl Into<String>, why: impl Into<String>) -> Tally {
        Tally { skipped: Some(why.into()), ..Tally::of(name) }
    }

    /// Notes that the workspace was opened again.
    pub(crate) fn opened(&mut self, found: Result<(), String>) {
        self.opened += 1;
        self.failures.extend(found.err());
    }

    /// The campaign is over.
    pub(crate) fn done(mut self) -> Tally {
        self.took = Some(self.began.elapsed());
        self
    }

    /// Nothing was lost, and something was tried.
    #[track_caller]
    pub(crate) fn nothing_lost(&self) {
        if let Some(why) = &self.skipped {
            println!("{}: left out, {why}", self.name);
            return;
        }
        assert!(self.failures.is_empty(), "{self}\n{}", self.failures.join("\n"));
        assert!(self.points > 0 && self.opened >= self.points, "{self}");
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(why) = &self.skipped {
            return write!(f, "{:<48}  left out: {why}", self.name);
        }
        let took = self.took.unwrap_or_else(|| self.began.elapsed()).as_secs_f64();
        write!(
            f,
            "{:<48} {:>7} {:>8} {:>13} {:>15} {took:>6.1} s",
            self.name,
            self.points,
            self.opened,
            self.acknowledged,
            self.failures.len()
        )
    }
}
