//! What few items have: it takes room only where it says something, so that an item is no larger than a line of the
//! processor's cache.

use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use schemars::SchemaGenerator;
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use super::{Details, Pin, SetAside};
use crate::domain::id::ItemId;
use crate::domain::record::{Record, record};
use crate::domain::round::Rounds;
use crate::domain::switch::Shelf;

record! {
    /// What few items have.
    pub struct Rare {
        /// The blind rounds that are open on it.
        "rounds" rounds: Option<Box<Rounds>>,
        /// What was scored under other frameworks and cannot stand beside that.
        "shelf" shelf: Option<Box<Shelf>>,
        /// Why it is parked or declined.
        "set_aside" set_aside: Option<Box<SetAside>>,
        /// An override of its place.
        "pin" pin: Option<Box<Pin>>,
        /// What has to be done before it.
        "depends_on" depends_on: Box<[ItemId]>,
        .. /// What is written about it.
        details: Option<Box<Details>>
    }
}

/// What few items have, or nothing of it. To change it makes room for it.
#[derive(Clone, Debug, Default)]
pub struct Seldom(Boxed);

type Boxed = Option<Box<Rare>>;

static NOTHING: LazyLock<Rare> = LazyLock::new(Rare::default);

impl From<Rare> for Seldom {
    fn from(rare: Rare) -> Seldom {
        Seldom((rare != *NOTHING).then(|| Box::new(rare)))
    }
}

impl Deref for Seldom {
    type Target = Rare;

    fn deref(&self) -> &Rare {
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl DerefMut for Seldom {
    fn deref_mut(&mut self) -> &mut Rare {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for Seldom {
    fn eq(&self, other: &Seldom) -> bool {
        **self == **other
    }
}

impl Record for Seldom {
    type Key = <Boxed as Record>::Key;
    type Partial = <Boxed as Record>::Partial;

    fn key(name: &str) -> Self::Key {
        Boxed::key(name)
    }

    fn read<'de, A: MapAccess<'de>>(
        partial: &mut Self::Partial,
        key: Self::Key,
        map: &mut A,
    ) -> Result<(), A::Error> {
        Boxed::read(partial, key, map)
    }

    fn finish(partial: Self::Partial) -> Seldom {
        Seldom(Boxed::finish(partial))
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0.write(map)
    }

    fn describe(generator: &mut SchemaGenerator, fields: &mut Map<String, Value>) {
        Boxed::describe(generator, fields);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::item::Item;

    #[test]
    fn an_item_takes_a_line_of_the_cache() {
        assert_eq!(size_of::<Item>(), 64);
    }

    #[test]
    fn what_says_nothing_is_the_same_with_room_and_without() {
        let (nothing, mut made) = (Seldom::default(), Seldom::default());
        made.pin = None;
        assert_eq!(nothing, made);
        assert_eq!(Seldom::from(Rare::default()).0, None);
        let read = |text: &str| serde_json::from_str::<Item>(text).unwrap();
        assert_eq!(read(r#"{"pin":null,"depends_on":[]}"#).rare.0, None);
        assert_eq!(read(r#"{"depends_on":["a"]}"#).rare.depends_on[..], ["a".into()]);
    }
}
