//! What keeps this version from changing a workspace: something in the file that it may not understand.

use super::Workspace;

impl Workspace {
    /// Why it is only looked at by whoever knows formats up to `newest`: changing it could spoil what is not understood.
    pub fn read_only(&self, newest: u32) -> Option<String> {
        let format = self.head.format;
        let newer = (format > newest).then(|| format!("a newer Cutline wrote this file (format {format})"));
        newer.or_else(|| self.doubt.as_deref().map(str::to_owned))
    }

    /// The same workspace with what its file says that is in doubt.
    #[must_use]
    pub fn doubted(self, doubt: Option<String>) -> Workspace {
        Workspace { doubt: doubt.map(String::into_boxed_str), ..self }
    }
}
