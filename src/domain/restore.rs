//! Restoring: an earlier state of the workspace takes the place of the present one, and its log says so.

use super::apply;
use super::compare::compare;
use super::tradeoff::{Cause, Datum, Entry, EntryKind, Stamp};
use super::workshop::Workshop;
use super::workspace::Workspace;

/// An earlier state as it takes the place of the present one. It keeps the log that belongs to it, with one entry more:
/// undo, the past and the register of debt are read from the log, so another one would tell of what is not there. The
/// number of that entry follows on the last one of the present, so that no number ever means two things.
pub fn restored(present: &Workshop, mut earlier: Workspace, made: &str, stamp: Stamp) -> Workspace {
    let seq = present.workspace().last_seq().max(earlier.last_seq()) + 1;
    let cause =
        Cause { field: "backup".to_owned(), to: Some(Datum::Text(made.to_owned())), ..Cause::default() };
    let after = Workshop::new(earlier.clone());
    let found = compare(present, &after);
    let back = found.new.iter().filter(|place| place.is_in[1] == Some(true));
    let entry = Entry {
        seq,
        kind: EntryKind::Restore,
        at: stamp.at,
        by: stamp.by,
        cause: Some(Box::new(cause)),
        entered: found.entered.iter().chain(back).map(|place| place.item.id.clone()).collect(),
        left: found.left.iter().map(|place| place.item.id.clone()).collect(),
        ..Entry::default()
    };
    earlier.set_revision(seq, String::new());
    apply::record(&mut earlier, entry);
    earlier
}

/// `backup of 2026-01-20 10:42 restored`.
pub(super) fn told(cause: Option<&Cause>) -> String {
    match cause.and_then(|cause| cause.to.as_ref()) {
        Some(Datum::Text(made)) => format!("backup of {made} restored"),
        _ => "backup restored".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{Command, Rejection};
    use crate::domain::number::Num;
    use crate::domain::telling::tell;

    #[test]
    fn what_is_restored_is_what_was_and_the_log_says_who_crossed_the_line() {
        let text = r#"{"framework":"value-effort","capacity":{"amount":1,"unit":"items"},"own":1.10,
            "items":[{"id":"a","title":"A","scores":{"impact":5,"effort":1}},
                     {"id":"b","title":"B","scores":{"impact":4,"effort":1}}]}"#;
        let workspace = Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0;
        let mut workshop = Workshop::new(workspace);
        let score = |workshop: &mut Workshop, to: u32| {
            let item = workshop.workspace().slot(&"a".into()).unwrap();
            let to = Some(Num::from(to));
            let command = Command::Agree { item, criterion: "effort".into(), to };
            workshop.perform(command, Stamp::default()).unwrap();
        };
        score(&mut workshop, 2);
        let backup = workshop.workspace().clone();
        score(&mut workshop, 3);
        score(&mut workshop, 1);
        let after = restored(&workshop, backup.clone(), "2026-01-20 10:42", Stamp::default());
        assert_eq!(after.items(), backup.items());
        let seqs: Vec<u64> = after.log().iter().map(|entry| entry.seq).collect();
        assert_eq!((seqs, after.last_seq()), (vec![1, 4], 4));
        let entry = after.log().last().unwrap();
        assert_eq!(
            tell(&after, entry).headline(),
            "backup of 2026-01-20 10:42 restored · B comes in · A falls out"
        );

        let mut again = Workshop::new(after);
        let undone = |again: &mut Workshop| again.perform(Command::Undo, Stamp::default()).map(drop);
        assert_eq!(undone(&mut again), Err(Rejection::BeforeRestore), "what was restored is not taken apart");
        score(&mut again, 5);
        assert_eq!(undone(&mut again), Ok(()));
        assert_eq!(undone(&mut again), Err(Rejection::BeforeRestore));
    }
}
