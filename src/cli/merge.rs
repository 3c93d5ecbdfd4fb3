//! `cutline merge`: what two people did to one workspace, put together, as git asks for it.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use chrono::{Local, SubsecRound};
use clap::Args;

use super::error::{CommandError, Kind, named};
use super::output::{Page, left, width};
use super::{files, output};
use crate::domain::chunked::Chunked;
use crate::domain::reconcile::{Conflict, Merged, Outcome, ancestor, merge, noted};
use crate::domain::text::{brief, counted};
use crate::domain::workspace::{FORMAT, Head, Workspace};

/// The most cells that a title and a place take before what was changed there.
const WIDEST: usize = 40;

/// What to merge.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace that both sides began with, or an empty file, to let their logs tell
    base: PathBuf,
    /// Our side, which the merged workspace takes the place of
    ours: PathBuf,
    /// Their side
    theirs: PathBuf,
    /// Print the merged workspace, and leave OURS as it is
    #[arg(long)]
    stdout: bool,
    /// The file that OURS is a copy of, for messages: %P where git asks
    #[arg(long, value_name = "FILE")]
    path: Option<PathBuf>,
}

/// Merges both sides. Where they differ ours stands, and the exit code is 1.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let inputs = [&arguments.base, &arguments.ours, &arguments.theirs];
    if inputs.iter().filter(|path| files::is_stdin(path)).count() > 1 {
        return Err(CommandError::usage("one of the three at most can come from standard input"));
    }
    let about = |error: CommandError| match &arguments.path {
        Some(path) => error.at(path),
        None => error,
    };
    let conflicts = merged(arguments).map_err(about)?;
    if conflicts == 0 {
        return Ok(());
    }
    let error = CommandError::new(Kind::No, anyhow!("{}", counted(conflicts, "conflict")));
    let hint = "put right what should be otherwise, with `cutline score` or in the workshop";
    Err(error.at(arguments.shown()).hint(hint))
}

/// Merges, says what came of it, and returns how many conflicts there are.
fn merged(arguments: &Arguments) -> Result<usize, CommandError> {
    let base = arguments.side("what both began with", files::glance_at_base(&arguments.base))?;
    let theirs = arguments.side("their version", files::glance(&arguments.theirs))?;
    if arguments.stdout {
        let ours = files::look(&arguments.ours)?;
        let merged = put_together(arguments, base.as_ref(), &ours, &theirs)?;
        page(arguments, merged.workspace != ours, &merged.conflicts).print_aside();
        output::workspace(&merged.workspace)?;
        return Ok(merged.conflicts.len());
    }
    if let Some(path) = &arguments.path {
        files::nothing_unsaved(path)?;
    }
    // What git asks for is done to a file of its own.
    let take = if arguments.path.is_some() { files::take_scratch } else { files::take };
    let (ours, store) = arguments.side("our version", take(&arguments.ours))?;
    let merged = put_together(arguments, base.as_ref(), &ours, &theirs)?;
    let news = merged.workspace != ours;
    let page = page(arguments, news, &merged.conflicts);
    if news {
        files::keep(&arguments.ours, store, merged.workspace)?;
    }
    // What is said to be merged is on the disk.
    page.print()?;
    Ok(merged.conflicts.len())
}

fn put_together(
    arguments: &Arguments,
    base: Option<&Workspace>,
    ours: &Workspace,
    theirs: &Workspace,
) -> Result<Merged, CommandError> {
    let sides = [(base, &arguments.base), (Some(ours), &arguments.ours), (Some(theirs), &arguments.theirs)];
    for (side, path) in sides {
        // What is not understood cannot be put together with anything.
        if let Some(why) = side.and_then(|side| side.read_only(FORMAT)) {
            return Err(CommandError::new(Kind::Unreadable, anyhow!(why))
                .at(path)
                .hint("nothing was changed"));
        }
    }
    let began = if base.is_none() { shared(ours, theirs) } else { None };
    let merged = merge(base.or(began.as_ref()), ours, theirs).map_err(|flaw| {
        let error = anyhow!("what comes of it cannot stand: {flaw}");
        CommandError::new(Kind::No, error).hint("nothing was changed: put that field right on one side")
    })?;
    Ok(noted(ours, merged, Some(Local::now().fixed_offset().trunc_subsecs(0))))
}

/// What both began with, where their logs say the same of it: what was changed in an editor on either side stands in none,
/// and is not to be taken for something that the other side has changed.
fn shared(ours: &Workspace, theirs: &Workspace) -> Option<Workspace> {
    let bare = |began: &Workspace| Head { log: Chunked::default(), revision: None, ..began.head().clone() };
    let [one, other] = [ancestor(ours, theirs)?, ancestor(theirs, ours)?];
    (bare(&one) == bare(&other)).then_some(one)
}

impl Arguments {
    /// What is read of one side. The names that git gives to sides are gone when it ends, so that they are no help.
    fn side<T>(&self, which: &'static str, read: Result<T, CommandError>) -> Result<T, CommandError> {
        let hint = "nothing was changed: `git checkout --ours` or `--theirs` takes one side as it is";
        let is_gone = |error: &CommandError| self.path.is_some() && error.kind == Kind::Unreadable;
        read.map_err(|error| if is_gone(&error) { error.of(which).hint(hint) } else { error })
    }

    /// The file that messages are about.
    fn shown(&self) -> &Path {
        self.path.as_deref().unwrap_or(&self.ours)
    }
}

/// What came of it in one line, and each conflict under it.
fn page(arguments: &Arguments, news: bool, conflicts: &[Conflict]) -> Page {
    let mut page = Page::default();
    let file = named(arguments.shown());
    let what = if news { "merged" } else { "nothing new" };
    page.line(&match conflicts.len() {
        0 => format!("{file}: {what}"),
        many => format!("{file}: {what}, {}", counted(many, "conflict")),
    });
    let rows: Vec<[String; 3]> = conflicts.iter().map(row).collect();
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0).min(WIDEST);
    let (titles, places) = (widest(0), widest(1));
    for [title, place, what] in &rows {
        page.line(&format!("  {}  {}  {what}", left(title, titles), left(place, places)));
    }
    page
}

fn row(conflict: &Conflict) -> [String; 3] {
    let title = conflict.title.as_deref().map_or("workspace".into(), |title| brief(title, WIDEST));
    let what = match conflict.outcome {
        Outcome::Ours => conflict.values(),
        _ if conflict.path.is_empty() => conflict.told().to_owned(),
        _ => format!("{}; {}", conflict.values(), conflict.told()),
    };
    [title.into_owned(), conflict.place(), what]
}
