//! Tells from a status whether the work is over.

/// Whether a tracker's status means that an item is done.
pub(super) fn is_done(status: &str) -> bool {
    matches!(status.trim().to_lowercase().as_str(), "done" | "closed" | "resolved")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_for_an_end_mean_done() {
        for (status, done) in [
            ("Done", true),
            (" CLOSED ", true),
            ("resolved", true),
            ("OPEN", false),
            ("Not done", false),
            ("In progress", false),
            ("", false),
        ] {
            assert_eq!(is_done(status), done, "{status}");
        }
    }
}
