//! `cutline new`: an empty workspace in a file of its own.

#[cfg(feature = "tui")]
use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use super::error::{CommandError, named};
use super::{files, output};
use crate::domain::framework::{Framework, FrameworkChoice};
use crate::domain::number::Num;
use crate::domain::workspace::{Capacity, Head, Workspace};

/// What to make.
#[derive(Args)]
pub(super) struct Arguments {
    /// The file to make; one that is there already is left alone
    file: PathBuf,
    /// What the workshop is called; the name of the file by default
    #[arg(long)]
    title: Option<String>,
    /// How items are ranked
    #[arg(
        long,
        value_name = "ID",
        default_value = Framework::BUILT_IN[0],
        value_parser = PossibleValuesParser::new(Framework::BUILT_IN)
    )]
    framework: String,
    /// What the team can deliver in this cycle; no line without it
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = amount)]
    capacity: Option<Num>,
    /// What capacity is counted in: `items`, or by default the unit of effort; goes with --capacity
    #[arg(long, requires = "capacity")]
    unit: Option<String>,
    /// Print what was made as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Made<'a> {
    file: String,
    title: &'a str,
    framework: &'a str,
    capacity: Option<&'a Capacity>,
}

/// Makes the file and says so.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let workspace = workspace(arguments)?;
    files::make(&arguments.file, &workspace)?;
    let head = workspace.head();
    let made = Made {
        file: named(&arguments.file),
        title: &head.title,
        framework: &workspace.framework().spec().id,
        capacity: head.capacity.as_ref(),
    };
    if arguments.json { output::json(&made) } else { print(&made) }
}

/// Makes an empty workspace with a framework, called like its file.
#[cfg(feature = "tui")]
pub(super) fn make(file: &Path, framework: &str) -> Result<(), CommandError> {
    let arguments = Arguments {
        file: file.to_owned(),
        title: None,
        framework: framework.to_owned(),
        capacity: None,
        unit: None,
        json: false,
    };
    files::make(file, &workspace(&arguments)?)
}

fn workspace(arguments: &Arguments) -> Result<Workspace, CommandError> {
    let title = arguments.title.clone().unwrap_or_else(|| files::default_title(&arguments.file));
    let mut head =
        Head { title, framework: FrameworkChoice::BuiltIn(arguments.framework.clone()), ..Head::default() };
    if let Some(amount) = arguments.capacity {
        let unit = arguments.unit.clone().unwrap_or_else(|| unit_of_effort(&arguments.framework));
        head.capacity = Some(Capacity { amount: Some(amount), unit, ..Capacity::default() });
    }
    let (workspace, _) = Workspace::load(head)?;
    Ok(workspace)
}

fn unit_of_effort(framework: &str) -> String {
    let framework = Framework::built_in(framework);
    let unit = framework.and_then(|framework| Some(framework.criteria()[framework.effort()?].unit.clone()));
    unit.unwrap_or_default()
}

fn amount(text: &str) -> Result<Num, String> {
    let number: Option<Num> = text.parse().ok().and_then(Num::new);
    number.ok_or_else(|| "write a number, such as 18 or 2.5".to_owned())
}

fn print(made: &Made) -> Result<(), CommandError> {
    let mut page = output::Page::default();
    let capacity = made.capacity.and_then(|capacity| Some((capacity.amount?, &capacity.unit)));
    let room =
        capacity.map_or_else(|| "no capacity yet".to_owned(), |(amount, unit)| format!("{amount} {unit}"));
    page.line(&format!("made {}: {}, {}, {room}", made.file, made.title, made.framework));
    page.print()
}
