//! Which framework a workspace has: a built-in one by its id, or one of its own.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Framework, FrameworkSpec};
use crate::domain::flaw::{Flaw, Path};

/// The framework of a workspace: the id of a built-in one, or one of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum FrameworkChoice {
    /// A built-in one.
    BuiltIn(String),
    /// One that the workspace carries.
    Own(Box<FrameworkSpec>),
}

impl FrameworkChoice {
    /// The id of the framework that is meant.
    pub fn id(&self) -> &str {
        match self {
            FrameworkChoice::BuiltIn(id) => id,
            FrameworkChoice::Own(spec) => &spec.id,
        }
    }

    /// The framework that is meant.
    ///
    /// # Errors
    /// An id that is not built in, or what makes no sense about one's own.
    pub fn resolve(&self) -> Result<Framework, Flaw> {
        match self {
            FrameworkChoice::Own(spec) => Framework::new((**spec).clone()),
            FrameworkChoice::BuiltIn(id) => Framework::built_in(id).ok_or_else(|| {
                let known = Framework::BUILT_IN.join(", ");
                Flaw::new(Path::default(), format!("no framework is called {id}; built in are {known}"))
            }),
        }
    }
}

impl Default for FrameworkChoice {
    fn default() -> Self {
        FrameworkChoice::BuiltIn(Framework::BUILT_IN[0].to_owned())
    }
}

impl Serialize for FrameworkChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            FrameworkChoice::BuiltIn(id) => serializer.serialize_str(id),
            FrameworkChoice::Own(spec) => spec.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for FrameworkChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FrameworkChoice, D::Error> {
        deserializer.deserialize_any(ChoiceVisitor)
    }
}

struct ChoiceVisitor;

impl<'de> Visitor<'de> for ChoiceVisitor {
    type Value = FrameworkChoice;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a built-in framework, or a framework")
    }

    fn visit_str<E: de::Error>(self, id: &str) -> Result<FrameworkChoice, E> {
        Ok(FrameworkChoice::BuiltIn(id.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FrameworkChoice, A::Error> {
        let spec = FrameworkSpec::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(FrameworkChoice::Own(Box::new(spec)))
    }
}
