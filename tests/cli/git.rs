//! Git itself, with Cutline as its merge driver and as what shows differences.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use super::{Desk, WORKSPACE};

/// A repository of its own, untouched by whatever is set on this machine.
struct Repository(Desk);

impl Repository {
    /// None where git is missing, which is said.
    fn new() -> Option<Repository> {
        if let Err(error) = Command::new("git").arg("--version").output() {
            println!("skipped: git cannot be started here ({error})");
            return None;
        }
        let repository = Repository(Desk::new());
        let program = env!("CARGO_BIN_EXE_cutline");
        repository.done(&["init", "--quiet", "--initial-branch", "main"]);
        repository.done(&["config", "merge.cutline.name", "Cutline workspaces"]);
        repository.done(&[
            "config",
            "merge.cutline.driver",
            &format!("'{program}' merge %O %A %B --path %P"),
        ]);
        repository.done(&["config", "diff.cutline.textconv", &format!("'{program}' rank")]);
        repository.0.write(".gitattributes", "q1.json merge=cutline diff=cutline\n");
        repository.0.write("q1.json", WORKSPACE);
        repository.commit("Begin");
        Some(repository)
    }

    fn git(&self, arguments: &[&str]) -> Output {
        let nowhere = Path::new(if cfg!(windows) { "NUL" } else { "/dev/null" });
        let mut command = Command::new("git");
        command.current_dir(self.0.path("")).args(arguments);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        command
            .env("GIT_CONFIG_GLOBAL", nowhere)
            .env("GIT_CONFIG_SYSTEM", nowhere)
            .env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("HOME", self.0.path("")).env("XDG_CONFIG_HOME", self.0.path("config"));
        command.env("GIT_AUTHOR_NAME", "Test").env("GIT_AUTHOR_EMAIL", "test@example.org");
        command.env("GIT_COMMITTER_NAME", "Test").env("GIT_COMMITTER_EMAIL", "test@example.org");
        command.output().unwrap()
    }

    fn done(&self, arguments: &[&str]) -> String {
        let output = self.git(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self, message: &str) {
        self.done(&["add", "--all"]);
        self.done(&["commit", "--quiet", "--message", message]);
    }

    /// Scores something on a branch of its own and comes back.
    fn on_branch(&self, branch: &str, score: &[&str]) {
        self.done(&["checkout", "--quiet", "-b", branch, "main"]);
        self.0.run(&[&["score", "q1.json"], score].concat()).done();
        self.commit(branch);
        self.done(&["checkout", "--quiet", "main"]);
    }

    fn file(&self) -> Value {
        serde_json::from_str(&self.0.read("q1.json")).unwrap()
    }
}

#[test]
fn two_branches_merge_by_themselves_where_nobody_disagrees() {
    let Some(repository) = Repository::new() else { return };
    repository.on_branch("ana", &["pay", "effort=3", "--as", "ana"]);
    repository.on_branch("raj", &["pay", "customer_value=4", "--as", "raj"]);
    repository.done(&["merge", "--quiet", "--no-edit", "ana"]);
    repository.done(&["merge", "--quiet", "--no-edit", "raj"]);
    let file = repository.file();
    let scores = &file["items"][0]["scores"];
    assert_eq!(
        (&scores["effort"]["votes"]["ana"], &scores["customer_value"]["votes"]["raj"]),
        (&json!(3), &json!(4))
    );
    let numbers: Vec<u64> =
        file["log"].as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2], "both gestures are on record");
    assert_eq!(repository.done(&["status", "--porcelain"]), "");
    assert_eq!(repository.0.run(&["rank", "q1.json"]).code, 0);
}

#[test]
fn a_conflict_stops_the_merge_and_leaves_a_workspace_that_opens() {
    let Some(repository) = Repository::new() else { return };
    repository.on_branch("ana", &["pay", "effort=3"]);
    repository.on_branch("raj", &["pay", "effort=5"]);
    repository.done(&["merge", "--quiet", "--no-edit", "ana"]);
    let output = repository.git(&["merge", "--no-edit", "raj"]);
    assert!(!output.status.success());
    let told = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    for words in ["q1.json: merged, 1 conflict", "Fix payments", "effort", "ours 3, theirs 5", "CONFLICT"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(repository.done(&["diff", "--name-only", "--diff-filter=U"]), "q1.json\n");
    assert_eq!(repository.file()["items"][0]["scores"]["effort"], 3);
    // Settled as anything else is: by scoring it.
    repository.0.run(&["score", "q1.json", "pay", "effort=4", "--reason", "between the two"]).done();
    repository.commit("Settle the effort");
    let kinds: Vec<Value> =
        repository.file()["log"].as_array().unwrap().iter().map(|entry| entry["kind"].clone()).collect();
    let expected = ["score", "score", "reconcile", "reconcile", "score", "reason"];
    assert_eq!(kinds, expected, "what both did is on record, what stands, and who is in by it");
}

#[test]
fn differences_are_shown_as_rankings_and_as_what_changed() {
    let Some(repository) = Repository::new() else { return };
    repository.0.run(&["score", "q1.json", "sso", "effort=1"]).done();
    let shown = repository.done(&["diff"]);
    let lines =
        |sign: &str| shown.lines().filter(|line| line.starts_with(sign) && line.contains("SSO")).count();
    assert_eq!((lines("-   3 "), lines("+   2 ")), (1, 1), "{shown}");
    let before = repository.done(&["show", "HEAD:q1.json"]);
    let told = repository.0.run_with_input(&["diff", "-", "q1.json"], before.as_bytes()).done().stdout;
    assert!(told.contains("effort 3 → 1"), "{told}");
    let tool = repository.done(&[
        "difftool",
        "--no-prompt",
        "--extcmd",
        &format!("'{}' diff", env!("CARGO_BIN_EXE_cutline")),
    ]);
    assert_eq!(tool, told);
}
