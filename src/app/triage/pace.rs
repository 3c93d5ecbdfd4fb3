//! The pace of a pass: how long what is left of it takes, from what is behind.

use chrono::TimeDelta;

use crate::app::Now;

/// How many cards have to be behind before anything is said.
const SURE: usize = 2;

/// Minutes from which on hours are told.
const LONG: i64 = 90;

/// The time that a pass takes. Time arrives with the messages; what passes while another screen is looked at does not
/// count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Watch {
    /// The time that it took up to the last message.
    took: TimeDelta,
    /// The last message that counted; none while it stands.
    seen: Option<Now>,
    /// The time that it took up to the last card that was left behind.
    behind: TimeDelta,
}

impl Watch {
    /// Takes in what time it is. A clock that was put back took nothing.
    pub(super) fn pass(&mut self, now: Option<Now>) {
        if let (Some(seen), Some(now)) = (self.seen, now) {
            self.took += (now - seen).max(TimeDelta::zero());
        }
        self.seen = now;
    }

    /// Stands until the next message that counts.
    pub(super) fn stand(&mut self) {
        self.seen = None;
    }

    /// A card is behind.
    pub(super) fn split(&mut self) {
        self.behind = self.took;
    }

    /// The time that it took so far.
    pub(super) fn took(&self) -> TimeDelta {
        self.took
    }

    /// What is left, told: `about 6 min left`; nothing before that can be said. It changes when a card is left behind, not
    /// while one is looked at.
    pub(super) fn left(&self, behind: usize, ahead: usize) -> Option<String> {
        left(self.behind, behind, ahead).map(told)
    }
}

/// How long so many cards take at the pace of those that are behind.
fn left(took: TimeDelta, behind: usize, ahead: usize) -> Option<TimeDelta> {
    if behind < SURE || ahead == 0 {
        return None;
    }
    let seconds = i128::from(took.num_seconds()) * ahead as i128 / behind as i128;
    TimeDelta::try_seconds(i64::try_from(seconds).ok()?)
}

fn told(left: TimeDelta) -> String {
    match (left.num_seconds() + 30) / 60 {
        ..1 => "under a minute left".to_owned(),
        minutes @ 1..LONG => format!("about {minutes} min left"),
        minutes => format!("about {} h left", (minutes + 30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_known_after_two_cards() {
        for (seconds, behind, ahead, expected) in [
            (0, 0, 40, None),
            (15, 1, 39, None),
            (30, 2, 38, Some("about 10 min left")),
            (180, 12, 28, Some("about 7 min left")),
            (600, 39, 1, Some("under a minute left")),
            (600, 40, 0, None),
            (0, 2, 38, Some("under a minute left")),
            (2 * 60, 2, 89, Some("about 89 min left")),
            (2 * 60, 2, 90, Some("about 2 h left")),
            (i64::MAX / 1_000, 2, usize::MAX, None),
        ] {
            let left = left(TimeDelta::seconds(seconds), behind, ahead).map(told);
            assert_eq!(left.as_deref(), expected, "{seconds} s for {behind}, {ahead} to go");
        }
    }

    #[test]
    fn only_the_time_that_is_looked_at_counts() {
        let at = |seconds: i64| {
            let start = chrono::DateTime::parse_from_rfc3339("2026-01-20T10:00:00+01:00").unwrap();
            Some(start + TimeDelta::seconds(seconds))
        };
        let mut watch = Watch::default();
        watch.pass(at(0));
        watch.pass(at(20));
        watch.split();
        // Another screen, for an hour.
        watch.stand();
        watch.pass(at(3_620));
        watch.pass(at(3_640));
        assert_eq!((watch.took(), watch.behind), (TimeDelta::seconds(40), TimeDelta::seconds(20)));
        // The clock of the machine was put back.
        watch.pass(at(0));
        assert_eq!(watch.took(), TimeDelta::seconds(40));
        // Nobody knows what time it is.
        watch.pass(None);
        watch.pass(at(9_000));
        assert_eq!(watch.took(), TimeDelta::seconds(40));
    }
}
