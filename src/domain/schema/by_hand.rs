//! Descriptions of what has a reader of its own: numbers, scores, lists in chunks, the choice of a framework.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::json;

use super::made;
use crate::domain::amounts::Amounts;
use crate::domain::chunked::Chunked;
use crate::domain::framework::{Framework, FrameworkChoice, FrameworkSpec};
use crate::domain::number::{LARGEST, Num};
use crate::domain::scale::{Scale, ScaleSpec};
use crate::domain::scores::Scores;
use crate::domain::switch::Shelf;
use crate::domain::vote::{Ballot, Score, Votes};

/// Describes a type under its own name.
macro_rules! described {
    ($name:ident, $generator:ident => $schema:expr) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                made($schema)
            }
        }
    };
}

impl JsonSchema for Num {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Num".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        made(json!({ "type": "number", "minimum": -LARGEST as i64, "maximum": LARGEST as i64 }))
    }
}

impl<T: Clone + JsonSchema> JsonSchema for Chunked<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("List_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}

described!(Score, generator => json!({
    "description": "A score: a number that was agreed on without votes, or votes and what was agreed on.",
    "anyOf": [generator.subschema_for::<Num>(), generator.subschema_for::<Ballot>()]
}));

described!(Scores, generator => json!({
    "description": "Scores by criterion. Each has to be on the scale of its criterion.",
    "type": "object",
    "additionalProperties": generator.subschema_for::<Option<Score>>()
}));

described!(Votes, generator => json!({
    "description": "One number for each participant who voted, by the participant's id.",
    "type": "object",
    "additionalProperties": generator.subschema_for::<Num>()
}));

described!(Amounts, generator => json!({
    "description": "One number for each item, by the item's id.",
    "type": "object",
    "additionalProperties": generator.subschema_for::<Num>()
}));

described!(Shelf, generator => json!({
    "description": "Scores of other frameworks, by the framework's id.",
    "type": "object",
    "additionalProperties": generator.subschema_for::<Scores>()
}));

described!(FrameworkChoice, generator => json!({
    "description": "The id of a built-in framework, or a framework of the workspace's own.",
    "anyOf": [
        { "type": "string", "enum": Framework::BUILT_IN },
        generator.subschema_for::<FrameworkSpec>()
    ]
}));

described!(Scale, generator => json!({
    "description": "The values that a criterion can take: steps that go up, or any number from a minimum on.",
    "allOf": [generator.subschema_for::<ScaleSpec>()],
    "oneOf": [
        {
            "required": ["steps"],
            "properties": {
                "steps": { "type": "array", "minItems": 1 },
                "min": { "type": "null" }, "max": { "type": "null" }, "step": { "type": "null" }
            }
        },
        {
            "required": ["min", "step"],
            "properties": {
                "steps": { "type": "null" },
                "min": { "type": "number", "minimum": 0 },
                "step": { "type": "number", "exclusiveMinimum": 0 }
            }
        }
    ]
}));
