//! The whole backlog as a table of text, which comes in again by `cutline import` as it went out.
//!
//! Every field that an import knows has its column, under the name by which it is found; rank, score, side of the
//! line, horizon and id stand beside them for whoever reads the table. The ranking comes first, then what lacks scores,
//! then what is parked, declined and done. What was merged into another, or taken back, is no part of the backlog.

use csv::{Terminator, WriterBuilder};

use super::backlog::{self, Ranked};
use super::{ExportError, unwritable};
use crate::domain::aim::{Aims, theme_link};
use crate::domain::cell;
use crate::domain::document::Format;
use crate::domain::horizon::horizon;
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::{Details, Horizon, Item};
use crate::domain::text::UNTITLED;
use crate::domain::tradeoff::round;
use crate::domain::workshop::Workshop;

/// Excel takes a table for one of its own code page unless this stands before it; every other program that reads
/// tables steps over it, the importer among them.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The columns that say where an item stands.
const STANDS: [&str; 5] = ["rank", "score", "in", "horizon", "id"];

/// The columns of what an import knows of an item beside its scores.
const FIELDS: [&str; 10] =
    ["title", "kind", "theme", "owner", "source", "description", "tags", "depends_on", "created", "status"];

/// Writes the table.
pub(super) fn write(workshop: &Workshop) -> Result<Vec<u8>, ExportError> {
    let table = Table { workshop, aims: Aims::new(workshop.workspace().head()) };
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(BYTE_ORDER_MARK.to_vec());
    let fail = unwritable(Format::Csv);
    writer.write_record(table.head()).map_err(|error| fail(&error))?;
    for row in table.rows() {
        writer.write_record(row).map_err(|error| fail(&error))?;
    }
    writer.into_inner().map_err(|error| fail(&error))
}

struct Table<'w> {
    workshop: &'w Workshop,
    aims: Aims<'w>,
}

impl<'w> Table<'w> {
    /// The names of the columns. A criterion that is called like another column takes its full name, so that neither is
    /// read into the other.
    fn head(&self) -> Vec<String> {
        let mut names: Vec<String> = STANDS.iter().chain(&FIELDS).map(|name| (*name).to_owned()).collect();
        for criterion in self.workshop.workspace().framework().criteria() {
            let id = cell::written(criterion.id.as_str()).into_owned();
            let spelt = [id.clone(), cell::written(&criterion.name).into_owned()];
            let free = spelt.into_iter().find(|name| !names.iter().any(|other| is_one_name(name, other)));
            names.push(free.unwrap_or_else(|| format!("{id} (criterion)")));
        }
        names
    }

    fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        let (workshop, row) = (self.workshop, |(slot, item)| self.row(slot, item, None));
        let ranked = backlog::ranked(workshop).map(|ranked| self.row(ranked.slot, ranked.item, Some(ranked)));
        let aside = [Horizon::Parked, Horizon::Declined];
        let aside = aside.into_iter().flat_map(|horizon| backlog::set_aside(workshop, horizon));
        ranked.chain(backlog::unscored(workshop).chain(aside).chain(backlog::done(workshop)).map(row))
    }

    fn row(&self, slot: Slot, item: &'w Item, stands: Option<Ranked<'w>>) -> Vec<String> {
        let text = |text: &str| cell::written(text).into_owned();
        let (none, details) = (Details::default(), item.rare.details.as_deref());
        let details = details.unwrap_or(&none);
        let written = |detail: &Option<String>| detail.as_deref().map(text).unwrap_or_default();
        let is_in = stands.and_then(|stands| stands.is_in).map(|is_in| if is_in { "in" } else { "out" });
        let title = if item.title.trim().is_empty() { UNTITLED } else { &item.title };
        let mut row = vec![
            stands.map(|stands| stands.rank.to_string()).unwrap_or_default(),
            stands
                .and_then(|stands| round(stands.seat.score))
                .map(|score| score.to_string())
                .unwrap_or_default(),
            is_in.unwrap_or_default().to_owned(),
            horizon(self.workshop, slot).map(|horizon| horizon.to_string()).unwrap_or_default(),
            text(item.id.as_str()),
            text(title),
            item.kind.to_string(),
            text(self.theme(item)),
            written(&details.owner),
            written(&details.source),
            written(&details.description),
            text(&cell::list(details.tags.iter().map(String::as_str))),
            text(&cell::list(item.rare.depends_on.iter().map(ItemId::as_str))),
            written(&details.created),
            item.status.to_string(),
        ];
        let criteria = self.workshop.workspace().framework().criteria();
        let values = criteria.iter().map(|criterion| item.scores.value(&criterion.id));
        row.extend(values.map(|value| value.map(|value| value.to_string()).unwrap_or_default()));
        row
    }

    /// The title of the listed theme, where it leads back to the same one; else the link as it is written.
    fn theme(&self, item: &'w Item) -> &str {
        let link = theme_link(item).unwrap_or_default();
        let Some(at) = self.aims.theme_named(link) else { return link };
        let theme = &self.workshop.workspace().head().themes[at];
        if self.aims.theme_named(&theme.title) == Some(at) { &theme.title } else { link }
    }
}

/// Whether an import takes two names for one: by their letters and digits.
fn is_one_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::Workspace;

    /// The rows of what is exported, without the mark before them.
    fn rows(file: &str) -> Vec<String> {
        let workspace = Workspace::load(serde_json::from_str(file).unwrap()).unwrap().0;
        let table = write(&Workshop::new(workspace)).unwrap();
        let text = std::str::from_utf8(&table[BYTE_ORDER_MARK.len()..]).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_ranking_comes_first_and_nobody_is_missing() {
        let rows = rows(
            r#"{"capacity": {"amount": 2}, "framework": "value-effort",
            "themes": [{"id": "rel", "title": "Reliability"}, {"id": "b", "title": "Same"}, {"id": "c", "title": "same"}],
            "items": [
                {"id": "old", "title": "Old", "status": "done", "theme": "c"},
                {"id": "no", "title": "No", "horizon": "declined"}, {"id": "wait", "title": "Wait", "horizon": "parked"},
                {"id": "gone", "title": "Gone", "status": "withdrawn"}, {"id": "into", "title": "Into", "status": "merged"},
                {"id": "new", "title": " ", "theme": "elsewhere"},
                {"id": "b", "title": "B", "horizon": "later", "scores": {"impact": 1, "effort": 3}},
                {"id": "a", "title": "A", "theme": "rel", "scores": {"impact": 5, "effort": 2}}
            ]}"#,
        );
        assert_eq!(
            rows,
            [
                "rank,score,in,horizon,id,title,kind,theme,owner,source,description,tags,depends_on,created,status,impact,effort",
                "1,2.5,in,now,a,A,feature,Reliability,,,,,,,open,5,2",
                "2,0.3333333333,out,later,b,B,feature,,,,,,,,open,1,3",
                ",,,,new,(untitled),feature,elsewhere,,,,,,,open,,",
                ",,,parked,wait,Wait,feature,,,,,,,,open,,",
                ",,,declined,no,No,feature,,,,,,,,open,,",
                ",,,,old,Old,feature,c,,,,,,,done,,",
            ]
        );
    }

    #[test]
    fn a_criterion_that_is_called_like_another_column_takes_its_full_name() {
        let rows = rows(
            r#"{"framework": {"id": "own", "formula": {"numerator": {"sum": [{"criterion": "score"}]}}, "criteria": [
                {"id": "score", "name": "Panel score", "side": "business", "scale": {"steps": [1, 2]}},
                {"id": "Status", "name": "status", "side": "business", "scale": {"steps": [1, 2]}},
                {"id": "=cmd", "name": "", "side": "business", "scale": {"steps": [1, 2]}}
            ]}, "items": []}"#,
        );
        assert!(rows[0].ends_with(",status,Panel score,Status (criterion),'=cmd"), "{}", rows[0]);
    }
}
