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
        assert!(script.contains("dry-run"), "{shell}");
    }
    assert!(desk.run(&["man"]).done().stdout.contains(".TH cutline 1"));
    assert!(desk.run(&["man", "import"]).done().stdout.contains("cutline\\-import"));
}

#[test]
fn every_option_of_the_readme_is_one_of_its_verb() {
    let readme = include_str!("../../README.md");
    let rows = readme.lines().filter(|line| line.starts_with("| `cutline "));
    let mut options = 0;
    for command in rows.flat_map(|line| line.split('`').filter(|part| part.starts_with("cutline "))) {
        let verb = command.split_whitespace().nth(1).unwrap();
        let help = Desk::new().run(&[verb, "--help"]).done().stdout;
        let words = command.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        for option in words.filter(|word| word.starts_with("--")) {
            options += 1;
            let is_there =
                help.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|word| word == option);
            assert!(is_there, "{verb} {option}");
        }
    }
    assert!(options > 25, "{options}");
}
