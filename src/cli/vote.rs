//! `cutline vote`: one participant answers alone, beforehand, into a file of their own.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use chrono::Local;
use clap::Args;

use super::error::{CommandError, Kind};
use super::{files, find, output};
use crate::domain::criterion::Criterion;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::sheet::Sheet;
use crate::domain::text::{counted, scrub};
use crate::domain::vote::{Score, Slip};
use crate::domain::workspace::{Participant, Workspace};
use crate::store::file;

/// Who votes, and where to.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; it is only read
    file: PathBuf,
    /// Who votes: an id or a name
    #[arg(long = "as", value_name = "PARTICIPANT")]
    participant: String,
    /// The file that the answers go to; beside the workspace by default. What it holds already is kept
    #[arg(long, value_name = "SHEET")]
    into: Option<PathBuf>,
    /// Ask again about what was answered before
    #[arg(long)]
    again: bool,
    /// Ask about everything, agreed on or not
    #[arg(long)]
    all: bool,
}

/// What somebody typed.
enum Typed {
    Answer(Slip),
    Pass,
    Back,
    Help,
    Stop,
}

/// Asks about everything that the participant has not answered yet, one line for each, until they stop. Every answer
/// is kept at once. Nothing of what others scored is shown.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    if files::is_stdin(&arguments.file) || arguments.into.as_deref().is_some_and(files::is_stdin) {
        return Err(CommandError::usage(
            "answers are read from standard input: name the workspace and the sheet",
        ));
    }
    let workspace = files::look(&arguments.file)?;
    let id = find::participant(&workspace, &arguments.participant)?;
    let voter = workspace.participant(&id).cloned().unwrap_or_default();
    let side = Side::ALL.iter().copied().find(|side| workspace.voters(*side).any(|other| other.id == id));
    let side =
        side.ok_or_else(|| CommandError::usage(format!("{} votes for no side", voter.shown_name())))?;
    let path = arguments.into.clone().unwrap_or_else(|| beside(&arguments.file, &voter));
    let sheet = opened(&path, &workspace, &voter)?;
    let mut booth = Booth { workspace: &workspace, sheet, path, side };
    booth.fill(arguments)
}

/// `q1.json` and Ana: `q1.ana.votes.json`.
fn beside(file: &Path, voter: &Participant) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let who = crate::domain::text::slug(voter.id.as_str());
    file.with_file_name(format!("{stem}.{who}.votes.json"))
}

/// The sheet that is there already, or an empty one.
fn opened(path: &Path, workspace: &Workspace, voter: &Participant) -> Result<Sheet, CommandError> {
    if !path.exists() {
        return Ok(Sheet::new(&workspace.head().title, voter.id.clone()));
    }
    let sheet = read(path)?;
    let whose = match sheet.is_for_another(&workspace.head().title) {
        Some(title) => format!("this is a voting sheet for {}", scrub(title)),
        None if sheet.by != voter.id => format!("this is the voting sheet of {}", sheet.by),
        None => return Ok(sheet),
    };
    Err(CommandError::usage(whose).at(path).hint("name another file with --into"))
}

/// Reads a voting sheet.
pub(super) fn read(path: &Path) -> Result<Sheet, CommandError> {
    let unreadable = |error| CommandError::new(Kind::Unreadable, error).at(path);
    let bytes = files::bytes(path).map_err(|error| CommandError::from(error).at(path))?;
    let sheet =
        serde_json::from_slice(&bytes).map_err(|error| unreadable(anyhow!("no voting sheet: {error}")))?;
    match sheet {
        Sheet { by, .. } if by.as_str().is_empty() => {
            Err(unreadable(anyhow!("no voting sheet: it says not by whom")))
        }
        sheet => Ok(sheet),
    }
}

/// Somebody who votes alone.
struct Booth<'w> {
    workspace: &'w Workspace,
    sheet: Sheet,
    path: PathBuf,
    side: Side,
}

impl Booth<'_> {
    fn fill(&mut self, arguments: &Arguments) -> Result<(), CommandError> {
        let questions = questions(self.workspace, &self.sheet, self.side, arguments);
        let (count, who) = (questions.len(), self.sheet.by.clone());
        output::note(&format!("{who} votes for {}: {} to give", self.side, counted(count, "answer")));
        output::note(
            "a value, and why behind it if you like; ? does not know, enter passes, < goes back, h helps, q stops",
        );
        let mut lines = io::stdin().lock().lines();
        let mut at = 0;
        while at < count {
            let (slot, criterion) = questions[at];
            self.ask(at + 1, count, slot, criterion)?;
            let Some(line) = lines.next() else { break };
            let line = line.map_err(|error| CommandError::new(Kind::Unreadable, error))?;
            match typed(criterion, &line) {
                Err(why) => output::note(&why),
                Ok(Typed::Stop) => break,
                Ok(Typed::Help) => help(criterion),
                Ok(Typed::Back) => at = at.saturating_sub(1),
                Ok(Typed::Pass) => at += 1,
                Ok(Typed::Answer(slip)) => {
                    self.keep(slot, criterion, slip)?;
                    at += 1;
                }
            }
        }
        if self.sheet.answers.is_empty() {
            return Err(CommandError::new(Kind::No, anyhow!("nothing was answered, so nothing was written")));
        }
        let told = counted(self.sheet.answers.len(), "answer");
        let mut page = output::Page::default();
        page.line(&format!("{told} of {who}, sealed in {}", self.path.display()));
        page.print()
    }

    fn ask(&self, number: usize, of: usize, slot: Slot, criterion: &Criterion) -> Result<(), CommandError> {
        let (title, name) = (self.workspace.item(slot).shown_title(), criterion.shown_name().to_lowercase());
        output::prompt(&format!("{number}/{of}  {title}: {name} ({}) ", criterion.allowed()))
            .map_err(|error| CommandError::new(Kind::Unreadable, error))
    }

    fn keep(&mut self, slot: Slot, criterion: &Criterion, slip: Slip) -> Result<(), CommandError> {
        let nonce = Local::now().timestamp_nanos_opt().unwrap_or_default() as u64;
        let item = self.workspace.item(slot);
        self.sheet.put(item, &criterion.id, slip, nonce ^ (self.sheet.answers.len() as u64).rotate_left(48));
        let unsaved = |error| CommandError::save(&self.path, error);
        let mut text = serde_json::to_vec_pretty(&self.sheet)
            .map_err(|error| unsaved(std::io::Error::from(error).into()))?;
        text.push(b'\n');
        file::replace(&self.path, &text).map_err(unsaved)
    }
}

/// Everything of a side that there is to answer, item by item: what the room has not agreed on, or all of it.
fn questions<'w>(
    workspace: &'w Workspace,
    sheet: &Sheet,
    side: Side,
    arguments: &Arguments,
) -> Vec<(Slot, &'w Criterion)> {
    let framework = workspace.framework();
    let items = workspace.items().iter().enumerate().filter(|(_, item)| item.is_candidate());
    let each = items.flat_map(|(i, item)| {
        let criteria = framework.of_side(side).map(|at| &framework.criteria()[at]);
        let agreed = |rule: &Criterion| item.scores.get(&rule.id).and_then(Score::agreed);
        let open = criteria.filter(move |rule| {
            (arguments.all || agreed(rule).is_none()) && (arguments.again || !sheet.has(&item.id, &rule.id))
        });
        open.map(move |rule| (Slot::new(i), rule))
    });
    each.collect()
}

/// `3 touches the ledger`: the value, and why.
fn typed(criterion: &Criterion, line: &str) -> Result<Typed, String> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let reason = Some(rest.trim().to_owned()).filter(|reason| !reason.is_empty());
    match word {
        "" => Ok(Typed::Pass),
        "q" => Ok(Typed::Stop),
        "h" => Ok(Typed::Help),
        "<" => Ok(Typed::Back),
        "?" => Ok(Typed::Answer(Slip { unsure: true, reason, ..Slip::default() })),
        word => criterion
            .read(word, None)
            .map(|value| Typed::Answer(Slip { value: Some(value), reason, ..Slip::default() }))
            .map_err(|why| scrub(&why).into_owned()),
    }
}

/// What the values mean.
fn help(criterion: &Criterion) {
    output::note(&criterion.question);
    for line in &criterion.rubric {
        output::note(&format!("  {}  {}", criterion.shown(line.at), line.means));
    }
}
