//! Backups: the last states of the file that are kept, what differs from now, and restoring one of them.

use std::path::PathBuf;

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::ready::can_write;
use super::{App, Effect, Now, Tone};
use crate::domain::compare::{Comparison, compare};
use crate::domain::restore::restored;
use crate::domain::standing::Goes;
use crate::domain::text::counted;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::keeping::Order;

/// How many differences of a sort are named.
const NAMED: usize = 3;

/// The folder to look into, and what its backups are compared with.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which look it is, so that an old answer is not taken for a new one.
    pub number: u64,
    /// The folder.
    pub folder: PathBuf,
    /// The workshop as it is now.
    pub workshop: Workshop,
}

/// A backup that is there.
#[derive(Clone, Debug)]
pub struct Kept {
    /// When it was made.
    pub at: Now,
    /// What it holds; why that cannot be read.
    pub content: Result<Content, String>,
}

/// What a backup holds.
#[derive(Clone, Debug)]
pub struct Content {
    workspace: Workspace,
    /// How many items there are to rank.
    pub items: usize,
    /// How much is otherwise, in one line: `2 gone, 1 scored`; empty where nothing is.
    pub headline: String,
    /// What restoring it would do, a line each.
    pub changes: Vec<String>,
}

/// The list of backups.
#[derive(Clone, Debug)]
pub struct Backups {
    number: u64,
    /// Which of them is selected.
    pub cursor: usize,
    /// What is there.
    pub stage: Stage,
}

/// What there is to see of the backups.
#[derive(Clone, Debug)]
pub enum Stage {
    /// They are being read.
    Reading,
    /// Why they cannot be.
    Failed(String),
    /// They are here, the newest first.
    Listed(Vec<Kept>),
    /// One is being put in the place of the workspace; keys wait.
    Restoring,
}

/// What is shown once it is on the disk.
#[derive(Clone, Debug)]
pub(super) struct Restoring {
    workspace: Workspace,
    made: String,
}

impl Content {
    /// What a workspace holds that was kept, beside what there is now.
    pub fn of(now: &Workshop, kept: Workspace) -> Content {
        let earlier = Workshop::new(kept);
        let found = compare(now, &earlier);
        let counts = found.counts().into_iter().filter(|(count, _)| *count > 0);
        let headline = counts.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ");
        let mut changes = changes(&found);
        let headline =
            if headline.is_empty() && !changes.is_empty() { "settings".to_owned() } else { headline };
        // It keeps the log that belongs to it.
        let since =
            now.workspace().log().iter().rev().take_while(|entry| entry.seq > earlier.workspace().last_seq());
        let lost = since.filter(|entry| entry.is_listed()).count();
        if lost > 0 {
            changes.push(format!("takes off the log: {} made since", counted(lost, "change")));
        }
        let headline = if headline.is_empty() && lost > 0 { "the log".to_owned() } else { headline };
        let items = earlier.workspace().items().iter().filter(|item| item.is_candidate()).count();
        Content { items, headline, changes, workspace: earlier.into_workspace() }
    }
}

/// What restoring would do, a line for each sort.
fn changes(found: &Comparison) -> Vec<String> {
    let titles = |items: Vec<&str>| {
        let more = items.len().saturating_sub(NAMED);
        let named = items.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        if more == 0 { named } else { format!("{named} and {more} more") }
    };
    let sorts = [
        ("brings back", found.new.iter().map(|place| place.item.shown_title()).collect::<Vec<_>>()),
        ("takes away", found.gone.iter().map(|gone| gone.place.item.shown_title()).collect()),
        (Goes::In.verb(1), found.entered.iter().map(|place| place.item.shown_title()).collect()),
        (Goes::Out.verb(1), found.left.iter().map(|place| place.item.shown_title()).collect()),
        ("moves", found.moved.iter().map(|place| place.item.shown_title()).collect()),
        ("scored otherwise", found.rescored.iter().map(|scored| scored.item.shown_title()).collect()),
        ("written otherwise", found.edited.iter().map(|edited| edited.item.shown_title()).collect()),
        ("placed otherwise", found.placed.iter().map(|placed| placed.items[1].shown_title()).collect()),
        ("set otherwise", found.settings.iter().map(|setting| setting.told.as_str()).collect()),
    ];
    sorts
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(sort, items)| format!("{sort}: {}", titles(items)))
        .collect()
}

/// Whether there can be backups to restore.
pub(super) fn can_open(app: &App) -> Ready {
    can_write(app)?;
    if app.shelf.is_some() { Ok(()) } else { Err("no backups are kept of this workspace") }
}

/// Lists the backups, once they are read.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(folder) = app.shelf.clone() else { return Vec::new() };
    app.readings += 1;
    let number = app.readings;
    app.overlay = Some(Overlay::Backups(Box::new(Backups { number, cursor: 0, stage: Stage::Reading })));
    vec![Effect::Backups(Box::new(Asked { number, folder, workshop: app.workshop.clone() }))]
}

/// Takes in what was read.
pub(super) fn answer(app: &mut App, number: u64, read: Result<Vec<Kept>, String>) {
    if let Some(Overlay::Backups(backups)) = &mut app.overlay
        && backups.number == number
    {
        backups.stage = match read {
            Ok(kept) => Stage::Listed(kept),
            Err(why) => Stage::Failed(why),
        };
    }
}

/// Takes a key while the list is open.
pub(super) fn key(app: &mut App, key: Key, backups: &mut Backups, now: Now) -> Next {
    match (&backups.stage, key.code) {
        (Stage::Restoring, _) => {}
        (_, Code::Esc | Code::Char('q')) => return Next::CLOSE,
        (Stage::Listed(kept), Code::Enter) => {
            let effects = kept.get(backups.cursor).map(|kept| restore(app, kept, now)).unwrap_or_default();
            if !effects.is_empty() {
                backups.stage = Stage::Restoring;
            }
            return Next::Stay(effects);
        }
        (Stage::Listed(kept), _) => {
            backups.cursor = Go::of(key).map_or(backups.cursor, |go| go.from(backups.cursor, kept.len()));
        }
        _ => {}
    }
    Next::STAY
}

/// Orders a backup to take the place of the workspace. It is shown when it is on the disk, with the present one kept.
fn restore(app: &mut App, kept: &Kept, now: Now) -> Vec<Effect> {
    let content = match &kept.content {
        Ok(content) if content.changes.is_empty() => {
            app.say(Tone::Refused, "it says what is here now: there is nothing to restore");
            return Vec::new();
        }
        Ok(content) => content,
        Err(why) => {
            app.say(Tone::Refused, format!("it cannot be read: {why}"));
            return Vec::new();
        }
    };
    let made = made(kept.at);
    let stamp = Stamp { at: Some(now), by: None };
    let workspace = restored(&app.workshop, content.workspace.clone(), &made, stamp);
    let present = app.workspace().clone();
    app.saving.replacing();
    app.restoring = Some(Box::new(Restoring { workspace: workspace.clone(), made }));
    vec![Effect::Keep(Order::Replace(Box::new(present), Box::new(workspace)))]
}

/// `2026-01-20 10:42`.
pub fn made(at: Now) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// Shows what was restored.
pub(super) fn replaced(app: &mut App) {
    if let Some(restoring) = app.restoring.take() {
        let Restoring { workspace, made } = *restoring;
        app.reopen(workspace);
        app.say(
            Tone::Plain,
            format!("the backup of {made} is restored; what was here before is a backup now"),
        );
    }
}

/// Says that nothing was restored.
pub(super) fn not_replaced(app: &mut App, why: &str) {
    app.restoring = None;
    app.overlay.take_if(|overlay| matches!(overlay, Overlay::Backups(_)));
    app.say(Tone::Refused, format!("not restored: {why}. Nothing was changed"));
}
