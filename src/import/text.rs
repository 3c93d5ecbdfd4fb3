//! Turns the bytes of a source into text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ImportError;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What workbooks begin with: a zip archive (XLSX, ODS), or the compound file of older ones (XLS).
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// The text of a file and the name of the encoding it was read in.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: &'static str,
}

/// Decodes a table: UTF-16 where its bytes show it (Excel's "Unicode text"), UTF-8, else Windows-1252, in which every
/// byte means something.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, ImportError> {
    if let Some((encoding, name)) = wide_encoding(bytes) {
        let text = line_feeds(encoding.decode_with_bom_removal(bytes).0);
        return match &*text {
            // Four bytes a character, or no text at all.
            text if text.contains('\0') => Err(ImportError::NotText),
            text if text.trim().is_empty() => Err(ImportError::Empty),
            _ => Ok(Decoded { text, encoding: name }),
        };
    }
    let body = text_body(bytes)?;
    if body.contains(&0) {
        return Err(ImportError::NotText);
    }
    Ok(match std::str::from_utf8(body) {
        Ok(text) => Decoded { text: line_feeds(Cow::Borrowed(text)), encoding: "UTF-8" },
        Err(_) => Decoded {
            text: line_feeds(WINDOWS_1252.decode_without_bom_handling(body).0),
            encoding: "Windows-1252, since it is not UTF-8",
        },
    })
}

/// Decodes a format that has to be UTF-8.
pub(super) fn decode_utf8(bytes: &[u8]) -> Result<&str, ImportError> {
    let body = text_body(bytes)?;
    std::str::from_utf8(body)
        .map_err(|error| ImportError::NotUtf8 { offset: bytes.len() - body.len() + error.valid_up_to() })
}

/// Whether the bytes are a workbook, or say that they are.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    WORKBOOKS.iter().any(|start| bytes.starts_with(start))
}

/// Whether the first mark on the page opens a JSON list or object.
pub(super) fn begins_like_json(bytes: &[u8]) -> bool {
    let first = without_mark(bytes).iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'[' | b'{'))
}

/// Whether it opens with a box to tick.
pub(super) fn begins_with_box(bytes: &[u8]) -> bool {
    let text = without_mark(bytes).trim_ascii_start();
    [b"[ ]", b"[x]", b"[X]"].iter().any(|empty| text.starts_with(*empty))
}

/// Ends every line with a line feed, whichever system wrote it.
pub(super) fn line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}

/// The bytes after the byte-order mark, refused where there are none.
fn text_body(bytes: &[u8]) -> Result<&[u8], ImportError> {
    let body = without_mark(bytes);
    if body.trim_ascii().is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(body)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

/// UTF-16 by its mark, or by the zero byte that is half of every first Latin letter.
fn wide_encoding(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    match bytes {
        [0xff, 0xfe, ..] | [1..=u8::MAX, 0, ..] => Some((UTF_16LE, "UTF-16LE")),
        [0xfe, 0xff, ..] | [0, 1..=u8::MAX, ..] => Some((UTF_16BE, "UTF-16BE")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_decoded_and_the_encoding_is_named() {
        for (bytes, text, encoding) in [
            (&b"caf\xc3\xa9"[..], "café", "UTF-8"),
            (b"\xef\xbb\xbftitle", "title", "UTF-8"),
            (b"a\r\nb\rc\n", "a\nb\nc\n", "UTF-8"),
            (b"caf\xe9 \x80\r\n", "café €\n", "Windows-1252, since it is not UTF-8"),
            (b"\xff\xfet\0i\0", "ti", "UTF-16LE"),
            (b"\xfe\xff\0t\0i", "ti", "UTF-16BE"),
            (b"t\0i\0", "ti", "UTF-16LE"),
            (b"\0t\0i", "ti", "UTF-16BE"),
        ] {
            let decoded = decode(bytes).unwrap();
            assert_eq!((&*decoded.text, decoded.encoding), (text, encoding));
        }
    }

    #[test]
    fn nothing_is_refused() {
        for (bytes, error) in [(&b""[..], ImportError::Empty), (b"\xef\xbb\xbf \r\n\t", ImportError::Empty)] {
            assert_eq!(decode(bytes).err().as_ref(), Some(&error));
            assert_eq!(decode_utf8(bytes), Err(error));
        }
    }

    #[test]
    fn strict_utf8_counts_the_offset_from_the_start_of_the_file() {
        assert_eq!(decode_utf8(b"\xef\xbb\xbf[]"), Ok("[]"));
        assert_eq!(decode_utf8(b"\xef\xbb\xbf[\xff"), Err(ImportError::NotUtf8 { offset: 4 }));
    }

    #[test]
    fn what_is_no_text_is_told_so() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"\x7fELF\x02\0", b"\xff\xfe\0\0t\0\0\0"] {
            assert_eq!(decode(bytes).err(), Some(ImportError::NotText));
        }
    }
}
