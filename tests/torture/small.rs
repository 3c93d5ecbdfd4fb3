//! The real program on a disk of 64 KiB that fills up while it runs. Needs the right to mount one.

#[cfg(target_os = "linux")]
pub(crate) use here::fill;

/// Elsewhere no disk can be made for a moment.
#[cfg(not(target_os = "linux"))]
pub(crate) fn fill() -> super::tally::Tally {
    super::tally::Tally::skipped("the real program on a small disk", "no disk can be made for a moment here")
}

#[test]
fn a_disk_that_is_full_is_told_and_nothing_is_lost() {
    fill().nothing_lost();
}

#[cfg(target_os = "linux")]
mod here {
    use std::fs;
    use std::io::{BufRead, BufReader, Write};
    use std::path::Path;
    use std::process::{Child, ChildStdin, Command, Stdio};
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;
    use std::time::Duration;

    use tempfile::TempDir;

    use super::super::session::START;
    use super::super::tally::Tally;

    /// The most gestures that are tried before the disk has to be full.
    const MOST: usize = 200;

    /// How long an answer is waited for.
    const PATIENCE: Duration = Duration::from_secs(20);

    /// Mounts the disk where nobody else sees it, so that it is gone with the program; fills most of it, and makes room
    /// when somebody asks. In the end it shows what is on it.
    const SCRIPT: &str = r#"
        set -e
        mount -t tmpfs -o size=64k none "$1/disk" || exit 77
        cp "$1/start.json" "$1/disk/w.json"
        cd "$1/disk"
        head -c 49152 /dev/zero > filler
        (while [ ! -e "$1/make-room" ]; do sleep 0.02; done; rm filler; touch "$1/there-is-room") >&2 &
        code=0
        "$2" --plain w.json || code=$?
        cp w.json "$1/end.json"
        ls > "$1/names"
        exit $code
    "#;

    const NAME: &str = "the real program on a disk of 64 KiB";

    struct Talk {
        child: Child,
        input: ChildStdin,
        output: Receiver<String>,
    }

    impl Talk {
        fn begin(desk: &Path) -> Talk {
            let mut command = Command::new("unshare");
            command.args(["--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh"]);
            command.arg(desk).arg(env!("CARGO_BIN_EXE_cutline"));
            command.env("XDG_CONFIG_HOME", desk.join("config")).env("XDG_STATE_HOME", desk.join("state"));
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            let (input, told) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
            let (sender, output) = channel();
            thread::spawn(move || {
                BufReader::new(told).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
            });
            Talk { child, input, output }
        }

        /// Says a line and returns what is answered, up to the line that contains one of these words.
        fn say(&mut self, line: &str, until: &[&str]) -> Option<String> {
            writeln!(self.input, "{line}").ok()?;
            self.hear(until)
        }

        fn hear(&mut self, until: &[&str]) -> Option<String> {
            let next = || self.output.recv_timeout(PATIENCE).ok();
            std::iter::from_fn(next).find(|line| until.iter().any(|word| line.contains(word)))
        }
    }

    fn can_mount() -> bool {
        let trial = "mount -t tmpfs -o size=64k none /tmp";
        let output = Command::new("unshare").args(["--map-root-user", "--mount", "sh", "-c", trial]).output();
        output.is_ok_and(|output| output.status.success())
    }

    pub(crate) fn fill() -> Tally {
        if !can_mount() {
            return Tally::skipped(NAME, "nothing can be mounted here");
        }
        let mut tally = Tally::of(NAME);
        let desk = TempDir::new().unwrap();
        fs::create_dir(desk.path().join("disk")).unwrap();
        fs::write(desk.path().join("start.json"), START).unwrap();
        let mut talk = Talk::begin(desk.path());
        talk.hear(&["help lists the words"]).unwrap();

        let mut done = 0;
        let full = (0..MOST).find_map(|n| {
            done += 1;
            let told = talk.say(&format!("add Item {n} {}", "long ".repeat(40)), &["saved"])?;
            told.contains("not saved").then_some(told)
        });
        let full = full.expect("the disk never was full");
        assert!(done > 10, "{full}");
        tally.points += 1;
        // Nothing is told as saved that is not, and nothing is forgotten.
        let told = talk.say("save", &["cannot be written", "not saved"]).unwrap();
        assert!(told.contains("No space left"), "{told}");

        fs::write(desk.path().join("make-room"), "").unwrap();
        while !desk.path().join("there-is-room").exists() {
            thread::sleep(Duration::from_millis(5));
        }
        talk.say("add Last", &["; saved"]).expect("it never was saved");
        talk.say("quit", &["saved in w.json"]).unwrap();
        tally.acknowledged = done as u64 + 1;
        let Talk { mut child, input, .. } = talk;
        drop(input);
        assert!(child.wait().unwrap().success());
        tally.opened(check(desk.path(), done));
        tally.done()
    }

    fn check(desk: &Path, done: usize) -> Result<(), String> {
        let text = fs::read_to_string(desk.join("end.json")).map_err(|error| error.to_string())?;
        let value: serde_json::Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let items = value["items"].as_array().map_or(0, Vec::len);
        let names = fs::read_to_string(desk.join("names")).unwrap_or_default();
        if items != 3 + done + 1 {
            return Err(format!("{items} items are there, {} were added to 3", done + 1));
        }
        if names == "w.json\n" { Ok(()) } else { Err(format!("left behind: {names}")) }
    }
}
