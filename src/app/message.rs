//! What comes in from outside, and what has to happen there.

use super::backups::{self, Kept};
use super::export::{Order, Outcome};
use super::importing::{Asked, Read};
use super::key::Key;
use super::pointer::{Mouse, Spot};
use crate::domain::draft::Column;
use crate::domain::edition::Edition;
use crate::domain::swing::{Model, Swing};
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;
use crate::keeping::{self, Report};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A source was read: which reading it was, and what came of it; why nothing where it failed.
    SourceRead(u64, Box<Result<Read, String>>),
    /// A mapping was saved under this name; why not where it failed.
    PresetKept(Result<String, String>),
    /// Text was pasted.
    Paste(String),
    /// Something was done with the mouse, to what was under it.
    Pointed(Mouse, Option<Spot>),
    /// What became of a text that was handed to an editor; why nothing did where it failed.
    Edited(Result<String, String>),
    /// The writer has something to tell.
    Report(Report),
    /// What came of a document that was to be handed out.
    Exported(Outcome),
    /// Somebody else did this to the workspace that is followed.
    Followed(Vec<Gesture>),
    /// Somebody else put this in its place.
    Replaced(Box<Workspace>),
    /// It cannot be read any more, and why.
    LostSight(String),
    /// Who has the workspace that is followed open now; nobody without one.
    HeldBy(Option<String>),
    /// Something happened to the file in which this window keeps the workspace.
    FileTouched,
    /// Something that the room should know came up.
    Noticed(String),
    /// The backups were read: which look it was, and what is there; why nothing where it failed.
    BackupsRead(u64, Result<Vec<Kept>, String>),
    /// Nothing was pressed for a moment.
    Pause,
    /// What the sampler drew for the workshop that had this edition.
    Sampled(Edition, Box<Swing>),
    /// What moved was shown for long enough.
    Settled,
    /// Nothing was pressed for a while.
    Idle,
    /// A second went by while something is told that runs: the clock of the agenda, or what a source or a document takes.
    Tick,
    /// The program is asked to end.
    Terminate,
}

impl Message {
    /// Whether it comes by itself, and nobody did anything: it puts off nothing that waits until nobody does.
    pub fn is_by_itself(&self) -> bool {
        matches!(
            self,
            Message::Tick
                | Message::Pause
                | Message::Sampled(..)
                | Message::Settled
                | Message::FileTouched
                | Message::Report(Report::Outside(false))
        )
    }
}

/// Something that has to happen outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Keep what was done, or see to the file otherwise.
    Keep(keeping::Order),
    /// Draw the swing of the workshop that has this edition.
    Sample(Edition, Box<Model>),
    /// Read the backups.
    Backups(Box<backups::Asked>),
    /// Read a source that is to come in.
    Read(Box<Asked>),
    /// Keep what columns are read into under a name.
    KeepPreset(String, Vec<Column>),
    /// Make a document, and put it where it is to go.
    Export(Box<Order>),
    /// Give the terminal to the editor of whoever sits here until it is done with a text.
    EditText {
        /// The text.
        text: String,
        /// What it is.
        hint: String,
    },
    /// Draw the whole screen anew, whatever is on it.
    Redraw,
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// Put a text on the clipboard.
    Clip(String),
    /// Let everybody hear it.
    Bell,
    /// End.
    Exit,
}
