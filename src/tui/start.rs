//! Runs the start screen: nothing goes on beside it, so it reads a key, and draws.

use std::io;

use chrono::{Local, SubsecRound};
use ratatui::crossterm::event::{Event, read};

use super::input;
use super::look::Looks;
use super::screen;
use super::terminal;
use crate::app::settings::Settings;
use crate::app::start::{Choice, Start};

/// Shows what can be opened until something is chosen.
///
/// # Errors
/// What the terminal said; it is given back all the same.
pub fn choose(start: &mut Start, settings: Settings) -> io::Result<Choice> {
    terminal::lent(|output| {
        let mut looks = Looks::default();
        loop {
            let theme = looks.theme(settings);
            output.draw(|sheet| screen::start::draw(start, theme, sheet))?;
            let choice = match read()? {
                Event::Key(event) => input::key(event).and_then(|key| start.key(key)),
                Event::Paste(text) => {
                    start.paste(&text);
                    None
                }
                Event::Resize(width, height) => {
                    output.resize((width, height))?;
                    None
                }
                _ => None,
            };
            // What was left unread is read next.
            input::waits()?;
            start.now = Local::now().fixed_offset().trunc_subsecs(0);
            if let Some(choice) = choice {
                return Ok(choice);
            }
        }
    })
}
