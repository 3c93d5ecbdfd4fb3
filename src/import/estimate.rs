//! Whether a column of estimates can be read as effort.

use super::CriterionName;
use super::field::{Field, Target};
use super::header::Header;
use super::number::{self, DecimalMark};
use crate::domain::number::Num;

/// Estimates become effort where the framework takes effort, nobody scores it otherwise, and all of them are on its
/// scale. Else they are left out, and what is told says why: five points are no five on a scale from one to five.
pub(super) fn settle<'a>(header: &mut Header<'a, '_>, criteria: &'a [CriterionName]) -> Option<String> {
    let estimate = Target::Field(Field::Estimate);
    let column = header.mapping.header_of(estimate)?.to_owned();
    let effort = criteria.iter().find(|criterion| criterion.effort.is_some());
    let fits = effort.and_then(|effort| Some((effort, effort.effort.as_ref()?)));
    let Some((effort, scale)) = fits.filter(|(effort, _)| !header.mapping.has(Target::Criterion(effort)))
    else {
        return effort.is_none().then(|| format!("{column} left out: the framework takes no effort"));
    };
    let id = &effort.id;
    let sound = header.rows_below().filter(|row| row.defect.is_none());
    let cells: Vec<String> = sound
        .filter_map(|row| header.mapping.joined(estimate, &row.cells))
        .filter(|cell| !number::is_open(cell))
        .collect();
    let mark = DecimalMark::of(&cells);
    let read = |cell: &String| number::parse(cell, mark, false).ok().and_then(Num::new);
    let unread: Vec<&String> = cells.iter().filter(|cell| read(cell).is_none()).collect();
    if let [first, ..] = unread.as_slice() {
        let values = match unread.len() {
            1 => "1 value is no number".to_owned(),
            count => format!("{count} values are no numbers"),
        };
        return Some(format!(
            "{column} left out, {values} ({first:?}): write digits; mapped to {id}, such a row stays out"
        ));
    }
    let fits = |value: &Num| *value == Num::ZERO || scale.contains(*value);
    match cells.iter().filter_map(read).filter(|value| !fits(value)).count() {
        0 => {
            header.mapping.turn(estimate, Target::Criterion(effort));
            Some(format!("{column} read as {id}"))
        }
        off => {
            let values = if off == 1 { "1 value is".to_owned() } else { format!("{off} values are") };
            // The scale stands last: on a small screen the remedy is not what is cut.
            let allowed = scale.allowed();
            Some(format!(
                "{column} left out, {values} off the scale of {id}: map it to {id} to take the others ({allowed})"
            ))
        }
    }
}
