//! What opens, what is put right and told, and what is refused.

use super::*;
use crate::domain::criterion::Side;
use crate::domain::number::Num;

fn load(text: &str) -> Result<(Workspace, Vec<String>), String> {
    let head: Head = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let (workspace, notices) = Workspace::load(head).map_err(|flaw| flaw.to_string())?;
    Ok((workspace, notices.into_iter().map(|notice| notice.what).collect()))
}

#[test]
fn the_smallest_file_loads_and_its_items_get_ids() {
    let text = r#"{"items":[{"title":"Fix payment failures"},{"title":"Dark mode","scores":{"effort":2}},{"title":"Dark mode"}]}"#;
    let (workspace, notices) = load(text).unwrap();
    let ids: Vec<&str> = workspace.items().iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["fix-payment-failures", "dark-mode", "dark-mode-2"]);
    assert_eq!(workspace.framework().spec().id, "four-factor");
    assert!(notices.is_empty());
    let pinned = r#"{"items":[{"id":"a","pin":{"held":"in","owner":"Mia"}},{"id":"b","pin":{"held":"out","owner":"Mia","reason":"late"}}]}"#;
    let notices = load(pinned).unwrap().1;
    assert_eq!(notices, ["a is pinned in without a reason"]);
    let people = r#"{"participants":[{"name":"Ana"},{"id":"ana","name":"Other"},{"name":"Ana"}]}"#;
    let (workspace, _) = load(people).unwrap();
    let ids: Vec<&str> = workspace.head().participants.iter().map(|person| person.id.as_str()).collect();
    assert_eq!(ids, ["ana-2", "ana", "ana-3"]);
}

#[test]
fn what_cannot_stand_is_named_with_its_field() {
    for (text, message) in [
        (r#"{"items":[{"id":"a"},{"id":"b"},{"id":"a"}]}"#, "items[2].id: a is already the id of items[0]"),
        (
            r#"{"participants":[{"id":"raj"},{"id":"raj","name":"Zed"}]}"#,
            "participants[1].id: raj is already the id of participants[0]",
        ),
        (
            r#"{"items":[{"title":"x","scores":{"effort":9}}]}"#,
            "items[0].scores.effort: 9 is not on the scale of effort: 1, 2, 3, 4, 5",
        ),
        (
            r#"{"items":[{"scores":{"effort":{"votes":{"ana":7}}}}]}"#,
            "items[0].scores.effort.votes.ana: 7 is not on the scale of effort: 1, 2, 3, 4, 5",
        ),
        (
            r#"{"framework":"rice","items":[{"scores":{"confidence":80}}]}"#,
            "items[0].scores.confidence: 80 is not on the scale of confidence: 0.2, 0.5, 0.8, 1 \
             (a percentage is written as a fraction: 80% is 0.8)",
        ),
        (
            r#"{"framework":"rice","items":[{"scores":{"reach":-1}}]}"#,
            "items[0].scores.reach: -1 is not on the scale of reach: 0 or more",
        ),
        (r#"{"capacity":{"amount":-1}}"#, "capacity.amount: must be 0 or more, up to 1e12"),
        (
            r#"{"framework":"kano"}"#,
            "framework: no framework is called kano; built in are four-factor, value-effort, rice, ice, wsjf, cd3, weighted",
        ),
        (r#"{"log":[{"seq":2},{"seq":2}]}"#, "log[1].seq: numbers go up: 2 stands behind 2"),
        (r#"{"log":[{"seq":2},{"seq":9007199254740993}]}"#, "log[1].seq: numbers go up to 2^53"),
        (r#"{"revision":{"seq":9007199254740993}}"#, "revision.seq: numbers go up to 2^53"),
    ] {
        assert_eq!(load(text).unwrap_err(), message);
    }
}

#[test]
fn limits_are_kept_to_and_reached() {
    assert!(check_count(4_000_000).is_ok());
    let told = check_count(4_000_001).unwrap_err().under(Path::default().field("items")).to_string();
    assert_eq!(told, "items: a workspace holds up to 4,000,000 items");
    for text in [r#"{"log":[{"seq":9007199254740992}]}"#, r#"{"revision":{"seq":9007199254740992}}"#] {
        assert!(load(text).is_ok(), "{text}");
    }
}

#[test]
fn effort_zero_is_no_value_and_is_told() {
    let (workspace, notices) = load(r#"{"items":[{"id":"a","scores":{"effort":0}}]}"#).unwrap();
    assert_eq!(workspace.items()[0].scores.value(&"effort".into()), None);
    assert_eq!(notices, ["a has effort 0, which is not a value: it counts as unscored"]);
}

#[test]
fn what_stands_beside_an_open_round_waits_in_it() {
    let text = r#"{"items":[{"id":"a","scores":{"effort":3,"okr_alignment":2},"rounds":[
        {"side":"engineering","attempt":1,"voters":["ana"],"aside":{"effort":{"votes":{"ana":2}}}}]}]}"#;
    let (workspace, notices) = load(text).unwrap();
    let item = &workspace.items()[0];
    assert_eq!(item.scores.value(&"effort".into()), None);
    let aside = &item.round(Side::Engineering).unwrap().aside;
    let waits = aside.get(&"effort".into()).unwrap();
    assert_eq!((waits.agreed(), waits.votes().len()), (Num::new(3.0), 1));
    assert_eq!(notices, ["a is voted on: its effort waits until the round is over"]);
    let (workspace, _) = load(&text.replace(r#""effort":3"#, r#""effort":{"votes":{"bo":3}}"#)).unwrap();
    let aside = &workspace.items()[0].round(Side::Engineering).unwrap().aside;
    assert_eq!(aside.get(&"effort".into()).unwrap().votes().len(), 2, "no vote is lost");
}

#[test]
fn an_answer_in_the_round_of_the_other_side_touches_no_score() {
    let text = r#"{"items":[{"id":"a","scores":{"urgency":2,"customer_value":3},"rounds":[
        {"side":"engineering","attempt":1,"voters":["ana"],"aside":{"customer_value":5,"business_value":4},
         "papers":[{"by":"ana","criterion":"customer_value","seal":"1:00"}]}]}]}"#;
    let (workspace, notices) = load(text).unwrap();
    let item = &workspace.items()[0];
    let round = item.round(Side::Engineering).unwrap();
    assert!(
        round.aside.get(&"customer_value".into()).is_none() && round.astray(workspace.framework()).is_empty()
    );
    let value = |id: &str| item.scores.value(&id.into()).map(Num::get);
    assert_eq!((value("customer_value"), value("business_value")), (Some(3.0), Some(4.0)));
    let told = "engineering does not score customer_value: what the round on a has on it is left out";
    assert!(notices.iter().any(|notice| notice == told), "{notices:?}");
}

#[test]
fn the_room_may_agree_between_two_steps() {
    assert!(load(r#"{"items":[{"scores":{"effort":{"votes":{"a":2,"b":3},"agreed":2.5}}}]}"#).is_ok());
}
