//! What was typed, for the app.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ratatui::crossterm::event::{Event, poll, read};

use super::zones::Zones;
use super::{ground, input};
use crate::app::Message;

/// Reads what was typed.
pub(super) struct Keyboard {
    /// Whether the terminal has something light behind its text.
    pub(super) on_light: Arc<AtomicBool>,
    /// What can be pointed at.
    pub(super) zones: Arc<Mutex<Zones>>,
    /// Whether the window has another size than the last frame.
    pub(super) resized: Arc<AtomicBool>,
}

impl Keyboard {
    /// Everything that has been typed by now, in its order, or that the screen has to look otherwise; nothing where
    /// neither is so.
    ///
    /// # Errors
    /// What the terminal said.
    pub(super) fn typed(&self) -> io::Result<Option<Vec<Message>>> {
        let (mut messages, mut looks_other) = (Vec::new(), false);
        while poll(Duration::ZERO)? {
            let event = read()?;
            if matches!(event, Event::Resize(..)) {
                self.resized.store(true, Ordering::SeqCst);
                looks_other = true;
            }
            messages.extend(input::message(event, &self.zones));
        }
        if let Some(light) = ground::take_answer(&mut messages) {
            self.on_light.store(light, Ordering::Relaxed);
            looks_other = true;
        }
        Ok((looks_other || !messages.is_empty()).then_some(messages))
    }
}
