//! Reading a large workspace: cut into pieces while it comes from the disk, which two threads make sense of, so that its
//! text is never there as a whole.
//!
//! Only what is as it mostly is goes this way. Where anything is wrong or worth a word, the whole is read once more, and
//! told with its place.

use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender, TrySendError};
use std::thread;

use super::content::{self, Parsed};
use super::cut::{Cutter, List, Piece};
use super::disk::{Disk, Kind};
use super::doubles;
use super::error::LoadError;
use super::snapshot::{fingerprint, in_blocks};
use crate::crew::Threads;
use crate::domain::chunked::{CHUNK, Chunked};
use crate::domain::item::Item;
use crate::domain::migrate::Steps;
use crate::domain::record;
use crate::domain::text::abridged;
use crate::domain::tradeoff::Entry;
use crate::domain::workspace::{Head, Workspace};

/// From this size on, in bytes, a file is worth two threads.
const LARGE: u64 = 1 << 20;

/// How much is read at once, in bytes.
const BLOCK: usize = 1 << 18;

/// How many pieces wait until whoever reads makes sense of one himself.
const WAITING: usize = 4;

/// Reads a workspace that may be of an older format, and takes the fingerprint of its file.
///
/// # Errors
/// Where and why it is not a workspace, or what the disk said.
pub(super) fn read(disk: &dyn Disk, path: &Path, steps: Steps) -> Result<(Parsed, String), LoadError> {
    if matches!(disk.kind(path)?, Kind::File { size: LARGE.., .. })
        && let Some(found) = in_pieces(disk.open(path)?, steps, BLOCK)
    {
        return Ok(found);
    }
    let bytes = disk.read(path)?;
    Ok((content::parse_as_of(&bytes, steps)?, fingerprint(&bytes)))
}

/// Reads a workspace piece by piece, so many bytes at a time; nothing where it has to be looked at as a whole.
fn in_pieces(source: impl Read + Send, steps: Steps, block: usize) -> Option<(Parsed, String)> {
    let (out, pieces) = mpsc::sync_channel(WAITING);
    let (back, emptied) = mpsc::channel();
    let (fed, ours) = thread::scope(|scope| {
        let theirs = back.clone();
        let feeder = scope.spawn(move || feed(source, block, &out, &theirs, &emptied));
        let ours = pieces.iter().try_fold(Parts::default(), |parts, piece| parts.with(piece, &back));
        // Whoever feeds learns from it that nobody wants more.
        drop(pieces);
        (feeder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), ours)
    });
    let (head, print, theirs) = fed?;
    let text = std::str::from_utf8(&head).ok()?;
    let format = steps.format_of(text);
    if format.is_old() || doubles::find(text).is_some() {
        return None;
    }
    let mut head: Head = serde_json::from_str(text).ok()?;
    if !(head.items.is_empty() && head.log.is_empty()) {
        // Their names are spelt with escapes, so that nobody saw where they begin.
        return None;
    }
    (head.items, head.log) = ours?.joined(theirs);
    let (workspace, notices) = Workspace::load_by(&Threads::of_machine(), head).ok()?;
    // Where something stands can be told only of the whole.
    let told = notices.into_iter().map(|notice| notice.path.is_none().then(|| abridged(notice.what)));
    Some(((workspace, told.collect::<Option<_>>()?, format), print))
}

/// Reads, cuts, and hands out pieces, and makes sense of those that nobody takes. Returns what was around them and the
/// fingerprint of it all beside that; nothing where it has to be looked at as a whole.
fn feed(
    source: impl Read,
    block: usize,
    out: &SyncSender<Piece>,
    back: &Sender<Vec<u8>>,
    emptied: &Receiver<Vec<u8>>,
) -> Option<(Vec<u8>, String, Parts)> {
    let (mut cutter, mut own) = (Cutter::new(CHUNK), Some(Parts::default()));
    let print = in_blocks(source, block, |bytes| {
        for text in emptied.try_iter() {
            cutter.reuse(text);
        }
        cutter.take(bytes, |piece| match out.try_send(piece) {
            Ok(()) => {}
            Err(TrySendError::Full(piece)) => own = own.take().and_then(|own| own.with(piece, back)),
            Err(TrySendError::Disconnected(_)) => own = None,
        });
        own.as_ref().map(|_| ()).ok_or_else(|| io::ErrorKind::InvalidData.into())
    });
    Some((cutter.end()?, print.ok()?, own?))
}

/// What pieces hold, each with its number.
#[derive(Default)]
struct Parts {
    items: Vec<(usize, Vec<Item>)>,
    log: Vec<(usize, Vec<Entry>)>,
}

impl Parts {
    /// These with those of another piece, whose text goes back to who cuts: to free it on another thread would make
    /// him wait. Nothing where that is none.
    fn with(mut self, piece: Piece, back: &Sender<Vec<u8>>) -> Option<Parts> {
        let text = std::str::from_utf8(&piece.text).ok()?;
        let (read, has_unknown) = record::keeping(|| match piece.list {
            List::Items => serde_json::from_str(text).map(|items| self.items.push((piece.number, items))),
            List::Log => serde_json::from_str(text).map(|log| self.log.push((piece.number, log))),
        });
        read.ok()?;
        if has_unknown && doubles::find(text).is_some() {
            return None;
        }
        // Nobody is there to take it where all of it is cut.
        let _ = back.send(piece.text);
        Some(self)
    }

    /// These and others, in their order.
    fn joined(self, others: Parts) -> (Chunked<Item>, Chunked<Entry>) {
        (in_order(self.items, others.items), in_order(self.log, others.log))
    }
}

fn in_order<T: Clone>(some: Vec<(usize, Vec<T>)>, others: Vec<(usize, Vec<T>)>) -> Chunked<T> {
    let mut parts: Vec<_> = some.into_iter().chain(others).collect();
    parts.sort_unstable_by_key(|(number, _)| *number);
    Chunked::joined(parts.into_iter().map(|(_, part)| part))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::domain::migrate::STEPS;

    /// Reads a text that comes so many bytes at a time.
    fn pieced(text: &str, block: usize) -> Option<(Workspace, Vec<String>, String)> {
        let ((workspace, notices, _), print) = in_pieces(text.as_bytes(), STEPS, block)?;
        Some((workspace, notices, print))
    }

    /// A workspace of so many items and entries, with more around them.
    fn long(items: usize, entries: usize) -> String {
        let mut text = String::from("{ \"title\" : \"Wörter ]}\\\"\", \"own\": [[1.10]], \"items\" : [\n");
        for i in 0..items {
            let comma = if i == 0 { "" } else { ",\n" };
            write!(
                text,
                r#"{comma}{{"id":"i{i}","title":"a \"[{i}\\","scores":{{"effort":{}}}}}"#,
                i % 5 + 1
            )
            .unwrap();
        }
        text.push_str("], \"log\":[");
        for seq in 1..=entries {
            write!(text, "{}{{\"seq\":{seq}}}", if seq == 1 { "" } else { " , " }).unwrap();
        }
        text + "]}"
    }

    #[test]
    fn what_is_read_in_pieces_is_what_is_read_as_a_whole() {
        for (items, entries) in [(0, 0), (1, 600), (CHUNK, 1), (CHUNK + 1, 0), (3 * CHUNK + 7, 2 * CHUNK)] {
            let text = long(items, entries);
            let (whole, told, _) = content::parse_as_of(text.as_bytes(), STEPS).unwrap();
            for block in [1, 7, 100, 1 << 14, 1 << 20] {
                let (pieced, notices, print) = pieced(&text, block).unwrap();
                assert_eq!((&pieced, &notices, print), (&whole, &told, fingerprint(text.as_bytes())));
                assert_eq!(pieced.items().len(), items);
                let last = items.checked_sub(1).and_then(|last| pieced.slot(&format!("i{last}").into()));
                assert_eq!(last.map(crate::domain::id::Slot::index), items.checked_sub(1));
            }
        }
    }

    #[test]
    fn what_has_to_be_looked_at_as_a_whole_is() {
        let text = long(600, 3);
        for (from, to) in [
            // Not JSON, or not of this form.
            ("\"items\"", "items"),
            // Not seen, and not lost.
            ("\"items\"", "\"\\u0069tems\""),
            ("\"log\"", "\"\\u006cog\""),
            ("{\"id\":\"i0\"", "{\"id\":\"i1\""),
            ("\"effort\":1}}", "\"effort\":1}},"),
            ("\"effort\":1}}", "\"effort\":9}}"),
            ("\"seq\":2", "\"seq\":1"),
            ("{\"seq\":3}]}", "{\"seq\":3}]}}"),
            ("{\"seq\":3}]}", "{\"seq\":3},]}"),
            ("{\"seq\":3}]}", "{\"seq\":3}],\"log\":[]}"),
            // Worth a word that says where.
            ("\"effort\":1", "\"effort\":0"),
            ("\"effort\":1", "\"x\":1,\"x\":2,\"effort\":1"),
            ("\"effort\":1}", "\"effort\":1},\"x\":[{\"y\":1,\"y\":2}]"),
            ("\"effort\":1", "\"effort\":{\"agreed\":1,\"x\":1,\"x\":2}"),
            ("\"own\":", "\"own\":1,\"own\":"),
        ] {
            let other = text.replacen(from, to, 1);
            assert_ne!(other, text);
            for block in [1, 64, 1 << 20] {
                assert!(pieced(&other, block).is_none(), "{from} → {to}");
            }
        }
        let marked = format!("\u{feff}{text}");
        assert!(pieced(&marked, 64).is_none(), "a mark before the text is for the whole");
        let broken = [text.as_bytes(), b"\xff"].concat();
        assert!(in_pieces(&broken[..], STEPS, 64).is_none());
        let cut = &text.as_bytes()[..text.len() / 2];
        assert!(in_pieces(cut, STEPS, 64).is_none());
    }

    #[test]
    fn a_file_that_cannot_be_read_to_its_end_is_no_shorter_workspace() {
        struct Failing(usize);
        impl Read for Failing {
            fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
                let text = long(600, 0);
                let left = &text.as_bytes()[self.0.min(text.len())..];
                let read = left.len().min(bytes.len()).min(1000);
                if read == 0 {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                bytes[..read].copy_from_slice(&left[..read]);
                self.0 += read;
                Ok(read)
            }
        }
        assert!(in_pieces(Failing(0), STEPS, 4096).is_none());
    }
}
