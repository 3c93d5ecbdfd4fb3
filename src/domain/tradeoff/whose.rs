//! Whose a trade-off is: a side's, somebody's by name, or that of the room.

use super::Entry;
use crate::domain::event::Event;
use crate::domain::framework::Side;

/// Whose a trade-off is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'e> {
    /// A side's.
    Side(Side),
    /// Of somebody who answers for it by name.
    One(&'e str),
    /// Of all together.
    Room,
}

impl<'e> Whose<'e> {
    /// What it is called.
    pub fn name(self) -> &'e str {
        match self {
            Whose::Side(side) => side.name(),
            Whose::One(name) => name,
            Whose::Room => "room",
        }
    }

    /// The side, if it is one's.
    pub fn side(self) -> Option<Side> {
        match self {
            Whose::Side(side) => Some(side),
            Whose::One(_) | Whose::Room => None,
        }
    }
}

impl Entry {
    /// Whose it is: of the side that changed something, else of who answers for it, else of the room where that decides;
    /// none where nobody has to be named.
    pub fn whose(&self) -> Option<Whose<'_>> {
        let of_the_room = |event: &Event| {
            matches!(
                event,
                Event::CapacitySet { .. }
                    | Event::Reframed { .. }
                    | Event::TieBroken { .. }
                    | Event::Placed { .. }
                    | Event::Pinned { .. }
            )
        };
        let side = self.side.map(Whose::Side);
        let of_one = || self.owner().map(Whose::One);
        side.or_else(of_one).or_else(|| self.main_event().is_some_and(of_the_room).then_some(Whose::Room))
    }
}
