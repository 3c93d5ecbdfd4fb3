//! Sessions: which entries of the log were made in one sitting, and what came of them.

use std::collections::HashMap;
use std::ops::Range;

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::chunked::Chunked;
use super::id::ItemId;
use super::standing::Crossing;
use super::telling::lacks_reason;
use super::text::counted;
use super::tradeoff::{Entry, EntryKind};

/// Whoever pauses for longer than this comes back to another session.
pub const PAUSE: TimeDelta = TimeDelta::hours(4);

/// One sitting, summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// Its entries, by index in the log.
    pub entries: Range<usize>,
    /// The first time that is known of it.
    pub from: Option<DateTime<FixedOffset>>,
    /// The last time that is known of it.
    pub to: Option<DateTime<FixedOffset>>,
    /// How many changes were made; reasons, and what the clock did, are none.
    pub count: usize,
    /// How many of them that stand should have said why and did not.
    pub unexplained: usize,
    /// Who was in at its end and not before it, and the other way round.
    pub net: Crossing<ItemId>,
}

impl Session {
    /// Sums up entries of a log, given by index.
    pub fn of(log: &Chunked<Entry>, entries: Range<usize>) -> Session {
        let each = || entries.clone().filter_map(|index| log.get(index));
        let mut session = Session { net: net(each()), entries: entries.clone(), ..Session::default() };
        let mut unexplained: Vec<(u64, bool)> = Vec::new();
        for entry in each() {
            session.from = session.from.or(entry.at);
            session.to = entry.at.or(session.to);
            session.count += usize::from(entry.is_listed() && !entry.is_aside());
            if lacks_reason(entry) {
                unexplained.push((entry.seq, true));
            }
            // What was taken back needs none any more.
            let taken_back = matches!(entry.kind, EntryKind::Undo | EntryKind::Redo);
            let about = entry.about.filter(|_| taken_back);
            if let Some(at) =
                about.and_then(|about| unexplained.binary_search_by_key(&about, |(seq, _)| *seq).ok())
            {
                unexplained[at].1 = entry.kind == EntryKind::Redo;
            }
        }
        session.unexplained = unexplained.iter().filter(|(_, stands)| *stands).count();
        session
    }

    /// What came of it: `14 changes, 1 without a reason; in the end 3 came in, 2 fell out`. Whoever crossed the line
    /// and went back is in neither.
    pub fn told(&self) -> String {
        let unexplained = [(self.unexplained, "without a reason")];
        let net = [(self.net.entered.len(), "came in"), (self.net.left.len(), "fell out")];
        let changes = [vec![self.changes()], some(&unexplained)].concat().join(", ");
        let net = some(&net).join(", ");
        if net.is_empty() { changes } else { format!("{changes}; in the end {net}") }
    }

    /// The same where there is little room: `14 changes, 3 in, 2 out, 1 without a reason`.
    pub fn told_short(&self) -> String {
        let counts = [
            (self.net.entered.len(), "in"),
            (self.net.left.len(), "out"),
            (self.unexplained, "without a reason"),
        ];
        [vec![self.changes()], some(&counts)].concat().join(", ")
    }

    /// How many changes it was: `14 changes`.
    pub fn changes(&self) -> String {
        counted(self.count, "change")
    }
}

/// Those of some counts that are not 0, in words.
fn some(counts: &[(usize, &str)]) -> Vec<String> {
    counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect()
}

/// The sessions of a log, oldest first: runs of entries without a gap of more than [`PAUSE`]. The clocks
/// of two machines may differ, so that a gap counts in both directions. An entry without a time belongs
/// to the one before it.
pub fn sessions(log: &Chunked<Entry>) -> Vec<Session> {
    let mut starts = vec![0];
    let mut last = None;
    for (index, entry) in log.iter().enumerate() {
        let Some(at) = entry.at else { continue };
        if last.is_some_and(|last: DateTime<FixedOffset>| (at - last).abs() > PAUSE) {
            starts.push(index);
        }
        last = Some(at);
    }
    let ends = starts.iter().skip(1).copied().chain([log.len()]);
    starts
        .iter()
        .zip(ends)
        .filter(|(start, end)| start < &end)
        .map(|(start, end)| Session::of(log, *start..end))
        .collect()
}

/// The number of the entry before the last session of a log, 0 where there is none. Read from the end: it costs
/// what that session is long.
pub fn before_last(log: &Chunked<Entry>) -> u64 {
    let (mut next, mut before_next) = (None::<DateTime<FixedOffset>>, None);
    for entry in log.iter().rev() {
        let before = *before_next.get_or_insert(entry.seq);
        let Some(at) = entry.at else { continue };
        if next.is_some_and(|next| (next - at).abs() > PAUSE) {
            return before;
        }
        (next, before_next) = (Some(at), None);
    }
    0
}

/// What entries did to the line together: who was out before them and is in after them, and the other way
/// round, in the order in which they first crossed. Who came in and fell out again did neither.
pub fn net<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Crossing<ItemId> {
    let passages = passages(entries);
    let those = |came_in: bool| {
        let those = passages.iter().filter(|passage| passage.first == came_in && passage.last == came_in);
        let those = those.filter(|passage| !passage.is_gone);
        those.map(|passage| passage.id.clone()).collect()
    };
    Crossing { entered: those(true), left: those(false) }
}

/// Who was out before entries, came in with one of them, and fell out again with the last one that told of them. Who
/// fell out last stands last.
pub fn came_and_went<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Vec<ItemId> {
    let mut went = passages(entries);
    went.retain(|passage| passage.first && !passage.last && !passage.is_gone);
    went.sort_by_key(|passage| passage.at);
    went.into_iter().map(|passage| passage.id.clone()).collect()
}

/// How an item crossed the line: whether it came in with the first and with the last entry that tells of it.
struct Passage<'e> {
    id: &'e ItemId,
    first: bool,
    last: bool,
    /// Which entry was the last.
    at: usize,
    /// Whether it got done by that, or went into another item: it left the line, and fell out of nothing.
    is_gone: bool,
}

/// Who crossed the line, in the order in which they first did. A log that was merged, or edited by hand, may tell the
/// same twice.
fn passages<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Vec<Passage<'e>> {
    let mut found: Vec<Passage<'e>> = Vec::new();
    let mut places: HashMap<&ItemId, usize> = HashMap::new();
    for (at, entry) in entries.into_iter().enumerate() {
        // An earlier state took back what told how everybody came to stand where they stood.
        if entry.kind == EntryKind::Restore {
            continue;
        }
        let gone = entry.delivered();
        let entered = entry.entered.iter().map(|id| (id, true));
        for (id, came) in entered.chain(entry.left.iter().map(|id| (id, false))) {
            let place = *places.entry(id).or_insert_with(|| {
                found.push(Passage { id, first: came, last: came, at, is_gone: false });
                found.len() - 1
            });
            let passage = &mut found[place];
            // Of one that is gone another side of a merge may tell later what was so there.
            let is_gone = gone.contains(id) || passage.is_gone && !came;
            (passage.last, passage.at, passage.is_gone) = (came, at, is_gone);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::Delivery;
    use crate::domain::event::Event;

    fn entry(at: &str) -> Entry {
        Entry { at: at.parse().ok(), kind: EntryKind::Score, ..Entry::default() }
    }

    fn ids(ids: &str) -> Vec<ItemId> {
        ids.split_whitespace().map(ItemId::from).collect()
    }

    /// The entries of a line such as `+a -b`: what came in and what fell out.
    fn crossing(text: &str) -> Entry {
        let of =
            |sign| text.split_whitespace().filter_map(move |word| word.strip_prefix(sign)).map(ItemId::from);
        Entry { entered: of('+').collect(), left: of('-').collect(), ..entry("2026-01-20T10:00:00Z") }
    }

    #[test]
    fn a_pause_of_more_than_four_hours_ends_a_session() {
        for (times, expected) in [
            (&[][..], ""),
            (&["2026-01-20T10:00:00Z"], "0..1"),
            (&["2026-01-20T10:00:00Z", "2026-01-20T14:00:00Z"], "0..2"),
            (&["2026-01-20T10:00:00Z", "2026-01-20T14:00:01Z"], "0..1 1..2"),
            // Each gap counts, not the whole length; midnight does not matter.
            (&["2026-01-20T20:00:00Z", "2026-01-20T23:00:00Z", "2026-01-21T02:00:00Z"], "0..3"),
            // The same moment in two zones is no gap.
            (&["2026-01-20T10:00:00+01:00", "2026-01-20T17:00:00+08:00"], "0..2"),
            // Another machine's clock, or a log that was merged.
            (&["2026-01-20T10:00:00Z", "2026-01-20T09:00:00Z"], "0..2"),
            (&["2026-01-20T10:00:00Z", "2026-01-19T10:00:00Z"], "0..1 1..2"),
            // Without a time there is no gap.
            (&["", "2026-01-20T10:00:00Z", "", "2026-01-21T10:00:00Z", ""], "0..3 3..5"),
            (&["", ""], "0..2"),
        ] {
            let log: Chunked<Entry> = times.iter().map(|at| entry(at)).collect();
            let found: Vec<String> =
                sessions(&log).iter().map(|session| format!("{:?}", session.entries)).collect();
            assert_eq!(found.join(" "), expected, "{times:?}");
        }
    }

    #[test]
    fn what_was_taken_back_needs_no_reason() {
        let crossed = |seq, kind, about| Entry { seq, kind, about, ..crossing("+a -b") };
        let all = [
            crossed(1, EntryKind::Score, None),
            crossed(2, EntryKind::Score, None),
            crossed(3, EntryKind::Undo, Some(2)),
            crossed(4, EntryKind::Redo, Some(2)),
            crossed(5, EntryKind::Undo, Some(2)),
        ];
        let unexplained = |count: usize| {
            let log: Chunked<Entry> = all[..count].iter().cloned().collect();
            Session::of(&log, 0..count).unexplained
        };
        assert_eq!([1, 2, 3, 4, 5].map(unexplained), [1, 2, 1, 2, 1]);
    }

    #[test]
    fn the_last_session_is_found_from_the_end() {
        let times = ["2026-01-20T10:00:00Z", "", "2026-01-20T14:00:01Z", "", "2026-01-20T15:00:00Z"];
        let log = |count: usize| -> Chunked<Entry> {
            let entries = times.iter().take(count).enumerate();
            entries.map(|(i, at)| Entry { seq: i as u64 + 1, ..entry(at) }).collect()
        };
        for (count, before) in [(0, 0), (1, 0), (2, 0), (3, 2), (5, 2)] {
            let start = sessions(&log(count)).last().map_or(0, |session| session.entries.start);
            assert_eq!((before_last(&log(count)), start as u64), (before, before), "{count}");
        }
    }

    #[test]
    fn who_came_and_went_again_nets_to_nothing() {
        for (entries, entered, left) in [
            (&[][..], "", ""),
            (&["+a -b"], "a", "b"),
            (&["+a", "-a"], "", ""),
            (&["-a", "+a"], "", ""),
            (&["+a", "-a +b", "-b +a"], "a", ""),
            (&["+a -b", "+c -a", "+b -c"], "", ""),
            (&["-b", "+a -c"], "a", "b c"),
            // A log that was edited by hand may say the same twice.
            (&["+a", "+a"], "a", ""),
        ] {
            let log: Vec<Entry> = entries.iter().map(|text| crossing(text)).collect();
            assert_eq!(net(&log), Crossing { entered: ids(entered), left: ids(left) }, "{entries:?}");
        }
    }

    #[test]
    fn who_is_done_fell_out_of_nothing_and_an_earlier_state_moves_nobody() {
        let item = ItemId::from("a");
        let to = Delivery { done: true, ..Delivery::default() };
        let done = Event::Delivered { item: item.clone(), from: Delivery::default(), to };
        let done = |line: &str| Entry { events: [done.clone()].into(), ..crossing(line) };
        let restored = Entry { kind: EntryKind::Restore, ..crossing("+c -d") };
        for (entries, entered) in [
            (vec![done("-a +b"), restored], "b"),
            (vec![done("-a"), crossing("+a")], ""),
            (vec![done("-a"), crossing("-a")], ""),
            (vec![crossing("+a"), done("-a")], ""),
        ] {
            let net = net(&entries);
            assert_eq!((net.entered, net.left), (ids(entered), vec![]));
            assert_eq!(came_and_went(&entries), []);
        }
    }

    #[test]
    fn who_came_and_went_is_told_in_the_order_of_going() {
        for (entries, expected) in [
            (&["+a -b"][..], ""),
            (&["-a", "+a", "-a"], ""),
            (&["+a", "+b", "-b +c", "-a +b", "-b"], "a b"),
            (&["+a", "-a", "+a"], ""),
        ] {
            let log: Vec<Entry> = entries.iter().map(|text| crossing(text)).collect();
            assert_eq!(came_and_went(&log), ids(expected), "{entries:?}");
        }
    }

    #[test]
    fn a_session_is_summed_up_in_a_line() {
        let mut log: Chunked<Entry> = ["+a -b", "-a", "+c -d"].iter().map(|text| crossing(text)).collect();
        log.push(Entry { kind: EntryKind::Reason, about: Some(1), ..entry("2026-01-20T10:20:00Z") });
        let session = Session::of(&log, 0..4);
        assert_eq!(session.told(), "3 changes, 3 without a reason; in the end 1 came in, 2 fell out");
        assert_eq!(session.told_short(), "3 changes, 1 in, 2 out, 3 without a reason");
        assert_eq!(session.to, log[3].at);
        assert_eq!(Session::of(&log, 1..2).told(), "1 change, 1 without a reason; in the end 1 fell out");
        assert_eq!(Session::of(&log, 3..4).told(), "0 changes");
        // Whatever is asked for that is not there is not counted.
        assert_eq!(Session::of(&log, 4..9).told(), "0 changes");
    }
}
