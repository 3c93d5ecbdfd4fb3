//! Older formats of the file: one step per format, each from the raw text of one to that of the next.
//!
//! A step sees fields as they are written, so what it does not know it hands on byte for byte. It is done in memory
//! only: the file keeps its old form until it is saved for the first time.

use std::borrow::Cow;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::raw;

/// The fields of an object in their order, each with its value as it is written.
pub type Fields = Vec<(String, String)>;

/// What leads from one format to the next.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Takes the fields of a workspace over.
    pub workspace: fn(&mut Fields),
    /// Takes the fields of a gesture in a journal over.
    pub gesture: fn(&mut Fields),
}

/// The steps from the first format on: the one at index 0 leads from format 1 to format 2.
#[derive(Clone, Copy, Debug)]
pub struct Steps(pub &'static [Step]);

/// The steps of this version. There is one format so far, and nothing to take over.
pub const STEPS: Steps = Steps(&[]);

/// The format that something is written in, and the steps that lead on from it.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    number: u32,
    steps: Steps,
}

impl Steps {
    /// The format that all steps lead to.
    pub fn newest(self) -> u32 {
        u32::try_from(self.0.len()).map_or(u32::MAX, |steps| steps.saturating_add(1))
    }

    /// Whether a text says in which format it is written.
    pub fn is_written(self, text: &str) -> bool {
        written_format(text).is_some_and(|format| format <= self.newest())
    }

    /// The format that a workspace is written in. Without one that can be read it is the first: whoever reads the
    /// fields says what is wrong with it.
    pub fn format_of(self, text: &str) -> Format {
        // Without a step nothing is done to any format, and the reader of the fields is told the number anyway.
        let written = if self.0.is_empty() { None } else { written_format(text) };
        Format { number: written.unwrap_or(1).max(1), steps: self }
    }
}

impl Format {
    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Whether there are steps from it to a newer one.
    pub fn is_old(self) -> bool {
        self.number < self.steps.newest()
    }

    /// The text of a workspace in the newest format; the same text where it is that already, a newer one, or no object.
    pub fn workspace(self, text: &str) -> Cow<'_, str> {
        let newest = self.steps.newest();
        self.led_on(
            text,
            |step| step.workspace,
            |fields| match fields.iter_mut().find(|(name, _)| name == "format") {
                Some((_, value)) => *value = newest.to_string(),
                None => fields.insert(0, ("format".to_owned(), newest.to_string())),
            },
        )
    }

    /// The text of a gesture in the newest format.
    pub fn gesture(self, text: &str) -> Cow<'_, str> {
        self.led_on(text, |step| step.gesture, |_| {})
    }

    fn led_on(self, text: &str, of: fn(&Step) -> fn(&mut Fields), end: impl Fn(&mut Fields)) -> Cow<'_, str> {
        let done = usize::try_from(self.number - 1).unwrap_or(usize::MAX);
        let steps = self.steps.0.get(done..).filter(|steps| !steps.is_empty());
        let Some((steps, fields)) = steps.and_then(|steps| Some((steps, raw::object(text)?))) else {
            return Cow::Borrowed(text);
        };
        let mut fields: Fields = fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        for step in steps {
            of(step)(&mut fields);
        }
        end(&mut fields);
        Cow::Owned(raw::written_object(fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
    }
}

/// The number in the field `format`. Nothing behind it is read.
fn written_format(text: &str) -> Option<u32> {
    let mut found = None;
    // The look-out ends with an error as soon as it has seen enough.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(LookOut(&mut found));
    found
}

struct LookOut<'f>(&'f mut Option<u32>);

impl<'de> Visitor<'de> for LookOut<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if name == "format" {
                *self.0 = Some(map.next_value()?);
                return Err(A::Error::custom("seen"));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::FORMAT;

    fn rename(fields: &mut Fields, from: &str, to: &str) {
        for (name, _) in fields.iter_mut().filter(|(name, _)| name == from) {
            to.clone_into(name);
        }
    }

    /// Format 2 calls the name a title, format 3 calls the aim a vision.
    const TEST_STEPS: Steps = Steps(&[
        Step {
            workspace: |fields| rename(fields, "name", "title"),
            gesture: |fields| rename(fields, "what", "entry"),
        },
        Step {
            workspace: |fields| {
                let titled = fields.iter().any(|(name, _)| name == "title");
                assert!(titled, "the step before is done");
                rename(fields, "aim", "vision");
            },
            gesture: |fields| rename(fields, "new", "arrivals"),
        },
    ]);

    #[test]
    fn the_steps_of_this_version_lead_to_the_format_that_it_writes() {
        assert_eq!(STEPS.newest(), FORMAT);
    }

    #[test]
    fn every_format_is_led_to_the_newest_and_what_is_not_known_stays_as_it_is_written() {
        for (text, told) in [
            (
                r#"{ "name": "W", "own": 1.10, "aim":"a" , "deep": {"x": [1e400]}}"#,
                r#"{"format":3,"title":"W","own":1.10,"vision":"a","deep":{"x": [1e400]}}"#,
            ),
            (r#"{"name":"W","format":1,"aim":"a"}"#, r#"{"title":"W","format":3,"vision":"a"}"#),
            (
                r#"{"format": 2, "name": "mine", "title":"W", "aim":"a"}"#,
                r#"{"format":3,"name":"mine","title":"W","vision":"a"}"#,
            ),
            (r#"{ "format": 3, "name": "mine" }"#, r#"{ "format": 3, "name": "mine" }"#),
            (r#"{ "format": 9, "name": "mine" }"#, r#"{ "format": 9, "name": "mine" }"#),
            ("[1]", "[1]"),
            ("{\"name\":", "{\"name\":"),
        ] {
            let once = TEST_STEPS.format_of(text).workspace(text).into_owned();
            assert_eq!(once, told);
            assert_eq!(TEST_STEPS.format_of(&once).workspace(&once), once, "once more changes nothing");
            assert_eq!(STEPS.format_of(text).workspace(text), text, "nothing to do here");
        }
    }

    #[test]
    fn a_gesture_has_the_format_of_its_snapshot() {
        let gesture = r#"{"what":{"seq":1},"new":[],"own":1.0}"#;
        let first = TEST_STEPS.format_of("{}");
        assert_eq!(first.gesture(gesture), r#"{"entry":{"seq":1},"arrivals":[],"own":1.0}"#);
        let second = TEST_STEPS.format_of(r#"{"format":2}"#);
        assert_eq!(second.gesture(gesture), r#"{"what":{"seq":1},"arrivals":[],"own":1.0}"#);
        assert_eq!((first.is_old(), TEST_STEPS.format_of(r#"{"format":3}"#).is_old()), (true, false));
    }

    #[test]
    fn a_format_that_makes_no_sense_is_left_to_whoever_reads_the_fields() {
        for text in [r#"{"format":"2"}"#, r#"{"format":-1}"#, r#"{"format":null}"#, r#"{"format":0}"#] {
            assert_eq!(TEST_STEPS.format_of(text).number(), 1, "{text}");
        }
    }
}
