//! Blind rounds on one keyboard: answering, the reveal, settling, and what nobody gets to see before.

use cutline::app::{Message, Opening};
use insta::assert_snapshot;

use super::Room;

/// Sso would be in at 3 and out at 8. Its effort of 5 is known to everybody who looks, until it is voted on.
const TEAM: &str = r#"{
    "title": "Clinic bookings", "framework": "wsjf", "capacity": { "amount": 11, "unit": "points" },
    "participants": [
        { "id": "raj", "name": "Raj", "side": "business" },
        { "id": "ana", "name": "Ana", "side": "engineering" }, { "id": "bo", "name": "Bo", "side": "engineering" },
        { "id": "tom", "name": "Tomás", "side": "engineering", "decides": true },
        { "id": "eve", "name": "Eve", "side": "observer" }
    ],
    "items": [
        { "id": "pay", "title": "Fix payments", "scores": { "user_business_value": 13, "time_criticality": 8, "risk_opportunity": 3, "job_size": 5 } },
        { "id": "sso", "title": "Single sign-on", "scores": { "user_business_value": 8, "time_criticality": 5, "risk_opportunity": 2, "job_size": 5 } },
        { "id": "dark", "title": "Dark mode", "scores": { "user_business_value": 3, "time_criticality": 1, "risk_opportunity": 1, "job_size": 3 } },
        { "id": "new", "title": "Video visits", "scores": { "user_business_value": 5, "time_criticality": 3 } }
    ]
}"#;

/// Engineering, on single sign-on.
fn room(size: (u16, u16)) -> Room {
    let mut room = Room::new(TEAM);
    room.size = size;
    room.keys("g j");
    assert_eq!(room.selected(), "sso");
    room
}

/// Ana answers 2 and 13 with a reason, Bo does not know the size, Tomás passes the risk.
fn answered(size: (u16, u16)) -> Room {
    let mut room = room(size);
    room.keys("v enter enter").sees("The keyboard is yours");
    room.keys("enter 2 enter 1 3 tab").types("touches the ledger").keys("enter");
    room.sees("The keyboard is yours").sees("Still to answer: Bo 2 · Tomás 2");
    room.keys("enter 2 enter ? enter enter - 3 enter");
    room
}

#[test]
fn a_round_is_begun_by_saying_who_votes_on_what() {
    let mut room = room((160, 48));
    room.keys("v").sees("Vote blind").sees("Ana, Bo, Tomás, one after the other");
    assert_snapshot!("beginning_at_160_by_48", room.screen());
    room.keys("s").sees("Raj, one after the other").keys("s enter right").sees("what it has not scored · 1");
    room.size = (80, 24);
    assert_snapshot!("beginning_at_80_by_24", room.screen());
    room.keys("esc");
    assert!(room.kept.is_empty());
}

#[test]
fn an_answer_is_masked_and_says_who_is_asked_what() {
    let mut room = room((160, 48));
    room.keys("v enter enter enter")
        .sees("Ana, risk reduction")
        .sees("Still to answer: Ana 2 · Bo 2 · Tomás 2");
    // Whatever is answered looks the same.
    let (two, thirteen) = (room.keys("2").screen(), room.keys("backspace 1 3").screen());
    assert_eq!(two, thirteen);
    assert_eq!(two, room.keys("?").screen());
    room.keys("1 3")
        .sees("Answer  ●")
        .keys("tab")
        .types("a secret")
        .misses("secret")
        .sees("Why     ●●●")
        .misses("●●●●");
    assert_snapshot!("answering_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("answering_at_80_by_24", room.screen());
    room.size = (40, 10);
    assert_snapshot!("answering_at_40_by_10", room.screen());
    room.size = (160, 48);
    // What is no answer is refused without being repeated.
    room.keys("esc backspace backspace 9 9 enter")
        .sees("type 1, 2, 3, 5, 8, 13, 20, ? or pass with -")
        .misses("99");
    // Back to what was answered before, and out of the round for later.
    room.keys("2 enter").sees("Ana, job size").keys("backspace").sees("Ana, risk reduction").keys("q");
    room.sees("the round waits: v goes on with it");
    assert_eq!(room.kept.len(), 2);
    room.keys("v").sees("The keyboard is yours").sees("Still to answer: Ana 1 · Bo 2 · Tomás 2");
}

#[test]
fn after_the_last_answer_the_votes_are_revealed_talked_about_and_settled() {
    let mut room = answered((160, 48));
    room.sees("everybody has answered: enter reveals").sees("● reveal").sees("Sealed until the reveal");
    assert_snapshot!("sealed_at_160_by_48", room.screen());
    room.keys("enter").sees("[Risk reduction").sees("2 votes · median 2");
    room.keys("right")
        .sees("2 votes · median 8")
        .sees("1 does not know")
        .sees("touches the ledger")
        .sees("Ana")
        .sees("Bo does not know");
    room.keys("w").misses("Ana").sees("somebody does not know");
    room.keys("esc").misses("Ana 8").keys("y right w");
    assert_snapshot!("revealed_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("revealed_at_80_by_24", room.screen());
    room.size = (40, 10);
    assert_snapshot!("revealed_at_40_by_10", room.screen());
    room.size = (160, 48);
    room.keys("enter").sees("Job size ✓ 8");
    assert_eq!(room.value("sso", "job_size"), Some(8.0));
    // The other criterion is still open: it comes next, and is accepted with one key.
    room.sees("[Risk reduction and opportunity ~2]").keys("enter").sees("✓ settled").sees("✓ agreed on 2");
    // The votes put it out, and whoever settled the last of them is asked why.
    room.sees("Why?").types("Ana built it").keys("enter esc").sees("why: Ana built it");
    assert_eq!(room.reopened().ranking(), room.ranking());
}

#[test]
fn a_median_between_two_steps_is_offered_with_both() {
    let mut room = room((160, 48));
    room.keys("v enter enter enter 2 enter 5 enter enter 2 enter 8 enter enter 2 enter ? enter enter");
    room.keys("right").sees("enter agree on 6.5 → #2 out").sees("< 5 → #2 in").sees("> 8 → #2 out");
    room.keys("<").sees("Job size ✓ 5").sees("Why?").keys("esc right");
    assert_eq!(room.value("sso", "job_size"), Some(5.0));
    room.keys("1 3 enter esc right");
    assert_eq!(room.value("sso", "job_size"), Some(13.0));
    // The median itself is no step, and can be agreed on all the same; what is agreed on then stays.
    room.keys("u u").sees("enter agree on 6.5").keys("enter").sees("Job size ✓ 6.5").keys("right");
    assert_eq!(room.value("sso", "job_size"), Some(6.5));
    room.keys("1 3 enter esc right");
    room.keys(": ").types("agree on the step above").keys("enter");
    assert_eq!(room.value("sso", "job_size"), Some(8.0));
    // It can be typed as well, a letter cannot, and a word of help stands where nothing is typed yet.
    room.keys("esc u 6 x").sees("type a number: enter takes it, esc cancels");
    room.keys("backspace enter").sees("type a number: enter takes it, esc cancels");
    room.keys("7 enter").sees("7 is not on the scale of Job size: 1, 2, 3, 5, 8, 13, 20");
    room.keys("ctrl-u 6 , 5 enter").sees("Job size ✓ 6.5");
}

#[test]
fn revealing_early_asks_and_voting_again_keeps_the_earlier_round() {
    let mut room = room((160, 48));
    room.keys("v enter enter enter 2 enter 3 enter enter 3 enter 8 enter q y");
    room.sees("2 to answer").sees("has still to answer").keys("enter");
    room.sees("Reveal the votes on Single sign-on?").sees("Not everybody has answered: Tomás");
    assert_snapshot!("early_at_160_by_48", room.screen());
    room.keys("esc").sees("Sealed until the reveal").keys("enter enter").sees("2 votes · median 2.5");
    // Again: everybody is asked, what they said before waits.
    room.keys("v").sees("The keyboard is yours");
    room.keys("enter 2 enter 5 enter enter 2 enter 5 enter enter 2 enter 8 enter enter right");
    room.sees("3 votes · median 5").sees("round 1: 3 · 8");
    // A vote that is changed on the table says so.
    room.keys("esc W W")
        .sees("scores effort · Bo votes")
        .keys("l 8 enter esc y right")
        .sees("changed from 5");
    room.keys("v").sees("The keyboard is yours").keys("q y v esc v q");
}

#[test]
fn the_wall_tells_who_lost_by_a_reveal_also_once_its_votes_are_settled() {
    let mut room = answered((120, 40));
    room.keys("enter f5").sees("Single sign-on   falls out").keys("f5");
    room.keys("y right 8 enter esc f5").sees("Single sign-on revealed").sees("Single sign-on   falls out");
    // Who begins another round hears of that.
    room.keys("f5 esc v enter enter esc f5").sees("votes on Single sign-on blind").misses("revealed");
}

#[test]
fn rounds_are_counted_and_open_votes_before_them_are_none() {
    let votes = r#""job_size": { "votes": { "ana": 3, "bo": 8, "tom": 5 } } } },"#;
    let mut room = Room::new(&TEAM.replace(
        r#""risk_opportunity": 2, "job_size": 5 } },"#,
        &format!(r#""risk_opportunity": 2, {votes}"#),
    ));
    let vote = "enter 2 enter 3 enter enter 2 enter 5 enter enter 2 enter 8 enter enter right";
    room.keys("g / s i n enter v enter enter").keys(vote).sees("before: 3 · 5 · 8").misses("round 1");
    room.keys("v").keys(vote).sees("before: 3 · 5 · 8").sees("round 1: 3 · 5 · 8").misses("round 2");
}

#[test]
fn the_owner_of_a_side_may_decide() {
    let mut room = answered((160, 48));
    room.keys("enter right o").sees("Decide job size of Single sign-on").sees("Tomás").keys("ctrl-u");
    room.types("5").keys("enter").types("we cannot wait").keys("enter").sees("✓ agreed on 5");
    room.keys("esc")
        .sees("job size of Single sign-on not agreed → 5, decided by Tomás")
        .sees("why: we cannot wait");
    room.keys("u").sees("undo: job size of Single sign-on 5 → not agreed");
}

#[test]
fn a_dropped_round_leaves_everything_as_it_was() {
    let mut room = answered((160, 48));
    let before = Room::new(TEAM).ranking();
    assert_ne!(room.ranking(), before);
    room.keys("x").sees("Drop the round on Single sign-on?");
    room.sees("What was answered goes with it: Ana, Bo, Tomás").keys("esc").sees("● reveal");
    room.keys("x enter").sees("the round is dropped: u brings it back");
    assert_eq!(room.ranking(), before);
    assert_eq!(room.value("sso", "job_size"), Some(5.0));
    room.keys("u").sees("● reveal").keys("esc").sees("undo: engineering votes on Single sign-on blind again");
}

#[test]
fn what_is_agreed_is_not_asked_again_with_the_rest() {
    let mut room = answered((160, 48));
    room.keys("enter right 5 enter").sees("[Risk reduction and opportunity ~2]  Job size ✓ 5");
    room.keys("esc v");
    room.keys("enter").sees("Ana, risk reduction");
    room.keys("3 enter enter 3 enter enter 5 enter").sees("everybody has answered").keys("enter");
    room.sees("round 1: 2").keys("right").sees("✓ agreed on 5");
    assert_eq!(room.value("sso", "job_size"), Some(5.0));
}

#[test]
fn after_the_last_answer_of_a_side_its_own_round_waits() {
    let mut room = answered((160, 48));
    // Engineering is complete and has the focus; business votes from its own row.
    room.keys("esc v s enter enter").sees("Still to answer: Raj 2");
    room.keys("q y up").sees("▸bus Single sign-on").keys("v enter 5 enter 3 enter");
    room.sees("everybody has answered: enter reveals").sees("▸bus Single sign-on");
}

#[test]
fn voting_goes_on_with_the_item_that_is_looked_at() {
    let mut room = answered((160, 48));
    room.keys("esc k v enter enter").sees("The keyboard is yours").keys("q y up").sees("▸eng Fix payments");
    room.keys("down").sees("▸eng Single sign-on").keys("v").sees("everybody has answered: enter reveals");
    room.sees("▸eng Single sign-on");
    room.keys("enter enter").sees("Risk reduction and opportunity ✓ 2");
}

#[test]
fn what_is_agreed_as_a_whole_is_not_voted_on_again_unasked() {
    let mut room = answered((160, 48));
    room.keys("enter enter right 5 enter esc").sees("✓ settled");
    room.keys("v").sees("everything is agreed here: in the workshop a round begins anew").sees("✓ settled");
}

#[test]
fn what_is_voted_on_is_refused_before_anything_is_filled_in() {
    let mut room = answered((160, 48));
    room.keys("esc");
    for keys in ["P", "ctrl-x", "D"] {
        room.keys(keys).sees("it is voted on blind: reveal the round or drop it first");
    }
    // What to do about it is told on the smallest screen, too.
    room.size = (40, 10);
    room.sees("it is voted on blind: reveal the round").sees("or drop it first");
}

#[test]
fn a_workshop_that_opens_on_a_round_says_so() {
    let room = answered((160, 48));
    room.reopened().sees("1 item is voted on blind: v goes on");
}

#[test]
fn a_session_that_goes_on_says_that_a_pane_was_somebodys() {
    let mut room = room((160, 48));
    room.keys("W").sees("effort · Ana votes").keys("3 enter esc");
    let now = chrono::DateTime::parse_from_rfc3339("2026-01-20T11:30:00+01:00").ok();
    let mut again = Room::opened(&room.saved(), Opening { now, ..Opening::default() });
    again.misses("effort · Ana votes").sees("Ana voted last, and the panes are the room's: W hands one over");
    again.keys("j").misses("voted last");
}

#[test]
fn people_are_added_renamed_retired_and_handed_the_pane() {
    let mut room = Room::new(r#"{"title":"T","items":[{"id":"a","title":"A"},{"id":"b","title":"B"}]}"#);
    room.keys("v")
        .sees("nobody is listed for business: @ adds people")
        .keys("enter")
        .sees("nobody is listed");
    room.keys("esc @").sees("Nobody is listed yet.").keys("a").types("Raj").keys("enter enter right enter");
    room.sees("Raj").sees("last word").keys("a").types("Mia").keys("ctrl-s").sees("Mia");
    room.keys("j space").sees("scores now");
    assert_snapshot!("people_at_160_by_48", room.screen());
    room.size = (40, 10);
    room.sees("People");
    room.size = (160, 48);
    room.keys("esc").sees("BUSINESS scores impact · Mia votes").keys("4 3");
    let votes = &room.app.workspace().item(room.app.workspace().slot(&"a".into()).unwrap()).scores;
    let votes = serde_json::to_value(votes).unwrap();
    assert_eq!(votes["customer_value"], serde_json::json!({"votes": {"mia": 4}}));
    // Each sees their own votes, and has their own gaps.
    room.keys("W").sees("business scores as a room again").keys("W").sees("Raj votes");
    room.keys("g").misses("~4").keys("2 2").sees("▸B");
    room.keys("@ enter ctrl-u").types("Rajesh").keys("ctrl-s x").sees("retired").sees("Rajesh");
    room.keys("esc").misses("impact · Rajesh votes").sees("Rajesh is retired");
    room.keys("u").sees("Rajesh is back");
}

/// Numbers that stand nowhere else: what is scored, what is voted, and what follows from them.
const SENTINELS: [&str; 6] = ["7919", "6133", "4217", "because-of-ana", "3061", "5479"];

/// A reach of 7,919 is voted on again: Ana says 6,133, Bo 4,217.
fn sentinels() -> Room {
    let text = r#"{
        "title": "Reach", "framework": "rice", "capacity": { "amount": 6, "unit": "months" },
        "goals": [{ "id": "g", "title": "Goal" }], "themes": [{ "id": "t", "title": "Theme" }],
        "participants": [{ "id": "ana", "name": "Ana", "side": "business" }, { "id": "bo", "name": "Bo", "side": "business" },
                         { "id": "cy", "name": "Cy", "side": "business" }],
        "cycles": [{ "id": "Q1", "closed": "2026-01-01", "committed": ["x"], "done": [] }],
        "items": [
            { "id": "y", "title": "Why not", "scores": { "reach": 100000, "impact": 1, "confidence": 1, "effort": 2 } },
            { "id": "x", "title": "Voted on", "kind": "debt", "deferrals": 3, "goals": ["g"], "theme": "t", "cost_of_not_doing": "much",
              "scores": { "reach": { "votes": { "ana": 3061, "bo": 5479 }, "agreed": 3061 }, "impact": 1, "confidence": 1, "effort": 2 } },
            { "id": "z", "title": "Waits", "depends_on": ["x"], "scores": { "reach": 200, "impact": 1, "confidence": 1, "effort": 2 } }
        ]
    }"#;
    let mut room = Room::new(text);
    room.keys("g j 7 9 1 9 enter esc").sees("7919");
    room.keys("v enter enter enter 6 1 3 3 tab").types("because-of-ana").keys("enter 1 enter 1 0 0 enter");
    room.keys("enter 4 2 1 7 enter");
    room
}

#[test]
fn no_screen_shows_what_is_voted_on_before_the_reveal() {
    for size in [(160, 60), (120, 40), (80, 24), (40, 10)] {
        for keys in [
            "",
            "q",
            "q tab",
            "q tab tab",
            "q shift-tab",
            "q L",
            "q L j j enter",
            "q e",
            "q c",
            "q c n enter",
            "q H",
            "q H t",
            "q d",
            "q b",
            "q Z",
            "q Z right",
            "q y",
            "q y enter",
            "q y w right",
            "q enter",
            "q B",
            "q =",
            "q p",
            "q C",
            "q o",
            "q f",
            "q f j j",
            "q w",
            "q D",
            "q E",
            "q M",
            "q F",
            "q F end",
            "q :",
            "q ?",
            "q V",
            "q P",
            "q @",
            "q W",
            "q u u",
            "q r",
            "q a",
        ] {
            let mut room = sentinels();
            room.size = size;
            room.keys(keys);
            // Whether the swing is still the one of before the round, or was drawn during it.
            for screen in [room.screen(), room.pause().screen()] {
                for sentinel in SENTINELS {
                    assert!(
                        !screen.contains(sentinel),
                        "{sentinel} shows after {keys:?} at {size:?}:\n{screen}"
                    );
                }
                let voted =
                    screen.lines().filter(|line| line.contains("Voted on") && !line.contains("Waits"));
                for line in voted {
                    let tells =
                        ["#2", "#3", "%", "change sides"].into_iter().find(|told| line.contains(told));
                    assert_eq!(tells, None, "{keys:?} at {size:?}: {line}");
                }
            }
        }
    }
}

#[test]
fn nothing_that_is_kept_on_the_disk_spells_an_answer() {
    let mut room = sentinels();
    let mut kept = String::new();
    for gesture in &room.kept {
        kept += &serde_json::to_string(gesture).unwrap();
    }
    let mut file = Vec::new();
    cutline::store::content::write(room.app.workspace(), &mut file).unwrap();
    kept += std::str::from_utf8(&file).unwrap();
    for answer in ["6133", "4217", "because-of-ana"] {
        assert!(!kept.contains(answer), "{answer}");
    }
    assert!(kept.contains("7919"), "what was scored in the open is on record");
    // After a kill the round goes on where it was.
    let mut again = room.reopened();
    again
        .keys("v")
        .sees("Still to answer: Bo 2 · Cy 3")
        .keys("q y enter enter w")
        .sees("6133")
        .sees("because-of-ana");
    room.send(Message::Terminate);
}

#[test]
fn a_workspace_opens_where_somebody_has_still_to_score() {
    let mut room = room((160, 48));
    room.keys("v enter enter q y");
    let mut again = room.reopened();
    assert_eq!(again.selected(), "new", "{}", again.screen());
    again.keys("2").sees("2▏");
}

#[test]
fn nobody_decides_on_a_median_between_two_steps() {
    let mut room = room((160, 48));
    room.keys(
        "v enter enter enter 2 enter 5 enter enter 2 enter 8 enter enter 2 enter ? enter enter right o",
    );
    room.sees("on which value")
        .types("5")
        .keys("enter")
        .types("we cannot wait")
        .keys("enter")
        .sees("✓ agreed on 5");
}

#[test]
fn of_a_large_backlog_a_round_says_how_much_of_it_is_voted_on() {
    let items: Vec<String> = (0..250).map(|i| format!(r#"{{"title":"Item {i}"}}"#)).collect();
    let people = r#"[{"id":"ana","side":"engineering"}]"#;
    let mut room = Room::new(&format!(r#"{{"participants":{people},"items":[{}]}}"#, items.join(",")));
    room.keys("v enter right").sees("what it has not scored · the first 200 of 250");
    room.keys("right").sees("everything · the first 200 of 250");
}

#[test]
fn a_cycle_ends_once_nobody_votes() {
    let mut room = answered((160, 48));
    room.keys("esc E").sees("blind rounds are open: reveal or drop them first").misses("end the cycle");
}

#[test]
fn however_many_voted_what_there_is_to_agree_on_stays_in_view() {
    let people: Vec<String> =
        (0..14).map(|i| format!(r#"{{"id":"p{i}","name":"Person {i}","side":"engineering"}}"#)).collect();
    let votes: Vec<String> = (0..14).map(|i| format!(r#""p{i}":{}"#, 1 + i % 5)).collect();
    let mut room = Room::new(&format!(
        r#"{{"framework":"value-effort","participants":[{}],"items":[{{"title":"SSO","scores":{{"impact":3,"effort":{{"votes":{{{}}}}}}}}}]}}"#,
        people.join(","),
        votes.join(",")
    ));
    room.size = (80, 24);
    room.keys("y").sees("enter agree on 3").sees(" more");
    room.size = (160, 48);
    room.sees("enter agree on 3").sees("Person 13").misses(" more");
}

#[test]
fn where_no_votes_wait_the_key_begins_a_round() {
    let mut room =
        Room::new(r#"{"participants":[{"id":"ana","side":"business"}],"items":[{"title":"SSO"}]}"#);
    room.keys("y")
        .sees("VOTES")
        .sees("No votes wait here: v lets a side vote blind.")
        .keys("v")
        .sees("Vote blind");
}
