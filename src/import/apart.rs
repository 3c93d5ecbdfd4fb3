//! Runs a reader that may panic on a thread of its own: what it stumbles over is an error, and no end of the program.

use std::panic;
use std::sync::Once;
use std::thread::{self, Builder};

/// What the thread is called, by which a panic on it is known.
const NAME: &str = "workbook";

/// What a piece of work comes to; none where it panicked, without a word to anybody and with the terminal untouched.
pub(super) fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    static SILENT: Once = Once::new();
    SILENT.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(NAME) {
                before(info);
            }
        }));
    });
    thread::scope(|scope| Builder::new().name(NAME.to_owned()).spawn_scoped(scope, work).ok()?.join().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_no_result_and_anything_else_is() {
        assert_eq!(run(|| 7), Some(7));
        let nothing: Vec<u8> = Vec::new();
        assert_eq!(run(|| nothing[1]), None);
    }
}
