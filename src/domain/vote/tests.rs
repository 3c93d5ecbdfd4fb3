//! Scores in the small: what they are read from, and what they come to.

use super::*;

fn read(text: &str) -> Score {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_name_that_stands_twice_is_found_however_many_there_are() {
    for count in [2, FEW, FEW + 1, 3 * FEW] {
        let votes = |last: usize| {
            let names = (1..count).chain([last]).map(|i| format!(r#""p{i}":3"#));
            format!(r#"{{"votes":{{{}}}}}"#, names.collect::<Vec<_>>().join(","))
        };
        assert_eq!(read(&votes(0)).votes().len(), count);
        let error = serde_json::from_str::<Score>(&votes(count - 1)).unwrap_err().to_string();
        assert!(error.contains(&format!("p{} stands here twice", count - 1)), "{error}");
    }
}

#[test]
fn the_value_is_what_was_agreed_else_the_median() {
    for (text, value) in [
        ("4", Some(4.0)),
        (r#"{"votes":{"a":2,"b":5},"agreed":3}"#, Some(3.0)),
        (r#"{"votes":{"a":2,"b":5}}"#, Some(3.5)),
        (r#"{"votes":{"a":5,"b":1,"c":2}}"#, Some(2.0)),
        (r#"{"votes":{}}"#, None),
    ] {
        assert_eq!(read(text).value().map(Num::get), value, "{text}");
    }
}

#[test]
fn scores_are_written_as_they_were_read() {
    for text in ["4", r#"{"votes":{"b":2,"a":5},"agreed":3,"note":1.10}"#, r#"{"votes":{"a":1}}"#] {
        assert_eq!(serde_json::to_string(&read(text)).unwrap(), text);
    }
}

#[test]
fn a_vote_taken_back_leaves_what_was_there_before() {
    let ana = ParticipantId::from("ana");
    let voted = read("4").with_vote(&ana, Num::new(2.0)).unwrap();
    assert_eq!(voted.agreed(), Num::new(4.0));
    assert_eq!(voted.vote_of(&ana), Num::new(2.0));
    assert_eq!(voted.with_vote(&ana, None), Some(read("4")));
}

#[test]
fn a_revealed_round_counts_and_loses_no_vote() {
    let round: Round =
        serde_json::from_str(r#"{"attempt":1,"slips":[{"by":"a","value":3},{"by":"b","unsure":true}]}"#)
            .unwrap();
    let rounds = r#""rounds":[{"attempt":1,"slips":[{"by":"a","value":3},{"by":"b","unsure":true}]}]"#;
    for (before, after) in [
        ("null", format!(r#"{{"votes":{{"a":3}},{rounds}}}"#)),
        ("5", format!(r#"{{"votes":{{"a":3}},{}}}"#, rounds.replace(r#""slips""#, r#""before":5,"slips""#))),
        (
            r#"{"votes":{"a":2,"c":8},"agreed":5}"#,
            concat!(
                r#"{"votes":{"a":3},"rounds":[{"slips":[{"by":"a","value":2},{"by":"c","value":8}]},"#,
                r#"{"attempt":1,"before":5,"slips":[{"by":"a","value":3},{"by":"b","unsure":true}]}]}"#
            )
            .to_owned(),
        ),
    ] {
        let before: Option<Score> = serde_json::from_str(before).unwrap();
        assert_eq!(serde_json::to_string(&Score::revealed(before, round.clone())).unwrap(), after);
    }
    let nobody = Round { attempt: 1, ..Round::default() };
    assert_eq!(Score::revealed(Some(read("5")), nobody.clone()).value(), Num::new(5.0));

    let voted = Score::revealed(None, round.clone());
    let passed = Score::revealed(Some(voted), nobody);
    assert_eq!(Score::revealed(Some(passed), round).rounds().len(), 3, "no round that was none");
}

#[test]
fn one_participant_votes_once() {
    assert!(serde_json::from_str::<Score>(r#"{"votes":{"a":1,"a":2}}"#).is_err());
}
