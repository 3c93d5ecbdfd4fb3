//! What follows from a message: another state, and what has to happen outside.

use tui_input::Input;

use super::action::{Action, Place};
use super::clip;
use super::closed;
use super::filter;
use super::finder;
use super::key::{Code, Key};
use super::moves::{self, Go};
use super::overlay::{self, Overlay};
use super::ready::can_write;
use super::saving::Filing;
use super::scroll::Scroll;
use super::tie;
use super::trial::{self, Mode};
use super::{
    App, Effect, Message, Now, Tone, agenda, backups, blockers, brief, card, check, discuss, done, ending,
    export, following, form, importing, log, matrix, outside, people, placing, pointer, recap, reshape,
    reveal, roadmap, saving, scoring, screens, settings, swing, triage, voting,
};
use crate::domain::command::Command;
use crate::domain::explain::last_passage;

/// Decides what follows from a message.
pub fn update(app: &mut App, message: Message, now: Now) -> Vec<Effect> {
    let mut effects = agenda::stop_forgotten(app, now);
    let running = agenda::pass(app, now);
    effects.extend(decide(app, message, now));
    effects.extend(running.and_then(|before| agenda::remind(app, before)));
    swing::follow(app);
    screens::follow(app);
    effects
}

fn decide(app: &mut App, message: Message, now: Now) -> Vec<Effect> {
    match message {
        Message::Key(key) => {
            app.notice = None;
            app.view.untouched = false;
            press(app, key, now)
        }
        Message::Paste(_) if app.saving.is_closing() => Vec::new(),
        Message::Paste(text) => {
            app.notice = None;
            overlay::paste(app, &text)
        }
        Message::SourceRead(number, read) => {
            importing::answer(app, number, *read);
            Vec::new()
        }
        Message::PresetKept(kept) => {
            importing::preset_kept(app, kept);
            Vec::new()
        }
        Message::Pointed(gesture, spot) => {
            app.notice = None;
            pointer::point(app, gesture, spot, now)
        }
        Message::Edited(text) => {
            app.notice = None;
            card::edited(app, text, now)
        }
        Message::Report(report) => saving::report(app, report),
        Message::Exported(outcome) => export::take_in(app, outcome),
        Message::BackupsRead(number, read) => {
            backups::answer(app, number, read);
            Vec::new()
        }
        Message::Followed(gestures) => {
            app.follow_gestures(gestures);
            Vec::new()
        }
        Message::Replaced(workspace) => {
            app.follow_whole(*workspace);
            Vec::new()
        }
        Message::LostSight(why) => {
            app.lost_sight(&why);
            Vec::new()
        }
        Message::HeldBy(holder) => {
            app.held_by(holder);
            Vec::new()
        }
        Message::FileTouched => outside::touched(app),
        Message::Noticed(what) => {
            let is_told = app.notice.as_ref().is_some_and(|notice| notice.text.contains(&what));
            if !is_told {
                app.say(Tone::Plain, what);
            }
            Vec::new()
        }
        Message::Pause => swing::ask(app),
        Message::Sampled(edition, drawn) => {
            swing::take_in(app, edition, *drawn);
            Vec::new()
        }
        Message::Settled => {
            app.moving = false;
            Vec::new()
        }
        Message::Idle => saving::fold(app),
        Message::Tick => Vec::new(),
        Message::Terminate => vec![Effect::Exit],
    }
}

pub(super) fn press(app: &mut App, key: Key, now: Now) -> Vec<Effect> {
    let interrupt = Key { ctrl: true, ..Key::plain(Code::Char('c')) };
    // What is on the screen is about to become something else: whoever does something means this.
    if app.saving.is_settling() {
        return if key == interrupt { saving::leave(app) } else { Vec::new() };
    }
    if app.overlay.is_some() && key != interrupt {
        return overlay::key(app, key, now);
    }
    app.overlay = None;
    let here = app.view.screen;
    match app.keymap.action(Place::of(&app.view), key) {
        // Whoever has left changes nothing more: it would come too late for the file.
        action if app.saving.is_leaving() && action != Some(Action::Quit) => {}
        // The key of a screen leads there and back.
        Some(Action::Open(screen)) if screen == here => screens::leave(app),
        // Escape is pressed to be sure that nothing is open; here nothing is but what is being made.
        Some(Action::Back) if !here.is_full() => export::call_off(app),
        Some(action) => return run(app, action, key.typed(), now),
        None if key.typed().is_some_and(|typed| typed.is_ascii_digit()) => {
            let text = match can_write(app) {
                Err(why) => app.in_full(why),
                Ok(()) if here.is_full() => "scores are given in the workshop: esc goes there".to_owned(),
                Ok(()) => "choose a side to score: tab goes from pane to pane".to_owned(),
            };
            app.say(Tone::Plain, text);
        }
        None => {}
    }
    Vec::new()
}

/// Does an action if it can be done now; says why not otherwise. One that is not in the table can be done nowhere.
pub(super) fn run(app: &mut App, action: Action, typed: Option<char>, now: Now) -> Vec<Effect> {
    let Some(spec) = action.spec() else { return Vec::new() };
    if let Err(why) = spec.ready(app) {
        app.say(Tone::Refused, app.in_full(why));
        return Vec::new();
    }
    match action {
        Action::Score => return score(app, typed, now),
        Action::StepUp => return scoring::step(app, true, now),
        Action::StepDown => return scoring::step(app, false, now),
        Action::Clear => return scoring::clear(app, now),
        Action::File(filing) => return with_file(app, filing),
        Action::Quit => return saving::leave(app),
        Action::Undo => return app.perform(Command::Undo, now),
        Action::Redo => return app.perform(Command::Redo, now),
        Action::People => people::open(app, 0),
        Action::NextScorer => people::next_scorer(app),
        Action::VoteBlind => voting::open(app),
        Action::Reveal => return reveal::reveal_or_accept(app, now),
        Action::SettleAt => return reveal::typed(app, typed, now),
        Action::SettleBelow => return reveal::accept(app, 1, now),
        Action::SettleAbove => return reveal::accept(app, 2, now),
        Action::VoteAgain => return reveal::vote_again(app, now),
        Action::OwnerDecides => reveal::decide(app),
        Action::ShowNames => app.reveal.anonymous = !app.reveal.anonymous,
        Action::DropRound => return reveal::drop_round(app, now),
        Action::NextPending => reveal::next_pending(app),
        Action::CopyItem => return clip::copy_item(app),
        Action::Export => form::open_export(app),
        Action::StopExport => export::call_off(app),
        Action::CopyRanking => return clip::copy_ranking(app),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::NextPane => moves::cycle_pane(app, true),
        Action::PreviousPane => moves::cycle_pane(app, false),
        Action::NextUnscored => scoring::next_unscored(app),
        Action::Up => moves::go(app, Go::Up),
        Action::Down => moves::go(app, Go::Down),
        Action::Top => moves::go(app, Go::Top),
        Action::Bottom => moves::go(app, Go::Bottom),
        Action::PageUp => moves::go(app, Go::PageUp),
        Action::PageDown => moves::go(app, Go::PageDown),
        Action::Left => moves::sideways(app, false),
        Action::Right => moves::sideways(app, true),
        Action::Open(screen) => screens::open(app, screen),
        Action::Back => screens::back(app),
        Action::Place(to) => return placing::place(app, to, now),
        Action::MoveLeft => return placing::shift(app, false, now),
        Action::MoveRight => return placing::shift(app, true, now),
        Action::Group => roadmap::regroup(app),
        Action::NextAimless => roadmap::next_aimless(app),
        Action::NearestLeft => matrix::sideways(app, false),
        Action::NearestRight => matrix::sideways(app, true),
        Action::Only(only) => log::only(app, only),
        Action::WholeLog => log::whole(app),
        Action::ShowItem => log::show_item(app),
        Action::Merge => reshape::open_merge(app),
        Action::Split => reshape::open_split(app),
        Action::EditField => return card::enter(app),
        Action::EditOutside => return card::outside(app),
        Action::NextCard => card::beside(app, Go::Down),
        Action::PreviousCard => card::beside(app, Go::Up),
        Action::LookInto => return check::look_into(app, now),
        Action::ToVotes => discuss::to_votes(app),
        Action::NextDeciding => discuss::next_deciding(app),
        Action::NextQueue => triage::turn(app, true),
        Action::PreviousQueue => triage::turn(app, false),
        Action::NextInQueue => triage::sideways(app, true),
        Action::PreviousInQueue => triage::sideways(app, false),
        Action::NextUnmet => check::next_unmet(app),
        Action::ReviewDate => check::ask_review(app),
        Action::Reason => ask_reason(app),
        Action::FollowUp => recap::follow_up(app),
        Action::Import => importing::ask(app),
        Action::AddItem => app.overlay = Some(Overlay::NewItem(Input::default())),
        Action::Framework => trial::open(app, Mode::Choose),
        Action::Weights => trial::open(app, Mode::Weigh),
        Action::Capacity => form::open_capacity(app),
        Action::Pin => form::open_pin(app),
        Action::Call => form::open_call(app),
        Action::Class => app.overlay = Some(Overlay::Class),
        Action::Filter => filter::open(app),
        Action::ShowAll => filter::clear(app),
        Action::Explain => open_explanation(app),
        Action::BreakTie => tie::open(app),
        Action::Blockers => blockers::open(app),
        Action::MarkDone => form::open_done(app, now),
        Action::Reopen => done::open(app),
        Action::ClosedCycle => closed::open_last(app),
        Action::EndCycle => ending::open(app, now),
        Action::EditPurpose => return brief::open(app, now),
        Action::AddPurpose => form::open_new_purpose(app),
        Action::RemovePurpose => form::open_removal(app),
        Action::NextUnlinked => brief::next_unlinked(app),
        Action::Agenda(act) => return agenda::act(app, act, now),
        Action::Palette => finder::open_palette(app),
        Action::Find => finder::open_search(app),
        Action::Help => app.overlay = Some(Overlay::Help { scroll: Scroll::default() }),
        Action::Switch(switch) => settings::switch(app, switch),
    }
    Vec::new()
}

/// Does what is about the file that the workspace is kept in.
fn with_file(app: &mut App, filing: Filing) -> Vec<Effect> {
    match filing {
        Filing::Save => return save(app),
        Filing::SaveCopy => app.overlay = Some(Overlay::CopyTo(overlay::copy_name(app))),
        Filing::Settle => return outside::open(app, false),
        Filing::TakeOver => return following::take_over(app),
        Filing::Backups => return backups::open(app),
    }
    Vec::new()
}

/// From the palette nothing was typed yet: a number is asked for.
fn score(app: &mut App, typed: Option<char>, now: Now) -> Vec<Effect> {
    if let Some(typed) = typed {
        return scoring::typed(app, typed, now);
    }
    app.overlay = Some(Overlay::Number(Input::default()));
    Vec::new()
}

fn save(app: &mut App) -> Vec<Effect> {
    if app.saving.is_changed_outside() {
        return outside::open(app, false);
    }
    let effects = saving::fold(app);
    if effects.is_empty() {
        app.say(Tone::Plain, "everything is saved already");
    }
    effects
}

fn open_explanation(app: &mut App) {
    let passage = app.selected().and_then(|(slot, _)| last_passage(&app.workshop, slot));
    let crossed = passage.map(|passage| passage.entry.seq);
    app.overlay = Some(Overlay::Explain { crossed, scroll: Scroll::default() });
}

/// Asks why for the trade-off in view.
pub(super) fn ask_reason(app: &mut App) {
    let Some(entry) = app.entry_in_view() else { return };
    let input = Input::from(entry.reason.as_deref().unwrap_or_default());
    app.overlay = Some(Overlay::Reason { entry: entry.seq, input, then_advance: false });
}
