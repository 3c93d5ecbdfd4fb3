//! Decides which columns of a table are read into which fields, by what the user says and by their names.

use std::borrow::Cow;

use csv::StringRecord;

use super::field::{Field, Target};
use super::names::{self, same};
use super::{CriterionName, ImportError, Options};
use crate::domain::cell;

/// Which columns go where. Several columns may go to one field: trackers repeat headers.
pub(super) struct Mapping<'a> {
    header: Vec<String>,
    columns: Vec<(Target<'a>, usize)>,
}

impl<'a> Mapping<'a> {
    /// Finds the columns under a header: first those the user maps, then the obvious ones.
    pub(super) fn find(header: &StringRecord, options: &Options<'a>) -> Result<Self, ImportError> {
        let header = header.iter().map(|name| name.trim().to_owned()).collect();
        let mut mapping = Self { header, columns: Vec::new() };
        for (field, column) in &options.map {
            mapping.take_mapped(field, column, options.criteria)?;
        }
        for target in Target::all(options.criteria) {
            mapping.take_obvious(target);
        }
        if mapping.has(Target::Field(Field::Title)) {
            Ok(mapping)
        } else {
            Err(ImportError::NoTitleColumn { columns: mapping.header })
        }
    }

    /// How many columns the header has, mapped or not.
    pub(super) fn width(&self) -> usize {
        self.header.len()
    }

    /// How many fields and criteria are read from some column.
    pub(super) fn targets(&self) -> usize {
        let first = |(at, (target, _)): &(usize, &(Target<'_>, usize))| {
            self.columns[..*at].iter().all(|(earlier, _)| earlier != target)
        };
        self.columns.iter().enumerate().filter(first).count()
    }

    /// The header of the first column that is read into the target.
    pub(super) fn header_of(&self, target: Target) -> Option<&str> {
        self.columns_of(target).next().map(|column| self.header[column].as_str())
    }

    /// The filled cells of a row that are read into the target.
    pub(super) fn values<'r>(
        &self,
        target: Target,
        cells: &'r StringRecord,
    ) -> impl Iterator<Item = Cow<'r, str>> {
        self.columns_of(target)
            .filter_map(|column| cells.get(column))
            .map(cell::read)
            .filter(|value| !value.is_empty())
    }

    /// The filled cells as one text.
    pub(super) fn joined(&self, target: Target, cells: &StringRecord) -> Option<String> {
        let values: Vec<_> = self.values(target, cells).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// Field and header, each pair once, for the user to check.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (target, column) in &self.columns {
            let pair = (target.name().to_owned(), self.header[*column].clone());
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        pairs
    }

    fn take_mapped(
        &mut self,
        field: &str,
        column: &str,
        criteria: &'a [CriterionName],
    ) -> Result<(), ImportError> {
        let target = Target::of_map(field, column, criteria)?;
        let found = self.positions(column);
        if found.is_empty() {
            return Err(ImportError::UnknownColumn {
                field: field.to_owned(),
                column: column.to_owned(),
                columns: self.header.clone(),
                nearest: names::nearest(column, &self.header),
            });
        }
        self.take(target, found);
        Ok(())
    }

    /// Takes the columns of the surest header that is there, unless they are read into something else.
    fn take_obvious(&mut self, target: Target<'a>) {
        if self.has(target) {
            return;
        }
        let free = |name| {
            let mut found = self.positions(name);
            found.retain(|column| self.columns.iter().all(|(_, taken)| taken != column));
            found
        };
        if let Some(found) = target.headers().map(free).find(|found| !found.is_empty()) {
            self.take(target, found);
        }
    }

    fn take(&mut self, target: Target<'a>, columns: Vec<usize>) {
        self.columns.extend(columns.into_iter().map(|column| (target, column)));
    }

    /// Whether any column is read into the target.
    pub(super) fn has(&self, target: Target) -> bool {
        self.columns_of(target).next().is_some()
    }

    fn columns_of(&self, target: Target) -> impl Iterator<Item = usize> {
        self.columns.iter().filter(move |(taken, _)| *taken == target).map(|(_, column)| *column)
    }

    fn positions(&self, name: &str) -> Vec<usize> {
        (0..self.header.len()).filter(|column| same(&self.header[*column], name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criteria() -> [CriterionName; 2] {
        [("effort", "Effort"), ("customer_value", "Value to customers")].map(|(id, name)| CriterionName {
            id: id.into(),
            name: name.into(),
            percent: false,
        })
    }

    fn pairs(header: &[&str], map: &[(&str, &str)]) -> Result<String, String> {
        let criteria = criteria();
        let map = map.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned())).collect();
        let options = Options { map, criteria: &criteria };
        let mapping = Mapping::find(&StringRecord::from(header.to_vec()), &options);
        let pairs = mapping.map(|mapping| mapping.pairs()).map_err(|error| error.to_string())?;
        Ok(pairs.into_iter().map(|(field, column)| format!("{field}={column}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn obvious_names_are_found_whatever_their_spelling() {
        for (header, expected) in [
            (&["ID", " TITLE "][..], "title=TITLE source=ID"),
            (&["Name", "Summary"], "title=Summary"),
            (&["Resumen", "Etiquetas", "Etiquetas"], "title=Resumen tags=Etiquetas"),
            (&["Titre", "URL"], "title=Titre source=URL"),
            (&["url", "Issue key", "titel"], "title=titel source=Issue key"),
            (
                &["title", "Work_Item-Type", "Assigned To", "State"],
                "title=title kind=Work_Item-Type owner=Assigned To status=State",
            ),
            (&["item", "Epic", "Project"], "title=item theme=Epic"),
            (
                &["story", "EFFORT", "Customer Value"],
                "title=story effort=EFFORT customer_value=Customer Value",
            ),
            (&["story", "value to customers"], "title=story customer_value=value to customers"),
            (&["", "Title", "", "Depends On"], "title=Title depends_on=Depends On"),
        ] {
            assert_eq!(pairs(header, &[]).as_deref(), Ok(expected), "{header:?}");
        }
    }

    #[test]
    fn what_the_user_maps_comes_first() {
        for (header, map, expected) in [
            (&["Was", "Title"][..], &[("title", "was")][..], "title=Was"),
            (&["Summary", "Name"], &[("description", "Summary")], "description=Summary title=Name"),
            (
                &["Name", "Labels", "Parts"],
                &[("tags", "Labels"), ("tags", "Parts")],
                "tags=Labels tags=Parts title=Name",
            ),
            (&["Name", "SP"], &[("effort", "sp")], "effort=SP title=Name"),
            (&["Name", "#"], &[("source", "#")], "source=# title=Name"),
        ] {
            assert_eq!(pairs(header, map).as_deref(), Ok(expected), "{header:?} {map:?}");
        }
    }

    #[test]
    fn a_mapping_that_cannot_be_names_what_there_is() {
        for (header, map, expected) in [
            (&["Was", "Wer"][..], &[][..], "--map title=COLUMN. Columns: Was, Wer"),
            (&["Title", "Story points"], &[("effort", "Story point")], "did you mean \"Story points\"?"),
            (&["Title"], &[("effort", "Cost")], "there is no column \"Cost\". Columns: Title"),
            (&["Title"], &[("colour", "Title")], "there is no field \"colour\". Fields: title, kind,"),
        ] {
            let message = pairs(header, map).unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn values_of_repeated_headers_are_joined_and_missing_cells_left_out() {
        let mapping =
            Mapping::find(&StringRecord::from(vec!["Title", "Labels", "x", "Labels"]), &Options::default())
                .unwrap();
        let tags = Target::Field(Field::Tags);
        let full = StringRecord::from(vec!["A", " ui ", "-", "'@home"]);
        let short = StringRecord::from(vec!["A", ""]);
        assert_eq!(mapping.joined(tags, &full).as_deref(), Some("ui, @home"));
        assert_eq!(mapping.joined(tags, &short), None);
        assert_eq!((mapping.width(), mapping.targets(), mapping.header_of(tags)), (4, 2, Some("Labels")));
    }
}
