//! Fields that stand twice in one object: which of them is meant is nobody's to guess.

use std::borrow::Cow;

use memchr::memchr2;

/// So many names are faster compared each with each, mostly by their lengths, than sorted.
const FEW: usize = 12;

/// A name that stands twice in an object of a text that is known to be JSON: the name, and where it stands for the
/// second time, in bytes. Reads each byte once.
pub(super) fn find(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    // The names of all objects that are open, and where those of each of them begin.
    let mut names: Vec<(Cow<'_, str>, usize)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = end_of_text(bytes, at + 1);
                if is_name(&bytes[end..]) {
                    names.push((name(&text[at..end]), at));
                }
                at = end;
                continue;
            }
            b'{' => open.push(names.len()),
            b'}' => {
                let begin = open.pop()?;
                if let Some(double) = double(&mut names[begin..]) {
                    return Some(double);
                }
                names.truncate(begin);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

fn double<'t>(names: &mut [(Cow<'t, str>, usize)]) -> Option<(Cow<'t, str>, usize)> {
    let is_before = |(at, (name, _)): (usize, &(Cow<'_, str>, usize))| {
        names[..at].iter().any(|(other, _)| other.len() == name.len() && other == name)
    };
    if names.len() <= FEW && !names.iter().enumerate().any(is_before) {
        return None;
    }
    names.sort_unstable();
    names.windows(2).find(|two| two[0].0 == two[1].0).map(|two| two[1].clone())
}

/// Where a text in quotes ends, behind the quote.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(further) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += further;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// Whether a text is the name of a field, by what follows it.
fn is_name(behind: &[u8]) -> bool {
    behind.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// A name without its quotes and escapes.
fn name(quoted: &str) -> Cow<'_, str> {
    let plain = quoted.trim_matches('"');
    if !plain.contains('\\') {
        return Cow::Borrowed(plain);
    }
    serde_json::from_str(quoted).map_or(Cow::Borrowed(plain), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_that_stands_twice_in_one_object() {
        for (text, found) in [
            (r#"{"a":1,"b":{"a":2},"c":[{"a":1},{"a":1}]}"#, None),
            (r#"{"a":1,"a" :2}"#, Some(("a", 7))),
            (r#"{"x":{"a":[{}],"b":"a","a":2}}"#, Some(("a", 23))),
            (r#"{"x":[{"é\n":{"y":1},"\u00e9\u000a":2}]}"#, Some(("é\n", 22))),
            (r#"{"a\"":":","b":"\\","b\\":"{\"b\":1,\"b\":1}"}"#, None),
            ("[]", None),
            (r#""\"#, None),
        ] {
            let told = find(text);
            assert_eq!(told.as_ref().map(|(name, at)| (&**name, *at)), found, "{text}");
        }
        for many in [FEW - 1, FEW, FEW + 1, 10 * FEW] {
            let names: Vec<String> = (0..many).map(|i| format!("\"n{i}\":0")).collect();
            let text = format!("{{{}}}", names.join(","));
            assert_eq!(find(&text), None, "{many}");
            let text = text.replace("\"n0\"", "\"n3\"");
            assert_eq!(find(&text).map(|(name, _)| name), Some("n3".into()), "{many}");
        }
    }
}
