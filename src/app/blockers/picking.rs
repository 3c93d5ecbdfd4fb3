//! Choosing a blocker: any item that is still to be done, by a part of its title or its id.

use std::collections::HashSet;

use tui_input::Input;

use super::Blockers;
use crate::app::App;
use crate::app::key::Key;
use crate::app::moves::Go;
use crate::app::typing;
use crate::domain::id::Slot;

/// How many matches are listed.
const MOST: usize = 100;

/// A blocker that is being chosen.
#[derive(Clone, Debug)]
pub struct Picking {
    /// What is searched for.
    pub input: Input,
    /// What matches, best rank first.
    pub found: Vec<Slot>,
    /// Which of them is selected.
    pub cursor: usize,
    /// What waits for the item already: choosing it would close a circle.
    waiting: HashSet<Slot>,
}

impl Picking {
    pub(super) fn new(app: &App, panel: &Blockers) -> Picking {
        let waiting = panel.dependents.slots.iter().copied().collect();
        let mut picking = Picking { input: Input::default(), found: Vec::new(), cursor: 0, waiting };
        picking.search(app, panel);
        picking
    }

    /// The selected match.
    pub fn chosen(&self) -> Option<Slot> {
        self.found.get(self.cursor).copied()
    }

    /// Whether choosing an item would make the other wait for itself.
    pub fn closes_circle(&self, slot: Slot) -> bool {
        self.waiting.contains(&slot)
    }

    pub(super) fn key(&mut self, app: &App, panel: &Blockers, key: Key) {
        if let Some(go) = Go::beside_typing(key) {
            self.cursor = go.from(self.cursor, self.found.len());
        } else if typing::changes(&mut self.input, key) {
            self.search(app, panel);
        }
    }

    pub(super) fn paste(&mut self, app: &App, panel: &Blockers, text: &str) {
        typing::insert(&mut self.input, text);
        self.search(app, panel);
    }

    /// Looks through the ranking, then through what has no rank, until enough is found.
    fn search(&mut self, app: &App, panel: &Blockers) {
        let (workspace, standing) = (app.workspace(), app.workshop.standing());
        let dependencies = app.workshop.dependencies();
        let words: Vec<String> = self.input.value().split_whitespace().map(str::to_lowercase).collect();
        let taken: HashSet<Slot> = dependencies.blockers_named(panel.slot).chain([panel.slot]).collect();
        let fits = |slot: &Slot| {
            let item = workspace.item(*slot);
            let text = || format!("{} {}", item.title, item.id).to_lowercase();
            dependencies.is_open(*slot)
                && !taken.contains(slot)
                && (words.is_empty() || {
                    let text = text();
                    words.iter().all(|word| text.contains(word))
                })
        };
        let aside = |slot: &Slot| !workspace.item(*slot).is_candidate();
        let others = (0..workspace.items().len()).map(Slot::new).filter(aside);
        let all = standing.order().iter().chain(standing.unscored()).copied().chain(others);
        self.found = all.filter(fits).take(MOST).collect();
        self.cursor = 0;
    }
}
