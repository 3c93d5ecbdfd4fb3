//! Replacing a file as a whole: temp file beside it, sync, rename, sync of the folder.

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;
use twox_hash::XxHash3_128;

use super::disk::{Disk, DiskFile};

/// A new content that lies beside its file, synced and ready to take its place.
pub(super) struct Prepared<'d> {
    disk: &'d dyn Disk,
    temp: PathBuf,
    /// The fingerprint of the content.
    pub(super) print: String,
}

/// Writes a new content to a temp file, which nobody else may be writing, with the permissions of `like`.
pub(super) fn prepare<'d>(
    disk: &'d dyn Disk,
    temp: PathBuf,
    like: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Prepared<'d>> {
    prepare_unless(&|| false, disk, temp, like, fill)
}

/// The same, but given up with [`PutOff`] as soon as something else is more urgent.
pub(super) fn prepare_unless<'d>(
    urgent: Urgent<'_>,
    disk: &'d dyn Disk,
    temp: PathBuf,
    like: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Prepared<'d>> {
    disk.remove(&temp)?;
    let fresh = disk.create(&temp, like)?;
    let mut prepared = Prepared { disk, temp, print: String::new() };
    prepared.print = write_whole(urgent, fresh, fill)?;
    Ok(prepared)
}

/// Whether something else is more urgent than what takes long.
pub(super) type Urgent<'u> = &'u dyn Fn() -> bool;

/// Why something was given up that takes long: something else was more urgent.
#[derive(Debug, Error)]
#[error("something else was more urgent")]
pub(super) struct PutOff;

impl PutOff {
    pub(super) fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<PutOff>)
    }
}

impl Prepared<'_> {
    /// Puts the new content in the place of the old one, in one step. The old content or the new
    /// one is there, never a mixture; which of them survives a power cut is certain only after
    /// [`Disk::sync_folder`].
    pub(super) fn publish(mut self, path: &Path) -> io::Result<String> {
        self.disk.rename(&self.temp, path)?;
        self.temp = PathBuf::new();
        Ok(std::mem::take(&mut self.print))
    }
}

impl Drop for Prepared<'_> {
    fn drop(&mut self) {
        if !self.temp.as_os_str().is_empty() {
            // What went wrong is told already; a temp file that stays behind is not worth a second word.
            let _ = self.disk.remove(&self.temp);
        }
    }
}

pub(super) fn write_whole(
    urgent: Urgent<'_>,
    temp: Box<dyn DiskFile>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<String> {
    let steps = Steps { file: temp, urgent, unsynced: 0 };
    let mut sink = Printed { sink: BufWriter::with_capacity(STEP, steps), hasher: XxHash3_128::new() };
    fill(&mut sink)?;
    sink.flush()?;
    sink.sink.get_mut().file.sync()?;
    Ok(format!("{:032x}", sink.hasher.finish_128()))
}

/// A fingerprint of a file's content: enough to notice any change that is not made to deceive.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}

/// The folder a file lies in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside another, with more behind its name.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// The temp file of whoever has a workspace locked: always the same, so that a crash leaves one at most, which the
/// next to open it clears away.
pub(super) fn temp_of_holder(path: &Path) -> PathBuf {
    beside(path, ".tmp")
}

/// The temp file of somebody whom nothing keeps apart from others.
pub(super) fn temp_of_process(path: &Path) -> PathBuf {
    beside(path, &format!(".{}.tmp", std::process::id()))
}

/// How much is written at once, in bytes.
const STEP: usize = 1 << 16;

/// After so many bytes they are put on the disk: a sync at the end alone would keep it busy for seconds, and nothing
/// that is more urgent could come in between.
const SYNCED_STEP: usize = 1 << 22;

/// A large file, written in steps, and given up between two of them.
struct Steps<'u> {
    file: Box<dyn DiskFile>,
    urgent: Urgent<'u>,
    unsynced: usize,
}

impl Write for Steps<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.urgent)() {
            return Err(io::Error::other(PutOff));
        }
        if self.unsynced >= SYNCED_STEP {
            self.file.sync()?;
            self.unsynced = 0;
        }
        let written = self.file.write(bytes)?;
        self.unsynced += written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The fingerprint of everything that a reader has, given up with [`PutOff`] as soon as something else is more urgent.
pub(super) fn fingerprint_of(source: impl Read, urgent: Urgent<'_>) -> io::Result<String> {
    in_blocks(source, STEP, |_| if urgent() { Err(io::Error::other(PutOff)) } else { Ok(()) })
}

/// Goes through everything that a reader has, so many bytes at a time, and returns the fingerprint of it.
pub(super) fn in_blocks(
    mut source: impl Read,
    size: usize,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<String> {
    let (mut hasher, mut bytes) = (XxHash3_128::new(), vec![0; size]);
    loop {
        match source.read(&mut bytes) {
            Ok(0) => return Ok(format!("{:032x}", hasher.finish_128())),
            Ok(read) => {
                hasher.write(&bytes[..read]);
                each(&bytes[..read])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Takes the fingerprint of what passes through.
struct Printed<W> {
    sink: W,
    hasher: XxHash3_128,
}

impl<W: Write> Write for Printed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.hasher.write(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}
