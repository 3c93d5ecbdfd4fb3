//! What could change the plan, and why.

use serde::Serialize;

use super::item::title;
use super::{Desk, List, said};
use crate::domain::decisive::Stakes;
use crate::domain::discuss;

/// An item and what is to be feared of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Risk {
    pub(super) title: String,
    pub(super) what: String,
}

/// Votes that differ so much that agreeing on one end would change who is in: `effort, votes 2 to 5: at 4 or more it falls out`.
pub(super) fn disputes(desk: &Desk<'_>, stakes: impl IntoIterator<Item = Stakes>, most: usize) -> List<Risk> {
    List::of(stakes, most, |stakes| Risk {
        title: title(desk, stakes.over.slot),
        what: said(&discuss::told(desk.workshop, stakes.over)),
    })
}
