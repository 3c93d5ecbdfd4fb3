//! The threads that work beside the loop.

use super::Sender;
use crate::app::{Effect, Message};
use crate::exporter::{Exporter, Templates};
use crate::keeping::Report;
use crate::reader::{Presets, Reader, Request};
use crate::sampler::Sampler;
use crate::store::Store;
use crate::store::writer::Writer;

/// The threads that work beside the loop. Dropping it waits until everything ordered is saved.
pub(super) struct Workers {
    writer: Writer,
    sampler: Sampler,
    reader: Reader,
    exporter: Exporter,
}

/// What is for the screen, and for whoever sits before it.
pub(super) enum ForScreen {
    EditText { text: String, hint: String },
    Redraw,
    Suspend,
    Clip(String),
    Bell,
    Exit,
}

impl Workers {
    /// Starts them. What the writer has to tell it tells as it likes.
    pub(super) fn spawn(
        store: Box<dyn Store>,
        own: impl Presets + Templates + Copy,
        sender: &Sender,
        saved: impl Fn(Report) + Send + 'static,
    ) -> Workers {
        let (drawn, read, made) = (sender.clone(), sender.clone(), sender.clone());
        Workers {
            sampler: Sampler::spawn(move |edition, swing| {
                drawn.tell(Message::Sampled(edition, Box::new(swing)));
            }),
            reader: Reader::spawn(own, move |message| read.tell(message)),
            exporter: Exporter::spawn(own, move |outcome| made.tell(Message::Exported(outcome))),
            writer: Writer::spawn(store, saved),
        }
    }

    /// Hands what is for another thread over to it. Returns what is for the screen.
    pub(super) fn take(&mut self, effect: Effect) -> Option<ForScreen> {
        match effect {
            Effect::Keep(order) => self.writer.send(order),
            Effect::Sample(edition, model) => self.sampler.send(edition, *model),
            Effect::Read(asked) => self.reader.send(Request::Read(asked)),
            Effect::Backups(asked) => self.reader.send(Request::Backups(asked)),
            Effect::KeepPreset(name, columns) => self.reader.send(Request::Keep(name, columns)),
            Effect::Export(order) => self.exporter.send(*order),
            Effect::EditText { text, hint } => return Some(ForScreen::EditText { text, hint }),
            Effect::Redraw => return Some(ForScreen::Redraw),
            Effect::Suspend => return Some(ForScreen::Suspend),
            Effect::Clip(text) => return Some(ForScreen::Clip(text)),
            Effect::Bell => return Some(ForScreen::Bell),
            Effect::Exit => return Some(ForScreen::Exit),
        }
        None
    }
}
