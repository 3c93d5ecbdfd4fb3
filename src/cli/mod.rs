//! The command line: what can be asked for, who does it, and what the shell is told.
//!
//! ```text
//! verbs     new  demo  import  export  report  rank  explain  score  one file each
//!           log  check  debt  vote  collect  follow  diff  merge
//!           recover  schema  keys  completions  man  open
//! files     the workspace a verb works on                             files.rs
//! find      the item that a word means                                find.rs
//! plain     the workshop in lines                          plain.rs  typed.rs
//! shape     what `--json` writes                                      shape.rs
//! config    settings and keys of one's own              config.rs  own.rs
//! recent    what was opened lately, where no file is named            recent.rs
//! drawn     what draws before the window does                          drawn.rs
//! progress  how far something is that takes its time               progress.rs
//! output    text that is safe to print, broken pipes, notes           output.rs
//! error     what went wrong, what to do, the exit code                error.rs
//! ```

mod check;
mod collect;
mod completions;
mod config;
mod debt;
mod diff;
#[cfg(feature = "tui")]
mod drawn;
pub mod error;
mod explain;
mod export;
mod files;
mod find;
mod follow;
mod import;
mod keys;
mod log;
mod merge;
mod new;
mod open;
mod output;
#[cfg(feature = "tui")]
mod own;
mod plain;
mod progress;
mod rank;
#[cfg(feature = "tui")]
mod recent;
mod recover;
mod report;
mod schema;
mod score;
mod shape;
mod typed;
mod vote;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
#[cfg(unix)]
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand};

use error::{CommandError, Kind};

/// One backlog, two voices, every trade-off on record.
///
/// A workspace is a JSON file. `cutline FILE` opens the workshop on it; the verbs work without a
/// terminal. Data goes to standard output, messages to standard error.
#[derive(Parser)]
#[command(
    name = "cutline",
    // However the file is called that it was started by.
    bin_name = "cutline",
    version,
    args_conflicts_with_subcommands = true,
    after_help = EXIT_CODES
)]
struct Cutline {
    /// The workspace to open
    file: Option<PathBuf>,
    #[command(flatten)]
    look: config::Look,
    /// Talk in plain lines instead of drawing a screen: for screen readers, and for terminals that only print
    #[arg(long, requires = "file")]
    plain: bool,
    #[command(subcommand)]
    verb: Option<Verb>,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 the answer is no, 2 wrong use, \
     3 a file cannot be read or is not a workspace, 4 something could not be saved";

#[derive(Subcommand)]
enum Verb {
    /// Open a scratch copy of the sample workshop
    Demo(open::Demo),
    /// Follow a workspace that is open in another window: read-only, live, made to be read from afar
    Follow(follow::Arguments),
    /// Make an empty workspace
    New(new::Arguments),
    /// Bring the backlog of a tracker into a workspace
    Import(import::Arguments),
    /// Hand out the backlog, the ranking or the matrix: as CSV, XLSX, Markdown, JSON, a page or a picture
    Export(export::Arguments),
    /// Print the ranking with the line through it
    Rank(rank::Arguments),
    /// Print why an item ranks where it does, and what would move it
    Explain(explain::Arguments),
    /// Score an item, as a keystroke in the workshop would
    Score(score::Arguments),
    /// Answer alone, beforehand, into a voting sheet
    Vote(vote::Arguments),
    /// Bring voting sheets into a workspace, sealed until the reveal
    Collect(collect::Arguments),
    /// Print the trade-off log
    Log(log::Arguments),
    /// Print whether the plan is ready, and what stands in the way
    Check(check::Arguments),
    /// Print the debt register: technical work that was put off twice or more
    Debt(debt::Arguments),
    /// Print what lies between two workspaces
    Diff(diff::Arguments),
    /// Merge what two people did to one workspace, as a merge driver of git does
    Merge(merge::Arguments),
    /// Write what can be read of a damaged workspace to a new file, or a backup of it
    Recover(recover::Arguments),
    /// Print the JSON Schema of a workspace file
    Schema,
    /// Write a report: what the workshop comes to, for those who were not in the room
    Report(report::Arguments),
    /// Print the keys of the workshop
    Keys,
    /// Print a completion script for a shell
    Completions(completions::Completions),
    /// Print the manual page, in roff
    Man(completions::Man),
}

/// Does what the arguments ask for. The first of them is the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    outlive_full_files();
    let result = match Cutline::try_parse_from(color_behind(arguments)) {
        Ok(Cutline { file: None, verb: None, .. }) if !open::can_draw() => {
            // Whether anybody reads it changes nothing.
            let _ = write!(io::stderr(), "{}", Cutline::command().render_long_help());
            return Kind::Usage.into();
        }
        Ok(cutline) => dispatch(cutline),
        Err(answer) => {
            // Help and version are answers, too. Whether anybody reads them changes nothing.
            if !answer.use_stderr() {
                let _ = answer.print();
                return ExitCode::SUCCESS;
            }
            output::wrong_use(&answer.render().to_string());
            return Kind::Usage.into();
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&error);
            error.kind.into()
        }
    }
}

/// The arguments with `--color` behind the verb where it stands before it: an option there belongs to the workshop.
fn color_behind(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    let taken = match arguments.get(1).and_then(|argument| argument.to_str()) {
        Some("--color") => 2,
        Some(option) if option.starts_with("--color=") => 1,
        _ => 0,
    };
    let is_option = |argument: &OsString| argument.to_string_lossy().starts_with('-');
    if let Some(before) =
        arguments.get_mut(1..taken + 2).filter(|before| !before.last().is_some_and(is_option))
    {
        before.rotate_right(1);
    }
    arguments
}

/// A file that may not become larger is an error of whoever writes it, and not the end of the program.
#[cfg(unix)]
fn outlive_full_files() {
    // Where the signal cannot be heard it ends the program as before.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

#[cfg(not(unix))]
fn outlive_full_files() {}

fn dispatch(cutline: Cutline) -> Result<(), CommandError> {
    match (cutline.verb, cutline.file) {
        (Some(verb), _) => verb.run(),
        (None, Some(file)) => open::file(&file, &cutline.look, cutline.plain),
        (None, None) => open::start(&cutline.look),
    }
}

impl Verb {
    fn run(self) -> Result<(), CommandError> {
        match self {
            Verb::Demo(arguments) => open::demo(&arguments),
            Verb::Follow(arguments) => follow::run(&arguments),
            Verb::New(arguments) => new::run(&arguments),
            Verb::Import(arguments) => import::run(&arguments),
            Verb::Export(arguments) => export::run(&arguments),
            Verb::Rank(arguments) => rank::run(&arguments),
            Verb::Explain(arguments) => explain::run(&arguments),
            Verb::Score(arguments) => score::run(&arguments),
            Verb::Vote(arguments) => vote::run(&arguments),
            Verb::Collect(arguments) => collect::run(&arguments),
            Verb::Log(arguments) => log::run(&arguments),
            Verb::Check(arguments) => check::run(&arguments),
            Verb::Debt(arguments) => debt::run(&arguments),
            Verb::Diff(arguments) => diff::run(&arguments),
            Verb::Merge(arguments) => merge::run(&arguments),
            Verb::Recover(arguments) => recover::run(&arguments),
            Verb::Schema => schema::print(),
            Verb::Report(arguments) => report::run(&arguments),
            Verb::Keys => keys::print(),
            Verb::Completions(arguments) => completions::script(&arguments),
            Verb::Man(arguments) => completions::manual(&arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cutline::command().debug_assert();
    }
}
