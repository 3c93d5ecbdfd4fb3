//! The readiness check: what stands in the way, and the way to where it is put right.

use cutline::domain::check::{Topic, Verdict};
use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;
use ratatui::style::Modifier;

use super::{CLINIC, Room};

/// Eight points hold three items; one lacks an owner, one a cost, one waits for what is out, and votes on the
/// effort of another would decide who is in.
const PLAN: &str = r#"{
    "title": "Clinic bookings", "vision": "Any patient books the right visit in a minute, and no slot stays empty.",
    "goals": [
        { "id": "missed", "title": "Fewer missed visits", "metric": "missed per week", "baseline": 50, "target": 40 },
        { "id": "setup", "title": "Clinics start fast", "metric": "days to first booking", "baseline": 16 }
    ],
    "themes": [{ "id": "gaps", "title": "Fewer empty slots", "goal": "missed" }],
    "capacity": { "amount": 8, "unit": "points" },
    "cycles": [{ "id": "2025-Q4", "closed": "2025-12-19" }],
    "items": [
        { "id": "pay", "title": "Fix payment failures", "kind": "debt", "theme": "gaps", "outcome": "Fewer abandoned bookings",
          "cost_of_not_doing": "3 % of bookings lost each week", "risks": ["gateway rate limits"], "owner": "Ana",
          "scores": { "customer_value": 5, "business_value": 5, "urgency": 5, "effort": 2 } },
        { "id": "reminders", "title": "Text reminders two days before a visit", "goals": ["missed"], "owner": "Raj",
          "hypothesis": "We believe reminders cut missed visits by a fifth", "risks": ["patients opt out"],
          "scores": { "customer_value": 5, "business_value": 4, "urgency": 3, "effort": 2 } },
        { "id": "waitlist", "title": "Fill cancelled slots from a waiting list", "goals": ["missed"],
          "outcome": "No empty slots", "cost_of_not_doing": "Two slots a day", "risks": ["spam"],
          "depends_on": ["calendar"],
          "scores": { "customer_value": 4, "business_value": 4, "urgency": 3, "effort": { "votes": { "ana": 3, "bo": 5 } } } },
        { "id": "calendar", "title": "Replace the nightly calendar sync", "kind": "tech", "horizon": "now",
          "scores": { "customer_value": 2, "business_value": 3, "urgency": 4, "effort": 4 } },
        { "id": "kiosk", "title": "Check-in kiosk",
          "scores": { "customer_value": 2, "business_value": 2, "urgency": 1, "effort": 3 } }
    ]
}"#;

/// The verdicts, one sign each.
fn verdicts(room: &Room) -> String {
    room.app.check.checks().iter().map(|check| check.verdict.mark()).collect()
}

#[test]
fn the_whole_check_at_every_size() {
    let mut room = Room::new(PLAN);
    room.keys("c j").sees("Cutline › Check  Clinic bookings");
    assert_snapshot!("the_check_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("the_check_at_80_by_24", room.screen());
    room.size = (40, 10);
    assert_snapshot!("the_check_at_40_by_10", room.screen());
    room.keys("n n right j");
    assert_snapshot!("its_items_at_40_by_10", room.screen());
    room.size = (80, 24);
    assert_snapshot!("its_items_at_80_by_24", room.screen());
    room.size = (160, 48);
    assert_snapshot!("its_items_at_160_by_48", room.screen());
}

#[test]
fn enter_goes_to_the_items_on_to_what_is_missing_and_back() {
    let mut room = Room::new(PLAN);
    room.keys("c n").sees("1 of 3 items in now has no cost of not doing it").keys("enter");
    assert_eq!(room.selected(), "reminders");
    room.keys("esc").sees("› Check").keys("enter enter").sees("› Item").sees("▸Cost of not doing");
    assert_eq!(room.selected(), "reminders");
    room.keys("enter").types("Two phone calls per visit").keys("enter esc");
    // Back on the same check, which is asked anew; the key of the screen leads out at once.
    room.sees("all 3 items in now have a cost of not doing it")
        .keys("enter")
        .sees("nothing stands in the way");
    assert_eq!(room.app.check.cursor(), 4);
    room.keys("c").sees("BUSINESS");
    // What is still missing is the next one to look at.
    room.keys("c n n n enter enter").sees("▸Owner").keys("e").sees("› Check");
    assert_eq!(room.app.check.selected().map(|check| check.topic), Some(Topic::Owners));
}

/// A plan in which nothing is as it should be, but for the capacity: three items of nobody's and for nothing are
/// in, one of them waits for the one that is out, which is technical and written down for now.
const POOR: &str = r#"{
    "framework": "value-effort", "capacity": { "amount": 8, "unit": "points" },
    "items": [
        { "id": "a", "title": "Online forms", "moscow": "must", "scores": { "impact": 5, "effort": 2 } },
        { "id": "b", "title": "Waiting list", "moscow": "must", "depends_on": ["d"], "scores": { "impact": 5, "effort": 2 } },
        { "id": "c", "title": "Check-in kiosk", "moscow": "must",
          "scores": { "impact": 4, "effort": { "votes": { "ana": 2, "bo": 4 } } } },
        { "id": "d", "title": "Calendar sync", "kind": "tech", "horizon": "now", "scores": { "impact": 2, "effort": 2 } }
    ]
}"#;

/// What is seen where a check is put right.
fn put_right(topic: Topic) -> &'static str {
    match topic {
        Topic::Vision => "▸Nobody wrote one down: enter does",
        Topic::Goals => "▸There is none: + adds one",
        Topic::Linked => "▸Goals",
        Topic::Problem => "▸Outcome",
        Topic::Cost => "▸Cost of not doing",
        Topic::Capacity => "What fits into this cycle",
        Topic::Risks => "▸Risks",
        Topic::Dependencies => "Blockers of Waiting list",
        Topic::TechHealth => "Pin Calendar sync",
        Topic::Musts => "MoSCoW class of Online forms",
        Topic::Horizons => "▸Calendar sync",
        Topic::Owners => "▸Owner",
        Topic::Review => "The day on which the plan is looked at again",
        Topic::Removed => "Park Calendar sync",
        Topic::Reasons => "Why?",
        Topic::Disagreements => "[Effort ~3]",
    }
}

#[test]
fn every_check_leads_to_where_it_is_put_right_and_back() {
    for (at, topic) in Topic::ALL.iter().copied().enumerate() {
        let mut room = Room::new(POOR);
        if topic == Topic::Reasons {
            room.keys("j j j 5 esc").sees("no reason given");
        }
        room.keys("c");
        room.keys(&"j ".repeat(at));
        let check = room.app.check.selected().unwrap().clone();
        assert_eq!(check.topic, topic);
        assert_eq!(check.verdict == Verdict::Unmet, topic != Topic::Capacity, "{topic}: {}", check.why);
        room.keys("enter");
        if room.app.check.lead().is_some() && room.app.overlay.is_none() {
            room.keys("enter");
        }
        room.sees(put_right(topic)).keys("esc").sees("› Check");
        assert_eq!(room.app.check.cursor(), at, "{topic}");
        assert_eq!(room.kept.len(), usize::from(topic == Topic::Reasons), "looking changes nothing");
    }
}

#[test]
fn a_check_without_items_leads_somewhere_too() {
    for (file, down, seen) in [
        // Pins hold in more than fits: the capacity first, and each pin on the right.
        (
            POOR.replace("\"moscow\": \"must\", \"dep", "\"pin\": { \"held\": \"in\" }, \"dep")
                .replace('8', "1"),
            "right enter",
            "Pin Waiting list",
        ),
        (POOR.replace('8', "1"), "enter", "What fits into this cycle"),
        (POOR.replace("\"amount\": 8, ", ""), "j j j j j enter", "What fits into this cycle"),
        (POOR.replace("\"tech\"", "\"feature\""), "j j j enter", "What fits into this cycle"),
        (POOR.replace('8', "20"), "j j j j j j j j enter", "› Roadmap"),
        (
            POOR.replace("\"framework\"", "\"goals\": [{ \"title\": \"Calm\" }], \"framework\""),
            "g j enter",
            "▸Calm",
        ),
    ] {
        let mut room = Room::new(&file);
        room.keys("c j j j j j").keys(down).sees(seen);
        room.keys("esc").sees("› Check");
    }
}

#[test]
fn a_decisive_disagreement_leads_to_the_votes() {
    let mut room = Room::new(PLAN);
    room.keys("c G")
        .sees("the one open disagreement decides who is in")
        .sees("effort, votes 3 to 5: at 5 it falls out");
    room.keys("enter enter").sees("› Votes").sees("[Effort ~4]");
    assert_eq!(room.selected(), "waitlist");
    // The cursor stands on the disputed effort, so that a digit settles it.
    room.keys("3 enter esc").sees("› Check").sees("no votes disagree");
    assert_eq!(room.value("waitlist", "effort"), Some(3.0));
}

#[test]
fn a_crossing_gets_its_reason_from_the_check() {
    let mut room = Room::new(PLAN);
    room.keys("g j j tab tab l 5 esc").sees("no reason given");
    room.keys("c G k")
        .sees("the one crossing to explain in this session has no reason")
        .sees("effort of Fill cancelled slots");
    room.keys("enter enter").sees("Why?").types("Bo knows the code").keys("enter");
    room.sees("› Check").sees("the one crossing to explain in this session has a reason");
    // What is taken back needs none.
    room.keys("u").sees("no crossing in this session asks for a reason");
}

#[test]
fn the_review_date_is_set_where_it_is_missed() {
    let mut room = Room::new(PLAN);
    room.keys("c G k k k").sees("no review date is set").keys("enter").sees("The day on which the plan");
    room.types("31.3.").keys("enter").sees("31.3. is not a date: write it as in 2026-03-31");
    room.keys("ctrl-u").types("2026-03-31").keys("enter").sees("the plan is looked at again on 2026-03-31");
    assert_eq!(room.reopened().keys("c").app.workspace().head().review.as_deref(), Some("2026-03-31"));
    // It can be moved, and cleared; nothing to clear is nothing to do.
    room.keys("enter ctrl-u enter").sees("no review date is set").keys("enter enter");
    assert_eq!(room.kept.len(), 2);
    room.keys("esc :").types("review date").keys("enter").types("2026-02-01").keys("enter");
    room.keys("c").sees("the plan is looked at again on 2026-02-01");
}

#[test]
fn the_next_unmet_check_is_one_key_away() {
    let mut room = Room::new(PLAN);
    room.keys("c");
    assert_eq!(verdicts(&room), "✓✗✓✓✗✓✓✗✓–✗✗✗✗✓✗");
    assert_eq!(room.app.check.cursor(), 1, "what is fine comes second");
    room.keys("g");
    let mut seen = Vec::new();
    for _ in 0..9 {
        seen.push(room.keys("n").app.check.cursor());
    }
    assert_eq!(seen, [1, 4, 7, 10, 11, 12, 13, 15, 1]);
    assert!(room.app.check.checks()[1].verdict == Verdict::Unmet);
    room.keys("enter").sees("› Brief").sees("▸Clinics start fast").keys("esc").sees("› Check");
    room.keys("g j j enter").sees("nothing stands in the way");
}

#[test]
fn it_is_asked_anew_when_something_changes() {
    let mut room = Room::new(PLAN);
    room.keys("c").sees("8 unmet · 7 met · 1 does not apply");
    // Another item arrives while the screen is open; the best one of the file is pushed below the line.
    room.keys("c j j tab tab l 3").keys("c").sees("8 met").keys("u").sees("7 met");
}

#[test]
fn an_empty_workspace_can_be_checked_and_written_to_no_more_than_it_allows() {
    let mut room = Room::new("{}");
    room.keys("c")
        .sees("4 unmet · 1 met · 11 do not apply")
        .keys("right left G j enter")
        .sees("nothing to ask this of");
    let mut room =
        Room::opened(PLAN, cutline::app::Opening { read_only: Some("locked".into()), ..Default::default() });
    room.keys("c G k k k enter").sees("this workspace is open read-only");
}

#[test]
fn no_size_panics_and_a_verdict_reads_without_colour() {
    let mut room = Room::new(CLINIC);
    for keys in ["c", "n", "enter", "G"] {
        room.keys(keys);
        for size in
            [(40, 10), (41, 13), (60, 16), (79, 20), (80, 24), (119, 30), (120, 16), (200, 60), (1, 1)]
        {
            room.size = size;
            room.screen();
        }
    }
    room.size = (80, 24);
    room.keys("c");
    let terminal = room.drawn(&Theme::new(Palette::Mono, Depth::True));
    let buffer = terminal.backend().buffer();
    assert!(
        buffer.content().iter().any(|cell| cell.symbol() == "✗" && cell.modifier.contains(Modifier::BOLD))
    );
    room.sees("✗ UNMET").sees("– n/a");
}
