//! The real program in a real pseudo-terminal: that it starts, saves, and gives the terminal back.
#![cfg(test)]
#![cfg(all(unix, feature = "tui"))]
#![allow(missing_docs)]

#[path = "support/terminal.rs"]
mod terminal;

use std::time::Duration;

use portable_pty::PtySize;

use terminal::{Session, cells, names, workspace};

#[test]
fn start_score_quit_and_the_terminal_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    session.press("g4");
    session.wait_for("customer value of Improve onboarding flow 5 → 4");
    session.wait_for("✓ saved");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
    assert_eq!(names(folder.path()), ["clinic.json"]);
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("\"customer_value\": 4") && text.contains("\"seq\": 1"), "{text}");
}

#[test]
fn who_is_contested_is_told_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("chance to be in");
    session.wait_for("41%");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn what_was_shown_as_saved_is_there_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    session.press("g4l3");
    session.wait_for("business value of Improve onboarding flow 5 → 3");
    session.wait_for("✓ saved");
    session.child.kill().unwrap();
    session.child.wait().unwrap();
    assert!(names(folder.path()).contains(&"clinic.json.journal".to_owned()));

    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("recovered 2 changes from the journal of a session that ended early");
    session.wait_for("business value of Improve onboarding flow 5 → 3");
    session.press("u");
    session.wait_for("undo: business value of Improve onboarding flow 3 → 5");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert_eq!(names(folder.path()), ["clinic.json"]);
}

#[test]
fn every_signal_that_can_be_caught_gives_the_terminal_back() {
    use nix::sys::signal::{Signal, kill};
    for signal in [Signal::SIGTERM, Signal::SIGHUP, Signal::SIGINT, Signal::SIGQUIT] {
        let folder = tempfile::tempdir().unwrap();
        workspace(folder.path());
        let mut session = Session::start(folder.path(), &["clinic.json"]);
        session.wait_for("✓ saved");
        session.press("g4");
        session.wait_for("→ 4");
        let pid = nix::unistd::Pid::from_raw(session.child.process_id().unwrap().cast_signed());
        kill(pid, signal).unwrap();
        session.wait_for_end();
        assert!(session.is_restored(), "{signal}");
    }
}

#[test]
fn half_a_key_holds_nothing_up() {
    use nix::sys::signal::{Signal, kill};
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    session.press("g4\u{1b}[");
    session.wait_for("→ 4");
    session.press("\u{1b}[");
    let pid = nix::unistd::Pid::from_raw(session.child.process_id().unwrap().cast_signed());
    kill(pid, Signal::SIGTERM).unwrap();
    session.wait_for_end();
    assert!(session.is_restored());
}

#[test]
fn it_stops_for_the_shell_and_comes_back() {
    use nix::sys::signal::{Signal, kill};
    use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    session.press("\u{1a}");
    let pid = nix::unistd::Pid::from_raw(session.child.process_id().unwrap().cast_signed());
    let stopped = waitpid(pid, Some(WaitPidFlag::WUNTRACED)).unwrap();
    assert!(matches!(stopped, WaitStatus::Stopped(..)), "{stopped:?}");
    while let Ok(bytes) = session.output.recv_timeout(Duration::from_millis(200)) {
        session.screen.process(&bytes);
    }
    assert!(session.is_restored());
    kill(pid, Signal::SIGCONT).unwrap();
    session.wait_for("✓ saved");
    session.press("g4");
    session.wait_for("customer value of Improve onboarding flow 5 → 4");
}

#[test]
fn keys_that_come_in_a_burst_are_all_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    // Without questions in between, every other key changes the same score. They are more than are read at once.
    session.press(&format!("Rg{}q", "15".repeat(1_000)));
    assert_eq!(session.wait_for_end(), 0);
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("\"seq\": 2000"), "{text}");
}

#[test]
fn a_text_is_written_in_the_editor_of_whoever_sits_here() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    // It has the terminal for itself: it asks, and reads the answer that is typed.
    let script = folder.path().join("my editor");
    let asks = "#!/bin/sh\nprintf 'what of %s? ' \"$2\"\nread -r answer\nprintf '%s: %s\\n' \"$1\" \"$answer\" > \"$3\"\n";
    std::fs::write(&script, asks).unwrap();
    let editor = format!("sh '{}' --quietly \"two words\"", script.display());
    let mut session = Session::start_with(folder.path(), &["clinic.json"], &[("EDITOR", &editor)]);
    session.wait_for("✓ saved");
    session.press("gejjjE");
    session.wait_for("what of two words?");
    assert!(session.is_restored());
    session.press("q, ejq\r");
    session.wait_for("--quietly: q, ejq");
    session.wait_for("✓ saved");
    session.press("Lq");
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("\"outcome\": \"--quietly: q, ejq\""), "{text}");
}

#[test]
fn an_editor_that_fails_or_is_interrupted_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let vars = [("EDITOR", "true"), ("VISUAL", "sh -c 'printf ready; read -r answer; exit 3'")];
    let mut session = Session::start_with(folder.path(), &["clinic.json"], &vars);
    session.wait_for("✓ saved");
    session.press("gejjj\u{5}");
    session.wait_for("ready");
    // Ctrl-C is meant for the editor.
    session.press("\u{3}");
    session.wait_for("Outcome is as it was: sh -c");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
}

#[test]
fn the_window_may_shrink_to_nothing_and_grow_again() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut session = Session::start(folder.path(), &["clinic.json"]);
    session.wait_for("✓ saved");
    for (rows, cols, shown) in [
        (1, 1, "…"),
        (10, 40, "[Business]"),
        (24, 80, "BACKLOG"),
        (12, 200, "[Business]"),
        (40, 120, "TRADE-OFFS"),
    ] {
        session.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        // Nothing is left of what was drawn at another size, and there is room for whatever is on its way.
        session.screen = vt100::Parser::new(cells(48), cells(200), 0);
        session.wait_for(shown);
    }
    session.press("g4");
    session.wait_for("customer value of Improve onboarding flow 5 → 4");
}

#[test]
fn the_demo_opens_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(folder.path(), &["demo"]);
    session.wait_for("Clinic bookings, Q1 discovery");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_terminal_that_only_prints_is_talked_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = workspace(folder.path());
    let mut session = Session::start_with(folder.path(), &["clinic.json"], &[("TERM", "dumb")]);
    session.wait_for("this terminal only prints (TERM=dumb), so this is plain mode");
    session.wait_for("cutline>");
    session.press("try onboarding effort 5\n");
    session.wait_for("effort 5: rank");
    session.press("score it effort 5\n");
    session.wait_for("Why? (empty line skips)");
    session.press("two teams\n");
    session.wait_for("two teams; saved");
    // The end of what is typed.
    session.press("\u{4}");
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.screen.screen().contents().contains("saved in clinic.json: 1 change"));
    assert!(session.is_restored());
    assert_eq!(names(folder.path()), ["clinic.json"]);
    assert!(std::fs::read_to_string(path).unwrap().contains("\"reason\": \"two teams\""));
}

#[test]
fn a_second_window_follows_the_first() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut first = Session::start(folder.path(), &["clinic.json"]);
    first.wait_for("✓ saved");
    let mut second = Session::start(folder.path(), &["follow", "clinic.json"]);
    second.wait_for("read-only");
    second.wait_for("Presentation");
    first.press("g4");
    second.wait_for("customer value of Improve onboarding flow 5 → 4");
    // Another window on the same file looks on, too.
    let mut third = Session::start(folder.path(), &["clinic.json"]);
    third.wait_for("read-only");
    first.press("u");
    third.wait_for("customer value of Improve onboarding flow 4 → 5");
    for session in [&mut second, &mut third, &mut first] {
        session.press("q");
        assert_eq!(session.wait_for_end(), 0);
    }
    assert_eq!(names(folder.path()), ["clinic.json"]);
}

#[test]
fn without_a_file_there_is_something_to_choose() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(folder.path(), &[]);
    session.wait_for("A new workspace, ranked by");
    session.press("n\rq1\r");
    session.wait_for("New here?");
    session.press("aDark mode\r");
    session.wait_for("1 item · 1 unscored   ✓ saved");
    session.wait_for("✓ saved");
    // What ends the start screen at once ends a workshop in its own time.
    let pid = nix::unistd::Pid::from_raw(session.child.process_id().unwrap().cast_signed());
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).unwrap();
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
    // The next time it is the first to choose, and nobody is new any more.
    let mut session = Session::start(folder.path(), &[]);
    session.wait_for("Opened lately");
    session.press("\r");
    session.wait_for("recovered 1 change");
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert_eq!(names(folder.path()), ["q1.json"]);
}

#[test]
fn the_mouse_is_listened_to_only_when_it_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let mut session = Session::start(folder.path(), &["--mouse", "clinic.json"]);
    session.wait_for("✓ saved");
    // The heading of the backlog, by row and column from 1.
    session.press("\u{1b}[<0;50;4M\u{1b}[<0;50;4m");
    session.wait_for("┏ BACKLOG");
    assert_ne!(session.screen.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    session.press("q");
    assert_eq!(session.wait_for_end(), 0);
    assert!(session.is_restored());
}
