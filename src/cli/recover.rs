//! `cutline recover`: what can be read of a damaged workspace, or a backup of it, in a new file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use chrono::{DateTime, FixedOffset};
use clap::Args;
use serde::Serialize;

use super::error::{CommandError, Kind, named};
use super::output::{Page, left, right};
use super::{config, files, output};
use crate::domain::text::counted;
use crate::domain::workspace::Workspace;
use crate::store::backup::Backup;
use crate::store::recovery::{self, Base, Lost, Recovered, Recovery};
use crate::store::{LoadError, file};

/// How many names are tried for the new file.
const NAMES: usize = 1_000;

/// What to recover.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; neither it nor what lies beside it is touched
    file: PathBuf,
    /// Where to write what can be read: a new file [default: NAME-recovered.json beside it]
    #[arg(long, value_name = "OUT")]
    into: Option<PathBuf>,
    /// List the backups, and write nothing
    #[arg(long, conflicts_with_all = ["into", "backup", "remains"])]
    list: bool,
    /// Write this backup, by its number in the list, whether anything is damaged or not
    #[arg(long, value_name = "NUMBER", conflicts_with = "remains")]
    backup: Option<usize>,
    /// Do without backups: put together what is left of the file itself
    #[arg(long)]
    remains: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` writes.
#[derive(Serialize, Default)]
struct Shape<'a> {
    /// What is wrong; nothing where nothing is.
    trouble: Option<String>,
    /// The new file.
    written: Option<&'a Path>,
    /// `file`, `backup`, `before` or `remains`.
    base: Option<&'static str>,
    /// The backup that it begins with.
    backup: Option<&'a Path>,
    /// When that was made.
    at: Option<DateTime<FixedOffset>>,
    items: usize,
    /// How many changes of the journal are in it.
    changes: usize,
    lost: Vec<LostShape<'a>>,
}

#[derive(Serialize)]
struct LostShape<'a> {
    file: &'a Path,
    line: usize,
    byte: usize,
    what: &'a str,
}

#[derive(Serialize)]
struct BackupShape<'a> {
    number: usize,
    at: DateTime<FixedOffset>,
    path: &'a Path,
    title: Option<String>,
    items: Option<usize>,
    /// Why it cannot be read.
    trouble: Option<String>,
}

/// Writes what can be read, and says what cannot.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let path = &arguments.file;
    if files::is_stdin(path) || arguments.into.as_deref().is_some_and(files::is_stdin) {
        return Err(CommandError::usage("recovering needs the names of files"));
    }
    let state = config::memory().filter(|_| !arguments.remains);
    if arguments.list {
        return list(arguments, &backups(path, state.as_deref())?);
    }
    if let Some(number) = arguments.backup {
        return write_backup(arguments, &backups(path, state.as_deref())?, number);
    }
    match recovery::recover(path, state.as_deref()) {
        Ok(Recovery::Sound { changes, unsettled }) => sound(arguments, changes, unsettled),
        Ok(Recovery::Found(found)) => write(arguments, &found),
        Err(error) => {
            let said = recovery::orphaned(path);
            if arguments.json {
                output::json(&Shape::nothing(&error, &said))?;
            } else if !said.is_empty() {
                let mut page = Page::default();
                page.line("what the journal says can only be read:");
                list_lost(&mut page, &said);
                page.print()?;
            }
            Err(nothing(path, error))
        }
    }
}

fn backups(path: &Path, state: Option<&Path>) -> Result<Vec<Backup>, CommandError> {
    recovery::backups(path, state).map_err(|error| CommandError::load(path, error.into()))
}

fn nothing(path: &Path, error: LoadError) -> CommandError {
    // It is whole, only no workspace.
    if error.is_of_ranking() {
        return CommandError::load(path, error);
    }
    let hint =
        "nothing of it can be read, and there is no backup: look for a copy in git, or on another disk";
    CommandError::from(error).at(path).hint(hint)
}

fn sound(arguments: &Arguments, changes: usize, unsettled: bool) -> Result<(), CommandError> {
    let trouble = unsettled.then_some("another program changed it: opening it settles theirs and ours");
    if arguments.json {
        return output::json(&Shape { trouble: trouble.map(str::to_owned), changes, ..Shape::default() });
    }
    let mut page = Page::default();
    let what = trouble.unwrap_or("nothing is wrong");
    page.line(&format!("{}: {what}, and nothing was written", named(&arguments.file)));
    if changes > 0 {
        page.line(&format!("{} in its journal come in when it is opened", counted(changes, "change")));
    }
    page.print()
}

fn write(arguments: &Arguments, found: &Recovered) -> Result<(), CommandError> {
    let out = make(arguments, &found.workspace)?;
    if arguments.json {
        output::json(&Shape::of(found, &out))?;
    } else {
        page(arguments, found, &out).print()?;
    }
    if found.lost.is_empty() {
        return Ok(());
    }
    let what = anyhow!("{} could not be recovered", counted(found.lost.len(), "piece"));
    let hint = "what is listed has to be done again in the new file; the damaged one stays as it is";
    Err(CommandError::new(Kind::No, what).at(&arguments.file).hint(hint))
}

/// Makes the new file, under a name that is free.
fn make(arguments: &Arguments, workspace: &Workspace) -> Result<PathBuf, CommandError> {
    let path = &arguments.file;
    let out = arguments.into.clone().unwrap_or_else(|| free_name(path));
    let made = file::create(&out, Some(path), workspace);
    made.map_err(|error| CommandError::save(&out, error))?;
    Ok(out)
}

/// `q1-recovered.json`, with a number where that is taken.
fn free_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |number: usize| {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        path.with_file_name(format!("{stem}-recovered{number}.json"))
    };
    (1..NAMES).map(name).find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| name(NAMES))
}

fn page(arguments: &Arguments, found: &Recovered, out: &Path) -> Page {
    let mut page = Page::default();
    page.line(&format!("what is wrong: {}", found.trouble));
    let base = match &found.base {
        Base::File => "the file as it was saved last".to_owned(),
        Base::Backup(backup) => format!("the backup of {}", when(backup)),
        Base::Before(_) => "what was there before another program changed it".to_owned(),
        Base::Remains => "what is whole of the file".to_owned(),
    };
    let changes = match found.changes {
        0 => String::new(),
        changes => format!(", and {} of the journal", counted(changes, "change")),
    };
    let items = counted(found.workspace.items().len(), "item");
    page.line(&format!("written to {}: {items}, from {base}{changes}", out.display()));
    if found.rebased {
        page.line(
            "another program changed the file since those changes: what both changed is as the journal has it",
        );
    }
    if !found.lost.is_empty() {
        page.gap();
        page.line("not recovered");
    }
    list_lost(&mut page, &found.lost);
    if let (true, Base::Backup(backup)) = (found.file_differs, &found.base) {
        page.gap();
        page.line("The file itself can be read, but another program changed it. To put both together:");
        let (base, file) = (backup.path.display(), arguments.file.display());
        page.line(&format!("  cutline merge \"{base}\" \"{}\" \"{file}\"", out.display()));
    }
    page
}

fn list_lost(page: &mut Page, lost: &[Lost]) {
    for Lost { file, line, byte, what } in lost {
        page.line(&format!("  {}, line {line} (byte {byte}): {what}", files::name(file)));
    }
}

impl<'a> LostShape<'a> {
    fn of(Lost { file, line, byte, what }: &'a Lost) -> LostShape<'a> {
        LostShape { file, line: *line, byte: *byte, what }
    }
}

impl<'a> Shape<'a> {
    /// Nothing can be read that anything could be made of.
    fn nothing(trouble: &LoadError, said: &'a [Lost]) -> Shape<'a> {
        Shape {
            trouble: Some(trouble.to_string()),
            lost: said.iter().map(LostShape::of).collect(),
            ..Shape::default()
        }
    }

    fn of(found: &'a Recovered, out: &'a Path) -> Shape<'a> {
        let (base, backup) = match &found.base {
            Base::File => ("file", None),
            Base::Backup(backup) => ("backup", Some(backup)),
            Base::Before(_) => ("before", None),
            Base::Remains => ("remains", None),
        };
        Shape {
            trouble: Some(found.trouble.to_string()),
            written: Some(out),
            base: Some(base),
            backup: backup.map(|backup| backup.path.as_path()),
            at: backup.map(|backup| backup.at),
            items: found.workspace.items().len(),
            changes: found.changes,
            lost: found.lost.iter().map(LostShape::of).collect(),
        }
    }
}

fn list(arguments: &Arguments, backups: &[Backup]) -> Result<(), CommandError> {
    let row = |(at, backup): (usize, &'_ Backup)| (at + 1, backup.clone(), recovery::workspace_of(backup));
    let rows: Vec<_> = backups.iter().enumerate().map(row).collect();
    if arguments.json {
        let shapes = rows.iter().map(|(number, backup, read)| BackupShape {
            number: *number,
            at: backup.at,
            path: &backup.path,
            title: read.as_ref().ok().map(|workspace| workspace.head().title.clone()),
            items: read.as_ref().ok().map(|workspace| workspace.items().len()),
            trouble: read.as_ref().err().map(ToString::to_string),
        });
        return output::json(&shapes.collect::<Vec<_>>());
    }
    let mut page = Page::default();
    if rows.is_empty() {
        page.line(&format!("{} has no backups", named(&arguments.file)));
    }
    for (number, backup, read) in &rows {
        let told = match read {
            Ok(workspace) => {
                let items = right(&counted(workspace.items().len(), "item"), 12);
                format!("{items}  {}", workspace.head().title)
            }
            Err(error) => format!("cannot be read: {error}"),
        };
        page.line(&format!("{}  {}  {told}", right(&number.to_string(), 2), left(&when(backup), 19)));
    }
    page.print()
}

/// `2026-01-20 10:42:05`, in the time of the room that it was made in.
fn when(backup: &Backup) -> String {
    backup.at.format("%Y-%m-%d %H:%M:%S").to_string()
}

fn write_backup(arguments: &Arguments, backups: &[Backup], number: usize) -> Result<(), CommandError> {
    let Some(backup) = number.checked_sub(1).and_then(|at| backups.get(at)) else {
        let what = match backups.len() {
            0 => "there are no backups".to_owned(),
            1 => "there is one backup, number 1".to_owned(),
            many => format!("there are backups 1 to {many}"),
        };
        return Err(CommandError::usage(what).at(&arguments.file).hint("`--list` lists them"));
    };
    let workspace =
        recovery::workspace_of(backup).map_err(|error| CommandError::from(error).at(&backup.path))?;
    let out = make(arguments, &workspace)?;
    if arguments.json {
        return output::json(&Shape {
            written: Some(&out),
            base: Some("backup"),
            backup: Some(&backup.path),
            at: Some(backup.at),
            items: workspace.items().len(),
            ..Shape::default()
        });
    }
    let mut page = Page::default();
    let items = counted(workspace.items().len(), "item");
    page.line(&format!("written to {}: {items}, from the backup of {}", out.display(), when(backup)));
    page.print()
}
