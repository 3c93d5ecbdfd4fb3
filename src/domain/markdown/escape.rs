//! Markdown in which a text from a file means nothing but itself.

use std::borrow::Cow;

/// What means something anywhere in a line or in a cell of a table.
const ANYWHERE: &[char] = &['\\', '`', '*', '_', '[', ']', '|', '~', '$', '<', '>'];

/// What means something at the beginning of a line.
const FIRST: &[char] = &['#', '-', '+', '='];

/// Escapes a text of one line. What stands where it begins is escaped as if it began the line, because it may.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let special = |c: char| ANYWHERE.contains(&c) || FIRST.contains(&c) || matches!(c, '&' | ':' | '.' | ')');
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = if numbered.len() < text.len() { text.len() - numbered.len() } else { usize::MAX };
    let mut written = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' if is_entity(&text[at..]) => written.push_str("&amp;"),
            c if ANYWHERE.contains(&c) || means_a_link(text, at) => written.extend(['\\', c]),
            c if at == 0 && FIRST.contains(&c) => written.extend(['\\', c]),
            '.' | ')' if at == number => written.extend(['\\', c]),
            c => written.push(c),
        }
    }
    Cow::Owned(written)
}

/// Whether a text begins with what would be read as one other character: `&amp;`, `&#60;`.
fn is_entity(text: &str) -> bool {
    let name = text[1..].trim_start_matches('#');
    name.split_once(';')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Whether some readers make a link of what stands around a character: `https://`, `www.`.
fn means_a_link(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with("://")
        || (rest.starts_with('.')
            && text[..at].get(at.wrapping_sub(3)..).is_some_and(|www| www.eq_ignore_ascii_case("www")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_markdown() {
        for (text, written) in [
            ("Fix payments", "Fix payments"),
            ("a * b_c `d` [e](f) ![g]", "a \\* b\\_c \\`d\\` \\[e\\](f) !\\[g\\]"),
            ("a | b", "a \\| b"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("# head", "\\# head"),
            ("C# and F#", "C# and F#"),
            ("- item", "\\- item"),
            ("a - b", "a - b"),
            ("1. first", "1\\. first"),
            ("2026) later", "2026\\) later"),
            ("v1.2.", "v1.2."),
            ("3.5 days", "3\\.5 days"),
            ("R&D &amp; &#60; &;", "R&D &amp;amp; &amp;#60; &;"),
            (
                "see https://evil.example and www.evil.example",
                "see https\\://evil.example and www\\.evil.example",
            ),
            ("{{ 7 * 7 }}", "{{ 7 \\* 7 }}"),
            ("a\\", "a\\\\"),
            ("~~gone~~ $x$", "\\~\\~gone\\~\\~ \\$x\\$"),
            ("予約 العربية", "予約 العربية"),
            ("", ""),
        ] {
            assert_eq!(escaped(text), written);
        }
    }
}
