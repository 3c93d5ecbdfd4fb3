//! Voting alone into sheets, collecting them, and what no verb tells before the reveal.

use serde_json::{Value, json};

use super::Desk;

const TEAM: &str = r#"{
    "title": "Reach", "framework": "rice", "capacity": { "amount": 3, "unit": "months" },
    "participants": [{ "id": "ana", "name": "Ana", "side": "business" }, { "id": "bo", "name": "Bo", "side": "business" },
                     { "id": "eng", "name": "Engineer", "side": "engineering" }, { "id": "eve", "side": "observer" },
                     { "id": "old", "side": "business", "retired": true }],
    "items": [
        { "id": "y", "title": "Why not", "scores": { "reach": 100000, "impact": 1, "confidence": 1, "effort": 2 } },
        { "id": "x", "title": "Voted on", "kind": "debt", "deferrals": 3,
          "scores": { "reach": { "votes": { "ana": 3061, "bo": 5479 }, "agreed": 7919 }, "impact": 1, "confidence": 1, "effort": 2 } },
        { "id": "parked", "title": "Parked", "horizon": "parked" }
    ]
}"#;

/// A desk on which Ana has voted on x alone.
fn voted() -> Desk {
    let desk = Desk::with("team.json", TEAM);
    let input = "\n\n\n6133 because-of-ana\n0.5\n80%\n";
    let answer = desk.run_with_input(&["vote", "team.json", "--as", "ana", "--all"], input.as_bytes()).done();
    assert!(answer.stdout.contains("3 answers of ana, sealed in "), "{answer:?}");
    desk
}

#[test]
fn one_answers_alone_line_by_line_and_sees_nothing_of_the_others() {
    let desk = Desk::with("team.json", TEAM);
    let input = "h\n1 2 3\n7000000000000\n<\n6133\nx\n0.5 small\n? no idea\nq\n";
    let answer = desk
        .run_with_input(&["vote", "team.json", "--as", "Ana", "--into", "a.json", "--all"], input.as_bytes())
        .done();
    for told in [
        "ana votes for business: 6 answers to give",
        "1/6  Why not: reach",
        "3/6  Why not: confidence (20%, 50%, 80%, 100%)",
    ] {
        assert!(answer.stderr.contains(told), "{told}: {answer:?}");
    }
    assert!(answer.stderr.contains("x is not on the scale"), "{answer:?}");
    for hidden in ["100000", "7919", "3061", "5479"] {
        assert!(!answer.stderr.contains(hidden) && !answer.stdout.contains(hidden), "{hidden}");
    }
    // A seal is digits that may happen to read like anything.
    let sheet: Vec<String> = desk.read("a.json").lines().map(str::to_owned).collect();
    let sheet = sheet.into_iter().filter(|line| !line.contains("\"seal\"")).collect::<Vec<_>>().join("\n");
    assert!(
        !sheet.contains("6133") && !sheet.contains("no idea") && sheet.contains(r#""by": "ana""#),
        "{sheet}"
    );
    // The rest is asked the next time, and everything on demand.
    let answer = desk
        .run_with_input(&["vote", "team.json", "--as", "ana", "--into", "a.json", "--all"], "q\n".as_bytes())
        .done();
    assert!(answer.stderr.contains("3 answers to give"), "{answer:?}");
    let answer = desk
        .run_with_input(
            &["vote", "team.json", "--as", "ana", "--into", "a.json", "--again", "--all"],
            "q\n".as_bytes(),
        )
        .done();
    assert!(answer.stderr.contains("6 answers to give"), "{answer:?}");
    assert_eq!(desk.read("team.json"), TEAM, "the workspace is only read");
}

#[test]
fn who_cannot_vote_or_votes_nothing_is_told() {
    let desk = voted();
    desk.write("other.json", TEAM.replace("Reach", "Bank app"));
    for (arguments, code, why) in [
        (&["vote", "team.json", "--as", "zoe"][..], 2, "no participant is called zoe"),
        (&["vote", "team.json", "--as", "eve"], 2, "eve votes for no side"),
        (&["vote", "team.json", "--as", "old"], 2, "old votes for no side"),
        (&["vote", "team.json", "--as", "bo", "--into", "team.ana.votes.json"], 2, "the voting sheet of ana"),
        (&["vote", "team.json", "--as", "bo", "--into", "team.json"], 3, "no voting sheet"),
        (&["vote", "team.json", "--as", "bo", "--all"], 1, "nothing was answered"),
        (
            &["vote", "other.json", "--as", "ana", "--into", "team.ana.votes.json"],
            2,
            "a voting sheet for Reach",
        ),
        (&["collect", "team.json", "team.json"], 3, "no voting sheet"),
        (&["collect", "team.json", "gone.json"], 3, "gone.json"),
    ] {
        desk.run_with_input(arguments, "".as_bytes()).failed(code, &[why]);
    }
}

#[test]
fn sheets_are_collected_blind_and_duplicates_and_strangers_are_told() {
    let desk = voted();
    let sheet: Value = serde_json::from_str(&desk.read("team.ana.votes.json")).unwrap();
    let mut stranger = sheet.clone();
    stranger["by"] = json!("zoe");
    desk.write("zoe.json", stranger.to_string());
    let mut forged = sheet.clone();
    forged["by"] = json!("bo");
    desk.write("forged.json", forged.to_string());
    let mut odd = sheet.clone();
    odd["answers"][0]["item"] = json!("parked");
    odd["answers"][1]["paper"]["criterion"] = json!("effort");
    odd["answers"][2]["paper"]["criterion"] = json!("nonsense");
    desk.write("odd.json", odd.to_string());
    let mut elsewhere = sheet.clone();
    elsewhere["votes_for"] = json!("Bank app");
    desk.write("elsewhere.json", elsewhere.to_string());
    let mut renamed = sheet.clone();
    renamed["answers"].as_array_mut().unwrap().truncate(1);
    renamed["answers"][0]["title"] = json!("Something else");
    desk.write("renamed.json", renamed.to_string());
    let answer = desk
        .run(&[
            "collect",
            "team.json",
            "team.ana.votes.json",
            "zoe.json",
            "forged.json",
            "odd.json",
            "team.ana.votes.json",
            "elsewhere.json",
            "renamed.json",
            "--all",
            "--json",
        ])
        .done();
    let told: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(
        (&told["answers"], &told["items"], &told["participants"]),
        (&json!(3), &json!(1), &json!(["ana"]))
    );
    let problems: Vec<&str> = told["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        problems,
        [
            "nobody is listed as zoe",
            "the answer on reach of x cannot be read",
            "the answer on impact of x cannot be read",
            "the answer on confidence of x cannot be read",
            "no item of the backlog has the id parked",
            "effort of x is scored by engineering",
            "the framework has no criterion nonsense",
            "answered on reach of x before: the first answer stays",
            "answered on impact of x before: the first answer stays",
            "answered on confidence of x before: the first answer stays",
            "this sheet is for Bank app; if that is this workspace, change its votes_for",
            "x had another title when it was answered on",
        ]
    );
    let log = desk.run(&["log", "team.json"]).done().stdout;
    assert!(log.contains("sealed votes of Ana on Voted on collected"), "{log}");
    assert_eq!(told["left"], json!([]));
    // A second time there is nothing new, and it is said once.
    let why = "team.ana.votes.json: 3 answers are there already, and the first one stays: Voted on\n";
    desk.run(&["collect", "team.json", "team.ana.votes.json"]).failed(1, &[why, "no answer was taken in"]);
}

#[test]
fn no_verb_tells_what_is_voted_on_before_the_reveal() {
    let desk = voted();
    desk.run(&["score", "team.json", "x", "reach=4217", "--reason", "asked"]).done();
    desk.run(&["collect", "team.json", "team.ana.votes.json", "--all"]).done();
    for arguments in [
        &["rank", "team.json"][..],
        &["rank", "team.json", "--json"],
        &["explain", "team.json", "x"],
        &["explain", "team.json", "x", "--json"],
        &["log", "team.json"],
        &["log", "team.json", "--json"],
        &["check", "team.json"],
        &["check", "team.json", "--json"],
        &["debt", "team.json"],
        &["debt", "team.json", "--json"],
    ] {
        let answer = desk.run(arguments).done();
        for sentinel in ["7919", "6133", "4217", "3061", "5479", "because-of-ana", "3959.5", "2108.5"] {
            assert!(!answer.stdout.contains(sentinel), "{sentinel} in {arguments:?}: {}", answer.stdout);
        }
    }
    desk.run(&["score", "team.json", "x", "reach=5"]).failed(2, &["voted on blind"]);
    assert!(desk.run(&["rank", "team.json"]).done().stdout.contains("voted on blind"));
    // The other side's values are no secret.
    assert!(desk.run(&["score", "team.json", "x", "effort=4"]).done().stdout.contains("effort of Voted on"));
}

#[test]
fn what_is_agreed_on_is_neither_asked_nor_unsettled() {
    let text = TEAM.replace(r#", "agreed": 7919"#, "").replace(r#""amount": 3"#, r#""amount": 4"#);
    let desk = Desk::with("team.json", &text);
    let answer = desk.run_with_input(&["vote", "team.json", "--as", "ana"], "6133\n".as_bytes()).done();
    assert!(answer.stderr.contains("ana votes for business: 1 answer to give"), "{answer:?}");
    assert!(answer.stderr.contains("1/1  Voted on: reach"), "{answer:?}");
    // The room agrees on a value before the sheet arrives.
    desk.run(&["score", "team.json", "x", "reach=5000"]).done();
    desk.run(&["collect", "team.json", "team.ana.votes.json"]).failed(
        1,
        &[
            "1 answer is on what is agreed on, --all takes it in all the same: Voted on\n",
            "no answer was taken in",
        ],
    );
    assert!(desk.run(&["rank", "team.json"]).done().stdout.contains("2 ranked"));
    let answer = desk.run(&["collect", "team.json", "team.ana.votes.json", "--all"]).done();
    assert!(
        answer.stdout.contains(
            "1 answer of ana on 1 item, sealed until the reveal; until then 1 item out of the line"
        ),
        "{answer:?}"
    );
}

#[test]
fn what_an_open_round_asks_about_is_taken_in_whatever_was_agreed_on_before() {
    let scores =
        r#""reach": { "votes": { "ana": 3061, "bo": 5479 }, "agreed": 7919 }, "impact": 1, "confidence": 1"#;
    let round = format!(
        r#""rounds": [{{ "side": "business", "attempt": 1, "voters": ["ana", "bo"], "aside": {{ {scores} }} }}], "scores": {{ "effort": 2 }}"#
    );
    let text = TEAM.replace(&format!(r#""scores": {{ {scores}, "effort": 2 }}"#), &round);
    assert_ne!(text, TEAM);
    let desk = Desk::with("team.json", &text);
    let answer =
        desk.run_with_input(&["vote", "team.json", "--as", "ana"], "6133\n0.5\n80%\n".as_bytes()).done();
    assert!(answer.stderr.contains("ana votes for business: 3 answers to give"), "{answer:?}");
    let answer = desk.run(&["collect", "team.json", "team.ana.votes.json"]).done();
    assert!(answer.stdout.contains("3 answers of ana on 1 item"), "{answer:?}");
}

#[test]
fn what_comes_in_hangs_on_no_order() {
    // Reach is agreed on, impact is not. Bo answers impact alone, Ana everything.
    let text = TEAM.replace(
        r#""agreed": 7919 }, "impact": 1,"#,
        r#""agreed": 7919 }, "impact": { "votes": { "bo": 2 } },"#,
    );
    assert_ne!(text, TEAM);
    let answers = |order: [&str; 2]| {
        let desk = Desk::with("team.json", &text);
        let all = ["vote", "team.json", "--as", "ana", "--all"];
        desk.run_with_input(&all, "\n\n\n6133\n0.5\n80%\n".as_bytes()).done();
        desk.run_with_input(&["vote", "team.json", "--as", "bo"], "1\n".as_bytes()).done();
        for who in order {
            desk.run(&["collect", "team.json", &format!("team.{who}.votes.json")]);
        }
        let file: Value = serde_json::from_str(&desk.read("team.json")).unwrap();
        file["items"][1]["rounds"][0]["papers"].as_array().map_or(0, Vec::len)
    };
    assert_eq!([answers(["ana", "bo"]), answers(["bo", "ana"])], [2, 2]);
}
