//! A disk in memory that fails where it is told to, and that remembers what a power cut would leave of it.
//!
//! What every process sees and what the disk has are kept apart. Bytes reach the disk when their file is synced, names
//! when their folder is. A sync that fails loses the bytes for good: the system takes them for written from then on.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use cutline::store::disk::{Attempt, Disk, DiskFile, Kind};

/// How many names a power cut may leave in every combination; of more, each beginning and each single loss is tried.
const COMBINED: usize = 4;

/// What a call does to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Look,
    Read,
    Lock,
    Folder,
    Create,
    Open,
    Write,
    Sync,
    Rename,
    Remove,
    SyncFolder,
}

/// What goes wrong at a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The call fails, a write after half of its bytes; so do the calls behind it, as many as are told.
    Error(ErrorKind, usize),
    /// The process is gone before it, or, where it writes, in the middle of it.
    Gone,
}

/// Where something goes wrong.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Counted from 0.
    pub(crate) at: usize,
    pub(crate) fault: Fault,
    /// The kinds of calls that are counted; all if none is named.
    pub(crate) only: Option<Call>,
}

/// What a power cut leaves of the bytes that were not synced.
#[derive(Clone, Copy, Debug)]
enum Tail {
    /// None of them.
    Lost,
    /// The first half.
    Half,
    /// As many, but zeros.
    Zeros,
    /// All.
    Kept,
}

#[derive(Clone, Debug, Default)]
struct Bytes {
    seen: Vec<u8>,
    /// How many of them the disk has.
    safe: usize,
    /// Whether some were lost in a sync that failed, so that no later one brings them to the disk.
    lost: bool,
}

/// A change of names that the folder has not been synced after.
#[derive(Clone, Debug)]
enum Naming {
    Given(PathBuf, usize),
    Moved(PathBuf, PathBuf, usize),
    Taken(PathBuf),
}

#[derive(Clone, Debug, Default)]
struct World {
    files: Vec<Bytes>,
    seen: BTreeMap<PathBuf, usize>,
    safe: BTreeMap<PathBuf, usize>,
    /// What happened to names since their folder was synced.
    unsafe_names: Vec<Naming>,
    locked: bool,
    /// The calls so far.
    calls: Vec<Call>,
    plan: Option<Plan>,
    /// Whether the process is gone: nothing it does reaches the disk any more.
    gone: bool,
    /// Whether syncing is a lie, for the control.
    lies: bool,
    /// How many times a file was synced again after a sync of it had failed, and was believed.
    believed: usize,
}

/// A disk that all its copies share.
#[derive(Clone, Default)]
pub(crate) struct SimDisk(Arc<Mutex<World>>);

impl SimDisk {
    /// A disk with one file that is safely on it.
    pub(crate) fn with(path: &Path, content: &str) -> SimDisk {
        let disk = SimDisk::default();
        let mut world = disk.world();
        let bytes = content.as_bytes().to_vec();
        world.files.push(Bytes { safe: bytes.len(), seen: bytes, lost: false });
        world.seen.insert(path.to_owned(), 0);
        world.safe.insert(path.to_owned(), 0);
        drop(world);
        disk
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    /// Lets something go wrong from here on, counting from 0.
    pub(crate) fn plan(&self, plan: Option<Plan>) {
        let mut world = self.world();
        world.calls.clear();
        world.plan = plan;
    }

    /// Lets everything work again.
    pub(crate) fn heal(&self) {
        self.world().plan = None;
    }

    /// Makes every sync a lie.
    pub(crate) fn lie(&self) {
        self.world().lies = true;
    }

    /// The calls since the last plan.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.world().calls.clone()
    }

    /// Whether the process is gone.
    pub(crate) fn is_gone(&self) -> bool {
        self.world().gone
    }

    /// The files that there are in a folder, as every process sees them.
    pub(crate) fn names(&self, folder: &Path) -> Vec<PathBuf> {
        self.world().seen.keys().filter(|path| path.starts_with(folder)).cloned().collect()
    }

    /// How many times a file was synced again after a sync of it had failed: such a sync says yes to nothing.
    pub(crate) fn believed(&self) -> usize {
        self.world().believed
    }

    /// What a killed process leaves: all that it had written, and no lock.
    pub(crate) fn after_kill(&self) -> SimDisk {
        let world = self.world();
        SimDisk::left(&world, &world.seen, |bytes| bytes.seen.clone())
    }

    /// Everything that a power cut may leave.
    pub(crate) fn after_power_cut(&self) -> Vec<SimDisk> {
        let world = self.world();
        let mut left = Vec::new();
        for names in surviving_names(&world) {
            let unsure = names.values().any(|file| world.files[*file].safe < world.files[*file].seen.len());
            let every = [Tail::Lost, Tail::Half, Tail::Zeros, Tail::Kept];
            let tails = if unsure { &every[..] } else { &every[..1] };
            left.extend(
                tails.iter().map(|tail| SimDisk::left(&world, &names, |bytes| surviving(bytes, *tail))),
            );
        }
        left
    }

    fn left(world: &World, names: &BTreeMap<PathBuf, usize>, content: impl Fn(&Bytes) -> Vec<u8>) -> SimDisk {
        let mut left = World { lies: world.lies, ..World::default() };
        for (path, file) in names {
            let bytes = content(&world.files[*file]);
            left.seen.insert(path.clone(), left.files.len());
            left.files.push(Bytes { safe: bytes.len(), seen: bytes, lost: false });
        }
        left.safe.clone_from(&left.seen);
        SimDisk(Arc::new(Mutex::new(left)))
    }
}

fn surviving(bytes: &Bytes, tail: Tail) -> Vec<u8> {
    let (safe, unsure) = bytes.seen.split_at(bytes.safe);
    let mut left = safe.to_vec();
    match tail {
        Tail::Lost => {}
        Tail::Half => left.extend(&unsure[..unsure.len() / 2]),
        Tail::Zeros => left.resize(bytes.seen.len(), 0),
        // What a failed sync lost is gone, whatever the process still sees.
        Tail::Kept if bytes.lost => {}
        Tail::Kept => left.extend(unsure),
    }
    left
}

fn surviving_names(world: &World) -> Vec<BTreeMap<PathBuf, usize>> {
    let many = world.unsafe_names.len();
    let all = (1_u128 << many.min(127)) - 1;
    let kept: Vec<u128> = if many <= COMBINED {
        (0..=all).collect()
    } else {
        let beginnings = (0..=many).map(|n| (1 << n) - 1);
        beginnings.chain((0..many).map(|n| all & !(1 << n))).collect()
    };
    let after = |kept: u128| {
        let mut names = world.safe.clone();
        for (i, naming) in world.unsafe_names.iter().enumerate() {
            if kept & (1 << i) != 0 {
                rename(&mut names, naming);
            }
        }
        names
    };
    kept.into_iter().map(after).collect()
}

fn rename(names: &mut BTreeMap<PathBuf, usize>, naming: &Naming) {
    match naming {
        Naming::Given(path, file) => drop(names.insert(path.clone(), *file)),
        Naming::Taken(path) => drop(names.remove(path)),
        Naming::Moved(from, to, file) => {
            names.remove(from);
            names.insert(to.clone(), *file);
        }
    }
}

impl World {
    /// Counts a call. Returns what goes wrong with it.
    fn call(&mut self, call: Call) -> Option<Fault> {
        if self.gone {
            return Some(Fault::Gone);
        }
        self.calls.push(call);
        let plan = self.plan.filter(|plan| plan.only.is_none_or(|only| only == call))?;
        let before =
            self.calls.iter().filter(|other| plan.only.is_none_or(|only| only == **other)).count() - 1;
        let until = match plan.fault {
            Fault::Error(_, calls) => plan.at.saturating_add(calls),
            Fault::Gone => usize::MAX,
        };
        if !(plan.at..until).contains(&before) {
            return None;
        }
        self.gone = plan.fault == Fault::Gone;
        Some(plan.fault)
    }

    /// Does a call that does all or nothing.
    fn whole<T>(&mut self, call: Call, act: impl FnOnce(&mut World) -> io::Result<T>) -> io::Result<T> {
        match self.call(call) {
            Some(fault) => Err(fault.error()),
            None => act(self),
        }
    }

    fn found(&self, path: &Path) -> io::Result<usize> {
        self.seen.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn name(&mut self, naming: Naming) {
        rename(&mut self.seen, &naming);
        self.unsafe_names.push(naming);
    }
}

impl Fault {
    fn error(self) -> io::Error {
        match self {
            Fault::Error(kind, _) => kind.into(),
            Fault::Gone => io::Error::other("the process is gone"),
        }
    }
}

impl Disk for SimDisk {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.world().whole(Call::Look, |world| world.found(path).map(|_| path.to_owned()))
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.world().whole(Call::Look, |world| {
            let size = world.files[world.found(path)?].seen.len() as u64;
            Ok(Kind::File { size, read_only: false })
        })
    }

    fn lock(&self, _: &Path) -> io::Result<Attempt> {
        let held = self.clone();
        self.world().whole(Call::Lock, |world| {
            if std::mem::replace(&mut world.locked, true) {
                return Ok(Attempt::Taken("another Cutline".to_owned()));
            }
            Ok(Attempt::Held(Box::new(Held(held))))
        })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.world().whole(Call::Read, |world| Ok(world.files[world.found(path)?].seen.clone()))
    }

    fn create(&self, path: &Path, _: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.world().whole(Call::Create, |world| {
            if world.seen.contains_key(path) {
                return Err(ErrorKind::AlreadyExists.into());
            }
            let file = world.files.len();
            world.files.push(Bytes::default());
            world.name(Naming::Given(path.to_owned(), file));
            Ok(self.handle(file))
        })
    }

    fn create_private(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.create(path, path)
    }

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        self.world().whole(Call::Folder, |_| Ok(()))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.world().whole(Call::Look, |world| {
            let inside = world.seen.keys().filter_map(|path| path.strip_prefix(folder).ok());
            Ok(inside.map(|name| name.to_string_lossy().into_owned()).collect())
        })
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.world().whole(Call::Open, |world| Ok(self.handle(world.found(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.world().whole(Call::Rename, |world| {
            let file = world.found(from)?;
            world.name(Naming::Moved(from.to_owned(), to.to_owned(), file));
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.world().whole(Call::Remove, |world| {
            if world.seen.contains_key(path) {
                world.name(Naming::Taken(path.to_owned()));
            }
            Ok(())
        })
    }

    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        self.world().whole(Call::SyncFolder, |world| {
            if !world.lies {
                world.unsafe_names.clear();
                world.safe = world.seen.clone();
            }
            Ok(())
        })
    }
}

impl SimDisk {
    fn handle(&self, file: usize) -> Box<dyn DiskFile> {
        Box::new(Handle { disk: self.clone(), file })
    }
}

/// An open file.
struct Handle {
    disk: SimDisk,
    file: usize,
}

impl Write for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut world = self.disk.world();
        let fault = if world.gone { return Err(Fault::Gone.error()) } else { world.call(Call::Write) };
        let written = if fault.is_some() { bytes.len() / 2 } else { bytes.len() };
        world.files[self.file].seen.extend(&bytes[..written]);
        fault.map_or(Ok(written), |fault| Err(fault.error()))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl DiskFile for Handle {
    fn sync(&mut self) -> io::Result<()> {
        let mut world = self.disk.world();
        if world.gone {
            return Err(Fault::Gone.error());
        }
        let fault = world.call(Call::Sync);
        let lies = world.lies;
        let file = &mut world.files[self.file];
        if let Some(fault) = fault {
            // A process that is gone leaves its bytes to the system, which may still write them.
            file.lost |= fault != Fault::Gone;
            return Err(fault.error());
        }
        if !file.lost && !lies {
            file.safe = file.seen.len();
        }
        let lost = file.lost;
        world.believed += usize::from(lost);
        Ok(())
    }

    fn is_at(&self, path: &Path) -> bool {
        self.disk.world().seen.get(path) == Some(&self.file)
    }
}

/// A lock that is freed when it is dropped.
struct Held(SimDisk);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.world().locked = false;
    }
}
