//! The JSON Schema of a workspace file, made of the same declarations that read it.
//!
//! `record!` and `word!` describe what they declare, with its comments; what has a reader of its own is described
//! beside the others in `by_hand`, and what only the loader checks stands in `limits`.

mod by_hand;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::record::Record;
use super::workspace::Head;

/// The schema, as a document of its own.
pub fn workspace() -> Value {
    let mut schema =
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Head>().to_value();
    for (place, keyword, value) in limits() {
        if let Some(at) = schema.pointer_mut(place).and_then(Value::as_object_mut) {
            at.insert(keyword.to_owned(), value);
        }
    }
    schema["title"] = json!("Cutline workspace");
    schema["description"] = json!(
        "A prioritisation workshop, format 1. Fields that are not named here may be there, and are kept."
    );
    schema
}

/// What the loader checks beyond types: a place in the schema, a keyword, and its value.
fn limits() -> Vec<(&'static str, &'static str, Value)> {
    let largest = json!(1e12);
    vec![
        ("/properties/items", "maxItems", json!(super::limits::ITEMS)),
        ("/$defs/Entry/properties/seq", "maximum", json!(super::limits::GESTURE)),
        ("/$defs/Revision/properties/seq", "maximum", json!(super::limits::GESTURE)),
        ("/$defs/Capacity/properties/amount", "minimum", json!(0)),
        ("/$defs/Capacity/properties/amount", "maximum", largest),
        ("/$defs/Capacity/properties/tech_health_target", "minimum", json!(0)),
        ("/$defs/Capacity/properties/tech_health_target", "maximum", json!(1)),
        ("/$defs/Entry/properties/seq", "minimum", json!(1)),
        ("/$defs/Entry", "required", json!(["seq"])),
        ("/$defs/Stage", "required", json!(["minutes"])),
        ("/$defs/Stage/properties/minutes", "minimum", json!(1)),
        ("/$defs/Stage/properties/minutes", "maximum", json!(super::agenda::LONGEST)),
        ("/$defs/Stage/properties/extended", "maximum", json!(super::agenda::LONGEST)),
        ("/$defs/OpenRound", "required", json!(["side"])),
        ("/$defs/FrameworkSpec", "required", json!(["id", "criteria", "formula"])),
        ("/$defs/FrameworkSpec/properties/id", "minLength", json!(1)),
        ("/$defs/FrameworkSpec/properties/criteria", "minItems", json!(1)),
        ("/$defs/FormulaSpec", "required", json!(["numerator"])),
        ("/$defs/Criterion", "required", json!(["id", "side", "scale"])),
        ("/$defs/Criterion/properties/id", "minLength", json!(1)),
    ]
}

/// The text of comments: the lines of one, joined.
macro_rules! doc_text {
    (@ [$($text:literal)*]) => { concat!($($text, "\n"),*) };
    (@ [$($text:literal)*] #[doc = $line:literal] $($rest:tt)*) => {
        $crate::domain::schema::doc_text!(@ [$($text)* $line] $($rest)*)
    };
    (@ [$($text:literal)*] #[$($other:tt)*] $($rest:tt)*) => {
        $crate::domain::schema::doc_text!(@ [$($text)*] $($rest)*)
    };
    ($(#[$($meta:tt)*])*) => { $crate::domain::schema::doc_text!(@ [] $(#[$($meta)*])*) };
}
pub(crate) use doc_text;

/// Describes one field of a record.
pub(super) fn field<T: JsonSchema>(
    generator: &mut SchemaGenerator,
    fields: &mut Map<String, Value>,
    name: &str,
    doc: &str,
) {
    let mut schema = generator.subschema_for::<T>();
    schema.insert("description".to_owned(), json!(sentence(doc)));
    fields.insert(name.to_owned(), schema.to_value());
}

/// Describes a record: none of its fields has to be there, and others may be.
pub(super) fn object<R: Record>(generator: &mut SchemaGenerator, doc: &str) -> Schema {
    let mut fields = Map::new();
    R::describe(generator, &mut fields);
    made(json!({ "type": "object", "description": sentence(doc), "properties": fields }))
}

/// Describes a closed set of words.
pub(crate) fn words(doc: &str, words: &[(&str, &str)]) -> Schema {
    let word = |(word, doc): &(&str, &str)| json!({ "const": word, "description": sentence(doc) });
    let words: Vec<Value> = words.iter().map(word).collect();
    made(json!({ "type": "string", "description": sentence(doc), "oneOf": words }))
}

/// A schema out of JSON.
fn made(value: Value) -> Schema {
    match value {
        Value::Object(keywords) => keywords.into(),
        _ => Schema::default(),
    }
}

/// A comment as one paragraph, without the marks of a link.
fn sentence(doc: &str) -> String {
    let words: Vec<&str> = doc.split_whitespace().collect();
    words.join(" ").replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_set_on_something_that_is_there() {
        let schema = workspace();
        for (place, keyword, value) in limits() {
            assert_eq!(schema.pointer(place).and_then(|at| at.get(keyword)), Some(&value), "{place}");
        }
    }

    #[test]
    fn everything_is_described() {
        let schema = workspace();
        let defs = schema["$defs"].as_object().unwrap();
        for (name, definition) in defs.iter().chain([(&"the file".to_owned(), &schema)]) {
            assert!(definition["description"].is_string(), "{name}");
            for (field, schema) in definition["properties"].as_object().into_iter().flatten() {
                assert!(schema["description"].as_str().is_some_and(|doc| !doc.is_empty()), "{name}.{field}");
            }
        }
    }
}
