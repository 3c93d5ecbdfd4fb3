//! The agenda and its clock.

use super::{ALWAYS, Action, Place, Spec, spec};
use crate::app::agenda::{self, Act};
use crate::app::ready::can_write;
use crate::app::view::Screen;

/// On the agenda.
#[rustfmt::skip]
pub(super) const SCREEN: &[Spec] = &[
    spec(Action::Agenda(Act::Start), "start-stage", Place::On(Screen::Agenda),
        ("Start this stage", "Starts the selected stage and goes where it belongs; the one that runs ends."),
        Some("start"), agenda::can_plan),
    spec(Action::Agenda(Act::Pause), "pause-clock", Place::Everywhere,
        ("Pause the clock", "Lets the clock of the agenda stand, or go on."), Some("pause"), agenda::can_turn),
    spec(Action::Agenda(Act::Extend(1)), "extend-1", Place::Everywhere,
        ("One minute more", "Gives the stage that the clock is on one minute more."), Some("more time"), agenda::can_turn),
    spec(Action::Agenda(Act::Extend(5)), "extend-5", Place::Everywhere,
        ("Five minutes more", "Gives the stage that the clock is on five minutes more."), None, agenda::can_turn),
    spec(Action::Agenda(Act::Mark), "mark-stage", Place::On(Screen::Agenda),
        ("Done with this stage", "Marks the selected stage as done, or as not done; the clock leaves one that is done."),
        Some("done"), agenda::can_plan),
    spec(Action::Agenda(Act::Edit), "edit-stage", Place::On(Screen::Agenda),
        ("Edit this stage", "Changes title, timebox, questions and place of the selected stage."), Some("edit"), agenda::can_plan),
    spec(Action::Agenda(Act::Add), "add-stage", Place::On(Screen::Agenda),
        ("Add a stage", "Puts a new stage behind the selected one."), Some("add"), can_write),
    spec(Action::Agenda(Act::Up), "stage-up", Place::On(Screen::Agenda),
        ("Move this stage up", "Puts the selected stage before the one above it."), Some("move"), agenda::can_plan),
    spec(Action::Agenda(Act::Down), "stage-down", Place::On(Screen::Agenda),
        ("Move this stage down", "Puts the selected stage behind the one below it."), None, agenda::can_plan),
    spec(Action::Agenda(Act::Remove), "remove-stage", Place::On(Screen::Agenda),
        ("Remove this stage", "Takes the selected stage off the agenda; undo brings it back."), Some("remove"), agenda::can_plan),
];

/// From anywhere.
#[rustfmt::skip]
pub(super) const EVERYWHERE: &[Spec] = &[
    spec(Action::Open(Screen::Agenda), "agenda", Place::Everywhere,
        ("Agenda", "Shows the stages of the meeting with their time, and what to ask in each; the same key goes back."),
        Some("agenda"), ALWAYS),
    spec(Action::Agenda(Act::Next), "next-stage", Place::Everywhere,
        ("Next stage", "Marks the stage that runs as done, starts the next one and goes where it belongs."),
        Some("next stage"), agenda::can_go_on),
    spec(Action::Agenda(Act::Enlarge), "big-clock", Place::Everywhere,
        ("Large clock", "Shows the stage, the time left and its questions, to be read from afar."), Some("large clock"),
        agenda::has_clock),
    spec(Action::Agenda(Act::StartOver), "start-over", Place::Everywhere,
        ("Start the agenda over", "Forgets what every stage took and that it is done, as for another meeting."), None,
        agenda::can_start_over),
];
