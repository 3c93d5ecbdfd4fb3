//! What a column can be read into: a field of an item, or the score of a criterion.

use super::names::{self, same};
use super::{CriterionName, ImportError};

/// A part of an item that a column can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Kind,
    Theme,
    Owner,
    Source,
    Description,
    Tags,
    DependsOn,
    Status,
    Id,
}

impl Field {
    const ALL: [Field; 10] = [
        Field::Title,
        Field::Kind,
        Field::Theme,
        Field::Owner,
        Field::Source,
        Field::Description,
        Field::Tags,
        Field::DependsOn,
        Field::Status,
        // Last: where nothing else looks like a key, an id is the key of the source.
        Field::Id,
    ];

    /// The name in `--map`.
    fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Kind => "kind",
            Field::Theme => "theme",
            Field::Owner => "owner",
            Field::Source => "source",
            Field::Description => "description",
            Field::Tags => "tags",
            Field::DependsOn => "depends_on",
            Field::Status => "status",
            Field::Id => "id",
        }
    }

    /// What trackers and people call it besides its own name, the surest first.
    fn synonyms(self) -> &'static [&'static str] {
        match self {
            Field::Title => &[
                "summary",
                "name",
                "feature",
                "item",
                "story",
                "user story",
                "task",
                "issue",
                "resumen",
                "título",
                "titulo",
                "titel",
                "zusammenfassung",
                "titre",
                "résumé",
            ],
            Field::Kind => &["type", "issue type", "work item type", "category"],
            Field::Theme => &["epic", "project", "area"],
            Field::Owner => &["assignee", "assignees", "assigned to"],
            Field::Source => &["issue key", "key", "id", "issue id", "ticket", "url"],
            Field::Description => &["body", "descripción", "beschreibung"],
            Field::Tags => &["labels", "label", "tag", "etiquetas"],
            Field::DependsOn => &["blocked by", "dependencies"],
            Field::Status => &["state", "estado"],
            Field::Id => &[],
        }
    }
}

/// Where the values of a column go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    Field(Field),
    Criterion(&'a CriterionName),
}

impl<'a> Target<'a> {
    /// Every field, then every criterion.
    pub(super) fn all(criteria: &'a [CriterionName]) -> impl Iterator<Item = Self> {
        Field::ALL.into_iter().map(Self::Field).chain(criteria.iter().map(Self::Criterion))
    }

    /// The target that a `--map FIELD=COLUMN` names.
    pub(super) fn of_map(
        field: &str,
        column: &str,
        criteria: &'a [CriterionName],
    ) -> Result<Self, ImportError> {
        Self::all(criteria).find(|target| same(target.name(), field)).ok_or_else(|| {
            let fields: Vec<String> = Self::all(criteria).map(|target| target.name().to_owned()).collect();
            let nearest = names::nearest(field, &fields);
            ImportError::UnknownField { field: field.to_owned(), column: column.to_owned(), fields, nearest }
        })
    }

    /// The name in `--map` and in the mapping that is shown.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Field(field) => field.name(),
            Self::Criterion(criterion) => &criterion.id,
        }
    }

    /// The headers by which its column is found unasked, the surest first.
    pub(super) fn headers(self) -> impl Iterator<Item = &'a str> {
        let (others, title): (&'static [&'static str], Option<&'a str>) = match self {
            Self::Field(field) => (field.synonyms(), None),
            Self::Criterion(criterion) => (&[], Some(&criterion.name)),
        };
        std::iter::once(self.name()).chain(others.iter().copied()).chain(title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criteria() -> [CriterionName; 1] {
        [CriterionName { id: "job_size".into(), name: "Size of the job".into(), percent: false }]
    }

    #[test]
    fn a_map_names_a_field_or_a_criterion() {
        let criteria = criteria();
        for (field, name) in [("title", "title"), ("Depends on", "depends_on"), ("JOB_SIZE", "job_size")] {
            assert_eq!(Target::of_map(field, "X", &criteria).unwrap().name(), name);
        }
    }

    #[test]
    fn an_unknown_field_is_answered_with_all_of_them() {
        let message = Target::of_map("titel_", "X", &criteria()).unwrap_err().to_string();
        assert_eq!(
            message,
            "--map titel_=X: there is no field \"titel_\". Fields: title, kind, theme, owner, source, description, \
             tags, depends_on, status, id, job_size"
        );
        let near = Target::of_map("descripton", "X", &criteria()).unwrap_err().to_string();
        assert!(near.contains("did you mean \"description\"?"), "{near}");
    }

    #[test]
    fn a_column_is_looked_for_by_the_own_name_first() {
        let criteria = criteria();
        let job_size: Vec<&str> = Target::Criterion(&criteria[0]).headers().collect();
        assert_eq!(job_size, ["job_size", "Size of the job"]);
        let source: Vec<&str> = Target::Field(Field::Source).headers().collect();
        assert_eq!((source.first(), source.last()), (Some(&"source"), Some(&"url")));
    }
}
