//! A store that keeps everything in memory, for tests and for whoever must not write.

use super::{SaveError, Store};
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;

/// A snapshot and the gestures since.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    snapshot: Workspace,
    gestures: Vec<Gesture>,
}

impl MemoryStore {
    /// Keeps a workspace.
    pub fn new(snapshot: Workspace) -> MemoryStore {
        MemoryStore { snapshot, gestures: Vec::new() }
    }

    /// What opening the store again would give.
    pub fn reopened(&self) -> Workspace {
        let mut workspace = self.snapshot.clone();
        for gesture in &self.gestures {
            workspace.replay(gesture.clone());
        }
        workspace
    }
}

impl Store for MemoryStore {
    fn append(&mut self, gestures: &[Gesture]) -> Result<(), SaveError> {
        self.gestures.extend_from_slice(gestures);
        Ok(())
    }

    fn fold(&mut self, workspace: Workspace) -> Result<(), SaveError> {
        self.snapshot = workspace;
        self.gestures.clear();
        Ok(())
    }
}
