//! Whole pieces of a workspace file, put together as far as they can stand beside each other.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Gap;
use crate::domain::flaw::Step;
use crate::domain::item::Item;
use crate::domain::limits;
use crate::domain::raw::{list, quoted, without, written_list, written_object};
use crate::domain::tradeoff::Entry;
use crate::domain::workspace::Workspace;
use crate::store::{LoadError, content};

/// How many pieces that cannot stand beside the others are left out one after the other: each time all is read again.
const MOST_FLAWS: usize = 200;

/// A whole piece, and where it begins.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t>(pub(super) usize, pub(super) Cow<'t, str>);

/// Everything that is whole.
#[derive(Default)]
pub(super) struct Pieces<'t> {
    pub(super) fields: Vec<(String, Piece<'t>)>,
    pub(super) items: Vec<Piece<'t>>,
    pub(super) log: Vec<Piece<'t>>,
}

impl Pieces<'_> {
    /// The workspace that they make up, and what of them cannot stand; none where nobody knows what that is.
    pub(super) fn put_together(mut self) -> Option<(Workspace, Vec<Gap>)> {
        let mut lost = Vec::from_iter(self.settle_framework());
        lost.extend(self.settle_items());
        lost.extend(self.settle_order());
        for _ in 0..MOST_FLAWS {
            match content::parse(self.text().as_bytes()) {
                Ok((workspace, _)) => return Some((workspace, lost)),
                Err(error) => lost.push(self.leave_out(&error)?),
            }
        }
        None
    }

    fn text(&self) -> String {
        let list = |pieces: &[Piece<'_>]| written_list(pieces.iter().map(|piece| &*piece.1));
        let (items, log) = (list(&self.items), list(&self.log));
        let fields = self.fields.iter().map(|(name, piece)| (name.as_str(), &*piece.1));
        written_object(fields.chain([("items", items.as_str()), ("log", log.as_str())]))
    }

    /// The framework as a field, which is what an item alone is checked against.
    fn framework(&self) -> String {
        let framework = self.fields.iter().find(|(name, _)| name == "framework");
        framework.map_or_else(String::new, |(name, piece)| format!("{}:{},", quoted(name), piece.1))
    }

    fn settle_framework(&mut self) -> Option<Gap> {
        let error = content::parse(format!("{{{}\"items\":[]}}", self.framework()).as_bytes()).err()?;
        self.leave_out(&error)
    }

    /// Checks each item by itself, so that many of them cost no more than each. A score that cannot stand is left out
    /// alone, anything else with its item.
    fn settle_items(&mut self) -> Vec<Gap> {
        let (framework, mut lost, mut at) = (self.framework(), Vec::new(), 0);
        self.items.retain_mut(|Piece(byte, text)| {
            let index = format!("items[{at}]");
            let stands = loop {
                let alone = format!("{{{framework}\"items\":[{text}]}}");
                let Err(error) = content::parse(alone.as_bytes()) else { break true };
                let (what, less) = match &error {
                    LoadError::Content { flaw, .. } => (
                        flaw.to_string().replacen("items[0]", &index, 1),
                        without_score(text, flaw.path.steps()),
                    ),
                    _ => (format!("{index} cannot stand"), None),
                };
                lost.push(Gap { byte: *byte, what });
                let Some(less) = less else { break false };
                *text = Cow::Owned(less);
            };
            at += 1;
            stands
        });
        lost
    }

    /// Leaves out items with an id that is taken, and entries whose numbers do not go up: those that are fewer.
    fn settle_order(&mut self) -> Vec<Gap> {
        let (mut gaps, mut ids) = (Vec::new(), HashSet::new());
        self.items.retain(|Piece(byte, text)| {
            let id =
                serde_json::from_str::<Item>(text).map_or_else(|_| String::new(), |item| item.id.to_string());
            let stands = id.is_empty() || ids.insert(id.clone());
            if !stands {
                gaps.push(Gap { byte: *byte, what: format!("an item more has the id {id}") });
            }
            stands
        });
        let number =
            |Piece(_, text): &Piece<'_>| serde_json::from_str::<Entry>(text).map_or(0, |entry| entry.seq);
        let numbers: Vec<u64> = self.log.iter().map(number).collect();
        let mut stay = ascending(&numbers).into_iter().peekable();
        let mut at = 0..;
        self.log.retain(|Piece(byte, _)| {
            let at = at.next().unwrap_or_default();
            let stands = stay.next_if_eq(&at).is_some();
            if !stands {
                let what =
                    format!("an entry of the log has the number {}, which does not go up", numbers[at]);
                gaps.push(Gap { byte: *byte, what });
            }
            stands
        });
        gaps
    }

    /// Takes out the piece that cannot stand, and says so; nothing where nobody knows which one that is.
    fn leave_out(&mut self, error: &LoadError) -> Option<Gap> {
        let LoadError::Content { flaw, .. } = error else {
            let (name, Piece(byte, _)) = self.fields.pop()?;
            return Some(Gap { byte, what: format!("the field {name} cannot stand") });
        };
        let Piece(byte, _) = match flaw.path.steps() {
            [Step::Field(list), Step::Index(at), ..] if list == "items" && *at < self.items.len() => {
                self.items.remove(*at)
            }
            [Step::Field(list), Step::Index(at), ..] if list == "log" && *at < self.log.len() => {
                self.log.remove(*at)
            }
            [Step::Field(name), rest @ ..] => {
                let at = self.fields.iter().position(|(known, _)| known == name)?;
                // Of a list only what cannot stand goes.
                if let [Step::Index(index), ..] = rest
                    && let Some(less) = without_element(&self.fields[at].1.1, *index)
                {
                    self.fields[at].1.1 = Cow::Owned(less);
                    return Some(Gap { byte: self.fields[at].1.0, what: flaw.to_string() });
                }
                self.fields.remove(at).1
            }
            _ => return None,
        };
        Some(Gap { byte, what: flaw.to_string() })
    }
}

/// A list without one of its elements.
fn without_element(text: &str, index: usize) -> Option<String> {
    let mut elements = list(text)?;
    (index < elements.len()).then(|| elements.remove(index))?;
    Some(written_list(elements))
}

/// The places of the longest run of numbers that go up and can be numbers of gestures: one that is damaged, be it too large
/// or too small, is none of them.
fn ascending(numbers: &[u64]) -> Vec<usize> {
    // Of each length, where the run ends that ends lowest; and what comes before each number in its run.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before.push(length.checked_sub(1).map(|length| ends[length]));
        if !(1..=limits::GESTURE).contains(number) {
            continue;
        }
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |at| before[*at]).collect();
    run.reverse();
    run
}

/// An item without the score that a flaw is about; none where it is about something else.
fn without_score(text: &str, flaw: &[Step]) -> Option<String> {
    match flaw {
        [_, _, Step::Field(scores), Step::Field(criterion), ..] if scores == "scores" => {
            without(text, &["scores", criterion])
        }
        _ => None,
    }
}
