//! A turn: everything that has happened is taken in, and then shown once.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::SubsecRound;

use super::Screen;
use super::due::{Times, due};
use super::inbox::{Incoming, Outside};
use super::workers::{ForScreen, Workers};
use crate::app::{App, Effect, Message, update};

/// What is to be done after a turn.
pub(super) enum Then {
    /// Rest until something happens, or for so long: then something comes due.
    Rest(Option<Duration>),
    /// Nothing any more.
    End,
}

/// The app, and what a turn needs beside it.
pub(super) struct Stage<S: Screen, O> {
    app: App,
    workers: Workers,
    pub(super) screen: S,
    pub(super) outside: O,
    /// What whoever turns the crank typed.
    typed: Option<Vec<Message>>,
    /// Since when nobody did anything.
    quiet_since: Duration,
    /// What comes due next, and when.
    due_next: Option<(Duration, Message)>,
    /// When whoever rests looks for that; none while only what happens wakes them.
    rests_until: Option<Duration>,
    ended: Option<Result<(), S::Error>>,
}

impl<S: Screen, O: Outside> Stage<S, O> {
    pub(super) fn new(app: App, workers: Workers, screen: S, outside: O) -> Stage<S, O> {
        Stage {
            app,
            workers,
            screen,
            outside,
            typed: None,
            quiet_since: Duration::ZERO,
            due_next: None,
            rests_until: None,
            ended: None,
        }
    }

    /// Shows the first frame.
    pub(super) fn open(&mut self) -> Result<(), S::Error> {
        // Whoever looks first wants to know what time it is. A clock that was left running is stopped by that, which is
        // saved; what was to be heard meanwhile is not.
        for effect in self.tell(Message::Tick) {
            self.workers.take(effect);
        }
        self.screen.paint(&self.app)?;
        self.screen.show(&self.app)?;
        self.quiet_since = self.outside.elapsed();
        self.look_ahead();
        Ok(())
    }

    /// Takes in what was typed, behind everything else that has happened, and shows it.
    pub(super) fn play(&mut self, typed: Vec<Message>) -> Then {
        self.typed = Some(typed);
        self.turn()
    }

    /// Takes in what has happened and shows it; nothing where nothing has.
    pub(super) fn turn(&mut self) -> Then {
        if self.ended.is_none() {
            self.ended = self.take_in_and_show().map(|goes_on| (!goes_on).then_some(())).transpose();
        }
        match (&self.ended, &self.due_next) {
            (Some(_), _) => Then::End,
            (None, None) => Then::Rest(None),
            (None, Some((at, _))) => Then::Rest(Some(at.saturating_sub(self.outside.elapsed()))),
        }
    }

    /// The same by whoever rests then, until woken or until something comes due.
    pub(super) fn turn_and_rest(&mut self) -> Then {
        let then = self.turn();
        self.rests_until = self.due_next.as_ref().map(|(at, _)| *at);
        then
    }

    /// Whether something comes due before whoever rests looks for it.
    pub(super) fn is_due_sooner(&self) -> bool {
        let due = self.due_next.as_ref().map(|(at, _)| *at);
        due.is_some_and(|due| self.rests_until.is_none_or(|until| due < until))
    }

    /// The app as it was left. What was ordered is saved, and what was told of that taken in.
    pub(super) fn end(self) -> Result<App, S::Error> {
        let Stage { mut app, workers, outside, ended, .. } = self;
        drop(workers);
        while let Some(incoming) = outside.waiting() {
            match incoming {
                Incoming::Message(message @ Message::Report(_)) => drop(tell(&mut app, message, &outside)),
                Incoming::Message(Message::Exported(outcome)) => app.outlet.late = outcome.complaint(),
                _ => {}
            }
        }
        ended.unwrap_or(Ok(())).map(|()| app)
    }

    /// Returns whether it goes on.
    fn take_in_and_show(&mut self) -> Result<bool, S::Error> {
        let Some(first) = self.next().or_else(|| self.come_due()) else { return Ok(true) };
        if !self.take_in_all(first)? {
            return Ok(false);
        }
        self.screen.paint(&self.app)?;
        // What came while it was being painted, the word that all is saved for one, is in the same frame: to paint
        // once more what was just painted takes next to nothing. Whatever comes now has a frame of its own.
        if let Some(next) = self.outside.waiting() {
            if !self.take_in_all(next)? {
                return Ok(false);
            }
            self.screen.paint(&self.app)?;
        }
        self.screen.show(&self.app)?;
        self.look_ahead();
        Ok(true)
    }

    /// Works out what comes due next.
    fn look_ahead(&mut self) {
        // In this order: whatever lies between puts off what comes due, and a second is never told before it is over.
        let now = self.outside.now();
        let elapsed = self.outside.elapsed();
        let times = Times { quiet_for: elapsed.saturating_sub(self.quiet_since), now };
        self.due_next = due(&self.app, &times).map(|(time, message)| (elapsed + time, message));
    }

    /// What has come and is not taken in.
    fn next(&mut self) -> Option<Incoming> {
        self.outside.waiting().or_else(|| self.typed.take().map(Incoming::Input))
    }

    /// What is due by now.
    fn come_due(&mut self) -> Option<Incoming> {
        let elapsed = self.outside.elapsed();
        let (_, message) = self.due_next.take_if(|(at, _)| *at <= elapsed)?;
        Some(Incoming::Message(message))
    }

    /// Takes in one thing and everything that waits behind it. Returns whether to go on.
    fn take_in_all(&mut self, first: Incoming) -> Result<bool, S::Error> {
        let mut next = Some(first);
        while let Some(incoming) = next {
            let by_itself = matches!(&incoming, Incoming::Message(message) if message.is_by_itself());
            if !self.take_in(incoming)? {
                return Ok(false);
            }
            self.quiet_since = if by_itself { self.quiet_since } else { self.outside.elapsed() };
            next = self.next();
        }
        Ok(true)
    }

    /// Takes one thing in. Returns whether to go on.
    fn take_in(&mut self, incoming: Incoming) -> Result<bool, S::Error> {
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
            for effect in self.tell(message) {
                match self.workers.take(effect) {
                    Some(ForScreen::EditText { text, hint }) => {
                        // Before what was typed meanwhile: that was meant for what comes after.
                        messages.push_front(Message::Edited(self.screen.edit(&text, &hint)?));
                    }
                    Some(ForScreen::Redraw) => self.screen.refresh()?,
                    Some(ForScreen::Suspend) => self.screen.suspend()?,
                    Some(ForScreen::Clip(text)) => self.screen.clip(&text)?,
                    Some(ForScreen::Bell) => self.screen.bell()?,
                    Some(ForScreen::Exit) => return Ok(false),
                    None => {}
                }
            }
        }
        Ok(true)
    }

    fn tell(&mut self, message: Message) -> Vec<Effect> {
        tell(&mut self.app, message, &self.outside)
    }
}

/// Tells the app what happened, and when, in whole seconds.
fn tell(app: &mut App, message: Message, outside: &impl Outside) -> Vec<Effect> {
    update(app, message, outside.now().trunc_subsecs(0))
}
