//! The threads that work beside the loop.

use super::Sender;
use crate::app::{Effect, Message};
use crate::exporter::{Exporter, Templates};
use crate::importer::{Errand, Importer, Presets};
use crate::keeping::{Report, Way};
use crate::sampler::Sampler;
use crate::store::Store;
use crate::store::file::at_home;
use crate::store::writer::{Order, Writer};

/// The threads that work beside the loop. Dropping it waits until everything ordered is saved.
pub(super) struct Workers {
    writer: Writer,
    sampler: Sampler,
    importer: Importer,
    exporter: Exporter,
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
            importer: Importer::spawn(own, move |message| read.tell(message)),
            exporter: Exporter::spawn(own, move |outcome| made.tell(Message::Exported(outcome))),
            writer: Writer::spawn(store, saved),
        }
    }

    /// Hands what is for another thread over to it. Returns what is for the screen.
    pub(super) fn take(&mut self, effect: Effect) -> Option<Effect> {
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
            Effect::Read(asked) => self.importer.send(Errand::Read(asked)),
            Effect::Backups(asked) => self.importer.send(Errand::Backups(asked)),
            Effect::KeepPreset(name, columns) => self.importer.send(Errand::Keep(name, columns)),
            Effect::Export(order) => self.exporter.send(*order),
            for_screen => return Some(for_screen),
        }
        None
    }
}
