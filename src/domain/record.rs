//! What a file record is: known fields read strictly, unknown ones kept exactly as they were written.
//!
//! serde's own `flatten` buffers every value and loses the digits of numbers it does not know, so a
//! record is read by a visitor that knows its keys and keeps each other one as raw text.

mod absent;
mod raw;
mod word;

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use schemars::SchemaGenerator;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// An object in a file, read field by field. What it does not know it hands to the record behind it,
/// at the end of which stands [`Extra`].
pub trait Record: Sized {
    /// A field name, recognised.
    type Key;
    /// What was read so far.
    type Partial: Default;

    /// Recognises a field name.
    fn key(name: &str) -> Self::Key;

    /// Reads the value that follows a field name.
    ///
    /// # Errors
    /// A known field for the second time, or whatever the reader finds wrong with the value.
    fn read<'de, A: MapAccess<'de>>(
        partial: &mut Self::Partial,
        key: Self::Key,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// The record, once every field is read.
    fn finish(partial: Self::Partial) -> Self;

    /// Writes the fields, absent ones left out.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    /// Describes the fields by their names, as a JSON Schema does.
    fn describe(generator: &mut SchemaGenerator, fields: &mut Map<String, Value>);
}

/// Reads a record as a JSON object.
///
/// # Errors
/// Whatever the reader finds wrong.
pub fn read_object<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes a record as a JSON object.
///
/// # Errors
/// Whatever the writer reports.
pub fn write_object<R: Record, S: Serializer>(record: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    record.write(&mut map)?;
    map.end()
}

struct ObjectVisitor<R>(PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for ObjectVisitor<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<R, A::Error> {
        let mut partial = R::Partial::default();
        while let Some(Name::<R>(key)) = map.next_key()? {
            R::read(&mut partial, key, &mut map)?;
        }
        Ok(R::finish(partial))
    }
}

/// A field name of a record, recognised without being copied.
struct Name<R: Record>(R::Key);

impl<'de, R: Record> Deserialize<'de> for Name<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor(PhantomData))
    }
}

struct NameVisitor<R>(PhantomData<R>);

impl<R: Record> Visitor<'_> for NameVisitor<R> {
    type Value = Name<R>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Name<R>, E> {
        Ok(Name(R::key(name)))
    }
}

/// Fields that Cutline does not know, in their order, byte for byte.
#[derive(Clone, Debug, Default)]
pub struct Extra(Option<Box<Fields>>);

type Fields = Vec<(Box<str>, Box<RawValue>)>;

thread_local! {
    /// How many unknown fields were kept.
    static KEPT: Cell<usize> = const { Cell::new(0) };
}

/// Reads records, and says whether any field was kept that is not known. One that is known never stands twice: that is
/// an error of the reader.
pub fn keeping<T>(read: impl FnOnce() -> T) -> (T, bool) {
    let before = KEPT.get();
    let read = read();
    (read, KEPT.get() != before)
}

impl Extra {
    /// Whether there is nothing unknown here.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The names and the raw values.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|fields| fields.iter()).map(|(name, value)| (&**name, value.get()))
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Extra) -> bool {
        self.fields().eq(other.fields())
    }
}

impl Record for Extra {
    type Key = Box<str>;
    type Partial = Extra;

    fn key(name: &str) -> Box<str> {
        name.into()
    }

    fn read<'de, A: MapAccess<'de>>(partial: &mut Extra, key: Box<str>, map: &mut A) -> Result<(), A::Error> {
        let value: Box<RawValue> = map.next_value()?;
        if let Some(what) = raw::objection(value.get()) {
            return Err(de::Error::custom(what));
        }
        KEPT.set(KEPT.get() + 1);
        partial.0.get_or_insert_default().push((key, value));
        Ok(())
    }

    fn finish(partial: Extra) -> Extra {
        partial
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0
            .iter()
            .flat_map(|fields| fields.iter())
            .try_for_each(|(name, value)| map.serialize_entry(name, value))
    }

    /// What is not known may be there, and be anything.
    fn describe(_: &mut SchemaGenerator, _: &mut Map<String, Value>) {}
}

/// A record that takes no room while it says nothing.
impl<R: Record + Default + PartialEq> Record for Option<Box<R>> {
    type Key = R::Key;
    type Partial = Option<Box<R::Partial>>;

    fn key(name: &str) -> R::Key {
        R::key(name)
    }

    fn read<'de, A: MapAccess<'de>>(
        partial: &mut Self::Partial,
        key: R::Key,
        map: &mut A,
    ) -> Result<(), A::Error> {
        R::read(partial.get_or_insert_default(), key, map)
    }

    fn finish(partial: Self::Partial) -> Self {
        partial.map(|partial| R::finish(*partial)).filter(|record| *record != R::default()).map(Box::new)
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.as_ref().map_or(Ok(()), |record| record.write(map))
    }

    fn describe(generator: &mut SchemaGenerator, fields: &mut Map<String, Value>) {
        R::describe(generator, fields);
    }
}

/// Declares a record: the struct, its strict reader (a known field twice is an error) and its writer
/// (known fields in the declared order, absent ones left out, the rest behind), and its part of the file's
/// schema, with the comments as descriptions. The rest is [`Extra`], or another record named after the fields.
macro_rules! record {
    (
        $(#[$($meta:tt)*])*
        pub struct $name:ident {
            $( $(#[$($doc:tt)*])* $key:literal $field:ident : $ty:ty, )*
        }
    ) => {
        $crate::domain::record::record! {
            $(#[$($meta)*])*
            pub struct $name {
                $( $(#[$($doc)*])* $key $field: $ty, )*
                .. /// Fields that are not known here.
                extra: $crate::domain::record::Extra
            }
        }
    };
    (
        $(#[$($meta:tt)*])*
        pub struct $name:ident {
            $( $(#[$($doc:tt)*])* $key:literal $field:ident : $ty:ty, )*
            ..$(#[$($rest_doc:tt)*])* $rest:ident : $rest_ty:ty
        }
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[$($doc)*])* pub $field: $ty, )*
            $(#[$($rest_doc)*])* pub $rest: $rest_ty,
        }

        #[allow(unreachable_pub)]
        const _: () = {
            use serde::de::{Deserialize, Deserializer, Error, MapAccess};
            use serde::ser::{Serialize, SerializeMap, Serializer};
            use schemars::{JsonSchema, Schema, SchemaGenerator};
            use serde_json::{Map, Value};
            use $crate::domain::record::{Record, read_object, write_field, write_object};
            use $crate::domain::schema::{doc_text, field, object};

            type Rest = $rest_ty;

            #[allow(non_camel_case_types)]
            pub enum Key { $( $field, )* other(<Rest as Record>::Key) }

            #[derive(Default)]
            pub struct Partial {
                $( $field: Option<$ty>, )*
                rest: <Rest as Record>::Partial,
            }

            impl Record for $name {
                type Key = Key;
                type Partial = Partial;

                fn key(name: &str) -> Key {
                    match name {
                        $( $key => Key::$field, )*
                        other => Key::other(Rest::key(other)),
                    }
                }

                fn read<'de, A: MapAccess<'de>>(partial: &mut Partial, key: Key, map: &mut A) -> Result<(), A::Error> {
                    match key {
                        $( Key::$field if partial.$field.is_some() => return Err(A::Error::duplicate_field($key)),
                           Key::$field => partial.$field = Some(map.next_value()?), )*
                        Key::other(key) => Rest::read(&mut partial.rest, key, map)?,
                    }
                    Ok(())
                }

                fn finish(partial: Partial) -> $name {
                    $name {
                        $( $field: partial.$field.unwrap_or_default(), )*
                        $rest: Rest::finish(partial.rest),
                    }
                }

                fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                    $( write_field(map, $key, &self.$field)?; )*
                    self.$rest.write(map)
                }

                fn describe(generator: &mut SchemaGenerator, fields: &mut Map<String, Value>) {
                    $( field::<$ty>(generator, fields, $key, doc_text!($(#[$($doc)*])*)); )*
                    Rest::describe(generator, fields);
                }
            }

            impl JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn schema_id() -> std::borrow::Cow<'static, str> {
                    concat!(module_path!(), "::", stringify!($name)).into()
                }

                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    object::<$name>(generator, doc_text!($(#[$($meta)*])*))
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                    read_object(deserializer)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    write_object(self, serializer)
                }
            }
        };
    };
}
pub(crate) use absent::always_written;
pub use absent::{Absent, write_field};
pub(crate) use record;
pub(crate) use word::word;

#[cfg(test)]
#[allow(unreachable_pub)]
mod tests {
    record! {
        /// A record for these tests.
        pub struct Sample {
            /// A name.
            "name" name: String,
            /// Some numbers.
            "sizes" sizes: Vec<u32>,
        }
    }

    fn read(text: &str) -> Result<Sample, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }

    #[test]
    fn unknown_fields_survive_byte_for_byte() {
        let text = r#"{"name":"a","sizes":[1],"huge":123456789012345678901234567890,"price":1.10,"deep":{"x": [1e400]}}"#;
        assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
    }

    #[test]
    fn absent_fields_are_left_out() {
        assert_eq!(serde_json::to_string(&read("{}").unwrap()).unwrap(), "{}");
    }

    #[test]
    fn a_known_field_twice_is_an_error() {
        assert!(read(r#"{"name":"a","name":"b"}"#).unwrap_err().contains("duplicate field `name`"));
    }

    #[test]
    fn the_wrong_type_is_an_error() {
        assert!(read(r#"{"name":7}"#).is_err());
        assert!(read("[]").unwrap_err().contains("expected an object"));
    }
}
