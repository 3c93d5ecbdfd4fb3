//! What keys mean: a default as data, and the user's own over it.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use toml::Spanned;

use super::action::{Action, Keyed, Place, Spec, TABLE};
use super::key::{Code, Key};
use crate::domain::text::abridged;

/// The default keymap.
pub const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// What keys mean, by place.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// In the order of the files, so that the first key of an action is the one that is shown.
    bindings: Vec<(Place, Key, Action)>,
    /// The same by what is asked for: every frame asks for the keys of all that can be done.
    meanings: HashMap<(Place, Key), Action, RandomState>,
    keys: HashMap<(Place, Action), Vec<Key>, RandomState>,
    /// What the footer can tell in each place, put into words once: every frame asks for it.
    keyed: [OnceLock<Vec<Keyed>>; Place::ALL.len()],
    /// What somebody's own keys do that they may not have meant.
    notes: Vec<Remark>,
}

/// What there is to say about a line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Remark {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong or worth knowing.
    pub what: String,
}

/// What is wrong with a keymap, line by line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", told(.0))]
pub struct Flaws(pub Vec<Remark>);

/// How many of them are told.
const MOST_TOLD: usize = 5;

fn told(flaws: &[Remark]) -> String {
    let more = flaws.len().checked_sub(MOST_TOLD).filter(|more| *more > 0).map(|more| format!("{more} more"));
    let told: Vec<String> = flaws.iter().take(MOST_TOLD).map(Remark::to_string).chain(more).collect();
    told.join("; ")
}

impl From<Remark> for Flaws {
    fn from(remark: Remark) -> Flaws {
        Flaws(vec![remark])
    }
}

impl Remark {
    fn new(line: usize, what: String) -> Remark {
        Remark { line, what: abridged(what) }
    }
}

/// A line of a keymap: its number, where it applies, the key, and what it is to do; nothing takes the key away.
type Entry = (usize, Place, Key, Option<Action>);

/// What a terminal sends for a letter with ctrl that has a byte of its own (ECMA-48, C0).
const SENT_AS: [(char, &str); 5] =
    [('h', "backspace"), ('i', "tab"), ('j', "enter"), ('m', "enter"), ('[', "esc")];

/// What has to stay within reach: without a key for it nobody gets to the rest, or out.
const VITAL: [Action; 2] = [Action::Palette, Action::Quit];

impl Keymap {
    /// The default keymap.
    pub fn built_in() -> Keymap {
        // A test reads it: what is built in is well formed.
        Keymap::default()
            .overlaid(DEFAULT)
            .map(|keymap| Keymap { notes: Vec::new(), ..keymap })
            .unwrap_or_default()
    }

    /// This keymap with another one over it.
    ///
    /// # Errors
    /// Each line that names no section, key or action, that says of a key what another line says otherwise, or
    /// that wants an action where it cannot be done; and that nothing leads to the commands or out any more.
    pub fn overlaid(mut self, text: &str) -> Result<Keymap, Flaws> {
        let entries = read(text)?;
        let mut lines = HashMap::new();
        let again = entries.iter().filter_map(|(line, place, key, _)| {
            let first = lines.insert((*place, *key), *line)?;
            let what = format!("{key} in [{}] has a meaning already, in line {first}", place.name());
            Some(Remark::new(*line, what))
        });
        let again: Vec<Remark> = again.collect();
        if !again.is_empty() {
            return Err(Flaws(again));
        }
        self.bindings.retain(|(place, key, _)| !lines.contains_key(&(*place, *key)));
        let bound = entries.iter().filter_map(|(_, place, key, action)| Some((*place, *key, (*action)?)));
        self.bindings.extend(bound);
        self.index();
        if let Some(lost) = VITAL.into_iter().find(|vital| self.keys_of(*vital).next().is_none()) {
            let name = lost.spec().map_or("", |spec| spec.name);
            let line = entries.last().map_or(1, |(line, ..)| *line);
            return Err(Remark::new(line, format!("no key means {name} any more, and one has to")).into());
        }
        self.notes = entries.iter().filter_map(|entry| self.remark(entry)).collect();
        Ok(self)
    }

    /// Makes what is looked up agree with the bindings.
    fn index(&mut self) {
        self.meanings = self.bindings.iter().map(|(place, key, action)| ((*place, *key), *action)).collect();
        self.keys.clear();
        self.keyed = Default::default();
        for (place, key, action) in &self.bindings {
            self.keys.entry((*place, *action)).or_default().push(*key);
        }
    }

    /// What there is to know about somebody's own keys: those that mean something else in a narrower place, line by line.
    pub fn notes(&self) -> &[Remark] {
        &self.notes
    }

    /// Where a key does not get through to what it is to do, because a narrower place has a meaning of its own for it.
    fn remark(&self, (line, place, key, action): &Entry) -> Option<Remark> {
        let action = (*action)?;
        let narrower = |at: &Place| at.around().skip(1).any(|around| around == *place);
        let elsewhere = |at: &Place| self.action(*at, *key).filter(|other| *other != action);
        let meanings: Vec<String> = (Place::ALL.iter().filter(|at| narrower(at)))
            .filter_map(|at| Some(format!("{} in [{}]", elsewhere(at)?.spec()?.name, at.name())))
            .collect();
        let still = (!meanings.is_empty()).then(|| format!("{key} still means {}", meanings.join(", ")));
        let sent = SENT_AS.iter().find(|(plain, _)| (key.ctrl, key.code) == (true, Code::Char(*plain)));
        let sent = sent.map(|(_, other)| format!("many terminals send {other} for {key}"));
        let what: Vec<String> = still.into_iter().chain(sent).collect();
        (!what.is_empty()).then(|| Remark::new(*line, what.join("; ")))
    }

    /// What a key means where the focus is.
    pub fn action(&self, place: Place, key: Key) -> Option<Action> {
        place.around().find_map(|place| self.meanings.get(&(place, key))).copied()
    }

    /// The keys of an action, the one to show first.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = Key> + '_ {
        self.bindings.iter().filter(move |(.., bound)| *bound == action).map(|(_, key, _)| *key)
    }

    /// The keys that mean an action where the focus is: none that means something else there. Those of the narrower
    /// place come first.
    pub fn keys_at(&self, place: Place, action: Action) -> impl Iterator<Item = Key> + '_ {
        let keys = place.around().flat_map(move |place| self.own_keys(place, action)).copied();
        keys.filter(move |key| self.action(place, *key) == Some(action))
    }

    /// The actions that the footer can tell in a place, with their keys, the most important first.
    pub fn keyed(&self, place: Place) -> &[Keyed] {
        self.keyed[place.index()].get_or_init(|| Keyed::all(self, place))
    }

    /// Whether an action has keys of its own in a place.
    pub fn is_own(&self, place: Place, action: Action) -> bool {
        self.keys.contains_key(&(place, action))
    }

    /// The keys that an action has in a place alone, in the order of the files.
    fn own_keys(&self, place: Place, action: Action) -> &[Key] {
        self.keys.get(&(place, action)).map_or(&[], Vec::as_slice)
    }

    /// What there is to tell of a place, in the order of the table: the actions that have keys there, and its own
    /// that have none anywhere.
    pub fn section(&self, place: Place) -> Vec<(&'static Spec, Vec<Key>)> {
        let told = TABLE.iter().filter_map(|spec| {
            let keys = self.own_keys(place, spec.action).to_vec();
            let unbound = spec.place == place && self.keys_of(spec.action).next().is_none();
            (!keys.is_empty() || unbound).then_some((spec, keys))
        });
        told.collect()
    }
}

/// The lines of a keymap, in their order.
fn read(text: &str) -> Result<Vec<Entry>, Flaws> {
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let sections: HashMap<Spanned<String>, HashMap<Spanned<String>, Spanned<String>>> = toml::from_str(text)
        .map_err(|error| {
            let span = error.span().unwrap_or_default();
            let again = text.get(span.clone()).filter(|_| error.message() == "duplicate key");
            let what = again.map(|key| format!("{key} has a meaning already, further up"));
            Remark::new(line(span.start), what.unwrap_or_else(|| error.message().to_owned()))
        })?;
    let (mut entries, mut flaws) = (Vec::new(), Vec::new());
    for (section, keys) in &sections {
        let place = match section_named(section.get_ref()) {
            Ok(place) => place,
            Err(what) => {
                flaws.push(Remark::new(line(section.span().start), what));
                continue;
            }
        };
        for (key, action) in keys {
            let line = line(key.span().start);
            let parsed = key.get_ref().parse::<Key>();
            match parsed.and_then(|key| Ok((line, place, key, action_named(action.get_ref(), place)?))) {
                Ok(entry) => entries.push(entry),
                Err(what) => flaws.push(Remark::new(line, what)),
            }
        }
    }
    entries.sort_by_key(|(line, ..)| *line);
    flaws.sort_by_key(|flaw| flaw.line);
    if flaws.is_empty() { Ok(entries) } else { Err(Flaws(flaws)) }
}

fn section_named(name: &str) -> Result<Place, String> {
    let place = Place::ALL.iter().copied().find(|place| place.name() == name);
    place.ok_or_else(|| {
        let names: Vec<_> = Place::ALL.iter().map(|place| place.name()).collect();
        format!("no section is called {name}: there are {}", names.join(", "))
    })
}

/// The action with a name that can be done in a place; none for the word that takes a key away.
fn action_named(name: &str, place: Place) -> Result<Option<Action>, String> {
    if name == "none" {
        return Ok(None);
    }
    let unknown = || format!("no action is called {name}; `cutline keys` lists them");
    let action = Action::named(name).ok_or_else(unknown)?;
    let works_at = action.spec().map_or(place, |spec| spec.place);
    let lies_in = |inner: Place, outer: Place| inner.around().any(|around| around == outer);
    // In a wider section a key says where its action works, which is worth more than silence.
    if lies_in(place, works_at) || lies_in(works_at, place) {
        Ok(Some(action))
    } else {
        Err(format!("{name} cannot be done in [{}]: it {}", place.name(), works_at.refusal()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> Result<Keymap, Flaws> {
        Keymap::built_in().overlaid(text)
    }

    #[test]
    fn the_default_is_well_formed() {
        let keymap = Keymap::default().overlaid(DEFAULT).unwrap();
        assert!(keymap.bindings.len() > 100);
    }

    #[test]
    fn what_means_nothing_or_two_things_is_told_with_its_line() {
        for (text, told) in [
            ("[everywhere]\n\nw = \"fly\"\n", "line 3: no action is called fly; `cutline keys` lists them"),
            ("[everywhere]\nhyper-w = \"undo\"\n", "line 2: no key is called hyper-w"),
            ("[everywhere]\nw = \"undo\"\nw = \"redo\"\n", "line 3: w has a meaning already, further up"),
            (
                "[everywhere]\nw = \"fly\"\nhyper-w = \"undo\"\n[moon]\n",
                "line 2: no action is called fly; `cutline keys` lists them; line 3: no key is called hyper-w; line 4: no section is called moon",
            ),
            (
                "[card]\nctrl-alt-w = \"undo\"\n\nalt-ctrl-w = \"redo\"\n",
                "line 4: ctrl-alt-w in [card] has a meaning already, in line 2",
            ),
            ("[card]\nw = \"group\"\n", "line 2: group cannot be done in [card]: it works on the roadmap"),
            (
                "[everywhere]\nq = \"none\"\nctrl-c = \"none\"\n",
                "line 3: no key means quit any more, and one has to",
            ),
        ] {
            let flaws = own(text).unwrap_err().to_string();
            assert!(flaws.starts_with(told), "{text}: {flaws}");
        }
    }

    #[test]
    fn a_key_that_a_terminal_may_not_send_is_noted() {
        let keymap = own("[everywhere]\nctrl-i = \"matrix\"\nctrl-k = \"log\"\n").unwrap();
        let notes: Vec<String> = keymap.notes().iter().map(ToString::to_string).collect();
        assert_eq!(notes, ["line 2: many terminals send tab for ctrl-i"]);
    }

    #[test]
    fn a_key_that_means_something_else_in_a_narrower_place_is_noted() {
        let keymap = own("[everywhere]\nx = \"undo\"\nI = \"redo\"\n[scoring]\nw = \"undo\"\n").unwrap();
        let notes: Vec<String> = keymap.notes().iter().map(ToString::to_string).collect();
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].starts_with("line 2: x still means clear in [scoring], "), "{notes:?}");
    }
}
