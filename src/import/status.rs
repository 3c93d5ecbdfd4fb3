//! Tells from a status how far the work has come, in the languages that trackers speak.

use crate::domain::draft::Life;

/// Statuses of work that is over, lower case. The last few are boxes and columns that say yes.
const DONE: [&str; 51] = [
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

/// How far an item of this status has come.
pub(super) fn life(status: &str) -> Life {
    let status = status.trim().to_lowercase().replace('’', "'");
    if DONE.contains(&status.as_str()) {
        Life::Done
    } else if DROPPED.contains(&status.as_str()) {
        Life::Dropped
    } else {
        Life::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_tells_how_far_it_is() {
        for (status, expected) in [
            ("Done", Life::Done),
            (" CLOSED ", Life::Done),
            ("Finalizada", Life::Done),
            ("In Progress", Life::Open),
            ("Not done", Life::Open),
            ("", Life::Open),
            ("Canceled", Life::Dropped),
            ("Won’t do", Life::Dropped),
            ("NOT_PLANNED", Life::Dropped),
        ] {
            assert_eq!(life(status), expected, "{status}");
        }
    }
}
