//! The form of a pin: on which side an item is held against its score, by whom and why, and what that
//! costs others. A pinned item is let go in the same form.

use super::price::{self, Mood, Piece};
use super::{Field, Form, Purpose, names};
use crate::app::App;
use crate::domain::command::Command;
use crate::domain::id::Slot;
use crate::domain::item::{Held, Pin};
use crate::domain::pin::preview;
use crate::domain::standing::Outcome;
use crate::domain::stands::without_rank;

const SIDE: usize = 0;
const OWNER: usize = 1;
const REASON: usize = 2;

/// Which item is pinned, and what the options of the first field stand for.
#[derive(Clone, Debug)]
pub(super) struct Pinning {
    slot: Slot,
    options: Vec<Option<Held>>,
}

/// Opens the form of the selected item's pin.
pub(in crate::app) fn open_selected(app: &mut App) {
    if let Some(slot) = app.view.selected {
        open(app, slot, None);
    }
}

/// Opens the form of an item's pin with a side of the line chosen.
pub(in crate::app) fn open_to(app: &mut App, slot: Slot, held: Held) {
    open(app, slot, Some(held));
}

/// Opens the form of an item's pin. Offered first is what would change something: letting go of a
/// pinned item, holding any other on the side it does not stand on; or the side that is asked for.
fn open(app: &mut App, slot: Slot, asked: Option<Held>) {
    let standing = app.workshop.standing();
    let item = app.workspace().item(slot);
    let pin = item.rare.pin.as_deref();
    let mut options = vec![Some(Held::In), Some(Held::Out)];
    let opposite = if standing.is_in(slot) { Held::Out } else { Held::In };
    let mut first = Some(asked.unwrap_or(opposite));
    if pin.is_some() {
        options.insert(0, None);
        first = asked;
    }
    let word = |held: &Option<Held>| held.map_or("let it go", Held::name).to_owned();
    let words = options.iter().map(word).collect();
    let at = options.iter().position(|held| *held == first).unwrap_or(0);
    let (owner, reason) = pin.map_or(("", ""), |pin| (pin.owner.as_str(), pin.reason.as_str()));
    let fields = vec![
        Field::choice("Hold it", "on which side", words, at),
        Field::text_line("Owner", "who answers for it", owner).required().offering(names::owners(app)),
        Field::text_line("Why", "why the score does not count", reason).required(),
    ];
    let mut form = Form::new(
        Purpose::Pin(Pinning { slot, options }),
        format!("Pin {}", item.shown_title()),
        "pins it",
        fields,
    );
    form.about = place(app, slot);
    super::open(app, form);
}

/// Where the item stands, and who holds it there.
pub(super) fn place(app: &App, slot: Slot) -> String {
    let standing = app.workshop.standing();
    let rank = standing.index(slot).map_or_else(
        || without_rank(&app.workshop, slot).to_owned(),
        |index| format!("#{} by score", index + 1),
    );
    let side = standing.side(slot);
    match app.workspace().item(slot).rare.pin.as_deref() {
        Some(pin) => {
            let held = pin.held.map(Held::name).or(side).unwrap_or_default();
            let by = if pin.owner.is_empty() { String::new() } else { format!(" by {}", pin.owner) };
            let why = if pin.reason.is_empty() { String::new() } else { format!(": {}", pin.reason) };
            format!("{rank}, pinned {held}{by}{why}")
        }
        None => side.map_or_else(|| rank.clone(), |side| format!("{rank}, {side}")),
    }
}

impl Pinning {
    fn held(&self, form: &Form) -> Option<Held> {
        self.options.get(form.chosen(SIDE)).copied().flatten()
    }

    pub(super) fn consider(&self, app: &App, form: &mut Form) {
        let held = self.held(form);
        form.does = if held.is_some() { "pins it" } else { "lets it go" };
        for field in [OWNER, REASON] {
            form.fields[field].hidden = held.is_none();
        }
        let standing = app.workshop.standing();
        let outcome = standing.line().and_then(|_| preview(standing, self.slot, held));
        form.facts = outcome.map(|outcome| told(app, &outcome, held)).unwrap_or_default();
    }

    pub(super) fn command(&self, form: &Form) -> Command {
        let to = self.held(form).map(|held| Pin {
            held: Some(held),
            owner: form.text(OWNER).to_owned(),
            reason: form.text(REASON).to_owned(),
            ..Pin::default()
        });
        Command::Pin { item: self.slot, to }
    }
}

/// What it would do to the item, to others, and to the line.
fn told(app: &App, outcome: &Outcome, held: Option<Held>) -> Vec<Vec<Piece>> {
    let mut pieces = price::crossing(app, &outcome.crossing);
    if pieces.is_empty() {
        let side = if outcome.is_in { "in" } else { "out" };
        let own = match held {
            Some(_) => format!("it stays {side}, whatever is scored from now on"),
            None => format!("it stays {side}: its score puts it there"),
        };
        pieces.push(Piece::new(own, Mood::Plain));
    }
    let target = app.workspace().tech_health_target();
    let line = outcome.line().map(|line| price::line(line, target));
    std::iter::once(pieces).chain(line).collect()
}
