//! How each field of a workspace is merged, as a table.

/// How what stands at a place is put together.
#[derive(Debug)]
pub(super) enum Rule {
    /// As a whole: two changes that differ are a conflict.
    Whole,
    /// An object by its fields; those that are not named here go by [`Rule::Any`].
    Fields(&'static [(&'static str, Rule)]),
    /// An object by its entries, all of one sort, none of which is lost because somebody else changed it.
    Each(&'static Rule),
    /// A list of objects, known by some of their fields.
    List(&'static [&'static str], &'static Rule),
    /// The same of one that only grows: the second of a name is known by its number.
    Grown(&'static [&'static str], &'static Rule),
    /// A list of values that are there or not, in an order.
    Words,
    /// A score: a number, or votes and what was agreed on.
    Score,
    /// A count that only grows.
    Count,
    /// Nobody knows: an object by its fields, anything else as a whole.
    Any,
}

use Rule::{Any, Count, Each, Fields, Grown, List, Score, Whole, Words};

impl Rule {
    /// The rule of a field, or of an entry.
    pub(super) fn of(&self, name: &str) -> &Rule {
        match self {
            Fields(fields) => fields.iter().find(|(known, _)| *known == name).map_or(&Any, |(_, rule)| rule),
            Each(rule) | List(_, rule) | Grown(_, rule) => rule,
            _ => &Any,
        }
    }

    /// What an absent value says under this rule; none where absence is a value of its own.
    pub(super) fn empty(&self) -> Option<&'static str> {
        match self {
            Each(_) => Some("{}"),
            List(..) | Grown(..) | Words => Some("[]"),
            Count => Some("0"),
            Whole | Fields(_) | Score | Any => None,
        }
    }
}

const BY_ID: &[&str] = &["id"];

/// The votes on one criterion of one item, and what was agreed on.
pub(super) const BALLOT: Rule =
    Fields(&[("votes", Each(&Whole)), ("agreed", Whole), ("rounds", Grown(&["attempt"], &REVEALED))]);

const REVEALED: Rule = Fields(&[("slips", List(&["by"], &Whole))]);

const ROUND: Rule = Fields(&[
    ("voters", Words),
    ("kept", Words),
    ("aside", Each(&Score)),
    ("papers", List(&["by", "criterion"], &Whole)),
]);

/// An item. A pin is one decision, as is setting something aside: half of each would be nobody's.
pub(super) const ITEM: Rule = Fields(&[
    ("scores", Each(&Score)),
    ("rounds", List(&["side"], &ROUND)),
    ("shelf", Each(&Each(&Score))),
    ("set_aside", Whole),
    ("pin", Whole),
    ("deferrals", Count),
    ("depends_on", Words),
    ("goals", Words),
    ("acceptance", Words),
    ("risks", Words),
    ("tags", Words),
]);

const CRITERION: Rule = Fields(&[("scale", Whole), ("rubric", List(&["at"], &Any))]);

/// A framework that a workspace carries.
pub(super) const FRAMEWORK: Rule = Fields(&[("criteria", List(BY_ID, &CRITERION))]);

const STAGE: Rule = Fields(&[("prompts", Words)]);

const CYCLE: Rule = Fields(&[
    ("planned", Words),
    ("committed", Words),
    ("deferred", Words),
    ("done", Words),
    ("estimates", Each(&Whole)),
]);

/// The workspace, but for framework, items and log.
pub(super) const HEAD: Rule = Fields(&[
    ("goals", List(BY_ID, &Any)),
    ("themes", List(BY_ID, &Any)),
    ("participants", List(BY_ID, &Any)),
    ("agenda", Fields(&[("stages", List(BY_ID, &STAGE))])),
    ("cycles", List(BY_ID, &CYCLE)),
    ("tie_breaks", Words),
]);

/// An entry of the log: what happened is what it is known by, so only what was said later can differ.
pub(super) const ENTRY: Rule = Any;
