//! Opens the workshop: on the terminal, or in plain lines.

use std::env;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use clap::Args;

use super::config::Look;
#[cfg(feature = "tui")]
use super::drawn;
use super::error::{CommandError, Kind};
use super::{files, output, plain};

/// The sample workshop.
const DEMO: &str = include_str!("../../assets/demo.json");

/// How the sample is opened.
#[derive(Args)]
pub(super) struct Demo {
    /// Talk in plain lines instead of drawing a screen
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    look: Look,
}

impl Demo {
    /// On a screen.
    #[cfg(feature = "tui")]
    pub(super) fn drawn(look: &Look) -> Demo {
        Demo { plain: false, look: look.clone() }
    }
}

/// Opens a workspace. A terminal that only prints gets plain lines without being asked.
pub(super) fn file(path: &Path, look: &Look, plain: bool) -> Result<(), CommandError> {
    // Behind a flag the name of the verb is taken for a file.
    if path == Path::new("demo") && !path.exists() {
        return demo(&Demo { plain, look: look.clone() });
    }
    open(path, look, plain, true)
}

/// Opens a scratch copy of the sample.
pub(super) fn demo(arguments: &Demo) -> Result<(), CommandError> {
    let scratch = tempfile::tempdir().map_err(|error| CommandError::new(Kind::Unsaved, error))?;
    let path = scratch.path().join("demo.json");
    fs::write(&path, DEMO).map_err(|error| CommandError::new(Kind::Unsaved, error).at(&path))?;
    open(&path, &arguments.look, arguments.plain, false)?;
    output::note("the demo was a scratch copy: `cutline new FILE` makes a workspace that stays");
    Ok(())
}

/// Opens a workspace that is to be remembered as opened lately, or not.
fn open(path: &Path, look: &Look, plain: bool, remembered: bool) -> Result<(), CommandError> {
    if files::is_stdin(path) {
        let error = CommandError::usage("a workspace is opened from a file");
        return Err(error.hint("`cutline rank -` and `cutline log -` read standard input"));
    }
    if plain {
        return plain::run(path, remembered);
    }
    let shown = path.display();
    needs_terminal(path, || {
        if !remembered {
            return "`cutline demo --plain` works without one, line by line".to_owned();
        }
        format!(
            "`cutline --plain {shown}` works without one, line by line, and so do `cutline rank {shown}` and `cutline log {shown}`"
        )
    })?;
    match why_plain() {
        Some(why) => {
            output::note(why);
            plain::run(path, remembered)
        }
        None => draw(path, look, remembered),
    }
}

/// Shows a workspace that somebody else works on, read-only, and what happens to it.
pub(super) fn follow(path: &Path, look: &Look) -> Result<(), CommandError> {
    let shown = path.display();
    needs_terminal(path, || format!("`cutline rank {shown}` and `cutline log {shown}` work without one"))?;
    match why_plain() {
        Some(_) => Err(CommandError::usage("following needs a terminal that a screen can be drawn on")),
        None => draw_followed(path, look),
    }
}

/// Whether there is a terminal to draw a screen on.
pub(super) fn can_draw() -> bool {
    is_terminal() && why_plain().is_none()
}

fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether there is a terminal; what works without one, if the file does.
fn needs_terminal(path: &Path, instead: impl FnOnce() -> String) -> Result<(), CommandError> {
    if is_terminal() {
        return Ok(());
    }
    // What is wrong with the file is told first, as by any verb.
    files::look(path)?;
    Err(CommandError::usage("the workshop needs a terminal").hint(instead()))
}

/// Why a screen cannot be drawn on the terminal that is there.
fn why_plain() -> Option<&'static str> {
    if cfg!(not(feature = "tui")) {
        return Some("this build draws no screen, so this is plain mode");
    }
    only_prints().then_some("this terminal only prints (TERM=dumb), so this is plain mode")
}

/// Whether the terminal obeys nothing.
pub(super) fn only_prints() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Asks what to open, and opens it.
#[cfg(feature = "tui")]
pub(super) fn start(look: &Look) -> Result<(), CommandError> {
    drawn::start(look)
}

#[cfg(feature = "tui")]
fn draw(path: &Path, look: &Look, remembered: bool) -> Result<(), CommandError> {
    drawn::open(path, look, remembered)
}

#[cfg(feature = "tui")]
fn draw_followed(path: &Path, look: &Look) -> Result<(), CommandError> {
    drawn::follow(path, look)
}

// A build without a screen never gets here: there always is a reason to talk in plain lines.

#[cfg(not(feature = "tui"))]
pub(super) fn start(_: &Look) -> Result<(), CommandError> {
    Err(CommandError::usage("say which workspace to open, or what to do"))
}

#[cfg(not(feature = "tui"))]
fn draw(path: &Path, _: &Look, remembered: bool) -> Result<(), CommandError> {
    plain::run(path, remembered)
}

#[cfg(not(feature = "tui"))]
fn draw_followed(path: &Path, _: &Look) -> Result<(), CommandError> {
    plain::run(path, true)
}
