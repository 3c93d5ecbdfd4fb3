//! Help, completions, manual pages, and arguments that make no sense.

use super::Desk;

#[test]
fn without_arguments_there_is_help_and_exit_code_2() {
    Desk::new()
        .run(&[])
        .failed(2, &["Usage: cutline [OPTIONS] [FILE]", "--plain", "import ", "Exit codes: 0 done"]);
}

#[test]
fn help_that_is_asked_for_is_an_answer() {
    for arguments in [&["--help"][..], &["-h"], &["--version"], &["help", "score"], &["import", "--help"]] {
        let answer = Desk::new().run(arguments).done();
        assert!(!answer.stdout.is_empty() && answer.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn arguments_that_make_no_sense_are_wrong_use() {
    for arguments in [
        &["rank"][..],
        &["rank", "w.json", "--jsn"],
        &["score", "w.json", "pay"],
        &["import", "a.csv"],
        &["completions", "dos"],
        &["man", "scroe"],
        &["w.json", "v.json"],
    ] {
        Desk::new().run(arguments).failed(2, &["error: "]);
    }
}

#[test]
fn shells_and_manuals_are_served() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.run(&["completions", shell]).done().stdout;
        assert!(script.contains("--dry-run") || script.contains("dry-run"), "{shell}");
    }
    assert!(desk.run(&["man"]).done().stdout.contains(".TH cutline 1"));
    assert!(desk.run(&["man", "import"]).done().stdout.contains("cutline\\-import"));
}
