//! Where each item sits, by its id: five bytes an item, because the ids themselves stand in the items.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::chunked::Chunked;
use super::id::Slot;
use super::item::Item;

/// An index of items by their ids. Whoever asks hands over the items that were put in.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    table: HashTable<Slot>,
    hasher: RandomState,
}

impl Slots {
    /// An index with room for so many items.
    pub(super) fn with_capacity(items: usize) -> Slots {
        Slots { table: HashTable::with_capacity(items), hasher: RandomState::default() }
    }

    /// The slot of the item with an id.
    pub(super) fn get(&self, items: &Chunked<Item>, id: &str) -> Option<Slot> {
        let is_it = |slot: &Slot| items[slot.index()].id.as_str() == id;
        self.table.find(self.hasher.hash_one(id), is_it).copied()
    }

    /// Puts an item in.
    ///
    /// # Errors
    /// The slot of another item that has this id already.
    pub(super) fn insert(&mut self, items: &Chunked<Item>, slot: Slot) -> Result<(), Slot> {
        let id = |slot: &Slot| items[slot.index()].id.as_str();
        let hash = |slot: &Slot| self.hasher.hash_one(id(slot));
        match self.table.entry(hash(&slot), |other| id(other) == id(&slot), hash) {
            Entry::Occupied(other) => Err(*other.get()),
            Entry::Vacant(place) => {
                place.insert(slot);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_leads_to_its_item_and_stands_once() {
        let item = |i: usize| Item { id: format!("i{}", i % 1_500).as_str().into(), ..Item::default() };
        let items: Chunked<Item> = (0..2_000).map(item).collect();
        let mut slots = Slots::default();
        for i in 0..2_000 {
            let first = (i >= 1_500).then(|| Slot::new(i - 1_500));
            assert_eq!(slots.insert(&items, Slot::new(i)).err(), first, "{i}");
        }
        assert_eq!(slots.get(&items, "i1499"), Some(Slot::new(1_499)));
        assert_eq!(slots.get(&items, "i1500"), None);
    }
}
