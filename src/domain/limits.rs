//! Every limit in one place: how much is taken in, why no more, and how that is told.
//!
//! What goes beyond one is refused whole, with the limit in the message, and nothing is changed, but for a few that
//! `docs/limits.md` tells. Behind each constant stands a row of [`ALL`], from
//! which the documentation is checked.

use super::rejection::Rejection;

/// The largest file that is read or written, in bytes: 1 GiB. Where something in it is wrong or old it is held in memory
/// as a whole.
pub const FILE: u64 = 1 << 30;

/// The largest number of items, those of the past among them: slots are 32 bits wide, and millionths of an effort
/// are summed over all of them.
pub const ITEMS: usize = 4_000_000;

/// The largest number of a gesture: 2⁵³, the largest whole number that every reader of JSON keeps.
pub const GESTURE: u64 = 1 << 53;

/// How deep lists and objects of a JSON source may lie in each other: deeper would exhaust the stack.
pub const DEPTH: usize = 127;

/// How deep they may lie in a field of a workspace that is not known, so that every reader goes down that far when the
/// levels around it are counted, too.
pub const KEPT_DEPTH: usize = 100;

/// The longest title that is typed or brought in, in characters. One in a file may be longer: it opens, and is cut
/// where it is shown.
pub const TITLE: usize = 2_000;

/// How much of a pasted line is taken, in characters.
pub const PASTE: usize = 2_000;

/// The largest text that comes back from an editor, in bytes: 1 MiB.
pub const EDITED: u64 = 1 << 20;

/// The longest line that plain mode reads, or that is typed, in bytes: 64 KiB.
pub const LINE: u64 = 1 << 16;

/// How long each part of a message about a file is, in characters, however long what it is about is: the middle is left
/// out. The parts are what is wrong, and where.
pub const MESSAGE: usize = 1_000;

/// How many columns a table may have. Trackers export some hundred; each is compared with every name of every field.
pub const COLUMNS: usize = 2_000;

/// What a workbook may come to when it is unpacked, in bytes, and the text of its cells: 512 MiB.
pub const UNPACKED: u64 = 1 << 29;

/// How many cells a workbook, or a list as JSON, may come to as a table, those that are empty between others among
/// them.
pub const CELLS: usize = 20_000_000;

/// A limit, for people.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What is limited.
    pub what: &'static str,
    /// The most that is taken.
    pub most: u64,
    /// What it is counted in.
    pub unit: &'static str,
    /// Why no more.
    pub why: &'static str,
}

/// Every limit, in the order in which the documentation has them.
pub const ALL: [Limit; 13] = [
    Limit::new(
        "a file",
        FILE,
        "bytes",
        "where something in it is wrong or old it is held in memory as a whole",
    ),
    Limit::new("a workspace", ITEMS as u64, "items", "each has a place of 32 bits"),
    Limit::new("the number of a gesture", GESTURE, "", "JSON keeps no larger one exactly"),
    Limit::new("nesting in a list as JSON", DEPTH as u64, "levels", "deeper would exhaust the stack"),
    Limit::new("nesting in an unknown field", KEPT_DEPTH as u64, "levels", "others have to read it, too"),
    Limit::new(
        "a title that comes in",
        TITLE as u64,
        "characters",
        "what is longer belongs in the description",
    ),
    Limit::new("a line that is pasted", PASTE as u64, "characters", "it is one line"),
    Limit::new("a text from the editor", EDITED, "bytes", "it is one field"),
    Limit::new("a line that is typed", LINE, "bytes", "it is one line"),
    Limit::new("a workbook, unpacked", UNPACKED, "bytes", "little can unpack to a lot"),
    Limit::new("a table", COLUMNS as u64, "columns", "no tracker exports more"),
    Limit::new("a workbook or a JSON list", CELLS as u64, "cells", "far corners span a lot"),
    Limit::new("a part of a message", MESSAGE as u64, "characters", "somebody has to read it"),
];

impl Limit {
    const fn new(what: &'static str, most: u64, unit: &'static str, why: &'static str) -> Limit {
        Limit { what, most, unit, why }
    }

    /// `1 GiB`, `4,000,000 items`, `2^53`.
    pub fn told(&self) -> String {
        match self.unit {
            "" => format!("2^{}", self.most.ilog2()),
            "bytes" => size(self.most),
            unit => format!("{} {unit}", grouped(self.most)),
        }
    }
}

/// Refuses a title that is longer than one that is typed or brought in may be.
pub(super) fn check_title(title: &str) -> Result<(), Rejection> {
    // Most are short enough by their bytes, which need no counting.
    if title.len() > TITLE && title.chars().nth(TITLE).is_some() {
        return Err(Rejection::LongTitle(title.chars().count()));
    }
    Ok(())
}

/// Of a title in a file that is longer than one that comes in the beginning: whoever shows it does not go through
/// all of it.
pub(super) fn beginning(title: &str) -> &str {
    if title.len() <= TITLE {
        return title;
    }
    title.char_indices().nth(TITLE).map_or(title, |(at, _)| &title[..at])
}

/// A number of bytes in the largest unit that it is a whole number of: `64 KiB`.
pub fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let whole = units.into_iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit));
    whole.map_or_else(
        || format!("{} bytes", grouped(bytes)),
        |(unit, name)| format!("{} {name}", bytes / unit),
    )
}

/// A whole number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits
        .char_indices()
        .flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_in_round_words() {
        for (bytes, told) in [(1 << 30, "1 GiB"), (1 << 16, "64 KiB"), (1_536, "1,536 bytes"), (0, "0 bytes")]
        {
            assert_eq!(size(bytes), told);
        }
        for (number, told) in [(0, "0"), (999, "999"), (1_000, "1,000"), (20_000_000, "20,000,000")] {
            assert_eq!(grouped(number), told);
        }
        let told: Vec<String> = ALL.iter().map(Limit::told).collect();
        assert_eq!(&told[..4], ["1 GiB", "4,000,000 items", "2^53", "127 levels"]);
    }
}
