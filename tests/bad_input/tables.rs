//! Rows about tables: what trackers and spreadsheets export.

use serde_json::{Value, json};

use super::Desk;

fn titles(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["title"].as_str().unwrap()).collect()
}

#[track_caller]
fn imported(content: impl AsRef<[u8]>) -> (String, Vec<Value>) {
    Desk::new().imports("s.csv", content, "four-factor")
}

#[test]
fn row_02_a_table_may_begin_with_a_byte_order_mark() {
    let (_, items) = imported("\u{feff}title,effort\nA,3\n");
    assert_eq!((titles(&items), &items[0]["scores"]["effort"]), (vec!["A"], &json!(3)));
}

#[test]
fn row_06_tables_of_old_code_pages_are_decoded_and_it_is_told() {
    let (told, items) = imported(b"title,effort\nCaf\xe9 \x93x\x94,3\n");
    assert_eq!(titles(&items), ["Café “x”"]);
    assert!(told.contains("encoding: Windows-1252, since it is not UTF-8"), "{told}");
}

#[test]
fn row_12_cells_that_are_no_finite_number_reject_their_row() {
    let (told, items) = imported("title,effort\nA,NaN\nB,inf\nC,1e999\nD,-inf\nE,3\n");
    assert_eq!(titles(&items), ["E"]);
    for (row, cell) in [(2, "NaN"), (3, "inf"), (4, "1e999"), (5, "-inf")] {
        assert!(
            told.contains(&format!("row {row}, effort: rejected: \"{cell}\" is not a finite number")),
            "{told}"
        );
    }
}

#[test]
fn row_21_numbers_are_read_as_a_column_is_written() {
    let scores = |content: &str| {
        let (told, items) = Desk::new().imports("s.csv", content, "cd3");
        let of = |item: &Value| item["scores"]["duration"].as_f64();
        (told, items.iter().map(of).collect::<Vec<_>>())
    };
    assert_eq!(scores("title,duration\nA, 5\nB,5 \nC,\u{a0}5\n").1, [Some(5.0); 3]);
    assert_eq!(scores("title;duration\nA;1,5\nB;2,0\n").1, [Some(1.5), Some(2.0)]);
    let (told, numbers) = scores("title;duration\nA;1,5\nB;2.5\nC;1_000\nD;0x10\nE;5\n");
    assert!(
        numbers.len() < 5
            && told.contains("\"1_000\" is not a number")
            && told.contains("\"0x10\" is not a number"),
        "{told}"
    );
    assert!(
        told.contains("row 2, duration: rejected: the comma in \"1,5\" could be"),
        "both marks in one column: {told}"
    );
}

#[test]
fn row_36_ragged_rows_and_open_quotes_are_rejected_and_the_rest_comes_in() {
    let (told, items) = imported("title,effort\nA,3\nB,2,z,extra\nC,1\nD,\"never closed\nE,2\n");
    assert_eq!(titles(&items), ["A", "C", "E"]);
    assert!(
        told.contains("row 3: rejected: 4 cells under 2 headers")
            && told.contains("row 5: rejected: a quote is opened"),
        "{told}"
    );
}

#[test]
fn row_37_line_breaks_in_a_cell_stay_and_are_shown_as_a_sign() {
    let desk = Desk::new();
    let (_, items) = desk.imports("s.csv", "title,effort\n\"A\nB\",3\n", "four-factor");
    assert_eq!(titles(&items), ["A\nB"]);
    assert!(desk.run(&["rank", "w.json"]).done().stdout.contains("A⏎B"));
}

#[test]
fn row_38_what_parts_the_cells_is_found_and_shown() {
    for (sign, name) in [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")] {
        let (told, items) = imported(["title,effort", "A,3", "B,2"].join("\n").replace(',', sign));
        assert_eq!(titles(&items), ["A", "B"], "{name}");
        assert!(told.contains(&format!("separator: {name}")), "{told}");
    }
}

#[test]
fn row_39_columns_of_one_name_are_read_by_position_and_joined() {
    let (_, items) = imported("title,Labels,effort,Labels,Labels\nA,x,3,,y\nB,,2,z,\n");
    assert_eq!((&items[0]["tags"], &items[1]["tags"]), (&json!(["x", "y"]), &json!(["z"])));
}

#[test]
fn row_40_a_header_alone_is_a_table_of_nothing() {
    let (told, items) = imported("title,effort\n");
    assert!(items.is_empty() && told.contains("0 rows") && told.contains("0 added"), "{told}");
}

#[test]
fn row_41_a_header_further_down_is_found() {
    for content in [
        "\n\nReport of July,,\n,,\n,title,effort\n,A,3\n,B,2\n",
        ",,,\n,,,\n,,title,effort\n,,A,3\n,,B,2\n",
        "\r\n\r\ntitle,effort\r\nA,3\r\nB,2\r\n",
    ] {
        let (told, items) = imported(content);
        assert_eq!((titles(&items), &items[0]["scores"]["effort"]), (vec!["A", "B"], &json!(3)), "{told}");
        assert!(told.contains("header: row "), "{told}");
    }
}

#[test]
fn row_42_titles_that_a_spreadsheet_would_run_are_neutralised_and_come_back() {
    let formulas = ["=cmd|' /C calc'!A0", "@SUM(1)", "-1+1", "+1+1", "\t=1", "＝1", "'=1"];
    let items: Vec<Value> = formulas.iter().map(|title| json!({"title": title})).collect();
    let desk = Desk::with(json!({"items": items}).to_string());
    for out in ["out.csv", "out.xlsx"] {
        desk.run(&["export", "w.json", out]).done();
        // A workbook knows by itself which cells are text.
        let formulas = if out == "out.csv" { &formulas[..] } else { &formulas[..4] };
        let other = Desk::new();
        let (_, again) = other.imports(out, desk.read(out), "four-factor");
        assert_eq!(&titles(&again)[..formulas.len()], formulas, "{out}");
    }
    let table = desk.text("out.csv");
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == "title").unwrap();
    let shown: Vec<String> = reader.records().map(|row| row.unwrap()[at].to_owned()).collect();
    assert!(shown.iter().all(|cell| cell.starts_with('\'')), "{shown:?}");
}
