//! What the guide says that a template may use is there.

use cutline::domain::document::{Audience, Dress};
use cutline::report::{self, Context, Template};

use super::{DEMO, open, today};

const GUIDE: &str = include_str!("../../docs/make-it-yours.md");

/// The rows of the table of variables: for whom, and what they are called.
fn documented() -> Vec<(Audience, String)> {
    let table = GUIDE.split("| for | variable | what it is |\n").nth(1).unwrap();
    let mut audience = Audience::Founder;
    let mut found = Vec::new();
    for row in table.lines().skip(1).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        audience = Audience::parse(cells[1]).unwrap_or(audience);
        let names = cells[2].split(", ").map(|name| name.trim_matches('`').to_owned());
        found.extend(names.map(|name| (audience, name)));
    }
    let shared = ["title", "vision", "framework", "unit", "date", "day", "style", "has_line"];
    for audience in Audience::ALL.iter().filter(|audience| **audience != Audience::Customer) {
        found.extend(shared.map(|name| (*audience, name.to_owned())));
    }
    found
}

#[test]
fn every_variable_of_the_guide_is_there() {
    let workshop = open(DEMO);
    let documented = documented();
    assert!(documented.len() > 75, "only {} were read", documented.len());
    for (audience, name) in documented {
        for dress in Dress::ALL {
            let text = format!("{{% if {name} is defined %}}there{{% endif %}}");
            let template = Some(Template { name: "mine", text: &text });
            let context = Context { today: today(), template };
            let filled = report::write(audience, *dress, &workshop, &context).unwrap();
            assert_eq!(filled.trim_end(), "there", "{name} for {audience}");
        }
    }
}

#[test]
fn a_built_in_template_can_be_extended() {
    let workshop = open(DEMO);
    let text = "{% extends \"board.html\" %}{% block audience %}Supervisory board{% endblock %}";
    let context = Context { today: today(), template: Some(Template { name: "mine", text }) };
    let filled = report::write(Audience::Board, Dress::Html, &workshop, &context).unwrap();
    assert!(
        filled.contains("<span>Supervisory board</span>") && filled.contains("<h2>Progress to goals</h2>")
    );
}
