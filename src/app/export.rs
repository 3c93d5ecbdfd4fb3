//! Handing something out: which document, where it goes, and what came of it.
//!
//! The app makes no document and knows no disk: an [`Order`] leaves with the workshop as it is, and what came of it
//! comes back as an [`Outcome`].

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::action::Ready;
use super::errand::{Errand, Fate};
use super::{App, Effect, Tone, form};
use crate::domain::document::Document;
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;

/// More than this many bytes are more than terminals take for a clipboard: many stop at 100 kB, a third of which is lost
/// to the way it is sent.
const MOST_TO_CLIP: usize = 70_000;

/// Where documents go by themselves.
#[derive(Clone, Debug, Default)]
pub struct Outlet {
    /// The workspace as it was opened, which nothing is ever written over; without a folder where that is not to stay.
    pub workspace: PathBuf,
    /// What was chosen last.
    pub last: Choice,
    /// The documents that are being made, one after the other, without those that were called off.
    pub making: VecDeque<(Errand, Fate)>,
    /// What went wrong with a document after the last screen was drawn.
    pub late: Option<String>,
}

/// What somebody chose to hand out, and where to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The document.
    pub document: Document,
    /// The folder, where it is another than that of the workspace.
    pub folder: Option<PathBuf>,
}

/// A document that is to be made.
#[derive(Clone, Debug)]
pub struct Order {
    /// Which one.
    pub document: Document,
    /// Where it goes.
    pub to: To,
    /// The workspace, which is never written over.
    pub spared: PathBuf,
    /// What it is made of.
    pub workshop: Box<Workshop>,
    /// Whether it still is to be there.
    pub fate: Fate,
}

/// Where a document goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// Into a file.
    File {
        /// Its name.
        path: PathBuf,
        /// Whether it may take the place of what is there.
        replace: bool,
    },
    /// On the clipboard.
    Clipboard,
}

/// What came of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in this file.
    Written(PathBuf),
    /// It is this text.
    Text(String),
    /// There is such a file already, which was left alone.
    Exists(Document, PathBuf),
    /// It could not be made, or put into this file: why.
    Failed(Option<PathBuf>, String),
}

impl Outcome {
    /// What went wrong, and where; nothing where nothing did.
    pub fn complaint(&self) -> Option<String> {
        Some(match self {
            Outcome::Written(_) | Outcome::Text(_) => return None,
            Outcome::Exists(_, path) => format!("not written: {} is there already", path.display()),
            Outcome::Failed(Some(path), why) => format!("not written to {}: {why}", path.display()),
            Outcome::Failed(None, why) => format!("nothing copied: {why}"),
        })
    }
}

impl Outlet {
    /// The folder that a file is proposed in.
    fn folder(&self) -> &Path {
        let own = || self.workspace.parent().unwrap_or(Path::new(""));
        self.last.folder.as_deref().unwrap_or_else(own)
    }

    /// The file that is proposed for a document.
    pub(super) fn proposed(&self, document: Document) -> PathBuf {
        let stem = self.workspace.file_stem().map_or("cutline".into(), |stem| stem.to_string_lossy());
        self.folder().join(format!("{stem}-{}", document.file_name()))
    }

    /// Remembers what was chosen; a folder only if it is another than that of the workspace.
    fn chose(&mut self, document: Document, to: &To) {
        self.last.document = document;
        if let To::File { path, .. } = to {
            let folder = path.parent().unwrap_or(Path::new(""));
            let own = self.workspace.parent().unwrap_or(Path::new(""));
            self.last.folder = (folder != own).then(|| folder.to_owned());
        }
    }
}

/// Sends a document off with the workshop as it is.
pub(super) fn send(app: &mut App, document: Document, to: To) -> Vec<Effect> {
    app.outlet.chose(document, &to);
    let what = match &to {
        To::File { path, .. } => format!("writing {}", path.file_name().unwrap_or_default().display()),
        To::Clipboard => "copying".to_owned(),
    };
    let items = counted(app.workspace().items().len(), "item");
    let errand = Errand::begin(app, &format!("{what} · {items}"));
    let fate = Fate::default();
    app.outlet.making.push_back((errand, fate.clone()));
    let (spared, workshop) = (app.outlet.workspace.clone(), Box::new(app.workshop.clone()));
    vec![Effect::Export(Box::new(Order { document, to, spared, workshop, fate }))]
}

pub(super) fn can_call_off(app: &App) -> Ready {
    if app.outlet.making.is_empty() { Err("no document is being made") } else { Ok(()) }
}

/// Calls the document off that is being made, or that is the next to be.
pub(super) fn call_off(app: &mut App) {
    let Some((_, fate)) = app.outlet.making.front() else { return };
    if !fate.call_off() {
        return app.say(Tone::Refused, "too late to stop it: it is being written already");
    }
    if let Some((errand, _)) = app.outlet.making.pop_front() {
        let next = app.outlet.making.front().map(|(next, _)| format!("; {}", next.told(app.meeting.now)));
        app.say(Tone::Plain, format!("{}{}", errand.stopped(), next.unwrap_or_default()));
    }
}

/// Takes in what came of an order.
pub(super) fn take_in(app: &mut App, outcome: Outcome) -> Vec<Effect> {
    app.outlet.making.pop_front();
    match outcome {
        Outcome::Written(path) => app.say(Tone::Plain, format!("written to {}", path.display())),
        Outcome::Text(text) if text.len() > MOST_TO_CLIP => {
            app.say(Tone::Refused, "too long for the clipboard: write it to a file instead");
        }
        Outcome::Text(text) => {
            app.say(Tone::Plain, "it is on the clipboard, if the terminal allows that");
            return vec![Effect::Clip(text)];
        }
        // Whoever has begun something else meanwhile is not interrupted.
        Outcome::Exists(document, path) if app.overlay.is_none() => form::open_replacing(app, document, path),
        other => {
            if let Some(complaint) = other.complaint() {
                app.say(Tone::Refused, complaint);
            }
        }
    }
    Vec::new()
}
