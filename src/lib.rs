//! Cutline: one backlog, two voices, every trade-off on record.

pub mod cli;
pub mod domain;
pub mod import;
pub mod store;
