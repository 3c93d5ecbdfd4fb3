//! `cutline collect`: brings voting sheets into a workspace, blind until they are revealed.

use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::error::{CommandError, Kind};
use super::{files, output, vote};
use crate::domain::command::Command;
use crate::domain::id::ItemId;
use crate::domain::round::{Ask, Collected, Problem, sift};
use crate::domain::sheet::Sheet;
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// What to bring in.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace
    file: PathBuf,
    /// The voting sheets, as `cutline vote` writes them
    #[arg(required = true, value_name = "SHEET")]
    sheets: Vec<PathBuf>,
    /// Take in answers on what is agreed on, too
    #[arg(long)]
    all: bool,
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
    /// The items that are out of the line until the reveal, and were in.
    left: Vec<ItemId>,
    problems: Vec<Left>,
}

#[derive(Serialize)]
struct Left {
    sheet: String,
    what: String,
}

/// How many of the items are named that answers were left out on.
const NAMED: usize = 3;

/// Brings the sheets in as one gesture. What cannot be taken in is told with its sheet, and the rest is kept.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let sheets =
        arguments.sheets.iter().map(|path| vote::read(path)).collect::<Result<Vec<Sheet>, CommandError>>()?;
    let (workspace, store) = files::take(&arguments.file)?;
    let ask = if arguments.all { Ask::Everything } else { Ask::TheRest };
    let (collected, problems) = sift(&workspace, &sheets, ask);
    let mut brought = brought(arguments, &collected, &problems);
    let left_out = left_out(arguments, &workspace, &problems);
    if !collected.is_empty() {
        let mut workshop = Workshop::new(workspace);
        let by = None;
        workshop
            .perform(Command::Collect { answers: collected, ask }, files::stamp(by))
            .map_err(|rejection| CommandError::from(rejection).at(&arguments.file))?;
        // Nobody decided that they are out, so that the log does not tell of it.
        let out = workshop.crossing().left.iter();
        brought.left = out.map(|slot| workshop.workspace().item(*slot).id.clone()).collect();
        files::keep(&arguments.file, store, workshop.into_workspace())?;
    }
    if arguments.json {
        output::json(&brought)?;
    } else {
        for told in &left_out {
            output::note(told);
        }
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
    Brought { answers: collected.len(), items: items.len(), participants, left: Vec::new(), problems }
}

/// What was left out, a line for each sort of reason: `ana.json: 12 answers are damaged: Pay, SSO, Kiosk and 3 more`.
fn left_out(arguments: &Arguments, workspace: &Workspace, problems: &[(usize, Problem)]) -> Vec<String> {
    let mut sorts: Vec<(usize, &Problem, Vec<&Problem>)> = Vec::new();
    for (sheet, problem) in problems {
        let sort = std::mem::discriminant(problem);
        let same =
            sorts.iter_mut().find(|(at, first, _)| at == sheet && std::mem::discriminant(*first) == sort);
        match same {
            Some((.., all)) => all.push(problem),
            None => sorts.push((*sheet, problem, vec![problem])),
        }
    }
    let told = |(sheet, first, all): (usize, &Problem, Vec<&Problem>)| {
        let mut titles: Vec<&str> = Vec::new();
        for id in all.iter().filter_map(|problem| problem.item()) {
            let title = workspace.slot(id).map_or(id.as_str(), |slot| workspace.item(slot).shown_title());
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let more = titles.len().saturating_sub(NAMED);
        titles.truncate(NAMED);
        let named = if titles.is_empty() { String::new() } else { format!(": {}", titles.join(", ")) };
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}: {}{named}{more}", arguments.sheets[sheet].display(), first.told(all.len()))
    };
    sorts.into_iter().map(told).collect()
}

fn page(brought: &Brought) -> Result<(), CommandError> {
    if brought.answers == 0 {
        return Ok(());
    }
    let mut page = output::Page::default();
    let who =
        if brought.participants.is_empty() { "nobody".to_owned() } else { brought.participants.join(", ") };
    page.line(&format!(
        "{} of {who} on {}, sealed until the reveal{}",
        counted(brought.answers, "answer"),
        counted(brought.items, "item"),
        match brought.left.len() {
            0 => String::new(),
            left => format!("; until then {} out of the line", counted(left, "item")),
        }
    ));
    page.print()
}
