//! Facets: everything that is written about an item outside its scores, as one mechanism.
//!
//! Each is named like its field in the file. An edit carries the same facet twice, as it was and as it
//! is, so that it is undone like any other change.

mod edit;
mod words;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) use edit::{edit, edited};
pub(super) use words::datum;
pub use words::told;

use super::id::ItemId;
use super::item::{Details, Item, Kind};
use super::moscow::Class;
use super::number::Num;

/// One thing that is written about an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// Its title.
    Title(String),
    /// What sort of work it is.
    Kind(Kind),
    /// How much depends on it.
    #[serde(rename = "moscow")]
    Class(Option<Class>),
    /// The id of the theme it belongs to, or the theme in words.
    Theme(Option<String>),
    /// The ids of the goals it serves.
    Goals(Vec<String>),
    /// The business outcome it advances.
    Outcome(Option<String>),
    /// What not doing it costs.
    CostOfNotDoing(Option<String>),
    /// What it unblocks.
    Unblocks(Option<String>),
    /// We believe that it changes what by how much.
    Hypothesis(Option<String>),
    /// More, in the words of the source.
    Description(Option<String>),
    /// How to see that it is done.
    Acceptance(Vec<String>),
    /// What could go wrong.
    Risks(Vec<String>),
    /// Its key in the tracker it came from.
    Source(Option<String>),
    /// Who looks after it.
    Owner(Option<String>),
    /// Free labels.
    Tags(Vec<String>),
    /// What has to be done before it.
    DependsOn(Vec<ItemId>),
    /// What it took in the end, in the unit of effort; 0 or more.
    ActualEffort(Option<Num>),
}

/// What a facet holds, by how it is read and written.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'f> {
    /// A word, a name or a number.
    Word(Option<Cow<'f, str>>),
    /// Sentences.
    Prose(Option<&'f str>),
    /// Any number of entries, in their order.
    List(Vec<&'f str>),
}

impl Facet {
    /// Every facet of an item, in the order of an item card.
    pub fn all(item: &Item) -> Vec<Facet> {
        let each = [
            Facet::Title(String::new()),
            Facet::Kind(Kind::default()),
            Facet::Class(None),
            Facet::Theme(None),
            Facet::Goals(Vec::new()),
            Facet::Outcome(None),
            Facet::CostOfNotDoing(None),
            Facet::Unblocks(None),
            Facet::Hypothesis(None),
            Facet::Description(None),
            Facet::Acceptance(Vec::new()),
            Facet::Risks(Vec::new()),
            Facet::Source(None),
            Facet::Owner(None),
            Facet::Tags(Vec::new()),
            Facet::DependsOn(Vec::new()),
            Facet::ActualEffort(None),
        ];
        each.iter().map(|facet| facet.of(item)).collect()
    }

    /// The same facet as an item has it.
    #[must_use]
    pub fn of(&self, item: &Item) -> Facet {
        let nothing = Details::default();
        let details = item.rare.details.as_deref().unwrap_or(&nothing);
        match self {
            Facet::Title(_) => Facet::Title(item.title.to_string()),
            Facet::Kind(_) => Facet::Kind(item.kind),
            Facet::Class(_) => Facet::Class(item.class),
            Facet::Theme(_) => Facet::Theme(details.theme.clone()),
            Facet::Goals(_) => Facet::Goals(details.goals.clone()),
            Facet::Outcome(_) => Facet::Outcome(details.outcome.clone()),
            Facet::CostOfNotDoing(_) => Facet::CostOfNotDoing(details.cost_of_not_doing.clone()),
            Facet::Unblocks(_) => Facet::Unblocks(details.unblocks.clone()),
            Facet::Hypothesis(_) => Facet::Hypothesis(details.hypothesis.clone()),
            Facet::Description(_) => Facet::Description(details.description.clone()),
            Facet::Acceptance(_) => Facet::Acceptance(details.acceptance.clone()),
            Facet::Risks(_) => Facet::Risks(details.risks.clone()),
            Facet::Source(_) => Facet::Source(details.source.clone()),
            Facet::Owner(_) => Facet::Owner(details.owner.clone()),
            Facet::Tags(_) => Facet::Tags(details.tags.clone()),
            Facet::DependsOn(_) => Facet::DependsOn(item.rare.depends_on.to_vec()),
            Facet::ActualEffort(_) => Facet::ActualEffort(details.actual_effort),
        }
    }

    /// Puts it in the place of what an item has there.
    pub(super) fn put(&self, item: &mut Item) {
        match self {
            Facet::Title(title) => item.title = title.as_str().into(),
            Facet::Kind(kind) => item.kind = *kind,
            Facet::Class(class) => item.class = *class,
            Facet::DependsOn(ids) => item.rare.depends_on = ids.as_slice().into(),
            written => {
                let mut details = item.rare.details.take().map_or_else(Details::default, |details| *details);
                written.put_down(&mut details);
                item.rare.details = (details != Details::default()).then(|| Box::new(details));
            }
        }
    }

    fn put_down(&self, details: &mut Details) {
        match self {
            Facet::Title(_) | Facet::Kind(_) | Facet::Class(_) | Facet::DependsOn(_) => {}
            Facet::Theme(text) => details.theme.clone_from(text),
            Facet::Goals(list) => details.goals.clone_from(list),
            Facet::Outcome(text) => details.outcome.clone_from(text),
            Facet::CostOfNotDoing(text) => details.cost_of_not_doing.clone_from(text),
            Facet::Unblocks(text) => details.unblocks.clone_from(text),
            Facet::Hypothesis(text) => details.hypothesis.clone_from(text),
            Facet::Description(text) => details.description.clone_from(text),
            Facet::Acceptance(list) => details.acceptance.clone_from(list),
            Facet::Risks(list) => details.risks.clone_from(list),
            Facet::Source(text) => details.source.clone_from(text),
            Facet::Owner(text) => details.owner.clone_from(text),
            Facet::Tags(list) => details.tags.clone_from(list),
            Facet::ActualEffort(effort) => details.actual_effort = *effort,
        }
    }

    /// Whether it can move the ranking or the sums of the line.
    pub fn weighs(&self) -> bool {
        matches!(self, Facet::Kind(_) | Facet::Class(_))
    }

    /// The field in the file.
    pub fn field(&self) -> &'static str {
        match self {
            Facet::Title(_) => "title",
            Facet::Kind(_) => "kind",
            Facet::Class(_) => "moscow",
            Facet::Theme(_) => "theme",
            Facet::Goals(_) => "goals",
            Facet::Outcome(_) => "outcome",
            Facet::CostOfNotDoing(_) => "cost_of_not_doing",
            Facet::Unblocks(_) => "unblocks",
            Facet::Hypothesis(_) => "hypothesis",
            Facet::Description(_) => "description",
            Facet::Acceptance(_) => "acceptance",
            Facet::Risks(_) => "risks",
            Facet::Source(_) => "source",
            Facet::Owner(_) => "owner",
            Facet::Tags(_) => "tags",
            Facet::DependsOn(_) => "depends_on",
            Facet::ActualEffort(_) => "actual_effort",
        }
    }

    /// What people call it.
    pub fn name(&self) -> &'static str {
        match self {
            Facet::Class(_) => "MoSCoW",
            Facet::CostOfNotDoing(_) => "cost of not doing",
            Facet::Acceptance(_) => "acceptance criteria",
            Facet::Source(_) => "source key",
            Facet::DependsOn(_) => "blockers",
            Facet::ActualEffort(_) => "actual effort",
            other => other.field(),
        }
    }

    /// What it holds, in the words of the file.
    pub fn content(&self) -> Content<'_> {
        let word = |text: &'static str| Content::Word(Some(Cow::Borrowed(text)));
        match self {
            Facet::Title(title) => Content::Word(Some(Cow::Borrowed(title.as_str()))),
            Facet::Kind(kind) => word(kind.name()),
            Facet::Class(class) => class.map_or(Content::Word(None), |class| word(class.name())),
            Facet::Theme(text) | Facet::Source(text) | Facet::Owner(text) => {
                Content::Word(text.as_deref().map(Cow::Borrowed))
            }
            Facet::Outcome(text)
            | Facet::CostOfNotDoing(text)
            | Facet::Unblocks(text)
            | Facet::Hypothesis(text)
            | Facet::Description(text) => Content::Prose(text.as_deref()),
            Facet::Goals(list) | Facet::Acceptance(list) | Facet::Risks(list) | Facet::Tags(list) => {
                Content::List(list.iter().map(String::as_str).collect())
            }
            Facet::DependsOn(ids) => Content::List(ids.iter().map(ItemId::as_str).collect()),
            Facet::ActualEffort(effort) => Content::Word(effort.map(|effort| Cow::Owned(effort.to_string()))),
        }
    }
}

#[cfg(test)]
mod tests;
