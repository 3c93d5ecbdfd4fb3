//! The loop: input → message → update → effects → one draw.
//!
//! Whoever has news turns the crank of the stage, so that none waits until another thread is awake: the reader of the
//! keyboard for what is typed, the writer for what is saved, and the loop for everything else. Nobody does anything while
//! nothing happens.

mod due;
mod inbox;
mod stage;
mod workers;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::app::{App, Message, Now};
use crate::exporter::Templates;
use crate::reader::Presets;
use crate::store::Store;
use inbox::{Desk, Outside};
pub use inbox::{Incoming, Sender, inbox};
use stage::{Stage, Then};
use workers::Workers;

/// What the loop needs of a terminal.
pub trait Screen {
    /// What goes wrong with it.
    type Error;

    /// Paints the app where nobody sees it yet, in the place of what was painted before.
    ///
    /// # Errors
    /// What the terminal said.
    fn paint(&mut self, app: &App) -> Result<(), Self::Error>;

    /// Shows what was painted last.
    ///
    /// # Errors
    /// What the terminal said.
    fn show(&mut self, app: &App) -> Result<(), Self::Error>;

    /// Takes the terminal over again and forgets what it showed.
    ///
    /// # Errors
    /// What the terminal said.
    fn refresh(&mut self) -> Result<(), Self::Error>;

    /// Gives the terminal back until the shell returns it.
    ///
    /// # Errors
    /// What the terminal said.
    fn suspend(&mut self) -> Result<(), Self::Error>;

    /// Gives the terminal to an editor until it is done with a text. Returns what became of it; why nothing
    /// did where the editor failed.
    ///
    /// # Errors
    /// What the terminal said.
    fn edit(&mut self, text: &str, hint: &str) -> Result<Result<String, String>, Self::Error>;

    /// Puts a text on the clipboard.
    ///
    /// # Errors
    /// What the terminal said.
    fn clip(&mut self, text: &str) -> Result<(), Self::Error>;

    /// Makes itself heard.
    ///
    /// # Errors
    /// What the terminal said.
    fn bell(&mut self) -> Result<(), Self::Error>;

    /// Begins to read what is typed on another thread, and hands it over there as long as somebody takes it.
    fn listen(&mut self, hand: Hand);
}

/// Takes what was typed. Returns whether somebody is there to take more.
pub type Hand = Box<dyn FnMut(Vec<Message>) -> bool + Send>;

/// Runs a workshop until it is left, and returns what became of it. Gestures are saved through `store`; `own` has what
/// somebody keeps for themselves: mappings and templates. What the writer told last is taken in, so that the app knows
/// at the end whether everything is saved, and handed out. To be called on the thread that asked for the inbox.
///
/// # Errors
/// What the screen said. Everything ordered is saved all the same.
pub fn run<S>(
    app: App,
    (store, own): (Box<dyn Store>, impl Presets + Templates + Copy),
    screen: S,
    (sender, incoming): (Sender, Receiver<Incoming>),
    clock: impl Fn() -> Now + Send + 'static,
) -> Result<App, S::Error>
where
    S: Screen<Error: Send> + Send + 'static,
{
    debug_assert!(sender.wakes_this_thread());
    let house = House(Arc::default());
    let crank = Crank { stage: Arc::clone(&house.0), sender };
    let saved = crank.clone();
    let told = move |report| saved.tell(Message::Report(report));
    let workers = Workers::spawn(store, own, &crank.sender, told);
    let mut stage = Stage::new(app, workers, screen, Desk::new(incoming, clock));
    stage.open()?;
    house.open(stage);
    on_stage(&house.0, |stage| stage.screen.listen(crank.hand()));
    while let Some(Then::Rest(time)) = on_stage(&house.0, Stage::turn_and_rest) {
        time.map_or_else(thread::park, thread::park_timeout);
    }
    let Some(stage) = house.close() else { unreachable!("nobody else closes the house") };
    stage.end()
}

/// A stage whose crank more than one may turn, one at a time; none after the end.
type Shared<T> = Mutex<Option<T>>;

/// Does something on the stage as long as it is there. What panicked there on one thread ends the other one, too.
fn on_stage<T, U>(shared: &Shared<T>, act: impl FnOnce(&mut T) -> U) -> Option<U> {
    shared.lock().unwrap_or_else(|_| resume_unwind(Box::new("on another thread"))).as_mut().map(act)
}

/// Where the stage is; nobody stays on it when the loop is left, whichever way: what was ordered is saved first.
struct House<T>(Arc<Shared<T>>);

impl<T> House<T> {
    fn open(&self, stage: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(stage);
    }

    fn close(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<T> Drop for House<T> {
    fn drop(&mut self) {
        drop(self.close());
    }
}

/// The way to the stage for whoever has news.
struct Crank<S: Screen, O> {
    stage: Arc<Shared<Stage<S, O>>>,
    sender: Sender,
}

impl<S: Screen, O> Clone for Crank<S, O> {
    fn clone(&self) -> Crank<S, O> {
        Crank { stage: Arc::clone(&self.stage), sender: self.sender.clone() }
    }
}

impl<S, O> Crank<S, O>
where
    S: Screen<Error: Send> + Send + 'static,
    O: Outside + Send + 'static,
{
    /// Whoever reads the keyboard plays out what was typed, and nobody else does: an editor may come of it, which the
    /// writer has no time for. The loop is woken only for what comes due before it would look.
    fn hand(self) -> Hand {
        let last_word = LastWord(self.sender);
        Box::new(move |typed| {
            let then = on_stage(&self.stage, |stage| (stage.play(typed), stage.is_due_sooner()));
            if let Some((Then::Rest(_), true)) = then {
                last_word.0.wake();
            }
            matches!(then, Some((Then::Rest(_), _)))
        })
    }

    /// Tells a message and shows what comes of it, unless somebody is on the stage: nobody knows whether they look for news
    /// once more, so the loop does.
    fn tell(&self, message: Message) {
        self.sender.lay_down(Incoming::Message(message));
        // Whoever saves goes on saving what waits, whatever breaks on the stage: the loop finds that out, and ends.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            if let Ok(mut stage) = self.stage.try_lock() {
                stage.as_mut().map(Stage::turn);
            }
        }));
        self.sender.wake();
    }
}

/// However the reader ends, nobody can type any more: the program is to end, too.
struct LastWord(Sender);

impl Drop for LastWord {
    fn drop(&mut self) {
        self.0.tell(Message::Terminate);
    }
}

#[cfg(test)]
mod tests;
