//! The form of a call: what was decided, by whom and why, instead of what, and to whose disappointment.

use super::{Field, Form, Purpose, names};
use crate::app::App;
use crate::app::view::{Pane, Screen};
use crate::domain::call::{About, Call};
use crate::domain::command::Command;
use crate::domain::telling::tell;
use crate::domain::tradeoff::{Entry, EntryKind};

const WHAT: usize = 0;
const OWNER: usize = 1;
const REASON: usize = 2;
const ALTERNATIVES: usize = 3;
const DISAPPOINTED: usize = 4;
const ABOUT: usize = 5;

/// How far back the last trade-off is looked for.
const REACH: usize = 50;

/// What the options of the last field stand for, and what each of them is called.
#[derive(Clone, Debug)]
pub(super) struct Calling {
    options: Vec<(About, String)>,
}

/// Opens the form of a call: about the selected item, in the log about the entry under the cursor.
pub(in crate::app) fn open(app: &mut App) {
    let in_log = match app.view.screen {
        Screen::Workshop => app.view.pane == Pane::Log,
        screen => screen == Screen::Log,
    };
    let trade_off = |entry: &&Entry| entry.kind != EntryKind::Call;
    let entry = if in_log { app.entry_in_view() } else { app.shown_from(0).take(REACH).find(trade_off) };
    let item =
        app.selected().map(|(slot, item)| ("this item", About::Item(slot), item.shown_title().to_owned()));
    let entry = entry.map(|entry| {
        let word = if in_log { "this trade-off" } else { "last trade-off" };
        (word, About::Entry(entry.seq), tell(app.workspace(), entry).cause)
    });
    let first = if in_log { [entry, item] } else { [item, entry] };
    let nothing = ("nothing", About::Nothing, String::new());
    let options: Vec<_> = first.into_iter().flatten().chain([nothing]).collect();
    let words = options.iter().map(|(word, ..)| (*word).to_owned()).collect();
    let fields = vec![
        Field::text_line("Decision", "what was decided", "").required(),
        Field::text_line("Owner", "who answers for it", "").required().offering(names::owners(app)),
        Field::text_line("Why", "the reason, in a sentence", "").required(),
        Field::text_line("Instead of", "what else was considered, parted by ;", ""),
        Field::text_line("Disappointed", "who hoped for something else", ""),
        Field::choice("About", "what it is about", words, 0),
    ];
    let options = options.into_iter().map(|(_, about, title)| (about, title)).collect();
    let form = Form::new(Purpose::Call(Calling { options }), String::new(), "writes it down", fields);
    super::open(app, form);
}

impl Calling {
    pub(super) fn consider(&self, _app: &App, form: &mut Form) {
        let title = self.options.get(form.chosen(ABOUT)).map_or("", |(_, title)| title);
        form.title =
            if title.is_empty() { "Make a call".to_owned() } else { format!("Make a call on {title}") };
    }

    pub(super) fn command(&self, form: &Form) -> Command {
        let about = self.options.get(form.chosen(ABOUT)).map_or(About::Nothing, |(about, _)| *about);
        let text = |field: usize| form.text(field).to_owned();
        let list = |field: usize, parts: &[char]| form.text(field).split(parts).map(str::to_owned).collect();
        let call = Call {
            what: text(WHAT),
            owner: text(OWNER),
            reason: text(REASON),
            alternatives: list(ALTERNATIVES, &[';']),
            disappointed: list(DISAPPOINTED, &[';', ',']),
            ..Call::default()
        };
        Command::Call { about, call }
    }
}
