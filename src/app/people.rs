//! The people in the room: a panel that lists them, and whose score the next digit of a side is.

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::{App, Now, Tone, form};
use crate::domain::command::Command;
use crate::domain::framework::Side;
use crate::domain::workspace::{Participant, Role};

/// Opens the panel of everybody who is listed, with the cursor on one of them.
pub(super) fn open(app: &mut App, cursor: usize) {
    app.overlay = Some(Overlay::People { cursor });
}

/// Takes a key while the panel is open.
pub(super) fn key(app: &mut App, key: Key, cursor: &mut usize, now: Now) -> Next {
    let people = &app.workspace().head().participants;
    let (count, selected) = (people.len(), people.get(*cursor).cloned());
    match (key.code, selected) {
        (Code::Esc | Code::Char('q' | '@'), _) => return Next::CLOSE,
        (Code::Char('a'), _) => form::open_person(app, None, *cursor),
        (Code::Enter, who) => form::open_person(app, who, *cursor),
        (Code::Char('x'), Some(who)) => {
            let other = Participant { retired: !who.retired, ..who };
            return Next::Stay(app.perform(Command::SetParticipant(other), now));
        }
        (Code::Char(' '), Some(who)) => hand_over(app, &who),
        _ => *cursor = Go::of(key).map_or(*cursor, |go| go.from(*cursor, count)),
    }
    Next::STAY
}

/// Hands a side's pane to somebody, or takes it back from them for the room.
fn hand_over(app: &mut App, who: &Participant) {
    let Some(side) = side_of(who).filter(|_| !who.retired) else {
        let why = if who.retired { "is retired" } else { "scores for no side" };
        return app.say(Tone::Refused, format!("{} {why}", who.shown_name()));
    };
    let has_it = app.scorer(side).is_some_and(|scorer| scorer.id == who.id);
    app.view.set_scorer(side, (!has_it).then(|| who.id.clone()));
}

fn side_of(who: &Participant) -> Option<Side> {
    match who.side? {
        Role::Business => Some(Side::Business),
        Role::Engineering => Some(Side::Engineering),
        Role::Observer => None,
    }
}

/// Hands the side's pane to the next of its people, and behind the last one back to the room.
pub(super) fn next_scorer(app: &mut App) {
    let side = app.scoring_side();
    let voters: Vec<&Participant> = app.workspace().voters(side).collect();
    let at = app.scorer(side).and_then(|scorer| voters.iter().position(|voter| voter.id == scorer.id));
    let next =
        voters.get(at.map_or(0, |at| at + 1)).map(|voter| (voter.id.clone(), voter.shown_name().to_owned()));
    let told = match &next {
        Some((_, name)) => format!("{name} votes for {side} now: their own votes are shown and changed"),
        None => format!("{side} scores as a room again: digits agree on a value"),
    };
    app.view.set_scorer(side, next.map(|(id, _)| id));
    app.say(Tone::Plain, told);
}

pub(super) fn any_voter(app: &App) -> Ready {
    let nobody = app.workspace().voters(app.scoring_side()).next().is_none();
    if nobody { Err("nobody is listed for this side: add people first") } else { Ok(()) }
}

impl App {
    /// Who scores in a side's pane; none while the room does.
    pub fn scorer(&self, side: Side) -> Option<&Participant> {
        let id = self.view.scorer(side)?;
        self.workspace().voters(side).find(|voter| voter.id == *id)
    }
}
