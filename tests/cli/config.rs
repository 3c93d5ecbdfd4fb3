//! Settings and keys of one's own.

use cutline::app::action::TABLE;
use cutline::app::key::Key;
use cutline::app::keymap::Keymap;

use super::Desk;

#[test]
fn every_action_is_printed_with_its_keys() {
    let printed = Desk::new().run(&["keys"]).done().stdout;
    for spec in TABLE.iter() {
        let is_its =
            |line: &str| line.split_whitespace().next() == Some(spec.name) && line.ends_with(spec.doc);
        assert!(printed.lines().any(is_its), "{}", spec.name);
    }
    assert!(printed.contains("[scoring]") && printed.contains("keymap.toml"), "{printed}");
}

#[test]
fn ones_own_keys_go_over_the_default() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("config/cutline")).unwrap();
    desk.write("config/cutline/keymap.toml", "[everywhere]\nw = \"undo\"\nu = \"none\"\n");
    let printed = desk.run(&["keys"]).done().stdout;
    let undo = printed.lines().find(|line| line.starts_with("undo ")).unwrap();
    assert!(undo.contains(" w ") && !undo.contains(" u "), "{undo}");
}

#[test]
fn a_mistake_in_ones_own_keys_is_told_with_file_and_line() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("config/cutline")).unwrap();
    desk.write("config/cutline/keymap.toml", "[everywhere]\n\nw = \"fly\"\n");
    desk.run(&["keys"]).failed(3, &["keymap.toml", "line 3: no action is called fly"]);
}

#[test]
fn a_key_that_does_not_get_through_is_noted_with_file_and_line() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("config/cutline")).unwrap();
    desk.write("config/cutline/keymap.toml", "[everywhere]\nx = \"undo\"\n");
    let answer = desk.run(&["keys"]).done();
    assert!(
        answer.stderr.contains("keymap.toml: line 2: x still means clear in [scoring]"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_setting_that_does_not_exist_is_told_with_file_and_line() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("config/cutline")).unwrap();
    desk.write("w.json", super::WORKSPACE);
    for (text, told) in [
        ("ascii = true\ntheme = \"pink\"\n", "line 2: unknown variant `pink`"),
        ("colours = \"16\"\n", "line 1: unknown field `colours`"),
        ("colors = 256\n", "words stand in quotes: colors = \"256\""),
    ] {
        desk.write("config/cutline/config.toml", text);
        desk.run(&["--plain", "w.json"]).failed(3, &["config.toml", told]);
    }
}

#[test]
fn every_key_of_the_readme_means_something() {
    let readme = include_str!("../../README.md");
    let table = readme.split("## Keys").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let named: Vec<&str> =
        rows.flat_map(|cell| cell.split('`')).filter(|word| !word.trim().is_empty()).collect();
    assert!(named.len() > 60, "{named:?}");
    let keymap = Keymap::built_in();
    let known: Vec<Key> = TABLE.iter().flat_map(|spec| keymap.keys_of(spec.action)).collect();
    // Digits are typed, and so is what stands between the keys of a row.
    let is_key = |word: &&&str| !word.starts_with([' ', '–', ',']) && word.parse::<u32>().is_err();
    for key in named.iter().filter(is_key) {
        assert!(known.contains(&key.parse().unwrap()), "{key}");
    }
}
