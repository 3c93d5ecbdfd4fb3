//! A browser takes every page without a word, where there is one.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{DEMO, every_page, open};

/// The browser of this machine, if it has one of these.
fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}

#[test]
fn a_browser_shows_every_page_and_asks_for_nothing_else() {
    let Some(browser) = browser() else {
        println!("skipped: no chromium on this machine");
        return;
    };
    let desk = tempfile::tempdir().unwrap();
    for (at, (name, text)) in every_page(&open(DEMO)).into_iter().enumerate() {
        let page = desk.path().join(format!("{name}.html"));
        fs::write(&page, text).unwrap();
        let output = Command::new(&browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
            .args(["--enable-logging=stderr", "--dump-dom"])
            .arg(format!("--user-data-dir={}", desk.path().join("profile").display()))
            .arg(format!("file://{}", page.display()))
            .output()
            .unwrap();
        let (dom, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if at == 0 && dom.is_empty() && !output.status.success() {
            println!("skipped: the browser does not start here");
            return;
        }
        assert!(dom.trim_end().ends_with("</html>") && dom.contains("<h1"), "{name}: {dom}");
        // What a page asks for and may not have is told on the console, as is everything that is wrong with it.
        let told: Vec<&str> = said.lines().filter(|line| line.contains("CONSOLE")).collect();
        assert_eq!(told, Vec::<&str>::new(), "{name}");
    }
}
