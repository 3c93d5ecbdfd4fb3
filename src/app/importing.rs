//! Bringing a backlog in: from a file or from what was pasted, after a look at what would come of it.
//!
//! The source is read outside (`Effect::Read`), as often as somebody changes what a column is read into; nothing is
//! changed in the workspace until that is confirmed.

use std::mem;
use std::path::PathBuf;

use tui_input::Input;

use super::errand::Errand;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::typing::edit;
use super::{App, Effect, Now, Tone, day};
use crate::domain::command::Command;
use crate::domain::draft::{Batch, Column, Problem};
use crate::domain::intake::{Intake, Skip};
use crate::domain::workspace::Workspace;

/// Where a backlog is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, as it was typed.
    File(PathBuf),
    /// Text that was pasted: a list, cells of a spreadsheet, or the path of a file that was dropped on the window.
    Pasted(String),
}

/// A source that is to be read and compared with a workspace.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which reading it is: an answer to an older one is of no use any more.
    pub number: u64,
    /// What is read.
    pub origin: Origin,
    /// What is read from which column: field and header, all of them; empty where that is to be found out.
    pub map: Vec<(String, String)>,
    /// What the source is; empty where that is to be found out.
    pub from: String,
    /// What it is compared with.
    pub workspace: Workspace,
}

/// What came of reading a source.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it is called.
    pub name: String,
    /// What was found in it; its drafts are in the intake.
    pub batch: Batch,
    /// What it would do to the workspace.
    pub intake: Intake,
    /// Everything that a column can be read into.
    pub targets: Vec<String>,
}

/// A backlog that is about to come in.
#[derive(Clone, Debug)]
pub struct Importing {
    /// Which reading is waited for, or was taken in last.
    number: u64,
    /// What is read; nothing yet while that is asked for.
    origin: Option<Origin>,
    /// How far it has come.
    pub stage: Stage,
    /// What is waited for meanwhile.
    pub errand: Errand,
}

impl Importing {
    /// Whether a source is being read.
    pub fn is_reading(&self) -> bool {
        matches!(self.stage, Stage::Reading(_))
    }
}

/// How far an import has come.
#[derive(Clone, Debug)]
pub enum Stage {
    /// Which file?
    Asking(Input),
    /// It is being read. What was found before is still there where only the mapping changed.
    Reading(Option<Box<Preview>>),
    /// What would come of it.
    Looking(Box<Preview>),
}

/// What would come of an import.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What was found.
    pub read: Read,
    /// Which part of it is looked at.
    pub page: Page,
    /// The selected row of the page; on the others how many are above the window.
    pub cursor: usize,
    /// What was found out about the whole, as row 0, and what is wrong with which row, by row.
    pub problems: Vec<Problem>,
    /// How many rows change nothing, because they are there just so; and because their source has given them up.
    pub skipped: [usize; 2],
    /// How many rows nothing can be made of.
    pub rejected: usize,
    /// The name of the preset that the mapping is saved as, while it is typed.
    pub naming: Option<Input>,
}

/// The parts of a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// What each column is read into.
    Columns,
    /// What is new and what is said anew.
    Items,
    /// What was found out about the source, and what is wrong with which row.
    Notes,
}

impl Page {
    /// All of them, in their order.
    pub const ALL: [Page; 3] = [Page::Columns, Page::Items, Page::Notes];
}

impl Preview {
    fn new(read: Read) -> Preview {
        // A list has no columns to speak of.
        let page = if read.batch.from == "list" { Page::Items } else { Page::Columns };
        let batch = &read.batch;
        let warnings = read.intake.warnings.iter().map(|warning| Problem {
            row: warning.row,
            column: Some(warning.field.clone()),
            message: warning.message.clone(),
            rejected: false,
        });
        // What was found out about the whole stands before what is about its rows.
        let note =
            |message: &String| Problem { row: 0, column: None, message: message.clone(), rejected: false };
        let notes = batch.notes.iter().chain(&read.intake.notes).map(note);
        let mut problems: Vec<Problem> = notes
            .chain(batch.problems.iter().cloned().chain(read.intake.repetitions()).chain(warnings))
            .collect();
        problems.sort_by_key(|problem| problem.row);
        // Counted here and not in a frame: a source may have a hundred thousand rows.
        let rejected = problems.iter().filter(|problem| problem.rejected).count();
        let count = |why: Skip| read.intake.skipped.iter().filter(|skipped| skipped.why == why).count();
        let skipped = [count(Skip::There), count(Skip::Dropped)];
        Preview { page, cursor: 0, problems, skipped, rejected, naming: None, read }
    }

    /// How many rows a page has.
    pub fn len(&self, page: Page) -> usize {
        match page {
            Page::Columns => self.read.batch.columns.len(),
            Page::Items => self.read.intake.items.len() + self.read.intake.updates.len(),
            Page::Notes => self.problems.len(),
        }
    }

    /// Goes to another page, or on in this one.
    fn go(&mut self, key: Key) {
        let at = Page::ALL.iter().position(|page| *page == self.page).unwrap_or(0);
        let mut to = |step: usize| (self.page, self.cursor) = (Page::ALL[(at + step) % Page::ALL.len()], 0);
        match (key.code, Go::of(key)) {
            (Code::Tab, _) => to(1),
            (Code::BackTab, _) => to(Page::ALL.len() - 1),
            (_, Some(go)) => self.cursor = go.from(self.cursor, self.len(self.page)),
            _ => {}
        }
    }

    /// Whether it would change anything.
    pub fn brings_anything(&self) -> bool {
        !self.read.intake.items.is_empty() || !self.read.intake.updates.is_empty()
    }

    /// What is read from which column once the selected one is read into the next thing, or the one before; past
    /// either end into nothing. What no column is read into is read from none.
    fn turned(&self, forward: bool) -> Vec<(String, String)> {
        let targets = &self.read.targets;
        let mut columns = self.read.batch.columns.clone();
        let Some(column) = columns.get_mut(self.cursor) else { return Vec::new() };
        let at = column.field.as_ref().and_then(|field| targets.iter().position(|target| target == field));
        // Nothing stands before the first and behind the last.
        let places = targets.len() + 1;
        let at = at.map_or(0, |at| at + 1);
        let next = if forward { at + 1 } else { at + places - 1 } % places;
        column.field = next.checked_sub(1).map(|next| targets[next].clone());
        let taken = columns.iter().filter_map(|column| Some((column.field.clone()?, column.header.clone())));
        let free = self
            .read
            .targets
            .iter()
            .filter(|target| columns.iter().all(|column| column.field.as_ref() != Some(target)));
        taken.chain(free.map(|target| (target.clone(), String::new()))).collect()
    }
}

/// Asks for a file.
pub(super) fn ask(app: &mut App) {
    show(app, 0, None, Stage::Asking(Input::default()));
}

/// Reads what was pasted; says so where that cannot be.
pub(super) fn pasted(app: &mut App, text: &str) -> Vec<Effect> {
    if let Some(why) = &app.saving.read_only {
        let text = format!("read-only: {why}");
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    if text.trim().is_empty() {
        app.say(Tone::Plain, "nothing was pasted that could be a title");
        return Vec::new();
    }
    read(app, Origin::Pasted(text.to_owned()), Vec::new(), None)
}

fn show(app: &mut App, number: u64, origin: Option<Origin>, stage: Stage) {
    let name = |path: &PathBuf| path.file_name().map(|name| format!("Reading {}", name.to_string_lossy()));
    let what = match &origin {
        Some(Origin::File(path)) => name(path),
        _ => None,
    };
    let errand = Errand::begin(app, what.as_deref().unwrap_or("Reading what is to come in"));
    app.overlay = Some(Overlay::Importing(Box::new(Importing { number, origin, stage, errand })));
}

/// Has a source read. What was found before stays on the screen meanwhile.
fn read(
    app: &mut App,
    origin: Origin,
    map: Vec<(String, String)>,
    before: Option<Box<Preview>>,
) -> Vec<Effect> {
    app.readings += 1;
    let number = app.readings;
    let from = before.as_ref().map(|before| before.read.batch.from.clone()).unwrap_or_default();
    let asked = Asked { number, origin: origin.clone(), map, from, workspace: app.workspace().clone() };
    show(app, number, Some(origin), Stage::Reading(before));
    vec![Effect::Read(Box::new(asked))]
}

/// Takes in what came of reading a source, if that is still waited for.
pub(super) fn answer(app: &mut App, number: u64, read: Result<Read, String>) {
    let waits = |importing: &Importing| importing.number == number && importing.is_reading();
    let wanted = |overlay: &mut Overlay| matches!(overlay, Overlay::Importing(importing) if waits(importing));
    let Some(Overlay::Importing(importing)) = app.overlay.take_if(wanted) else { return };
    let Importing { origin, stage: Stage::Reading(before), .. } = *importing else { return };
    let stage = match read {
        Ok(read) => {
            let mut preview = Preview::new(read);
            if let Some(before) = before {
                (preview.page, preview.cursor) = (before.page, before.cursor);
            }
            Stage::Looking(Box::new(preview))
        }
        Err(why) => {
            app.say(Tone::Refused, why);
            match (before, &origin) {
                // The last mapping that could be read stands.
                (Some(before), _) => Stage::Looking(before),
                (None, Some(Origin::File(path))) => Stage::Asking(Input::new(path.display().to_string())),
                (None, _) => return,
            }
        }
    };
    show(app, number, origin, stage);
}

/// Tells what came of saving a mapping.
pub(super) fn preset_kept(app: &mut App, kept: Result<String, String>) {
    match kept {
        Ok(name) => {
            app.say(Tone::Plain, format!("preset {name} saved: a source with this header is read by it"));
        }
        Err(why) => app.say(Tone::Refused, why),
    }
}

/// Takes a key while a backlog is about to come in.
pub(super) fn key(app: &mut App, key: Key, importing: &mut Importing, now: Now) -> Next {
    match (&mut importing.stage, key.code) {
        (Stage::Asking(input), Code::Enter) => {
            if let Some(path) = dropped_path(input.value()) {
                return Next::Close(read(app, Origin::File(path), Vec::new(), None));
            }
        }
        (Stage::Looking(preview), _) if preview.naming.is_some() => return naming(key, preview),
        (_, Code::Esc) => return Next::CLOSE,
        (Stage::Asking(input), _) => edit(input, key),
        (Stage::Reading(_), _) => {}
        (Stage::Looking(preview), code) => match (code, preview.page) {
            (Code::Enter, _) if preview.brings_anything() => return bring_in(app, preview, now),
            (Code::Right | Code::Char('l'), Page::Columns) => return turn(app, importing, true),
            (Code::Left | Code::Char('h'), Page::Columns) => return turn(app, importing, false),
            (Code::Char('s'), Page::Columns) => preview.naming = Some(Input::default()),
            _ => preview.go(key),
        },
    }
    Next::STAY
}

/// The path in a line: terminals put a file that is dropped on them in quotes, or backslashes before its spaces.
pub fn dropped_path(line: &str) -> Option<PathBuf> {
    let line = line.trim();
    let quoted = ['\'', '"'].iter().find_map(|quote| line.strip_prefix(*quote)?.strip_suffix(*quote));
    let path = quoted.map_or_else(|| line.replace("\\ ", " "), str::to_owned);
    (!path.is_empty()).then(|| PathBuf::from(path))
}

/// Reads the selected column into something else, and with it the source once more.
fn turn(app: &mut App, importing: &mut Importing, up: bool) -> Next {
    let looked_at = mem::replace(&mut importing.stage, Stage::Reading(None));
    let (Some(origin), Stage::Looking(preview)) = (importing.origin.take(), looked_at) else {
        return Next::CLOSE;
    };
    Next::Close(read(app, origin, preview.turned(up), Some(preview)))
}

fn bring_in(app: &mut App, preview: &mut Preview, now: Now) -> Next {
    let Intake { items, updates, .. } = mem::take(&mut preview.read.intake);
    let import = Command::Import { source: preview.read.name.clone(), items, updates, date: day(now) };
    Next::Close(app.perform(import, now))
}

fn naming(key: Key, preview: &mut Preview) -> Next {
    let Some(mut input) = preview.naming.take() else { return Next::STAY };
    let name = input.value().trim().to_owned();
    match key.code {
        Code::Enter if !name.is_empty() => {
            return Next::Stay(vec![Effect::KeepPreset(name, preview.read.batch.columns.clone())]);
        }
        Code::Esc | Code::Enter => {}
        _ => {
            edit(&mut input, key);
            preview.naming = Some(input);
        }
    }
    Next::STAY
}

/// The line that is being typed, where one is.
pub(super) fn typing(importing: &mut Importing) -> Option<&mut Input> {
    match &mut importing.stage {
        Stage::Asking(input) => Some(input),
        Stage::Looking(preview) => preview.naming.as_mut(),
        Stage::Reading(_) => None,
    }
}

/// A column in words, for the preview: `title`, `customer value`, or that it is left out. Estimates that can be read are
/// effort by now, and its words those of its criterion.
pub fn becomes(column: &Column) -> String {
    match column.field.as_deref() {
        None => "–".to_owned(),
        Some("estimate") => "estimate, left out".to_owned(),
        Some(field) => field.replace('_', " "),
    }
}
