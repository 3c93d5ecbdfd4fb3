//! What went wrong, as the shell and the person in front of it are told. Typed errors from within
//! are turned into this once, here.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::domain::command::Rejection;
use crate::domain::flaw::Flaw;
use crate::import::ImportError;
use crate::report::ReportError;
use crate::store::{LoadError, Misfit, SaveError, file};

/// What sort of failure it is; each has an exit code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The answer to what was asked is no.
    No = 1,
    /// The arguments make no sense.
    Usage = 2,
    /// A file cannot be read, or is not what it should be.
    Unreadable = 3,
    /// Something could not be saved.
    Unsaved = 4,
}

impl From<Kind> for ExitCode {
    fn from(kind: Kind) -> ExitCode {
        ExitCode::from(kind as u8)
    }
}

/// Why a command was not done.
#[derive(Debug)]
pub struct CommandError {
    /// What sort of failure it is.
    pub kind: Kind,
    /// What was wrong, and where.
    pub error: anyhow::Error,
    /// What to do about it.
    pub hint: Option<String>,
}

impl CommandError {
    /// A failure of some kind.
    pub fn new(kind: Kind, error: impl Into<anyhow::Error>) -> CommandError {
        CommandError { kind, error: error.into(), hint: None }
    }

    /// Arguments that make no sense.
    pub fn usage(what: impl fmt::Display) -> CommandError {
        CommandError::new(Kind::Usage, anyhow::anyhow!("{what}"))
    }

    /// A workspace that cannot be opened.
    pub fn load(file: &Path, error: LoadError) -> CommandError {
        let hint = after_loading(file, &error);
        CommandError::from(error).at(file).hint(hint)
    }

    /// A workspace that cannot be saved.
    pub fn save(file: &Path, error: SaveError) -> CommandError {
        CommandError::from(error).at(file)
    }

    /// The same failure, with the file it is about.
    #[must_use]
    pub fn at(self, file: &Path) -> CommandError {
        CommandError { error: self.error.context(named(file)), ..self }
    }

    /// The same failure, with what it is about.
    #[must_use]
    pub fn of(self, what: &'static str) -> CommandError {
        CommandError { error: self.error.context(what), ..self }
    }

    /// The same failure, with what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> CommandError {
        CommandError { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for CommandError {
    /// The failure and its causes in one line. What a cause repeats of the one before is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = String::new();
        for cause in self.error.chain() {
            let cause = cause.to_string();
            if told.is_empty() {
                told = cause;
            } else if !told.ends_with(&cause) {
                told = format!("{told}: {cause}");
            }
        }
        f.write_str(&told)
    }
}

impl From<LoadError> for CommandError {
    fn from(error: LoadError) -> CommandError {
        CommandError::new(Kind::Unreadable, error)
    }
}

impl From<SaveError> for CommandError {
    fn from(error: SaveError) -> CommandError {
        let exists = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
        match error {
            // What the system says of it is the same once more.
            SaveError::Io(ref io) if exists(io) => {
                CommandError::new(Kind::Unsaved, anyhow::Error::msg(error.to_string()))
                    .hint("nothing was changed: choose another name")
            }
            SaveError::ChangedOutside => CommandError::new(Kind::Unsaved, error)
                .hint("nothing was changed: run the command again, on what the file holds now"),
            SaveError::Io(_) | SaveError::Gone | SaveError::PutOff => CommandError::new(Kind::Unsaved, error)
                .hint("nothing was changed: look whether the folder is there, has room and may be written"),
        }
    }
}

impl From<Rejection> for CommandError {
    fn from(rejection: Rejection) -> CommandError {
        CommandError::new(Kind::Usage, rejection)
    }
}

impl From<Flaw> for CommandError {
    /// A flaw in what the arguments say; one in a file comes as [`LoadError`].
    fn from(flaw: Flaw) -> CommandError {
        CommandError::new(Kind::Usage, flaw)
    }
}

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> CommandError {
        let kind = match error {
            ImportError::UnknownField { .. }
            | ImportError::UnknownColumn { .. }
            | ImportError::NoSheet { .. } => Kind::Usage,
            _ => Kind::Unreadable,
        };
        CommandError::new(kind, error)
    }
}

impl From<ReportError> for CommandError {
    fn from(error: ReportError) -> CommandError {
        let hint = error.hint();
        CommandError::new(Kind::Unreadable, error).hint(hint)
    }
}

/// How a file is called in messages.
pub(super) fn named(file: &Path) -> String {
    if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() }
}

/// What to do about a workspace that cannot be opened.
fn after_loading(file: &Path, error: &LoadError) -> String {
    if file == Path::new("-") {
        return "nothing was changed: pipe the JSON of a workspace in".to_owned();
    }
    let orphaned = file::has_journal(file);
    let file = named(file);
    match error {
        LoadError::NotFound if orphaned => format!(
            "its journal is still there: bring the file back, or let `cutline recover {file}` look for a backup"
        ),
        LoadError::NotFound => format!("`cutline new {file}` makes it"),
        LoadError::Empty => format!(
            "`cutline recover {file}` writes the last backup to a new file, if there is one; \
             else remove it and make a new one with `cutline new {file}`"
        ),
        LoadError::Encoding(_) | LoadError::NotText(..) => {
            format!(
                "nothing was touched: save the file as UTF-8 and try again, or let `cutline recover {file}` \
                 write what can be read to a new file"
            )
        }
        LoadError::Shape { misfit: Misfit::Other, .. } => {
            format!(
                "if this is a backlog, `cutline import {file} --into NEW.json` brings it into a workspace"
            )
        }
        LoadError::Shape { misfit: Misfit::CutShort, .. } => {
            format!("nothing was touched: `cutline recover {file}` looks for the last state that was whole")
        }
        error if error.is_of_ranking() => {
            format!(
                "open the workspace that it is of, or let `cutline import {file} --into NEW` read its items"
            )
        }
        LoadError::Shape { .. } | LoadError::Content { .. } => {
            format!(
                "nothing was touched: correct it in an editor, or let `cutline recover {file}` write what can \
                 be read to a new file"
            )
        }
        LoadError::ForeignJournal { journal, .. } | LoadError::DamagedJournal { journal, .. } => format!(
            "nothing was touched: `cutline recover {file}` writes what can be read to a new file and lists \
             the rest; or move {} away to go on without the changes in it",
            journal.display()
        ),
        LoadError::NotAFile(_) => "nothing was touched: name the JSON file of a workspace".to_owned(),
        LoadError::TooLarge { .. } => {
            "nothing was touched: look what takes so much room in it, and take it out with another program"
                .to_owned()
        }
        LoadError::Io(_) => "nothing was touched: look whether it may be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let denied = || io::Error::from(io::ErrorKind::PermissionDenied);
        let file = Path::new("q1.json");
        for (error, told) in [
            (CommandError::load(file, denied().into()), "q1.json: it cannot be read: permission denied"),
            (CommandError::save(file, denied().into()), "q1.json: permission denied"),
            (CommandError::load(Path::new("-"), LoadError::Empty), "standard input: the file is empty"),
        ] {
            assert_eq!(error.to_string(), told);
        }
    }

    #[test]
    fn every_kind_has_its_exit_code() {
        let codes = [Kind::No, Kind::Usage, Kind::Unreadable, Kind::Unsaved].map(|kind| kind as u8);
        assert_eq!(codes, [1, 2, 3, 4]);
    }
}
