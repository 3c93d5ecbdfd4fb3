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
    Blocks,
    Status,
    Created,
    Estimate,
    Id,
}

impl Field {
    pub(super) const ALL: [Field; 13] = [
        Field::Title,
        Field::Kind,
        Field::Theme,
        Field::Owner,
        Field::Source,
        Field::Description,
        Field::Tags,
        Field::DependsOn,
        Field::Blocks,
        Field::Status,
        Field::Created,
        Field::Estimate,
        // Last: where nothing else looks like a key, an id is the key of the source.
        Field::Id,
    ];

    /// The name in `--map` and in the files of trackers.
    pub(super) fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Kind => "kind",
            Field::Theme => "theme",
            Field::Owner => "owner",
            Field::Source => "source",
            Field::Description => "description",
            Field::Tags => "tags",
            Field::DependsOn => "depends_on",
            Field::Blocks => "blocks",
            Field::Status => "status",
            Field::Created => "created",
            Field::Estimate => "estimate",
            Field::Id => "id",
        }
    }
}

/// Where the values of a column go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target<'a> {
    Field(Field),
    Criterion(&'a CriterionName),
}

impl<'a> Target<'a> {
    /// Every criterion, then every field: a column that is called like a criterion is meant for it.
    pub(super) fn all(criteria: &'a [CriterionName]) -> impl Iterator<Item = Self> {
        let fields = Field::ALL.into_iter().map(Self::Field);
        fields.clone().take(1).chain(criteria.iter().map(Self::Criterion)).chain(fields.skip(1))
    }

    /// The target that a `--map FIELD=COLUMN` names.
    pub(super) fn of_map(
        field: &str,
        column: &str,
        criteria: &'a [CriterionName],
    ) -> Result<Self, ImportError> {
        Self::named(field, criteria).ok_or_else(|| {
            let fields: Vec<String> = Self::all(criteria).map(|target| target.name().to_owned()).collect();
            let nearest = names::nearest(field, &fields);
            ImportError::UnknownField { field: field.to_owned(), column: column.to_owned(), fields, nearest }
        })
    }

    /// The target of this name.
    pub(super) fn named(name: &str, criteria: &'a [CriterionName]) -> Option<Self> {
        Self::all(criteria).find(|target| same(target.name(), name))
    }

    /// The name in `--map` and in the mapping that is shown.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Field(field) => field.name(),
            Self::Criterion(criterion) => &criterion.id,
        }
    }

    /// What a criterion's column may be called; a field has its names in the files of trackers.
    pub(super) fn own_names(self) -> impl Iterator<Item = &'a str> {
        let (id, title) = match self {
            Self::Field(_) => (None, None),
            Self::Criterion(criterion) => (Some(criterion.id.as_str()), Some(criterion.name.as_str())),
        };
        id.into_iter().chain(title)
    }

    /// Whether a tracker may wrap the name: `Custom field (Story Points)`, in whatever language.
    pub(super) fn may_be_wrapped(self) -> bool {
        matches!(self, Self::Criterion(_) | Self::Field(Field::Estimate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criteria() -> [CriterionName; 1] {
        [CriterionName { id: "job_size".into(), name: "Size of the job".into(), ..CriterionName::default() }]
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
            "--map titel_=X: there is no field \"titel_\". Fields: title, job_size, kind, theme, owner, source, \
             description, tags, depends_on, blocks, status, created, estimate, id"
        );
        let near = Target::of_map("descripton", "X", &criteria()).unwrap_err().to_string();
        assert!(near.contains("did you mean \"description\"?"), "{near}");
    }

    #[test]
    fn a_criterion_is_looked_for_by_its_id_first() {
        let criteria = criteria();
        let job_size: Vec<&str> = Target::Criterion(&criteria[0]).own_names().collect();
        assert_eq!(job_size, ["job_size", "Size of the job"]);
    }
}
