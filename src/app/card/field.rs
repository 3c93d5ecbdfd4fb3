//! The fields of an item card: their order, their names, and each as text to read and to edit.

use crate::domain::aim::Aims;
use crate::domain::facet::{Content, Facet};
use crate::domain::id::ItemId;
use crate::domain::item::{Item, Kind};
use crate::domain::moscow::Class;
use crate::domain::text::UNTITLED;
use crate::domain::workspace::Workspace;

/// A field of an item card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each one is named in the table below")]
pub enum Field {
    Title,
    Kind,
    Class,
    Outcome,
    CostOfNotDoing,
    Unblocks,
    Theme,
    Goals,
    Owner,
    Hypothesis,
    Acceptance,
    Risks,
    Tags,
    Source,
    DependsOn,
    Description,
    /// What follows from scores and decisions: it is read here and changed elsewhere.
    Standing,
}

/// How a field is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// As text.
    Text,
    /// As entries with this between them; on lines of their own in an editor.
    Entries(char),
    /// By choosing one.
    One,
    /// By choosing any number.
    Many,
    /// Not here.
    Nothing,
}

impl Field {
    /// Every field from top to bottom, the three questions right behind what the item is.
    pub const ALL: [Field; 17] = [
        Field::Title,
        Field::Kind,
        Field::Class,
        Field::Outcome,
        Field::CostOfNotDoing,
        Field::Unblocks,
        Field::Theme,
        Field::Goals,
        Field::Owner,
        Field::Hypothesis,
        Field::Acceptance,
        Field::Risks,
        Field::Tags,
        Field::Source,
        Field::DependsOn,
        Field::Description,
        Field::Standing,
    ];

    /// Its name, and the words for nothing in it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Field::Title => ("Title", "untitled"),
            Field::Kind => ("Kind", ""),
            Field::Class => ("MoSCoW", "none"),
            Field::Outcome => ("Outcome", NOT_ANSWERED),
            Field::CostOfNotDoing => ("Cost of not doing", NOT_ANSWERED),
            Field::Unblocks => ("Unblocks", NOT_ANSWERED),
            Field::Theme => ("Theme", "none"),
            Field::Goals => ("Goals", "linked to no goal"),
            Field::Owner => ("Owner", "nobody"),
            Field::Hypothesis => ("Hypothesis", "not stated"),
            Field::Acceptance => ("Acceptance", "none"),
            Field::Risks => ("Risks", "none named"),
            Field::Tags => ("Tags", "none"),
            Field::Source => ("Source key", "none"),
            Field::DependsOn => ("Depends on", "nothing"),
            Field::Description => ("Description", "none"),
            Field::Standing => ("Standing", ""),
        }
    }

    /// What the card calls it.
    pub fn label(self) -> &'static str {
        self.words().0
    }

    /// What the card says where there is nothing.
    pub fn nothing(self) -> &'static str {
        self.words().1
    }

    /// What the field asks, where it is one of the three questions that every item answers.
    pub fn question(self) -> Option<&'static str> {
        match self {
            Field::Outcome => Some("Which business outcome does it advance?"),
            Field::CostOfNotDoing => Some("What does not doing it cost?"),
            Field::Unblocks => Some("What does it unblock?"),
            _ => None,
        }
    }

    /// What to write there.
    pub fn hint(self) -> Option<&'static str> {
        match self {
            Field::Hypothesis => Some("We believe X changes Y by Z."),
            _ => self.question(),
        }
    }

    /// Whether the field begins a group.
    pub fn begins_group(self) -> bool {
        matches!(self, Field::Outcome | Field::Theme | Field::Hypothesis | Field::Tags | Field::Standing)
    }

    /// How it is edited in this workspace: what there is nothing to choose from is written.
    pub fn means(self, workspace: &Workspace) -> Means {
        match self {
            Field::Standing => Means::Nothing,
            Field::Kind | Field::Class => Means::One,
            Field::Theme if !workspace.head().themes.is_empty() => Means::One,
            Field::Goals if !workspace.head().goals.is_empty() => Means::Many,
            Field::Goals | Field::Tags | Field::DependsOn => Means::Entries(','),
            Field::Acceptance | Field::Risks => Means::Entries(';'),
            _ => Means::Text,
        }
    }

    /// The facet behind it, as an item has it.
    pub fn facet(self, item: &Item) -> Option<Facet> {
        Some(self.with(item, "", Vec::new())?.of(item))
    }

    /// The facet behind it with this in it: a text, or entries, whichever it holds.
    fn with(self, item: &Item, text: &str, entries: Vec<String>) -> Option<Facet> {
        let one = || (!text.trim().is_empty()).then(|| text.to_owned());
        Some(match self {
            Field::Title => Facet::Title(text.to_owned()),
            Field::Kind => Facet::Kind(Kind::parse(text).unwrap_or(item.kind)),
            Field::Class => Facet::Class(Class::parse(text)),
            Field::Outcome => Facet::Outcome(one()),
            Field::CostOfNotDoing => Facet::CostOfNotDoing(one()),
            Field::Unblocks => Facet::Unblocks(one()),
            Field::Theme => Facet::Theme(one()),
            Field::Goals => Facet::Goals(entries),
            Field::Owner => Facet::Owner(one()),
            Field::Hypothesis => Facet::Hypothesis(one()),
            Field::Acceptance => Facet::Acceptance(entries),
            Field::Risks => Facet::Risks(entries),
            Field::Tags => Facet::Tags(entries),
            Field::Source => Facet::Source(one()),
            Field::DependsOn => Facet::DependsOn(entries.into_iter().map(ItemId::from).collect()),
            Field::Description => Facet::Description(one()),
            Field::Standing => return None,
        })
    }

    /// The facet that a text means; entries are parted by the field's sign, or stand on lines of their own.
    pub(super) fn read(self, workspace: &Workspace, item: &Item, text: &str) -> Option<Facet> {
        let parted = |c: char| c == '\n' || self.means(workspace) == Means::Entries(c);
        let entries = text.split(parted).map(str::trim).filter(|entry| !entry.is_empty());
        let named = |entry: &str| match self {
            Field::DependsOn => meant(workspace, entry),
            _ => entry.to_owned(),
        };
        let single = matches!(self, Field::Title | Field::Theme | Field::Owner | Field::Source);
        let text =
            if single { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() };
        self.with(item, &text, entries.map(named).collect())
    }

    /// The facet with these entries.
    pub(super) fn choose(self, item: &Item, entries: Vec<String>) -> Option<Facet> {
        let text = entries.first().cloned().unwrap_or_default();
        self.with(item, &text, entries)
    }

    /// What it holds as an editor gets it: an entry a line.
    pub(super) fn text(self, item: &Item) -> String {
        let mut text = self.entries(item).join("\n");
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    }

    /// What it holds, entry by entry, as the file spells it.
    pub(super) fn entries(self, item: &Item) -> Vec<String> {
        let Some(facet) = self.facet(item) else { return Vec::new() };
        match facet.content() {
            Content::Word(text) => text.map(std::borrow::Cow::into_owned).into_iter().collect(),
            Content::Prose(text) => text.map(str::to_owned).into_iter().collect(),
            Content::List(entries) => entries.into_iter().map(str::to_owned).collect(),
        }
    }

    /// What it holds as the room reads it: ids by what they stand for, each paragraph on its own.
    pub fn shown(self, workspace: &Workspace, item: &Item) -> Vec<String> {
        if self == Field::Title {
            let title = Some(item.shown_title()).filter(|title| *title != UNTITLED);
            return title.map(str::to_owned).into_iter().collect();
        }
        let head = workspace.head();
        let entries = self.entries(item).into_iter();
        match self {
            Field::Class => item.class.map(|class| class.shown().to_owned()).into_iter().collect(),
            Field::Theme => entries
                .map(|link| {
                    Aims::new(head)
                        .theme_named(&link)
                        .map_or(link, |at| head.themes[at].shown_title().to_owned())
                })
                .collect(),
            Field::Goals => {
                let aims = Aims::new(head);
                let named = entries.map(|link| {
                    aims.goal_named(&link).map_or(link, |at| head.goals[at].shown_title().to_owned())
                });
                let through = aims.goal_through_theme(item);
                named
                    .chain(through.map(|goal| format!("through its theme: {}", goal.shown_title())))
                    .collect()
            }
            Field::DependsOn => entries
                .map(|id| match workspace.slot(&id.as_str().into()) {
                    Some(slot) => format!("{} ({id})", workspace.item(slot).shown_title()),
                    None => format!("{id} (no item has this id)"),
                })
                .collect(),
            Field::Tags => {
                let tags = entries.collect::<Vec<_>>().join(", ");
                if tags.is_empty() { Vec::new() } else { vec![tags] }
            }
            _ => {
                let paragraphs = entries.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
                paragraphs.filter(|text| !text.trim().is_empty()).collect()
            }
        }
    }
}

/// What stands in the place of an answer that nobody gave.
pub const NOT_ANSWERED: &str = "not answered";

/// The id that somebody means who writes an id or a title; what names no item, or several, stays as it is.
fn meant(workspace: &Workspace, entry: &str) -> String {
    if workspace.slot(&entry.into()).is_some() {
        return entry.to_owned();
    }
    let wanted = entry.to_lowercase();
    let mut named = workspace.items().iter().filter(|item| item.title.to_lowercase() == wanted);
    match (named.next(), named.next()) {
        (Some(only), None) => only.id.to_string(),
        _ => entry.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> Workspace {
        let text = r#"{ "goals": [{"id": "missed", "title": "Fewer missed"}],
            "items": [{"id": "pay", "title": "Fix payments", "goals": ["missed", "own"], "tags": ["a", "b"],
                       "depends_on": ["sso", "gone"], "description": "one\n\ntwo"},
                      {"id": "sso", "title": "SSO"}] }"#;
        Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0
    }

    #[test]
    fn fields_are_shown_in_the_words_of_the_room() {
        let workspace = workspace();
        let item = &workspace.items()[0];
        for (field, shown) in [
            (Field::Goals, &["Fewer missed", "own"][..]),
            (Field::DependsOn, &["SSO (sso)", "gone (no item has this id)"]),
            (Field::Tags, &["a, b"]),
            (Field::Description, &["one", "two"]),
            (Field::Outcome, &[]),
            (Field::Standing, &[]),
        ] {
            assert_eq!(field.shown(&workspace, item), shown, "{}", field.label());
        }
    }

    #[test]
    fn text_is_read_as_the_field_means_it() {
        let workspace = workspace();
        let item = &workspace.items()[1];
        let list = |entries: &[&str]| entries.iter().map(|entry| (*entry).to_owned()).collect::<Vec<_>>();
        for (field, text, facet) in [
            (Field::Tags, "a, b,\nc", Facet::Tags(list(&["a", "b", "c"]))),
            (Field::Risks, "slow, late; dear\n", Facet::Risks(list(&["slow, late", "dear"]))),
            (Field::DependsOn, "fix PAYMENTS, nobody", Facet::DependsOn(vec!["pay".into(), "nobody".into()])),
            (Field::Title, "two\nlines\n", Facet::Title("two lines".to_owned())),
            (Field::Description, "two\nlines\n", Facet::Description(Some("two\nlines\n".to_owned()))),
        ] {
            assert_eq!(field.read(&workspace, item, text), Some(facet), "{text:?}");
        }
    }
}
