//! What may reach a terminal: text that steers nothing, and the sequences that the program itself writes, each of
//! them known here. The lists are written down a second time, so that they are no echo of the program's own.

/// What ends the control sequences that the program writes: colours, the cursor, clearing, modes, window operations.
const ENDS: &[u8] = b"mHJKhltABCDGdu";

/// How many marks may stand on one character.
const MOST_MARKS: usize = 4;

/// A colour that the program never uses; hostile text asks for it.
pub(crate) const NEVER: &str = "999";

/// Whether a character may not be seen by a terminal, wherever it stands.
fn is_harmful(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What is wrong with what a command prints; tables begin with a byte-order mark.
pub(crate) fn harm_in_text(printed: &[u8]) -> Option<String> {
    // A workbook is no text, and no terminal gets one.
    if printed.starts_with(b"PK\x03\x04") {
        return None;
    }
    let Ok(text) = std::str::from_utf8(printed) else { return Some("it is no text".to_owned()) };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    harm_in(text)
}

fn harm_in(text: &str) -> Option<String> {
    let found = text.char_indices().find(|(_, c)| is_harmful(*c) && !matches!(c, '\n' | '\t'));
    found.map(|(at, c)| format!("{c:?} at {at}"))
}

/// What is wrong with the bytes that a terminal gets; beside it, everything that was put on the clipboard.
pub(crate) fn harm_on_screen(written: &[u8]) -> Result<Vec<String>, String> {
    let text = std::str::from_utf8(written).map_err(|error| format!("no text: {error}"))?;
    let (mut rest, mut copied, mut marks) = (text, Vec::new(), 0);
    while let Some(c) = rest.chars().next() {
        marks = if ('\u{300}'..='\u{36f}').contains(&c) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            return Err("marks climb over the rows above".to_owned());
        }
        rest = match rest.strip_prefix('\u{1b}') {
            Some(sequence) => behind_sequence(sequence, &mut copied)?,
            None if is_harmful(c) && !matches!(c, '\r' | '\n') => {
                let around: String = rest.chars().take(40).collect();
                return Err(format!("{c:?} in {around:?}"));
            }
            None => &rest[c.len_utf8()..],
        };
    }
    Ok(copied)
}

/// What follows a sequence that the program may have written.
fn behind_sequence<'t>(sequence: &'t str, copied: &mut Vec<String>) -> Result<&'t str, String> {
    let unknown =
        || Err(format!("a sequence nobody knows: {:?}", sequence.chars().take(40).collect::<String>()));
    if let Some(control) = sequence.strip_prefix('[') {
        let is_parameter = |c: char| matches!(c, '0'..='9' | ';' | ':' | '?');
        let end = control.find(|c| !is_parameter(c)).unwrap_or(control.len());
        let known = control.as_bytes().get(end).is_some_and(|byte| ENDS.contains(byte));
        let asks = control[..end].split(';').any(|parameter| parameter == NEVER);
        return if known && !asks { Ok(&control[end + 1..]) } else { unknown() };
    }
    let Some(command) = sequence.strip_prefix(']') else { return unknown() };
    let end = ["\u{7}", "\u{1b}\\"].iter().filter_map(|end| Some((command.find(end)?, end.len()))).min();
    let Some((end, length)) = end else { return unknown() };
    let (told, rest) = (&command[..end], &command[end + length..]);
    match told.split_once(';') {
        // The title of the window is a text like any other.
        Some(("0", title)) if harm_in(title).is_none() && title.ends_with("– Cutline") => {}
        Some(("52", clip)) => {
            let text = decoded(clip.strip_prefix("c;").ok_or("another clipboard")?)?;
            if let Some(harm) = harm_in(&text) {
                return Err(format!("on the clipboard: {harm} in {text:?}"));
            }
            copied.push(text);
        }
        // What the terminal has behind its text is asked.
        Some(("11", "?")) => {}
        _ => return unknown(),
    }
    Ok(rest)
}

/// A text out of Base64.
fn decoded(text: &str) -> Result<String, String> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let digit = digits.iter().position(|digit| *digit == byte).ok_or("no Base64")?;
        (bits, held) = (bits << 6 | digit as u32, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

#[test]
fn the_reader_finds_what_may_not_be_there() {
    for harmless in [
        "",
        "plain ✓ 漢字 👩\u{200d}🔧\n",
        "\u{1b}[?1049h\u{1b}[1;2H\u{1b}[38;5;9;48;2;1;2;3m",
        "\u{1b}]0;Q1 – Cutline\u{7}",
        "\u{1b}]11;?\u{1b}\\",
        "\u{1b}[22;0t",
    ] {
        assert_eq!(harm_on_screen(harmless.as_bytes()), Ok(vec![]), "{harmless:?}");
    }
    assert_eq!(harm_on_screen(b"\x1b]52;c;YcOpIQ==\x1b\\"), Ok(vec!["aé!".to_owned()]));
    for harmful in [
        "a\u{1b}b",
        "\u{1b}[31;999m",
        "\u{1b}[6n",
        "\u{1b}[2",
        "\u{1b}c",
        "\u{1b}P+q\u{1b}\\",
        "\u{1b}]8;;http://x\u{1b}\\",
        "\u{1b}]0;a – Cutline",
        "\u{1b}]0;pwned\u{7}",
        "\u{1b}]0;a\u{202e} – Cutline\u{7}",
        "\u{1b}]52;c;G1szMW0=\u{7}",
        "\u{1b}]52;p;YQ==\u{7}",
        "\u{7}",
        "\u{8}",
        "\u{9b}31m",
        "\u{9d}0;x\u{9c}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "\u{0}",
        "\u{7f}",
        "\t",
    ] {
        assert!(harm_on_screen(harmful.as_bytes()).is_err(), "{harmful:?}");
    }
    assert!(harm_on_screen(b"\xff").is_err());
    assert!(harm_on_screen(format!("e{}", "\u{301}".repeat(4)).as_bytes()).is_ok());
    assert!(harm_on_screen(format!("e{}", "\u{301}".repeat(5)).as_bytes()).is_err());
    for harmful in ["\u{1b}[0m", "a\rb", "a\u{7f}", "\u{85}", "\u{2069}", "a\u{feff}", "\u{feff}\u{feff}"] {
        assert!(harm_in_text(harmful.as_bytes()).is_some(), "{harmful:?}");
    }
    assert!(harm_in_text("\u{feff}a\tb\n".as_bytes()).is_none());
}
