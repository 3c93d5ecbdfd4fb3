//! A share in words: whole per cent, and never on the wrong side of what it is compared with.

use std::cmp::Ordering;

use super::criterion::tidy;

/// A share, 0 to 1, in whole per cent: `17%`.
pub fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// A share that others are held against, as exact as it was given: `20%`, `50.1%`.
pub fn bound(share: f64) -> String {
    format!("{}%", tidy(share * 100.0))
}

/// A share that is held against a bound: with a decimal where whole per cent would read as the bound
/// and it is not the bound, rounded away from it.
pub fn against(share: f64, bound: f64) -> String {
    let tenths = |rounded: f64| format!("{}%", tidy(rounded / 10.0));
    match share.total_cmp(&bound) {
        Ordering::Less if percent(share) == percent(bound) => tenths((share * 1000.0).floor()),
        Ordering::Greater if percent(share) == percent(bound) => tenths((share * 1000.0).ceil()),
        _ => percent(share),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_never_reads_as_the_bound_that_it_misses() {
        for (share, bound, told) in [
            (0.0, 0.6, "0%"),
            (0.6, 0.6, "60%"),
            (0.6001, 0.6, "60.1%"),
            (0.604, 0.6, "60.4%"),
            (0.64, 0.6, "64%"),
            (1.0 / 6.0, 0.2, "17%"),
            (0.196, 0.2, "19.6%"),
            (0.1999, 0.2, "19.9%"),
            (0.2, 0.2, "20%"),
            (0.07, 0.07, "7%"),
            (0.5, 0.501, "50%"),
        ] {
            assert_eq!(against(share, bound), told, "{share} against {bound}");
        }
        assert_eq!([bound(0.2), bound(0.501), bound(1.0)], ["20%", "50.1%", "100%"]);
    }
}
