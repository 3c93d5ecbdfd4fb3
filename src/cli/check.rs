//! `cutline check`: whether the plan is ready, and what stands in the way.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::error::{CommandError, Kind};
use super::output::{Page, left, right, width};
use super::{files, output};
use crate::domain::check::{Check, Lead, Topic, Verdict, checklist, tally};
use crate::domain::id::ItemId;
use crate::domain::session::before_last;
use crate::domain::workshop::Workshop;

/// What to check.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    file: PathBuf,
    /// End with exit code 1 if a check is unmet
    #[arg(long)]
    strict: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// One check as it is written for others.
#[derive(Serialize)]
struct Checked<'w> {
    id: Topic,
    title: &'static str,
    status: Verdict,
    why: &'w str,
    /// The items that stand in the way, each once.
    items: Vec<&'w ItemId>,
}

/// Prints every check. The session that is asked about is the last one in the log.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let workshop = Workshop::new(files::look(&arguments.file)?);
    let checks =
        checklist(&workshop, before_last(workshop.workspace().log()), Some(files::now().date_naive()));
    if arguments.json {
        output::json(&checks.iter().map(|check| Checked::of(&workshop, check)).collect::<Vec<_>>())?;
    } else {
        page(&workshop, &checks).print()?;
    }
    let unmet = checks.iter().filter(|check| check.verdict == Verdict::Unmet).count();
    if arguments.strict && unmet > 0 {
        let what =
            if unmet == 1 { "1 check is unmet".to_owned() } else { format!("{unmet} checks are unmet") };
        return Err(CommandError::new(Kind::No, anyhow!(what)).at(&arguments.file));
    }
    Ok(())
}

impl<'w> Checked<'w> {
    fn of(workshop: &'w Workshop, check: &'w Check) -> Checked<'w> {
        let mut known = HashSet::new();
        let leads = check.leads.iter().filter(|lead| known.insert(lead.slot));
        let items = leads.map(|lead| &workshop.workspace().item(lead.slot).id).collect();
        Checked { id: check.topic, title: check.topic.title(), status: check.verdict, why: &check.why, items }
    }
}

fn page(workshop: &Workshop, checks: &[Check]) -> Page {
    let mut page = Page::default();
    let (met, of) = tally(checks);
    let title = &workshop.workspace().head().title;
    let title = if title.is_empty() { String::new() } else { format!("{title} · ") };
    page.line(&format!("{title}{met} of {of} met"));
    page.gap();
    let titles = checks.iter().map(|check| width(check.topic.title())).max().unwrap_or(0);
    for check in checks {
        let head = format!("{} {}", check.verdict.mark(), left(check.verdict.name(), 5));
        page.line(&format!("{head}  {}  {}", left(check.topic.title(), titles), check.why));
        for row in leads(workshop, &check.leads) {
            page.line(&format!("{}  {row}", " ".repeat(width(&head))));
        }
    }
    page
}

/// Rank, title, and what is the matter, each in its column.
fn leads(workshop: &Workshop, leads: &[Lead]) -> Vec<String> {
    let rank = |lead: &Lead| {
        workshop.standing().index(lead.slot).map_or_else(|| "–".to_owned(), |index| format!("#{}", index + 1))
    };
    let title = |lead: &Lead| workshop.workspace().item(lead.slot).shown_title();
    let ranks = leads.iter().map(|lead| width(&rank(lead))).max().unwrap_or(0);
    let titles = leads.iter().map(|lead| width(title(lead))).max().unwrap_or(0);
    let row =
        |lead: &Lead| format!("{}  {}  {}", right(&rank(lead), ranks), left(title(lead), titles), lead.note);
    leads.iter().map(row).collect()
}
