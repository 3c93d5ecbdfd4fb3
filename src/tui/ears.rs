//! Waiting for the keyboard and for everything else at once: who draws reads what was typed himself, and is not woken by
//! somebody who read it for him.

use std::cell::Cell;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use bell::{Bell, bell};

use super::keyboard::Keyboard;
use crate::app::Message;
use crate::runtime::{Inbox, Incoming, Post};

/// Hears the keyboard and the post.
pub(super) struct Ears {
    keyboard: Keyboard,
    inbox: Receiver<Incoming>,
    bell: Bell,
    /// Whether it was told that nobody can type any more.
    told: Cell<bool>,
}

impl Ears {
    /// With the way to hand something in.
    ///
    /// # Errors
    /// What the system said.
    pub(super) fn new(keyboard: Keyboard) -> io::Result<(Post, Ears)> {
        let (sender, inbox) = channel();
        let (ring, bell) = bell()?;
        Ok((Post::new(sender, ring), Ears { keyboard, inbox, bell, told: Cell::new(false) }))
    }

    /// However it went, nobody can type any more: the program is to end, and is told so once.
    fn gone(&self) -> Option<Incoming> {
        (!self.told.replace(true)).then_some(Incoming::Message(Message::Terminate))
    }
}

impl Inbox for Ears {
    fn wait(&self, time: Option<Duration>) -> Result<Incoming, RecvTimeoutError> {
        let until = time.map(|time| Instant::now() + time);
        loop {
            if let Some(incoming) = self.waiting() {
                return Ok(incoming);
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Err(RecvTimeoutError::Timeout);
            }
            if self.bell.wait(left).is_err() {
                return self.gone().ok_or(RecvTimeoutError::Disconnected);
            }
        }
    }

    fn waiting(&self) -> Option<Incoming> {
        self.posted().or_else(|| match self.keyboard.typed() {
            Ok(messages) => messages.map(Incoming::Input),
            Err(_) => self.gone(),
        })
    }

    fn posted(&self) -> Option<Incoming> {
        self.inbox.try_recv().ok()
    }
}

/// Rings when something was handed in or typed: a pipe beside the keyboard.
#[cfg(unix)]
mod bell {
    use std::io::{self, PipeReader, Read, Write, pipe, stdin};
    use std::os::fd::{AsRawFd, RawFd};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use filedescriptor::{Error, POLLERR, POLLHUP, POLLIN, poll, pollfd};

    /// Waits are told in whole milliseconds, and whoever wakes too early goes round and round.
    const GRAIN: Duration = Duration::from_micros(999);

    pub(super) struct Bell {
        keyboard: RawFd,
        wire: PipeReader,
        /// Whether it was rung, and nobody has come yet.
        pressed: Arc<AtomicBool>,
    }

    /// A bell, and what rings it.
    pub(super) fn bell() -> io::Result<(impl Fn() + Send + Sync + 'static, Bell)> {
        beside(stdin().as_raw_fd())
    }

    fn beside(keyboard: RawFd) -> io::Result<(impl Fn() + Send + Sync + 'static, Bell)> {
        let (wire, button) = pipe()?;
        let pressed: Arc<AtomicBool> = Arc::default();
        let bell = Bell { keyboard, wire, pressed: Arc::clone(&pressed) };
        let ring = move || {
            if !pressed.swap(true, Ordering::SeqCst) {
                // At the end nobody listens any more.
                let _ = (&button).write(&[0]);
            }
        };
        Ok((ring, bell))
    }

    impl Bell {
        /// Waits until it rings or a key is pressed, for so long or for ever.
        ///
        /// # Errors
        /// That the keyboard is gone.
        pub(super) fn wait(&self, time: Option<Duration>) -> io::Result<()> {
            let ear = |fd| pollfd { fd, events: POLLIN, revents: 0 };
            let mut ears = [ear(self.keyboard), ear(self.wire.as_raw_fd())];
            match poll(&mut ears, time.map(|time| time + GRAIN)) {
                Err(Error::Poll(error)) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
                Err(error) => return Err(io::Error::other(error)),
                Ok(_) => {}
            }
            if ears[1].revents & POLLIN != 0 {
                (&self.wire).read_exact(&mut [0])?;
                // What is handed in from here on rings once more.
                self.pressed.store(false, Ordering::SeqCst);
            }
            let is_gone = ears[0].revents & (POLLHUP | POLLERR) != 0;
            if is_gone { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
        }
    }

    #[cfg(test)]
    mod tests {
        use std::thread;

        use super::*;

        const LONG: Option<Duration> = Some(Duration::from_secs(60));

        #[test]
        fn it_rings_once_for_everything_that_was_handed_in_before_somebody_came() {
            let (keyboard, _open) = pipe().unwrap();
            let (ring, bell) = beside(keyboard.as_raw_fd()).unwrap();
            // More than a pipe holds.
            (0..200_000).for_each(|_| ring());
            bell.wait(LONG).unwrap();
            assert!(!bell.pressed.load(Ordering::SeqCst));
            thread::scope(|scope| {
                scope.spawn(ring);
                bell.wait(LONG).unwrap();
            });
        }

        #[test]
        fn keys_are_heard_and_so_is_that_there_will_be_none() {
            let (keyboard, mut hand) = pipe().unwrap();
            let (_ring, bell) = beside(keyboard.as_raw_fd()).unwrap();
            hand.write_all(b"j").unwrap();
            bell.wait(LONG).unwrap();
            (&keyboard).read_exact(&mut [0]).unwrap();
            bell.wait(Some(Duration::ZERO)).unwrap();
            drop(hand);
            assert!(bell.wait(LONG).is_err());
        }
    }
}

/// The same where nobody can wait for two things at once: a thread waits for the keyboard.
#[cfg(not(unix))]
mod bell {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
    use std::thread;
    use std::time::Duration;

    use ratatui::crossterm::event::poll;

    /// For so long the keyboard is waited for at once.
    const LONG: Duration = Duration::from_secs(3600);

    pub(super) struct Bell {
        rings: Receiver<()>,
        ask: Sender<()>,
        /// Whether somebody waits for the keyboard.
        asked: Arc<AtomicBool>,
    }

    /// A bell, and what rings it.
    #[expect(clippy::unnecessary_wraps, reason = "the other bell may fail")]
    pub(super) fn bell() -> io::Result<(impl Fn() + Send + Sync + 'static, Bell)> {
        let ((ring, rings), (ask, asks)) = (sync_channel(1), channel());
        let (by_key, asked) = (ring.clone(), Arc::new(AtomicBool::new(false)));
        let done = Arc::clone(&asked);
        thread::spawn(move || {
            while asks.recv().is_ok() && poll(LONG).is_ok() {
                done.store(false, Ordering::SeqCst);
                // One that was rung already is heard all the same.
                let _ = by_key.try_send(());
            }
        });
        let ring = move || {
            let _ = ring.try_send(());
        };
        Ok((ring, Bell { rings, ask, asked }))
    }

    impl Bell {
        pub(super) fn wait(&self, time: Option<Duration>) -> io::Result<()> {
            if !self.asked.swap(true, Ordering::SeqCst) {
                self.ask.send(()).map_err(|_| io::ErrorKind::BrokenPipe)?;
            }
            match time {
                Some(time) => match self.rings.recv_timeout(time) {
                    Err(RecvTimeoutError::Disconnected) => Err(io::ErrorKind::BrokenPipe.into()),
                    _ => Ok(()),
                },
                None => self.rings.recv().map_err(|_| io::ErrorKind::BrokenPipe.into()),
            }
        }
    }
}
