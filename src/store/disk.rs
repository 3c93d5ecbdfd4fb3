//! The few file operations that saving rests on, so that tests can let each of them fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::lock::{self, Lock};
use super::snapshot;

/// A file being written.
pub trait DiskFile: Write + Send {
    /// Returns once everything written is on the disk.
    ///
    /// # Errors
    /// What the disk said. What was written is lost to this file then: syncing it again says yes to nothing.
    fn sync(&mut self) -> io::Result<()>;

    /// Whether it is still the one that a path leads to: what is written to a file that somebody removed is lost.
    fn is_at(&self, path: &Path) -> bool;
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File {
        /// Its size in bytes.
        size: u64,
        /// Whether it must not be written.
        read_only: bool,
    },
    /// A folder.
    Folder,
    /// A link that leads nowhere.
    Dangling,
    /// A pipe, a socket, a device: reading it may never end.
    Other,
}

/// What became of an attempt to lock.
pub enum Attempt {
    /// It is ours until this is dropped.
    Held(Box<dyn Send>),
    /// Somebody else has it: host and process, as far as they are told.
    Taken(String),
}

/// A file system.
pub trait Disk: Send {
    /// The file that a path leads to, links followed.
    ///
    /// # Errors
    /// What the disk said.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// What a path leads to, links followed, without opening it.
    ///
    /// # Errors
    /// What the disk said.
    fn kind(&self, path: &Path) -> io::Result<Kind>;

    /// Locks a file, which is made for it, or tells who has it.
    ///
    /// # Errors
    /// What the disk said.
    fn lock(&self, path: &Path) -> io::Result<Attempt>;

    /// The whole content of a file.
    ///
    /// # Errors
    /// What the disk said.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The content of a file, to be read bit by bit.
    ///
    /// # Errors
    /// What the disk said.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(self.read(path)?)))
    }

    /// The fingerprint of the content of a file, given up with an error as soon as something else is more urgent.
    ///
    /// # Errors
    /// What the disk said, or that it was given up.
    fn fingerprint(&self, path: &Path, _urgent: &dyn Fn() -> bool) -> io::Result<String> {
        self.read(path).map(|bytes| snapshot::fingerprint(&bytes))
    }

    /// A new file that did not exist before, with owner and permissions of `like` where that exists.
    ///
    /// # Errors
    /// What the disk said, that there is one already among it.
    fn create(&self, path: &Path, like: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// A new file that did not exist before and that nobody else may read.
    ///
    /// # Errors
    /// What the disk said, that there is one already among it.
    fn create_private(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Makes a folder that nobody else may look into, and those around it; one that is there is no error.
    ///
    /// # Errors
    /// What the disk said.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// The names of the files in a folder, in no order; none where there is no such folder.
    ///
    /// # Errors
    /// What the disk said.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;

    /// An existing file, to be written behind its end.
    ///
    /// # Errors
    /// What the disk said.
    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Puts a file in the place of another in one step.
    ///
    /// # Errors
    /// What the disk said.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file; one that is not there is no error.
    ///
    /// # Errors
    /// What the disk said.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Returns once renames and removals in a folder are on the disk.
    ///
    /// # Errors
    /// What the disk said.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// When a file was written last, where that is told. Nothing rests on it.
    fn modified(&self, _: &Path) -> Option<SystemTime> {
        None
    }

    /// What the file system is called that a path lies on, where that is told. Nothing rests on it.
    fn file_system(&self, _: &Path) -> Option<String> {
        None
    }
}

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl DiskFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn is_at(&self, path: &Path) -> bool {
        lock::is_at(self, path)
    }
}

impl Disk for RealDisk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let metadata = match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() => {
                return Ok(Kind::Dangling);
            }
            metadata => metadata?,
        };
        Ok(if metadata.is_dir() {
            Kind::Folder
        } else if metadata.is_file() {
            Kind::File { size: metadata.len(), read_only: metadata.permissions().readonly() }
        } else {
            Kind::Other
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Attempt> {
        Lock::take(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // What somebody laid beside a workspace may be anything: a pipe never ends, a device has no end.
        if fs::metadata(path)?.is_file() { fs::read(path) } else { Err(no_file(path)) }
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        if fs::metadata(path)?.is_file() { Ok(Box::new(File::open(path)?)) } else { Err(no_file(path)) }
    }

    fn fingerprint(&self, path: &Path, urgent: &dyn Fn() -> bool) -> io::Result<String> {
        snapshot::fingerprint_of(self.open(path)?, urgent)
    }

    fn create(&self, path: &Path, like: &Path) -> io::Result<Box<dyn DiskFile>> {
        let model = fs::metadata(like).ok();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        if model.is_some() {
            only_for_us(&mut options);
        }
        let file = options.open(path)?;
        if let Some(model) = model {
            belong_like(&file, &model);
            file.set_permissions(model.permissions())?;
        }
        Ok(Box::new(file))
    }

    fn create_private(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        only_for_us(&mut options);
        Ok(Box::new(options.open(path)?))
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        folder_only_for_us(&mut builder);
        builder.create(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            entries => entries?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect(),
        }
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(OpenOptions::new().append(true).open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        }
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Windows has no such call; its renames are journaled by the file system.
    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn modified(&self, path: &Path) -> Option<SystemTime> {
        fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
    }

    fn file_system(&self, path: &Path) -> Option<String> {
        file_system(path)
    }
}

/// The table of mounts tells more than a number would: what a file system in user space is, too.
#[cfg(target_os = "linux")]
fn file_system(path: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    super::network::mounted(&mounts, path).map(str::to_owned)
}

#[cfg(target_os = "macos")]
fn file_system(path: &Path) -> Option<String> {
    let found = nix::sys::statfs::statfs(path).ok()?;
    Some(found.filesystem_type_name().to_owned())
}

/// A share of another machine has its name in the path.
#[cfg(windows)]
fn file_system(path: &Path) -> Option<String> {
    use std::path::{Component, Prefix};
    let Some(Component::Prefix(prefix)) = path.components().next() else { return None };
    let is_share = matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..));
    is_share.then(|| "smb3".to_owned())
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn file_system(_: &Path) -> Option<String> {
    None
}

/// What stands where a file should be is none.
pub(super) fn no_file(path: &Path) -> io::Error {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    io::Error::new(io::ErrorKind::InvalidInput, format!("{name} is not a file"))
}

/// A file that replaces a private one is never open to others, not even before it has its permissions.
#[cfg(unix)]
fn only_for_us(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn only_for_us(_: &mut OpenOptions) {}

#[cfg(unix)]
fn folder_only_for_us(builder: &mut fs::DirBuilder) {
    use std::os::unix::fs::DirBuilderExt;
    builder.mode(0o700);
}

#[cfg(not(unix))]
fn folder_only_for_us(_: &mut fs::DirBuilder) {}

/// Who saves a file for somebody else leaves it theirs, where the system lets them.
#[cfg(unix)]
fn belong_like(file: &File, model: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    // Mostly it is theirs already. Whoever may not give files away keeps what they wrote.
    let _ = fchown(file, Some(model.uid()), Some(model.gid()));
}

#[cfg(not(unix))]
fn belong_like(_: &File, _: &fs::Metadata) {}
