//! Whether a column that is called like a criterion holds scores at all.

use super::CriterionName;
use super::field::Target;
use super::header::Header;
use super::number;

/// Leaves the columns out that nobody mapped by hand and that hold words alone, as `High` and `Low`: they would keep every
/// row out. Says so of each.
pub(super) fn leave_out<'a>(header: &mut Header<'a, '_>, criteria: &'a [CriterionName]) -> Vec<String> {
    let targets = criteria.iter().map(Target::Criterion);
    let wordy: Vec<(Target<'a>, String)> = targets
        .filter(|target| header.mapping.has(*target) && !header.mapping.is_told(*target))
        .filter_map(|target| Some((target, words(header, target)?)))
        .collect();
    let mut notes = Vec::new();
    for (target, words) in wordy {
        let column = header.mapping.header_of(target).unwrap_or_default().to_owned();
        header.mapping.leave_out(target);
        notes.push(format!("{column} left out, it holds words ({words:?}): write digits to have it read"));
    }
    notes
}

/// The first word in the cells of a target, where none of them has a digit.
fn words(header: &Header<'_, '_>, target: Target<'_>) -> Option<String> {
    let sound = header.rows_below().filter(|row| row.defect.is_none());
    let cells: Vec<String> = sound
        .filter_map(|row| header.mapping.joined(target, &row.cells))
        .filter(|cell| !number::is_open(cell))
        .collect();
    let is_word = |cell: &String| !cell.chars().any(char::is_numeric);
    cells.iter().all(is_word).then(|| cells.into_iter().next()).flatten()
}
