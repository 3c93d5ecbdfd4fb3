//! Backlogs of any size, the same every time.

use std::fmt::Write as _;

/// A backlog in which every score is different enough to move.
pub(crate) fn backlog(size: usize) -> String {
    let mut text = format!(r#"{{"capacity":{{"amount":{},"unit":"points"}},"items":["#, size / 2);
    for i in 0..size {
        let step = |by: usize| (i * by + i / 7) % 5 + 1;
        let comma = if i == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"id":"i{i}","title":"Item {i} of a long backlog","scores":{{"customer_value":{},"business_value":{},"urgency":{},"effort":{}}}}}"#,
            step(1),
            step(3),
            step(7),
            step(11)
        )
        .unwrap();
    }
    text.push_str("]}");
    text
}

/// A log with a crossing and a pause now and then, over a backlog of a hundred items.
pub(crate) fn log(size: usize) -> String {
    let mut text = backlog(100);
    text.truncate(text.len() - 1);
    text.push_str(r#","log":["#);
    for i in 0..size {
        let comma = if i == 0 { "" } else { "," };
        let (day, hour, minute) = (i / 1440 % 28 + 1, i / 60 % 24, i % 60);
        let (whose, item) = (if i % 2 == 0 { "business" } else { "engineering" }, i % 100);
        let crossed = if i % 5 == 0 { format!(r#","entered":["i{item}"]"#) } else { String::new() };
        write!(
            text,
            r#"{comma}{{"seq":{},"at":"2026-01-{day:02}T{hour:02}:{minute:02}:00Z","side":"{whose}","kind":"score","item":"i{item}"{crossed}}}"#,
            i + 1
        )
        .unwrap();
    }
    text.push_str("]}");
    text
}
