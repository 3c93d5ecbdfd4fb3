//! `cutline import`: the backlog of a tracker becomes items of a workspace, in one gesture.

mod report;

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use report::Report;

use super::error::{CommandError, Kind};
use super::{files, progress};
use crate::domain::command::Command;
use crate::domain::framework::Framework;
use crate::domain::intake::intake;
use crate::domain::item::Item;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::import::{self, CriterionName, Options, Source};
use crate::store::FileStore;

/// What to bring where.
#[derive(Args)]
pub(super) struct Arguments {
    /// The file to read: a CSV, or what `gh issue list --json number,title,labels,body,state` writes;
    /// `-` is standard input
    source: PathBuf,
    /// The workspace to fill; made if there is none
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// What the source is; found out by itself if left out
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Source::ALL.map(Source::name)))]
    from: Option<String>,
    /// The column that a field or criterion is read from, where its name does not tell
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Tell what would be imported, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

fn mapping(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("write FIELD=COLUMN, such as title=Summary")?;
    Ok((field.to_owned(), column.to_owned()))
}

/// Imports and prints what came of it.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let at_source = |error: CommandError| error.at(&arguments.source);
    let bytes = files::bytes(&arguments.source).map_err(|error| at_source(error.into()))?;
    let target = Target::open(&arguments.into, arguments.dry_run)?;
    let source = source(arguments, &bytes);
    let criteria = criterion_names(target.workspace.framework());
    let options = Options { map: arguments.map.clone(), criteria: &criteria };
    let reading = format!("importing {} MB", bytes.len().div_ceil(1_000_000));
    let mut batch = progress::shown(&reading, || import::read(source, &bytes, &options))
        .map_err(|error| at_source(error.into()))?;
    let taken = intake(&target.workspace, std::mem::take(&mut batch.drafts));
    let report = Report::new(arguments, source, batch, &taken);
    if report.rows > 0 && report.added + report.skipped == 0 {
        report.print(arguments.json)?;
        return Err(at_source(CommandError::new(
            Kind::Unreadable,
            anyhow::anyhow!("no row can be imported"),
        ))
        .hint("nothing was changed: the problems above say what is wrong with each row"));
    }
    target.receive(taken.items)?;
    report.print(arguments.json)
}

fn source(arguments: &Arguments, bytes: &[u8]) -> Source {
    let named = arguments.from.as_deref().and_then(Source::parse);
    named.unwrap_or_else(|| Source::detect(&arguments.source.to_string_lossy(), bytes))
}

fn criterion_names(framework: &Framework) -> Vec<CriterionName> {
    let criteria = framework.criteria().iter();
    let name = |id: String, name: String, percent| CriterionName { id, name, percent };
    criteria.map(|rule| name(rule.id.to_string(), rule.name.clone(), rule.percent())).collect()
}

/// The workspace that items come into.
struct Target<'a> {
    path: &'a Path,
    workspace: Workspace,
    way: Way,
}

/// How it is saved.
enum Way {
    /// Not at all.
    DryRun,
    /// As a new file.
    Make,
    /// In the place of the file that is there.
    Keep(Box<FileStore>),
}

impl<'a> Target<'a> {
    fn open(path: &'a Path, dry_run: bool) -> Result<Target<'a>, CommandError> {
        let there = files::is_stdin(path) || path.symlink_metadata().is_ok();
        let (workspace, way) = match (there, dry_run) {
            (true, true) => (files::look(path)?, Way::DryRun),
            (true, false) => {
                let (workspace, store) = files::take(path)?;
                (workspace, Way::Keep(store))
            }
            (false, dry_run) => {
                let workspace = Workspace::empty(&files::default_title(path), Framework::BUILT_IN[0])?;
                (workspace, if dry_run { Way::DryRun } else { Way::Make })
            }
        };
        Ok(Target { path, workspace, way })
    }

    /// Takes the items in and saves. A file that was there and gets nothing new is left as it is.
    fn receive(self, items: Vec<Item>) -> Result<(), CommandError> {
        let anything = !items.is_empty();
        let mut workshop = Workshop::new(self.workspace);
        if anything {
            let added = workshop.perform(Command::Add(items), files::stamp(None));
            added.map_err(|rejection| CommandError::from(rejection).at(self.path))?;
        }
        match self.way {
            Way::Make => files::make(self.path, workshop.workspace()),
            Way::Keep(store) if anything => files::keep(self.path, store, workshop.into_workspace()),
            Way::Keep(_) | Way::DryRun => Ok(()),
        }
    }
}
