//! The real program, killed at every system call that touches the disk. Needs strace, and the right to trace.

use super::tally::Tally;

#[cfg(target_os = "linux")]
pub(crate) use here::sweeps;

/// Elsewhere there is no strace.
#[cfg(not(target_os = "linux"))]
pub(crate) fn sweeps() -> Vec<Tally> {
    vec![Tally::skipped("traced, at every system call", "there is no strace here")]
}

#[test]
fn killed_at_every_system_call_it_keeps_what_it_told_as_saved() {
    let sweeps = sweeps();
    sweeps.iter().for_each(Tally::nothing_lost);
    assert!(sweeps.len() == 1 || sweeps.iter().any(|tally| tally.acknowledged > 0), "{sweeps:?}");
}

#[cfg(target_os = "linux")]
mod here {
    use std::fs;
    use std::io::Write;
    use std::os::unix::process::ExitStatusExt;
    use std::path::Path;
    use std::process::{Command, Output, Stdio};

    use cutline::domain::workspace::Workspace;
    use cutline::store::{Access, content, file};
    use serde_json::Value;
    use tempfile::TempDir;

    use super::super::session::START;
    use super::super::tally::Tally;

    /// What is said to the program. Each line but `save` and `quit` is one gesture.
    const LINES: [&str; 14] = [
        "score 3 effort 3",
        "score dark urgency 4",
        "save",
        "score payments effort 5",
        "undo",
        "add Refunds",
        "score refunds effort 1",
        "save",
        "score refunds urgency 2",
        "park refunds until later",
        "score onboarding effort 1",
        "undo",
        "capacity 9",
        "quit",
    ];

    /// The calls that are counted together, as strace spells them; `?` where not every machine has one.
    const CALLS: [(&str, &str); 7] = [
        ("write", "write"),
        ("fsync", "fsync,fdatasync"),
        ("rename", "?rename,?renameat,?renameat2"),
        ("openat", "?open,openat"),
        ("ftruncate", "ftruncate"),
        ("unlink", "?unlink,unlinkat"),
        ("flock", "flock"),
    ];

    pub(crate) fn sweeps() -> Vec<Tally> {
        if let Some(why) = why_not() {
            return vec![Tally::skipped("the real program, killed at system calls", why)];
        }
        let states: Vec<Value> = (0..=LINES.len()).map(state_after).collect();
        CALLS.iter().map(|(name, calls)| sweep(name, calls, &states)).collect()
    }

    fn why_not() -> Option<String> {
        let trial = Command::new("strace").args(["-f", "-qq", "-o", "/dev/null", "true"]).output();
        match trial {
            Err(error) => Some(format!("strace: {error}")),
            Ok(output) if !output.status.success() => {
                Some(format!("strace: {}", String::from_utf8_lossy(&output.stderr).trim()))
            }
            Ok(_) => None,
        }
    }

    fn desk() -> TempDir {
        let desk = TempDir::new().unwrap();
        fs::write(desk.path().join("w.json"), START).unwrap();
        desk
    }

    /// Says lines to the program, under another one if need be.
    fn talk(desk: &Path, tracer: &[&str], lines: &[&str]) -> Output {
        let program = [env!("CARGO_BIN_EXE_cutline"), "--plain", "w.json"];
        let words: Vec<&str> = tracer.iter().chain(&program).copied().collect();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(desk);
        command.env("XDG_CONFIG_HOME", desk.join("config")).env("XDG_STATE_HOME", desk.join("state"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        // Whoever was killed does not read any more.
        let _ = input.write_all((lines.join("\n") + "\n").as_bytes());
        drop(input);
        child.wait_with_output().unwrap()
    }

    /// The workspace after the first lines, undisturbed.
    fn state_after(lines: usize) -> Value {
        let desk = desk();
        let output = talk(desk.path(), &[], &LINES[..lines]);
        assert!(output.status.success(), "{output:?}");
        timeless(&file::open(&desk.path().join("w.json")).unwrap().workspace)
    }

    /// A workspace without the times that gestures were made at, and without how far file and journal are.
    fn timeless(workspace: &Workspace) -> Value {
        let mut workspace = workspace.clone();
        workspace.set_revision(0, String::new());
        let mut bytes = Vec::new();
        content::write(&workspace, &mut bytes).unwrap();
        let mut value = serde_json::from_slice(&bytes).unwrap();
        forget_times(&mut value);
        value
    }

    fn forget_times(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| !["at", "created", "updated"].contains(&name.as_str()));
                fields.values_mut().for_each(forget_times);
            }
            Value::Array(elements) => elements.iter_mut().for_each(forget_times),
            _ => {}
        }
    }

    fn sweep(name: &str, calls: &str, states: &[Value]) -> Tally {
        let mut tally = Tally::of(format!("the real program, killed at every {name}"));
        for at in 1.. {
            let desk = desk();
            let calls_only = format!("trace={calls}");
            let inject = format!("inject={calls}:signal=SIGKILL:when={at}");
            let tracer = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &calls_only, "-e", &inject];
            let output = talk(desk.path(), &tracer, &LINES);
            if output.status.signal() != Some(9) {
                assert!(output.status.success(), "{output:?}");
                break;
            }
            tally.points += 1;
            let told = String::from_utf8_lossy(&output.stdout);
            let acknowledged = told.lines().filter(|line| line.ends_with("; saved")).count();
            tally.acknowledged += acknowledged as u64;
            let found = check(&desk.path().join("w.json"), acknowledged, states);
            tally.opened(found.map_err(|what| format!("{name} {at}: {what}")));
        }
        tally.done()
    }

    /// What was told as saved is there, at most one gesture more, and none by half.
    fn check(path: &Path, acknowledged: usize, states: &[Value]) -> Result<(), String> {
        let bytes = fs::read(path).map_err(|error| format!("the file is gone: {error}"))?;
        content::parse(&bytes).map_err(|error| format!("the file cannot be read: {error}"))?;
        let opened = file::open(path).map_err(|error| error.to_string())?;
        if let Access::ReadOnly(why) = opened.access {
            return Err(format!("read-only: {why}"));
        }
        let found = opened.workspace.log().len();
        if found < acknowledged || found > acknowledged + 1 {
            return Err(format!("{found} gestures are there, {acknowledged} were told as saved"));
        }
        let state = timeless(&opened.workspace);
        let known = states.contains(&state);
        if known { Ok(()) } else { Err(format!("after {found} gestures it was otherwise")) }
    }
}
