//! Says what goes on while it takes long; Ctrl-C ends it.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::open;
use crate::domain::text::scrub;

/// What is done within this time is not worth a word.
const PATIENCE: Duration = Duration::from_millis(80);

/// How often what is said is brought up to date.
const TICK: Duration = Duration::from_millis(100);

/// Takes a line back that is not ended yet.
const CLEAR: &str = "\r\u{1b}[K";

/// Does something, and says what on standard error while it takes long. It is one line that is taken back at the end,
/// and nothing where nobody looks.
pub(super) fn shown<T>(what: &str, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() || open::only_prints() {
        return work();
    }
    thread::scope(|scope| {
        let (sender, done) = channel::<()>();
        scope.spawn(move || tell(what, &done));
        let result = work();
        drop(sender);
        result
    })
}

/// Tells what goes on until it is done, and for how long it has been going on. Whether that can be read is of no
/// importance.
fn tell(what: &str, done: &Receiver<()>) {
    let (began, what) = (Instant::now(), scrub(what));
    let mut wait = PATIENCE;
    while done.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let seconds = began.elapsed().as_secs_f64();
        let _ = write!(io::stderr(), "{CLEAR}{what} · {seconds:.1} s · ctrl-c ends it");
        let _ = io::stderr().flush();
        wait = TICK;
    }
    if wait == TICK {
        let _ = write!(io::stderr(), "{CLEAR}");
    }
}
