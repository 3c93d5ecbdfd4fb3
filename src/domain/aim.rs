//! What items lead to: their theme, and the goal that they serve directly or through it.

use std::collections::HashMap;

use super::item::{Details, Item};
use super::workspace::{Goal, Head, Theme};

/// The goals and themes of a workspace, ready to be looked up.
#[derive(Debug)]
pub struct Aims<'w> {
    head: &'w Head,
    goals: HashMap<&'w str, usize>,
    themes: HashMap<&'w str, usize>,
}

impl<'w> Aims<'w> {
    /// The goals and themes that a file lists. Of two with one id the first counts.
    pub fn new(head: &'w Head) -> Aims<'w> {
        let goals = head.goals.iter().enumerate().rev().map(|(i, goal)| (goal.id.as_str(), i)).collect();
        let themes = head.themes.iter().enumerate().rev().map(|(i, theme)| (theme.id.as_str(), i)).collect();
        Aims { head, goals, themes }
    }

    /// The listed theme of an item, by its index in the file.
    pub fn theme_at(&self, item: &Item) -> Option<usize> {
        self.themes.get(details(item)?.theme.as_deref()?).copied()
    }

    /// The listed theme of an item.
    pub fn theme(&self, item: &Item) -> Option<&'w Theme> {
        self.head.themes.get(self.theme_at(item)?)
    }

    /// The goals that an item serves, each once and by its index in the file: those that it names, in its own
    /// order, then that of its theme. A link that leads nowhere is none.
    pub fn goals_at(&self, item: &Item) -> Vec<usize> {
        let goal = |id: &str| self.goals.get(id).copied();
        let named = details(item).into_iter().flat_map(|details| &details.goals);
        let through_theme = self.theme(item).and_then(|theme| theme.goal.as_deref());
        let mut goals: Vec<usize> = Vec::new();
        for index in named.map(String::as_str).chain(through_theme).filter_map(goal) {
            if !goals.contains(&index) {
                goals.push(index);
            }
        }
        goals
    }

    /// The first goal that an item serves, by its index in the file.
    pub fn goal_at(&self, item: &Item) -> Option<usize> {
        self.goals_at(item).first().copied()
    }

    /// The first goal that an item serves.
    pub fn goal(&self, item: &Item) -> Option<&'w Goal> {
        self.head.goals.get(self.goal_at(item)?)
    }
}

fn details(item: &Item) -> Option<&Details> {
    item.details.as_deref()
}

impl Goal {
    /// What it is called, or its id where it is called nothing.
    pub fn shown_title(&self) -> &str {
        if self.title.trim().is_empty() { &self.id } else { &self.title }
    }
}

impl Theme {
    /// What it is called, or its id where it is called nothing.
    pub fn shown_title(&self) -> &str {
        if self.title.trim().is_empty() { &self.id } else { &self.title }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_served_by_name_or_through_a_theme_and_never_by_a_name_that_is_not_listed() {
        let head: Head = serde_json::from_str(
            r#"{
                "goals": [{"id": "missed", "title": "Fewer missed visits"}, {"id": "setup"}],
                "themes": [{"id": "rel", "goal": "missed"}, {"id": "trust", "title": "Trust"},
                           {"id": "gone", "goal": "sold"}],
                "items": []
            }"#,
        )
        .unwrap();
        let aims = Aims::new(&head);
        for (item, theme, goal, goals) in [
            ("{}", None, None, 0),
            (r#"{"goals": ["setup", "missed"]}"#, None, Some("setup"), 2),
            (r#"{"goals": ["sold", "missed"]}"#, None, Some("Fewer missed visits"), 1),
            (r#"{"goals": ["sold"]}"#, None, None, 0),
            (r#"{"theme": "rel"}"#, Some("rel"), Some("Fewer missed visits"), 1),
            (r#"{"theme": "rel", "goals": ["setup"]}"#, Some("rel"), Some("setup"), 2),
            (r#"{"theme": "trust"}"#, Some("Trust"), None, 0),
            (r#"{"theme": "gone"}"#, Some("gone"), None, 0),
            (r#"{"theme": "Growth"}"#, None, None, 0),
        ] {
            let item: Item = serde_json::from_str(item).unwrap();
            assert_eq!(aims.theme(&item).map(Theme::shown_title), theme);
            assert_eq!(aims.goal(&item).map(Goal::shown_title), goal);
            assert_eq!(aims.goals_at(&item).len(), goals);
        }
    }
}
