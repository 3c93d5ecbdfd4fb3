//! Typing into a line: edited as a shell does, or a number alone.

use tui_input::{Input, InputRequest};

use super::key::{Code, Key};
use super::{App, Tone};
use crate::domain::limits;

/// How many characters a typed score has at most: twice as many as any scale needs.
const LONGEST_NUMBER: usize = 24;

/// Whether a number may be written with it, but for its sign.
pub(super) fn belongs_in_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

/// The number in a text: `30 points` has one, `30 of 40`, `-3` and `1e3` have none that could be taken.
pub(super) fn number_in(text: &str) -> Option<&str> {
    if text.trim_start().starts_with(['-', '−']) {
        return None;
    }
    let parts = text.split(|c| !belongs_in_number(c));
    let mut numbers = parts.map(|part| part.trim_end_matches(['.', ','])).filter(|part| !part.is_empty());
    numbers.next().filter(|_| numbers.next().is_none())
}

/// Puts text where the cursor of a line is, as far as there is room for it.
pub(super) fn insert(input: &mut Input, line: &str) {
    let cursor = input.cursor();
    let mut room = (limits::LINE as usize).saturating_sub(input.value().len());
    let mut fits = |c: &char| {
        let left = room.checked_sub(c.len_utf8());
        room = left.unwrap_or(0);
        left.is_some()
    };
    let (before, after): (String, String) =
        (input.value().chars().take(cursor).collect(), input.value().chars().skip(cursor).collect());
    let line = line.chars().filter(|c| !c.is_control());
    let pasted: String = line.take(limits::PASTE).take_while(&mut fits).collect();
    let end = cursor + pasted.chars().count();
    *input = Input::new(format!("{before}{pasted}{after}")).with_cursor(end);
}

/// What becomes of a number that is typed.
pub(super) enum Typing {
    /// It goes on.
    On,
    /// It is done.
    Taken,
    /// It is given up.
    Dropped,
}

/// Takes a key while a value is typed.
pub(super) fn number_key(app: &mut App, key: Key, input: &mut Input) -> Typing {
    match key.code {
        Code::Esc => return Typing::Dropped,
        Code::Enter | Code::Tab if !input.value().trim().is_empty() => return Typing::Taken,
        Code::Char(c) if c.is_ascii_digit() || ".,%".contains(c) || key.ctrl => edit_number(input, key),
        Code::Char(_) | Code::Enter | Code::Tab => {
            app.say(Tone::Refused, "type a number: enter takes it, esc cancels");
        }
        _ => edit_number(input, key),
    }
    Typing::On
}

/// Edits a line as a shell does.
pub(super) fn edit(input: &mut Input, key: Key) {
    edit_up_to(input, key, limits::LINE as usize);
}

/// The same; whether it says something else now.
pub(super) fn changes(input: &mut Input, key: Key) -> bool {
    let before = input.value().to_owned();
    edit(input, key);
    input.value() != before
}

/// The same for a number.
pub(super) fn edit_number(input: &mut Input, key: Key) {
    edit_up_to(input, key, LONGEST_NUMBER);
}

/// The same for a line that becomes no longer than this by typing, in bytes.
fn edit_up_to(input: &mut Input, key: Key, most: usize) {
    let request = match (key.code, key.ctrl || key.alt) {
        (Code::Char(c), false) if input.value().len() + c.len_utf8() > most => return,
        (Code::Char(c), false) => InputRequest::InsertChar(c),
        (Code::Backspace, false) => InputRequest::DeletePrevChar,
        (Code::Backspace | Code::Char('w'), true) => InputRequest::DeletePrevWord,
        (Code::Delete, _) => InputRequest::DeleteNextChar,
        (Code::Left, false) => InputRequest::GoToPrevChar,
        (Code::Right, false) => InputRequest::GoToNextChar,
        (Code::Left, true) => InputRequest::GoToPrevWord,
        (Code::Right, true) => InputRequest::GoToNextWord,
        (Code::Home, _) | (Code::Char('a'), true) => InputRequest::GoToStart,
        (Code::End, _) | (Code::Char('e'), true) => InputRequest::GoToEnd,
        (Code::Char('u'), true) => InputRequest::DeleteLine,
        (Code::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return,
    };
    input.handle(request);
}
