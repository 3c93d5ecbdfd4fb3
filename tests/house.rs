//! The rules of the house, read off the sources: what the core must not know, and how large a room may be.
#![cfg(test)]
#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// What the core may not name: the file system, the clock, the terminal, and chance that nobody seeds.
const OUTSIDE: [&str; 11] = [
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "std::thread",
    "std::time",
    "Utc::now",
    "Local::now",
    "rand",
    "getrandom",
    "from_entropy",
];

/// The layers, from the core outward.
const LAYERS: [&str; 16] = [
    "domain", "keeping", "app", "chart", "report", "export", "import", "store", "crew", "sampler", "reader",
    "exporter", "watch", "runtime", "cli", "tui",
];

/// The folders and files that have rules: whether they belong to the core, and the layers that they may name beside
/// themselves.
const RULES: [(&str, bool, &[&str]); 17] = [
    ("domain", true, &[]),
    ("keeping", true, &["domain"]),
    ("app", true, &["domain", "keeping"]),
    ("chart", true, &["domain"]),
    ("report", true, &["domain", "chart"]),
    ("export", true, &["domain", "chart", "report"]),
    ("cli/plain", true, &["domain", "keeping", "app", "cli", "import"]),
    ("store", false, &["domain", "keeping", "crew"]),
    ("import", false, &["domain"]),
    ("crew", false, &["domain"]),
    ("sampler", false, &["domain", "crew"]),
    ("reader", false, &["domain", "app", "import", "store"]),
    ("exporter", false, &["domain", "app", "export", "report", "store"]),
    ("watch", false, &["store"]),
    (
        "runtime",
        false,
        &["domain", "keeping", "app", "import", "store", "crew", "sampler", "reader", "exporter", "watch"],
    ),
    ("tui", false, &["domain", "keeping", "app", "store", "reader", "exporter", "watch", "runtime"]),
    (
        "cli",
        false,
        &[
            "domain", "keeping", "app", "report", "export", "import", "store", "crew", "sampler", "reader",
            "exporter", "watch", "tui",
        ],
    ),
];

/// The only file outside of it that may name the drawn program, which is left out where there is no terminal.
const DRAWN: &str = "src/cli/drawn.rs";

/// What only the terminal's own layer names.
const TERMINAL: [&str; 3] = ["ratatui", "crossterm", "rustix"];

/// Lines that a file may have, its tests among them; and one of tests alone, which is read a test at a time.
const LONGEST: usize = 420;
const TESTS: usize = 480;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            found.push(path);
        }
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Code without its comments: a comment may name what the code may not.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether a path stands in a text as a whole word: `rand` is not in `operand`.
fn names(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(is_part)
            && !code[at + word.len()..].chars().next().is_some_and(is_part)
    })
}

#[test]
fn arrows_point_inward() {
    for (folder, core, inner) in RULES {
        let outside: &[&str] = if core { &OUTSIDE } else { &[] };
        let forbidden = LAYERS.iter().filter(|layer| **layer != folder && !inner.contains(layer));
        let forbidden: Vec<String> = forbidden.map(|layer| format!("crate::{layer}")).collect();
        let folder_of = root().join("src").join(folder);
        // The loop of the plain lines is around what is pure of them.
        let file =
            Some(folder_of.with_extension("rs")).filter(|file| file.is_file() && !folder.contains('/'));
        let paths: Vec<PathBuf> = sources(&folder_of).into_iter().chain(file).collect();
        assert!(!paths.is_empty(), "{folder} is nowhere");
        for path in paths {
            let code = code(&path);
            // What is named in a group is not seen.
            let grouped = ["crate::{", "std::{"];
            assert!(!grouped.iter().any(|group| code.contains(group)), "{} groups layers", path.display());
            let terminal = TERMINAL.iter().copied().filter(|_| folder != "tui");
            for word in forbidden.iter().map(String::as_str).chain(terminal).chain(outside.iter().copied()) {
                assert!(!names(&code, word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn every_folder_and_file_of_the_program_is_a_layer() {
    let entries = fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<String> =
        entries.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    found.sort();
    found.dedup();
    let mut layers: Vec<&str> = LAYERS.into_iter().chain(["lib", "main"]).collect();
    layers.sort_unstable();
    assert_eq!(found, layers);
}

#[test]
fn nobody_goes_up_to_where_the_layers_are_without_naming_one() {
    for path in sources(&root().join("src")) {
        let code = code(&path);
        let inside = path.strip_prefix(root().join("src")).unwrap();
        let is_first = path.file_name().is_some_and(|name| name == "mod.rs");
        // Tests in the same file are one step further in, and so are those in a file of that name.
        let deep =
            inside.components().count() - usize::from(is_first) + usize::from(code.contains("mod tests {"));
        let up = (1..=deep).rev().find(|steps| code.contains(&"super::".repeat(*steps))).unwrap_or(0);
        assert!(up < deep || deep == 0, "{} goes up {up} steps of {deep}", path.display());
    }
}

#[test]
fn only_the_terminal_names_the_terminal() {
    for path in sources(&root().join("src")) {
        if path.starts_with(root().join("src/tui")) {
            continue;
        }
        for word in TERMINAL {
            assert!(!names(&code(&path), word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn only_what_draws_names_the_drawn_program() {
    let outside = |path: &PathBuf| !path.starts_with(root().join("src/tui")) && *path != root().join(DRAWN);
    for path in sources(&root().join("src")).into_iter().filter(outside) {
        assert!(!names(&code(&path), "crate::tui"), "{} names crate::tui", path.display());
    }
}

#[test]
fn the_compiler_vouches_for_every_line() {
    // Spelt so that this file does not have the word either.
    let word = concat!("un", "safe");
    let forbidden = format!("{word}_code = \"forbid\"");
    assert!(fs::read_to_string(root().join("Cargo.toml")).unwrap().contains(&forbidden));
    // The package is built and tested without the last one.
    for folder in ["src", "tests", "benches", "examples", "fuzz/fuzz_targets"] {
        if !root().join(folder).is_dir() {
            continue;
        }
        for path in sources(&root().join(folder)) {
            let code = code(&path);
            for used in [" {", " fn", " impl", " extern", "(", "_code"] {
                assert!(!code.contains(&format!("{word}{used}")), "{} has {word}{used}", path.display());
            }
        }
    }
}

#[test]
fn no_room_is_too_large_and_each_says_what_it_is_for() {
    for path in
        ["src", "tests", "benches", "examples"].iter().flat_map(|folder| sources(&root().join(folder)))
    {
        let text = fs::read_to_string(&path).unwrap();
        let said = text.trim_start_matches("#![cfg(test)]\n");
        assert!(said.starts_with("//! "), "{} does not say what it is for", path.display());
        let (lines, most) =
            (text.lines().count(), if path.starts_with(root().join("src")) { LONGEST } else { TESTS });
        assert!(lines <= most, "{} has {lines} lines", path.display());
    }
}

/// The folders whose first file has a map.
const MAPPED: [&str; 10] =
    ["app", "chart", "cli", "domain", "domain/reconcile", "export", "import", "report", "store", "tui"];

#[test]
fn every_map_names_every_room() {
    for folder in MAPPED {
        let text = fs::read_to_string(root().join("src").join(folder).join("mod.rs")).unwrap();
        // The plan itself: what stands before and behind it has words that are rooms, too.
        let plan = text.split("//! ```text").nth(1).and_then(|plan| plan.split("//! ```").next());
        let map = plan.unwrap_or_else(|| panic!("{folder} has no map"));
        let mut before = "";
        for line in text.lines() {
            let room =
                line.split_once("mod ").filter(|(shown, _)| shown.is_empty() || shown.starts_with("pub"));
            let room = room.and_then(|(_, rest)| rest.strip_suffix(';')).filter(|_| before != "#[cfg(test)]");
            assert!(room.is_none_or(|room| names(map, room)), "the map of {folder} leaves out {line}");
            before = line;
        }
    }
}
