//! Copies that synchronisers leave beside a file when two machines changed it: known by their names.
//!
//! Only names that nobody gives by hand count. `q1 (1).json` may be a download and `q1 2.json` the second workshop,
//! so what Google Drive and iCloud write is left alone: a warning that is mostly wrong is soon not read any more.

use std::path::Path;

use super::disk::Disk;
use super::snapshot::folder;

/// What marks a copy in brackets, in the languages that synchronisers write: `conflicted copy`, `Konfliktkopie`,
/// `copie en conflit`, `copia in conflitto`, `copia en conflicto`, `cópia em conflito`, `konfliktkopia`.
const WORDS: [&str; 5] = ["conflict", "konflikt", "conflit", "conflicto", "衝突"];

/// How Windows calls a machine that nobody gave a name; `OneDrive` puts the name behind the stem.
const MACHINES: [&str; 2] = ["DESKTOP-", "LAPTOP-"];

/// Whether a name is that of a copy that a synchroniser made of a file. `host` is the name of this machine.
fn is_conflict_copy(file: &str, name: &str, host: &str) -> bool {
    let (stem, suffix) = parted(file);
    let (found, other) = parted(name);
    let Some(rest) = found.strip_prefix(stem).filter(|rest| !rest.is_empty()) else { return false };
    other.eq_ignore_ascii_case(suffix) && (is_bracketed(rest) || is_dated(rest) || is_of_machine(rest, host))
}

/// What is said of the copies that lie beside a file, if any do.
pub(super) fn told_of(disk: &dyn Disk, path: &Path) -> Option<String> {
    let names = disk.list(folder(path)).ok()?;
    told(&beside(path, names.iter().map(String::as_str)))
}

/// The names that are those of copies of a file.
pub(super) fn beside<'n>(path: &Path, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let host = gethostname::gethostname();
    let (file, host) = (path.file_name().unwrap_or_default().to_string_lossy(), host.to_string_lossy());
    let mut copies: Vec<&str> = names.filter(|name| is_conflict_copy(&file, name, &host)).collect();
    copies.sort_unstable();
    copies
}

/// What is said of copies beside a file, and what leads on.
pub(super) fn told(copies: &[&str]) -> Option<String> {
    let (first, rest) = copies.split_first()?;
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    Some(format!(
        "a sync conflict lies beside it: {first}{more}. `cutline diff` tells what differs, `cutline merge` joins both"
    ))
}

/// A name without its last suffix, and the suffix.
fn parted(name: &str) -> (&str, &str) {
    let suffix = Path::new(name).extension().and_then(|suffix| suffix.to_str()).unwrap_or_default();
    match name.strip_suffix(suffix).and_then(|stem| stem.strip_suffix('.')) {
        Some(stem) => (stem, suffix),
        None => (name, ""),
    }
}

/// Dropbox, Nextcloud, Seafile, pCloud: `q1 (Ana's conflicted copy 2026-01-20).json`.
fn is_bracketed(rest: &str) -> bool {
    let rest = rest.trim_start();
    let inside = [('(', ')'), ('[', ']')]
        .iter()
        .find_map(|(open, close)| rest.strip_prefix(*open).and_then(|rest| rest.strip_suffix(*close)));
    let inside = inside.map(str::to_lowercase);
    inside.is_some_and(|inside| WORDS.iter().any(|word| inside.contains(word)))
}

/// Syncthing and ownCloud: `q1.sync-conflict-20260120-104200-ABCDEFG.json`, `q1_conflict-20260120-104200.json`.
fn is_dated(rest: &str) -> bool {
    let date = [".sync-conflict-", "_conflict-"].iter().find_map(|mark| rest.strip_prefix(mark));
    date.is_some_and(|date| date.len() >= 8 && date.bytes().take(8).all(|byte| byte.is_ascii_digit()))
}

/// `OneDrive`: `q1-DESKTOP-4F2K9QX.json`, and the name of this machine.
fn is_of_machine(rest: &str, host: &str) -> bool {
    let Some(machine) = rest.strip_prefix('-') else { return false };
    let unnamed = MACHINES.iter().find_map(|prefix| machine.strip_prefix(prefix));
    let is_key = |key: &str| key.len() >= 7 && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    !host.is_empty() && machine.eq_ignore_ascii_case(host) || unnamed.is_some_and(is_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_synchronisers_are_known() {
        for name in [
            "q1 (conflicted copy 2026-01-20).json",
            "q1 (Ana's conflicted copy 2026-01-20 (1)).json",
            "q1 (conflicted copy 2026-01-20 104200).json",
            "q1 (Konfliktkopie von Bo 2026-01-20).json",
            "q1 (copie en conflit de Ana 2026-01-20).json",
            "q1 (Copia en conflicto de Ana 2026-01-20).json",
            "q1 (Case Conflict).json",
            "q1 (SFConflict ana@example.org 2026-01-20-10-42-00).json",
            "q1 [conflicted].json",
            "q1.sync-conflict-20260120-104200-ABCDEFG.json",
            "q1.sync-conflict-20260120-104200.JSON",
            "q1_conflict-20260120-104200.json",
            "q1-DESKTOP-4F2K9QX.json",
            "q1-LAPTOP-0PQ1RST.json",
            "q1-anas-desk.json",
        ] {
            assert!(is_conflict_copy("q1.json", name, "Anas-Desk"), "{name}");
        }
    }

    #[test]
    fn what_people_and_editors_write_is_none() {
        for name in [
            "q1.json",
            "q1.json~",
            ".q1.json.swp",
            "#q1.json#",
            ".#q1.json",
            "q1.json.journal",
            "q1.json.lock",
            "q1.json.bak",
            "q1-copy.json",
            "q1-mine.json",
            "q1 (1).json",
            "q1 2.json",
            "q1 - Copy.json",
            "q1-bos-desk.json",
            "q1-DESKTOP-x.json",
            "q1-LAPTOP-of-ana.json",
            "q1 conflicts.json",
            "q1.sync-conflict-of-interest.json",
            "q1 (conflicted copy 2026-01-20).txt",
            "q10 (conflicted copy 2026-01-20).json",
            "q2 (conflicted copy 2026-01-20).json",
            "~syncthing~q1.json.tmp",
        ] {
            assert!(!is_conflict_copy("q1.json", name, "anas-desk"), "{name}");
        }
        assert!(!is_conflict_copy("q1.json", "q1-.json", ""));
        assert!(is_conflict_copy("backlog", "backlog (conflicted copy)", ""), "a file without a suffix");
    }
}
