//! What a closed set of words is in a file: an enum, read and written by its names.

/// A closed set of words in the file: the enum, its names, its parser, and its part of the file's schema.
macro_rules! word {
    ( $(#[$($meta:tt)*])* pub enum $name:ident { $( $(#[$($doc:tt)*])* $variant:ident = $text:literal, )* } ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[$($doc)*])* #[serde(rename = $text)] $variant, )* }

        impl $name {
            /// Every one, in the order of the glossary.
            pub const ALL: &[$name] = &[ $( $name::$variant, )* ];

            /// The word that stands in files and on the screen.
            pub fn name(self) -> &'static str {
                match self { $( $name::$variant => $text, )* }
            }

            /// Reads the word, exactly as files spell it.
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|word| word.name() == text)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                use $crate::domain::schema::{doc_text, words};
                words(doc_text!($(#[$($meta)*])*), &[$( ($text, doc_text!($(#[$($doc)*])*)), )*])
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(crate) use word;
