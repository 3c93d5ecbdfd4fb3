//! The program itself: what it does after a score, saving, help, leaving.

use super::{ALWAYS, Action, Place, Spec, spec};
use crate::app::following::can_take_over;
use crate::app::outside::can_settle;
use crate::app::ready::{any_selected, can_write};
use crate::app::saving::Filing;
use crate::app::settings::Switch;
use crate::app::{backups, export, screens};

/// What a banner asks for.
#[rustfmt::skip]
pub(super) const URGENT: &[Spec] = &[
    spec(Action::File(Filing::TakeOver), "take-over", Place::Everywhere,
        ("Take over", "Goes on here with what another window had open that has ended: from then on this one saves."),
        Some("take over"), can_take_over),
    spec(Action::File(Filing::Settle), "settle-edit", Place::Everywhere,
        ("Settle an outside edit",
         "Shows what another program made of the file: both are merged, or theirs is taken, or ours goes elsewhere."),
        Some("settle"), can_settle),
];

/// What it does by itself, and what it keeps.
#[rustfmt::skip]
pub(super) const SETTINGS: &[Spec] = &[
    spec(Action::Switch(Switch::AfterScore), "after-score", Place::Everywhere,
        ("After a score",
         "Chooses what happens after a score: advance to the next missing one, follow the item in the backlog, or stay."),
        None, ALWAYS),
    spec(Action::Switch(Switch::Reasons), "ask-reasons", Place::Everywhere,
        ("Ask for reasons", "Turns asking why on or off; a crossed line without a reason says so either way."),
        None, ALWAYS),
    spec(Action::Switch(Switch::Theme), "theme", Place::Everywhere,
        ("Theme", "Goes to the next theme: as the terminal is, dark, light, high contrast, without colours."),
        None, ALWAYS),
    spec(Action::Switch(Switch::Ascii), "ascii", Place::Everywhere,
        ("ASCII characters", "Draws lines and marks with ASCII characters alone, or as they are meant."), None, ALWAYS),
    spec(Action::Switch(Switch::Motion), "motion", Place::Everywhere,
        ("Show movement", "Shows what moved for a moment, or not."), None, ALWAYS),
    spec(Action::Switch(Switch::Mouse), "mouse", Place::Everywhere,
        ("Mouse", "Listens to the mouse, or leaves it to the terminal, which selects text with it."), None, ALWAYS),
    spec(Action::File(Filing::Save), "save", Place::Everywhere,
        ("Save now", "Writes the workspace file. Every change is on the disk before that: it says saved when it is."),
        None, can_write),
    spec(Action::File(Filing::SaveCopy), "save-copy", Place::Everywhere,
        ("Save a copy", "Writes the workspace as it is now to another file."), None, ALWAYS),
    spec(Action::File(Filing::Backups), "backups", Place::Everywhere,
        ("Restore a backup",
         "Lists the last states of the file that are kept, with what differs from now; restoring one makes a backup of what is here."),
        None, backups::can_open),
    spec(Action::ReviewDate, "review-date", Place::Everywhere,
        ("Review date", "Sets the day on which the plan is looked at again."), None, can_write),
];

/// Commands, help, and the way out.
#[rustfmt::skip]
pub(super) const SHELL: &[Spec] = &[
    spec(Action::Back, "back", Place::Everywhere,
        ("Back to the workshop", "Leaves a full screen for the three panes."), Some("back"), screens::can_go_back),
    spec(Action::Palette, "palette", Place::Everywhere,
        ("Commands", "Finds everything that can be done, and every item, by a few letters."), Some("commands"), ALWAYS),
    spec(Action::Find, "find", Place::Everywhere,
        ("Find an item", "Finds an item by a few letters of its title, id, source, theme or tags, and goes there."),
        Some("find"), ALWAYS),
    spec(Action::Help, "help", Place::Everywhere,
        ("Help", "Shows every key, those of the focused pane first."), Some("help"), ALWAYS),
    spec(Action::CopyItem, "copy-item", Place::Everywhere,
        ("Copy the item", "Puts the selected item on the clipboard as Markdown, where the terminal allows that."),
        None, any_selected),
    spec(Action::CopyRanking, "copy-ranking", Place::Everywhere,
        ("Copy the ranking", "Puts the ranking with its line on the clipboard as a table in Markdown."), None, ALWAYS),
    spec(Action::Export, "export", Place::Everywhere,
        ("Export", "Hands out the backlog, the ranking or a report, as a file or on the clipboard."), None, ALWAYS),
    spec(Action::StopExport, "stop-export", Place::Everywhere,
        ("Stop the export", "Stops the document that is being made: nothing of it is written. Going back in the workshop does so, too."),
        None, export::can_call_off),
    spec(Action::Redraw, "redraw", Place::Everywhere,
        ("Draw the screen anew", "Draws everything again, where another program has written over it."), None, ALWAYS),
    spec(Action::Suspend, "suspend", Place::Everywhere,
        ("Suspend", "Goes back to the shell; fg returns."), None, ALWAYS),
    spec(Action::Quit, "quit", Place::Everywhere,
        ("Quit", "Saves and ends."), Some("quit"), ALWAYS),
];
