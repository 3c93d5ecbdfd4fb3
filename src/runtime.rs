//! The loop: input → message → update → effects → one draw.
//!
//! Whatever waits is taken in before anything is drawn, and nothing is drawn while nothing happens. What comes due
//! by itself (`due`) is worked out anew each time that the loop has nothing to do: there is no timer that goes on.

mod due;

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use chrono::SubsecRound;

use crate::app::saving::Report;
use crate::app::{App, Effect, Message, Now, update};
use crate::exporter::{Exporter, Templates};
use crate::importer::{Errand, Importer, Presets};
use crate::sampler::Sampler;
use crate::store::Store;
use crate::store::writer::{Order, Writer};
use due::{Times, due};

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

    /// Lets the reader go on.
    fn listen(&mut self);
}

/// Where things come from, and what time it is meanwhile.
trait Outside {
    /// The time of the room.
    fn now(&self) -> Now;

    /// How long this has been going on, whatever becomes of the time of the room.
    fn elapsed(&self) -> Duration;

    /// Waits for the next thing, for so long or for ever.
    fn wait(&self, time: Option<Duration>) -> Result<Incoming, RecvTimeoutError>;

    /// What has come already.
    fn waiting(&self) -> Option<Incoming>;
}

/// An inbox and a clock.
struct Desk<C> {
    inbox: Receiver<Incoming>,
    clock: C,
    began: Instant,
}

impl<C: Fn() -> Now> Outside for Desk<C> {
    fn now(&self) -> Now {
        (self.clock)()
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn wait(&self, time: Option<Duration>) -> Result<Incoming, RecvTimeoutError> {
        match time {
            Some(time) => self.inbox.recv_timeout(time),
            None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn waiting(&self) -> Option<Incoming> {
        self.inbox.try_recv().ok()
    }
}

/// The threads that work beside the loop.
struct Crew {
    writer: Writer,
    sampler: Sampler,
    importer: Importer,
    exporter: Exporter,
}

/// Runs a workshop until it is left. Gestures are saved through `store`; `own` has what
/// somebody keeps for themselves: mappings and templates. What the writer
/// told last is taken in, so that the app knows at the end whether everything is saved, and handed out.
///
/// # Errors
/// What the screen said. Everything ordered is saved all the same.
pub fn run<S: Screen>(
    app: &mut App,
    (store, own): (Box<dyn Store>, impl Presets + Templates + Copy),
    screen: &mut S,
    (sender, inbox): (Sender<Incoming>, Receiver<Incoming>),
    clock: impl Fn() -> Now,
) -> Result<(), S::Error> {
    let drawn = sender.clone();
    let sampler = Sampler::spawn(move |seq, swing| {
        // At the end nobody is interested any more.
        let _ = drawn.send(Incoming::Message(Message::Sampled(seq, Box::new(swing))));
    });
    let read = sender.clone();
    let importer = Importer::spawn(own, move |message| {
        let _ = read.send(Incoming::Message(message));
    });
    let made = sender.clone();
    let exporter = Exporter::spawn(own, move |outcome| {
        let _ = made.send(Incoming::Message(Message::Exported(outcome)));
    });
    let writer = Writer::spawn(store, move |report| {
        // The inbox is there as long as the writer is.
        let _ = sender.send(Incoming::Message(Message::Report(report)));
    });
    let desk = Desk { inbox, clock, began: Instant::now() };
    let crew = Crew { writer, sampler, importer, exporter };
    let result = drive(app, &crew, screen, &desk);
    drop(crew);
    while let Some(incoming) = desk.waiting() {
        match incoming {
            Incoming::Message(message @ Message::Report(_)) => drop(tell(app, message, &desk)),
            Incoming::Message(Message::Exported(outcome)) => app.outlet.late = outcome.complaint(),
            _ => {}
        }
    }
    result
}

/// Tells the app what happened, and when, in whole seconds.
fn tell(app: &mut App, message: Message, outside: &impl Outside) -> Vec<Effect> {
    update(app, message, outside.now().trunc_subsecs(0))
}

fn drive<S: Screen>(
    app: &mut App,
    crew: &Crew,
    screen: &mut S,
    outside: &impl Outside,
) -> Result<(), S::Error> {
    // Whoever looks first wants to know what time it is.
    tell(app, Message::Tick, outside);
    screen.paint(app)?;
    screen.show(app)?;
    screen.listen();
    let mut going = Going { quiet_since: outside.elapsed(), crew, screen, outside };
    while let Some(first) = going.wait(app) {
        let Some(mut heard) = going.take_in_all(app, first)? else { return Ok(()) };
        going.screen.paint(app)?;
        // What came while it was being painted, the word that all is saved for one, is in the same frame: to paint
        // once more what was just painted takes next to nothing. Whatever comes now has a frame of its own.
        if let Some(next) = outside.waiting() {
            let Some(more) = going.take_in_all(app, next)? else { return Ok(()) };
            heard |= more;
            going.screen.paint(app)?;
        }
        going.screen.show(app)?;
        // To wake the reader takes a moment, and what was typed meanwhile stays where it is.
        if heard {
            going.screen.listen();
        }
    }
    Ok(())
}

/// What the loop works with, and since when nobody did anything.
struct Going<'l, S, O> {
    quiet_since: Duration,
    crew: &'l Crew,
    screen: &'l mut S,
    outside: &'l O,
}

impl<S: Screen, O: Outside> Going<'_, S, O> {
    /// Waits for the next thing to happen, or to come due.
    fn wait(&self, app: &App) -> Option<Incoming> {
        let quiet_for = self.outside.elapsed().saturating_sub(self.quiet_since);
        let due = due(app, &Times { quiet_for, now: self.outside.now() });
        match (self.outside.wait(due.as_ref().map(|(time, _)| *time)), due) {
            (Ok(incoming), _) => Some(incoming),
            (Err(RecvTimeoutError::Timeout), Some((_, message))) => Some(Incoming::Message(message)),
            (Err(_), _) => None,
        }
    }

    /// Takes in one thing and everything that waits behind it. Returns whether something was typed; nothing at the
    /// end of the session.
    fn take_in_all(&mut self, app: &mut App, first: Incoming) -> Result<Option<bool>, S::Error> {
        let (mut next, mut heard) = (Some(first), false);
        while let Some(incoming) = next {
            // What comes by itself is nobody who does anything: it puts off nothing that waits until nobody does.
            let by_itself = matches!(
                incoming,
                Incoming::Message(
                    Message::Tick
                        | Message::Pause
                        | Message::Sampled(..)
                        | Message::Settled
                        | Message::Stirred
                        | Message::Report(Report::Outside(false))
                )
            );
            heard |= matches!(incoming, Incoming::Input(_));
            if !self.take_in(app, incoming)? {
                return Ok(None);
            }
            self.quiet_since = if by_itself { self.quiet_since } else { self.outside.elapsed() };
            next = self.outside.waiting();
        }
        Ok(Some(heard))
    }

    /// Takes one thing in. Returns whether to go on.
    fn take_in(&mut self, app: &mut App, incoming: Incoming) -> Result<bool, S::Error> {
        let messages = match incoming {
            Incoming::Input(messages) => messages,
            Incoming::Message(message) => vec![message],
            Incoming::Redraw => {
                self.screen.refresh()?;
                return Ok(true);
            }
            Incoming::Suspend => {
                self.screen.suspend()?;
                return Ok(true);
            }
        };
        let mut messages = VecDeque::from(messages);
        while let Some(message) = messages.pop_front() {
            for effect in tell(app, message, self.outside) {
                let Some(effect) = for_crew(effect, self.crew) else { continue };
                match effect {
                    Effect::EditText { text, hint } => {
                        // Before what was typed meanwhile: that was meant for what comes after.
                        messages.push_front(Message::Edited(self.screen.edit(&text, &hint)?));
                    }
                    Effect::Redraw => self.screen.refresh()?,
                    Effect::Suspend => self.screen.suspend()?,
                    Effect::Clip(text) => self.screen.clip(&text)?,
                    Effect::Bell => self.screen.bell()?,
                    Effect::Exit => return Ok(false),
                    _ => {}
                }
            }
        }
        Ok(true)
    }
}

/// Hands what is for another thread over to it. Returns what is for the screen.
fn for_crew(effect: Effect, crew: &Crew) -> Option<Effect> {
    match effect {
        Effect::Persist(gesture) => crew.writer.send(Order::Append(gesture)),
        Effect::Fold(workspace) => crew.writer.send(Order::Fold(workspace)),
        Effect::Copy(path, workspace) => crew.writer.send(Order::Copy(path, workspace)),
        Effect::Replace(present, other) => crew.writer.send(Order::Replace(present, other)),
        Effect::CheckOutside => crew.writer.send(Order::CheckOutside),
        Effect::LookOutside(ours) => crew.writer.send(Order::LookOutside(ours)),
        Effect::Settle(way, ours, state) => crew.writer.send(Order::Settle(way, ours, state)),
        Effect::TakeOver(known) => crew.writer.send(Order::TakeOver(known)),
        Effect::Sample(seq, model) => crew.sampler.send(seq, *model),
        Effect::Read(asked) => crew.importer.send(Errand::Read(asked)),
        Effect::Backups(asked) => crew.importer.send(Errand::Backups(asked)),
        Effect::KeepPreset(name, columns) => crew.importer.send(Errand::Keep(name, columns)),
        Effect::Export(order) => crew.exporter.send(*order),
        for_screen => return Some(for_screen),
    }
    None
}

/// The channel that everything arrives through.
pub fn inbox() -> (Sender<Incoming>, Receiver<Incoming>) {
    channel()
}

#[cfg(test)]
mod tests;
