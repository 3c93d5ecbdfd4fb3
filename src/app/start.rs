//! What is shown when nobody says which workspace to open: those opened lately, a new one, the demo.
//!
//! There is no workshop yet, so this is a small app of its own: keys in, a choice out.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tui_input::Input;

use super::Now;
use super::key::{Code, Key};
use super::moves::Go;
use super::typing;
use crate::domain::framework::Framework;
use crate::domain::text::counted;

/// A workspace that was opened before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Where it is.
    pub path: PathBuf,
    /// What it was called.
    pub title: String,
    /// How many items it had.
    pub items: usize,
    /// When it was opened last.
    pub opened: Now,
}

/// What to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This workspace.
    Open(PathBuf),
    /// A new one.
    New {
        /// The id of its framework.
        framework: &'static str,
        /// Where it is made.
        path: PathBuf,
    },
    /// A scratch copy of the sample.
    Demo,
    /// Nothing.
    Quit,
}

/// A row that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The one with this index among those opened lately.
    Recent(usize),
    /// A new workspace with this framework.
    New(&'static str),
    /// The demo.
    Demo,
}

/// The start screen.
#[derive(Clone, Debug)]
pub struct Start {
    /// Those opened lately, the last one first.
    pub recents: Vec<Recent>,
    /// What time it is.
    pub now: Now,
    /// Which row is selected.
    pub cursor: usize,
    /// The name of a new workspace, while it is typed, and its framework.
    pub naming: Option<(&'static str, Input)>,
    /// What did not work.
    pub trouble: Option<String>,
}

impl Start {
    /// The screen as it is seen first.
    pub fn new(recents: Vec<Recent>, now: Now) -> Start {
        Start { recents, now, cursor: 0, naming: None, trouble: None }
    }

    /// Every row that can be chosen, in its order.
    pub fn entries(&self) -> Vec<Entry> {
        let recents = (0..self.recents.len()).map(Entry::Recent);
        let new = Framework::BUILT_IN.into_iter().map(Entry::New);
        recents.chain([Entry::Demo]).chain(new).collect()
    }

    /// Takes a key. Returns what to open, as soon as that is chosen.
    pub fn key(&mut self, key: Key) -> Option<Choice> {
        self.trouble = None;
        if key == (Key { ctrl: true, ..Key::plain(Code::Char('c')) }) {
            return Some(Choice::Quit);
        }
        match self.naming.take() {
            Some((framework, input)) => self.name(key, framework, input),
            None => self.choose(key),
        }
    }

    fn choose(&mut self, key: Key) -> Option<Choice> {
        let entries = self.entries();
        match key.code {
            Code::Esc | Code::Char('q') => return Some(Choice::Quit),
            Code::Char('d') if !key.ctrl => return Some(Choice::Demo),
            Code::Char('n') if !key.ctrl => {
                self.cursor = entries.iter().position(|entry| matches!(entry, Entry::New(_)))?;
            }
            Code::Enter => match entries[self.cursor] {
                Entry::Recent(at) => return Some(Choice::Open(self.recents[at].path.clone())),
                Entry::Demo => return Some(Choice::Demo),
                Entry::New(framework) => self.naming = Some((framework, Input::default())),
            },
            _ => self.cursor = Go::of(key).map_or(self.cursor, |go| go.from(self.cursor, entries.len())),
        }
        None
    }

    fn name(&mut self, key: Key, framework: &'static str, mut input: Input) -> Option<Choice> {
        match key.code {
            Code::Esc => return None,
            Code::Enter => {
                let name = input.value().trim();
                if !name.is_empty() {
                    let path = file(name);
                    // It may turn out that it cannot be made, and is to be called otherwise.
                    self.naming = Some((framework, input));
                    return Some(Choice::New { framework, path });
                }
            }
            _ => typing::edit(&mut input, key),
        }
        self.naming = Some((framework, input));
        None
    }

    /// Takes pasted text: its first line is a name, where one is asked for.
    pub fn paste(&mut self, text: &str) {
        if let Some((_, input)) = &mut self.naming {
            typing::insert(input, text.lines().next().unwrap_or_default());
        }
    }

    /// How long ago something was opened: `3 days ago`.
    pub fn age(&self, recent: &Recent) -> String {
        ago(self.now, recent.opened)
    }
}

/// How long ago something was: `3 days ago`.
pub fn ago(now: Now, then: Now) -> String {
    let ago = now - then;
    let told = |count: i64, what: &str| format!("{} ago", counted(count as usize, what));
    match (ago.num_days(), ago.num_hours(), ago.num_minutes()) {
        (days @ 60.., ..) => told(days / 30, "month"),
        (days @ 14.., ..) => told(days / 7, "week"),
        (days @ 1.., ..) => told(days, "day"),
        (_, hours @ 1.., _) => told(hours, "hour"),
        (.., minutes @ 1..) => told(minutes, "minute"),
        _ => "just now".to_owned(),
    }
}

/// The file that a name means: a workspace is a `.json`.
fn file(name: &str) -> PathBuf {
    if name.to_lowercase().ends_with(".json") { name.into() } else { format!("{name}.json").into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    fn start() -> Start {
        let now = DateTime::parse_from_rfc3339("2026-01-20T10:42:00+01:00").unwrap();
        let recent = |title: &str, days| Recent {
            path: format!("{title}.json").into(),
            title: title.to_owned(),
            items: 3,
            opened: now - TimeDelta::days(days),
        };
        Start::new(vec![recent("a", 1), recent("b", 40)], now)
    }

    fn keys(start: &mut Start, keys: &str) -> Option<Choice> {
        keys.split_whitespace().fold(None, |_, key| start.key(key.parse().unwrap()))
    }

    #[test]
    fn keys_lead_to_a_choice() {
        for (pressed, choice) in [
            ("enter", Some(Choice::Open("a.json".into()))),
            ("j enter", Some(Choice::Open("b.json".into()))),
            ("j j enter", Some(Choice::Demo)),
            ("d", Some(Choice::Demo)),
            ("q", Some(Choice::Quit)),
            ("n enter x esc q", Some(Choice::Quit)),
            ("n enter q 1 enter", Some(Choice::New { framework: "four-factor", path: "q1.json".into() })),
            (
                "n j enter a . j s o n enter",
                Some(Choice::New { framework: "value-effort", path: "a.json".into() }),
            ),
            ("n enter enter", None),
            ("ctrl-c", Some(Choice::Quit)),
        ] {
            assert_eq!(keys(&mut start(), pressed), choice, "{pressed}");
        }
    }

    #[test]
    fn an_age_is_told_in_its_largest_unit() {
        let start = start();
        for (minutes, told) in [
            (0, "just now"),
            (1, "1 minute ago"),
            (59, "59 minutes ago"),
            (60, "1 hour ago"),
            (60 * 24, "1 day ago"),
            (60 * 24 * 13, "13 days ago"),
            (60 * 24 * 40, "5 weeks ago"),
            (60 * 24 * 90, "3 months ago"),
            (-5, "just now"),
        ] {
            let recent =
                Recent { opened: start.now - TimeDelta::minutes(minutes), ..start.recents[0].clone() };
            assert_eq!(start.age(&recent), told, "{minutes}");
        }
    }
}
