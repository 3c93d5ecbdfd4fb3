//! The reader thread: reads sources and backups, and keeps presets, beside the one that draws the screen.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::app::Message;
use crate::app::backups::{self, Content, Kept};
use crate::app::importing::{Asked, Origin, Read, dropped_path};
use crate::domain::draft::{Batch, Column};
use crate::domain::intake::intake;
use crate::import::{self, CriterionName, Options, Source, Tracker};
use crate::store::disk::RealDisk;
use crate::store::reading::bytes_of_file;
use crate::store::{backup, file, recovery};

/// Where mappings that somebody saved are kept.
pub trait Presets: Send + 'static {
    /// All of them.
    ///
    /// # Errors
    /// Which one cannot be read, and why.
    fn all(&self) -> Result<Vec<Tracker>, String>;

    /// Keeps one under a name.
    ///
    /// # Errors
    /// Why it cannot be kept.
    fn keep(&self, name: &str, columns: &[Column]) -> Result<(), String>;
}

/// What there is to do.
#[derive(Debug)]
pub enum Request {
    /// Read a source.
    Read(Box<Asked>),
    /// Read backups.
    Backups(Box<backups::Asked>),
    /// Keep a mapping.
    Keep(String, Vec<Column>),
}

/// The way to the reader thread. Once it is dropped the thread ends after what it is at; nobody waits for that.
pub struct Reader(Sender<Request>);

impl Reader {
    /// Starts a reader; `report` is called on its thread.
    pub fn spawn(presets: impl Presets, report: impl Fn(Message) + Send + 'static) -> Reader {
        let (requests, inbox) = channel();
        thread::spawn(move || {
            for request in inbox {
                report(run(&presets, request));
            }
        });
        Reader(requests)
    }

    /// Sends it off.
    pub fn send(&self, request: Request) {
        // Without the thread nothing comes in, and everything else goes on.
        let _ = self.0.send(request);
    }
}

fn run(presets: &impl Presets, request: Request) -> Message {
    match request {
        Request::Read(asked) => {
            let read = presets.all().and_then(|presets| read(&asked, presets));
            Message::SourceRead(asked.number, Box::new(read))
        }
        Request::Backups(asked) => Message::BackupsRead(asked.number, kept(&asked)),
        Request::Keep(name, columns) => {
            let kept = presets.keep(&name, &columns);
            Message::PresetKept(kept.map(|()| name))
        }
    }
}

/// Reads the backups in a folder and compares them with the workshop.
fn kept(asked: &backups::Asked) -> Result<Vec<Kept>, String> {
    let found = backup::list(&RealDisk, &asked.folder).map_err(|error| error.to_string())?;
    let kept = found.iter().map(|backup| {
        let read = recovery::workspace_of(backup).map_err(|error| error.to_string());
        Kept { at: backup.at, content: read.map(|workspace| Content::of(&asked.workshop, workspace)) }
    });
    Ok(kept.collect())
}

/// Reads a source and compares it with the workspace; says in one line why that cannot be.
///
/// # Errors
/// What is wrong with the source, and what to do.
pub fn read(asked: &Asked, presets: Vec<Tracker>) -> Result<Read, String> {
    let criteria = CriterionName::all(asked.workspace.framework());
    let mut options = Options { map: asked.map.clone(), presets, criteria: &criteria, ..Options::default() };
    options.is_looked_at = true;
    options.from = Source::parse(&asked.from);
    if !options.map.is_empty() {
        options.presets.clear();
    }
    let named_file = match &asked.origin {
        Origin::File(path) => Some(file::at_home(path)),
        Origin::Pasted(text) => dropped_file(text),
    };
    let (name, mut batch) = match (named_file, &asked.origin) {
        (Some(path), _) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            let bytes = bytes_of_file(&path).map_err(|error| format!("{name}: {error}"))?;
            let batch = import::read(&bytes, &name, &options);
            let batch = batch.map_err(|error| format!("{name}: {error}"))?;
            (name, batch)
        }
        (None, Origin::Pasted(text)) => {
            let batch = import::read(text.as_bytes(), "", &options).map_err(|error| error.to_string())?;
            (batch.kind.clone(), batch)
        }
        (None, Origin::File(_)) => (String::new(), Batch::default()),
    };
    let drafts = std::mem::take(&mut batch.drafts);
    let targets = import::targets(&criteria);
    Ok(Read { name, intake: intake(&asked.workspace, drafts), batch, targets })
}

/// The file that was dropped on the window, if it was one.
fn dropped_file(text: &str) -> Option<PathBuf> {
    let line = text.trim();
    let path = dropped_path(line).filter(|_| !line.contains('\n'))?;
    (path.is_absolute() && path.extension().is_some() && fs::metadata(&path).ok()?.is_file()).then_some(path)
}
