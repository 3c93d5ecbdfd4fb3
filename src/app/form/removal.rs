//! The form of taking a goal or a theme off its list: nothing to fill in, and what becomes of what is linked
//! to it.

use super::price::{Mood, Piece};
use super::{Form, Purpose};
use crate::app::App;
use crate::app::brief::Spot;
use crate::domain::command::Command;
use crate::domain::purpose::{Listed, Listing};
use crate::domain::workspace::{Goal, Theme};

/// What is taken off.
#[derive(Clone, Copy, Debug)]
pub(super) enum Removal {
    Goal(usize),
    Theme(usize),
}

/// Opens the form of taking off what the cursor of the brief is on.
pub(in crate::app) fn open(app: &mut App) {
    let (head, brief) = (app.workspace().head(), app.brief.told());
    let (removal, word, name, share) = match app.brief.spot() {
        Some(Spot::Goal(Some(at))) => {
            let name = head.goals.get(at).map(Goal::shown_title);
            (Removal::Goal(at), Goal::WORDS[0], name, brief.goals.get(at))
        }
        Some(Spot::Theme(Some(at))) => {
            let name = head.themes.get(at).map(Theme::shown_title);
            (Removal::Theme(at), Theme::WORDS[0], name, brief.themes.get(at))
        }
        _ => return,
    };
    let (Some(name), Some(share)) = (name, share) else { return };
    let title = format!("Remove the {word} {name}");
    let linked = match share.items {
        0 => "no item is linked to it".to_owned(),
        1 => "1 item keeps its link as it is written".to_owned(),
        many => format!("{many} items keep their link as it is written"),
    };
    let mut facts = vec![Piece::new(linked, Mood::Plain)];
    if share.items > 0 {
        facts.push(Piece::new(format!("it leads nowhere until the {word} is listed again"), Mood::Plain));
    }
    let mut form = Form::new(Purpose::Removal(removal), title, "removes it", Vec::new());
    form.facts = vec![facts];
    super::open(app, form);
}

impl Removal {
    pub(super) fn command(self) -> Command {
        match self {
            Removal::Goal(at) => Command::ListGoal(Listing::Remove(at)),
            Removal::Theme(at) => Command::ListTheme(Listing::Remove(at)),
        }
    }
}
