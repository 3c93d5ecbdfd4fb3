//! Terminal events to the app's own messages, once.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind, poll,
};

use super::zones::Zones;
use crate::app::Message;
use crate::app::key::{Code, Key};
use crate::app::pointer::Mouse;

/// Whether more was typed already.
///
/// crossterm (0.29) reads 1,024 bytes at most, and then goes on when more come, though there may be more already: it
/// waits for an edge. Its other source, `use-dev-tty`, waits for a level, and takes 0.05 ms longer for each key.
pub(super) fn waits() -> io::Result<bool> {
    Ok(poll(Duration::ZERO)? || (rouse()? && poll(Duration::ZERO)?))
}

/// Makes an edge where something was left unread: setting the modes of a terminal, be it to what they are, wakes whoever
/// waits for it. Returns whether there was something.
#[cfg(unix)]
fn rouse() -> io::Result<bool> {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    let terminal = rustix::stdio::stdin();
    let left = rustix::io::ioctl_fionread(terminal)? > 0;
    if left {
        tcsetattr(terminal, OptionalActions::Now, &tcgetattr(terminal)?)?;
    }
    Ok(left)
}

#[cfg(not(unix))]
fn rouse() -> io::Result<bool> {
    Ok(false)
}

/// What an event means, on a screen with these zones; nothing for releases, mouse moves and keys that no one names.
pub(super) fn message(event: Event, zones: &Mutex<Zones>) -> Option<Message> {
    match event {
        Event::Mouse(event) => {
            let gesture = gesture(event)?;
            // Whoever drew last left the zones whole: nothing in between can fail.
            let zones = zones.lock().unwrap_or_else(PoisonError::into_inner);
            Some(Message::Pointed(gesture, zones.at((event.column, event.row))))
        }
        Event::Key(event) => key(event).map(Message::Key),
        Event::Paste(text) => Some(Message::Paste(text)),
        _ => None,
    }
}

fn gesture(event: MouseEvent) -> Option<Mouse> {
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Press),
        MouseEventKind::Drag(MouseButton::Left) => Some(Mouse::Drag),
        MouseEventKind::Up(MouseButton::Left) => Some(Mouse::Release),
        MouseEventKind::ScrollUp => Some(Mouse::WheelUp),
        MouseEventKind::ScrollDown => Some(Mouse::WheelDown),
        _ => None,
    }
}

pub(super) fn key(event: KeyEvent) -> Option<Key> {
    // Windows and some terminals tell when a key is let go, too.
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_count_and_releases_do_not() {
        let press = KeyEvent::new(KeyCode::Char('p'), KeyModifiers::CONTROL);
        let release = KeyEvent { kind: KeyEventKind::Release, ..press };
        assert_eq!(key(press), Some("ctrl-p".parse().unwrap()));
        assert_eq!(key(release), None);
        let back = KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(key(back), Some("shift-tab".parse().unwrap()));
    }
}
