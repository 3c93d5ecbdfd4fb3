//! What whoever sits here keeps for themselves, for the workshop: mappings of imports and templates of reports.

use super::import::preset;
use super::report;
use crate::domain::document::{Audience, Dress};
use crate::domain::draft::Column;
use crate::exporter::Templates;
use crate::import::Tracker;
use crate::reader::Presets;

/// What lies in the configuration folder.
#[derive(Clone, Copy)]
pub(super) struct Own;

impl Presets for Own {
    fn all(&self) -> Result<Vec<Tracker>, String> {
        preset::all().map_err(|error| error.to_string())
    }

    fn keep(&self, name: &str, columns: &[Column]) -> Result<(), String> {
        preset::save(name, columns).map_err(|error| error.to_string())
    }
}

impl Templates for Own {
    fn of(&self, audience: Audience, dress: Dress) -> Result<Option<(String, String)>, String> {
        report::template(None, audience, dress).map_err(|error| error.to_string())
    }
}
