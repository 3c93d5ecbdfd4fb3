//! Nothing that was shown as saved is lost: processes are killed, disks fail, plugs are pulled, at every call there is.
//!
//! ```text
//! disk      a disk in memory that fails where it is told to            disk.rs
//! session   what is done meanwhile, and what has to be there after     session.rs
//! kill      the process is gone at every call                          kill.rs
//! power     so is the machine, and what was not synced with it         power.rs
//! failing   every call fails, under the app and its writer             failing.rs
//! model     random gestures, restarts, kills and failures              model.rs
//! traced    the real program, killed at every system call              traced.rs
//! small     the real program on a disk that is full                    small.rs
//! ```
//!
//! `just torture` prints the table of what was tried and what came of it.
#![cfg(test)]
#![allow(missing_docs)]

mod disk;
mod failing;
mod kill;
mod model;
mod power;
mod session;
#[allow(dead_code, reason = "the properties use the rest")]
#[path = "../support/sessions.rs"]
mod sessions;
mod small;
#[path = "../support/steps.rs"]
mod steps;
mod tally;
mod traced;

use std::time::Instant;

use tally::Tally;

/// Every campaign, as `just torture` prints it.
#[test]
#[ignore = "prints the table, and repeats what the other tests assert; `just torture` runs it"]
fn the_table() {
    println!("{}", Tally::HEAD);
    let campaigns: [fn() -> Vec<Tally>; 6] = [
        || vec![kill::sweep()],
        || vec![power::sweep(), power::control()],
        failing::sweeps,
        || vec![model::walk(2_000)],
        traced::sweeps,
        || vec![small::fill()],
    ];
    let began = Instant::now();
    for campaign in campaigns {
        for tally in campaign() {
            println!("{tally}");
        }
    }
    println!("in {:.1} s", began.elapsed().as_secs_f64());
}
