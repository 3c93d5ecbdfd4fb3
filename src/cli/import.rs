//! `cutline import`: the backlog of a tracker becomes items of a workspace, in one gesture.

pub(super) mod preset;
mod report;

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use report::Report;

use super::error::{CommandError, Kind};
use super::{files, progress};
use crate::domain::command::Command;
use crate::domain::framework::Framework;
use crate::domain::intake::{Intake, intake};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::import::{self, CriterionName, Options, Source};
use crate::store::FileStore;

/// What to bring where.
#[derive(Args)]
pub(super) struct Arguments {
    /// The file to read: an export of Jira, Linear, GitHub, GitLab, Azure DevOps or Trello, a CSV or a workbook made by
    /// hand, or a list of lines; `-` is standard input
    #[arg(value_hint = ValueHint::FilePath)]
    source: PathBuf,
    /// The workspace to fill; made if there is none
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    into: PathBuf,
    /// What the source is; found out by itself if left out
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Source::ALL.map(Source::name)))]
    from: Option<String>,
    /// The column that a field or criterion is read from, where its name does not tell; `FIELD=` reads it from none
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// The sheet of a workbook; the one that looks most like a backlog if left out
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Read the columns as a mapping that was saved says, whatever the header is
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// Save the mapping: a source with the same header is read by it from then on
    #[arg(long, value_name = "NAME")]
    save_preset: Option<String>,
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
    let criteria = CriterionName::all(target.workspace.framework());
    let options = options(arguments, &criteria)?;
    let reading = format!("importing {} MB", bytes.len().div_ceil(1_000_000));
    let name = arguments.source.to_string_lossy();
    let mut batch = progress::shown(&reading, || import::read(&bytes, &name, &options))
        .map_err(|error| at_source(error.into()))?;
    let taken = intake(&target.workspace, std::mem::take(&mut batch.drafts));
    let columns = batch.columns.clone();
    let path = &arguments.source;
    let origin = if files::is_stdin(path) { batch.kind.clone() } else { files::name(path) };
    let report = Report::new(arguments, batch, &taken);
    if report.rejects_everything() {
        report.print(arguments.json)?;
        return Err(at_source(CommandError::new(
            Kind::Unreadable,
            anyhow::anyhow!("no row can be imported"),
        ))
        .hint("nothing was changed: the problems above say what is wrong with each row"));
    }
    target.receive(origin, taken)?;
    let saved = arguments.save_preset.as_deref().filter(|_| !arguments.dry_run);
    saved.map(|name| preset::save(name, &columns)).transpose()?;
    report.print(arguments.json)
}

fn options<'a>(arguments: &Arguments, criteria: &'a [CriterionName]) -> Result<Options<'a>, CommandError> {
    let preset = arguments.preset.as_deref().map(preset::named).transpose()?;
    Ok(Options {
        from: arguments.from.as_deref().and_then(Source::parse),
        sheet: arguments.sheet.clone(),
        map: arguments.map.clone(),
        // A preset that is asked for is the only one that counts.
        presets: if preset.is_none() && arguments.from.is_none() { preset::all()? } else { Vec::new() },
        preset,
        criteria,
        is_looked_at: false,
    })
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

    /// Takes in what is new and saves. A file that was there and gets nothing new is left as it is.
    fn receive(self, source: String, taken: Intake) -> Result<(), CommandError> {
        let anything = !taken.items.is_empty() || !taken.updates.is_empty();
        let mut workshop = Workshop::new(self.workspace);
        if anything {
            let date = files::now().date_naive().to_string();
            let import = Command::Import { source, items: taken.items, updates: taken.updates, date };
            let done = workshop.perform(import, files::stamp(None));
            done.map_err(|rejection| CommandError::from(rejection).at(self.path))?;
        }
        match self.way {
            Way::Make => files::make(self.path, workshop.workspace()),
            Way::Keep(store) if anything => files::keep(self.path, store, workshop.into_workspace()),
            Way::Keep(_) | Way::DryRun => Ok(()),
        }
    }
}
