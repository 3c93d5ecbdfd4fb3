//! One writer at a time: a kernel lock on a side file, which says who holds it.
//!
//! The lock is the kernel's, so a dead process holds none. The file beside the workspace only
//! carries it, because the workspace itself is replaced with every save.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::disk::{Attempt, no_file};
use super::snapshot::beside;

/// How often a lock is tried again that its holder let go meanwhile, or that somebody shares who only waits for that.
const ATTEMPTS: u32 = 64;

/// How long is waited before that, at first; whoever shares a lock lets it go at once.
const MOMENT: Duration = Duration::from_micros(250);

/// What a holder is called whose name is not told.
const SOMEBODY: &str = "another Cutline";

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
        check(path)?;
        for attempt in 0..ATTEMPTS {
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    if let Some(holder) = held(&mut file)? {
                        return Ok(Attempt::Taken(holder));
                    }
                    // Somebody who waited for its end shares it for a moment. Two who try to take it see each
                    // other do so: they wait for different times.
                    thread::sleep(MOMENT * (1 + (attempt + std::process::id()) % 7));
                }
                Err(TryLockError::Error(error)) => return Err(error),
                Ok(()) if is_at(&file, path) => {
                    // Without a name, as on a full disk, it is held all the same.
                    let _ = sign(&mut file);
                    return Ok(Attempt::Held(Box::new(Lock { path: path.to_owned(), _file: file })));
                }
                // The holder before removed the file between our opening and locking it.
                Ok(()) => {}
            }
        }
        Ok(Attempt::Taken(SOMEBODY.to_owned()))
    }
}

/// A lock that is there is a file: through a link that came with the workspace, the name of its holder would be written
/// into a file of somebody else's choice.
fn check(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(no_file(path)),
        _ => Ok(()),
    }
}

/// Who has a lock, nobody among it. It is taken from nobody, and held for no longer than it takes to ask.
///
/// # Errors
/// What the disk said, for one that it knows no locks.
pub(super) fn holder(path: &Path) -> io::Result<Option<String>> {
    match check(path).and_then(|()| File::open(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        file => held(&mut file?),
    }
}

/// Returns when nobody has a lock, however its holder ended. Waiting costs nothing: the kernel wakes us.
///
/// # Errors
/// What the disk said, for one that it knows no locks.
pub(super) fn wait(path: &Path) -> io::Result<()> {
    match check(path).and_then(|()| File::open(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        // Shared, so that everybody who waits is woken; closing it lets it go.
        file => file?.lock_shared(),
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked: nobody else can have signed it. A file that stays behind locks nobody out.
        let _ = fs::remove_file(&self.path);
    }
}

/// How this process is called by others.
pub(super) fn own_name() -> String {
    format!("process {} on {}", std::process::id(), gethostname::gethostname().to_string_lossy())
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    writeln!(file, "{}", own_name())
}

/// Who has an open lock file for itself. A name in it is that of its holder only while there is one.
fn held(file: &mut File) -> io::Result<Option<String>> {
    match file.try_lock_shared() {
        Ok(()) => file.unlock().map(|()| None),
        Err(TryLockError::WouldBlock) => Ok(Some(name(file))),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn name(file: &mut File) -> String {
    let mut text = String::new();
    let told = file.take(200).read_to_string(&mut text).is_ok();
    let name = text.trim();
    if told && !name.is_empty() { name.to_owned() } else { SOMEBODY.to_owned() }
}

/// Whether an open file is the one that a path leads to.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => ours.ino() == there.ino() && ours.dev() == there.dev(),
        _ => false,
    }
}

/// Windows does not remove a file that is open.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    /// A lock that somebody has.
    fn held_lock(path: &Path) -> Box<dyn Send> {
        match Lock::take(path).unwrap() {
            Attempt::Held(lock) => lock,
            Attempt::Taken(who) => panic!("{who} has it"),
        }
    }

    #[test]
    fn whoever_asks_learns_the_holder_and_takes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json.lock");
        assert_eq!(holder(&path).unwrap(), None);
        assert!(!path.exists(), "asking makes no file");
        let lock = held_lock(&path);
        assert_eq!(holder(&path).unwrap(), Some(own_name()));
        assert!(matches!(Lock::take(&path).unwrap(), Attempt::Taken(who) if who == own_name()));
        drop(lock);
        assert_eq!(holder(&path).unwrap(), None);
        // What a killed holder leaves behind names nobody.
        fs::write(&path, "process 7 on desk\n").unwrap();
        assert_eq!(holder(&path).unwrap(), None);
        drop(held_lock(&path));
    }

    #[test]
    fn everybody_who_waits_is_woken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json.lock");
        let lock = held_lock(&path);
        let (woken, end) = channel();
        for _ in 0..3 {
            let (path, woken) = (path.clone(), woken.clone());
            thread::spawn(move || woken.send(wait(&path).is_ok()));
        }
        assert!(end.recv_timeout(Duration::from_millis(50)).is_err(), "somebody has it");
        drop(lock);
        for _ in 0..3 {
            assert_eq!(end.recv_timeout(Duration::from_secs(20)), Ok(true));
        }
    }

    #[test]
    fn a_lock_that_is_only_shared_turns_nobody_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.json.lock");
        fs::write(&path, "process 7 on desk\n").unwrap();
        let shared = File::open(&path).unwrap();
        shared.lock_shared().unwrap();
        let taker = thread::spawn({
            let path = path.clone();
            move || matches!(Lock::take(&path).unwrap(), Attempt::Held(_))
        });
        thread::sleep(MOMENT * 4);
        drop(shared);
        assert!(taker.join().unwrap());
    }
}
