//! The editor of whoever sits here: a text goes out in a private file, and comes back as it was left.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::process::{Command, ExitStatus};

use crate::domain::limits;
use crate::domain::text::slug;

/// What edits a text where nobody said what should.
const FALLBACK: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// The largest text that is taken back, in bytes: more than that was not written by hand.
const LARGEST: u64 = limits::EDITED;

/// A command line that edits the file it is given.
pub(super) struct Editor {
    command: String,
}

impl Editor {
    /// What the environment names: `VISUAL`, else `EDITOR`.
    pub(super) fn from_env(var: impl Fn(&str) -> Option<String>) -> Editor {
        let set = |name: &str| var(name).filter(|value| !value.trim().is_empty());
        let command = set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| FALLBACK.to_owned());
        Editor { command }
    }

    /// Lets the text be edited, and waits. `hint` becomes part of the file's name.
    ///
    /// # Errors
    /// Why there is no edited text, in a few words.
    pub(super) fn edit(&self, text: &str, hint: &str) -> Result<String, String> {
        let failed = |what: &'static str| move |error: io::Error| format!("{what}: {error}");
        let name = format!("{}-", slug(hint));
        let mut file = tempfile::Builder::new()
            .prefix(&name)
            .suffix(".md")
            .tempfile()
            .map_err(failed("no file for the editor"))?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        written.map_err(failed("no file for the editor"))?;
        // Closed, so that an editor may replace it; removed when this is over.
        let path = file.into_temp_path();
        let status = start(&self.command, path.as_os_str())
            .map_err(|error| format!("{} does not start: {error}", self.command))?;
        if !status.success() {
            return Err(format!("{} failed ({status})", self.command));
        }
        let edited = fs::symlink_metadata(&path).map_err(failed("the edited file cannot be read"))?;
        // A pipe or a link to a device may never come to an end.
        if !edited.is_file() {
            return Err("the editor left no file, but something else".to_owned());
        }
        let size = edited.len();
        if size > LARGEST {
            return Err(format!("the edited file has {size} bytes, and {LARGEST} at most are taken"));
        }
        let bytes = fs::read(&path).map_err(failed("the edited file cannot be read"))?;
        String::from_utf8(bytes).map_err(|_| "the edited file is not UTF-8".to_owned())
    }
}

/// Runs the command line as the user's shell would, with the file as one more argument.
#[cfg(not(windows))]
fn start(command: &str, path: &OsStr) -> io::Result<ExitStatus> {
    Command::new("sh").arg("-c").arg(format!("{command} \"$@\"")).arg(command).arg(path).status()
}

/// Runs the command line without a shell: words in double quotes belong together.
#[cfg(windows)]
fn start(command: &str, path: &OsStr) -> io::Result<ExitStatus> {
    let words = words(command);
    let (program, options) = words.split_first().ok_or(io::ErrorKind::NotFound)?;
    Command::new(program).args(options).arg(path).status()
}

#[cfg(any(windows, test))]
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => words.push(String::new()),
            c => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editor(command: &str) -> Editor {
        Editor { command: command.to_owned() }
    }

    #[test]
    fn the_environment_names_the_editor() {
        for (vars, command) in [
            (&[("VISUAL", "code --wait"), ("EDITOR", "nano")][..], "code --wait"),
            (&[("VISUAL", " "), ("EDITOR", "nano")], "nano"),
            (&[], FALLBACK),
        ] {
            let var =
                |name: &str| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(Editor::from_env(var).command, command);
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_command_line_is_split_as_a_shell_does() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("my editor");
        std::fs::write(&script, "#!/bin/sh\nprintf '%s|%s\\n' \"$1\" \"$2\" >> \"$3\"\n").unwrap();
        let command = format!("sh '{}' --title 'two words'", script.display());
        let text = editor(&command).edit("before\n", "Outcome of Fix payments").unwrap();
        assert_eq!(text, "before\n--title|two words\n");
        // The name says what it is.
        let named = editor("f() { printf %s \"${1##*/}\" > \"$1\"; }; f").edit("", "Outcome of Fix payments");
        let named = named.unwrap();
        assert!(named.starts_with("outcome-of-fix-payments-"), "{named}");
        assert_eq!(named.rsplit('.').next(), Some("md"), "{named}");
    }

    #[cfg(unix)]
    #[test]
    fn what_an_editor_does_wrong_is_told() {
        for (command, why) in [
            ("false", "false failed (exit status: 1)"),
            ("no-such-editor 2>/dev/null", "failed (exit status: 127)"),
            ("rm", "the edited file cannot be read"),
            ("f() { rm \"$1\"; mkfifo \"$1\"; }; f", "left no file"),
            ("f() { ln -sf /dev/zero \"$1\"; }; f", "left no file"),
            ("f() { printf '\\377' > \"$1\"; }; f", "the edited file is not UTF-8"),
        ] {
            let told = editor(command).edit("text", "").unwrap_err();
            assert!(told.contains(why), "{told}");
        }
        // Nobody else reads what is written there.
        let mode = editor("f() { stat -c %a \"$1\" > \"$1\"; }; f").edit("", "").unwrap();
        assert_eq!(mode, "600\n");
    }

    #[test]
    fn words_in_quotes_belong_together() {
        assert_eq!(words(r#""C:\Program Files\ed.exe"  -w "#), [r"C:\Program Files\ed.exe", "-w"]);
        assert!(words("  ").is_empty());
    }
}
