//! Fields in the small: what is typed, chosen and pasted.

use super::*;

fn press(field: &mut Field, keys: &str) -> String {
    for key in keys.split_whitespace() {
        field.edit(key.parse().unwrap());
    }
    field.text().to_owned()
}

#[test]
fn names_are_gone_through_and_lead_back_to_what_was_typed() {
    let names = ["Ana", "Bo", "Anders Holm"].map(str::to_owned).to_vec();
    let mut field = Field::text_line("Owner", "who", "").offering(names);
    for (keys, text) in [
        ("ctrl-n", "Ana"),
        ("ctrl-n ctrl-n", "Anders Holm"),
        ("ctrl-n", ""),
        ("ctrl-p", "Anders Holm"),
        ("ctrl-u h ctrl-n", "Anders Holm"),
        ("ctrl-n", "h"),
        ("ctrl-u z ctrl-n", "z"),
    ] {
        assert_eq!(press(&mut field, keys), text, "{keys}");
    }
}

#[test]
fn a_number_is_typed_anew_or_moved_by_steps() {
    let mut field = Field::number("Amount", "how much", Some(20.0), 0.5);
    for (keys, text, number) in [
        ("+ +", "21", Ok(Some(21.0))),
        ("2 5", "25", Ok(Some(25.0))),
        ("-", "24.5", Ok(Some(24.5))),
        ("3 , 5", "3,5", Ok(Some(3.5))),
        ("backspace backspace backspace", "", Ok(None)),
        ("-", "0", Ok(Some(0.0))),
        ("1 . . 2", "1..2", Err(NO_NUMBER)),
        ("ctrl-u 1 , 0 0 0", "1,000", Err(TWO_WAYS)),
        ("ctrl-u", "", Ok(None)),
        ("+", "0.5", Ok(Some(0.5))),
    ] {
        assert_eq!(press(&mut field, keys), text, "{keys}");
        assert_eq!(field.quantity(), number, "{keys}");
    }
    let letter: Key = "e".parse().unwrap();
    assert!(!field.edit(letter), "letters are for others");
    press(&mut field, "ctrl-u 1");
    field.take(letter);
    assert_eq!(press(&mut field, "3"), "1e3", "and are seen where there are none");
    assert_eq!(field.quantity(), Ok(Some(1000.0)));
}

#[test]
fn a_number_that_may_be_below_nothing_takes_its_sign_first() {
    let mut field = Field::number("Current", "where it is", Some(36.0), 1.0).signed();
    for (keys, text, number) in [
        ("3 0", "30", Ok(Some(30.0))),
        ("-", "30", Ok(Some(30.0))),
        ("backspace backspace - 2 , 5", "-2,5", Ok(Some(-2.5))),
        ("backspace backspace backspace", "-", Err(NO_SIGNED_NUMBER)),
        ("ctrl-u", "", Ok(None)),
    ] {
        assert_eq!(press(&mut field, keys), text, "{keys}");
        assert_eq!(field.quantity(), number, "{keys}");
    }
    field.paste("−12 °C");
    assert_eq!(field.text(), "-12");
    let mut untouched = Field::number("Current", "where it is", Some(36.0), 1.0).signed();
    assert_eq!(press(&mut untouched, "- 4"), "-4", "the first sign begins a new number, as a digit does");
}

#[test]
fn a_word_is_chosen_by_its_first_letter_or_gone_to() {
    let options = ["in", "out", "let go"].map(str::to_owned).to_vec();
    let mut field = Field::choice("Hold it", "where", options, 1);
    for (keys, text) in
        [("left", "in"), ("left", "let go"), ("space", "in"), ("o", "out"), ("ctrl-n", "let go")]
    {
        assert_eq!(press(&mut field, keys), text, "{keys}");
    }
}

#[test]
fn pasted_text_stands_where_the_cursor_is_and_numbers_take_digits() {
    let mut line = Field::text_line("Why", "why", "ac");
    press(&mut line, "left");
    line.paste("b b");
    assert_eq!(line.text(), "ab bc");
    for (pasted, text) in [
        ("24 points.", "24"),
        ("ca. 30", "30"),
        (".5", ".5"),
        ("30 of 40", "30 of 40"),
        ("1e3", "1e3"),
        ("about", "about"),
        ("−3", "-3"),
        ("2,5", "2,5"),
    ] {
        let mut number = Field::number("Amount", "how much", Some(20.0), 1.0);
        number.paste(pasted);
        assert_eq!(number.text(), text, "{pasted}");
    }
}
