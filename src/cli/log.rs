//! `cutline log`: what was traded for what, oldest first.

use std::path::PathBuf;

use chrono::{DateTime, Local, NaiveDate, NaiveTime, TimeDelta, Utc};
use clap::Args;

use super::error::CommandError;
use super::output::{Page, left, right, width};
use super::shape::Logged;
use super::{files, find, output};
use crate::domain::excerpt::{Excerpt, concerns};
use crate::domain::framework::Side;
use crate::domain::id::ItemId;
use crate::domain::session::{Session, sessions};
use crate::domain::telling::tell;
use crate::domain::text::brief;
use crate::domain::tradeoff::{Entry, EntryKind, Whose};
use crate::domain::workspace::Workspace;

/// How moments are written.
const MINUTE: &str = "%Y-%m-%d %H:%M";

/// How wide the column is that tells whose an entry is: as wide as the longer side.
const WHOSE: usize = 11;

/// What to print.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    file: PathBuf,
    /// Only what happened on this day or later: 2026-01-20, or a time as in 2026-01-20T10:42:00Z
    #[arg(long, value_name = "DATE", value_parser = moment)]
    since: Option<DateTime<Utc>>,
    /// Only what was done to an item, or brought it in or out
    #[arg(long, value_name = "ID")]
    item: Option<String>,
    /// Only what a side changed: business or engineering
    #[arg(long, value_name = "SIDE", value_parser = side)]
    side: Option<Side>,
    /// Only what made somebody cross the line
    #[arg(long)]
    crossed: bool,
    /// Only what made somebody cross the line without a reason
    #[arg(long)]
    unexplained: bool,
    /// Only the last session, the entries since the last pause of more than four hours, summed up first
    #[arg(long)]
    last_session: bool,
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
    let start = day.and_then(start_of);
    start.map(|start| start.to_utc()).ok_or_else(|| "write a date as in 2026-01-20".to_owned())
}

/// The first moment of a day. Where clocks are put forward at midnight it begins at one o'clock.
fn start_of(day: NaiveDate) -> Option<DateTime<Local>> {
    let mut quarters =
        (0..24).map(|quarters| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(15 * quarters));
    quarters.find_map(|time| time.and_local_timezone(Local).earliest())
}

fn side(text: &str) -> Result<Side, String> {
    Side::parse(text).ok_or_else(|| "there are business and engineering".to_owned())
}

/// Prints the entries that are asked for.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let workspace = files::look(&arguments.file)?;
    let item = arguments.item.as_deref().map(|word| item(&workspace, word)).transpose();
    let item = item.map_err(|error| error.at(&arguments.file))?;
    let session = arguments.last_session.then(|| sessions(workspace.log()).pop()).flatten();
    let excerpt = Excerpt {
        side: arguments.side,
        item,
        crossed: arguments.crossed,
        unexplained: arguments.unexplained,
        since: arguments.since,
        numbers: session.as_ref().map(|session| workspace.log()[session.entries.start].seq..=u64::MAX),
    };
    let entries: Vec<&Entry> = workspace.log().iter().filter(|entry| excerpt.holds(entry)).collect();
    if arguments.json {
        return output::json(&entries.iter().map(|entry| Logged::of(&workspace, entry)).collect::<Vec<_>>());
    }
    let mut page = Page::default();
    if let Some(session) = &session {
        summed_up(&workspace, session, &mut page);
    }
    list(&workspace, &entries, &mut page);
    page.print()
}

/// What came of a session, and who is in or out for it.
fn summed_up(workspace: &Workspace, session: &Session, page: &mut Page) {
    let time = |at: Option<DateTime<_>>, form| at.map(|at| at.format(form).to_string()).unwrap_or_default();
    let same_day = session.from.map(|at| at.date_naive()) == session.to.map(|at| at.date_naive());
    let (from, to) = (time(session.from, MINUTE), time(session.to, if same_day { "%H:%M" } else { MINUTE }));
    let when = if from.ends_with(&to) { from } else { format!("{from} to {to}") };
    page.line(&format!("Last session, {when}: {}", session.told()));
    for (what, ids) in [("came in: ", &session.net.entered), ("fell out:", &session.net.left)] {
        let title = |id| workspace.slot(id).map_or(id.as_str(), |slot| workspace.item(slot).shown_title());
        let titles: Vec<&str> = ids.iter().map(title).collect();
        if !titles.is_empty() {
            page.line(&format!("  {what} {}", titles.join(", ")));
        }
    }
    page.gap();
}

/// An item of the workspace, or one that only the log remembers.
fn item(workspace: &Workspace, word: &str) -> Result<ItemId, CommandError> {
    let remembered = ItemId::from(word);
    if workspace.log().iter().any(|entry| concerns(entry, &remembered)) {
        return Ok(remembered);
    }
    find::item(workspace, word).map(|slot| workspace.item(slot).id.clone())
}

fn list(workspace: &Workspace, entries: &[&Entry], page: &mut Page) {
    let number = |entry: &Entry| format!("#{}", entry.seq);
    let numbers = entries.last().map_or(0, |entry| width(&number(entry)));
    // A reason is told with the entry that it explains.
    for entry in entries.iter().filter(|entry| entry.kind != EntryKind::Reason) {
        let at = entry.at.map(|at| at.format(MINUTE).to_string()).unwrap_or_default();
        let whose = entry.whose().map_or("", Whose::name);
        let whose = left(&brief(whose, WHOSE), WHOSE);
        let head = format!("{}  {}  {whose}", right(&number(entry), numbers), left(&at, 16));
        let told = tell(workspace, entry);
        page.line(&format!("{head}  {}", told.headline()));
        let why = told.reason.map(|reason| ("why", reason));
        for (word, said) in why.into_iter().chain(told.rest) {
            page.line(&format!("{}  {word}: {said}", " ".repeat(width(&head))));
        }
    }
}
