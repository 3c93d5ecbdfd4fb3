//! The demo's reports, as they are pasted into a document.

use cutline::domain::document::{Audience, Dress};

use super::{DEMO, open, written};

#[test]
fn the_reports_of_the_demo() {
    let workshop = open(DEMO);
    for audience in Audience::ALL {
        insta::assert_snapshot!(audience.name(), written(&workshop, *audience, Dress::Markdown));
    }
}
