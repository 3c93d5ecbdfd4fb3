//! One conversation: what was read out last, what is being asked, and what a line does to the workshop.

use chrono::{DateTime, FixedOffset};

use super::answer::{Answer, Order};
use super::form::{self, Form};
use super::listing::Rest;
use super::walk::{self, Walk};
use super::words::{self, When, Word};
use super::{acts, aside, listing, scoring, show};
use crate::app::filter::Filter;
use crate::cli::error::CommandError;
use crate::domain::command::{Command, Rejection};
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::session::{Session as Sitting, sessions};
use crate::domain::telling::{beside_agreed, lacks_reason, tell};
use crate::domain::text::counted;
use crate::domain::tradeoff::{EntryKind, Stamp};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::keeping::Way;

/// The time of the room.
pub(super) type Now = DateTime<FixedOffset>;

/// Why a line was not done: what is said instead.
#[derive(Debug)]
pub(super) struct Refused(pub(super) Vec<String>);

impl From<String> for Refused {
    fn from(why: String) -> Refused {
        Refused(vec![why])
    }
}

impl From<&str> for Refused {
    fn from(why: &str) -> Refused {
        Refused(vec![why.to_owned()])
    }
}

impl From<Rejection> for Refused {
    fn from(why: Rejection) -> Refused {
        why.to_string().into()
    }
}

impl From<CommandError> for Refused {
    fn from(error: CommandError) -> Refused {
        Refused(std::iter::once(error.to_string()).chain(error.hint).collect())
    }
}

/// What comes of a word.
pub(super) type Outcome = Result<(), Refused>;

/// How a conversation begins.
#[derive(Debug, Default)]
pub(in crate::cli) struct Opening {
    /// The name of the file.
    pub(in crate::cli) file: String,
    /// Why nothing can be changed, if so.
    pub(in crate::cli) read_only: Option<String>,
    /// Whether a crossed line asks for a reason.
    pub(in crate::cli) ask_reasons: bool,
}

/// How an edit from outside is to be settled: a word, or the name of a file.
fn way(rest: &str) -> Option<Way> {
    let (word, file) = rest.split_once(' ').unwrap_or((rest, ""));
    match (word.to_lowercase().as_str(), file) {
        ("" | "elsewhere", "") => None,
        ("merge", "") => Some(Way::Merge),
        ("theirs", "") => Some(Way::Theirs),
        ("elsewhere", file) => Some(Way::Elsewhere(file.trim_start().into())),
        _ => Some(Way::Elsewhere(rest.into())),
    }
}

/// A workshop in words. It knows no file and no clock: time comes with the line.
pub(in crate::cli) struct Session {
    pub(super) workshop: Workshop,
    opening: Opening,
    /// How many entries the log had at the beginning.
    began: usize,
    /// The items that the numbers name, 1 being the first.
    pub(super) numbered: Vec<Slot>,
    /// The item that was spoken of last.
    pub(super) it: Option<Slot>,
    /// What `more` goes on with.
    pub(super) rest: Rest,
    pub(super) filter: Filter,
    /// Who scores; the room without one.
    pub(super) voter: Option<ParticipantId>,
    pub(super) form: Option<Form>,
    pub(super) walk: Option<Walk>,
}

impl Session {
    /// Begins one.
    pub(in crate::cli) fn new(workshop: Workshop, opening: Opening) -> Session {
        let began = workshop.workspace().log().len();
        let (filter, rest) = (Filter::default(), Rest::default());
        let mut session = Session {
            workshop,
            opening,
            began,
            numbered: Vec::new(),
            it: None,
            rest,
            filter,
            voter: None,
            form: None,
            walk: None,
        };
        session.numbered = listing::everything(&session.workshop);
        session
    }

    /// The workspace.
    pub(in crate::cli) fn workspace(&self) -> &Workspace {
        self.workshop.workspace()
    }

    /// Goes on with another state of the workspace, which can be changed from now on.
    pub(in crate::cli) fn reopen(&mut self, workspace: Workspace) {
        let it = self.it.map(|slot| self.workspace().item(slot).id.clone());
        let opening = Opening { read_only: None, ..std::mem::take(&mut self.opening) };
        let voter = self.voter.take();
        *self = Session::new(Workshop::new(workspace), opening);
        self.voter = voter.filter(|id| self.workspace().participant(id).is_some());
        self.it = it.and_then(|id| self.workspace().slot(&id));
    }

    /// Goes on with what was done here and what was done elsewhere put together: both stand behind what there was before.
    pub(in crate::cli) fn merged(&mut self, workspace: Workspace) {
        let began = self.began;
        self.reopen(workspace);
        self.began = began.min(self.workspace().log().len());
    }

    /// Goes on in another file.
    pub(in crate::cli) fn move_to(&mut self, file: String) {
        self.opening.file = file;
    }

    /// What is said first: what this is, where the line is, and which words lead on.
    pub(in crate::cli) fn greeting(&self) -> Answer {
        let mut answer = Answer::default();
        answer.say(listing::heading(&self.workshop));
        answer.say(listing::line(&self.workshop));
        if let Some(last) = sessions(self.workspace().log()).pop() {
            let day = last.from.map(|at| format!(", {}", at.format("%Y-%m-%d"))).unwrap_or_default();
            answer.say(format!("last session{day}: {}", last.told()));
        }
        if let Some(why) = &self.opening.read_only {
            answer.say(format!("read-only: {why}"));
        }
        answer.say("list reads the backlog, triage asks for what is missing, help lists the words.");
        answer
    }

    /// Takes one line.
    pub(in crate::cli) fn respond(&mut self, line: &str, now: Now) -> Answer {
        let mut answer = Answer::default();
        if let Err(Refused(why)) = self.take(line.trim(), now, &mut answer) {
            answer.lines.extend(why);
        }
        self.ask(&mut answer);
        answer
    }

    fn take(&mut self, line: &str, now: Now, answer: &mut Answer) -> Outcome {
        let Some(form) = self.form.take() else { return self.request(line, now, answer) };
        match form::typed(self, form, line, now, answer)? {
            Some(line) => self.request(&line, now, answer),
            None => Ok(()),
        }
    }

    fn request(&mut self, line: &str, now: Now, answer: &mut Answer) -> Outcome {
        if self.walk.is_some() && walk::typed(self, line, now, answer)? {
            return Ok(());
        }
        if line.is_empty() {
            return Ok(());
        }
        let request = words::parse(line, self.walk.is_some())?;
        let changes = request.word.spec().is_some_and(|spec| spec.when == When::Change);
        if changes && !(request.word == Word::Capacity && request.rest.is_empty()) {
            self.may_change()?;
        }
        self.obey(request.word, request.rest, now, answer)
    }

    fn may_change(&self) -> Outcome {
        match &self.opening.read_only {
            Some(why) => Err(format!("nothing can be changed here: {why}").into()),
            None => Ok(()),
        }
    }

    fn obey(&mut self, word: Word, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
        match word {
            Word::Help => answer.lines.extend(words::help(rest, self.walk.is_some())),
            Word::List => return listing::list(self, rest, answer),
            Word::More => self.read_on(answer),
            Word::Find => return listing::find(self, rest, answer),
            Word::Filter => return listing::filter(self, rest, answer),
            Word::Line => answer.say(listing::line(&self.workshop)),
            Word::Show => return show::show(self, rest, answer),
            Word::Explain => return show::explain(self, rest, answer),
            Word::Try => return scoring::try_out(self, rest, answer),
            Word::Log => return show::log(self, rest, answer),
            Word::Check => show::check(self, now, answer),
            Word::Score => return scoring::score(self, rest, now, answer),
            Word::As => return scoring::score_as(self, rest, answer),
            Word::Triage => return walk::begin(self, rest, answer),
            Word::Reason => return acts::reason(self, rest, now, answer),
            Word::Undo => return self.perform(Command::Undo, now, answer),
            Word::Redo => return self.perform(Command::Redo, now, answer),
            Word::Capacity => return acts::capacity(self, rest, now, answer),
            Word::Pin => return aside::pin(self, rest, answer),
            Word::Unpin => return aside::unpin(self, rest, now, answer),
            Word::Park | Word::Decline => return aside::set_aside(self, word, rest, answer),
            Word::Move => return aside::place(self, rest, now, answer),
            Word::Call => return acts::call(self, rest),
            Word::Add => return acts::add(self, rest, now, answer),
            Word::Kind => return acts::kind(self, rest, now, answer),
            Word::Class => return acts::class(self, rest, now, answer),
            Word::Done => return acts::done(self, rest, now, answer),
            Word::Save if rest.is_empty() => answer.order = Some(Order::Fold),
            Word::Save => answer.order = Some(Order::Copy(rest.into())),
            Word::Settle => answer.order = Some(Order::Settle(way(rest))),
            Word::TakeOver if !rest.eq_ignore_ascii_case("over") => {
                return Err("take over is written in full".into());
            }
            Word::TakeOver => answer.order = Some(Order::TakeOver),
            Word::Quit => answer.order = Some(Order::Quit),
            Word::Skip | Word::Next | Word::Back | Word::Means | Word::Stop => {
                return Err("that is understood only while triage asks".into());
            }
        }
        Ok(())
    }

    /// Does something, and asks why where somebody paid for it.
    pub(super) fn perform(&mut self, command: Command, now: Now, answer: &mut Answer) -> Outcome {
        self.may_change()?;
        let by = match &command {
            Command::Vote { participant, .. } => Some(participant.clone()),
            _ => None,
        };
        let gesture = self.workshop.perform(command, Stamp { at: Some(now), by })?;
        let entry = &gesture.entry;
        let told = tell(self.workshop.workspace(), entry);
        answer.done.push(told.headline());
        if let Some(told) = beside_agreed(self.workshop.workspace(), entry) {
            answer.say(told);
        }
        let item = entry.item.as_ref().and_then(|id| self.workspace().slot(id));
        self.it = item.or(self.it);
        if self.opening.ask_reasons && lacks_reason(entry) && entry.kind != EntryKind::Round {
            self.form = Some(Form::why(entry.seq, self.form.take()));
        }
        answer.gestures.push(gesture);
        Ok(())
    }

    /// What is to be answered next, if anything.
    fn ask(&mut self, answer: &mut Answer) {
        if answer.order == Some(Order::Quit) {
            return;
        }
        answer.question = match &self.form {
            Some(form) => Some(form.question()),
            None if self.walk.is_some() => walk::question(self, answer),
            None => None,
        };
    }

    /// What stands before a line when nothing in particular is asked.
    pub(in crate::cli) fn prompt(&self) -> String {
        let voter = self.voter.as_ref().and_then(|id| self.workspace().participant(id));
        voter.map_or("cutline> ".to_owned(), |voter| format!("cutline, {}> ", voter.shown_name()))
    }

    /// What came of it, for whoever leaves: `saved: 4 changes, 1 came in`.
    pub(in crate::cli) fn farewell(&self) -> String {
        let log = self.workspace().log();
        let sitting = Sitting::of(log, self.began..log.len());
        if log.len() == self.began {
            return "nothing was changed".to_owned();
        }
        let told =
            if sitting.count == 0 { counted(log.len() - self.began, "reason") } else { sitting.told() };
        format!("saved in {}: {told}", self.opening.file)
    }

    /// The name of the file.
    pub(in crate::cli) fn file(&self) -> &str {
        &self.opening.file
    }
}
