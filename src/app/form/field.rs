//! The fields of a form: a line of text, a number, a choice among words.

use tui_input::Input;

use super::super::key::{Code, Key};
use super::super::typing;
use crate::domain::criterion::tidy;
use crate::domain::number::{self, Mistyped, Num};

/// What is said of a text that is no number, or none that can be below 0.
const NO_NUMBER: &str = "is no number from 0 up";
const NO_SIGNED_NUMBER: &str = "is no number";
const TWO_WAYS: &str = "can be read in two ways: leave the comma out";

/// How many names are offered at once.
const OFFERED: usize = 8;

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    /// What it is called.
    pub label: &'static str,
    /// What belongs in it, as it ends the sentence "say …".
    pub ask: &'static str,
    /// Whether it has to be filled in.
    pub required: bool,
    /// Whether it does not matter at the moment.
    pub hidden: bool,
    /// What is filled in.
    pub value: Value,
}

/// What is filled in.
#[derive(Clone, Debug)]
pub enum Value {
    /// A line of text.
    Text(Line),
    /// A number, 0 or more unless it has a sign.
    Number(Quantity),
    /// One of several words.
    Choice(Choice),
}

/// A line of text.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What is typed.
    pub input: Input,
    /// What it can be completed to, the likeliest first.
    pub names: Vec<String>,
    /// What was typed before names were gone through, and how far that went.
    turning: Option<(String, usize)>,
}

/// A number that is typed, or moved by steps.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// What is typed.
    pub input: Input,
    /// What one press of `+` adds.
    pub step: f64,
    /// Whether it may be below 0: then a minus is its sign, and nothing is stepped.
    pub signed: bool,
    /// What it counts, shown behind it.
    pub unit: String,
    /// The number that was filled in: the screen rounds it, and as long as nobody touches it, it is meant.
    filled: Option<f64>,
    /// Whether the first digit begins a new number.
    fresh: bool,
}

/// One of several words.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The words.
    pub options: Vec<String>,
    /// Which of them is chosen.
    pub at: usize,
    /// A letter that goes on to the next one from any field that has no use for it.
    pub letter: Option<char>,
}

impl Field {
    fn new(label: &'static str, ask: &'static str, value: Value) -> Field {
        Field { label, ask, required: false, hidden: false, value }
    }

    /// A line of text.
    pub fn text_line(label: &'static str, ask: &'static str, text: &str) -> Field {
        let input = Input::new(text.to_owned());
        Field::new(label, ask, Value::Text(Line { input, ..Line::default() }))
    }

    /// A number; empty where there is none.
    pub fn number(label: &'static str, ask: &'static str, number: Option<f64>, step: f64) -> Field {
        let input = Input::new(number.map(tidy).unwrap_or_default());
        let unit = String::new();
        let quantity = Quantity { input, step, signed: false, unit, filled: number, fresh: true };
        Field::new(label, ask, Value::Number(quantity))
    }

    /// A choice among words.
    pub fn choice(label: &'static str, ask: &'static str, options: Vec<String>, at: usize) -> Field {
        Field::new(label, ask, Value::Choice(Choice { options, at, letter: None }))
    }

    /// The same field, which has to be filled in.
    #[must_use]
    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// The same line of text, which offers names.
    #[must_use]
    pub fn offering(mut self, offered: Vec<String>) -> Field {
        if let Value::Text(line) = &mut self.value {
            line.names = offered;
        }
        self
    }

    /// The same choice, which a letter turns.
    #[must_use]
    pub fn turned_by(mut self, letter: char) -> Field {
        if let Value::Choice(choice) = &mut self.value {
            choice.letter = Some(letter);
        }
        self
    }

    /// The same number, with what it counts.
    #[must_use]
    pub fn counting(mut self, counted: &str) -> Field {
        self.set_unit(counted);
        self
    }

    /// The same number, which may be below 0.
    #[must_use]
    pub fn signed(mut self) -> Field {
        if let Value::Number(quantity) = &mut self.value {
            quantity.signed = true;
        }
        self
    }

    /// Says what a number counts.
    pub fn set_unit(&mut self, counted: &str) {
        if let Value::Number(quantity) = &mut self.value {
            counted.clone_into(&mut quantity.unit);
        }
    }

    /// Offers other words to choose from; the first is chosen where there are fewer.
    pub fn set_options(&mut self, options: Vec<String>) {
        if let Value::Choice(choice) = &mut self.value {
            choice.at = if choice.at < options.len() { choice.at } else { 0 };
            choice.options = options;
        }
    }

    /// Fills in a number; the next digit begins another.
    pub fn set_number(&mut self, number: Option<f64>) {
        if let Value::Number(quantity) = &mut self.value {
            quantity.input = Input::new(number.map(tidy).unwrap_or_default());
            (quantity.filled, quantity.fresh) = (number, true);
        }
    }

    /// What is filled in, without the spaces around it.
    pub fn text(&self) -> &str {
        match &self.value {
            Value::Text(Line { input, .. }) | Value::Number(Quantity { input, .. }) => input.value().trim(),
            Value::Choice(choice) => choice.options.get(choice.at).map_or("", String::as_str),
        }
    }

    /// The number that is filled in, to its last digit where nobody touched it; nothing where there is none.
    ///
    /// # Errors
    /// What is typed is no number, or none from 0 up, in words.
    pub fn quantity(&self) -> Result<Option<f64>, &'static str> {
        let text = self.text();
        if text.is_empty() {
            return Ok(None);
        }
        let (signed, filled) = match &self.value {
            Value::Number(quantity) => (quantity.signed, quantity.filled),
            _ => (false, None),
        };
        if filled.is_some_and(|filled| tidy(filled) == text) {
            return Ok(filled);
        }
        match number::typed(text) {
            Ok(number) if signed || number >= Num::ZERO => Ok(Some(number.get())),
            Err(Mistyped::TwoWays) => Err(TWO_WAYS),
            _ => Err(if signed { NO_SIGNED_NUMBER } else { NO_NUMBER }),
        }
    }

    /// Takes a key; returns whether it had a use for it.
    pub(super) fn edit(&mut self, key: Key) -> bool {
        match &mut self.value {
            Value::Text(line) => line.edit(key),
            Value::Number(quantity) => return quantity.edit(key),
            Value::Choice(choice) => return choice.edit(key),
        }
        true
    }

    /// Shows a letter that nothing in the form has a use for: who typed it sees why a number is none.
    pub(super) fn take(&mut self, letter: Key) {
        if let Value::Number(quantity) = &mut self.value {
            quantity.put(letter);
        }
    }

    /// Takes pasted text; a number takes what belongs in one, or else all of it to be seen.
    pub(super) fn paste(&mut self, text: &str) {
        match &mut self.value {
            Value::Text(line) => {
                line.turning = None;
                typing::insert(&mut line.input, text);
            }
            Value::Number(quantity) => {
                let unsigned = text.trim().trim_start_matches(['-', '−']);
                let minus = if text.trim() == unsigned { "" } else { "-" };
                let digits = typing::number_in(unsigned).unwrap_or(unsigned);
                quantity.begin();
                typing::insert(&mut quantity.input, &format!("{minus}{digits}"));
            }
            Value::Choice(_) => {}
        }
    }
}

impl Line {
    fn edit(&mut self, key: Key) {
        match key.code {
            Code::Char('n') if key.ctrl => self.turn(true),
            Code::Char('p') if key.ctrl => self.turn(false),
            _ => {
                self.turning = None;
                typing::edit(&mut self.input, key);
            }
        }
    }

    /// Goes through the names that fit what was typed, and back to that.
    fn turn(&mut self, forward: bool) {
        let typed = self.turning.take().unwrap_or_else(|| (self.input.value().to_owned(), 0));
        let (typed, at) = typed;
        let fitting = fitting(&self.names, &typed);
        // What was typed itself has its place among them.
        let count = fitting.len() + 1;
        let at = if forward { (at + 1) % count } else { (at + count - 1) % count };
        let value = at.checked_sub(1).and_then(|at| fitting.get(at)).map_or(typed.as_str(), |name| *name);
        self.input = Input::new(value.to_owned());
        self.turning = Some((typed, at));
    }

    /// The names that fit what is typed.
    pub fn offers(&self) -> Vec<&str> {
        let typed = self.turning.as_ref().map_or(self.input.value(), |(typed, _)| typed);
        fitting(&self.names, typed).into_iter().filter(|name| *name != self.input.value()).collect()
    }
}

/// The names in which a word begins like what is typed.
fn fitting<'n>(names: &'n [String], typed: &str) -> Vec<&'n str> {
    let typed = typed.trim().to_lowercase();
    let begins = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with(&typed) || name.split_whitespace().any(|word| word.starts_with(&typed))
    };
    names.iter().map(String::as_str).filter(|name| begins(name)).take(OFFERED).collect()
}

impl Quantity {
    fn edit(&mut self, key: Key) -> bool {
        match key.code {
            Code::Char('-' | '−') if self.signed => {
                self.begin();
                if self.input.value().is_empty() {
                    typing::edit(&mut self.input, Key::plain(Code::Char('-')));
                }
            }
            Code::Char('+' | '=') if self.signed => {}
            Code::Char('+' | '=') => self.move_by(self.step),
            Code::Char('-') => self.move_by(-self.step),
            Code::Char(c) if key.typed().is_some() => {
                if !typing::belongs_in_number(c) {
                    return false;
                }
                self.put(key);
            }
            _ => {
                self.fresh = false;
                typing::edit(&mut self.input, key);
            }
        }
        true
    }

    fn put(&mut self, key: Key) {
        self.begin();
        typing::edit(&mut self.input, key);
    }

    /// The first digit begins a new number.
    fn begin(&mut self) {
        if std::mem::take(&mut self.fresh) {
            self.input.reset();
        }
    }

    /// From something that is no number, steps begin at nothing.
    fn move_by(&mut self, step: f64) {
        let now = number::typed(self.input.value()).unwrap_or(Num::ZERO);
        self.input = Input::new(tidy((now.get() + step).max(0.0)));
        self.fresh = true;
    }
}

impl Choice {
    fn edit(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl) {
            (Code::Right | Code::Char(' '), false) | (Code::Char('n'), true) => self.turn(true),
            (Code::Left, false) | (Code::Char('p'), true) => self.turn(false),
            _ => {
                let Some(typed) = key.typed() else { return true };
                let begins = |option: &String| option.to_lowercase().starts_with(typed);
                match self.options.iter().position(begins) {
                    Some(at) => self.at = at,
                    None => return false,
                }
            }
        }
        true
    }

    /// Goes on to the next word or back to the one before, round the ends.
    pub(super) fn turn(&mut self, forward: bool) {
        let count = self.options.len().max(1);
        self.at = if forward { self.at + 1 } else { self.at + count - 1 } % count;
    }
}

#[cfg(test)]
mod tests;
