//! The loop: input → message → update → effects → one draw.
//!
//! Whatever waits is taken in before anything is drawn, and nothing is drawn while nothing happens.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::app::{App, Effect, Message, Now, update};
use crate::sampler::Sampler;
use crate::store::Store;
use crate::store::writer::{Order, Writer};

/// How long nobody types before the snapshot is written.
const IDLE: Duration = Duration::from_secs(3);

/// How long nobody types before the swing is drawn.
const PAUSE: Duration = Duration::from_millis(150);

/// Something that arrives from outside.
#[derive(Debug)]
pub enum Incoming {
    /// What was typed, in its order; nothing if only the window changed. The reader waits until it is
    /// asked to go on.
    Input(Vec<Message>),
    /// A message from elsewhere.
    Message(Message),
    /// The program is asked to go to the background.
    Suspend,
    /// The terminal came back.
    Redraw,
}

/// What the loop needs of a terminal.
pub trait Screen {
    /// What goes wrong with it.
    type Error;

    /// Draws the app.
    ///
    /// # Errors
    /// What the terminal said.
    fn draw(&mut self, app: &App) -> Result<(), Self::Error>;

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

    /// Lets the reader go on.
    fn listen(&mut self);
}

/// Runs a workshop until it is left. Gestures are saved through `store`. What the writer told last is
/// taken in, so that the app knows at the end whether everything is saved.
///
/// # Errors
/// What the screen said. Everything ordered is saved all the same.
pub fn run<S: Screen>(
    app: &mut App,
    store: Box<dyn Store>,
    screen: &mut S,
    (sender, inbox): (Sender<Incoming>, Receiver<Incoming>),
    clock: impl Fn() -> Now,
) -> Result<(), S::Error> {
    let drawn = sender.clone();
    let sampler = Sampler::spawn(move |seq, swing| {
        // At the end nobody is interested any more.
        let _ = drawn.send(Incoming::Message(Message::Sampled(seq, Box::new(swing))));
    });
    let writer = Writer::spawn(store, move |report| {
        // The inbox is there as long as the writer is.
        let _ = sender.send(Incoming::Message(Message::Report(report)));
    });
    let result = drive(app, (&writer, &sampler), screen, &inbox, &clock);
    drop(writer);
    for incoming in inbox.try_iter() {
        if let Incoming::Message(message @ Message::Report(_)) = incoming {
            update(app, message, clock());
        }
    }
    result
}

fn drive<S: Screen>(
    app: &mut App,
    crew: (&Writer, &Sampler),
    screen: &mut S,
    inbox: &Receiver<Incoming>,
    clock: &impl Fn() -> Now,
) -> Result<(), S::Error> {
    screen.draw(app)?;
    screen.listen();
    while let Some(first) = wait(app, inbox) {
        let mut next = Some(first);
        while let Some(incoming) = next {
            if !take_in(app, incoming, crew, screen, clock)? {
                return Ok(());
            }
            next = inbox.try_recv().ok();
        }
        screen.draw(app)?;
    }
    Ok(())
}

/// What is due once nobody has typed for how long, the soonest of it.
fn due(app: &App) -> Option<(Duration, Message)> {
    let swing = app.wants_swing().then_some((PAUSE, Message::Pause));
    let fold = || app.saving.wants_fold().then_some((IDLE, Message::Idle));
    swing.or_else(fold)
}

/// Waits for the next thing to happen; only while something is due not for ever.
fn wait(app: &App, inbox: &Receiver<Incoming>) -> Option<Incoming> {
    let Some((time, message)) = due(app) else { return inbox.recv().ok() };
    match inbox.recv_timeout(time) {
        Ok(incoming) => Some(incoming),
        Err(RecvTimeoutError::Timeout) => Some(Incoming::Message(message)),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

/// Takes one thing in. Returns whether to go on.
fn take_in<S: Screen>(
    app: &mut App,
    incoming: Incoming,
    (writer, sampler): (&Writer, &Sampler),
    screen: &mut S,
    clock: &impl Fn() -> Now,
) -> Result<bool, S::Error> {
    let (messages, from_input) = match incoming {
        Incoming::Input(messages) => (messages, true),
        Incoming::Message(message) => (vec![message], false),
        Incoming::Redraw => {
            screen.refresh()?;
            return Ok(true);
        }
        Incoming::Suspend => {
            screen.suspend()?;
            return Ok(true);
        }
    };
    let mut messages = VecDeque::from(messages);
    while let Some(message) = messages.pop_front() {
        for effect in update(app, message, clock()) {
            let order = match effect {
                Effect::Persist(gesture) => Order::Append(gesture),
                Effect::Fold(workspace) => Order::Fold(workspace),
                Effect::Copy(path, workspace) => Order::Copy(path, workspace),
                Effect::Sample(seq, model) => {
                    sampler.send(seq, *model);
                    continue;
                }
                Effect::EditText { text, hint } => {
                    // Before what was typed meanwhile: that was meant for what comes after.
                    messages.push_front(Message::Edited(screen.edit(&text, &hint)?));
                    continue;
                }
                Effect::Redraw => {
                    screen.refresh()?;
                    continue;
                }
                Effect::Suspend => {
                    screen.suspend()?;
                    continue;
                }
                Effect::Exit => return Ok(false),
            };
            writer.send(order);
        }
    }
    if from_input {
        screen.listen();
    }
    Ok(true)
}

/// The channel that everything arrives through.
pub fn inbox() -> (Sender<Incoming>, Receiver<Incoming>) {
    channel()
}
