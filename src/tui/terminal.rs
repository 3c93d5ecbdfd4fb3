//! Taking the terminal over, and giving it back whatever happens: at the end, on an error, in a
//! panic, on a signal, and for as long as the shell wants it.

use std::io::{self, Stdout, stdout};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Local;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::Print;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};

use super::editor::Editor;
use super::ground;
use super::listener::Listener;
use super::look::Looks;
use super::modes::{self, Modes};
use super::output::Output;
use super::screen;
use super::zones::Zones;
use crate::app::{App, Message};
use crate::exporter::Templates;
use crate::reader::Presets;
use crate::runtime::{self, Hand, Incoming, Screen, Sender};
use crate::store::Store;
use crate::store::follow::News;
use crate::watch::{self, Sight, Watched};

/// What a terminal makes itself heard at.
const BELL: char = '\u{7}';

/// Runs a workshop in the terminal until it is left, and returns what became of it. Watches what somebody else does to it
/// where that is wanted.
///
/// # Errors
/// What the terminal said; it is given back all the same.
pub fn run(
    app: App,
    (store, own): (Box<dyn Store>, impl Presets + Templates + Copy),
    watched: Option<Watched>,
) -> io::Result<App> {
    let (sender, inbox) = runtime::inbox();
    if let Some(watched) = watched {
        // Not on the way to the first frame.
        let sender = sender.clone();
        thread::spawn(move || watch(watched, &sender));
    }
    let on_loan = Arc::new(Loan::new());
    watch_signals(sender.clone(), Arc::clone(&on_loan))?;
    let deaf: Deaf = Arc::default();
    let screen = || TerminalScreen::new(on_loan, Arc::clone(&deaf));
    let app = taken_over(|| runtime::run(app, (store, own), screen()?, (sender, inbox), now))?;
    match deaf.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // What is not saved is told before.
        Some(error) if app.saving.unsaved().is_none() => Err(error),
        _ => Ok(app),
    }
}

/// Why nothing that is typed can be read any more.
pub(super) type Deaf = Arc<Mutex<Option<io::Error>>>;

/// Runs something that draws by itself, with the terminal taken over.
pub(super) fn lent<T>(run: impl FnOnce(&mut Output<Stdout>) -> io::Result<T>) -> io::Result<T> {
    let signals = end_on_signals()?;
    let result = taken_over(|| run(&mut new_terminal()?));
    signals.forget();
    result
}

/// Takes the terminal over, and gives it back whatever happens.
fn taken_over<T>(run: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let before = restore_on_panic();
    let result = enter().and_then(|()| run());
    let left = leave();
    panic::set_hook(Box::new(move |info| before(info)));
    let result = result?;
    left.map(|()| result)
}

/// Signals that end the program at once, as long as there is nothing to save.
struct Signals {
    #[cfg(unix)]
    handle: signal_hook::iterator::Handle,
}

impl Signals {
    /// Leaves them to somebody else.
    fn forget(self) {
        #[cfg(unix)]
        self.handle.close();
    }
}

/// Gives the terminal back when somebody ends the program while there is nothing to save.
#[cfg(unix)]
fn end_on_signals() -> io::Result<Signals> {
    use signal_hook::consts::{SIGHUP, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP])?;
    let handle = signals.handle();
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // There is nobody left to tell.
            let _ = leave();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
    Ok(Signals { handle })
}

#[cfg(not(unix))]
fn end_on_signals() -> io::Result<Signals> {
    Ok(Signals {})
}

/// Watches what somebody else does. Where that cannot be, what was read is shown all the same; an edit of a file
/// that this window writes is noticed when it is saved.
fn watch(watched: Watched, sender: &Sender) {
    let follows = matches!(watched, Watched::Other(..));
    let to_loop = sender.clone();
    let told = move |sight| {
        let message = match sight {
            Sight::News(Ok(News::Gestures(gestures))) => Message::Followed(gestures),
            Sight::News(Ok(News::Whole(workspace))) => Message::Replaced(workspace),
            Sight::News(Err(error)) => Message::LostSight(error.to_string()),
            Sight::HeldBy(holder) => Message::HeldBy(holder),
            Sight::Touched => Message::FileTouched,
            Sight::Conflict(told) => Message::Noticed(told),
        };
        to_loop.send(Incoming::Message(message))
    };
    if let Err(error) = watch::spawn(watched, told).map_err(|error| error.to_string())
        && follows
    {
        sender.send(Incoming::Message(Message::LostSight(error)));
    }
}

fn now() -> crate::app::Now {
    Local::now().fixed_offset()
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)
}

fn leave() -> io::Result<()> {
    let raw = disable_raw_mode();
    let modes = modes::reset();
    execute!(stdout(), Show, DisableBracketedPaste, LeaveAlternateScreen)?;
    raw.and(modes)
}

/// Runs another program in this terminal. Whatever modes it leaves, those that were there before come back: they are what
/// the shell is given in the end.
#[cfg(unix)]
fn keeping_modes<T>(run: impl FnOnce() -> T) -> T {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    let terminal = rustix::stdio::stdin();
    let before = tcgetattr(terminal);
    let outcome = run();
    // Where input is no terminal there is nothing to put back.
    let _ = before.and_then(|before| tcsetattr(terminal, OptionalActions::Now, &before));
    outcome
}

#[cfg(not(unix))]
fn keeping_modes<T>(run: impl FnOnce() -> T) -> T {
    run()
}

type Hook = Arc<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// Gives the terminal back before a panic is told. Returns the hook that was there.
fn restore_on_panic() -> Hook {
    let before: Hook = Arc::from(panic::take_hook());
    let then = Arc::clone(&before);
    panic::set_hook(Box::new(move |info| {
        // There is nobody left to tell what goes wrong here.
        let _ = leave();
        then(info);
    }));
    before
}

fn new_terminal() -> io::Result<Output<Stdout>> {
    Ok(Output::new(stdout(), size()?))
}

/// How long after another program gave the terminal back a signal may still have been meant for it: whoever hears
/// of signals may wake up later than whoever waited for that program.
const ECHO: Duration = Duration::from_millis(200);

/// Whether another program has the terminal.
struct Loan {
    opened: Instant,
    /// Up to when signals from the keyboard are not ours, in milliseconds since it was opened.
    until: AtomicU64,
}

impl Loan {
    fn new() -> Loan {
        Loan { opened: Instant::now(), until: AtomicU64::new(0) }
    }

    fn begin(&self) {
        self.until.store(u64::MAX, Ordering::SeqCst);
    }

    fn end(&self) {
        self.until.store(self.millis(ECHO), Ordering::SeqCst);
    }

    fn is_on(&self) -> bool {
        self.until.load(Ordering::SeqCst) == u64::MAX
    }

    fn was_lately(&self) -> bool {
        self.millis(Duration::ZERO) < self.until.load(Ordering::SeqCst)
    }

    fn millis(&self, later: Duration) -> u64 {
        u64::try_from((self.opened.elapsed() + later).as_millis()).unwrap_or(u64::MAX - 1)
    }
}

struct TerminalScreen {
    output: Output<Stdout>,
    /// Whether the window has another size than the last frame.
    resized: Arc<AtomicBool>,
    looks: Looks,
    modes: Modes,
    /// What can be pointed at in the last frame.
    zones: Arc<Mutex<Zones>>,
    /// Whether the terminal was asked what it has behind its text.
    asked: bool,
    on_loan: Arc<Loan>,
    deaf: Deaf,
}

impl TerminalScreen {
    fn new(on_loan: Arc<Loan>, deaf: Deaf) -> io::Result<TerminalScreen> {
        Ok(TerminalScreen {
            output: new_terminal()?,
            resized: Arc::default(),
            looks: Looks::default(),
            modes: Modes::default(),
            zones: Arc::default(),
            asked: false,
            on_loan,
            deaf,
        })
    }
}

impl Screen for TerminalScreen {
    type Error = io::Error;

    fn paint(&mut self, app: &App) -> io::Result<()> {
        let theme = self.looks.theme(app.settings);
        if self.resized.swap(false, Ordering::SeqCst) {
            self.output.resize(size()?)?;
        }
        let zones = self.output.paint(|sheet| screen::draw(app, theme, sheet));
        *self.zones.lock().unwrap_or_else(PoisonError::into_inner) = zones;
        Ok(())
    }

    fn show(&mut self, app: &App) -> io::Result<()> {
        self.output.show()?;
        self.modes.follow(app)?;
        // Not on the way to the first frame.
        if !std::mem::replace(&mut self.asked, true) && Looks::want_ground(app.settings) {
            execute!(stdout(), Print(ground::QUESTION))?;
        }
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        leave()?;
        stop()?;
        self.refresh()
    }

    fn edit(&mut self, text: &str, hint: &str) -> io::Result<Result<String, String>> {
        let editor = Editor::from_env(|name| std::env::var(name).ok());
        leave()?;
        self.on_loan.begin();
        let edited = keeping_modes(|| editor.edit(text, hint));
        self.on_loan.end();
        self.refresh()?;
        Ok(edited)
    }

    fn refresh(&mut self) -> io::Result<()> {
        enter()?;
        // An editor may have left its own screen on.
        self.output.resize(size()?)?;
        self.modes = Modes::default();
        Ok(())
    }

    fn clip(&mut self, text: &str) -> io::Result<()> {
        modes::copy(text)
    }

    fn bell(&mut self) -> io::Result<()> {
        execute!(stdout(), Print(BELL))
    }

    fn listen(&mut self, hand: Hand) {
        let listener = Listener {
            on_light: self.looks.on_light(),
            zones: Arc::clone(&self.zones),
            resized: Arc::clone(&self.resized),
            deaf: Arc::clone(&self.deaf),
            drawn: self.output.size(),
        };
        thread::spawn(move || listener.listen(hand));
    }
}

#[cfg(unix)]
fn watch_signals(sender: Sender, on_loan: Arc<Loan>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let incoming = match signal {
                // They are meant for the program that has the terminal; all of us stop with it.
                SIGINT | SIGQUIT | SIGCONT if on_loan.was_lately() => continue,
                SIGTSTP if on_loan.is_on() => {
                    // What cannot be stopped goes on.
                    let _ = stop();
                    continue;
                }
                SIGTSTP => Incoming::Suspend,
                SIGCONT => Incoming::Redraw,
                _ => Incoming::Message(Message::Terminate),
            };
            if !sender.send(incoming) {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn watch_signals(_: Sender, _: Arc<Loan>) -> io::Result<()> {
    Ok(())
}

/// Stops until somebody continues us.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
}

#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}
