//! Whoever reads what is typed, on a thread of its own.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::crossterm::event::{Event, read};
use ratatui::crossterm::terminal::size;

use super::terminal::Deaf;
use super::zones::Zones;
use super::{ground, input};
use crate::app::Message;
use crate::runtime::Hand;

/// Whoever reads what is typed.
pub(super) struct Listener {
    /// Whether the ground is light, as the terminal says.
    pub(super) on_light: Arc<AtomicBool>,
    /// What is where on the screen.
    pub(super) zones: Arc<Mutex<Zones>>,
    /// Whether the window has got another size.
    pub(super) resized: Arc<AtomicBool>,
    /// Why nothing can be read any more.
    pub(super) deaf: Deaf,
    /// The size that the first frame was drawn for.
    pub(super) drawn: (u16, u16),
}

impl Listener {
    /// Reads whatever was typed and hands it over. Meanwhile it does not read: so nobody takes keys that are meant for
    /// another program.
    pub(super) fn listen(&self, mut hand: Hand) {
        let mut ear = ground::Ear::default();
        let mut input = self.first_input();
        loop {
            let mut messages = match input {
                Ok(messages) => messages,
                Err(error) => {
                    *self.deaf.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                    return;
                }
            };
            if let Some(light) = ear.take_answer(&mut messages) {
                self.on_light.store(light, Ordering::Relaxed);
            }
            if !hand(messages) {
                return;
            }
            input = self.next_input();
        }
    }

    /// The window may have got another size before anybody heard of that: a frame that was drawn for another one is drawn
    /// anew, as if it had been heard.
    fn first_input(&self) -> io::Result<Vec<Message>> {
        // Whoever waits once is told of a size from then on.
        input::waits()?;
        if size()? == self.drawn {
            return self.next_input();
        }
        self.resized.store(true, Ordering::SeqCst);
        Ok(Vec::new())
    }

    /// Waits for input that means something, or for another size of the window, and takes along what
    /// came with it.
    fn next_input(&self) -> io::Result<Vec<Message>> {
        let mut messages = Vec::new();
        let mut resized = false;
        loop {
            let event = read()?;
            if matches!(event, Event::Resize(..)) {
                resized = true;
                self.resized.store(true, Ordering::SeqCst);
            }
            messages.extend(input::message(event, &self.zones));
            if !input::waits()? && (resized || !messages.is_empty()) {
                return Ok(messages);
            }
        }
    }
}
