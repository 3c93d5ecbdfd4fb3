//! `cutline export`: the backlog as a document of a format, to a file or to standard output.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::error::{CommandError, Kind};
use super::{files, output, progress};
use crate::domain::document::{Document, Format};
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;
use crate::exporter::{self, Means, Trouble};

/// What to export, and where to.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    file: PathBuf,
    /// The file to write; one that is there is replaced, `-` is standard output
    out: PathBuf,
    /// The format, where the name of the file does not tell
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name())))]
    to: Option<String>,
}

/// Exports.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let format = format(arguments)?;
    let document = Document::Export(format);
    let workspace = files::look(&arguments.file)?;
    let doing = format!("exporting {}", counted(workspace.items().len(), "item"));
    let to_stdout = files::is_stdin(&arguments.out);
    let means = Means { today: files::now().date_naive(), template: None };
    let made = progress::shown(&doing, || {
        let workshop = Workshop::new(workspace);
        if to_stdout {
            return exporter::make(document, &workshop, &means).map(Some);
        }
        exporter::write(document, (&workshop, &means), &arguments.out, (&arguments.file, true)).map(|()| None)
    });
    match made {
        Ok(Some(bytes)) => print(format, &bytes),
        Ok(None) => Ok(()),
        Err(trouble) => Err(failed(&arguments.out, trouble)),
    }
}

/// Prints a document. A workbook is no text, so a terminal does not get it.
fn print(format: Format, document: &[u8]) -> Result<(), CommandError> {
    match std::str::from_utf8(document) {
        Ok(text) if format != Format::Xlsx => output::text(text),
        _ if io::stdout().is_terminal() => {
            Err(CommandError::usage("a workbook is no text to print on a terminal")
                .hint("write it to a file, or into a pipe"))
        }
        _ => output::bytes(document),
    }
}

/// The format that is asked for, else the one that the name of the file ends in.
fn format(arguments: &Arguments) -> Result<Format, CommandError> {
    if let Some(format) = arguments.to.as_deref().and_then(Format::parse) {
        return Ok(format);
    }
    let known = Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    if files::is_stdin(&arguments.out) {
        return Err(CommandError::usage("standard output has no name that tells the format")
            .hint(format!("say it with --to: {known}")));
    }
    let suffix = arguments.out.extension().and_then(OsStr::to_str).map(str::to_lowercase);
    suffix.as_deref().and_then(Format::parse).ok_or_else(|| {
        let what = match &suffix {
            Some(suffix) => format!("nothing is exported as .{suffix}"),
            None => "the name does not tell the format".to_owned(),
        };
        CommandError::usage(what).at(&arguments.out).hint(format!("there are {known}; --to says which"))
    })
}

/// What became of a document that is not where it should be.
pub(super) fn failed(out: &Path, trouble: Trouble) -> CommandError {
    match trouble {
        Trouble::Workspace => {
            CommandError::usage("that is the workspace itself, or lies beside it for the program")
                .at(out)
                .hint("nothing was written: choose another name")
        }
        Trouble::OtherWorkspace => CommandError::usage("that is another workspace")
            .at(out)
            .hint("nothing was written: choose another name, or remove it first"),
        Trouble::Template(error) => error.into(),
        Trouble::Unsaved(error) => CommandError::save(out, error),
        other => CommandError::new(Kind::Unsaved, anyhow!(other)).at(out),
    }
}
