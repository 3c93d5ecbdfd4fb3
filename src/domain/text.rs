//! Text from files: made safe to show, and made into ids.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::Hash;

use twox_hash::XxHash3_128;
use unicode_width::UnicodeWidthChar;

use super::limits::MESSAGE;

/// What stands for an empty title.
pub const UNTITLED: &str = "(untitled)";

/// The longest id that is made from a title, in characters.
const SLUG_LENGTH: usize = 32;

/// How many characters tell titles apart whose slugs are the same.
const MARK: usize = 4;

/// How many marks stay on one character. No script needs more; a stack of them climbs over the rows around it.
const MOST_MARKS: usize = 4;

/// Text that can be sent to a terminal in one line: no controls, no direction overrides, no invisible marks.
/// Line breaks are shown as ⏎ and tabs as a space; everything else that is harmful is dropped, and so are the marks
/// on a character beyond the fourth.
pub fn scrub(text: &str) -> Cow<'_, str> {
    scrubbed(text, |c| match c {
        '\n' | '\r' => '⏎',
        '\t' => ' ',
        c => c,
    })
}

/// The same for text of several lines: line breaks and tabs stay what they are.
pub fn scrub_lines(text: &str) -> Cow<'_, str> {
    scrubbed(text, |c| if c == '\r' { '\n' } else { c })
}

/// Whether a text is printable ASCII alone, as most are: nothing in it is harmful, and each character takes one cell.
pub fn is_plain(text: &str) -> bool {
    are_plain(text.as_bytes())
}

/// The same of the bytes of a text.
pub fn are_plain(bytes: &[u8]) -> bool {
    all(bytes, is_plain_byte)
}

/// Whether a text is printable ASCII with line breaks and tabs. Most that is printed is, and that is seen at once.
pub fn is_plain_lines(text: &str) -> bool {
    all(text.as_bytes(), |byte| is_plain_byte(byte) | matches!(byte, b'\n' | b'\t'))
}

fn is_plain_byte(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Whether something is so of all bytes. Without a way out in between, a chunk is looked at as a whole.
fn all(bytes: &[u8], is_so: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(256).all(|chunk| chunk.iter().fold(true, |all, byte| all & is_so(*byte)))
}

/// Text without what is harmful, and white space as it is to be shown.
fn scrubbed(text: &str, shown: impl Fn(char) -> char) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut sieve = Sieve::default();
    if text.chars().all(|c| sieve.lets_through(c) && shown(c) == c) {
        return Cow::Borrowed(text);
    }
    let mut sieve = Sieve::default();
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().filter(|c| sieve.lets_through(*c)).map(shown).collect())
}

/// What lets through the characters of a text that do no harm where they stand.
#[derive(Default)]
struct Sieve {
    /// How many characters without a cell of their own came since the last one with one.
    marks: usize,
}

impl Sieve {
    fn lets_through(&mut self, c: char) -> bool {
        // Most are ASCII, and this is asked of all that is drawn.
        if c.is_ascii() {
            self.marks = 0;
            return !c.is_ascii_control() || matches!(c, '\n' | '\r' | '\t');
        }
        if harmful(c) || is_invisible(c) {
            return false;
        }
        self.marks = if c.width() == Some(0) { self.marks + 1 } else { 0 };
        self.marks <= MOST_MARKS
    }
}

/// Whether a character could steer a terminal or hide in it:
/// C0, DEL, C1, U+2028–U+202E, U+2066–U+2069, U+200B, U+FEFF. The zero-width joiner stays, for emoji.
pub fn harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether nobody sees a character: marks of direction, soft hyphens, fillers, tags. It is no harm where it is kept, and
/// is left out where text is shown. What joins letters and signs, and what chooses their form, stays.
fn is_invisible(c: char) -> bool {
    // What frames and marks are drawn with comes first.
    !matches!(c, '\u{2070}'..='\u{3163}')
        && matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}')
}

/// The beginning of a text: of its first line at most so many characters, cut behind a word where one
/// ends in the second half. What is cut ends in `…`.
pub fn brief(text: &str, most: usize) -> Cow<'_, str> {
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default().trim_end();
    if line.len() == text.len() && line.chars().count() <= most {
        return Cow::Borrowed(line);
    }
    let room = most.saturating_sub(1);
    let Some((end, _)) = line.char_indices().nth(room) else { return Cow::Owned(format!("{line}…")) };
    let word = line[..end].rfind(char::is_whitespace).filter(|word| *word >= end / 2);
    let word = word.filter(|_| !line[end..].starts_with(char::is_whitespace)).unwrap_or(end);
    Cow::Owned(format!("{}…", line[..word].trim_end()))
}

/// The beginning and the end of a message that is longer than anybody reads, because a file has something long where
/// a name should be.
pub fn abridged(message: String) -> String {
    // Most are short enough by their bytes, which need no counting.
    if message.len() <= MESSAGE || message.chars().nth(MESSAGE).is_none() {
        return message;
    }
    let (head, tail) = (MESSAGE / 2, MESSAGE - MESSAGE / 2 - 1);
    let end = message.char_indices().nth(head).map_or(message.len(), |(at, _)| at);
    let start = message.char_indices().nth_back(tail - 1).map_or(message.len(), |(at, _)| at);
    format!("{}…{}", &message[..end], &message[start..])
}

/// A name for a file made from a title: lower case, words joined by hyphens, at most 32 characters. Empty when
/// the title has no letter or digit.
pub fn slug(title: &str) -> String {
    slug_within(title, SLUG_LENGTH).0
}

/// The slug of a title; behind one that leaves words out, a mark of the whole title. Titles that begin alike get ids
/// that differ, even where two people write them down apart and put their files together later.
pub fn id_from(title: &str) -> String {
    let (slug, is_whole) = slug_within(title, SLUG_LENGTH);
    if is_whole { slug } else { format!("{}-{}", slug_within(title, SLUG_LENGTH - MARK - 1).0, mark(title)) }
}

/// A slug of at most so many characters, and whether it holds every word.
fn slug_within(title: &str, most: usize) -> (String, bool) {
    let mut slug = String::new();
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        let word = word.to_lowercase();
        let grown = slug.chars().count() + usize::from(!slug.is_empty()) + word.chars().count();
        if grown > most {
            if slug.is_empty() {
                slug.extend(word.chars().take(most));
            }
            return (slug, false);
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    (slug, true)
}

/// So many letters and digits that are the same for the same text, and hardly for another.
pub(super) fn mark(text: &str) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let hash = XxHash3_128::oneshot(text.as_bytes());
    (0..MARK).map(|place| char::from(SIGNS[(hash >> (5 * place)) as usize % SIGNS.len()])).collect()
}

/// A text that begins with a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `effort`, `urgency and effort`, `impact, urgency and effort`.
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    }
}

/// `Ledger split, Event bus, and 4 more`: so many of all there are.
pub fn first_of(names: impl Iterator<Item = String>, all: usize, most: usize) -> String {
    let more = (all > most).then(|| format!("and {} more", all - most));
    names.take(most).chain(more).collect::<Vec<_>>().join(", ")
}

/// Each entry once, in their order.
pub fn each_once<T: Clone + Eq + Hash>(entries: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut known = HashSet::new();
    entries.into_iter().filter(|entry| known.insert(entry.clone())).collect()
}

/// `1 item`, `3 items`: so many of what has its plural by an s.
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_dropped() {
        for (raw, safe) in [
            ("plain", "plain"),
            ("\u{1b}[31mred\u{7}", "[31mred"),
            ("a\u{202e}b\u{200b}c\u{feff}", "abc"),
            ("one\r\ntwo\tthree", "one⏎two three"),
            ("c1\u{9b}2J", "c12J"),
            ("👩\u{200d}🔧", "👩\u{200d}🔧"),
            (
                "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{200b}\u{301}x\u{301}",
                "e\u{301}\u{301}\u{301}\u{301}x\u{301}",
            ),
            ("שָּׁ and 👩🏽\u{200d}❤\u{fe0f}\u{200d}👩🏽", "שָּׁ and 👩🏽\u{200d}❤\u{fe0f}\u{200d}👩🏽"),
        ] {
            assert_eq!(scrub(raw), safe);
        }
    }

    #[test]
    fn several_lines_stay_several_lines() {
        for (raw, safe) in [
            ("a\r\nb\rc\n\td", "a\nb\nc\n\td"),
            ("\u{1b}]52;c;eA==\u{7}\n\u{2066}b", "]52;c;eA==\nb"),
            ("plain\n", "plain\n"),
        ] {
            assert_eq!(scrub_lines(raw), safe);
        }
    }

    #[test]
    fn of_a_long_text_the_beginning_is_told() {
        for (text, most, told) in [
            ("short", 10, "short"),
            ("  exactly ten", 11, "exactly ten"),
            ("one two three", 9, "one two…"),
            ("one two three", 8, "one two…"),
            ("incomprehensible", 8, "incompr…"),
            ("a incomprehensible", 8, "a incom…"),
            ("first line\nsecond", 40, "first line…"),
            ("漢字漢字漢字", 4, "漢字漢…"),
            ("", 4, ""),
            ("any", 0, "…"),
        ] {
            assert_eq!(brief(text, most), told, "{text}");
        }
    }

    #[test]
    fn of_a_long_message_the_middle_is_left_out() {
        for letter in ["a", "漢"] {
            let whole = letter.repeat(MESSAGE);
            assert_eq!(abridged(whole.clone()), whole);
            let long = abridged(format!("{letter}{whole}"));
            assert_eq!(long, format!("{}…{}", letter.repeat(MESSAGE / 2), letter.repeat(MESSAGE / 2 - 1)));
            assert_eq!(long.chars().count(), MESSAGE);
        }
    }

    #[test]
    fn slugs_are_short_and_plain() {
        for (title, expected) in [
            ("Fix payment failures", "fix-payment-failures"),
            ("  Wait—list: café  ", "wait-list-café"),
            ("A very long title that would make an unwieldy id", "a-very-long-title-that-would"),
            ("!!!", ""),
        ] {
            assert_eq!(slug(title), expected);
        }
    }

    #[test]
    fn titles_that_begin_alike_get_ids_that_differ() {
        assert_eq!(id_from("Fix payment failures"), "fix-payment-failures");
        let long = ["for agencies", "for agencies, too", "in the app"]
            .map(|end| id_from(&format!("Improve the onboarding of teams {end}")));
        assert_eq!(long, ["a46c", "vk9q", "ucvq"].map(|mark| format!("improve-the-onboarding-of-{mark}")));
        assert_eq!(id_from(&"x".repeat(40)).chars().count(), SLUG_LENGTH);
    }
}
