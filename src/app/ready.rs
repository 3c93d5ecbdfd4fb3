//! Whether an action of the table can be done now, and if not, why.

use super::action::Ready;
use super::scoring::FILTER_SCORED;
use super::{App, done, ending, placing, tie};
use crate::domain::command::BEFORE_RESTORE;
use crate::domain::framework::Side;
use crate::domain::item::Horizon;

pub(super) fn can_write(app: &App) -> Ready {
    if app.saving.read_only.is_some() { Err(READ_ONLY) } else { Ok(()) }
}

const VOTED_ON: &str = "it is voted on blind: reveal the round or drop it first";

const READ_ONLY: &str = "this workspace is open read-only";

impl App {
    /// Why something cannot be done, in full.
    pub(super) fn in_full(&self, why: &str) -> String {
        match &self.saving.read_only {
            Some(reason) if why == READ_ONLY => format!("{why}: {reason}"),
            _ => why.to_owned(),
        }
    }
}

pub(super) fn can_score(app: &App) -> Ready {
    can_write(app)?;
    any_selected(app)?;
    let has_criterion = app.focused_side().is_some_and(|side| app.criterion(side).is_some());
    if has_criterion { Ok(()) } else { Err("this side has nothing to score") }
}

pub(super) fn can_break_tie(app: &App) -> Ready {
    can_write(app)?;
    any_selected(app)?;
    tie::ready(app)
}

pub(super) fn can_finish(app: &App) -> Ready {
    can_write(app)?;
    none_votes(app)
}

pub(super) fn can_reopen(app: &App) -> Ready {
    can_write(app)?;
    done::can_reopen(app)
}

pub(super) fn can_end_cycle(app: &App) -> Ready {
    can_write(app)?;
    ending::ready(app)
}

pub(super) fn can_undo(app: &App) -> Ready {
    can_write(app)?;
    let history = app.workshop.history();
    let why = if history.ends_at_restore() { BEFORE_RESTORE } else { "nothing to undo" };
    history.undoable().map(|_| ()).ok_or(why)
}

pub(super) fn can_redo(app: &App) -> Ready {
    can_write(app)?;
    app.workshop.history().redoable().map(|_| ()).ok_or("nothing to redo")
}

pub(super) fn can_reason(app: &App) -> Ready {
    can_write(app)?;
    app.entry_in_view().map(|_| ()).ok_or("there is no trade-off yet")
}

pub(super) fn can_pin(app: &App) -> Ready {
    can_write(app)?;
    let (slot, item) = app.selected().ok_or(app.why_none())?;
    let standing = app.workshop.standing();
    match (item.rare.pin.is_some(), standing.line(), standing.index(slot)) {
        (true, ..) | (false, Some(_), Some(_)) => Ok(()),
        (false, None, _) => Err("without a capacity there is no line to hold an item to"),
        (false, Some(_), None) => Err("an item without a rank stands on no side of the line yet"),
    }
}

pub(super) fn can_place(app: &App, to: Horizon) -> Ready {
    can_write(app)?;
    none_votes(app)?;
    placing::ready(app, to)
}

/// In which direction there is something to move to is told when it is tried.
pub(super) fn can_shift(app: &App) -> Ready {
    can_write(app)?;
    any_selected(app)
}

pub(super) fn any_selected(app: &App) -> Ready {
    app.selected().map(|_| ()).ok_or(app.why_none())
}

/// Whether something is selected that nobody votes on blind: else whoever fills in a form is refused at its end.
pub(super) fn none_votes(app: &App) -> Ready {
    let (_, item) = app.selected().ok_or(app.why_none())?;
    if item.in_round() { Err(VOTED_ON) } else { Ok(()) }
}

pub(super) fn any_unscored(app: &App) -> Ready {
    let all = app.workshop.standing().unscored().is_empty();
    let shown = Side::ALL.iter().all(|side| app.waiting(*side).is_empty());
    match (all, shown) {
        (true, _) => Err("everything is scored"),
        (false, true) => Err(FILTER_SCORED),
        _ => Ok(()),
    }
}

pub(super) fn can_classify(app: &App) -> Ready {
    can_write(app)?;
    any_selected(app)
}

pub(super) fn can_filter(app: &App) -> Ready {
    takes_filter(app)?;
    if app.workshop.standing().candidates().is_empty() { Err("the backlog is empty") } else { Ok(()) }
}

pub(super) fn is_filtered(app: &App) -> Ready {
    takes_filter(app)?;
    if app.filter.is_on() { Ok(()) } else { Err("no filter is on") }
}

/// What is not seen is not filtered.
fn takes_filter(app: &App) -> Ready {
    let told = "a filter is about the workshop, the matrix and the presentation";
    if app.view.screen.is_filtered() { Ok(()) } else { Err(told) }
}
