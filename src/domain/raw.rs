//! JSON as it is written, opened one level at a time: what nobody changed is never read, and numbers keep their
//! digits.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The fields of an object in their order; none where the text is something else, or says a field twice.
pub(crate) fn object(text: &str) -> Option<Vec<(String, &str)>> {
    let fields = serde_json::from_str::<Fields<'_>>(text).ok()?.0;
    let mut known = HashSet::with_capacity(fields.len());
    fields.iter().all(|(name, _)| known.insert(name.as_str())).then_some(())?;
    Some(fields.into_iter().map(|(name, value)| (name, value.get())).collect())
}

/// The elements of a list; none where the text is something else.
pub(crate) fn list(text: &str) -> Option<Vec<&str>> {
    let elements: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    Some(elements.into_iter().map(RawValue::get).collect())
}

/// An object with these fields.
pub(crate) fn written_object<'f>(fields: impl IntoIterator<Item = (&'f str, &'f str)>) -> String {
    let fields = fields.into_iter().map(|(name, value)| format!("{}:{value}", quoted(name)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

/// The same object without the field at the end of a way of names; none where there is none.
pub(crate) fn without(text: &str, way: &[&str]) -> Option<String> {
    let (first, rest) = way.split_first()?;
    let mut fields = object(text)?;
    let at = fields.iter().position(|(name, _)| name == first)?;
    let inner = if rest.is_empty() { None } else { Some(without(fields[at].1, rest)?) };
    match &inner {
        Some(inner) => fields[at].1 = inner,
        None => drop(fields.remove(at)),
    }
    Some(written_object(fields.iter().map(|(name, value)| (name.as_str(), *value))))
}

/// A list with these elements.
pub(crate) fn written_list<'f>(elements: impl IntoIterator<Item = &'f str>) -> String {
    format!("[{}]", elements.into_iter().collect::<Vec<_>>().join(","))
}

/// A text in its quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    // A string can always be written.
    serde_json::to_string(text).unwrap_or_default()
}

struct Fields<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields<'de>, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_as_they_are_written() {
        let text = r#"{"a\n":1.10,"b":[ 1e400 ,"x"],"c":{}}"#;
        let fields = object(text).unwrap();
        assert_eq!(fields[0], ("a\n".to_owned(), "1.10"));
        assert_eq!(written_object(fields.iter().map(|(name, value)| (name.as_str(), *value))), text);
        assert_eq!(list(fields[1].1).unwrap(), ["1e400", "\"x\""]);
        assert_eq!(written_list(["1", "[2]"]), "[1,[2]]");
        assert_eq!(without(r#"{"a":{"b":1.0,"c":2},"d":3}"#, &["a", "b"]).unwrap(), r#"{"a":{"c":2},"d":3}"#);
        assert_eq!(without(r#"{"a":1}"#, &["b"]), None);
    }

    #[test]
    fn what_is_no_object_or_says_a_field_twice_is_not_opened() {
        for text in ["[]", "1", "\"{}\"", r#"{"a":1,"a":2}"#] {
            assert_eq!(object(text), None, "{text}");
        }
        assert_eq!(list("{}"), None);
    }
}
