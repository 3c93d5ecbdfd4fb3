//! The schema of the workspace file holds for every file that opens, and for every one that the program saves.

use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::playing::{cases, play, written};
use crate::support::sessions::{files, sessions};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("../../assets/workspace.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

fn assert_described(file: &Value) {
    if let Err(error) = SCHEMA.validate(file) {
        panic!("{}: {error}", error.instance_path());
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn every_file_that_opens_is_described(file in files()) {
        assert_described(&file);
    }

    #[test]
    fn every_file_that_is_saved_is_described(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        assert_described(&serde_json::from_str(&written(workshop.workspace())).unwrap());
    }
}
