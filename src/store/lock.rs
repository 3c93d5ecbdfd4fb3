//! One writer at a time: a kernel lock on a side file, which says who holds it.
//!
//! The lock is the kernel's, so a dead process holds none. The file beside the workspace only
//! carries it, because the workspace itself is replaced with every save.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::disk::Attempt;
use super::snapshot::beside;

/// How often a lock file is tried again that its holder removed meanwhile.
const ATTEMPTS: usize = 8;

/// Where the lock of a workspace lies.
pub(super) fn path_for(workspace: &Path) -> PathBuf {
    beside(workspace, ".lock")
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Holds the lock while it is open.
    _file: File,
}

impl Lock {
    /// Takes a lock, or learns who has it.
    pub(super) fn take(path: &Path) -> io::Result<Attempt> {
        for _ in 0..ATTEMPTS {
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(Attempt::Taken(holder(&mut file))),
                Err(TryLockError::Error(error)) => return Err(error),
                Ok(()) if is_at(&file, path) => {
                    sign(&mut file)?;
                    return Ok(Attempt::Held(Box::new(Lock { path: path.to_owned(), _file: file })));
                }
                // The holder before removed the file between our opening and locking it.
                Ok(()) => {}
            }
        }
        Ok(Attempt::Taken("another Cutline".to_owned()))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked: nobody else can have signed it. A file that stays behind locks nobody out.
        let _ = fs::remove_file(&self.path);
    }
}

fn sign(file: &mut File) -> io::Result<()> {
    let host = gethostname::gethostname();
    file.set_len(0)?;
    writeln!(file, "process {} on {}", std::process::id(), host.to_string_lossy())
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let told = file.take(200).read_to_string(&mut text).is_ok();
    let name = text.trim();
    if told && !name.is_empty() { name.to_owned() } else { "another Cutline".to_owned() }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => ours.ino() == there.ino() && ours.dev() == there.dev(),
        _ => false,
    }
}

/// Windows does not remove a file that is open.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
