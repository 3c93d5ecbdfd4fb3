//! Makes documents and puts them into files, on the thread that asks for one or beside the one that draws.

use std::convert::Infallible;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;

use chrono::{Local, NaiveDate};

use crate::app::errand::Fate;
use crate::app::export::{Order, Outcome, To};
use crate::domain::document::{Audience, Document, Dress};
use crate::domain::workshop::Workshop;
use crate::export::{self, ExportError};
use crate::report::{self, Context, ReportError, Template};
use crate::store::{SaveError, file};

/// Why a document is not where it should be.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It could not be made.
    #[error(transparent)]
    Unmade(#[from] ExportError),
    /// The template of a report cannot be used.
    #[error(transparent)]
    Template(#[from] ReportError),
    /// The file is the workspace, or one that the program keeps beside it.
    #[error("that is the workspace itself")]
    Workspace,
    /// The file is another workspace.
    #[error("that is another workspace")]
    OtherWorkspace,
    /// There is something by that name, and nobody said that it may go.
    #[error("there is such a file already")]
    Exists,
    /// It could not be written.
    #[error(transparent)]
    Unsaved(#[from] SaveError),
}

/// Where templates of somebody's own are looked for.
pub trait Templates: Send + 'static {
    /// The name and the text of the one for a report, where there is one.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn of(&self, audience: Audience, dress: Dress) -> Result<Option<(String, String)>, String>;
}

/// What a document is made with beside the workshop.
#[derive(Clone, Debug)]
pub struct Means {
    /// The day that stands on it.
    pub today: NaiveDate,
    /// The name and the text of a template of somebody's own.
    pub template: Option<(String, String)>,
}

/// Makes a document.
///
/// # Errors
/// What cannot be made, or which template cannot be used.
pub fn make(document: Document, workshop: &Workshop, means: &Means) -> Result<Vec<u8>, Trouble> {
    match document {
        Document::Export(format) => Ok(export::write(format, workshop, means.today)?),
        Document::Report(audience, dress) => {
            let template = means.template.as_ref().map(|(name, text)| Template { name, text });
            let context = Context { today: means.today, template };
            Ok(report::write(audience, dress, workshop, &context)?.into_bytes())
        }
    }
}

/// Makes a document and puts it into a file, all of it or nothing. `spared` is the workspace that it is about, which it
/// never takes the place of; what else is there is replaced only if it may be.
///
/// # Errors
/// Why the file is not there, or still is what it was.
pub fn write(
    document: Document,
    (workshop, means): (&Workshop, &Means),
    path: &Path,
    (spared, replace): (&Path, bool),
) -> Result<(), Trouble> {
    may_become_one(path, spared, replace)?;
    put(path, &make(document, workshop, means)?, (spared, replace))
}

/// Whether a file may become a document.
fn may_become_one(path: &Path, spared: &Path, replace: bool) -> Result<(), Trouble> {
    let there = fs::metadata(path);
    if file::belongs_to(spared, path) {
        return Err(Trouble::Workspace);
    }
    if file::lies_beside_one(path) {
        return Err(Trouble::OtherWorkspace);
    }
    if there.is_ok() && !replace {
        return Err(Trouble::Exists);
    }
    if there.as_ref().is_ok_and(fs::Metadata::is_file) && file::is_workspace(path) {
        return Err(Trouble::OtherWorkspace);
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8], (spared, replace): (&Path, bool)) -> Result<(), Trouble> {
    // Making it may have taken its time.
    may_become_one(path, spared, replace)?;
    match fs::metadata(path) {
        // A pipe or a device is written to: a file in its place would be no answer.
        Ok(there) if !there.is_file() && !there.is_dir() => pour(path, bytes)?,
        Ok(there) if there.is_dir() => return Err(SaveError::Io(io::ErrorKind::IsADirectory.into()).into()),
        // Links are followed, so that what they lead to is replaced and not the link.
        Ok(_) => file::replace(&fs::canonicalize(path).map_err(SaveError::Io)?, bytes)?,
        Err(_) => file::replace(path, bytes)?,
    }
    Ok(())
}

fn pour(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let mut sink = OpenOptions::new().write(true).open(path)?;
    sink.write_all(bytes)?;
    Ok(sink.flush()?)
}

/// The exporter thread and the way to it. Dropping it waits until everything is done that was not called off.
pub struct Exporter {
    orders: Sender<(Order, Sender<Infallible>)>,
    /// What was ordered, and a way that ends when it is done.
    ordered: Vec<(Fate, Receiver<Infallible>)>,
}

impl Exporter {
    /// Starts an exporter; `report` is called on its thread.
    pub fn spawn(templates: impl Templates, report: impl Fn(Outcome) + Send + 'static) -> Exporter {
        let (orders, inbox) = channel::<(Order, Sender<Infallible>)>();
        thread::spawn(move || {
            for (order, _at_work) in inbox {
                let own = match order.document {
                    Document::Report(audience, dress) => templates.of(audience, dress),
                    Document::Export(_) => Ok(None),
                };
                let outcome = match own {
                    Ok(template) => carried_out(order, &Means { today: Local::now().date_naive(), template }),
                    Err(why) => order.fate.goes_through().then_some(Outcome::Failed(None, why)),
                };
                outcome.map(&report);
            }
        });
        Exporter { orders, ordered: Vec::new() }
    }

    /// Hands over an order. Orders are done one after the other.
    pub fn send(&mut self, order: Order) {
        let (at_work, done) = channel();
        self.ordered.retain(|(_, done)| done.try_recv() == Err(TryRecvError::Empty));
        self.ordered.push((order.fate.clone(), done));
        // The thread ends only after this sender: there is always somebody to take the order.
        let _ = self.orders.send((order, at_work));
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        for (_, done) in self.ordered.iter().filter(|(fate, _)| !fate.is_called_off()) {
            // Nothing is sent: it ends when the order is done.
            let _ = done.recv();
        }
    }
}

/// Does what is ordered, and says what came of it; nothing where it was called off.
pub fn carried_out(order: Order, means: &Means) -> Option<Outcome> {
    let Order { document, to, spared, workshop, fate } = order;
    if fate.is_called_off() {
        return None;
    }
    match to {
        To::Clipboard => {
            let made = make(document, &workshop, means);
            fate.goes_through().then(|| copied(made))
        }
        To::File { path, replace } => {
            let path = file::at_home(&path);
            let made =
                may_become_one(&path, &spared, replace).and_then(|()| make(document, &workshop, means));
            fate.goes_through().then(|| match made.and_then(|bytes| put(&path, &bytes, (&spared, replace))) {
                Ok(()) => Outcome::Written(path),
                Err(Trouble::Exists) => Outcome::Exists(document, path),
                Err(trouble) => Outcome::Failed(Some(path), trouble.to_string()),
            })
        }
    }
}

fn copied(made: Result<Vec<u8>, Trouble>) -> Outcome {
    match made.map(String::from_utf8) {
        Ok(Ok(text)) => Outcome::Text(text),
        Ok(Err(_)) => Outcome::Failed(None, "it is no text".to_owned()),
        Err(error) => Outcome::Failed(None, error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Mutex;

    use super::*;
    use crate::domain::document::Format;
    use crate::domain::workspace::Workspace;

    const TEXT: &str = r#"{"items":[{"title":"A"}]}"#;

    fn means() -> Means {
        Means { today: NaiveDate::default(), template: None }
    }

    fn workshop() -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(TEXT).unwrap()).unwrap().0)
    }

    #[test]
    fn the_workspace_and_what_lies_beside_it_are_never_replaced() {
        let desk = tempfile::tempdir().unwrap();
        let at = |name: &str| desk.path().join(name);
        fs::write(at("w.json"), TEXT).unwrap();
        fs::create_dir(at("sub")).unwrap();
        for name in ["w.json", "sub/../w.json", "w.json.journal", "w.json.lock"] {
            let document = Document::Export(Format::Json);
            let result = write(document, (&workshop(), &means()), &at(name), (&at("w.json"), true));
            assert!(matches!(result, Err(Trouble::Workspace)), "{name}: {result:?}");
        }
        assert_eq!(fs::read_to_string(at("w.json")).unwrap(), TEXT);
        assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 2);
    }

    #[test]
    fn another_workspace_is_never_replaced_and_an_export_may_be() {
        let desk = tempfile::tempdir().unwrap();
        let at = |name: &str| desk.path().join(name);
        fs::write(at("w.json"), TEXT).unwrap();
        let mut saved = Vec::new();
        crate::store::content::write(workshop().workspace(), &mut saved).unwrap();
        fs::write(at("other.json"), &saved).unwrap();
        fs::write(at("open.json"), "{}").unwrap();
        fs::write(at("open.json.lock"), "process 7 on desk").unwrap();
        let order = |name: &str| {
            let document = Document::Export(Format::Json);
            write(document, (&workshop(), &means()), &at(name), (&at("w.json"), true))
        };
        // What will lie beside a workspace while somebody works on it is nobody else's either.
        for name in ["other.json", "open.json", "other.json.journal", "other.json.lock", "open.json.lock"] {
            assert!(matches!(order(name), Err(Trouble::OtherWorkspace)), "{name}");
        }
        assert_eq!(fs::read(at("other.json")).unwrap(), saved);
        order("out.json").unwrap();
        order("out.json").unwrap();
    }

    #[test]
    fn what_is_there_goes_only_if_it_may() {
        let desk = tempfile::tempdir().unwrap();
        let path = desk.path().join("out.csv");
        fs::write(&path, "mine").unwrap();
        let order = |replace| Order {
            document: Document::default(),
            to: To::File { path: path.clone(), replace },
            spared: PathBuf::new(),
            workshop: Box::new(workshop()),
            fate: Fate::default(),
        };
        let outcome = carried_out(order(false), &means());
        assert_eq!(outcome, Some(Outcome::Exists(Document::default(), path.clone())));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(carried_out(order(true), &means()), Some(Outcome::Written(path.clone())));
        assert!(fs::read_to_string(&path).unwrap().contains(",A,"));
    }

    #[test]
    fn what_was_called_off_is_neither_made_nor_waited_for() {
        struct Slow(Mutex<Receiver<Infallible>>);
        impl Templates for Slow {
            fn of(&self, _: Audience, _: Dress) -> Result<Option<(String, String)>, String> {
                let _ = self.0.lock().unwrap().recv();
                Ok(None)
            }
        }
        let desk = tempfile::tempdir().unwrap();
        let (hold, until) = channel();
        let (told, outcomes) = channel();
        let mut exporter =
            Exporter::spawn(Slow(Mutex::new(until)), move |outcome| told.send(outcome).unwrap());
        let path = desk.path().join("out.md");
        let fate = Fate::default();
        exporter.send(Order {
            document: Document::Report(Audience::Founder, Dress::Markdown),
            to: To::File { path: path.clone(), replace: false },
            spared: PathBuf::new(),
            workshop: Box::new(workshop()),
            fate: fate.clone(),
        });
        assert!(fate.call_off());
        // The thread is at it still, and would be for ever.
        drop(exporter);
        drop(hold);
        assert!(outcomes.recv().is_err());
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let desk = tempfile::tempdir().unwrap();
        let [target, link] = ["target.md", "link.md"].map(|name| desk.path().join(name));
        fs::write(&target, "").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let document = Document::Export(Format::Markdown);
        write(document, (&workshop(), &means()), &link, (Path::new(""), true)).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::read_to_string(&target).unwrap().contains("**A**"));
        write(document, (&workshop(), &means()), Path::new("/dev/null"), (Path::new(""), true)).unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
