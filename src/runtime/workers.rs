//! The threads that work beside the loop.

use super::Sender;
use crate::app::{Effect, Message};
use crate::exporter::{Exporter, Templates};
use crate::keeping::{Report, Way};
use crate::reader::{Presets, Reader, Request};
use crate::sampler::Sampler;
use crate::store::Store;
use crate::store::file::at_home;
use crate::store::writer::{Order, Writer};

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
            Effect::Persist(gesture) => self.writer.send(Order::Append(gesture)),
            Effect::Fold(workspace) => self.writer.send(Order::Fold(workspace)),
            Effect::Copy(path, workspace) => self.writer.send(Order::Copy(at_home(&path), workspace)),
            Effect::Replace(present, other) => self.writer.send(Order::Replace(present, other)),
            Effect::CheckOutside => self.writer.send(Order::CheckOutside),
            Effect::LookOutside(ours) => self.writer.send(Order::LookOutside(ours)),
            Effect::Settle(Way::Elsewhere(path), ours, state) => {
                self.writer.send(Order::Settle(Way::Elsewhere(at_home(&path)), ours, state));
            }
            Effect::Settle(way, ours, state) => self.writer.send(Order::Settle(way, ours, state)),
            Effect::TakeOver(known) => self.writer.send(Order::TakeOver(known)),
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
