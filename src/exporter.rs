//! Makes documents and puts them into files, on the thread that asks for one or beside the one that draws.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use chrono::{Local, NaiveDate};

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
    let bytes = make(document, workshop, means)?;
    match there {
        // A pipe or a device is written to: a file in its place would be no answer.
        Ok(there) if !there.is_file() && !there.is_dir() => pour(path, &bytes)?,
        Ok(there) if there.is_dir() => return Err(SaveError::Io(io::ErrorKind::IsADirectory.into()).into()),
        // Links are followed, so that what they lead to is replaced and not the link.
        Ok(_) => file::replace(&fs::canonicalize(path).map_err(SaveError::Io)?, &bytes)?,
        Err(_) => file::replace(path, &bytes)?,
    }
    Ok(())
}

fn pour(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let mut sink = OpenOptions::new().write(true).open(path)?;
    sink.write_all(bytes)?;
    Ok(sink.flush()?)
}

/// The exporter thread and the way to it. Dropping it waits until everything ordered is done.
pub struct Exporter {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Exporter {
    /// Starts an exporter; `report` is called on its thread.
    pub fn spawn(templates: impl Templates, report: impl Fn(Outcome) + Send + 'static) -> Exporter {
        let (orders, inbox) = channel::<Order>();
        let thread = thread::spawn(move || {
            for order in inbox {
                let own = match order.document {
                    Document::Report(audience, dress) => templates.of(audience, dress),
                    Document::Export(_) => Ok(None),
                };
                report(match own {
                    Ok(template) => carried_out(order, &Means { today: Local::now().date_naive(), template }),
                    Err(why) => Outcome::Failed(None, why),
                });
            }
        });
        Exporter { orders: Some(orders), thread: Some(thread) }
    }

    /// Hands over an order. Orders are done one after the other.
    pub fn send(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread ends only after this sender: there is always somebody to take the order.
            let _ = orders.send(order);
        }
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Does what is ordered, and says what came of it.
pub fn carried_out(order: Order, means: &Means) -> Outcome {
    let Order { document, to, spared, workshop } = order;
    match to {
        To::Clipboard => match make(document, &workshop, means).map(String::from_utf8) {
            Ok(Ok(text)) => Outcome::Text(text),
            Ok(Err(_)) => Outcome::Failed(None, "it is no text".to_owned()),
            Err(error) => Outcome::Failed(None, error.to_string()),
        },
        To::File { path, replace } => {
            written(document, (&workshop, means), file::at_home(&path), (&spared, replace))
        }
    }
}

fn written(document: Document, of: (&Workshop, &Means), path: PathBuf, how: (&Path, bool)) -> Outcome {
    match write(document, of, &path, how) {
        Ok(()) => Outcome::Written(path),
        Err(Trouble::Exists) => Outcome::Exists(document, path),
        Err(trouble) => Outcome::Failed(Some(path), trouble.to_string()),
    }
}

#[cfg(test)]
mod tests {
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
        };
        assert_eq!(carried_out(order(false), &means()), Outcome::Exists(Document::default(), path.clone()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(carried_out(order(true), &means()), Outcome::Written(path.clone()));
        assert!(fs::read_to_string(&path).unwrap().contains(",A,"));
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
