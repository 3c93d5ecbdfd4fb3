//! Backups: the last states of a workspace that saving put something else in the place of.
//!
//! They lie in the folder for what the program remembers, a folder for each workspace, and hold the exact bytes of the
//! file. Their names say when, and the fingerprint of what they hold: a backup that was damaged is noticed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::content;
use super::disk::{Disk, Kind};
use super::snapshot::{fingerprint, write_whole};
use crate::domain::text::slug;
use crate::domain::workspace::Workspace;

/// How many are kept of a workspace.
pub const KEPT: usize = 5;

/// The largest file that is kept, in bytes: 64 MiB. Five of them are what a disk may be asked for without a word.
pub const LARGEST: u64 = 64 << 20;

/// Two that lie closer together are thinned out when there are too many.
const APART: TimeDelta = TimeDelta::minutes(10);

/// How a name says when.
const WHEN: &str = "%Y-%m-%dT%H-%M-%S%.3f%z";

/// The file in a folder of backups that says of which workspace they are.
const OWNER: &str = "workspace.txt";

/// The time of the room.
pub type Time = DateTime<FixedOffset>;

/// A backup that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made: just before its content was replaced.
    pub at: Time,
    /// The fingerprint of its content.
    pub(super) print: String,
}

/// Makes the backups of one workspace while it is saved.
pub(super) struct Keeper {
    /// The folder for what the program remembers.
    state: PathBuf,
    folder: PathBuf,
    workspace: PathBuf,
    clock: Box<dyn Fn() -> Time + Send>,
    /// When one was made last, since the workspace was opened.
    last: Option<Time>,
    /// How many of the newest belong together, so that none of them is thinned out.
    together: usize,
    /// What is to be told, once.
    complaint: Option<String>,
    complained: bool,
}

impl Keeper {
    /// Backups of a workspace, in its folder below the one for what the program remembers.
    pub(super) fn new(state: &Path, workspace: &Path, clock: Box<dyn Fn() -> Time + Send>) -> Keeper {
        let (state, folder, workspace) = (state.to_owned(), folder(state, workspace), workspace.to_owned());
        Keeper {
            state,
            folder,
            workspace,
            clock,
            last: None,
            together: 1,
            complaint: None,
            complained: false,
        }
    }

    /// Where they lie.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Goes on with another workspace.
    pub(super) fn moved(self, workspace: &Path) -> Keeper {
        Keeper::new(&self.state, workspace, self.clock)
    }

    /// The time of the room.
    pub(super) fn now(&self) -> Time {
        (self.clock)()
    }

    /// Whether what is about to be replaced is worth a backup: what was found on opening is, and then whatever the
    /// file holds every ten minutes. A clock that was set back is no reason to wait.
    pub(super) fn is_due(&self) -> bool {
        self.last.is_none_or(|last| !(TimeDelta::zero()..APART).contains(&(self.now() - last)))
    }

    /// Keeps what a file holds, whose fingerprint this is.
    ///
    /// # Errors
    /// Why it could not be kept.
    pub(super) fn keep(&mut self, disk: &dyn Disk, path: &Path, print: &str) -> io::Result<()> {
        let Kind::File { size, .. } = disk.kind(path)? else { return Err(io::ErrorKind::NotFound.into()) };
        let fill = |sink: &mut dyn Write| io::copy(&mut disk.open(path)?, sink).map(drop);
        self.keep_content(disk, size, print, fill)
    }

    /// Keeps a workspace that no file holds, and the file that is kept next beside it.
    ///
    /// # Errors
    /// Why it could not be kept.
    pub(super) fn keep_workspace(&mut self, disk: &dyn Disk, workspace: &Workspace) -> io::Result<()> {
        let mut bytes = Vec::new();
        content::write(workspace, &mut bytes)?;
        self.keep_content(disk, bytes.len() as u64, &fingerprint(&bytes), |sink| sink.write_all(&bytes))?;
        self.together = 2;
        Ok(())
    }

    fn keep_content(
        &mut self,
        disk: &dyn Disk,
        size: u64,
        print: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if size > LARGEST {
            return Err(io::Error::other(format!("files of more than {} MiB have none", LARGEST >> 20)));
        }
        let now = self.now();
        let together = std::mem::replace(&mut self.together, 1);
        keep(disk, (&self.folder, &self.workspace), print, fill, (now, together))?;
        self.last = Some(now);
        Ok(())
    }

    /// Remembers to tell why there is no backup. Saving goes on, and one word is enough.
    pub(super) fn complain(&mut self, error: &io::Error) {
        if !std::mem::replace(&mut self.complained, true) {
            self.complaint = Some(format!("no backup is kept of what is replaced: {error}"));
        }
    }

    /// What is to be told now.
    pub(super) fn complaint(&mut self) -> Option<String> {
        self.complaint.take()
    }
}

/// The folder for the backups of a workspace: its name, so that people find it, and what tells it from its namesakes.
pub fn folder(state: &Path, workspace: &Path) -> PathBuf {
    let stem = workspace.file_stem().unwrap_or_default().to_string_lossy();
    let path = workspace.as_os_str().as_encoded_bytes();
    state.join("backups").join(format!("{}-{}", slug(&stem), &fingerprint(path)[..12]))
}

/// The backups in a folder, the newest first.
///
/// # Errors
/// What the disk said.
pub fn list(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<Backup>> {
    let mut found: Vec<Backup> = disk.list(folder)?.iter().filter_map(|name| named(folder, name)).collect();
    found.sort_by(|a, b| (b.at, &b.path).cmp(&(a.at, &a.path)));
    Ok(found)
}

/// The content of a backup.
///
/// # Errors
/// What the disk said, or that it is not what was kept.
pub fn read(disk: &dyn Disk, backup: &Backup) -> io::Result<Vec<u8>> {
    let content = disk.read(&backup.path)?;
    if fingerprint(&content) == backup.print {
        Ok(content)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidData, "it does not hold any more what was kept"))
    }
}

fn keep(
    disk: &dyn Disk,
    (folder, workspace): (&Path, &Path),
    print: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    (now, together): (Time, usize),
) -> io::Result<()> {
    disk.make_folder(folder)?;
    let mut kept = list(disk, folder)?;
    let is_whole =
        |backup: &Backup| disk.fingerprint(&backup.path, &|| false).is_ok_and(|found| found == print);
    if kept.iter().any(|backup| backup.print == print && is_whole(backup)) {
        return Ok(());
    }
    let owner = folder.join(OWNER);
    if disk.kind(&owner).is_err() {
        let name = format!("{}\n", workspace.display());
        write(disk, &owner, &fingerprint(name.as_bytes()), |sink| sink.write_all(name.as_bytes()))?;
    }
    let path = folder.join(format!("{}-{print}.json", now.format(WHEN)));
    write(disk, &path, print, fill)?;
    kept.insert(0, Backup { path, at: now, print: print.to_owned() });
    while kept.len() > KEPT {
        let spare = kept.remove(spare(&kept, together));
        disk.remove(&spare.path)?;
    }
    disk.sync_folder(folder)
}

/// Which of too many goes, the newest standing first, of which so many stay: one that lies close behind an older one, else
/// the oldest. So a
/// script that saves a hundred times in a minute does not push out what was there before it.
fn spare(kept: &[Backup], together: usize) -> usize {
    let close = |at: &usize| kept[*at].at - kept[*at + 1].at < APART;
    (together..kept.len() - 1).rev().find(close).unwrap_or(kept.len() - 1)
}

/// Writes a file that only its owner may read: all of it, as its fingerprint says, or it is not there.
fn write(
    disk: &dyn Disk,
    path: &Path,
    print: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let temp = path.with_extension(format!("{}.tmp", std::process::id()));
    disk.remove(&temp)?;
    let fresh = disk.create_private(&temp)?;
    let written = write_whole(&|| false, fresh, fill).and_then(|found| {
        if found == print { disk.rename(&temp, path) } else { Err(io::ErrorKind::InvalidData.into()) }
    });
    if written.is_err() {
        // What went wrong is told already.
        let _ = disk.remove(&temp);
    }
    written
}

fn named(folder: &Path, name: &str) -> Option<Backup> {
    let (when, print) = name.strip_suffix(".json")?.rsplit_once('-')?;
    let at = DateTime::parse_from_str(when, WHEN).ok()?;
    Some(Backup { path: folder.join(name), at, print: print.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;

    fn at(minute: i64) -> Time {
        DateTime::parse_from_rfc3339("2026-01-20T10:00:00+01:00").unwrap() + TimeDelta::minutes(minute)
    }

    fn kept(folder: &Path) -> Vec<(i64, String)> {
        let text = |backup: &Backup| String::from_utf8(read(&RealDisk, backup).unwrap()).unwrap();
        let found = list(&RealDisk, folder).unwrap();
        found.iter().map(|backup| ((backup.at - at(0)).num_minutes(), text(backup))).collect()
    }

    fn keep_text(folder: &Path, text: &str, minute: i64) {
        let (print, fill) =
            (fingerprint(text.as_bytes()), |sink: &mut dyn Write| sink.write_all(text.as_bytes()));
        keep(&RealDisk, (folder, Path::new("/w.json")), &print, fill, (at(minute), 1)).unwrap();
    }

    fn keep_all(folder: &Path, minutes: impl IntoIterator<Item = i64>) {
        for minute in minutes {
            keep_text(folder, &minute.to_string(), minute);
        }
    }

    #[test]
    fn the_last_five_stay() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("backups").join("w");
        keep_all(&folder, [0, 10, 25, 40, 60, 90, 200]);
        let minutes: Vec<i64> = kept(&folder).into_iter().map(|(minute, _)| minute).collect();
        assert_eq!(minutes, [200, 90, 60, 40, 25]);
    }

    #[test]
    fn many_at_once_are_thinned_out_and_push_nothing_old_away() {
        let temp = tempfile::tempdir().unwrap();
        keep_all(temp.path(), [0, 30].into_iter().chain(100..140));
        let minutes: Vec<i64> = kept(temp.path()).into_iter().map(|(minute, _)| minute).collect();
        assert_eq!(minutes, [139, 130, 120, 110, 100], "ten minutes apart, and the last one");
        let temp = tempfile::tempdir().unwrap();
        keep_all(temp.path(), [0, 30].into_iter().chain(100..109));
        let minutes: Vec<i64> = kept(temp.path()).into_iter().map(|(minute, _)| minute).collect();
        assert_eq!(minutes, [108, 107, 100, 30, 0]);
    }

    #[test]
    fn the_same_content_is_kept_once_and_again_where_that_was_damaged() {
        let temp = tempfile::tempdir().unwrap();
        let keep = |minute| keep_text(temp.path(), "{}", minute);
        keep(0);
        keep(30);
        assert_eq!(kept(temp.path()), [(0, "{}".to_owned())]);
        let first = list(&RealDisk, temp.path()).unwrap().remove(0);
        std::fs::write(&first.path, "{").unwrap();
        assert!(read(&RealDisk, &first).is_err());
        keep(60);
        let last = list(&RealDisk, temp.path()).unwrap().remove(0);
        assert_eq!((last.at, read(&RealDisk, &last).unwrap()), (at(60), b"{}".to_vec()));
    }

    #[test]
    fn one_is_due_at_first_and_then_every_ten_minutes() {
        let temp = tempfile::tempdir().unwrap();
        let minute = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
        let set = |to| minute.store(to, std::sync::atomic::Ordering::Relaxed);
        let clock = std::sync::Arc::clone(&minute);
        let clock = move || at(clock.load(std::sync::atomic::Ordering::Relaxed));
        let mut keeper = Keeper::new(temp.path(), Path::new("/w.json"), Box::new(clock));
        assert!(keeper.is_due());
        let path = temp.path().join("w.json");
        std::fs::write(&path, "{}").unwrap();
        assert!(keeper.keep(&RealDisk, &path, "another content").is_err() && keeper.is_due());
        assert_eq!(kept(&keeper.folder), []);
        keeper.keep(&RealDisk, &path, &fingerprint(b"{}")).unwrap();
        assert_eq!(kept(&keeper.folder), [(0, "{}".to_owned())]);
        for (minute, due) in [(0, false), (9, false), (10, true), (-1, true)] {
            set(minute);
            assert_eq!(keeper.is_due(), due, "{minute}");
        }
    }

    #[test]
    fn two_that_belong_together_both_stay() {
        let temp = tempfile::tempdir().unwrap();
        let mut keeper = Keeper::new(temp.path(), Path::new("/w.json"), Box::new(|| at(94)));
        keep_all(&keeper.folder, [0, 20, 40, 60, 90]);
        let path = temp.path().join("w.json");
        std::fs::write(&path, "theirs").unwrap();
        let ours = content::parse(br#"{"title":"ours"}"#).unwrap().0;
        keeper.keep_workspace(&RealDisk, &ours).unwrap();
        keeper.keep(&RealDisk, &path, &fingerprint(b"theirs")).unwrap();
        let found = kept(&keeper.folder);
        let minutes: Vec<i64> = found.iter().map(|(minute, _)| *minute).collect();
        assert_eq!(minutes, [94, 94, 90, 60, 40]);
        assert!(found.iter().any(|(_, text)| text.contains("ours")), "{found:?}");
    }

    #[test]
    fn namesakes_have_folders_of_their_own_that_people_can_tell() {
        let state = Path::new("/state");
        let [one, other] = ["/a/Q1 plan.json", "/b/Q1 plan.json"].map(|path| folder(state, Path::new(path)));
        assert_ne!(one, other);
        assert!(one.to_string_lossy().starts_with("/state/backups/q1-plan-"), "{}", one.display());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_look_at_them() {
        use std::os::unix::fs::PermissionsExt;
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("backups").join("w");
        keep_all(&folder, [0]);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        for name in std::fs::read_dir(&folder).unwrap() {
            assert_eq!(mode(&name.unwrap().path()), 0o600);
        }
    }
}
