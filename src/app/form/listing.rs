//! The form of a goal or a theme: one that is to be listed, or one that is listed and says something else.

use super::price::{Mood, Piece};
use super::{Field, Form, Problem, Purpose};
use crate::app::App;
use crate::app::brief::Spot;
use crate::domain::aim::{Aims, alike};
use crate::domain::brief::{Brief, Unlisted};
use crate::domain::command::Command;
use crate::domain::number::Num;
use crate::domain::purpose::{self, Listed, links_by_title};
use crate::domain::workspace::{Goal, Theme};

const WHAT: usize = 0;
const TITLE: usize = 1;
const METRIC: usize = 2;
const BASELINE: usize = 3;
const TARGET: usize = 4;
const CURRENT: usize = 5;
const GOAL: usize = 6;

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Goal,
    Theme,
}

impl What {
    const ALL: [What; 2] = [What::Goal, What::Theme];

    fn name(self) -> &'static str {
        match self {
            What::Goal => Goal::WORDS[0],
            What::Theme => Theme::WORDS[0],
        }
    }
}

/// What is listed, or changed.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    /// Its place in the list; none where it is to be added.
    at: Option<usize>,
    /// The title it has, or the name that items use for it; empty where it has none yet.
    name: String,
    /// How many links are written as the title that it has.
    by_title: usize,
    /// The names that items use and nobody lists: of goals, and of themes.
    unlisted: [Vec<Unlisted>; 2],
    /// What the options of the last field are written as.
    goals: Vec<Option<String>>,
}

/// Opens the form of one that is to be added: what the cursor of the brief stands by, under the name that items
/// use for it where it stands on one.
pub(in crate::app) fn open(app: &mut App) {
    let brief = Brief::of(&app.workshop);
    let spot = app.brief.spot().filter(|_| app.view.screen == crate::app::view::Screen::Brief);
    let (what, name) = match spot {
        Some(Spot::UnlistedGoal(at)) => (What::Goal, brief.unlisted_goals.get(at)),
        Some(Spot::UnlistedTheme(at)) => (What::Theme, brief.unlisted_themes.get(at)),
        Some(Spot::Theme(_)) => (What::Theme, None),
        _ => (What::Goal, None),
    };
    let name = name.map(|unlisted| unlisted.name.clone()).unwrap_or_default();
    let unlisted = [brief.unlisted_goals, brief.unlisted_themes];
    let listing = Listing { at: None, name: name.clone(), by_title: 0, unlisted, goals: Vec::new() };
    let goal = Goal { title: name, ..Goal::default() };
    begin(app, listing, (what, &goal, None));
}

/// Opens the form of a goal that is listed.
pub(in crate::app) fn edit_goal(app: &mut App, at: usize) {
    let Some(goal) = app.workspace().head().goals.get(at).cloned() else { return };
    let listing = Listing {
        at: Some(at),
        name: goal.title.clone(),
        by_title: links_by_title::<Goal>(app.workspace(), at),
        unlisted: Default::default(),
        goals: Vec::new(),
    };
    begin(app, listing, (What::Goal, &goal, None));
}

/// Opens the form of a theme that is listed.
pub(in crate::app) fn edit_theme(app: &mut App, at: usize) {
    let Some(theme) = app.workspace().head().themes.get(at).cloned() else { return };
    let listing = Listing {
        at: Some(at),
        name: theme.title.clone(),
        by_title: links_by_title::<Theme>(app.workspace(), at),
        unlisted: Default::default(),
        goals: Vec::new(),
    };
    let goal = Goal { title: theme.title, ..Goal::default() };
    begin(app, listing, (What::Theme, &goal, theme.goal));
}

/// Opens the form with what is known: the fields of a goal, and the goal of a theme.
fn begin(app: &mut App, mut listing: Listing, (what, goal, serves): (What, &Goal, Option<String>)) {
    let (options, chosen) = listing.offer_goals(app, serves);
    let words = What::ALL.iter().map(|what| what.name().to_owned()).collect();
    let number = |label, ask, num: Option<Num>| Field::number(label, ask, num.map(Num::get), 1.0).signed();
    let metric = goal.metric.as_deref().unwrap_or_default();
    let mut fields = vec![
        Field::choice("Add", "what it is", words, usize::from(what == What::Theme)),
        Field::text_line("Title", "what it is called", &goal.title).required(),
        Field::text_line("Metric", "what is measured, as in missed visits per week", metric),
        number("Baseline", "where it started", goal.baseline),
        number("Target", "where it should be", goal.target),
        number("Current", "where it is now", goal.current),
        Field::choice("Serves", "which goal", options, chosen),
    ];
    // Only what is new can still become the one or the other.
    fields[WHAT].hidden = listing.at.is_some();
    let does = match (listing.at, listing.name.is_empty()) {
        (Some(_), _) => "changes it",
        (None, true) => "adds it",
        (None, false) => "lists it",
    };
    let is_known = listing.at.is_some() || !listing.name.is_empty();
    let mut form = Form::new(Purpose::Listing(listing), String::new(), does, fields);
    (form.focus, form.at_once) = (TITLE, is_known);
    super::open(app, form);
}

impl Listing {
    /// The goals that a theme can serve, and which of them it serves; one that nobody lists stands behind them.
    fn offer_goals(&mut self, app: &App, serves: Option<String>) -> (Vec<String>, usize) {
        let head = app.workspace().head();
        let serves = serves.filter(|link| !link.trim().is_empty());
        let meant = serves.as_deref().and_then(|link| Aims::new(head).goal_named(link));
        let mut options = vec!["none".to_owned()];
        options.extend(head.goals.iter().map(|goal| goal.shown_title().to_owned()));
        self.goals =
            std::iter::once(None).chain(head.goals.iter().map(|goal| Some(goal.id.clone()))).collect();
        let chosen = match (serves, meant) {
            (None, _) => 0,
            (Some(link), Some(at)) => {
                // What nobody touches stays written as it is.
                self.goals[at + 1] = Some(link);
                at + 1
            }
            (Some(link), None) => {
                options.push(format!("{link}, not listed"));
                self.goals.push(Some(link));
                options.len() - 1
            }
        };
        (options, chosen)
    }

    fn what(form: &Form) -> What {
        What::ALL[form.chosen(WHAT).min(1)]
    }

    pub(super) fn consider(&self, app: &App, form: &mut Form) {
        let what = Self::what(form);
        for field in [METRIC, BASELINE, TARGET, CURRENT] {
            form.fields[field].hidden = what == What::Theme;
        }
        let goals = !app.workspace().head().goals.is_empty() || self.goals.len() > 1;
        form.fields[GOAL].hidden = what == What::Goal || !goals;
        form.title = match self.at {
            Some(_) => format!("The {} {}", what.name(), self.name).trim_end().to_owned(),
            None if self.name.is_empty() => format!("Add a {}", what.name()),
            None => format!("List {} as a {}", self.name, what.name()),
        };
        form.facts = self.told(what, form.text(TITLE)).into_iter().map(|piece| vec![piece]).collect();
    }

    /// What becomes of links.
    fn told(&self, what: What, title: &str) -> Option<Piece> {
        let renamed = alike(title) != alike(&self.name);
        let plain = |text: String| Some(Piece::new(text, Mood::Plain));
        if self.at.is_some() {
            let counted = match self.by_title {
                0 => return None,
                1 => "1 link by its old title leads".to_owned(),
                many => format!("{many} links by its old title lead"),
            };
            return if renamed { plain(format!("{counted} to it all the same")) } else { None };
        }
        let names = &self.unlisted[usize::from(what == What::Theme)];
        let known = [alike(title), alike(&self.name)];
        let items = names.iter().filter(|unlisted| known.contains(&alike(&unlisted.name)));
        let items: usize = items.map(|unlisted| unlisted.items).sum();
        match (what, items) {
            (_, 0) => None,
            (What::Goal, 1) => plain("1 item serves it".to_owned()),
            (What::Goal, many) => plain(format!("{many} items serve it")),
            (What::Theme, 1) => plain("1 item belongs to it".to_owned()),
            (What::Theme, many) => plain(format!("{many} items belong to it")),
        }
    }

    /// The id that it brings: under another title, the name that items use leads to it as its id.
    fn id(&self, title: &str) -> String {
        let renamed = self.at.is_none() && alike(title) != alike(&self.name);
        if renamed { self.name.clone() } else { String::new() }
    }

    pub(super) fn command(&self, form: &Form) -> Result<Command, Problem> {
        let title = form.text(TITLE).to_owned();
        let id = self.id(&title);
        if Self::what(form) == What::Theme {
            let goal = self.goals.get(form.chosen(GOAL)).cloned().flatten();
            let theme = Theme { id, title, goal, ..Theme::default() };
            return Ok(Command::ListTheme(self.listing(theme)));
        }
        let number = |field: usize| {
            let problem = |text: &str| Problem { field, text: text.to_owned() };
            Ok(form.fields[field].quantity().map_err(problem)?.and_then(Num::new))
        };
        let goal = Goal {
            id,
            title,
            metric: Some(form.text(METRIC).to_owned()),
            baseline: number(BASELINE)?,
            target: number(TARGET)?,
            current: number(CURRENT)?,
            ..Goal::default()
        };
        Ok(Command::ListGoal(self.listing(goal)))
    }

    fn listing<T>(&self, entry: T) -> purpose::Listing<T> {
        match self.at {
            Some(at) => purpose::Listing::Change(at, entry),
            None => purpose::Listing::Add(entry),
        }
    }
}
