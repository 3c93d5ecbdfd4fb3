//! The limits, each at the most that is taken and one past it; and that what is long costs what is shown of it.
#![cfg(test)]
#![allow(missing_docs)]

#[allow(dead_code, reason = "the logs are for the benches")]
#[path = "../../benches/support/backlog.rs"]
mod backlog;
mod bench;
#[allow(dead_code, reason = "the faults are for the campaigns")]
#[path = "../torture/disk.rs"]
mod disk;
mod files;
mod growth;
mod long_log;
mod long_title;
mod stated;
