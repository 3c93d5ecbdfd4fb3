//! What the terminal has behind its text: it is asked, and its answer is picked out of what is typed.
//!
//! Nobody waits for the answer. A library that does reads the keys that are typed meanwhile as well, and a terminal that
//! does not answer holds it up until it gives up; what comes after that would be taken for typing.

use crate::app::Message;
use crate::app::key::{Code, Key};

/// Asks for the colour of the ground (OSC 11).
pub(super) const QUESTION: &str = "\u{1b}]11;?\u{1b}\\";

/// From this relative luminance on, black text is easier to read on a ground than white: both contrasts are equal there
/// (WCAG 2.2).
const MIDDLE: f64 = 0.179;

/// Whether a terminal of this name may be asked: these would show the question.
pub(super) fn may_be_asked(term: Option<&str>) -> bool {
    term.is_some_and(|term| !matches!(term, "" | "dumb" | "linux" | "Eterm") && !term.starts_with("screen"))
}

/// No answer is longer: what goes on behind this is typed.
const LONGEST: usize = 28;

/// Listens for the answer, which may arrive in pieces.
#[derive(Debug, Default)]
pub(super) struct Ear {
    /// What has arrived of an answer that goes on.
    heard: Option<String>,
}

impl Ear {
    /// Takes the answer out of what was typed: `ESC ] 11 ; rgb:ffff/ffff/ffff ST` arrives as if somebody had typed it,
    /// and its digits would be scores. Returns whether the ground is light, where that was told. What cannot be of an
    /// answer ends it, and is typed.
    pub(super) fn take_answer(&mut self, messages: &mut Vec<Message>) -> Option<bool> {
        let start = if self.heard.is_some() { 0 } else { beginning(messages)? };
        let mut answer = self.heard.take().unwrap_or_default();
        let mut length = 0;
        for message in &messages[start..] {
            let part = part(message).filter(|_| answer.len() < LONGEST);
            length += usize::from(part.is_some());
            match part {
                Some(Part::Letter(letter)) => answer.push(letter),
                Some(Part::Escape) => {}
                Some(Part::End) | None => {
                    messages.drain(start..start + length);
                    return is_light(&answer);
                }
            }
        }
        messages.truncate(start);
        self.heard = Some(answer);
        None
    }
}

/// A piece of an answer.
enum Part {
    Letter(char),
    /// The first half of an end that arrives in two.
    Escape,
    End,
}

/// What a message is to an answer that goes on; none if it is not of it.
fn part(message: &Message) -> Option<Part> {
    match (typed(message), message) {
        (Some(('\\', _)), _) => Some(Part::End),
        _ if is_bell(message) => Some(Part::End),
        (Some((letter, _)), _) if letter.is_ascii_hexdigit() || "]rgb;:/".contains(letter) => {
            Some(Part::Letter(letter))
        }
        (_, Message::Key(Key { code: Code::Esc, .. })) => Some(Part::Escape),
        _ => None,
    }
}

/// Where an answer begins.
fn beginning(messages: &[Message]) -> Option<usize> {
    messages.windows(3).position(|three| {
        let [first, second, third] = [0, 1, 2].map(|at| typed(&three[at]));
        first == Some((']', true)) && second == Some(('1', false)) && third == Some(('1', false))
    })
}

/// The character of a key, and whether alt was held.
fn typed(message: &Message) -> Option<(char, bool)> {
    match message {
        Message::Key(Key { code: Code::Char(c), alt, ctrl: false }) => Some((*c, *alt)),
        _ => None,
    }
}

/// Some end their answers with a bell.
fn is_bell(message: &Message) -> bool {
    matches!(message, Message::Key(Key { code: Code::Char('g'), ctrl: true, .. }))
}

/// Whether the ground of an answer is light: `]11;rgb:R/G/B`, each of one to four hexadecimal digits.
fn is_light(answer: &str) -> Option<bool> {
    let (_, colour) = answer.split_once("rgb")?;
    let mut channels = colour.trim_start_matches(['a', ':']).split('/').map(|digits| {
        let digits = digits.trim_end_matches('\\');
        let value = u32::from_str_radix(digits, 16).ok()?;
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)? - 1;
        Some(f64::from(value) / f64::from(most))
    });
    let mut next = || channels.next()?;
    Some(luminance([next()?, next()?, next()?]) > MIDDLE)
}

/// The relative luminance of red, green and blue, each from 0 to 1 (WCAG 2.2).
pub(super) fn luminance(channels: [f64; 3]) -> f64 {
    let linear = channels
        .map(|share| if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) });
    linear.iter().zip([0.2126, 0.7152, 0.0722]).map(|(channel, weight)| channel * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Message> {
        text.split_whitespace().map(|key| Message::Key(key.parse().unwrap())).collect()
    }

    #[test]
    fn an_answer_is_told_from_typing() {
        for (arrived, meant, light) in [
            ("j 5", "j 5", None),
            ("j alt-] 1 1 ; r g b : f f / f f / f f alt-\\ 5", "j 5", Some(true)),
            ("alt-] 1 1 ; r g b : 1 e 1 e / 1 e 1 e / 1 e 1 e ctrl-g", "", Some(false)),
            ("alt-] 1 1 ; r g b : f d / f 6 / e 3 alt-\\", "", Some(true)),
            ("alt-] 1 1 ; r g b a : 0 / 0 / 0 / f ctrl-g x", "x", Some(false)),
            ("alt-] 1 1 ; r g", "", None),
            ("alt-] 1 1 ; r g b : / / ctrl-g", "", None),
            ("alt-] 1 1 ; r g b : f f f f f f f f f f f / 0 / 0 ctrl-g", "", None),
            ("alt-] j 1", "alt-] j 1", None),
        ] {
            let mut messages = keys(arrived);
            assert_eq!(Ear::default().take_answer(&mut messages), light, "{arrived}");
            assert_eq!(format!("{messages:?}"), format!("{:?}", keys(meant)), "{arrived}");
        }
    }

    #[test]
    fn an_answer_in_pieces_is_no_typing_either() {
        let mut ear = Ear::default();
        let mut heard = |arrived: &str| {
            let mut messages = keys(arrived);
            (ear.take_answer(&mut messages), messages.len())
        };
        assert_eq!(heard("j alt-] 1 1 ; r g"), (None, 1));
        assert_eq!(heard("b : f f / f f"), (None, 0));
        assert_eq!(heard("/ f f alt-\\ 5"), (Some(true), 1));
        assert_eq!(heard("5 3"), (None, 2));
        // One that does not end is no answer, and whoever types on is heard.
        for typed_on in ["j 5", "enter 5", "ctrl-c q", "up down"] {
            assert_eq!(heard("alt-] 1 1 ; r g b :"), (None, 0));
            assert_eq!(heard(typed_on), (None, 2), "{typed_on}");
        }
        assert_eq!(heard("alt-] 1 1 ; r g b : f f / f f / f f esc"), (None, 0));
        assert_eq!(heard("\\ 5"), (Some(true), 1));
    }

    #[test]
    fn who_would_show_the_question_is_not_asked() {
        for (term, asked) in [
            (Some("xterm-256color"), true),
            (Some("tmux"), true),
            (Some("screen.xterm"), false),
            (None, false),
        ] {
            assert_eq!(may_be_asked(term), asked, "{term:?}");
        }
    }
}
