//! The watcher thread: tells what happens to a workspace from outside. While another window has it, that is what is
//! done there and whether it goes on; while this one has it, that somebody else touched the file.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::store::LoadError;
use crate::store::follow::{Follower, News, Place};

/// How long is waited until a file that is being replaced is whole again.
const CALM: Duration = Duration::from_millis(20);

/// After how long a file that could not be read is read again.
const AGAIN: Duration = Duration::from_millis(500);

/// What is watched.
pub enum Watched {
    /// A workspace that another window writes, until this one has taken it over.
    Other(Box<Follower>, Arc<AtomicBool>),
    /// A workspace that this window writes.
    Own(Place),
}

/// What was seen.
pub(crate) enum Sight {
    /// What was done in the other window; why that cannot be told.
    News(Result<News, LoadError>),
    /// Who has the workspace open; nobody without one.
    HeldBy(Option<String>),
    /// Something happened to the file that this window writes.
    Touched,
    /// A copy came up that a synchroniser made; what is said of it.
    Conflict(String),
}

/// What wakes the watcher.
enum Stir {
    /// Something happened in the folder.
    Event(notify::Result<Event>),
    /// Whoever had the workspace let it go.
    LetGo,
}

/// Watches a workspace until nobody listens any more; `told` says whether somebody does.
///
/// # Errors
/// Why its folder cannot be watched.
pub(crate) fn spawn(watched: Watched, told: impl Fn(Sight) -> bool + Send + 'static) -> notify::Result<()> {
    let (follower, taken, place) = match watched {
        Watched::Other(follower, taken) => (Some(*follower), taken, None),
        Watched::Own(place) => (None, Arc::new(AtomicBool::new(true)), Some(place)),
    };
    let place = follower.as_ref().map(Follower::place).or(place);
    let Some(place) = place else { return Ok(()) };
    let (sender, stirs) = channel();
    let (to_watch, ours, is_ours) = (sender.clone(), place.clone(), Arc::clone(&taken));
    let mut hearing = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // What this window writes itself wakes nobody up, in the middle of a gesture.
        let own_work = is_ours.load(Ordering::SeqCst)
            && event.as_ref().is_ok_and(|event| !concerns_writer(&ours, event));
        if !own_work {
            // At the end nobody is interested any more.
            let _ = to_watch.send(Stir::Event(event));
        }
    })?;
    hearing.watch(place.folder(), RecursiveMode::NonRecursive)?;
    let watch = Watch {
        place,
        sender,
        stirs,
        told,
        failures: 0,
        holder: None,
        named: false,
        waits: false,
        _watcher: hearing,
    };
    thread::spawn(move || watch.keep(follower, &taken));
    Ok(())
}

/// Whether an event can be about anything but what the window does itself that writes a workspace: about the file, or
/// about one that is new or has another name.
fn concerns_writer(place: &Place, event: &Event) -> bool {
    is_arrival(event) || event.paths.iter().any(|path| place.is_file(path))
}

/// Whether there is a file with a name that there was none with.
fn is_arrival(event: &Event) -> bool {
    matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)))
}

struct Watch<T> {
    place: Place,
    sender: Sender<Stir>,
    stirs: Receiver<Stir>,
    told: T,
    /// How often in a row what is followed could not be read.
    failures: u32,
    /// Who had the workspace open when it was told last.
    holder: Option<String>,
    /// Whether it was told already.
    named: bool,
    /// Whether a thread waits for their end.
    waits: bool,
    _watcher: RecommendedWatcher,
}

impl<T: Fn(Sight) -> bool> Watch<T> {
    fn keep(mut self, follower: Option<Follower>, taken: &AtomicBool) {
        // What came between the opening and now was seen by nobody.
        if let Some(copies) = self.place.conflicts() {
            (self.told)(Sight::Conflict(copies));
        }
        if let Some(mut follower) = follower {
            // The first look is for what came before anybody watched.
            while !taken.load(Ordering::SeqCst) {
                if !(self.look_who() && self.look_what(&mut follower) && self.wait(true)) {
                    return;
                }
            }
        }
        while (self.told)(Sight::Touched) && self.wait(false) {}
    }

    /// Looks who has the workspace, and lets somebody wait for their end. Returns whether anybody listens.
    fn look_who(&mut self) -> bool {
        // A disk that knows no locks tells of nobody.
        let Ok(holder) = self.place.holder() else { return true };
        if holder.is_some() && !std::mem::replace(&mut self.waits, true) {
            let (place, sender) = (self.place.clone(), self.sender.clone());
            thread::spawn(move || {
                if place.wait_until_free().is_ok() {
                    // At the end nobody is interested any more.
                    let _ = sender.send(Stir::LetGo);
                }
            });
        }
        if std::mem::replace(&mut self.named, true) && self.holder == holder {
            return true;
        }
        self.holder.clone_from(&holder);
        (self.told)(Sight::HeldBy(holder))
    }

    /// Looks what was done in the other window. Returns whether anybody listens.
    fn look_what(&mut self, follower: &mut Follower) -> bool {
        match follower.look() {
            Ok(news) => {
                // Whoever was told that it cannot be read is told that it can be again.
                let again = (self.failures > 1).then(|| News::Gestures(Vec::new()));
                self.failures = 0;
                news.or(again).is_none_or(|news| (self.told)(Sight::News(Ok(news))))
            }
            // A file is unreadable for the moment that it takes to replace it: only the second time is worth a word.
            Err(error) => {
                self.failures += 1;
                self.failures != 2 || (self.told)(Sight::News(Err(error)))
            }
        }
    }

    /// Waits for something to happen to the workspace, or until it is to be tried again. Returns whether to go on.
    fn wait(&mut self, follows: bool) -> bool {
        loop {
            let stir = if self.failures > 0 && follows {
                self.stirs.recv_timeout(AGAIN)
            } else {
                self.stirs.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match stir {
                Ok(stir) if !self.concerns(&stir, follows) => {}
                Err(RecvTimeoutError::Disconnected) => return false,
                _ => break,
            }
        }
        thread::sleep(CALM);
        while let Ok(stir) = self.stirs.try_recv() {
            self.concerns(&stir, follows);
        }
        true
    }

    /// Whether something that happened is about the workspace. What is about its surroundings is told on the way.
    fn concerns(&mut self, stir: &Stir, follows: bool) -> bool {
        match stir {
            Stir::LetGo => {
                self.waits = false;
                true
            }
            // Something was missed: it is looked at to be sure.
            Stir::Event(Err(_)) => true,
            Stir::Event(Ok(event)) => {
                if is_arrival(event) {
                    for copy in event
                        .paths
                        .iter()
                        .filter(|path| path.exists())
                        .filter_map(|path| self.place.conflict(path))
                    {
                        (self.told)(Sight::Conflict(copy));
                    }
                }
                let about = |path: &Path| match (follows, event.kind) {
                    // Whoever wrote it may be gone by now: a closed lock file is how some systems tell.
                    (true, EventKind::Access(AccessKind::Close(AccessMode::Write))) => {
                        self.place.is_lock(path)
                    }
                    (_, EventKind::Access(_)) => false,
                    (true, _) => self.place.is_about(path) || self.place.is_lock(path),
                    (false, _) => self.place.is_file(path),
                };
                event.paths.iter().any(|path| about(path))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, RenameMode};

    use super::*;

    #[test]
    fn what_the_writer_of_a_workspace_does_itself_concerns_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("q1.json");
        std::fs::write(&path, "{}").unwrap();
        let place = Place::of(&path).unwrap();
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        for (kind, path, concerns) in [
            (written, "q1.json.journal", false),
            (EventKind::Access(AccessKind::Close(AccessMode::Write)), "q1.json.journal", false),
            (written, "other.json", false),
            (written, "q1.json", true),
            (renamed, "q1.json", true),
            (EventKind::Create(CreateKind::File), "q1 (conflicted copy).json", true),
            (renamed, "q1 (conflicted copy).json", true),
        ] {
            let event = Event::new(kind).add_path(place.folder().join(path));
            assert_eq!(concerns_writer(&place, &event), concerns, "{kind:?} of {path}");
        }
    }
}
