//! File systems whose locks and syncs promise less than those of a disk, known by their names.

#[cfg(any(target_os = "linux", test))]
use std::path::Path;

/// Names under which file systems of other machines are mounted; `fuse.` before them is left out.
const NETWORK: [&str; 22] = [
    "9p",
    "acfs",
    "afpfs",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "curlftpfs",
    "davfs",
    "davfs2",
    "glusterfs",
    "gvfsd-fuse",
    "lustre",
    "nfs",
    "nfs4",
    "rclone",
    "s3fs",
    "smb3",
    "smbfs",
    "sshfs",
    "webdav",
];

/// What whoever opens a file there should know; nothing of a file system that keeps its promises, or is not known.
pub(super) fn warning(file_system: &str) -> Option<String> {
    let name = file_system.strip_prefix("fuse.").unwrap_or(file_system);
    NETWORK.contains(&name.to_ascii_lowercase().as_str()).then(|| {
        format!(
            "this file is on a network ({name}): locks and saving promise less there, so open it on one machine at a time"
        )
    })
}

/// The file system that a path lies on, by the table of mounts that Linux keeps (`/proc/self/mountinfo`).
#[cfg(any(target_os = "linux", test))]
pub(super) fn mounted<'t>(mounts: &'t str, path: &Path) -> Option<&'t str> {
    let mut nearest: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((before, after)) = line.split_once(" - ") else { continue };
        let (Some(point), Some(kind)) = (before.split(' ').nth(4), after.split(' ').next()) else { continue };
        let point = unescaped(point);
        // Of two at one place, the later one covers the other.
        if path.starts_with(&point) && nearest.is_none_or(|(length, _)| point.len() >= length) {
            nearest = Some((point.len(), kind));
        }
    }
    nearest.map(|(_, kind)| kind)
}

/// Blanks, tabs, line breaks and backslashes are written as three octal digits there.
#[cfg(any(target_os = "linux", test))]
fn unescaped(point: &str) -> String {
    let escapes = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
    escapes.iter().fold(point.to_owned(), |point, (escape, sign)| point.replace(escape, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_a_network_is_told() {
        for name in ["nfs", "nfs4", "cifs", "smb3", "9p", "afs", "fuse.sshfs", "fuse.rclone", "smbfs", "CIFS"]
        {
            let told = warning(name);
            assert!(
                told.as_ref().is_some_and(|told| told.contains("one machine at a time")),
                "{name}: {told:?}"
            );
        }
        for name in [
            "ext4",
            "btrfs",
            "xfs",
            "zfs",
            "tmpfs",
            "overlay",
            "apfs",
            "ntfs",
            "fuseblk",
            "fuse.mergerfs",
            "",
        ] {
            assert_eq!(warning(name), None, "{name}");
        }
    }

    #[test]
    fn the_nearest_mount_counts() {
        let mounts = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:5 / /proc rw - proc proc rw
40 22 0:50 / /home/ana rw shared:7 - nfs4 nas:/ana rw,vers=4.2
41 40 0:51 / /home/ana/own rw - tmpfs tmpfs rw
42 22 0:52 / /mnt/team\\040files rw - cifs //nas/team rw
43 22 0:53 / /mnt/twice rw - ext4 /dev/sdb1 rw
44 22 0:54 / /mnt/twice rw - fuse.sshfs ana@desk: rw
not a mount at all
";
        for (path, kind) in [
            ("/home/bo/q1.json", "ext4"),
            ("/home/ana/q1.json", "nfs4"),
            ("/home/ana2/q1.json", "ext4"),
            ("/home/ana/own/q1.json", "tmpfs"),
            ("/mnt/team files/q1.json", "cifs"),
            ("/mnt/twice/q1.json", "fuse.sshfs"),
        ] {
            assert_eq!(mounted(mounts, Path::new(path)), Some(kind), "{path}");
        }
        assert_eq!(mounted("", Path::new("/q1.json")), None);
    }
}
