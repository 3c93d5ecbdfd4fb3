//! What is done to good files: bits are flipped, pieces cut, doubled and put elsewhere, words of the formats put in.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Words that mean something to one of the readers, or that others have stumbled over.
const WORDS: [&str; 56] = [
    "\"id\"",
    "\"title\"",
    "\"items\":[",
    "\"scores\"",
    "\"votes\"",
    "\"effort\"",
    "\"log\":[{\"seq\":1}]",
    "\"seq\":",
    "\"framework\":\"rice\"",
    "\"format\":2",
    "\"rounds\":[",
    "\"pin\":{}",
    "\"depends_on\":[\"pay\"]",
    "\"events\"",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "-0.0",
    "9007199254740993",
    "1e-308",
    "1e12",
    "NaN",
    "{}",
    "[]",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\u0000",
    "\\ud800",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{feff}",
    "\r\n",
    "\t",
    ";",
    "|",
    "=1+1",
    "#12",
    "- [x] ",
    "## ",
    "\n\n",
    "\0",
    "\u{e9}",
    "<c r=\"XFD1048576\" t=\"s\"><v>2</v></c>",
    "<v>9</v>",
    "t=\"s\"",
    "<mergeCell ref=\"B9:A1\"/>",
    "r=\"A0\"",
    "[everywhere]\n",
    "ctrl-x = \"undo\"\n",
];

/// One change, wherever it then falls.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Flip(Index, u8),
    Set(Index, u8),
    Cut(Index, usize),
    End(Index),
    Double(Index, usize),
    Splice { from: Index, at: Index, length: usize, to: Index },
    Put(Index, &'static str),
    Nest(Index, usize, bool),
    Digits(Index, usize),
    Stretch(Index, usize),
}

/// A few changes.
pub(crate) fn changes() -> impl Strategy<Value = Vec<Change>> {
    let place = any::<Index>;
    let change = prop_oneof![
        2 => (place(), 0_u8..8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        2 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        2 => (place(), 1_usize..40).prop_map(|(at, length)| Change::Cut(at, length)),
        1 => place().prop_map(Change::End),
        3 => (place(), 1_usize..120).prop_map(|(at, length)| Change::Double(at, length)),
        3 => (place(), place(), 1_usize..200, place())
            .prop_map(|(from, at, length, to)| Change::Splice { from, at, length, to }),
        6 => (place(), select(WORDS.to_vec())).prop_map(|(at, word)| Change::Put(at, word)),
        1 => (place(), 1_usize..200, any::<bool>()).prop_map(|(at, depth, list)| Change::Nest(at, depth, list)),
        1 => (place(), 1_usize..400).prop_map(|(at, count)| Change::Digits(at, count)),
        1 => (place(), 1_usize..6_000).prop_map(|(at, count)| Change::Stretch(at, count)),
    ];
    vec(change, 1..6)
}

impl Change {
    /// Makes the change. `others` are what pieces can come from.
    pub(crate) fn apply(&self, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
        let place = |index: &Index, length: usize| index.index(length + 1);
        let length = bytes.len();
        let piece = |from: &[u8], at: &Index, most: usize| -> Vec<u8> {
            let start = place(at, from.len());
            from[start..from.len().min(start + most)].to_vec()
        };
        match self {
            Change::Flip(at, bit) if length > 0 => bytes[at.index(length)] ^= 1 << bit,
            Change::Set(at, byte) if length > 0 => bytes[at.index(length)] = *byte,
            Change::Flip(..) | Change::Set(..) => {}
            Change::Cut(at, most) => {
                let start = place(at, length);
                bytes.drain(start..length.min(start + most));
            }
            Change::End(at) => bytes.truncate(place(at, length)),
            Change::Double(at, most) => put(bytes, place(at, length), &piece(bytes, at, *most)),
            Change::Splice { from, at, length: most, to } => {
                let piece = piece(&others[from.index(others.len())], at, *most);
                put(bytes, place(to, length), &piece);
            }
            Change::Put(at, word) => put(bytes, place(at, length), word.as_bytes()),
            Change::Nest(at, depth, list) => {
                let open = if *list { "[" } else { "{\"a\":" };
                put(bytes, place(at, length), open.repeat(*depth).as_bytes());
            }
            Change::Digits(at, count) => put(bytes, place(at, length), "9".repeat(*count).as_bytes()),
            Change::Stretch(at, count) => put(bytes, place(at, length), "x".repeat(*count).as_bytes()),
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
