//! What keeps this version from changing a workspace: something in the file that it may not understand.

use super::{FORMAT, Workspace};

impl Workspace {
    /// Why it is only looked at here: changing it could spoil what this version does not understand.
    pub fn read_only(&self) -> Option<String> {
        let format = self.head.format;
        let newer = (format > FORMAT).then(|| format!("a newer Cutline wrote this file (format {format})"));
        newer.or_else(|| self.doubt.as_deref().map(str::to_owned))
    }

    /// The same workspace with what its file says that is in doubt.
    #[must_use]
    pub fn doubted(self, doubt: Option<String>) -> Workspace {
        Workspace { doubt: doubt.map(String::into_boxed_str), ..self }
    }
}
