//! The fuzz targets on stable, bounded and seeded: bytes of any kind, and good files that were tampered with.
//!
//! `cargo fuzz` runs the same functions without end (see `fuzz/`); what it finds becomes a test of what was wrong.
#![cfg(test)]
#![allow(missing_docs)]

mod seeds;
mod tamper;
#[allow(unreachable_pub, reason = "the targets of cargo-fuzz call them")]
mod targets;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

use tamper::{Change, changes};

/// How many inputs each target gets. `CUTLINE_FUZZ` says how many for whoever has more time.
fn rounds() -> u32 {
    std::env::var("CUTLINE_FUZZ").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(256)
}

fn check<S: Strategy>(name: &str, strategy: &S, test: impl Fn(S::Value)) {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: rounds(),
        rng_seed: RngSeed::Fixed(0x000C_0712),
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let test = |value| {
        test(value);
        Ok(())
    };
    runner.run(strategy, test).unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// Bytes of any kind, and seeds that were changed a few times.
fn fuzz(name: &str) {
    let body = |bytes: &[u8]| targets::run(name, bytes);
    let seeds = seeds::of(name);
    assert!(!seeds.is_empty(), "{name} has no seed");
    for seed in &seeds {
        body(seed);
    }
    check(name, &vec(any::<u8>(), 0..200), |bytes| body(&bytes));
    let tampered = (any::<prop::sample::Index>(), changes());
    check(name, &tampered, |(seed, changes): (prop::sample::Index, Vec<Change>)| {
        let mut bytes = seed.get(&seeds).clone();
        for change in &changes {
            change.apply(&mut bytes, &seeds);
        }
        body(&bytes);
    });
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            fuzz(stringify!($name));
        })*

        #[test]
        fn every_target_is_run_here_and_by_cargo_fuzz() {
            let names: Vec<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
            // The package is built and tested without them.
            let Ok(manifest) = std::fs::read_to_string(root.join("fuzz/Cargo.toml")) else { return };
            for name in names {
                let target = format!("fuzz/fuzz_targets/{name}.rs");
                let code = std::fs::read_to_string(root.join(&target)).expect(&target);
                assert!(code.contains(&format!("targets::run(\"{name}\", bytes)")), "{target}");
                assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not in fuzz/Cargo.toml");
            }
        }
    };
}

targets! { workspace journal replay csv list json github trello workbook sheet keymap framework }
