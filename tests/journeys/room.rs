//! A room with a workshop in it: the app, a drawn screen, and a disk that confirms at once.

use chrono::{DateTime, FixedOffset, TimeDelta};
use cutline::app::backups::{Content, Kept};
use cutline::app::export::{Order, To};
use cutline::app::keymap::Keymap;
use cutline::app::settings::Settings;
use cutline::app::{App, Effect, Message, Opening, update};
use cutline::domain::crew::InTurn;
use cutline::domain::workshop::{Gesture, Workshop};
use cutline::domain::workspace::Workspace;
use cutline::exporter::{Means, carried_out};
use cutline::import::Tracker;
use cutline::keeping::{self, Report};
use cutline::reader;
use cutline::store::content;
use cutline::tui::screen;
use cutline::tui::theme::{Depth, Palette, Theme};
use ratatui::backend::TestBackend;
use ratatui::{Frame, Terminal};

pub(crate) struct Room {
    pub(crate) app: App,
    pub(crate) size: (u16, u16),
    /// Everything that was handed over to be kept.
    pub(crate) kept: Vec<Gesture>,
    /// What was asked for beside that, in words.
    pub(crate) asked: Vec<String>,
    /// What comes back from the editor.
    pub(crate) editor: Result<String, String>,
    /// The mappings that were saved.
    pub(crate) presets: Vec<Tracker>,
    /// The backups that are there, the newest first.
    pub(crate) backups: Vec<(DateTime<FixedOffset>, Workspace)>,
    /// Whether the disk confirms.
    pub(crate) disk_works: bool,
    /// What the sampler has drawn and not told yet, where it is slow.
    pub(crate) late: Option<Vec<Message>>,
    /// The documents that were ordered and are not made yet, where that takes long.
    pub(crate) ordered: Option<Vec<Order>>,
    start: Workspace,
    now: DateTime<FixedOffset>,
}

impl Room {
    pub(crate) fn new(text: &str) -> Room {
        Room::opened(text, Opening { file: "clinic.json".to_owned(), ..Opening::default() })
    }

    pub(crate) fn opened(text: &str, opening: Opening) -> Room {
        let (start, _) = content::parse(text.as_bytes()).unwrap();
        let app = App::new(Workshop::new(start.clone()), opening, Settings::default(), Keymap::built_in());
        let now = DateTime::parse_from_rfc3339("2026-01-20T10:42:00+01:00").unwrap();
        let editor = Ok(String::new());
        let mut room = Room {
            app,
            size: (160, 48),
            kept: Vec::new(),
            asked: Vec::new(),
            editor,
            presets: Vec::new(),
            backups: Vec::new(),
            disk_works: true,
            late: None,
            ordered: None,
            start,
            now,
        };
        // The loop tells what time it is before anybody looks.
        room.takes(Message::Tick);
        room
    }

    /// Presses keys, written as in a keymap and parted by spaces. A minute passes with each.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Room {
        for key in keys.split_whitespace() {
            self.send(Message::Key(key.parse().unwrap()));
        }
        self
    }

    /// Types a text, letter by letter.
    pub(crate) fn types(&mut self, text: &str) -> &mut Room {
        for letter in text.chars() {
            let name = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
            self.send(Message::Key(name.parse().unwrap()));
        }
        self
    }

    pub(crate) fn send(&mut self, message: Message) -> &mut Room {
        self.now += TimeDelta::minutes(1);
        self.takes(message)
    }

    /// Lets so many seconds pass, as the loop does while the clock runs: each is told.
    pub(crate) fn seconds(&mut self, seconds: usize) -> &mut Room {
        for _ in 0..seconds {
            self.now += TimeDelta::seconds(1);
            self.takes(Message::Tick);
        }
        self
    }

    /// Lets hours pass in which nobody does anything, and the program is not asked.
    pub(crate) fn hours(&mut self, hours: i64) -> &mut Room {
        self.now += TimeDelta::hours(hours);
        self
    }

    fn takes(&mut self, message: Message) -> &mut Room {
        let mut effects = update(&mut self.app, message, self.now);
        while !effects.is_empty() {
            for effect in std::mem::take(&mut effects) {
                if let Effect::EditText { text, hint } = effect {
                    self.asked.push(format!("edit {hint}: {text}"));
                    let edited = self.editor.clone();
                    effects.extend(update(&mut self.app, Message::Edited(edited), self.now));
                    continue;
                }
                if let Some(answer) = self.carry_out(effect) {
                    effects.extend(update(&mut self.app, answer, self.now));
                }
            }
        }
        self
    }

    fn make(&mut self, order: Order) -> Option<Message> {
        self.asked.push(match &order.to {
            To::File { path, replace: false } => format!("export to {}", path.display()),
            To::File { path, replace: true } => format!("export over {}", path.display()),
            To::Clipboard => "export to the clipboard".to_owned(),
        });
        if let Some(ordered) = &mut self.ordered {
            ordered.push(order);
            return None;
        }
        let means = Means { today: self.now.date_naive(), template: None };
        carried_out(order, &means).map(Message::Exported)
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Message> {
        let asked = match effect {
            Effect::Keep(order) => return self.keep(order).map(Message::Report),
            Effect::Sample(edition, model) => {
                let drawn = Message::Sampled(edition, Box::new(model.swing(&InTurn(1))));
                let Some(late) = &mut self.late else { return Some(drawn) };
                late.push(drawn);
                return None;
            }
            Effect::Backups(asked) => {
                let content = |kept: &Workspace| Ok(Content::of(&asked.workshop, kept.clone()));
                let kept = |(at, kept): &(_, Workspace)| Kept { at: *at, content: content(kept) };
                let kept = self.backups.iter().map(kept).collect();
                return Some(Message::BackupsRead(asked.number, Ok(kept)));
            }
            Effect::Read(asked) => {
                let read = reader::read(&asked, self.presets.clone());
                return Some(Message::SourceRead(asked.number, Box::new(read)));
            }
            Effect::KeepPreset(name, columns) => {
                self.presets.push(Tracker::saved(&name, &columns));
                return Some(Message::PresetKept(Ok(name)));
            }
            Effect::Export(order) => return self.make(*order),
            Effect::EditText { .. } => unreachable!("taken out above"),
            Effect::Clip(text) => format!("clip {text}"),
            Effect::Redraw => "redraw".to_owned(),
            Effect::Suspend => "suspend".to_owned(),
            Effect::Bell => "bell".to_owned(),
            Effect::Exit => "exit".to_owned(),
        };
        self.asked.push(asked);
        None
    }

    fn keep(&mut self, order: keeping::Order) -> Option<Report> {
        const FULL: &str = "no space left on device";
        let failed = |folding| Report::Failed { why: FULL.to_owned(), changed_outside: false, folding };
        let works = self.disk_works;
        let (asked, report) = match order {
            keeping::Order::Append(gesture) => {
                let seq = gesture.entry.seq;
                self.kept.push(*gesture);
                return Some(if works { Report::Saved(seq) } else { failed(false) });
            }
            keeping::Order::Fold(workspace) => {
                let folded = if works { Report::Folded(workspace.last_seq()) } else { failed(true) };
                ("fold".to_owned(), Some(folded))
            }
            keeping::Order::Replace(present, other) => {
                let replaced = if works {
                    self.backups.insert(0, (self.now, *present));
                    Report::Replaced(other.last_seq())
                } else {
                    Report::NotReplaced(FULL.to_owned())
                };
                ("replace".to_owned(), Some(replaced))
            }
            keeping::Order::Copy(path, _) => {
                let asked = format!("copy to {}", path.display());
                let is_beside = path.parent().is_none_or(|folder| folder.as_os_str().is_empty());
                let copied = if is_beside {
                    Report::Copied(path)
                } else {
                    Report::NotCopied(path, "no such folder".to_owned())
                };
                (asked, Some(copied))
            }
            keeping::Order::CheckOutside => ("check outside".to_owned(), None),
            keeping::Order::LookOutside(_) => ("look outside".to_owned(), None),
            keeping::Order::Settle(way, _, state) => (format!("settle {way:?} as of {state}"), None),
            keeping::Order::TakeOver(_) => ("take over".to_owned(), None),
        };
        self.asked.push(asked);
        report
    }

    /// Nobody types for a moment.
    pub(crate) fn pause(&mut self) -> &mut Room {
        self.send(Message::Pause)
    }

    /// The same room the next day: opened again from what was kept.
    pub(crate) fn reopened(&self) -> Room {
        Room::new(&self.saved())
    }

    /// What the file holds once everything is saved.
    pub(crate) fn saved(&self) -> String {
        let mut workspace = self.start.clone();
        for gesture in &self.kept {
            let line = serde_json::to_string(gesture).unwrap();
            workspace.replay(serde_json::from_str(&line).unwrap());
        }
        let mut text = Vec::new();
        content::write(&workspace, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    /// What the room sees.
    pub(crate) fn screen(&self) -> String {
        self.drawn(&Theme::new(Palette::Dark, Depth::True)).backend().to_string()
    }

    pub(crate) fn drawn(&self, theme: &Theme) -> Terminal<TestBackend> {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let draw =
            |frame: &mut Frame<'_>| drop(screen::render(&self.app, theme, frame.area(), frame.buffer_mut()));
        terminal.draw(draw).unwrap();
        terminal
    }

    /// The first line of the screen that holds a text.
    #[track_caller]
    pub(crate) fn line(&self, text: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains(text));
        line.unwrap_or_else(|| panic!("no line has {text:?}:\n{screen}")).to_owned()
    }

    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Room {
        self.line(text);
        self
    }

    #[track_caller]
    pub(crate) fn misses(&mut self, text: &str) -> &mut Room {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is there:\n{screen}");
        self
    }

    /// The value of a criterion, as a number.
    pub(crate) fn value(&self, item: &str, criterion: &str) -> Option<f64> {
        let workspace = self.app.workspace();
        let slot = workspace.slot(&item.into()).unwrap();
        workspace.item(slot).scores.value(&criterion.into()).map(cutline::domain::number::Num::get)
    }

    /// The id of the selected item.
    pub(crate) fn selected(&self) -> &str {
        self.app.selected().map_or("", |(_, item)| item.id.as_str())
    }

    /// The ranked ids, best first, with the line among them.
    pub(crate) fn ranking(&self) -> String {
        let (workspace, standing) = (self.app.workspace(), self.app.workshop.standing());
        let boundary = standing.line().map(|line| line.boundary);
        let mut ids: Vec<&str> =
            standing.order().iter().map(|slot| workspace.item(*slot).id.as_str()).collect();
        if let Some(boundary) = boundary {
            ids.insert(boundary, "|");
        }
        ids.join(" ")
    }
}
