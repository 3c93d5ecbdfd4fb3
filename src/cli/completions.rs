//! `cutline completions` and `cutline man`: what packagers install beside the program.

use clap::{Args, Command, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man as Page;

use super::error::CommandError;
use super::{Cutline, output};
use crate::store::SaveError;

/// For whom.
#[derive(Args)]
pub(super) struct Completions {
    /// The shell that is to complete
    shell: Shell,
}

/// Which page.
#[derive(Args)]
pub(super) struct Man {
    /// The verb to describe; the program as a whole without one
    verb: Option<String>,
}

/// Prints a script that completes verbs, options and values.
pub(super) fn script(arguments: &Completions) -> Result<(), CommandError> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut Cutline::command(), "cutline", &mut script);
    output::text(&String::from_utf8_lossy(&script))
}

/// Prints a manual page.
pub(super) fn manual(arguments: &Man) -> Result<(), CommandError> {
    let mut program = Cutline::command();
    // Only a built command knows the full names of its verbs.
    program.build();
    let command = match &arguments.verb {
        None => program,
        Some(verb) => program.find_subcommand(verb).cloned().ok_or_else(|| unknown(&program, verb))?,
    };
    let mut page = Vec::new();
    Page::new(command).render(&mut page).map_err(SaveError::Io)?;
    output::text(&String::from_utf8_lossy(&page))
}

fn unknown(program: &Command, verb: &str) -> CommandError {
    let verbs: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    let error = CommandError::usage(format!("there is no verb {verb}"));
    error.hint(format!("the verbs are {}", verbs.join(", ")))
}
