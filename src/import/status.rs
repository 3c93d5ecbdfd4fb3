//! Tells from a status how far the work has come, in the languages that trackers speak.

use crate::domain::draft::Life;

/// Statuses of work that is over, lower case. The last few are boxes and columns that say yes.
const DONE: [&str; 54] = [
    "done",
    "closed",
    "resolved",
    "completed",
    "complete",
    "finished",
    "shipped",
    "released",
    "delivered",
    "fixed",
    "fertig",
    "erledigt",
    "geschlossen",
    "abgeschlossen",
    "gelöst",
    "hecho",
    "hecha",
    "listo",
    "lista",
    "cerrado",
    "cerrada",
    "finalizado",
    "finalizada",
    "resuelto",
    "resuelta",
    "terminé",
    "terminée",
    "fermé",
    "fermée",
    "résolu",
    "résolue",
    "fait",
    "concluído",
    "concluída",
    "feito",
    "fechado",
    "fatto",
    "chiuso",
    "completato",
    "completata",
    "gereed",
    "klaar",
    "voltooid",
    "gotowe",
    "zakończone",
    "klart",
    "valmis",
    "x",
    "yes",
    "true",
    "✓",
    "✔",
    "✅",
    "☑",
];

/// Statuses of work that nobody means to do any more.
const DROPPED: [&str; 33] = [
    "cancelled",
    "canceled",
    "won't do",
    "wont do",
    "won't fix",
    "wontfix",
    "duplicate",
    "removed",
    "rejected",
    "abandoned",
    "declined",
    "obsolete",
    "invalid",
    "not planned",
    "not_planned",
    "archived",
    "abgebrochen",
    "verworfen",
    "abgelehnt",
    "storniert",
    "cancelado",
    "cancelada",
    "descartado",
    "descartada",
    "rechazado",
    "rechazada",
    "annulé",
    "annulée",
    "abandonné",
    "abandonnée",
    "annullato",
    "geannuleerd",
    "anulowane",
];

/// Signs that say no, or that nobody knows, of the words beside them.
const DOUBTS: [char; 8] = ['?', '❌', '✗', '✘', '✕', '×', '☐', '['];

/// How far an item has come by all that is said of it; what was given up is often said to be done as well.
pub(super) fn life(statuses: impl IntoIterator<Item = impl AsRef<str>>) -> Option<Life> {
    statuses.into_iter().map(|status| of_one(status.as_ref())).max_by_key(|life| match life {
        Life::Open => 0,
        Life::Done => 1,
        Life::Dropped => 2,
    })
}

fn of_one(status: &str) -> Life {
    let status = status.trim().to_lowercase().replace('’', "'");
    let status = status.replace('\u{fe0f}', "");
    let words = status.trim_matches(|c: char| !c.is_alphanumeric());
    let status = if words.is_empty() || status.contains(DOUBTS) { status.as_str() } else { words };
    if DONE.contains(&status) {
        Life::Done
    } else if DROPPED.contains(&status) {
        Life::Dropped
    } else {
        Life::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_is_not_done() {
        assert_eq!(life(["Done", "Canceled", "Done"]), Some(Life::Dropped));
        assert_eq!(life(["To do", "Done"]), Some(Life::Done));
        assert_eq!(life([""; 0]), None);
    }

    #[test]
    fn a_status_tells_how_far_it_is() {
        for (status, expected) in [
            ("Done", Life::Done),
            (" CLOSED ", Life::Done),
            ("DONE ✔", Life::Done),
            ("🚀 Shipped", Life::Done),
            ("✓", Life::Done),
            ("(cancelled)", Life::Dropped),
            ("✔\u{fe0f}", Life::Done),
            ("❌ Done", Life::Open),
            ("[ ] done", Life::Open),
            ("Done?", Life::Open),
            ("Finalizada", Life::Done),
            ("In Progress", Life::Open),
            ("Not done", Life::Open),
            ("", Life::Open),
            ("Canceled", Life::Dropped),
            ("Won’t do", Life::Dropped),
            ("NOT_PLANNED", Life::Dropped),
        ] {
            assert_eq!(life([status]), Some(expected), "{status}");
        }
    }
}
