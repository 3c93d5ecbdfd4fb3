//! The pure core: what a prioritisation workshop is, without files, clock, terminal or chance.
//!
//! ```text
//! nouns       workspace  item  scores  vote  framework          what there is
//!             criterion  scale  formula  number  amounts  id
//! from files  record  raw  load  migrate  restore  schema       what may stand in one, and how it is read
//!             flaw  chunked  slots
//! arrival     draft  intake                                     what becomes part of it
//! change      command → decide → event → apply  undoing         what happens to it
//!             switch  facet  capacity  pin  pull  call  horizon  purpose  people  merge  split  rejection
//! judgement   ranking  cutline  standing  stands  whatif        what follows from it
//!             dependency  explain  tie  band  contest  moscow  running  share
//!             decisive  discuss  swing  stale  check  review  aim  roadmap  matrix
//! voting      round  seal  sheet  spread  interim               blind rounds, and what votes come to
//! memory      tradeoff  history  rewind  telling  session       what is remembered of it
//!             excerpt  recap
//! meeting     agenda                                            what it goes through, and its clock
//! others      compare  reconcile                                what somebody else made of it, told and put together
//! cycles      delivery  cycle  debt  estimates  scope  brief    what is closed, and what that teaches
//! outside     document  cell  markdown  text                    what goes out, in the spelling of where it goes
//! bounds      limits  crew                                      how much is taken in and why no more; who does it
//!             edition  stirred                                  what is still the same
//! whole       workshop                                          one gesture in, one entry out
//! ```

pub mod agenda;
pub mod aim;
pub mod amounts;
mod apply;
pub mod band;
pub mod brief;
pub mod call;
pub mod capacity;
pub mod cell;
pub mod check;
pub mod chunked;
pub mod command;
pub mod compare;
pub mod contest;
pub mod crew;
pub mod criterion;
pub mod cutline;
pub mod cycle;
pub mod debt;
mod decide;
pub mod decisive;
pub mod delivery;
pub mod dependency;
pub mod discuss;
pub mod document;
pub mod draft;
pub mod edition;
pub mod estimates;
pub mod event;
pub mod excerpt;
pub mod explain;
pub mod facet;
pub mod flaw;
pub mod formula;
pub mod framework;
pub mod history;
pub mod horizon;
pub mod id;
pub mod intake;
mod interim;
pub mod item;
pub mod limits;
mod load;
pub mod markdown;
pub mod matrix;
pub mod merge;
pub mod migrate;
pub mod moscow;
pub mod number;
mod people;
pub mod pin;
pub mod pull;
pub mod purpose;
pub mod ranking;
pub(crate) mod raw;
pub mod recap;
pub mod reconcile;
pub mod record;
mod rejection;
pub mod restore;
pub mod review;
pub mod rewind;
pub mod roadmap;
pub mod round;
pub mod running;
pub mod scale;
pub mod schema;
pub mod scope;
pub mod scores;
pub mod seal;
pub mod session;
pub mod share;
pub mod sheet;
mod slots;
mod split;
pub mod spread;
pub mod stale;
pub mod standing;
pub mod stands;
mod stirred;
pub mod swing;
pub mod switch;
pub mod telling;
pub mod text;
pub mod tie;
pub mod tradeoff;
mod undoing;
pub mod vote;
pub mod whatif;
pub mod workshop;
pub mod workspace;
