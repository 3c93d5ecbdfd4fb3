//! What is switched on in the terminal beside the screen itself: the mouse, the title of the window.

use std::io::{self, stdout};

use crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::Command;
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::Print;
use ratatui::crossterm::terminal::SetTitle;

use crate::app::App;
use crate::domain::text::{scrub, scrub_lines};

/// Keeps the title that the window has, and gives it back (xterm's window operations).
const KEEP_TITLE: &str = "\u{1b}[22;0t";
const RESTORE_TITLE: &str = "\u{1b}[23;0t";

/// What is switched on.
#[derive(Debug, Default)]
pub(super) struct Modes {
    mouse: bool,
    /// What the title of the window is made of; none before it has one.
    title: Option<String>,
}

impl Modes {
    /// Switches on and off what the app wants otherwise.
    pub(super) fn follow(&mut self, app: &App) -> io::Result<()> {
        if self.mouse != app.settings.mouse {
            self.mouse = app.settings.mouse;
            if self.mouse {
                execute!(stdout(), EnableMouseCapture)?;
            } else {
                execute!(stdout(), DisableMouseCapture)?;
            }
        }
        let title = match app.workspace().head().title.as_str() {
            "" => &app.file,
            title => title,
        };
        if self.title.as_deref() != Some(title) {
            if self.title.is_none() {
                execute!(stdout(), Print(KEEP_TITLE))?;
            }
            execute!(stdout(), SetTitle(format!("{} – Cutline", scrub(title))))?;
            self.title = Some(title.to_owned());
        }
        Ok(())
    }
}

/// Switches everything off, whatever is on.
pub(super) fn reset() -> io::Result<()> {
    execute!(stdout(), DisableMouseCapture, Print(RESTORE_TITLE))
}

/// Hands text to the clipboard of whoever sits at the terminal, over any connection (OSC 52).
pub(super) fn copy(text: &str) -> io::Result<()> {
    let mut sequence = String::new();
    // It may be pasted into a terminal.
    CopyToClipboard::to_clipboard_from(scrub_lines(text).as_bytes())
        .write_ansi(&mut sequence)
        .map_err(|_| io::Error::other("the text cannot be copied"))?;
    execute!(stdout(), Print(sequence))
}
