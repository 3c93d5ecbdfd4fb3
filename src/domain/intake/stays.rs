//! What a source has otherwise, and stays as it is here: counted, and told of the first items.

use super::LONGEST_TOLD;
use crate::domain::id::Slot;
use crate::domain::text::{brief, first_of};
use crate::domain::workspace::Workspace;

/// How many items are named.
const NAMED: usize = 3;

/// What stays, in the order in which it was found, item by item.
#[derive(Default)]
pub(super) struct Stays {
    /// How many fields.
    pub(super) fields: usize,
    /// How many items have them.
    items: usize,
    last: Option<Slot>,
    /// The first items, and what stays of each.
    named: Vec<(Slot, Vec<String>)>,
}

impl Stays {
    /// Counts one field of an item; how it is told is asked only where it is.
    pub(super) fn add(&mut self, item: Slot, field: impl FnOnce() -> String) {
        self.fields += 1;
        if self.last.replace(item) != Some(item) {
            self.items += 1;
            self.named.extend((self.items <= NAMED).then(|| (item, Vec::new())));
        }
        if let Some((_, fields)) = self.named.last_mut().filter(|(named, _)| *named == item) {
            fields.push(field());
        }
    }

    /// `what: SSO (title, owner), Dark mode (status), and 4 more`; nothing where nothing stays.
    pub(super) fn told(&self, workspace: &Workspace, what: &str) -> Option<String> {
        let name = |(item, fields): &(Slot, Vec<String>)| {
            format!("{} ({})", brief(workspace.item(*item).shown_title(), LONGEST_TOLD), fields.join(", "))
        };
        let names = first_of(self.named.iter().map(name), self.items, NAMED);
        (self.items > 0).then(|| format!("{what}: {names}"))
    }
}
