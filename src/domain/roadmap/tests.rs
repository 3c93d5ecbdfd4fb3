//! The columns of a small backlog, laid out by hand.

use super::*;
use crate::domain::workspace::Workspace;

const FILE: &str = r#"{
    "framework": "value-effort", "capacity": {"amount": 5, "unit": "points"},
    "goals": [{"id": "missed", "title": "Fewer missed visits"}, {"id": "setup", "title": "Quick start"}],
    "themes": [{"id": "rel", "title": "Reliability", "goal": "missed"}, {"id": "trust", "title": "Trust"}],
    "items": [
        {"id": "pay", "theme": "rel", "scores": {"impact": 5, "effort": 2}},
        {"id": "sso", "theme": "trust", "horizon": "later", "scores": {"impact": 4, "effort": 3}},
        {"id": "dark", "theme": "Growth", "scores": {"impact": 2, "effort": 2}},
        {"id": "mail", "horizon": "now", "goals": ["setup"], "scores": {"impact": 3, "effort": 4}},
        {"id": "api", "horizon": "later", "scores": {"impact": 1, "effort": 5}},
        {"id": "sync", "horizon": "next", "theme": "rel", "scores": {"effort": 1}},
        {"id": "new", "theme": "rel"},
        {"id": "kiosk", "horizon": "parked", "scores": {"impact": 1, "effort": 4}},
        {"id": "fax", "horizon": "parked", "scores": {"impact": 3, "effort": 4}},
        {"id": "video", "horizon": "parked"},
        {"id": "fork", "horizon": "declined", "scores": {"effort": 5}},
        {"id": "old", "status": "done", "horizon": "now"}
    ]
}"#;

fn workshop(text: &str) -> Workshop {
    Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
}

/// `now 5: pay sso` for every column, headings in brackets with what stands under them.
fn drawn(workshop: &Workshop, board: &Board) -> Vec<String> {
    let told = |tally: Tally| format!("{}{}", tally.effort / 1_000_000, "+".repeat(tally.unsized_items));
    let columns = Horizon::ALL.iter().map(|horizon| {
        let column = board.column(*horizon);
        let rows = (0..column.len()).map(|at| match column.row(at).unwrap() {
            Row::Head(head) => {
                let head = column.head(head).unwrap();
                format!(" [{} {}]", head.title, told(head.tally))
            }
            Row::Card(slot) => {
                let found = board.spot(slot).unwrap();
                assert_eq!((Horizon::ALL[found.column], found.row), (*horizon, at));
                format!(" {}", workshop.workspace().item(slot).id)
            }
        });
        format!("{horizon} {}:{}", told(column.tally), rows.collect::<String>())
    });
    columns.collect()
}

#[test]
fn the_line_fills_now_and_the_rest_stands_where_it_was_put_best_first() {
    let workshop = workshop(FILE);
    let board = Board::new(&workshop, Grouping::None);
    assert_eq!(
        drawn(&workshop, &board),
        [
            "now 5: pay sso",
            "next 5: mail sync [not placed 2+] dark new",
            "later 5: api",
            "parked 8+: fax kiosk video",
            "declined 5: fork"
        ]
    );
    assert_eq!((board.contradictions(), board.spot(Slot::new(11))), (1, None));
    let next = board.column(Horizon::Next);
    assert_eq!(next.items(), 4);
}

#[test]
fn lanes_stand_in_the_order_of_the_file_and_what_belongs_to_none_comes_last() {
    let workshop = workshop(FILE);
    let by_theme = drawn(&workshop, &Board::new(&workshop, Grouping::Theme));
    assert_eq!(
        by_theme[..3],
        [
            "now 5: [Reliability 2] pay [Trust 3] sso",
            "next 5: [Reliability 1] sync [no theme 4] mail [not placed 2+] [Reliability 0+] new [Growth 2] dark",
            "later 5: [no theme 5] api"
        ]
    );
    let by_goal = drawn(&workshop, &Board::new(&workshop, Grouping::Goal));
    let kiosk = FILE.replace(r#""kiosk", "#, r#""kiosk", "theme": "Halls", "#);
    let both = self::workshop(&kiosk.replace(r#""fax", "#, r#""fax", "theme": "Lines", "#));
    let parked = &drawn(&both, &Board::new(&both, Grouping::Theme))[3];
    assert_eq!(parked, "parked 8+: [Halls 4] kiosk [Lines 4] fax [no theme 0+] video");
    assert_eq!(
        by_goal[..2],
        [
            "now 5: [Fewer missed visits 2] pay [serves no goal 3] sso",
            "next 5: [Fewer missed visits 1] sync [Quick start 4] mail [not placed 2+] \
             [Fewer missed visits 0+] new [serves no goal 2] dark"
        ]
    );
}

#[test]
fn a_card_stands_under_its_lane_or_under_what_nobody_put_anywhere() {
    for (grouping, over) in [
        (Grouping::None, "-, -, -, not placed, not placed"),
        (Grouping::Theme, "-, Reliability, -, no theme, -, not placed, not placed, not placed, not placed"),
    ] {
        let board = Board::new(&workshop(FILE), grouping);
        let column = board.column(Horizon::Next);
        let heads =
            (0..column.len()).map(|row| column.head_over(row).map_or("-", |head| head.title.as_str()));
        assert_eq!(heads.collect::<Vec<_>>().join(", "), over);
        assert!(column.head_over(column.len()).is_none());
    }
}

#[test]
fn what_serves_no_goal_is_gone_to_column_by_column_and_round_again() {
    let workshop = workshop(FILE);
    for grouping in Grouping::ALL {
        let board = Board::new(&workshop, *grouping);
        let mut at = None;
        let mut seen = Vec::new();
        for _ in 0..=board.aimless().len() {
            at = board.next_aimless(at);
            seen.extend(at.map(|slot| workshop.workspace().item(slot).id.as_str()));
        }
        assert_eq!(seen, ["sso", "dark", "api", "sso"], "{grouping}");
    }
}

#[test]
fn without_a_capacity_nothing_is_now_and_without_items_nothing_is_anywhere() {
    let free = workshop(&FILE.replace(r#""amount": 5, "#, ""));
    let board = Board::new(&free, Grouping::None);
    assert!(board.column(Horizon::Now).is_empty());
    assert_eq!(drawn(&free, &board)[2], "later 8: sso api");
    let none = workshop("{}");
    let board = Board::new(&none, Grouping::Goal);
    assert!(Horizon::ALL.iter().all(|horizon| board.column(*horizon).is_empty()));
    assert_eq!(board.next_aimless(None), None);
}
