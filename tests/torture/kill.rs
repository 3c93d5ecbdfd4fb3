//! The process is gone at every call that it makes to the disk.

use super::disk::{Fault, Plan};
use super::session::{disk, play};
use super::tally::Tally;

/// Plays the script as many times as it has calls, and kills it at each of them.
pub(crate) fn sweep() -> Tally {
    let mut tally = Tally::of("killed, at every call");
    for at in 0.. {
        let disk = disk();
        disk.plan(Some(Plan { at, fault: Fault::Gone, only: None }));
        let played = play(&disk);
        if !disk.is_gone() {
            // Undisturbed, it has to come to its end, too.
            assert_eq!(played.acknowledged, 11);
            break;
        }
        tally.points += 1;
        tally.acknowledged += played.acknowledged;
        let found = played.check(&disk.after_kill());
        tally
            .opened(found.map_err(|what| format!("killed at call {at} ({:?}): {what}", disk.calls().last())));
    }
    tally.done()
}

#[test]
fn killed_at_every_call_it_keeps_what_it_showed_as_saved() {
    let tally = sweep();
    tally.nothing_lost();
    assert!(tally.points > 100 && tally.acknowledged > 0, "{tally}");
}
