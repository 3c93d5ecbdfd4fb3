//! What a value has to be that is kept as it is written: no deeper than others are read, and its text whole.
//!
//! The reader passes over such a value without looking into it, so that its own limits do not hold there.

use crate::domain::limits::KEPT_DEPTH;

/// What stands against keeping a value of JSON as it is written; mostly nothing.
pub(super) fn objection(raw: &str) -> Option<&'static str> {
    let bytes = raw.as_bytes();
    let (mut at, mut depth, mut quoted) = (0, 0_usize, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => quoted = !quoted,
            b'\\' if bytes.get(at + 1) == Some(&b'u') => match escaped(bytes, at) {
                Some(0xd800..=0xdbff) if matches!(escaped(bytes, at + 6), Some(0xdc00..=0xdfff)) => at += 6,
                Some(0xd800..=0xdfff) => return Some("half of a surrogate pair stands alone"),
                _ => {}
            },
            // What is escaped neither ends a text nor begins another escape.
            b'\\' => at += 1,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > KEPT_DEPTH {
            return Some("values lie too deep in each other: 100 levels are read");
        }
        at += 1;
    }
    None
}

/// The number of an escape of six characters, `\u00e9`, at this place.
fn escaped(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_whole_and_not_deep() {
        for (raw, objects) in [
            ("1.10", false),
            (r#""[[{{\"[""#, false),
            (r#""\ud83d\ude00 \\ud83d""#, false),
            (r#""\ud83d""#, true),
            (r#""\ude00\ud83d""#, true),
            (r#""\ud83d\n""#, true),
            (r#"{"\udfff":1}"#, true),
        ] {
            assert_eq!(objection(raw).is_some(), objects, "{raw}");
        }
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert_eq!(objection(&nested(KEPT_DEPTH)), None);
        assert!(
            objection(&nested(KEPT_DEPTH + 1)).is_some_and(|what| what.contains(&KEPT_DEPTH.to_string()))
        );
        assert_eq!(objection(&format!("[{}]", vec!["[]"; 1000].join(","))), None);
    }
}
