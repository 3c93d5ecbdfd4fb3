//! The limits, each at the most that is taken and one past it; and that what is long costs what is shown of it.
#![cfg(test)]
#![allow(missing_docs)]

mod bench;
mod files;
mod long_log;
mod long_title;
mod stated;
