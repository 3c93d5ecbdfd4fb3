//! The watcher thread: tells when a workspace that somebody else writes has changed.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::store::LoadError;
use crate::store::follow::{Follower, News};

/// How long is waited until a file that is being replaced is whole again.
const CALM: Duration = Duration::from_millis(20);

/// After how long a file that could not be read is read again.
const AGAIN: Duration = Duration::from_millis(500);

/// Follows a workspace until nobody listens any more; `told` says whether somebody does.
///
/// # Errors
/// Why its folder cannot be watched.
pub(crate) fn spawn(
    mut follower: Follower,
    told: impl Fn(Result<News, LoadError>) -> bool + Send + 'static,
) -> notify::Result<()> {
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        // At the end nobody is interested any more.
        let _ = sender.send(event);
    })?;
    watcher.watch(follower.folder(), RecursiveMode::NonRecursive)?;
    thread::spawn(move || follow(&watcher, &events, &mut follower, &told));
    Ok(())
}

fn follow(
    _watcher: &RecommendedWatcher,
    events: &Receiver<notify::Result<Event>>,
    follower: &mut Follower,
    told: &impl Fn(Result<News, LoadError>) -> bool,
) {
    let mut failures = 0_u32;
    loop {
        // The first look is for what came before anybody watched.
        let listened_to = match follower.look() {
            Ok(news) => {
                // Whoever was told that it cannot be read is told that it can be again.
                let again = (failures > 1).then(|| News::Gestures(Vec::new()));
                failures = 0;
                news.or(again).is_none_or(|news| told(Ok(news)))
            }
            // A file is unreadable for the moment that it takes to replace it: only the second time is worth a word.
            Err(error) => {
                failures += 1;
                failures != 2 || told(Err(error))
            }
        };
        if !listened_to || !wait(events, follower, failures > 0) {
            return;
        }
    }
}

/// Waits for something to happen to the workspace, or until it is to be tried again. Returns whether to go on.
fn wait(events: &Receiver<notify::Result<Event>>, follower: &Follower, again: bool) -> bool {
    let concerns = |event: &notify::Result<Event>| match event {
        Ok(event) => !event.kind.is_access() && event.paths.iter().any(|path| follower.is_about(path)),
        // Something was missed: it is looked at to be sure.
        Err(_) => true,
    };
    loop {
        let event = if again {
            events.recv_timeout(AGAIN)
        } else {
            events.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        match event {
            Ok(event) if !concerns(&event) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
            _ => break,
        }
    }
    thread::sleep(CALM);
    while events.try_recv().is_ok() {}
    true
}
