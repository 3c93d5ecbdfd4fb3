//! The stage that the loop, the reader and the writer share, with threads and clocks as they are.

use std::convert::Infallible;
use std::sync::mpsc::{self, channel};
use std::time::Duration;

use chrono::Local;

use super::super::*;
use super::Nothing;
use crate::app::Opening;
use crate::app::keymap::Keymap;
use crate::app::settings::Settings;
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;
use crate::keeping::Report;
use crate::store::SaveError;

/// How long is waited for what has to come.
const LONG: Duration = Duration::from_secs(20);

const ONE_ITEM: &str = r#"{"items":[{"id":"a","title":"A"}]}"#;
const PAUSED: &str = r#"{"agenda":{"stages":[{"title":"A","minutes":9,"taken":9,"paused":true}]}}"#;

/// What reached the disk.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Vec<Gesture>>>);

impl Store for Shelf {
    fn append(&mut self, gestures: &[Gesture]) -> Result<(), SaveError> {
        // Whoever ends meanwhile has to wait for it.
        thread::sleep(Duration::from_millis(30));
        self.0.lock().unwrap().extend_from_slice(gestures);
        Ok(())
    }

    fn fold(&mut self, _: Workspace) -> Result<(), SaveError> {
        Ok(())
    }
}

/// The names of the threads that a loop runs on and that keys are typed on.
const LOOP: &str = "loop";
const READER: &str = "reader";

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    Loop,
    Reader,
    Writer,
}

impl Who {
    fn is_here() -> Who {
        match thread::current().name() {
            Some(LOOP) => Who::Loop,
            Some(READER) => Who::Reader,
            _ => Who::Writer,
        }
    }
}

/// A screen at which somebody types a few keys, and then stays or goes.
struct Desktop {
    keys: Vec<&'static str>,
    /// Tells when to go.
    stays: Option<mpsc::Receiver<()>>,
    /// Who showed how many entries of the log.
    shown: mpsc::Sender<(Who, usize)>,
    /// Whether it breaks for somebody as soon as there is an entry.
    breaks: fn(Who) -> bool,
}

impl Screen for Desktop {
    type Error = Infallible;

    fn paint(&mut self, app: &App) -> Result<(), Infallible> {
        assert!(app.workspace().log().is_empty() || !(self.breaks)(Who::is_here()), "it broke");
        Ok(())
    }

    fn show(&mut self, app: &App) -> Result<(), Infallible> {
        // A test that has seen enough does not look any more.
        let _ = self.shown.send((Who::is_here(), app.workspace().log().len()));
        Ok(())
    }

    lends_nothing!();

    fn bell(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn listen(&mut self, mut hand: Hand) {
        let (keys, stays) = (std::mem::take(&mut self.keys), self.stays.take());
        on(READER, move || {
            keys.iter().all(|key| hand(typed(key)));
            stays.map(|stays| stays.recv())
        });
    }
}

fn on<T: Send + 'static>(name: &str, act: impl FnOnce() -> T + Send + 'static) -> thread::JoinHandle<T> {
    thread::Builder::new().name(name.to_owned()).spawn(act).unwrap()
}

fn typed(key: &str) -> Vec<Message> {
    vec![Message::Key(key.parse().unwrap())]
}

fn app(file: &str) -> App {
    let workspace = Workspace::load(serde_json::from_str(file).unwrap()).unwrap().0;
    App::new(Workshop::new(workspace), Opening::default(), Settings::default(), Keymap::built_in())
}

fn now() -> Now {
    Local::now().fixed_offset()
}

/// A session on a thread of its own.
struct Session {
    result: mpsc::Receiver<thread::Result<Box<App>>>,
    shown: Shown,
    shelf: Shelf,
    /// Whoever types stays as long as this is there.
    stay: mpsc::Sender<()>,
}

fn session(file: &'static str, keys: &[&'static str], breaks: fn(Who) -> bool) -> Session {
    let (shelf, (glass, shown), (stay, stays), (over, result)) =
        (Shelf::default(), channel(), channel(), channel());
    let screen = Desktop { keys: keys.to_vec(), stays: Some(stays), shown: glass, breaks };
    let store = Box::new(shelf.clone());
    let run = move || run(app(file), (store, Nothing), screen, inbox(), now).unwrap();
    let begin = move || {
        // A test that has seen enough does not wait for the end.
        let _ = over.send(catch_unwind(AssertUnwindSafe(run)).map(Box::new));
    };
    on(LOOP, begin);
    Session { result, shown, shelf, stay }
}

impl Session {
    /// What is left of it, how many entries were shown at most, and how many are on the disk. Whoever types stays until
    /// it is over.
    fn end(self) -> (thread::Result<Box<App>>, usize, usize) {
        let result = self.result.recv_timeout(LONG).unwrap();
        let shown = self.shown.try_iter().map(|(_, entries)| entries).max().unwrap_or_default();
        (result, shown, self.shelf.0.lock().unwrap().len())
    }
}

/// Who showed how many entries of the log.
type Shown = mpsc::Receiver<(Who, usize)>;

/// The way to a stage.
type Way = Crank<Desktop, Desk<fn() -> Now>>;

/// The way to a stage that nobody turns the crank of, and what is shown there.
fn crank() -> (Way, Shown) {
    let ((glass, shown), (sender, incoming)) = (channel(), inbox());
    let workers = Workers::spawn(Box::new(Shelf::default()), Nothing, &sender, |_| ());
    let screen = Desktop { keys: Vec::new(), stays: None, shown: glass, breaks: |_| false };
    let stage = Stage::new(app(ONE_ITEM), workers, screen, Desk::new(incoming, now as fn() -> Now));
    (Crank { stage: Arc::new(Mutex::new(Some(stage))), sender }, shown)
}

#[test]
fn what_is_typed_is_shown_before_the_hand_is_back() {
    let (crank, shown) = crank();
    let mut hand = crank.hand();
    on(READER, move || assert!(hand(typed("4")))).join().unwrap();
    assert_eq!(shown.try_recv(), Ok((Who::Reader, 1)));
}

#[test]
fn what_is_told_is_shown_at_once_unless_somebody_is_on_the_stage() {
    let (crank, shown) = crank();
    let stage = crank.stage.lock().unwrap();
    crank.tell(Message::Report(Report::PutOff));
    assert!(shown.try_recv().is_err());
    drop(stage);
    crank.tell(Message::Tick);
    let told: Vec<_> = shown.try_iter().collect();
    assert_eq!(told.len(), 1, "what could not be shown then is shown now");
    // At the end it is taken in by whoever ends.
    let left = crank.stage.lock().unwrap().take().unwrap();
    crank.tell(Message::Tick);
    assert!(shown.try_recv().is_err());
    assert!(left.outside.waiting().is_some());
}

#[test]
fn whoever_leaves_while_it_is_being_saved_leaves_when_it_is() {
    let session = session(ONE_ITEM, &["4", "q"], |_| false);
    let (app, _, kept) = session.end();
    let app = app.unwrap();
    assert_eq!((app.workspace().log().len(), kept, app.saving.unsaved()), (1, 1, None));
}

#[test]
fn a_reader_that_ends_ends_the_session() {
    let mut session = session(ONE_ITEM, &["4"], |_| false);
    session.stay = channel().0;
    let (app, _, kept) = session.end();
    assert_eq!((app.unwrap().workspace().log().len(), kept), (1, 1));
}

#[test]
fn what_breaks_on_either_thread_ends_the_program_and_loses_nothing() {
    // Whoever plays it out; the writer, with the word that it is saved, while the reader waits for the next key; and the
    // loop, with what comes due.
    for breaks in [|_| true, |who| who == Who::Writer, |who| who == Who::Loop] {
        let session = session(ONE_ITEM, &["4", "3"], breaks);
        let (app, shown, kept) = session.end();
        assert!(app.is_err() && kept >= shown.max(1), "{kept} of {shown}");
    }
}

#[test]
fn a_clock_that_a_key_starts_ticks() {
    let session = session(PAUSED, &["T", "space"], |_| false);
    // A disk that takes its time: no word of it wakes anybody.
    let _disk = session.shelf.0.lock().unwrap();
    let frames: Vec<Who> = std::iter::from_fn(|| session.shown.recv_timeout(LONG).ok())
        .skip_while(|(_, entries)| *entries == 0)
        .map(|(who, _)| who)
        .take(3)
        .collect();
    assert_eq!(frames[1..], [Who::Loop; 2]);
}
