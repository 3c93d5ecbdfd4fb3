//! The form of a stage of the agenda: what it is called, how long it takes, where it leads, what is asked in it.

use super::price::{Mood, Piece};
use super::{Field, Form, Problem, Purpose};
use crate::app::App;
use crate::domain::agenda::edit::Change;
use crate::domain::agenda::{Stage, StagePane};
use crate::domain::command::Command;
use crate::domain::id::StageId;

const TITLE: usize = 0;
const MINUTES: usize = 1;
const PANE: usize = 2;
const PROMPTS: usize = 3;

/// How many questions there is room for at least.
const LEAST_PROMPTS: usize = 3;

/// What one press of `+` adds to a timebox, in minutes.
const STEP: f64 = 5.0;

/// What stands for a stage that leads nowhere.
const NOWHERE: &str = "nowhere";

/// The stage that is edited, or the one that another is put behind.
#[derive(Clone, Debug)]
pub(super) enum Staging {
    Edit(StageId),
    Add(Option<StageId>),
}

/// Opens the form of the selected stage.
pub(in crate::app) fn open(app: &mut App) {
    if let Some(stage) = app.stage().cloned() {
        let title = format!("Edit {}", stage.shown_title());
        open_with(app, Staging::Edit(stage.id.clone()), (title, "keeps it"), &stage);
    }
}

/// Opens the form of a new stage behind the selected one.
pub(in crate::app) fn open_new(app: &mut App) {
    let behind = app.stage().map(|stage| stage.id.clone());
    let stage = Stage { minutes: 10, ..Stage::default() };
    open_with(app, Staging::Add(behind), ("A new stage".to_owned(), "adds it"), &stage);
}

fn open_with(app: &mut App, staging: Staging, (title, does): (String, &'static str), stage: &Stage) {
    let panes = StagePane::ALL.iter().map(|pane| pane.name());
    let panes = panes.chain([NOWHERE]).map(str::to_owned).collect();
    let at = stage.pane.and_then(|pane| StagePane::ALL.iter().position(|other| *other == pane));
    let mut fields = vec![
        Field::text_line("Title", "what it is called", &stage.title).required(),
        Field::number("Takes", "how long it takes", Some(f64::from(stage.minutes)), STEP)
            .counting("minutes")
            .required(),
        Field::choice("Leads to", "where it leads", panes, at.unwrap_or(StagePane::ALL.len())),
    ];
    let prompts = (stage.prompts.len() + 1).max(LEAST_PROMPTS);
    fields.extend((0..prompts).map(|i| {
        let prompt = stage.prompts.get(i).map_or("", String::as_str);
        Field::text_line(if i == 0 { "Asks" } else { "" }, "what to ask the room", prompt)
    }));
    super::open(app, Form::new(Purpose::Stage(staging), title, does, fields));
}

impl Staging {
    /// How long the whole agenda takes then.
    pub(super) fn consider(&self, app: &App, form: &mut Form) {
        let others = app.workspace().agenda().stages.iter().filter(|stage| match self {
            Staging::Edit(id) => stage.id != *id,
            Staging::Add(_) => true,
        });
        let others: u64 = others.map(|stage| u64::from(stage.minutes)).sum();
        let told = |minutes: u32| {
            let total = others + u64::from(minutes);
            vec![Piece::new(format!("the agenda takes {total} min"), Mood::Quiet)]
        };
        form.facts = minutes(form).map(told).into_iter().collect();
    }

    pub(super) fn command(&self, form: &Form) -> Result<Command, Problem> {
        let minutes = minutes(form).map_err(|text| Problem { field: MINUTES, text: text.to_owned() })?;
        let prompts = (PROMPTS..form.fields.len()).map(|field| form.text(field).to_owned()).collect();
        let pane = StagePane::ALL.get(form.chosen(PANE)).copied();
        let stage = Stage { title: form.text(TITLE).to_owned(), minutes, pane, prompts, ..Stage::default() };
        Ok(Command::Plan(match self {
            Staging::Edit(id) => Change::Edit(Stage { id: id.clone(), ..stage }),
            Staging::Add(behind) => Change::Add(stage, behind.clone()),
        }))
    }
}

/// The timebox that is filled in.
fn minutes(form: &Form) -> Result<u32, &'static str> {
    let minutes = form.fields.get(MINUTES).map_or(Ok(None), Field::quantity)?.unwrap_or_default();
    // What is too long for a number of minutes is too long for a stage, which is told when it is tried.
    if minutes.fract() == 0.0 { Ok(minutes as u32) } else { Err("goes in whole minutes") }
}
