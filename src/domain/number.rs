//! A number that may be scored: finite, never −0, written without a decimal point when it is whole.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

/// The largest magnitude whose whole numbers a file can carry exactly: 2⁵³.
pub const LARGEST: f64 = 9_007_199_254_740_992.0;

/// The bits of −0, which no number has: in their place `Option<Num>` keeps that there is none, in eight bytes.
const MINUS_ZERO: u64 = 1 << 63;

/// A finite number with magnitude up to 2⁵³; −0 is read as 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Num(NonZeroU64);

impl Num {
    /// Zero.
    pub const ZERO: Num = Num(NonZeroU64::new(MINUS_ZERO).expect("a bit is set"));

    /// `None` for NaN, an infinity, or a magnitude over 2⁵³.
    pub fn new(raw: f64) -> Option<Num> {
        let usable = raw.is_finite() && raw.abs() <= LARGEST;
        let bits = (raw + 0.0).to_bits() ^ MINUS_ZERO;
        NonZeroU64::new(bits).filter(|_| usable).map(Num)
    }

    /// A number that was calculated, without the noise of its last digits: 0.1 × 3 is 0.3.
    pub fn computed(raw: f64) -> Option<Num> {
        Num::new(format!("{raw:.13e}").parse().ok()?)
    }

    /// The number itself.
    pub fn get(self) -> f64 {
        f64::from_bits(self.0.get() ^ MINUS_ZERO)
    }

    /// The number itself where it is a whole one.
    fn whole(self) -> Option<i64> {
        (self.get().fract() == 0.0).then_some(self.get() as i64)
    }

    /// The digits of a whole number from 0 to 9.
    pub fn digit(self) -> Option<u8> {
        self.whole().filter(|whole| (0..=9).contains(whole)).map(|digit| digit as u8)
    }
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// A comma before three digits parts thousands for some and decimals for others.
    #[error("can be read in two ways: leave the comma out, or write it as a point")]
    TwoWays,
    /// Something else.
    #[error("is not a number")]
    NoNumber,
}

/// A number as somebody types it, its decimals behind a point or a comma.
///
/// # Errors
/// It is none, or one that can be read in two ways.
pub fn typed(text: &str) -> Result<Num, Mistyped> {
    let text = text.trim();
    if text.split(',').skip(1).any(|part| part.len() == 3) {
        return Err(Mistyped::TwoWays);
    }
    text.replace(',', ".").parse().ok().and_then(Num::new).ok_or(Mistyped::NoNumber)
}

impl From<u32> for Num {
    fn from(whole: u32) -> Num {
        Num::new(f64::from(whole)).unwrap_or(Num::ZERO)
    }
}

impl Default for Num {
    fn default() -> Num {
        Num::ZERO
    }
}

impl Ord for Num {
    fn cmp(&self, other: &Num) -> Ordering {
        self.get().total_cmp(&other.get())
    }
}

impl PartialOrd for Num {
    fn partial_cmp(&self, other: &Num) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Num({:?})", self.get())
    }
}

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Most are whole, and take a fraction of the time then.
        match self.whole() {
            Some(whole) if f.precision().is_none() => fmt::Display::fmt(&whole, f),
            _ => fmt::Display::fmt(&self.get(), f),
        }
    }
}

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.get()),
        }
    }
}

impl<'de> Deserialize<'de> for Num {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Num, D::Error> {
        deserializer.deserialize_f64(NumVisitor)
    }
}

/// Said before the number is rounded to one that a float can hold.
fn too_large<E: de::Error>(raw: impl fmt::Display) -> E {
    let told = format!("{raw}");
    // Hundreds of digits say nothing that a few do not.
    let short: String = told.chars().take(20).collect();
    let told = if short.len() < told.len() { format!("{short}…") } else { told };
    E::custom(format!("{told} is too large: numbers go up to 2^53"))
}

struct NumVisitor;

impl Visitor<'_> for NumVisitor {
    type Value = Num;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E: de::Error>(self, raw: f64) -> Result<Num, E> {
        Num::new(raw).ok_or_else(|| too_large(raw))
    }

    fn visit_u64<E: de::Error>(self, raw: u64) -> Result<Num, E> {
        if raw > LARGEST as u64 { Err(too_large(raw)) } else { self.visit_f64(raw as f64) }
    }

    fn visit_i64<E: de::Error>(self, raw: i64) -> Result<Num, E> {
        if raw.unsigned_abs() > LARGEST as u64 { Err(too_large(raw)) } else { self.visit_f64(raw as f64) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_numbers_of_usable_size_exist() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, LARGEST * 2.0] {
            assert_eq!(Num::new(bad), None, "{bad}");
        }
        assert!(serde_json::from_str::<Num>("9007199254740993").is_err());
        assert!(serde_json::from_str::<Num>("1e999").is_err());
        assert!(serde_json::from_str::<Num>("\"5\"").is_err());
    }

    #[test]
    fn minus_zero_is_zero() {
        let zero: Num = serde_json::from_str("-0.0").unwrap();
        assert_eq!(zero, Num::ZERO);
        assert_eq!(serde_json::to_string(&zero).unwrap(), "0");
    }

    #[test]
    fn that_there_is_none_takes_no_room() {
        assert_eq!(size_of::<Option<Num>>(), size_of::<f64>());
        assert_eq!(Num::new(-0.0), Some(Num::ZERO));
        assert_eq!(Num::from(3).to_string(), "3");
    }

    #[test]
    fn a_comma_before_three_digits_is_no_number() {
        for (text, read) in [
            ("2,5", Ok(2.5)),
            (" 2.50 ", Ok(2.5)),
            ("-3", Ok(-3.0)),
            ("1,000", Err(Mistyped::TwoWays)),
            ("1,000.5", Err(Mistyped::NoNumber)),
            ("1,0000", Ok(1.0)),
            ("", Err(Mistyped::NoNumber)),
            ("5 points", Err(Mistyped::NoNumber)),
            ("nan", Err(Mistyped::NoNumber)),
        ] {
            assert_eq!(typed(text).map(Num::get), read, "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_written_whole() {
        for (raw, written) in
            [(5.0, "5"), (0.25, "0.25"), (-3.0, "-3"), (4.1, "4.1"), (LARGEST, "9007199254740992")]
        {
            let num = Num::new(raw).unwrap();
            assert_eq!(serde_json::to_string(&num).unwrap(), written);
            assert_eq!(num.to_string(), written);
        }
    }
}
