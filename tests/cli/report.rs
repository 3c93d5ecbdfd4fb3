//! `cutline report`: files written, refused and replaced, and templates of one's own.

use std::fs;

use super::{Desk, WORKSPACE, hostile};

const AUDIENCES: [&str; 5] = ["founder", "engineering", "customer", "board", "minutes"];

#[test]
fn the_suffix_says_what_is_written() {
    let desk = Desk::with("w.json", WORKSPACE);
    for audience in AUDIENCES {
        for (out, begins) in [("r.html", "<!DOCTYPE html>\n"), ("r.MD", "# ")] {
            let answer = desk.run(&["report", "w.json", "--for", audience, out]).done();
            assert_eq!((answer.stdout.as_str(), answer.stderr.as_str()), ("", ""), "{audience}");
            let text = desk.read(out);
            assert!(text.starts_with(begins), "{audience} {out}: {text}");
            assert!(!hostile(&text));
        }
    }
    assert_eq!(desk.files(), ["r.MD", "r.html", "w.json"], "nothing is left beside them");
    assert_eq!(desk.read("w.json"), WORKSPACE);
}

#[test]
fn standard_output_and_input_are_said_with_a_stroke() {
    let desk = Desk::with("w.json", WORKSPACE);
    let answer = desk.run(&["report", "w.json", "-", "--for", "board", "--to", "md"]).done();
    assert!(answer.stdout.starts_with("# Bookings\n\nFor the board, "), "{}", answer.stdout);
    let piped =
        desk.run_with_input(&["report", "-", "-", "--for", "board", "--to", "md"], WORKSPACE.as_bytes());
    assert_eq!(piped.done().stdout, answer.stdout);
    // What is asked for comes before what the name says.
    desk.run(&["report", "w.json", "r.html", "--for", "board", "--to", "md"]).done();
    assert_eq!(desk.read("r.html"), answer.stdout);
}

#[test]
fn the_minutes_of_an_earlier_session_are_those_of_its_end() {
    let desk = Desk::with(
        "w.json",
        r#"{"items": [{"id": "a"}], "log": [
            {"seq": 1, "at": "2026-01-19T10:00:00Z", "kind": "vision"},
            {"seq": 2, "at": "2026-01-20T10:00:00Z", "kind": "vision"}]}"#,
    );
    let minutes = |session: &str| {
        desk.run(&["report", "w.json", "-", "--for", "minutes", "--to", "md", "--session", session])
    };
    for (session, day) in [("1", "20 January 2026, 10:00"), ("2", "19 January 2026, 10:00")] {
        let text = minutes(session).done().stdout;
        assert!(text.contains(day) && text.contains("1 change."), "{text}");
        let date = day.split(',').next().unwrap();
        assert!(text.contains(&format!("Minutes, {date}\n")), "the date is that of the session: {text}");
    }
    minutes("3").failed(2, &["the log has 2 sessions", "1 is the last of them"]);
}

#[test]
fn wrong_use_is_told_and_writes_nothing() {
    let desk = Desk::with("w.json", WORKSPACE);
    for (arguments, words) in [
        (&["w.json", "r.html"][..], &["--for"][..]),
        (&["w.json", "r.html", "--for", "cats"], &["founder, engineering, customer, board, minutes"]),
        (&["w.json", "r.pdf", "--for", "board"], &["r.pdf: no report is written as .pdf", "html and md"]),
        (&["w.json", "r", "--for", "board"], &["r: the name does not tell what to write", "--to"]),
        (&["w.json", "-", "--for", "board"], &["standard output has no name", "--to html"]),
        (&["w.json", "w.json", "--for", "board", "--to", "md"], &["w.json: that is the workspace itself"]),
        (&["w.json", "./w.json.journal", "--for", "board", "--to", "md"], &["that is the workspace itself"]),
        (&["--for", "board"], &["FILE", "OUT"]),
        (&["--for", "board", "--print-template"], &["--to"]),
    ] {
        let arguments: Vec<&str> = ["report"].iter().chain(arguments).copied().collect();
        desk.run(&arguments).failed(2, words);
    }
    assert_eq!(desk.files(), ["w.json"]);
    assert_eq!(desk.read("w.json"), WORKSPACE);
}

#[test]
fn what_cannot_be_read_or_saved_has_its_own_code() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.write("broken.json", "{");
    fs::create_dir(desk.path("folder.md")).unwrap();
    let report = |file, out| desk.run(&["report", file, out, "--for", "minutes"]);
    report("gone.json", "r.md").failed(3, &["gone.json"]);
    report("broken.json", "r.md").failed(3, &["broken.json"]);
    report("w.json", "nowhere/r.md").failed(4, &["nowhere/r.md", "help: "]);
    report("w.json", "folder.md").failed(4, &["folder.md"]);
    assert_eq!(desk.files(), ["broken.json", "folder.md", "w.json"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_there_is_replaced_with_its_permissions_and_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::with("w.json", WORKSPACE);
    desk.write("r.md", "old");
    fs::set_permissions(desk.path("r.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(desk.path("r.md"), desk.path("link.md")).unwrap();
    desk.run(&["report", "w.json", "link.md", "--for", "founder"]).done();
    assert!(desk.read("r.md").starts_with("# Bookings"));
    assert_eq!(fs::metadata(desk.path("r.md")).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(desk.path("link.md")).unwrap().is_symlink());
    // A link to the workspace is the workspace.
    symlink(desk.path("w.json"), desk.path("sly.md")).unwrap();
    desk.run(&["report", "w.json", "sly.md", "--for", "founder"]).failed(2, &["the workspace itself"]);
    assert_eq!(desk.read("w.json"), WORKSPACE);
}

#[test]
fn a_template_is_printed_changed_and_used() {
    let desk = Desk::with("w.json", WORKSPACE);
    for audience in AUDIENCES {
        for to in ["html", "md"] {
            let printed =
                desk.run(&["report", "--print-template", "--for", audience, "--to", to]).done().stdout;
            desk.write("mine", &printed);
            let own = desk
                .run(&["report", "w.json", "-", "--for", audience, "--to", to, "--template", "mine"])
                .done();
            let built_in = desk.run(&["report", "w.json", "-", "--for", audience, "--to", to]).done();
            assert_eq!(own.stdout, built_in.stdout, "{audience} {to}");
        }
    }
    desk.write("mine", "{{ title }}: {% for item in inside.rows %}{{ item.title }} {% endfor %}");
    let own =
        desk.run(&["report", "w.json", "-", "--for", "engineering", "--to", "md", "--template", "mine"]);
    assert_eq!(own.done().stdout, "Bookings: Fix payments Onboarding\n");
}

#[test]
fn a_template_in_the_configuration_folder_holds_for_good() {
    let desk = Desk::with("w.json", WORKSPACE);
    let folder = desk.path("config").join("cutline").join("report");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("customer.md"), "Ours, {{ day | length }}").unwrap();
    fs::write(
        folder.join("customer.html"),
        "{% extends \"customer.html\" %}{% block name %}Ours{% endblock %}",
    )
    .unwrap();
    let report = |to| desk.run(&["report", "w.json", "-", "--for", "customer", "--to", to]).done().stdout;
    assert_eq!(report("md"), "Ours, 10\n");
    assert!(report("html").contains("<title>Ours</title>"));
    // One that is named goes before it, and other audiences have their own.
    desk.write("mine", "Mine");
    let mine = desk.run(&["report", "w.json", "-", "--for", "customer", "--to", "md", "--template", "mine"]);
    assert_eq!(mine.done().stdout, "Mine\n");
    let board = desk.run(&["report", "w.json", "-", "--for", "board", "--to", "md"]).done();
    assert!(board.stdout.starts_with("# Bookings"));
}

#[test]
fn a_wrong_template_is_told_by_file_and_line() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.write("secret.md", "secret");
    for (template, words) in [
        ("one\n{% if %}", &["error: mine.html: line 2: ", "help: blocks are {% … %}"][..]),
        ("one\n\n{{ titel }}", &["error: mine.html: line 3: undefined value", "--print-template"]),
        ("{{ title | shout }}", &["mine.html: line 1: unknown filter"]),
        ("{% include \"secret.md\" %}", &["mine.html: line 1: template not found"]),
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            &["mine.html: line 1: the template goes on for too long", "help: look for loops"],
        ),
    ] {
        desk.write("mine.html", template);
        let arguments = ["report", "w.json", "r.html", "--for", "founder", "--template", "mine.html"];
        desk.run(&arguments).failed(3, words);
    }
    let arguments = ["report", "w.json", "r.html", "--for", "founder", "--template", "gone.html"];
    desk.run(&arguments).failed(3, &["gone.html"]);
    desk.write("mine.html", [0xff, 0xfe]);
    let arguments = ["report", "w.json", "r.html", "--for", "founder", "--template", "mine.html"];
    desk.run(&arguments).failed(3, &["mine.html: the template is not in UTF-8"]);
    assert_eq!(desk.files(), ["mine.html", "secret.md", "w.json"]);
}
