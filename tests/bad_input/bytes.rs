//! Rows about bytes: what is no text, and what is no JSON.

use super::Desk;

const ITEM: &str = "{\"items\": [{\"id\": \"a\", \"title\": \"Café\"}]}";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn row_01_a_byte_order_mark_is_stripped() {
    let desk = Desk::with(format!("\u{feff}{ITEM}"));
    assert_eq!(desk.accepts(), "");
    desk.run(&["score", "w.json", "a", "effort=2"]).done();
    assert!(desk.text("w.json").starts_with("{\n"), "the mark was written again");
}

#[test]
fn row_03_utf_16_is_rejected_and_named() {
    for (mark, big, name) in
        [("\u{feff}", false, "little"), ("\u{feff}", true, "big"), ("", false, "little"), ("", true, "big")]
    {
        let desk = Desk::with(utf16(&format!("{mark}{ITEM}"), big));
        desk.rejects(&["the file is UTF-16", name, "save the file as UTF-8"]);
    }
}

#[test]
fn row_04_lines_may_end_as_they_like() {
    for end in ["\r\n", "\r", "\n"] {
        let desk = Desk::with(["{\"items\": [", "{\"id\": \"a\", \"title\": \"A\"}", "]}", ""].join(end));
        assert_eq!(desk.accepts(), "");
        let (told, items) =
            Desk::new().imports("s.csv", ["title,effort", "A,3", "B,2", ""].join(end), "four-factor");
        assert!(items.len() == 2 && items[1]["title"] == "B", "{end:?}: {told}");
    }
}

#[test]
fn row_05_what_is_not_utf_8_is_rejected_with_its_byte() {
    for (content, place) in [
        (&b"{\"title\": \"\xe9\"}"[..], "line 1, column 12: byte 11 is not UTF-8"),
        (b"{\n\"title\": \"a\xff\"}", "line 2, column 12: byte 13 is not UTF-8"),
        (b"\xef\xbb\xbf{\"title\": \"\xe9\"}", "byte 14 is not UTF-8"),
        // Half of a character at the end.
        (b"{\"title\": \"\xc3", "byte 11 is not UTF-8"),
    ] {
        Desk::with(content).rejects(&[place]);
    }
}

#[test]
fn row_07_half_a_surrogate_pair_and_raw_controls_are_rejected() {
    for text in [
        "{\"title\": \"\\ud83d\"}",
        "{\"title\": \"\\ude00\\ud83d\"}",
        "{\"items\": [{\"\\ud83d\": 1}]}",
        "{\"title\": \"a\u{1}b\"}",
        "{\"title\": \"a\u{1b}[2Jb\"}",
        "{\"title\": \"a\nb\"}",
        // In fields that are not known, too, though they are kept as they are written.
        "{\"other\": [\"\\ud83d\"]}",
        "{\"other\": \"a\u{1b}b\"}",
    ] {
        Desk::with(text).rejects(&["w.json: line ", "column "]);
    }
}

#[test]
fn row_08_escaped_controls_stay_in_the_data_and_are_shown_scrubbed() {
    let desk = Desk::with("{\"items\": [{\"id\": \"a\", \"title\": \"x\\u001b[31my\\u0000z\"}]}");
    let answer = desk.run(&["rank", "w.json"]).done();
    assert!(answer.stdout.contains("x[31myz") && !answer.stdout.contains('\u{1b}'), "{}", answer.stdout);
    assert_eq!(desk.json(&["rank", "w.json", "--json"])["unscored"][0]["title"], "x\u{1b}[31my\0z");
    desk.run(&["score", "w.json", "a", "effort=2"]).done();
    assert!(desk.text("w.json").contains("x\\u001b[31my\\u0000z"), "{}", desk.text("w.json"));
}

#[test]
fn row_09_an_empty_file_is_rejected_and_never_written_over() {
    for content in ["", " \r\n\t\n", "\u{feff}", "\u{feff}\n"] {
        let desk = Desk::with(content);
        desk.rejects(&["w.json: the file is empty", "`cutline recover w.json` writes the last backup"]);
        desk.write("s.csv", "title\nA\n");
        desk.run(&["new", "w.json"]).failed(4, &["there is such a file already"]);
        desk.run(&["import", "s.csv", "--into", "w.json"]).failed(3, &["the file is empty"]);
        assert_eq!(
            (desk.text("w.json").as_str(), desk.files()),
            (content, vec!["s.csv".to_owned(), "w.json".to_owned()])
        );
    }
}

#[test]
fn row_10_what_is_cut_short_is_rejected_and_the_last_good_state_is_offered() {
    for (cut, field) in [
        ("{\"items\": [{\"title\": \"a", "items[0].title"),
        ("{\"items\": [", "items"),
        ("{\"title\": \"A\",", ""),
    ] {
        let desk = Desk::with(cut);
        desk.rejects(&[
            "line 1, column ",
            field,
            "the file ends in the middle of",
            "`cutline recover w.json`",
        ]);
    }
}

#[test]
fn row_11_what_is_not_quite_json_is_rejected() {
    for (text, words) in [
        ("{\"items\": []} x", "line 1, column 15: trailing characters"),
        ("{\"items\": []}\n{\"items\": []}", "line 2, column 1: trailing characters"),
        ("{\"items\": [],\n}", "line 2, column 1: trailing comma"),
        ("{\"items\": [{\"scores\": {\"effort\": NaN}}]}", "line 1, column 34, items[0].scores.effort: "),
        ("{\"items\": [{\"scores\": {\"effort\": Infinity}}]}", "items[0].scores.effort: "),
        ("{'items': []}", "line 1, column 2"),
        ("title: A", "line 1, column 2"),
    ] {
        Desk::with(text).rejects(&[words]);
    }
}

#[test]
fn row_24_a_known_field_twice_is_rejected() {
    for (text, words) in [
        ("{\"title\": \"a\",\n \"title\": \"b\"}", ["line 2, column 8", "duplicate field `title`"]),
        (
            "{\"items\": [{\"id\": \"a\", \"owner\": \"x\", \"owner\": \"y\"}]}",
            ["line 1, column ", "duplicate field `owner`"],
        ),
        (
            "{\"items\": [{\"scores\": {\"effort\": 1, \"effort\": 2}}]}",
            ["items[0].scores", "effort stands here twice"],
        ),
    ] {
        Desk::with(text).rejects(&words);
    }
}

#[test]
fn row_32_what_lies_too_deep_is_rejected() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let objects = "{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000);
    for text in [
        deep.clone(),
        format!("{{\"items\": {deep}}}"),
        format!("{{\"other\": {deep}}}"),
        format!("{{\"items\": [{{\"title\": \"A\", \"other\": {objects}}}]}}"),
    ] {
        Desk::with(text).rejects(&["w.json: line 1, column "]);
    }
    // What nobody would call deep stays as it is.
    let kept = "[".repeat(50) + &"]".repeat(50);
    assert_eq!(Desk::with(format!("{{\"other\": {kept}}}")).accepts(), "");
}
