//! `cutline completions` and `cutline man`: every shell and every verb, and scripts that their shells can read.

use std::process::Command;

use super::Desk;

const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

/// The verbs, as help lists them.
fn verbs() -> Vec<String> {
    let help = Desk::new().run(&["--help"]).done().stdout;
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verb = |line: &str| line.trim_start().split(' ').next().map(str::to_owned);
    let listed: Vec<&str> =
        listed.filter(|line| line.starts_with("  ") && !line.starts_with("   ")).collect();
    let verbs: Vec<String> = listed.into_iter().filter_map(verb).filter(|verb| verb != "help").collect();
    assert!(verbs.len() > 15 && verbs.contains(&"merge".to_owned()), "{verbs:?}");
    verbs
}

fn script(shell: &str) -> String {
    Desk::new().run(&["completions", shell]).done().stdout
}

#[test]
fn every_shell_knows_every_verb() {
    let verbs = verbs();
    for shell in SHELLS {
        let script = script(shell);
        for verb in &verbs {
            let words = script.split(|c: char| !(c.is_alphanumeric() || c == '-'));
            assert!(words.clone().any(|word| word == verb), "{shell} does not know {verb}");
        }
        for option in ["stdout", "exit-code", "json"] {
            assert!(script.contains(option), "{shell} does not know {option}");
        }
    }
}

#[test]
fn every_shell_that_is_here_can_read_its_script() {
    for (shell, arguments) in [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"])] {
        let desk = Desk::with("script", script(shell));
        match Command::new(shell).args(arguments).arg(desk.path("script")).output() {
            Ok(output) => {
                assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
            }
            Err(error) => println!("skipped: {shell} cannot be started here ({error})"),
        }
    }
}

#[test]
fn every_verb_has_its_page() {
    let desk = Desk::new();
    for verb in verbs() {
        let page = desk.run(&["man", &verb]).done().stdout;
        assert!(
            page.contains(&format!(".TH cutline-{verb} ")) && page.contains(".SH NAME"),
            "{verb}: {page}"
        );
    }
    assert!(desk.run(&["man"]).done().stdout.contains(".TH cutline "));
    desk.run(&["man", "mend"]).failed(2, &["there is no verb mend", "merge"]);
}

#[test]
fn files_are_completed_as_files() {
    let zsh = script("zsh");
    for word in ["base", "ours", "theirs", "before", "after"] {
        let argument = zsh.lines().find(|line| line.starts_with(&format!("':{word} --")));
        assert!(argument.is_some_and(|line| line.contains("_files")), "{word}: {argument:?}");
    }
}
