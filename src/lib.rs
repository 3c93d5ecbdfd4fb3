//! Cutline: one backlog, two voices, every trade-off on record.

pub mod app;
pub mod chart;
pub mod cli;
pub mod crew;
pub mod domain;
pub mod export;
pub mod exporter;
pub mod import;
pub mod keeping;
pub mod reader;
pub mod report;
pub mod runtime;
pub mod sampler;
pub mod store;
#[cfg(feature = "tui")]
pub mod tui;
#[cfg(feature = "tui")]
pub mod watch;
