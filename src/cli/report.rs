//! `cutline report`: what the workshop comes to, on a page for somebody who was not in the room.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::error::{CommandError, Kind};
use super::export::failed;
use super::{config, files, output, progress};
use crate::domain::document::{Audience, Document, Dress};
use crate::domain::rewind::left_by;
use crate::domain::session::sessions;
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;
use crate::exporter::{self, Means};
use crate::report;
use crate::store::reading;

/// Which report, of what, and where to.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace; `-` is standard input
    #[arg(required_unless_present = "print_template")]
    file: Option<PathBuf>,
    /// The file to write, .html or .md; one that is there is replaced, `-` is standard output
    #[arg(required_unless_present = "print_template")]
    out: Option<PathBuf>,
    /// Whom it is for
    #[arg(long = "for", value_name = "AUDIENCE", value_parser = PossibleValuesParser::new(Audience::ALL.iter().map(|word| word.name())))]
    audience: String,
    /// What it is written in, where the name of the file does not tell
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Dress::ALL.iter().map(|word| word.name())))]
    to: Option<String>,
    /// As it was when a session ended: 1 is the last session, 2 the one before it
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    session: Option<u16>,
    /// A template of your own in place of the built-in one
    #[arg(long, value_name = "FILE", conflicts_with = "print_template")]
    template: Option<PathBuf>,
    /// Print the built-in template, to start one of your own from; goes with --to, without FILE and OUT
    #[arg(long, conflicts_with_all = ["file", "out"], requires = "to")]
    print_template: bool,
}

/// Writes a report, or prints a template for one.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let unknown = || CommandError::usage("there is no such audience");
    let audience = Audience::parse(&arguments.audience).ok_or_else(unknown)?;
    if arguments.print_template {
        let dress = arguments.to.as_deref().and_then(Dress::parse).unwrap_or(Dress::Html);
        return output::text(report::built_in(audience, dress));
    }
    let (Some(file), Some(out)) = (&arguments.file, &arguments.out) else {
        return Err(CommandError::usage("a report needs a workspace and a file to write"));
    };
    let dress = dress(arguments.to.as_deref(), out)?;
    let template = template(arguments.template.as_deref(), audience, dress)?;
    let workspace = files::look(file)?;
    let mut today = files::now().date_naive();
    let workspace = match arguments.session {
        None => workspace,
        Some(session) => left_by(&workspace, session.into()).ok_or_else(|| {
            let held = counted(sessions(workspace.log()).len(), "session");
            CommandError::usage(format!("the log has {held}")).at(file).hint("1 is the last of them")
        })?,
    };
    let doing = format!("reporting on {}", counted(workspace.items().len(), "item"));
    // What is told of then carries the date of then.
    if arguments.session.is_some() {
        today = workspace.log().last().and_then(|entry| entry.at).map_or(today, |at| at.date_naive());
    }
    let means = Means { today, template };
    let document = Document::Report(audience, dress);
    let made = progress::shown(&doing, || {
        let workshop = Workshop::new(workspace);
        if files::is_stdin(out) {
            return exporter::make(document, &workshop, &means).map(Some);
        }
        exporter::write(document, (&workshop, &means), out, (file, true)).map(|()| None)
    });
    match made {
        Ok(Some(text)) => output::text(&String::from_utf8_lossy(&text)),
        Ok(None) => Ok(()),
        Err(trouble) => Err(failed(out, trouble)),
    }
}

/// What is asked for, else what the name of the file ends in.
fn dress(to: Option<&str>, out: &Path) -> Result<Dress, CommandError> {
    if let Some(dress) = to.and_then(Dress::parse) {
        return Ok(dress);
    }
    if files::is_stdin(out) {
        return Err(CommandError::usage("standard output has no name that tells what to write")
            .hint("say it with --to html or --to md"));
    }
    let suffix = out.extension().and_then(OsStr::to_str).map(str::to_lowercase);
    suffix.as_deref().and_then(Dress::parse).ok_or_else(|| {
        let what = match &suffix {
            Some(suffix) => format!("no report is written as .{suffix}"),
            None => "the name does not tell what to write".to_owned(),
        };
        CommandError::usage(what).at(out).hint("there are html and md; --to says which")
    })
}

/// The template that is asked for, else somebody's own for good: its name and its text.
pub(super) fn template(
    asked: Option<&Path>,
    audience: Audience,
    dress: Dress,
) -> Result<Option<(String, String)>, CommandError> {
    let named = |(file, text): (PathBuf, String)| (file.display().to_string(), text);
    let Some(file) = asked else {
        return Ok(config::template(&format!("{audience}.{dress}"))?.map(named));
    };
    let read = if files::is_stdin(file) { files::bytes } else { reading::bytes_of_file };
    let bytes = read(file).map_err(|error| {
        // A template is no workspace: nothing has to be made or mended.
        CommandError::new(Kind::Unreadable, error).at(file).hint("nothing was written: look at the name")
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| CommandError::new(Kind::Unreadable, anyhow!("the template is not in UTF-8")).at(file))?;
    Ok(Some(named((file.to_owned(), text))))
}
