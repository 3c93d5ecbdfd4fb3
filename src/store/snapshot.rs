//! Replacing a file as a whole: temp file beside it, sync, rename, sync of the folder.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use twox_hash::XxHash3_128;

use super::disk::{Disk, DiskFile};

/// Replaces `path` by what `fill` writes, and returns a fingerprint of it. Whatever goes wrong, the
/// old content or the new one is there, never a mixture.
pub(super) fn replace(
    disk: &dyn Disk,
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<String> {
    let temp = temp_path(path);
    disk.remove(&temp)?;
    let written = write_whole(disk.create(&temp, path)?, fill);
    let renamed = written.and_then(|print| disk.rename(&temp, path).map(|()| print));
    if renamed.is_err() {
        // What is wrong is told already; a temp file that stays behind is not worth a second word.
        let _ = disk.remove(&temp);
    }
    let print = renamed?;
    disk.sync_folder(folder(path))?;
    Ok(print)
}

fn write_whole(
    temp: Box<dyn DiskFile>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<String> {
    let mut sink = Printed { sink: BufWriter::with_capacity(1 << 16, temp), hasher: XxHash3_128::new() };
    fill(&mut sink)?;
    sink.flush()?;
    sink.sink.get_mut().sync()?;
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

fn temp_path(path: &Path) -> PathBuf {
    beside(path, &format!(".{}.tmp", std::process::id()))
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
