//! What the system knows of a process.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The most memory that it had, in megabytes.
pub(crate) fn peak(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    number(&status, "VmHWM:") * 1024.0 / 1e6
}

/// How many times a second any of its threads wakes up.
pub(crate) fn wakes(pid: u32) -> f64 {
    let count = || -> f64 {
        let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        tasks
            .map(|task| fs::read_to_string(task.path().join("status")).unwrap_or_default())
            .map(|status| number(&status, "voluntary_ctxt_switches:"))
            .sum()
    };
    let (before, time) = (count(), Duration::from_secs(5));
    std::thread::sleep(time);
    (count() - before) / time.as_secs_f64()
}

fn number(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or_default()
}

/// What a command prints.
pub(crate) fn output(folder: &Path, words: &[&str]) -> Vec<u8> {
    Command::new(words[0]).args(&words[1..]).current_dir(folder).output().unwrap().stdout
}

/// How long a command takes.
pub(crate) fn time(folder: &Path, words: &[&str]) -> Duration {
    let began = Instant::now();
    let status = Command::new(words[0])
        .args(&words[1..])
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    began.elapsed()
}
