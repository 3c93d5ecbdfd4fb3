//! The form of what is handed out: which document, for whom, and where it goes.

use std::path::PathBuf;

use super::price::{Mood, Piece};
use super::{End, Field, Form, Problem, Purpose};
use crate::app::App;
use crate::app::export::To;
use crate::domain::document::{Audience, Document, Dress, Format};

const WHAT: usize = 0;
const AUDIENCE: usize = 1;
const DRESS: usize = 2;
const TO: usize = 3;
const FILE: usize = 4;

/// A document that is being chosen, and the file that was proposed for it.
#[derive(Clone, Debug)]
pub(super) struct Exporting {
    proposed: String,
}

/// A document whose file is there already.
#[derive(Clone, Debug)]
pub(super) struct Replacing {
    document: Document,
    path: PathBuf,
}

/// Opens the form with what was chosen last.
pub(in crate::app) fn open(app: &mut App) {
    let document = app.outlet.last.document;
    let (format, audience, dress) = match document {
        Document::Export(format) => (at(Format::ALL, format), 0, 0),
        Document::Report(audience, dress) => {
            (Format::ALL.len(), at(Audience::ALL, audience), at(Dress::ALL, dress))
        }
    };
    let whats = Format::ALL.iter().map(|format| called(format.name())).chain(["report".to_owned()]);
    let audiences = Audience::ALL.iter().map(|audience| audience.name().to_owned()).collect();
    let dresses = Dress::ALL.iter().map(|dress| called(dress.name())).collect();
    let ways = ["file", "clipboard"].map(str::to_owned).to_vec();
    let proposed = app.outlet.proposed(document).to_string_lossy().into_owned();
    let fields = vec![
        Field::choice("What", "what is handed out", whats.collect(), format),
        Field::choice("For", "whom it is for", audiences, audience),
        Field::choice("As", "what it is written in", dresses, dress),
        Field::choice("To", "where it goes", ways, 0),
        file(&proposed),
    ];
    let mut form = Form::new(Purpose::Exporting(Exporting { proposed }), "Export", "writes it", fields);
    form.at_once = true;
    super::open(app, form);
}

/// The field of the file, with what is proposed for it.
fn file(proposed: &str) -> Field {
    Field::text_line("File", "where it goes", proposed).required()
}

fn at<T: Copy + PartialEq>(all: &[T], one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or(0)
}

/// What people call what a file name ends in.
fn called(suffix: &str) -> String {
    if suffix == Format::Markdown.name() { "Markdown".to_owned() } else { suffix.to_uppercase() }
}

impl Exporting {
    fn document(form: &Form) -> Document {
        match Format::ALL.get(form.chosen(WHAT)) {
            Some(format) => Document::Export(*format),
            None => Document::Report(
                Audience::ALL[form.chosen(AUDIENCE).min(Audience::ALL.len() - 1)],
                Dress::ALL[form.chosen(DRESS).min(Dress::ALL.len() - 1)],
            ),
        }
    }

    fn is_copied(form: &Form) -> bool {
        form.chosen(TO) == 1 && Self::document(form).is_to_paste()
    }

    pub(super) fn consider(&mut self, app: &App, form: &mut Form) {
        let document = Self::document(form);
        let is_report = matches!(document, Document::Report(..));
        form.fields[AUDIENCE].hidden = !is_report;
        form.fields[DRESS].hidden = !is_report;
        form.fields[TO].hidden = !document.is_to_paste();
        document.about().clone_into(&mut form.about);
        let hidden_votes = app.workshop.voted_on().len() > 0;
        let warning = hidden_votes.then(|| Piece::new("what is voted on blind stays out of it", Mood::Quiet));
        form.facts = warning.into_iter().map(|piece| vec![piece]).collect();
        // A name that somebody typed is theirs; only what it ends in goes with the document.
        let typed = form.text(FILE).to_owned();
        let fresh = app.outlet.proposed(document).to_string_lossy().into_owned();
        if typed == self.proposed {
            form.fields[FILE] = file(&fresh);
        }
        self.proposed = fresh;
        let copied = Self::is_copied(form);
        form.fields[FILE].hidden = copied;
        form.does = if copied { "copies it" } else { "writes it" };
    }

    pub(super) fn end(form: &Form) -> Result<End, Problem> {
        let document = Self::document(form);
        if Self::is_copied(form) {
            return Ok(End::Export(document, To::Clipboard));
        }
        let path = PathBuf::from(form.text(FILE));
        let suffix = path.extension().and_then(|suffix| suffix.to_str()).map(str::to_lowercase);
        let other = suffix.as_deref().filter(|suffix| *suffix != document.suffix()).and_then(Format::parse);
        if let Some(other) = other {
            let text = format!("ends in .{other}, and this is {}", called(document.suffix()));
            return Err(Problem { field: FILE, text });
        }
        Ok(End::Export(document, To::File { path, replace: false }))
    }
}

/// Asks whether a document may take the place of what is there.
pub(in crate::app) fn open_replacing(app: &mut App, document: Document, path: PathBuf) {
    let title = format!("{} is there already", path.display());
    let facts = vec![vec![Piece::new("what is in it now is gone", Mood::Warn)]];
    let mut form =
        Form::new(Purpose::Replacing(Replacing { document, path }), title, "writes over it", Vec::new());
    form.facts = facts;
    super::open(app, form);
}

impl Replacing {
    pub(super) fn end(&self) -> End {
        End::Export(self.document, To::File { path: self.path.clone(), replace: true })
    }
}
