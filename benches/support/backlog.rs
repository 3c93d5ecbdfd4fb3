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
