//! `cutline collect`: brings voting sheets into a workspace, blind until they are revealed.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::error::{CommandError, Kind};
use super::{files, output, vote};
use crate::domain::command::Command;
use crate::domain::round::{Collected, Problem, sift};
use crate::domain::sheet::Sheet;
use crate::domain::workshop::Workshop;

/// What to bring in.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace
    file: PathBuf,
    /// The voting sheets, as `cutline vote` writes them
    #[arg(required = true, value_name = "SHEET")]
    sheets: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What came in, and what did not.
#[derive(Serialize)]
struct Brought {
    answers: usize,
    items: usize,
    participants: Vec<String>,
    problems: Vec<Left>,
}

#[derive(Serialize)]
struct Left {
    sheet: String,
    what: String,
}

/// Brings the sheets in as one gesture. What cannot be taken in is told with its sheet, and the rest is kept.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let sheets =
        arguments.sheets.iter().map(|path| vote::read(path)).collect::<Result<Vec<Sheet>, CommandError>>()?;
    let (workspace, store) = files::take(&arguments.file)?;
    let (collected, problems) = sift(&workspace, &sheets);
    let brought = brought(arguments, &collected, &problems);
    if !collected.is_empty() {
        let mut workshop = Workshop::new(workspace);
        let by = None;
        workshop
            .perform(Command::Collect(collected), files::stamp(by))
            .map_err(|rejection| CommandError::from(rejection).at(&arguments.file))?;
        files::keep(&arguments.file, store, workshop.into_workspace())?;
    }
    if arguments.json {
        output::json(&brought)?;
    } else {
        page(&brought)?;
    }
    if brought.answers == 0 {
        return Err(CommandError::new(Kind::No, anyhow!("no answer was taken in")).at(&arguments.file));
    }
    Ok(())
}

fn brought(arguments: &Arguments, collected: &[Collected], problems: &[(usize, Problem)]) -> Brought {
    let mut items: Vec<_> = collected.iter().map(|answer| answer.slot).collect();
    items.sort_unstable();
    items.dedup();
    let mut participants: Vec<String> = Vec::new();
    for answer in collected {
        let by = answer.paper.by.to_string();
        if !participants.contains(&by) {
            participants.push(by);
        }
    }
    let left = |(sheet, problem): &(usize, Problem)| Left {
        sheet: arguments.sheets[*sheet].display().to_string(),
        what: problem.to_string(),
    };
    let problems = problems.iter().map(left).collect();
    Brought { answers: collected.len(), items: items.len(), participants, problems }
}

fn page(brought: &Brought) -> Result<(), CommandError> {
    for Left { sheet, what } in &brought.problems {
        output::note(&format!("{sheet}: {what}"));
    }
    if brought.answers == 0 {
        return Ok(());
    }
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mut page = output::Page::default();
    let who =
        if brought.participants.is_empty() { "nobody".to_owned() } else { brought.participants.join(", ") };
    page.line(&format!(
        "{} of {who} on {}, sealed until the reveal",
        counted(brought.answers, "answer"),
        counted(brought.items, "item")
    ));
    page.print()
}
