//! The app's own keys, and how people write them.

use std::fmt;
use std::str::FromStr;

/// A key, whatever terminal it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character; capitals are characters of their own.
    Char(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

const NAMES: [(&str, &str, Code); 15] = [
    ("space", "space", Code::Char(' ')),
    ("enter", "enter", Code::Enter),
    ("esc", "esc", Code::Esc),
    ("tab", "tab", Code::Tab),
    ("shift-tab", "shift-tab", Code::BackTab),
    ("backspace", "backspace", Code::Backspace),
    ("delete", "delete", Code::Delete),
    ("up", "↑", Code::Up),
    ("down", "↓", Code::Down),
    ("left", "←", Code::Left),
    ("right", "→", Code::Right),
    ("home", "home", Code::Home),
    ("end", "end", Code::End),
    ("page-up", "page up", Code::PageUp),
    ("page-down", "page down", Code::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false }
    }

    /// The key that is shown as this: `F5`, `page up`, `↑`.
    pub fn shown(text: &str) -> Option<Key> {
        let named = NAMES.iter().find(|(_, shown, _)| *shown == text).map(|(name, ..)| *name);
        named.unwrap_or(text).parse().or_else(|_| text.to_lowercase().parse()).ok()
    }

    /// The character that was typed, if it was one without modifiers.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Key, String> {
        let mut key = Key::plain(Code::Esc);
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-").filter(|after| !after.is_empty()) {
                (key.ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-").filter(|after| !after.is_empty()) {
                (key.alt, rest) = (true, after);
            } else {
                break;
            }
        }
        let named = NAMES.iter().find(|(name, ..)| *name == rest).map(|(.., code)| *code);
        let function = || rest.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n)).map(Code::F);
        let mut chars = rest.chars();
        let single = match (chars.next(), chars.next()) {
            (Some(c), None) => Some(Code::Char(c)),
            _ => None,
        };
        key.code = named.or(single).or_else(function).ok_or_else(|| format!("no key is called {text}"))?;
        Ok(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        match (NAMES.iter().find(|(.., code)| *code == self.code), self.code) {
            (Some((_, shown, _)), _) => f.write_str(shown),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::F(n)) => write!(f, "F{n}"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_people_write_them() {
        for (text, key) in [
            ("j", Key::plain(Code::Char('j'))),
            ("-", Key::plain(Code::Char('-'))),
            ("f", Key::plain(Code::Char('f'))),
            ("f5", Key::plain(Code::F(5))),
            ("shift-tab", Key::plain(Code::BackTab)),
            ("ctrl-p", Key { ctrl: true, ..Key::plain(Code::Char('p')) }),
            ("ctrl--", Key { ctrl: true, ..Key::plain(Code::Char('-')) }),
            ("alt-up", Key { alt: true, ..Key::plain(Code::Up) }),
        ] {
            assert_eq!(text.parse(), Ok(key), "{text}");
        }
        for bad in ["", "hyper", "f13", "ctrl-"] {
            assert!(bad.parse::<Key>().is_err(), "{bad}");
        }
    }
}
