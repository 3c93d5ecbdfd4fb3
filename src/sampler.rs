//! The sampler thread: ranks the backlog some thousand times beside the one that draws the screen.

use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::crew::Threads;
use crate::domain::edition::Edition;
use crate::domain::swing::{Model, Swing};
use crate::domain::workshop::Workshop;

/// The swing of a workshop, here and now; none without a line.
pub fn swing(workshop: &Workshop) -> Option<Swing> {
    Some(Model::of(workshop)?.swing(&Threads::of_machine()))
}

/// The way to the sampler thread. Once it is dropped the thread ends after what it is at; nobody waits for that.
pub struct Sampler {
    models: Sender<(Edition, Model)>,
}

impl Sampler {
    /// Starts a sampler; `report` is called on its thread, with what the model came with as its edition.
    pub fn spawn(report: impl Fn(Edition, Swing) + Send + 'static) -> Sampler {
        let (models, inbox) = channel::<(Edition, Model)>();
        thread::spawn(move || {
            while let Ok(first) = inbox.recv() {
                // Whatever is older than the newest would be out of date before it is told.
                let (edition, model) = inbox.try_iter().last().unwrap_or(first);
                report(edition, model.swing(&Threads::of_machine()));
            }
        });
        Sampler { models }
    }

    /// Hands over a model; the one that waits meanwhile is dropped for it.
    pub fn send(&self, edition: Edition, model: Model) {
        // Without the thread there are no numbers, and everything else goes on.
        let _ = self.models.send((edition, model));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::crew::InTurn;
    use crate::domain::workspace::Workspace;

    fn model() -> Model {
        let text = r#"{"framework":"value-effort","capacity":{"amount":4,"unit":"points"},
            "items":[{"scores":{"impact":4,"effort":2}},{"scores":{"impact":3,"effort":{"votes":{"a":1,"b":5}}}}]}"#;
        let workspace = Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0;
        Model::of(&Workshop::new(workspace)).unwrap()
    }

    #[test]
    fn threads_tell_the_same_as_one_alone() {
        assert_eq!(model().swing(&Threads(3)), model().swing(&InTurn(1)));
    }

    #[test]
    fn of_several_models_the_newest_is_told_last() {
        let (sender, told) = channel();
        let sampler = Sampler::spawn(move |edition, _| sender.send(edition).unwrap());
        let editions = [(); 5].map(|()| Edition::next());
        for edition in editions {
            sampler.send(edition, model());
        }
        drop(sampler);
        // The channel closes when the thread has ended.
        let told: Vec<Edition> = told.iter().collect();
        assert!(told.is_sorted_by_key(|edition| editions.iter().position(|asked| asked == edition)));
        assert_eq!(told.last(), editions.last());
    }
}
