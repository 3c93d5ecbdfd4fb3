//! Choosing what is shown: the values that occur, each with how many items have it.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{By, Filter, Lens, Test};
use crate::app::key::{Code, Key};
use crate::app::moves::Go;
use crate::app::overlay::{Next, Overlay};
use crate::app::{App, Tone};
use crate::domain::id::Slot;

/// The values that can be chosen from.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// The values, those about one thing together.
    pub choices: Vec<Choice>,
    /// Which of them is selected.
    pub cursor: usize,
    /// The item that was selected when it opened.
    anchor: Option<Slot>,
}

/// One value that occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// That an item has it.
    pub test: Test,
    /// How many items have it, shown or not.
    pub count: usize,
}

/// Opens the choice of what is shown.
pub(in crate::app) fn open(app: &mut App) {
    let anchor = app.view.selected.or(app.filter.anchor);
    let choices = choices(app);
    let cursor = choices.iter().position(|choice| app.filter.filter.has(&choice.test)).unwrap_or(0);
    let chooser = Chooser { choices, cursor, anchor };
    app.overlay = Some(Overlay::Filter(Box::new(chooser)));
}

/// Shows everything again.
pub(in crate::app) fn clear(app: &mut App) {
    app.filter_by(Filter::default());
    app.select_near(app.view.selected);
    let count = app.listed().len();
    app.say(Tone::Plain, format!("no filter: all {count} items are shown"));
}

/// The values that occur, and those that are filtered by. Where nobody has a value there is nothing to
/// choose from.
fn choices(app: &App) -> Vec<Choice> {
    let lens = Lens::new(app);
    let mut counts: HashMap<Test<&str>, usize, RandomState> = HashMap::default();
    // Most items have nothing of most things: that is counted beside what has to be looked up.
    let mut nothing = [const { None }; By::COUNT];
    for slot in app.workshop.standing().candidates() {
        for test in Test::all_of(&lens, *slot) {
            if test.is_none() {
                nothing[test.by() as usize].get_or_insert((test, 0)).1 += 1;
            } else {
                *counts.entry(test).or_default() += 1;
            }
        }
    }
    counts.extend(nothing.into_iter().flatten());
    for test in &app.filter.filter.tests {
        counts.entry(test.with(String::as_str)).or_default();
    }
    let head = app.workspace().head();
    let place = |test: &Test| match test {
        Test::Theme(Some(id)) => head.themes.iter().position(|theme| theme.id == *id),
        Test::Goal(Some(id)) => head.goals.iter().position(|goal| goal.id == *id),
        _ => None,
    };
    let own = |test: Test<&str>| test.with(|words| (*words).to_owned());
    let mut choices: Vec<Choice> =
        counts.into_iter().map(|(test, count)| Choice { test: own(test), count }).collect();
    choices.sort_by_cached_key(|choice| {
        let test = &choice.test;
        let name = test.value(app.workspace()).to_lowercase();
        let spelt = matches!(test, Test::Theme(_) | Test::Goal(_) | Test::Owner(_) | Test::Tag(_));
        let named = (place(test).unwrap_or(usize::MAX), if spelt { name } else { String::new() });
        (test.by(), test.is_none(), named, test.clone())
    });
    let groups = choices.chunk_by(|one, next| one.test.by() == next.test.by());
    let groups = groups.filter(|group| match group {
        [only] => !only.test.is_none() || app.filter.filter.has(&only.test),
        _ => true,
    });
    groups.flatten().cloned().collect()
}

/// Takes a key while it is chosen what is shown.
pub(in crate::app) fn key(app: &mut App, key: Key, chooser: &mut Chooser) -> Next {
    match key.code {
        Code::Esc | Code::Char('q' | 'F') => return Next::CLOSE,
        Code::Char(' ') | Code::Enter => {
            if let Some(choice) = chooser.choices.get(chooser.cursor) {
                app.filter.filter.toggle(&choice.test);
            }
        }
        Code::Char('x') => app.filter.filter = Filter::default(),
        Code::Tab => chooser.cursor = chooser.next_group(),
        Code::BackTab => chooser.cursor = chooser.group_before(),
        _ => {
            let go = Go::of(key);
            chooser.cursor = go.map_or(chooser.cursor, |go| go.from(chooser.cursor, chooser.choices.len()));
        }
    }
    if matches!(key.code, Code::Char(' ' | 'x') | Code::Enter) {
        app.refilter();
        // Whoever tries one value after the other stays where they were.
        app.select_near(chooser.anchor);
    }
    Next::STAY
}

impl Chooser {
    /// The first value about the next thing, or about the first after the last.
    fn next_group(&self) -> usize {
        let by = |at: usize| self.choices.get(at).map(|choice| choice.test.by());
        (self.cursor..self.choices.len()).find(|at| by(*at) != by(self.cursor)).unwrap_or(0)
    }

    /// The start of this group of values; from there of the group before, round the end.
    fn group_before(&self) -> usize {
        let by = |at: usize| self.choices.get(at).map(|choice| choice.test.by());
        let end = if self.cursor == 0 { self.choices.len() } else { self.cursor };
        (0..end).rev().find(|at| *at == 0 || by(*at - 1) != by(*at)).unwrap_or(0)
    }
}
