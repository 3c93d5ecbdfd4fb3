//! A workspace cut up while it is read: its long lists in pieces, and what is around them.
//!
//! It looks only for where texts, objects and lists begin and end. Whether all of that is JSON is for the reader of the
//! pieces to say: what was cut out, put back where it stood, is JSON if and only if every part is.

use memchr::memchr2;

/// A list that may be long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Items,
    Log,
}

impl List {
    const ALL: [(List, &str); 2] = [(List::Items, "\"items\""), (List::Log, "\"log\"")];
}

/// A part of a list that is a list of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) list: List,
    /// Which piece of all it is, from 0.
    pub(super) number: usize,
    pub(super) text: Vec<u8>,
}

/// The list that is being cut.
#[derive(Debug)]
struct Cutting {
    list: List,
    text: Vec<u8>,
    /// How many objects stand in the piece.
    objects: usize,
    /// Whether it goes on behind a comma.
    goes_on: bool,
}

/// Takes a text in and cuts it.
#[derive(Debug)]
pub(super) struct Cutter {
    /// How many objects a piece has, but for the last one of a list.
    most: usize,
    /// How many objects and lists are open.
    depth: usize,
    in_text: bool,
    is_escaped: bool,
    /// Everything but what stands in the lists.
    head: Vec<u8>,
    cutting: Option<Cutting>,
    pieces: usize,
    /// Room of pieces that were read.
    spare: Vec<Vec<u8>>,
    is_odd: bool,
}

impl Cutter {
    /// One that makes pieces of so many objects.
    pub(super) fn new(most: usize) -> Cutter {
        Cutter {
            most,
            depth: 0,
            in_text: false,
            is_escaped: false,
            head: Vec::new(),
            cutting: None,
            pieces: 0,
            spare: Vec::new(),
            is_odd: false,
        }
    }

    /// Takes the room of a piece that was read, for another one.
    pub(super) fn reuse(&mut self, text: Vec<u8>) {
        self.spare.push(text);
    }

    /// Takes the next bytes in, and hands out the pieces that are whole by then.
    pub(super) fn take(&mut self, bytes: &[u8], mut out: impl FnMut(Piece)) {
        // What lies from here on has not been put anywhere yet.
        let (mut from, mut at) = (0, 0);
        while let Some(byte) = bytes.get(at).copied() {
            if self.in_text {
                at = self.through_text(bytes, at);
                continue;
            }
            at += 1;
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    if (byte, self.depth) == (b'[', 2) {
                        self.put(&bytes[from..at]);
                        from = at;
                        self.begin_list();
                    }
                }
                b'}' | b']' => {
                    self.is_odd |= self.depth == 0;
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 2
                        && let Some(cutting) = &mut self.cutting
                    {
                        cutting.objects += 1;
                    }
                    if self.depth == 1 && self.cutting.is_some() {
                        self.put(&bytes[from..at - 1]);
                        from = at - 1;
                        self.is_odd |= byte != b']';
                        self.end_list().into_iter().for_each(&mut out);
                    }
                }
                b',' if self.depth == 2 && self.is_full() => {
                    self.put(&bytes[from..at - 1]);
                    from = at;
                    self.cut().into_iter().for_each(&mut out);
                }
                _ => {}
            }
        }
        self.put(&bytes[from..]);
    }

    /// What was around the lists, which are empty there; nothing where it was seen that this is no JSON.
    pub(super) fn end(self) -> Option<Vec<u8>> {
        (!self.is_odd && self.depth == 0 && !self.in_text).then_some(self.head)
    }

    /// Goes on inside a text, to behind its end or that of the bytes.
    fn through_text(&mut self, bytes: &[u8], at: usize) -> usize {
        if std::mem::take(&mut self.is_escaped) {
            return at + 1;
        }
        let Some(further) = memchr2(b'"', b'\\', &bytes[at..]) else { return bytes.len() };
        let end = at + further;
        self.is_escaped = bytes[end] == b'\\';
        self.in_text = self.is_escaped;
        end + 1
    }

    /// Puts bytes where those go that are read at the moment.
    fn put(&mut self, bytes: &[u8]) {
        self.cutting.as_mut().map_or(&mut self.head, |cutting| &mut cutting.text).extend_from_slice(bytes);
    }

    fn is_full(&self) -> bool {
        self.cutting.as_ref().is_some_and(|cutting| cutting.objects >= self.most)
    }

    /// Begins to cut the list that was opened, if it is one that may be long.
    fn begin_list(&mut self) {
        let name = self.head.trim_ascii_end().strip_suffix(b"[").map(<[u8]>::trim_ascii_end);
        let Some(name) = name.and_then(|name| name.strip_suffix(b":")).map(<[u8]>::trim_ascii_end) else {
            return;
        };
        // What ends like a name may be the end of a text: before a name stands what parts it from others.
        let is_before = |before: &[u8]| matches!(before.trim_ascii_end().last(), Some(b'{' | b','));
        let found =
            List::ALL.iter().find(|(_, list)| name.strip_suffix(list.as_bytes()).is_some_and(is_before));
        if let Some((list, _)) = found {
            self.begin(*list, false);
        }
    }

    /// Begins with a piece of a list.
    fn begin(&mut self, list: List, goes_on: bool) {
        let mut text = self.spare.pop().unwrap_or_default();
        text.clear();
        text.push(b'[');
        self.cutting = Some(Cutting { list, text, objects: 0, goes_on });
    }

    /// Hands out what was read of a list, and goes on with the next piece of it.
    fn cut(&mut self) -> Option<Piece> {
        let list = self.cutting.as_ref()?.list;
        let piece = self.end_list();
        self.begin(list, true);
        piece
    }

    /// Hands out what was read of a list since it was cut last, if there is anything.
    fn end_list(&mut self) -> Option<Piece> {
        let Cutting { list, mut text, goes_on, .. } = self.cutting.take()?;
        let is_empty = text[1..].trim_ascii().is_empty();
        self.is_odd |= is_empty && goes_on;
        if is_empty {
            return None;
        }
        text.push(b']');
        let number = self.pieces;
        self.pieces += 1;
        Some(Piece { list, number, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts a text that comes so many bytes at a time.
    fn cut(text: &str, step: usize) -> (Option<String>, Vec<(List, String)>) {
        let (mut cutter, mut pieces) = (Cutter::new(2), Vec::new());
        for bytes in text.as_bytes().chunks(step) {
            cutter.take(bytes, |piece| pieces.push(piece));
        }
        assert!(pieces.iter().enumerate().all(|(i, piece)| piece.number == i));
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let pieces = pieces.into_iter().map(|piece| (piece.list, text(piece.text))).collect();
        (cutter.end().map(text), pieces)
    }

    #[test]
    fn lists_are_cut_between_their_objects_wherever_the_bytes_end() {
        use List::{Items, Log};
        for (text, head, pieces) in [
            (r#"{"a":[{}],"items":[]}"#, r#"{"a":[{}],"items":[]}"#, &[][..]),
            (r#"{"items":[ {"a":[{}]} ]}"#, r#"{"items":[]}"#, &[(Items, r#"[ {"a":[{}]} ]"#)]),
            (
                r#"{"items" : [{},{"t":"]},{"},{}], "x":1,"log":[{},{}]}"#,
                r#"{"items" : [], "x":1,"log":[]}"#,
                &[(Items, r#"[{},{"t":"]},{"}]"#), (Items, "[{}]"), (Log, "[{},{}]")],
            ),
            (
                r#"{"a":"\\","b":"\"items\":[","items":[{"t":"\\\""},{},{},{}]}"#,
                r#"{"a":"\\","b":"\"items\":[","items":[]}"#,
                &[(Items, r#"[{"t":"\\\""},{}]"#), (Items, "[{},{}]")],
            ),
            // Only what stands at the top is cut.
            (r#"{"x":{"items":[{},{},{}]}}"#, r#"{"x":{"items":[{},{},{}]}}"#, &[]),
            (r#"[{"items":[{},{},{}]}]"#, r#"[{"items":[{},{},{}]}]"#, &[]),
            (r#"{"a\"items":[{},{},{}]}"#, r#"{"a\"items":[{},{},{}]}"#, &[]),
        ] {
            for step in 1..=text.len() {
                let pieces: Vec<_> = pieces.iter().map(|(list, text)| (*list, (*text).to_owned())).collect();
                assert_eq!(cut(text, step), (Some(head.to_owned()), pieces), "{text} by {step}");
            }
        }
    }

    #[test]
    fn what_cannot_be_put_back_is_odd() {
        for text in [
            r#"{"items":[{},{},]}"#,
            r#"{"items":[{},{}}"#,
            r#"{"items":[{},{}"#,
            r#"{"items":[{}]}}"#,
            r#"{"items":[{}],"a":"b}"#,
            r#"]{"items":[{}]"#,
        ] {
            for step in 1..=text.len() {
                assert_eq!(cut(text, step).0, None, "{text} by {step}");
            }
        }
    }
}
