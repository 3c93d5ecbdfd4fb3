//! A number for each of some items, as an object.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::id::ItemId;
use super::number::Num;
use super::record::Absent;

/// A number for each of some items, written in the order of their ids. Where there is none, as mostly, it takes no
/// room.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::box_collection, reason = "an entry of the log has room for one word, not for three")]
pub struct Amounts(Option<Box<BTreeMap<ItemId, Num>>>);

impl Amounts {
    /// The number of an item.
    pub fn get(&self, id: &ItemId) -> Option<Num> {
        self.0.as_ref()?.get(id).copied()
    }
}

impl From<BTreeMap<ItemId, Num>> for Amounts {
    fn from(amounts: BTreeMap<ItemId, Num>) -> Amounts {
        Amounts((!amounts.is_empty()).then(|| Box::new(amounts)))
    }
}

impl FromIterator<(ItemId, Num)> for Amounts {
    fn from_iter<I: IntoIterator<Item = (ItemId, Num)>>(amounts: I) -> Amounts {
        BTreeMap::from_iter(amounts).into()
    }
}

impl Absent for Amounts {
    fn absent(&self) -> bool {
        self.0.is_none()
    }
}

impl Serialize for Amounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().flat_map(|amounts| amounts.iter()))
    }
}

impl<'de> Deserialize<'de> for Amounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amounts, D::Error> {
        deserializer.deserialize_map(AmountsVisitor)
    }
}

struct AmountsVisitor;

impl<'de> Visitor<'de> for AmountsVisitor {
    type Value = Amounts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of items and numbers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Amounts, A::Error> {
        let mut amounts = BTreeMap::new();
        while let Some((id, amount)) = map.next_entry::<ItemId, Num>()? {
            if amounts.contains_key(&id) {
                return Err(de::Error::custom(format!("{id} stands here twice")));
            }
            amounts.insert(id, amount);
        }
        Ok(amounts.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_once_for_each_item() {
        let text = r#"{"pay":3,"sso":0.5}"#;
        let amounts: Amounts = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&amounts).unwrap(), text);
        assert_eq!(amounts.get(&"sso".into()), Num::new(0.5));
        assert_eq!(amounts.get(&"gone".into()), None);
        assert_eq!(serde_json::from_str::<Amounts>("{}").unwrap(), Amounts::default());
        for (bad, why) in [
            (r#"{"pay":3,"pay":4}"#, "pay stands here twice"),
            (r#"{"pay":"three"}"#, "a number"),
            ("[]", "an object of items and numbers"),
        ] {
            assert!(serde_json::from_str::<Amounts>(bad).unwrap_err().to_string().contains(why), "{bad}");
        }
    }
}
