//! Plain mode: a workshop in lines, for screen readers and for terminals that only print. Nothing is drawn
//! anew, no cursor moves, and nothing but text is written.
//!
//! ```text
//! words     the one table of words; a line → its request        words.rs
//! session   what a line does, and what is asked next            session.rs → listing  show  scoring  walk
//!                                                                          acts  aside  form
//! naming    the item, or the criterion, that words mean         naming.rs
//! speech    signs → words that can be heard, in one place       speech.rs
//! answer    what follows: lines, gestures to keep, orders       answer.rs
//! ```
//!
//! Everything in the folder is pure; this file has the loop. A gesture is told when it is in the journal, not before.

mod acts;
mod answer;
mod aside;
mod form;
mod listing;
mod naming;
mod scoring;
mod session;
mod show;
mod speech;
mod walk;
mod words;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::error::{CommandError, Kind};
use super::typed::{Typed, listen};
use super::{config, files, output};
use crate::domain::text::{counted, scrub};
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;
use crate::keeping::{Edit, Settled, Way};
use crate::store::{Access, FileStore, Opened, SaveError, Store, file};
use answer::{Answer, Order};
use session::{Opening, Session};
use speech::spoken;

/// What leads on from an edit from outside.
const SETTLES: &str = "settle says what they made of it, settle merge puts both together";

/// Runs a workshop in lines until it is left. What is replaced of a workspace that stays is kept as a backup.
pub(super) fn run(path: &Path, stays: bool) -> Result<(), CommandError> {
    let settings = config::settings(&config::Look::default())?;
    let Opened { workspace, notices, recovered, access, around, unsettled, .. } =
        file::open(path).map_err(|error| CommandError::load(path, error))?;
    for notice in notices.iter().chain(&around) {
        output::note(notice);
    }
    if unsettled {
        output::note(SETTLES);
    }
    let (store, read_only) = match access {
        Access::Write(mut store) => {
            if stays {
                files::keep_backups(&mut store);
            }
            (Some(store), None)
        }
        Access::ReadOnly(why) => (None, Some(why)),
    };
    let opening = Opening { file: files::name(path), read_only, ask_reasons: settings.ask_reasons };
    let session = Session::new(Workshop::new(workspace), opening);
    let keeper = Keeper { store, waiting: Vec::new(), unfolded: recovered > 0 };
    let path = path.to_owned();
    Talk { path: path.clone(), session, keeper, voice: Voice::new(), warned: false }
        .hold()
        .map_err(|error| error.at(&path))
}

/// What keeps the gestures.
struct Keeper {
    /// None where nothing can be changed.
    store: Option<Box<FileStore>>,
    /// What is not on the disk yet; it is tried again with the next line.
    waiting: Vec<Gesture>,
    /// Whether the journal holds what the file does not.
    unfolded: bool,
}

impl Keeper {
    /// Keeps gestures, and those that could not be kept before.
    fn keep(&mut self, gestures: Vec<Gesture>) -> Result<(), SaveError> {
        self.waiting.extend(gestures);
        let Some(store) = self.store.as_mut().filter(|_| !self.waiting.is_empty()) else { return Ok(()) };
        self.unfolded = true;
        store.append(&self.waiting)?;
        self.waiting.clear();
        Ok(())
    }

    /// Writes everything into the file.
    fn fold(&mut self, workspace: &Workspace) -> Result<(), SaveError> {
        let Some(store) = self.store.as_mut().filter(|_| self.unfolded) else { return Ok(()) };
        store.fold(workspace.clone())?;
        if let Some(complaint) = store.complaint() {
            output::note(&complaint);
        }
        self.is_kept();
        Ok(())
    }

    /// What is so of the changes that the file does not hold.
    fn trouble(&self, error: &SaveError) -> String {
        let kept =
            if self.waiting.is_empty() { "every change is in its journal" } else { "not all is saved" };
        let leads_on = match error {
            SaveError::ChangedOutside => format!(". {SETTLES}"),
            SaveError::Io(_) | SaveError::Gone | SaveError::PutOff => String::new(),
        };
        format!("the file cannot be written: {error}; {kept}{leads_on}")
    }

    /// The snapshot holds everything, whatever it took.
    fn is_kept(&mut self) {
        (self.unfolded, self.waiting) = (false, Vec::new());
    }
}

/// Standard output, a line at a time.
struct Voice {
    /// Whether somebody types, who has to know that it is their turn.
    prompts: bool,
}

impl Voice {
    fn new() -> Voice {
        Voice { prompts: io::stdin().is_terminal() }
    }

    /// A question is a line of its own where nobody types; what only says that it is one's turn is left out there.
    fn prompt(&self, question: Option<&str>, prompt: &str) -> io::Result<()> {
        match (question, self.prompts) {
            (Some(question), false) => say(&[question.to_owned()]),
            (Some(question), true) => write(&format!("{} ", spoken(question))),
            (None, true) => write(&format!("{} ", spoken(prompt))),
            (None, false) => Ok(()),
        }
    }

    /// Ends the line on which somebody was to type.
    fn end_line(&self) -> io::Result<()> {
        if self.prompts { write("\n") } else { Ok(()) }
    }
}

fn say(lines: &[String]) -> io::Result<()> {
    let mut text = String::new();
    for line in lines {
        text.push_str(&spoken(line));
        text.push('\n');
    }
    write(&text)
}

fn write(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// What another program made of the file, and what can be done.
fn told(edit: &Edit) -> Vec<String> {
    let mut lines = match &edit.theirs {
        Ok(theirs) => vec![format!("theirs: {}", theirs.told())],
        Err(why) => vec![format!("theirs: {why}")],
    };
    lines.push(format!("ours: {}", edit.ours.told()));
    if let Ok(theirs) = &edit.theirs {
        lines.push(match &theirs.conflicts {
            Ok(conflicts) => {
                format!("settle merge puts both together, with {}", counted(conflicts.len(), "conflict"))
            }
            Err(why) => format!("both cannot be merged: {why}"),
        });
        lines.push("settle theirs takes the file as it is, with a copy of ours beside it".to_owned());
    }
    lines.push("settle and the name of another file goes on with ours there".to_owned());
    lines
}

/// How a conversation came to its end.
enum End {
    /// Somebody left, or stopped typing.
    Left,
    /// Standard output is closed, or does not take any more.
    Unheard(io::Error),
}

struct Talk {
    path: PathBuf,
    session: Session,
    keeper: Keeper,
    voice: Voice,
    /// Whether somebody wanted to leave and was told why not yet.
    warned: bool,
}

impl Talk {
    fn hold(mut self) -> Result<(), CommandError> {
        let end = match self.talk() {
            Ok(()) => End::Left,
            Err(error) => End::Unheard(error),
        };
        let folded = self.keeper.fold(self.session.workspace());
        if let Err(error) = folded {
            return Err(CommandError::new(Kind::Unsaved, anyhow!("{}", self.keeper.trouble(&error))));
        }
        match end {
            End::Left => {
                // Whoever does not listen any more has what they wanted.
                let _ = say(&[self.session.farewell()]);
                Ok(())
            }
            End::Unheard(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            End::Unheard(error) => Err(CommandError::save(Path::new("standard output"), error.into())),
        }
    }

    fn talk(&mut self) -> io::Result<()> {
        let inbox = listen()?;
        let mut answer = self.session.greeting();
        loop {
            if !self.tell(&mut answer)? {
                return Ok(());
            }
            self.voice.prompt(answer.question.as_deref(), &self.session.prompt())?;
            answer = match inbox.recv() {
                Ok(Typed::Line(line)) => {
                    // Keys that are no text come as controls.
                    self.session.respond(&scrub(&line), files::now())
                }
                Ok(Typed::NoText(why)) => {
                    Answer { lines: vec![format!("{why}: nothing was done")], ..Answer::default() }
                }
                Ok(Typed::End | Typed::Terminate) | Err(_) => {
                    let _ = self.voice.end_line();
                    return Ok(());
                }
            };
        }
    }

    /// Keeps what was done, then tells it, then does what has to happen outside. Returns whether to go on.
    fn tell(&mut self, answer: &mut Answer) -> io::Result<bool> {
        let kept = self.keeper.keep(std::mem::take(&mut answer.gestures));
        let mut lines = std::mem::take(&mut answer.done);
        if let Some(last) = lines.last_mut() {
            last.push_str(if kept.is_ok() { " · saved" } else { " · not saved" });
        }
        if let Err(error) = kept {
            lines.push(format!("not saved: {error}. It is kept here, and tried again with the next line"));
        }
        lines.append(&mut answer.lines);
        let goes_on = self.obey(answer.order.take(), &mut lines);
        say(&lines)?;
        Ok(goes_on)
    }

    fn obey(&mut self, order: Option<Order>, lines: &mut Vec<String>) -> bool {
        let workspace = self.session.workspace();
        match order {
            None => {}
            Some(Order::Quit) => return self.stays(lines),
            Some(Order::TakeOver) => self.take_over(lines),
            Some(Order::Settle(way)) => {
                let told = self.settle(way.as_ref());
                lines.extend(told.unwrap_or_else(|why| vec![why]));
            }
            Some(Order::Fold) if self.keeper.store.is_none() => {
                lines.push("nothing can be changed here, so there is nothing to save".to_owned());
            }
            Some(Order::Fold) => lines.push(match self.keeper.fold(workspace) {
                Ok(()) => format!("everything is saved in {}", self.session.file()),
                Err(error) => self.keeper.trouble(&error),
            }),
            Some(Order::Copy(path)) => {
                let path = file::at_home(&path);
                let copied = match &self.keeper.store {
                    Some(store) => store.copy(&path, workspace),
                    None => file::create(&path, None, workspace),
                };
                lines.push(match copied {
                    Ok(()) => format!("copy written to {}", path.display()),
                    Err(error) => format!("no copy at {}: {error}", path.display()),
                });
            }
        }
        true
    }

    /// Goes on with what another window had open, as the file has it now.
    fn take_over(&mut self, lines: &mut Vec<String>) {
        if self.keeper.store.is_some() {
            lines.push("this is where it is saved already".to_owned());
            return;
        }
        let opened = match file::open(&self.path) {
            Ok(opened) => opened,
            Err(error) => return lines.push(format!("not taken over: {error}")),
        };
        match opened.access {
            Access::ReadOnly(why) => lines.push(format!("not taken over: {why}")),
            Access::Write(mut store) => {
                files::keep_backups(&mut store);
                (self.keeper.store, self.keeper.unfolded) = (Some(store), opened.recovered > 0);
                self.session.reopen(opened.workspace);
                lines.push("taken over: from here on everything is saved here".to_owned());
                lines.extend(opened.notices);
                lines.extend(opened.unsettled.then(|| SETTLES.to_owned()));
            }
        }
    }

    /// Tells what another program made of the file, or settles it.
    fn settle(&mut self, way: Option<&Way>) -> Result<Vec<String>, String> {
        let ours = self.session.workspace().clone();
        let store = self.keeper.store.as_mut().ok_or("nothing can be changed here")?;
        let edit = store.look_outside(&ours).map_err(|error| error.to_string())?;
        let edit = edit.ok_or("nobody else has changed the file: there is nothing to settle")?;
        let Some(way) = way else { return Ok(told(&edit)) };
        let settled = store.settle(way, &ours, &edit.state).map_err(|why| format!("not settled: {why}"))?;
        self.keeper.is_kept();
        let told = settled.told();
        Ok(vec![match settled {
            Settled::Merged { workspace, .. } => {
                self.session.merged(*workspace);
                format!("{told}; everything is saved")
            }
            Settled::Reloaded { workspace, .. } => {
                self.session.reopen(*workspace);
                told
            }
            Settled::Elsewhere { path, .. } => {
                self.session.move_to(files::name(&path));
                self.path = path;
                told
            }
        }])
    }

    /// Whether somebody who wants to leave has to be told first that not everything is in the file.
    fn stays(&mut self, lines: &mut Vec<String>) -> bool {
        let Err(error) = self.keeper.fold(self.session.workspace()) else { return false };
        if std::mem::replace(&mut self.warned, true) {
            return false;
        }
        lines.push(self.keeper.trouble(&error));
        lines.push("save and the name of another file writes a copy; quit again leaves".to_owned());
        true
    }
}
