//! The plug is pulled at every call: of what was not synced any part may be left, in any combination with names.

use super::disk::{Fault, Plan, SimDisk};
use super::session::{disk, play};
use super::tally::Tally;

/// Plays the script and cuts the power at every so many calls, on disks that are made anew each time.
fn cut(name: &str, made: fn() -> SimDisk, every: usize) -> Tally {
    let mut tally = Tally::of(name);
    for at in (0..).step_by(every) {
        let disk = made();
        disk.plan(Some(Plan { at, fault: Fault::Gone, only: None }));
        let played = play(&disk);
        if !disk.is_gone() {
            break;
        }
        tally.points += 1;
        tally.acknowledged += played.acknowledged;
        for left in disk.after_power_cut() {
            let found = played.check(&left);
            tally.opened(
                found.map_err(|what| format!("cut at call {at} ({:?}): {what}", disk.calls().last())),
            );
        }
    }
    tally.done()
}

/// On a disk that syncs.
pub(crate) fn sweep() -> Tally {
    cut("power cut, at every call", disk, 1)
}

/// The control: on a disk that says it has synced and has not, the same campaign has to find losses.
pub(crate) fn control() -> Tally {
    let made = || {
        let disk = disk();
        disk.lie();
        disk
    };
    // Where nothing is ever safe, each of them may leave very many different disks.
    cut("power cut, syncs are a lie (control)", made, 8)
}

#[test]
fn cut_at_every_call_it_keeps_what_it_showed_as_saved() {
    let tally = sweep();
    tally.nothing_lost();
    assert!(tally.opened > tally.points && tally.acknowledged > 0, "{tally}");
}

#[test]
fn the_campaign_finds_what_is_lost_when_syncing_is_a_lie() {
    let tally = control();
    let lost = tally.failures.iter().filter(|failure| failure.contains("were shown as saved")).count();
    assert!(lost > 10, "{tally}");
}
