//! Every limit is told to those who use the program.

use std::fs;
use std::path::Path;

use cutline::domain::limits::ALL;

#[test]
fn the_page_of_limits_has_every_one() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/limits.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    let told: Vec<String> =
        ALL.iter().map(|limit| format!("| {} | {} | {} |", limit.what, limit.told(), limit.why)).collect();
    assert_eq!(rows, told);
}
