//! `cutline score`: what a keystroke in the workshop does, from a script.

use std::path::PathBuf;

use clap::Args;

use super::error::CommandError;
use super::output::Page;
use super::shape::Logged;
use super::{files, find, output};
use crate::domain::command::{Command, Rejection};
use crate::domain::criterion::Criterion;
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::number::Num;
use crate::domain::telling::{beside_agreed, tell};
use crate::domain::tradeoff::Entry;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::import::number::{self, DecimalMark};

/// What to score.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace
    file: PathBuf,
    /// The item: its id, its key in the tracker, its title, or the beginning of id or title
    item: String,
    /// A criterion and its new value; nothing behind the sign clears it
    #[arg(required = true, value_name = "CRITERION=VALUE", value_parser = assignment)]
    assignments: Vec<(String, String)>,
    /// Whose vote it is; what the room agrees on by default
    #[arg(long = "as", value_name = "PARTICIPANT")]
    participant: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Print JSON: the entry of the log, a list of them for several criteria, null where nothing changes
    #[arg(long)]
    json: bool,
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (criterion, value) = text.split_once('=').unwrap_or_default();
    let criterion = criterion.trim();
    if criterion.is_empty() {
        return Err("write CRITERION=VALUE, such as effort=3".to_owned());
    }
    Ok((criterion.to_owned(), value.trim().to_owned()))
}

/// Scores, saves, and prints what came of it. Nothing is saved unless everything can be done.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let file = &arguments.file;
    let (workspace, store) = files::take(file)?;
    let mut workshop = Workshop::new(workspace);
    let entries = perform(&mut workshop, arguments).map_err(|error| error.at(file))?;
    let workspace = workshop.into_workspace();
    if !entries.is_empty() {
        files::keep(file, store, workspace.clone())?;
    }
    let entries: Vec<&Entry> = entries
        .iter()
        .filter_map(|seq| workspace.entry_index(*seq))
        .map(|index| &workspace.log()[index])
        .collect();
    if arguments.json {
        json(&workspace, &entries, arguments.assignments.len())
    } else {
        page(&workspace, &entries).print()
    }
}

/// One gesture for each assignment. Returns the numbers of the entries they left.
fn perform(workshop: &mut Workshop, arguments: &Arguments) -> Result<Vec<u64>, CommandError> {
    let slot = find::item(workshop.workspace(), &arguments.item)?;
    let voter = arguments.participant.as_deref().map(|name| find::participant(workshop.workspace(), name));
    let voter = voter.transpose()?;
    let mut entries = Vec::new();
    for (criterion, value) in &arguments.assignments {
        let command = command(workshop.workspace(), slot, voter.as_ref(), (criterion, value))?;
        let gesture = match workshop.perform(command, files::stamp(voter.clone())) {
            Err(Rejection::Unchanged) => {
                output::note(&format!("{criterion}={value}: nothing to change, it is so already"));
                continue;
            }
            gesture => gesture?,
        };
        entries.push(gesture.entry.seq);
    }
    explain(workshop, arguments.reason.as_deref(), voter.as_ref(), &entries)?;
    Ok(entries)
}

fn explain(
    workshop: &mut Workshop,
    reason: Option<&str>,
    by: Option<&ParticipantId>,
    entries: &[u64],
) -> Result<(), CommandError> {
    let Some(reason) = reason.filter(|reason| !reason.trim().is_empty()) else { return Ok(()) };
    for entry in entries {
        let command = Command::Reason { entry: *entry, text: Some(reason.to_owned()) };
        workshop.perform(command, files::stamp(by.cloned()))?;
    }
    Ok(())
}

fn command(
    workspace: &Workspace,
    item: Slot,
    voter: Option<&ParticipantId>,
    (name, value): (&str, &str),
) -> Result<Command, CommandError> {
    let framework = workspace.framework();
    let known = find::criterion(framework, name).map(|at| &framework.criteria()[at]);
    // One that nobody knows is left to be refused where the reasons are: with those there are.
    let criterion = known.map_or_else(|| name.into(), |rule| rule.id.clone());
    let to = match known {
        Some(rule) if !value.is_empty() => Some(self::value(rule, value)?),
        _ => None,
    };
    Ok(Command::score(item, criterion, voter.cloned(), to))
}

/// A value as files write it, percentages also with their sign.
fn value(rule: &Criterion, text: &str) -> Result<Num, CommandError> {
    let raw = number::parse(text, DecimalMark::Point, rule.percent())
        .map_err(|error| CommandError::usage(format!("{}: {error}", rule.id)))?;
    Num::new(raw).ok_or_else(|| CommandError::usage(format!("{}: {text} is too large", rule.id)))
}

/// One assignment gives one entry, several give a list.
fn json(workspace: &Workspace, entries: &[&Entry], assignments: usize) -> Result<(), CommandError> {
    let shapes: Vec<Logged> = entries.iter().map(|entry| Logged::of(workspace, entry)).collect();
    if assignments == 1 { output::json(&shapes.first()) } else { output::json(&shapes) }
}

fn page(workspace: &Workspace, entries: &[&Entry]) -> Page {
    let mut page = Page::default();
    for entry in entries {
        let told = tell(workspace, entry);
        page.line(&told.headline());
        if let Some(reason) = told.reason {
            page.line(&format!("  why: {reason}"));
        }
        if let Some(told) = beside_agreed(workspace, entry) {
            page.line(&format!("  {told}"));
        }
    }
    page
}
