//! `cutline log`: what was traded for what, oldest first.

use std::path::PathBuf;

use chrono::{DateTime, Local, NaiveDate, NaiveTime, Utc};
use clap::Args;

use super::error::CommandError;
use super::output::{Page, left, right, width};
use super::shape::Logged;
use super::{files, find, output};
use crate::domain::id::ItemId;
use crate::domain::telling::tell;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workspace::Workspace;

/// What to print.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    file: PathBuf,
    /// Only what happened on this day or later: 2026-01-20, or a time as in 2026-01-20T10:42:00Z
    #[arg(long, value_name = "DATE", value_parser = moment)]
    since: Option<DateTime<Utc>>,
    /// Only what was done to an item, or brought it in or out
    #[arg(long, value_name = "ID")]
    item: Option<String>,
    /// Only what made somebody cross the line
    #[arg(long)]
    crossed: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The beginning of a day here, or a moment anywhere.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.to_utc());
    }
    let day: Option<NaiveDate> = text.parse().ok();
    let midnight = day.and_then(|day| day.and_time(NaiveTime::MIN).and_local_timezone(Local).earliest());
    midnight.map(|start| start.to_utc()).ok_or_else(|| "write a date as in 2026-01-20".to_owned())
}

/// Prints the entries that are asked for.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let workspace = files::look(&arguments.file)?;
    let item = arguments.item.as_deref().map(|word| item(&workspace, word)).transpose();
    let item = item.map_err(|error| error.at(&arguments.file))?;
    let wanted = |entry: &&Entry| {
        arguments.since.is_none_or(|since| entry.at.is_some_and(|at| at >= since))
            && item.as_ref().is_none_or(|item| concerns(entry, item))
            && (!arguments.crossed || entry.crossed())
    };
    let entries: Vec<&Entry> = workspace.log().iter().filter(wanted).collect();
    if arguments.json {
        output::json(&entries.iter().map(|entry| Logged::of(entry)).collect::<Vec<_>>())
    } else {
        page(&workspace, &entries).print()
    }
}

/// An item of the workspace, or one that only the log remembers.
fn item(workspace: &Workspace, word: &str) -> Result<ItemId, CommandError> {
    let remembered = ItemId::from(word);
    if workspace.log().iter().any(|entry| concerns(entry, &remembered)) {
        return Ok(remembered);
    }
    find::item(workspace, word).map(|slot| workspace.item(slot).id.clone())
}

fn concerns(entry: &Entry, item: &ItemId) -> bool {
    let arrived = entry.events.iter().any(|event| event.items().contains(item));
    arrived || entry.item.as_ref() == Some(item) || entry.entered.contains(item) || entry.left.contains(item)
}

fn page(workspace: &Workspace, entries: &[&Entry]) -> Page {
    let number = |entry: &Entry| format!("#{}", entry.seq);
    let numbers = entries.last().map_or(0, |entry| width(&number(entry)));
    let mut page = Page::default();
    // A reason is told with the entry that it explains.
    for entry in entries.iter().filter(|entry| entry.kind != EntryKind::Reason) {
        let at = entry.at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
        let side = entry.side.map(|side| side.to_string()).unwrap_or_default();
        let head = format!("{}  {}  {}", right(&number(entry), numbers), left(&at, 16), left(&side, 11));
        let told = tell(workspace, entry);
        page.line(&format!("{head}  {}", told.headline()));
        if let Some(reason) = told.reason {
            page.line(&format!("{}  why: {reason}", " ".repeat(width(&head))));
        }
    }
    page
}
