//! What a tracker calls its columns: data for those that are known, and presets that somebody saved.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Source;
use super::names::key;
use crate::domain::draft::Column;

/// How the columns of a tracker are read: the same for those that are built in and for a saved preset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tracker {
    /// The source that it belongs to; none for a preset.
    #[serde(skip)]
    pub source: Option<Source>,
    /// What it is called.
    pub title: String,
    /// A table that has all headers of one of these lists is one of its own.
    #[serde(default)]
    pub known_by: Vec<Vec<String>>,
    /// Whether nothing is read but what is named here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub complete: bool,
    /// The header that is numbered where rows form a tree: `Title 1`, `Title 2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<String>,
    /// Which headers go into which field or criterion, the surest first.
    pub columns: BTreeMap<String, Vec<String>>,
}

/// What any table is read by.
pub(super) static ANY: LazyLock<Tracker> =
    LazyLock::new(|| Tracker::parse(include_str!("../../assets/trackers/table.toml")).unwrap_or_default());

/// Every tracker that is built in.
static BUILT_IN: LazyLock<Vec<(Source, Tracker)>> = LazyLock::new(|| {
    Source::ALL.into_iter().filter_map(|source| Some((source, Tracker::read(source)?))).collect()
});

impl Tracker {
    /// The tracker of a source that has one.
    pub(super) fn of(source: Source) -> Option<&'static Tracker> {
        BUILT_IN.iter().find(|(of, _)| *of == source).map(|(_, tracker)| tracker)
    }

    fn read(source: Source) -> Option<Tracker> {
        let text = match source {
            Source::Csv | Source::Xlsx => return None,
            Source::Jira => include_str!("../../assets/trackers/jira.toml"),
            Source::Linear => include_str!("../../assets/trackers/linear.toml"),
            Source::Github => include_str!("../../assets/trackers/github.toml"),
            Source::GithubProject => include_str!("../../assets/trackers/github-project.toml"),
            Source::Trello => include_str!("../../assets/trackers/trello.toml"),
            Source::Azure => include_str!("../../assets/trackers/azure.toml"),
            Source::Gitlab => include_str!("../../assets/trackers/gitlab.toml"),
            Source::List => include_str!("../../assets/trackers/list.toml"),
        };
        let tracker = Tracker::parse(text).ok()?;
        Some(Tracker { source: Some(source), ..tracker })
    }

    /// Reads a tracker from the text of its file.
    ///
    /// # Errors
    ///
    /// Where it is no TOML, lacks a field, or has one that there is not.
    pub fn parse(text: &str) -> Result<Tracker, toml::de::Error> {
        toml::from_str(text)
    }

    /// A mapping to be saved: what each column is read into, to be found again by the whole header.
    pub fn saved(title: &str, columns: &[Column]) -> Tracker {
        let mut preset = Tracker {
            title: title.to_owned(),
            known_by: vec![columns.iter().map(|column| column.header.clone()).collect()],
            complete: true,
            ..Tracker::default()
        };
        for column in columns {
            if let Some(field) = &column.field {
                preset.columns.entry(field.clone()).or_default().push(column.header.clone());
            }
        }
        preset
    }

    /// The headers that go into a target, the surest first.
    pub(super) fn headers(&self, target: &str) -> impl Iterator<Item = &str> {
        self.columns.get(target).into_iter().flatten().map(String::as_str)
    }

    /// Whether a column was there when this mapping was saved, given by its key.
    pub(super) fn knows(&self, column: &str) -> bool {
        self.complete && self.known_by.iter().flatten().any(|name| key(name) == column)
    }

    /// How many headers tell that a table is one of this tracker's; none where it is not.
    fn certainty(&self, keys: &[String]) -> Option<usize> {
        let there = |name: &String| keys.contains(&key(name));
        let known = self.known_by.iter().filter(|names| !names.is_empty() && names.iter().all(there));
        known.map(Vec::len).max()
    }
}

/// The tracker that a header most likely belongs to, given by its keys: what somebody saved comes before what is
/// built in.
pub(super) fn recognise<'t>(keys: &[String], presets: &'t [Tracker]) -> Option<&'t Tracker> {
    let best = |trackers: &mut dyn Iterator<Item = &'t Tracker>| {
        let certain = trackers.filter_map(|tracker| Some((tracker.certainty(keys)?, tracker)));
        certain.max_by_key(|(certainty, _)| *certainty).map(|(_, tracker)| tracker)
    };
    best(&mut presets.iter()).or_else(|| best(&mut BUILT_IN.iter().map(|(_, tracker)| tracker)))
}

#[cfg(test)]
mod tests {
    use super::super::field::Field;
    use super::*;

    #[test]
    fn every_tracker_can_be_read_and_names_fields_that_there_are() {
        assert_eq!(BUILT_IN.len(), Source::ALL.len() - 2);
        for tracker in BUILT_IN.iter().map(|(_, tracker)| tracker).chain([&*ANY]) {
            assert!(!tracker.columns["title"].is_empty(), "{}", tracker.title);
            for name in tracker.columns.keys() {
                assert!(Field::ALL.iter().any(|field| field.name() == name), "{}: {name}", tracker.title);
            }
        }
    }

    #[test]
    fn a_header_is_recognised_and_a_preset_comes_first() {
        let keys = |names: &[&str]| names.iter().map(|name| key(name)).collect::<Vec<_>>();
        for (names, title) in [
            (&["Summary", "Issue key", "Issue Type", "Status"][..], Some("Jira")),
            (&["Resumen", "Clave de incidencia", "Tipo de Incidencia"], Some("Jira")),
            (&["ID", "Team", "Title", "Description", "Status", "Cycle Number"], Some("Linear")),
            (&["Title", "URL", "Assignees", "Status"], Some("GitHub project")),
            (&["ID", "Work Item Type", "Title", "Assigned To", "State", "Tags"], Some("Azure DevOps")),
            (&["ID", "Work Item Type", "Title 1", "Title 2"], Some("Azure DevOps")),
            (&["Issue ID", "URL", "Title", "State", "Description"], Some("GitLab")),
            (&["Title", "Effort"], None),
        ] {
            let found = recognise(&keys(names), &[]).map(|tracker| tracker.title.as_str());
            assert_eq!(found, title, "{names:?}");
        }
        let presets =
            [Tracker { title: "ours".into(), known_by: vec![vec!["summary".into()]], ..ANY.clone() }];
        let found = recognise(&keys(&["Summary", "Issue key", "Issue Type"]), &presets);
        assert_eq!(found.map(|tracker| tracker.title.as_str()), Some("ours"));
    }
}
