//! What keys mean: a default as data, and the user's own over it.

use std::collections::HashMap;

use toml::Spanned;

use super::action::{Action, Place, Spec, TABLE};
use super::key::Key;

/// The default keymap.
pub const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// What keys mean, by place.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// In the order of the files, so that the first key of an action is the one that is shown.
    bindings: Vec<(Place, Key, Action)>,
}

/// A line of a keymap that means nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct KeymapError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what is allowed.
    pub what: String,
}

impl Keymap {
    /// The default keymap.
    pub fn built_in() -> Keymap {
        Keymap::default().overlaid(DEFAULT).unwrap_or_default()
    }

    /// This keymap with another one over it.
    ///
    /// # Errors
    /// The first line that names no section, key or action.
    pub fn overlaid(mut self, text: &str) -> Result<Keymap, KeymapError> {
        let fail = |at: usize, what: String| KeymapError { line: text[..at].matches('\n').count() + 1, what };
        let sections: HashMap<Spanned<String>, HashMap<Spanned<String>, Spanned<String>>> =
            toml::from_str(text).map_err(|error| {
                fail(error.span().map_or(0, |span| span.start), error.message().to_owned())
            })?;
        let mut lines = Vec::new();
        for (section, keys) in &sections {
            let place = Place::ALL.iter().copied().find(|place| place.name() == section.get_ref());
            let known = || {
                let names: Vec<_> = Place::ALL.iter().map(|place| place.name()).collect();
                fail(
                    section.span().start,
                    format!("no section is called {}: there are {}", section.get_ref(), names.join(", ")),
                )
            };
            let place = place.ok_or_else(known)?;
            for (key, action) in keys {
                let parsed = key.get_ref().parse::<Key>().map_err(|what| fail(key.span().start, what))?;
                let named = match action.get_ref().as_str() {
                    "none" => None,
                    name => Some(Action::named(name).ok_or_else(|| {
                        fail(
                            action.span().start,
                            format!("no action is called {name}; `cutline keys` lists them"),
                        )
                    })?),
                };
                lines.push((key.span().start, place, parsed, named));
            }
        }
        lines.sort_by_key(|(at, ..)| *at);
        for (_, place, key, action) in lines {
            self.bindings.retain(|(other, known, _)| (*other, *known) != (place, key));
            self.bindings.extend(action.map(|action| (place, key, action)));
        }
        Ok(self)
    }

    /// What a key means where the focus is.
    pub fn action(&self, place: Place, key: Key) -> Option<Action> {
        let at = |place| self.bindings.iter().find(|(at, known, _)| (*at, *known) == (place, key));
        place.around().find_map(at).map(|(.., action)| *action)
    }

    /// The keys of an action, the one to show first.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = Key> + '_ {
        self.bindings.iter().filter(move |(.., bound)| *bound == action).map(|(_, key, _)| *key)
    }

    /// The keys that mean an action where the focus is: none that means something else there. Those of the narrower
    /// place come first.
    pub fn keys_at(&self, place: Place, action: Action) -> impl Iterator<Item = Key> + '_ {
        let of =
            move |place| self.bindings.iter().filter(move |(at, _, bound)| (*at, *bound) == (place, action));
        let keys = place.around().flat_map(of).map(|(_, key, _)| *key);
        keys.filter(move |key| self.action(place, *key) == Some(action))
    }

    /// Whether an action has keys of its own in a place.
    pub fn is_own(&self, place: Place, action: Action) -> bool {
        self.bindings.iter().any(|(at, _, bound)| (*at, *bound) == (place, action))
    }

    /// What there is to tell of a place, in the order of the table: the actions that have keys there, and its own
    /// that have none anywhere.
    pub fn section(&self, place: Place) -> Vec<(&'static Spec, Vec<Key>)> {
        let keys =
            |action| self.bindings.iter().filter(move |(at, _, bound)| (*at, *bound) == (place, action));
        let told = TABLE.iter().filter_map(|spec| {
            let keys: Vec<Key> = keys(spec.action).map(|(_, key, _)| *key).collect();
            let unbound = spec.place == place && self.keys_of(spec.action).next().is_none();
            (!keys.is_empty() || unbound).then_some((spec, keys))
        });
        told.collect()
    }
}
