//! Lines of standard input as they come, and the signals that ask to end.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::domain::limits;

/// The longest line that is read, in bytes.
const LONGEST: u64 = limits::LINE;

/// What came from outside.
#[derive(Debug)]
pub(super) enum Typed {
    /// A line, without its end.
    Line(String),
    /// A line that is no text, and why.
    NoText(&'static str),
    /// Nothing comes any more.
    End,
    /// The program is asked to end.
    Terminate,
}

/// Begins to listen. Lines wait outside until they are asked for.
pub(super) fn listen() -> io::Result<Receiver<Typed>> {
    let (sender, inbox) = sync_channel(0);
    watch_signals(sender.clone())?;
    thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        loop {
            let typed = next(&mut stdin);
            let last = matches!(typed, Typed::End);
            if sender.send(typed).is_err() || last {
                return;
            }
        }
    });
    Ok(inbox)
}

/// The next line. What is too long is read to its end, and nothing of it is taken.
fn next(input: &mut impl BufRead) -> Typed {
    let mut bytes = Vec::new();
    match input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
        Err(_) | Ok(0) => return Typed::End,
        Ok(_) => {}
    }
    let ended = bytes.last() == Some(&b'\n');
    if !ended && bytes.len() as u64 == LONGEST {
        return if skip(input).is_ok() { Typed::NoText("this line is too long") } else { Typed::End };
    }
    match String::from_utf8(bytes) {
        Ok(line) => Typed::Line(line.trim_end_matches(['\n', '\r']).to_owned()),
        Err(_) => Typed::NoText("this line is not UTF-8"),
    }
}

fn skip(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let (used, ended) = match input.fill_buf()? {
            [] => return Ok(()),
            bytes => match bytes.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (bytes.len(), false),
            },
        };
        input.consume(used);
        if ended {
            return Ok(());
        }
    }
}

#[cfg(unix)]
fn watch_signals(sender: SyncSender<Typed>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    thread::spawn(move || {
        for _ in signals.forever() {
            if sender.send(Typed::Terminate).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn watch_signals(_: SyncSender<Typed>) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_text_of_a_size_that_somebody_types() {
        let long = "x".repeat(LONGEST as usize + 5);
        let fits = "y".repeat(LONGEST as usize - 1);
        let input =
            [b"one\r\n\n".as_slice(), long.as_bytes(), b"\n\xff\n", fits.as_bytes(), b"\nlast"].concat();
        let mut input = input.as_slice();
        let mut told = Vec::new();
        loop {
            told.push(match next(&mut input) {
                Typed::Line(line) if line.len() > 9 => format!("{} y", line.len()),
                Typed::Line(line) => line,
                Typed::NoText(why) => why.to_owned(),
                Typed::End => break,
                Typed::Terminate => unreachable!(),
            });
        }
        let most = format!("{} y", LONGEST - 1);
        assert_eq!(told, ["one", "", "this line is too long", "this line is not UTF-8", &most, "last"]);
    }
}
