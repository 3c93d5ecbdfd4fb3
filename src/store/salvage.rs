//! Salvage: what is whole of a broken workspace file, piece by piece.
//!
//! The file is walked through field by field, the lists of items and of log entries element by element. A piece counts
//! if it is JSON and says what such a piece may say; what lies between two whole pieces is lost, and told.

mod pieces;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::domain::item::Item;
use crate::domain::raw::quoted;
use crate::domain::tradeoff::Entry;
use crate::domain::workspace::{Head, Workspace};
use pieces::{Piece, Pieces};

/// What is whole of a file.
pub(super) struct Salvaged {
    pub(super) workspace: Workspace,
    /// What is not, in the order of the file.
    pub(super) lost: Vec<Gap>,
}

/// Something that is not whole.
pub(super) struct Gap {
    /// Where it begins, in bytes from the start.
    pub(super) byte: usize,
    /// What it is.
    pub(super) what: String,
}

/// Puts together what is whole; nothing where no item and no entry is.
pub(super) fn salvage(bytes: &[u8]) -> Option<Salvaged> {
    let mut walk = Walk { bytes, at: 0, lost: Vec::new() };
    let pieces = walk.pieces();
    if pieces.items.is_empty() && pieces.log.is_empty() {
        return None;
    }
    let (workspace, gaps) = pieces.put_together()?;
    let mut lost = walk.lost;
    lost.extend(gaps);
    lost.sort_by_key(|gap| gap.byte);
    Some(Salvaged { workspace, lost })
}

/// A way through bytes that may break off anywhere.
struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    lost: Vec<Gap>,
}

impl<'t> Walk<'t> {
    /// The fields of the outermost object, as far as they can be told apart.
    fn pieces(&mut self) -> Pieces<'t> {
        let mut pieces = Pieces::default();
        self.skip(b"\xef\xbb\xbf \t\r\n{");
        while let Some(Piece(start, name)) = self.name() {
            self.skip(b" \t\r\n:");
            match &*name {
                "\"items\"" if self.peek() == Some(b'[') => pieces.items = self.elements::<Item>("an item"),
                "\"log\"" if self.peek() == Some(b'[') => {
                    pieces.log = self.elements::<Entry>("an entry of the log");
                }
                _ => match (self.value(), serde_json::from_str::<String>(&name)) {
                    (Some(piece), Ok(name)) if stands(&name, &piece.1) => pieces.fields.push((name, piece)),
                    _ => {
                        self.lose(start, format!("the field {name} is not whole"));
                        self.at = self.by_brackets(self.at).unwrap_or(self.at);
                    }
                },
            }
            self.skip(b" \t\r\n,");
        }
        pieces
    }

    /// The next name of a field; whatever lies before it is passed over.
    fn name(&mut self) -> Option<Piece<'t>> {
        loop {
            match self.peek() {
                Some(b'}') if self.bytes[self.at + 1..].iter().all(u8::is_ascii_whitespace) => return None,
                None => {
                    self.lose(self.at, "the file breaks off here".to_owned());
                    return None;
                }
                Some(_) => {}
            }
            if let Some(name) = self.value().filter(|piece| piece.1.starts_with('"')) {
                return Some(name);
            }
            let start = self.at;
            self.lose(start, "something that is no field".to_owned());
            let next = self.bytes[start..].windows(4).position(|found| found == b"\n  \"");
            self.at = next.map_or(self.bytes.len(), |next| start + next + 3);
        }
    }

    /// The elements of a list that are whole and say what such a one may say.
    fn elements<T: DeserializeOwned>(&mut self, what: &str) -> Vec<Piece<'t>> {
        let mut found = Vec::new();
        self.at += 1;
        loop {
            self.skip(b" \t\r\n,");
            let start = self.at;
            match self.peek() {
                None => return found,
                Some(b']') => {
                    self.at += 1;
                    return found;
                }
                Some(_) => {
                    let whole = self.value().filter(|piece| serde_json::from_str::<T>(&piece.1).is_ok());
                    if whole.is_none() {
                        self.pass_over(start);
                        let named = named(&self.bytes[start..self.at]);
                        self.lose(start, format!("{what}{named} is not whole"));
                    }
                    found.extend(whole);
                }
            }
        }
    }

    /// Goes to where the next element, or the end of the list, seems to begin: by the indentation that is written.
    fn pass_over(&mut self, broken: usize) {
        let next = |rest: &[u8], sign: &[u8]| rest.windows(sign.len()).position(|found| found == sign);
        let rest = &self.bytes[broken + 1..];
        let element = next(rest, b"\n    {");
        let within = &rest[..element.unwrap_or(rest.len())];
        let looked_for = match (next(within, b"\n  ]"), element) {
            (Some(end), _) => Some(broken + end + 4),
            (None, element) => element.map(|element| broken + element + 6),
        };
        let looked_for = [looked_for, self.by_brackets(broken)].into_iter().flatten().min();
        // A piece that ends, but says what it may not, is passed over as a whole.
        self.at = match looked_for {
            Some(at) if self.at <= broken || self.at > at => at,
            None if self.at <= broken => self.bytes.len(),
            _ => self.at,
        };
    }

    /// Where a broken value ends by its brackets; none where what follows says that they lead astray.
    fn by_brackets(&self, start: usize) -> Option<usize> {
        let end = start + end_of(&self.bytes[start..])?;
        let next = self.bytes[end..].iter().find(|byte| !byte.is_ascii_whitespace())?;
        b",]}".contains(next).then_some(end)
    }

    /// The value that begins here, and goes behind it; nothing where it does not end, or is no JSON.
    fn value(&mut self) -> Option<Piece<'t>> {
        let start = self.at;
        let end = end_of(&self.bytes[start..])?;
        let text = std::str::from_utf8(&self.bytes[start..start + end]).ok()?;
        serde_json::from_str::<&RawValue>(text).ok()?;
        self.at = start + end;
        Some(Piece(start, Cow::Borrowed(text)))
    }

    fn lose(&mut self, byte: usize, what: String) {
        self.lost.push(Gap { byte, what });
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, any: &[u8]) {
        self.at += self.bytes[self.at..].iter().take_while(|byte| any.contains(byte)).count();
    }
}

/// Whether a field may say this; one that is not known may say anything.
fn stands(name: &str, text: &str) -> bool {
    serde_json::from_str::<Head>(&format!("{{{}:{text}}}", quoted(name))).is_ok()
}

/// ` pay`: the id that can be made out in a broken element.
fn named(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let id = text.split_once("\"id\"").and_then(|(_, rest)| rest.split('"').nth(1));
    id.map_or_else(String::new, |id| format!(" {id}"))
}

/// How many bytes the value takes that these begin with; nothing where it does not end.
fn end_of(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' if depth == 0 => return (at > 0).then_some(at),
            b'}' | b']' => depth -= 1,
            _ => continue,
        }
        if depth == 0 && !in_text && matches!(byte, b'"' | b'}' | b']') {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::content;
    use super::*;

    const WHOLE: &str = r#"{
  "format": 1,
  "title": "W",
  "own": 1.10,
  "framework": "value-effort",
  "items": [
    {
      "id": "a",
      "title": "A, \"quoted\" } ]",
      "mood": 2.50
    },
    {
      "id": "b",
      "title": "B"
    },
    {
      "id": "c",
      "title": "C"
    }
  ],
  "log": [
    {
      "seq": 1,
      "kind": "score",
      "item": "a"
    }
  ]
}
"#;

    fn told(text: impl AsRef<[u8]>) -> (String, Vec<String>) {
        let Some(found) = salvage(text.as_ref()) else { return ("nothing".to_owned(), Vec::new()) };
        let items: Vec<&str> = found.workspace.items().iter().map(|item| item.id.as_str()).collect();
        let told = format!("{} {}", items.join(" "), found.workspace.log().len());
        (told, found.lost.into_iter().map(|gap| gap.what).collect())
    }

    #[test]
    fn what_is_whole_stays_byte_for_byte() {
        let (whole, _) = content::parse(WHOLE.as_bytes()).unwrap();
        let found = salvage(WHOLE.as_bytes()).unwrap();
        assert_eq!(found.workspace, whole);
        assert!(found.lost.is_empty());
    }

    #[test]
    fn a_file_that_breaks_off_keeps_every_item_before_that() {
        let cut = |at: &str| &WHOLE[..WHOLE.find(at).unwrap()];
        for (text, items, lost) in [
            (cut("\n  \"log\""), "a b c 0", &["the file breaks off here"][..]),
            (cut("\"C\""), "a b 0", &["an item c is not whole", "the file breaks off here"]),
            (cut("\"B\""), "a 0", &["an item b is not whole", "the file breaks off here"]),
            (cut("\"a\""), "nothing", &[]),
            ("", "nothing", &[]),
        ] {
            let (told, gaps) = told(text);
            assert_eq!((told.as_str(), gaps), (items, lost.iter().map(|gap| (*gap).to_owned()).collect()));
        }
        for end in 0..WHOLE.len() {
            if let Some(found) = salvage(&WHOLE.as_bytes()[..end]) {
                assert_eq!(found.workspace.head().title, "W", "{end}");
            }
        }
    }

    #[test]
    fn damage_in_the_middle_costs_what_it_hits() {
        for (from, to, items, lost) in [
            ("\"B\"", "\"\u{0}B\"", "a c 1", &["an item b is not whole"][..]),
            ("\"id\": \"b\"", "\"id\": \"a\"", "a c 1", &["an item more has the id a"]),
            ("\"title\": \"B\"", "\"title\": {\"B\"", "a c 1", &["an item b is not whole"]),
            (
                "\"value-effort\"",
                "\"kano\"",
                "a b c 1",
                &[
                    "framework: no framework is called kano; built in are four-factor, value-effort, rice, ice, wsjf, cd3, weighted",
                ],
            ),
            ("\"title\": \"W\"", "\"title\": 7", "a b c 1", &["the field \"title\" is not whole"]),
            ("\"title\": \"W\",", "\u{0}\u{0}", "a b c 1", &["something that is no field"]),
        ] {
            let (told, gaps) = told(WHOLE.replacen(from, to, 1));
            assert_eq!((told.as_str(), gaps), (items, lost.iter().map(|gap| (*gap).to_owned()).collect()));
        }
    }

    #[test]
    fn of_many_items_only_the_scores_that_cannot_stand_are_lost() {
        let item = |i: usize| format!(r#"{{"id":"i{i}","scores":{{"impact":3,"effort":20}}}}"#);
        let items: Vec<String> = (0..300).map(item).collect();
        let text = |framework: &str| {
            format!("{{\n  \"framework\": {framework},\n  \"items\": [{}]\n}}", items.join(","))
        };
        let found = salvage(text("\"value-effort\"").as_bytes()).unwrap();
        assert_eq!((found.workspace.items().len(), found.lost.len()), (300, 300));
        assert!(found.workspace.items().iter().all(|item| item.scores.iter().count() == 1));
        assert!(found.lost[299].what.starts_with("items[299].scores.effort"), "{}", found.lost[299].what);
        // With a framework that is not whole the items are there all the same, however the file is written.
        let found = salvage(text("{\"id\":\"\0own\"}").as_bytes()).unwrap();
        assert_eq!(found.workspace.items().len(), 300);
    }

    #[test]
    fn a_file_without_line_breaks_is_walked_through_by_its_brackets() {
        let items: Vec<String> = (0..5).map(|i| format!(r#"{{"id":"i{i}","title":"Item {i}"}}"#)).collect();
        let text = format!(
            r#"{{"title":"W","framework":"value-effort","items":[{}],"log":[{{"seq":1}}]}}"#,
            items.join(",")
        );
        for (from, to, left) in [
            ("\"W\"", "\"\0W\"", "i0 i1 i2 i3 i4 1"),
            ("\"value-effort\"", "\"\0value-effort\"", "i0 i1 i2 i3 i4 1"),
            ("\"Item 2\"", "\"\0Item 2\"", "i0 i1 i3 i4 1"),
        ] {
            let (told, gaps) = told(text.replacen(from, to, 1));
            assert_eq!((told.as_str(), gaps.len()), (left, 1), "{gaps:?}");
        }
    }

    #[test]
    fn one_damaged_number_or_name_takes_nothing_else_along() {
        let log = |seqs: &[u64]| {
            let entries = seqs.iter().map(|seq| format!(r#"{{"seq":{seq},"kind":"call"}}"#));
            format!("{{\n  \"log\": [{}]\n}}", entries.collect::<Vec<_>>().join(","))
        };
        for (seqs, stay) in [
            (&[1, 2, 1 << 60, 4, 5][..], &[1, 2, 4, 5][..]),
            (&[1, 2, 300, 4, 5], &[1, 2, 4, 5]),
            (&[1, 0, 3], &[1, 3]),
            (&[7, 1, 2, 3, 3], &[1, 2, 3]),
        ] {
            let found = salvage(log(seqs).as_bytes()).unwrap();
            let left: Vec<u64> = found.workspace.log().iter().map(|entry| entry.seq).collect();
            assert_eq!((left.as_slice(), found.lost.len()), (stay, seqs.len() - stay.len()), "{seqs:?}");
        }
        let people = "{\n  \"participants\": [{\"id\":\"raj\"},{\"id\":\"raj\",\"name\":\"Zed\"},{\"id\":\"ana\"}],\n  \"items\": [{\"id\":\"a\"}]\n}";
        let found = salvage(people.as_bytes()).unwrap();
        let ids: Vec<&str> = found.workspace.head().participants.iter().map(|who| who.id.as_str()).collect();
        assert_eq!((ids, found.lost.len()), (vec!["raj", "ana"], 1));
    }

    #[test]
    fn no_byte_that_changes_takes_more_than_can_be_told() {
        for at in 0..WHOLE.len() {
            for byte in [0, b'"', b'}', b'[', b'\\', 0xff] {
                let mut bytes = WHOLE.as_bytes().to_vec();
                bytes[at] = byte;
                if content::parse(&bytes).is_ok() {
                    continue;
                }
                let Some(found) = salvage(&bytes) else { continue };
                let here = found.workspace.items().len() + found.workspace.log().len();
                assert!(here == 4 || !found.lost.is_empty(), "{at} {byte}");
            }
        }
    }
}
