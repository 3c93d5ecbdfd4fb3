//! Seals: what was answered in a blind round, unreadable in the file until it is revealed.
//!
//! A seal keeps an answer from whoever reads the file or looks over a shoulder. It is no secret to whoever sets out
//! to break it: the program has to open it after a restart, without asking anybody for a word. Every seal is as
//! long as any other of its size class, so that its length tells nothing.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use super::record::always_written;

/// Sealed texts are filled up to a multiple of so many bytes.
const PAD: usize = 96;

/// Bytes of the key stream that one hash gives.
const BLOCK: usize = 16;

/// Digits of the nonce at the beginning.
const NONCE: usize = 16;

/// A sealed text: a nonce, then the text under a key stream made of it, in hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Seal(String);

always_written!(Seal);

impl Seal {
    /// Seals a text, without the spaces at its end. The same text under another nonce looks different; no nonce is to be used twice.
    pub fn close(text: &str, nonce: u64) -> Seal {
        let text = text.trim_end_matches(' ');
        let sum = checksum(text, nonce);
        let mut bytes: Vec<u8> = sum.to_le_bytes().into_iter().chain(text.bytes()).collect();
        bytes.resize(bytes.len().div_ceil(PAD) * PAD, b' ');
        let mut sealed = format!("{nonce:0NONCE$x}");
        for byte in under(&bytes, nonce) {
            // Writing to a string cannot fail.
            let _ = write!(sealed, "{byte:02x}");
        }
        Seal(sealed)
    }

    /// The text; `None` where the seal is damaged.
    pub fn open(&self) -> Option<String> {
        let (nonce, sealed) = self.0.split_at_checked(NONCE)?;
        let nonce = u64::from_str_radix(nonce, 16).ok()?;
        let digits = sealed.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        });
        let bytes = under(&digits.collect::<Option<Vec<u8>>>()?, nonce);
        let (sum, text) = bytes.split_first_chunk::<8>()?;
        let text = std::str::from_utf8(text).ok()?.trim_end_matches(' ');
        (u64::from_le_bytes(*sum) == checksum(text, nonce)).then(|| text.to_owned())
    }
}

fn checksum(text: &str, nonce: u64) -> u64 {
    XxHash3_128::oneshot_with_seed(nonce, text.as_bytes()) as u64
}

/// Bytes under the key stream of a nonce, and back again.
fn under(bytes: &[u8], nonce: u64) -> Vec<u8> {
    let blocks = bytes.chunks(BLOCK).zip(0u64..);
    let block = |(chunk, at): (&[u8], u64)| -> Vec<u8> {
        let key = XxHash3_128::oneshot_with_seed(nonce, &at.to_le_bytes()).to_le_bytes();
        chunk.iter().zip(key).map(|(byte, key)| byte ^ key).collect()
    };
    blocks.flat_map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_again() {
        for text in ["", "5", r#"{"by":"ana","value":13}"#, "ünï·códe", &"long ".repeat(99)] {
            for nonce in [0, 7, u64::MAX] {
                assert_eq!(Seal::close(text, nonce).open().as_deref(), Some(text.trim_end_matches(' ')));
            }
        }
    }

    #[test]
    fn a_seal_shows_neither_the_text_nor_its_length_nor_that_two_are_alike() {
        let (five, thirteen) = (Seal::close("5", 1), Seal::close("13", 1));
        assert_eq!(five.0.len(), thirteen.0.len());
        assert_ne!(Seal::close("5", 1).0[NONCE..], Seal::close("5", 2).0[NONCE..]);
        assert!(!Seal::close("7919", 3).0.contains("7919"));
    }

    #[test]
    fn a_damaged_seal_is_not_opened() {
        let sealed = Seal::close("13", 9).0;
        for at in [0, NONCE, NONCE + 20, sealed.len() - 1] {
            let digit = if &sealed[at..=at] == "0" { "1" } else { "0" };
            let damaged = Seal(format!("{}{digit}{}", &sealed[..at], &sealed[at + 1..]));
            assert_eq!(damaged.open(), None, "{at}");
        }
        for text in ["", "1234", "not hexadecimal at all", &sealed[..sealed.len() - 1], "ümläüte ümläüte"]
        {
            assert_eq!(Seal(text.to_owned()).open(), None, "{text}");
        }
    }
}
