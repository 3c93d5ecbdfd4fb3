//! Unpacks a workbook once without keeping anything, to learn whether it is as small as it looks.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::ImportError;
use crate::domain::limits::{UNPACKED, size};

/// The part of an XLSX in which each text stands once, in small letters.
const TEXTS: &str = "sharedstrings.xml";

/// The fewest bytes that a text takes there: `<si/>`.
const TEXT: u64 = 5;

/// Refuses an archive that comes to more than is read. What its directory says is not believed: a few bytes can
/// unpack to a thousand times as many, and many entries can share them. What is no archive has nothing to unpack.
pub(super) fn check(bytes: &[u8]) -> Result<(), ImportError> {
    within(bytes, UNPACKED)
}

fn within(bytes: &[u8], most: u64) -> Result<(), ImportError> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut left = most;
    for at in 0..archive.len() {
        // An entry that cannot be unpacked here cannot be unpacked by the reader either, which tells about it.
        let Ok(entry) = archive.by_index(at) else { continue };
        let has_texts = entry.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with(TEXTS));
        let mut entry = entry.take(left + 1);
        let read = io::copy(&mut entry, &mut io::sink()).unwrap_or(left + 1 - entry.limit());
        drop(entry);
        left = left.checked_sub(read).ok_or_else(|| ImportError::TooLarge { most: size(most) })?;
        // The reader makes room for as many texts as are told to come, and a process that gets none ends.
        if has_texts
            && let Ok(entry) = archive.by_index(at)
            && texts_told(entry) > read / TEXT
        {
            let reason = "it says that it has more texts than it holds".to_owned();
            return Err(ImportError::Workbook { reason });
        }
    }
    Ok(())
}

/// How many texts such a part says that it has.
fn texts_told(part: impl Read) -> u64 {
    let mut xml = Reader::from_reader(BufReader::new(part));
    let config = xml.config_mut();
    (config.check_end_names, config.check_comments) = (false, false);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match xml.read_event_into(&mut bytes) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == "sst" => {
                // What cannot be told apart here may be a number to the reader of it.
                let Ok(told) = element.try_get_attribute("uniqueCount") else { return u64::MAX };
                return told.map_or(0, |told| told.value.parse().unwrap_or(0));
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(entries: &[usize]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (at, length) in entries.iter().enumerate() {
            writer.start_file(format!("{at}.xml"), SimpleFileOptions::default()).unwrap();
            writer.write_all(&vec![b' '; *length]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn everything_in_an_archive_counts_up_to_the_limit() {
        for (entries, fits) in [
            (&[][..], true),
            (&[1_000], true),
            (&[1_001], false),
            (&[600, 400], true),
            (&[600, 401], false),
            (&[1_000, 0, 1], false),
        ] {
            assert_eq!(within(&archive(entries), 1_000).is_ok(), fits, "{entries:?}");
        }
    }

    #[test]
    fn as_many_texts_are_told_to_come_as_there_can_be() {
        let part =
            |root: &str| format!("<?xml version='1.0'?><!-- <sst> --><{root}><si/><si><t>a</t></si></sst>");
        let (fits, many) =
            (part("sst uniqueCount=\"2\""), part("x:sst count=\"1\" uniqueCount = '4294967295'"));
        for (name, part, taken) in [
            ("xl/sharedStrings.xml", &fits, true),
            ("xl/sharedStrings.xml", &many, false),
            ("xl\\SHAREDstrings.xml", &many, false),
            ("xl/styles.xml", &many, true),
        ] {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(part.as_bytes()).unwrap();
            let kept = check(&writer.finish().unwrap().into_inner());
            assert_eq!(kept.is_ok(), taken, "{name}: {kept:?}");
        }
    }

    #[test]
    fn a_directory_that_lies_about_sizes_is_not_believed() {
        let mut bytes = archive(&[100_000]);
        // The size before packing stands in the local header and in the directory.
        let size = 100_000_u32.to_le_bytes();
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == size).collect();
        assert_eq!(places.len(), 2);
        for at in places {
            bytes[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        // Either it is seen to be large, or nobody gets at more of it than it says.
        let kept = within(&bytes, 1_000);
        let mut unpacked = Vec::new();
        let mut archive = ZipArchive::new(Cursor::new(&*bytes)).unwrap();
        let _ = archive.by_index(0).unwrap().read_to_end(&mut unpacked);
        assert!(kept.is_err() || unpacked.len() <= 1_000, "{} bytes", unpacked.len());
    }
}
