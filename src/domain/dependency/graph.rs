//! Who waits for whom, as a graph over the slots of the items.
//!
//! Nothing here calls itself: a chain of 100,000 items is walked with a list of what is still to visit.
//! The strongly connected components are petgraph's (Kosaraju's algorithm, which is iterative there;
//! its Tarjan's is not): <https://docs.rs/petgraph/0.8/petgraph/algo/fn.kosaraju_scc.html>.

use std::collections::{HashMap, HashSet};

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{NodeFiltered, VisitMap, Visitable};

use super::is_here;
use crate::domain::id::Slot;
use crate::domain::item::Status;
use crate::domain::workspace::Workspace;

/// What every item depends on, and what depends on it. Items that were taken back or merged
/// into others take no part.
#[derive(Clone, Debug, Default)]
pub struct Dependencies {
    /// An edge leads from an item to one that it depends on; the nodes are the slots, up to the last that has edges.
    graph: DiGraph<(), ()>,
    /// By slot, whether an item is still to be done: only then anybody waits for it.
    open: Vec<bool>,
    /// Items that wait for each other, each list and all of them by slot.
    cycles: Vec<Vec<Slot>>,
    /// Which of the cycles an item is in.
    cycle_of: HashMap<Slot, usize>,
}

/// What is reached from an item, the nearest first, each once and the item itself never.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The items.
    pub slots: Vec<Slot>,
    /// By what each is reached: the item itself for those that it names, or that name it.
    pub through: Vec<Slot>,
    /// How many of them are one step away.
    pub direct: usize,
}

fn node(slot: Slot) -> NodeIndex {
    NodeIndex::new(slot.index())
}

fn slot(node: NodeIndex) -> Slot {
    Slot::new(node.index())
}

impl Dependencies {
    /// Reads the dependencies of a workspace. Costs all of them.
    pub fn new(workspace: &Workspace) -> Dependencies {
        let items = workspace.items();
        let here = |slot: &Slot| is_here(workspace.item(*slot));
        let waits = |slot: &Slot| !workspace.item(*slot).rare.depends_on.is_empty();
        let mut graph = DiGraph::default();
        // The newest edge is walked first: put in from the last to the first, they come in the order of the file.
        for slot in (0..items.len()).rev().map(Slot::new).filter(|slot| waits(slot) && here(slot)) {
            let mut named = HashSet::new();
            let blockers =
                workspace.item(slot).rare.depends_on.iter().rev().filter_map(|id| workspace.slot(id));
            for blocker in blockers.filter(|blocker| here(blocker) && named.insert(*blocker)) {
                while graph.node_count() <= slot.max(blocker).index() {
                    graph.add_node(());
                }
                graph.add_edge(node(slot), node(blocker), ());
            }
        }
        let open = items.iter().map(|item| item.status == Status::Open).collect();
        let mut dependencies = Dependencies { graph, open, ..Dependencies::default() };
        if dependencies.graph.edge_count() > 0 {
            dependencies.find_cycles();
        }
        dependencies
    }

    fn find_cycles(&mut self) {
        let open = NodeFiltered::from_fn(&self.graph, |node: NodeIndex| self.open[node.index()]);
        let waits_for_itself = |component: &Vec<NodeIndex>| match component.as_slice() {
            [only] => self.graph.contains_edge(*only, *only),
            _ => true,
        };
        let components = kosaraju_scc(&open).into_iter().filter(waits_for_itself);
        let mut cycles: Vec<Vec<Slot>> =
            components.map(|component| component.into_iter().map(slot).collect()).collect();
        for cycle in &mut cycles {
            cycle.sort_unstable();
        }
        cycles.sort_unstable();
        let members = cycles.iter().enumerate();
        self.cycle_of = members.flat_map(|(i, cycle)| cycle.iter().map(move |member| (*member, i))).collect();
        self.cycles = cycles;
    }

    /// The items that wait for each other, and so for themselves: each list in the order of the file.
    pub fn cycles(&self) -> &[Vec<Slot>] {
        &self.cycles
    }

    /// Everybody that an item and its own blockers wait for in a circle, the item among them; none
    /// where it waits for nobody who waits for it.
    pub fn cycle_of(&self, slot: Slot) -> Option<&[Slot]> {
        self.cycle_of.get(&slot).map(|cycle| self.cycles[*cycle].as_slice())
    }

    /// The shortest way round that leads from an item back to it, beginning with the item; empty where
    /// there is none. Costs what its cycle depends on.
    pub fn way_round(&self, start: Slot) -> Vec<Slot> {
        let Some(cycle) = self.cycle_of.get(&start) else { return Vec::new() };
        let mut from: HashMap<Slot, Slot> = HashMap::new();
        let mut ahead = vec![start];
        let mut at = 0;
        while let Some(here) = ahead.get(at).copied() {
            at += 1;
            for next in self.blockers_named(here) {
                if next == start {
                    let back = std::iter::successors(Some(here), |slot| from.get(slot).copied());
                    let mut way: Vec<Slot> = back.collect();
                    way.reverse();
                    return way;
                }
                if self.cycle_of.get(&next) == Some(cycle) && !from.contains_key(&next) {
                    from.insert(next, here);
                    ahead.push(next);
                }
            }
        }
        Vec::new()
    }

    /// The items that an item names as its blockers, in the order of its list.
    pub fn blockers_named(&self, slot: Slot) -> impl Iterator<Item = Slot> + '_ {
        self.beside(slot, Direction::Outgoing)
    }

    /// The items that name an item as their blocker, in the order of the file.
    pub fn dependents_named(&self, slot: Slot) -> impl Iterator<Item = Slot> + '_ {
        self.beside(slot, Direction::Incoming)
    }

    /// Whether an item is still to be done.
    pub fn is_open(&self, slot: Slot) -> bool {
        self.open.get(slot.index()).copied().unwrap_or(false)
    }

    /// Every pair of an item and a blocker of it where both are still to be done.
    pub fn waiting(&self) -> impl Iterator<Item = (Slot, Slot)> + '_ {
        let items = (0..self.open.len()).map(Slot::new).filter(|item| self.is_open(*item));
        items.flat_map(|item| {
            let blockers = self.blockers_named(item).filter(|blocker| self.is_open(*blocker));
            blockers.map(move |blocker| (item, blocker))
        })
    }

    /// Everything that has to be done before an item. What is done already is named, and what it
    /// depended on is not: nobody waits for that any more.
    pub fn blockers(&self, slot: Slot) -> Reach {
        self.reach(slot, Direction::Outgoing)
    }

    /// Everything that waits for an item, and what waits for that.
    pub fn dependents(&self, slot: Slot) -> Reach {
        self.reach(slot, Direction::Incoming)
    }

    /// Walks in the breadth, so that the nearest come first.
    fn reach(&self, start: Slot, direction: Direction) -> Reach {
        let mut reach = Reach::default();
        let mut seen = self.graph.visit_map();
        if start.index() < self.graph.node_count() {
            seen.visit(node(start));
        }
        let mut step = |from: Slot, reach: &mut Reach| {
            for next in self.beside(from, direction) {
                if seen.visit(node(next)) {
                    reach.slots.push(next);
                    reach.through.push(from);
                }
            }
        };
        step(start, &mut reach);
        reach.direct = reach.slots.len();
        let mut at = 0;
        while let Some(here) = reach.slots.get(at).copied() {
            if self.is_open(here) {
                step(here, &mut reach);
            }
            at += 1;
        }
        reach
    }

    fn beside(&self, slot: Slot, direction: Direction) -> impl Iterator<Item = Slot> + '_ {
        self.graph.neighbors_directed(node(slot), direction).map(self::slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workspace whose items are named by a letter each; `a: b c` depends on `b` and `c`, `a*` is done.
    fn workspace(lines: &[&str]) -> Workspace {
        let item = |line: &&str| {
            let (name, blockers) = line.split_once(':').unwrap_or((line, ""));
            let status = if name.ends_with('*') { "done" } else { "open" };
            let blockers: Vec<String> = blockers.split_whitespace().map(|id| format!("\"{id}\"")).collect();
            format!(
                r#"{{"id":"{}","status":"{status}","depends_on":[{}]}}"#,
                name.trim_end_matches('*'),
                blockers.join(",")
            )
        };
        let items: Vec<String> = lines.iter().map(item).collect();
        let text = format!(r#"{{"items":[{}]}}"#, items.join(","));
        Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0
    }

    fn named(workspace: &Workspace, slots: &[Slot]) -> String {
        let ids: Vec<&str> = slots.iter().map(|slot| workspace.item(*slot).id.as_str()).collect();
        ids.join(" ")
    }

    fn at(workspace: &Workspace, id: &str) -> Slot {
        workspace.slot(&id.into()).unwrap()
    }

    #[test]
    fn blockers_and_dependents_come_nearest_first_and_once() {
        let workspace = workspace(&["a: c b b gone", "b: d", "c: d e", "d*: f", "e: a", "f", "g: a"]);
        let dependencies = Dependencies::new(&workspace);
        for (id, blockers, direct, dependents, named_by) in [
            ("a", "c b d e", 2, "e g c", 2),
            ("b", "d", 1, "a e g c", 1),
            ("c", "d e a b", 2, "a e g", 1),
            ("d", "f", 1, "b c a e g", 2),
            ("f", "", 0, "d", 1),
            ("g", "a c b d e", 1, "", 0),
        ] {
            let slot = at(&workspace, id);
            let reach = dependencies.blockers(slot);
            assert_eq!((named(&workspace, &reach.slots).as_str(), reach.direct), (blockers, direct), "{id}");
            let reach = dependencies.dependents(slot);
            assert_eq!(
                (named(&workspace, &reach.slots).as_str(), reach.direct),
                (dependents, named_by),
                "{id}"
            );
        }
        let reach = dependencies.blockers(at(&workspace, "a"));
        assert_eq!(named(&workspace, &reach.through), "a a c c");
    }

    #[test]
    fn cycles_are_told_by_the_shortest_way_round() {
        for (lines, cycles, ways) in [
            (&["a: b", "b: c", "c"][..], &[][..], &[][..]),
            // What a file says of itself is left out before.
            (&["a: a"], &[], &[]),
            (&["a: b", "b: a"], &["a b"], &[("a", "a b"), ("b", "b a")]),
            (&["a: b", "b: c", "c: a d", "d: c", "e: a"], &["a b c d"], &[("a", "a b c"), ("c", "c d")]),
            (&["a: b", "b: a", "c: d", "d: c", "b: x"][..4], &["a b", "c d"], &[("d", "d c")]),
            // What is done keeps nobody waiting.
            (&["a: b", "b*: a"], &[], &[]),
        ] {
            let workspace = workspace(lines);
            let dependencies = Dependencies::new(&workspace);
            let found: Vec<String> =
                dependencies.cycles().iter().map(|cycle| named(&workspace, cycle)).collect();
            assert_eq!(found, cycles, "{lines:?}");
            for (id, way) in ways {
                let found = dependencies.way_round(at(&workspace, id));
                assert_eq!(named(&workspace, &found), *way, "{lines:?}");
            }
        }
    }

    #[test]
    fn outside_of_a_cycle_there_is_no_way_round() {
        let workspace = workspace(&["a: b", "b: a", "c: a"]);
        let dependencies = Dependencies::new(&workspace);
        let outside = at(&workspace, "c");
        assert!(dependencies.cycle_of(outside).is_none() && dependencies.way_round(outside).is_empty());
    }

    /// `i0` depends on `i1`, and so on; the last one on nobody, or on the first.
    fn chain(length: usize, closed: bool) -> Dependencies {
        let item = |i: usize| {
            let next = if i + 1 < length { Some(i + 1) } else { closed.then_some(0) };
            let blocker = next.map(|next| format!("\"i{next}\"")).unwrap_or_default();
            format!(r#"{{"id":"i{i}","depends_on":[{blocker}]}}"#)
        };
        let items: Vec<String> = (0..length).map(item).collect();
        let text = format!(r#"{{"items":[{}]}}"#, items.join(","));
        Dependencies::new(&Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
    }

    const LONG: usize = 100_000;

    #[test]
    fn a_chain_of_a_hundred_thousand_is_walked() {
        let chain = chain(LONG, false);
        let (first, last) = (Slot::new(0), Slot::new(LONG - 1));
        assert_eq!(chain.blockers(first).slots.len(), LONG - 1);
        assert_eq!(chain.dependents(last).slots.last(), Some(&first));
        assert!(chain.cycles().is_empty());
    }

    #[test]
    fn a_cycle_of_a_hundred_thousand_is_found() {
        let cycle = chain(LONG, true);
        let everybody: Vec<Slot> = (0..LONG).map(Slot::new).collect();
        assert_eq!(cycle.cycles(), std::slice::from_ref(&everybody));
        assert_eq!(cycle.way_round(Slot::new(0)), everybody);
        assert_eq!(cycle.blockers(Slot::new(7)).slots.len(), LONG - 1);
    }
}
