//! What comes due by itself, and when: while nothing does, the program sleeps.

use std::time::Duration;

use chrono::TimeDelta;

use crate::app::{App, Message, Now};

/// How long nothing happens before the swing is drawn.
const PAUSE: Duration = Duration::from_millis(150);

/// How long what moved is shown.
const GLANCE: Duration = Duration::from_millis(700);

/// How long nothing happens before the snapshot is written.
const IDLE: Duration = Duration::from_secs(3);

/// The clock shows whole seconds.
const SECOND: Duration = Duration::from_secs(1);

/// How long after a whole second it is looked at: a machine whose clock is being set right must not see one twice.
const AFTER: Duration = Duration::from_millis(4);

/// What is known of the time when the loop has nothing to do.
pub(super) struct Times {
    /// How long nothing has happened, ticks of the clock apart.
    pub(super) quiet_for: Duration,
    /// The time of the room.
    pub(super) now: Now,
}

/// What comes due first, after how long, and the message that it arrives as.
///
/// Everything that comes due by itself has a line here, measured against what it has to wait for: a pause against how
/// long nothing has happened, the clock against the second that is on the screen. So nothing puts off anything else.
pub(super) fn due(app: &App, times: &Times) -> Option<(Duration, Message)> {
    let pause = |pause: Duration| pause.saturating_sub(times.quiet_for);
    let swing = app.wants_swing().then(|| (pause(PAUSE), Message::Pause));
    let fold = app.saving.wants_fold().then(|| (pause(IDLE), Message::Idle));
    let tick =
        (app.clock_runs() || app.waits()).then(|| (next_second(app.meeting.now, times.now), Message::Tick));
    let moving = app.moving.then(|| (pause(GLANCE), Message::Settled));
    [swing, fold, tick, moving].into_iter().flatten().min_by_key(|(time, _)| *time)
}

/// How long it takes until the second on the screen is over, however the time of the room was set meanwhile.
fn next_second(shown: Option<Now>, now: Now) -> Duration {
    let over = shown.map(|shown| shown + TimeDelta::seconds(1) - now);
    let left = over.map_or(Duration::ZERO, |over| over.to_std().unwrap_or_default());
    left.min(SECOND) + AFTER
}
